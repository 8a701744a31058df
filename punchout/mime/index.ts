import { Problem } from '../../src/base/index.ts';
import { quotedPrintable, readHeaders, readHeaderValue } from './headers.ts';
import { fromUuencode } from './uuencode.ts';

export type MimePart = {
  /** As the part says it, with its parameters; `text/plain` when it says nothing (RFC 2045 §5.2). */
  readonly contentType: string;
  /** Without its angle brackets. */
  readonly contentId: string | undefined;
  /** What the sender calls the file. */
  readonly name: string | undefined;
  /** Decoded from its transfer encoding, byte for byte. */
  readonly content: Uint8Array;
};

export type MimeMessage = {
  /** The part that holds the cXML document. */
  readonly document: MimePart;
  readonly attachments: readonly MimePart[];
};

export type MimeLimits = {
  readonly partsMax: number;
  /** Most of one attachment, decoded. */
  readonly attachmentBytesMax: number;
};

export const defaultMimeLimits: MimeLimits = { partsMax: 50, attachmentBytesMax: 10_000_000 };

const BOUNDARY_MAX = 200;
/** Of one part's headers, bytes: as much as HTTP servers take for a whole request. */
const HEADERS_MAX = 16_384;
const DEPTH_MAX = 3;
const LF = 0x0a;
const CR = 0x0d;
const NEW_LINE = Buffer.of(LF);

/** Whether an HTTP body comes in parts. */
export function isMultipart(contentType: string): boolean {
  return /^\s*multipart\//i.test(contentType);
}

function misbuilt(reason: string): Problem {
  return new Problem('cxml.multipart', { reason });
}

type LineEnd = 'crlf' | 'lf';
type Delimiter = {
  readonly start: number;
  readonly end: number;
  readonly last: 'yes' | 'no';
  readonly lineEnd: LineEnd;
};

/** The next line that is the boundary: at the beginning of a line, blanks after it allowed (RFC 2046 §5.1.1). */
function nextDelimiter(
  bytes: Buffer,
  { mark, from, lineEnd = 'crlf' }: { mark: Buffer; from: number; lineEnd?: LineEnd },
): Delimiter | undefined {
  // Looked for with the line break before it: a body that is nothing but the boundary's own signs is passed over
  // in one stride, not sign by sign.
  const broken = Buffer.concat([NEW_LINE, mark]);
  const after = (place: number): number => {
    const found = bytes.indexOf(broken, place);
    return found < 0 ? -1 : found + 1;
  };
  const opens = from === 0 && bytes.subarray(0, mark.length).equals(mark);
  const first = opens ? 0 : after(Math.max(0, from - 1));
  for (let at = first; at >= 0; at = after(at)) {
    let end = at + mark.length;
    const last = bytes[end] === 0x2d && bytes[end + 1] === 0x2d;
    if (last) end += 2;
    while (bytes[end] === 0x20 || bytes[end] === 0x09) end += 1;
    const own: LineEnd = bytes[end] === LF ? 'lf' : 'crlf';
    if (bytes[end] === CR && bytes[end + 1] === LF) end += 2;
    else if (bytes[end] === LF) end += 1;
    else if (end < bytes.length) continue;
    // The line break before the boundary belongs to the boundary, and is of the kind the body began with.
    const lineBreak = lineEnd === 'crlf' && bytes[at - 2] === CR ? 2 : 1;
    return { start: Math.max(0, at - lineBreak), end, last: last ? 'yes' : 'no', lineEnd: own };
  }
  return undefined;
}

/** The raw parts between the boundaries; what stands before the first and after the last is passed over. */
function split(bytes: Buffer, { boundary, partsMax }: { boundary: string; partsMax: number }) {
  const mark = Buffer.from(`--${boundary}`, 'latin1');
  const parts: Buffer[] = [];
  let open = nextDelimiter(bytes, { mark, from: 0 });
  const lineEnd = open?.lineEnd ?? 'crlf';
  if (!open) throw misbuilt('the boundary that the Content-Type names is not in the body');
  while (open.last === 'no') {
    // The boundary's own line break may open the next boundary: an empty part.
    const next = nextDelimiter(bytes, { mark, from: open.end, lineEnd });
    if (!next) throw misbuilt('the closing boundary is missing: the body was cut off');
    parts.push(bytes.subarray(open.end, Math.max(open.end, next.start)));
    if (parts.length > partsMax) throw new Problem('cxml.attachment_count', { max: partsMax });
    open = next;
  }
  return parts;
}

