import type { z } from 'zod';
import { Problem } from '../../base/index.ts';
import type { WebContext } from './web.ts';

/** Checks a value at the door; the first fault becomes `request.invalid` with its path. */
export function validate<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Problem('request.invalid', {
    path: issue?.path.map(String).join('.') || 'body',
    reason: issue?.message ?? 'invalid',
  });
}

/** The fields of a posted form; a field given several times becomes a list. */
export async function formOf(
  c: WebContext,
): Promise<Record<string, string | File | (string | File)[]>> {
  return c.req.parseBody({ all: true });
}
