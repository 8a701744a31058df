import { z } from 'zod';

const line = z.string().max(40).optional();

/** The query of the seller's list of offers. */
export const offersQuery = z.object({
  q: z.string().max(200).optional(),
  state: z.enum(['active', 'inactive']).optional().catch(undefined),
  /** A catalogue file: what it made, changed or withdrew. */
  file: z.uuid().optional().catch(undefined),
  after: z.string().max(200).optional(),
});

export const contractsQuery = z.object({ after: z.uuid().optional().catch(undefined) });

/** How many volume prices the form offers. */
export const BREAKS_MAX = 6;

const one = z.union([z.string(), z.array(z.string())]).optional();

/** The offer form as posted: texts in the reader's notation, read by `typedDecimal` afterwards. */
export const offerForm = z.object({
  version: z.coerce.number().int().positive(),
  price: line,
  stock: line,
  lead_days: line,
  active: z.literal('yes').optional(),
  break_from: one,
  break_price: one,
});

export type OfferForm = z.infer<typeof offerForm>;
