import { type Decimal, lineNet, money, Problem } from '../../../base/index.ts';
import { emit, privileged, type TxCtx } from '../../../platform/index.ts';
import { recordOrderPlaced } from '../../credit/index.ts';
import type { Address } from '../../parties/index.ts';
import { OrderLine, PurchaseOrder, SellerOrder } from '../entities.ts';
import type { OrderParticulars, Schedule } from '../particulars.ts';
import { checkDecimals, sellerOrderNumber, totalsOf } from '../rules.ts';

export type OrderLineInput = {
  /** Line number in the buyer's order; unique in it. */
  readonly lineNumber: number;
  readonly offerId?: string;
  readonly sellerId: string;
  readonly sku: string;
  readonly gtin?: string;
  readonly description: string;
  readonly unspsc: string;
  readonly unit: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly vatCategory: string;
  readonly vatRateBp: number;
  readonly auxiliaryId?: string;
  readonly costCentre?: string;
  readonly requestedOn?: Temporal.PlainDate;
  readonly shipTo?: Address;
  readonly schedule?: readonly Schedule[];
  /** Read by the seller. */
  readonly comments?: string;
  /** The blanket order's line that this one draws on. */
  readonly agreementLine?: number;
};

export type OrderInput = {
  readonly buyerId: string;
  readonly number: string;
  readonly payloadId?: string;
  readonly requisitionId?: string;
  readonly connectionId?: string;
  readonly currency: string;
  readonly terms: {
    readonly outcome: 'prepay' | 'short' | 'full';
    readonly paymentDays: number;
    readonly decisionId?: string;
  };
  readonly shipTo: Address;
  readonly billTo: Address;
  readonly orderedBy: string;
  readonly comments?: string;
  readonly orderVersion?: number;
  /** A release draws on a blanket order, or on an agreement by its number. */
  readonly kind?: 'regular' | 'release';
  readonly frameOrderId?: string;
  readonly agreementId?: string;
  readonly requestedOn?: Temporal.PlainDate;
  readonly particulars?: OrderParticulars;
  readonly lines: readonly OrderLineInput[];
};

export type PlacedOrder = { readonly purchaseOrderId: string; readonly sellerOrderIds: string[] };

/** Refuses no lines, line numbers twice, quantities of nothing and those that no invoice could say. */
export function checkInput(input: Pick<OrderInput, 'number' | 'lines'>): void {
  if (input.lines.length === 0) throw new Problem('orders.no_lines', { number: input.number });
  const seen = new Set<number>();
  for (const line of input.lines) {
    if (seen.has(line.lineNumber)) {
      throw new Problem('orders.line_repeated', { line: line.lineNumber, number: input.number });
    }
    seen.add(line.lineNumber);
    if (line.quantity.isZero() || line.quantity.isNegative()) {
      throw new Problem('orders.line_quantity', { line: line.lineNumber });
    }
    checkDecimals(line);
  }
}

/**
 * A free number for each seller. Two buyers may use the same order number, so the numbers a seller has are
 * looked up, under a lock on the number that ends with the transaction.
 */
export async function numbersFor(
  tx: TxCtx,
  {
    number,
    sellerIds,
    after = 0,
  }: { number: string; sellerIds: readonly string[]; after?: number },
): Promise<Map<string, string>> {
  await tx.em.execute('select pg_advisory_xact_lock(hashtext(?))', [
    sellerOrderNumber({ number, position: 0 }),
  ]);
  const taken = new Map<string, string>();
  for (const [at, sellerId] of sellerIds.entries()) {
    for (let attempt = 1; !taken.has(sellerId); attempt += 1) {
      const wanted = sellerOrderNumber({ number, position: after + at + 1, attempt });
      const found = await tx.em.count(SellerOrder, { sellerId, number: wanted });
      if (found === 0) taken.set(sellerId, wanted);
    }
  }
  return taken;
}

type NewLine = {
  readonly line: OrderLineInput;
  readonly order: PurchaseOrder;
  readonly sellerOrder: SellerOrder;
};

/** A line of a seller's order, nothing of it confirmed or shipped yet. */
export function addLine(tx: TxCtx, added: NewLine): OrderLine {
  return tx.em.create(OrderLine, lineRow(tx, added));
}

function lineRow(tx: TxCtx, { line, order, sellerOrder }: NewLine) {
  const zero = line.quantity.sub(line.quantity);
  return {
    id: tx.newId(),
    purchaseOrderId: order.id,
    sellerOrderId: sellerOrder.id,
    buyerId: order.buyerId,
    sellerId: line.sellerId,
    lineNumber: line.lineNumber,
    offerId: line.offerId ?? null,
    sku: line.sku,
    gtin: line.gtin ?? null,
    description: line.description,
    unspsc: line.unspsc,
    unit: line.unit,
    quantity: line.quantity,
    unitPrice: line.unitPrice,
    currency: order.currency,
    netMinor: lineNet(line.unitPrice, line.quantity, order.currency).minor,
    vatCategory: line.vatCategory,
    vatRateBp: line.vatRateBp,
    auxiliaryId: line.auxiliaryId ?? null,
    costCentre: line.costCentre ?? null,
    requestedOn: line.requestedOn ?? null,
    shipTo: line.shipTo ?? null,
    schedule: [...(line.schedule ?? [])],
    comments: line.comments ?? null,
    agreementLine: line.agreementLine ?? null,
    confirmedQuantity: null,
    confirmedOn: null,
    shippedQuantity: zero,
    receivedQuantity: zero,
    refusedQuantity: zero,
    missingQuantity: zero,
    returnedQuantity: zero,
    invoicedQuantity: zero,
  };
}

