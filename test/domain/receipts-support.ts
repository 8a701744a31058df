import { subscriptions as heard } from '../../src/app.tsx';
import { invoicingJobs } from '../../src/domain/invoicing/index.ts';
import { ordersJobs, recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { settlementJobs } from '../../src/domain/settlement/index.ts';
import { testDatabase } from '../support/database.ts';
import type { invoiceStory } from './invoicing-story.ts';

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

/** A story's quantities by order line number, and what ships and receives them. */
export type Lines = readonly (readonly [number, string])[];

export function parcels({
  d,
  day,
  system,
  buyer,
}: Pick<ReturnType<typeof invoiceStory>, 'd' | 'day' | 'system' | 'buyer'>) {
  const quantities = (lines: Lines) =>
    lines.map(([lineNumber, quantity]) => ({ lineNumber, quantity: d(quantity) }));
  return {
    quantities,
    ship: async (sellerOrderId: string, number: string, lines?: Lines): Promise<string> =>
      (
        await recordDespatch(system(), {
          sellerOrderId,
          number,
          shippedOn: day('2026-03-02'),
          ...(lines ? { lines: quantities(lines) } : {}),
        })
      ).shipmentId,
    receive: (shipmentId: string, number: string, lines: Lines) =>
      recordReceipt(buyer(), { shipmentId, receivedBy: 'Ana', number, lines: quantities(lines) }),
  };
}
