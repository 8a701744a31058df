import { type Locale, Problem, type ProblemCode } from '../../src/base/index.ts';
import type { ediProblems } from '../../src/base/problems/edi.ts';
import type { InspectError } from '../document.ts';
import { FIXES } from './fixes.ts';
import type { Segment } from './segment.ts';

export type EdifactCode = Extract<ProblemCode, keyof typeof ediProblems>;
export type FaultCode = Exclude<
  EdifactCode,
  'edi.contrl_of_contrl' | 'edi.envelope_invalid' | 'edi.message_empty'
>;

/** Where a fault is answered: CONTRL for all but `business`, which is APERAK's. */
export type FaultLevel = 'interchange' | 'group' | 'message' | 'segment' | 'business';

/** One fault of an interchange, with its place and its remedy. Never thrown. */
export type Fault = {
  readonly code: FaultCode;
  readonly severity: 'error' | 'warning';
  readonly level: FaultLevel;
  /** Byte offset of the segment in the file. */
  readonly offset: number;
  readonly line: number;
  /** Position of the segment in its message, UNH being 1; 0 outside a message. */
  readonly segment: number;
  readonly tag: string;
  /** Element and component, from 1 (the tag is element 0); absent when the whole segment is meant. */
  readonly element?: number;
  readonly component?: number;
  readonly value: string;
  readonly expected: string;
  /** CONTRL data element 0085. */
  readonly syntaxError: number;
  readonly message: string;
  readonly fix: string;
};

/** The place a fault names: a segment, or a spot between segments. */
export type Place = Pick<Segment, 'offset' | 'line' | 'ordinal' | 'tag'>;

export type FaultDetail = {
  element?: number;
  component?: number;
  value?: string | number;
  expected?: string | number;
};

function placeText(place: Place, locale: Locale): string {
  const line = `${locale === 'fr' ? 'ligne' : 'line'} ${place.line}`;
  if (place.tag === '') return line;
  return place.ordinal > 0
    ? `${place.tag} (segment ${place.ordinal}, ${line})`
    : `${place.tag} (${line})`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const VALUE_CHARS_MAX = 80;

/** A fault at a place. Texts are English; `faultText` gives them in another language. */
export function faultAt(code: FaultCode, place: Place, detail: FaultDetail = {}): Fault {
  const rule = FIXES[code];
  const value = String(detail.value ?? '').slice(0, VALUE_CHARS_MAX);
  const base = {
    code,
    severity: rule.severity,
    level: rule.level,
    offset: place.offset,
    line: place.line,
    segment: place.ordinal,
    tag: place.tag,
    ...(detail.element === undefined ? {} : { element: detail.element }),
    ...(detail.component === undefined ? {} : { component: detail.component }),
    value,
    expected: String(detail.expected ?? ''),
  };
  const problem = new Problem(code, { ...base, place: placeText(place, 'en') });
  return {
    ...base,
    syntaxError: problem.entry.edi ?? 18,
    message: capital(problem.text('en')),
    fix: rule.en,
  };
}

/** Message and remedy of a fault in the reader's language. */
export function faultText(fault: Fault, locale: Locale): { message: string; fix: string } {
  const place = placeText({ ...fault, ordinal: fault.segment }, locale);
  const problem = new Problem(fault.code, { ...fault, place });
  return { message: capital(problem.text(locale)), fix: FIXES[fault.code][locale] };
}

/** A fault in the shape `inspect` prints. */
export function inspectError(fault: Fault): InspectError {
  const { code, severity, line, message, fix, element, component } = fault;
  const part = element === undefined ? null : [element, component].filter(Boolean).join('.');
  return { code, severity, line, segment: fault.tag || null, element: part, message, fix };
}

/** Gathers faults up to a limit, so that a broken file cannot fill the memory. */
export class FaultLog {
  readonly faults: Fault[] = [];
  private readonly max: number;

  constructor(max = 1000) {
    this.max = max;
  }

  add(code: FaultCode, place: Place, detail: FaultDetail = {}): void {
    if (this.faults.length > this.max) return;
    const full = this.faults.length === this.max;
    this.faults.push(
      full
        ? faultAt('edi.faults_capped', place, { expected: this.max })
        : faultAt(code, place, detail),
    );
  }

  /** The faults added since a position, with `length` as the position. */
  since(position: number): Fault[] {
    return this.faults.slice(position);
  }
}
