import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import { type Entities, HouseNaming } from './database.ts';
import { migrateJobs } from './jobs.ts';

/**
 * Brings a database up to date: job tables, then our migrations, each in a transaction with a lock
 * timeout of two seconds, so that a migration never makes the running product wait for long. `appLogin`
 * is the unprivileged login of web and worker: it is made a member of the group roles without inheriting
 * them, so that a query without a role sees nothing.
 */
export async function migrate({
  url,
  entities,
  appLogin,
}: {
  url: string;
  entities: Entities;
  appLogin?: string;
}): Promise<string[]> {
  await migrateJobs(url);
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = join(here, '..', '..', 'migrations');
  const orm = await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    namingStrategy: HouseNaming,
    extensions: [Migrator],
    migrations: {
      path: folder,
      glob: '!(*.d).{js,ts}',
      snapshot: false,
      transactional: true,
      silent: true,
    },
    metadataCache: { enabled: false },
  });
  try {
    const em = orm.em.fork();
    await em.execute(`set lock_timeout = '2s'`);
    const done = await orm.migrator.up();
    if (appLogin) {
      if (!/^[a-z_][a-z0-9_]*$/.test(appLogin)) throw new Error('login name');
      await em.execute(`do $$ begin
        if not exists (select from pg_roles where rolname = '${appLogin}') then
          create role ${appLogin} login noinherit;
        end if;
      end $$`);
      // On a server where somebody else made the roles, an administrator has granted them already.
      const missing = await em.execute<{ role: string }[]>(
        `select role from unnest(array['app_party', 'app_operator', 'app_system']) as role
          where not pg_has_role(?, role, 'member')`,
        [appLogin],
      );
      for (const { role } of missing) await em.execute(`grant ${role} to ${appLogin}`);
    }
    return done.map((migration) => migration.name);
  } finally {
    await orm.close(true);
  }
}
