import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readEdifact } from '../../edi/edifact/index.ts';
import { buildResponse, parseCxml } from '../../punchout/index.ts';
import { insurerCover, refreshCover } from '../../src/channels/insurer/index.ts';
import {
  sendConfirmation,
  sendDocuments,
  sendSellerOrder,
} from '../../src/channels/outbound/index.ts';
import { lookUpCompany } from '../../src/channels/registry/index.ts';
import { creditAccount } from '../../src/domain/credit/index.ts';
import { recordAnswer, recordDespatch } from '../../src/domain/orders/index.ts';
import { sendDue } from '../../src/domain/service/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { startInsurerSimulator, startRegistrySimulator } from '../../src/simulators/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  bolt,
  cable,
  d,
  day,
  glove,
  jobs,
  paper,
  partnerServer,
  placed,
  type Received,
  subscriptions,
} from './edi-support.ts';

const insurer = await startInsurerSimulator({ port: 0 });
const registry = await startRegistrySimulator({ port: 0 });
const db = testDatabase({
  subscriptions,
  env: { INSURER_URL: insurer.url, REGISTRY_URL: registry.url },
});
beforeAll(() => smallWorld(db.services()));
afterAll(async () => {
  await insurer.stop();
  await registry.stop();
});
const ctx = () => systemContext(db.services(), 'test');

const status = (code: number) =>
  new Response(
    Buffer.from(
      buildResponse(
        { payloadId: '1@partner', timestamp: '2026-03-02T10:00:00+01:00' },
        { code, text: '' },
      ),
    ),
    { headers: { 'content-type': 'text/xml' } },
  );
const at = (name: string, url: string | null) =>
  db.query('update trading_connection set outbound_url = ? where name = ?', [url, name]);
const stateOf = async (number: string) =>
  (
    await db.query<{ state: string }>('select state from seller_order where number = ?', [number])
  )[0]?.state;
const exchanges = (key: string) =>
  db.query<{
    kind: string;
    state: string;
    attempts: number;
    keys: string[];
    errors: { code: string }[];
    answer: boolean;
  }>(
    `select kind, state, attempts, keys, errors, answer_file_id is not null as answer from exchange where direction = 'out' and ? = any(keys) order by id`,
    [key],
  );
const orderIdOf = async (number: string) =>
  (await db.query<{ id: string }>('select id from seller_order where number = ?', [number]))[0]
    ?.id ?? '';
const cxmlOf = (received: Received | undefined) => parseCxml(Buffer.from(received?.body ?? ''));

