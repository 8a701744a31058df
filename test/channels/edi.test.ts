import { beforeAll, describe, expect, it } from 'vitest';
import { buildAperak, buildContrl, readEdifact } from '../../edi/edifact/index.ts';
import { processDocument } from '../../src/channels/edi/index.ts';
import { sendSellerOrder } from '../../src/channels/outbound/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import {
  answerTo,
  bolt,
  cable,
  d,
  day,
  despatchOf,
  door,
  envelope,
  jobs,
  partnerServer,
  placed,
} from './edi-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const { post } = door(() => db.services());

type Row = {
  id: string;
  state: string;
  kind: string;
  errors: { code: string; message: string; line?: number; fix?: string }[];
  advisories: { code: string }[];
  keys: string[];
  document_key: string;
  links: { type: string }[];
};
const exchange = async (id: string) =>
  (await db.query<Row>('select * from exchange where id = ?', [id]))[0] as Row;
const outbound = (kind: string, key: string) =>
  db.query<Row & { content: Buffer }>(
    `select e.*, f.content from exchange e join stored_file f on f.id = e.file_id where direction = 'out' and kind = ? and ? = any(keys) order by e.id`,
    [kind, key],
  );
const lines = (number: string) =>
  db.query(
    `select line_number as line, answer, confirmed_quantity::float as confirmed, confirmed_on::text as promised, answer_reason as reason, shipped_quantity::float as shipped
       from order_line l join seller_order o on o.id = l.seller_order_id where o.number = ? order by line_number`,
    [number],
  );
/** Posts, works the jobs off, and gives the exchange as it then stands. */
async function sent(body: Uint8Array | string): Promise<Row> {
  const answer = await post(body);
  expect(answer.status).toBe(202);
  const { exchange: id } = (await answer.json()) as { exchange: string };
  await db.runJobs(jobs);
  return exchange(id);
}
const contentOf = (bytes: Buffer | undefined) =>
  readEdifact(bytes ?? Buffer.alloc(0)).interchanges[0]?.messages[0]?.content;

describe('the EDI door', () => {
  it('refuses an unknown key with problem+json, before anything is stored', async () => {
    for (const headers of [{ authorization: 'Bearer nobody' }, { 'x-api-key': 'nobody' }, {}]) {
      const answer = await post('UNB', headers as Record<string, string>);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'channel.api_key', status: 401 });
    }
    expect(await db.query('select id from exchange')).toEqual([]);
  });

  it('refuses a body without bytes and one above 20 MB', async () => {
    expect((await post('')).status).toBe(422);
    expect((await post(new Uint8Array(20_000_001))).status).toBe(413);
  });

  it('answers 202 with the address of the trace, with either header, before the document is worked out', async () => {
    const answer = await post(answerTo('NONE-1', 'HELLO', []), { 'x-api-key': 'key-a' });
    expect(answer.status).toBe(202);
    const body = (await answer.json()) as { exchange: string };
    expect(body).toEqual({
      exchange: body.exchange,
      state: 'received',
      trace: `/operator/exchanges/${body.exchange}`,
      partnerTrace: `/seller/exchanges/${body.exchange}`,
    });
    expect(await exchange(body.exchange)).toMatchObject({
      state: 'received',
      document_key: 'HELLO',
    });
    await db.runJobs(jobs);
  });
});

