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

/**
 * The document of an HTTP body, and what is attached to it. Refuses like `readMultipart`, and a document above
 * the cap with `xml.size` whatever its packing.
 */
export function openBody(bytes: Uint8Array, contentType: string): Body {
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
