import { describe, expect, it } from 'vitest';
import {
  buildInvoiceDetailRequest,
  buildPingResponse,
  buildProfileResponse,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  buildResponse,
  buildSetupResponse,
  type Content,
  type InvoiceDetailRequest,
  parseCxml,
  sellerInvoicePartners,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { envelope, payloadOf, sentence } from './support.ts';

const text = (document: Uint8Array): string => Buffer.from(document).toString('utf8');
const eur = (value: string) => ({ value: Decimal.parse(value), currency: 'EUR' });

const cart = {
  buyerCookie: 'cookie',
  operationAllowed: 'edit',
  total: eur('10.5'),
  items: [
    {
      quantity: Decimal.parse('1.5'),
      itemId: { supplierPartId: 'A1', supplierPartAuxiliaryId: 'tok', buyerPartId: 'B9' },
      supplierIds: [],
      detail: {
        unitPrice: eur('7'),
        descriptions: [{ text: 'Fauteuil <de> bureau', shortName: 'Fauteuil', lang: 'fr' }],
        unit: 'EA',
        classifications: [{ domain: 'UNSPSC', value: '56101504' }],
        extrinsics: [{ name: 'seller', value: 'Meubles & Cie' }],
        gtin: '4006381333931',
      },
    },
  ],
} as const;

describe('a cart', () => {
  const written = text(buildPunchOutOrderMessage({ ...envelope, inReplyTo: '1@buyer' }, cart));

  it('names its DTD, money with the currency’s digits, and no secret', () => {
    expect(written).toContain(
      '<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">',
    );
    expect(written).toContain('<Money currency="EUR">10.50</Money>');
    expect(written).toContain('inReplyTo="1@buyer"');
    expect(written).not.toContain('never-shown');
    expect(written).not.toContain('SharedSecret');
  });

  it('puts our data into ItemDetail/Extrinsic and leaves out what 1.2.014 does not know', () => {
    expect(written).toContain('<Extrinsic name="seller">Meubles &amp; Cie</Extrinsic>');
    expect(written).not.toContain('BuyerPartID');
    expect(written).not.toContain('4006381333931');
  });

  it('writes those parts for a partner on 1.2.050', () => {
    const newer = text(buildPunchOutOrderMessage(envelope, cart, { version: '1.2.050' }));
    expect(newer).toContain('<BuyerPartID>B9</BuyerPartID>');
    expect(newer).toContain('<EANID>4006381333931</EANID>');
    expect(newer).toContain('cXML/1.2.050/cXML.dtd');
  });

  it('names a version in between as the partner wants it', () => {
    const between = text(buildPunchOutOrderMessage(envelope, cart, { version: '1.2.023' }));
    expect(between).toContain('cXML/1.2.023/cXML.dtd');
    expect(between).not.toContain('BuyerPartID');
  });

  it('is refused when a line has no class, which the DTD wants', () => {
    const [line] = cart.items;
    const bare = { ...cart, items: [{ ...line, detail: { ...line.detail, classifications: [] } }] };
    expect(sentence(() => buildPunchOutOrderMessage(envelope, bare))).toBe(
      'A cXML document cannot be written: Extrinsic: not allowed here in ItemDetail, expected Classification (cXML.dtd 1.2.014).',
    );
  });
});

describe('the way back without a cart', () => {
  it('says 204 so that the buyer’s lines stay', () => {
    const document = parseCxml(
      buildPunchOutCancel(envelope, {
        buyerCookie: ' c ',
        operationAllowed: 'edit',
        currency: 'EUR',
      }),
    );
    const message = payloadOf(document, 'PunchOutOrderMessage');
    expect(document.messageStatus).toEqual({ code: 204, text: 'No Content' });
    expect(message.buyerCookie).toBe(' c ');
    expect(message.items).toEqual([]);
  });
});

describe('answers', () => {
  it('carry no payload beside a refusal and fill in the guide’s text', () => {
    const document = parseCxml(
      buildResponse(envelope, { code: 412, text: '', detail: 'Session is gone', lang: 'en' }),
    );
    expect(document.payload).toEqual({
      kind: 'Response',
      status: { code: 412, text: 'Precondition Failed', detail: 'Session is gone', lang: 'en' },
    });
  });

  it('give the start page, the ping and the profile', () => {
    const startPage = 'https://shop.example/p/t?a=1&b=2';
    const setup = parseCxml(buildSetupResponse(envelope, { startPage }));
    expect(payloadOf(setup, 'PunchOutSetupResponse').startPage).toBe(startPage);
    const ping = parseCxml(buildPingResponse(envelope));
    expect(payloadOf(ping, 'Response').status.detail).toBe('Ping Response Message');
    const profile = {
      effectiveDate: envelope.timestamp,
      options: [],
      transactions: [
        {
          requestName: 'OrderRequest',
          url: 'https://shop.example/cxml',
          options: [{ name: 'changes', value: 'Yes' }],
        },
      ],
    };
    const answer = parseCxml(buildProfileResponse(envelope, profile));
    expect(payloadOf(answer, 'ProfileResponse').transactions).toEqual(profile.transactions);
  });

  it('are refused with a time in Z', () => {
    const zulu = { ...envelope, timestamp: '2026-11-21T10:00:00Z' };
    expect(sentence(() => buildPingResponse(zulu))).toBe(
      'A cXML document cannot be written: timestamp “2026-11-21T10:00:00Z” has no numeric offset.',
    );
  });
});

describe('an invoice in a seller’s name', () => {
  const identity = (name: string) => ({
    contact: { name },
    ids: [{ domain: 'vatID', identifier: `FR-${name}` }],
  });
  const invoice: Content<InvoiceDetailRequest> = {
    invoiceId: 'F-1',
    invoiceDate: '2026-11-21T00:00:00+01:00',
    purpose: 'standard',
    operation: 'new',
    headerInvoice: 'no',
    inLine: ['tax'],
    partners: sellerInvoicePartners({
      seller: identity('seller'),
      marketplace: identity('market'),
      remitTo: identity('account'),
      billTo: identity('buyer'),
    }),
    paymentTerms: [{ payInDays: 30 }],
    comments: [],
    extrinsics: [],
    orders: [
      {
        order: { orderId: 'PO1', payloadId: '1@buyer' },
        lines: [
          {
            type: 'item',
            invoiceLineNumber: 1,
            lineNumber: 1,
            quantity: Decimal.of(2),
            unit: 'EA',
            unitPrice: eur('5'),
            subtotal: eur('10'),
            classifications: [],
            comments: [],
            extrinsics: [],
          },
        ],
      },
    ],
    summary: {
      subtotal: eur('10'),
      tax: { amount: eur('2'), details: [] },
      net: eur('12'),
      due: eur('12'),
    },
  };

  it('names seller, issuer, account and buyer by the guide’s roles', () => {
    const document = parseCxml(buildInvoiceDetailRequest(envelope, invoice));
    const { partners } = payloadOf(document, 'InvoiceDetailRequest');
    expect(partners.map(({ contact, ids }) => [contact.role, ids[0]?.identifier])).toEqual([
      ['billFrom', 'FR-seller'],
      ['from', 'FR-market'],
      ['remitTo', 'FR-account'],
      ['billTo', 'FR-buyer'],
    ]);
  });

  it.each([
    [
      'lines do not sum to the summary',
      { summary: { ...invoice.summary, subtotal: eur('11') } },
      'A cXML document cannot be written: the lines of invoice F-1 sum to 10, not 11.',
    ],
    [
      'a credit is positive',
      { purpose: 'lineLevelCreditMemo' as const },
      'A cXML document cannot be written: the amount 12 has the wrong sign for purpose lineLevelCreditMemo.',
    ],
    [
      'the amount due is not net less deposit',
      { summary: { ...invoice.summary, deposit: eur('1') } },
      'A cXML document cannot be written: the amount due is not the net amount less the deposit.',
    ],
  ])('is refused when %s', (_, change, expected) => {
    expect(sentence(() => buildInvoiceDetailRequest(envelope, { ...invoice, ...change }))).toBe(
      expected,
    );
  });

  it('is credited at its head with negative amounts and the original’s number', () => {
    const credit: Content<InvoiceDetailRequest> = {
      ...invoice,
      invoiceId: 'A-1',
      purpose: 'creditMemo',
      headerInvoice: 'yes',
      inLine: [],
      originalInvoice: { invoiceId: 'F-1', invoiceDate: invoice.invoiceDate },
      orders: [
        {
          order: { orderId: 'PO1', payloadId: '1@buyer' },
          lines: [],
          summary: { invoiceLineNumber: 1, subtotal: eur('-10') },
        },
      ],
      summary: {
        subtotal: eur('-10'),
        tax: { amount: eur('-2'), details: [] },
        net: eur('-12'),
        due: eur('-12'),
      },
    };
    const document = parseCxml(buildInvoiceDetailRequest(envelope, credit));
    const back = payloadOf(document, 'InvoiceDetailRequest');
    expect(back.purpose).toBe('creditMemo');
    expect(back.originalInvoice?.invoiceId).toBe('F-1');
    expect(back.orders[0]?.summary?.subtotal?.value.toString()).toBe('-10');
  });
});
