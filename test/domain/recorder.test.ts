import { beforeAll, describe, expect, it } from 'vitest';
import { subscriptions } from '../../src/app.tsx';
import { formatMoney } from '../../src/base/index.ts';
import { type Chain, chainOf, chainsOf } from '../../src/domain/service/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { type Browser, testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import { type Cart, purchase } from './recorder-story.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
const story = purchase(db);
let operator: Browser;
let cart: Cart;
const COOKIE = 'cookie <&> 4711';

const followed = async (one: Browser, path: string) => {
  const first = await one.get(path);
  const to = first.headers.get('location');
  return { path: to ?? path, html: await (to ? await one.get(to) : first).text() };
};

beforeAll(async () => {
  await smallWorld(db.services());
  operator = await testApp(db.services()).signIn('operator@comptoir.test');
});

describe('an order held against its basket', () => {
  it('is refused whole for another price, and the comparison stands with the refused field on top', async () => {
    cart = await story.basket(COOKIE);
    const refused = await story.order(cart, {
      number: 'PO-BAD',
      over: (item, at) =>
        at === 1
          ? {
              detail: {
                ...item.detail,
                unitPrice: { ...item.detail.unitPrice, value: item.quantity },
              },
            }
          : {},
    });
    expect(refused.code).toBe(400);
    const [kept] = await db.query<{ id: string; outcome: string; alerts: number }>(
      'select id, outcome, alerts from order_comparison',
    );
    expect(kept?.outcome).toBe('refused');
    const html = await (await operator.get(`/operator/differences/${kept?.id}`)).text();
    expect(html).toContain('The order was refused whole');
    const rows = html.slice(html.indexOf('<tbody>'));
    expect(rows.indexOf('refused for it')).toBeLessThan(rows.indexOf('Deliver to'));
    expect(await db.query(`select id from outbox_event where name = 'order.differs'`)).toEqual([]);
  });

  it('raises one alert when an accepted order came back with another description', async () => {
    const accepted = await story.order(cart, {
      number: 'PO-4711',
      over: (item, at) =>
        at === 0 ? { detail: { ...item.detail, descriptions: [{ text: 'Something else' }] } } : {},
    });
    expect(accepted.code).toBe(200);
    const [kept] = await db.query<{ id: string; alerts: number; counts: Record<string, number> }>(
      `select id, alerts, counts from order_comparison where outcome = 'accepted' and basis = 'basket'`,
    );
    // The suite also dropped the basket's tax, as many do: noted, no alert.
    expect(kept).toMatchObject({ alerts: 1, counts: { changed: 1, missing: 1 } });
    await story.jobs();
    const mails = await db.query<{ recipient: string; subject: string }>(
      `select recipient, subject from outgoing_mail where subject like '%differs from its basket'`,
    );
    expect(mails).toEqual([
      {
        recipient: 'operator@comptoir.test',
        subject: 'Order PO-4711 of Acme Industrie differs from its basket',
      },
    ]);
    expect(await (await operator.get('/operator/differences')).text()).toContain('PO-4711');
    const acknowledge = `/operator/differences/${kept?.id}/acknowledge`;
    expect((await operator.post(acknowledge, { note: ' ' })).status).toBe(422);
    expect((await operator.post(acknowledge, { note: 'Agreed by phone' })).status).toBe(303);
    expect((await operator.post(acknowledge, { note: 'again' })).status).toBe(409);
    expect(await (await operator.get('/operator/differences')).text()).not.toContain('PO-4711');
  });
});

