import { formatMoney, lineNet, Problem } from '../../../base/index.ts';
import { audit, emit, type TxCtx } from '../../../platform/index.ts';
import { raiseHold, reduceHold } from '../../credit/index.ts';
import type { Address } from '../../parties/index.ts';
import { OrderLine, type PurchaseOrder, SellerOrder } from '../entities.ts';
import type { LineChange, OrderParticulars } from '../particulars.ts';
import { forgetWaiting } from '../receipts/waiting.ts';
import { grossOf, type PricedLine, totalsOf } from '../rules.ts';
import {
  type ChangePlan,
  type LinePlan,
  OPEN_STATES,
  planChange,
  type StandingLine,
} from '../rules-change.ts';
import { completeShipping, priced } from './answer.ts';
import { creditSubject, lockPurchase, moveOrder, refreshPurchase } from './lock.ts';
import { addLine, addSellerOrder, checkInput, numbersFor, type OrderLineInput } from './place.ts';
import { addRevision } from './revision.ts';

export type OrderChange = {
  readonly purchaseOrderId: string;
  readonly orderVersion: number;
  readonly payloadId: string;
  /** The whole order as it is to be: what is not named is dropped. */
  readonly lines: readonly OrderLineInput[];
  readonly shipTo: Address;
  readonly billTo: Address;
  readonly requestedOn: Temporal.PlainDate | undefined;
  readonly comments: string | undefined;
  readonly particulars: OrderParticulars;
  /** Decided anew by the caller for an order that grew; absent: the terms stand without a new decision. */
  readonly termsDecisionId?: string | undefined;
};

type Standing = StandingLine & { readonly line: OrderLine; readonly part: SellerOrder };
type Plan = ChangePlan<Standing, OrderLineInput>;

/** An order as it stands, locked, with what a change of it would mean. */
export type PlannedChange = {
  readonly purchase: PurchaseOrder;
  readonly parts: readonly SellerOrder[];
  readonly plan: Plan;
  /** VAT included, cents: what the change adds to the order, below zero what it takes away. */
  readonly deltaMinor: bigint;
};

const CHANGEABLE: ReadonlySet<string> = new Set(['awaiting_payment', 'released', 'in_delivery']);

function standingOf(line: OrderLine, part: SellerOrder): Standing {
  return {
    lineNumber: line.lineNumber,
    sellerId: line.sellerId,
    sku: line.sku,
    unit: line.unit,
    unitPrice: line.unitPrice,
    description: line.description,
    quantity: line.quantity,
    shippedQuantity: line.shippedQuantity,
    invoicedQuantity: line.invoicedQuantity,
    requestedOn: line.requestedOn,
    shipTo: line.shipTo,
    schedule: line.schedule,
    comments: line.comments,
    state: part.state,
    line,
    part,
  };
}

/**
 * What a line is worth once changed: one that its seller is asked anew counts as ordered, whatever was confirmed
 * before, a lowered one at most so much.
 */
function pricedAfter({ standing, wanted, answer }: LinePlan<Standing, OrderLineInput>): PricedLine {
  const worth = priced(standing.line);
  const { refusedQuantity, missingQuantity } = standing.line;
  const quantity = wanted.quantity.sub(refusedQuantity).sub(missingQuantity);
  const most = answer === 'anew' || worth.quantity.compare(quantity) > 0;
  return most ? { ...worth, quantity } : worth;
}

type InPart = PricedLine & { readonly partId: string };

/** VAT included, as the parts have it: once for each part, category and rate. */
function worthOf(lines: readonly InPart[], currency: string): bigint {
  return [...Map.groupBy(lines, ({ partId }) => partId).values()].reduce(
    (sum, own) => sum + grossOf(own, currency),
    0n,
  );
}

type Growth = {
  /** Of what may still be invoiced: confirmed or, unanswered, ordered. */
  readonly deltaMinor: bigint;
  /** Of what is ordered, whatever sellers said: an order that was paid in advance was paid for so much. */
  readonly orderedMinor: bigint;
};

