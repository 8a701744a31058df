import { type Decimal, money, Problem } from '../../base/index.ts';
import { Offer, Product, vatOf } from '../../domain/catalogue/index.ts';
import { decideTerms, holdExposure } from '../../domain/credit/index.ts';
import { issueInvoice, issueStatement } from '../../domain/invoicing/index.ts';
import {
  markSellerOrderSent,
  orderLines,
  PurchaseOrder,
  placeOrder,
  recordAnswer,
  recordDespatch,
  recordReceipt,
  releaseOrder,
  SellerOrder,
  Shipment,
} from '../../domain/orders/index.ts';
import {
  type Address,
  DeliveryAddress,
  type Organisation,
  organisation,
} from '../../domain/parties/index.ts';
import { openPayable } from '../../domain/settlement/index.ts';
import {
  type Ctx,
  read,
  type Services,
  systemContext,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import type { DemoData, DemoOrder, DemoSellerOrder } from '../generate/index.ts';
import { payments } from './payments.ts';

/** What the history gave real numbers to, by the generator's keys. */
export type Ledgered = {
  readonly orderNumbers: Map<string, string>;
  readonly invoices: Map<string, { invoiceId: string; number: string }>;
};

type Happening = {
  readonly on: Temporal.PlainDate;
  readonly rank: number;
  readonly run: () => Promise<void>;
};

function noon(day: Temporal.PlainDate, rank: number): Temporal.Instant {
  return day
    .toZonedDateTime({
      timeZone: 'Europe/Paris',
      plainTime: Temporal.PlainTime.from({ hour: 8 + rank }),
    })
    .toInstant();
}

function vatParty({ country, vatId, vatRegime }: Organisation) {
  return { country, vatRegime, vatId: vatId ?? null };
}

async function lineInputs(tx: TxCtx, order: DemoOrder) {
  const buyer = await organisation(tx, order.buyerId);
  const all = order.sellerOrders.flatMap((part) =>
    part.lines.map((line) => ({ line, sellerId: part.sellerId })),
  );
  const offers = new Map(
    (await tx.em.find(Offer, { id: { $in: all.map(({ line }) => line.offerId) } })).map((one) => [
      one.id,
      one,
    ]),
  );
  const products = new Map(
    (await tx.em.find(Product, { id: { $in: all.map(({ line }) => line.productId) } })).map(
      (one) => [one.id, one],
    ),
  );
  const sellers = new Map<string, Organisation>();
  for (const { sellerId } of all)
    if (!sellers.has(sellerId)) sellers.set(sellerId, await organisation(tx, sellerId));
  return all.flatMap(({ line, sellerId }, at) => {
    const offer = offers.get(line.offerId);
    const product = products.get(line.productId);
    const seller = sellers.get(sellerId);
    if (!offer || !product || !seller) return [];
    const vat = vatOf({
      seller: vatParty(seller),
      buyer: vatParty(buyer),
      offer: { unspsc: product.unspsc, vatCategory: offer.vatCategory, vatRateBp: offer.vatRateBp },
    });
    return [
      {
        lineNumber: at + 1,
        offerId: line.offerId,
        sellerId,
        sku: line.sellerSku,
        ...(product.gtin ? { gtin: product.gtin } : {}),
        description: line.description[buyer.locale],
        unspsc: product.unspsc,
        unit: line.unit,
        quantity: line.quantity,
        unitPrice: line.unitPrice,
        vatCategory: vat.category,
        vatRateBp: vat.rateBp,
        costCentre: order.costCentre,
      },
    ];
  });
}

async function place(
  ctx: Ctx,
  { order, known }: { order: DemoOrder; known: Ledgered },
): Promise<void> {
  await write(ctx, async (tx) => {
    const buyer = await organisation(tx, order.buyerId);
    const place = await tx.em.findOneOrFail(DeliveryAddress, { id: order.deliveryAddressId });
    const lines = await lineInputs(tx, order);
    const requester = order.requesterEmail;
    const billTo: Address = { ...buyer.address, name: buyer.legalName };
    const sellerIds = [...new Set(lines.map((line) => line.sellerId))];
    const gross = order.sellerOrders.reduce(
      (sum, part) => sum + (part.invoice?.expected.grossMinor ?? 0n),
      0n,
    );
    const decision = await decideTerms(tx, {
      buyerId: buyer.id,
      subject: `order:${buyer.id}:${order.number}`,
      amount: money(gross, 'EUR'),
      sellerIds,
    });
    const { purchaseOrderId } = await placeOrder(tx, {
      buyerId: buyer.id,
      number: order.number,
      currency: 'EUR',
      shipTo: place.address,
      billTo,
      orderedBy: requester,
      lines,
      terms: {
        outcome: order.prepaid ? 'prepay' : 'full',
        paymentDays: order.prepaid ? 0 : buyer.paymentDays,
        decisionId: decision.decisionId,
      },
      ...(order.comment ? { comments: order.comment[buyer.locale] } : {}),
    });
    known.orderNumbers.set(order.key, order.number);
    if (order.prepaid) await releaseOrder(tx, { purchaseOrderId });
    else await hold(tx, { buyerId: buyer.id, purchaseOrderId });
  });
}

async function hold(
  tx: TxCtx,
  { buyerId, purchaseOrderId }: { buyerId: string; purchaseOrderId: string },
): Promise<void> {
  const order = await tx.em.findOneOrFail(PurchaseOrder, { id: purchaseOrderId });
  try {
    await holdExposure(tx, {
      buyerId,
      subject: `purchase_order:${purchaseOrderId}`,
      amount: money(order.netMinor + order.vatMinor, order.currency),
    });
  } catch (error) {
    // A late payer's history may stand above today's limit; that is what its credit page is to show.
    if (!(error instanceof Problem) || error.code !== 'credit.limit_exceeded') throw error;
  }
}

async function partOf(
  tx: TxCtx,
  { order, part }: { order: DemoOrder; part: DemoSellerOrder },
): Promise<SellerOrder> {
  return tx.em.findOneOrFail(SellerOrder, {
    buyerId: order.buyerId,
    buyerOrderNumber: order.number,
    sellerId: part.sellerId,
  });
}

/** The order's line numbers of one seller's part, with quantities. */
async function quantities(
  tx: TxCtx,
  sellerOrderId: string,
): Promise<{ lineNumber: number; quantity: Decimal }[]> {
  const lines = await orderLines(tx, sellerOrderId);
  return lines.map(({ lineNumber, quantity }) => ({ lineNumber, quantity }));
}

async function confirm(ctx: Ctx, at: { order: DemoOrder; part: DemoSellerOrder }): Promise<void> {
  const { id, lines } = await read(ctx, async (tx) => {
    const order = await partOf(tx, at);
    return { id: order.id, lines: await quantities(tx, order.id) };
  });
  await markSellerOrderSent(ctx, { sellerOrderId: id });
  await recordAnswer(ctx, {
    sellerOrderId: id,
    lines: lines.map((line) => ({ ...line, action: 'accepted' as const })),
  });
}

async function ship(ctx: Ctx, at: { order: DemoOrder; part: DemoSellerOrder }): Promise<void> {
  const { part } = at;
  const { id, number, lines } = await read(ctx, async (tx) => {
    const order = await partOf(tx, at);
    return { id: order.id, number: order.number, lines: await quantities(tx, order.id) };
  });
  await recordDespatch(ctx, {
    sellerOrderId: id,
    number: `BL-${number}`.slice(0, 35),
    lines,
    shippedOn: part.shippedOn ?? at.order.placedOn,
    ...(part.carrier ? { carrier: part.carrier } : {}),
    ...(part.trackingNumber ? { trackingNumber: part.trackingNumber } : {}),
    ...(part.deliveredOn ? { expectedOn: part.deliveredOn } : {}),
  });
}

async function receive(
  ctx: Ctx,
  { at, known }: { at: { order: DemoOrder; part: DemoSellerOrder }; known: Ledgered },
): Promise<void> {
  const shipmentId = await read(ctx, async (tx) => {
    const order = await partOf(tx, at);
    return (await tx.em.findOneOrFail(Shipment, { sellerOrderId: order.id })).id;
  });
  await recordReceipt(ctx, { shipmentId, receivedBy: at.order.requesterEmail });
  if (!at.part.invoice) return;
  const issued = await issueInvoice(ctx, { shipmentId });
  known.invoices.set(at.part.invoice.key, issued);
  await openPayable(ctx, { invoiceId: issued.invoiceId });
}

async function state(ctx: Ctx, buyerId: string): Promise<void> {
  try {
    await issueStatement(ctx, { buyerId });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'invoicing.nothing_to_state') throw error;
  }
}

