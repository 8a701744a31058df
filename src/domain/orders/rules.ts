import {
  creditorReference,
  Decimal,
  lineNet,
  money,
  Problem,
  portion,
  sha256Hex,
} from '../../base/index.ts';
import type { PurchaseOrderState, SellerOrderState } from './entities.ts';

export type PricedLine = {
  readonly unitPrice: Decimal;
  readonly quantity: Decimal;
  readonly vatCategory: string;
  readonly vatRateBp: number;
};

export type VatGroup = {
  readonly category: string;
  readonly rateBp: number;
  readonly baseMinor: bigint;
  readonly vatMinor: bigint;
};
export type OrderTotals = {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly vat: readonly VatGroup[];
};

/**
 * Totals of one seller's lines: each line's net half up to the cent, VAT once for each category and rate
 * from the sum of its lines, half up (EN 16931 BR-CO-17).
 */
export function totalsOf(lines: readonly PricedLine[], currency: string): OrderTotals {
  const groups = new Map<string, { category: string; rateBp: number; baseMinor: bigint }>();
  for (const line of lines) {
    const key = `${line.vatCategory}|${line.vatRateBp}`;
    const group = groups.get(key) ?? {
      category: line.vatCategory,
      rateBp: line.vatRateBp,
      baseMinor: 0n,
    };
    group.baseMinor += lineNet(line.unitPrice, line.quantity, currency).minor;
    groups.set(key, group);
  }
  const vat = [...groups.values()].map((group) => ({
    ...group,
    vatMinor: portion(money(group.baseMinor, currency), group.rateBp).minor,
  }));
  return {
    netMinor: vat.reduce((sum, group) => sum + group.baseMinor, 0n),
    vatMinor: vat.reduce((sum, group) => sum + group.vatMinor, 0n),
    vat,
  };
}

/** Net and VAT together, cents. */
export function grossOf(lines: readonly PricedLine[], currency: string): bigint {
  const { netMinor, vatMinor } = totalsOf(lines, currency);
  return netMinor + vatMinor;
}

/** EDIFACT 1004 holds 35 characters. */
const NUMBER_MAX = 35;

/**
 * The number a seller gets: `<order number>-<n>`, cut to 35 characters that need no release character in
 * EDIFACT and are safe in XML and file names. `attempt` above 1 tells apart numbers that would be equal.
 */
export function sellerOrderNumber({
  number,
  position,
  attempt = 1,
}: {
  number: string;
  position: number;
  attempt?: number;
}): string {
  const plain = number
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^A-Za-z0-9./_-]+/g, '-');
  const suffix = attempt > 1 ? `.${attempt}-${position}` : `-${position}`;
  const base = plain.replace(/^-+|-+$/g, '') || 'PO';
  return base.slice(0, NUMBER_MAX - suffix.length) + suffix;
}

const SHIPPING: ReadonlySet<SellerOrderState> = new Set([
  'part_shipped',
  'shipped',
  'part_received',
  'received',
]);

/** The whole order's state as its sellers' orders make it. */
export function purchaseOrderState(
  states: readonly SellerOrderState[],
  current: PurchaseOrderState,
): PurchaseOrderState {
  const live = states.filter((state) => state !== 'refused' && state !== 'cancelled');
  if (live.length === 0) return 'cancelled';
  if (live.every((state) => state === 'received'))
    return current === 'closed' ? 'closed' : 'delivered';
  if (live.some((state) => SHIPPING.has(state))) return 'in_delivery';
  // A despatch that was taken back is as if it had not been.
  return current === 'in_delivery' ? 'released' : current;
}

export type AnswerAction = 'accepted' | 'changed' | 'refused' | 'backordered';
export type AnswerLine = {
  readonly lineNumber: number;
  readonly action: AnswerAction;
  /** What this entry speaks of: confirmed, or for `refused` what will not come. */
  readonly quantity: Decimal;
  readonly promisedOn?: Temporal.PlainDate;
  readonly reason?: string;
};

export type AnswerableLine = {
  readonly lineNumber: number;
  readonly quantity: Decimal;
  readonly confirmedQuantity?: Decimal | null | undefined;
  readonly shippedQuantity: Decimal;
};

export type LineVerdict = {
  readonly lineNumber: number;
  readonly confirmed: Decimal;
  readonly action: AnswerAction;
  readonly promisedOn: Temporal.PlainDate | undefined;
  readonly reason: string | undefined;
};

/** The latest of some days, or undefined when there is none. */
export function lastDay(
  days: readonly (Temporal.PlainDate | undefined | null)[],
): Temporal.PlainDate | undefined {
  return days
    .filter((day) => day !== undefined && day !== null)
    .toSorted((a, b) => Temporal.PlainDate.compare(a, b))
    .at(-1);
}

function actionOf(entries: readonly AnswerLine[], confirmed: Decimal): AnswerAction {
  if (confirmed.isZero()) return 'refused';
  const [first] = entries;
  if (entries.length === 1 && first && first.action !== 'refused') return first.action;
  return entries.every((entry) => entry.action === 'accepted') ? 'accepted' : 'changed';
}