describe('an order to its sellers', () => {
  it('goes to each by its own protocol, and is sent only when the seller has taken it', async () => {
    const edi = await partnerServer();
    const cxml = await partnerServer(() => status(200));
    await at('seller-a-edi', `${edi.url}/edi/a`);
    await at('seller-b-cxml', `${cxml.url}/cxml/b`);
    await placed(db.services(), 'PO-OUT', [
      bolt(10, '500'),
      cable(20, '12.5'),
      paper(30, '40'),
      glove(40, '6'),
    ]);
    await db.runJobs(jobs);
    expect([
      await stateOf('PO-OUT-1'),
      await stateOf('PO-OUT-2'),
      await stateOf('PO-OUT-3'),
    ]).toEqual(['sent', 'sent', 'sent']);

    expect(edi.received[0]).toMatchObject({ path: '/edi/a', contentType: 'application/EDIFACT' });
    const reading = readEdifact(Buffer.from(edi.received[0]?.body ?? '', 'latin1'));
    expect(reading.errors).toEqual([]);
    expect(reading.interchanges[0]).toMatchObject({
      receiver: { id: '3012345678902', qualifier: '14' },
      test: true,
      acknowledgementAsked: true,
    });
    expect(reading.interchanges[0]?.messages[0]?.content).toMatchObject({
      kind: 'order',
      order: {
        number: 'PO-OUT-1',
        buyerOrderNumber: 'PO-OUT',
        currency: 'EUR',
        buyer: { name: 'Acme Industrie SAS' },
        delivery: { city: 'Villeurbanne' },
        lines: [
          { position: '10', sellerSku: 'A-BOLT-M8', gtin: '4006381333931', unit: 'C62' },
          { position: '20', sellerSku: 'A-CABLE-3G', unit: 'MTR' },
        ],
      },
    });

    const order = cxmlOf(cxml.received[0]);
    expect(order.header).toMatchObject({
      from: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
      to: { credentials: [{ domain: 'DUNS', identity: '123456789' }] },
      sender: { credentials: [{ identity: 'AN01000000001-T', sharedSecret: 'beta-secret' }] },
    });
    expect(order.payload).toMatchObject({
      kind: 'OrderRequest',
      orderId: 'PO-OUT-2',
      type: 'new',
      items: [{ lineNumber: 30, itemId: { supplierPartId: 'B-PAPER-A4' } }],
    });

    const mail = await db.query<{ recipient: string; subject: string; text: string }>(
      'select recipient, subject, text from outgoing_mail',
    );
    expect(mail).toMatchObject([
      { recipient: 'desk@gamma.test', subject: 'Order PO-OUT-3 from Acme Industrie' },
    ]);
    expect(mail[0]?.text).toContain('/seller/orders');
    expect(await exchanges('PO-OUT')).toMatchObject([
      {
        kind: 'ORDERS',
        state: 'sent',
        attempts: 1,
        keys: ['PO-OUT-1', 'PO-OUT', expect.stringMatching(/^po:/)],
      },
      { kind: 'OrderRequest', state: 'sent', attempts: 1, answer: true },
    ]);
    await edi.stop();
    await cxml.stop();
  });

  it('is posted byte for byte the same until the seller answers, then once and never again', async () => {
    const answers = [503, 200];
    const edi = await partnerServer(() => new Response('busy', { status: answers.shift() ?? 200 }));
    await at('seller-a-edi', `${edi.url}/edi/a`);
    await placed(db.services(), 'PO-RETRY', [bolt(1, '100')]);
    const sellerOrderId = await orderIdOf('PO-RETRY-1');
    await db.runJobs(jobs);
    expect(await exchanges('PO-RETRY-1')).toMatchObject([
      { state: 'queued', attempts: 1, errors: [{ code: 'channel.no_answer' }] },
    ]);
    expect(await stateOf('PO-RETRY-1')).toBe('to_send');
    await sendSellerOrder(ctx(), { sellerOrderId });
    await db.runJobs(jobs);
    expect(edi.received).toHaveLength(1);
    db.clock.advance({ minutes: 2 });
    await sendDue(ctx());
    await db.runJobs(jobs);
    await sendSellerOrder(ctx(), { sellerOrderId });
    await db.runJobs(jobs);
    expect(edi.received).toHaveLength(2);
    expect(edi.received[0]?.body).toBe(edi.received[1]?.body);
    expect(await exchanges('PO-RETRY-1')).toMatchObject([{ state: 'sent', attempts: 2 }]);
    expect(await stateOf('PO-RETRY-1')).toBe('sent');
    await edi.stop();
  });

  it('waits for a seller whose server is down', async () => {
    const gone = await partnerServer();
    await gone.stop();
    await at('seller-a-edi', gone.url);
    await placed(db.services(), 'PO-DOWN', [bolt(1, '100')]);
    await db.runJobs(jobs);
    expect(await exchanges('PO-DOWN-1')).toMatchObject([
      { state: 'queued', attempts: 1, errors: [{ code: 'channel.no_answer' }] },
    ]);
    expect(await stateOf('PO-DOWN-1')).toBe('to_send');
  });

  it('stops on a refusal (HTTP 4xx, a redirect, a cXML 4xx) and builds a new document when asked again', async () => {
    const redirecting = await partnerServer(
      () => new Response('', { status: 307, headers: { location: 'http://127.0.0.1:1/' } }),
    );
    await at('seller-a-edi', redirecting.url);
    const cxml = await partnerServer(() => status(406));
    await at('seller-b-cxml', cxml.url);
    await placed(db.services(), 'PO-NO', [bolt(1, '100'), paper(2, '3')]);
    await db.runJobs(jobs);
    expect(await exchanges('PO-NO')).toMatchObject([
      { kind: 'ORDERS', state: 'failed', errors: [{ code: 'channel.refused' }] },
      {
        kind: 'OrderRequest',
        state: 'failed',
        errors: [{ code: 'channel.refused' }],
        answer: true,
      },
    ]);
    const mended = await partnerServer(() => status(201));
    await at('seller-b-cxml', mended.url);
    await sendSellerOrder(ctx(), { sellerOrderId: await orderIdOf('PO-NO-2') });
    await db.runJobs(jobs);
    expect(await stateOf('PO-NO-2')).toBe('sent');
    expect(cxmlOf(mended.received[0]).payloadId).not.toBe(cxmlOf(cxml.received[0]).payloadId);
    for (const one of [redirecting, cxml, mended]) await one.stop();
    await at('seller-a-edi', null);
    await at('seller-b-cxml', null);
  });
});

