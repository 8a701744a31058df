import { isMultipart, type MimePart, readMultipart } from '../../../punchout/index.ts';
import { Problem, sha256Hex } from '../../base/index.ts';

/** Most of one cXML document; above it nothing is read (499). */
export const DOCUMENT_MAX = 2_000_000;
/** Most of a body with attachments. */
export const MULTIPART_MAX = 16_000_000;

export type Body = {
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly attachments: readonly MimePart[];
  /** Of what was said, not of how it was packed: a retry may draw another boundary. */
  readonly hash: string;
};

/** Most bytes that a body of this type may have. */
export function bodyMax(contentType: string): number {
  return isMultipart(contentType) ? MULTIPART_MAX : DOCUMENT_MAX;
}

/** The first bytes of what no document and no part begins with. */
const COMPRESSED: readonly (readonly [format: string, start: readonly number[]])[] = [
  ['gzip', [0x1f, 0x8b]],
  ['deflate', [0x78, 0x01]],
  ['deflate', [0x78, 0x9c]],
  ['deflate', [0x78, 0xda]],
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
];

/**
 * By its bytes and not by Content-Encoding, which a relay leaves on what it has unpacked. Nothing is unpacked here:
 * a small body may hold a large one (cXML names no compression).
 */
function refuseCompressed(bytes: Uint8Array): void {
  const found = COMPRESSED.find(([, start]) => start.every((byte, at) => bytes[at] === byte));
  if (found) throw new Problem('xml.compressed', { format: found[0] });
}

/**
 * The document of an HTTP body, and what is attached to it. Refuses like `readMultipart`, a compressed body
 * (`xml.compressed`, 406), and a document above the cap with `xml.size` whatever its packing.
 */
export function openBody(bytes: Uint8Array, contentType: string): Body {
  refuseCompressed(bytes);
  if (!isMultipart(contentType))
    return { content: bytes, contentType, attachments: [], hash: sha256Hex(bytes) };
  const { document, attachments } = readMultipart(bytes, contentType);
  const { content } = document;
  if (content.byteLength > DOCUMENT_MAX)
    throw new Problem('xml.size', { size_bytes: content.byteLength, max_bytes: DOCUMENT_MAX });
  const hashes = attachments.map((part) => `${part.contentId ?? ''} ${sha256Hex(part.content)}`);
  return {
    content,
    contentType: document.contentType,
    attachments,
    hash: sha256Hex([sha256Hex(content), ...hashes].join('\n')),
  };
}
