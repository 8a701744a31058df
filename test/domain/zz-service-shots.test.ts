import { serve } from '@hono/node-server';
import chromium from '@sparticuz/chromium';
import { chromium as browser } from 'playwright-core';
import { it } from 'vitest';
import { csrf } from 'hono/csrf';
import { area, partiesRoutes, session } from '../../src/domain/parties/index.ts';
import { serviceRoutes } from '../../src/domain/service/index.ts';
import { asProblem, pageHeaders, problemJson, requestContext, web } from '../../src/platform/http/index.ts';
import { audit, BulkProgress, emit, enqueue, queueMail, systemContext, write } from '../../src/platform/index.ts';
import { buildAssets, loadAssets, readAsset } from '../../src/ui/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { exchanged, ORDRSP, SETUP_ANSWER } from './service-app.ts';

const db = testDatabase();
it('shots', async () => {
  await smallWorld(db.services());
  await buildAssets(); loadAssets();
  const s = db.services();
  const made: Record<string, string> = {};
  for (let d = 0; d < 14; d += 1) {
    db.clock.set(`2026-0${d < 12 ? 2 : 3}-${String(d < 12 ? 17 + d : d - 11).padStart(2, '0')}T08:${10 + d}:00Z`);
    for (let n = 0; n < (d * 7) % 11 + 3; n += 1) await exchanged(s, { partner: n % 2 ? 'acme' : 'seller-b', kind: n % 2 ? 'OrderRequest' : 'ConfirmationRequest', keys: [`PO-2026-${1000 + d * 20 + n}`], documentKey: `17712345${d}.${n}@acme.example`, ...(n === 5 ? { state: 'refused' as const } : {}) });
  }
  db.clock.set('2026-03-02T09:00:00Z');
  const a = { content: Buffer.from(SETUP_ANSWER), contentType: 'text/xml' };
  made.setup = await exchanged(s, { partner: 'acme', documentKey: '1771234567.4711@acme.example', keys: ['1CX3L4843PPZO'], answer: a, state: 'refused', links: [{ type: 'purchase_order', id: id('po'), label: 'PO-2026-1001' }, { type: 'punch_out_session', id: id('v'), label: 'create' }], errors: [{ code: 'cxml.form_post_url', message: 'The cart cannot be returned there: only https is allowed.', line: 9, element: 'BrowserFormPost/URL', fix: 'Write an https address that the buyer’s browser can reach.' }], advisories: [{ code: 'punchout.extrinsic_unknown', message: 'An extrinsic that is not known was ignored.', line: 7 }] });
  made.edi = await exchanged(s, { partner: 'seller-c', channel: 'edi', kind: 'ORDRSP', content: ORDRSP, documentKey: 'REF42', keys: ['PO-2026-1001'] });
  await exchanged(s, { channel: 'bank', kind: 'camt.053', documentKey: 'STMT-2026-061', state: 'received' });
  const ctx = systemContext(s, 'test');
  await write(ctx, async (tx) => {
    tx.em.create(BulkProgress, { id: tx.newId(), kind: 'camt.053', subject: 'STMT-2026-061', done: 3100, total: 10000, state: 'running', startedAt: tx.now(), updatedAt: tx.now() } as never);
    await enqueue(tx, 'order.send', { a: 1 }, { attemptsMax: 1 });
    await enqueue(tx, 'bad.one', { a: 1 }, { attemptsMax: 1 });
    await emit(tx, 'order.placed', { purchaseOrderId: id('po') });
    await audit(tx, { action: 'connection.edited', subject: `trading_connection:${id('acme-cxml')}`, detail: { before: { outboundUrl: null }, after: { outboundUrl: 'https://suite.example' } } });
  });
  await db.runJobs({ 'bad.one': () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7:443 while sending PO-2026-1001-C to https://seller.example/as2/receive; the partner server closed the connection before answering')) });
  await write(ctx, async (tx) => { await queueMail(tx, { to: 'orders@gamma.test', subject: 'Order PO-2026-1001', text: 'x' }); await enqueue(tx, 'order.send', {}, {}); });
  await db.query(`update trading_connection set form_post_origin = 'https://acme.example', outbound_url = 'https://acme.example/cxml' where id = ?`, [id('acme-cxml')]);
  const app = web();
  app.use(requestContext(s), pageHeaders());
  app.get('/assets/:file', (c) => { const x = readAsset(c.req.param('file'), undefined); return x ? new Response(x.bytes as never, { headers: { 'content-type': x.contentType } }) : c.notFound(); });
  app.use(session(), csrf());
  for (const kind of ['buyer', 'seller', 'operator'] as const) app.use(`/${kind}/*`, area(kind));
  app.route('/', partiesRoutes()); app.route('/', serviceRoutes());
  app.onError((e, c) => problemJson(asProblem(e, c), c));
  const server = serve({ fetch: app.fetch, port: 0 });
  await new Promise((r) => server.once('listening', r));
  const port = (server.address() as { port: number }).port;
  const b = await browser.launch({ executablePath: await chromium.executablePath(), args: chromium.args, headless: true });
  const p = await b.newPage({ viewport: { width: 1280, height: 900 } });
  const o = `http://localhost:${port}`;
  const login = async (email: string) => {
    const r = await fetch(`${o}/login`, { method: 'POST', redirect: 'manual', headers: { origin: o, 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ email, password: 'demo' }).toString() });
    const [pair = ''] = (r.headers.get('set-cookie') ?? '').split(';'); const [name = '', value = ''] = pair.split('=');
    await p.context().addCookies([{ name, value, url: o }]);
  };
  const shot = async (name: string, path: string) => { await p.goto(o + path); await p.screenshot({ path: `/tmp/service-shots/${name}.png`, fullPage: true }); };
  await login('operator@comptoir.test');
  await shot('dashboard', '/operator'); await shot('exchanges', '/operator/exchanges'); await shot('exchanges-fr', '/operator/exchanges?lang=fr&q=PO-2026-12');
  await shot('exchange', `/operator/exchanges/${made.setup}`); await shot('edi', `/operator/exchanges/${made.edi}?lang=fr`);
  await shot('jobs', '/operator/jobs'); await shot('mails', '/operator/jobs/mails'); await shot('events', '/operator/jobs/events');
  await shot('partners', '/operator/partners'); await shot('partner', `/operator/partners/${id('acme')}`); await shot('audit', '/operator/audit');
  await p.setViewportSize({ width: 400, height: 800 }); await shot('m-exchanges', '/operator/exchanges'); await shot('m-exchange', `/operator/exchanges/${made.setup}`); await shot('m-partner', `/operator/partners/${id('acme')}`);
  await b.close(); server.close();
}, 180000);
