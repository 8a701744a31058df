import type { Charset } from './charset.ts';

/** The service characters of one interchange (UNA), as bytes; 0 means not used. */
export type Separators = {
  readonly component: number;
  readonly element: number;
  readonly decimal: number;
  readonly release: number;
  readonly repetition: number;
  readonly terminator: number;
};

/** What holds for all segments of an interchange: syntax version, text and numbers. */
export type Syntax = {
  readonly identifier: string;
  readonly version: number;
  readonly charset: Charset;
  readonly separators: Separators;
  /** `.` or `,`; in syntax 4 both are read (ISO 9735-1:2002 §10.1). */
  readonly decimal: string;
};

export const MARK_ELEMENT = 1;
export const MARK_COMPONENT = 2;
export const MARK_REPETITION = 3;

const CODES = new Map<number, string>();
const CODES_MAX = 20_000;

/**
 * The text of up to three ASCII bytes, each made once: tags and qualifiers are most of what is read of
 * a message, and a look-up is several times cheaper than decoding. Undefined for other bytes.
 */
function codeText(bytes: Buffer, from: number, to: number): string | undefined {
  let key = to - from;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] as number;
    if (byte > 127) return undefined;
    key = (key << 7) | byte;
  }
  const known = CODES.get(key);
  if (known !== undefined) return known;
  const text = bytes.toString('latin1', from, to);
  if (CODES.size < CODES_MAX) CODES.set(key, text);
  return text;
}

type SegmentParts = {
  bytes: Buffer;
  start: number;
  end: number;
  /** Position of each separator from `start`, shifted left by two, with its kind in the low bits. */
  marks: readonly number[];
  hasRelease: boolean;
  offset: number;
  line: number;
  syntax: Syntax;
};

/**
 * One segment as offsets into the bytes it came from; a value becomes text when it is asked for.
 * Elements, components and repetitions count from one, as the standard's position numbers do; the tag
 * is element zero. The bytes are never overwritten, so a segment may be kept.
 */
export class Segment {
  readonly tag: string;
  /** Byte offset in the file. */
  readonly offset: number;
  /** Line of the file, from one. */
  readonly line: number;
  readonly syntax: Syntax;
  /** Position in the message, UNH being 1; 0 for a service segment outside a message. */
  ordinal = 0;
  private readonly bytes: Buffer;
  private readonly start: number;
  private readonly end: number;
  private readonly marks: readonly number[];
  private readonly hasRelease: boolean;

  constructor(parts: SegmentParts) {
    this.bytes = parts.bytes;
    this.start = parts.start;
    this.end = parts.end;
    this.marks = parts.marks;
    this.hasRelease = parts.hasRelease;
    this.offset = parts.offset;
    this.line = parts.line;
    this.syntax = parts.syntax;
    const first = this.marks[0];
    const end = first === undefined ? this.end : this.start + (first >> 2);
    const tag = end - this.start === 3 ? codeText(this.bytes, this.start, end) : undefined;
    this.tag = tag ?? this.bytes.toString('latin1', this.start, end);
  }

  /** The text of a component as it stands, released characters restored; empty when absent. */
  get(element: number, component = 1, repetition = 1): string {
    let atElement = 0;
    let atComponent = 1;
    let atRepetition = 1;
    let from = 0;
    for (const mark of this.marks) {
      if (atElement === element && atComponent === component && atRepetition === repetition) {
        return this.text(this.start + from, this.start + (mark >> 2));
      }
      const kind = mark & 3;
      from = (mark >> 2) + 1;
      if (kind === MARK_COMPONENT) atComponent += 1;
      else if (kind === MARK_ELEMENT) {
        atElement += 1;
        if (atElement > element) return '';
        atComponent = 1;
        atRepetition = 1;
      } else {
        atRepetition += 1;
        atComponent = 1;
      }
    }
    const found = atElement === element && atComponent === component && atRepetition === repetition;
    return found ? this.text(this.start + from, this.end) : '';
  }

  /** How many elements the segment has after its tag. */
  get elementCount(): number {
    let count = 0;
    for (const mark of this.marks) if ((mark & 3) === MARK_ELEMENT) count += 1;
    return count;
  }

  /** All components of all repetitions of an element. */
  components(element: number): string[] {
    const out: string[] = [];
    let at = 0;
    let from = 0;
    for (const mark of this.marks) {
      if (at === element) out.push(this.text(this.start + from, this.start + (mark >> 2)));
      from = (mark >> 2) + 1;
      if ((mark & 3) === MARK_ELEMENT) at += 1;
      if (at > element) return out;
    }
    if (at === element) out.push(this.text(this.start + from, this.end));
    return out;
  }

  /** The segment as it stands in the file, without its terminator: for annotated views. */
  raw(): string {
    return this.syntax.charset.decode(this.bytes, this.start, this.end);
  }

  /** All values: elements of repetitions of components. For tests and annotated views. */
  toArray(): string[][][] {
    const out: string[][][] = [];
    let from = 0;
    const put = (to: number): void => {
      out
        .at(-1)
        ?.at(-1)
        ?.push(this.text(this.start + from, to));
    };
    out.push([[]]);
    for (const mark of this.marks) {
      put(this.start + (mark >> 2));
      from = (mark >> 2) + 1;
      if ((mark & 3) === MARK_ELEMENT) out.push([[]]);
      else if ((mark & 3) === MARK_REPETITION) out.at(-1)?.push([]);
    }
    put(this.end);
    return out;
  }

  private text(from: number, to: number): string {
    if (from === to) return '';
    const released =
      this.hasRelease && this.bytes.subarray(from, to).includes(this.syntax.separators.release);
    if (!released) {
      const code = to - from <= 3 ? codeText(this.bytes, from, to) : undefined;
      return code ?? this.syntax.charset.decode(this.bytes, from, to);
    }
    const kept = Buffer.alloc(to - from);
    let length = 0;
    for (let at = from; at < to; at += 1) {
      if (this.bytes[at] === this.syntax.separators.release && at + 1 < to) at += 1;
      kept[length] = this.bytes[at] ?? 0;
      length += 1;
    }
    return this.syntax.charset.decode(kept, 0, length);
  }
}
