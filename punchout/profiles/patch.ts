export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export type JsonObject = { readonly [key: string]: JsonValue };

export function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A JSON merge patch (RFC 7396): objects merge, null removes, everything else replaces. */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  const merged = new Map<string, JsonValue>(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

function same(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (isObject(a) && isObject(b)) {
    const names = new Set([...Object.keys(a), ...Object.keys(b)]);
    return [...names].every((name) => same(a[name], b[name]));
  }
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((one, at) => same(one, b[at]));
  }
  return a === b;
}

/**
 * The smallest merge patch that turns one document into the other: `mergePatch(from, patchBetween(from, to))`
 * is `to`, as long as `to` holds no null.
 */
export function patchBetween(from: JsonObject, to: JsonObject): JsonObject {
  const patch = new Map<string, JsonValue>();
  for (const name of Object.keys(from)) if (!(name in to)) patch.set(name, null);
  for (const [name, value] of Object.entries(to)) {
    const before = from[name];
    if (same(before, value)) continue;
    patch.set(name, isObject(before) && isObject(value) ? patchBetween(before, value) : value);
  }
  return Object.fromEntries(patch);
}

export type ChangedSetting = {
  /** `units.map.C62`. */
  readonly setting: string;
  readonly before: JsonValue | undefined;
  readonly after: JsonValue | undefined;
};

/** Setting by setting what differs between two documents, for people; lists count as one value. */
export function changedSettings(
  before: JsonValue | undefined,
  after: JsonValue | undefined,
  path: readonly string[] = [],
): ChangedSetting[] {
  if (same(before, after)) return [];
  if (!isObject(before) && !isObject(after)) return [{ setting: path.join('.'), before, after }];
  if ((before !== undefined && !isObject(before)) || (after !== undefined && !isObject(after))) {
    return [{ setting: path.join('.'), before, after }];
  }
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return names.flatMap((name) => changedSettings(before?.[name], after?.[name], [...path, name]));
}
