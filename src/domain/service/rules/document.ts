/** Bytes of a document shown on a page at most: 200 KB. The download is never cut. */
export const SHOWN_BYTES_MAX = 200 * 1024;

export type DecodedText = {
  readonly text: string;
  /** As a person calls it: `utf-8`, `iso-8859-1`. */
  readonly encoding: string;
};

const BINARY_TYPES =
  /^(application\/(pdf|zip|gzip|x-gzip|pkcs7|octet-stream-binary)|image\/|audio\/|video\/)/i;

function declaredEncoding(bytes: Uint8Array, contentType: string): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 400)).toString('latin1');
  const xml = /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']/i.exec(head)?.[1];
  if (xml) return xml;
  // ISO 9735: UNOC and above up to UNOK are parts of ISO 8859; UNOA and UNOB are ASCII.
  const level = /UNB\+UNO([A-KWXY])/.exec(head)?.[1];
  if (level) return level === 'W' || level === 'Y' ? 'utf-8' : 'iso-8859-1';
  return /charset\s*=\s*"?([\w.-]+)/i.exec(contentType)?.[1];
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
  if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
  return undefined;
}

function decoderFor(label: string): TextDecoder | undefined {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    return undefined;
  }
}

/**
 * A document's bytes as text, by byte order mark, XML declaration, EDIFACT syntax level or content type, in
 * this order; what is not valid there is read as Windows-1252, so that a damaged document can still be
 * looked at. Undefined when it is no text: nothing of it can then be masked, so nothing may be shown.
 */
export function decodeDocument(bytes: Uint8Array, contentType: string): DecodedText | undefined {
  if (BINARY_TYPES.test(contentType)) return undefined;
  const wanted = byteOrderMark(bytes) ?? declaredEncoding(bytes, contentType) ?? 'utf-8';
  for (const label of [wanted, 'utf-8', 'windows-1252']) {
    const decoder = decoderFor(label);
    if (!decoder) continue;
    try {
      // The end may have been cut off within a character.
      const text = decoder.decode(bytes, { stream: true });
      return text.includes('\0') ? undefined : { text, encoding: label.toLowerCase() };
    } catch {
      // Not valid in this encoding: the next one decides.
    }
  }
  return undefined;
}

export type DocumentSyntax = 'xml' | 'edifact' | 'text';

/** What a text is, by how it begins. */
export function syntaxOf(text: string): DocumentSyntax {
  const start = text.slice(0, 200).trimStart();
  if (/^<[?!a-z_]/i.test(start)) return 'xml';
  return /^(UNA.{6}\s*)?UN[BH]/s.test(start) ? 'edifact' : 'text';
}

/** The first characters of a text that make up at most `bytesMax` bytes of UTF-8, and whether any is missing. */
export function cutText(text: string, bytesMax = SHOWN_BYTES_MAX): { text: string; cut: boolean } {
  if (text.length * 3 <= bytesMax) return { text, cut: false };
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.byteLength <= bytesMax) return { text, cut: false };
  let end = bytesMax;
  while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return { text: bytes.subarray(0, end).toString('utf8'), cut: true };
}

/** Lines of a readable view, each with the line (from 1) of the raw document on which it begins. */
export type ReadableView = { readonly text: string; readonly rawLines: readonly number[] };

class Lines {
  readonly texts: string[] = [];
  readonly rawLines: number[] = [];
  private line = 1;

  /** Adds a line that begins here, and moves on behind `raw`. An empty `shown` only moves on. */
  add(shown: string, raw: string): void {
    const leading = /^\s*/.exec(raw)?.[0] ?? '';
    const start = this.line + countBreaks(leading);
    if (shown !== '') {
      for (const [at, part] of shown.split(/\r\n|\r|\n/).entries()) {
        this.texts.push(part);
        this.rawLines.push(start + at);
      }
    }
    this.line += countBreaks(raw);
  }

  view(): ReadableView {
    return { text: this.texts.join('\n'), rawLines: this.rawLines };
  }
}

