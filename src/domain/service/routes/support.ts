import type { z } from 'zod';
import { Problem } from '../../../base/index.ts';
import { signedIn, type WebContext } from '../../../platform/http/index.ts';
import type { Ctx, Permission } from '../../../platform/index.ts';
import type { Audience } from '../rules/index.ts';
import { recordId } from '../schemas.ts';

/** The signed-in reader of an area, with a permission; another area's people are refused here too. */
export function reader(
  c: WebContext,
  { audience, permission }: { audience: Audience; permission: Permission },
): Ctx {
  const ctx = signedIn(c);
  if (ctx.actor.organisationKind !== audience)
    throw new Problem('access.denied', { permission: audience });
  ctx.require(permission);
  return ctx;
}

/** The id in a path; anything that is none names nothing. */
export function idIn(c: WebContext, what: string): string {
  const given = c.req.param('id') ?? '';
  const parsed = recordId.safeParse(given);
  if (!parsed.success) throw new Problem('not_found', { what, id: given });
  return parsed.data;
}

/** The query of an address; each field falls back to nothing, so reading never refuses. */
export function queryOf<T>(c: WebContext, schema: z.ZodType<T>): T {
  return schema.parse(c.req.query());
}

/** An address with the same filters and another cursor; empty values leave it. */
export function hrefWith(
  path: string,
  values: Readonly<Record<string, string | Temporal.PlainDate | undefined>>,
): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (value !== undefined && value !== '') query.set(name, value.toString());
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}