describe('what sellers say, told to the buyer’s suite', () => {
  const suiteOrder = (number: string) => ({
    payloadId: `${number}@ariba`,
    connectionId: id('acme-cxml'),
  });

  it('confirms line by line and ships, in this order, naming the order’s payloadID', async () => {
    const suite = await partnerServer(() => status(200));
    await at('acme-cxml', `${suite.url}/cxml`);
    await placed(
      db.services(),
      'PO-SUITE',
      [bolt(10, '500'), cable(20, '30')],
      suiteOrder('PO-SUITE'),
    );
    const sellerOrderId = await orderIdOf('PO-SUITE-1');
    await recordAnswer(ctx(), {
      sellerOrderId,
      lines: [
        { lineNumber: 10, action: 'accepted', quantity: d('500'), promisedOn: day('2026-03-06') },
        { lineNumber: 20, action: 'changed', quantity: d('10'), reason: 'End of the drum' },
      ],
    });
    await recordDespatch(ctx(), {
      sellerOrderId,
      number: 'LS-1',
      carrier: 'Geodis',
      trackingNumber: 'GEO1',
      shippedOn: day('2026-03-03'),
      expectedOn: day('2026-03-05'),
      lines: [{ lineNumber: 10, quantity: d('500') }],
    });
    await db.runJobs(jobs);
    const order = { orderId: 'PO-SUITE', payloadId: 'PO-SUITE@ariba' };
    expect(suite.received.map((one) => cxmlOf(one).payload.kind)).toEqual([
      'ConfirmationRequest',
      'ShipNoticeRequest',
    ]);
    const [confirmation, notice] = suite.received.map(cxmlOf);
    expect(confirmation?.payload).toMatchObject({
      type: 'allDetail',
      operation: 'new',
      confirmId: 'PO-SUITE-1',
      order,
      items: [
        {
          lineNumber: 10,
          statuses: [{ type: 'accept', deliveryDate: '2026-03-06T00:00:00+01:00' }],
        },
        {
          lineNumber: 20,
          statuses: [
            { type: 'detail' },
            { type: 'reject', comments: [{ text: 'End of the drum' }] },
          ],
        },
      ],
    });
    expect(
      confirmation?.payload.kind === 'ConfirmationRequest' &&
        confirmation.payload.items[1]?.statuses.map(({ quantity }) => quantity.toString()),
    ).toEqual(['10', '20']);
    expect(confirmation?.header).toMatchObject({
      to: { credentials: [{ identity: 'AN02000000002-T' }] },
      sender: { credentials: [{ sharedSecret: 'acme-secret' }] },
    });
    expect(notice?.payload).toMatchObject({
      shipmentId: 'LS-1',
      operation: 'new',
      shipmentDate: '2026-03-03T00:00:00+01:00',
      deliveryDate: '2026-03-05T00:00:00+01:00',
      controls: [{ carriers: [{ value: 'Geodis' }], shipmentIdentifiers: ['GEO1'] }],
      portions: [{ order, items: [{ lineNumber: 10 }] }],
    });

    await recordAnswer(ctx(), {
      sellerOrderId,
      lines: [{ lineNumber: 20, action: 'refused', quantity: d('30') }],
    });
    await db.runJobs(jobs);
    expect(suite.received.map(cxmlOf)[2]?.payload).toMatchObject({
      operation: 'update',
      confirmId: 'PO-SUITE-1',
      previousPayloadId: confirmation?.payloadId,
    });
    await suite.stop();
  });

  it('writes at the version the suite’s profile pins', async () => {
    const suite = await partnerServer(() => status(200));
    await db.query(`update trading_connection set profile = 'coupa' where name = 'acme-cxml'`);
    await at('acme-cxml', suite.url);
    await placed(db.services(), 'PO-COUPA', [bolt(1, '100')], suiteOrder('PO-COUPA'));
    await recordAnswer(ctx(), {
      sellerOrderId: await orderIdOf('PO-COUPA-1'),
      lines: [{ lineNumber: 1, action: 'accepted', quantity: d('100') }],
    });
    await db.runJobs(jobs);
    expect(suite.received[0]?.body).toContain('cXML/1.2.036/Fulfill.dtd');
    await suite.stop();
  });

  it('keeps the row when the suite is down, and sends it in order when it is back', async () => {
    let isDown = true;
    const suite = await partnerServer(() =>
      isDown ? new Response('down', { status: 503 }) : status(200),
    );
    await at('acme-cxml', suite.url);
    await placed(db.services(), 'PO-ROW', [bolt(1, '100')], suiteOrder('PO-ROW'));
    const sellerOrderId = await orderIdOf('PO-ROW-1');
    await recordAnswer(ctx(), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'accepted', quantity: d('100') }],
    });
    await recordDespatch(ctx(), { sellerOrderId, number: 'LS-2', shippedOn: day('2026-03-03') });
    await db.runJobs(jobs);
    expect(suite.received.map((one) => cxmlOf(one).payload.kind)).toEqual(['ConfirmationRequest']);
    isDown = false;
    await sendDocuments(ctx(), { connectionId: id('acme-cxml') });
    expect(suite.received).toHaveLength(1);
    db.clock.advance({ hours: 2 });
    await sendDue(ctx());
    await db.runJobs(jobs);
    expect(suite.received.slice(1).map((one) => cxmlOf(one).payload.kind)).toEqual([
      'ConfirmationRequest',
      'ShipNoticeRequest',
    ]);
    await suite.stop();
  });

  it('tells nobody of orders that came another way, and one event once', async () => {
    await placed(db.services(), 'PO-PAGE', [bolt(1, '100')]);
    const sellerOrderId = await orderIdOf('PO-PAGE-1');
    await recordAnswer(ctx(), {
      sellerOrderId,
      lines: [{ lineNumber: 1, action: 'accepted', quantity: d('100') }],
    });
    await sendConfirmation(ctx(), { sellerOrderId, eventId: 'e1' });
    await sendConfirmation(ctx(), { sellerOrderId, eventId: 'e1' });
    expect(
      (await exchanges('PO-PAGE')).filter(({ kind }) => kind === 'ConfirmationRequest'),
    ).toEqual([]);
  });
});

