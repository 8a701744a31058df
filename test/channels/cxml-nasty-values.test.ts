import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildConfirmationRequest,
  buildPaymentRemittanceRequest,
  buildReceiptRequest,
  buildSetupRequest,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  parseCxml,
} from '../../punchout/index.ts';
import { Decimal, sha256Hex } from '../../src/base/index.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import { header, suiteStory } from './orders-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);
const AT = '2026-03-02T10:00:00+01:00';
const d = (text: string) => Decimal.parse(text);
const eur = (text: string) => ({ value: d(text), currency: 'EUR' });
let sent = 0;
const around = () => {
  sent += 1;
  return {
    payloadId: `nasty-${sent}@acme.test`,
    timestamp: AT,
    header,
    deploymentMode: 'test' as const,
  };
};
const NOTHING = { contacts: [], comments: [], extrinsics: [] };
const order = { orderId: 'PO-KNOWN', orderDate: AT, payloadId: 'known@acme.test' };

/** A name that no index takes: long, and of letters that do not repeat. */
const LONG = Array.from({ length: 150 }, (_, n) => sha256Hex(String(n))).join('');

/** What real and hostile documents write where a number, date, name or code is wanted. */
const NASTY = [
  '',
  ' ',
  '-1',
  '0',
  '1e3',
  '1,5',
  '9'.repeat(17),
  '9'.repeat(25),
  `0.${'1'.repeat(25)}`,
  LONG,
  'é'.repeat(5_000),
  '2026-02-30T25:61:00+99:99',
  '+275760-09-13T00:00:00+00:00',
  '0000-01-01',
  '\u{1F600}\u202E',
  '%00%ff',
  "'; drop table purchase_order; --",
];

/** Every value of a document after its credentials, each replaced once by something nasty. */
function* spoilt(text: string): Generator<readonly [string, string]> {
  const from = text.indexOf('</Header>');
  const places = [...text.matchAll(/ [\w:]+="([^"]*)"|>([^<>]*[^<>\s][^<>]*)</g)].filter(
    ({ index }) => index > from,
  );
  for (const [n, place] of places.entries()) {
    const value = place[1] ?? place[2] ?? '';
    const at =
      place.index +
      place[0].indexOf(value, place[0].startsWith('>') ? 1 : place[0].indexOf('"') + 1);
    // Each place meets some of them, and all of them are met.
    for (const [which, nasty] of NASTY.entries()) {
      if ((n + which) % 5 !== 0) continue;
      const written = nasty.replaceAll('"', '&quot;').replaceAll('&', '&amp;');
      yield [
        `${place[0].trim().slice(0, 40)} → ${nasty.slice(0, 30)}`,
        text.slice(0, at) + written + text.slice(at + value.length),
      ];
    }
  }
}

/** Posts each spoilt document under a payloadID of its own and gathers those that were answered as our fault. */
async function blamedOnUs(document: Uint8Array): Promise<string[]> {
  const faults: string[] = [];
  for (const [what, text] of spoilt(Buffer.from(document).toString('utf8'))) {
    sent += 1;
    const { http, status, detail } = await story.post(
      text
        .replace(/payloadID="[^"]*"/, `payloadID="nasty-${sent}@acme.test"`)
        // A new order each time, so that it is not refused for being known.
        .replace(
          '<OrderRequestHeader orderID="PO-KNOWN"',
          `<OrderRequestHeader orderID="PO-${sent}"`,
        ),
    );
    expect(http).toBe(200);
    if (status >= 500) faults.push(`${status} ${what}: ${detail}`);
  }
  return faults;
}

