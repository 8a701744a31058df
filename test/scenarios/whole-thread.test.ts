import { beforeAll, describe, expect, it } from 'vitest';
import { parseCxml } from '../../punchout/index.ts';
import { subscriptions } from '../../src/app.tsx';
import { eventPage } from '../../src/domain/service/recorder/pages-thread.tsx';
import { testDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';
import { type Cart, everything } from './everything.ts';

/** A purchase with everything, beside another one: its thread has all of the one and nothing of the other. */
const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
const story = everything(db);
type Person = Awaited<ReturnType<typeof story.signIn>>;
type Exported = {
  cut: string[];
  events: { id: string; at: string; kind: string; title: { en: string; fr: string } }[];
  documents: { id: string; kind: string; document: string }[];
  mails: { id: string; recipient: string; subject: string; text: string }[];
  chains: unknown[];
};
let cart: Cart;
let operator: Person;
/** Documents, messages and audit records there were before the first purchase's own. */
const others = { exchange: [] as string[], audit_record: [] as string[] };

const idsOf = async (table: string, where = 'true'): Promise<string[]> =>
  (await db.query<{ id: string }>(`select id from ${table} where ${where} order by id`)).map(
    (row) => row.id,
  );
const follow = async (one: Person, path: string): Promise<string> => {
  const to = (await one.get(path)).headers.get('location');
  return to ?? path;
};
const threadOf = async (one: Person, area: string): Promise<string> =>
  (
    await follow(one, `/${area}/recorder?q=${area === 'seller' ? 'PO-EVERY-2' : 'PO-EVERY'}`)
  ).replace(/\?.*/, '');
const exported = async (one: Person, area: string): Promise<Exported> =>
  JSON.parse(await one.text(`${await threadOf(one, area)}/thread.json`)) as Exported;
const of = ({ events }: Exported, prefix: string): string[] =>
  events.flatMap((event) =>
    event.id.startsWith(`${prefix}:`) ? event.id.slice(prefix.length + 1) : [],
  );

beforeAll(async () => {
  await db.query(`update user_account set roles = '{buyer_admin}' where email = 'buyer@acme.test'`);
  await story.order(await story.basket('other-cookie'), 'PO-OTHER');
  others.exchange = await idsOf('exchange');
  others.audit_record = await idsOf('audit_record');
  cart = await story.basket('every-cookie');
  await story.order(cart, 'PO-EVERY');
  await story.fulfil('PO-EVERY');
  const [paper, glove] = cart.items;
  if (!paper || !glove) throw new Error('no lines');
  db.clock.set('2026-03-05T09:00:00Z');
  await story.receive('PO-EVERY', {
    receiptId: 'GR-1',
    items: [
      [1, paper, '10'],
      [2, glove, '5'],
    ],
    type: 'received',
  });
  db.clock.set('2026-03-06T09:00:00Z');
  await story.receive('PO-EVERY', {
    receiptId: 'GR-2',
    items: [[1, paper, '2']],
    type: 'returned',
  });
  await story.creditReturns();
  db.clock.set('2026-03-10T09:00:00Z');
  await story.state();
  await story.say('BBB-2026-00001', 'reconciled');
  db.clock.set('2026-03-18T09:00:00Z');
  await story.advise('AV-1', { 'BBB-2026-00001': '40.32', 'CCC-2026-00001': '14.40' });
  db.clock.set('2026-03-20T09:00:00Z');
  await story.pay(4032n + 1440n, 'PAY-AV-1');
  operator = await story.signIn('operator@comptoir.test');
}, 60_000);

describe('the thread of a purchase with everything', () => {
  it('has every document, message, action, word, advice, payment and payout, each once and in its time', async () => {
    const thread = await exported(operator, 'operator');
    const ids = thread.events.map((event) => event.id);
    expect(new Set(ids).size).toBe(ids.length);
    const times = thread.events.map(({ at }) => Temporal.Instant.from(at));
    expect(times).toEqual(times.toSorted((a, b) => Temporal.Instant.compare(a, b)));
    expect(thread.cut).toEqual([]);

    const own = (await idsOf('exchange')).filter((one) => !others.exchange.includes(one));
    expect(of(thread, 'exchange').toSorted()).toEqual(own);
    expect(thread.documents.map((one) => one.id).toSorted()).toEqual(own);
    expect([...new Set(thread.documents.map(({ kind }) => kind))].toSorted()).toEqual([
      'ConfirmationRequest',
      'InvoiceDetailRequest',
      'OrderRequest',
      'PaymentRemittanceRequest',
      'PunchOutOrderMessage',
      'PunchOutSetupRequest',
      'ReceiptRequest',
      'ShipNoticeRequest',
      'StatusUpdateRequest',
      'camt.053',
    ]);
    const mails = await idsOf('outgoing_mail', `subject not like '%PO-OTHER%'`);
    expect(of(thread, 'mail').toSorted()).toEqual(mails);
    // Who signed in, and the import of a bank statement over many purchases, is nobody's purchase.
    const audited = (
      await idsOf('audit_record', `subject !~ '^(user_account|trading_connection|bank_statement):'`)
    ).filter((one) => !others.audit_record.includes(one));
    expect(of(thread, 'audit').toSorted()).toEqual(audited);
    expect(of(thread, 'allocation').toSorted()).toEqual(await idsOf('allocation'));
    expect(of(thread, 'payable').toSorted()).toEqual(
      await idsOf('seller_payable', 'payout_id is not null'),
    );
    expect(of(thread, 'comparison').length).toBe(1);
    // The advice and the words came as documents: told there, and not a second time.
    expect([of(thread, 'remittance_advice'), of(thread, 'invoice_status')]).toEqual([[], []]);
    const page = await operator.text(await threadOf(operator, 'operator'));
    expect(page).toContain('AV-1 for BBB-2026-00001, CCC-2026-00001');
    expect(page).toContain('BBB-2026-00001: reconciled');
  });

  it('has the messages with their text, masked, in each export', async () => {
    const thread = await exported(operator, 'operator');
    const statement = thread.mails.find(({ subject }) => subject.includes('ST-2026-00001'));
    expect(statement?.recipient).toBe('c•••@acme.test');
    expect(statement?.text).toMatch(/Référence de paiement : RF\d\d/);
    const base = await threadOf(operator, 'operator');
    const html = await operator.text(`${base}/thread.html`);
    expect(html).toContain('Référence de paiement : RF');
    expect(html).not.toContain('acme-secret');
    const csv = await operator.text(`${base}/timeline.csv`);
    expect(csv.trimEnd().split('\r\n').length).toBe(thread.events.length + 1);
  });

  it('shows the buyer no payout, and a seller nothing of the other, of statements and of advices', async () => {
    const buyer = await exported(await story.signIn('buyer@acme.test'), 'buyer');
    const said = (thread: Exported): string => JSON.stringify(thread);
    expect(buyer.events.map(({ kind }) => kind)).not.toContain('payout');
    expect(said(buyer)).not.toMatch(/payout|Reversement/i);
    expect(said(buyer)).toContain('AV-1');
    const seller = await exported(await story.signIn('desk@gamma.test'), 'seller');
    expect(seller.events.map(({ kind }) => kind)).toContain('payout');
    expect(said(seller)).not.toMatch(/BBB-2026|Beta|PO-EVERY-1|ST-2026|AV-1|42\.00/);
    expect(seller.documents).toEqual([]);
  });

  it('is in the link without a login: what was done, but nobody’s name', async () => {
    const base = await threadOf(operator, 'operator');
    const made = await (await operator.post(`${base}/shares`, { days: '1', sight: 'own' })).text();
    const token = /\/share\/([\w-]{43})/.exec(made)?.[1] ?? '';
    const page = await (
      await fetch(`${story.product.base()}/share/${token}`, { headers: { accept: 'text/html' } })
    ).text();
    for (const text of ['AV-1', 'Payout', 'Statement issued', 'Link shared', 'StatusUpdateRequest'])
      expect(page).toContain(text);
    for (const text of ['operator@comptoir.test', 'Ana Durand', 'contact@acme.test'])
      expect(page).not.toContain(text);
  });

  it('is found by every number of it', async () => {
    const [statement] = await db.query<{ reference: string }>(
      'select payment_reference as reference from buyer_statement',
    );
    const [payout] = await db.query<{ number: string }>('select number from payout limit 1');
    const [advice] = await db.query<{ key: string }>(
      `select document_key as key from exchange where kind = 'PaymentRemittanceRequest'`,
    );
    const grouped = (statement?.reference ?? '').toLowerCase().replace(/(.{4})/g, '$1 ');
    for (const number of [
      'every-cookie',
      'BETA-71',
      'BETA-S1',
      'GG-1',
      'TRACK-1',
      'GR-1',
      'GR-2',
      'CCC-2026-00001',
      'ST-2026-00001',
      'AV-1',
      'PAY-AV-1',
      'ACME-E2E-0319',
      payout?.number ?? '',
      advice?.key ?? '',
      grouped,
      `say ${cart.items[0]?.itemId.supplierPartAuxiliaryId} here`,
    ])
      expect(
        await follow(operator, `/operator/recorder?q=${encodeURIComponent(number)}`),
        number,
      ).toMatch(/\/operator\/recorder\/(order|request)\//);
    const gamma = await story.signIn('desk@gamma.test');
    expect(await gamma.text('/seller/recorder?q=ACME-E2E-0319')).toContain('Nothing bears');
  });

  it('goes on from page to page however long it is', () => {
    const many = Array.from({ length: 250 }, (_, at) => ({
      id: `e${at}`,
      at: Temporal.Instant.fromEpochMilliseconds(at),
      kind: 'document' as const,
      from: 'suite' as const,
      to: 'comptoir' as const,
      state: 'done' as const,
      title: { en: '', fr: '' },
    }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { shown, next } = eventPage(many, after);
      expect(shown.length).toBeLessThanOrEqual(120);
      seen.push(...shown.map((one) => one.id));
      after = next;
    } while (after);
    expect(seen).toEqual(many.map((one) => one.id));
  });
});

describe('a replay from the recorder', () => {
  const documentOf = async (
    kind: string,
    direction: 'in' | 'out',
  ): Promise<{ id: string; key: string }> => {
    const [found] = await db.query<{ id: string; key: string }>(
      `select id, document_key as key from exchange where kind = ? and direction = ? and not (id = any(?::uuid[])) order by id limit 1`,
      [kind, direction, `{${others.exchange.join(',')}}`],
    );
    if (!found) throw new Error(`no ${kind}`);
    return found;
  };

  it('of a document of the buyer’s gives its first answer and has no second effect', async () => {
    const count = async (): Promise<number[]> => [
      (await idsOf('remittance_advice')).length,
      (await idsOf('remittance_line')).length,
      (await idsOf('allocation')).length,
    ];
    const before = await count();
    const { id: advice } = await documentOf('PaymentRemittanceRequest', 'in');
    const rehearsal = await operator.text(`/operator/recorder/replay/${advice}`);
    expect(rehearsal).toContain('It is taken');
    const exchanges = await idsOf('exchange');
    await operator.post(`/operator/recorder/replay/${advice}`, {});
    await story.product.runJobs();
    expect(await count()).toEqual(before);
    const repeated = (await idsOf('exchange')).filter((one) => !exchanges.includes(one));
    expect(repeated.length).toBe(1);
    // The repetition stands in the thread beside the first, and the action that caused it.
    const thread = await exported(operator, 'operator');
    expect(of(thread, 'exchange')).toEqual(expect.arrayContaining(repeated));
    expect(
      thread.events.filter(({ title }) => title.en === 'Document processed again').length,
    ).toBe(1);
  });

  it('of a document of ours goes once more, byte for byte under its payloadID', async () => {
    const { id: notice, key } = await documentOf('ShipNoticeRequest', 'out');
    const sent = () =>
      story.sent('/cxml/acme').filter(({ bytes }) => parseCxml(bytes).payloadId === key);
    expect(sent().length).toBe(1);
    const exchanges = (await idsOf('exchange')).length;
    expect(await operator.text(`/operator/recorder/replay/${notice}`)).toContain(
      'same bytes would be posted',
    );
    expect(sent().length).toBe(1);
    const done = await operator.post(`/operator/recorder/replay/${notice}`, {});
    expect(await done.text()).toContain('It is taken');
    await story.product.runJobs();
    const [first, second, ...more] = sent();
    expect(more).toEqual([]);
    expect(second?.bytes.equals(first?.bytes ?? Buffer.alloc(0))).toBe(true);
    expect((await idsOf('exchange')).length).toBe(exchanges);
  });

  it('of all that a suite refused sends each once, in its order, under the payloadIDs they had', async () => {
    const before = story.sent('/cxml/acme').length;
    story.partnersAnswer(400);
    await story.fulfil('PO-OTHER', '2');
    const refused = story
      .sent('/cxml/acme')
      .slice(before)
      .map(({ bytes }) => parseCxml(bytes));
    const queue = () =>
      db.query<{ state: string; kind: string; key: string }>(
        `select d.state, d.kind, e.document_key as key from outgoing_delivery d join exchange e on e.id = d.exchange_id
         where 'PO-OTHER' = any(e.keys) and e.partner_id = ? order by d.id`,
        [id('acme')],
      );
    const dead = await queue();
    expect(dead.filter(({ state }) => state === 'dead').map(({ key }) => key)).toEqual(
      refused.map(({ payloadId }) => payloadId),
    );
    expect(await operator.text('/operator/jobs/deliveries')).toContain('Replay all');
    story.partnersAnswer(200);
    const from = story.sent('/cxml/acme').length;
    const asked = await operator.post(
      `/operator/jobs/deliveries/partners/${id('acme')}/replay`,
      {},
    );
    expect(asked.headers.get('location')).toMatch(/\/operator\/jobs\/deliveries\?work=/);
    await story.product.runJobs();
    const sent = story
      .sent('/cxml/acme')
      .slice(from)
      .map(({ bytes }) => parseCxml(bytes).payloadId);
    expect(sent).toEqual(dead.map(({ key }) => key));
    expect((await queue()).map(({ state }) => state)).toEqual(dead.map(() => 'sent'));
    expect(await operator.text(asked.headers.get('location') ?? '')).toContain(
      'Every document was taken',
    );
  });
});
