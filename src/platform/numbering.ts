import type { TxCtx } from './context.ts';
import { privileged } from './write.ts';

/**
 * The next number of a gapless series, from 1. Locks the series' row until the transaction ends, so
 * that a rollback gives the number back and two issuers never share one (CGI ann. II art. 242 nonies A:
 * unique, chronological, continuous). Never a database sequence.
 */
export async function nextNumber(tx: TxCtx, series: string): Promise<bigint> {
  return privileged(tx, async ({ em }) => {
    const rows = await em.execute<{ taken: string }[]>(
      `insert into number_series (series, next) values (?, 2)
       on conflict (series) do update set next = number_series.next + 1
       returning (next - 1)::text as taken`,
      [series],
    );
    return BigInt(rows[0]?.taken ?? '1');
  });
}
