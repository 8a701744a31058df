import { Migration } from '@mikro-orm/migrations';

const ROLES = 'app_party, app_operator, app_system';

/** Suite profiles that are data, every state of a connection's settings, and what a basket was sent as. */
export class Migration20261122000004 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "suite_profile" ("id" text not null, "label" text not null, "protocol" text not null, "content" jsonb not null, "revision" int not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "suite_profile" add constraint "suite_profile_protocol_check" check ("protocol" in ('cxml', 'oci'))`,
    );
    this.addSql(
      `alter table "suite_profile" add constraint "suite_profile_id" check (id ~ '^[a-z0-9][a-z0-9-]{0,59}$')`,
    );
    this.addSql(
      `alter table "suite_profile" add constraint "suite_profile_revision" check (revision >= 1)`,
    );
    this.addSql(
      `create table "profile_revision" ("id" uuid not null, "subject" text not null, "revision" int not null, "suite" text not null, "suite_revision" int null, "content" jsonb not null, "note" text not null, "author_id" uuid null, "author_name" text not null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "profile_revision" add constraint "profile_revision_subject_revision_unique" unique ("subject", "revision")`,
    );
    this.addSql(
      `alter table "profile_revision" add constraint "profile_revision_number" check (revision >= 0)`,
    );
    for (const table of ['suite_profile', 'profile_revision']) this.guard(table);
    this.addSql(`revoke delete on suite_profile from ${ROLES}`);
    this.addSql(`revoke update, delete on profile_revision from ${ROLES}`);
    this.addSql(
      `alter table "trading_connection" add column "profile_revision" int not null default 0`,
    );
    this.addSql(`alter table "requisition" add column "shaped" jsonb null`);
    this.addSql(
      `alter table "requisition_line" add column "eco_contribution_minor" bigint not null default 0`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`alter table "requisition_line" drop column "eco_contribution_minor"`);
    this.addSql(`alter table "requisition" drop column "shaped"`);
    this.addSql(`alter table "trading_connection" drop column "profile_revision"`);
    this.addSql('drop table profile_revision, suite_profile');
  }

  /** Staff and jobs see all rows, parties none. */
  private guard(table: string): void {
    this.addSql(`alter table "${table}" enable row level security`);
    this.addSql(`alter table "${table}" force row level security`);
    for (const name of ['operator', 'system'])
      this.addSql(
        `create policy "${name}" on "${table}" to "app_${name}" using (true) with check (true)`,
      );
  }
}
