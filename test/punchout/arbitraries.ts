import fc from 'fast-check';
import type {
  Address,
  Amount,
  Comments,
  ConfirmationRequest,
  Contact,
  Content,
  Described,
  Extrinsic,
  Header,
  InvoiceDetailRequest,
  InvoiceInLine,
  ItemDetail,
  ItemId,
  ItemIn,
  ItemOut,
  OrderRequest,
  PunchOutOrderMessage,
  PunchOutSetupRequest,
  ReceiptRequest,
  ShipNoticeRequest,
  StatusUpdateRequest,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';

/** Text as people and suites write it, with everything XML must escape; never blank at its ends. */
export const text = fc
  .array(fc.constantFrom(...Array.from('aZ0 é€œ<>&"\'漢-_.;=/{}😀')), {
    minLength: 1,
    maxLength: 12,
  })
  .map((chars) => chars.join('').replace(/\s+/g, ' ').trim())
  .filter((value) => value !== '');

const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(value, { maxLength: 2 });

export const quantity = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 0, max: 4 }))
  .map(([unscaled, scale]) => new Decimal(unscaled, scale));
const positive = quantity.map((value) => value.add(Decimal.one));
const whole = fc.integer({ min: 1, max: 99_999 });
const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((day) => `${day.toISOString().slice(0, 19)}+01:00`);
const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'TND');
const amount: fc.Arbitrary<Amount> = fc.record({ value: quantity, currency });
const described: fc.Arbitrary<Described> = fc.oneof(
  fc.record({ text, lang: fc.constantFrom('en', 'fr') }),
  fc.record({ text, shortName: text, lang: fc.constant('en') }),
);
const extrinsic: fc.Arbitrary<Extrinsic> = fc.record({ name: text, value: text });
const address: fc.Arbitrary<Address> = fc.record({
  name: text,
  lang: fc.constant('fr'),
  addressId: maybe(text),
  email: maybe(text),
  url: maybe(text),
  phone: maybe(
    fc.record({
      number: text,
      name: maybe(text),
      countryIso: fc.constant('FR'),
      countryCode: fc.constant('33'),
      areaCode: maybe(fc.constant('1')),
      extension: maybe(text),
    }),
  ),
  postal: maybe(
    fc.record({
      deliverTo: few(text),
      street: few(text),
      city: text,
      countryIso: fc.constant('FR'),
      country: fc.constant('France'),
      state: maybe(text),
      postalCode: maybe(text),
    }),
  ),
});
const contact: fc.Arbitrary<Contact> = fc
  .tuple(address, fc.constantFrom('endUser', 'buyer'))
  .map(([where, role]) => ({ ...where, role }));
const comments: fc.Arbitrary<Comments[]> = fc.array(
  fc.record({ text, attachments: few(fc.constant('cid:1@example.com')), lang: fc.constant('fr') }),
  { maxLength: 1 },
);
const shipping = maybe(fc.record({ amount, description: described, trackingId: maybe(text) }));
const tax = maybe(
  fc.record({
    amount,
    description: described,
    details: few(
      fc.record({
        category: fc.constant('vat'),
        percentageRate: maybe(quantity),
        taxableAmount: maybe(amount),
        taxAmount: amount,
        location: maybe(text),
      }),
    ),
  }),
);
const itemId: fc.Arbitrary<ItemId> = fc.record({
  supplierPartId: text,
  supplierPartAuxiliaryId: maybe(text),
});
const unit = fc.constantFrom('EA', 'C62', 'KGM', 'UNI');
const domainValue = (domain: string) => fc.record({ domain: fc.constant(domain), value: text });
const detail: fc.Arbitrary<ItemDetail> = fc.record({
  unitPrice: amount,
  descriptions: fc.array(described, { minLength: 1, maxLength: 2 }),
  unit,
  classifications: fc.array(domainValue('UNSPSC'), { minLength: 1, maxLength: 2 }),
  extrinsics: few(extrinsic),
  manufacturerPartId: maybe(text),
  manufacturerName: maybe(text),
  url: maybe(text),
  leadTimeDays: maybe(fc.integer({ min: 0, max: 400 })),
});
const itemIn: fc.Arbitrary<ItemIn> = fc.record({
  quantity,
  itemId,
  detail,
  supplierIds: fc.array(domainValue('DUNS'), { maxLength: 1 }),
  lineNumber: maybe(whole),
  shipTo: maybe(address),
  shipping,
  tax,
});
const itemOut: fc.Arbitrary<ItemOut> = fc.record({
  quantity,
  itemId,
  supplierIds: fc.array(domainValue('DUNS'), { maxLength: 1 }),
  distributions: few(
    fc.record({
      name: text,
      segments: fc.array(fc.record({ type: text, id: text, description: text }), {
        minLength: 1,
        maxLength: 2,
      }),
      charge: amount,
    }),
  ),
  // At 1.2.014 an order line has no schedule.
  scheduleLines: fc.constant([]),
  contacts: few(contact),
  comments,
  lineNumber: maybe(whole),
  requisitionId: maybe(text),
  requestedDeliveryDate: maybe(date),
  detail: maybe(detail),
  shipTo: maybe(address),
  shipping,
  tax,
});

