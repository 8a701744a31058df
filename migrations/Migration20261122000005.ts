import { Migration } from '@mikro-orm/migrations';

const MINE = `organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid`;

/** Catalogue files: what came in and goes out, what was wrong in them, what a full one has named. */
export class Migration20261122000005 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "catalogue_file" ("id" uuid not null, "organisation_id" uuid not null, "direction" text not null, "connection_id" uuid null, "exchange_id" uuid null, "format" text not null, "load_mode" text not null, "since" date null, "content" text not null default 'priced', "file_name" text not null, "sha256" text null, "state" text not null, "rows_done" int not null default 0, "cursor" uuid null, "files" int not null default 0, "added" int not null default 0, "changed" int not null default 0, "unchanged" int not null default 0, "removed" int not null default 0, "refused" int not null default 0, "warned" int not null default 0, "leaving" int null, "active_before" int null, "problem" text null, "progress_id" uuid not null, "created_at" timestamptz not null, "finished_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "catalogue_file" add constraint "catalogue_file_direction_check" check ("direction" in ('in', 'out'))`,
    );
    this.addSql(
      `alter table "catalogue_file" add constraint "catalogue_file_format_check" check ("format" in ('cif', 'index'))`,
    );
    this.addSql(
      `alter table "catalogue_file" add constraint "catalogue_file_load_mode_check" check ("load_mode" in ('full', 'incremental'))`,
    );
    this.addSql(
      `alter table "catalogue_file" add constraint "catalogue_file_content_check" check ("content" in ('priced', 'level_2'))`,
    );
    this.addSql(
      `alter table "catalogue_file" add constraint "catalogue_file_state_check" check ("state" in ('running', 'confirming', 'withdrawing', 'finished', 'refused'))`,
    );
    this.addSql(
      `create index "catalogue_file_organisation_id_id_index" on "catalogue_file" ("organisation_id", "id")`,
    );
    this.addSql(
      `create table "catalogue_file_error" ("id" uuid not null, "file_id" uuid not null, "organisation_id" uuid not null, "line" int not null, "sku" text not null, "field" text not null, "severity" text not null, "code" text not null, "message" text not null, "fix" text not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "catalogue_file_error" add constraint "catalogue_file_error_severity_check" check ("severity" in ('error', 'warning'))`,
    );
    this.addSql(
      `create index "catalogue_file_error_file_id_line_id_index" on "catalogue_file_error" ("file_id", "line", "id")`,
    );
    this.addSql(
      `alter table "catalogue_file_error" add constraint "catalogue_file_error_file_id_foreign" foreign key ("file_id") references "catalogue_file" ("id")`,
    );
    this.addSql(
      `create table "catalogue_file_item" ("file_id" uuid not null, "sku" text not null, primary key ("file_id", "sku"))`,
    );
    this.addSql(
      `alter table "catalogue_file_item" add constraint "catalogue_file_item_file_id_foreign" foreign key ("file_id") references "catalogue_file" ("id")`,
    );
    for (const table of ['catalogue_file', 'catalogue_file_error']) {
      this.guard(table);
      this.addSql(`create policy "party" on "${table}" for select to "app_party" using (${MINE})`);
    }
    this.guard('catalogue_file_item');
    // Outgoing files are read on by id, and since a day.
    this.addSql(`create index "offer_updated_at_id" on "offer" ("updated_at", "id")`);
  }

  override async down(): Promise<void> {
    this.addSql('drop index "offer_updated_at_id"');
    this.addSql('drop table catalogue_file_item, catalogue_file_error, catalogue_file');
  }

  /** Staff and jobs see all rows. */
  private guard(table: string): void {
    this.addSql(`alter table "${table}" enable row level security`);
    this.addSql(`alter table "${table}" force row level security`);
    for (const name of ['operator', 'system'])
      this.addSql(
        `create policy "${name}" on "${table}" to "app_${name}" using (true) with check (true)`,
      );
  }
}
