/** A file to go with a document. */
export type MimeFile = {
  /** Without brackets, as a `cid:` URL of the document names it. */
  readonly contentId: string;
  readonly contentType: string;
  readonly name: string;
  readonly content: Uint8Array;
};

/** A body for HTTP, with the Content-Type that it needs. */
export type MimeBody = { readonly content: Uint8Array; readonly contentType: string };

const DOCUMENT_ID = 'document@comptoir';
const LINE = 76;

/** Whether a text may stand as a Content-ID as it is (RFC 2045 §7): printable, without brackets or blanks. */
export function isContentId(text: string): boolean {
  return /^[!-;=?-~]{1,200}$/.test(text);
}

/** The `cid:` URL of a Content-ID (RFC 2392): what a URL may not hold is percent-encoded. */
export function cidOf(contentId: string): string {
  return `cid:${encodeURIComponent(contentId).replaceAll('%40', '@')}`;
}

/** A file's name in a header: plain for old readers, and whole in the extended notation (RFC 2231). */
function named(parameter: 'name' | 'filename', name: string): string {
  const plain = name.replace(/[^ !#-[\]-~]/g, '_');
  const whole = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  const extended = plain === name ? '' : `; ${parameter}*=UTF-8''${whole}`;
  return `${parameter}="${plain}"${extended}`;
}

/** `type/subtype` alone: what else a file's type says was its sender's, and may hold anything. */
function bareType(contentType: string): string {
  const [type = ''] = contentType.toLowerCase().split(';');
  const bare = type.trim();
  return /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/.test(bare) ? bare : 'application/octet-stream';
}

function base64Lines(content: Uint8Array): string {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength).toString(
    'base64',
  );
  const lines: string[] = [];
  for (let at = 0; at < text.length; at += LINE) lines.push(text.slice(at, at + LINE));
  return lines.join('\r\n');
}

/** How many bytes a file takes in a body: base64 in lines of 76, and its headers. */
export function bytesInBody({ content, name }: Pick<MimeFile, 'content' | 'name'>): number {
  const signs = Math.ceil(content.byteLength / 3) * 4;
  return signs + Math.ceil(signs / LINE) * 2 + name.length * 12 + 600;
}

/**
 * A body of `multipart/related` (RFC 2387; cXML guide, «Attachments»): the document first, as it is, then each file
 * under its Content-ID in base64. No clock and no chance: `mark` makes the boundary, which no line of the
 * document begins with. The same input gives the same bytes.
 */
export function writeMultipart({
  document,
  contentType,
  files,
  mark,
}: {
  document: Uint8Array;
  /** The document's own. */
  contentType: string;
  files: readonly MimeFile[];
  mark: string;
}): MimeBody {
  const text = Buffer.from(document.buffer, document.byteOffset, document.byteLength);
  // A sign that base64 has not: only the document could hold the boundary.
  let boundary = `=_${mark.replace(/[^A-Za-z0-9]/g, '').slice(0, 50)}`;
  while (text.includes(`--${boundary}`)) boundary += '_';
  const parts = files.map((file) => {
    const type = bareType(file.contentType);
    return Buffer.from(
      `--${boundary}\r\nContent-Type: ${type}; ${named('name', file.name)}\r\n` +
        `Content-ID: <${file.contentId}>\r\nContent-Transfer-Encoding: base64\r\n` +
        `Content-Disposition: attachment; ${named('filename', file.name)}\r\n\r\n` +
        `${base64Lines(file.content)}\r\n`,
    );
  });
  const head = `--${boundary}\r\nContent-Type: ${contentType}\r\nContent-ID: <${DOCUMENT_ID}>\r\nContent-Transfer-Encoding: 8bit\r\n\r\n`;
  return {
    content: Buffer.concat([
      Buffer.from(head),
      text,
      Buffer.from('\r\n'),
      ...parts,
      Buffer.from(`--${boundary}--\r\n`),
    ]),
    contentType: `multipart/related; boundary="${boundary}"; type="text/xml"; start="<${DOCUMENT_ID}>"`,
  };
}
