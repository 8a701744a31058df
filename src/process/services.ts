import { subscriptions } from '../app.tsx';
import { domainEntities } from '../domain/entities.ts';
import {
  type Clock,
  type Config,
  connect,
  createLog,
  platformEntities,
  type Services,
  systemClock,
} from '../platform/index.ts';

/** Every table of the product. */
export const entities = [...platformEntities, ...domainEntities] as const;

/** Connects a process: settings, database, log, clock, subscriptions. */
export async function openServices(
  config: Config,
  {
    url,
    clock = systemClock,
    log = createLog(config.logLevel),
  }: { url: string; clock?: Clock; log?: Services['log'] },
): Promise<Services> {
  const orm = await connect({ url, entities, poolMax: config.poolMax });
  return { config, orm, log, clock, subscriptions };
}
