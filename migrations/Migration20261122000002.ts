import { Migration } from '@mikro-orm/migrations';

const MINE = `nullif(current_setting('app.organisation_id', true), '')::uuid`;
const POLICIES = [
  ['frame_order', ['buyer_id']],
  ['order_version', ['buyer_id']],
  ['seller_order_revision', ['buyer_id', 'seller_id']],
  ['order_attachment', ['buyer_id']],
] as const;

/** Orders that change: versions, what sellers are told of them, attachments, blanket orders, schedules. */
export class Migration20261122000002 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "frame_order" ("id" uuid not null, "buyer_id" uuid not null, "number" text not null, "order_version" int not null default 1, "payload_id" text not null, "agreement_id" text null, "connection_id" uuid null, "state" text not null, "currency" char(3) not null, "maximum_minor" bigint null, "minimum_minor" bigint null, "effective_on" date null, "expires_on" date null, "lines" jsonb not null default '[]', "comments" text null, "ordered_by" text not null, "ordered_at" timestamptz not null, "version" int not null default 1, primary key ("id"))`,
    );
    this.addSql(
      `create index "frame_order_buyer_id_ordered_at_index" on "frame_order" ("buyer_id", "ordered_at")`,
    );
    this.addSql(
      `alter table "frame_order" add constraint "frame_order_buyer_id_number_unique" unique ("buyer_id", "number")`,
    );
    this.addSql(
      `alter table "frame_order" add constraint "frame_order_state_check" check ("state" in ('open', 'cancelled'))`,
    );
    this.addSql(
      `alter table "frame_order" add constraint "frame_order_buyer_id_foreign" foreign key ("buyer_id") references "organisation" ("id")`,
    );
    this.addSql(
      `alter table "purchase_order" add column "kind" text not null default 'regular', add column "frame_order_id" uuid null, add column "agreement_id" text null, add column "requested_on" date null, add column "particulars" jsonb not null default '{}'`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_kind_check" check ("kind" in ('regular', 'release'))`,
    );
    this.addSql(
      `alter table "purchase_order" add constraint "purchase_order_frame_order_id_foreign" foreign key ("frame_order_id") references "frame_order" ("id") on delete set null`,
    );
    this.addSql(
      `create index "purchase_order_frame_order_id_index" on "purchase_order" ("frame_order_id")`,
    );
    this.addSql(`alter table "seller_order" add column "revision" int not null default 1`);
    this.addSql(
      `alter table "order_line" add column "requested_on" date null, add column "ship_to" jsonb null, add column "schedule" jsonb not null default '[]', add column "comments" text null, add column "agreement_line" int null`,
    );
    this.addSql(
      `create index "order_line_buyer_id_auxiliary_id_index" on "order_line" ("buyer_id", "auxiliary_id")`,
    );
    this.addSql(
      `create table "order_version" ("id" uuid not null, "purchase_order_id" uuid null, "frame_order_id" uuid null, "buyer_id" uuid not null, "number" text not null, "order_version" int not null, "type" text not null, "payload_id" text not null, "reference" text null, "written_at" timestamptz null, "outcome" text not null, "changes" jsonb not null default '[]', "net_minor" bigint null, "vat_minor" bigint null, "changed_by" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "order_version_purchase_order_id_index" on "order_version" ("purchase_order_id")`,
    );
    this.addSql(
      `create index "order_version_frame_order_id_index" on "order_version" ("frame_order_id")`,
    );
    this.addSql(
      `create index "order_version_buyer_id_number_index" on "order_version" ("buyer_id", "number")`,
    );
    this.addSql(
      `alter table "order_version" add constraint "order_version_buyer_id_payload_id_unique" unique ("buyer_id", "payload_id")`,
    );
    this.addSql(
      `alter table "order_version" add constraint "order_version_type_check" check ("type" in ('new', 'update', 'delete'))`,
    );
    this.addSql(
      `alter table "order_version" add constraint "order_version_outcome_check" check ("outcome" in ('in_force', 'late', 'ahead'))`,
    );
    this.addSql(
      `alter table "order_version" add constraint "order_version_purchase_order_id_foreign" foreign key ("purchase_order_id") references "purchase_order" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "order_version" add constraint "order_version_frame_order_id_foreign" foreign key ("frame_order_id") references "frame_order" ("id") on delete set null`,
    );
    this.addSql(
      `create table "seller_order_revision" ("id" uuid not null, "seller_order_id" uuid not null, "buyer_id" uuid not null, "seller_id" uuid not null, "revision" int not null, "kind" text not null, "changes" jsonb not null default '[]', "told_by" text null, "confirmed_by" text null, "confirmed_at" timestamptz null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "seller_order_revision" add constraint "seller_order_revision_seller_order_id_revision_unique" unique ("seller_order_id", "revision")`,
    );
    this.addSql(
      `alter table "seller_order_revision" add constraint "seller_order_revision_kind_check" check ("kind" in ('changed', 'cancelled'))`,
    );
    this.addSql(
      `alter table "seller_order_revision" add constraint "seller_order_revision_told_by_check" check ("told_by" in ('cxml', 'mail', 'not_sent_yet'))`,
    );
    this.addSql(
      `alter table "seller_order_revision" add constraint "seller_order_revision_seller_order_id_foreign" foreign key ("seller_order_id") references "seller_order" ("id")`,
    );
    this.addSql(
      `create table "order_attachment" ("id" uuid not null, "purchase_order_id" uuid not null, "buyer_id" uuid not null, "line_number" int null, "file_id" uuid not null, "content_id" text null, "name" text not null, "content_type" text not null, "size_bytes" int not null, "visibility" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `create index "order_attachment_purchase_order_id_index" on "order_attachment" ("purchase_order_id")`,
    );
    this.addSql(
      `alter table "order_attachment" add constraint "order_attachment_visibility_check" check ("visibility" in ('supplier', 'internal'))`,
    );
    this.addSql(
      `alter table "order_attachment" add constraint "order_attachment_purchase_order_id_foreign" foreign key ("purchase_order_id") references "purchase_order" ("id")`,
    );
    for (const [table, columns] of POLICIES) {
      const own = columns.map((column) => `${column} = ${MINE}`).join(' or ');
      this.addSql(`alter table "${table}" enable row level security`);
      this.addSql(`alter table "${table}" force row level security`);
      this.addSql(`create policy "party" on "${table}" for select to "app_party" using (${own})`);
      for (const role of ['operator', 'system']) {
        this.addSql(
          `create policy "${role}" on "${table}" to "app_${role}" using (true) with check (true)`,
        );
      }
    }
  }

  override async down(): Promise<void> {
    this.addSql('drop table "order_attachment", "seller_order_revision", "order_version"');
    this.addSql('drop index "order_line_buyer_id_auxiliary_id_index"');
    this.addSql(
      'alter table "order_line" drop column "requested_on", drop column "ship_to", drop column "schedule", drop column "comments", drop column "agreement_line"',
    );
    this.addSql('alter table "seller_order" drop column "revision"');
    this.addSql(
      'alter table "purchase_order" drop column "kind", drop column "frame_order_id", drop column "agreement_id", drop column "requested_on", drop column "particulars"',
    );
    this.addSql('drop table "frame_order"');
  }
}
