import {
  type Amount,
  type Credential,
  type Address as CxmlAddress,
  cxmlDay,
  type Distribution,
  type Header,
  type ItemOut,
  type OrderRequest,
} from '../../../punchout/index.ts';
import { fromDecimal, Problem } from '../../base/index.ts';
import type {
  Accounting,
  FrameLine,
  LineParticulars,
  NetworkName,
  OrderParticulars,
  Schedule,
} from '../../domain/orders/index.ts';
import type { Address } from '../../domain/parties/index.ts';
import type { SuiteFrame, SuiteOrderLine } from '../../domain/purchasing/index.ts';

/** A postal address in the domain's words; undefined where a document names none. */
export function addressOf(address: CxmlAddress | undefined): Address | undefined {
  if (!address?.postal) return undefined;
  const { postal } = address;
  return {
    name: [address.name, ...postal.deliverTo].filter(Boolean).join(', '),
    street: postal.street.join(', '),
    postalCode: postal.postalCode ?? '',
    city: postal.city,
    country: postal.countryIso,
    ...(address.addressId ? { code: address.addressId } : {}),
  };
}

const isPercent = ({ type }: { type: string }): boolean => /percent/i.test(type);

/** The account codes of the first distribution, as one text for people. */
function costCentreOf(item: ItemOut): string | undefined {
  const segments = (item.distributions[0]?.segments ?? []).filter((one) => !isPercent(one));
  const text = segments
    .map((segment) => segment.id)
    .filter(Boolean)
    .join('-');
  return text || undefined;
}

function accountingOf({ name, segments, charge }: Distribution): Accounting {
  const percent = segments.find(isPercent)?.id;
  return {
    name,
    segments: segments.filter((one) => !isPercent(one)),
    ...(charge ? { charge: charge.value.toString(), currency: charge.currency } : {}),
    ...(percent ? { percent } : {}),
  };
}

/** Unit price per ordered unit: a price basis of 100 makes 12.50 per 100 into 0.125 (cXML PriceBasisQuantity). */
function unitPriceOf({ detail }: ItemOut) {
  if (!detail) return undefined;
  const { priceBasis, unitPrice } = detail;
  if (!priceBasis || priceBasis.quantity.isZero()) return unitPrice.value;
  return unitPrice.value
    .mul(priceBasis.conversionFactor)
    .div(priceBasis.quantity, { scale: 6, rounding: 'half_up' });
}

function schedulesOf(item: ItemOut): Schedule[] {
  return item.scheduleLines.flatMap((one) => {
    const requestedOn = cxmlDay(one.requestedDeliveryDate);
    if (!requestedOn) return [];
    return [
      {
        quantity: one.quantity.toString(),
        requestedOn: requestedOn.toString(),
        ...(one.lineNumber === undefined ? {} : { lineNumber: one.lineNumber }),
        ...(one.unit ? { unit: one.unit } : {}),
      },
    ];
  });
}

/** The texts of comments, one below another. */
export function commentsOf(comments: readonly { readonly text: string }[]): string | undefined {
  const text = comments
    .map((comment) => comment.text)
    .filter(Boolean)
    .join('\n');
  return text || undefined;
}

/** The number a line is known by: its own, else its place. */
export function lineNumberOf(item: ItemOut, at: number): number {
  return item.lineNumber ?? at + 1;
}

/** An order line as purchasing checks it; `place`: where the whole order goes, which a line need not repeat. */
export function suiteLine(
  item: ItemOut,
  { at, place }: { at: number; place: Address | undefined },
): SuiteOrderLine {
  const requestedOn = cxmlDay(item.requestedDeliveryDate ?? '');
  const shipTo = addressOf(item.shipTo);
  const elsewhere = shipTo && JSON.stringify(shipTo) !== JSON.stringify(place);
  const schedule = schedulesOf(item);
  const comments = commentsOf(item.comments);
  return {
    lineNumber: lineNumberOf(item, at),
    sku: item.itemId.supplierPartId.trim(),
    auxiliaryId: item.itemId.supplierPartAuxiliaryId?.trim(),
    quantity: item.quantity,
    unit: item.detail?.unit,
    unitPrice: unitPriceOf(item),
    currency: item.detail?.unitPrice.currency,
    costCentre: costCentreOf(item),
    ...(requestedOn ? { requestedOn } : {}),
    ...(elsewhere ? { shipTo } : {}),
    ...(schedule.length > 0 ? { schedule } : {}),
    ...(comments ? { comments } : {}),
    ...(item.agreementItemNumber === undefined ? {} : { agreementLine: item.agreementItemNumber }),
  };
}

function amountText(amount: Amount | undefined): string | undefined {
  return amount && `${amount.value.toString(2)} ${amount.currency}`;
}

function present<T extends object>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(
      ([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0),
    ),
  ) as Partial<T>;
}