export type Part = {
  readonly sellerId: string;
  readonly lines: readonly OrderLineInput[];
  readonly number: string;
};

/** One seller's part of an order with its lines; it waits where the order waits for its money. */
export function addSellerOrder(
  tx: TxCtx,
  { order, part }: { order: PurchaseOrder; part: Part },
): SellerOrder {
  const sellerOrder = sellerOrderWithoutLines(tx, { order, part });
  for (const line of part.lines) addLine(tx, { line, order, sellerOrder });
  return sellerOrder;
}

function sellerOrderWithoutLines(
  tx: TxCtx,
  { order, part }: { order: PurchaseOrder; part: Part },
): SellerOrder {
  const { netMinor, vatMinor } = totalsOf(part.lines, order.currency);
  return tx.em.create(SellerOrder, {
    id: tx.newId(),
    purchaseOrderId: order.id,
    buyerId: order.buyerId,
    sellerId: part.sellerId,
    number: part.number,
    state: order.state === 'awaiting_payment' ? 'held' : 'to_send',
    currency: order.currency,
    netMinor,
    vatMinor,
    shipTo: order.shipTo,
    buyerOrderNumber: order.number,
    paymentDays: order.paymentDays,
    sellerReference: null,
    promisedOn: null,
    createdAt: tx.now(),
    sentAt: null,
    answeredAt: null,
  });
}

/**
 * Places a buyer's order and splits it by seller. Line nets are rounded half up to the cent, VAT once for
 * each category and rate of a seller's order, and the whole order is the sum of its parts to the cent.
 * Paid in advance, the parts wait (`held`) until `releaseOrder`; an order that costs nothing never waits.
 * Refuses an order without lines, repeated line numbers, quantities of zero and a number that the buyer
 * has used. Holds no exposure: its caller decided the terms and holds `purchase_order:<id>`. Emits
 * `order.placed` and, unless it waits, `seller_order.released` for each part.
 */
export async function placeOrder(tx: TxCtx, input: OrderInput): Promise<PlacedOrder> {
  checkInput(input);
  return privileged(tx, async (inner) => {
    const { buyerId, number } = input;
    if (await inner.em.count(PurchaseOrder, { buyerId, number })) {
      throw new Problem('orders.number_taken', { number });
    }
    const groups = Map.groupBy(input.lines, (line) => line.sellerId);
    const numbers = await numbersFor(inner, { number, sellerIds: [...groups.keys()] });
    const parts: Part[] = [...groups].map(([sellerId, lines]) => ({
      sellerId,
      lines,
      number: numbers.get(sellerId) ?? '',
    }));
    const order = addPurchaseOrder(inner, { input, parts });
    const placed = parts.map((part) => ({
      part,
      sellerOrder: sellerOrderWithoutLines(inner, { order, part }),
    }));
    await inner.em.flush();
    // As rows, not as entities: each later flush of this transaction would compare hundreds of them again.
    const rows = placed.flatMap(({ part, sellerOrder }) =>
      part.lines.map((line) => lineRow(inner, { line, order, sellerOrder })),
    );
    await inner.em.insertMany(OrderLine, rows);
    const gross = money(order.netMinor + order.vatMinor, input.currency);
    await recordOrderPlaced(inner, { buyerId, amount: gross });
    await emit(inner, 'order.placed', { purchaseOrderId: order.id });
    if (order.state === 'released') {
      for (const { sellerOrder } of placed)
        await emit(inner, 'seller_order.released', { sellerOrderId: sellerOrder.id });
    }
    const sellerOrderIds = placed.map(({ sellerOrder }) => sellerOrder.id);
    return { purchaseOrderId: order.id, sellerOrderIds };
  });
}

function addPurchaseOrder(
  tx: TxCtx,
  { input, parts }: { input: OrderInput; parts: readonly Part[] },
): PurchaseOrder {
  const totals = parts.map((part) => totalsOf(part.lines, input.currency));
  const netMinor = totals.reduce((sum, one) => sum + one.netMinor, 0n);
  const vatMinor = totals.reduce((sum, one) => sum + one.vatMinor, 0n);
  const waits = input.terms.outcome === 'prepay' && netMinor + vatMinor > 0n;
  return tx.em.create(PurchaseOrder, {
    id: tx.newId(),
    buyerId: input.buyerId,
    number: input.number,
    orderVersion: input.orderVersion ?? 1,
    kind: input.kind ?? 'regular',
    frameOrderId: input.frameOrderId ?? null,
    agreementId: input.agreementId ?? null,
    requestedOn: input.requestedOn ?? null,
    particulars: input.particulars ?? {},
    payloadId: input.payloadId ?? null,
    requisitionId: input.requisitionId ?? null,
    connectionId: input.connectionId ?? null,
    state: waits ? 'awaiting_payment' : 'released',
    currency: input.currency,
    netMinor,
    vatMinor,
    termsOutcome: input.terms.outcome,
    paymentDays: input.terms.paymentDays,
    termsDecisionId: input.terms.decisionId ?? null,
    shipTo: input.shipTo,
    billTo: input.billTo,
    orderedBy: input.orderedBy,
    comments: input.comments ?? null,
    orderedAt: tx.now(),
  });
}
