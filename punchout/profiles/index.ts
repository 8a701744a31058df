import { Problem } from '../../src/base/index.ts';
import { type SuiteProfile, suiteProfileSchema } from './schema.ts';
import { suiteProfiles } from './suites.ts';

export { type SuiteProfile, suiteProfileSchema } from './schema.ts';
export { suiteProfiles } from './suites.ts';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

function isObject(value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON merge patch (RFC 7396): objects merge, null removes, everything else replaces. */
function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const merged = new Map<string, JsonValue>(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

// RFC 7396 cannot state null, so a setting that is null by nature is written by removing it.
const NULLABLE = { oci: null } as const;

/**
 * A suite's profile with a partner's overlay, a JSON merge patch over it. Refuses an unknown suite
 * (`punchout.profile_unknown`) and a result that is no profile, naming the first wrong setting
 * (`punchout.profile_invalid`).
 */
export function resolveProfile(id: string, overlay: JsonValue = {}): SuiteProfile {
  const suite = suiteProfiles.find((one) => one.id === id);
  if (!suite) {
    const known = suiteProfiles.map((one) => one.id).join(', ');
    throw new Problem('punchout.profile_unknown', { id, known });
  }
  const merged = mergePatch(structuredClone(suite) as JsonValue, overlay);
  const whole = isObject(merged)
    ? { ...NULLABLE, ...merged, classification: withFallback(merged.classification) }
    : merged;
  const result = suiteProfileSchema.safeParse(whole);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new Problem('punchout.profile_invalid', {
    setting: issue?.path.join('.') || 'profile',
    reason: issue?.message ?? 'not readable',
  });
}

function withFallback(classification: JsonValue | undefined): JsonValue {
  return isObject(classification) ? { fallback: null, ...classification } : null;
}
