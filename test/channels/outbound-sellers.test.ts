import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { buildResponse, parseCxml } from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { deliveries, replayDelivery, sendDue } from '../../src/domain/service/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { type Received, startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';
import { type Quote, suiteStory } from './orders-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const { basket, order, send, parts } = suiteStory(db);
const ctx = () => systemContext(db.services(), 'test');
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
  await db.query('update trading_connection set outbound_url = null');
});

const status = (code: number) =>
  Buffer.from(
    buildResponse(
      { payloadId: 'r@beta', timestamp: '2026-03-02T10:00:00+01:00' },
      { code, text: '' },
    ),
  ).toString();

/** The cXML seller's server; what it says may change while it runs. */
async function seller(code: number) {
  const says = { code };
  const server = await startPartner(() => ({
    status: 200,
    contentType: 'text/xml',
    body: status(says.code),
  }));
  running.push(server);
  await db.query(`update trading_connection set outbound_url = ?, profile = 'coupa' where id = ?`, [
    `${server.url}/in`,
    id('seller-b-cxml'),
  ]);
  return { ...server, says };
}
const orderIn = (received: Received | undefined) => {
  const { payload, payloadId } = parseCxml(received?.bytes ?? Buffer.alloc(0));
  if (payload.kind !== 'OrderRequest') throw new Error('no order');
  return { ...payload, payloadId };
};
const row = (subject: string) =>
  db.query<{ id: string; kind: string; state: string; attempts: number }>(
    'select id, kind, state, attempts from outgoing_delivery where subject = ? order by id',
    [subject],
  );
const told = (number: string) =>
  db.query<{ revision: number; told: string | null }>(
    `select r.revision, r.told_by as told from seller_order_revision r
       join seller_order s on s.id = r.seller_order_id where s.number = ? order by r.revision`,
    [number],
  );
const stateOf = async (number: string) =>
  (
    await db.query<{ state: string }>('select state from seller_order where number = ?', [number])
  )[0]?.state;
const first = (quotes: readonly Quote[]): Quote => {
  const [quote] = quotes;
  if (!quote) throw new Error('no quote');
  return quote;
};
async function later(duration: { hours?: number; minutes?: number }) {
  db.clock.advance(duration);
  await sendDue(ctx());
  await db.runJobs(jobs);
}
/** An order of ten reams, and the way to change it. */
async function paperOrder(number: string) {
  const quote = first(await basket([['paper', '10']]));
  const placed = await send(order(number, [{ quote, line: 1 }]));
  expect(placed.status).toBe(200);
  let reference = placed.payloadId;
  const change = async (quantity: string) => {
    const answer = await send(
      order(number, [{ quote, line: 1, quantity }], {
        type: 'update',
        previousPayloadId: reference,
      }),
    );
    expect(answer.status).toBe(200);
    reference = answer.payloadId;
    await db.runJobs(jobs);
  };
  const cancel = async () => {
    const type = 'delete' as const;
    await send(order(number, [{ quote, line: 1 }], { type, previousPayloadId: reference }));
    await db.runJobs(jobs);
  };
  await db.runJobs(jobs);
  return { change, cancel };
}

