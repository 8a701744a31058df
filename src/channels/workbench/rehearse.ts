import { type CxmlDocument, statusText } from '../../../punchout/index.ts';
import { Problem, sha256Hex } from '../../base/index.ts';
import type { Partner } from '../../domain/parties/index.ts';
import { differenceText, judgeOrder } from '../../domain/purchasing/index.ts';
import { type Ctx, type TxCtx, write } from '../../platform/index.ts';
import { dispatch, partnerContext } from '../cxml/door.ts';
import { suiteOrderOf } from '../cxml/order-in.ts';
import type { Answer, OrderLineVerdict } from './report.ts';

/** Thrown so that everything the rehearsal did is rolled back. */
class Rehearsed extends Error {
  readonly xml: string;
  constructor(xml: string) {
    super('rehearsed');
    this.xml = xml;
  }
}

function statusIn(xml: string): Answer {
  const [, code = '200'] = /<Status[^>]*\scode="(\d+)"/.exec(xml) ?? [];
  const [, text = ''] = /<Status[^>]*>([^<]*)<\/Status>/.exec(xml) ?? [];
  return { code: Number(code), text: text.trim() || statusText(Number(code)) };
}

/** A refusal as the door would write it. */
export function refusal(problem: Problem): Answer {
  return { code: problem.entry.cxml, text: problem.text('en') };
}

/**
 * What the door would answer this partner, found by letting it do all of it in one transaction that is then
 * rolled back: no visit, no order, no event, no number remains. `ctx` is the system's.
 */
export async function rehearse(
  ctx: Ctx,
  { document, partner, bytes }: { document: CxmlDocument; partner: Partner; bytes: Uint8Array },
): Promise<Answer> {
  const incoming = { document, partner, exchangeId: ctx.newId(), hash: sha256Hex(bytes) };
  try {
    await write(partnerContext(ctx, partner), async (tx: TxCtx) => {
      const { xml } = await dispatch(tx, incoming);
      await tx.em.flush();
      throw new Rehearsed(xml);
    });
  } catch (error) {
    if (error instanceof Rehearsed) return statusIn(error.xml);
    if (error instanceof Problem) return refusal(error);
    throw error;
  }
  return { code: 500, text: statusText(500) };
}

/** The order's lines beside the basket's, by the rules that decide on it; nothing is placed. */
export async function orderVerdict(
  ctx: Ctx,
  { document, partner }: { document: CxmlDocument; partner: Partner },
): Promise<OrderLineVerdict[] | undefined> {
  const { payload } = document;
  if (payload.kind !== 'OrderRequest' || payload.type === 'delete') return undefined;
  if (payload.items.length === 0) return undefined;
  const order = suiteOrderOf({ document, order: payload, partner });
  const { pairs, requests, differences } = await judgeOrder(partnerContext(ctx, partner), order);
  return pairs.map(({ line, quote }) => {
    const own = differences.filter(({ lineNumber }) => lineNumber === line.lineNumber);
    const refused = own.some(({ severity }) => severity === 'refused');
    const currency = quote ? (requests.get(quote.requisitionId)?.currency ?? '') : '';
    const quotedUnit = quote ? (order.unitWords[quote.unit] ?? quote.unit) : '–';
    return {
      lineNumber: line.lineNumber,
      sku: line.sku,
      quantity: [quote?.quantity.toString() ?? '–', line.quantity.toString()],
      unit: [quotedUnit, line.unit ?? '–'],
      unitPrice: [
        quote ? `${quote.unitPrice.toString(2)} ${currency}` : '–',
        line.unitPrice ? `${line.unitPrice.toString(2)} ${line.currency ?? ''}`.trim() : '–',
      ],
      outcome: refused ? 'refused' : own.length > 0 ? 'noticed' : 'equal',
      notes: own.map(differenceText),
    };
  });
}
