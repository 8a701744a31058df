import { beforeAll, describe, expect, it } from 'vitest';
import { buildResponse, parseCxml, resolveProfile } from '../../punchout/index.ts';
import {
  confirmationType,
  judgeCxml,
  outboundJobs,
  sendConfirmation,
  sendDocuments,
} from '../../src/channels/outbound/index.ts';
import { recordAnswer, recordDespatch } from '../../src/domain/orders/index.ts';
import {
  deliveries,
  dismissDelivery,
  replayDelivery,
  replayPartner,
  secondsToNext,
  sendDue,
  serviceJobs,
} from '../../src/domain/service/index.ts';
import { read, systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  bolt,
  d,
  day,
  paper,
  partnerServer,
  placed,
  type Received,
  subscriptions,
} from './edi-support.ts';

const db = testDatabase({ subscriptions });
const jobs = { ...outboundJobs, ...serviceJobs };
beforeAll(() => smallWorld(db.services()));
const ctx = () => systemContext(db.services(), 'test');

const status = (code: number, http = 200) =>
  new Response(
    Buffer.from(
      buildResponse(
        { payloadId: '1@partner', timestamp: '2026-03-02T10:00:00+01:00' },
        { code, text: '' },
      ),
    ),
    { status: http, headers: { 'content-type': 'text/xml' } },
  );
const connect = (url: string, profile = 'generic') =>
  db.query(`update trading_connection set outbound_url = ?, profile = ? where name = 'acme-cxml'`, [
    url,
    profile,
  ]);
const cxmlOf = (received: Received | undefined) => parseCxml(Buffer.from(received?.body ?? ''));
const kinds = (received: readonly Received[]) => received.map((one) => cxmlOf(one).payload.kind);
const row = (subject: string) =>
  db.query<{
    id: string;
    kind: string;
    state: string;
    attempts: number;
    attempts_total: number;
    last_answer: string | null;
  }>(
    'select id, kind, state, attempts, attempts_total, last_answer from outgoing_delivery where subject = ? order by id',
    [subject],
  );
async function orderOf(number: string, lines = [bolt(1, '100')]) {
  await placed(db.services(), number, lines, {
    payloadId: `${number}@suite`,
    connectionId: id('acme-cxml'),
  });
  const [found] = await db.query<{ id: string }>('select id from seller_order where number = ?', [
    `${number}-1`,
  ]);
  return found?.id ?? '';
}
const accept = (sellerOrderId: string) =>
  recordAnswer(ctx(), {
    sellerOrderId,
    lines: [{ lineNumber: 1, action: 'accepted', quantity: d('100') }],
  });
const ship = (sellerOrderId: string, number: string) =>
  recordDespatch(ctx(), { sellerOrderId, number, shippedOn: day('2026-03-03') });

describe('how often and when', () => {
  const rules = (suite: string) => resolveProfile(suite).retry;

  it('Coupa is asked again every hour, five times, and given 60 seconds to answer', () => {
    const waits = [1, 2, 3, 4, 5, 6].map((attempts) =>
      secondsToNext({ ...rules('coupa'), jitter: 0 }, { attempts, seed: 'x' }),
    );
    expect(waits).toEqual([3600, 3600, 3600, 3600, 3600, undefined]);
    expect(rules('coupa').timeoutSeconds).toBe(60);
  });

  it('every other suite for six hours at least, whatever the jitter', () => {
    for (const suite of ['generic', 'ariba', 'jaggaer', 'oracle-fusion']) {
      for (const seed of ['a', 'b', 'c', 'd', 'e']) {
        let seconds = 0;
        for (let attempts = 1; ; attempts += 1) {
          const wait = secondsToNext(rules(suite), { attempts, seed });
          if (wait === undefined) break;
          seconds += wait;
        }
        expect(seconds, `${suite} ${seed}`).toBeGreaterThanOrEqual(6 * 3600);
      }
    }
  });

  it('documents that failed together do not come back together, and a repeated look gives the same wait', () => {
    const wait = (seed: string) => secondsToNext(rules('generic'), { attempts: 5, seed });
    expect(new Set(['a', 'b', 'c', 'd'].map(wait)).size).toBe(4);
    expect(wait('a')).toBe(wait('a'));
    // 60 × 2^4, a fifth up or down.
    for (const seed of ['a', 'b', 'c', 'd']) {
      expect(wait(seed)).toBeGreaterThanOrEqual(768);
      expect(wait(seed)).toBeLessThanOrEqual(1152);
    }
  });
});

describe('what an answer means', () => {
  const xml = (code: number) =>
    buildResponse({ payloadId: '1@p', timestamp: '2026-03-02T10:00:00+01:00' }, { code, text: '' });
  const html = Buffer.from('<html><body>Bad gateway</body></html>');
  it.each([
    [200, xml(200), 'taken'],
    [200, xml(201), 'taken'],
    [200, xml(400), 'refused'],
    [200, xml(409), 'refused'],
    [200, xml(500), 'later'],
    [200, xml(560), 'later'],
    [500, xml(400), 'refused'],
    [400, xml(550), 'later'],
    [200, html, 'later'],
    [302, html, 'later'],
    [502, html, 'later'],
    [404, html, 'refused'],
    [200, new Uint8Array(), 'later'],
  ])('HTTP %i with this body is %3$s', (http, content, outcome) => {
    expect(judgeCxml({ status: http, content, contentType: 'text/xml' }).outcome).toBe(outcome);
  });
});

