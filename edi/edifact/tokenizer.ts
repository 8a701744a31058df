import { isUtf8 } from 'node:buffer';
import { CHARSET_DEFAULT, charsetOf } from './charset.ts';
import type { FaultCode, FaultDetail, Place } from './faults.ts';
import { Segment, type Separators, type Syntax } from './segment.ts';
import * as service from './service.ts';

export type TokenLimits = {
  readonly segmentBytesMax: number;
  readonly elementBytesMax: number;
  /** Segments of one interchange, service segments included. */
  readonly segmentsMax: number;
};

/** 64 KB a segment, 16 KB an element, twenty million segments an interchange. */
export const TOKEN_LIMITS: TokenLimits = {
  segmentBytesMax: 65_536,
  elementBytesMax: 16_384,
  segmentsMax: 20_000_000,
};

export type TokenSink = {
  segment: (segment: Segment) => void;
  fault: (code: FaultCode, place: Place, detail?: FaultDetail) => void;
};

const LF = 10;
const CR = 13;
const BLOCK_BYTES = 65_536;
const BOM = [0xef, 0xbb, 0xbf];
const UNA = [0x55, 0x4e, 0x41];
const UNB = [0x55, 0x4e, 0x42];
const PACKAGE_BYTES_MAX = 100_000_000;

function isTag(text: string): boolean {
  if (text.length !== 3) return false;
  for (let at = 0; at < 3; at += 1) {
    const code = text.charCodeAt(at);
    const isDigit = at > 0 && code >= 48 && code <= 57;
    if (!isDigit && (code < 65 || code > 90)) return false;
  }
  return true;
}

/**
 * Cuts EDIFACT bytes into segments (ISO 9735 parts 1 and 8). Chunks may end anywhere, inside UNA and
 * after a release character too; the segments are the same for every chunking. UNA is read wherever a
 * segment may begin, line ends and blanks between segments are skipped, a byte order mark is
 * tolerated, the object of a UNO/UNP package is passed over by its length. A segment beyond the limit
 * ends the reading. Nothing is thrown: what is wrong goes to the sink.
 */
export class Tokenizer {
  private readonly sink: TokenSink;
  private readonly limits: TokenLimits;
  private separators: Separators = service.SEPARATORS_DEFAULT;
  private declared = false;
  private syntax: Syntax = service.SYNTAX_DEFAULT;
  private table = service.classTable(service.SYNTAX_DEFAULT);
  private buffer: Buffer = Buffer.alloc(0);
  /** File offset of buffer[0]. */
  private base = 0;
  private end = 0;
  private at = 0;
  private line = 1;
  private crAt = -2;
  private start = -1;
  private startLine = 1;
  private marks: number[] = [];
  private markAt = 0;
  private releasing = false;
  private hasRelease = false;
  private control = -1;
  private high = false;
  private longElement = false;
  private refused = -1;
  private refusedTold = false;
  private unknown = '';
  private skip = 0;
  private skipped = 0;
  private expectUnp = false;
  private count = 0;
  private stopped = false;

  constructor(sink: TokenSink, limits: TokenLimits = TOKEN_LIMITS) {
    this.sink = sink;
    this.limits = limits;
  }

  /** True once a limit was passed; further bytes are ignored. */
  get isStopped(): boolean {
    return this.stopped;
  }

  /** Takes the next bytes. The chunk must not be changed afterwards: segments point into it. */
  push(chunk: Uint8Array): void {
    if (this.stopped || chunk.length === 0) return;
    this.append(chunk);
    this.scan(false);
  }

  /** Says that the bytes are over; a last segment without terminator is reported and still given. */
  finish(): void {
    if (this.stopped) return;
    this.scan(true);
    if (this.skip > 0) this.packageFault();
    if (this.stopped || this.start < 0) return;
    const last = this.bare(this.end);
    this.sink.fault('edi.segment_unterminated', last);
    this.emit(this.end);
  }

