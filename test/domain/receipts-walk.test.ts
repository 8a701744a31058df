import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Decimal, money, Problem } from '../../src/base/index.ts';
import { commissionOn, creditReturn, recordReturn } from '../../src/domain/invoicing/index.ts';
import {
  cancelDespatch,
  cancelReceipt,
  changeOrder,
  closeShipment,
  planOrderChange,
  receiveOrder,
  recordAnswer,
  recordDespatch,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import { grossOf, totalsOf } from '../../src/domain/orders/rules.ts';
import { importStatement } from '../../src/domain/settlement/index.ts';
import { reserveOf } from '../../src/domain/settlement/queries/reserved.ts';
import { privileged } from '../../src/platform/index.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory } from './invoicing-story.ts';
import { receiptsDatabase, receiptsJobs } from './receipts-support.ts';
import { acme, movement, statementOf } from './settlement-support.ts';

const db = receiptsDatabase();
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const { day, line, place, system, buyer, seller, inTx, address } = invoiceStory(db);

/** Seeded, so that a walk that fails can be walked again. */
function dice(seed: number) {
  let at = Math.imul(seed, 2_654_435_761);
  const roll = (sides: number): number => {
    at = (Math.imul(at ^ (at >>> 15), 2_246_822_519) + 0x9e3779b9) >>> 0;
    return ((at ^ (at >>> 13)) >>> 0) % sides;
  };
  const pick = <T>(all: readonly T[]): T | undefined => all[roll(all.length)];
  /** Up to `most`, every third time in tenths. */
  const some = (most: number): Decimal =>
    roll(3) === 0
      ? new Decimal(BigInt(1 + roll(most * 10)), 1)
      : new Decimal(BigInt(1 + roll(most)), 0);
  return { roll, pick, some };
}

type Line = {
  id: string;
  number: number;
  part: string;
  state: string;
  price: string;
  rate: number;
  category: string;
  ordered: string;
  agreed: string;
  shipped: string;
  received: string;
  lost: string;
};
const num = (text: string) => Decimal.parse(text);
const linesOf = (purchaseOrderId: string) =>
  db.query<Line>(
    `select l.id, l.line_number as number, l.seller_order_id as part, s.state, l.unit_price::text as price,
            l.vat_rate_bp as rate, l.vat_category as category, l.quantity::text as ordered,
            coalesce(l.confirmed_quantity, l.quantity)::text as agreed, l.shipped_quantity::text as shipped,
            l.received_quantity::text as received, (l.refused_quantity + l.missing_quantity)::text as lost
       from order_line l join seller_order s on s.id = l.seller_order_id where l.purchase_order_id = ? order by l.line_number`,
    [purchaseOrderId],
  );
const priced = (one: Line, quantity: Decimal) => ({
  unitPrice: num(one.price),
  quantity,
  vatCategory: one.category,
  vatRateBp: one.rate,
});

/** An order of two sellers and four lines whose prices round badly; every third is paid in advance. */
async function begin(seed: number) {
  const { roll, pick, some } = dice(seed);
  const number = `WALK-${1000 + seed}`;
  const goods = [1, 2, 3, 4].map((at) =>
    line(
      at,
      at < 3 ? 'seller-b' : 'seller-c',
      String(1 + roll(40)),
      `0.${String(1 + roll(9999)).padStart(4, '0')}`,
      { vatRateBp: pick([2000, 1000, 550, 210]) ?? 0 },
    ),
  );
  const isPrepaid = seed % 3 === 0;
  const terms = { outcome: 'prepay', paymentDays: 0 } as const;
  const placed = await place(number, goods, isPrepaid ? { terms } : {});
  const { purchaseOrderId } = placed;
  const [order] = await db.query<{ gross: string }>(
    'select (net_minor + vat_minor)::text as gross from purchase_order where id = ?',
    [purchaseOrderId],
  );
  const paid = isPrepaid ? BigInt(order?.gross ?? '0') : 0n;
  if (isPrepaid) {
    const entry = movement(paid, { ...acme, remittanceText: number });
    const exchangeId = id('exchange');
    await importStatement(system(), { exchangeId, statements: [statementOf([entry])] });
    await db.runJobs(receiptsJobs);
  }
  let serial = 0;
  const next = (what: string) => {
    serial += 1;
    return `${number}-${what}${serial}`;
  };
  return { ...placed, number, goods, paid, isPrepaid, roll, pick, some, next };
}
type Walk = Awaited<ReturnType<typeof begin>>;

const shipmentsOf = ({ purchaseOrderId }: Walk) =>
  db.query<{ id: string }>(
    'select h.id from shipment h join seller_order s on s.id = h.seller_order_id where s.purchase_order_id = ? order by h.number',
    [purchaseOrderId],
  );

function supply(walk: Walk) {
  const { purchaseOrderId, sellerOrderIds, roll, pick, some, next } = walk;
  const aPart = async () => {
    const sellerOrderId = pick(sellerOrderIds) ?? '';
    const own = (await linesOf(purchaseOrderId)).filter(({ part }) => part === sellerOrderId);
    return { sellerOrderId, own };
  };
  const despatch = async () => {
    const { sellerOrderId, own } = await aPart();
    const lines = own.map((one) => {
      const left = num(one.agreed).sub(num(one.shipped));
      const wanted = some(12);
      return { lineNumber: one.number, quantity: wanted.compare(left) > 0 ? left : wanted };
    });
    const shippedOn = day('2026-03-02');
    return recordDespatch(system(), { sellerOrderId, number: next('S'), shippedOn, lines });
  };
  const answer = async () => {
    const { sellerOrderId, own } = await aPart();
    const lines = own.map((one) => {
      const less = num(one.agreed).sub(new Decimal(BigInt(roll(2)), 0));
      const quantity = less.compare(num(one.shipped)) < 0 ? num(one.shipped) : less;
      return { lineNumber: one.number, action: 'changed' as const, quantity };
    });
    const key = sellerOrderId === sellerOrderIds[0] ? 'seller-b' : 'seller-c';
    return recordAnswer(seller(key), { sellerOrderId, lines });
  };
  const cancel = async () =>
    cancelDespatch(system(), { shipmentId: pick(await shipmentsOf(walk))?.id ?? id('nothing') });
  return { despatch, answer, cancel };
}

function demand(walk: Walk) {
  const { purchaseOrderId, number, goods, roll, pick, some, next } = walk;
  const aShipment = async () => pick(await shipmentsOf(walk))?.id ?? id('nothing');
  const receive = async () =>
    recordReceipt(buyer(), {
      shipmentId: await aShipment(),
      receivedBy: 'Ana',
      number: next('R'),
      lines: [{ lineNumber: 1 + roll(4), quantity: some(3) }],
    });
  const receiveAll = () =>
    receiveOrder(buyer(), {
      purchaseOrderId,
      number: next('G'),
      receivedBy: 'Ana',
      lines: [1, 2, 3, 4].map((lineNumber) => ({ lineNumber, quantity: some(5) })),
      rest: roll(8) === 0 ? 'missing' : 'open',
    });
  const sendBack = async () => {
    const { returnId } = await recordReturn(buyer(), {
      orderLineId: pick(await linesOf(purchaseOrderId))?.id ?? id('nothing'),
      quantity: some(3),
      receiptId: next('B'),
      receiptLine: 1,
    });
    await db.runJobs(receiptsJobs);
    return creditReturn(system(), { returnId });
  };
  const close = async () =>
    closeShipment(buyer(), {
      shipmentId: await aShipment(),
      outcome: roll(2) === 0 ? 'missing' : 'arrived',
      by: 'Ana',
    });
  const takeBack = async () => {
    const found = await db.query<{ number: string }>(
      'select distinct r.number from goods_receipt r join seller_order s on s.id = r.seller_order_id where s.purchase_order_id = ? order by 1',
      [purchaseOrderId],
    );
    const known = pick(found)?.number ?? 'none';
    return cancelReceipt(buyer(), { purchaseOrderId, number: known, by: 'Ana' });
  };
  const change = async () => {
    const standing = await linesOf(purchaseOrderId);
    const lines = goods.flatMap((one) => {
      const now = standing.find((each) => each.number === one.lineNumber);
      if (!now || roll(12) === 0) return [];
      return [{ ...one, quantity: num(now.ordered).add(new Decimal(BigInt(roll(3) - 1), 0)) }];
    });
    const document = { orderVersion: 2, payloadId: next('C') };
    const places = { shipTo: address, billTo: address };
    const words = { requestedOn: undefined, comments: undefined, particulars: {} };
    await inTx((tx) =>
      privileged(tx, async (inner) => {
        const planned = await planOrderChange(inner, { purchaseOrderId, number, lines });
        const to = { purchaseOrderId, lines, ...document, ...places, ...words };
        await changeOrder(inner, { planned, change: to });
      }),
    );
  };
  return { receive, receiveAll, sendBack, close, takeBack, change };
}

/** What is held, or kept of the prepayment, is what the order will still be invoiced for, to the cent. */
async function expectExposure({ purchaseOrderId, isPrepaid, paid }: Walk): Promise<void> {
  const [row] = await db.query<{ held: string; invoiced: string }>(
    `select (select coalesce(sum(remaining_minor), 0)::text from exposure_hold where subject = ?) as held,
            (select coalesce(sum(gross_minor), 0)::text from invoice where purchase_order_id = ? and type_code = '380') as invoiced`,
    [`purchase_order:${purchaseOrderId}`, purchaseOrderId],
  );
  const live = (await linesOf(purchaseOrderId)).filter(
    ({ state }) => state !== 'refused' && state !== 'cancelled',
  );
  const worth = [...Map.groupBy(live, ({ part }) => part).values()].reduce(
    (sum, own) =>
      sum +
      grossOf(
        own.map((one) => priced(one, num(one.agreed).sub(num(one.lost)))),
        'EUR',
      ),
    0n,
  );
  const reserve = await inTx((tx) =>
    privileged(tx, (inner) => reserveOf(inner, { purchaseOrderId })),
  );
  expect({ held: BigInt(row?.held ?? '0'), free: reserve?.freeMinor }).toEqual({
    held: isPrepaid ? 0n : worth - BigInt(row?.invoiced ?? '0'),
    free: isPrepaid ? paid - worth : 0n,
  });
}

/** Each seller's invoices are what arrived at the order's prices; VAT, commission and share as of one invoice. */
async function expectInvoiced(walk: Walk): Promise<void> {
  const { purchaseOrderId, sellerOrderIds } = walk;
  for (const [part, own] of Map.groupBy(await linesOf(purchaseOrderId), (one) => one.part)) {
    const { netMinor, vatMinor } = totalsOf(
      own.map((one) => priced(one, num(one.received))),
      'EUR',
    );
    const commissionBp = part === sellerOrderIds[0] ? 1200 : 1500;
    const fee = commissionOn({
      net: money(netMinor, 'EUR'),
      on: day('2026-03-02'),
      seller: { kind: 'seller', country: 'FR', commissionBp },
    });
    const [sums] = await db.query(
      `select coalesce(sum(i.net_minor), 0)::text as net, coalesce(sum(i.vat_minor), 0)::text as vat,
              coalesce(sum(i.commission_net_minor), 0)::text as fee, coalesce(sum(i.commission_vat_minor), 0)::text as fee_vat,
              coalesce(sum(p.amount_minor), 0)::text as owed
         from invoice i join seller_payable p on p.invoice_id = i.id where i.seller_order_id = ? and i.type_code = '380'`,
      [part],
    );
    expect(sums).toEqual({
      net: String(netMinor),
      vat: String(vatMinor),
      fee: String(fee.net.minor),
      fee_vat: String(fee.vat.minor),
      owed: String(netMinor + vatMinor - fee.net.minor - fee.vat.minor),
    });
  }
}

/** What has not left is refused by its seller, what is under way arrives. */
function endings(walk: Walk) {
  const { purchaseOrderId, sellerOrderIds } = walk;
  const refusals = sellerOrderIds.map((sellerOrderId, at) => async () => {
    const own = (await linesOf(purchaseOrderId)).filter(({ part }) => part === sellerOrderId);
    const lines = own.map((one) =>
      num(one.shipped).isZero()
        ? { lineNumber: one.number, action: 'refused' as const, quantity: num(one.ordered) }
        : { lineNumber: one.number, action: 'changed' as const, quantity: num(one.shipped) },
    );
    return recordAnswer(seller(at === 0 ? 'seller-b' : 'seller-c'), { sellerOrderId, lines });
  });
  const arrival = async () => {
    for (const { id: shipmentId } of await shipmentsOf(walk))
      await closeShipment(buyer(), { shipmentId, outcome: 'arrived', by: 'Ana' });
  };
  return [...refusals, arrival, () => db.runJobs(receiptsJobs)];
}

const STEPS = 25;

async function goThrough(seed: number): Promise<void> {
  const walk = await begin(seed);
  const { despatch, answer, cancel } = supply(walk);
  const { receive, receiveAll, sendBack, close, takeBack, change } = demand(walk);
  const settle = () => db.runJobs(receiptsJobs);
  const often = [despatch, despatch, despatch, receive, receive, receive, receiveAll, receiveAll];
  const steps = [...often, settle, settle, settle, answer, cancel, sendBack, close, takeBack];
  const told: string[] = [];
  const step = async (name: string, act: () => Promise<unknown>) => {
    told.push(name);
    try {
      await act();
    } catch (refusal) {
      // Not every step is possible at every moment; what is refused must change nothing.
      if (!(refusal instanceof Problem)) throw refusal;
      told.push(`(${refusal.code})`);
    }
    await expectExposure(walk);
  };
  try {
    for (let at = 0; at < STEPS; at += 1) {
      const act = walk.pick([...steps, change]) ?? settle;
      await step(act.name, act);
    }
    for (const act of endings(walk)) await step('end', act);
    await expectInvoiced(walk);
    const [order] = await db.query<{ state: string }>(
      'select state from purchase_order where id = ?',
      [walk.purchaseOrderId],
    );
    expect(['closed', 'cancelled']).toContain(order?.state);
  } catch (cause) {
    throw new Error(`Walk ${seed}: ${told.join(' ')}: ${String(cause)}`, { cause });
  }
}

const WALKS = [1, 2, 3, 4, 5, 6];

describe('an order that goes its way in whatever steps', () => {
  it.each(WALKS)(
    'keeps what is still to be invoiced after each, and comes to what arrived (walk %i)',
    (seed) => goThrough(seed),
  );
});
