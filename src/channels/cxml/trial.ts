import type { CxmlDocument } from '../../../punchout/index.ts';
import { isTrialPayload, judgeOrder, refuseDifferences } from '../../domain/purchasing/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import { type Answer, statusAnswer } from './answer.ts';
import type { Partner } from './authenticate.ts';
import { suiteOrderOf } from './order-in.ts';

/** What is judged for the virtual buyer and then let fall; its set-ups are ordinary visits. */
const TRIED: ReadonlySet<string> = new Set([
  'OrderRequest',
  'ReceiptRequest',
  'StatusUpdateRequest',
  'PaymentRemittanceRequest',
]);

/**
 * Whether a buyer's document is a test: it came over a connection in test mode, or says so itself
 * (`deploymentMode="test"`; cXML guide, «Request»). In demo mode the whole installation is one, and its test
 * connections trade with one another.
 */
function isTest(tx: TxCtx, { document, partner }: { document: CxmlDocument; partner: Partner }) {
  return (
    tx.services.config.mode === 'production' &&
    partner.organisation.kind === 'buyer' &&
    (partner.connection.deploymentMode === 'test' || document.deploymentMode === 'test')
  );
}

const NOTES = {
  trial: 'Accepted as a test of the workbench: nothing was placed and no seller hears of it.',
  test_mode:
    'Accepted in test mode: held against its basket, then nothing was placed and no seller hears of it. A connection in production, and deploymentMode="production", order for good.',
} as const;
/** On a test order that asks for exactly its basket: the go-live checklist looks for it. */
const EQUAL = {
  code: 'test_order_equal',
  message: 'The order asks for exactly what its basket promised.',
} as const;

/**
 * A document of the workbench's virtual buyer, known by its signed payloadID, or one in test mode: an order is
 * held against its basket and refused for the same differences as a real one, then nothing is placed: no
 * seller, no exposure, no ledger hears of it. Undefined for everything else.
 */
export async function tryDocument(
  tx: TxCtx,
  { document, partner }: { document: CxmlDocument; partner: Partner },
): Promise<Answer | undefined> {
  const { payload, payloadId } = document;
  if (!TRIED.has(payload.kind)) return undefined;
  const trial = isTrialPayload(tx.services.config.key, payloadId);
  if (!trial && !isTest(tx, { document, partner })) return undefined;
  const code = trial ? 'trial' : 'test_mode';
  const notes: ExchangeNote[] = [{ code, message: NOTES[code] }];
  if (payload.kind === 'OrderRequest' && payload.type !== 'delete') {
    const order = suiteOrderOf({ document, order: payload, partner });
    const judgement = await judgeOrder(tx, order);
    refuseDifferences(order, judgement);
    if (!trial && judgement.differences.length === 0) notes.push(EQUAL);
  }
  return {
    xml: statusAnswer(tx, { code: 200, detail: NOTES[code] }),
    links: [],
    keys: payload.kind === 'OrderRequest' ? [payload.orderId] : [],
    advisories: notes,
  };
}