describe('a seller’s answer', () => {
  it('accepts one line, moves another with less now and the rest later', async () => {
    await placed(db.services(), 'PO-ANS', [bolt(10, '500'), cable(20, '30')]);
    const row = await sent(
      answerTo('PO-ANS-1', 'ANS1', [
        {
          position: '10',
          action: 'accepted',
          quantity: d('500'),
          unit: 'C62',
          promisedDate: day('2026-03-06'),
        },
        {
          position: '20',
          action: 'backordered',
          quantity: d('10'),
          backorderQuantity: d('20'),
          unit: 'MTR',
          promisedDate: day('2026-03-20'),
          reason: 'Rest from the next drum',
        },
      ]),
    );
    expect(row).toMatchObject({
      state: 'accepted',
      kind: 'ORDRSP',
      errors: [],
      links: [{ type: 'seller_order' }],
    });
    expect(row.keys).toContain('PO-ANS-1');
    expect(await lines('PO-ANS-1')).toEqual([
      {
        line: 10,
        answer: 'accepted',
        confirmed: 500,
        promised: '2026-03-06',
        reason: null,
        shipped: 0,
      },
      {
        line: 20,
        answer: 'changed',
        confirmed: 30,
        promised: '2026-03-20',
        reason: 'Rest from the next drum',
        shipped: 0,
      },
    ]);
  });

  it('is acknowledged by a CONTRL that is kept although the seller has no address', async () => {
    const [contrl] = await outbound('CONTRL', 'ANS1');
    expect(contrl).toMatchObject({ state: 'queued' });
    expect(contentOf(contrl?.content)).toMatchObject({
      kind: 'control',
      control: { interchangeReference: 'ANS1', action: 'acknowledged', messages: [] },
    });
  });

  it('finds the line by its product when the seller numbers its own lines, and fills what it does not list', async () => {
    await placed(db.services(), 'PO-OWN', [bolt(10, '500'), cable(20, '30')]);
    const row = await sent(
      answerTo('po-own-1', 'OWN1', [
        {
          position: '10',
          sellerSku: 'A-CABLE-3G',
          action: 'rejected',
          unit: 'MTR',
          reason: 'Discontinued',
        },
      ]),
    );
    expect(row).toMatchObject({ state: 'accepted', errors: [] });
    expect(await lines('PO-OWN-1')).toMatchObject([
      { line: 10, answer: 'accepted', confirmed: 500 },
      { line: 20, answer: 'refused', confirmed: 0, reason: 'Discontinued' },
    ]);
  });

  it('ships what its DESADV says, adding up packages', async () => {
    const row = await sent(
      despatchOf('PO-ANS-1', 'SHIP1', [
        { orderLine: '10', quantity: '300' },
        { orderLine: '10', quantity: '100' },
        { orderLine: '20', quantity: '10' },
      ]),
    );
    expect(row).toMatchObject({
      state: 'accepted',
      kind: 'DESADV',
      errors: [],
      links: [{ type: 'shipment' }],
    });
    expect(await lines('PO-ANS-1')).toMatchObject([
      { line: 10, shipped: 400 },
      { line: 20, shipped: 10 },
    ]);
    expect(
      await db.query(
        `select number, carrier, tracking_number as tracking, shipped_on::text as day from shipment`,
      ),
    ).toEqual([{ number: 'D-SHIP1', carrier: 'Geodis', tracking: 'GEO123', day: '2026-03-03' }]);
  });
});

describe('what comes in a row', () => {
  it('is worked off in the order it came, whichever job starts first', async () => {
    await placed(db.services(), 'PO-ROW', [bolt(1, '100')]);
    const later = [
      {
        position: '1',
        action: 'backordered' as const,
        quantity: d('40'),
        backorderQuantity: d('60'),
        unit: 'C62',
      },
    ];
    await post(answerTo('PO-ROW-1', 'ROW1', later));
    const answer = await post(despatchOf('PO-ROW-1', 'ROW2', [{ orderLine: '1', quantity: '40' }]));
    const { exchange: exchangeId } = (await answer.json()) as { exchange: string };
    const [connection] = await db.query<{ id: string }>(
      `select id from trading_connection where name = 'seller-a-edi'`,
    );
    await processDocument(systemContext(db.services(), 'test'), {
      exchangeId,
      connectionId: connection?.id,
    });
    expect(await lines('PO-ROW-1')).toMatchObject([
      { answer: 'changed', confirmed: 100, shipped: 40 },
    ]);
    await db.runJobs(jobs);
    expect(await lines('PO-ROW-1')).toMatchObject([
      { answer: 'changed', confirmed: 100, shipped: 40 },
    ]);
    expect(await outbound('CONTRL', 'ROW1')).toHaveLength(1);
  });
});