describe('the row of a purchase order', () => {
  it('is tried by the profile’s rules, then waits for a person; its successors wait behind it', async () => {
    const suite = await partnerServer(() => status(503));
    await connect(suite.url, 'coupa');
    const sellerOrderId = await orderOf('PO-DEAD');
    await accept(sellerOrderId);
    await ship(sellerOrderId, 'LS-DEAD');
    await db.runJobs(jobs);
    expect(await row('PO-DEAD-1')).toMatchObject([
      {
        kind: 'ConfirmationRequest',
        state: 'waiting',
        attempts: 1,
        last_answer: expect.stringContaining('Status 503'),
      },
      { kind: 'ShipNoticeRequest', state: 'waiting', attempts: 0 },
    ]);
    // Before the hour nothing is posted, after it once.
    db.clock.advance({ minutes: 50 });
    await sendDue(ctx());
    await db.runJobs(jobs);
    expect(suite.received).toHaveLength(1);
    for (let hour = 0; hour < 6; hour += 1) {
      db.clock.advance({ minutes: 70 });
      await sendDue(ctx());
      await db.runJobs(jobs);
    }
    expect(suite.received).toHaveLength(6);
    expect(new Set(suite.received.map(({ body }) => body)).size).toBe(1);
    expect(await row('PO-DEAD-1')).toMatchObject([
      { state: 'dead', attempts: 6 },
      { state: 'waiting', attempts: 0 },
    ]);
    const found = await read(ctx(), (tx) => deliveries(tx, { state: 'dead', q: 'po-dead' }));
    expect(found.rows).toMatchObject([
      { subject: 'PO-DEAD-1', behind: 1, partnerName: 'Acme Industrie' },
    ]);
    await suite.stop();

    const mended = await partnerServer(() => status(200));
    await connect(mended.url, 'coupa');
    await sendDocuments(ctx(), { connectionId: id('acme-cxml') });
    expect(mended.received).toHaveLength(0);
    await replayDelivery(ctx(), { deliveryId: found.rows[0]?.id ?? '' });
    await db.runJobs(jobs);
    expect(kinds(mended.received)).toEqual(['ConfirmationRequest', 'ShipNoticeRequest']);
    expect(mended.received[0]?.body).toBe(suite.received[0]?.body);
    expect(await row('PO-DEAD-1')).toMatchObject([
      { state: 'sent', attempts: 1, attempts_total: 7 },
      { state: 'sent' },
    ]);
    await expect(replayDelivery(ctx(), { deliveryId: found.rows[0]?.id ?? '' })).rejects.toThrow(
      'service.delivery_not_dead',
    );
    await mended.stop();
  });

  it('a refusal is never tried again; dismissed with a reason, it lets the next one pass', async () => {
    const suite = await partnerServer(({ body }) =>
      status(body.includes('ConfirmationRequest') ? 400 : 200),
    );
    await connect(suite.url);
    const sellerOrderId = await orderOf('PO-4XX');
    await accept(sellerOrderId);
    await ship(sellerOrderId, 'LS-4XX');
    await db.runJobs(jobs);
    db.clock.advance({ hours: 20 });
    await sendDue(ctx());
    await db.runJobs(jobs);
    expect(suite.received).toHaveLength(1);
    const [dead] = await row('PO-4XX-1');
    expect(dead).toMatchObject({ state: 'dead', attempts: 1 });
    await expect(
      dismissDelivery(ctx(), { deliveryId: dead?.id ?? '', reason: '  ' }),
    ).rejects.toThrow('service.dismiss_reason');
    await dismissDelivery(ctx(), { deliveryId: dead?.id ?? '', reason: 'Confirmed by telephone' });
    await db.runJobs(jobs);
    expect(kinds(suite.received)).toEqual(['ConfirmationRequest', 'ShipNoticeRequest']);
    expect(
      await db.query(
        `select detail->>'reason' as reason from audit_record where action = 'delivery.dismissed'`,
      ),
    ).toEqual([{ reason: 'Confirmed by telephone' }]);
    await suite.stop();
  });

  it('a ship notice whose job starts first still goes after the confirmation before it', async () => {
    const suite = await partnerServer(() => status(200));
    await connect(suite.url);
    const sellerOrderId = await orderOf('PO-RACE');
    await accept(sellerOrderId);
    await ship(sellerOrderId, 'LS-RACE');
    const only = (name: string) => ({ [name]: outboundJobs[name] ?? (() => Promise.resolve()) });
    await db.runJobs(only('buyer.send_ship_notice'));
    await db.runJobs(only('buyer.send_confirmation'));
    await db.runJobs(jobs);
    expect(kinds(suite.received)).toEqual(['ConfirmationRequest', 'ShipNoticeRequest']);
    await suite.stop();
  });

  it('one order that is stuck holds up no other', async () => {
    const suite = await partnerServer(({ body }) => status(body.includes('PO-STUCK') ? 400 : 200));
    await connect(suite.url);
    await accept(await orderOf('PO-STUCK'));
    await accept(await orderOf('PO-FREE'));
    await db.runJobs(jobs);
    expect([(await row('PO-STUCK-1'))[0]?.state, (await row('PO-FREE-1'))[0]?.state]).toEqual([
      'dead',
      'sent',
    ]);
    await suite.stop();
  });

  it('what a worker had taken when it died is found again after its time', async () => {
    const suite = await partnerServer(() => status(200));
    await connect(suite.url);
    await accept(await orderOf('PO-KILL'));
    // Built, and not posted yet.
    await db.runJobs({ 'buyer.send_confirmation': sendConfirmation });
    await write(ctx(), (tx) =>
      tx.em.execute(
        `update outgoing_delivery set claimed_until = ?::timestamptz where subject = 'PO-KILL-1'`,
        [db.clock.now().add({ seconds: 140 }).toString()],
      ),
    );
    await db.runJobs(jobs);
    expect(suite.received).toHaveLength(0);
    db.clock.advance({ minutes: 3 });
    await sendDue(ctx());
    await db.runJobs(jobs);
    expect(suite.received).toHaveLength(1);
    await suite.stop();
  });

  it('all given-up documents of a partner are replayed together, with their progress', async () => {
    let isRefusing = true;
    const suite = await partnerServer(() => status(isRefusing ? 401 : 200));
    await connect(suite.url);
    for (const number of ['PO-B1', 'PO-B2', 'PO-B3']) await accept(await orderOf(number));
    await db.runJobs(jobs);
    await db.query(`update outgoing_delivery set state = 'dismissed' where subject = 'PO-STUCK-1'`);
    isRefusing = false;
    const { progressId } = await replayPartner(ctx(), {
      partnerId: id('acme'),
      partnerName: 'Acme Industrie',
    });
    await db.runJobs(jobs);
    expect(
      await db.query('select done, total, state from bulk_progress where id = ?', [progressId]),
    ).toEqual([{ done: 3, total: 3, state: 'finished' }]);
    expect(suite.received).toHaveLength(6);
    expect(await read(ctx(), (tx) => deliveries(tx, { state: 'dead' }))).toEqual({
      rows: [],
      next: undefined,
    });
    await suite.stop();
  });
});

