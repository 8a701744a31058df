import { Problem } from '../problem.ts';

export type Decoded = {
  readonly text: string;
  readonly encoding: string;
  readonly warnings: readonly string[];
};

const BOMS: readonly { bytes: readonly number[]; encoding: string }[] = [
  { bytes: [0xef, 0xbb, 0xbf], encoding: 'utf-8' },
  { bytes: [0xff, 0xfe], encoding: 'utf-16le' },
  { bytes: [0xfe, 0xff], encoding: 'utf-16be' },
];

function bomOf(bytes: Uint8Array): { encoding: string; length: number } | undefined {
  const bom = BOMS.find(({ bytes: mark }) => mark.every((byte, at) => bytes[at] === byte));
  return bom && { encoding: bom.encoding, length: bom.bytes.length };
}

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1');
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']/.exec(head)?.[1]?.toLowerCase();
}

function charsetOf(contentType: string | undefined): string | undefined {
  return /charset\s*=\s*"?([A-Za-z0-9._-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase();
}

/** `<` as a 16-bit unit without a mark before it (XML 1.0, appendix F). */
function wideEncoding(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  if (first === 0x3c && second === 0) return 'utf-16le';
  return first === 0 && second === 0x3c ? 'utf-16be' : undefined;
}

function decodedAs(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    const fatal = /^utf-?(8|16)/.test(encoding);
    return new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    return undefined;
  }
}

const ASCII: ReadonlySet<string> = new Set(['us-ascii', 'ascii', 'ansi_x3.4-1968']);

/** A named encoding that these bytes can be in; a name they contradict is passed over with a warning. */
function plausible(
  bytes: Uint8Array,
  { name, from, warnings }: { name: string | undefined; from: string; warnings: string[] },
): string | undefined {
  if (name === undefined) return undefined;
  if (/^(utf-?16|ucs-?2|iso-10646-ucs-2)/.test(name)) {
    warnings.push(`${from} says ${name}, the bytes are single: read as UTF-8`);
    return undefined;
  }
  if (!ASCII.has(name)) return name;
  // text/xml without a charset means us-ascii by the letter; UTF-8 reads the same and what goes beyond it.
  if (bytes.some((byte) => byte > 0x7f))
    warnings.push(`${from} says ${name}, yet other bytes are in it`);
  return undefined;
}

/**
 * Bytes of an XML document as text. A byte order mark decides, then 16-bit units seen in the bytes, then the
 * charset of the Content-Type (RFC 7303 §3), then the XML declaration, then UTF-8. A charset that the bytes
 * contradict gives way to the declaration, with a warning. Leading white space and a mark are dropped with
 * a warning. Refuses an encoding nobody knows and bytes that are not of it (`xml.encoding`).
 */
export function decodeXml(bytes: Uint8Array, contentType?: string): Decoded {
  const warnings: string[] = [];
  const bom = bomOf(bytes);
  const sure = bom?.encoding ?? wideEncoding(bytes);
  const declared = declaredEncoding(bytes);
  const charset = charsetOf(contentType);
  if (bom?.encoding === 'utf-8') warnings.push('byte order mark before the document');
  if (charset && declared && charset !== declared) {
    warnings.push(`Content-Type says ${charset}, the declaration says ${declared}`);
  }
  const named =
    sure === undefined
      ? [
          plausible(bytes, { name: charset, from: 'Content-Type', warnings }),
          plausible(bytes, { name: declared, from: 'the declaration', warnings }),
        ].filter((name): name is string => name !== undefined)
      : [sure];
  const encodings = named.length > 0 ? named : ['utf-8'];
  for (const [at, encoding] of encodings.entries()) {
    const text = decodedAs(bytes, encoding);
    if (text === undefined) continue;
    if (at > 0) warnings.push(`the bytes are no ${encodings[0]}: read as ${encoding}`);
    const trimmed = text.replace(/^[\uFEFF\s]+/, '');
    if (trimmed.length < text.length && !text.startsWith('\uFEFF')) {
      warnings.push('white space before the document');
    }
    return { text: trimmed, encoding, warnings };
  }
  throw new Problem('xml.encoding', { encoding: encodings[0] ?? 'utf-8' });
}