function countBreaks(text: string): number {
  return text.match(/\r\n|\r|\n/g)?.length ?? 0;
}

/** Comment, CDATA, processing instruction, DOCTYPE, tag, or text between them; a torn end counts as text. */
const XML_PIECE =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<![^>]*>|<\/?[^\s<>/!?][^<>]*>|<|[^<]+/g;

/**
 * XML indented by two spaces for each level, an element that holds only text on one line. Works on damaged
 * documents too, as a view must; it changes blanks between elements and nothing else.
 */
export function readableXml(text: string): ReadableView {
  const pieces = text.match(XML_PIECE) ?? [];
  const lines = new Lines();
  let depth = 0;
  const indent = (): string => '  '.repeat(Math.min(depth, 60));
  for (let at = 0; at < pieces.length; at += 1) {
    const piece = pieces[at] ?? '';
    if (piece.trim() === '') {
      lines.add('', piece);
    } else if (piece.startsWith('</')) {
      depth = Math.max(0, depth - 1);
      lines.add(indent() + piece, piece);
    } else if (/^<[^!?/\s]/.test(piece) && !piece.endsWith('/>')) {
      const [content = '', end = ''] = [pieces[at + 1], pieces[at + 2]];
      const leaf =
        end.startsWith('</') && (content.startsWith('<![CDATA[') || !content.startsWith('<'));
      const empty = content.startsWith('</');
      const taken = leaf ? [piece, content, end] : empty ? [piece, content] : [piece];
      lines.add(indent() + taken.join(''), taken.join(''));
      at += taken.length - 1;
      if (taken.length === 1) depth += 1;
    } else {
      lines.add(indent() + piece.trim(), piece);
    }
  }
  return lines.view();
}

/**
 * An EDIFACT interchange with one segment a line, whatever its service characters (UNA, ISO 9735-1 §8): a
 * terminator behind the release character ends nothing.
 */
export function readableEdifact(text: string): ReadableView {
  const una = /^\s*UNA(.{6})/s.exec(text);
  const release = una?.[1]?.[3] ?? '?';
  const terminator = una?.[1]?.[5] ?? "'";
  const lines = new Lines();
  let start = 0;
  if (una) {
    start = una[0].length;
    lines.add(una[0].trim(), una[0]);
  }
  for (let at = start; at < text.length; at += 1) {
    if (release !== ' ' && text[at] === release) {
      at += 1;
    } else if (text[at] === terminator) {
      const raw = text.slice(start, at + 1);
      lines.add(raw.replace(/[\r\n]+/g, '').trim(), raw);
      start = at + 1;
    }
  }
  const rest = text.slice(start);
  lines.add(rest.trim(), rest);
  return lines.view();
}

/** The readable view of a document, or undefined when it reads best as it is. */
export function readableView(text: string): ReadableView | undefined {
  const syntax = syntaxOf(text);
  if (syntax === 'xml') return readableXml(text);
  return syntax === 'edifact' ? readableEdifact(text) : undefined;
}

/**
 * The line (from 1) of a view that shows a line of the raw document. Of several that begin on that line the one
 * that opens the element named (its last step: `BrowserFormPost/URL`), else the first.
 */
export function lineInView(
  view: ReadableView,
  { line, element }: { line: number; element?: string | undefined },
): number {
  let start = view.rawLines.findLastIndex((raw) => raw <= line);
  if (start < 0) return 1;
  const last = start;
  while (start > 0 && view.rawLines[start - 1] === view.rawLines[last]) start -= 1;
  const name = /([\w.-]+)\W*$/.exec(element ?? '')?.[1];
  const lines = view.text.split('\n').slice(start, last + 1);
  const named = name
    ? lines.findIndex((text) =>
        new RegExp(`^\\s*<?(?:[\\w-]+:)?${name.replaceAll('.', '\\.')}\\b`).test(text),
      )
    : -1;
  return start + Math.max(0, named) + 1;
}