describe('the header of a confirmation', () => {
  const line = (share: 'whole' | 'part' | 'nothing' | 'unanswered', answer = 'accepted') => ({
    share,
    answer,
    promise: 'none' as const,
  });
  const whole = { speaksFor: 'whole_order', style: 'header' } as const;
  it.each([
    ['accept', [line('whole'), line('whole')]],
    ['except', [line('whole'), line('part')]],
    ['except', [line('whole'), line('nothing', 'refused')]],
    ['reject', [line('nothing', 'refused'), line('nothing', 'refused')]],
    ['backordered', [line('whole', 'backordered')]],
    ['allDetail', [line('part'), line('part')]],
    ['allDetail', [{ ...line('whole'), promise: 'day' as const }]],
    ['detail', [line('whole'), line('unanswered')]],
  ])('is %s', (type, lines) => {
    expect(confirmationType(lines, whole)).toBe(type);
  });
  it('says its own lines alone where several sellers share the order', () => {
    expect(confirmationType([line('whole')], { ...whole, speaksFor: 'its_lines' })).toBe('detail');
  });
  it('goes by line where the profile does not allow the header to speak', () => {
    expect(confirmationType([line('whole')], { ...whole, style: 'lines' })).toBe('allDetail');
  });

  it('of two sellers under one order names each seller’s lines once, under its own confirmID', async () => {
    const suite = await partnerServer(() => status(200));
    await connect(suite.url);
    await orderOf('PO-TWO', [bolt(1, '100'), paper(2, '40')]);
    for (const [number, lineNumber, quantity] of [
      ['PO-TWO-1', 1, '100'],
      ['PO-TWO-2', 2, '40'],
    ] as const) {
      const [order] = await db.query<{ id: string }>(
        'select id from seller_order where number = ?',
        [number],
      );
      await recordAnswer(ctx(), {
        sellerOrderId: order?.id ?? '',
        lines: [{ lineNumber, action: 'accepted', quantity: d(quantity) }],
      });
    }
    await db.runJobs(jobs);
    expect(suite.received.map((one) => cxmlOf(one).payload)).toMatchObject([
      { type: 'detail', confirmId: 'PO-TWO-1', items: [{ lineNumber: 1 }] },
      { type: 'detail', confirmId: 'PO-TWO-2', items: [{ lineNumber: 2 }] },
    ]);
    await suite.stop();
  });
});
