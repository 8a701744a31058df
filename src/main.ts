import { readConfig } from './platform/index.ts';
import { refuseDemoIdentities } from './process/demo-guard.ts';
import { stopOnSignals } from './process/fail.ts';
import { databaseUrl } from './process/migrate.ts';
import { openServices } from './process/services.ts';
import { startWeb } from './process/web.ts';

/** `comptoir serve`: the web process. Keeps no state; several may run beside one another. */
export async function serve(): Promise<void> {
  const config = readConfig();
  const services = await openServices(config, { url: databaseUrl(config).app });
  await refuseDemoIdentities(services);
  const server = await startWeb(services);
  services.log.info({ port: server.port, host: config.host }, 'web process ready');
  stopOnSignals(async () => {
    await server.stop();
    await services.orm.close(true);
  });
}
