import { type EntityClass, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { MikroORM, type PostgreSqlConnection } from '@mikro-orm/postgresql';

export type Entities = readonly EntityClass[];

/** Foreign keys are named as written: `buyerId` → `buyer_id`. */
export class HouseNaming extends UnderscoreNamingStrategy {
  override joinKeyColumnName(entityName: string, referencedColumnName?: string): string {
    return entityName.endsWith('Id')
      ? this.propertyToColumnName(entityName)
      : super.joinKeyColumnName(entityName, referencedColumnName);
  }
}

type Lent = { release: (broken?: boolean) => void; once: (event: 'end', then: () => void) => void };
type LendingPool = {
  on(event: 'connect' | 'acquire', then: (client: Lent) => void): void;
  on(event: 'release', then: (error: unknown, client: Lent) => void): void;
};

/**
 * A connection that breaks while it is lent goes back to the pool by itself: when COMMIT or ROLLBACK fails on it,
 * the query builder under the ORM does not give it back, and each would cost the pool a place for ever.
 */
async function giveUpBroken(orm: MikroORM): Promise<void> {
  const connection = orm.em.getConnection() as PostgreSqlConnection;
  const pool = (await connection.getNativeClient()) as unknown as LendingPool;
  const lent = new Set<Lent>();
  pool.on('acquire', (client) => void lent.add(client));
  pool.on('release', (_error, client) => void lent.delete(client));
  pool.on('connect', (client) => {
    client.once('end', () => {
      if (!lent.has(client)) return;
      const { release } = client;
      // Whoever holds it may still give it back: by then it is nobody's.
      client.release = () => undefined;
      release(true);
    });
  });
}

/** Connects with the given tables. Every query goes through a fork that carries an actor (`write`, `read`). */
export async function connect({
  url,
  entities,
  poolMax = 10,
}: {
  url: string;
  entities: Entities;
  poolMax?: number;
}): Promise<MikroORM> {
  const orm = (await MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    pool: { min: 0, max: poolMax },
    preferReadReplicas: false,
    ensureDatabase: false,
    allowGlobalContext: false,
    discovery: { checkDuplicateFieldNames: true, warnWhenNoEntities: entities.length > 0 },
    namingStrategy: HouseNaming,
    metadataCache: { enabled: false },
  })) as MikroORM;
  await giveUpBroken(orm);
  return orm;
}
