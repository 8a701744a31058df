import type { JsonValue } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { type Setting, settingGroups } from './settings.ts';

export type JsonObject = { readonly [key: string]: JsonValue };

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function at(document: JsonValue | undefined, path: readonly string[]): JsonValue | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return document;
  return isObject(document) ? at(document[name], rest) : undefined;
}

/** The document with a value at a path; undefined takes it away, and a group left empty with it. */
function withAt(
  document: JsonValue | undefined,
  path: readonly string[],
  value: JsonValue | undefined,
): JsonValue | undefined {
  const [name, ...rest] = path;
  if (name === undefined) return value;
  const { [name]: before, ...others } = isObject(document) ? document : {};
  const after = withAt(before, rest, value);
  return after === undefined ? others : { ...others, [name]: after };
}

/** A setting's value as it is typed: lists one a line, maps `name = value` a line. */
export function settingText(document: JsonObject, { path }: Pick<Setting, 'path'>): string {
  const value = at(document, path.split('.'));
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.join('\n');
  if (isObject(value))
    return Object.entries(value)
      .map(([name, one]) => `${name} = ${typeof one === 'string' ? one : JSON.stringify(one)}`)
      .join('\n');
  return typeof value === 'object' ? '' : String(value);
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

function refuse(setting: string, reason: string): never {
  throw new Problem('punchout.profile_invalid', { setting, reason });
}

function mapOf(text: string, path: string): JsonObject {
  const pairs = linesOf(text).map((line) => {
    const at = line.indexOf('=');
    if (at < 1) return refuse(path, `“${line}” is no “name = value”`);
    return [line.slice(0, at).trim(), line.slice(at + 1).trim()] as const;
  });
  return Object.fromEntries(pairs);
}

function numberOf(text: string, path: string): number {
  if (!/^-?\d+([.,]\d+)?$/.test(text)) refuse(path, `“${text}” is no number`);
  return Number(text.replace(',', '.'));
}

function typed(text: string, { kind, path }: Setting): JsonValue | undefined {
  switch (kind) {
    case 'flag':
      return text === 'yes';
    case 'list':
      return linesOf(text);
    case 'map':
      return mapOf(text, path);
    case 'number':
      return text.trim() === '' ? undefined : numberOf(text.trim(), path);
    case 'choice':
    case 'text':
      return text.trim() === '' ? undefined : text.trim();
  }
}

/** A rule of forbidden characters without characters is no rule. */
function withoutEmptyRules(document: JsonObject): JsonObject {
  const { forbidden } = document;
  if (!isObject(forbidden)) return document;
  const kept = Object.entries(forbidden).filter(
    ([, rule]) => isObject(rule) && rule.characters !== undefined,
  );
  return { ...document, forbidden: Object.fromEntries(kept) };
}

/**
 * A profile with what a form changed in it. A field left as it was shown touches nothing, so that settings that
 * a form cannot say survive it. Refuses what is no number and no `name = value` (`punchout.profile_invalid`).
 */
export function readSettings(
  document: JsonObject,
  { form, protocol }: { form: Readonly<Record<string, unknown>>; protocol: 'cxml' | 'oci' },
): JsonObject {
  const settings = settingGroups(protocol).flatMap((group) => group.settings);
  const changed = settings.reduce<JsonValue | undefined>((result, setting) => {
    const posted = form[setting.path];
    if (typeof posted !== 'string') return result;
    const text = posted.replaceAll('\r\n', '\n').trim();
    const shown = settingText(document, setting);
    const same = setting.kind === 'flag' ? (shown === 'true') === (text === 'yes') : shown === text;
    return same ? result : withAt(result, setting.path.split('.'), typed(text, setting));
  }, document);
  return withoutEmptyRules(isObject(changed) ? changed : {});
}

/** Ten times what the largest profile takes with every map filled. */
const JSON_CHARACTERS_MAX = 200_000;
/** Settings are four deep; the rest is room for what a later version may nest. */
const JSON_DEPTH_MAX = 12;

/** Refuses what is too long to be settings (`punchout.profile_json_size`). */
export function refuseLength(size: number): void {
  if (size > JSON_CHARACTERS_MAX)
    throw new Problem('punchout.profile_json_size', { size, max: JSON_CHARACTERS_MAX });
}

/**
 * Looks at typed JSON before anything walks it: a document of a megabyte, or of ten thousand brackets, would
 * exhaust memory or the stack on its way through parser, patch and schema.
 */
function refuseMonsters(text: string): void {
  refuseLength(text.length);
  let depth = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (quoted) {
      if (char === '\\') at += 1;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    if (depth > JSON_DEPTH_MAX)
      throw new Problem('punchout.profile_json_depth', { max: JSON_DEPTH_MAX, at: at + 1 });
  }
}

/**
 * Typed JSON as an object, or the refusal with the parser's words (`punchout.profile_invalid`). More than
 * 200 000 characters or twelve levels are refused unread (`punchout.profile_json_size`, `…_json_depth`).
 */
export function readJson(text: string, setting: string): JsonObject {
  refuseMonsters(text);
  try {
    const value = JSON.parse(text) as JsonValue;
    if (isObject(value)) return value;
  } catch (error) {
    return refuse(setting, error instanceof Error ? error.message : 'it is no JSON');
  }
  return refuse(setting, 'a JSON object is needed');
}
