import { buildCamt053, type EntryDraft } from '../../../edi/bank/index.ts';
import { money } from '../../base/index.ts';
import { takeStatement } from '../../channels/bank/index.ts';
import { Invoice } from '../../domain/invoicing/index.ts';
import { operatorOrganisation } from '../../domain/parties/index.ts';
import { BankStatement, matchStatement, releasePayable } from '../../domain/settlement/index.ts';
import { type Ctx, read, type TxCtx } from '../../platform/index.ts';
import type { DemoData, DemoPayment } from '../generate/index.ts';
import type { Ledgered } from './history.ts';

function remittance(text: string, known: Ledgered): string {
  return text
    .replace(/\{invoice:([^}]+)\}/g, (_, key: string) => known.invoices.get(key)?.number ?? key)
    .replace(/\{order:([^}]+)\}/g, (_, key: string) => known.orderNumbers.get(key) ?? key);
}

/**
 * What the payer sends: the invoices' real amounts where a document is paid whole, the generator's
 * figures otherwise. Credit notes of the generator are not issued here, so they take nothing back.
 */
async function amountOf(
  tx: TxCtx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<bigint> {
  let total = payment.differenceMinor;
  for (const share of payment.allocations) {
    if (share.kind !== 'invoice') continue;
    const issued = known.invoices.get(share.key);
    const invoice = issued && (await tx.em.findOne(Invoice, { id: issued.invoiceId }));
    total += invoice && share.shareBp === 10_000 ? invoice.grossMinor : share.amountMinor;
  }
  return total > 0n ? total : payment.amountMinor;
}

async function entryOf(
  tx: TxCtx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<EntryDraft> {
  const amount = money(await amountOf(tx, { payment, known }), 'EUR');
  return {
    reference: payment.key.slice(0, 35),
    servicerReference: `BK${payment.key.replace(/\W/g, '')}`.slice(0, 35),
    amount,
    creditDebit: 'CRDT',
    isReversal: false,
    status: 'BOOK',
    bookingDate: payment.paidOn,
    valueDate: payment.paidOn,
    bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
    details: [
      {
        amount,
        debtor: { name: payment.payerName, iban: payment.payerIban },
        remittance: {
          unstructured: [remittance(payment.remittanceText, known).slice(0, 140)],
          structured: [],
        },
      },
    ],
  };
}

async function bankDay(
  ctx: Ctx,
  { on, given, known }: { on: Temporal.PlainDate; given: readonly DemoPayment[]; known: Ledgered },
): Promise<void> {
  const { draft } = await read(ctx, async (tx) => {
    const operator = await operatorOrganisation(tx);
    const last = await tx.em.find(
      BankStatement,
      {},
      { orderBy: { toOn: 'desc', id: 'desc' }, limit: 1 },
    );
    const entries: EntryDraft[] = [];
    for (const payment of given) entries.push(await entryOf(tx, { payment, known }));
    const id = `DEMO-${on.toString().replaceAll('-', '')}`;
    return {
      draft: {
        messageId: id,
        id,
        sequence: 1,
        createdAt: tx.now(),
        from: on,
        to: on,
        opening: money(last[0]?.closingMinor ?? 0n, 'EUR'),
        entries,
        account: {
          iban: operator.iban ?? '',
          currency: 'EUR',
          owner: operator.legalName,
          bic: operator.bic ?? undefined,
        },
      },
    };
  });
  const bytes = Buffer.from(buildCamt053(draft));
  await takeStatement(ctx, { bytes, contentType: 'application/xml', fileName: `${draft.id}.xml` });
  const statement = await read(ctx, (tx) =>
    tx.em.findOneOrFail(BankStatement, { statementNumber: draft.id }),
  );
  await matchStatement(ctx, { statementId: statement.id });
  const paid = await read(ctx, (tx) =>
    tx.em.execute<{ id: string }[]>(
      `select i.id from invoice i join seller_payable p on p.invoice_id = i.id where i.open_minor = 0 and p.state = 'pending'`,
    ),
  );
  for (const { id } of paid) await releasePayable(ctx, { invoiceId: id });
}

/** The payments of the history, gathered on one bank statement a day. */
export function payments(ctx: Ctx, { demo, known }: { demo: DemoData; known: Ledgered }) {
  const byDay = Map.groupBy(demo.payments, (payment) => payment.paidOn.toString());
  return [...byDay].map(([day, given]) => {
    const on = Temporal.PlainDate.from(day);
    return { on, rank: 6, run: () => bankDay(ctx, { on, given, known }) };
  });
}
