import { createServer } from 'node:net';
import { afterAll, beforeAll } from 'vitest';
import { jobs } from '../../src/app.tsx';
import { runJobsOnce, type Services } from '../../src/platform/index.ts';
import { startWeb, type WebServer } from '../../src/process/web.ts';
import { type MailSimulator, startMailSimulator } from '../../src/simulators/mail/server.tsx';
import type { TestDatabase } from './database.ts';
import { smallWorld } from './world.ts';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });

type WholeProduct = {
  /** The address of the product, without a slash at the end. */
  readonly base: () => string;
  readonly services: () => Services;
  readonly mail: () => MailSimulator;
  /** Runs every due job, and the jobs they cause, until none is left. */
  readonly runJobs: () => Promise<void>;
};

/** The whole product over real HTTP on a free port, with the small world in it and a mailbox for its mail. */
export function wholeProduct(
  db: TestDatabase,
  { prepare }: { prepare?: (services: Services) => Promise<void> } = {},
): WholeProduct {
  let services: Services | undefined;
  let web: WebServer | undefined;
  let mail: MailSimulator | undefined;
  beforeAll(async () => {
    mail = await startMailSimulator();
    const port = await freePort();
    const config = {
      ...db.services().config,
      port,
      publicUrl: `http://127.0.0.1:${port}`,
      smtpUrl: mail.smtpUrl,
    };
    services = { ...db.services(), config };
    await smallWorld(services);
    await prepare?.(services);
    web = await startWeb(services);
  });
  afterAll(async () => {
    await web?.stop();
    await mail?.stop();
  });
  const need = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error('the product runs only inside tests');
    return one;
  };
  return {
    base: () => need(services).config.publicUrl,
    services: () => need(services),
    mail: () => need(mail),
    runJobs: () => runJobsOnce(need(services), { jobs, connectionString: db.adminUrl() }),
  };
}
