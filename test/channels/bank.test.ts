import { beforeAll, describe, expect, it } from 'vitest';
import { buildCamt053, type EntryDraft } from '../../edi/bank/index.ts';
import { money } from '../../src/base/index.ts';
import { TradingConnection } from '../../src/domain/parties/index.ts';
import { lookupHash, systemContext, write } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const OUR_IBAN = 'FR7630006000011234567890189';
const day = Temporal.PlainDate.from('2026-03-02');

const db = testDatabase();
beforeAll(async () => {
  await smallWorld(db.services());
  await write(systemContext(db.services(), 'test'), async (tx) => {
    tx.em.create(TradingConnection, {
      id: id('operator-bank'),
      organisationId: id('comptoir'),
      protocol: 'cxml',
      name: 'comptoir',
      profile: 'generic',
      deploymentMode: 'test',
      apiKeyHash: lookupHash(tx.services.config.key, 'bank-key'),
      createdAt: tx.now(),
    });
  });
});

const credit = (cents: bigint, reference: string): EntryDraft => ({
  reference,
  servicerReference: reference,
  amount: money(cents, 'EUR'),
  creditDebit: 'CRDT',
  isReversal: false,
  status: 'BOOK',
  bookingDate: day,
  valueDate: day,
  bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
  details: [
    {
      amount: money(cents, 'EUR'),
      debtor: { name: 'Acme Industrie', iban: 'DE89370400440532013000' },
      remittance: { unstructured: [`Payment ${reference}`], structured: [] },
    },
  ],
});

function statement(number: string, iban = OUR_IBAN): string {
  return Buffer.from(
    buildCamt053({
      messageId: `M-${number}`,
      id: number,
      sequence: 1,
      createdAt: db.clock.now(),
      account: { iban, currency: 'EUR' },
      from: day,
      to: day,
      opening: money(100_00n, 'EUR'),
      entries: [credit(250_00n, `${number}-1`), credit(49_90n, `${number}-2`)],
    }),
  ).toString('utf8');
}

type Answer = { status: number; type: string; body: Record<string, unknown> };

async function send(
  body: string,
  headers: Record<string, string> = { authorization: 'Bearer bank-key' },
): Promise<Answer> {
  const answer = await testApp(db.services()).request('/api/v1/bank-statements', {
    method: 'POST',
    headers: { 'content-type': 'application/xml', ...headers },
    body,
  });
  return {
    status: answer.status,
    type: answer.headers.get('content-type') ?? '',
    body: (await answer.json()) as Record<string, unknown>,
  };
}

/** Everything that an import would have left. */
async function effects() {
  const [row] = await db.query<Record<string, number>>(
    `select (select count(*)::int from bank_statement) as statements,
       (select count(*)::int from bank_entry) as entries,
       (select count(*)::int from ledger_transaction) as postings,
       (select count(*)::int from exchange where channel = 'bank') as exchanges`,
  );
  return row;
}

async function latestExchange() {
  const [row] = await db.query(
    `select state, kind, direction, content_type,
       array(select error->>'code' from jsonb_array_elements(errors) as error) as codes,
       array(select link->>'label' from jsonb_array_elements(links) as link) as links
     from exchange where channel = 'bank' order by id desc limit 1`,
  );
  return row;
}

const kept = (over: Record<string, unknown>) => ({
  kind: 'camt.053',
  direction: 'in',
  content_type: 'application/xml',
  codes: [],
  links: [],
  ...over,
});

