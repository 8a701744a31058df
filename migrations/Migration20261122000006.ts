import { Migration } from '@mikro-orm/migrations';

/** What a visit knows of its suite: name, frame, what the cart will allow, the lines an edit brought, the start. */
export class Migration20261122000006 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `alter table "punch_out_session" add column "page_locale" text null, add column "suite" text not null default '', add column "frame" jsonb not null default '{"open":"either","ancestors":[]}', add column "operation_allowed" text not null default 'edit', add column "start_auxiliary_id" text null, add column "brought" jsonb not null default '[]'`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_page_locale_check" check ("page_locale" in ('en', 'fr'))`,
    );
    this.addSql(
      `alter table "punch_out_session" add constraint "punch_out_session_operation_allowed_check" check ("operation_allowed" in ('create', 'inspect', 'edit'))`,
    );
    // Finds what a suite names without our own token, and the request behind a line of it.
    this.addSql(
      `create index "requisition_line_buyer_id_sku_index" on "requisition_line" ("buyer_id", "sku")`,
    );
  }

  override async down(): Promise<void> {
    this.addSql('drop index "requisition_line_buyer_id_sku_index"');
    this.addSql(
      `alter table "punch_out_session" drop column "page_locale", drop column "suite", drop column "frame", drop column "operation_allowed", drop column "start_auxiliary_id", drop column "brought"`,
    );
  }
}
