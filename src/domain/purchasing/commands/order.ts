import { type Decimal, Problem, plainDateIn } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, read, type TxCtx } from '../../../platform/index.ts';
import { priceOffers } from '../../catalogue/index.ts';
import { drawFrame } from '../../orders/index.ts';
import { type Address, organisation } from '../../parties/index.ts';
import { Requisition, type RequisitionLine } from '../entities.ts';
import { quotedLines } from '../queries.ts';
import {
  compareLine,
  compareWithToday,
  differenceText,
  isOwnAuxiliaryId,
  type LineDifference,
  type OrderedLine,
  totalsOf,
} from '../rules.ts';
import { type SentCart, sentLine } from '../sent.ts';
import { quotesOfNameless } from './nameless.ts';
import { markOrdered, orderedTwice, orderLinesOf } from './ordered.ts';
import { placeSecured } from './place.ts';
import type { Agreement } from './release.ts';
import type { OrderJudgement, Pair, SuiteOrder } from './suite-order.ts';

function quotesByLine(
  tx: TxCtx,
  {
    order,
    quotes,
    nameless,
  }: {
    order: SuiteOrder;
    quotes: Map<string, RequisitionLine>;
    nameless: ReadonlyMap<SuiteOrder['lines'][number], RequisitionLine>;
  },
) {
  const { key } = tx.services.config;
  return order.lines.map((line) => {
    const own =
      line.auxiliaryId && isOwnAuxiliaryId(key, line.auxiliaryId)
        ? quotes.get(line.auxiliaryId)
        : nameless.get(line);
    return { line, quote: own };
  });
}

async function currencyOf(
  tx: TxCtx,
  quotes: Iterable<RequisitionLine>,
): Promise<Map<string, Requisition>> {
  const ids = [...new Set([...quotes].map((quote) => quote.requisitionId))];
  const found = await tx.em.find(Requisition, { id: { $in: ids } });
  return new Map(found.map((one) => [one.id, one]));
}

/**
 * A quote holds for the quantity it was given for and until its day. Another quantity, or an order after
 * that day, is held against today's catalogue: refused when the quoted price is no longer to be had for it,
 * when it is under the seller's minimum, or when the offer is gone.
 */
async function beyondQuote(
  tx: TxCtx,
  {
    pairs,
    requests,
    asWritten,
    standing,
  }: {
    pairs: readonly Pair[];
    requests: Map<string, Requisition>;
    asWritten: LineDifference[];
    standing: ReadonlyMap<string, Decimal>;
  },
): Promise<LineDifference[]> {
  const settled = new Set(
    asWritten.flatMap((one) => (one.severity === 'refused' ? [one.lineNumber] : [])),
  );
  const open = pairs.flatMap(({ line, quote }) => {
    if (!quote || settled.has(line.lineNumber)) return [];
    if (standing.get(quote.auxiliaryId)?.equals(line.quantity)) return [];
    const until = requests.get(quote.requisitionId)?.validUntil;
    const expired = until !== undefined && Temporal.Instant.compare(until, tx.now()) <= 0;
    return expired || !line.quantity.equals(quote.quantity) ? [{ line, quote }] : [];
  });
  const [first] = open;
  if (!first) return [];
  const today = await priceOffers(tx, {
    buyerId: first.quote.buyerId,
    on: plainDateIn(tx.now()),
    items: open.map(({ line, quote }) => ({ offerId: quote.offerId, quantity: line.quantity })),
  });
  return open.flatMap(({ line, quote }) => {
    const offer = today.get(quote.offerId);
    const less = (standing.get(quote.auxiliaryId)?.compare(line.quantity) ?? 0) > 0;
    // Less of an article that is no longer offered may always be ordered.
    return !offer && less ? [] : compareWithToday({ ordered: line, quoted: quote, offer });
  });
}

/** Baskets of two currencies make two orders: their amounts cannot be added up. */
function ofAnotherCurrency(
  pairs: readonly Pair[],
  { requests, own }: { requests: Map<string, Requisition>; own: string | undefined },
): LineDifference[] {
  const currency = own ?? requests.values().next().value?.currency;
  return pairs.flatMap(({ line, quote }) => {
    const quoted = quote && requests.get(quote.requisitionId)?.currency;
    if (!quoted || !currency || quoted === currency) return [];
    const { lineNumber } = line;
    return [
      {
        lineNumber,
        field: 'currency' as const,
        quoted,
        ordered: currency,
        severity: 'refused' as const,
      },
    ];
  });
}

/**
 * Holds an order against the basket that went back, and against today's catalogue where the quote ends;
 * `standing`: the lines of the order that it changes, of one currency as every order is. Writes nothing.
 */
