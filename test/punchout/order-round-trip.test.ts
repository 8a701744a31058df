import fc from 'fast-check';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  buildOrderRequest,
  type Content,
  type ItemOut,
  type OrderRequest,
  parseCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import {
  address,
  amount,
  comments,
  date,
  described,
  domainValue,
  envelope,
  extrinsic,
  few,
  itemOut,
  maybe,
  order,
  positive,
  quantity,
  text,
  unit,
  wellPlaced,
  whole,
} from './arbitraries.ts';
import { readFixture } from './order-support.ts';

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const terms = maybe(
  fc.record({
    code: fc.constantFrom('FCA', 'DAP'),
    codeText: maybe(text.map((value) => `to ${value}`)),
    paymentMethod: fc.constantFrom('Account', 'Other'),
    transportTerms: maybe(text),
    address: maybe(address),
    comments,
  }),
);
const agreement = maybe(
  fc.oneof(
    fc.record({ agreementId: text }),
    fc.record({ agreementId: text, agreementPayloadId: text }),
  ),
);
const blanket = fc.record({
  descriptions: fc.array(described, { minLength: 1, maxLength: 2 }),
  classifications: few(domainValue('UNSPSC')),
  extrinsics: few(extrinsic),
  overallLimit: maybe(amount),
  expectedLimit: maybe(amount),
  maximumAmount: maybe(amount),
  minimumAmount: maybe(amount),
  maximumQuantity: maybe(quantity),
  minimumQuantity: maybe(quantity),
  unitPrice: maybe(amount),
  unit: maybe(unit),
});
const schedules = fc.array(fc.tuple(positive, date, maybe(whole), unit), { maxLength: 3 });

/** A line as the newest DTD has it; its schedules add up to it. */
const newest: fc.Arbitrary<ItemOut> = fc
  .tuple(itemOut, schedules, terms, agreement, maybe(whole), maybe(blanket))
  .map(([item, given, termsOfDelivery, ref, agreementItemNumber, limits]) => ({
    ...item,
    ...(limits ? { detail: undefined, blanket: limits } : {}),
    quantity:
      given.length > 0 ? given.reduce((sum, [one]) => sum.add(one), Decimal.zero) : item.quantity,
    scheduleLines: given.map(([one, requestedDeliveryDate, lineNumber, word]) => ({
      quantity: one,
      requestedDeliveryDate,
      lineNumber,
      unit: word,
    })),
    termsOfDelivery,
    agreement: ref,
    agreementItemNumber,
  }));

const newestOrder: fc.Arbitrary<Content<OrderRequest>> = fc
  .tuple(
    order,
    fc.array(newest, { minLength: 1, maxLength: 2 }),
    terms,
    fc.record({
      orderType: fc.constantFrom('regular', 'release', 'blanket', 'stockTransport'),
      agreementPayloadId: maybe(text),
      parentAgreementId: maybe(text),
      parentAgreementPayloadId: maybe(text),
      effectiveDate: maybe(date),
      expirationDate: maybe(date),
      releaseRequired: fc.constantFrom('yes' as const, undefined),
      requestedDeliveryDate: maybe(date),
    }),
  )
  .map(([base, items, termsOfDelivery, header]) =>
    wellPlaced({ ...base, ...header, items, termsOfDelivery }),
  );

describe('an order of the newest cXML', () => {
  it('reads back with its schedules, limits, agreements and terms of delivery', () => {
    const dtd = readFixture('schema/cxml/1.2.071/cXML.dtd');
    const validator = dtd ? new DtdValidator(XmlDtd.fromBuffer(dtd)) : undefined;
    fc.assert(
      fc.property(envelope, newestOrder, (around, given) => {
        const document = buildOrderRequest(around, given, { version: '1.2.071' });
        const { payload, advisories } = parseCxml(document);
        const { kind: _, ...back } = payload;
        expect(plain(back)).toEqual(plain(given));
        expect(advisories).toEqual([]);
        if (!validator) return;
        using parsed = XmlDocument.fromBuffer(document);
        validator.validate(parsed);
      }),
      { numRuns: 80 },
    );
  });
});

const wrap = (inner: string, attributes = 'orderID="1" orderDate="2026-03-02T10:00:00+01:00"') =>
  parseCxml(
    Buffer.from(`<cXML payloadID="p@x" timestamp="2026-03-02T10:00:00+01:00"><Header>
      <From><Credential domain="D"><Identity>a</Identity></Credential></From>
      <To><Credential domain="D"><Identity>b</Identity></Credential></To>
      <Sender><Credential domain="D"><Identity>a</Identity></Credential><UserAgent>t</UserAgent></Sender>
      </Header><Request><OrderRequest><OrderRequestHeader ${attributes}>${inner}</OrderRequest></Request></cXML>`),
  );
