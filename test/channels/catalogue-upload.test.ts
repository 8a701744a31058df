import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  buildResponse,
  dtdOf,
  parseCxml,
  validateCxml,
  writeMultipart,
} from '../../punchout/index.ts';
import { jobs, subscriptions } from '../../src/app.tsx';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { startPartner } from '../support/outside.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const running: { stop: () => Promise<void> }[] = [];
afterEach(async () => {
  for (const one of running.splice(0)) await one.stop();
});

const HEAD = [
  'CIF_I_V3.0',
  'LOADMODE: I',
  'CHARSET: UTF-8',
  'CURRENCY: EUR',
  'UNUOM: TRUE',
  'FIELDNAMES: Supplier ID, Supplier Part ID, Manufacturer Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure, Lead Time, Manufacturer Name, Language, Delete',
];
const cif = (...rows: string[]) => [...HEAD, 'DATA', ...rows, 'ENDOFDATA', ''].join('\r\n');
const pen = (price: string) =>
  `S,B-PEN-BLUE,P-1,"Ball pen, blue",44121704,${price},C62,2,Exempla,en,`;
const CLASSLESS = 'S,B-ODD-1,,No class,,3,C62,4,Exempla,en,';

type Sending = {
  readonly name?: string;
  readonly operation?: 'new' | 'update';
  readonly notification?: string;
  readonly beside?: string;
  readonly files?: readonly { name: string; content: string | Buffer }[];
  readonly url?: string;
  readonly as?: { domain: string; identity: string; secret: string };
  readonly payloadId?: string;
};
const BETA = { domain: 'duns', identity: '123456789', secret: 'beta-secret' };
const MAIL = '<Email>katalog@beta.test</Email>';

