import { beforeAll, describe, expect, it } from 'vitest';
import { ledgerRoutes } from '../../src/domain/ledger/index.ts';
import { actorOf, organisation, UserAccount } from '../../src/domain/parties/index.ts';
import { importStatement, settlementRoutes } from '../../src/domain/settlement/index.ts';
import { requestContext, type Web, web } from '../../src/platform/http/index.ts';
import { contextFor, read, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { jobs, movement, sell, statementOf, subscriptions } from './settlement-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const system = () => systemContext(db.services(), 'bank door');

/** The module's pages for one person, as the app mounts them behind the sign-in. */
const browser = async (person: string, locale: 'en' | 'fr' = 'en') => {
  const actor = await read(system(), async (tx) => {
    const user = await tx.em.findOneOrFail(UserAccount, { id: id(person) });
    return actorOf(user, await organisation(tx, user.organisationId));
  });
  const app: Web = web();
  app.use(requestContext(db.services()));
  app.use(async (c, next) => {
    c.set('ctx', contextFor(db.services(), { actor, locale }));
    c.set('locale', locale);
    await next();
  });
  app.onError((error, c) => c.text(String(error), 500));
  app.route('/', ledgerRoutes());
  app.route(
    '/',
    settlementRoutes({
      paymentFile: (batch) => ({
        name: `${batch.number}.xml`,
        contentType: 'application/xml',
        content: new TextEncoder().encode(`<pain n="${batch.payments.length}"/>`),
      }),
    }),
  );
  return {
    get: (path: string) => Promise.resolve(app.request(path)),
    post: (path: string, form: Record<string, string>) =>
      Promise.resolve(
        app.request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
          body: new URLSearchParams(form).toString(),
        }),
      ),
  };
};
const text = async (answer: Response) =>
  (await answer.text()).replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('the reconciliation desk', () => {
  it('shows a receipt with rival proposals, confirms one with a click, and takes it back with a reason', async () => {
    await sell(db.services(), { key: 'PG-100001', gross: 4_200n });
    await sell(db.services(), { key: 'PG-100002', gross: 4_200n, dueOn: '2026-03-05' });
    const { statements } = await importStatement(system(), {
      exchangeId: id('x'),
      statements: [
        statementOf([
          movement(4_200n, {
            counterparty: { name: 'Acme Industrie' },
            remittanceText: 'reglement',
          }),
        ]),
      ],
    });
    await db.runJobs(jobs);
    const clerk = await browser('finance');
    const list = await text(await clerk.get('/operator/reconciliation'));
    expect(list).toContain('To match 1');
    expect(list).toContain('2 proposals');
    const [entry] = await db.query<{ id: string }>(
      'select id from bank_entry where bank_statement_id = ?',
      [statements[0]?.statementId],
    );
    const here = `/operator/reconciliation/${entry?.id}`;
    const shown = await text(await clerk.get(here));
    expect(shown).toContain('2 open items have this same amount.');
    expect(shown).toContain('the best leads by 0 points');
    expect(await text(await (await browser('finance', 'fr')).get(here))).toContain(
      '2 pièces ouvertes ont ce même montant.',
    );
    const [best] = await db.query<{ id: string }>(
      'select id from match_proposal where bank_entry_id = ? and rank = 1',
      [entry?.id],
    );
    expect((await clerk.post(`${here}/confirm`, { proposal: best?.id ?? '' })).status).toBe(303);
    expect(
      await db.query('select number, open_minor::text as open from invoice order by number'),
    ).toEqual([
      { number: 'PG-100001', open: '4200' },
      { number: 'PG-100002', open: '0' },
    ]);
    const refused = await clerk.post(`${here}/reverse`, { reason: '' });
    expect([refused.status, (await text(refused)).includes('Say why')]).toEqual([422, true]);
    expect((await clerk.post(`${here}/reverse`, { reason: 'meant the other' })).status).toBe(303);
    expect(await text(await clerk.get(here))).toContain('meant the other');
  });

  it('allocates what a clerk types, in French notation, and says what does not fit', async () => {
    const clerk = await browser('finance', 'fr');
    const [entry] = await db.query<{ id: string }>('select id from bank_entry limit 1');
    const [one] = await db.query<{ id: string }>(
      `select id from invoice where number = 'PG-100001'`,
    );
    const here = `/operator/reconciliation/${entry?.id}`;
    expect(await (await clerk.get(here)).text()).toContain(`name="amount_${one?.id}"`);
    const shownVersion = async () =>
      /name="version" value="(\d+)"/.exec(await (await clerk.get(here)).text())?.[1] ?? '';
    const version = await shownVersion();
    const type = (amount: string) =>
      clerk.post(`${here}/allocate`, { version, [`amount_${one?.id}`]: amount });
    const refused = await type('42,01');
    expect([refused.status, (await text(refused)).includes('il ne reste que 42.00 EUR')]).toEqual([
      422,
      true,
    ]);
    expect((await type('20,00')).status).toBe(303);
    const again = await type('20,00');
    expect([again.status, (await text(again)).includes('modifié cet élément entre-temps')]).toEqual(
      [409, true],
    );
    const rest = { version: await shownVersion(), [`amount_${one?.id}`]: '22,00' };
    expect((await clerk.post(`${here}/allocate`, rest)).status).toBe(303);
    expect(await db.query(`select state from bank_entry`)).toEqual([{ state: 'matched' }]);
    await db.runJobs(jobs);
  });

  it('lists statements with their progress and finds buyers by name', async () => {
    const clerk = await browser('finance');
    expect(await text(await clerk.get('/operator/reconciliation/statements'))).toContain(
      'FR76 3000 6000 0112 3456 7890 189',
    );
    const [statement] = await db.query<{ id: string }>('select id from bank_statement');
    expect(
      await text(await clerk.get(`/operator/reconciliation/statements/${statement?.id}/progress`)),
    ).toContain('1 / 1');
    expect(await text(await clerk.get('/operator/reconciliation?show=all&q=acme'))).toContain(
      'Acme Industrie',
    );
    expect(await text(await clerk.get('/operator/reconciliation?show=all&q=100%25'))).toContain(
      'No entry here',
    );
  });

  it('is closed to sellers and buyers', async () => {
    expect(
      await (
        await (
          await browser('gamma-desk')
        ).get('/operator/ledger/accounts/00000000-0000-7000-8000-000000000000')
      ).text(),
    ).not.toContain('Entries');
    expect(
      await (await (await browser('acme-buyer')).get('/operator/reconciliation')).text(),
    ).toContain('access.denied');
  });
});

