import { expect, it } from 'vitest';
import { domainEntities } from '../../src/domain/entities.ts';
import { connect, platformEntities } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();

/** What migrations add by hand beyond the entities: functions, triggers, special indexes and keys, the job queue. */
const BEYOND = [
  /graphile_worker/,
  /^drop (function|trigger|index) /,
  /^alter table "punch_out_session" drop constraint "punch_out_session_connection_id_buyer_id_foreign"/,
  /^drop policy "ledger_owner" on "ledger_entry"/,
];
/** PostgreSQL keeps a check's expression in words of its own: what is dropped and added under one name is one. */
const CHECK = /^alter table "(\w+)" (?:drop constraint "(\w+)"|add constraint "(\w+)" check )/;

function withoutRewordedChecks(lines: readonly string[]): string[] {
  const names = (verb: string) =>
    new Set(
      lines.flatMap((line) => {
        const [, table, dropped, added] = CHECK.exec(line) ?? [];
        const name = verb === 'drop' ? dropped : added;
        return name ? [`${table}.${name}`] : [];
      }),
    );
  const [dropped, added] = [names('drop'), names('add')];
  return lines.filter((line) => {
    const [, table, drop, add] = CHECK.exec(line) ?? [];
    const key = `${table}.${drop ?? add}`;
    return !(dropped.has(key) && added.has(key));
  });
}

it('the migrations leave the columns, checks, indexes and policies that the entities describe', async () => {
  const orm = await connect({
    url: db.adminUrl(),
    entities: [...platformEntities, ...domainEntities],
  });
  const sql = await orm.schema.getUpdateSchemaSQL({ wrap: false });
  await orm.close(true);
  const lines = sql.split('\n').filter((line) => line !== '');
  expect(
    withoutRewordedChecks(lines).filter((line) => !BEYOND.some((rule) => rule.test(line))),
  ).toEqual([]);
});