describe('the insurer and the registry', () => {
  it('keeps what the insurer answers, and leaves the cover as it is while the insurer is silent', async () => {
    const cover = async () =>
      (await read(ctx(), (tx) => creditAccount(tx, id('acme'))))?.coverMinor;
    await insurer.switchTo('down');
    await expect(refreshCover(ctx(), { buyerId: id('acme') })).rejects.toThrow('channel.no_answer');
    expect(await cover()).toBe(4_000_000n);
    await insurer.switchTo('up');
    const asked = await insurerCover(ctx(), {
      buyerId: id('acme'),
      registrationNumber: '552100554',
      country: 'FR',
      currency: 'EUR',
    });
    await refreshCover(ctx(), { buyerId: id('acme') });
    expect(await cover()).toBe(asked?.coverMinor);
    expect(
      await db.query(
        `select state, count(*)::int as n from exchange where channel = 'insurer' group by state order by n`,
      ),
    ).toEqual([
      { state: 'failed', n: 1 },
      { state: 'sent', n: 2 },
    ]);
  });

  it('looks a company up by its SIREN, and says when the registry is silent', async () => {
    expect(await lookUpCompany(ctx(), '552 100 554')).toMatchObject({
      kind: 'found',
      siren: '552100554',
    });
    expect(await lookUpCompany(ctx(), '123456789')).toEqual({ kind: 'unknown' });
    await registry.switchTo('down');
    expect(await lookUpCompany(ctx(), '552100554')).toEqual({ kind: 'silent' });
    await expect(lookUpCompany(ctx(), '../covers')).rejects.toThrow('request.invalid');
  });
});
