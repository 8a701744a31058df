import { describe, expect, it } from 'vitest';
import {
  buildOrderRequest,
  buildProfileRequest,
  buildSetupRequest,
  type Header,
  type ItemIn,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { subscriptions } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { formsIn } from '../../src/channels/workbench/buyer/html.ts';
import { createWorkbenchLink } from '../../src/domain/parties/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { wholeProduct } from '../support/story.ts';
import { id } from '../support/world.ts';

const db = testDatabase({ subscriptions });
const product = wholeProduct(db);

async function link(connection: string): Promise<string> {
  const ctx = systemContext(product.services(), 'test');
  const { token } = await createWorkbenchLink(ctx, { connectionId: id(connection), label: 'x' });
  return `${product.base()}/workbench/${token}`;
}

const get = async (url: string) =>
  (await fetch(url, { headers: { accept: 'text/html', 'accept-language': 'en' } })).text();

/** Starts the virtual buyer by its button and lets it play to the end. */
async function played(url: string): Promise<{ steps: string[]; html: string }> {
  const answer = await fetch(`${url}/buyer/run`, {
    method: 'POST',
    redirect: 'manual',
    headers: { accept: 'text/html' },
  });
  expect(answer.status, await answer.clone().text()).toBe(303);
  const run = `${product.base()}${answer.headers.get('location') ?? ''}`;
  expect(await get(run)).toContain('hx-get');
  await product.runJobs();
  const html = await get(run);
  const [row] = await db.query<{
    steps: { title: { en: string }; outcome: string; verdict: { en: string } }[];
  }>('select steps from workbench_run order by created_at desc, id desc limit 1');
  const steps = (row?.steps ?? []).map(
    ({ title, outcome, verdict }) => `${title.en}: ${outcome}, ${verdict.en}`,
  );
  return { steps, html };
}

const business = () =>
  db.query(
    `select (select count(*) from purchase_order)::int as orders, (select count(*) from seller_order)::int as parts,
       (select count(*) from exposure_hold)::int as holds, (select count(*) from ledger_entry)::int as entries,
       (select count(*) from outgoing_mail)::int as mails,
       (select count(*) from exchange where direction = 'out' and kind in ('ORDERS', 'OrderRequest'))::int as sent`,
  );

describe('the virtual buyer', () => {
  it('plays every operation over real HTTP, and no seller, exposure or ledger hears of it', async () => {
    const url = await link('acme-cxml');
    const { steps, html } = await played(url);
    expect(steps.filter((one) => !one.includes(': passed, '))).toEqual([]);
    expect(steps).toHaveLength(27);
    expect(steps).toContain(
      'OrderRequest with a silently changed price: passed, Status 400: refused, as it must be',
    );
    expect(steps).toContain(
      'It ends with Status 204: passed, Message Status 204: your system changes nothing',
    );
    expect(steps.filter((one) => one.includes('then undone'))).toEqual([
      'The change carried out, then undone: passed, version 2 stands as it asks: line 1 1 → 2',
      'The cancellation carried out, then undone: passed, the order is cancelled',
      'Despatch and receipt carried out, then undone: passed, every line is received in full',
    ]);
    expect(html).toContain('All 27 steps passed');
    expect(html).not.toContain('acme-secret');
    expect(await business()).toEqual([
      { orders: 0, parts: 0, holds: 0, entries: 0, mails: 0, sent: 0 },
    ]);
  });

  it('ticks nothing of the checklist', async () => {
    const html = await get(`${await link('acme-cxml')}/checklist`);
    expect(html).toContain('0 of 16 done');
  });

  it('plays the OCI call-up, the basket back and the functions', async () => {
    const { steps } = await played(await link('acme-oci'));
    expect(steps.filter((one) => one.includes(': failed, '))).toEqual([]);
    expect(steps[0]).toBe('Call-up (GET): passed, The shop opened');
    expect(steps[2]).toContain('2 items came back');
    expect(steps).toHaveLength(7);
    expect(await get(`${await link('acme-oci')}/checklist`)).toContain('0 of ');
  });

  it('does not play in production', async () => {
    const url = await link('acme-cxml');
    const mode = (to: string) =>
      db.query('update trading_connection set deployment_mode = ? where id = ?', [
        to,
        id('acme-cxml'),
      ]);
    await mode('production');
    const answer = await fetch(`${url}/buyer/run`, {
      method: 'POST',
      headers: { accept: 'text/html' },
    });
    await mode('test');
    expect(answer.status).toBe(409);
    expect(await answer.text()).toContain('in test mode only');
  });

  it('plays once at a time', async () => {
    const url = await link('acme-cxml');
    const start = () =>
      fetch(`${url}/buyer/run`, {
        method: 'POST',
        redirect: 'manual',
        headers: { accept: 'text/html' },
      });
    expect((await start()).status).toBe(303);
    expect((await start()).status).toBe(409);
    await product.runJobs();
    db.clock.advance({ minutes: 1 });
    expect((await start()).status).toBe(303);
    await product.runJobs();
  });
});

let sent = 0;
const header: Header = {
  from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: {
    credentials: [
      { domain: 'NetworkID', identity: 'AN02000000002-T', sharedSecret: 'acme-secret' },
    ],
    userAgent: 'Suite',
  },
};
const envelope = () => {
  sent += 1;
  return {
    payloadId: `real-${sent}@acme.test`,
    timestamp: '2026-03-02T10:00:00+01:00',
    deploymentMode: 'test' as const,
    header,
  };
};
const ORDER = {
  orderDate: '2026-03-02T10:00:00+01:00',
  type: 'new' as const,
  contacts: [],
  paymentTerms: [],
  comments: [],
  extrinsics: [],
  billTo: {
    name: 'Acme',
    postal: {
      deliverTo: [],
      street: ['1 rue du Test'],
      city: 'Lyon',
      postalCode: '69001',
      countryIso: 'FR',
      country: 'France',
    },
  },
};

async function cxml(body: Uint8Array): Promise<string> {
  const answer = await fetch(`${product.base()}/cxml`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(body),
  });
  return answer.text();
}