describe('a bank statement sent with the operator’s key', () => {
  it('is imported once, each credit against the payer’s unapplied cash', async () => {
    const answer = await send(statement('2026-041'));
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      exchangeId: expect.any(String) as string,
      statements: [{ number: '2026-041', entries: 2, duplicate: false }],
    });
    expect(await effects()).toEqual({ statements: 1, entries: 2, postings: 2, exchanges: 1 });
    expect(await latestExchange()).toEqual(kept({ state: 'accepted', links: ['2026-041'] }));
    expect(
      await db.query(
        `select a.kind, sum(e.amount_minor)::text as amount from ledger_entry e
         join ledger_account a on a.id = e.account_id group by a.kind order by a.kind`,
      ),
    ).toEqual([
      { kind: 'bank_ringfenced', amount: '29990' },
      { kind: 'unapplied_cash', amount: '-29990' },
    ]);
  });

  it('a second time is called a duplicate and changes nothing', async () => {
    const answer = await send(statement('2026-041'));
    expect(answer.status).toBe(202);
    expect(answer.body.statements).toEqual([{ number: '2026-041', entries: 2, duplicate: true }]);
    expect(await effects()).toEqual({ statements: 1, entries: 2, postings: 2, exchanges: 2 });
    expect(await latestExchange()).toEqual(kept({ state: 'duplicate', links: ['2026-041'] }));
  });

  it('whose balances do not add up is refused with both figures, and nothing of it is imported', async () => {
    const before = await effects();
    const broken = statement('2026-042').replaceAll('399.90', '400.00');
    expect(broken).toContain('400.00');
    const answer = await send(broken);
    expect({ status: answer.status, type: answer.type, code: answer.body.code }).toEqual({
      status: 422,
      type: 'application/problem+json; charset=utf-8',
      code: 'bank.file_refused',
    });
    expect(answer.body.title).toContain(
      'opening 100.00 EUR plus booked entries 299.90 EUR is not closing 400.00 EUR; the difference is 0.10 EUR',
    );
    expect(await effects()).toEqual({ ...before, exchanges: (before?.exchanges ?? 0) + 1 });
    expect(await latestExchange()).toEqual(
      kept({ state: 'refused', codes: ['bank.file_refused'] }),
    );
  });

  it('is refused whole when the second statement of the file does not add up', async () => {
    const before = await effects();
    const part = (xml: string): string => /<Stmt>[\s\S]*<\/Stmt>/.exec(xml)?.[0] ?? '';
    const broken = part(statement('2026-044')).replaceAll('399.90', '1.00');
    const both = statement('2026-043').replace('</Stmt>', `</Stmt>${broken}`);
    const answer = await send(both);
    expect(answer.status).toBe(422);
    expect(answer.body.title).toContain('Statement 2026-044');
    expect(await effects()).toEqual({ ...before, exchanges: (before?.exchanges ?? 0) + 1 });
  });

  it('of an account that is not ours is refused by name', async () => {
    const before = await effects();
    const answer = await send(statement('2026-045', 'DE89370400440532013000'));
    expect({ status: answer.status, code: answer.body.code }).toEqual({
      status: 422,
      code: 'settlement.unknown_account',
    });
    expect(answer.body.title).toContain(`DE89370400440532013000, which is not ours (${OUR_IBAN})`);
    expect(await effects()).toEqual({ ...before, exchanges: (before?.exchanges ?? 0) + 1 });
    expect(await latestExchange()).toEqual(
      kept({ state: 'refused', codes: ['settlement.unknown_account'] }),
    );
  });

  it('under a known number with other figures is refused as a conflict', async () => {
    const other = statement('2026-041')
      .replaceAll('100.00', '101.00')
      .replaceAll('399.90', '400.90');
    const answer = await send(other);
    expect({ status: answer.status, code: answer.body.code }).toEqual({
      status: 409,
      code: 'settlement.statement_conflict',
    });
  });

  it.each([
    ['no XML', 'Date;Amount\n2026-03-02;12.00\n', 400, 'xml.malformed'],
    ['nothing at all', '', 400, 'xml.malformed'],
    ['XML of another kind', '<Order xmlns="urn:x"/>', 422, 'bank.not_camt'],
    [
      'a DOCTYPE with a subset',
      `<!DOCTYPE Document [<!ENTITY a "aaaa">]><Document/>`,
      400,
      'xml.doctype_subset',
    ],
    ['cut off in the middle', 'CUT', 400, 'xml.malformed'],
  ])('that is %s is refused, and kept with the reason', async (_, content, status, code) => {
    const before = await effects();
    const whole = statement('2026-046');
    const answer = await send(content === 'CUT' ? whole.slice(0, whole.length / 2) : content);
    expect({ status: answer.status, type: answer.type, code: answer.body.code }).toEqual({
      status,
      type: 'application/problem+json; charset=utf-8',
      code,
    });
    expect(await effects()).toEqual({ ...before, exchanges: (before?.exchanges ?? 0) + 1 });
    expect(await latestExchange()).toEqual(kept({ state: 'refused', codes: [code] }));
  });
});

describe('the bank’s door', () => {
  it.each([
    ['no key', {}],
    ['an unknown key', { authorization: 'Bearer guess' }],
    ['an empty key', { authorization: 'Bearer ', 'x-api-key': '' }],
    ['a seller’s key', { authorization: 'Bearer key-a' }],
    ['the key as a password', { authorization: 'Basic bank-key' }],
  ])('stays shut for %s, and keeps nothing', async (_, headers) => {
    const before = await effects();
    const answer = await send(statement('2026-050'), headers as Record<string, string>);
    expect({ status: answer.status, type: answer.type, code: answer.body.code }).toEqual({
      status: 401,
      type: 'application/problem+json; charset=utf-8',
      code: 'channel.api_key',
    });
    expect(answer.body.instance).toMatch(/^[0-9a-f-]{36}$/);
    expect(await effects()).toEqual(before);
  });

  it('takes the key as X-API-Key too, and no longer once the connection is closed', async () => {
    const known = statement('2026-041');
    expect((await send(known, { 'x-api-key': 'bank-key' })).status).toBe(202);
    await db.query('update trading_connection set active = false where id = ?', [
      id('operator-bank'),
    ]);
    expect((await send(known, { 'x-api-key': 'bank-key' })).status).toBe(401);
  });
});