function happeningsOf(
  ctx: Ctx,
  { order, known }: { order: DemoOrder; known: Ledgered },
): Happening[] {
  const parts = order.sellerOrders.flatMap((part): Happening[] => {
    const at = { order, part };
    return [
      ...(part.confirmedOn ? [{ on: part.confirmedOn, rank: 2, run: () => confirm(ctx, at) }] : []),
      ...(part.shippedOn ? [{ on: part.shippedOn, rank: 3, run: () => ship(ctx, at) }] : []),
      ...(part.receivedOn
        ? [{ on: part.receivedOn, rank: 4, run: () => receive(ctx, { at, known }) }]
        : []),
    ];
  });
  return [{ on: order.placedOn, rank: 1, run: () => place(ctx, { order, known }) }, ...parts];
}

/** Statements on the first of each month and a week before today, so that every buyer has some. */
function statementDays(today: Temporal.PlainDate): Temporal.PlainDate[] {
  const firsts = Array.from({ length: 9 }, (_, back) =>
    today.with({ day: 1 }).subtract({ months: back }),
  );
  return [...firsts, today.subtract({ days: 7 })].filter(
    (day) => Temporal.PlainDate.compare(day, today) <= 0,
  );
}

/**
 * Lives the eight months again through the domain's own commands, on a travelled clock: orders, answers,
 * despatches, receipts, invoices, statements, bank statements with their matching. No event reaches a job,
 * so that nothing of the past is sent to anybody again.
 */
export async function loadHistory(
  services: Services,
  { demo, progress }: { demo: DemoData; progress: (done: number) => void },
): Promise<void> {
  let now = services.clock.now();
  const past: Services = { ...services, clock: { now: () => now }, subscriptions: new Map() };
  const ctx = systemContext(past, 'demo history');
  const known: Ledgered = { orderNumbers: new Map(), invoices: new Map() };
  const buyers = [...new Set(demo.orders.map((order) => order.buyerId))];
  const happenings: Happening[] = [
    ...demo.orders.flatMap((order) => happeningsOf(ctx, { order, known })),
    ...statementDays(demo.today).flatMap((on) =>
      buyers.map((buyerId) => ({ on, rank: 5, run: () => state(ctx, buyerId) })),
    ),
    ...payments(ctx, { demo, known }),
  ];
  happenings.sort((a, b) => Temporal.PlainDate.compare(a.on, b.on) || a.rank - b.rank);
  let done = 0;
  for (const { on, rank, run } of happenings) {
    now = noon(on, rank);
    await run();
    done += 1;
    progress(
      Math.min(
        Math.round((done / happenings.length) * (demo.orders.length + demo.payments.length)),
        demo.orders.length + demo.payments.length,
      ),
    );
  }
}
