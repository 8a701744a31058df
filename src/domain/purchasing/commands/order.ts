import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  type Json,
  privileged,
  read,
  type TxCtx,
  writeOnce,
} from '../../../platform/index.ts';
import { priceOffers } from '../../catalogue/index.ts';
import { findOrder } from '../../orders/index.ts';
import { type Address, organisation } from '../../parties/index.ts';
import { Requisition, type RequisitionLine, requisitionTransitions } from '../entities.ts';
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
import { lineOf, placeSecured } from './place.ts';

export type SuiteOrder = {
  readonly buyerId: string;
  readonly connectionId: string;
  readonly number: string;
  readonly payloadId: string;
  readonly shipTo: Address | undefined;
  readonly billTo: Address | undefined;
  readonly orderedBy: string;
  readonly comments: string | undefined;
  /** The suite's own words for our units (`C62` → `EA`), as its basket had them. */
  readonly unitWords: Readonly<Record<string, string>>;
  readonly lines: readonly (OrderedLine & { readonly costCentre: string | undefined })[];
};

export type SuiteOrderResult = {
  readonly purchaseOrderId: string;
  /** Differences that were accepted and are shown to people. */
  readonly noticed: readonly LineDifference[];
};

function quotesByLine(
  tx: TxCtx,
  { order, quotes }: { order: SuiteOrder; quotes: Map<string, RequisitionLine> },
) {
  const { key } = tx.services.config;
  return order.lines.map((line) => {
    const own =
      line.auxiliaryId && isOwnAuxiliaryId(key, line.auxiliaryId)
        ? quotes.get(line.auxiliaryId)
        : undefined;
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
 * An order from a buyer's suite, checked line by line against the basket that went back. An unknown part,
 * another price, unit or currency, a quantity of 0 or one that cannot be delivered refuses the whole order
 * with every line's difference (`purchasing.order_mismatch`); another quantity is accepted and reported.
 * The same order number again under another payloadID is refused; the same payloadID has no second effect.
 * Terms are decided and exposure held in the same transaction.
 */
export async function orderFromSuite(ctx: Ctx, order: SuiteOrder): Promise<SuiteOrderResult> {
  const result = await writeOnce(ctx, { key: `order:${order.payloadId}`, input: order }, (tx) =>
    privileged(tx, (inner) => acceptOrder(inner, order)),
  );
  return result as unknown as SuiteOrderResult;
}

type Pair = {
  readonly line: SuiteOrder['lines'][number];
  readonly quote: RequisitionLine | undefined;
};

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
  }: { pairs: readonly Pair[]; requests: Map<string, Requisition>; asWritten: LineDifference[] },
): Promise<LineDifference[]> {
  const settled = new Set(
    asWritten.flatMap((one) => (one.severity === 'refused' ? [one.lineNumber] : [])),
  );
  const open = pairs.flatMap(({ line, quote }) => {
    if (!quote || settled.has(line.lineNumber)) return [];
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
  return open.flatMap(({ line, quote }) =>
    compareWithToday({ ordered: line, quoted: quote, offer: today.get(quote.offerId) }),
  );
}

/** What an order's lines are beside the basket they came from. */
export type OrderJudgement = {
  readonly pairs: readonly Pair[];
  readonly requests: Map<string, Requisition>;
  readonly differences: readonly LineDifference[];
};

/** Holds an order against the basket that went back, and against today's catalogue where the quote ends. Writes nothing. */
async function judge(tx: TxCtx, order: SuiteOrder): Promise<OrderJudgement> {
  if (order.lines.length === 0)
    throw new Problem('purchasing.order_empty', { order: order.number });
  const quotes = await quotedLines(tx, {
    buyerId: order.buyerId,
    auxiliaryIds: order.lines.map((line) => line.auxiliaryId ?? ''),
  });
  const requests = await currencyOf(tx, quotes.values());
  const pairs = quotesByLine(tx, { order, quotes });
  const asWritten = pairs.flatMap(({ line, quote }) =>
    compareLine(
      line,
      quote && {
        ...asQuoted(quote, { line, order, sent: requests.get(quote.requisitionId)?.shaped }),
        currency: requests.get(quote.requisitionId)?.currency ?? 'EUR',
      },
    ),
  );
  const differences = [...asWritten, ...(await beyondQuote(tx, { pairs, requests, asWritten }))];
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

async function acceptOrder(tx: TxCtx, order: SuiteOrder): Promise<Json> {
  if (await findOrder(tx, { buyerId: order.buyerId, number: order.number })) {
    throw new Problem('purchasing.order_exists', { order: order.number });
  }
  const { pairs, requests, differences } = await judge(tx, order);
  refuseDifferences(order, { differences });
  const buyer = await organisation(tx, order.buyerId);
  const currency = requests.values().next().value?.currency ?? buyer.currency;
  const lines = pairs.flatMap(({ line, quote }) =>
    quote
      ? [
          {
            ...lineOf(quote),
            lineNumber: line.lineNumber,
            quantity: line.quantity,
            ...(line.costCentre ? { costCentre: line.costCentre } : {}),
          },
        ]
      : [],
  );
  const home: Address = { ...buyer.address, name: buyer.legalName };
  const { gross } = totalsOf(
    lines.map((line) => ({ ...line, currency })),
    currency,
  );
  const purchaseOrderId = await placeSecured(tx, {
    requestIds: [...requests.keys()],
    amount: gross,
    order: {
      buyerId: buyer.id,
      number: order.number,
      payloadId: order.payloadId,
      connectionId: order.connectionId,
      currency,
      ...(requests.size === 1 ? { requisitionId: [...requests.keys()][0] ?? '' } : {}),
      shipTo: order.shipTo ?? home,
      billTo: order.billTo ?? home,
      orderedBy: order.orderedBy,
      ...(order.comments ? { comments: order.comments } : {}),
      lines,
    },
  });
  markOrdered([...requests.values()]);
  await audit(tx, {
    action: 'order.received',
    subject: `purchase_order:${purchaseOrderId}`,
    detail: { number: order.number },
  });
  const noticed = differences.filter((difference) => difference.severity === 'noticed');
  if (noticed.length > 0)
    await emit(tx, 'order.differs', { purchaseOrderId, differences: noticed });
  return { purchaseOrderId, noticed } as unknown as Json;
}

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

/** A basket may be ordered in parts, or again (copied carts): only the first order moves the request on. */
function markOrdered(requests: readonly Requisition[]): void {
  for (const request of requests) {
    if (request.state === 'ordered') continue;
    request.state = transition(requisitionTransitions, {
      subject: 'request',
      from: request.state,
      to: 'ordered',
    });
  }
}
