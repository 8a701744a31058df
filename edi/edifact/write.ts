import { Decimal, Problem } from '../../src/base/index.ts';
import { encodeText, inRepertoire, type WritableSyntax } from './charset.ts';

/** A component: text, or a number that takes the interchange's decimal mark. */
export type Component = string | Decimal | undefined;
export type WrittenElement = Component | readonly Component[];
/** A segment to write: its tag, then its elements; trailing empty ones are left out. */
export type WrittenSegment = readonly [tag: string, ...elements: WrittenElement[]];

export type WrittenMessage = {
  /** UNH S009: `ORDERS:D:96A:UN:EAN008`. */
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association?: string;
  /** 0062; counted from 1 in the interchange when absent. */
  readonly reference?: string;
  /** The segments between UNH and UNT. */
  readonly segments: readonly WrittenSegment[];
};

/** What the writer needs to know of the interchange. */
export type Envelope = {
  readonly sender: { readonly id: string; readonly qualifier?: string | undefined };
  readonly receiver: { readonly id: string; readonly qualifier?: string | undefined };
  /** 0020, 1 to 14 characters, unique for this sender and receiver. */
  readonly reference: string;
  /** Local date and time of preparation. */
  readonly preparedAt: Temporal.PlainDateTime;
  /** 0035. */
  readonly test?: boolean | undefined;
  readonly applicationReference?: string | undefined;
  /** 0031: ask the receiver for a CONTRL. */
  readonly acknowledgementAsked?: boolean | undefined;
  readonly syntax?: { readonly identifier: WritableSyntax; readonly version: 3 | 4 } | undefined;
  /** The six characters of UNA; `:+.? '` when absent. */
  readonly separators?: string | undefined;
  /** What stands after each segment; nothing when absent. */
  readonly lineEnd?: '' | '\n' | '\r\n' | undefined;
};

const UNA_DEFAULT = ":+.? '";
const UNA_DEFAULT_V4 = ":+.?*'";
const SYNTAX_WRITTEN = { identifier: 'UNOC', version: 3 } as const;

/** The syntax identifier an envelope is written with: UNOC 3 unless it says otherwise. */
export function writtenSyntax(envelope: Envelope): NonNullable<Envelope['syntax']> {
  return envelope.syntax ?? SYNTAX_WRITTEN;
}

type Writer = {
  una: string;
  identifier: WritableSyntax;
  version: 3 | 4;
  special: ReadonlySet<string>;
  lineEnd: string;
};

function writerOf(envelope: Envelope): Writer {
  const { identifier, version } = writtenSyntax(envelope);
  const una = envelope.separators ?? (version === 4 ? UNA_DEFAULT_V4 : UNA_DEFAULT);
  const [component = '', element = '', decimal = '', release = '', repetition = '', end = ''] = una;
  const active = [component, element, release, end, version === 4 ? repetition : ' '];
  const used = active.filter((char) => char !== ' ');
  const isSound =
    una.length === 6 &&
    new Set(used).size === used.length &&
    [component, element, end].every((char) => char !== ' ') &&
    used.every((char) => /[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e\n\r]/.test(char)) &&
    (decimal === '.' || decimal === ',');
  if (!isSound) refuse('separators', una, 'six distinct characters as in UNA');
  return { una, identifier, version, special: new Set(used), lineEnd: envelope.lineEnd ?? '' };
}

function refuse(field: string, value: string, expected: string): never {
  throw new Problem('edi.envelope_invalid', { field, value, expected });
}

function componentText(value: Component, writer: Writer): string {
  if (value === undefined) return '';
  const release = writer.una[3] === ' ' ? undefined : writer.una[3];
  if (value instanceof Decimal) return value.toString().replace('.', writer.una[2] ?? '.');
  let out = '';
  for (const char of inRepertoire(value, writer.identifier)) {
    if (!writer.special.has(char)) out += char;
    else out += release === undefined ? ' ' : release + char;
  }
  return out;
}

function trimmed(parts: string[]): string[] {
  let length = parts.length;
  while (length > 0 && parts[length - 1] === '') length -= 1;
  return parts.slice(0, length);
}

