import { beforeAll, describe, expect, it } from 'vitest';
import { secretsOf, TradingConnection } from '../../src/domain/parties/index.ts';
import {
  addSecret,
  auditRecords,
  editConnection,
  jobCounts,
  jobs,
  promoteSecret,
  readCursor,
  recordTimeline,
  retryJob,
  setConnectionState,
} from '../../src/domain/service/index.ts';
import {
  actingFor,
  audit,
  enqueue,
  permissionsOf,
  queueMail,
  read,
  systemContext,
  write,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { type Desk, desk, exchanged } from './service-app.ts';

const db = testDatabase();
const ctx = () => systemContext(db.services(), 'test');
let operator: Desk;
let finance: Desk;

beforeAll(async () => {
  await smallWorld(db.services());
  operator = await desk(db.services(), 'operator@comptoir.test');
  finance = await desk(db.services(), 'finance@comptoir.test');
});

const audited = (action: string) =>
  db.query<{ actor: string; subject: string; detail: Record<string, unknown> }>(
    'select actor, subject, detail from audit_record where action = ?',
    [action],
  );

describe('a job that gave up', () => {
  let jobId = '';

  it('is shown as failed for good with its last error', async () => {
    await write(ctx(), (tx) =>
      enqueue(tx, 'order.send', { sellerOrderId: 'x' }, { attemptsMax: 1 }),
    );
    await db.runJobs({
      'order.send': () =>
        Promise.reject(new Error('the seller’s server said no to password=abracadabra')),
    });
    const found = await read(ctx(), async (tx) => ({
      counts: await jobCounts(tx),
      ...(await jobs(tx, { state: 'failed' })),
    }));
    expect(found.counts).toEqual({ waiting: 0, running: 0, failed: 1 });
    expect(found.rows[0]).toMatchObject({
      task: 'order.send',
      state: 'failed',
      attempts: 1,
      attemptsMax: 1,
    });
    jobId = found.rows[0]?.id ?? '';
    const text = await operator.text('/operator/jobs?state=failed');
    expect(text).toContain('the seller’s server said no');
    expect(text).not.toContain('abracadabra');
  });

  it('is not for everybody to retry', async () => {
    expect((await finance.post(`/operator/jobs/${jobId}/retry`)).status).toBe(403);
    expect((await finance.get('/operator/jobs')).status).toBe(403);
  });

  it('runs again after the button, and the button is audited', async () => {
    const answer = await operator.post(`/operator/jobs/${jobId}/retry`);
    expect(answer.headers.get('location')).toBe('/operator/jobs?done=saved');
    const seen: unknown[] = [];
    await db.runJobs({ 'order.send': async (_, payload) => void seen.push(payload.sellerOrderId) });
    expect(seen).toEqual(['x']);
    expect(await read(ctx(), (tx) => jobCounts(tx))).toEqual({ waiting: 0, running: 0, failed: 0 });
    expect(await audited('job.retried')).toEqual([
      { actor: 'operator', subject: `job:${jobId}`, detail: { task: 'order.send' } },
    ]);
  });

  it('is refused by name once it is gone', async () => {
    await expect(retryJob(ctx(), { jobId })).rejects.toThrow('service.job_not_retried');
  });

  it('is out of a party’s reach in the database too', async () => {
    const party = actingFor(ctx(), {
      organisationId: id('acme'),
      kind: 'buyer',
      name: 'a',
      permissions: permissionsOf(['operator']),
    });
    await expect(retryJob(party, { jobId: '1' })).rejects.toThrow('permission denied');
  });
});

describe('a message', () => {
  it('that waits is put back into the queue; one that went out is sent as a new one', async () => {
    const mailId = await write(ctx(), (tx) =>
      queueMail(tx, { to: 'a@b.test', subject: 'Order PO-1', text: 'Hello' }),
    );
    expect((await operator.post(`/operator/jobs/mails/${mailId}/resend`)).status).toBe(303);
    expect(await db.query('select count(*)::int as n from outgoing_mail')).toEqual([{ n: 1 }]);
    await db.query(`update outgoing_mail set state = 'sent'`);
    await operator.post(`/operator/jobs/mails/${mailId}/resend`);
    expect(await db.query('select subject, state from outgoing_mail order by id')).toEqual([
      { subject: 'Order PO-1', state: 'sent' },
      { subject: 'Order PO-1', state: 'queued' },
    ]);
    expect(await audited('mail.resent')).toHaveLength(2);
  });
});

const connectionId = id('acme-cxml');
const inForce = () =>
  read(ctx(), async (tx) =>
    secretsOf(tx, await tx.em.findOneOrFail(TradingConnection, { id: connectionId })),
  );
const form = (path = '') => `/operator/partners/connections/${connectionId}${path}`;

describe('rotating a shared secret', () => {
  const secret = 'a-much-better-secret';

  it('refuses a short one, one already in force, and promotion of none', async () => {
    await expect(addSecret(ctx(), { connectionId, secret: 'short' })).rejects.toThrow(
      'service.secret_short',
    );
    await expect(promoteSecret(ctx(), { connectionId })).rejects.toThrow('service.secret_missing');
    await expect(addSecret(ctx(), { connectionId: id('seller-a-edi'), secret })).rejects.toThrow(
      'service.secret_protocol',
    );
  });

  it('keeps both in force until the partner has changed over, then the new one alone', async () => {
    expect((await operator.post(form('/secret'), { secret })).status).toBe(303);
    expect(await inForce()).toEqual(['acme-secret', secret]);
    await expect(addSecret(ctx(), { connectionId, secret })).rejects.toThrow('service.secret_same');
    expect((await operator.post(form('/secret/promote'))).status).toBe(303);
    expect(await inForce()).toEqual([secret]);
  });

  it('can be given up', async () => {
    await operator.post(form('/secret'), { secret: 'yet-another-long-one' });
    await operator.post(form('/secret/withdraw'));
    expect(await inForce()).toEqual([secret]);
  });

  it('leaves a record of every step, without any secret, and shows none on the page', async () => {
    const steps = await db.query<{ action: string; detail: unknown }>(
      `select action, detail from audit_record where subject = ? order by id`,
      [`trading_connection:${connectionId}`],
    );
    expect(steps.map((step) => step.action)).toEqual([
      'connection.secret_added',
      'connection.secret_promoted',
      'connection.secret_added',
      'connection.secret_withdrawn',
    ]);
    const page = await operator.text(`/operator/partners/${id('acme')}`);
    for (const text of [JSON.stringify(steps), page]) {
      for (const word of [secret, 'acme-secret', 'yet-another-long-one', 'v1.'])
        expect(text).not.toContain(word);
    }
    expect(page).toContain('AN02000000002-T');
    expect(page).toContain('one in force');
  });
});

describe('a connection', () => {
  const versionNow = async () =>
    (
      await db.query<{ version: number }>('select version from trading_connection where id = ?', [
        connectionId,
      ])
    )[0]?.version ?? 0;

  it('takes an https address, loopback for tests, and nothing that carries a user name', async () => {
    const edit = async (outboundUrl: string) =>
      editConnection(ctx(), {
        connectionId,
        version: await versionNow(),
        outboundUrl,
        deploymentMode: 'production',
      });
    for (const address of [
      'http://suite.example/cxml',
      'https://me:pw@suite.example/',
      'ftp://suite.example',
      'suite.example/cxml',
    ]) {
      await expect(edit(address)).rejects.toThrow('service.outbound_url');
    }
    await edit('http://127.0.0.1:9/cxml');
    await edit('https://suite.example/cxml');
    const [row] = await db.query(
      'select outbound_url, deployment_mode from trading_connection where id = ?',
      [connectionId],
    );
    expect(row).toEqual({
      outbound_url: 'https://suite.example/cxml',
      deployment_mode: 'production',
    });
    const records = await audited('connection.edited');
    expect(records[1]?.detail).toEqual({
      organisationId: id('acme'),
      before: { outboundUrl: 'http://127.0.0.1:9/cxml', deploymentMode: 'production' },
      after: { outboundUrl: 'https://suite.example/cxml', deploymentMode: 'production' },
    });
  });

  it('is not overwritten from a form that is out of date', async () => {
    const answer = await operator.post(form(), {
      version: '1',
      outboundUrl: '',
      deploymentMode: 'test',
    });
    expect(answer.status).toBe(409);
    expect(await answer.json()).toMatchObject({ code: 'concurrency.changed' });
  });

  it('forgets the return origin, closes and opens again', async () => {
    await db.query(
      `update trading_connection set form_post_origin = 'https://old.example' where id = ?`,
      [connectionId],
    );
    await operator.post(form('/origin'));
    await operator.post(form('/state'), { state: 'inactive' });
    expect(
      await db.query('select form_post_origin, active from trading_connection where id = ?', [
        connectionId,
      ]),
    ).toEqual([{ form_post_origin: null, active: false }]);
    await operator.post(form('/state'), { state: 'active' });
    expect(
      await db.query('select active from trading_connection where id = ?', [connectionId]),
    ).toEqual([{ active: true }]);
    expect((await audited('connection.origin_reset'))[0]?.detail).toMatchObject({
      before: 'https://old.example',
    });
  });

  it('is the marketplace’s to change, also for a buyer’s administrator', async () => {
    const admin = actingFor(ctx(), {
      organisationId: id('acme'),
      kind: 'buyer',
      name: 'a',
      permissions: permissionsOf(['buyer_admin']),
    });
    await expect(setConnectionState(admin, { connectionId, state: 'inactive' })).rejects.toThrow(
      'access.denied',
    );
    expect((await finance.get('/operator/partners')).status).toBe(403);
  });
});

describe('the audit', () => {
  it('pages without gaps and filters by thing, by table and by bare id', async () => {
    for (let n = 0; n < 11; n += 1)
      await write(ctx(), (tx) =>
        audit(tx, { action: 'test.noted', subject: `thing:${id(`thing-${n % 2}`)}` }),
      );
    const all = async (subject: string | undefined) => {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await read(ctx(), (tx) =>
          auditRecords(tx, { subject, after: readCursor(after), limit: 3 }),
        );
        seen.push(...page.rows.map((row) => row.id));
        after = page.next;
      } while (after);
      return seen;
    };
    const rows = await db.query<{ id: string }>(
      'select id from audit_record order by at desc, id desc',
    );
    expect(await all(undefined)).toEqual(rows.map((row) => row.id));
    expect(await all(`thing:${id('thing-0')}`)).toHaveLength(6);
    expect(await all(id('thing-1'))).toHaveLength(5);
    expect(await all('thing')).toHaveLength(11);
    expect((await finance.get('/operator/audit')).status).toBe(200);
  });

  it('tells the life of a record: what was done to it and which documents tell of it', async () => {
    const subject = `purchase_order:${id('po')}`;
    const document = await exchanged(db.services(), {
      partner: 'acme',
      kind: 'OrderRequest',
      links: [{ type: 'purchase_order', id: id('po'), label: 'PO-1' }],
    });
    db.clock.advance({ minutes: 5 });
    await write(ctx(), (tx) => audit(tx, { action: 'order.cancelled', subject }));
    const items = await read(ctx(), (tx) =>
      recordTimeline(tx, { subjects: [subject, 'purchase_order:none'] }),
    );
    expect(items.map(({ source, what, who }) => ({ source, what, who }))).toEqual([
      { source: 'exchange', what: 'OrderRequest', who: 'Acme Industrie' },
      { source: 'audit', what: 'order.cancelled', who: 'test' },
    ]);
    expect(items[0]?.id).toBe(document);
    const rival = actingFor(ctx(), {
      organisationId: id('petit'),
      kind: 'buyer',
      name: 'p',
      permissions: new Set(),
    });
    expect(await read(rival, (tx) => recordTimeline(tx, { subjects: [subject] }))).toEqual([]);
  });
});

describe('the partners', () => {
  it('are listed by kind with how they are connected, and found by name or number', async () => {
    const buyers = await operator.text('/operator/partners');
    expect(buyers).toContain('Acme Industrie');
    expect(buyers).not.toContain('Visserie Alpha');
    expect(await operator.text('/operator/partners/kinds/seller?q=alpha')).toContain(
      'EDIFACT<span',
    );
    const byNumber = await operator.text('/operator/partners/kinds/seller?q=542051180');
    expect(byNumber).toContain('Bureau Beta');
    expect(byNumber).not.toContain('Gants Gamma');
    expect((await operator.get(`/operator/partners/${id('nobody')}`)).status).toBe(404);
    expect((await operator.get('/operator/partners/none')).status).toBe(404);
  });

  it('show the day at a glance on the first page, to each what they may see', async () => {
    const all = await operator.text('/operator?lang=en');
    for (const label of [
      'Orders today',
      'Jobs that gave up',
      'Bank entries to match',
      'Documents exchanged, last 14 days',
    ])
      expect(all).toContain(label);
    const books = await finance.text('/operator?lang=en');
    expect(books).toContain('Bank entries to match');
    expect(books).not.toContain('Jobs that gave up');
  });
});
