import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesInBody,
  cidOf,
  contentIdOf,
  isContentId,
  partOf,
  readMultipart,
  writeMultipart,
} from '../../punchout/index.ts';

const xml = Buffer.from('<?xml version="1.0" encoding="UTF-8"?>\n<cXML payloadID="a"/>\n');
const file = (contentId: string, name: string, content: Uint8Array) => ({
  contentId,
  contentType: 'application/pdf',
  name,
  content,
});
const written = (files: ReturnType<typeof file>[], document: Uint8Array = xml) =>
  writeMultipart({
    document,
    contentType: 'text/xml; charset=UTF-8',
    files,
    mark: '0190-ab@comptoir',
  });

describe('a body in parts', () => {
  it('is read back as it was: document, files, their Content-IDs and names', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.record({
            contentId: fc.stringMatching(/^[!-;=?-~]{1,60}$/),
            name: fc
              .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
              .filter((name) => name === name.trim() && !/[/\\\p{Cc}]/u.test(name)),
            content: fc.uint8Array({ maxLength: 400 }),
          }),
          { maxLength: 5, selector: (one) => one.contentId },
        ),
        fc.string({ maxLength: 200 }),
        (files, comment) => {
          const document = Buffer.from(`${xml.toString()}<!-- ${comment} -->`);
          const body = written(
            files.map((one) => file(one.contentId, one.name, one.content)),
            document,
          );
          const read = readMultipart(body.content, body.contentType);
          expect(Buffer.from(read.document.content).equals(document)).toBe(true);
          expect(read.document.contentType).toBe('text/xml; charset=UTF-8');
          for (const one of files) {
            const part = partOf(read.attachments, cidOf(one.contentId));
            expect(part?.name).toBe(one.name);
            expect(Buffer.from(part?.content ?? []).equals(Buffer.from(one.content))).toBe(true);
          }
          expect(read.attachments).toHaveLength(files.length);
        },
      ),
    );
  });

  it('is the same bytes for the same input, and its boundary stands nowhere in the document', () => {
    const files = [file('plan@acme', 'plan.pdf', Buffer.from('Plan'))];
    expect(written(files)).toEqual(written(files));
    const tricky = Buffer.from(`${xml.toString()}\r\n--=_0190abcomptoir--\r\n`);
    const body = written(files, tricky);
    const read = readMultipart(body.content, body.contentType);
    expect(Buffer.from(read.document.content).equals(tricky)).toBe(true);
    expect(read.attachments.map(({ name }) => name)).toEqual(['plan.pdf']);
  });

  it('keeps what a file says of itself out of the headers', () => {
    const nasty = {
      ...file('plan@acme', 'a"\r\nContent-Type: text/html\r\n\r\n.pdf', Buffer.from('Plan')),
      contentType: 'text/html\r\nX-Injected: yes',
    };
    const { content } = writeMultipart({
      document: xml,
      contentType: 'text/xml',
      files: [nasty],
      mark: 'm',
    });
    expect(Buffer.from(content).toString()).not.toMatch(/^(X-Injected|Content-Type: text\/html)/m);
  });

  it('is never larger than it was reckoned', () => {
    for (const size of [0, 1, 57, 58, 100_000]) {
      const one = file('plan@acme', 'Pläne & Maße für die Übergabe.pdf', Buffer.alloc(size, 7));
      const more = written([one]).content.byteLength - written([]).content.byteLength;
      expect(more).toBeLessThanOrEqual(bytesInBody(one));
    }
  });

  it('takes as a Content-ID only what a header may hold', () => {
    expect(isContentId('plan+1@acme')).toBe(true);
    for (const id of ['', 'a b', 'a>b', 'a\r\nb', 'é@acme']) expect(isContentId(id)).toBe(false);
    expect(cidOf('plan+1@acme')).toBe('cid:plan%2B1@acme');
    expect(contentIdOf(cidOf('50%/x@acme'))).toBe('50%/x@acme');
  });
});
