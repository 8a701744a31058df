import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  Decimal,
  formatMoney,
  type Locale,
  lineNet,
  type Money,
  money,
  Problem,
  portion,
  sha256Hex,
  splitMoney,
} from '../../base/index.ts';

/** Most lines of one basket; suites and EDIFACT sellers take far fewer. */
export const LINES_MAX = 5_000;

/** How long a visit lasts however busy: it is a purchase, not a seat. */
export const VISIT_HOURS_MAX = 24;

/**
 * SupplierPartAuxiliaryID: names a basket line for the life of the quote, opaque and signed, so that an
 * order or an edit cannot point at a line that we never quoted. 24 bytes as 32 characters of
 * [A-Za-z0-9_-] (suites cut at 50 and dislike `?`, `{`).
 */
export function auxiliaryIdOf(key: Buffer, lineId: string): string {
  const id = Buffer.from(lineId.replaceAll('-', ''), 'hex');
  return Buffer.concat([id, seal(key, id)]).toString('base64url');
}

function seal(key: Buffer, id: Buffer): Buffer {
  return createHmac('sha256', key).update('auxiliary').update(id).digest().subarray(0, 8);
}

/** Whether an auxiliary id was made by us. */
export function isOwnAuxiliaryId(key: Buffer, text: string): boolean {
  if (!/^[A-Za-z0-9_-]{32}$/.test(text)) return false;
  const bytes = Buffer.from(text, 'base64url');
  return timingSafeEqual(seal(key, bytes.subarray(0, 16)), bytes.subarray(16));
}

export type PricedLine = {
  readonly sellerId: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly currency: string;
  readonly vatCategory: string;
  readonly vatRateBp: number;
};

export type Totals = { readonly net: Money; readonly vat: Money; readonly gross: Money };

/**
 * Totals as the invoices will have them: each line half up to the cent, VAT once per seller, category and
 * rate (EN 16931 BG-23), so that the sum of the sellers' parts is the whole to the cent.
 */
export function totalsOf(lines: readonly PricedLine[], currency: string): Totals {
  const groups = new Map<string, { rateBp: number; minor: bigint }>();
  let net = 0n;
  for (const line of lines) {
    const amount = lineNet(line.unitPrice, line.quantity, currency).minor;
    net += amount;
    const key = `${line.sellerId}|${line.vatCategory}|${line.vatRateBp}`;
    const group = groups.get(key) ?? { rateBp: line.vatRateBp, minor: 0n };
    group.minor += amount;
    groups.set(key, group);
  }
  let vat = 0n;
  for (const group of groups.values())
    vat += portion(money(group.minor, currency), group.rateBp).minor;
  return {
    net: money(net, currency),
    vat: money(vat, currency),
    gross: money(net + vat, currency),
  };
}

/** The part of the VAT that falls on each line, for carts that carry tax per line; sums exactly. */
export function vatByLine(lines: readonly PricedLine[], currency: string): Money[] {
  const { vat } = totalsOf(lines, currency);
  const weights = lines.map(
    (line) => lineNet(line.unitPrice, line.quantity, currency).minor * BigInt(line.vatRateBp),
  );
  return vat.minor === 0n ? lines.map(() => money(0n, currency)) : splitMoney(vat, weights);
}

/** Hash of what an approval binds to: offers, quantities and prices, in line order. */
export function contentHash(
  lines: readonly { offerId: string; quantity: Decimal; unitPrice: Decimal; vatRateBp: number }[],
): string {
  return sha256Hex(
    lines
      .map((line) => [line.offerId, line.quantity, line.unitPrice, line.vatRateBp].join('|'))
      .join('\n'),
  );
}

export type OrderedLine = {
  readonly lineNumber: number;
  readonly sku: string;
  readonly auxiliaryId: string | undefined;
  readonly quantity: Decimal;
  readonly unit: string | undefined;
  readonly unitPrice: Decimal | undefined;
  readonly currency: string | undefined;
};

export type QuotedLine = {
  readonly sku: string;
  readonly quantity: Decimal;
  readonly quantityStep: Decimal;
  readonly unit: string;
  readonly unitPrice: Decimal;
  readonly currency: string;
};

export type LineDifference = {
  readonly lineNumber: number;
  readonly field:
    | 'part'
    | 'price'
    | 'unit'
    | 'currency'
    | 'quantity'
    | 'quantity_step'
    | 'minimum'
    | 'price_today'
    | 'gone'
    | 'ordered_twice';
  readonly quoted: string;
  readonly ordered: string;
  /** An order with such a difference is refused; the others are told to people. */
  readonly severity: 'refused' | 'noticed';
};

/**
 * An order's line beside the basket's (cXML guide: ItemDetail comes back intact). Another part, price, unit
 * or currency, a quantity of zero or one that cannot be delivered is refused; another quantity is a right
 * of the approver and only noticed.
 */
