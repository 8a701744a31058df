import { connectionProfile } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import {
  type Attempted,
  type Claim,
  claimDelivery,
  noteAttempt,
} from '../../domain/service/index.ts';
import {
  type Ctx,
  Exchange,
  type ExchangeOutcome,
  type JobPayload,
  noteExchange,
  read,
  readFile,
  write,
} from '../../platform/index.ts';
import { judgeCxml } from './deliver.ts';
import { type PartnerAnswer, post } from './post.ts';

/** More at once keep a worker from its other work; what is left is started again within the minute. */
const SEND_MAX = 100;
/** Beyond the partner's own time, for our reading and writing. */
const CLAIM_EXTRA_SECONDS = 120;

type Suite = { readonly url: string; readonly profile: ReturnType<typeof connectionProfile> };

async function suiteAt(ctx: Ctx, connectionId: string): Promise<Suite | undefined> {
  return read(ctx, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId, active: true });
    if (!connection?.outboundUrl || connection.protocol !== 'cxml') return undefined;
    const profile = connectionProfile(connection);
    return { url: connection.outboundUrl, profile };
  });
}

type Attempt = { readonly attempted: Attempted; readonly outcome: ExchangeOutcome };

function outcomeOf(
  { url, answer }: { url: string; answer: PartnerAnswer | Problem },
  attempts: number,
): Attempt {
  if (answer instanceof Problem) {
    const { reason } = answer.params;
    const detail = typeof reason === 'string' ? reason : answer.text('en');
    const errors = [{ code: answer.code, message: answer.text('en') }];
    return {
      attempted: { outcome: 'later', answer: detail },
      outcome: { attempts, errors },
    };
  }
  const verdict = judgeCxml(answer);
  const kept =
    answer.content.byteLength > 0
      ? { answer: { content: answer.content, contentType: answer.contentType } }
      : {};
  if (verdict.outcome === 'taken')
    return { attempted: { outcome: 'sent' }, outcome: { ...kept, attempts, state: 'sent' } };
  const problem =
    verdict.outcome === 'refused'
      ? new Problem('channel.refused', { url, status: answer.status, detail: verdict.detail })
      : new Problem('channel.no_answer', { url, reason: verdict.detail });
  return {
    attempted: { outcome: verdict.outcome, answer: verdict.detail },
    outcome: { ...kept, attempts, errors: [{ code: problem.code, message: problem.text('en') }] },
  };
}

/** Posts one claimed document and writes down what came of it, delivery and exchange together. */
async function attempt(
  ctx: Ctx,
  { claim, suite }: { claim: Claim; suite: Suite },
): Promise<'sent' | 'waiting' | 'dead'> {
  const { retry } = suite.profile;
  const stored = await read(ctx, async (tx) => {
    const exchange = await tx.em.findOneOrFail(Exchange, { id: claim.exchangeId });
    return { contentType: exchange.contentType, file: await readFile(tx, exchange.fileId) };
  });
  const answer = await post(ctx, suite.url, {
    content: stored.file.content,
    contentType: stored.contentType,
    timeoutMs: retry.timeoutSeconds * 1000,
  }).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  const { attempted, outcome } = outcomeOf({ url: suite.url, answer }, claim.attemptsTotal + 1);
  return write(ctx, async (tx) => {
    const became = await noteAttempt(tx, { claim, attempted, rules: retry });
    await noteExchange(tx, claim.exchangeId, {
      ...outcome,
      ...(became === 'dead' ? { state: 'failed' as const } : {}),
    });
    return became;
  });
}

/**
 * Job `buyer.send_documents {connectionId}`: posts what is due to one suite, each document once, those of a
 * purchase order in their order. A suite that does not answer is not asked again in the same run: each
 * document waits as the profile's `retry` says, and the minute's clock starts the next run.
 */
export async function sendBuyerDocuments(ctx: Ctx, payload: JobPayload): Promise<void> {
  const connectionId = String(payload.connectionId);
  const suite = await suiteAt(ctx, connectionId);
  if (!suite) return;
  const seconds = suite.profile.retry.timeoutSeconds + CLAIM_EXTRA_SECONDS;
  for (let sent = 0; sent < SEND_MAX; sent += 1) {
    const claim = await claimDelivery(ctx, { connectionId, seconds });
    if (!claim) return;
    if ((await attempt(ctx, { claim, suite })) === 'waiting') return;
  }
}
