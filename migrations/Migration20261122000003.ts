import { Migration } from '@mikro-orm/migrations';

const ROLES = 'app_party, app_operator, app_system';
const OWN = (...columns: string[]): string =>
  columns
    .map((column) => `${column} = nullif(current_setting('app.organisation_id', true), '')::uuid`)
    .join(' or ');

/** The row of outgoing documents, what buyers' systems say of invoices, returned goods, remittance advices. */
export class Migration20261122000003 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "goods_return" ("id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "purchase_order_id" uuid not null, "purchase_order_number" text not null, "order_line_id" uuid not null, "line_number" int not null, "description" text not null, "unit" text not null, "quantity" numeric(20,6) not null, "receipt_id" text not null, "receipt_line" int not null, "comment" text null, "state" text not null, "credit_note_id" uuid null, "decided_by" text null, "decided_at" timestamptz null, "decision_reason" text null, "exchange_id" uuid null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "goods_return_order_line_id_index" on "goods_return" ("order_line_id")`,
    );
    this.addSql(`create index "goods_return_state_id_index" on "goods_return" ("state", "id")`);
    this.addSql(
      `create index "goods_return_purchase_order_id_index" on "goods_return" ("purchase_order_id")`,
    );
    this.addSql(
      `alter table "goods_return" add constraint "goods_return_buyer_id_receipt_id_receipt_line_unique" unique ("buyer_id", "receipt_id", "receipt_line")`,
    );
    this.addSql(
      `alter table "goods_return" add constraint "goods_return_quantity" check (quantity > 0)`,
    );
    this.addSql(
      `alter table "goods_return" add constraint "goods_return_state_check" check ("state" in ('open', 'credited', 'dismissed'))`,
    );
    this.addSql(
      `create table "invoice_status" ("id" uuid not null, "invoice_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "status" text not null, "partial_minor" bigint null, "currency" char(3) not null, "comment" text null, "said_at" timestamptz not null, "exchange_id" uuid null, "recorded_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "invoice_status_invoice_id_id_index" on "invoice_status" ("invoice_id", "id")`,
    );
    this.addSql(
      `alter table "invoice_status" add constraint "invoice_status_status_check" check ("status" in ('processing', 'canceled', 'reconciled', 'rejected', 'paying', 'paid'))`,
    );
    this.addSql(
      `create table "outgoing_delivery" ("id" uuid not null, "exchange_id" uuid not null, "partner_id" uuid not null, "connection_id" uuid not null, "kind" text not null, "subject" text not null, "order_keys" text[] not null, "state" text not null, "attempts" int not null default 0, "attempts_total" int not null default 0, "next_at" timestamptz not null, "claimed_until" timestamptz null, "last_answer" text null, "settled_at" timestamptz null, "dismissed_by" text null, "dismiss_reason" text null, "created_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "outgoing_delivery_state_id_index" on "outgoing_delivery" ("state", "id")`,
    );
    this.addSql(
      `create index "outgoing_delivery_partner_id_state_id_index" on "outgoing_delivery" ("partner_id", "state", "id")`,
    );
    this.addSql(
      `create index "outgoing_delivery_connection_id_state_next_at_index" on "outgoing_delivery" ("connection_id", "state", "next_at")`,
    );
    this.addSql(
      `create index "outgoing_delivery_order_keys" on "outgoing_delivery" using gin ("order_keys")`,
    );
    this.addSql(
      `alter table "outgoing_delivery" add constraint "outgoing_delivery_exchange_id_unique" unique ("exchange_id")`,
    );
    this.addSql(
      `alter table "outgoing_delivery" add constraint "outgoing_delivery_state_check" check ("state" in ('waiting', 'dead', 'sent', 'dismissed'))`,
    );
    this.addSql(
      `create table "remittance_advice" ("id" uuid not null, "buyer_id" uuid not null, "number" text not null, "state" text not null, "payment_on" date not null, "reference" text null, "method" text null, "currency" char(3) not null, "net_minor" bigint not null, "gross_minor" bigint null, "discount_minor" bigint null, "lines_net_minor" bigint not null, "exchange_id" uuid null, "bank_entry_id" uuid null, "received_at" timestamptz not null, "voided_at" timestamptz null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "remittance_advice_state_currency_net_minor_index" on "remittance_advice" ("state", "currency", "net_minor")`,
    );
    this.addSql(
      `create index "remittance_advice_bank_entry_id_index" on "remittance_advice" ("bank_entry_id")`,
    );
    this.addSql(
      `create index "remittance_advice_received_at_id_index" on "remittance_advice" ("received_at", "id")`,
    );
    this.addSql(
      `alter table "remittance_advice" add constraint "remittance_advice_buyer_id_number_unique" unique ("buyer_id", "number")`,
    );
    this.addSql(
      `alter table "remittance_advice" add constraint "remittance_advice_state_check" check ("state" in ('new', 'void'))`,
    );
    this.addSql(
      `create table "remittance_line" ("id" uuid not null, "advice_id" uuid not null, "buyer_id" uuid not null, "position" int not null, "invoice_number" text null, "order_number" text null, "invoice_id" uuid null, "net_minor" bigint not null, "gross_minor" bigint null, "discount_minor" bigint null, "adjustment_minor" bigint null, primary key ("id"))`,
    );
    this.addSql(
      `create index "remittance_line_invoice_id_index" on "remittance_line" ("invoice_id")`,
    );
    this.addSql(
      `alter table "remittance_line" add constraint "remittance_line_advice_id_position_unique" unique ("advice_id", "position")`,
    );
    this.addSql(
      `alter table "invoice_status" add constraint "invoice_status_invoice_id_foreign" foreign key ("invoice_id") references "invoice" ("id")`,
    );
    this.addSql(
      `alter table "remittance_advice" add constraint "remittance_advice_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "remittance_line" add constraint "remittance_line_advice_id_foreign" foreign key ("advice_id") references "remittance_advice" ("id")`,
    );
    this.addSql(`alter table "invoice" add column "contested_by" text null`);
    // The tables' owner is blind under forced policies; it must see the rows it carries over.
    this.forced('no force');
    this.addSql(`update "invoice" set "contested_by" = 'seller' where "contested_at" is not null`);
    this.addSql(
      `alter table "invoice" add constraint "invoice_contested_by_check" check ("contested_by" in ('seller', 'buyer'))`,
    );
    for (const [table, columns] of [
      ['invoice_status', ['buyer_id', 'seller_id']],
      ['goods_return', ['buyer_id', 'seller_id']],
      ['remittance_advice', ['buyer_id']],
      ['remittance_line', ['buyer_id']],
    ] as const) {
      this.guard(table);
      this.addSql(
        `create policy "party" on "${table}" for select to "app_party" using (${OWN(...columns)})`,
      );
    }
    for (const table of ['invoice_status', 'remittance_line'])
      this.addSql(`revoke update, delete on ${table} from ${ROLES}`);
    for (const table of ['outgoing_delivery', 'goods_return', 'remittance_advice'])
      this.addSql(`revoke delete on ${table} from ${ROLES}`);
    // What waited for a buyer's suite before there was this table goes on waiting, in its order.
    this.addSql(`insert into outgoing_delivery (id, exchange_id, partner_id, connection_id, kind, subject, order_keys,
        state, attempts, attempts_total, next_at, created_at)
      select e.id, e.id, e.partner_id, o.connection_id, coalesce(e.kind, ''), o.number, array['po:' || o.id],
        'waiting', e.attempts, e.attempts, e.at, e.at
      from exchange e join purchase_order o on 'po:' || o.id = any (e.keys)
      where e.direction = 'out' and e.channel = 'cxml' and e.state = 'queued'
        and e.partner_id is not null and o.connection_id is not null
      on conflict do nothing`);
    this.forced('force');
    this.guard('outgoing_delivery');
  }

  override async down(): Promise<void> {
    this.addSql(`alter table "invoice" drop column "contested_by"`);
    this.addSql(
      'drop table outgoing_delivery, remittance_line, remittance_advice, goods_return, invoice_status',
    );
  }

  private forced(how: 'force' | 'no force'): void {
    for (const table of ['exchange', 'invoice', 'purchase_order'])
      this.addSql(`alter table "${table}" ${how} row level security`);
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
