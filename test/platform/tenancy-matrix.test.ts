import { beforeAll, describe, expect, it } from 'vitest';
import { actingFor, type Ctx, read, systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import {
  APPEND_ONLY,
  NEVER_REMOVED,
  ownerColumns,
  partyPolicies,
  SHARED,
  type TablePolicies,
  tablePolicies,
  WITHOUT_POLICIES,
} from '../support/policies.ts';

const db = testDatabase();
let tables: TablePolicies[] = [];
const guarded = () => tables.filter(({ table }) => !(table in WITHOUT_POLICIES));

describe('each table, with a row of each of three parties', () => {
  const OWNER = crypto.randomUUID();
  const PARTNER = crypto.randomUUID();
  const STRANGER = crypto.randomUUID();

  type Column = { name: string; type: string; length: number | null; identity: string };
  type Row = Record<string, unknown>;
  let columns = new Map<string, Column[]>();

  function sample({ type, length }: Column): unknown {
    if (type.endsWith('[]')) return [];
    if (type === 'uuid') return crypto.randomUUID();
    if (/^(smallint|integer|bigint|numeric)/.test(type)) return Math.floor(Math.random() * 1e6) + 1;
    if (type === 'boolean') return true;
    if (type === 'date') return '2026-03-02';
    if (type.startsWith('timestamp')) return '2026-03-02T09:00:00Z';
    if (type === 'jsonb' || type === 'json') return {};
    if (type === 'bytea') return '\\x00';
    return crypto.randomUUID().slice(0, length ?? 36);
  }

  /** A whole row of a table; its owner's columns as told. */
  function rowOf(table: string, owners: Row): Row {
    const filled = (columns.get(table) ?? []).filter((column) => column.identity === '');
    return {
      ...Object.fromEntries(filled.map((column) => [column.name, sample(column)])),
      ...owners,
    };
  }

  const insert = (table: string, row: Row): [string, string[]] => {
    const names = Object.keys(row)
      .map((name) => `"${name}"`)
      .join(', ');
    return [
      `insert into "${table}" (${names}) select ${names} from jsonb_populate_record(null::"${table}", ?::jsonb)`,
      [JSON.stringify(row)],
    ];
  };

  /** The columns by which a party owns rows of a table. */
  const ownersOf = (table: TablePolicies): string[] => [
    ...new Set(partyPolicies(table).flatMap(ownerColumns)),
  ];
  const all = (owners: readonly string[], party: string): Row =>
    Object.fromEntries(owners.map((column) => [column, party]));

  beforeAll(async () => {
    tables = await tablePolicies(db.query);
    // Only the policies are on trial here: what else a row must satisfy is put aside in this database.
    await db.query(`do $$ declare one record; begin
      for one in select conrelid::regclass as name, conname from pg_constraint
        where connamespace = 'public'::regnamespace and contype in ('f', 'c')
      loop execute format('alter table %s drop constraint %I', one.name, one.conname); end loop;
      for one in select tgrelid::regclass as name from pg_trigger join pg_class c on c.oid = tgrelid
        where not tgisinternal and c.relnamespace = 'public'::regnamespace
      loop execute format('alter table %s disable trigger user', one.name); end loop;
    end $$`);
    const rows = await db.query<Column & { table: string }>(
      `select c.relname as "table", a.attname as name, format_type(a.atttypid, null) as type,
         case when a.atttypmod > 4 and a.atttypid in ('bpchar'::regtype, 'varchar'::regtype) then a.atttypmod - 4 end as length,
         a.attgenerated::text || a.attidentity::text as identity
       from pg_attribute a join pg_class c on c.oid = a.attrelid
       where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    );
    columns = Map.groupBy(rows, ({ table }) => table);
    for (const table of guarded()) {
      const owners = ownersOf(table);
      for (const party of [OWNER, STRANGER])
        await db.query(...insert(table.table, rowOf(table.table, all(owners, party))));
      const [first, ...others] = owners;
      if (first && others.length > 0) {
        const shared = { [first]: OWNER, ...all(others, PARTNER) };
        await db.query(...insert(table.table, rowOf(table.table, shared)));
      }
    }
  });

  const party = (organisationId: string, kind: 'buyer' | 'seller'): Ctx =>
    actingFor(systemContext(db.services(), 'test'), {
      organisationId,
      kind,
      name: 'party',
      permissions: new Set(),
    });
  const count = async (ctx: Ctx, table: string, where = 'true', params: string[] = []) => {
    const [row] = await read(ctx, (tx) =>
      tx.em.execute<{ n: number }[]>(
        `select count(*)::int as n from "${table}" where ${where}`,
        params,
      ),
    );
    return row?.n;
  };
  const mine = (owners: readonly string[]) =>
    owners.map((column) => `"${column}" = ?`).join(' or ');
  const belongsTo = (owners: readonly string[], who: string) => owners.map(() => who);

  /** What came of a statement: the number of rows it touched, or the code of its refusal. */
  const attempt = async (ctx: Ctx, sql: string, params: string[]): Promise<number | string> => {
    try {
      const rows = await write(ctx, (tx) => tx.em.execute<unknown[]>(sql, params));
      return rows.length;
    } catch (error) {
      return (error as { code?: string }).code ?? 'unknown';
    }
  };
  const HARMLESS = new Set<number | string>([0, '42501']);

  it.each(['buyer', 'seller'] as const)(
    'shows a %s its own rows and those shared with it, and nobody else’s',
    async (kind) => {
      for (const table of guarded()) {
        const owners = ownersOf(table);
        const rows = owners.length > 1 ? 3 : 2;
        const sees = async (who: string) => count(party(who, kind), table.table);
        const found = {
          table: table.table,
          owner: await sees(OWNER),
          partner: await sees(PARTNER),
          stranger: await sees(STRANGER),
        };
        const everything =
          SHARED.includes(table.table) || (table.table === 'offer' && kind === 'buyer');
        const expected = everything
          ? { owner: rows, partner: rows, stranger: rows }
          : owners.length === 0
            ? { owner: 0, partner: 0, stranger: 0 }
            : { owner: rows - 1, partner: rows - 2, stranger: 1 };
        expect(found).toEqual({ table: table.table, ...expected });
      }
    },
  );

  it('shows nothing to a party without an organisation', async () => {
    const nobody = { ...party(OWNER, 'seller') };
    const ctx = {
      ...nobody,
      actor: { ...nobody.actor, organisationId: undefined, organisationKind: undefined },
    };
    for (const { table } of guarded()) {
      if (SHARED.includes(table)) continue;
      expect({ table, n: await count(ctx, table) }).toEqual({ table, n: 0 });
    }
  });

  it('shows everything to the operator and to jobs', async () => {
    const system = systemContext(db.services(), 'test');
    const operator: Ctx = { ...system, actor: { ...system.actor, scope: 'operator' } };
    for (const table of guarded()) {
      const rows = ownersOf(table).length > 1 ? 3 : 2;
      const found = [await count(system, table.table), await count(operator, table.table)];
      expect({ table: table.table, found }).toEqual({ table: table.table, found: [rows, rows] });
    }
  });

  it.each(['buyer', 'seller'] as const)(
    'lets no %s write a row for another party',
    async (kind) => {
      const stranger = party(STRANGER, kind);
      for (const table of guarded()) {
        const row = rowOf(table.table, all(ownersOf(table), OWNER));
        const [sql, params] = insert(table.table, row);
        expect({ table: table.table, came: await attempt(stranger, sql, params) }).toEqual({
          table: table.table,
          came: '42501',
        });
      }
    },
  );

  it.each(['buyer', 'seller'] as const)(
    'lets no %s change, take or remove another party’s row',
    async (kind) => {
      const stranger = party(STRANGER, kind);
      for (const table of guarded()) {
        const { table: name } = table;
        const owners = ownersOf(table);
        const first = owners[0] ?? columns.get(name)?.[0]?.name ?? '';
        const theirs = owners.length > 0 ? mine(owners) : 'true';
        const params = belongsTo(owners, OWNER);
        const outcomes = [
          await attempt(
            stranger,
            `update "${name}" set "${first}" = "${first}" where ${theirs} returning 1`,
            params,
          ),
          await attempt(stranger, `delete from "${name}" where ${theirs} returning 1`, params),
        ];
        if (owners.length > 0) {
          const take = `update "${name}" set "${first}" = ? where ${theirs} returning 1`;
          outcomes.push(await attempt(stranger, take, [STRANGER, ...params]));
        }
        expect({
          name,
          outcomes,
          harmless: outcomes.every((one) => HARMLESS.has(one)),
        }).toMatchObject({
          name,
          harmless: true,
        });
      }
    },
  );

  it('lets a party change its own rows where it may write: the refusals above are no accident', async () => {
    const writable = guarded().filter(
      (table) =>
        partyPolicies(table).some(({ command }) => command === 'ALL') &&
        !APPEND_ONLY.includes(table.table),
    );
    expect(writable.length).toBeGreaterThan(5);
    for (const table of writable) {
      const owners = ownersOf(table);
      const came = await attempt(
        party(STRANGER, 'seller'),
        `update "${table.table}" set "${owners[0]}" = "${owners[0]}" where ${mine(owners)} returning 1`,
        belongsTo(owners, STRANGER),
      );
      expect({ table: table.table, came }).toEqual({ table: table.table, came: 1 });
    }
  });

  it('lets no party give one of its own rows away', async () => {
    for (const table of guarded()) {
      const owners = ownersOf(table);
      if (owners.length === 0) continue;
      const give = owners.map((column) => `"${column}" = ?`).join(', ');
      const came = await attempt(
        party(STRANGER, 'buyer'),
        `update "${table.table}" set ${give} where ${mine(owners)} returning 1`,
        [...belongsTo(owners, OWNER), ...belongsTo(owners, STRANGER)],
      );
      // Where it may write its own rows, the check refuses; where it only reads, no row is found.
      const writes = partyPolicies(table).some(({ command }) => command === 'ALL');
      const expected = writes ? ['42501'] : [0, '42501'];
      expect({ table: table.table, came, fine: expected.includes(came) }).toMatchObject({
        table: table.table,
        fine: true,
      });
    }
  });

  it('refuses even jobs and the operator a change of what is append-only', async () => {
    const system = systemContext(db.services(), 'test');
    const operator: Ctx = { ...system, actor: { ...system.actor, scope: 'operator' } };
    for (const ctx of [system, operator]) {
      for (const name of APPEND_ONLY) {
        const first = columns.get(name)?.[0]?.name ?? '';
        const outcomes = [
          await attempt(ctx, `update "${name}" set "${first}" = "${first}" returning 1`, []),
          await attempt(ctx, `delete from "${name}" returning 1`, []),
        ];
        expect({ name, outcomes }).toEqual({ name, outcomes: ['42501', '42501'] });
      }
      for (const name of NEVER_REMOVED) {
        const came = await attempt(ctx, `delete from "${name}" returning 1`, []);
        expect({ name, came }).toEqual({ name, came: '42501' });
      }
    }
  });
});
