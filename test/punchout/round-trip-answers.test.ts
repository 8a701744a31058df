import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
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
  type Content,
  type CxmlDocument,
  type Header,
  type PaymentRemittanceRequest,
  parseCxml,
  validateCxml,
} from '../../punchout/index.ts';
import { Problem } from '../../src/base/index.ts';
import {
  amount,
  cart,
  contact,
  date,
  envelope,
  extrinsic,
  few,
  maybe,
  order,
  setup,
  text,
  whole,
} from './arbitraries.ts';
import { confirmation, invoice, receipt, shipNotice, statusUpdate } from './arbitraries-later.ts';

/** As JSON says it: decimals by value, absent and undefined alike. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function read(bytes: Uint8Array): CxmlDocument {
  expect(validateCxml(bytes, { version: '1.2.014' })).toEqual([]);
  const document = parseCxml(bytes);
  expect(document.advisories).toEqual([]);
  return document;
}

const RUNS = { numRuns: 60 };
const URLS = fc.webUrl({ withQueryParameters: true });
const option = fc.record({ name: text, value: text });

describe('what is answered reads back the same at 1.2.014:', () => {
  it('a StartPage', () => {
    fc.assert(
      fc.property(envelope, URLS, ({ payloadId, timestamp }, startPage) => {
        const { payload, header } = read(
          buildSetupResponse({ payloadId, timestamp }, { startPage }),
        );
        expect(payload).toMatchObject({
          kind: 'PunchOutSetupResponse',
          startPage,
          status: { code: 200 },
        });
        expect(header).toBeUndefined();
      }),
      RUNS,
    );
  });

  it('a status of any code, with its text, and no payload beside one that is no success', () => {
    fc.assert(
      fc.property(
        envelope,
        fc.integer({ min: 200, max: 599 }),
        text,
        text,
        (around, code, said, detail) => {
          const { payload } = read(buildResponse(around, { code, text: said, detail, lang: 'fr' }));
          expect(plain(payload)).toEqual({
            kind: 'Response',
            status: { code, text: said, detail, lang: 'fr' },
          });
        },
      ),
      RUNS,
    );
  });

  it('a ping', () => {
    fc.assert(
      fc.property(envelope, (around) => {
        expect(read(buildPingResponse(around)).payload).toMatchObject({
          status: { code: 200, detail: 'Ping Response Message' },
        });
      }),
      RUNS,
    );
  });

  it('a profile, asked for and answered', () => {
    const profile = fc.record({
      effectiveDate: date,
      options: few(option),
      transactions: fc.array(fc.record({ requestName: text, url: URLS, options: few(option) }), {
        minLength: 1,
        maxLength: 3,
      }),
    });
    fc.assert(
      fc.property(envelope, profile, (around, given) => {
        expect(read(buildProfileRequest(around)).payload.kind).toBe('ProfileRequest');
        const { payload } = read(buildProfileResponse(around, given));
        expect(plain(payload)).toEqual({
          kind: 'ProfileResponse',
          status: { code: 200, text: 'OK' },
          ...given,
        });
      }),
      RUNS,
    );
  });

  it('the way back without a basket: 204, no item, the cookie byte for byte', () => {
    fc.assert(
      fc.property(envelope, text, (around, buyerCookie) => {
        const bytes = buildPunchOutCancel(around, {
          buyerCookie,
          operationAllowed: 'edit',
          currency: 'EUR',
        });
        const { payload, messageStatus } = read(bytes);
        expect(messageStatus?.code).toBe(204);
        expect(payload).toMatchObject({ kind: 'PunchOutOrderMessage', buyerCookie, items: [] });
      }),
      RUNS,
    );
  });
});

describe('what a buyer’s suite writes reads back the same:', () => {
  const net = amount;
  const payer = contact.map((one) => ({ ...one, role: 'payer' }));
  const orderRef = fc.record({ orderId: text, orderDate: maybe(date), payloadId: maybe(text) });
  const remittance: fc.Arbitrary<Content<PaymentRemittanceRequest>> = fc.record({
    paymentRemittanceId: text,
    paymentDate: date,
    status: fc.constantFrom('new', 'void'),
    partners: fc.array(fc.record({ contact: payer, ids: fc.constant([]) }), {
      minLength: 1,
      maxLength: 2,
    }),
    details: fc.array(
      fc.record({
        lineNumber: whole,
        invoiceId: text,
        invoiceDate: maybe(date),
        invoicePayloadId: maybe(text),
        order: maybe(orderRef),
        net,
        gross: amount,
        discount: maybe(amount),
        adjustments: few(amount),
        extrinsics: few(extrinsic),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    paymentReferenceNumber: maybe(text),
    paymentMethod: fc.constantFrom('wire', 'ach', 'check'),
    net,
    gross: amount,
    discount: maybe(amount),
  });

  it('a remittance advice at 1.2.071', () => {
    fc.assert(
      fc.property(envelope, remittance, (around, given) => {
        const bytes = buildPaymentRemittanceRequest(around, given);
        expect(validateCxml(bytes, { version: '1.2.071', dtd: 'PaymentRemittance' })).toEqual([]);
        const { kind, ...back } = parseCxml(bytes).payload;
        expect(kind).toBe('PaymentRemittanceRequest');
        expect(plain(back)).toEqual(plain(given));
      }),
      RUNS,
    );
  });

  const credential = fc.record({
    domain: fc.constantFrom('NetworkId', 'DUNS', 'AribaNetworkUserId'),
    identity: text,
    type: maybe(fc.constant('marketplace')),
  });
  const mac = fc.record({
    type: fc.constant('FromSenderCredentials'),
    algorithm: fc.constant('HMAC-SHA1-96'),
    creationDate: date,
    expirationDate: date,
    value: fc.constant('cR6Jpz58nriXERDN'),
  });
  const credentials = fc.array(credential, { minLength: 1, maxLength: 3 });
  const routed = fc.record({
    from: fc.record({ credentials }),
    to: fc.record({ credentials }),
    sender: fc.record({
      credentials: fc.array(
        fc.oneof(
          fc.record({ domain: text, identity: text, sharedSecret: text }),
          fc.record({ domain: text, identity: text, mac }),
        ),
        { minLength: 1, maxLength: 2 },
      ),
      userAgent: text,
    }),
    path: fc.array(fc.record({ type: fc.constantFrom('copy', 'route'), credentials }), {
      minLength: 1,
      maxLength: 3,
    }),
    originalPayloadId: text,
  });

  it('a header with several names, a marketplace’s, a MAC, and the path it came by, the buyer first', () => {
    fc.assert(
      fc.property(envelope, routed, (around, header: Header) => {
        const back = read(buildProfileRequest({ ...around, header })).header;
        expect(plain(back)).toEqual(plain(header));
        // Through a browser none of it may carry a secret.
        const message = Buffer.from(
          buildPunchOutCancel(
            { ...around, header },
            { buyerCookie: 'c', operationAllowed: 'edit', currency: 'EUR' },
          ),
        ).toString('utf8');
        expect(message).not.toMatch(/SharedSecret|CredentialMac/);
      }),
      RUNS,
    );
  });
});

const VALID: fc.Arbitrary<Uint8Array> = fc.oneof(
  fc.tuple(envelope, setup).map(([a, c]) => buildSetupRequest(a, c)),
  fc.tuple(envelope, cart).map(([a, c]) => buildPunchOutOrderMessage(a, c)),
  fc.tuple(envelope, order).map(([a, c]) => buildOrderRequest(a, c)),
  fc.tuple(envelope, confirmation).map(([a, c]) => buildConfirmationRequest(a, c)),
  fc.tuple(envelope, shipNotice).map(([a, c]) => buildShipNoticeRequest(a, c)),
  fc.tuple(envelope, receipt).map(([a, c]) => buildReceiptRequest(a, c)),
  fc.tuple(envelope, invoice).map(([a, c]) => buildInvoiceDetailRequest(a, c)),
  fc.tuple(envelope, statusUpdate).map(([a, c]) => buildStatusUpdateRequest(a, c)),
);
const MOST_MS = 500;

/** Reads whatever it is: a document, or a refusal by name; anything else is a bug. */
function readOrRefuse(bytes: Uint8Array): 'read' | 'refused' {
  const started = performance.now();
  try {
    parseCxml(bytes);
    return 'read';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    expect([400, 401, 406]).toContain(error.entry.cxml);
    return 'refused';
  } finally {
    expect(performance.now() - started).toBeLessThan(MOST_MS);
  }
}

