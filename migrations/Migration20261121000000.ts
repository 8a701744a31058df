import { Migration } from '@mikro-orm/migrations';

/** Group roles, extensions and the function through which every role may enqueue a job. */
export class Migration20261121000000 extends Migration {
  override async up(): Promise<void> {
    for (const role of ['app_party', 'app_operator', 'app_system']) {
      this.addSql(`do $$ begin
        if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin; end if;
      exception when duplicate_object or unique_violation then null;
      end $$`);
      this.addSql(`grant usage on schema public to ${role}`);
    }
    this.addSql('create extension if not exists pg_trgm');
    this.addSql('create extension if not exists unaccent');
    this.addSql('create extension if not exists btree_gin');
    // Job tables belong to the worker; a business transaction may only add to them, through this door.
    this.addSql(`create function enqueue_job(
        task text, payload json, queue text, run_at timestamptz, job_key text, attempts_max int
      ) returns void language plpgsql security definer set search_path = pg_catalog, public as $$
      begin
        perform graphile_worker.add_job(
          identifier => task, payload => payload, queue_name => queue, run_at => run_at,
          job_key => job_key, max_attempts => attempts_max);
      end $$`);
    this.addSql('revoke all on function enqueue_job from public');
    this.addSql('grant execute on function enqueue_job to app_party, app_operator, app_system');
  }
}
