import { jobs, schedule } from './app.tsx';
import { readConfig, runJobsOnce, startWorker } from './platform/index.ts';
import { refuseDemoIdentities } from './process/demo-guard.ts';
import { stopOnSignals } from './process/fail.ts';
import { databaseUrl } from './process/migrate.ts';
import { openServices } from './process/services.ts';

/** `comptoir worker`: the job process; `once` runs what is due and stops. */
export async function work({ once }: { once: boolean }): Promise<void> {
  const config = readConfig();
  const { app, owner } = databaseUrl(config);
  const services = await openServices(config, { url: app });
  await refuseDemoIdentities(services);
  if (once) {
    await runJobsOnce(services, { jobs, connectionString: owner });
    await services.orm.close(true);
    return;
  }
  const runner = await startWorker(services, { jobs, schedule, connectionString: owner });
  stopOnSignals(async () => {
    await runner.stop();
    await services.orm.close(true);
  });
  services.log.info('worker ready');
}
