import { beforeAll, describe, expect, it } from 'vitest';
import { exchanges, exchangesPerDay, readCursor } from '../../src/domain/service/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  type Desk,
  desk,
  exchanged,
  ORDRSP,
  SECRET,
  SETUP,
  SETUP_ANSWER,
  TOKEN,
} from './service-app.ts';

const db = testDatabase();
const ctx = () => systemContext(db.services(), 'test');
const answer = { content: Buffer.from(SETUP_ANSWER), contentType: 'text/xml' };
let operator: Desk;
let finance: Desk;
let gamma: Desk;
let petit: Desk;
const made: Record<string, string> = {};

beforeAll(async () => {
  await smallWorld(db.services());
  operator = await desk(db.services(), 'operator@comptoir.test');
  finance = await desk(db.services(), 'finance@comptoir.test');
  gamma = await desk(db.services(), 'desk@gamma.test');
  petit = await desk(db.services(), 'approver@petit.test');
  made.setup = await exchanged(db.services(), {
    partner: 'petit',
    documentKey: '1771234567.4711@acme.example',
    keys: ['1CX3L4843PPZO'],
    answer,
    links: [{ type: 'punch_out_session', id: id('visit'), label: 'create' }],
  });
  made.refused = await exchanged(db.services(), {
    partner: 'petit',
    state: 'refused',
    errors: [
      {
        code: 'cxml.form_post_url',
        message: 'The cart cannot be returned there.',
        line: 9,
        element: 'BrowserFormPost',
        fix: 'Use https.',
      },
    ],
  });
  made.gamma = await exchanged(db.services(), {
    partner: 'seller-c',
    channel: 'edi',
    kind: 'ORDRSP',
    content: ORDRSP,
    documentKey: 'REF42',
    keys: ['PO-2026-100%', 'PO-2026-1001'],
    links: [{ type: 'seller_order', id: id('seller-order'), label: 'PO-2026-1001-C' }],
  });
  made.beta = await exchanged(db.services(), {
    partner: 'seller-b',
    kind: 'ConfirmationRequest',
    keys: ['PO-2026-2002'],
  });
  made.invoice = await exchanged(db.services(), {
    partner: 'petit',
    direction: 'out',
    kind: 'InvoiceDetailRequest',
    state: 'sent',
    keys: ['CCC-2026-000017'],
  });
  made.bank = await exchanged(db.services(), {
    channel: 'bank',
    kind: 'camt.053',
    documentKey: 'STMT-2026-061',
  });
  made.unknown = await exchanged(db.services(), {
    state: 'refused',
    kind: 'OrderRequest',
    errors: [{ code: 'cxml.unauthorized', message: 'Unknown sender.' }],
  });
});

const found = async (q: string): Promise<string[]> =>
  (await read(ctx(), (tx) => exchanges(tx, { filter: { q } }))).rows.map((row) => row.id).sort();

describe('the log of documents', () => {
  it.each([
    ['a payloadID', '1771234567.4711@acme.example', ['setup']],
    ['a BuyerCookie', '1CX3L4843PPZO', ['setup']],
    ['a BuyerCookie in small letters', '1cx3l4843ppzo', ['setup']],
    ['an order number', 'PO-2026-1001', ['gamma']],
    ['the beginning of order numbers', 'PO-2026-', ['beta', 'gamma']],
    ['an invoice number', 'CCC-2026-000017', ['invoice']],
    ['an interchange reference', 'REF42', ['gamma']],
    ['a statement id', 'STMT-2026-061', ['bank']],
    ['a percent sign, which is no joker', 'PO-2026-100%', ['gamma']],
    ['an underscore, which is no joker', 'PO_2026', []],
    ['the end of a key, which is no beginning', '2026-1001', []],
  ])('is searched by %s', async (_, q, names) => {
    expect(await found(q)).toEqual(names.map((name) => made[name] ?? '').sort());
  });

  it('is searched by the id of the exchange itself', async () => {
    expect(await found(made.bank ?? '')).toEqual([made.bank]);
  });

  it('narrows by direction, channel, kind, state, partner and days', async () => {
    const only = async (filter: NonNullable<Parameters<typeof exchanges>[1]['filter']>) =>
      (await read(ctx(), (tx) => exchanges(tx, { filter }))).rows.map((row) => row.id).sort();
    const day = Temporal.PlainDate.from('2026-03-02');
    expect(await only({ direction: 'out' })).toEqual([made.invoice]);
    expect(await only({ channel: 'edi' })).toEqual([made.gamma]);
    expect(await only({ kind: 'camt' })).toEqual([made.bank]);
    expect(await only({ state: 'faulty' })).toEqual(
      [made.refused ?? '', made.unknown ?? ''].sort(),
    );
    expect(await only({ state: 'waiting' })).toEqual([]);
    expect(await only({ partner: 'gamma' })).toEqual([made.gamma]);
    expect(await only({ partner: id('seller-b') })).toEqual([made.beta]);
    expect(await only({ from: day, to: day })).toHaveLength(7);
    expect(await only({ from: day.add({ days: 1 }) })).toEqual([]);
    expect(await only({ to: day.subtract({ days: 1 }) })).toEqual([]);
  });

  it('counts the last fourteen days, with the days on which nothing came', async () => {
    const days = await read(ctx(), (tx) =>
      exchangesPerDay(tx, { until: Temporal.PlainDate.from('2026-03-02'), days: 14 }),
    );
    expect(days).toHaveLength(14);
    expect(days[0]).toEqual({
      on: Temporal.PlainDate.from('2026-02-17'),
      accepted: 0,
      refused: 0,
      waiting: 0,
    });
    expect(days[13]).toMatchObject({ accepted: 5, refused: 2, waiting: 0 });
  });
});

