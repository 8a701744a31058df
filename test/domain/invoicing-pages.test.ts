import { csrf } from 'hono/csrf';
import { beforeAll, describe, expect, it } from 'vitest';
import { invoicingRoutes, issueInvoice } from '../../src/domain/invoicing/index.ts';
import { area, partiesRoutes, session } from '../../src/domain/parties/index.ts';
import {
  asProblem,
  pageHeaders,
  problemJson,
  requestContext,
  type Web,
  web,
} from '../../src/platform/http/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory } from './invoicing-story.ts';

const db = testDatabase();
const { line, deliver, invoiceRow, system } = invoiceStory(db);
type Found = Awaited<ReturnType<typeof invoiceRow>>;
let invoices: Found[] = [];

beforeAll(async () => {
  await smallWorld(db.services());
  const shipments = await deliver(
    'PAGE-1',
    [
      line(1, 'seller-a', '10', '1.00', { description: 'Vis M8' }),
      line(2, 'seller-c', '3', '18.00', { description: 'Manuel', vatRateBp: 550 }),
    ],
    { order: { buyerId: id('petit'), terms: { outcome: 'full', paymentDays: 30 } } },
  );
  for (const shipmentId of shipments) {
    const { invoiceId } = await issueInvoice(system(), { shipmentId });
    invoices = [...invoices, await invoiceRow(invoiceId)];
  }
});

function app(): Web {
  const root = web();
  root.use(requestContext(db.services()), pageHeaders(), session(), csrf());
  root.use('/buyer/*', area('buyer'));
  root.use('/seller/*', area('seller'));
  root.use('/operator/*', area('operator'));
  root.route('/', partiesRoutes()).route('/', invoicingRoutes());
  root.onError((error, c) => problemJson(asProblem(error, c), c));
  return root;
}

const origin = 'http://localhost';
async function browser(email: string) {
  const root = app();
  const type = { 'content-type': 'application/x-www-form-urlencoded', origin };
  const login = await root.request(`${origin}/login`, {
    method: 'POST',
    headers: type,
    body: new URLSearchParams({ email, password: 'demo' }).toString(),
  });
  const cookie = `${(login.headers.get('set-cookie') ?? '').split(';')[0] ?? ''}; lang=fr`;
  const get = async (path: string) =>
    root.request(`${origin}${path}`, { headers: { cookie, accept: 'text/html' } });
  return {
    get,
    text: async (path: string) => {
      const answer = await get(path);
      expect(answer.status, path).toBe(200);
      return answer.text();
    },
    post: async (path: string, form: Record<string, string>) =>
      root.request(`${origin}${path}`, {
        method: 'POST',
        headers: { ...type, cookie },
        body: new URLSearchParams(form).toString(),
      }),
  };
}

const fileLinks = (page: string, kind: string): string[] =>
  [...page.matchAll(new RegExp(`/${kind}/files/[0-9a-f-]{36}`, 'g'))].map((one) => one[0]);

describe('from the operator’s button to the buyer’s files', () => {
  it('the operator sees what waits and issues the statement, the buyer finds reference, invoices, files', async () => {
    const operator = await browser('finance@comptoir.test');
    const waiting = await operator.text('/operator/statements');
    expect(waiting).toContain('Petit &amp; Fils');
    expect(waiting).toContain('68,97');
    const issued = await operator.post('/operator/statements', { buyerId: id('petit') });
    expect(issued.status).toBe(303);
    const statementPath = issued.headers.get('location') ?? '';
    expect(await operator.text(statementPath)).toContain('ST-2026-00001');

    const buyer = await browser('buyer@petit.test');
    const list = await buyer.text('/buyer/statements');
    expect(list).toContain('ST-2026-00001');
    const page = await buyer.text(statementPath.replace('/operator', '/buyer'));
    for (const one of invoices) expect(page).toContain(one.number);
    expect(page).toContain('FR76 3000 6000 0112 3456 7890 189');
    expect(page).toMatch(/RF\d\d ST/);
    expect(page).toContain('n’est pas une facture');
    const links = fileLinks(page, 'buyer');
    expect(links).toHaveLength(5);
    for (const link of links) expect((await buyer.get(link)).status).toBe(200);

    const stranger = await browser('buyer@acme.test');
    expect((await stranger.get(statementPath.replace('/operator', '/buyer'))).status).toBe(404);
    expect((await stranger.get(links[0] ?? '')).status).toBe(404);
  });

  it('a buyer opens one invoice with its lines and pays it alone if it likes', async () => {
    const [first] = invoices;
    const buyer = await browser('buyer@petit.test');
    const page = await buyer.text(`/buyer/invoices/${first?.id}`);
    expect(page).toContain('Vis M8');
    expect(page).toContain(first?.payment_reference.slice(0, 4));
    expect(page).not.toContain('Commission');
    const stranger = await browser('buyer@acme.test');
    expect((await stranger.get(`/buyer/invoices/${first?.id}`)).status).toBe(404);
  });
});

describe('the seller’s pages', () => {
  it('list its own invoices by filter, open their files and contest by form', async () => {
    const own = invoices.find((one) => one.number.startsWith('CCC'));
    const other = invoices.find((one) => one.number.startsWith('AAA'));
    const desk = await browser('desk@gamma.test');
    const list = await desk.text('/seller/invoices?filter=open');
    expect(list).toContain(own?.number);
    expect(list).not.toContain(other?.number);
    expect(await desk.text('/seller/invoices?filter=paid')).toContain('Aucune facture ici');
    expect(await desk.text('/seller/invoices?number=ccc-2026')).toContain(own?.number);
    for (const link of fileLinks(list, 'seller')) expect((await desk.get(link)).status).toBe(200);
    const page = await desk.text(`/seller/invoices/${own?.id}`);
    expect(page).toContain('Contester ce document');
    const contested = await desk.post(`/seller/invoices/${own?.id}/contest`, {
      reason: 'Prix faux <b>',
    });
    expect(contested.status).toBe(303);
    const after = await desk.text(`/seller/invoices/${own?.id}`);
    expect(after).toContain('Prix faux &lt;b&gt;');
    expect(after).not.toContain('Contester ce document');
    expect((await desk.get(`/seller/invoices/${other?.id}`)).status).toBe(404);
    expect((await desk.post(`/seller/invoices/${other?.id}/contest`, { reason: 'x' })).status).toBe(
      404,
    );
  });

  it('refuse addresses that name nothing', async () => {
    const desk = await browser('desk@gamma.test');
    for (const path of [
      '/seller/invoices/x',
      `/seller/files/${id('none')}`,
      '/seller/invoices?after=x',
    ]) {
      const { status } = await desk.get(path);
      expect([200, 404]).toContain(status);
    }
    expect((await desk.get('/operator/statements')).status).toBe(403);
  });
});