export function compareLine(
  ordered: OrderedLine,
  quoted: QuotedLine | undefined,
): LineDifference[] {
  const { lineNumber } = ordered;
  const differ = (
    field: LineDifference['field'],
    values: { quoted: string; ordered: string },
    severity: LineDifference['severity'] = 'refused',
  ): LineDifference => ({ lineNumber, field, ...values, severity });
  if (!quoted) return [differ('part', { quoted: '–', ordered: ordered.sku })];
  const found: LineDifference[] = [];
  if (ordered.sku !== quoted.sku)
    found.push(differ('part', { quoted: quoted.sku, ordered: ordered.sku }));
  if (ordered.unitPrice && !ordered.unitPrice.equals(quoted.unitPrice)) {
    found.push(
      differ('price', {
        quoted: quoted.unitPrice.toString(2),
        ordered: ordered.unitPrice.toString(2),
      }),
    );
  }
  if (ordered.currency && ordered.currency !== quoted.currency) {
    found.push(differ('currency', { quoted: quoted.currency, ordered: ordered.currency }));
  }
  if (ordered.unit && ordered.unit !== quoted.unit) {
    found.push(differ('unit', { quoted: quoted.unit, ordered: ordered.unit }));
  }
  const quantities = { quoted: quoted.quantity.toString(), ordered: ordered.quantity.toString() };
  if (
    ordered.quantity.isZero() ||
    ordered.quantity.isNegative() ||
    !isMultiple(ordered.quantity, quoted.quantityStep)
  ) {
    found.push(differ('quantity_step', quantities));
  } else if (!ordered.quantity.equals(quoted.quantity)) {
    found.push(differ('quantity', quantities, 'noticed'));
  }
  return found;
}

/** Most of one line: above it a quantity is a slip of the keyboard, not an order. */
const QUANTITY_MAX = Decimal.of(1_000_000_000);

/** An ordered quantity that the quote does not cover, beside what the offer says today. */
export function compareWithToday({
  ordered,
  quoted,
  offer,
}: {
  ordered: Pick<OrderedLine, 'lineNumber' | 'quantity' | 'sku'>;
  quoted: Pick<QuotedLine, 'unitPrice' | 'quantity'>;
  offer: { readonly unitPrice: Decimal; readonly minimumQuantity: Decimal } | undefined;
}): LineDifference[] {
  const { lineNumber } = ordered;
  const differ = (
    field: LineDifference['field'],
    values: { quoted: string; ordered: string },
  ): LineDifference[] => [{ lineNumber, field, ...values, severity: 'refused' }];
  if (!offer) return differ('gone', { quoted: ordered.sku, ordered: ordered.quantity.toString() });
  if (ordered.quantity.compare(offer.minimumQuantity) < 0) {
    return differ('minimum', {
      quoted: offer.minimumQuantity.toString(),
      ordered: ordered.quantity.toString(),
    });
  }
  if (ordered.quantity.compare(QUANTITY_MAX) > 0) {
    return differ('quantity_step', {
      quoted: quoted.quantity.toString(),
      ordered: ordered.quantity.toString(),
    });
  }
  if (offer.unitPrice.compare(quoted.unitPrice) > 0) {
    return differ('price_today', {
      quoted: quoted.unitPrice.toString(2),
      ordered: offer.unitPrice.toString(2),
    });
  }
  return [];
}

function isMultiple(quantity: Decimal, step: Decimal): boolean {
  const times = quantity.div(step, { scale: 6, rounding: 'half_up' });
  return times.isWhole() && times.mul(step).equals(quantity);
}

const FIELDS: Readonly<Record<LineDifference['field'], string>> = {
  part: 'unknown part',
  price: 'price',
  unit: 'unit',
  currency: 'currency',
  quantity: 'quantity',
  quantity_step: 'quantity not deliverable',
  minimum: 'minimum quantity',
  price_today: 'price',
  gone: 'no longer offered',
  ordered_twice: 'ordered again',
};

/** `line 2: price 4.20 quoted, 3.90 ordered`, for a Status that a buyer's integrator reads. */
export function differenceText(difference: LineDifference): string {
  const { lineNumber, field, quoted, ordered } = difference;
  if (field === 'part' && quoted === '–') return `line ${lineNumber}: unknown part ${ordered}`;
  if (field === 'gone') return `line ${lineNumber}: ${quoted} is no longer offered`;
  if (field === 'ordered_twice')
    return `line ${lineNumber}: ${ordered} ordered together with ${quoted}`;
  if (field === 'minimum')
    return `line ${lineNumber}: at least ${quoted} must be ordered, not ${ordered}`;
  if (field === 'price_today')
    return `line ${lineNumber}: the quoted price ${quoted} does not hold for this quantity or day; it is ${ordered} now, fetch a new basket`;
  return `line ${lineNumber}: ${FIELDS[field]} ${quoted} quoted, ${ordered} ordered`;
}

/**
 * Why this approver may not approve a request of this amount (cents, VAT included): it is above their own
 * limit. Exactly the limit is still theirs; no limit refuses nothing.
 */
export function approvalRefusal({
  grossMinor,
  limitMinor,
  currency,
  locale,
}: {
  grossMinor: bigint;
  limitMinor: bigint | null | undefined;
  currency: string;
  locale: Locale;
}): Problem | undefined {
  if (limitMinor === null || limitMinor === undefined || grossMinor <= limitMinor) return undefined;
  return new Problem('purchasing.approval_limit', {
    amount: formatMoney(money(grossMinor, currency), locale),
    limit: formatMoney(money(limitMinor, currency), locale),
  });
}
