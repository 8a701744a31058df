import { z } from 'zod';

/** A group of settings: an unknown name in it is a slip of the pen, so it is refused. */
export const group = <T extends z.ZodRawShape>(shape: T) => z.strictObject(shape);

/** One of a closed list. */
export const choose = <const T extends readonly [string, ...string[]]>(values: T) => z.enum(values);

/** A whole number between two bounds. */
export const whole = ({ min, max }: { min: number; max: number }) => z.int().min(min).max(max);

/** A text of limited length. */
export const text = ({ min = 0, max }: { min?: number; max: number }) =>
  z.string().min(min).max(max);

/** Yes or no. */
export const flag = () => z.boolean();

/** A list; a patch replaces it whole, and null empties it. */
export const list = <T extends z.ZodType>(item: T) => z.array(item).max(500).default([]);

/** UN/ECE Recommendation 20 has some two thousand units; nobody maps more. */
const RECORD_MAX = 3_000;

/** Names with values; a patch changes single ones, and null takes one away, or all of them. */
export const record = <T extends z.ZodType<string>>(value: T) =>
  z
    .record(z.string().min(1).max(120), value)
    .refine((map) => Object.keys(map).length <= RECORD_MAX, `more than ${RECORD_MAX} names`)
    .default({});