function growthOf(plan: Plan, parts: readonly SellerOrder[], currency: string): Growth {
  const standing = [...plan.kept.map((one) => one.standing), ...plan.dropped];
  const added = plan.added.map((line) => ({
    ...line,
    partId: openPart(parts, line.sellerId)?.id ?? `new:${line.sellerId}`,
  }));
  const grown = (
    after: (one: Plan['kept'][number]) => PricedLine,
    before: (line: OrderLine) => PricedLine,
  ): bigint =>
    worthOf(
      [...plan.kept.map((one) => ({ ...after(one), partId: one.standing.part.id })), ...added],
      currency,
    ) -
    worthOf(
      standing.map(({ line, part }) => ({ ...before(line), partId: part.id })),
      currency,
    );
  const ordered = (line: OrderLine): PricedLine => ({ ...priced(line), quantity: line.quantity });
  return {
    deltaMinor: grown(pricedAfter, priced),
    orderedMinor: grown(
      ({ standing: { line }, wanted }) => ({ ...priced(line), quantity: wanted.quantity }),
      ordered,
    ),
  };
}

/** Refuses (`orders.change_closed`) an order of which nothing is open any more. */
export function refuseClosed({ number, state }: Pick<PurchaseOrder, 'number' | 'state'>): void {
  if (!CHANGEABLE.has(state)) throw new Problem('orders.change_closed', { number, state });
}

/**
 * Locks an order and says what a new version of its lines would mean; changes nothing. Refuses an order that
 * is delivered or cancelled (`orders.change_closed`), lines that cannot be dropped or reduced any more, each
 * with its reason (`orders.change_refused`), and more of an order that was paid in advance and is under way
 * (`orders.change_prepaid`). Needs the system's sight.
 */
export async function planOrderChange(
  tx: TxCtx,
  {
    purchaseOrderId,
    number,
    lines,
  }: { purchaseOrderId: string; number: string; lines: readonly OrderLineInput[] },
): Promise<PlannedChange> {
  const purchase = await lockPurchase(tx, purchaseOrderId);
  refuseClosed(purchase);
  checkInput({ number, lines });
  const parts = await tx.em.find(
    SellerOrder,
    { purchaseOrderId },
    { orderBy: { createdAt: 'asc', number: 'asc' }, refresh: true },
  );
  const byId = new Map(parts.map((part) => [part.id, part]));
  const stored = await tx.em.find(
    OrderLine,
    { purchaseOrderId },
    { orderBy: { lineNumber: 'asc' }, refresh: true },
  );
  const standing = stored.flatMap((line) => {
    const part = byId.get(line.sellerOrderId);
    return part ? [standingOf(line, part)] : [];
  });
  const plan = planChange(standing, lines);
  if (plan.refusals.length > 0)
    throw new Problem('orders.change_refused', { number, lines: `${plan.refusals.join('; ')}.` });
  const { deltaMinor, orderedMinor } = growthOf(plan, parts, purchase.currency);
  if (
    orderedMinor > 0n &&
    purchase.termsOutcome === 'prepay' &&
    purchase.state !== 'awaiting_payment'
  ) {
    const amount = formatMoney({ minor: orderedMinor, currency: purchase.currency }, tx.locale);
    throw new Problem('orders.change_prepaid', { number, amount });
  }
  return { purchase, parts, plan, deltaMinor };
}

function applyTerms(
  { standing, wanted, changes, answer }: LinePlan<Standing, OrderLineInput>,
  currency: string,
): void {
  const { line, part } = standing;
  line.costCentre = wanted.costCentre ?? line.costCentre ?? null;
  line.comments = wanted.comments ?? null;
  if (changes.length === 0) return;
  line.quantity = wanted.quantity;
  line.netMinor = lineNet(line.unitPrice, wanted.quantity, currency).minor;
  if (OPEN_STATES.has(part.state)) {
    line.requestedOn = wanted.requestedOn ?? null;
    line.shipTo = wanted.shipTo ?? null;
    line.schedule = [...(wanted.schedule ?? [])];
  }
  const confirmed = line.confirmedQuantity;
  if (answer === 'anew') {
    line.confirmedQuantity = null;
    line.confirmedOn = null;
    line.answer = null;
    line.answerReason = null;
  } else if (confirmed && confirmed.compare(wanted.quantity) > 0) {
    line.confirmedQuantity = wanted.quantity;
  }
}

/** Which part takes a seller's new lines: one that is still open, else a new one. */
function openPart(parts: readonly SellerOrder[], sellerId: string): SellerOrder | undefined {
  return parts.find((part) => part.sellerId === sellerId && OPEN_STATES.has(part.state));
}

