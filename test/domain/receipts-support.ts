import { subscriptions as heard } from '../../src/app.tsx';
import { invoicingJobs } from '../../src/domain/invoicing/index.ts';
import { ordersJobs } from '../../src/domain/orders/index.ts';
import { settlementJobs } from '../../src/domain/settlement/index.ts';
import { testDatabase } from '../support/database.ts';

const jobs = { ...settlementJobs, ...invoicingJobs, ...ordersJobs };

/** A database in which orders, invoices and money hear one another, and nobody else does. */
export function receiptsDatabase(): ReturnType<typeof testDatabase> {
  return testDatabase({
    start: '2026-03-02T09:00:00Z',
    subscriptions: new Map(
      [...heard].map(([event, names]) => [event, names.filter((name) => name in jobs)]),
    ),
  });
}

export { jobs as receiptsJobs };
