import type { TxCtx } from '../../../platform/index.ts';
import { startOfDay } from './exchanges.ts';

export type Health = {
  readonly mailsWaiting: number;
  /** Undefined where the installation has no bank module. */
  readonly bankEntriesOpen: number | undefined;
  readonly ordersOn: number;
};

/** Messages that wait, bank entries nobody could match, and orders of the day. */
export async function health(tx: TxCtx, on: Temporal.PlainDate): Promise<Health> {
  const [row] = await tx.em.execute<{ mails: number; orders: number; has_bank: boolean }[]>(
    `select (select count(*)::int from outgoing_mail where state <> 'sent') as mails,
       (select count(*)::int from purchase_order where ordered_at >= ?::timestamptz and ordered_at < ?::timestamptz) as orders,
       to_regclass('bank_entry') is not null as has_bank`,
    [startOfDay(on), startOfDay(on.add({ days: 1 }))],
  );
  const [open] = row?.has_bank
    ? await tx.em.execute<{ n: number }[]>(
        `select count(*)::int as n from bank_entry where state in ('unmatched', 'part_matched')`,
      )
    : [];
  return { mailsWaiting: row?.mails ?? 0, bankEntriesOpen: open?.n, ordersOn: row?.orders ?? 0 };
}
