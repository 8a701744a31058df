import { Migration } from '@mikro-orm/migrations';

const MINE = `organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid`;

/** The connection workbench: links without a login, what was tried by them, and the virtual buyer's runs. */
export class Migration20261122000007 extends Migration {
  override async up(): Promise<void> {
    // Which of a partner's connections a document came or went over.
    this.addSql(`alter table "exchange" add column "connection_id" uuid null`);
    // Of what is there already it is known where the partner has one connection of that protocol only. The
    // owner is held to the policies too, and would see no row.
    for (const table of ['exchange', 'trading_connection'])
      this.addSql(`alter table "${table}" no force row level security`);
    this.addSql(`update exchange e set connection_id = c.id from trading_connection c
      where c.organisation_id = e.partner_id and c.protocol = e.channel and not exists (
        select from trading_connection other where other.organisation_id = c.organisation_id
          and other.protocol = c.protocol and other.id <> c.id)`);
    for (const table of ['exchange', 'trading_connection'])
      this.addSql(`alter table "${table}" force row level security`);
    this.addSql(
      `create index "exchange_connection_id_at_index" on "exchange" ("connection_id", "at")`,
    );
    this.addSql(
      `create table "workbench_link" ("id" uuid not null, "connection_id" uuid not null, "organisation_id" uuid not null, "token_hash" text not null, "label" text not null, "created_by" text not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "revoked_at" timestamptz null, "last_used_at" timestamptz null, "uses" int not null default 0, "window_started_at" timestamptz not null, "window_spent" int not null default 0, primary key ("id"))`,
    );
    this.addSql(
      `create table "workbench_test" ("id" uuid not null, "link_id" uuid not null, "connection_id" uuid not null, "organisation_id" uuid not null, "at" timestamptz not null, "source" text not null, "kind" text null, "outcome" text not null, "size_bytes" int not null, "document" text not null, "report" jsonb not null, primary key ("id"))`,
    );
    this.addSql(
      `create table "workbench_run" ("id" uuid not null, "link_id" uuid not null, "connection_id" uuid not null, "organisation_id" uuid not null, "state" text not null, "locale" text not null, "plan" text[] not null, "steps" jsonb not null, "return_hash" text not null, "returned" jsonb null, "created_at" timestamptz not null, "updated_at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "workbench_link" add constraint "workbench_link_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(
      `alter table "workbench_link" add constraint "workbench_link_lasts" check (expires_at > created_at)`,
    );
    this.addSql(
      `alter table "workbench_run" add constraint "workbench_run_return_hash_unique" unique ("return_hash")`,
    );
    this.addSql(
      `alter table "workbench_test" add constraint "workbench_test_source_check" check ("source" in ('page', 'post'))`,
    );
    this.addSql(
      `alter table "workbench_test" add constraint "workbench_test_outcome_check" check ("outcome" in ('valid', 'departs', 'unreadable'))`,
    );
    this.addSql(
      `alter table "workbench_run" add constraint "workbench_run_state_check" check ("state" in ('queued', 'running', 'finished', 'stopped'))`,
    );
    this.addSql(
      `alter table "workbench_run" add constraint "workbench_run_locale_check" check ("locale" in ('en', 'fr'))`,
    );
    this.addSql(
      `create index "workbench_link_connection_id_created_at_index" on "workbench_link" ("connection_id", "created_at")`,
    );
    for (const table of ['workbench_test', 'workbench_run']) {
      this.addSql(`create index "${table}_link_id_id_index" on "${table}" ("link_id", "id")`);
      this.addSql(
        `alter table "${table}" add constraint "${table}_link_id_foreign" foreign key ("link_id") references "workbench_link" ("id")`,
      );
    }
    this.addSql(
      `alter table "workbench_link" add constraint "workbench_link_connection_id_foreign" foreign key ("connection_id") references "trading_connection" ("id")`,
    );
    for (const table of ['workbench_link', 'workbench_test', 'workbench_run']) {
      this.addSql(
        `alter table "${table}" add constraint "${table}_organisation_id_foreign" foreign key ("organisation_id") references "organisation" ("id")`,
      );
      this.addSql(`alter table "${table}" enable row level security`);
      this.addSql(`alter table "${table}" force row level security`);
      if (table !== 'workbench_link') {
        this.addSql(
          `create policy "party" on "${table}" for select to "app_party" using (${MINE})`,
        );
      }
      for (const [policy, role] of [
        ['operator', 'app_operator'],
        ['system', 'app_system'],
      ] as const) {
        this.addSql(
          `create policy "${policy}" on "${table}" to "${role}" using (true) with check (true)`,
        );
      }
    }
  }

  override async down(): Promise<void> {
    for (const table of ['workbench_run', 'workbench_test', 'workbench_link'])
      this.addSql(`drop table "${table}"`);
    this.addSql(`alter table "exchange" drop column "connection_id"`);
  }
}
