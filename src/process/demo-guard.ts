import { Problem } from '../base/index.ts';
import { UserAccount } from '../domain/parties/index.ts';
import { read, type Services, systemContext } from '../platform/index.ts';

/** Refuses to start outside demo mode on a database that holds the published demo accounts. */
export async function refuseDemoIdentities(services: Services): Promise<void> {
  if (services.config.mode === 'demo') return;
  const found = await read(systemContext(services, 'start'), (tx) =>
    tx.em.find(UserAccount, { email: { $like: '%@demo.test' } }, { limit: 3 }),
  );
  if (found.length > 0) {
    throw new Problem('start.demo_identities', {
      found: found.map((user) => user.email).join(', '),
    });
  }
}