type Touched = Map<string, { readonly part: SellerOrder; readonly changes: LineChange[] }>;

async function addLines(
  tx: TxCtx,
  { planned, touched }: { planned: PlannedChange; touched: Touched },
): Promise<SellerOrder[]> {
  const { purchase, parts, plan } = planned;
  const groups = [...Map.groupBy(plan.added, (line) => line.sellerId)];
  const fresh = groups.filter(([sellerId]) => !openPart(parts, sellerId));
  for (const [sellerId, lines] of groups) {
    const sellerOrder = openPart(parts, sellerId);
    if (!sellerOrder) continue;
    for (const line of lines) addLine(tx, { line, order: purchase, sellerOrder });
    touch(touched, sellerOrder);
  }
  const numbers = await numbersFor(tx, {
    number: purchase.number,
    sellerIds: fresh.map(([sellerId]) => sellerId),
    after: parts.length,
  });
  return fresh.map(([sellerId, lines]) =>
    addSellerOrder(tx, {
      order: purchase,
      part: { sellerId, lines, number: numbers.get(sellerId) ?? '' },
    }),
  );
}

function touch(touched: Touched, part: SellerOrder): LineChange[] {
  const known = touched.get(part.id) ?? { part, changes: [] };
  touched.set(part.id, known);
  return known.changes;
}

/** The parts that the change reaches, each with its own lines' changes. */
function touchedParts({ plan, parts }: PlannedChange): Touched {
  const touched: Touched = new Map();
  const number = (line: { lineNumber: number }) =>
    plan.changes.filter((change) => change.lineNumber === line.lineNumber);
  for (const { standing, changes } of plan.kept)
    if (changes.length > 0) touch(touched, standing.part).push(...changes);
  for (const { line, part } of plan.dropped)
    touch(touched, part).push(...number(line).filter(({ field }) => field === 'dropped'));
  for (const line of plan.added) {
    const part = openPart(parts, line.sellerId);
    if (part) touch(touched, part).push(...number(line).filter(({ field }) => field === 'added'));
  }
  return touched;
}

/** States in which the seller has heard of its part. */
export const KNOWN_TO_SELLER: ReadonlySet<string> = new Set(['sent', 'accepted', 'part_shipped']);

/** Whether the seller has to answer again: not at all, the lines that changed, or for a new place or day all. */
type Anew = 'nothing' | 'lines' | 'all';

/** A part after its lines changed: totals, state, and what its seller is told. */
async function settlePart(
  tx: TxCtx,
  { part, changes, anew }: { part: SellerOrder; changes: LineChange[]; anew: Anew },
): Promise<void> {
  const lines = await tx.em.find(OrderLine, { sellerOrderId: part.id });
  const totals = totalsOf(lines, part.currency);
  part.netMinor = totals.netMinor;
  part.vatMinor = totals.vatMinor;
  const known = KNOWN_TO_SELLER.has(part.state);
  // The same yes to another place is a new answer: the earlier word does not stand for it.
  if (anew === 'all') for (const line of lines) line.answer = null;
  if (lines.length === 0 && OPEN_STATES.has(part.state)) {
    moveOrder(part, 'cancelled');
  } else if (part.state === 'accepted' && anew !== 'nothing') {
    moveOrder(part, 'sent');
  } else if (part.state === 'accepted' && lines.every((line) => line.confirmedQuantity?.isZero())) {
    moveOrder(part, 'refused');
  } else if (part.state === 'part_shipped') {
    await completeShipping(tx, { order: part, lines });
  }
  if (part.state === 'held') return;
  addRevision(tx, { part, changes });
  await tx.em.flush();
  const name = part.state === 'cancelled' ? 'seller_order.cancelled' : 'seller_order.changed';
  await emit(tx, name, { sellerOrderId: part.id, known, revision: part.revision });
}

function placeChanges(purchase: PurchaseOrder, change: OrderChange): LineChange[] {
  const text = ({ name, street, postalCode, city, country }: Address): string =>
    [name, street, `${postalCode} ${city}`, country].filter(Boolean).join(', ');
  const pairs = [
    ['ship_to', text(purchase.shipTo), text(change.shipTo)],
    ['comments', purchase.comments ?? '', change.comments ?? ''],
    ['requested_on', purchase.requestedOn?.toString() ?? '', change.requestedOn?.toString() ?? ''],
  ] as const;
  return pairs.flatMap(([field, from, to]) => (from === to ? [] : [{ field, from, to }]));
}

