import { beforeAll, describe, expect, it } from 'vitest';
import { type Ctx, read } from '../../src/platform/index.ts';
import { orderStory } from '../domain/orders-story.ts';
import { testDatabase } from '../support/database.ts';
import {
  APP_ROLES,
  APPEND_ONLY,
  NEVER_REMOVED,
  ownerColumns,
  partyPolicies,
  policyTable,
  SHARED,
  type TablePolicies,
  tablePolicies,
  WITHOUT_POLICIES,
} from '../support/policies.ts';
import { smallWorld } from '../support/world.ts';

const db = testDatabase();
let tables: TablePolicies[] = [];
beforeAll(async () => {
  tables = await tablePolicies(db.query);
});

const guarded = () => tables.filter(({ table }) => !(table in WITHOUT_POLICIES));

describe('the catalogue of the database', () => {
  it('holds the tables of the product', () => {
    expect(tables.length).toBeGreaterThan(40);
  });

  it('forces row level security on every table, except those with a written reason', () => {
    expect(
      tables.filter(({ security }) => security !== 'forced').map(({ table }) => table),
    ).toEqual(Object.keys(WITHOUT_POLICIES));
  });

  it('gives the operator and the jobs a policy on every table', () => {
    for (const role of ['app_operator', 'app_system']) {
      const without = guarded().filter(
        ({ policies }) => !policies.some(({ roles }) => roles.includes(role)),
      );
      expect({ role, without: without.map(({ table }) => table) }).toEqual({ role, without: [] });
    }
  });

  it('has policies for our three roles only, and one for the owner of the ledger’s trigger', async () => {
    const others = tables.flatMap(({ table, policies }) =>
      policies
        .filter(
          ({ roles }) => roles.length === 0 || roles.some((role) => !APP_ROLES.includes(role)),
        )
        .map(({ name, command, roles }) => ({ table, name, command, roles })),
    );
    const [owner] = await db.query<{ name: string }>(
      `select r.rolname as name from pg_class c join pg_roles r on r.oid = c.relowner where c.oid = 'ledger_entry'::regclass`,
    );
    expect(others).toEqual([
      { table: 'ledger_entry', name: 'ledger_owner', command: 'SELECT', roles: [owner?.name] },
    ]);
  });

  it('lets a party read without limit only what is common to all, and write nothing of it', () => {
    const unlimited = guarded().filter((table) =>
      partyPolicies(table).some(({ using }) => using === 'true'),
    );
    expect(unlimited.map(({ table }) => table)).toEqual(SHARED);
    for (const table of unlimited) {
      expect(partyPolicies(table).map(({ command }) => command)).toEqual(['SELECT']);
    }
  });

  it('ties every other party policy to the party’s own organisation', () => {
    const loose = guarded().flatMap((table) =>
      partyPolicies(table)
        .filter((policy) => policy.using !== 'true' && ownerColumns(policy).length === 0)
        .map(({ name, command }) => `${table.table}.${name} ${command}`),
    );
    // Buyers read the offers of all sellers: that is the catalogue.
    expect(loose).toEqual(['offer.buyer SELECT']);
  });

  it('gives no role the right to change or remove what is append-only', () => {
    const rights = (wanted: readonly string[], forbidden: readonly string[]) =>
      wanted.flatMap((name) => {
        const found = tables.find(({ table }) => table === name);
        if (!found) return [`${name} does not exist`];
        return Object.entries(found.grants).flatMap(([role, granted]) =>
          granted
            .filter((right) => forbidden.includes(right))
            .map((right) => `${role} ${right} ${name}`),
        );
      });
    expect(rights(APPEND_ONLY, ['UPDATE', 'DELETE', 'TRUNCATE'])).toEqual([]);
    expect(rights(NEVER_REMOVED, ['DELETE', 'TRUNCATE'])).toEqual([]);
    const all = tables.map(({ table }) => table);
    expect(rights(all, ['TRUNCATE', 'TRIGGER', 'REFERENCES'])).toEqual([]);
  });

  it('prints as a table for people who review it', () => {
    const lines = policyTable(tables).split('\n');
    expect(lines).toHaveLength(tables.length + 2);
    expect(lines).toContain(
      '| seller_order | forced | reads own rows (buyer_id, seller_id) | reads and writes all | reads and writes all |',
    );
    expect(lines).toContain(
      '| ledger_entry | forced | – | reads and writes all | reads and writes all |',
    );
  });
});

