import type { ProblemEntry } from './problem-entry.ts';
import { problemCatalogue } from './problems/index.ts';
import { RIGHTS } from './problems/rights.ts';
import { THINGS_FR } from './problems/things.ts';

export type { ProblemEntry };

export type ProblemCode = keyof typeof problemCatalogue;
export type ProblemParams = Readonly<Record<string, unknown>>;

/**
 * The one class of refusal: a code of the catalogue and the values its text names. Anything else that
 * is thrown is a bug and is shown without detail.
 */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly params: ProblemParams;

  constructor(code: ProblemCode, params: ProblemParams = {}) {
    super(`${code} ${fill(problemCatalogue[code].en, params)}`);
    this.name = 'Problem';
    this.code = code;
    this.params = params;
  }

  get entry(): ProblemEntry {
    return problemCatalogue[this.code];
  }

  /** The sentence a person reads, in their language. */
  text(locale: 'en' | 'fr'): string {
    const params = locale === 'fr' ? inFrench(this.params) : this.params;
    return fill(this.entry[locale], withRight(params, locale));
  }
}

/** The thing that is not there, by its French noun. */
function inFrench(params: ProblemParams): ProblemParams {
  const { what } = params;
  const noun = typeof what === 'string' ? THINGS_FR[what] : undefined;
  return noun ? { ...params, what: noun } : params;
}

/** The right that is missing, in words. */
function withRight(params: ProblemParams, locale: 'en' | 'fr'): ProblemParams {
  const { permission } = params;
  const words = typeof permission === 'string' ? RIGHTS[permission] : undefined;
  return words ? { ...params, permission: words[locale] } : params;
}

function fill(template: string, params: ProblemParams): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined || value === null) return '–';
    return typeof value === 'object'
      ? JSON.stringify(value)
      : `${value as string | number | bigint}`;
  });
}
