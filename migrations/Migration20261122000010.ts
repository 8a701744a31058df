import { Migration } from '@mikro-orm/migrations';

const OWN = (...columns: string[]): string =>
  columns
    .map((column) => `${column} = nullif(current_setting('app.organisation_id', true), '')::uuid`)
    .join(' or ');

/** Receipts in parts: each is a row with its lines and has its own invoice; a shipment stays open for the rest. */
export class Migration20261122000010 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "goods_receipt" ("id" uuid not null, "seller_order_id" uuid not null, "shipment_id" uuid null, "buyer_id" uuid not null, "seller_id" uuid not null, "number" text not null, "kind" text not null, "despatch_number" text null, "received_by" text not null, "exchange_id" uuid null, "received_at" timestamptz not null, "invoiced_at" timestamptz null, "cancelled_at" timestamptz null, "cancelled_by" text null, "created_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "goods_receipt_shipment_id_index" on "goods_receipt" ("shipment_id")`,
    );
    this.addSql(
      `create index "goods_receipt_seller_order_id_number_index" on "goods_receipt" ("seller_order_id", "number")`,
    );
    this.addSql(
      `create unique index "goods_receipt_in_force" on "goods_receipt" ("shipment_id", "number", "kind") where "shipment_id" is not null and "cancelled_at" is null`,
    );
    this.addSql(
      `create unique index "goods_receipt_waiting" on "goods_receipt" ("seller_order_id", "number") where "shipment_id" is null and "cancelled_at" is null`,
    );
    this.addSql(
      `alter table "goods_receipt" add constraint "goods_receipt_kind_check" check ("kind" in ('received', 'refused', 'missing'))`,
    );
    this.addSql(
      `create table "goods_receipt_line" ("id" uuid not null, "receipt_id" uuid not null, "order_line_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "quantity" numeric(20,6) not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "goods_receipt_line_order_line_id_index" on "goods_receipt_line" ("order_line_id")`,
    );
    this.addSql(
      `alter table "goods_receipt_line" add constraint "goods_receipt_line_receipt_id_order_line_id_unique" unique ("receipt_id", "order_line_id")`,
    );
    this.addSql(
      `alter table "goods_receipt_line" add constraint "goods_receipt_line_quantity" check (quantity > 0)`,
    );
    this.addSql(
      `alter table "goods_receipt" add constraint "goods_receipt_seller_order_id_foreign" foreign key ("seller_order_id") references "seller_order" ("id")`,
    );
    this.addSql(
      `alter table "goods_receipt_line" add constraint "goods_receipt_line_receipt_id_foreign" foreign key ("receipt_id") references "goods_receipt" ("id")`,
    );
    this.addSql(
      `alter table "goods_receipt_line" add constraint "goods_receipt_line_order_line_id_foreign" foreign key ("order_line_id") references "order_line" ("id")`,
    );
    this.addSql(
      `alter table "order_line" add column "refused_quantity" numeric(20,6) not null default 0, add column "missing_quantity" numeric(20,6) not null default 0, add column "returned_quantity" numeric(20,6) not null default 0`,
    );
    this.addSql(
      `alter table "shipment_line" add column "refused_quantity" numeric(20,6) not null default 0, add column "missing_quantity" numeric(20,6) not null default 0`,
    );
    this.addSql(
      `alter table "goods_return" add column "refused_quantity" numeric(20,6) not null default 0`,
    );
    this.addSql(`alter table "invoice" add column "goods_receipt_id" uuid null`);
    // The remittance advice that a proposal follows: used up once somebody accepts it.
    this.addSql(`alter table "match_proposal" add column "advice_id" uuid null`);
    this.carryOver();
    this.addSql(
      `alter table "order_line" add constraint "order_line_arrival" check (refused_quantity >= 0 and missing_quantity >= 0 and returned_quantity >= 0 and received_quantity + refused_quantity + missing_quantity <= shipped_quantity)`,
    );
    this.addSql(
      `alter table "shipment_line" add constraint "shipment_line_arrival" check (refused_quantity >= 0 and missing_quantity >= 0 and received_quantity + refused_quantity + missing_quantity <= quantity)`,
    );
    this.addSql(
      `alter table "goods_return" add constraint "goods_return_refused" check (refused_quantity between 0 and quantity)`,
    );
    this.addSql(`alter table "goods_return" drop constraint "goods_return_state_check"`);
    this.addSql(
      `alter table "goods_return" add constraint "goods_return_state_check" check ("state" in ('open', 'refused', 'credited', 'dismissed'))`,
    );
    this.addSql(`alter table "invoice" drop constraint "invoice_shipment_id_unique"`);
    this.addSql(`create index "invoice_shipment_id_index" on "invoice" ("shipment_id")`);
    this.addSql(
      `alter table "invoice" add constraint "invoice_goods_receipt_id_unique" unique ("goods_receipt_id")`,
    );
    for (const table of ['goods_receipt', 'goods_receipt_line']) this.guard(table);
  }

  /**
   * Until now the first receipt closed its shipment: what it named is one receipt, what it did not is missing. The
   * number stood in «received by» where a document brought it; a person's name stands there else.
   */
  private carryOver(): void {
    // The tables' owner is blind under forced policies; it must see the rows it carries over.
    this.forced('no force');
    const receipts = (kind: string, quantity: string): void => {
      this.addSql(`insert into goods_receipt (id, seller_order_id, shipment_id, buyer_id, seller_id, number, kind,
          received_by, exchange_id, received_at, invoiced_at, created_at)
        select gen_random_uuid(), s.seller_order_id, s.id, s.buyer_id, s.seller_id,
          case when told.exchange_id is null then s.number || '/1' else coalesce(nullif(s.received_by, ''), s.number) end,
          '${kind}', coalesce(s.received_by, ''), told.exchange_id,
          s.received_at, ${kind === 'received' ? 'i.created_at' : 'null'}, s.received_at
        from shipment s
        left join invoice i on i.shipment_id = s.id and i.type_code = '380'
        left join (select x.link->>'id' as shipment_id, min(e.id::text)::uuid as exchange_id from exchange e
            cross join lateral jsonb_array_elements(e.links) as x (link)
           where e.direction = 'in' and e.kind = 'ReceiptRequest' and x.link->>'type' = 'shipment'
           group by 1) told on told.shipment_id = s.id::text
        where s.received_at is not null
          and exists (select 1 from shipment_line l where l.shipment_id = s.id and ${quantity} > 0)`);
      this.addSql(`insert into goods_receipt_line (id, receipt_id, order_line_id, buyer_id, seller_id, quantity)
        select gen_random_uuid(), r.id, l.order_line_id, l.buyer_id, l.seller_id, sum(${quantity})
        from goods_receipt r join shipment_line l on l.shipment_id = r.shipment_id
        where r.kind = '${kind}' and ${quantity} > 0
        group by r.id, l.order_line_id, l.buyer_id, l.seller_id`);
    };
    receipts('received', 'l.received_quantity');
    receipts('missing', '(l.quantity - l.received_quantity)');
    this.addSql(`update shipment_line l set missing_quantity = l.quantity - l.received_quantity
      from shipment s where s.id = l.shipment_id and s.received_at is not null`);
    this.addSql(`update order_line o set missing_quantity = given.up
      from (select order_line_id, sum(missing_quantity) as up from shipment_line group by 1) given
      where given.order_line_id = o.id and given.up > 0`);
    this.addSql(`update order_line o set returned_quantity = back.sent
      from (select order_line_id, sum(quantity) as sent from goods_return where state <> 'dismissed' group by 1) back
      where back.order_line_id = o.id`);
    this.addSql(`update invoice i set goods_receipt_id = r.id
      from goods_receipt r where r.shipment_id = i.shipment_id and r.kind = 'received' and i.type_code = '380'`);
    this.forced('force');
  }

  override async down(): Promise<void> {
    this.addSql(`alter table "match_proposal" drop column "advice_id"`);
    this.addSql(`alter table "invoice" drop column "goods_receipt_id"`);
    this.addSql(`drop index "invoice_shipment_id_index"`);
    this.addSql(
      `alter table "invoice" add constraint "invoice_shipment_id_unique" unique ("shipment_id")`,
    );
    this.addSql(`alter table "goods_return" drop column "refused_quantity"`);
    this.addSql(
      `alter table "shipment_line" drop column "refused_quantity", drop column "missing_quantity"`,
    );
    this.addSql(
      `alter table "order_line" drop column "refused_quantity", drop column "missing_quantity", drop column "returned_quantity"`,
    );
    this.addSql('drop table goods_receipt_line, goods_receipt');
  }

  private forced(how: 'force' | 'no force'): void {
    for (const table of [
      'exchange',
      'goods_return',
      'invoice',
      'order_line',
      'shipment',
      'shipment_line',
    ])
      this.addSql(`alter table "${table}" ${how} row level security`);
  }

  /** Staff and jobs see every row; parties read what they buy or sell. */
  private guard(table: string): void {
    this.addSql(`alter table "${table}" enable row level security`);
    this.addSql(`alter table "${table}" force row level security`);
    for (const role of ['operator', 'system'])
      this.addSql(
        `create policy "${role}" on "${table}" to "app_${role}" using (true) with check (true)`,
      );
    this.addSql(
      `create policy "party" on "${table}" for select to "app_party" using (${OWN('buyer_id', 'seller_id')})`,
    );
  }
}