function lineParticulars(item: ItemOut): LineParticulars {
  return present({
    accounting: item.distributions.map(accountingOf),
    extrinsics: item.detail?.extrinsics.map(({ name, value }) => ({ name, value })),
    requisitionId: item.requisitionId,
    tax: amountText(item.tax?.amount),
    shipping: amountText(item.shipping?.amount),
  }) as LineParticulars;
}

/** What is the buyer's own of an order: accounting, extrinsics, references. Sellers never see it. */
export function particularsOf(order: OrderRequest): OrderParticulars {
  const lines = Object.fromEntries(
    order.items.flatMap((item, at) => {
      const own = lineParticulars(item);
      return Object.keys(own).length > 0 ? [[String(lineNumberOf(item, at)), own]] : [];
    }),
  );
  const terms = order.termsOfDelivery;
  return present({
    requisitionId: order.requisitionId,
    extrinsics: order.extrinsics.map(({ name, value }) => ({ name, value })),
    tax: amountText(order.tax?.amount),
    shipping: amountText(order.shipping?.amount),
    termsOfDelivery:
      terms && [terms.code, terms.codeText, terms.transportTerms].filter(Boolean).join(', '),
    lines: Object.keys(lines).length > 0 ? lines : undefined,
  }) as OrderParticulars;
}

function nameOf({ domain, identity, type }: Credential): NetworkName & { type?: string } {
  return { domain, identity, ...(type === undefined ? {} : { type }) };
}

/**
 * The way of an order that says one, names without secrets: From, and the Path and OriginalDocument of those it went
 * through (cXML guide, «Path Routing»).
 */
export function routeOf(header: Header | undefined): Pick<OrderParticulars, 'route'> {
  if (!header) return {};
  const { path = [], originalPayloadId } = header;
  if (path.length === 0 && originalPayloadId === undefined) return {};
  return {
    route: {
      from: header.from.credentials.map(({ domain, identity }) => ({ domain, identity })),
      path: path.map(({ type, credentials }) => ({ type, credentials: credentials.map(nameOf) })),
      ...(originalPayloadId === undefined ? {} : { original: originalPayloadId }),
    },
  };
}

function minorOf(amount: Amount | undefined): bigint | undefined {
  return amount && fromDecimal(amount.value, amount.currency, 'half_up').minor;
}

function frameLine(item: ItemOut, at: number): FrameLine {
  const { blanket, detail } = item;
  const described = (blanket ?? detail)?.descriptions[0];
  const maximum = minorOf(blanket?.maximumAmount ?? blanket?.overallLimit);
  const minimum = minorOf(blanket?.minimumAmount);
  return {
    lineNumber: lineNumberOf(item, at),
    description: (described?.text || described?.shortName) ?? item.itemId.supplierPartId,
    ...(present({
      sku: item.itemId.supplierPartId.trim() || undefined,
      unit: blanket?.unit ?? detail?.unit,
      unitPrice: (blanket?.unitPrice ?? detail?.unitPrice)?.value.toString(),
      maximumMinor: maximum?.toString(),
      minimumMinor: minimum?.toString(),
      maximumQuantity: blanket?.maximumQuantity?.toString(),
      minimumQuantity: blanket?.minimumQuantity?.toString(),
    }) as Partial<FrameLine>),
  };
}

/** One blanket order has one currency and no limit below nothing: amounts of two cannot be drawn down together. */
function refuseLimits(limits: readonly Amount[]): void {
  const refuse = (reason: string): never => {
    throw new Problem('cxml.invalid', { line: 1, element: 'OrderRequest', reason });
  };
  const currencies = [...new Set(limits.map(({ currency }) => currency))];
  if (currencies.length > 1)
    refuse(
      `is a blanket order in ${currencies.join(' and ')}; its Total and limits have one currency`,
    );
  if (limits.some(({ value }) => value.isNegative())) refuse('has a limit below zero');
}

/**
 * A blanket order's limits: the Total over all releases, and what each line states of itself. Refuses
 * (`cxml.invalid`) limits in several currencies and limits below zero.
 */
export function frameOf(order: OrderRequest): SuiteFrame {
  const total = order.total && !order.total.value.isZero() ? order.total : undefined;
  const stated = order.items.flatMap(({ blanket, detail }) =>
    [
      blanket?.maximumAmount ?? blanket?.overallLimit,
      blanket?.minimumAmount,
      (blanket ?? detail)?.unitPrice,
    ].flatMap((amount) => amount ?? []),
  );
  refuseLimits([...(total ? [total] : []), ...stated]);
  return {
    currency: (total ?? stated[0])?.currency ?? 'EUR',
    maximumMinor: minorOf(total),
    minimumMinor: undefined,
    effectiveOn: cxmlDay(order.effectiveDate ?? ''),
    expiresOn: cxmlDay(order.expirationDate ?? ''),
    lines: order.items.map(frameLine),
  };
}
