/**
 * A DTD content model as an expression over child names, matched by Brzozowski derivatives: after each
 * child the expression becomes what may still follow. DTD models are deterministic (XML 1.0 §3.2.1), so
 * the expressions stay small.
 */
export type Model =
  | { readonly type: 'any' }
  /** Text and the named elements in any order; `(#PCDATA)` names none. */
  | { readonly type: 'mixed'; readonly names: ReadonlySet<string> }
  | { readonly type: 'children'; readonly rule: Rule };

export type Rule =
  | { readonly op: 'none' }
  | { readonly op: 'empty' }
  | { readonly op: 'name'; readonly name: string }
  | { readonly op: 'seq'; readonly first: Rule; readonly rest: Rule }
  | { readonly op: 'alt'; readonly options: readonly Rule[] }
  | { readonly op: 'star'; readonly rule: Rule };

const NONE: Rule = { op: 'none' };
const EMPTY: Rule = { op: 'empty' };

function seq(first: Rule, rest: Rule): Rule {
  if (first.op === 'none' || rest.op === 'none') return NONE;
  if (first.op === 'empty') return rest;
  return rest.op === 'empty' ? first : { op: 'seq', first, rest };
}

function alt(options: readonly Rule[]): Rule {
  const kept = options.filter(({ op }) => op !== 'none');
  const [only] = kept;
  if (only === undefined) return NONE;
  return kept.length === 1 ? only : { op: 'alt', options: kept };
}

type Cursor = { readonly tokens: readonly string[]; at: number };

function suffixed(rule: Rule, cursor: Cursor): Rule {
  const mark = cursor.tokens[cursor.at];
  if (mark !== '?' && mark !== '*' && mark !== '+') return rule;
  cursor.at += 1;
  if (mark === '?') return alt([rule, EMPTY]);
  const star: Rule = { op: 'star', rule };
  return mark === '*' ? star : seq(rule, star);
}

function parseRule(cursor: Cursor): Rule {
  const token = cursor.tokens[cursor.at] ?? '';
  cursor.at += 1;
  if (token !== '(') return suffixed({ op: 'name', name: token }, cursor);
  const parts = [parseRule(cursor)];
  const separator = cursor.tokens[cursor.at];
  while (cursor.tokens[cursor.at] === separator && separator !== ')') {
    cursor.at += 1;
    parts.push(parseRule(cursor));
  }
  cursor.at += 1;
  const group = separator === '|' ? alt(parts) : parts.reduceRight((rest, part) => seq(part, rest));
  return suffixed(group, cursor);
}

/** Reads a content specification of a DTD element declaration (XML 1.0 §3.2). */
export function parseModel(text: string): Model {
  if (text === 'ANY') return { type: 'any' };
  if (text === 'EMPTY') return { type: 'children', rule: EMPTY };
  if (text.includes('#PCDATA')) {
    const names = text.match(/[^()|*#\s]+/g) ?? [];
    return { type: 'mixed', names: new Set(names.filter((name) => name !== 'PCDATA')) };
  }
  const tokens = text.match(/[(),|?*+]|[^(),|?*+\s]+/g) ?? [];
  return { type: 'children', rule: parseRule({ tokens, at: 0 }) };
}

/** Whether nothing more need follow. */
export function mayEnd(rule: Rule): boolean {
  switch (rule.op) {
    case 'none':
    case 'name':
      return false;
    case 'empty':
    case 'star':
      return true;
    case 'seq':
      return mayEnd(rule.first) && mayEnd(rule.rest);
    case 'alt':
      return rule.options.some(mayEnd);
  }
}

/** What may follow after a child of that name; `none` when it may not stand here. */
export function after(rule: Rule, name: string): Rule {
  switch (rule.op) {
    case 'none':
    case 'empty':
      return NONE;
    case 'name':
      return rule.name === name ? EMPTY : NONE;
    case 'star':
      return seq(after(rule.rule, name), rule);
    case 'alt':
      return alt(rule.options.map((option) => after(option, name)));
    case 'seq': {
      const inFirst = seq(after(rule.first, name), rule.rest);
      return mayEnd(rule.first) ? alt([inFirst, after(rule.rest, name)]) : inFirst;
    }
  }
}

/** The names that may come next, in the DTD's order. */
export function nextNames(rule: Rule): string[] {
  switch (rule.op) {
    case 'none':
    case 'empty':
      return [];
    case 'name':
      return [rule.name];
    case 'star':
      return nextNames(rule.rule);
    case 'alt':
      return [...new Set(rule.options.flatMap(nextNames))];
    case 'seq':
      return [
        ...new Set([...nextNames(rule.first), ...(mayEnd(rule.first) ? nextNames(rule.rest) : [])]),
      ];
  }
}

/** Every name a rule mentions. */
export function namesOf(rule: Rule): string[] {
  switch (rule.op) {
    case 'none':
    case 'empty':
      return [];
    case 'name':
      return [rule.name];
    case 'star':
      return namesOf(rule.rule);
    case 'alt':
      return rule.options.flatMap(namesOf);
    case 'seq':
      return [...namesOf(rule.first), ...namesOf(rule.rest)];
  }
}