describe('one chain over one auxiliary id', () => {
  const amounts = (chain: Chain) =>
    chain.links.map(
      ({ stage, quantity, amount }) =>
        `${stage} ${quantity?.toString() ?? '–'} ${amount ? formatMoney(amount, 'en') : '–'}`,
    );

  it('leads from the basket to the payout, each sum to the cent', async () => {
    await story.deliver('PO-4711');
    // Paper 10 × 4.20 with 20 %; gloves 5 × 2.40 with 20 % and a book at 18.00 with 5.5 %.
    await story.pay({ minor: 5040n + 3339n, text: 'FACTURES BBB-2026-00001 CCC-2026-00001' });
    const ctx = systemContext(db.services(), 'test');
    const auxiliaryId = cart.items[1]?.itemId.supplierPartAuxiliaryId ?? '';
    const chain = await read(ctx, (tx) => chainOf(tx, { auxiliaryId }));
    expect(amounts(chain)).toEqual([
      'basket 5 €12.00',
      'request 5 €12.00',
      'order 5 €12.00',
      'split 5 €12.00',
      'confirmation 5 –',
      'shipment 5 –',
      'receipt 5 –',
      'invoice 5 €14.40',
      'payment – €14.40',
      'payout – €12.07',
    ]);
    // The shares of one invoice's lines are the invoice: 14.40 + 18.99 = 33.39, paid out 27.99.
    const [order] = await db.query<{ id: string }>('select id from purchase_order');
    const chains = await read(ctx, (tx) => chainsOf(tx, { purchaseOrderId: order?.id ?? '' }));
    const sum = (stage: string) =>
      chains
        .slice(1)
        .flatMap(({ links }) => links.filter((link) => link.stage === stage))
        .reduce((at, { amount }) => at + (amount?.minor ?? 0n), 0n);
    const [payout] = await db.query<{ amount: string }>(
      `select p.amount_minor::text as amount from payout p join organisation o on o.id = p.seller_id where o.trading_name = 'Gants Gamma'`,
    );
    expect([sum('invoice'), sum('payment'), sum('payout')]).toEqual([
      3339n,
      3339n,
      BigInt(payout?.amount ?? '0'),
    ]);
  });
});

