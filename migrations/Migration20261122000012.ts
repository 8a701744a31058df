import { Migration } from '@mikro-orm/migrations';

/** The visits that still run, oldest first: the few that the clock may have to end, among all there ever were. */
export class Migration20261122000012 extends Migration {
  override async up(): Promise<void> {
    this.addSql(
      `create index "punch_out_session_running" on "punch_out_session" ("created_at", "id") where "state" in ('created', 'active')`,
    );
  }

  override async down(): Promise<void> {
    this.addSql(`drop index "punch_out_session_running"`);
  }
}