describe('a damaged document of any kind is read or refused by name, soon:', () => {
  it('bits flipped', () => {
    const flips = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 7 })), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(VALID, flips, (valid, blows) => {
        const bytes = Buffer.from(valid);
        for (const [at, bit] of blows) {
          const where = at % bytes.length;
          bytes[where] = (bytes[where] ?? 0) ^ (1 << bit);
        }
        expect(readOrRefuse(bytes)).toMatch(/read|refused/);
      }),
      { numRuns: 800 },
    );
  });

  it('cut off anywhere: refused, for what is not whole is nothing', () => {
    fc.assert(
      fc.property(VALID, fc.nat(), (valid, at) => {
        expect(readOrRefuse(valid.subarray(0, at % (valid.length - 1)))).toBe('refused');
      }),
      { numRuns: 400 },
    );
  });

  it('attributes and elements left out or written twice', () => {
    const PLACES = [/ [\w:]+="[^"]*"/g, /<(\w+)[^<>]*\/>/g, /<(\w+)[^<>]*>[^<]*<\/\1>/g];
    const blows = fc.array(fc.tuple(fc.nat(2), fc.nat(), fc.boolean()), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(VALID, blows, (valid, given) => {
        let spoilt = Buffer.from(valid).toString('utf8');
        for (const [kind, at, twice] of given) {
          const places = [...spoilt.matchAll(PLACES[kind] ?? / /g)];
          const place = places[at % Math.max(places.length, 1)];
          if (!place) continue;
          const [found] = place;
          const after = spoilt.slice(place.index + found.length);
          spoilt = spoilt.slice(0, place.index) + (twice ? found + found : '') + after;
        }
        expect(readOrRefuse(Buffer.from(spoilt))).toMatch(/read|refused/);
      }),
      { numRuns: 800 },
    );
  });
});
