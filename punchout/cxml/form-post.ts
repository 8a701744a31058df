import { Problem } from '../../src/base/index.ts';

/** How a cart is put into the hidden field of the page that posts it back. */
export type BrowserPostMode = 'base64' | 'urlencoded';

export type FormField = { readonly name: string; readonly value: string };

/** Text in US-ASCII: every other character as a numeric reference, also inside attributes. */
function asciiXml(text: string): string {
  return text.replace(/\P{ASCII}/gu, (char) => `&#${char.codePointAt(0) ?? 0};`);
}

/**
 * The one hidden field of a cart's way back (cXML guide, «BrowserFormPost»). base64 carries the UTF-8
 * bytes. urlencoded carries a US-ASCII document, because its receiver ignores the declared encoding; it
 * is never URL-encoded beforehand (the browser does that) and its HTML escaping is the page's.
 */
export function browserPostField(document: Uint8Array, mode: BrowserPostMode): FormField {
  const bytes = Buffer.from(document);
  if (mode === 'base64') return { name: 'cxml-base64', value: bytes.toString('base64') };
  return { name: 'cxml-urlencoded', value: asciiXml(bytes.toString('utf8').trimStart()) };
}

const MODES: Readonly<Record<string, BrowserPostMode>> = {
  'cxml-base64': 'base64',
  'cxml-urlencoded': 'urlencoded',
};

function fromBase64({ name, value }: FormField): Uint8Array {
  // A client that forgot to escape `+` delivers it as a space.
  const text = value
    .trim()
    .replace(/[\r\n\t]/g, '')
    .replaceAll(' ', '+');
  const padded = text.replace(/=+$/, '');
  if (padded === '' || !/^[A-Za-z0-9+/]+$/.test(padded) || padded.length % 4 === 1) {
    throw new Problem('cxml.form_field_invalid', { name, reason: 'it is not base64' });
  }
  return Buffer.from(padded, 'base64');
}

function fromText({ name, value }: FormField): Uint8Array {
  const text = value.replace(/^[\uFEFF\s]+/, '');
  if (!text.startsWith('<')) {
    const reason = text.startsWith('%3C')
      ? 'it was URL-encoded before the form was, write it in clear'
      : 'it does not start with <';
    throw new Problem('cxml.form_field_invalid', { name, reason });
  }
  // The form's own decoding has made text of it: whatever the declaration says, it is UTF-8 from here.
  return Buffer.from(text.replace(/^(<\?xml[^>]*?)\s+encoding\s*=\s*["'][^"']*["']/, '$1'), 'utf8');
}

/**
 * The document in a posted form; field names without case. Refuses a form with none
 * (`cxml.form_field_missing`), with several (`cxml.form_field_twice`), and a field that holds no
 * document (`cxml.form_field_invalid`).
 */
export function readBrowserPost(fields: Iterable<readonly [string, string]>): Uint8Array {
  const found = [...fields].filter(([name]) => Object.hasOwn(MODES, name.toLowerCase()));
  const [only] = found;
  if (!only) throw new Problem('cxml.form_field_missing', {});
  if (found.length > 1) {
    throw new Problem('cxml.form_field_twice', { names: found.map(([name]) => name).join(', ') });
  }
  const [name, value] = only;
  const field = { name, value };
  return MODES[name.toLowerCase()] === 'base64' ? fromBase64(field) : fromText(field);
}
