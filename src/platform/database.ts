import { type EntityClass, UnderscoreNamingStrategy } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';

export type Entities = readonly EntityClass[];

/** Foreign keys are named as written: `buyerId` → `buyer_id`. */
export class HouseNaming extends UnderscoreNamingStrategy {
  override joinKeyColumnName(entityName: string, referencedColumnName?: string): string {
    return entityName.endsWith('Id')
      ? this.propertyToColumnName(entityName)
      : super.joinKeyColumnName(entityName, referencedColumnName);
  }
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
  return MikroORM.init({
    clientUrl: url,
    entities: [...entities],
    pool: { min: 0, max: poolMax },
    preferReadReplicas: false,
    ensureDatabase: false,
    allowGlobalContext: false,
    discovery: { checkDuplicateFieldNames: true },
    namingStrategy: HouseNaming,
    metadataCache: { enabled: false },
  }) as Promise<MikroORM>;
}
