import { beforeAll, describe, expect, it } from 'vitest';
import { type CatalogueItem, catalogueReader } from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { type Browser, testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));

const HEAD = [
  'CIF_I_V3.0',
  'CHARSET: UTF-8',
  'CURRENCY: EUR',
  'UNUOM: TRUE',
  'FIELDNAMES: Supplier ID, Supplier Part ID, Manufacturer Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure, Lead Time, Manufacturer Name, Language, Delete',
];
const cif = (rows: readonly string[], { mode = 'I', tail = 'ENDOFDATA' } = {}) =>
  [HEAD[0], `LOADMODE: ${mode}`, ...HEAD.slice(1), 'DATA', ...rows, tail, ''].join('\r\n');
const GLOVE = 'S,C-GLOVE-9,MPN-glove,Work glove size 9,46181504,2.40,PR,2,Exempla,en,';
const BOOK = 'S,C-BOOK-EPI,MPN-book,Handbook of PPE,55101500,18.00,C62,2,Exempla,en,';

/** A seller sends a file by the page, as a browser does. */
async function send(content: string | Uint8Array, name = 'march.cif') {
  const app = testApp(db.services());
  const seller = await app.signIn('desk@gamma.test');
  const form = new FormData();
  form.set('file', new File([typeof content === 'string' ? content : Buffer.from(content)], name));
  const cookie = (
    await app.request('/login', {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'http://localhost' },
      body: new URLSearchParams({ email: 'desk@gamma.test', password: 'demo' }).toString(),
    })
  ).headers.get('set-cookie');
  const answer = await app.request('/seller/catalogue-files', {
    method: 'POST',
    headers: {
      cookie: (cookie ?? '').split(';')[0] ?? '',
      origin: 'http://localhost',
      accept: 'text/html',
    },
    body: form,
  });
  const at = answer.headers.get('location') ?? '';
  return {
    status: answer.status,
    at,
    fileId: /files\/([0-9a-f-]{36})/.exec(at)?.[1] ?? '',
    seller,
    answer,
  };
}

type Row = {
  state: string;
  rows_done: number;
  added: number;
  changed: number;
  unchanged: number;
  removed: number;
  refused: number;
  leaving: number | null;
  problem: string | null;
};
const fileRow = async (fileId: string): Promise<Row | undefined> =>
  (
    await db.query<Row>(
      `select state, rows_done, added, changed, unchanged, removed, refused, leaving, problem
       from catalogue_file where id = ?`,
      [fileId],
    )
  )[0];
const offer = async (sku: string) =>
  (
    await db.query<Record<string, unknown>>(
      `select o.unit_price::text as price, o.unit, o.lead_days as lead, o.active, o.version, o.vat_rate_bp as vat,
         p.name_en as en, p.name_fr as fr, p.manufacturer, p.manufacturer_part_id as part, p.id as product
       from offer o join product p on p.id = o.product_id where o.sku = ?`,
      [sku],
    )
  )[0];