describe('the payout pages', () => {
  it('run payouts, hand out the file, and show the seller its own money only', async () => {
    const clerk = await browser('finance');
    expect(await text(await clerk.get('/operator/payouts'))).toContain('€42.00');
    const past = await clerk.post('/operator/payouts', { executionOn: '2026-03-01' });
    expect([past.status, (await text(past)).includes('is past')]).toEqual([422, true]);
    const answer = await clerk.post('/operator/payouts', { executionOn: '2026-03-02' });
    const path = (answer.headers.get('location') ?? '').split('?')[0] ?? '';
    const file = await clerk.get(`${path}/file`);
    expect([file.headers.get('content-disposition'), await file.text()]).toEqual([
      'attachment; filename="REV-2026-0001.xml"',
      '<pain n="1"/>',
    ]);
    expect((await clerk.post(`${path}/sent`, {})).status).toBe(303);
    expect(await text(await clerk.get(path))).toContain('REV-2026-0001-001');
    const seller = await text(await (await browser('gamma-desk')).get('/seller/payouts'));
    expect(seller).toContain('No payout yet');
    expect(seller).not.toContain('PG-100001');
  });

  it('show the books and the proof', async () => {
    const clerk = await browser('finance');
    const books = await text(await clerk.get('/operator/ledger'));
    expect(books).toContain('The segregated account holds exactly what it owes.');
    const [account] = await db.query<{ id: string }>(
      `select id from ledger_account where kind = 'bank_ringfenced'`,
    );
    expect(await text(await clerk.get(`/operator/ledger/accounts/${account?.id}`))).toContain(
      'Received from Acme Industrie',
    );
    const [transaction] = await db.query<{ id: string }>(
      `select id from ledger_transaction where reverses_id is not null limit 1`,
    );
    expect(
      await text(await clerk.get(`/operator/ledger/transactions/${transaction?.id}`)),
    ).toContain('Takes back');
    expect(
      await text(await clerk.get('/operator/ledger/kinds/buyer_receivable?currency=EUR')),
    ).toContain('Acme Industrie');
  });
});