describe('whose documents are seen', () => {
  it('lets a seller see its own documents and no other seller’s', async () => {
    const list = await gamma.text('/seller/exchanges');
    expect(list).toContain(made.gamma);
    for (const other of ['setup', 'refused', 'beta', 'invoice', 'bank', 'unknown'])
      expect(list).not.toContain(made[other]);
    expect((await gamma.get(`/seller/exchanges/${made.gamma}`)).status).toBe(200);
    for (const path of [
      made.beta,
      `${made.beta}/document`,
      made.setup,
      `${made.setup}/answer`,
      made.unknown,
    ]) {
      expect((await gamma.get(`/seller/exchanges/${path}`)).status).toBe(404);
    }
  });

  it('does not find another’s document by its key or its partner', async () => {
    expect(await gamma.text('/seller/exchanges?q=PO-2026-2002')).not.toContain(made.beta);
    expect(await gamma.text(`/seller/exchanges?partner=${id('seller-b')}`)).not.toContain(
      made.beta,
    );
  });

  it('keeps each area for its own people', async () => {
    expect((await gamma.get('/operator/exchanges')).status).toBe(403);
    expect((await gamma.get('/buyer/exchanges')).status).toBe(403);
    expect((await petit.get('/operator')).status).toBe(403);
    expect((await petit.get('/buyer/exchanges')).status).toBe(200);
  });

  it('asks for the permission: a requester has no log', async () => {
    const buyer = await desk(db.services(), 'buyer@petit.test');
    expect((await buyer.get('/buyer/exchanges')).status).toBe(403);
  });
});

describe('what is never shown', () => {
  it('masks the shared secret and the start address on every page and in the masked file', async () => {
    const paths = [
      ['buyer', petit],
      ['operator', operator],
      ['operator', finance],
    ] as const;
    for (const [area, who] of paths) {
      for (const view of ['', '?view=raw', '?line=5']) {
        const text = await who.text(`/${area}/exchanges/${made.setup}${view}`);
        expect(text).toContain('1CX3L4843PPZO');
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain(TOKEN);
      }
    }
    for (const part of ['document', 'answer']) {
      for (const [area, who] of paths.filter(([, one]) => one !== operator)) {
        const text = await who.text(`/${area}/exchanges/${made.setup}/${part}`);
        expect(text).toContain('••••••••');
        expect(text).not.toContain(SECRET);
        expect(text).not.toContain(TOKEN);
      }
    }
  });

  it('gives the bytes as they came to who manages documents, as a file, and keeps a record of it', async () => {
    const file = await operator.get(`/operator/exchanges/${made.setup}/document`);
    expect(await file.text()).toBe(SETUP);
    expect(file.headers.get('content-type')).toBe('application/octet-stream');
    expect(file.headers.get('content-disposition')).toMatch(
      /^attachment; filename="cxml_PunchOutSetupRequest_\w+\.xml"$/,
    );
    expect(
      await db.query(
        `select subject, detail from audit_record where action = 'exchange.downloaded'`,
      ),
    ).toEqual([{ subject: `exchange:${made.setup}`, detail: { part: 'document' } }]);
  });

  it('refuses to hand out unmasked what it cannot mask', async () => {
    const pdf = await exchanged(db.services(), {
      partner: 'petit',
      content: '%PDF-1.7\0',
      kind: 'Factur-X',
    });
    expect((await petit.get(`/buyer/exchanges/${pdf}/document`)).status).toBe(403);
    expect(await petit.text(`/buyer/exchanges/${pdf}`)).toContain('This document is not text');
    expect((await operator.get(`/operator/exchanges/${pdf}/document`)).status).toBe(200);
  });

  it('finds the secret also in a document of another encoding', async () => {
    const utf16 = await exchanged(db.services(), { partner: 'petit', kind: 'ProfileRequest' });
    await db.query('alter table stored_file disable trigger all');
    await db.query(
      `update stored_file set content = ? where id = (select file_id from exchange where id = ?)`,
      [Buffer.from(`\ufeff<cXML><SharedSecret>${SECRET}</SharedSecret></cXML>`, 'utf16le'), utf16],
    );
    const text = await petit.text(`/buyer/exchanges/${utf16}`);
    expect(text).toContain('utf-16le');
    expect(text).not.toContain(SECRET);
    expect(await petit.text(`/buyer/exchanges/${utf16}/document`)).not.toContain(SECRET);
  });
});

