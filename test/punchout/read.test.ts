import { describe, expect, it } from 'vitest';
import { cxmlDay, cxmlInstant, parseCxml } from '../../punchout/index.ts';
import { bytes, documentWith, payloadOf, read, refusal } from './support.ts';

const item = (inner: string, quantity = '2'): string =>
  `<ItemOut quantity="${quantity}" lineNumber="1"><ItemID><SupplierPartID>A1</SupplierPartID></ItemID>
${inner}</ItemOut>`;
const detail = (money: string): string =>
  `<ItemDetail><UnitPrice>${money}</UnitPrice><Description xml:lang="en">Desk</Description><UnitOfMeasure>EA</UnitOfMeasure></ItemDetail>`;
const order = (items: string, attributes = ''): string =>
  `<Request><OrderRequest>
<OrderRequestHeader orderID="PO1" orderDate="2026-11-20" ${attributes}><Total><Money currency="EUR">20</Money></Total></OrderRequestHeader>
${items}</OrderRequest></Request>`;

describe('the envelope', () => {
  it('keeps identities as text and reads the version from the DOCTYPE', () => {
    const document = parseCxml(
      Buffer.concat([
        bytes('<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.1.007/cXML.dtd">'),
        documentWith('<Request><ProfileRequest/></Request>'),
      ]),
    );
    expect(document.version).toBe('1.1.007');
    expect(document.header?.to.credentials).toEqual([
      { domain: 'DUNS', identity: '012345678', type: undefined, sharedSecret: undefined },
    ]);
    expect(document.header?.sender.credentials[0]?.sharedSecret).toBe('s3cret');
    expect(document.advisories).toEqual([]);
  });

  it.each([
    ['test', 'test', 0],
    ['tester', 'test', 1],
    ['Testing', 'test', 1],
    ['production', 'production', 0],
    ['staging', 'production', 1],
  ])('reads deploymentMode “%s” as %s', (written, mode, advisories) => {
    const document = read(`<Request deploymentMode="${written}"><ProfileRequest/></Request>`);
    expect(document.deploymentMode).toBe(mode);
    expect(document.advisories.filter(({ code }) => code === 'deployment_mode')).toHaveLength(
      advisories,
    );
  });

  it('tolerates a UserAgent inside the Credential, as the guide’s own samples have it', () => {
    const header = `<Header><From><Credential domain="a"><Identity>b</Identity></Credential></From>
<To><Credential domain="c"><Identity>d</Identity></Credential></To>
<Sender><Credential domain="a"><Identity>b</Identity><UserAgent>Odd</UserAgent></Credential></Sender></Header>`;
    const document = parseCxml(documentWith('<Request><ProfileRequest/></Request>', header));
    expect(document.header?.sender.userAgent).toBe('Odd');
    expect(document.advisories.map(({ code, line }) => ({ code, line }))).toEqual([
      { code: 'placement', line: 4 },
    ]);
  });

  it('keeps an odd timestamp raw and says so', () => {
    const text = '<cXML payloadID="1" timestamp="Mon May 19 18:29:48 +0000 2008">';
    const status = '<Response><Status code="200" text="OK"/></Response></cXML>';
    const document = parseCxml(bytes(text + status));
    expect(document.timestamp).toBe('Mon May 19 18:29:48 +0000 2008');
    expect(cxmlInstant(document.timestamp)?.toString()).toBe('2008-05-19T18:29:48Z');
    expect(parseCxml(bytes('<cXML payloadID="1" timestamp="soon">' + status)).advisories).toEqual([
      {
        code: 'timestamp',
        line: 1,
        element: 'cXML',
        message: 'timestamp “soon” is not ISO 8601 with a numeric offset',
      },
    ]);
  });

  it('drops a SharedSecret that came through a browser', () => {
    const document = read(
      `<Message><PunchOutOrderMessage><BuyerCookie>c</BuyerCookie><PunchOutOrderMessageHeader operationAllowed="edit"><Total><Money currency="EUR">0</Money></Total></PunchOutOrderMessageHeader></PunchOutOrderMessage></Message>`,
    );
    expect(document.header?.sender.credentials[0]?.sharedSecret).toBeUndefined();
    expect(document.advisories.map(({ code }) => code)).toEqual(['secret_in_browser_message']);
  });

  it.each([
    ['no root of ours', bytes('<Order/>'), 'cxml.structure 1 Order'],
    ['no payloadID', bytes('<cXML timestamp="x"><Response/></cXML>'), 'cxml.structure 1 cXML'],
    ['no body', documentWith(''), 'cxml.structure 1 cXML'],
    ['two bodies', documentWith('<Request/><Request/>'), 'cxml.structure 1 cXML'],
    ['an empty request', documentWith('<Request/>'), 'cxml.structure 7 Request'],
    [
      'two payloads',
      documentWith('<Request><ProfileRequest/><ProfileRequest/></Request>'),
      'cxml.structure 7 Request',
    ],
    [
      'no header',
      bytes('<cXML payloadID="1" timestamp="x"><Request><ProfileRequest/></Request></cXML>'),
      'cxml.structure 1 cXML',
    ],
    [
      'a status that is no code',
      bytes('<cXML payloadID="1" timestamp="x"><Response><Status code="ok"/></Response></cXML>'),
      'cxml.structure 1 Status',
    ],
  ])('refuses a document with %s', (_, document, expected) => {
    expect(refusal(() => parseCxml(document))).toBe(expected);
  });

  it('names a payload that nobody serves, for the answer 450', () => {
    const { payload } = read('<Request><MasterAgreementRequest/></Request>');
    expect(payload).toEqual({
      kind: 'Unknown',
      element: 'MasterAgreementRequest',
      within: 'Request',
    });
  });

  it('does not read a payload beside a refusal', () => {
    const body =
      '<Response><Status code="500" text="no"/><PunchOutSetupResponse><StartPage><URL>https://x</URL></StartPage></PunchOutSetupResponse></Response>';
    expect(read(body).payload.kind).toBe('Response');
  });
});