describe('what comes twice', () => {
  it('applies the same interchange once: the resend is a duplicate and is acknowledged again', async () => {
    await placed(db.services(), 'PO-TWICE', [bolt(1, '100')]);
    const bytes = answerTo('PO-TWICE-1', 'TWICE', [
      { position: '1', action: 'accepted', quantity: d('100'), unit: 'C62' },
    ]);
    const first = await sent(bytes);
    const again = await sent(bytes);
    expect([first.state, again.state]).toEqual(['accepted', 'duplicate']);
    expect(again).toMatchObject({ errors: [], links: [], advisories: [{ code: 'edi.resent' }] });
    expect(await outbound('CONTRL', 'TWICE')).toHaveLength(2);
    expect(
      await db.query(
        `select id from outbox_event where name = 'seller_order.answered' and payload->>'sellerOrderId' = (select id::text from seller_order where number = 'PO-TWICE-1')`,
      ),
    ).toHaveLength(1);
  });

  it('applies one of sixteen that come at once', async () => {
    await placed(db.services(), 'PO-RACE', [bolt(1, '100')]);
    const bytes = answerTo('PO-RACE-1', 'RACE', [
      { position: '1', action: 'accepted', quantity: d('100'), unit: 'C62' },
    ]);
    const answers = await Promise.all(
      Array.from(
        { length: 16 },
        async () => (await (await post(bytes)).json()) as { state: string },
      ),
    );
    await db.runJobs(jobs);
    expect(answers.filter(({ state }) => state === 'received')).toHaveLength(1);
    expect(answers.filter(({ state }) => state === 'duplicate')).toHaveLength(15);
    expect(
      await db.query(
        `select state, count(*)::int as n from exchange where document_key = 'RACE' group by state order by state`,
      ),
    ).toEqual([
      { state: 'accepted', n: 1 },
      { state: 'duplicate', n: 15 },
    ]);
  });

  it('refuses another content under a used reference with code 26', async () => {
    const row = await sent(
      answerTo('PO-TWICE-1', 'TWICE', [{ position: '1', action: 'rejected', unit: 'C62' }]),
    );
    expect(row).toMatchObject({
      state: 'refused',
      errors: [{ code: 'channel.interchange_reused' }],
    });
    const contrl = (await outbound('CONTRL', 'TWICE')).at(-1);
    expect(contentOf(contrl?.content)).toMatchObject({
      control: { action: 'rejected', error: 26, serviceSegment: 'UNB' },
    });
    expect(await lines('PO-TWICE-1')).toMatchObject([{ answer: 'accepted' }]);
  });

  it('takes a test and a live interchange of one reference apart', async () => {
    const row = await sent(
      answerTo(
        'PO-TWICE-1',
        'TWICE',
        [{ position: '1', action: 'accepted', quantity: d('100'), unit: 'C62' }],
        { test: false },
      ),
    );
    expect(row).toMatchObject({ state: 'accepted' });
  });
});

describe('what is wrong', () => {
  it('refuses the sender that UNB names when the key is another’s (code 23)', async () => {
    const row = await sent(
      answerTo('PO-ANS-1', 'ALIEN', [], { sender: { id: '9999999999999', qualifier: '14' } }),
    );
    expect(row).toMatchObject({ state: 'refused', errors: [{ code: 'channel.sender_unknown' }] });
    const [contrl] = await outbound('CONTRL', 'ALIEN');
    expect(contentOf(contrl?.content)).toMatchObject({
      control: { action: 'rejected', error: 23 },
    });
  });

  it('says an unknown order, too much despatched and a wrong line in words, by APERAK and on the exchange', async () => {
    const unknown = await sent(
      answerTo(
        'PO-NOBODY-9',
        'WRONG1',
        [{ position: '1', action: 'accepted', quantity: d('1'), unit: 'C62' }],
        { acknowledgementAsked: false },
      ),
    );
    expect(unknown).toMatchObject({
      state: 'refused',
      errors: [{ code: 'channel.order_unknown' }],
    });
    expect(unknown.errors[0]?.message).toContain('we sent you no order PO-NOBODY-9');
    const [aperak] = await outbound('APERAK', 'WRONG1');
    expect(contentOf(aperak?.content)).toMatchObject({
      kind: 'application_error',
      report: {
        accepted: false,
        documentNumber: 'R-WRONG1',
        errors: [{ code: '12', references: [{ type: 'ON', number: 'PO-NOBODY-9' }] }],
      },
    });
    const tooMuch = await sent(
      despatchOf('PO-ANS-1', 'WRONG2', [{ orderLine: '10', quantity: '101' }]),
    );
    expect(tooMuch).toMatchObject({
      state: 'refused',
      errors: [{ code: 'orders.despatch_quantity' }],
    });
    const wrongLine = await sent(
      despatchOf('PO-ANS-1', 'WRONG3', [{ orderLine: '99', quantity: '1' }]),
    );
    expect(wrongLine).toMatchObject({
      state: 'refused',
      errors: [{ code: 'channel.order_line_unknown' }],
    });
  });

  it('names the line and the fix of a syntax fault, applies nothing, and takes the mended one under the same reference', async () => {
    await placed(db.services(), 'PO-CUT', [bolt(1, '100')]);
    const good = Buffer.from(
      answerTo('PO-CUT-1', 'CUT', [
        { position: '1', action: 'accepted', quantity: d('100'), unit: 'C62' },
      ]),
    ).toString('latin1');
    const row = await sent(good.slice(0, good.indexOf('UNZ')));
    expect(row.state).toBe('refused');
    expect(row.errors[0]).toMatchObject({ code: 'edi.unz_missing' });
    expect(row.errors[0]?.line).toBeGreaterThan(1);
    expect(row.errors[0]?.fix).toBeTruthy();
    expect(await lines('PO-CUT-1')).toMatchObject([{ answer: null }]);
    expect(await sent(good)).toMatchObject({ state: 'accepted' });
    expect(await lines('PO-CUT-1')).toMatchObject([{ answer: 'accepted' }]);
  });

  it('keeps what is no EDIFACT at all, refused with words', async () => {
    expect(await sent('hello')).toMatchObject({
      state: 'refused',
      errors: [
        { code: 'edi.no_interchange', line: 1, fix: 'Send a file that begins with UNA or UNB.' },
      ],
    });
  });

  it('carries out the good message of an interchange whose other message is wrong', async () => {
    await placed(db.services(), 'PO-HALF', [bolt(1, '100')]);
    const good = Buffer.from(
      answerTo('PO-HALF-1', 'HALF', [
        { position: '1', action: 'accepted', quantity: d('100'), unit: 'C62' },
      ]),
    ).toString('latin1');
    const body = good.slice(good.indexOf('UNH'), good.indexOf('UNZ'));
    const wrong = body.replace('UNH+1+', 'UNH+2+').replace(/UNT\+(\d+)\+1/, 'UNT+99+2');
    const row = await sent(
      good.slice(0, good.indexOf('UNH')) +
        wrong +
        body +
        good.slice(good.indexOf('UNZ')).replace('UNZ+1', 'UNZ+2'),
    );
    expect(row).toMatchObject({ state: 'accepted', errors: [{ code: 'edi.unt_count' }] });
    expect(await lines('PO-HALF-1')).toMatchObject([{ answer: 'accepted' }]);
    const [contrl] = await outbound('CONTRL', 'HALF');
    expect(contentOf(contrl?.content)).toMatchObject({
      control: {
        action: 'acknowledged',
        messages: [{ reference: '2', action: 'rejected', error: 29 }],
      },
    });
  });
});

