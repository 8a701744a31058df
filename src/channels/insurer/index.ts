import { z } from 'zod';
import { Problem } from '../../base/index.ts';
import {
  type CoverAnswer,
  type CoverProvider,
  type CoverQuestion,
  recordCover,
} from '../../domain/credit/index.ts';
import { organisation } from '../../domain/parties/index.ts';
import {
  type Ctx,
  type JobList,
  type JobPayload,
  noteExchange,
  read,
  recordExchange,
} from '../../platform/index.ts';
import { type PartnerAnswer, post } from '../outbound/index.ts';

/** An insurer that is slower than this counts as silent: a sale never waits longer for it. */
const BUDGET_MS = 3000;

const answerSchema = z.object({
  decision: z.enum(['covered', 'reduced', 'refused', 'unknown']),
  /** Cents, as text: amounts do not fit JSON numbers. */
  coverMinor: z.string().regex(/^\d{1,15}$/),
  coverBp: z.number().int().min(0).max(10_000),
  grade: z.number().int().min(1).max(10).nullable(),
  currency: z.string().length(3),
  asOf: z.iso.datetime({ offset: true }),
});

function read200({ status, content }: PartnerAnswer, url: string): CoverAnswer {
  if (status !== 200) throw new Problem('channel.no_answer', { url, reason: `HTTP ${status}` });
  const parsed = answerSchema.safeParse(jsonOf(content));
  if (!parsed.success)
    throw new Problem('channel.no_answer', {
      url,
      reason: parsed.error.issues[0]?.message ?? 'unreadable',
    });
  const { coverMinor, coverBp, grade, asOf } = parsed.data;
  return {
    coverMinor: BigInt(coverMinor),
    coverBp,
    grade: grade ?? undefined,
    asOf: Temporal.Instant.from(asOf),
  };
}

function jsonOf(content: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(content).toString('utf8'));
  } catch {
    return undefined;
  }
}

/**
 * Asks the insurer for cover over HTTP (`POST <insurer>/covers`), within three seconds; question and answer go
 * to the exchange log. Undefined when no insurer is connected; `channel.no_answer` when it is silent, slow
 * or not understood. Call it outside a transaction.
 */
export const insurerCover: CoverProvider = async (
  ctx: Ctx,
  question: CoverQuestion,
): Promise<CoverAnswer | undefined> => {
  const base = ctx.services.config.insurerUrl;
  if (!base) return undefined;
  const url = `${base.replace(/\/$/, '')}/covers`;
  const { buyerId, registrationNumber, country, currency } = question;
  const content = Buffer.from(JSON.stringify({ registrationNumber, country, currency }));
  const contentType = 'application/json';
  const exchangeId = await recordExchange(ctx, {
    direction: 'out',
    channel: 'insurer',
    kind: 'cover',
    content,
    contentType,
    partnerId: buyerId,
    keys: registrationNumber ? [registrationNumber] : [],
  });
  try {
    const answer = await post(ctx, url, {
      content,
      contentType,
      timeoutMs: BUDGET_MS,
      from: 'settings',
    });
    const cover = read200(answer, url);
    await noteExchange(ctx, exchangeId, { state: 'sent', attempts: 1, answer });
    return cover;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    await noteExchange(ctx, exchangeId, {
      state: 'failed',
      attempts: 1,
      errors: [{ code: error.code, message: error.text('en') }],
    });
    throw error;
  }
};

/**
 * Job `insurer.refresh_cover {buyerId}`: asks and keeps the answer. A silent insurer leaves the cover as it is;
 * the job tries again. Nobody connected: nothing.
 */
export async function refreshCover(ctx: Ctx, payload: JobPayload): Promise<void> {
  const buyerId = String(payload.buyerId);
  const buyer = await read(ctx, (tx) => organisation(tx, buyerId));
  const { registrationNumber, country, currency } = buyer;
  const answer = await insurerCover(ctx, {
    buyerId,
    registrationNumber: registrationNumber ?? null,
    country,
    currency,
  });
  if (answer) await recordCover(ctx, { buyerId, currency, ...answer });
}

/** The insurer's jobs by name. */
export const insurerJobs: JobList = { 'insurer.refresh_cover': refreshCover };
