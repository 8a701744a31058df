import { Migration } from '@mikro-orm/migrations';

/** What the operator's desk needs: a look at the jobs, a second chance for dead ones, search over documents. */
export class Migration20261121000003 extends Migration {
  override async up(): Promise<void> {
    // The worker's tables are closed to our roles; these doors show and restart, and do nothing else.
    // A lock older than four hours is no lock to the worker either (its own get_job says so).
    this.addSql(`create function job_state(locked_at timestamptz, attempts int, attempts_max int) returns text
      language sql stable set search_path = pg_catalog as $$
        select case
          when locked_at > now() - interval '4 hours' then 'running'
          when attempts >= attempts_max then 'failed'
          else 'waiting'
        end
      $$`);
    this.addSql(`create function job_list(wanted_state text, before_id bigint, rows_max int)
      returns table (
        id bigint, task text, queue text, state text, attempts int, attempts_max int,
        run_at timestamptz, locked_at timestamptz, last_error text, created_at timestamptz, updated_at timestamptz
      ) language sql stable security definer set search_path = pg_catalog, public as $$
        select j.id, j.task_identifier, j.queue_name, s.state, j.attempts::int, j.max_attempts::int,
          j.run_at, j.locked_at, j.last_error, j.created_at, j.updated_at
        from graphile_worker.jobs j
        cross join lateral (select public.job_state(j.locked_at, j.attempts, j.max_attempts) as state) s
        where (wanted_state is null or s.state = wanted_state) and (before_id is null or j.id < before_id)
        order by j.id desc limit least(rows_max, 500)
      $$`);
    this.addSql(`create function job_counts() returns table (state text, jobs bigint)
      language sql stable security definer set search_path = pg_catalog, public as $$
        select public.job_state(j.locked_at, j.attempts, j.max_attempts), count(*) from graphile_worker.jobs j group by 1
      $$`);
    // Gives back the task's name; nothing when the job is gone or being worked on.
    this.addSql(`create function job_retry(job_id bigint) returns text
      language plpgsql security definer set search_path = pg_catalog, public as $$
      declare
        name text;
      begin
        select j.task_identifier into name from graphile_worker.jobs j where j.id = job_id;
        perform from graphile_worker.reschedule_jobs(job_ids => array[job_id], run_at => now(), attempts => 0);
        if not found then return null; end if;
        return name;
      end $$`);
    for (const signature of [
      'job_state(timestamptz, int, int)',
      'job_list(text, bigint, int)',
      'job_counts()',
      'job_retry(bigint)',
    ]) {
      this.addSql(`revoke all on function ${signature} from public`);
      this.addSql(`grant execute on function ${signature} to app_operator, app_system`);
    }
    // One text of all keys of a document, each on a line of its own, so that one trigram index answers for
    // whole keys and for their beginnings whatever the case.
    this.addSql(`create function exchange_keys(document_key text, keys text[]) returns text
      language sql immutable parallel safe as $$
        select lower(E'\\n' || coalesce(document_key, '') || E'\\n' || array_to_string(keys, E'\\n') || E'\\n')
      $$`);
    this.addSql(
      'create index exchange_keys_trgm on exchange using gin (exchange_keys(document_key, keys) gin_trgm_ops)',
    );
    this.addSql('create index exchange_links_gin on exchange using gin (links jsonb_path_ops)');
    this.addSql(
      `create index exchange_waiting on exchange (at, id) where state in ('received', 'queued')`,
    );
    this.addSql('create index audit_record_page on audit_record (at, id)');
  }

  override async down(): Promise<void> {
    this.addSql(
      'drop index audit_record_page, exchange_waiting, exchange_links_gin, exchange_keys_trgm',
    );
    this.addSql('drop function exchange_keys(text, text[])');
    this.addSql(
      'drop function job_retry(bigint), job_counts(), job_list(text, bigint, int), job_state(timestamptz, int, int)',
    );
  }
}
