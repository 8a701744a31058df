import { describe, expect, it } from 'vitest';
import {
  actingFor,
  connect,
  micros,
  noteExchange,
  platformEntities,
  readTogether,
  recordExchange,
  rowsGiven,
  type Services,
  systemContext,
  write,
  writeStatement,
  writeTogether,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();
const BUYER = '0190f000-0000-7000-8000-00000000000a';
const OTHER = '0190f000-0000-7000-8000-00000000000b';
const system = (services: Services = db.services()) => systemContext(services, 'test');
const party = (organisationId: string) =>
  actingFor(system(), { organisationId, kind: 'buyer', name: 'Ana', permissions: new Set() });
const series = (name: string) => ({
  name: 'test.series',
  text: 'insert into number_series (series, next) values ($1, 1)',
  values: [name],
});
const document = {
  direction: 'in',
  channel: 'test',
  content: Buffer.from([0, 1, 255, 0x27, 0x5c, 0x3f]),
  contentType: 'application/octet-stream',
} as const;

describe('statements that go together', () => {
  it('are one transaction: the last that fails undoes the first', async () => {
    const taken = [series('first'), series('again'), series('again')];
    await expect(writeTogether(system(), taken)).rejects.toMatchObject({ code: '23505' });
    expect(await db.query(`select series from number_series`)).toEqual([]);
    await writeTogether(system(), taken.slice(0, 2));
    expect(await db.query(`select series from number_series order by 1`)).toEqual([
      { series: 'again' },
      { series: 'first' },
    ]);
  });

  it('see what their actor may see, and leave no role behind', async () => {
    await recordExchange(system(), { ...document, partnerId: BUYER });
    const mine = { name: 'test.mine', text: 'select channel from exchange', values: [] };
    expect(await readTogether(party(BUYER), mine)).toEqual([['test']]);
    expect(await readTogether(party(OTHER), mine)).toEqual([]);
    await expect(writeTogether(party(BUYER), [series('party')])).rejects.toMatchObject({
      code: '42501',
    });
    await expect(db.services().orm.em.fork().execute('select 1 from exchange')).rejects.toThrow(
      'permission denied',
    );
  });

  it('carry rows of ids, numbers and instants, to the microsecond and whichever way they go', async () => {
    const { columns, given } = rowsGiven(['id:uuid', 'size:int', 'at:timestamptz']);
    const text = `select id, size, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') from ${given}`;
    const instants = [
      '1969-07-20T20:17:40.000001Z',
      '1999-12-31T23:59:59.999999Z',
      '2026-11-22T09:30:00.123456Z',
      '2071-09-20T11:00:00Z',
    ];
    const ids = [
      '00000000-0000-7000-8000-000000000000',
      'ffffffff-ffff-7fff-bfff-ffffffffffff',
      '0190F000-ABCD-7000-8000-00000000000A',
      '0123abcd-4567-7abc-89ab-cdef01234567',
    ];
    const sizes = [0, -1, 2_147_483_647, -2_147_483_648];
    const rows = [
      ...instants.map((at, nth) => [
        ids[nth] ?? null,
        sizes[nth] ?? null,
        micros(Temporal.Instant.from(at)),
      ]),
      [null, null, null],
    ];
    const statement = { name: 'test.typed', text, columns, rows };
    const expected = [
      [ids[0], '0', '1969-07-20 20:17:40.000001'],
      [ids[1], '-1', '1999-12-31 23:59:59.999999'],
      ['0190f000-abcd-7000-8000-00000000000a', '2147483647', '2026-11-22 09:30:00.123456'],
      [ids[3], '-2147483648', '2071-09-20 11:00:00.000000'],
      [null, null, null],
    ];
    expect(await readTogether(system(), statement)).toEqual(expected);
    const kept = {
      name: 'test.kept',
      text: `insert into number_series (series, next) select 'kept ' || id || ' ' || at, size from ${given} where id = '${ids[3]}'`,
      columns,
      rows,
    };
    expect(await write(system(), (tx) => writeStatement(tx, kept))).toBe(1);
    for (const misspelt of [
      '0190f000-abcd-7000-8000-00000000000g',
      '0190f000-abcd-7000-8000-00000000000aa',
      '0190f000:abcd-7000-8000-00000000000a',
      '0190f000abcd70008000000000000000000a',
      'short',
      '',
    ]) {
      const wrong = { ...statement, rows: [[misspelt, 1, 1]] };
      await expect(readTogether(system(), wrong)).rejects.toThrow(`no UUID: ${misspelt}`);
    }
    expect(await readTogether(system(), statement)).toEqual(expected);
  });

  it('carry rows of any text and bytes, as many as there are', async () => {
    const { columns, given } = rowsGiven(['place', 'said', 'held:bytea']);
    const said = ['', null, 'null', `{"é€😀\\', }\n`, 'x'.repeat(70_000)];
    const rows = said.map((text, at) => [at, text, text === null ? null : Buffer.from([0, at])]);
    const text = `select said, held from ${given} order by place::int`;
    const seen = await readTogether(system(), { name: 'test.rows', text, columns, rows });
    expect(seen).toEqual(said.map((one, at) => [one, one === null ? null : `\\x000${at}`]));
    const none = { name: 'test.rows', text, columns, rows: [] };
    expect(await readTogether(system(), none)).toEqual([]);
  });

  it('write nothing where only reading is meant', async () => {
    await expect(readTogether(system(), series('read'))).rejects.toMatchObject({ code: '25006' });
  });

  it('need no prepared statement where the address says so', async () => {
    const orm = await connect({
      url: `${db.appUrl()}?prepare=false`,
      entities: platformEntities,
      poolMax: 1,
    });
    try {
      const services = { ...db.services(), orm };
      await recordExchange(system(services), document);
      const held = {
        name: 'test.held',
        text: 'select name from pg_prepared_statements',
        values: [],
      };
      expect((await readTogether(system(services), held)).filter(([name]) => name)).toEqual([]);
    } finally {
      await orm.close(true);
    }
  });
});

describe('an exchange', () => {
  it('keeps its bytes, gathers what is said of it, and keeps what is not said', async () => {
    const exchangeId = await recordExchange(system(), { ...document, keys: ['a', 'b "\\'] });
    await noteExchange(system(), exchangeId, { kind: 'Test', keys: ['c', 'a', 'c'] });
    await noteExchange(party(BUYER), exchangeId, {
      state: 'refused',
      partnerId: BUYER,
      errors: [{ code: 'x', message: 'what?' }],
      answer: { content: Buffer.from('no'), contentType: 'text/plain' },
    });
    const [kept] = await db.query(
      `select x.state, x.kind, x.keys, x.errors, f.content, a.content as answer, a.organisation_id as owner
       from exchange x join stored_file f on f.id = x.file_id join stored_file a on a.id = x.answer_file_id
       where x.id = ?`,
      [exchangeId],
    );
    expect(kept).toEqual({
      state: 'refused',
      kind: 'Test',
      keys: ['a', 'b "\\', 'c'],
      errors: [{ code: 'x', message: 'what?' }],
      content: document.content,
      answer: Buffer.from('no'),
      owner: BUYER,
    });
  });
});

describe('documents that come at the same moment', () => {
  it('share one commit, and a bad one among them harms no other', async () => {
    const each = Array.from({ length: 10 }, (_, at) =>
      // PostgreSQL holds no NUL in a text.
      recordExchange(system(), { ...document, channel: at === 4 ? 'bad \0' : `door-${at}` }),
    );
    const settled = await Promise.allSettled(each);
    expect(settled.map(({ status }) => status)).toEqual(
      settled.map((_, at) => (at === 4 ? 'rejected' : 'fulfilled')),
    );
    const shared = Array.from({ length: 8 }, (_, at) =>
      recordExchange(system(), { ...document, channel: `shared-${at}` }),
    );
    await Promise.all(shared);
    const [stored] = await db.query(
      `select (count(*) filter (where channel like 'door-%'))::int as doors,
        (count(distinct xmin::text) filter (where channel like 'shared-%'))::int as commits from exchange`,
    );
    expect(stored).toEqual({ doors: 9, commits: 1 });
  });
});
