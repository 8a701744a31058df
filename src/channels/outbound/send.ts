import { connectionProfile, resolveProfile, type SuiteProfile } from '../../../punchout/index.ts';
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
import { judgeCxml, judgeHttp } from './deliver.ts';
import { type PartnerAnswer, post } from './post.ts';
import { settleSellerDocument } from './seller-change.ts';

/** More at once keep a worker from its other work; what is left is started again within the minute. */
const SEND_MAX = 100;
/** Beyond the partner's own time, for our reading and writing. */
const CLAIM_EXTRA_SECONDS = 120;

/** A partner's server, how long and often it is asked, and how its answers are read. */
type Server = {
  readonly url: string;
  readonly retry: SuiteProfile['retry'];
  readonly judge: typeof judgeCxml;
};

async function serverAt(ctx: Ctx, connectionId: string): Promise<Server | undefined> {
  return read(ctx, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId, active: true });
    if (!connection?.outboundUrl) return undefined;
    const url = connection.outboundUrl;
    if (connection.protocol === 'cxml')
      return { url, retry: connectionProfile(connection).retry, judge: judgeCxml };
    // EDI connections have no suite's profile: they are asked as often as any.
    return connection.protocol === 'edifact'
      ? { url, retry: resolveProfile('generic').retry, judge: judgeHttp }
      : undefined;
  });
}

type Attempt = { readonly attempted: Attempted; readonly outcome: ExchangeOutcome };

function outcomeOf(
  { url, judge, answer }: Pick<Server, 'url' | 'judge'> & { answer: PartnerAnswer | Problem },
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
  const verdict = judge(answer);
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
  { claim, server }: { claim: Claim; server: Server },
): Promise<'sent' | 'waiting' | 'dead'> {
  const { url, retry, judge } = server;
  const stored = await read(ctx, async (tx) => {
    const exchange = await tx.em.findOneOrFail(Exchange, { id: claim.exchangeId });
    return { contentType: exchange.contentType, file: await readFile(tx, exchange.fileId) };
  });
  const answer = await post(ctx, url, {
    content: stored.file.content,
    contentType: stored.contentType,
    timeoutMs: retry.timeoutSeconds * 1000,
  }).catch((error: unknown) => {
    if (error instanceof Problem) return error;
    throw error;
  });
  const { attempted, outcome } = outcomeOf({ url, judge, answer }, claim.attemptsTotal + 1);
  return write(ctx, async (tx) => {
    const became = await noteAttempt(tx, { claim, attempted, rules: retry });
    await noteExchange(tx, claim.exchangeId, {
      ...outcome,
      ...(became === 'dead' ? { state: 'failed' as const } : {}),
    });
    const { exchangeId, sellerOrderId } = claim;
    if (sellerOrderId && became !== 'waiting')
      await settleSellerDocument(tx, { exchangeId, sellerOrderId, became });
    return became;
  });
}

/**
 * Job `buyer.send_documents {connectionId}`: posts what is due to one partner, a buyer's suite or a seller's
 * system, each document once, those of a purchase order or a seller's part in their order. A server that does not
 * answer is not asked again in the same run: each document waits as the profile's `retry` says, and the
 * minute's clock starts the next run.
 */
export async function sendDocuments(ctx: Ctx, payload: JobPayload): Promise<void> {
  const connectionId = String(payload.connectionId);
  const server = await serverAt(ctx, connectionId);
  if (!server) return;
  const seconds = server.retry.timeoutSeconds + CLAIM_EXTRA_SECONDS;
  for (let sent = 0; sent < SEND_MAX; sent += 1) {
    const claim = await claimDelivery(ctx, { connectionId, seconds });
    if (!claim) return;
    if ((await attempt(ctx, { claim, server })) === 'waiting') return;
  }
}
