import { existsSync, readFileSync } from 'node:fs';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { nearestVersion } from '../../punchout/content-model/index.ts';
import {
  type Address,
  buildConfirmationRequest,
  buildInvoiceDetailRequest,
  buildOrderRequest,
  buildPaymentRemittanceRequest,
  buildPingResponse,
  buildProfileRequest,
  buildProfileResponse,
  buildPunchOutCancel,
  buildPunchOutOrderMessage,
  buildReceiptRequest,
  buildResponse,
  buildSetupRequest,
  buildSetupResponse,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  type ConfirmationType,
  type Contact,
  type DtdName,
  type InvoicePurpose,
  type ItemDetail,
  type Pin,
  parseCxml,
  validateCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';

const DTDS = '../shared/fixtures/schema/cxml';
const present = existsSync(DTDS);
if (!present) console.warn('skipped: the cXML DTDs are not beside this checkout');

const VERSIONS = ['1.2.014', '1.2.020', '1.2.037', '1.2.050', '1.2.071'] as const;
const d = (text: string) => Decimal.parse(text);
const eur = (text: string) => ({ value: d(text), currency: 'EUR' });
const AT = '2026-03-02T10:00:00+01:00';

const credential = { domain: 'NetworkID', identity: 'AN01000000001-T' };
const envelope = {
  payloadId: '1@comptoir',
  timestamp: AT,
  lang: 'en',
  deploymentMode: 'test' as const,
  header: {
    from: { credentials: [credential] },
    to: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
    sender: { credentials: [{ ...credential, sharedSecret: 'secret' }], userAgent: 'Comptoir' },
  },
};
const address: Address = {
  name: 'Acme Industrie SAS',
  addressId: 'DOCK-1',
  addressIdDomain: 'buyerLocationID',
  email: 'dock@acme.test',
  phone: { number: '123456', countryIso: 'FR', countryCode: '33', areaCode: '4' },
  postal: {
    name: 'default',
    deliverTo: ['Quai 1'],
    street: ['1 rue du Test', 'Bâtiment B'],
    city: 'Lyon',
    state: 'Rhône',
    postalCode: '69001',
    countryIso: 'FR',
    country: 'France',
  },
};
const contact = (role: string): Contact & { role: string } => ({ ...address, role });
const comments = [{ text: 'Fragile & précieux', attachments: ['cid:1@comptoir'], lang: 'fr' }];
const extrinsics = [
  { name: 'Seller', value: 'Visserie Alpha' },
  { name: 'Empty', value: '' },
];
const tax = {
  amount: eur('20.00'),
  description: { text: 'VAT', lang: 'en' },
  details: [
    {
      category: 'vat',
      purpose: 'tax',
      percentageRate: d('20'),
      taxableAmount: eur('100.00'),
      taxAmount: eur('20.00'),
      taxPointDate: AT,
      location: 'FR',
      description: { text: 'Exonération de TVA (VATEX-EU-IC)', lang: 'fr' },
    },
  ],
};
const shipping = {
  amount: eur('5.00'),
  description: { text: 'Geodis', lang: 'en' },
  trackingId: 'T1',
};
const detail: ItemDetail = {
  unitPrice: eur('0.125'),
  descriptions: [{ text: 'Hex bolt M8 x 40', shortName: 'Bolt', lang: 'en' }],
  unit: 'C62',
  priceBasis: { quantity: d('100'), conversionFactor: d('1'), unit: 'C62' },
  classifications: [{ domain: 'UNSPSC', value: '31161500' }],
  manufacturerPartId: 'MPN-1',
  manufacturerName: 'Exempla',
  url: 'https://shop.test/bolt',
  leadTimeDays: 2,
  gtin: '4006381333931',
  extrinsics,
};
const itemId = { supplierPartId: 'A-BOLT', supplierPartAuxiliaryId: 'token', buyerPartId: 'B-1' };
const itemIn = {
  quantity: d('100'),
  lineNumber: 1,
  itemId,
  detail,
  supplierIds: [{ domain: 'VATID', value: 'FR83404833048' }],
  shipTo: address,
  shipping,
  tax,
};
const itemOut = {
  ...itemIn,
  distributions: [
    {
      name: 'DistributionCharge',
      segments: [{ type: 'CostCenter', id: 'CC-100', description: 'Maintenance' }],
      charge: eur('12.50'),
    },
  ],
  scheduleLines: [{ quantity: d('100'), requestedDeliveryDate: AT, lineNumber: 1, unit: 'C62' }],
  contacts: [contact('endUser')],
  comments,
  requestedDeliveryDate: AT,
};
const order = { orderId: 'PO-1', orderDate: AT, payloadId: 'po-1@suite' };

const confirmation = (type: ConfirmationType) => (pin: Pin) =>
  buildConfirmationRequest(
    envelope,
    {
      confirmId: 'PO-1-1',
      type,
      operation: 'update',
      previousPayloadId: '0@comptoir',
      noticeDate: AT,
      order,
      total: eur('100.00'),
      shipping,
      tax,
      contacts: [contact('shipFrom')],
      comments,
      extrinsics,
      items:
        type === 'accept' || type === 'reject'
          ? []
          : [
              {
                lineNumber: 1,
                quantity: d('100'),
                unit: 'C62',
                statuses: [
                  {
                    type: 'accept',
                    quantity: d('60'),
                    unit: 'C62',
                    deliveryDate: AT,
                    comments,
                    extrinsics,
                  },
                  {
                    type: 'backordered',
                    quantity: d('30'),
                    unit: 'C62',
                    shipmentDate: AT,
                    comments: [],
                    extrinsics: [],
                  },
                  { type: 'reject', quantity: d('10'), unit: 'C62', comments, extrinsics: [] },
                ],
              },
            ],
    },
    pin,
  );

const notice = (operation: 'new' | 'update' | 'delete') => (pin: Pin) =>
  buildShipNoticeRequest(
    envelope,
    {
      shipmentId: 'LS-1',
      operation,
      noticeDate: AT,
      ...(operation === 'new' ? {} : { previousPayloadId: '0@comptoir' }),
      ...(operation === 'delete' ? {} : { shipmentDate: AT, deliveryDate: AT }),
      shipmentType: 'actual',
      fulfillmentType: 'partial',
      contacts: [contact('shipTo')],
      comments,
      extrinsics,
      controls: [
        {
          carriers: [{ domain: 'companyName', value: 'Geodis' }],
          shipmentIdentifiers: ['GEO1'],
          routeMethod: 'motor',
          startDate: AT,
        },
      ],
      portions: [
        {
          order,
          items:
            operation === 'delete'
              ? []
              : [
                  {
                    lineNumber: 1,
                    shipNoticeLineNumber: 1,
                    quantity: d('60'),
                    unit: 'C62',
                    itemId,
                    supplierBatchId: 'LOT-7',
                    comments,
                    extrinsics,
                  },
                ],
        },
      ],
    },
    pin,
  );

const invoice =
  (purpose: InvoicePurpose, operation: 'new' | 'delete' = 'new') =>
  (pin: Pin) => {
    const sign = purpose === 'standard' ? '' : '-';
    const amounts = {
      subtotal: eur(`${sign}100.00`),
      tax: { ...tax, amount: eur(`${sign}20.00`) },
      gross: eur(`${sign}120.00`),
      net: eur(`${sign}120.00`),
    };
    const byHeader = purpose === 'creditMemo';
    return buildInvoiceDetailRequest(
      envelope,
      {
        invoiceId: 'AAA-2026-00001',
        invoiceDate: AT,
        purpose,
        operation,
        ...(operation === 'delete' ? { previousPayloadId: '0@comptoir' } : {}),
        ...(purpose === 'standard'
          ? {}
          : { originalInvoice: { invoiceId: 'AAA-2026-00000', invoiceDate: AT } }),
        headerInvoice: byHeader ? 'yes' : 'no',
        inLine: ['tax'],
        partners: [
          'billFrom',
          'from',
          'issuerOfInvoice',
          'remitTo',
          'wireReceivingBank',
          'billTo',
          'soldTo',
        ].map((role) => ({
          contact: contact(role),
          ids: [
            { domain: 'vatID', identifier: 'FR83404833048' },
            { domain: 'ibanID', identifier: 'FR7630006000011234567890189' },
          ],
        })),
        paymentTerms: [{ payInDays: 45, discountPercent: d('2') }],
        comments,
        extrinsics,
        orders: [
          byHeader
            ? { order, lines: [], summary: { invoiceLineNumber: 1, ...amounts } }
            : {
                order,
                lines: [
                  {
                    type: 'item',
                    invoiceLineNumber: 1,
                    lineNumber: 1,
                    quantity: d(`${sign}100`),
                    unit: 'C62',
                    unitPrice: eur('1.00'),
                    itemId,
                    description: { text: 'Hex bolt', lang: 'en' },
                    classifications: [],
                    comments,
                    extrinsics,
                    ...amounts,
                  },
                ],
              },
        ],
        summary: { ...amounts, deposit: eur(`${sign}20.00`), due: eur(`${sign}100.00`) },
      },
      pin,
    );
  };

const cart = { buyerCookie: 'c', operationAllowed: 'edit' as const };
const DOCUMENTS: Readonly<Record<string, { dtd: DtdName; build: (pin: Pin) => Uint8Array }>> = {
  PunchOutSetupRequest: {
    dtd: 'cXML',
    build: (pin) =>
      buildSetupRequest(
        envelope,
        {
          operation: 'edit',
          buyerCookie: 'c',
          extrinsics,
          browserFormPost: 'https://suite.test/back',
          contacts: [contact('endUser')],
          shipTo: address,
          selectedItem: itemId,
          items: [itemOut],
        },
        pin,
      ),
  },
  PunchOutSetupResponse: {
    dtd: 'cXML',
    build: (pin) => buildSetupResponse(envelope, { startPage: 'https://shop.test/p/1' }, pin),
  },
  PunchOutOrderMessage: {
    dtd: 'cXML',
    build: (pin) =>
      buildPunchOutOrderMessage(
        envelope,
        {
          ...cart,
          quoteStatus: 'final',
          total: eur('12.50'),
          shipTo: address,
          shipping,
          tax,
          supplierOrderId: 'Q-1',
          items: [itemIn],
        },
        pin,
      ),
  },
  'PunchOutOrderMessage 204': {
    dtd: 'cXML',
    build: (pin) => buildPunchOutCancel(envelope, { ...cart, currency: 'EUR' }, pin),
  },
  OrderRequest: {
    dtd: 'cXML',
    build: (pin) =>
      buildOrderRequest(
        envelope,
        {
          orderId: 'PO-1-1',
          orderDate: AT,
          type: 'update',
          previousPayloadId: '0@comptoir',
          orderType: 'regular',
          orderVersion: 2,
          total: eur('12.50'),
          shipTo: address,
          billTo: address,
          tax,
          contacts: [contact('endUser')],
          paymentTerms: [{ payInDays: 45 }],
          comments,
          extrinsics,
          items: [itemOut],
        },
        pin,
      ),
  },
  ...Object.fromEntries(
    (['accept', 'allDetail', 'detail', 'backordered', 'except', 'reject'] as const).map((type) => [
      `ConfirmationRequest ${type}`,
      { dtd: 'Fulfill' as const, build: confirmation(type) },
    ]),
  ),
  ...Object.fromEntries(
    (['new', 'update', 'delete'] as const).map((operation) => [
      `ShipNoticeRequest ${operation}`,
      { dtd: 'Fulfill' as const, build: notice(operation) },
    ]),
  ),
  ReceiptRequest: {
    dtd: 'Fulfill',
    build: (pin) =>
      buildReceiptRequest(
        envelope,
        {
          receiptId: 'GR-1',
          receiptDate: AT,
          operation: 'new',
          shipNoticeId: 'LS-1',
          comments,
          extrinsics,
          total: eur('12.50'),
          orders: [
            {
              order,
              closeForReceiving: 'yes',
              items: [
                {
                  receiptLineNumber: 1,
                  lineNumber: 1,
                  quantity: d('10'),
                  type: 'returned',
                  unit: 'C62',
                  unitPrice: eur('0.125'),
                  receivedAmount: eur('1.25'),
                  itemId,
                  description: { text: 'Bolt', lang: 'en' },
                  comments,
                  extrinsics,
                },
              ],
            },
          ],
        },
        pin,
      ),
  },
  'InvoiceDetailRequest standard': { dtd: 'InvoiceDetail', build: invoice('standard') },
  'InvoiceDetailRequest creditMemo': { dtd: 'InvoiceDetail', build: invoice('creditMemo') },
  'InvoiceDetailRequest lineLevelCreditMemo': {
    dtd: 'InvoiceDetail',
    build: invoice('lineLevelCreditMemo'),
  },
  'InvoiceDetailRequest delete': { dtd: 'InvoiceDetail', build: invoice('standard', 'delete') },
  StatusUpdateRequest: {
    dtd: 'cXML',
    build: (pin) =>
      buildStatusUpdateRequest(
        envelope,
        {
          documentPayloadId: 'po-1@suite',
          status: { code: 200, text: 'OK', lang: 'en' },
          extrinsics,
          invoice: {
            type: 'paying',
            invoiceId: 'AAA-2026-00001',
            invoiceDate: AT,
            partialAmount: eur('10.00'),
            comments,
          },
        },
        pin,
      ),
  },
  ProfileRequest: { dtd: 'cXML', build: (pin) => buildProfileRequest(envelope, pin) },
  ProfileResponse: {
    dtd: 'cXML',
    build: (pin) =>
      buildProfileResponse(
        envelope,
        {
          effectiveDate: AT,
          options: [{ name: 'Direct.URL', value: 'https://shop.test/cxml' }],
          transactions: [
            {
              requestName: 'OrderRequest',
              url: 'https://shop.test/cxml',
              options: [{ name: 'changes', value: 'Yes' }],
            },
          ],
        },
        pin,
      ),
  },
  Response: {
    dtd: 'cXML',
    build: (pin) => buildResponse(envelope, { code: 417, text: '', detail: 'x', lang: 'en' }, pin),
  },
  Ping: { dtd: 'cXML', build: (pin) => buildPingResponse(envelope, pin) },
  PaymentRemittanceRequest: {
    dtd: 'PaymentRemittance',
    build: (pin) =>
      buildPaymentRemittanceRequest(
        envelope,
        {
          paymentRemittanceId: 'R-1',
          paymentDate: AT,
          status: 'new',
          paymentReferenceNumber: 'PAY-1',
          paymentMethod: 'wire',
          partners: [
            { contact: contact('payer'), ids: [{ domain: 'accountID', identifier: '1' }] },
          ],
          net: eur('98.00'),
          gross: eur('100.00'),
          discount: eur('2.00'),
          details: [
            {
              lineNumber: 1,
              invoiceId: 'AAA-2026-00001',
              invoiceDate: AT,
              invoicePayloadId: '1@comptoir',
              order,
              net: eur('98.00'),
              gross: eur('100.00'),
              discount: eur('1.50'),
              adjustments: [eur('-0.50')],
              extrinsics,
            },
            {
              lineNumber: 2,
              order: { orderId: 'PO-2' },
              net: eur('0'),
              extrinsics: [],
              adjustments: [],
            },
          ],
        },
        pin,
      ),
  },
};

const cells = Object.keys(DOCUMENTS).flatMap((name) =>
  VERSIONS.map((version): [string, string] => [name, version]),
);

function libxmlErrors(
  bytes: Uint8Array,
  { dtd, version }: { dtd: DtdName; version: string },
): string {
  const model = XmlDtd.fromBuffer(readFileSync(`${DTDS}/${version}/${dtd}.dtd`));
  using validator = new DtdValidator(model);
  using document = XmlDocument.fromString(Buffer.from(bytes).toString('utf8'));
  try {
    validator.validate(document);
    return '';
  } catch (error) {
    return String(error);
  }
}

/** DTDs only grow: what fits the oldest file there is of a kind stands for those before it. */
describe.each(cells)('%s for a partner pinned to %s', (name, version) => {
  const { dtd, build } = DOCUMENTS[name] as (typeof DOCUMENTS)[string];
  const held = nearestVersion(dtd, version);

  it('names that version, is valid by our content model, and says what it was given', () => {
    const bytes = build({ version });
    expect(Buffer.from(bytes).toString('utf8')).toContain(`cXML/${version}/${dtd}.dtd`);
    expect(validateCxml(bytes, { version: held, dtd })).toEqual([]);
    const { payload } = parseCxml(bytes);
    expect(payload.kind).toBe(name === 'Ping' ? 'Response' : name.split(' ')[0]);
  });

  it.skipIf(!present)('is valid by the DTD itself, as libxml2 reads it', () => {
    expect(libxmlErrors(build({ version }), { dtd, version: held })).toBe('');
  });

  it.skipIf(!present)('and by the newest DTD', () => {
    expect(libxmlErrors(build({ version }), { dtd, version: '1.2.071' })).toBe('');
  });
});

describe('what an older DTD has no place for', () => {
  const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('utf8');
  it('a cart line at 1.2.014 has no Extrinsic of its own: our data stands in ItemDetail', () => {
    const { build } = DOCUMENTS.PunchOutOrderMessage as (typeof DOCUMENTS)[string];
    const written = text(build({ version: '1.2.014' }));
    const itemDetail = /<ItemDetail>[\s\S]*?<\/ItemDetail>/.exec(written)?.[0] ?? '';
    expect(itemDetail).toContain('<Extrinsic name="Seller">Visserie Alpha</Extrinsic>');
    expect(written.replace(itemDetail, '')).not.toContain('Extrinsic');
  });
  it('an invoice keeps its amounts and its partners at every version', () => {
    for (const version of VERSIONS) {
      const { payload } = parseCxml(invoice('standard')({ version }));
      if (payload.kind !== 'InvoiceDetailRequest') throw new Error(payload.kind);
      expect(
        payload.partners.map(({ contact: one }) => one.role),
        version,
      ).toHaveLength(7);
      expect(payload.summary.due?.value.toString(2), version).toBe('100.00');
      expect(payload.paymentTerms[0]?.payInDays, version).toBe(45);
      expect(payload.orders[0]?.lines[0]?.lineNumber, version).toBe(1);
    }
  });
});