function segmentText([tag, ...elements]: WrittenSegment, writer: Writer): string {
  const [component = ':', separator = '+', , , , end = "'"] = writer.una;
  const parts = elements.map((element) => {
    const components = Array.isArray(element)
      ? (element as readonly Component[])
      : [element as Component];
    return trimmed(components.map((value) => componentText(value, writer))).join(component);
  });
  return [tag, ...trimmed(parts)].join(separator) + end + writer.lineEnd;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function unb(envelope: Envelope, { identifier, version }: Writer): WrittenSegment {
  const { preparedAt: at, sender, receiver } = envelope;
  const year = version === 4 ? String(at.year).padStart(4, '0') : two(at.year % 100);
  return [
    'UNB',
    [identifier, String(version)],
    [sender.id, sender.qualifier],
    [receiver.id, receiver.qualifier],
    [year + two(at.month) + two(at.day), two(at.hour) + two(at.minute)],
    envelope.reference,
    undefined,
    envelope.applicationReference,
    undefined,
    envelope.acknowledgementAsked ? '1' : undefined,
    undefined,
    envelope.test ? '1' : undefined,
  ];
}

function checkEnvelope(envelope: Envelope): void {
  const { sender, receiver, reference } = envelope;
  for (const [field, value, max] of [
    ['sender', sender.id, 35],
    ['receiver', receiver.id, 35],
    ['reference', reference, 14],
  ] as const) {
    if (!/^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value) || value.length > max) {
      refuse(field, value, `1 to ${max} ASCII characters`);
    }
  }
}

/**
 * Writes one interchange (ISO 9735): UNA, UNB, the messages each between UNH and a counted UNT, UNZ.
 * Separators in the data are released by this interchange's own UNA; with no release character they
 * become a space. Characters the syntax identifier cannot carry become their nearest (`inRepertoire`).
 * Refuses ids and references the header cannot hold and an interchange without a message.
 */
export function writeInterchange(
  envelope: Envelope,
  messages: readonly WrittenMessage[],
): Uint8Array {
  checkEnvelope(envelope);
  if (messages.length === 0) refuse('messages', '0', 'at least one message');
  const writer = writerOf(envelope);
  const out = [`UNA${writer.una}${writer.lineEnd}`, segmentText(unb(envelope, writer), writer)];
  for (const [index, message] of messages.entries()) {
    const reference = message.reference ?? String(index + 1);
    const { type, version, release, agency, association } = message;
    const name = [type, version, release, agency, association];
    const count = String(message.segments.length + 2);
    out.push(segmentText(['UNH', reference, name], writer));
    for (const segment of message.segments) out.push(segmentText(segment, writer));
    out.push(segmentText(['UNT', count, reference], writer));
  }
  out.push(segmentText(['UNZ', String(messages.length), envelope.reference], writer));
  return encodeText(out.join(''), writer.identifier);
}

/**
 * Cuts a text into at most `parts` components of at most `width` characters, at words where it can;
 * white space is collapsed. `joinText` puts it together again. What does not fit is left out and
 * answered as `rest`.
 */
export function cutText(
  text: string,
  { width, parts }: { width: number; parts: number },
): { parts: string[]; rest: string } {
  let left = Array.from(text.replace(/\s+/g, ' ').trim());
  const out: string[] = [];
  while (left.length > 0 && out.length < parts) {
    if (left.length <= width) {
      out.push(left.join(''));
      left = [];
      break;
    }
    const space = left.lastIndexOf(' ', width - 1);
    out.push(left.slice(0, space > 0 ? space : width).join(''));
    left = left.slice(space > 0 ? space + 1 : width);
  }
  return { parts: out, rest: left.join('') };
}

/** The first characters of a text, for an element that cannot be repeated. */
export function cutShort(text: string, width: number): string {
  return Array.from(text).slice(0, width).join('');
}

/** The whole text as several lists of components, for segments that may be repeated up to `max` times. */
export function cutRepeated(
  text: string,
  { width, parts, max }: { width: number; parts: number; max: number },
): string[][] {
  const out: string[][] = [];
  let rest = text;
  while (rest !== '' && out.length < max) {
    const cut = cutText(rest, { width, parts });
    out.push(cut.parts);
    rest = cut.rest;
  }
  return out.filter((each) => each.length > 0);
}
