import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MikroORM } from '@mikro-orm/postgresql';
import type { TestProject } from 'vitest/node';
import { domainEntities } from '../../src/domain/entities.ts';
import { startPostgres } from '../../src/platform/embedded/postgres.ts';
import { platformEntities } from '../../src/platform/entities.ts';
import { migrate } from '../../src/platform/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the superuser of the test server, without a database. */
    testServer: string;
  }
}

async function onServer(server: string, sql: string): Promise<void> {
  const orm = await MikroORM.init({
    clientUrl: `${server}/postgres`,
    entities: [],
    discovery: { warnWhenNoEntities: false },
  });
  await orm.em.fork().execute(sql);
  await orm.close(true);
}

/**
 * One real PostgreSQL for the whole run, with a migrated template that each test file clones.
 * `TEST_DATABASE_URL` (a superuser's address without database) names another server.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.TEST_DATABASE_URL;
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-test-'));
  // Open to the unprivileged user who runs the server when we are root, so that it stays in this folder.
  chmodSync(folder, 0o755);
  const embedded = given
    ? undefined
    : await startPostgres({
        dataDir: folder,
        settings: {
          fsync: 'off',
          synchronous_commit: 'off',
          full_page_writes: 'off',
          max_connections: '200',
        },
      });
  const server = given ?? embedded?.adminUrl('').replace(/\/$/, '') ?? '';
  await onServer(server, 'drop database if exists comptoir_template');
  await onServer(server, 'create database comptoir_template');
  await migrate({
    url: `${server}/comptoir_template`,
    entities: [...platformEntities, ...domainEntities],
    appLogin: 'comptoir_app',
  });
  project.provide('testServer', server);
  return async () => {
    await embedded?.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