describe('values', () => {
  it('keeps the buyer cookie byte for byte', () => {
    const body =
      '<Request><PunchOutSetupRequest operation="create"><BuyerCookie> a&amp;b\n</BuyerCookie></PunchOutSetupRequest></Request>';
    expect(payloadOf(read(body), 'PunchOutSetupRequest').buyerCookie).toBe(' a&b\n');
  });

  it('reads an order whatever the order of its elements', () => {
    const document = read(order(item(detail('<Money currency="EUR">10.50</Money>'))));
    const { items, total } = payloadOf(document, 'OrderRequest');
    expect(total?.value.toString()).toBe('20');
    expect(items[0]?.detail?.unitPrice.value.toString()).toBe('10.5');
    expect(items[0]?.quantity.toString()).toBe('2');
  });

  it.each([
    [' 1 234.50 ', '1234.5'],
    ['\u00A01234.5', '1234.5'],
    ['.5', '0.5'],
    ['0.123456', '0.123456'],
  ])('reads the amount “%s” as %s', (written, value) => {
    const document = read(order(item(detail(`<Money currency="EUR">${written}</Money>`))));
    const [line] = payloadOf(document, 'OrderRequest').items;
    expect(line?.detail?.unitPrice.value.toString()).toBe(value);
  });

  it.each([
    ['an exponent', '<Money currency="EUR">1e3</Money>', 'cxml.invalid 10 Money'],
    ['a decimal comma', '<Money currency="EUR">10,50</Money>', 'cxml.invalid 10 Money'],
    ['no amount', '<Money currency="EUR"/>', 'cxml.invalid 10 Money'],
    ['no Money', '', 'cxml.structure 10 UnitPrice'],
    [
      'a currency that is none',
      '<Money currency="euro">1</Money>',
      'cxml.invalid 10 Money@currency',
    ],
  ])('refuses a unit price with %s', (_, money, expected) => {
    expect(refusal(() => read(order(item(detail(money)))))).toBe(expected);
  });

  it.each(['-1', 'two', '', '1,5', 'NaN'])('refuses the quantity “%s”', (quantity) => {
    expect(refusal(() => read(order(item('', quantity))))).toBe('cxml.invalid 9 ItemOut@quantity');
  });

  it('refuses an order without lines, and a change that names no earlier order', () => {
    expect(refusal(() => read(order('')))).toBe('cxml.invalid 7 OrderRequest');
    expect(refusal(() => read(order(item(''), 'type="update"')))).toBe(
      'cxml.invalid 8 OrderRequestHeader',
    );
  });

  it('reads a ShortName-only description and Oracle’s line number in an Extrinsic', () => {
    const inner = `<ItemDetail><UnitPrice><Money currency="eur">1</Money></UnitPrice>
<Description xml:lang="fr"><ShortName> Chaise </ShortName>
</Description><UnitOfMeasure>UNI</UnitOfMeasure><Extrinsic name="LINENUM">7</Extrinsic></ItemDetail>`;
    const body = order(item(inner).replace(' lineNumber="1"', ''));
    const document = read(body);
    const [line] = payloadOf(document, 'OrderRequest').items;
    expect(line?.lineNumber).toBe(7);
    expect(line?.detail?.descriptions).toEqual([
      { text: 'Chaise', shortName: 'Chaise', lang: 'fr' },
    ]);
    expect(line?.detail?.unitPrice.currency).toBe('EUR');
    expect(document.advisories.map(({ code }) => code)).toEqual(['value']);
  });

  it('never reads card data', () => {
    const body = order(item('')).replace(
      '</OrderRequestHeader>',
      '<Payment><PCard number="4111111111111111" expiration="2030-01-01"/></Payment></OrderRequestHeader>',
    );
    const document = read(body);
    expect(JSON.stringify(document)).not.toContain('4111');
    expect(document.advisories.map(({ code }) => code)).toEqual(['ignored']);
  });

  it('reads a remittance: the buyer’s split of one payment', () => {
    const money = (value: string): string => `<Money currency="EUR">${value}</Money>`;
    const body = `<Request><PaymentRemittanceRequest>
<PaymentRemittanceRequestHeader paymentRemittanceID="R1" paymentDate="2026-11-21T00:00:00+01:00" paymentReferenceNumber="VIR-9"><PaymentMethod type="wire"/></PaymentRemittanceRequestHeader>
<PaymentRemittanceSummary><NetAmount>${money('98')}</NetAmount><GrossAmount>${money('100')}</GrossAmount></PaymentRemittanceSummary>
<RemittanceDetail lineNumber="1"><PayableInfo><PayableInvoiceInfo><InvoiceIDInfo invoiceID="F1" invoiceDate="2026-10-01"/></PayableInvoiceInfo></PayableInfo><NetAmount>${money('98')}</NetAmount><GrossAmount>${money('100')}</GrossAmount><DiscountAmount>${money('2')}</DiscountAmount></RemittanceDetail>
</PaymentRemittanceRequest></Request>`;
    const remittance = payloadOf(read(body), 'PaymentRemittanceRequest');
    expect(remittance.paymentReferenceNumber).toBe('VIR-9');
    expect(remittance.details[0]?.invoiceId).toBe('F1');
    expect(remittance.details[0]?.net?.value.toString()).toBe('98');
  });

  it.each([
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21T00:00:00+09:00', '2026-11-21'],
    ['2026-11-21T23:30:00-0500', '2026-11-21'],
    ['Mon May 19 18:29:48 +0000 2008', '2008-05-19'],
    ['2026-02-30', undefined],
    ['invoice_date', undefined],
  ])('the day of “%s” is %s', (written, day) => {
    expect(cxmlDay(written)?.toString()).toBe(day);
  });
});
