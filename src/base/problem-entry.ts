/** One catalogue entry: how a refusal looks at each edge. `{name}` in a text is filled from params. */
export type ProblemEntry = {
  readonly http: number;
  /** cXML Status code over HTTP 200 (punch-out reference §1). */
  readonly cxml: number;
  /** EDIFACT CONTRL 0085 code, where an interchange can carry it. */
  readonly edi?: number;
  readonly en: string;
  readonly fr: string;
};