/** What concerns the whole order concerns every part that is still open. */
function applyHeader(
  { purchase, parts }: PlannedChange,
  { change, touched }: { change: OrderChange; touched: Touched },
): LineChange[] {
  const changes = placeChanges(purchase, change);
  purchase.shipTo = change.shipTo;
  purchase.billTo = change.billTo;
  purchase.comments = change.comments ?? null;
  purchase.requestedOn = change.requestedOn ?? null;
  purchase.particulars = change.particulars;
  purchase.orderVersion = change.orderVersion;
  purchase.payloadId = change.payloadId;
  purchase.termsDecisionId = change.termsDecisionId ?? purchase.termsDecisionId ?? null;
  for (const part of parts) {
    if (!OPEN_STATES.has(part.state) || changes.length === 0) continue;
    part.shipTo = change.shipTo;
    touch(touched, part).push(...changes);
  }
  return changes;
}

/** More exposure is held, or some given back, in the change's own transaction. */
async function moveExposure(tx: TxCtx, { purchase, deltaMinor }: PlannedChange): Promise<void> {
  const subject = creditSubject(purchase.id);
  const amount = (minor: bigint) => ({ minor, currency: purchase.currency });
  if (deltaMinor < 0n) await reduceHold(tx, { subject, amount: amount(-deltaMinor) });
  if (deltaMinor > 0n && purchase.termsOutcome !== 'prepay') {
    await raiseHold(tx, { buyerId: purchase.buyerId, subject, amount: amount(deltaMinor) });
  }
}

/**
 * Carries out what `planOrderChange` found possible: lines are added, dropped and changed, new sellers get
 * their part, sellers whose part changed are told and, where they said yes to something else, asked anew;
 * exposure follows to the cent. Refuses like `raiseHold` where the order grew beyond the limit. Emits
 * `order.changed`, and `seller_order.changed`, `seller_order.cancelled` or `seller_order.released` for each
 * part. Needs the system's sight; the purchase order is locked by the plan.
 */
export async function changeOrder(
  tx: TxCtx,
  { planned, change }: { planned: PlannedChange; change: OrderChange },
): Promise<readonly LineChange[]> {
  const { purchase, parts, plan } = planned;
  await moveExposure(tx, planned);
  const touched = touchedParts(planned);
  const header = applyHeader(planned, { change, touched });
  for (const one of plan.kept) applyTerms(one, purchase.currency);
  const gone = plan.dropped.map(({ line }) => line);
  await forgetWaiting(
    tx,
    gone.map((line) => line.id),
  );
  for (const line of gone) tx.em.remove(line);
  // The old line leaves before a new one takes its number.
  await tx.em.flush();
  const fresh = await addLines(tx, { planned, touched });
  await tx.em.flush();
  const again = new Set([
    ...plan.kept.filter(({ answer }) => answer === 'anew').map(({ standing }) => standing.part.id),
    ...plan.added.flatMap((line) => openPart(parts, line.sellerId)?.id ?? []),
  ]);
  const everywhere = header.some(({ field }) => field !== 'comments');
  for (const { part, changes } of touched.values()) {
    const anew = everywhere ? 'all' : again.has(part.id) ? 'lines' : 'nothing';
    await settlePart(tx, { part, changes, anew });
  }
  for (const part of fresh)
    if (part.state === 'to_send')
      await emit(tx, 'seller_order.released', { sellerOrderId: part.id });
  const all = [...parts, ...fresh];
  purchase.netMinor = all.reduce((sum, part) => sum + part.netMinor, 0n);
  purchase.vatMinor = all.reduce((sum, part) => sum + part.vatMinor, 0n);
  await refreshPurchase(tx, purchase);
  const changes = [...header, ...plan.changes];
  await audit(tx, {
    action: 'order.changed',
    subject: `purchase_order:${purchase.id}`,
    detail: { version: change.orderVersion, changes: changes.map((one) => ({ ...one })) },
  });
  await emit(tx, 'order.changed', {
    purchaseOrderId: purchase.id,
    orderVersion: change.orderVersion,
  });
  return changes;
}
