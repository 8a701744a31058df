import { Decimal, money } from '../../src/base/index.ts';
import { creditAccount, holdExposure } from '../../src/domain/credit/index.ts';
import {
  findOrder,
  type OrderInput,
  type OrderLineInput,
  placeOrder,
  recordAnswer,
} from '../../src/domain/orders/index.ts';
import {
  actingFor,
  permissionsOf,
  read,
  systemContext,
  type TxCtx,
  write,
} from '../../src/platform/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';

/** What stories of orders do again and again, on a test file's own database. */
export function orderStory(db: TestDatabase) {
  const d = (text: string) => Decimal.parse(text);
  const day = (text: string) => Temporal.PlainDate.from(text);
  const system = () => systemContext(db.services(), 'test');
  const inTx = <T>(fn: (tx: TxCtx) => Promise<T>): Promise<T> => write(system(), fn);
  const seller = (key: string) =>
    actingFor(system(), {
      organisationId: id(key),
      kind: 'seller',
      name: key,
      permissions: permissionsOf(['order_desk']),
    });
  const buyer = (key = 'acme') =>
    actingFor(system(), {
      organisationId: id(key),
      kind: 'buyer',
      name: key,
      permissions: permissionsOf(['requester']),
    });
  const address = { street: '1 quai', postalCode: '69100', city: 'Villeurbanne', country: 'FR' };

  const line = (
    lineNumber: number,
    sellerKey: string,
    quantity: string,
    unitPrice: string,
    changes: Partial<OrderLineInput> = {},
  ): OrderLineInput => ({
    lineNumber,
    sellerId: id(sellerKey),
    sku: `SKU-${lineNumber}`,
    description: `Article ${lineNumber}`,
    unspsc: '31161500',
    unit: 'C62',
    quantity: d(quantity),
    unitPrice: d(unitPrice),
    vatCategory: 'S',
    vatRateBp: 2000,
    ...changes,
  });
  const order = (
    number: string,
    lines: readonly OrderLineInput[],
    changes: Partial<OrderInput> = {},
  ): OrderInput => ({
    buyerId: id('acme'),
    number,
    currency: 'EUR',
    terms: { outcome: 'full', paymentDays: 45 },
    shipTo: address,
    billTo: address,
    orderedBy: 'Ana',
    lines,
    ...changes,
  });
  /** Places an order on terms with its exposure held, as purchasing does. */
  const place = (
    number: string,
    lines: readonly OrderLineInput[],
    changes: Partial<OrderInput> = {},
  ) =>
    inTx(async (tx) => {
      const placed = await placeOrder(tx, order(number, lines, changes));
      const found = await findOrder(tx, { buyerId: changes.buyerId ?? id('acme'), number });
      if (changes.terms?.outcome !== 'prepay' && found) {
        await holdExposure(tx, {
          buyerId: found.buyerId,
          subject: `purchase_order:${found.id}`,
          amount: money(found.netMinor + found.vatMinor, 'EUR'),
        });
      }
      return placed;
    });
  const state = async (sellerOrderId: string) =>
    (
      await db.query<{ state: string }>('select state from seller_order where id = ?', [
        sellerOrderId,
      ])
    )[0]?.state;
  const purchaseState = async (purchaseOrderId: string) =>
    (
      await db.query<{ state: string }>('select state from purchase_order where id = ?', [
        purchaseOrderId,
      ])
    )[0]?.state;
  const events = async (name: string) =>
    (
      await db.query<{ n: number }>('select count(*)::int as n from outbox_event where name = ?', [
        name,
      ])
    )[0]?.n;
  const held = async () => (await read(system(), (tx) => creditAccount(tx, id('acme'))))?.heldMinor;
  const one = (ids: readonly string[]): string => ids[0] ?? '';
  const answerAll = (
    sellerOrderId: string,
    sellerKey: string,
    quantities: readonly [number, string][],
  ) =>
    recordAnswer(seller(sellerKey), {
      sellerOrderId,
      lines: quantities.map(([lineNumber, quantity]) => ({
        lineNumber,
        action: 'accepted' as const,
        quantity: d(quantity),
      })),
    });

  return {
    d,
    day,
    system,
    inTx,
    seller,
    buyer,
    address,
    line,
    order,
    place,
    state,
    purchaseState,
    events,
    held,
    one,
    answerAll,
  };
}