export async function judge(
  tx: TxCtx,
  order: SuiteOrder,
  {
    standing = [],
  }: {
    standing?: readonly {
      readonly auxiliaryId?: string | null | undefined;
      readonly quantity: Decimal;
      readonly currency: string;
    }[];
  } = {},
): Promise<OrderJudgement> {
  if (order.lines.length === 0)
    throw new Problem('purchasing.order_empty', { order: order.number });
  const quotes = await quotedLines(tx, {
    buyerId: order.buyerId,
    auxiliaryIds: order.lines.map((line) => line.auxiliaryId ?? ''),
  });
  const nameless = await quotesOfNameless(tx, order);
  const requests = await currencyOf(tx, [...quotes.values(), ...nameless.values()]);
  const pairs = quotesByLine(tx, { order, quotes, nameless });
  const asWritten = pairs.flatMap(({ line, quote }) =>
    compareLine(
      line,
      quote && {
        ...asQuoted(quote, { line, order, sent: requests.get(quote.requisitionId)?.shaped }),
        currency: requests.get(quote.requisitionId)?.currency ?? 'EUR',
      },
    ),
  );
  const ordered = new Map(
    standing.flatMap((one) => (one.auxiliaryId ? [[one.auxiliaryId, one.quantity] as const] : [])),
  );
  const differences = [
    ...asWritten,
    ...ofAnotherCurrency(pairs, { requests, own: standing[0]?.currency }),
    ...(await beyondQuote(tx, { pairs, requests, asWritten, standing: ordered })),
  ];
  return { pairs, requests, differences };
}

/** `orderFromSuite` up to its decision: each line beside its quote, and every difference. Places nothing. */
export async function judgeOrder(ctx: Ctx, order: SuiteOrder): Promise<OrderJudgement> {
  return read(ctx, (tx) => privileged(tx, (inner) => judge(inner, order)));
}

/** Refuses an order that differs from its basket in what it may not (`purchasing.order_mismatch`). */
export function refuseDifferences(
  order: Pick<SuiteOrder, 'number'>,
  { differences }: Pick<OrderJudgement, 'differences'>,
): void {
  const refused = differences.filter((difference) => difference.severity === 'refused');
  if (refused.length > 0) {
    throw new Problem('purchasing.order_mismatch', {
      order: order.number,
      lines: refused.map(differenceText).join('; '),
      differences: refused,
    });
  }
}

/** A new order from a suite: judged, placed on terms decided now, and its basket's requests counted. */
export async function acceptOrder(
  tx: TxCtx,
  { order, agreement }: { order: SuiteOrder; agreement: Agreement | undefined },
): Promise<AcceptedOrder> {
  const judgement = await judge(tx, order);
  const { requests } = judgement;
  refuseDifferences(order, judgement);
  const buyer = await organisation(tx, order.buyerId);
  const currency = requests.values().next().value?.currency ?? buyer.currency;
  const lines = orderLinesOf(judgement);
  const frameOrderId = agreement?.frameOrderId;
  if (frameOrderId) await drawFrame(tx, { frameOrderId, lines, currency });
  const twice = await orderedTwice(tx, { judgement });
  const home: Address = { ...buyer.address, name: buyer.legalName };
  const { net, vat, gross } = totalsOf(
    lines.map((line) => ({ ...line, currency })),
    currency,
  );
  const purchaseOrderId = await placeSecured(tx, {
    requestIds: [...requests.keys()],
    amount: gross,
    order: {
      buyerId: buyer.id,
      number: order.number,
      orderVersion: order.orderVersion ?? 1,
      payloadId: order.payloadId,
      connectionId: order.connectionId,
      currency,
      ...(requests.size === 1 ? { requisitionId: [...requests.keys()][0] ?? '' } : {}),
      shipTo: order.shipTo ?? home,
      billTo: order.billTo ?? home,
      orderedBy: order.orderedBy,
      ...(order.comments ? { comments: order.comments } : {}),
      ...(order.requestedOn ? { requestedOn: order.requestedOn } : {}),
      ...(order.particulars ? { particulars: order.particulars } : {}),
      ...(agreement ? { kind: 'release' as const, agreementId: agreement.agreementId } : {}),
      ...(frameOrderId ? { frameOrderId } : {}),
      lines,
    },
  });
  await markOrdered(tx, [...requests.values()]);
  await audit(tx, {
    action: 'order.received',
    subject: `purchase_order:${purchaseOrderId}`,
    detail: { number: order.number },
  });
  const noticed = [
    ...judgement.differences.filter((difference) => difference.severity === 'noticed'),
    ...twice,
  ];
  if (noticed.length > 0)
    await emit(tx, 'order.differs', { purchaseOrderId, differences: noticed });
  return { purchaseOrderId, noticed, netMinor: net.minor, vatMinor: vat.minor };
}

export type AcceptedOrder = {
  readonly purchaseOrderId: string;
  readonly noticed: readonly LineDifference[];
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
};

/**
 * A quoted line as the suite may name it: in our words, or in those its basket had (a unit word, a part number
 * without forbidden characters, a price in the suite's decimals). Neither is a change by the buyer.
 */
function asQuoted(
  { sku, quantity, quantityStep, unit, unitPrice, auxiliaryId }: RequisitionLine,
  {
    line,
    order,
    sent,
  }: { line: OrderedLine; order: SuiteOrder; sent: SentCart | null | undefined },
) {
  const written = sentLine(sent, auxiliaryId);
  const word = written?.unit ?? order.unitWords[unit] ?? unit;
  const price = written?.unitPrice ?? unitPrice;
  return {
    sku: written && line.sku === written.sku ? written.sku : sku,
    quantity,
    quantityStep,
    unit: line.unit === unit ? unit : word,
    unitPrice: line.unitPrice?.equals(price) ? price : unitPrice,
  };
}
