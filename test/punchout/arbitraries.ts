import fc from 'fast-check';
import type {
  Address,
  Amount,
  Comments,
  Contact,
  Content,
  Described,
  Extrinsic,
  Header,
  ItemDetail,
  ItemId,
  ItemIn,
  ItemOut,
  OrderRequest,
  PunchOutOrderMessage,
  PunchOutSetupRequest,
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

export const maybe = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(value, { nil: undefined });
export const few = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<T[]> =>
  fc.array(value, { maxLength: 2 });

export const quantity = fc
  .tuple(fc.bigInt({ min: 0n, max: 10n ** 9n }), fc.integer({ min: 0, max: 4 }))
  .map(([unscaled, scale]) => new Decimal(unscaled, scale));
export const positive = quantity.map((value) => value.add(Decimal.one));
export const whole = fc.integer({ min: 1, max: 99_999 });
export const date = fc
  .date({ min: new Date('2000-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((day) => `${day.toISOString().slice(0, 19)}+01:00`);
const currency = fc.constantFrom('EUR', 'USD', 'JPY', 'TND');
export const amount: fc.Arbitrary<Amount> = fc.record({ value: quantity, currency });
export const described: fc.Arbitrary<Described> = fc.oneof(
  fc.record({ text, lang: fc.constantFrom('en', 'fr') }),
  fc.record({ text, shortName: text, lang: fc.constant('en') }),
);
export const extrinsic: fc.Arbitrary<Extrinsic> = fc.record({ name: text, value: text });
export const address: fc.Arbitrary<Address> = fc.record({
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
export const contact: fc.Arbitrary<Contact> = fc
  .tuple(address, fc.constantFrom('endUser', 'buyer'))
  .map(([where, role]) => ({ ...where, role }));
export const comments: fc.Arbitrary<Comments[]> = fc.array(
  fc.record({ text, attachments: few(fc.constant('cid:1@example.com')), lang: fc.constant('fr') }),
  { maxLength: 1 },
);
export const shipping = maybe(
  fc.record({ amount, description: described, trackingId: maybe(text) }),
);
export const tax = maybe(
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
export const itemId: fc.Arbitrary<ItemId> = fc.record({
  supplierPartId: text,
  supplierPartAuxiliaryId: maybe(text),
});
export const unit = fc.constantFrom('EA', 'C62', 'KGM', 'UNI');
export const domainValue = (domain: string) =>
  fc.record({ domain: fc.constant(domain), value: text });
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
export const itemOut: fc.Arbitrary<ItemOut> = fc.record({
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

/** What the guide wants in the header or on the lines stands in one of them. */
export function wellPlaced(order: Content<OrderRequest>): Content<OrderRequest> {
  const roles = new Set(order.contacts.map(({ role }) => role));
  return {
    ...order,
    items: order.items.map((item) => ({
      ...item,
      contacts: item.contacts.filter(({ role }) => !roles.has(role)),
      requisitionId: order.requisitionId === undefined ? item.requisitionId : undefined,
      shipping: order.shipping ? undefined : item.shipping,
    })),
  };
}

const anyOrder: fc.Arbitrary<Content<OrderRequest>> = fc.record({
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
export const order = anyOrder.map(wellPlaced);
