import { money } from '../../src/base/index.ts';
import { creditAccount, decideTerms, holdExposure } from '../../src/domain/credit/index.ts';
import { read, systemContext, type TxCtx, write } from '../../src/platform/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';

/** What stories of credit do again and again, on a test file's own database. */
export function creditStory(db: TestDatabase) {
  const system = () => systemContext(db.services(), 'test');
  const inTx = <T>(fn: (tx: TxCtx) => Promise<T>): Promise<T> => write(system(), fn);
  const eur = (minor: bigint) => money(minor, 'EUR');
  const day = (text: string) => Temporal.PlainDate.from(text);
  const account = async (buyer = 'acme') => {
    const found = await read(system(), (tx) => creditAccount(tx, id(buyer)));
    return { held: found?.heldMinor, open: found?.openMinor };
  };
  const hold = (subject: string, minor: bigint, buyer = 'acme') =>
    inTx((tx) => holdExposure(tx, { buyerId: id(buyer), subject, amount: eur(minor) }));
  const invoice = (key: string, minor: bigint, subject = 'purchase_order:1', buyer = 'acme') => ({
    buyerId: id(buyer),
    sellerId: id('seller-a'),
    subject,
    invoiceId: id(key),
    number: key,
    amount: eur(minor),
    dueOn: day('2026-04-01'),
  });

  const decide = (
    buyer: string,
    minor: bigint,
    sellers = ['seller-a'],
    subject = 'requisition:d',
  ) =>
    inTx((tx) =>
      decideTerms(tx, {
        buyerId: id(buyer),
        subject,
        amount: eur(minor),
        sellerIds: sellers.map(id),
      }),
    );

  return { system, inTx, eur, day, account, hold, invoice, decide };
}