  private append(chunk: Uint8Array): void {
    const from = this.start >= 0 ? this.start : this.at;
    const rest = this.end - from;
    if (rest === 0) {
      this.base += from;
      this.buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      this.end = chunk.length;
      this.rebase(from);
      return;
    }
    if (this.buffer.length - this.end < chunk.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(2 * rest, BLOCK_BYTES) + chunk.length);
      this.buffer.copy(grown, 0, from, this.end);
      this.base += from;
      this.buffer = grown;
      this.end = rest;
      this.rebase(from);
    }
    this.buffer.set(chunk, this.end);
    this.end += chunk.length;
  }

  private rebase(by: number): void {
    this.at -= by;
    if (this.start >= 0) this.start -= by;
    this.markAt -= by;
    if (this.control >= 0) this.control -= by;
    if (this.refused >= 0) this.refused -= by;
  }

  private scan(last: boolean): void {
    while (this.at < this.end && !this.stopped) {
      if (this.skip > 0) this.skipPackage();
      else if (this.start < 0) {
        if (!this.between(last)) return;
      } else if (this.inside()) this.emit(this.at++);
    }
  }

  private newline(at: number): void {
    const offset = this.base + at;
    if (this.buffer[at] === CR) this.crAt = offset;
    else if (this.crAt === offset - 1) return;
    this.line += 1;
  }

  /** Moves to the next segment's first byte; false when more bytes are needed to decide. */
  private between(last: boolean): boolean {
    const byte = this.buffer[this.at] ?? 0;
    if (byte === LF || byte === CR || byte === 0x20 || byte === 9 || byte === 0x1a) {
      if (byte === LF || byte === CR) this.newline(this.at);
      this.at += 1;
      return true;
    }
    if (byte !== 0x55 && this.base + this.at > 0) {
      this.begin();
      return true;
    }
    const bom = this.base + this.at === 0 ? this.matches(BOM, last) : 'no';
    if (bom === 'wait') return false;
    if (bom === 'yes') {
      this.at += BOM.length;
      return true;
    }
    const una = this.matches(UNA, last);
    if (una === 'wait' || (una === 'yes' && this.end - this.at < 9 && !last)) return false;
    if (una === 'yes' && this.end - this.at >= 9) {
      this.una();
      return true;
    }
    const unb = this.declared ? 'no' : this.matches(UNB, last);
    if (unb === 'wait' || (unb === 'yes' && this.end - this.at < 4 && !last)) return false;
    if (unb === 'yes') this.undeclared(this.buffer[this.at + 3] ?? 0);
    this.begin();
    return true;
  }

  /** Separators of an UNB without UNA: level B's own, those of the interchange before, or the default. */
  private undeclared(separator: number): void {
    if (separator === service.SEPARATORS_LEVEL_B.element) {
      this.separators = service.SEPARATORS_LEVEL_B;
    } else if (separator === service.SEPARATORS_DEFAULT.element) {
      this.separators = service.SEPARATORS_DEFAULT;
    }
    this.use({ ...service.SYNTAX_DEFAULT, separators: this.separators });
  }

  private matches(mark: readonly number[], last: boolean): 'yes' | 'no' | 'wait' {
    for (const [at, byte] of mark.entries()) {
      if (this.at + at >= this.end) return last ? 'no' : 'wait';
      if (this.buffer[this.at + at] !== byte) return 'no';
    }
    return 'yes';
  }

  private una(): void {
    const text = this.buffer.toString('latin1', this.at, this.at + 9);
    const read = service.readUna(this.buffer.subarray(this.at + 3, this.at + 9));
    if (!read) {
      const place = { offset: this.base + this.at, line: this.line, ordinal: 0, tag: 'UNA' };
      this.sink.fault('edi.una_invalid', place, { value: text });
    }
    this.separators = read ?? service.SEPARATORS_DEFAULT;
    this.declared = read !== undefined;
    // Some senders leave the reserved blank out: eight bytes, the last of them the terminator.
    const isShort = !read && text[7] === "'" && text[8] !== "'";
    if (read && read.terminator <= CR) this.newline(this.at + 8);
    this.at += isShort ? 8 : 9;
    this.use({ ...service.SYNTAX_DEFAULT, separators: this.separators });
  }

  private use(syntax: Syntax): void {
    const decimal = String.fromCharCode(syntax.separators.decimal);
    this.syntax = { ...syntax, decimal };
    this.table = service.classTable(this.syntax);
  }

  private begin(): void {
    this.start = this.at;
    this.startLine = this.line;
    this.marks = [];
    this.markAt = this.at;
    this.hasRelease = false;
    this.control = -1;
    this.refused = -1;
    this.high = false;
    this.longElement = false;
  }

  /** Walks the segment; true at its terminator, false when the bytes are used up. */
  private inside(): boolean {
    const { buffer, table, end } = this;
    let at = this.at;
    if (this.releasing) at = this.released(at);
    for (; at < end; at += 1) {
      const kind = table[buffer[at] as number] as number;
      if (kind === service.PLAIN) continue;
      if (kind === service.TERMINATOR) break;
      if (kind <= service.REPETITION) {
        if (at - this.markAt > this.limits.elementBytesMax) this.longElement = true;
        this.marks.push(((at - this.start) << 2) | kind);
        this.markAt = at + 1;
        if (at - this.start > this.limits.segmentBytesMax) break;
      } else if (kind === service.RELEASE) {
        this.hasRelease = true;
        if (at + 1 >= end) this.releasing = true;
        else at = this.released(at + 1) - 1;
      } else if (kind === service.NEWLINE) this.newline(at);
      else if (kind === service.HIGH) this.high = true;
      else if (kind === service.CONTROL) this.control = this.control < 0 ? at : this.control;
      else this.refused = this.refused < 0 ? at : this.refused;
    }
    this.at = at;
    if (at - this.markAt > this.limits.elementBytesMax) this.longElement = true;
    if (at - this.start > this.limits.segmentBytesMax) {
      this.stop('edi.segment_too_long', this.limits.segmentBytesMax);
      return false;
    }
    return at < end;
  }

  /** Takes the byte after a release character; answers the position behind it. */
  private released(at: number): number {
    this.releasing = false;
    const byte = this.buffer[at];
    if (byte === LF || byte === CR) this.newline(at);
    if (byte !== undefined && byte > 127) this.high = true;
    return at + 1;
  }

  private stop(code: FaultCode, expected: number): void {
    this.sink.fault(code, this.bare(Math.min(this.end, this.start + 3)), { expected });
    this.stopped = true;
  }

  private bare(end: number): Place {
    const tag = this.buffer.toString('latin1', this.start, Math.min(this.start + 3, end));
    const offset = this.base + this.start;
    return { offset, line: this.startLine, ordinal: 0, tag: isTag(tag) ? tag : '' };
  }

  private emit(end: number): void {
    const byte = this.buffer[end];
    if (end < this.end && (byte === LF || byte === CR)) this.newline(end);
    const parts = {
      bytes: this.buffer,
      start: this.start,
      end,
      marks: this.marks,
      hasRelease: this.hasRelease,
      offset: this.base + this.start,
      line: this.startLine,
      syntax: this.syntax,
    };
    let segment = new Segment(parts);
    if (segment.tag === 'UNB') {
      this.openInterchange(segment);
      segment = new Segment({ ...parts, syntax: this.syntax });
    }
    if (this.expectUnp && segment.tag !== 'UNP') this.packageFault();
    this.expectUnp = false;
    this.count += 1;
    if (this.count > this.limits.segmentsMax) {
      this.stop('edi.limit', this.limits.segmentsMax);
      return;
    }
    if (isTag(segment.tag)) this.sink.segment(segment);
    this.report(segment, end);
    this.start = -1;
    if (segment.tag === 'UNO') this.openPackage(segment);
    if (segment.tag === 'UNZ') this.declared = false;
  }

  /** What the bytes of a segment give away; told after the segment, so that it knows its position. */
  private report(segment: Segment, end: number): void {
    const { fault } = this.sink;
    if (!isTag(segment.tag)) fault('edi.tag_invalid', this.bare(end), { value: segment.tag });
    if (this.control >= 0) {
      const code = (this.buffer[this.control] ?? 0).toString(16).toUpperCase().padStart(2, '0');
      fault('edi.control_character', segment, { value: `0x${code}` });
    }
    if (this.longElement) {
      fault('edi.element_too_long', segment, { expected: this.limits.elementBytesMax });
    }
    if (this.unknown !== '') {
      fault('edi.charset_unknown', segment, { element: 1, component: 1, value: this.unknown });
      this.unknown = '';
    }
    const { charset } = segment.syntax;
    if (this.high) this.reportHigh(segment, this.buffer.subarray(this.start, end));
    if (this.refused >= 0 && !this.refusedTold) {
      this.refusedTold = true;
      const value = String.fromCharCode(this.buffer[this.refused] ?? 0);
      fault('edi.charset_repertoire', segment, { value, expected: charset.name });
    }
  }

  private reportHigh(segment: Segment, bytes: Uint8Array): void {
    const { charset, identifier } = segment.syntax;
    // Several bytes above 127 that happen to be UTF-8 are UTF-8, whatever UNB says.
    const isMislabelled = /^UNO[C-L]$/.test(identifier) && isUtf8(bytes);
    if (charset.accepts(bytes) && !isMislabelled) return;
    this.sink.fault('edi.charset_bytes', segment, { expected: charset.name });
  }

  private openInterchange(unb: Segment): void {
    const isDeclared = this.declared;
    const identifier = unb.get(1, 1);
    const version = Number.parseInt(unb.get(1, 2), 10) || 3;
    const charset = charsetOf(identifier);
    this.declared = false;
    this.count = 0;
    this.refusedTold = false;
    let { separators } = this;
    if (version >= 4 && !isDeclared) separators = { ...separators, repetition: 0x2a };
    this.use({
      identifier,
      version,
      charset: charset ?? CHARSET_DEFAULT,
      separators,
      decimal: '.',
    });
    this.unknown = charset ? '' : identifier;
  }

  private openPackage(uno: Segment): void {
    const announced = Number.parseInt(uno.get(4), 10);
    this.skip = announced > 0 ? Math.min(announced, PACKAGE_BYTES_MAX) : 0;
    this.skipped = this.skip;
  }

  private skipPackage(): void {
    const step = Math.min(this.skip, this.end - this.at);
    for (let at = this.at; at < this.at + step; at += 1) {
      if (this.buffer[at] === LF || this.buffer[at] === CR) this.newline(at);
    }
    this.at += step;
    this.skip -= step;
    this.expectUnp = this.skip === 0;
  }

  private packageFault(): void {
    const place = { offset: this.base + this.at, line: this.line, ordinal: 0, tag: 'UNO' };
    this.sink.fault('edi.package_length', place, { element: 4, value: this.skipped });
    this.skip = 0;
  }
}
