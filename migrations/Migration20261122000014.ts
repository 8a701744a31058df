import { Migration } from '@mikro-orm/migrations';

/** Documents that are being judged: stored raw, and in the exchange log once they have an outcome. */
export class Migration20261122000014 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "exchange_arrival" ("id" uuid not null, "channel" text not null, "content_type" text not null, "size_bytes" int not null, "sha256" text not null, "file_id" uuid not null, "request_id" text null, "at" timestamptz not null, primary key ("id"))`,
    );
    this.addSql(`alter table "exchange_arrival" enable row level security`);
    this.addSql(`alter table "exchange_arrival" force row level security`);
    this.addSql(
      `create policy "operator" on "exchange_arrival" to "app_operator" using (true) with check (true)`,
    );
    this.addSql(
      `create policy "system" on "exchange_arrival" to "app_system" using (true) with check (true)`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`insert into exchange (id, channel, content_type, size_bytes, sha256, file_id, request_id, at, direction, state)
      select id, channel, content_type, size_bytes, sha256, file_id, request_id, at, 'in', 'received' from exchange_arrival`);
    this.addSql(`drop table "exchange_arrival"`);
  }
}
