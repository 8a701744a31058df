import { Migration } from '@mikro-orm/migrations';

const ROLES = 'app_party, app_operator, app_system';
/** Tables whose rows are never changed or removed: no role is given the right. */
const APPEND_ONLY = [
  'audit_record',
  'outbox_event',
  'ledger_transaction',
  'ledger_entry',
  'stored_file',
  'invoice_line',
  'invoice_vat',
  'approval',
  'terms_decision',
  // What a buyer was promised stands as it was promised.
  'requisition_line',
];

/** Rights, append-only tables, the ledger's balance trigger and the search indexes. */
export class Migration20261121000002 extends Migration {
  override async up(): Promise<void> {
    this.addSql(`grant select, insert, update, delete on all tables in schema public to ${ROLES}`);
    this.addSql(
      `alter default privileges in schema public grant select, insert, update, delete on tables to ${ROLES}`,
    );
    this.addSql(`revoke all on mikro_orm_migrations from ${ROLES}`);
    for (const table of APPEND_ONLY) this.addSql(`revoke update, delete on ${table} from ${ROLES}`);
    for (const table of [
      'allocation',
      'invoice',
      'exchange',
      'bank_entry',
      'bank_statement',
      'number_series',
    ]) {
      this.addSql(`revoke delete on ${table} from ${ROLES}`);
    }
    this.addSql(`create function ledger_transaction_balances() returns trigger language plpgsql
      security definer set search_path = pg_catalog, public as $$
      begin
        if exists (
          select 1 from public.ledger_entry where transaction_id = new.transaction_id
          group by currency having sum(amount_minor) <> 0
        ) then
          raise exception 'ledger transaction % does not balance', new.transaction_id using errcode = '23514';
        end if;
        return null;
      end $$`);
    // The trigger runs as the tables' owner, whom forced row-level security would otherwise blind.
    this.addSql(
      'create policy ledger_owner on ledger_entry for select to current_user using (true)',
    );
    this.addSql(`create constraint trigger ledger_entry_balance after insert on ledger_entry
      deferrable initially deferred for each row execute function ledger_transaction_balances()`);
    this.addSql(`create index product_search_trgm on product using gin (search_text gin_trgm_ops)`);
    this.addSql(
      `create index product_search_words on product using gin (to_tsvector('simple', search_text))`,
    );
  }
}
