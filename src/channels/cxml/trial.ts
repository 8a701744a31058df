import type { CxmlDocument } from '../../../punchout/index.ts';
import { isTrialPayload, judgeOrder, refuseDifferences } from '../../domain/purchasing/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { type Answer, statusAnswer } from './answer.ts';
import type { Partner } from './authenticate.ts';
import { suiteOrderOf } from './order-in.ts';

/** What is judged for the virtual buyer and then let fall; its set-ups are ordinary visits. */
const TRIED: ReadonlySet<string> = new Set([
  'OrderRequest',
  'ReceiptRequest',
  'StatusUpdateRequest',
]);

/**
 * A document of the workbench's virtual buyer, known by its signed payloadID: an order is held against its
 * basket and refused for the same differences as a real one, then nothing is placed: no seller, no exposure, no
 * ledger hears of it. Undefined for everything else.
 */
export async function tryDocument(
  tx: TxCtx,
  { document, partner }: { document: CxmlDocument; partner: Partner },
): Promise<Answer | undefined> {
  const { payload, payloadId } = document;
  if (!TRIED.has(payload.kind) || !isTrialPayload(tx.services.config.key, payloadId))
    return undefined;
  if (payload.kind === 'OrderRequest' && payload.type !== 'delete') {
    const order = suiteOrderOf({ document, order: payload, partner });
    refuseDifferences(order, await judgeOrder(tx, order));
  }
  const detail =
    'Accepted as a test of the workbench: nothing was placed and no seller hears of it.';
  return {
    xml: statusAnswer(tx, { code: 200, detail }),
    links: [],
    keys: payload.kind === 'OrderRequest' ? [payload.orderId] : [],
    advisories: [{ code: 'trial', message: detail }],
  };
}