function headEnd(part: Buffer): { head: number; body: number } {
  // A part without headers begins with its blank line.
  if (part[0] === LF) return { head: 0, body: 1 };
  if (part[0] === CR && part[1] === LF) return { head: 0, body: 2 };
  const crlf = part.indexOf('\r\n\r\n');
  const lf = part.indexOf('\n\n');
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { head: crlf, body: crlf + 4 };
  return lf >= 0 ? { head: lf, body: lf + 2 } : { head: part.length, body: part.length };
}

const BLANK = 1;
const PADDING = 2;
const DIGIT = 3;
const IN_BASE64 = new Uint8Array(256);
for (const sign of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
  IN_BASE64[sign.charCodeAt(0)] = DIGIT;
for (const sign of ' \t\r\n\f\v\0') IN_BASE64[sign.charCodeAt(0)] = BLANK;
IN_BASE64['='.charCodeAt(0)] = PADDING;

/**
 * Bytes from base64, or what is wrong with it. RFC 2045 §6.8 lets a reader pass over strange signs and calls them a
 * probable fault of transmission: a file that is not the one sent helps nobody. Blanks and line breaks stand
 * anywhere, padding may be missing. Byte for byte, for a pattern takes a second over 16 MB of strays.
 */
function fromBase64(content: Buffer): Buffer | string {
  const kept = Buffer.allocUnsafe(content.length);
  let size = 0;
  let ended = false;
  for (const byte of content) {
    const sort = IN_BASE64[byte];
    if (sort === BLANK) continue;
    if (sort === PADDING) ended = true;
    else if (sort !== DIGIT) return `has the byte 0x${byte.toString(16)}, which base64 has not`;
    else if (ended) return 'goes on after its padding';
    else kept[size++] = byte;
  }
  if (size === 0 && ended) return 'is padding only';
  if (size % 4 === 1) return 'was cut off';
  return Buffer.from(kept.toString('latin1', 0, size), 'base64');
}

/** What was decoded; refuses what could not be. */
function whole(
  decoded: Buffer | string,
  { encoding, part }: { encoding: string; part: string },
): Buffer {
  if (typeof decoded !== 'string') return decoded;
  throw misbuilt(`the part “${part}” says ${encoding}, but ${decoded}`);
}

function decode(content: Buffer, { encoding, part }: { encoding: string; part: string }): Buffer {
  switch (encoding) {
    case 'base64':
      return whole(fromBase64(content), { encoding, part });
    case 'x-uuencode':
    case 'x-uue':
    case 'uuencode':
      return whole(fromUuencode(content), { encoding, part });
    case 'quoted-printable':
      return quotedPrintable(content);
    case '':
    case '7bit':
    case '8bit':
    case 'binary':
      return content;
    default:
      throw misbuilt(
        `the Content-Transfer-Encoding “${encoding.slice(0, 40)}” of the part “${part}” is not known`,
      );
  }
}

/** A file's name without a path, as a person may see it. */
function fileName(text: string | undefined): string | undefined {
  const name = text
    ?.split(/[/\\]/)
    .at(-1)
    // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
    ?.replace(/[\u0000-\u001f\u007f]/g, '')
    .trim()
    .slice(0, 200);
  return name || undefined;
}

function bare(id: string | undefined): string | undefined {
  return id?.trim().replace(/^<|>$/g, '') || undefined;
}

function readParts(
  bytes: Buffer,
  { contentType, limits, depth }: { contentType: string; limits: MimeLimits; depth: number },
): MimePart[] {
  const boundary = readHeaderValue(contentType).parameters.get('boundary');
  if (!boundary || boundary.length > BOUNDARY_MAX)
    throw misbuilt('the Content-Type names no boundary');
  const parts = split(bytes, { boundary, partsMax: limits.partsMax }).flatMap((raw): MimePart[] => {
    const { head, body } = headEnd(raw);
    if (head > HEADERS_MAX) throw misbuilt(`a part has more than ${HEADERS_MAX} bytes of headers`);
    const headers = readHeaders(raw.subarray(0, head).toString('utf8'));
    const type = headers.get('content-type') ?? 'text/plain';
    const disposition = readHeaderValue(headers.get('content-disposition') ?? '');
    const contentId = bare(headers.get('content-id'));
    const name = fileName(
      disposition.parameters.get('filename') ?? readHeaderValue(type).parameters.get('name'),
    );
    const content = decode(raw.subarray(body), {
      encoding: (headers.get('content-transfer-encoding') ?? '').toLowerCase(),
      part: (name ?? contentId ?? type).slice(0, 200),
    });
    if (isMultipart(type)) {
      if (depth >= DEPTH_MAX) throw misbuilt(`parts stand more than ${DEPTH_MAX} deep`);
      return readParts(content, { contentType: type, limits, depth: depth + 1 });
    }
    return [{ contentType: type, contentId, name, content }];
  });
  if (parts.length > limits.partsMax)
    throw new Problem('cxml.attachment_count', { max: limits.partsMax });
  return parts;
}

function looksLikeXml({ contentType, content }: MimePart): boolean {
  const { value } = readHeaderValue(contentType);
  if (/^(text|application)\/([\w.-]+\+)?(xml|cxml)$/.test(value)) return true;
  const start = Buffer.from(content.subarray(0, 200)).toString('latin1');
  return value === 'text/plain' && /^(\xef\xbb\xbf)?\s*<(\?xml|!DOCTYPE|cXML)/.test(start);
}

/**
 * An HTTP body of `multipart/related` or `multipart/mixed` (cXML guide, «Attachments»): the document is the
 * part that `start` names, else the first XML part; the others are attachments. Any transfer encoding,
 * folded headers, text before and after; parts within parts stand as if they were beside. Refuses a body
 * without boundary or end, an unknown encoding, damaged base64 and one without a document (`cxml.multipart`, 406), too many
 * parts (`cxml.attachment_count`, 400) and an attachment too large (`cxml.attachment_size`, 499).
 */
export function readMultipart(
  bytes: Uint8Array,
  contentType: string,
  limits: MimeLimits = defaultMimeLimits,
): MimeMessage {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = readParts(buffer, { contentType, limits, depth: 1 });
  const start = bare(readHeaderValue(contentType).parameters.get('start'));
  const named = start === undefined ? undefined : parts.find((one) => one.contentId === start);
  const document = named ?? parts.find(looksLikeXml);
  if (!document) throw misbuilt('no part holds a cXML document');
  const attachments = parts.filter((part) => part !== document);
  for (const { name, contentId, content } of attachments) {
    if (content.byteLength <= limits.attachmentBytesMax) continue;
    throw new Problem('cxml.attachment_size', {
      name: name ?? contentId ?? '–',
      size_bytes: content.byteLength,
      max_bytes: limits.attachmentBytesMax,
    });
  }
  return { document, attachments };
}

/** The Content-ID that a `cid:` URL means: percent-decoded, without brackets (RFC 2392). */
export function contentIdOf(url: string): string | undefined {
  const [, text] = /^\s*cid:(.+)$/is.exec(url) ?? [];
  if (text === undefined) return undefined;
  try {
    return bare(decodeURIComponent(text));
  } catch {
    return bare(text);
  }
}

/** The part a `cid:` URL names; as a last resort by the name of its file, as some suites write it. */
export function partOf(parts: readonly MimePart[], url: string): MimePart | undefined {
  const id = contentIdOf(url);
  return id === undefined
    ? parts.find(({ name }) => name !== undefined && name === url.trim())
    : (parts.find((part) => part.contentId === id) ??
        parts.find((part) => part.contentId === url.trim().replace(/^cid:/i, '')));
}
