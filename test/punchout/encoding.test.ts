import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildConfirmationRequest,
  buildInvoiceDetailRequest,
  buildOrderRequest,
  buildPunchOutOrderMessage,
  buildResponse,
  buildShipNoticeRequest,
  documentEncodings,
  inEncoding,
  parseCxml,
  type RequestEnvelope,
  xmlContentType,
} from '../../punchout/index.ts';
import { cart, envelope, order } from './arbitraries.ts';
import { confirmation, invoice, shipNotice } from './arbitraries-later.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const written = {
  'a cart': { content: cart, build: buildPunchOutOrderMessage },
  'an order': { content: order, build: buildOrderRequest },
  'a confirmation': { content: confirmation, build: buildConfirmationRequest },
  'a ship notice': { content: shipNotice, build: buildShipNoticeRequest },
  'an invoice': { content: invoice, build: buildInvoiceDetailRequest },
} as Record<
  string,
  {
    content: fc.Arbitrary<unknown>;
    build: (around: RequestEnvelope, content: unknown) => Uint8Array;
  }
>;

describe.each(documentEncodings)('a document in %s', (documentEncoding) => {
  it.each(Object.entries(written))('means the same: %s', (_, { content, build }) => {
    fc.assert(
      fc.property(envelope, content, (around, given) => {
        const utf8 = build(around, given);
        const before = parseCxml(utf8);
        const encoded = inEncoding(utf8, { documentEncoding });
        const { advisories, ...after } = parseCxml(encoded, {
          contentType: xmlContentType({ documentEncoding }),
        });
        expect(plain(after.payload)).toEqual(plain(before.payload));
        expect(after.payloadId).toBe(before.payloadId);
        // Charset and declaration say the same, and the bytes are of it.
        expect(advisories).toEqual([]);
        if (documentEncoding === 'US-ASCII')
          expect(encoded.every((byte) => byte < 0x80)).toBe(true);
        if (documentEncoding.startsWith('ISO'))
          expect(encoded.every((byte) => byte < 0x80 || byte >= 0xa0)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it('says so in its declaration and its Content-Type', () => {
    const status = buildResponse(
      { payloadId: '1@x', timestamp: '2026-03-02T10:00:00+01:00' },
      { code: 200, text: '' },
    );
    const head = Buffer.from(inEncoding(status, { documentEncoding })).toString('latin1');
    expect(head.startsWith(`<?xml version="1.0" encoding="${documentEncoding}"?>`)).toBe(true);
    expect(xmlContentType({ documentEncoding })).toBe(`text/xml; charset=${documentEncoding}`);
  });
});

describe('bytes of', () => {
  const document = Buffer.from(
    '<?xml version="1.0" encoding="UTF-8"?>\n<a b="é€">Œuvre ¤ ½ ž 漢 😀 \u0085</a>',
  );
  it.each([
    ['US-ASCII', '&#233;&#8364;', '&#338;uvre &#164; &#189; &#382;', '&#133;'],
    ['ISO-8859-1', '\xe9&#8364;', '&#338;uvre \xa4 \xbd &#382;', '&#133;'],
    // The euro is where ISO-8859-1 has the currency sign, which is therefore a reference here.
    ['ISO-8859-15', '\xe9\xa4', '\xbcuvre &#164; &#189; \xb8', '&#133;'],
  ] as const)('%s', (documentEncoding, attribute, text, control) => {
    expect(Buffer.from(inEncoding(document, { documentEncoding })).toString('latin1')).toBe(
      `<?xml version="1.0" encoding="${documentEncoding}"?>\n<a b="${attribute}">${text} &#28450; &#128512; ${control}</a>`,
    );
  });

  it('ISO-8859-15 are those that every other reader takes them for', () => {
    const decoder = new TextDecoder('iso-8859-15');
    for (let byte = 0xa0; byte <= 0xff; byte += 1) {
      const letter = decoder.decode(Uint8Array.of(byte));
      const utf8 = Buffer.from(`<a>${letter}</a>`);
      expect([...inEncoding(utf8, { documentEncoding: 'ISO-8859-15' })][3]).toBe(byte);
    }
  });
});