describe('the flight recorder', () => {
  it('finds the purchase by each of its numbers', async () => {
    const [request] = await db.query<{ number: string }>('select number from requisition');
    const [payout] = await db.query<{ number: string }>(
      'select number from payout order by number',
    );
    const numbers = [
      COOKIE,
      `setup-${COOKIE}@acme.test`,
      'PO-4711@acme.test',
      'PO-4711',
      'PO-4711-1',
      request?.number ?? '',
      'BBB-2026-00001',
      payout?.number ?? '',
      cart.items[0]?.itemId.supplierPartAuxiliaryId ?? '',
    ];
    for (const number of numbers) {
      const found = await followed(operator, `/operator/recorder?q=${encodeURIComponent(number)}`);
      expect(found.html, number).toContain('PO-4711');
    }
    const none = await (await operator.get('/operator/recorder?q=nothing')).text();
    expect(none).toContain('Nothing bears “nothing”');
  });

  it('shows the whole thread, refused order and all, as lanes and as a table', async () => {
    const { html } = await followed(operator, '/operator/recorder?q=PO-4711@acme.test');
    for (const text of [
      'Visit asked for · PunchOutSetupRequest',
      'Basket returned · PunchOutOrderMessage',
      'Order · OrderRequest',
      'Order compared with the basket',
      'Part PO-4711-1 for Bureau Beta',
      'Received LS-PO-4711-1',
      'Invoice BBB-2026-00001',
      'Payment for CCC-2026-00001',
      'The bank’s debit for',
      'Refused or failed',
    ])
      expect(html).toContain(text);
    expect(html).toMatch(/<svg[^>]*role="group"/);
    expect(html).not.toContain('acme-secret');
  });

  it('shows a seller only its own part, and another buyer nothing', async () => {
    const gamma = await testApp(db.services()).signIn('desk@gamma.test');
    const { html } = await followed(gamma, '/seller/recorder?q=PO-4711');
    expect(html).toContain('PO-4711-2');
    expect(html).not.toContain('Bureau Beta');
    expect(html).not.toContain('BBB-2026-00001');
    const petit = await testApp(db.services()).signIn('approver@petit.test');
    const [request] = await db.query<{ id: string }>('select id from requisition');
    expect((await petit.get(`/buyer/recorder/request/${request?.id}`)).status).toBe(404);
    expect(await (await petit.get('/buyer/recorder?q=PO-4711')).text()).toContain('Nothing bears');
  });

  it('exports the thread masked, with no formula in the CSV', async () => {
    const { path } = await followed(operator, '/operator/recorder?q=PO-4711');
    const csv = await (await operator.get(`${path}/timeline.csv`)).text();
    expect(csv.split('\r\n')[0]).toBe('at,kind,from,to,state,what,detail,amount,currency,id');
    const json = JSON.parse(await (await operator.get(`${path}/thread.json`)).text()) as {
      documents: { kind: string; document: string }[];
      chains: unknown[];
    };
    expect(json.chains.length).toBe(3);
    const camt = json.documents.find(({ kind }) => kind.startsWith('camt'));
    expect(camt?.document).not.toContain('FR7630006000011234567890189');
    expect(JSON.stringify(json)).not.toContain('acme-secret');
    const page = await (await operator.get(`${path}/thread.html`)).text();
    expect(page).toContain('<svg');
    expect(page).not.toMatch(/<script/i);
  });

  it('opens by link without a login, masked strictly, until it is withdrawn; a wrong link looks the same', async () => {
    const app = testApp(db.services());
    const { path } = await followed(operator, '/operator/recorder?q=PO-4711');
    const made = await (
      await operator.post(`${path}/shares`, { days: '7', sight: 'buyer' })
    ).text();
    const token = /\/share\/([\w-]{43})/.exec(made)?.[1] ?? '';
    const [stored] = await db.query<{ token_hash: string; sight: string }>(
      'select token_hash, sight from thread_share',
    );
    expect(stored?.sight).toBe('buyer');
    expect(stored?.token_hash).not.toContain(token);
    const shared = await app.request(`/share/${token}`, { headers: { accept: 'text/html' } });
    const html = await shared.text();
    expect(shared.status).toBe(200);
    expect(shared.headers.get('referrer-policy')).toBe('no-referrer');
    expect(shared.headers.get('x-robots-tag')).toContain('noindex');
    expect(html).toContain('Order · OrderRequest');
    expect(html).not.toContain('buyer@acme.test');
    const document = /\/share\/[\w-]+\/documents\/[0-9a-f-]{36}/g;
    for (const href of new Set(html.match(document))) {
      const text = await (await app.request(href, { headers: { accept: 'text/html' } })).text();
      expect(text).not.toMatch(/ana@acme\.test|Ana Durand|acme-secret|1 rue du Test/);
    }
    const answer = async (one: string) => {
      const got = await app.request(`/share/${one}`, { headers: { accept: 'text/html' } });
      const text = (await got.text()).replace(
        /nonce="[^"]*"|[0-9a-f-]{36}|\/share\/[\w-]+|%2Fshare%2F[\w-]+/g,
        '',
      );
      return { status: got.status, text };
    };
    const [share] = await db.query<{ id: string }>('select id from thread_share');
    await operator.post(`/operator/recorder/shares/${share?.id}/revoke`, { back: path });
    const revoked = await answer(token);
    expect(revoked.status).toBe(404);
    expect(await answer('x'.repeat(43))).toEqual(revoked);
    const audits = await db.query<{ action: string }>(
      `select action from audit_record where action like 'thread.%' order by at, id`,
    );
    expect(audits.map(({ action }) => action)).toEqual([
      'thread.shared',
      'thread.share_opened',
      'thread.share_revoked',
    ]);
  });

  it('replays an order that was carried out: the same answer, no second order', async () => {
    const [exchange] = await db.query<{ id: string }>(
      `select id from exchange where document_key = 'PO-4711@acme.test' and state = 'accepted'`,
    );
    const orders = () => db.query('select id from purchase_order');
    const dry = await (await operator.get(`/operator/recorder/replay/${exchange?.id}`)).text();
    expect(dry).toContain('It is taken');
    const before = await db.query('select id from exchange');
    expect((await operator.post(`/operator/recorder/replay/${exchange?.id}`, {})).status).toBe(200);
    expect((await orders()).length).toBe(1);
    expect((await db.query('select id from exchange')).length).toBe(before.length + 1);
    expect(
      (await db.query(`select id from audit_record where action = 'exchange.replayed'`)).length,
    ).toBe(1);
    const buyer = await testApp(db.services()).signIn('approver@petit.test');
    expect((await buyer.get(`/operator/recorder/replay/${exchange?.id}`)).status).toBe(403);
  });
});