describe('the product’s login', () => {
  it('has no right of its own: it inherits nothing and is nobody special', async () => {
    expect(
      await db.query(
        `select rolinherit, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication
         from pg_roles where rolname = 'comptoir_app'`,
      ),
    ).toEqual([
      {
        rolinherit: false,
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
      },
    ]);
  });

  it('may become one of three roles, each without login and bound by the policies', async () => {
    const held = await db.query(
      `select r.rolname as role, r.rolcanlogin as login, r.rolbypassrls as bypass, r.rolsuper as super,
         m.inherit_option as inherits, m.admin_option as admin
       from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles u on u.oid = m.member
       where u.rolname = 'comptoir_app' order by r.rolname`,
    );
    expect(held).toEqual(
      [...APP_ROLES].sort().map((role) => ({
        role,
        login: false,
        bypass: false,
        super: false,
        inherits: false,
        admin: false,
      })),
    );
  });

  it('owns nothing, and reads no table before it has chosen a role', async () => {
    expect(
      await db.query(
        `select c.relname from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like any (array['comptoir_app', 'app\\_%'])`,
      ),
    ).toEqual([]);
    const em = db.services().orm.em.fork();
    for (const { table } of tables) {
      await expect(em.execute(`select 1 from "${table}"`), table).rejects.toMatchObject({
        code: '42501',
      });
    }
  });

  it('calls as a party only the functions with owner’s rights that are meant for parties', async () => {
    const callable = (role: string) =>
      db.query<{ name: string }>(
        `select p.proname as name from pg_proc p join pg_namespace n on n.oid = p.pronamespace
         where n.nspname = 'public' and p.prosecdef and p.prorettype <> 'trigger'::regtype
           and has_function_privilege('${role}', p.oid, 'execute') order by 1`,
      );
    expect((await callable('app_party')).map(({ name }) => name)).toEqual(['enqueue_job']);
    expect((await callable('app_operator')).map(({ name }) => name)).toEqual([
      'enqueue_job',
      'job_counts',
      'job_list',
      'job_retry',
    ]);
    expect(await callable('public')).toEqual([]);
    const openPath = await db.query(
      `select p.proname from pg_proc p join pg_namespace n on n.oid = p.pronamespace
       where n.nspname = 'public' and p.prosecdef
         and not exists (select from unnest(p.proconfig) as setting where setting like 'search_path=%')`,
    );
    expect(openPath).toEqual([]);
  });

  it('has no way into the worker’s tables', async () => {
    for (const role of ['comptoir_app', ...APP_ROLES]) {
      const [found] = await db.query(
        `select has_schema_privilege('${role}', 'graphile_worker', 'usage') as open`,
      );
      expect({ role, ...(found as object) }).toEqual({ role, open: false });
    }
  });
});

describe('one order with two sellers', () => {
  const market = testDatabase();
  const story = orderStory(market);
  beforeAll(async () => {
    await smallWorld(market.services());
    await story.place('PO-1', [
      story.line(1, 'seller-a', '100', '0.125'),
      story.line(2, 'seller-b', '10', '4.20'),
    ]);
  });

  const sees = async (ctx: Ctx, sql: string) =>
    (await read(ctx, (tx) => tx.em.execute<{ name: string }[]>(sql))).map(({ name }) => name);

  it('is seen whole by its buyer, in part by each seller, and by nobody else', async () => {
    const parts = 'select number as name from seller_order order by number';
    expect(await sees(story.buyer(), parts)).toEqual(['PO-1-1', 'PO-1-2']);
    expect(await sees(story.seller('seller-a'), parts)).toEqual(['PO-1-1']);
    expect(await sees(story.seller('seller-b'), parts)).toEqual(['PO-1-2']);
    expect(await sees(story.seller('seller-c'), parts)).toEqual([]);
    expect(await sees(story.buyer('petit'), parts)).toEqual([]);
    const whole = 'select number as name from purchase_order';
    expect(await sees(story.buyer(), whole)).toEqual(['PO-1']);
    expect(await sees(story.seller('seller-a'), whole)).toEqual([]);
  });

  it('tells no seller a rival’s prices, nor what another buyer has agreed', async () => {
    const offers = 'select sku as name from offer order by sku';
    expect(await sees(story.seller('seller-a'), offers)).toEqual(['A-BOLT-M8', 'A-CABLE-3G']);
    expect((await sees(story.buyer(), offers)).length).toBe(6);
    const contracts = 'select reference as name from contract_price order by reference';
    expect(await sees(story.buyer(), contracts)).toEqual(['C-2026-01', 'C-2026-02']);
    expect(await sees(story.seller('seller-b'), contracts)).toEqual(['C-2026-01']);
    expect(await sees(story.buyer('petit'), contracts)).toEqual([]);
  });
});
