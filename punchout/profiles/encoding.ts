import type { SuiteProfile } from './schema.ts';

/**
 * A document that we wrote as UTF-8, in the encoding a suite wants. US-ASCII keeps the meaning: every other
 * character becomes a numeric reference, which XML reads alike in texts and attributes.
 */
export function inEncoding(
  document: Uint8Array,
  { documentEncoding }: Pick<SuiteProfile, 'documentEncoding'>,
): Uint8Array {
  if (documentEncoding === 'UTF-8') return document;
  const text = Buffer.from(document.buffer, document.byteOffset, document.byteLength)
    .toString('utf8')
    .replace(/\P{ASCII}/gu, (char) => `&#${char.codePointAt(0) ?? 0};`)
    .replace(/^(<\?xml[^>]*?\sencoding=["'])[^"']*/, '$1US-ASCII');
  return Buffer.from(text, 'ascii');
}
