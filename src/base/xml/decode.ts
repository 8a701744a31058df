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

/**
 * Bytes of an XML document as text. A byte order mark decides, then the charset of the Content-Type
 * (RFC 7303 §3), then the XML declaration, then UTF-8. Leading white space and a mark are dropped with
 * a warning. Refuses an encoding nobody knows and bytes that are not of it (`xml.encoding`).
 */
export function decodeXml(bytes: Uint8Array, contentType?: string): Decoded {
  const warnings: string[] = [];
  const bom = bomOf(bytes);
  const declared = declaredEncoding(bytes);
  const charset = charsetOf(contentType);
  const encoding = bom?.encoding ?? charset ?? declared ?? 'utf-8';
  if (bom && bom.encoding === 'utf-8') warnings.push('byte order mark before the document');
  if (charset && declared && charset !== declared) {
    warnings.push(`Content-Type says ${charset}, the declaration says ${declared}`);
  }
  let text: string;
  try {
    const fatal = /^utf-?(8|16)/.test(encoding);
    text = new TextDecoder(encoding, { fatal }).decode(bytes);
  } catch {
    throw new Problem('xml.encoding', { encoding });
  }
  const trimmed = text.replace(/^[\uFEFF\s]+/, '');
  if (trimmed.length < text.length && !text.startsWith('\uFEFF')) {
    warnings.push('white space before the document');
  }
  return { text: trimmed, encoding, warnings };
}