const text = async (browser: Browser, path: string) =>
  (await (await browser.get(path)).text()).replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('a seller’s catalogue file', () => {
  it('adds, changes, withdraws and leaves alone, and says in its language each row that it refuses', async () => {
    const { status, fileId, at, seller } = await send(
      cif([
        GLOVE,
        BOOK.replace('18.00', '19.50'),
        'S,C-NEW-1,N-1,"Lunettes, claires",46181802,7.125,C62,4,Clairvue,fr,',
        'S,C-NEW-2,,Sans classe,,3,C62,4,Clairvue,fr,',
        'S,C-NEW-1,N-1,Deux fois,46181802,7,C62,4,Clairvue,fr,',
      ]),
    );
    expect(status).toBe(303);
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toEqual({
      state: 'finished',
      rows_done: 5,
      added: 1,
      changed: 1,
      unchanged: 1,
      removed: 0,
      refused: 2,
      leaving: null,
      problem: null,
    });
    expect(await offer('C-NEW-1')).toMatchObject({
      price: '7.125000',
      unit: 'C62',
      lead: 4,
      vat: 2000,
      active: true,
      fr: 'Lunettes, claires',
      manufacturer: 'Clairvue',
      part: 'N-1',
    });
    expect(await offer('C-BOOK-EPI')).toMatchObject({ price: '19.500000', vat: 550, version: 2 });
    expect(await offer('C-GLOVE-9')).toMatchObject({ price: '2.400000', version: 1 });
    const page = await text(seller, at);
    expect(page).toContain(
      'Il n’y a pas de classe UNSPSC. Écrivez les huit chiffres de la classe UNSPSC.',
    );
    expect(page).toContain(
      'C-NEW-1 figure plusieurs fois dans le fichier ; la première ligne compte.',
    );
    // The report leads to the offers that the file touched; a file that is none has touched nothing.
    expect(await (await seller.get(at)).text()).toContain(`href="/seller/offers?file=${fileId}"`);
    const touched = await text(seller, `/seller/offers?file=${fileId}`);
    for (const sku of ['C-NEW-1', 'C-BOOK-EPI']) expect(touched).toContain(sku);
    const none = await text(seller, `/seller/offers?file=${fileId.replace(/.{4}$/, '0000')}`);
    expect(none).not.toContain('C-BOOK-EPI');
    const report = await (await seller.get(`/seller/catalogue-files/${fileId}/report.csv`)).text();
    expect(report.split('\r\n').slice(0, 2)).toEqual([
      'line,article,field,severity,code,message,fix',
      '"11","C-NEW-2","SPSC Code","error","catalogue.class","Il n’y a pas de classe UNSPSC.","Écrivez les huit chiffres de la classe UNSPSC."',
    ]);
  });

  it('sent twice is the same file', async () => {
    const [before] = await db.query<{ count: number }>(
      'select count(*)::int as count from catalogue_file',
    );
    const content = cif([GLOVE]);
    const first = await send(content);
    await db.runJobs(jobs);
    const again = await send(content);
    expect(again.fileId).toBe(first.fileId);
    expect(await text(again.seller, again.at)).toContain('This is the file you sent last');
    const [after] = await db.query<{ count: number }>(
      'select count(*)::int as count from catalogue_file',
    );
    expect((after?.count ?? 0) - (before?.count ?? 0)).toBe(1);
    const states = await db.query<{ state: string }>(
      `select state from exchange where channel = 'catalogue' order by id desc limit 2`,
    );
    expect(states.map((one) => one.state)).toEqual(['duplicate', 'accepted']);
  });

  it('withdraws what Delete names, and takes it back when it is named again', async () => {
    await send(cif([`${GLOVE.slice(0, -1)},T`.replace(',en,,T', ',en,T')]));
    await db.runJobs(jobs);
    expect(await offer('C-GLOVE-9')).toMatchObject({ active: false });
    await send(cif([GLOVE, BOOK]));
    await db.runJobs(jobs);
    expect(await offer('C-GLOVE-9')).toMatchObject({ active: true });
  });

  it('that is full withdraws the few it leaves out at once', async () => {
    const { fileId } = await send(cif([GLOVE, BOOK], { mode: 'F' }));
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({ state: 'finished', leaving: 1, removed: 1 });
    expect(await offer('C-NEW-1')).toMatchObject({ active: false });
  });

  it('that is full and cut off withdraws nothing', async () => {
    const { fileId, at, seller } = await send(cif([GLOVE], { mode: 'F', tail: '' }));
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({
      state: 'finished',
      removed: 0,
      problem: 'not_whole',
    });
    expect(await offer('C-BOOK-EPI')).toMatchObject({ active: true });
    expect(await text(seller, at)).toContain('nothing it leaves out was withdrawn');
  });

  it('that is full and leaves much out waits for the seller’s word', async () => {
    const many = Array.from(
      { length: 40 },
      (_, at) => `S,C-M-${at},,Part ${at},31161500,${at + 1}.00,C62,2,,en,`,
    );
    await send(cif([GLOVE, BOOK, ...many]));
    await db.runJobs(jobs);
    const { fileId, at, seller } = await send(cif([GLOVE, BOOK], { mode: 'F' }));
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({ state: 'confirming', leaving: 40, removed: 0 });
    expect(await text(seller, at)).toContain('The file leaves out 40 of your 42 active offers');
    expect((await seller.post(`/seller/catalogue-files/${fileId}/withdraw`, {})).status).toBe(303);
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({ state: 'finished', removed: 40 });
    const [left] = await db.query<{ count: number }>(
      'select count(*)::int as count from offer where active and seller_id = ?',
      [id('seller-c')],
    );
    expect(left?.count).toBe(2);
    expect((await seller.post(`/seller/catalogue-files/${fileId}/keep`, {})).status).toBe(409);
  });

  it('that is a cXML Index is read alike; malformed, it keeps what came before and names the line', async () => {
    const item = (
      sku: string,
      price: string,
    ) => `<IndexItemAdd><ItemID><SupplierPartID>${sku}</SupplierPartID></ItemID>
<ItemDetail><UnitPrice><Money currency="EUR">${price}</Money></UnitPrice><Description xml:lang="fr">Gant</Description><UnitOfMeasure>PR</UnitOfMeasure>
<Classification domain="UNSPSC">46181504</Classification></ItemDetail><IndexItemDetail><LeadTime>2</LeadTime></IndexItemDetail></IndexItemAdd>`;
    const whole = `<?xml version="1.0"?><Index loadmode="Incremental"><SupplierID domain="DUNS">1</SupplierID><IndexItem>${item('C-IX-1', '3.30')}</IndexItem></Index>`;
    const { fileId } = await send(whole, 'index.xml');
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({ state: 'finished', added: 1 });
    const cut = whole.replace('</IndexItem>', '<oops></IndexItem>');
    const small = await send(cut, 'broken.xml');
    expect(small.status).toBe(400);
    expect(await small.answer.text()).toContain('Line 3');
    // Larger than what is looked at while the sender waits.
    const many = Array.from({ length: 2_900 }, (_, at) => item(`C-IX-${at}`, '3.30')).join('');
    const large = await send(cut.replace(item('C-IX-1', '3.30'), many), 'large.xml');
    await db.runJobs(jobs);
    const row = await fileRow(large.fileId);
    expect(row).toMatchObject({ state: 'refused', rows_done: 2_900, added: 2_899 });
    expect(row?.problem).toMatch(/^Ligne 5801/);
  });

  it('that is no catalogue is refused on the form, its bytes kept in the log', async () => {
    const { status, answer } = await send('sku;price\n1;2\n', 'prices.csv');
    expect(status).toBe(422);
    expect(await answer.text()).toContain('this is no catalogue file');
    const [kept] = await db.query<{ state: string; size_bytes: number }>(
      `select state, size_bytes from exchange where channel = 'catalogue' order by id desc limit 1`,
    );
    expect(kept).toEqual({ state: 'refused', size_bytes: 14 });
  });

  it('comes by API key as well, and nobody else sees it', async () => {
    const app = testApp(db.services());
    const answer = await app.request('/edi', {
      method: 'POST',
      headers: { authorization: 'Bearer key-a' },
      body: cif(['S,A-API-1,,Rivet,31161500,0.05,C62,1,,en,']),
    });
    expect(answer.status).toBe(202);
    await db.runJobs(jobs);
    expect(await offer('A-API-1')).toMatchObject({ price: '0.050000', active: true });
    const [file] = await db.query<{ id: string }>(
      'select id from catalogue_file order by id desc limit 1',
    );
    const other = await app.signIn('desk@gamma.test');
    expect((await other.get(`/seller/catalogue-files/${file?.id}`)).status).toBe(404);
    expect((await other.post(`/seller/catalogue-files/${file?.id}/keep`, {})).status).toBe(404);
  });

  it('goes on where a killed job stopped, and does nothing twice', async () => {
    const rows = Array.from(
      { length: 1_200 },
      (_, at) => `S,C-K-${at},,Piece ${at},31161500,1.00,C62,2,,en,`,
    );
    const { fileId } = await send(cif(rows), 'killed.cif');
    await db.query(
      `create function stop_after_500() returns trigger language plpgsql as $$
       begin if new.rows_done > 500 then raise exception 'killed'; end if; return new; end $$`,
    );
    await db.query(
      'create trigger stop before update on catalogue_file for each row execute function stop_after_500()',
    );
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({ state: 'running', rows_done: 500, added: 500 });
    await db.query('drop trigger stop on catalogue_file');
    await db.query('update graphile_worker._private_jobs set run_at = now(), attempts = 0');
    await db.runJobs(jobs);
    expect(await fileRow(fileId)).toMatchObject({
      state: 'finished',
      rows_done: 1_200,
      added: 1_200,
      refused: 0,
    });
  });
});

