import { Problem } from '../base/index.ts';
import { type Config, readConfig } from '../platform/index.ts';
import { migrate } from '../platform/migrate.ts';
import { entities } from './services.ts';

/** The settings' database address; `start.config` when there is none. */
export function databaseUrl(config: Config): { app: string; owner: string } {
  if (!config.databaseUrl) {
    throw new Problem('start.config', {
      name: 'DATABASE_URL',
      reason: 'is needed here; `comptoir demo` brings its own database',
    });
  }
  return { app: config.databaseUrl, owner: config.migratorUrl ?? config.databaseUrl };
}

/** `comptoir migrate`: our migrations and the job tables, and the login of DATABASE_URL made a member of the roles. */
export async function migrateCommand(): Promise<void> {
  const config = readConfig();
  const { app, owner } = databaseUrl(config);
  const login = URL.parse(app)?.username;
  const done = await migrate({
    url: owner,
    entities,
    ...(login && app !== owner ? { appLogin: login } : {}),
  });
  process.stdout.write(
    done.length === 0 ? 'The database is up to date.\n' : `Applied: ${done.join(', ')}\n`,
  );
}