const item = (inner: string, attributes = '') =>
  `<ItemOut quantity="10" lineNumber="1" ${attributes}><ItemID><SupplierPartID>A</SupplierPartID></ItemID>${inner}</ItemOut>`;
const total = '<Total><Money currency="EUR">1</Money></Total>';

describe('the header and the lines of an order', () => {
  it('may say in one place only what the guide gives one place: departures are advisories', () => {
    const { payload, advisories } = wrap(
      `${total}<Shipping><Money currency="EUR">5</Money><Description xml:lang="en">Road</Description></Shipping>
        <Contact role="endUser"><Name xml:lang="en">A</Name></Contact></OrderRequestHeader>${item(
          `<Shipping><Money currency="EUR">2</Money><Description xml:lang="en">Road</Description></Shipping>
           <BillTo><Address><Name xml:lang="en">Elsewhere</Name></Address></BillTo>
           <Contact role="endUser"><Name xml:lang="en">B</Name></Contact>
           <ScheduleLine quantity="4" requestedDeliveryDate="2026-04-01"><UnitOfMeasure>EA</UnitOfMeasure></ScheduleLine>
           <ScheduleLine quantity="5" requestedDeliveryDate="2026-05-01"><UnitOfMeasure>EA</UnitOfMeasure></ScheduleLine>`,
          'requisitionID="R2"',
        )}`,
      'orderID="1" orderDate="2026-03-02T10:00:00+01:00" requisitionID="R1"',
    );
    expect(payload.kind).toBe('OrderRequest');
    expect(
      advisories.map(({ code, element, message }) => `${element} ${code}: ${message}`),
    ).toEqual([
      'ItemOut placement: requisitionID stands in the header and on the line; the line’s is taken',
      'ItemOut placement: Shipping stands in the header and on the line; the line’s is taken',
      'ItemOut placement: Contact role “endUser” stands in the header and on the line; the line’s is taken',
      'ItemOut placement: BillTo belongs to the header only; the line’s is ignored',
      'ItemOut value: the schedule lines add up to 9, the line orders 10',
    ]);
  });

  it('reads the older Segment and the newer AccountingSegment alike, with several charges', () => {
    const { payload } = wrap(
      `${total}</OrderRequestHeader>${item(
        `<Distribution><Accounting name="Half"><Segment type="CC" id="100" description="Maintenance"/>
           <Segment type="Percentage" id="60" description="Percentage"/></Accounting>
           <Charge><Money currency="EUR">6</Money></Charge></Distribution>
         <Distribution><Accounting name="Rest"><AccountingSegment id="200"><Name xml:lang="en">CC</Name>
           <Description xml:lang="en">Works</Description></AccountingSegment></Accounting>
           <Charge><Money currency="EUR">4</Money></Charge></Distribution>`,
      )}`,
    );
    if (payload.kind !== 'OrderRequest') throw new Error('no order');
    expect(plain(payload.items[0]?.distributions)).toEqual([
      {
        name: 'Half',
        segments: [
          { type: 'CC', id: '100', description: 'Maintenance' },
          { type: 'Percentage', id: '60', description: 'Percentage' },
        ],
        charge: { value: '6', currency: 'EUR' },
      },
      {
        name: 'Rest',
        segments: [{ type: 'CC', id: '200', description: 'Works' }],
        charge: { value: '4', currency: 'EUR' },
      },
    ]);
  });

  it('refuses a change that names neither the earlier document nor a version, and says both ways', () => {
    expect(() =>
      wrap(
        `${total}</OrderRequestHeader>${item('')}`,
        'orderID="1" orderDate="2026-03-02" type="update"',
      ),
    ).toThrow(/DocumentReference with the earlier payloadID, or an orderVersion/);
    const { payload } = wrap(
      `${total}</OrderRequestHeader>${item('')}`,
      'orderID="1" orderDate="2026-03-02" type="update" orderVersion="2"',
    );
    expect(payload).toMatchObject({ type: 'update', orderVersion: 2 });
  });

  it('tells attachments that are not for the supplier from the others', () => {
    const { payload } = wrap(
      `${total}<Comments>See<Attachment><URL>cid:a</URL></Attachment><Attachment visibility="internal"><URL>cid:b</URL></Attachment></Comments></OrderRequestHeader>${item('')}`,
    );
    expect(payload).toMatchObject({
      comments: [{ text: 'See', attachments: ['cid:a', 'cid:b'], internal: ['cid:b'] }],
    });
  });
});