const party = fc.record({
  credentials: fc.array(fc.record({ domain: fc.constant('NetworkId'), identity: text }), {
    minLength: 1,
    maxLength: 2,
  }),
});

export const header: fc.Arbitrary<Header> = fc.record({
  from: party,
  to: party,
  sender: fc.record({
    credentials: fc.tuple(
      fc.record({ domain: fc.constant('DUNS'), identity: text, sharedSecret: text }),
    ),
    userAgent: text,
  }),
});

export const envelope = fc.record({
  payloadId: text,
  timestamp: date,
  lang: fc.constantFrom('en-US', 'fr-FR'),
  header,
  deploymentMode: fc.constantFrom('production' as const, 'test' as const),
});

export const setup: fc.Arbitrary<Content<PunchOutSetupRequest>> = fc.record({
  operation: fc.constantFrom('create', 'edit', 'inspect'),
  // The cookie is opaque: outer blanks are part of it.
  buyerCookie: text.map((value) => ` ${value}  `),
  extrinsics: few(extrinsic),
  contacts: few(contact),
  items: few(itemOut),
  browserFormPost: maybe(fc.webUrl()),
  shipTo: maybe(address),
  selectedItem: maybe(itemId),
});

export const cart: fc.Arbitrary<Content<PunchOutOrderMessage>> = fc.record({
  buyerCookie: text.map((value) => `${value} `),
  operationAllowed: fc.constantFrom('create', 'edit', 'inspect'),
  items: few(itemIn),
  quoteStatus: maybe(fc.constantFrom('pending' as const, 'final' as const)),
  total: amount,
  shipTo: maybe(address),
  shipping,
  tax,
  supplierOrderId: maybe(text),
});

export const order: fc.Arbitrary<Content<OrderRequest>> = fc.record({
  orderId: text,
  orderDate: date,
  type: fc.constantFrom('new', 'update', 'delete'),
  contacts: few(contact),
  paymentTerms: few(fc.record({ payInDays: whole, discountPercent: maybe(quantity) })),
  comments,
  extrinsics: few(extrinsic),
  items: fc.array(itemOut, { minLength: 1, maxLength: 2 }),
  orderVersion: maybe(whole),
  requisitionId: maybe(text),
  agreementId: maybe(text),
  total: amount,
  shipTo: maybe(address),
  billTo: address,
  shipping,
  tax,
  previousPayloadId: text,
  supplierOrderId: maybe(text),
});

const orderRef = fc.record({ orderId: maybe(text), orderDate: maybe(date), payloadId: text });