describe('an order in the row to its seller', () => {
  it('is asked again as the seller’s own profile says, then waits for a person, who replays the same bytes', async () => {
    const beta = await seller(503);
    await paperOrder('PO-ROW');
    expect(await row('PO-ROW-1')).toMatchObject([
      { kind: 'OrderRequest', state: 'waiting', attempts: 1 },
    ]);
    await later({ minutes: 50 });
    expect(beta.received).toHaveLength(1);
    for (let hour = 0; hour < 6; hour += 1) await later({ minutes: 70 });
    // Coupa's rules: the first time and five times more, each hour.
    expect(beta.received).toHaveLength(6);
    const found = await read(ctx(), (tx) => deliveries(tx, { state: 'dead', q: 'PO-ROW' }));
    expect(found.rows).toMatchObject([
      { subject: 'PO-ROW-1', kind: 'OrderRequest', attempts: 6, renewable: true },
    ]);
    expect(await stateOf('PO-ROW-1')).toBe('to_send');
    beta.says.code = 200;
    await replayDelivery(ctx(), { deliveryId: found.rows[0]?.id ?? '' });
    await db.runJobs(jobs);
    expect(new Set(beta.received.map(({ bytes }) => bytes.toString())).size).toBe(1);
    expect(await stateOf('PO-ROW-1')).toBe('sent');
  });

  it('holds up neither another seller of the same order nor another order of the same seller', async () => {
    const beta = await seller(400);
    const quotes = await basket([
      ['paper', '10'],
      ['glove', '5'],
    ]);
    await send(
      order(
        'PO-HOLD',
        quotes.map((quote, at) => ({ quote, line: at + 1 })),
      ),
    );
    await db.runJobs(jobs);
    expect([await stateOf('PO-HOLD-1'), await stateOf('PO-HOLD-2')]).toEqual(['to_send', 'sent']);
    beta.says.code = 200;
    await paperOrder('PO-HOLD-NOT');
    expect(await stateOf('PO-HOLD-NOT-1')).toBe('sent');
    expect(await stateOf('PO-HOLD-1')).toBe('to_send');
  });

  it('is followed by its changes in their order when the seller is back, each naming the one before', async () => {
    const beta = await seller(503);
    const { change } = await paperOrder('PO-BACK');
    await change('7');
    expect(await row('PO-BACK-1')).toMatchObject([
      { state: 'waiting', attempts: 1 },
      { state: 'waiting', attempts: 0 },
    ]);
    expect(await told('PO-BACK-1')).toEqual([{ revision: 2, told: null }]);
    beta.says.code = 200;
    await later({ minutes: 70 });
    const [, taken, update] = beta.received.map(orderIn);
    expect(taken).toMatchObject({ type: 'new', orderId: 'PO-BACK-1' });
    expect(update).toMatchObject({
      type: 'update',
      orderVersion: 2,
      previousPayloadId: taken?.payloadId,
    });
    expect(update?.items[0]?.quantity.toString()).toBe('7');
    expect(await told('PO-BACK-1')).toEqual([{ revision: 2, told: 'cxml' }]);
  });

  it('that was cancelled while it waited is delivered and taken back, and stays cancelled', async () => {
    const beta = await seller(503);
    const { cancel } = await paperOrder('PO-BYE');
    await cancel();
    beta.says.code = 200;
    await later({ minutes: 70 });
    expect(beta.received.map((one) => orderIn(one).type)).toEqual(['new', 'new', 'delete']);
    expect(await stateOf('PO-BYE-1')).toBe('cancelled');
  });

  it('with a sign in its number that our own keys use is still the order and no change of it', async () => {
    await seller(200);
    const { change } = await paperOrder('PO#12');
    const [part] = await parts('PO#12');
    expect(part).toMatchObject({ state: 'sent' });
    await change('4');
    expect(await told(part?.number ?? '')).toEqual([{ revision: 2, told: 'cxml' }]);
  });

  it('whose changes the seller refuses goes on by mail; a later change waits behind and is told by mail too', async () => {
    const beta = await seller(200);
    const { change } = await paperOrder('PO-MAIL');
    beta.says.code = 450;
    await change('8');
    await change('6');
    expect(beta.received).toHaveLength(2);
    expect(await row('PO-MAIL-1')).toMatchObject([
      { state: 'sent' },
      { state: 'dead' },
      { state: 'waiting' },
    ]);
    expect(await told('PO-MAIL-1')).toEqual([
      { revision: 2, told: 'mail' },
      { revision: 3, told: 'mail' },
    ]);
    // The operator gives the refused one up: the next names the order, which the seller has, not the refused change.
    beta.says.code = 200;
    const [, refused] = await row('PO-MAIL-1');
    const person = await testApp(db.services()).signIn('operator@comptoir.test');
    const answer = await person.post(`/operator/jobs/deliveries/${refused?.id}/dismiss`, {
      reason: 'By telephone',
    });
    expect(answer.status).toBe(303);
    await db.runJobs(jobs);
    const [placed, , last] = beta.received.map(orderIn);
    expect(last).toMatchObject({ orderVersion: 3, previousPayloadId: placed?.payloadId });
  });
});

describe('an order that its seller’s system refuses as it is written', () => {
  it('is written anew from the page once the seller’s settings are mended, with what changed meanwhile in it', async () => {
    const beta = await seller(406);
    const { change } = await paperOrder('PO-ANEW');
    await change('7');
    const person = await testApp(db.services()).signIn('operator@comptoir.test');
    const page = await (await person.get('/operator/jobs/deliveries')).text();
    expect(page).toContain('Write PO-ANEW-1 anew');
    await db.query(
      `update trading_connection set profile_overlay = '{"versions":{"OrderRequest":"1.2.050"}}' where id = ?`,
      [id('seller-b-cxml')],
    );
    beta.says.code = 200;
    const [dead] = await row('PO-ANEW-1');
    const answer = await person.post(`/operator/jobs/deliveries/${dead?.id}/renew`, {});
    expect(answer.status).toBe(303);
    await db.runJobs(jobs);
    expect(beta.received[1]?.bytes.toString()).toContain('cXML/1.2.050/cXML.dtd');
    expect(beta.received.map((one) => orderIn(one).type)).toEqual(['new', 'new']);
    expect(orderIn(beta.received[1]).items[0]?.quantity.toString()).toBe('7');
    expect(await row('PO-ANEW-1')).toMatchObject([
      { state: 'dismissed' },
      { state: 'dismissed' },
      { state: 'sent' },
    ]);
    expect(await told('PO-ANEW-1')).toEqual([{ revision: 2, told: 'not_sent_yet' }]);
    expect((await parts('PO-ANEW'))[0]).toMatchObject({ state: 'sent' });
  });
});
