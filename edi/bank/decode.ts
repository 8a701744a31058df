import { Problem } from '../../src/base/index.ts';

/** Enough to see a byte order mark and the XML declaration. */
const HEAD_BYTES = 256;
/** Pieces a file in memory is read in, so that decoded text does not pile up. */
const PIECE_BYTES = 65_536;

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return 'utf-8';
  const text = Buffer.from(head).toString('latin1');
  const declared = /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(text)?.[1];
  return declared?.toLowerCase() ?? 'utf-8';
}

/**
 * XML bytes that arrive in chunks, as text: the encoding of mark or declaration, else UTF-8. White
 * space before the declaration is dropped. Refuses bytes that are not of it (`xml.encoding`).
 */
export function xmlDecoder(): {
  write: (chunk: Uint8Array) => string[];
  end: () => string;
} {
  let decoder: TextDecoder | undefined;
  let encoding = 'utf-8';
  let head: Uint8Array = new Uint8Array(0);
  let isAtStart = true;
  const decode = (bytes: Uint8Array, isLast: 'last' | 'more'): string => {
    let text: string;
    try {
      decoder ??= new TextDecoder(encoding, { fatal: /^utf-?(8|16)/.test(encoding) });
      text = decoder.decode(bytes, { stream: isLast === 'more' });
    } catch {
      throw new Problem('xml.encoding', { encoding });
    }
    if (!isAtStart) return text;
    const trimmed = text.replace(/^[\uFEFF\s]+/, '');
    if (trimmed !== '') isAtStart = false;
    return trimmed;
  };
  const begin = (): string => {
    encoding = encodingOf(head);
    const first = head;
    head = new Uint8Array(0);
    return decode(first, 'more');
  };
  return {
    write: (chunk) => {
      if (decoder) return pieces(chunk).map((piece) => decode(piece, 'more'));
      head = Buffer.concat([head, chunk]);
      if (head.byteLength < HEAD_BYTES) return [];
      const [first = head, ...rest] = pieces(head);
      head = first;
      return [begin(), ...rest.map((piece) => decode(piece, 'more'))];
    },
    end: () => (decoder ? '' : begin()) + decode(new Uint8Array(0), 'last'),
  };
}

function pieces(bytes: Uint8Array): Uint8Array[] {
  const found: Uint8Array[] = [];
  for (let at = 0; at < bytes.byteLength; at += PIECE_BYTES) {
    found.push(bytes.subarray(at, at + PIECE_BYTES));
  }
  return found;
}

/** The text of a file in memory, piece by piece. */
export function* textChunks(bytes: Uint8Array): Generator<string> {
  const decoder = xmlDecoder();
  for (const piece of pieces(bytes)) yield* decoder.write(piece);
  yield decoder.end();
}
