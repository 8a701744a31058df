import { parseCxml } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { type Ctx, Exchange, noteExchange, read, readFile } from '../../platform/index.ts';
import { type PartnerAnswer, post } from './post.ts';

/** What a job of the platform tries by default; then the exchange shows as failed and waits for a person. */
const ATTEMPTS_MAX = 12;
const RETRIED: ReadonlySet<number> = new Set([408, 425, 429]);

export type Verdict =
  | { readonly outcome: 'taken' }
  | { readonly outcome: 'refused' | 'later'; readonly detail: string };

/** An EDI server's answer is its HTTP status; a redirect is a refusal, for we follow none. */
export function judgeHttp({ status, content }: PartnerAnswer): Verdict {
  if (status >= 200 && status < 300) return { outcome: 'taken' };
  const detail = Buffer.from(content).toString('utf8').slice(0, 200).trim();
  return {
    outcome: status >= 500 || RETRIED.has(status) ? 'later' : 'refused',
    detail: detail || `HTTP ${status}`,
  };
}

/**
 * A cXML server's answer is the Status inside, whatever HTTP says around it: 2xx taken, 4xx never again, 5xx
 * later. An answer that is no cXML counts as transient (cXML guide, «Status»), unless HTTP itself refuses
 * with a 4xx: that is never tried again either.
 */
export function judgeCxml(answer: PartnerAnswer): Verdict {
  try {
    const { payload } = parseCxml(answer.content, { contentType: answer.contentType });
    if (!('status' in payload) || typeof payload.status === 'string')
      return { outcome: 'later', detail: `${payload.kind} instead of a Response` };
    const { code, text, detail } = payload.status;
    if (code >= 200 && code < 300) return { outcome: 'taken' };
    return {
      outcome: code >= 500 ? 'later' : 'refused',
      detail: `Status ${code} ${text} ${detail ?? ''}`.trim(),
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const http = judgeHttp(answer);
    if (http.outcome === 'taken')
      return { outcome: 'later', detail: `the answer is no cXML: ${error.text('en')}` };
    return { ...http, outcome: answer.status < 400 ? 'later' : http.outcome };
  }
}

/**
 * Posts a stored outbound exchange, byte for byte the same on each attempt, and writes the outcome and the
 * answer down. `sent` or `failed` (refused for good) come back; what may work later throws
 * `channel.no_answer`, so that the job tries again. Already sent: nothing is posted.
 */
export async function deliver(
  ctx: Ctx,
  {
    exchangeId,
    url,
    judge,
  }: { exchangeId: string; url: string; judge: (answer: PartnerAnswer) => Verdict },
): Promise<'sent' | 'failed'> {
  const stored = await read(ctx, async (tx) => {
    const exchange = await tx.em.findOneOrFail(Exchange, { id: exchangeId });
    return {
      state: exchange.state,
      attempts: exchange.attempts,
      contentType: exchange.contentType,
      file: await readFile(tx, exchange.fileId),
    };
  });
  if (stored.state !== 'queued' && stored.state !== 'failed') return 'sent';
  const attempts = stored.attempts + 1;
  const later = async (problem: Problem): Promise<never> => {
    const errors = [{ code: problem.code, message: problem.text('en') }];
    await noteExchange(ctx, exchangeId, {
      attempts,
      errors,
      ...(attempts >= ATTEMPTS_MAX ? { state: 'failed' as const } : {}),
    });
    throw problem;
  };
  let answer: PartnerAnswer;
  try {
    answer = await post(ctx, url, {
      content: stored.file.content,
      contentType: stored.contentType,
    });
  } catch (error) {
    if (error instanceof Problem) return later(error);
    throw error;
  }
  const verdict = judge(answer);
  const kept =
    answer.content.byteLength > 0
      ? { answer: { content: answer.content, contentType: answer.contentType } }
      : {};
  if (verdict.outcome === 'later')
    return later(new Problem('channel.no_answer', { url, reason: verdict.detail }));
  if (verdict.outcome === 'refused') {
    const problem = new Problem('channel.refused', {
      url,
      status: answer.status,
      detail: verdict.detail,
    });
    await noteExchange(ctx, exchangeId, {
      state: 'failed',
      attempts,
      ...kept,
      errors: [{ code: problem.code, message: problem.text('en') }],
    });
    return 'failed';
  }
  await noteExchange(ctx, exchangeId, { state: 'sent', attempts, ...kept });
  return 'sent';
}
