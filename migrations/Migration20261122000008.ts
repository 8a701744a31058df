import { Migration } from '@mikro-orm/migrations';

const ROLES = 'app_party, app_operator, app_system';
const OWN = (column: string): string =>
  `${column} = nullif(current_setting('app.organisation_id', true), '')::uuid`;

/** Numbers that people search by. */
const NUMBERS = [
  ['requisition', 'number'],
  ['purchase_order', 'number'],
  ['seller_order', 'number'],
  ['seller_order', 'buyer_order_number'],
  ['shipment', 'number'],
  ['buyer_statement', 'number'],
] as const;

/** What an order was compared with, who looked at the differences, threads shared by link, and their search. */
export class Migration20261122000008 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "order_comparison" ("id" uuid not null, "buyer_id" uuid not null, "connection_id" uuid null, "exchange_id" uuid not null, "order_number" text not null, "order_version" int not null default 1, "payload_id" text not null, "basis" text not null, "outcome" text not null, "purchase_order_id" uuid null, "requisition_ids" uuid[] not null default '{}', "rows" jsonb not null, "counts" jsonb not null, "alerts" int not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "order_comparison" add constraint "order_comparison_exchange_id_basis_unique" unique ("exchange_id", "basis")`,
    );
    this.addSql(
      `create index "order_comparison_purchase_order_id_index" on "order_comparison" ("purchase_order_id")`,
    );
    this.addSql(
      `create index "order_comparison_buyer_id_order_number_index" on "order_comparison" ("buyer_id", "order_number")`,
    );
    this.addSql(`create index "order_comparison_at_id_index" on "order_comparison" ("at", "id")`);
    this.addSql(
      `create index "order_comparison_requisition_ids_index" on "order_comparison" using gin ("requisition_ids")`,
    );
    this.addSql(
      `alter table "order_comparison" add constraint "order_comparison_basis_check" check ("basis" in ('basket', 'previous_version'))`,
    );
    this.addSql(
      `alter table "order_comparison" add constraint "order_comparison_outcome_check" check ("outcome" in ('accepted', 'refused'))`,
    );
    this.addSql(
      `alter table "order_comparison" add constraint "order_comparison_alerts" check (alerts >= 0)`,
    );
    this.addSql(
      `alter table "order_comparison" add constraint "order_comparison_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `create table "comparison_acknowledgement" ("id" uuid not null, "comparison_id" uuid not null, "buyer_id" uuid not null, "by_name" text not null, "note" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "comparison_acknowledgement" add constraint "comparison_acknowledgement_comparison_id_unique" unique ("comparison_id")`,
    );
    this.addSql(
      `alter table "comparison_acknowledgement" add constraint "comparison_acknowledgement_comparison_id_foreign" foreign key ("comparison_id") references "order_comparison" ("id")`,
    );
    this.addSql(
      `create table "thread_share" ("id" uuid not null, "organisation_id" uuid null, "root_kind" text not null, "root_id" uuid not null, "sight" text not null, "sight_organisation_id" uuid null, "label" text not null, "token_hash" text not null, "expires_at" timestamptz not null, "revoked_at" timestamptz null, "revoked_by" text null, "opened_count" int not null default 0, "opened_at" timestamptz null, "created_at" timestamptz not null, "created_by" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "thread_share" add constraint "thread_share_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(
      `create index "thread_share_root_kind_root_id_index" on "thread_share" ("root_kind", "root_id")`,
    );
    this.addSql(
      `alter table "thread_share" add constraint "thread_share_root_kind_check" check ("root_kind" in ('visit', 'request', 'order', 'part', 'document'))`,
    );
    this.addSql(
      `alter table "thread_share" add constraint "thread_share_sight_check" check ("sight" in ('operator', 'buyer', 'seller'))`,
    );
    this.addSql(
      `alter table "thread_share" add constraint "thread_share_expiry" check (expires_at > created_at)`,
    );
    for (const [table, column] of [
      ['order_comparison', 'buyer_id'],
      ['comparison_acknowledgement', 'buyer_id'],
    ] as const) {
      this.guard(table);
      this.addSql(
        `create policy "party" on "${table}" for select to "app_party" using (${OWN(column)})`,
      );
      this.addSql(`revoke update, delete on ${table} from ${ROLES}`);
    }
    this.guard('thread_share');
    this.addSql(
      `create policy "party" on "thread_share" to "app_party" using (${OWN('organisation_id')}) with check (${OWN('organisation_id')})`,
    );
    this.addSql(`revoke delete on thread_share from ${ROLES}`);
    // A number is looked for without its party: the operator does not know whose it is.
    for (const [table, column] of NUMBERS)
      this.addSql(`create index ${table}_${column}_search on ${table} (${column})`);
    // The chain of one line is walked by these.
    this.addSql('create index order_line_auxiliary on order_line (auxiliary_id)');
    this.addSql('create index invoice_line_order_line on invoice_line (order_line_id)');
    this.addSql('create index invoice_purchase_order on invoice (purchase_order_id)');
    this.addSql('create index outgoing_mail_page on outgoing_mail (organisation_id, created_at)');
  }

  override async down(): Promise<void> {
    this.addSql(
      'drop index order_line_auxiliary, invoice_line_order_line, invoice_purchase_order, outgoing_mail_page',
    );
    for (const [table, column] of NUMBERS) this.addSql(`drop index ${table}_${column}_search`);
    this.addSql('drop table thread_share, comparison_acknowledgement, order_comparison');
  }

  /** Staff and jobs see every row; what parties see is said by the table's own policy. */
  private guard(table: string): void {
    this.addSql(`alter table "${table}" enable row level security`);
    this.addSql(`alter table "${table}" force row level security`);
    for (const role of ['operator', 'system'])
      this.addSql(
        `create policy "${role}" on "${table}" to "app_${role}" using (true) with check (true)`,
      );
  }
}
