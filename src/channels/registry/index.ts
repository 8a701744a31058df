import { z } from 'zod';
import { Problem, parsePlainDate } from '../../base/index.ts';
import type { Ctx } from '../../platform/index.ts';

const BUDGET_MS = 3000;

const answerSchema = z.object({
  siren: z.string().regex(/^\d{9}$/),
  legalName: z.string().min(1),
  state: z.enum(['active', 'closed']),
  createdOn: z.iso.date(),
});

/** What the company registry says; `unknown` when it has no such number, `silent` when it says nothing. */
export type RegistryAnswer =
  | {
      readonly kind: 'found';
      readonly siren: string;
      readonly legalName: string;
      readonly state: 'active' | 'closed';
      readonly createdOn: Temporal.PlainDate;
    }
  | { readonly kind: 'unknown' | 'silent' };

/**
 * Looks a French company up by its SIREN (`GET <registry>/companies/<siren>`) within three seconds. Never
 * throws for a registry that is down, slow, or not connected: it is then `silent`. Refuses what is no SIREN
 * by form (`request.invalid`), so that nothing else is ever asked for.
 */
export async function lookUpCompany(ctx: Ctx, siren: string): Promise<RegistryAnswer> {
  const number = siren.replace(/\s/g, '');
  if (!/^\d{9}$/.test(number))
    throw new Problem('request.invalid', { path: 'siren', reason: 'nine digits are expected' });
  const base = ctx.services.config.registryUrl;
  if (!base) return { kind: 'silent' };
  try {
    const response = await fetch(`${base.replace(/\/$/, '')}/companies/${number}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(BUDGET_MS),
    });
    if (response.status === 404) return { kind: 'unknown' };
    const parsed = answerSchema.safeParse(response.ok ? await response.json() : undefined);
    if (!parsed.success) return { kind: 'silent' };
    const { createdOn, ...rest } = parsed.data;
    return { kind: 'found', ...rest, createdOn: parsePlainDate(createdOn) };
  } catch (error) {
    ctx.services.log.warn(
      { requestId: ctx.requestId, err: error },
      'company registry did not answer',
    );
    return { kind: 'silent' };
  }
}