export const confirmation: fc.Arbitrary<Content<ConfirmationRequest>> = fc.record({
  type: fc.constantFrom('accept', 'detail', 'except', 'reject'),
  operation: fc.constantFrom('new', 'update'),
  noticeDate: date,
  order: orderRef,
  contacts: few(contact),
  comments,
  extrinsics: few(extrinsic),
  items: few(
    fc.record({
      lineNumber: whole,
      quantity,
      unit,
      statuses: fc.array(
        fc.record({
          quantity,
          unit,
          type: fc.constantFrom('accept' as const, 'backordered' as const, 'reject' as const),
          comments,
          extrinsics: few(extrinsic),
          shipmentDate: maybe(date),
          deliveryDate: maybe(date),
          unitPrice: maybe(amount),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  ),
  confirmId: maybe(text),
  invoiceId: maybe(text),
  previousPayloadId: maybe(text),
  total: maybe(amount),
  shipping,
  tax,
});

export const shipNotice: fc.Arbitrary<Content<ShipNoticeRequest>> = fc.record({
  shipmentId: text,
  operation: fc.constantFrom('new', 'update', 'delete'),
  noticeDate: date,
  contacts: few(contact),
  comments,
  extrinsics: few(extrinsic),
  controls: few(
    fc.record({
      carriers: fc.array(domainValue('companyName'), { minLength: 1, maxLength: 2 }),
      shipmentIdentifiers: fc.array(text, { minLength: 1, maxLength: 2 }),
      startDate: maybe(date),
      routeMethod: maybe(fc.constantFrom('air', 'motor')),
    }),
  ),
  portions: few(
    fc.record({
      order: orderRef,
      items: few(
        fc.record({
          lineNumber: whole,
          quantity,
          unit,
          comments,
          extrinsics: few(extrinsic),
          shipNoticeLineNumber: maybe(whole),
          itemId: maybe(itemId),
          supplierBatchId: maybe(text),
        }),
      ),
    }),
  ),
  shipmentDate: maybe(date),
  deliveryDate: maybe(date),
  shipmentType: maybe(fc.constantFrom('actual' as const, 'planned' as const)),
  previousPayloadId: maybe(text),
});

export const receipt: fc.Arbitrary<Content<ReceiptRequest>> = fc.record({
  receiptId: text,
  receiptDate: date,
  operation: fc.constantFrom('new', 'delete'),
  comments,
  extrinsics: few(extrinsic),
  orders: fc.array(
    fc.record({
      order: orderRef,
      items: fc.array(
        fc.record({
          receiptLineNumber: whole,
          lineNumber: whole,
          quantity,
          type: fc.constantFrom('received' as const, 'returned' as const),
          comments,
          extrinsics: few(extrinsic),
          unit,
          unitPrice: amount,
          receivedAmount: amount,
          itemId: maybe(itemId),
          description: maybe(described),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      closeForReceiving: maybe(fc.constant('yes' as const)),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  previousPayloadId: maybe(text),
  shipNoticeId: maybe(text),
  total: amount,
});

const invoiceLine = fc.record({
  type: fc.constant('item' as const),
  invoiceLineNumber: whole,
  quantity: positive,
  classifications: fc.constant([]),
  comments,
  extrinsics: few(extrinsic),
  subtotal: fc.record({ value: quantity, currency: fc.constant('EUR') }),
  tax,
  discount: maybe(amount),
  net: maybe(amount),
  unit,
  unitPrice: amount,
  lineNumber: whole,
  itemId: maybe(itemId),
  description: maybe(described),
});

/** An invoice by line whose lines sum to its summary, as the builder demands. */
export const invoice: fc.Arbitrary<Content<InvoiceDetailRequest>> = fc
  .record({
    invoiceId: text,
    invoiceDate: date,
    purpose: fc.constantFrom('standard', 'debitMemo'),
    operation: fc.constant('new'),
    headerInvoice: fc.constant('no'),
    inLine: fc.subarray<InvoiceInLine>(['tax', 'discount', 'accounting']),
    partners: few(
      fc.record({
        contact: address.map((where) => ({ ...where, role: 'billFrom' })),
        ids: few(fc.record({ domain: fc.constant('vatID'), identifier: text })),
      }),
    ),
    paymentTerms: few(fc.record({ payInDays: whole })),
    comments,
    extrinsics: few(extrinsic),
    orders: fc.array(
      fc.record({
        order: orderRef,
        lines: fc.array(invoiceLine, { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    previousPayloadId: maybe(text),
    period: maybe(fc.record({ startDate: date, endDate: date })),
  } as const)
  .map((made) => {
    const subtotals = made.orders.flatMap(({ lines }) =>
      lines.map(({ subtotal }) => subtotal.value),
    );
    const value = subtotals.reduce((sum, one) => sum.add(one), Decimal.zero);
    const sum = { value, currency: 'EUR' };
    const none = { value: Decimal.zero, currency: 'EUR' };
    const noTax = { amount: none, description: { text: 'VAT', lang: 'en' }, details: [] };
    return { ...made, summary: { subtotal: sum, tax: noTax, net: sum, due: sum } };
  });

export const statusUpdate: fc.Arbitrary<Omit<Content<StatusUpdateRequest>, 'other'>> = fc.record({
  status: fc.constant({ code: 200, text: 'OK', detail: 'forwarded', lang: 'en' }),
  extrinsics: fc.constant([]),
  documentPayloadId: maybe(text),
  invoice: maybe(
    fc.record({
      type: fc.constantFrom('processing' as const, 'rejected' as const, 'paid' as const),
      comments,
      invoiceId: maybe(text),
      partialAmount: maybe(amount),
    }),
  ),
});
