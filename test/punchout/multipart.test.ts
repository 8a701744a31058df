import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentIdOf, isMultipart, partOf, readMultipart } from '../../punchout/index.ts';
import { Problem } from '../../src/base/index.ts';

const DOCUMENT = '<?xml version="1.0" encoding="UTF-8"?><cXML payloadID="a"/>';
const bytes = (...parts: (string | Uint8Array)[]): Buffer =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
const xmlPart = `Content-Type: text/xml; charset=UTF-8\r\nContent-ID: <doc@acme>\r\n\r\n${DOCUMENT}`;
const refusal = (run: () => unknown): Problem => {
  try {
    run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('not refused');
};

function quoted(content: Uint8Array): string {
  let line = '';
  let out = '';
  for (const byte of content) {
    const next =
      byte >= 33 && byte <= 126 && byte !== 61
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
    if (line.length + next.length > 75) {
      out += `${line}=\r\n`;
      line = '';
    }
    line += next;
  }
  return out + line;
}

/** As old gateways write it: 45 bytes a line, blanks at a line's end lost on the way. */
function uuencoded(content: Uint8Array): string {
  const lines = ['begin 644 file.bin'];
  for (let at = 0; at < content.length; at += 45) {
    const chunk = content.subarray(at, at + 45);
    let line = String.fromCharCode(32 + chunk.length);
    for (let from = 0; from < chunk.length; from += 3) {
      const [a = 0, b = 0, c = 0] = chunk.subarray(from, from + 3);
      for (const bits of [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63])
        line += String.fromCharCode(32 + bits);
    }
    lines.push(line.trimEnd());
  }
  return [...lines, '`', 'end', ''].join('\r\n');
}

const encodings = {
  '7bit': (content: Uint8Array) => Buffer.from(content.map((byte) => byte & 0x7f)),
  '8bit': (content: Uint8Array) => Buffer.from(content),
  binary: (content: Uint8Array) => Buffer.from(content),
  base64: (content: Uint8Array) =>
    Buffer.from(
      (
        Buffer.from(content)
          .toString('base64')
          .match(/.{1,76}/g) ?? []
      ).join('\r\n'),
    ),
  'quoted-printable': (content: Uint8Array) => Buffer.from(quoted(content)),
  'x-uuencode': (content: Uint8Array) => Buffer.from(uuencoded(content)),
} as const;
const names = Object.keys(encodings) as (keyof typeof encodings)[];

/** Bytes that hurt a careless splitter: line ends, hyphens, nothing at all, every byte. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  fc
    .array(fc.constantFrom(13, 10, 45, 0, 255, 61, 32), { maxLength: 60 })
    .map((list) => new Uint8Array(list)),
);

describe('a multipart body', () => {
  it('gives back every attachment byte for byte, whatever its transfer encoding', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(content, fc.constantFrom(...names)), { maxLength: 4 }),
        fc.constantFrom('\r\n', '\n'),
        fc.constantFrom('', 'This is a preamble.\r\n--other\r\n'),
        fc.constantFrom('', '\r\nThe end.\r\n'),
        fc.constantFrom('b1', '----=_Part_7_1.2', "a'(b)+_,-./:=?"),
        (given, eol, preamble, epilogue, boundary) => {
          const head = (id: number, name: string) =>
            `Content-Type: application/octet-stream${eol}Content-ID: <${id}@acme>${eol}` +
            `Content-Transfer-Encoding: ${name}${eol}${eol}`;
          const body = bytes(
            preamble,
            `--${boundary}${eol}${xmlPart.replaceAll('\r\n', eol)}`,
            ...given.flatMap(([one, name], at) => [
              `${eol}--${boundary} ${eol}`,
              head(at, name),
              encodings[name](one),
            ]),
            `${eol}--${boundary}--`,
            epilogue,
          );
          // Bytes that end in the line end before a boundary are told apart only by the line end itself.
          const read = readMultipart(body, `multipart/related; boundary="${boundary}"`);
          expect(Buffer.from(read.document.content).toString()).toBe(DOCUMENT);
          expect(read.attachments.map((part) => Buffer.from(part.content).toString('hex'))).toEqual(
            given.map(([one, name]) =>
              (name === '7bit' ? encodings['7bit'](one) : Buffer.from(one)).toString('hex'),
            ),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads folded headers, names of files in every notation, and no path', () => {
    const part = (disposition: string) =>
      `\r\n--x\r\nContent-Type: application/pdf;\r\n\tname="ignored.pdf"\r\nContent-Disposition: attachment;\r\n ${disposition}\r\n\r\nPDF`;
    const { attachments } = readMultipart(
      bytes(
        `--x\r\n${xmlPart}`,
        part('filename="plan.pdf"'),
        part("filename*=UTF-8''dossier%20%C3%A9t%C3%A9.pdf"),
        part('filename="=?ISO-8859-1?Q?pi=E8ce_1.pdf?="'),
        part('filename="..\\\\..\\\\etc/passwd"'),
        part('size=3'),
        '\r\n--x--\r\n',
      ),
      'multipart/mixed; boundary=x',
    );
    expect(attachments.map(({ name }) => name)).toEqual([
      'plan.pdf',
      'dossier été.pdf',
      'pièce 1.pdf',
      'passwd',
      'ignored.pdf',
    ]);
  });

  it('takes the part that start names, also when it is not the first and not called XML', () => {
    const body = bytes(
      '--x\r\nContent-Type: text/xml\r\nContent-ID: <other@acme>\r\n\r\n<drawing/>',
      `\r\n--x\r\nContent-Type: application/octet-stream\r\nContent-Id: <doc@acme>\r\n\r\n${DOCUMENT}`,
      '\r\n--x--',
    );
    const read = (start: string) =>
      Buffer.from(
        readMultipart(body, `Multipart/Related; Boundary=x; ${start}`).document.content,
      ).toString();
    expect(read('start="<doc@acme>"')).toBe(DOCUMENT);
    expect(read('start=doc@acme')).toBe(DOCUMENT);
    expect(read('type="text/xml"')).toBe('<drawing/>');
    // A start that names nothing leaves the first XML part.
    expect(read('start="<gone>"')).toBe('<drawing/>');
  });

  it('finds the document inside a part that has parts itself', () => {
    const inner = `--in\r\n${xmlPart}\r\n--in\r\nContent-ID: <a@b>\r\n\r\nx\r\n--in--`;
    const { document, attachments } = readMultipart(
      bytes(`--out\r\nContent-Type: multipart/related; boundary=in\r\n\r\n${inner}\r\n--out--`),
      'multipart/mixed; boundary=out',
    );
    expect(document.contentId).toBe('doc@acme');
    expect(attachments.map(({ contentId }) => contentId)).toEqual(['a@b']);
  });

  it.each([
    ['no boundary', 'multipart/related', `--x\r\n${xmlPart}\r\n--x--`, 'cxml.multipart', 406],
    [
      'another boundary',
      'multipart/related; boundary=y',
      `--x\r\n${xmlPart}\r\n--x--`,
      'cxml.multipart',
      406,
    ],
    ['a body cut off', 'multipart/related; boundary=x', `--x\r\n${xmlPart}`, 'cxml.multipart', 406],
    [
      'no cXML part',
      'multipart/related; boundary=x',
      '--x\r\nContent-Type: application/pdf\r\n\r\n%PDF\r\n--x--',
      'cxml.multipart',
      406,
    ],
    [
      'an unknown encoding',
      'multipart/related; boundary=x',
      `--x\r\nContent-Transfer-Encoding: x-yenc\r\n${xmlPart}\r\n--x--`,
      'cxml.multipart',
      406,
    ],
    [
      'too many parts',
      'multipart/related; boundary=x',
      `--x\r\n${xmlPart}${'\r\n--x\r\n\r\na'.repeat(50)}\r\n--x--`,
      'cxml.attachment_count',
      400,
    ],
    [
      'a large attachment',
      'multipart/related; boundary=x',
      `--x\r\n${xmlPart}\r\n--x\r\n\r\n${'a'.repeat(10_000_001)}\r\n--x--`,
      'cxml.attachment_size',
      499,
    ],
  ])('is refused for %s', (_, type, body, code, status) => {
    const problem = refusal(() => readMultipart(bytes(body), type));
    expect([problem.code, problem.entry.cxml]).toEqual([code, status]);
  });

  it.each([
    ['begin 644 cat.txt\n#0V%T\n`\nend\n', 'Cat'],
    ['A word before.\r\nbegin 664 a b.txt\r\n!00``\r\n`\r\nend', 'A'],
    ['begin 644 empty\n`\nend\n', ''],
  ])('reads uuencode: %j', (body, text) => {
    const part = `Content-Transfer-Encoding: X-UUENCODE\r\nContent-ID: <1@acme>\r\n\r\n${body}`;
    const read = readMultipart(
      bytes(`--x\r\n${xmlPart}\r\n--x\r\n${part}\r\n--x--`),
      'multipart/related; boundary=x',
    );
    expect(Buffer.from(read.attachments[0]?.content ?? []).toString()).toBe(text);
  });

  it.each([
    ['#0V%T\n`\nend', 'has no begin line'],
    ['begin 644 cat.txt\n#0V%T', 'has no end line'],
    ['begin 644 cat.txt\n#0é%T\n`\nend', 'has a sign in line 2 that uuencode has not'],
    ['begin-base64 644 cat.txt\nQ2F0\n====', 'is of its base64 kind'],
  ])('refuses uuencode that would be another file: %j', (body, reason) => {
    const part = `Content-Transfer-Encoding: x-uue\r\nContent-Disposition: attachment; filename=cat.txt\r\n\r\n${body}`;
    const problem = refusal(() =>
      readMultipart(
        bytes(`--x\r\n${xmlPart}\r\n--x\r\n${part}\r\n--x--`),
        'multipart/related; boundary=x',
      ),
    );
    expect(problem.text('en')).toContain(`the part “cat.txt” says x-uue, but ${reason}.`);
  });

  it.each([
    ['@@@@', 'has the byte 0x40, which base64 has not'],
    ['UERG-_8=', 'has the byte 0x2d, which base64 has not'],
    ['UERGé', 'has the byte 0xc3, which base64 has not'],
    ['UERGU', 'was cut off'],
    ['UA==UERG', 'goes on after its padding'],
    ['====', 'is padding only'],
  ])(
    'is refused for a part whose base64 is damaged (%s), by the part’s name',
    (damaged, reason) => {
      const part = `Content-Disposition: attachment; filename=plan.pdf\r\nContent-Transfer-Encoding: Base64\r\n\r\n${damaged}`;
      const problem = refusal(() =>
        readMultipart(
          bytes(`--x\r\n${xmlPart}\r\n--x\r\n${part}\r\n--x--`),
          'multipart/mixed; boundary=x',
        ),
      );
      expect([problem.code, problem.entry.cxml, problem.text('en')]).toEqual([
        'cxml.multipart',
        406,
        `The multipart body cannot be read: the part “plan.pdf” says base64, but ${reason}. Send multipart/related with one text/xml part that holds the cXML document.`,
      ]);
    },
  );

  it.each([
    ['U E\tR\r\n\r\nG', 'PDF'],
    ['UERGUA', 'PDFP'],
    ['UERGUA==\r\n', 'PDFP'],
    ['', ''],
  ])('reads base64 with blanks, without padding, and an empty file (%j)', (written, meant) => {
    const part = `Content-ID: <a@b>\r\nContent-Transfer-Encoding: base64\r\n\r\n${written}`;
    const { attachments } = readMultipart(
      bytes(`--x\r\n${xmlPart}\r\n--x\r\n${part}\r\n--x--`),
      'multipart/mixed; boundary=x',
    );
    expect(attachments.map(({ content }) => Buffer.from(content).toString())).toEqual([meant]);
  });

  it.each([
    ['the boundary’s own signs', '-', '', '-'],
    ['lines that begin like the boundary', '-', '', '\n---x'],
    ['base64 that is none', 'b', '--b\r\nContent-Transfer-Encoding: base64\r\n\r\n', '!'],
    [
      'base64 with a stray sign at every other place',
      'b',
      '--b\r\nContent-Transfer-Encoding: base64\r\n\r\n',
      '!A',
    ],
    [
      'quoted-printable that is none',
      'b',
      '--b\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n',
      '= ',
    ],
    ['headers of parameters that never end', 'b', '--b\r\nContent-Disposition: a', ';a="'],
    ['folded headers', 'b', '--b\r\nContent-Disposition: a', '\r\n b'],
    ['encoded words that never end', 'b', '--b\r\nContent-Disposition: a; name="', '=?a?b?'],
  ])('of 16 MB of %s holds nobody up', (_, boundary, head, filling) => {
    const type = `multipart/related; boundary="${boundary}"`;
    const filled = Buffer.alloc(15_900_000 - head.length, filling);
    const start = performance.now();
    refusal(() => readMultipart(bytes(head, filled, `\r\n--${boundary}--`), type));
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  it('is known by its Content-Type alone', () => {
    expect(isMultipart('Multipart/Related; boundary=a')).toBe(true);
    expect(isMultipart('text/xml')).toBe(false);
  });
});

describe('a cid address', () => {
  it('names its part percent-decoded and without brackets', () => {
    expect(contentIdOf('cid:plan%2B1%40acme.test')).toBe('plan+1@acme.test');
    expect(contentIdOf('CID:<a@b>')).toBe('a@b');
    expect(contentIdOf('cid:100%')).toBe('100%');
    expect(contentIdOf('plan.pdf')).toBeUndefined();
    const parts = ['a b@c', 'x%20y'].map((contentId) => ({
      contentId,
      contentType: 'application/pdf',
      name: undefined,
      content: Buffer.from(contentId),
    }));
    expect(partOf(parts, 'cid:a%20b@c')?.contentId).toBe('a b@c');
    // A Content-ID that was percent-encoded itself.
    expect(partOf(parts, 'cid:x%20y')?.contentId).toBe('x%20y');
    expect(partOf(parts, 'cid:gone')).toBeUndefined();
  });
});
