import type { Text } from '../../base/index.ts';

/** One thing the tester has to say, in both languages: a report is read by the integrator and by our support. */
export type Finding = {
  readonly severity: 'error' | 'warning' | 'info';
  readonly title: Text;
  readonly fix?: Text;
  readonly line?: number;
  readonly column?: number;
  /** From the root: `cXML/Header/From`. */
  readonly path?: string;
  /** What may stand there. */
  readonly expected?: readonly string[];
};

/** The verdict of one DTD version. */
export type ModelVerdict = {
  readonly dtd: string;
  /** As asked for; `used` is the nearest version whose content model is held. */
  readonly version: string;
  readonly used: string;
  readonly why: 'named' | 'pinned' | 'both';
  readonly violations: number;
  /** The first hundred. */
  readonly findings: readonly Finding[];
};

/** What the door would answer; nothing has been done. */
export type Answer = { readonly code: number; readonly text: string };

/** An ordered line beside the line of the basket that it came from. */
export type OrderLineVerdict = {
  readonly lineNumber: number;
  readonly sku: string;
  readonly quantity: readonly [quoted: string, ordered: string];
  readonly unit: readonly [quoted: string, ordered: string];
  readonly unitPrice: readonly [quoted: string, ordered: string];
  readonly outcome: 'equal' | 'noticed' | 'refused';
  readonly notes: readonly string[];
};

export type Report = {
  /** How the document came: alone, in a form field, in a multipart body … */
  readonly form:
    | 'cxml'
    | 'cxml_form'
    | 'multipart'
    | 'oci_call_up'
    | 'oci_basket'
    | 'cif'
    | 'unknown';
  readonly kind?: string;
  readonly encoding?: string;
  readonly gate: readonly Finding[];
  readonly models: readonly ModelVerdict[];
  readonly advisories: readonly Finding[];
  readonly order?: readonly OrderLineVerdict[];
  readonly answer?: Answer;
  /** With this connection's own secret, where the document brought none or a wrong one. */
  readonly answerProved?: Answer;
};

export type Outcome = 'valid' | 'departs' | 'unreadable';

/** The verdict in a word: unreadable at the gate, departing from a content model, or neither. */
export function outcomeOf(report: Report): Outcome {
  if (report.gate.some(({ severity }) => severity === 'error')) return 'unreadable';
  return report.models.some(({ violations }) => violations > 0) ||
    report.advisories.some(({ severity }) => severity === 'error')
    ? 'departs'
    : 'valid';
}

/** Every line that a finding names, worst first, for the marks in the source. */
export function markedLines(report: Report): Map<number, Finding[]> {
  const all = [
    ...report.gate,
    ...report.models.flatMap(({ findings }) => findings),
    ...report.advisories,
  ].filter(({ line, severity }) => line !== undefined && severity !== 'info');
  const byLine = Map.groupBy(all, ({ line }) => line ?? 0);
  const distinct = (found: Finding[]): Finding[] => [
    ...new Map(found.map((one) => [one.title.en, one])).values(),
  ];
  return new Map([...byLine].map(([line, found]) => [line, distinct(found)]));
}