function verdictOf(
  order: string,
  { line, entries }: { line: AnswerableLine; entries: readonly AnswerLine[] },
): LineVerdict {
  const at = { order, number: order, line: line.lineNumber };
  const sum = (wanted: readonly AnswerLine[]): Decimal =>
    wanted.reduce((total, entry) => total.add(entry.quantity), Decimal.zero);
  if (entries.some((entry) => entry.quantity.isNegative()))
    throw new Problem('orders.line_quantity', at);
  for (const entry of entries) checkDecimals(entry);
  const kept = entries.filter((entry) => entry.action !== 'refused');
  const confirmed = sum(kept);
  const most = line.confirmedQuantity ?? line.quantity;
  const spoken = kept.length === 0 ? Decimal.zero : sum(entries);
  if (confirmed.compare(most) > 0 || spoken.compare(line.quantity) > 0) {
    throw new Problem('orders.answer_quantity', {
      ...at,
      answered: (confirmed.compare(most) > 0 ? confirmed : spoken).toString(),
      most: most.toString(),
    });
  }
  if (entries.every((entry) => entry.action === 'accepted') && !confirmed.equals(most)) {
    throw new Problem('orders.answer_contradicts', {
      ...at,
      answered: confirmed.toString(),
      ordered: most.toString(),
    });
  }
  if (confirmed.compare(line.shippedQuantity) < 0) {
    throw new Problem('orders.answer_shipped', { ...at, shipped: line.shippedQuantity.toString() });
  }
  return {
    lineNumber: line.lineNumber,
    confirmed,
    action: actionOf(entries, confirmed),
    promisedOn: lastDay(kept.map((entry) => entry.promisedOn)),
    reason: entries.find((entry) => entry.reason)?.reason,
  };
}

/**
 * What a seller's answer makes of each line it speaks of. Several entries for one line add up («6 now, 4
 * refused», cXML ConfirmationItem). Refuses more than was ordered or earlier confirmed, less than is
 * already shipped, an unchanged acceptance of another quantity, and lines the order does not have.
 */
export function answerVerdicts({
  number,
  lines,
  answers,
}: {
  number: string;
  lines: readonly AnswerableLine[];
  answers: readonly AnswerLine[];
}): LineVerdict[] {
  const byNumber = new Map(lines.map((line) => [line.lineNumber, line]));
  const grouped = Map.groupBy(answers, (answer) => answer.lineNumber);
  return [...grouped].map(([lineNumber, entries]) => {
    const line = byNumber.get(lineNumber);
    if (!line) throw new Problem('orders.line_unknown', { number, line: lineNumber });
    return verdictOf(number, { line, entries });
  });
}

/** What may still leave the seller's house: confirmed (or, unanswered, ordered) less shipped. */
export function leftToShip(line: AnswerableLine): Decimal {
  return (line.confirmedQuantity ?? line.quantity).sub(line.shippedQuantity);
}

export type QuantityLine = { readonly lineNumber: number; readonly quantity: Decimal };

/** An invoiced quantity has at most so many decimals (BR-FR-DEC-02): goods counted finer could never be invoiced. */
const QUANTITY_DECIMALS = 4;

/** Refuses (`orders.quantity_decimals`) a quantity that no invoice could say. */
export function checkDecimals({ lineNumber, quantity }: QuantityLine): void {
  if (!quantity.round(QUANTITY_DECIMALS, 'half_up').equals(quantity))
    throw new Problem('orders.quantity_decimals', {
      line: lineNumber,
      asked: quantity.toString(),
      most: QUANTITY_DECIMALS,
    });
}

/** Adds up entries of one line and drops those of nothing. Refuses negative ones and those that are too fine. */
export function quantitiesByLine(lines: readonly QuantityLine[]): Map<number, Decimal> {
  const sums = new Map<number, Decimal>();
  for (const line of lines) {
    if (line.quantity.isNegative())
      throw new Problem('orders.line_quantity', { line: line.lineNumber });
    checkDecimals(line);
    if (line.quantity.isZero()) continue;
    sums.set(line.lineNumber, (sums.get(line.lineNumber) ?? Decimal.zero).add(line.quantity));
  }
  return sums;
}

const REFERENCE_BODY_MAX = 21;

/** Letters of the buyer's id in a reference: numbers are each buyer's own, references must not be. */
const REFERENCE_BUYER_LENGTH = 6;

/**
 * The reference to pay an order in advance by (ISO 11649): six letters of the buyer's id, then the last 15
 * letters and digits of the order's number. A number without any has none: it is then named in the text of
 * the payment.
 */
export function prepaymentReference({
  number,
  buyerId,
}: {
  readonly number: string;
  readonly buyerId: string;
}): string {
  const body = number
    .normalize('NFD')
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '')
    .slice(REFERENCE_BUYER_LENGTH - REFERENCE_BODY_MAX);
  const letters = sha256Hex(buyerId).slice(0, REFERENCE_BUYER_LENGTH).toUpperCase();
  return body === '' ? number : creditorReference(`${letters}${body}`);
}
