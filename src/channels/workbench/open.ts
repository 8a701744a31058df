import { type OciField, readBrowserPost, readFormFields } from '../../../punchout/index.ts';
import { isMultipart, readMultipart } from '../../../punchout/mime/index.ts';
import { Problem } from '../../base/index.ts';
import type { Report } from './report.ts';

/** What was put before the tester, taken out of whatever it came in. */
export type Opened = {
  readonly form: Report['form'];
  /** The document itself: its bytes, and what it says of them. */
  readonly bytes: Uint8Array;
  readonly contentType: string;
  /** The fields of an OCI call-up or basket. */
  readonly fields: readonly OciField[];
};

const XML = 'text/xml';

function start(bytes: Uint8Array, length = 2000): string {
  return Buffer.from(bytes.subarray(0, length))
    .toString('latin1')
    .replaceAll('\0', '')
    .replace(/^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .trimStart();
}

/** The header that a body in parts begins with, where somebody pasted it whole: `Content-Type: multipart/…`. */
function pastedHeader(head: string): string | undefined {
  const folded =
    /^(?:[\w-]+:[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*)*?content-type:\s*(multipart\/[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*)/i;
  const named = folded.exec(head)?.[1];
  if (named) return named.replace(/\r?\n[ \t]+/g, ' ');
  const boundary = /^--([^\r\n]{1,200}?)[ \t]*\r?\n[\w-]+:/.exec(head)?.[1];
  return boundary ? `multipart/related; boundary="${boundary}"` : undefined;
}

/** Name and value pairs: of an address, of a posted form, or one pair a line as people paste them. */
function fieldsOf(bytes: Uint8Array): OciField[] {
  const head = start(bytes);
  const query = /^(?:GET |POST )?(?:https?:\/\/|\/)[^\s?]*\?/i.exec(head);
  const text = Buffer.from(bytes).toString('latin1').trim();
  const pairs = query
    ? (text.slice(text.indexOf('?') + 1).split(/\s/)[0] ?? '')
    : text
        .split(/\r?\n/)
        .map((line) => line.trim().replace(/^([\w~.[\]:-]+)\s*[=:]\s+/, '$1='))
        .filter((line) => line !== '')
        .join('&');
  return readFormFields(Buffer.from(pairs, 'latin1'));
}

function ociForm(fields: readonly OciField[]): Report['form'] | undefined {
  if (fields.some(({ name }) => /^NEW_ITEM-/i.test(name))) return 'oci_basket';
  return fields.some(({ name }) => name.toUpperCase() === 'HOOK_URL') ? 'oci_call_up' : undefined;
}

/**
 * Finds the document: alone, in parts (also pasted with its headers), in a form's `cxml-base64` or
 * `cxml-urlencoded` field, as OCI fields (an address, a form, or a pair a line), or a CIF file. Refusals are
 * those of the part that could not be opened.
 */
export function openDocument(bytes: Uint8Array, contentType: string): Opened {
  const head = start(bytes);
  const plain = { bytes, contentType, fields: [] };
  const multipart = isMultipart(contentType) ? contentType : pastedHeader(head);
  if (multipart && !/^multipart\/form-data/i.test(multipart)) {
    const { document } = readMultipart(bytes, multipart);
    return {
      form: 'multipart',
      bytes: document.content,
      contentType: document.contentType,
      fields: [],
    };
  }
  if (head.startsWith('<')) {
    const charset = /charset/i.test(contentType) ? contentType : XML;
    return { ...plain, form: 'cxml', contentType: charset };
  }
  if (/^CIF_I_V/i.test(head)) return { ...plain, form: 'cif' };
  const fields = fieldsOf(bytes);
  if (fields.some(({ name }) => /^cxml-(base64|urlencoded)$/i.test(name))) {
    const pairs = fields.map(({ name, value }): [string, string] => [name, value]);
    return { form: 'cxml_form', bytes: readBrowserPost(pairs), contentType: XML, fields: [] };
  }
  const oci = ociForm(fields);
  if (oci) return { ...plain, form: oci, fields };
  if (head === '') throw new Problem('workbench.empty');
  return { ...plain, form: 'unknown' };
}