describe('the page of a document', () => {
  it('marks the line of the fault and says what to do', async () => {
    const text = await petit.text(`/buyer/exchanges/${made.refused}?view=raw`);
    expect(text).toMatch(/data-line="9" data-marked[^>]*>&lt;BrowserFormPost&gt;/);
    expect(text).toContain('The cart cannot be returned there.');
    expect(text).toContain('Use https.');
  });

  it('marks the same element in the readable view, where lines differ', async () => {
    const text = await petit.text(`/buyer/exchanges/${made.refused}`);
    expect(text).toMatch(/data-marked[^>]*>\s*&lt;BrowserFormPost&gt;/);
    expect(text).toContain('      &lt;URL&gt;ftp://acme.example/return&lt;/URL&gt;');
  });

  it('shows an interchange one segment a line, released terminators left alone', async () => {
    const text = await gamma.text(`/seller/exchanges/${made.gamma}`);
    expect(text).toContain('data-line="4">BGM+231+C?&#39;4711+29&#39;');
    expect(text).toContain(`href="/seller/orders/${id('seller-order')}"`);
  });

  it('cuts a big document and says so, and never at the price of a secret', async () => {
    const before = `<cXML><!--${'é'.repeat(102_380)}-->`;
    const big = await exchanged(db.services(), {
      partner: 'petit',
      content: `${before}<SharedSecret>${SECRET}</SharedSecret><!--${'x'.repeat(300_000)}--></cXML>`,
    });
    const text = await petit.text(`/buyer/exchanges/${big}?view=raw`);
    expect(text).toMatch(/Only the first 200\sKB are shown/);
    expect(text).not.toContain(SECRET);
    const file = await petit.get(`/buyer/exchanges/${big}/document`);
    expect((await file.text()).length).toBeGreaterThan(400_000);
  });

  it.each([
    '/operator',
    '/operator/exchanges',
    '/operator/jobs',
    '/operator/jobs/mails',
    '/operator/jobs/events',
    '/operator/partners',
    '/operator/audit',
  ])('speaks both languages on %s', async (path) => {
    const english = await operator.text(`${path}?lang=en`);
    const french = await operator.text(`${path}?lang=fr`);
    expect(english).toContain('<html lang="en"');
    expect(french).toContain('<html lang="fr"');
    const main = (html: string): string => html.slice(html.indexOf('<main'));
    expect(main(french)).not.toBe(main(english));
  });

  it('speaks both languages of one document too', async () => {
    expect(await petit.text(`/buyer/exchanges/${made.refused}?lang=fr`)).toContain(
      'Ce qui ne va pas',
    );
    expect(await petit.text(`/buyer/exchanges/${made.refused}?lang=en`)).toContain('What is wrong');
  });
});

describe('paging', () => {
  it('loses no document and repeats none, also where many came in one instant', async () => {
    for (let n = 0; n < 23; n += 1) await exchanged(db.services(), { kind: `Page-${n}` });
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await read(ctx(), (tx) => exchanges(tx, { after: readCursor(after), limit: 4 }));
      seen.push(...page.rows.map((row) => row.id));
      after = page.next;
    } while (after);
    const all = await db.query<{ id: string }>('select id from exchange order by at desc, id desc');
    expect(seen).toEqual(all.map((row) => row.id));
  });

  it('keeps the filter on the link to the next page', async () => {
    for (let n = 0; n < 40; n += 1)
      await exchanged(db.services(), { kind: 'camt.053', channel: 'bank' });
    for (let n = 0; n < 20; n += 1)
      await exchanged(db.services(), { kind: 'camt.053', channel: 'bank' });
    const first = await operator.text('/operator/exchanges?channel=bank');
    const next = /href="([^"]*after=[^"]*)"/.exec(first)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(next).toContain('channel=bank');
    const second = await operator.text(next);
    expect(second).toContain(made.bank);
    expect(second).not.toContain('after=');
  });
});

describe('a key', () => {
  it('may hold any mark, and more than an index can', async () => {
    const odd = `O'Neil \\ (a|b) & !c:*`;
    const long = '€'.repeat(600);
    const exchange = await exchanged(db.services(), {
      partner: 'seller-b',
      keys: [odd, long],
    });
    for (const q of [odd, odd.slice(0, 8), `o'n`, long, long.slice(0, 550)])
      expect(await found(q)).toEqual([exchange]);
    expect(await found('(a')).toEqual([]);
    expect(await found(`O'Neil | x`)).toEqual([]);
  });
});