describe('a document with a value that nobody can use is refused as the partner’s, never as our fault:', () => {
  it('an order', async () => {
    const [paper] = await story.basket([['paper', '100']]);
    if (!paper) throw new Error('no basket');
    const { bytes } = story.document(
      story.order(
        'PO-KNOWN',
        [
          {
            quote: paper,
            line: 1,
            over: {
              requestedDeliveryDate: AT,
              scheduleLines: [
                { quantity: d('100'), requestedDeliveryDate: AT, lineNumber: 1, unit: paper.unit },
              ],
              distributions: [
                {
                  name: 'Charge',
                  segments: [{ type: 'CostCenter', id: 'CC-1', description: 'c' }],
                  charge: eur('12.50'),
                },
              ],
              comments: [{ text: 'note', attachments: [], lang: 'fr' }],
            },
          },
        ],
        { orderVersion: 1, requestedDeliveryDate: AT, paymentTerms: [{ payInDays: 45 }] },
      ),
    );
    const known = Buffer.from(bytes)
      .toString('utf8')
      .replace(/payloadID="[^"]*"/, 'payloadID="known@acme.test"');
    expect((await story.post(known)).status).toBe(200);
    expect(await blamedOnUs(bytes)).toEqual([]);
  });

  it('a blanket order and a release', async () => {
    const [paper] = await story.basket([['paper', '100']]);
    if (!paper) throw new Error('no basket');
    const limits = {
      detail: undefined,
      blanket: {
        descriptions: [{ text: 'Paper', lang: 'en' }],
        classifications: [],
        extrinsics: [],
        maximumAmount: eur('100'),
        minimumAmount: eur('1'),
        maximumQuantity: d('10'),
        unitPrice: eur('4'),
        unit: 'EA',
      },
    };
    const blanket = story.order('PO-KNOWN', [{ quote: paper, line: 1, over: limits }], {
      orderType: 'blanket',
      agreementId: 'AGR-1',
      total: eur('100'),
      effectiveDate: AT,
      expirationDate: AT,
    });
    expect(await blamedOnUs(story.document(blanket).bytes)).toEqual([]);
    const release = story.order('PO-KNOWN', [{ quote: paper, line: 1 }], {
      orderType: 'release',
      agreementId: 'AGR-1',
    });
    expect(await blamedOnUs(story.document(release).bytes)).toEqual([]);
  });

  it('a set-up', async () => {
    const bytes = buildSetupRequest(around(), {
      operation: 'create',
      buyerCookie: 'c',
      extrinsics: [
        { name: 'UserEmail', value: 'ana@acme.test' },
        { name: 'FirstName', value: 'Ana' },
        { name: 'CostCenter', value: 'CC-1' },
      ],
      browserFormPost: 'https://suite.acme.test/return',
      contacts: [{ name: 'Ana', email: 'ana@acme.test', role: 'endUser' }],
      selectedItem: { supplierPartId: 'A-BOLT-M8', supplierPartAuxiliaryId: 'x' },
      items: [],
    });
    expect(await blamedOnUs(bytes)).toEqual([]);
  });

  it('a receipt', async () => {
    const bytes = buildReceiptRequest(around(), {
      receiptId: 'GR-1',
      receiptDate: AT,
      operation: 'new',
      comments: [],
      extrinsics: [],
      total: eur('12.50'),
      orders: [
        {
          order,
          items: [
            {
              receiptLineNumber: 1,
              lineNumber: 1,
              quantity: d('10'),
              type: 'received',
              unit: 'C62',
              unitPrice: eur('0.125'),
              receivedAmount: eur('1.25'),
              comments: [],
              extrinsics: [],
            },
          ],
        },
      ],
    });
    expect(await blamedOnUs(bytes)).toEqual([]);
  });

  it('a remittance advice', async () => {
    const bytes = buildPaymentRemittanceRequest(around(), {
      paymentRemittanceId: 'R-1',
      paymentDate: AT,
      status: 'new',
      paymentReferenceNumber: 'PAY-1',
      paymentMethod: 'wire',
      partners: [{ contact: { name: 'Acme', role: 'payer' }, ids: [] }],
      net: eur('98.00'),
      gross: eur('100.00'),
      discount: eur('2.00'),
      details: [
        {
          lineNumber: 1,
          invoiceId: 'F-1',
          invoiceDate: AT,
          order,
          net: eur('98.00'),
          gross: eur('100.00'),
          discount: eur('1.50'),
          adjustments: [eur('-0.50')],
          extrinsics: [],
        },
      ],
    });
    expect(parseCxml(bytes).payload.kind).toBe('PaymentRemittanceRequest');
    expect(await blamedOnUs(bytes)).toEqual([]);
  });

  it('a status update', async () => {
    const bytes = buildStatusUpdateRequest(around(), {
      documentPayloadId: 'known@acme.test',
      status: { code: 200, text: 'OK' },
      extrinsics: [],
      invoice: {
        type: 'paid',
        invoiceId: 'F-1',
        invoiceDate: AT,
        partialAmount: eur('10.00'),
        comments: [],
      },
    });
    expect(await blamedOnUs(bytes)).toEqual([]);
  });

  it('a seller’s confirmation and ship notice', async () => {
    const [part] = await story.parts('PO-KNOWN');
    if (!part) throw new Error('no part for the seller');
    await db.query(`update seller_order set state = 'sent' where id = ?`, [part.id]);
    const own = { ...order, orderId: part.number };
    const confirmation = buildConfirmationRequest(around(), {
      ...NOTHING,
      confirmId: 'AB-1',
      type: 'detail',
      operation: 'new',
      noticeDate: AT,
      order: own,
      items: [
        {
          lineNumber: 1,
          quantity: d('100'),
          unit: 'C62',
          statuses: [
            {
              type: 'accept',
              quantity: d('100'),
              unit: 'C62',
              deliveryDate: AT,
              comments: [],
              extrinsics: [],
            },
          ],
        },
      ],
    });
    const notice = buildShipNoticeRequest(around(), {
      ...NOTHING,
      shipmentId: 'LS-1',
      operation: 'new',
      noticeDate: AT,
      shipmentDate: AT,
      deliveryDate: AT,
      controls: [],
      portions: [
        {
          order: own,
          items: [{ lineNumber: 1, quantity: d('100'), unit: 'C62', comments: [], extrinsics: [] }],
        },
      ],
    });
    for (const bytes of [confirmation, notice]) {
      const asSeller = Buffer.from(bytes)
        .toString('utf8')
        .replace(
          /domain="NetworkID">(\s*)<Identity>AN02000000002-T/g,
          'domain="DUNS">$1<Identity>123456789',
        )
        .replace('acme-secret', 'beta-secret');
      expect(await blamedOnUs(Buffer.from(asSeller))).toEqual([]);
      expect(await story.post(asSeller)).toMatchObject({ status: 200, detail: '' });
    }
  });
});
