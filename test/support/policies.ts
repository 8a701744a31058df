import type { TestDatabase } from './database.ts';

/** Tables without policies, each with its reason. */
export const WITHOUT_POLICIES: Readonly<Record<string, string>> = {
  mikro_orm_migrations:
    'the list of migrations belongs to the owner; no role of ours has any right on it',
};
/** Tables whose every row every party may read: names of organisations, the common catalogue. */
export const SHARED = ['category', 'organisation', 'product'];
/** Tables whose rows are never changed or removed, and tables whose rows are never removed. */
export const APPEND_ONLY = [
  'approval',
  'audit_record',
  'comparison_acknowledgement',
  'invoice_line',
  'invoice_status',
  'invoice_vat',
  'ledger_entry',
  'ledger_transaction',
  'order_comparison',
  'outbox_event',
  'profile_revision',
  'remittance_line',
  'stored_file',
  'terms_decision',
  'requisition_line',
];
export const NEVER_REMOVED = [
  'allocation',
  'bank_entry',
  'bank_statement',
  'exchange',
  'goods_return',
  'invoice',
  'number_series',
  'outgoing_delivery',
  'remittance_advice',
  'suite_profile',
  'thread_share',
];
export const APP_ROLES = ['app_party', 'app_operator', 'app_system'];

export type Policy = {
  readonly name: string;
  readonly command: 'ALL' | 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE';
  readonly roles: readonly string[];
  readonly using: string | null;
  readonly check: string | null;
};

/** What guards one table: its row level security, its policies, and what each role may do at all. */
export type TablePolicies = {
  readonly table: string;
  readonly security: 'off' | 'enabled' | 'forced';
  readonly policies: readonly Policy[];
  /** Role → the rights granted on the table. */
  readonly grants: Readonly<Record<string, readonly string[]>>;
};

/** Every table and view of schema public with what guards it, as PostgreSQL's catalogue has it. */
export async function tablePolicies(query: TestDatabase['query']): Promise<TablePolicies[]> {
  return query<TablePolicies>(
    `select c.relname as "table",
       case when c.relforcerowsecurity and c.relrowsecurity then 'forced'
            when c.relrowsecurity then 'enabled' else 'off' end as security,
       coalesce((
         select jsonb_agg(jsonb_build_object('name', p.policyname, 'command', p.cmd, 'roles', p.roles,
                                             'using', p.qual, 'check', p.with_check) order by p.policyname)
         from pg_policies p where p.schemaname = 'public' and p.tablename = c.relname), '[]') as policies,
       coalesce((
         select jsonb_object_agg(role, rights) from (
           select g.grantee as role, jsonb_agg(g.privilege_type order by g.privilege_type) as rights
           from information_schema.role_table_grants g
           where g.table_schema = 'public' and g.table_name = c.relname and g.grantee like 'app\\_%'
           group by g.grantee) as granted), '{}') as grants
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p', 'v', 'm', 'f')
     order by c.relname`,
  );
}

/** The columns by which a policy knows its own rows; none where it asks for something else. */
export function ownerColumns({ using }: Policy): string[] {
  return [
    ...(using ?? '').matchAll(/(\w+) = \(?NULLIF\(current_setting\('app\.organisation_id'/g),
  ].map(([, column = '']) => column);
}

/** What parties may do with a table. */
export function partyPolicies({ policies }: TablePolicies): Policy[] {
  return policies.filter(({ roles }) => roles.includes('app_party'));
}

/** The policies as a Markdown table, for people who review them. */
export function policyTable(tables: readonly TablePolicies[]): string {
  const rights = (policy: Policy | undefined): string => {
    if (!policy) return '–';
    const verb = policy.command === 'SELECT' ? 'reads' : 'reads and writes';
    const columns = ownerColumns(policy);
    if (columns.length > 0) return `${verb} own rows (${columns.join(', ')})`;
    return policy.using === 'true' ? `${verb} all` : `${verb} where ${policy.using}`;
  };
  const row = ({ table, security, policies }: TablePolicies): string => {
    const of = (role: string) => policies.filter((policy) => policy.roles.includes(role));
    const party = of('app_party').map(rights).join('; ') || '–';
    return `| ${table} | ${security} | ${party} | ${rights(of('app_operator')[0])} | ${rights(of('app_system')[0])} |`;
  };
  return [
    '| Table | Security | Party | Operator | System |',
    '|---|---|---|---|---|',
    ...tables.map(row),
  ].join('\n');
}