describe('a buyer’s catalogue', () => {
  const itemsIn = (bytes: Uint8Array) => {
    const items: CatalogueItem[] = [];
    const reader = catalogueReader(bytes, {
      header: () => undefined,
      item: (item) => void items.push(item),
      issue: (issue) => {
        throw new Error(issue.message.en);
      },
    });
    reader.write(bytes);
    return { items, end: reader.end() };
  };
  const ask = async (fields: Record<string, string>) => {
    const operator = await testApp(db.services()).signIn('operator@comptoir.test');
    const answer = await operator.post('/operator/catalogue-files', {
      connection: id('acme-cxml'),
      format: 'cif',
      content: 'priced',
      since: '',
      ...fields,
    });
    expect(answer.status).toBe(303);
    await db.runJobs(jobs);
    const at = answer.headers.get('location') ?? '';
    const page = await text(operator, at);
    const file = await operator.get(`${at}/files/1`);
    return { at, page, operator, file, bytes: new Uint8Array(await file.arrayBuffer()) };
  };

  it('as CIF holds what this buyer may buy at its contract prices', async () => {
    const { file, bytes, page } = await ask({});
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="acme-cxml-1.cif"');
    expect(page).toContain('acme-cxml-1.cif');
    const { items, end } = itemsIn(bytes);
    expect(end.isWhole).toBe(true);
    const paper = items.find((item) => item.supplierPartId === 'B-PAPER-A4');
    expect(paper).toMatchObject({
      action: 'add',
      unitPrice: '4.2',
      marketPrice: '4.9',
      unit: 'RM',
      auxiliaryId: id('offer-paper'),
      description: 'Papier A4 80 g, ramette',
      language: 'fr',
      leadTime: '2',
    });
    expect(Buffer.from(bytes).toString().split('\r\n').slice(0, 3)).toEqual([
      'CIF_I_V3.0',
      'CHARSET: UTF-8',
      'LOADMODE: F',
    ]);
  });

  it('since a day holds what changed, and deletes what is no longer to be had', async () => {
    db.clock.advance({ hours: 48 });
    const seller = await testApp(db.services()).signIn('desk@gamma.test');
    expect(seller).toBeDefined();
    await send(cif([BOOK.replace('18.00', '17.00'), 'S,C-GLOVE-9,,,,,,,,,T']), 'april.cif');
    await db.runJobs(jobs);
    const { bytes } = await ask({ since: '2026-03-04', format: 'index' });
    const { items } = itemsIn(bytes);
    expect(items.map((item) => [item.action, item.supplierPartId, item.unitPrice])).toEqual([
      ['add', 'C-BOOK-EPI', '17'],
      ['delete', 'C-GLOVE-9', undefined],
    ]);
    expect(Buffer.from(bytes).toString()).toContain('<Index loadmode="Incremental">');
  });

  it('of level 2 names products to punch out for', async () => {
    const { bytes } = await ask({ content: 'level_2', format: 'index' });
    const { items } = itemsIn(bytes);
    const paper = items.find((item) => item.supplierPartId === 'B-PAPER-A4');
    expect(paper).toMatchObject({
      action: 'punchout',
      punchoutLevel: 'product',
      auxiliaryId: id('offer-paper'),
    });
    expect(paper?.supplierUrl).toMatch(/\/cxml$/);
  });

  it('is another buyer’s secret, and a seller’s, and a requester’s', async () => {
    const { at } = await ask({});
    const app = testApp(db.services());
    const fileId = at.split('/').at(-1);
    const other = await app.signIn('approver@petit.test');
    expect((await other.get(`/buyer/catalogue-files/${fileId}`)).status).toBe(404);
    expect(
      (await other.post('/buyer/catalogue-files', { connection: id('acme-cxml') })).status,
    ).toBe(404);
    const requester = await app.signIn('buyer@acme.test');
    expect((await requester.get('/buyer/catalogue-files')).status).toBe(403);
  });
});
