import { Migration } from '@mikro-orm/migrations';

/** Links by which people set their passwords: invitations and forgotten ones. */
export class Migration20261122000009 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create table "password_link" ("id" uuid not null, "user_id" uuid not null, "purpose" text not null, "token_hash" text not null, "created_at" timestamptz not null, "expires_at" timestamptz not null, "used_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `create index "password_link_user_id_created_at_index" on "password_link" ("user_id", "created_at")`,
    );
    this.addSql(
      `alter table "password_link" add constraint "password_link_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(
      `alter table "password_link" add constraint "password_link_purpose_check" check ("purpose" in ('invitation', 'reset'))`,
    );
    this.addSql(
      `alter table "password_link" add constraint "password_link_user_id_foreign" foreign key ("user_id") references "user_account" ("id")`,
    );
    this.addSql(`alter table "password_link" enable row level security`);
    this.addSql(`alter table "password_link" force row level security`);
    for (const [policy, role] of [
      ['operator', 'app_operator'],
      ['system', 'app_system'],
    ] as const) {
      this.addSql(
        `create policy "${policy}" on "password_link" to "${role}" using (true) with check (true)`,
      );
    }
  }
}