let sent = 0;
async function upload({
  name = 'Pens',
  operation = 'new',
  notification = MAIL,
  beside = '',
  files = [{ name: 'pens.cif', content: cif(pen('0.36')) }],
  url = 'cid:file-0@beta',
  as = BETA,
  payloadId = `upload-${(sent += 1)}@beta.test`,
}: Sending = {}) {
  const credential = (secret = '') =>
    `<Credential domain="${as.domain}"><Identity>${as.identity}</Identity>${secret}</Credential>`;
  const document = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd">
<cXML payloadID="${payloadId}" timestamp="2026-03-02T10:00:00+01:00"><Header>
<From>${credential()}</From>
<To><Credential domain="NetworkID"><Identity>AN01000000001-T</Identity></Credential></To>
<Sender>${credential(`<SharedSecret>${as.secret}</SharedSecret>`)}<UserAgent>Beta</UserAgent></Sender></Header>
<Request deploymentMode="test"><CatalogUploadRequest operation="${operation}">
<CatalogName xml:lang="en">${name}</CatalogName><Description xml:lang="en">Spring</Description>
<Attachment><URL>${url}</URL></Attachment>${beside}
<Notification>${notification}</Notification></CatalogUploadRequest></Request></cXML>`;
  const body = writeMultipart({
    document: Buffer.from(document),
    contentType: 'text/xml; charset=UTF-8',
    mark: payloadId,
    files: files.map((file, at) => ({
      contentId: `file-${at}@beta`,
      contentType: 'application/octet-stream',
      name: file.name,
      content: Buffer.from(file.content),
    })),
  });
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': body.contentType },
    body: Buffer.from(body.content),
  });
  const { payload } = parseCxml(Buffer.from(await answer.arrayBuffer()));
  const { code, text, detail } =
    payload.kind === 'Response' ? payload.status : { code: 0, text: '', detail: '' };
  return { http: answer.status, code, text, detail: detail ?? '', payloadId };
}
const files = () =>
  db.query<{ name: string; state: string; changed: number; refused: number }>(
    'select file_name as name, state, changed, refused from catalogue_file order by id',
  );
const price = async (sku: string) =>
  (
    await db.query<{ price: string }>('select unit_price::text as price from offer where sku = ?', [
      sku,
    ])
  )[0]?.price;
const mails = () =>
  db.query<{ recipient: string; subject: string; text: string }>(
    'select recipient, subject, text from outgoing_mail order by created_at, id',
  );

describe('a catalogue that a seller’s system uploads over cXML', () => {
  it('is stored raw, answered 201, read by the job, and its fate is told by mail, once', async () => {
    const answer = await upload();
    expect(answer).toMatchObject({ http: 200, code: 201, text: 'Accepted' });
    const kept = await db.query<{ kind: string; channel: string; state: string }>(
      `select kind, channel, state from exchange where direction = 'in' order by id`,
    );
    expect(kept).toEqual([
      { kind: 'CatalogUploadRequest', channel: 'cxml', state: 'accepted' },
      { kind: 'CIF', channel: 'catalogue', state: 'accepted' },
    ]);
    expect(await price('B-PEN-BLUE')).toBe('0.350000');
    await db.runJobs(jobs);
    expect(await price('B-PEN-BLUE')).toBe('0.360000');
    expect(await files()).toEqual([{ name: 'Pens', state: 'finished', changed: 1, refused: 0 }]);
    const told = await mails();
    expect(told).toMatchObject([{ recipient: 'katalog@beta.test', subject: 'Catalogue Pens' }]);
    expect(told[0]?.text).toContain(
      '0 ajoutées, 1 modifiées, 0 inchangées, 0 retirées, 0 refusées.',
    );
    // The same document again is answered the same, and nothing happens twice.
    const again = await upload({ payloadId: answer.payloadId });
    expect(again.code).toBe(201);
    await db.runJobs(jobs);
    expect(await files()).toHaveLength(1);
    expect(await mails()).toHaveLength(1);
  });

  it('is new under a free name and an update under a known one; the same bytes again change nothing', async () => {
    expect(await upload({ files: [{ name: 'p.cif', content: cif(pen('0.37')) }] })).toMatchObject({
      code: 465,
      text: 'Duplicate Catalog Name',
    });
    expect(await upload({ name: 'Chairs', operation: 'update' })).toMatchObject({
      code: 466,
      text: 'No Catalog to Update',
    });
    const same = await upload({ operation: 'update' });
    expect(same).toMatchObject({ code: 200, detail: expect.stringContaining('same catalogue') });
    const other = await upload({
      operation: 'update',
      files: [{ name: 'p.cif', content: cif(pen('0.38')) }],
    });
    expect(other.code).toBe(201);
    await db.runJobs(jobs);
    expect(await price('B-PEN-BLUE')).toBe('0.380000');
  });

  it('with rows that are refused ends as 470, posted to the seller’s system naming its document', async () => {
    const beta = await startPartner(() => ({
      status: 200,
      contentType: 'text/xml',
      body: Buffer.from(
        buildResponse(
          { payloadId: 'r@beta', timestamp: '2026-03-02T10:00:00+01:00' },
          { code: 200, text: '' },
        ),
      ).toString(),
    }));
    running.push(beta);
    const notification = '<URLPost enabled="yes"/>';
    // Nobody knows where to post to yet.
    expect((await upload({ name: 'Odd', notification })).code).toBe(462);
    await db.query('update trading_connection set outbound_url = ? where id = ?', [
      `${beta.url}/in`,
      id('seller-b-cxml'),
    ]);
    const { code, payloadId } = await upload({
      name: 'Odd',
      notification,
      files: [{ name: 'odd.cif', content: cif(pen('0.39'), CLASSLESS) }],
    });
    expect(code).toBe(201);
    const before = (await mails()).length;
    await db.runJobs(jobs);
    expect(await mails()).toHaveLength(before);
    const [posted] = beta.received;
    const { payload } = parseCxml(posted?.bytes ?? Buffer.alloc(0));
    expect(payload).toMatchObject({
      kind: 'StatusUpdateRequest',
      documentPayloadId: payloadId,
      status: {
        code: 470,
        text: 'Catalog Has Errors',
        detail: '0 added, 1 changed, 0 unchanged, 0 withdrawn, 1 refused.',
      },
    });
    const version = /cXML\/([\d.]+)\//.exec(posted?.bytes.toString() ?? '')?.[1] ?? '';
    expect(
      validateCxml(posted?.bytes ?? Buffer.alloc(0), {
        dtd: dtdOf('StatusUpdateRequest'),
        version,
      }),
    ).toEqual([]);
    expect(
      await db.query(`select kind, state, subject from outgoing_delivery order by id`),
    ).toEqual([{ kind: 'StatusUpdateRequest', state: 'sent', subject: 'Odd' }]);
  });

  it.each<[number, string, Sending]>([
    [
      461,
      'a class that is none',
      { beside: '<Commodities><CommodityCode>pens</CommodityCode></Commodities>' },
    ],
    [462, 'no way to tell its fate', { notification: '' }],
    [462, 'a mail address that is none', { notification: '<Email>nobody</Email>' }],
    [463, 'a file that is no catalogue', { files: [{ name: 'a.cif', content: 'a;b;c' }] }],
    [463, 'a zip archive', { files: [{ name: 'a.zip', content: Buffer.from('PK\u0003\u0004') }] }],
    [464, 'no file in the body', { files: [] }],
    [464, 'a file elsewhere', { url: 'https://files.beta.test/pens.cif', files: [] }],
    [
      464,
      'two files',
      {
        files: [
          { name: 'a.cif', content: cif(pen('1')) },
          { name: 'b.cif', content: cif(pen('2')) },
        ],
      },
    ],
    [468, 'more than 4 MB', { files: [{ name: 'a.cif', content: cif('x'.repeat(4_000_000)) }] }],
    [469, 'a name of another kind of file', { files: [{ name: 'pens.xlsx', content: 'PK' }] }],
    [
      403,
      'a buyer',
      { as: { domain: 'NetworkID', identity: 'AN02000000002-T', secret: 'acme-secret' } },
    ],
    [400, 'an operation that is none', { operation: 'replace' as 'new' }],
  ])(
    'is refused with %i for %s, and nothing of it is kept but the document',
    async (code, _, sending) => {
      const before = await files();
      const answer = await upload({ name: 'Refused', ...sending });
      expect(answer, answer.detail).toMatchObject({ http: 200, code });
      await db.runJobs(jobs);
      expect(await files()).toEqual(before);
    },
  );

  it('waits while another is read: 561, which systems try again later', async () => {
    const first = await upload({
      name: 'First',
      files: [{ name: 'a.cif', content: cif(pen('0.40')) }],
    });
    expect(first.code).toBe(201);
    const second = { name: 'Second', files: [{ name: 'b.cif', content: cif(pen('0.41')) }] };
    const { code, text, payloadId } = await upload(second);
    expect([code, text]).toEqual([561, 'Too Many Catalogs']);
    await db.runJobs(jobs);
    expect((await upload({ ...second, payloadId })).code).toBe(201);
    await db.runJobs(jobs);
    expect(await price('B-PEN-BLUE')).toBe('0.410000');
  });
});
