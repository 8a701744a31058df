import { z } from 'zod';
import { parsePlainDate } from '../../base/index.ts';
import { exchangeStates } from '../../platform/index.ts';
import { organisationKinds } from '../parties/index.ts';
import { jobStates } from './queries/index.ts';

/** An empty or nonsensical filter narrows nothing: an address typed by hand still shows the list. */
const text = z
  .string()
  .trim()
  .max(200)
  .transform((value) => value || undefined)
  .optional()
  .catch(undefined);
const day = z.string().transform(parsePlainDate).optional().catch(undefined);
const id = z.uuid();

export const exchangeQuery = z.object({
  q: text,
  direction: z.enum(['in', 'out']).optional().catch(undefined),
  channel: text,
  kind: text,
  state: z
    .enum([...exchangeStates, 'waiting', 'faulty'])
    .optional()
    .catch(undefined),
  partner: text,
  from: day,
  to: day,
  after: text,
});

export const exchangePageQuery = z.object({
  view: z.enum(['readable', 'raw']).catch('readable'),
  line: z.coerce.number().int().min(1).max(100_000_000).optional().catch(undefined),
});

export const jobQuery = z.object({
  state: z.enum(jobStates).optional().catch(undefined),
  after: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
});

export const jobId = z.string().regex(/^\d{1,18}$/);
export const recordId = id;

export const partnerQuery = z.object({ q: text, after: text, name: text });
export const partnerKind = z.enum(organisationKinds);

export const auditQuery = z.object({ subject: text, actor: text, after: text });

export const connectionForm = z.object({
  version: z.coerce.number().int().min(1),
  outboundUrl: z.string().max(500),
  deploymentMode: z.enum(['test', 'production']),
});
export const stateForm = z.object({ state: z.enum(['active', 'inactive']) });
export const secretForm = z.object({ secret: z.string().max(500) });