/** A real visit of the integrator's own system: what the cart carries back. */
async function visit(): Promise<readonly ItemIn[]> {
  const started = parseCxml(
    Buffer.from(
      await cxml(
        buildSetupRequest(envelope(), {
          operation: 'create',
          buyerCookie: 'real',
          browserFormPost: 'http://127.0.0.1:9/return',
          extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
          contacts: [],
          items: [],
        }),
      ),
    ),
  ).payload;
  if (started.kind !== 'PunchOutSetupResponse') throw new Error(JSON.stringify(started));
  const opened = await fetch(started.startPage);
  const base = /^(.*\/p\/[\w-]+)\//.exec(opened.url)?.[1] ?? '';
  const post = (path: string, fields: Record<string, string>) =>
    fetch(`${base}${path}`, { method: 'POST', body: new URLSearchParams(fields) });
  await post('/basket/lines', { offerId: id('offer-paper'), quantity: '10' });
  const form = formsIn(await (await post('/return', {})).text()).find(({ action }) =>
    action.startsWith('http://127.0.0.1:9'),
  );
  const fields = (form?.fields ?? []).map(({ name, value }): [string, string] => [name, value]);
  const { payload } = parseCxml(readBrowserPost(fields));
  return payload.kind === 'PunchOutOrderMessage' ? payload.items : [];
}

const itemsOut = (items: readonly ItemIn[], price?: ItemIn['detail']['unitPrice']) =>
  items.map((item, at) => ({
    quantity: item.quantity,
    lineNumber: at + 1,
    itemId: item.itemId,
    detail: price ? { ...item.detail, unitPrice: price } : item.detail,
    supplierIds: [],
    distributions: [],
    scheduleLines: [],
    contacts: [],
    comments: [],
  }));

describe('the checklist', () => {
  const done = (html: string) =>
    [...html.matchAll(/data-item="([\w-]+)" data-done="yes"/g)].map(([, item]) => item);

  it('ticks itself from what really came, with the document, and lets the operator switch only then', async () => {
    const url = await link('acme-cxml');
    const desk = `/operator/partners/connections/${id('acme-cxml')}/workbench`;
    const operator = await testApp(product.services()).signIn('operator@comptoir.test');
    const early = await operator.post(`${desk}/production`, {});
    expect(early.status).toBe(409);
    expect(await early.text()).toContain('still open');

    await cxml(buildProfileRequest(envelope()));
    const items = await visit();
    expect(items).toHaveLength(1);
    const first = items[0]?.detail.unitPrice;
    if (!first) throw new Error('the cart has no price');
    const total = { ...first, value: first.value.mul(items[0]?.quantity ?? Decimal.zero) };
    const wrong = { ...first, value: first.value.add(first.value) };
    const order = (
      over: { items: ReturnType<typeof itemsOut>; orderId?: string },
      payloadId = envelope().payloadId,
    ) =>
      cxml(
        buildOrderRequest(
          { ...envelope(), payloadId },
          { ...ORDER, orderId: 'PO-1', total, ...over },
        ),
      );
    expect(await order({ items: itemsOut(items, wrong) })).toContain('code="4');
    // Nobody but the virtual buyer can write a payloadID that is let fall: this one is placed.
    const forged = `trial.${'A'.repeat(22)}.${'A'.repeat(22)}@workbench.comptoir`;
    expect(await order({ items: itemsOut(items) }, forged)).not.toContain('Accepted as a test');
    expect(await business()).toMatchObject([{ orders: 1, parts: 1 }]);
    const second = { orderId: 'PO-2', items: itemsOut(items) };
    expect(await order(second)).toContain('code="200"');

    const html = await get(`${url}/checklist`);
    expect(done(html)).toEqual(['profile', 'setup', 'user', 'cart', 'units', 'order', 'errors']);
    const evidence = /href="[^"]*(\/documents\/[0-9a-f-]{36})"/.exec(html)?.[1] ?? '';
    expect(await get(`${url}${evidence}`)).toContain('ProfileRequest');
    expect(html).toContain('43%');

    db.clock.advance({ minutes: 5 });
    await fetch(`${url}/secret`, { method: 'POST', headers: { accept: 'text/html' } });
    await db.query(
      `insert into partner_credential (id, connection_id, organisation_id, domain, identity)
       values (gen_random_uuid(), ?, ?, 'networkid', 'AN02000000002')`,
      [id('acme-cxml'), id('acme')],
    );
    expect(await get(`${url}/checklist`)).toContain('All musts are ticked.');
    const live = await operator.post(`${desk}/production`, {});
    expect(live.status).toBe(303);
    const [row] = await db.query<{ mode: string }>(
      'select deployment_mode as mode from trading_connection where id = ?',
      [id('acme-cxml')],
    );
    expect(row?.mode).toBe('production');
  });
});
