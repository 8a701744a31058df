import { defineConfig } from '@mikro-orm/postgresql';
import { domainEntities } from './src/domain/entities.ts';
import { readConfig } from './src/platform/config.ts';
import { HouseNaming } from './src/platform/database.ts';
import { platformEntities } from './src/platform/entities.ts';

/** For the ORM's own tools (`npm run migration:create`); the product connects through platform/database. */
export default defineConfig({
  clientUrl: readConfig().migratorUrl ?? 'postgresql://postgres@127.0.0.1:5432/comptoir',
  entities: [...platformEntities, ...domainEntities],
  namingStrategy: HouseNaming,
  migrations: { path: 'migrations', pathTs: 'migrations', emit: 'ts', snapshot: true },
});