describe('answers to what we sent', () => {
  it('writes a CONTRL and an APERAK on our own document, and never answers a CONTRL', async () => {
    const partner = await partnerServer();
    await db.query(`update trading_connection set outbound_url = ? where name = 'seller-a-edi'`, [
      `${partner.url}/in`,
    ]);
    const { sellerOrderIds } = await placed(db.services(), 'PO-ACK', [bolt(1, '100')]);
    await sendSellerOrder(systemContext(db.services(), 'test'), {
      sellerOrderId: sellerOrderIds[0],
    });
    await db.runJobs(jobs);
    const [orders] = await outbound('ORDERS', 'PO-ACK-1');
    expect(orders).toMatchObject({ state: 'sent' });
    const ours = orders?.document_key ?? '';
    const parties = {
      sender: { id: 'COMPTOIR', qualifier: 'ZZZ' },
      receiver: { id: '3012345678902', qualifier: '14' },
    };
    await sent(
      buildContrl(
        { interchangeReference: ours, ...parties, action: 'acknowledged', messages: [] },
        envelope('C1'),
      ),
    );
    expect(await exchange(orders?.id ?? '')).toMatchObject({ state: 'accepted', errors: [] });
    const report = {
      number: 'AP1',
      date: day('2026-03-02'),
      accepted: false,
      documentNumber: 'PO-ACK-1',
      errors: [{ code: '12', text: 'Customer blocked', references: [] }],
    };
    await sent(buildAperak(report, envelope('C2', { acknowledgementAsked: false })));
    expect(await exchange(orders?.id ?? '')).toMatchObject({
      state: 'refused',
      errors: [{ code: 'APERAK 12', message: 'Customer blocked' }],
    });
    const stray = await sent(
      buildContrl(
        { interchangeReference: 'NOTOURS', ...parties, action: 'rejected', messages: [] },
        envelope('C3'),
      ),
    );
    expect(stray).toMatchObject({
      state: 'refused',
      errors: [{ code: 'channel.answered_unknown' }],
    });
    expect(await outbound('CONTRL', 'C1')).toEqual([]);
    expect(await outbound('CONTRL', 'C3')).toEqual([]);
    expect(await outbound('APERAK', 'C3')).toEqual([]);
    await partner.stop();
  });

  it('posts its CONTRL to the seller’s address', async () => {
    const partner = await partnerServer();
    await db.query(`update trading_connection set outbound_url = ? where name = 'seller-a-edi'`, [
      `${partner.url}/in`,
    ]);
    await sent(answerTo('PO-NOBODY-9', 'POSTED', []));
    expect(
      partner.received.map(({ contentType, body }) => [
        contentType,
        /UCI\+POSTED/.test(body),
        /UNH\+\d+\+(\w+)/.exec(body)?.[1],
      ]),
    ).toEqual([
      ['application/EDIFACT', true, 'CONTRL'],
      ['application/EDIFACT', false, 'APERAK'],
    ]);
    expect(await outbound('CONTRL', 'POSTED')).toMatchObject([{ state: 'sent', attempts: 1 }]);
    await partner.stop();
  });
});
