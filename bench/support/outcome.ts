import { type LoadResult, p99, rate } from './load.ts';
import { machine } from './machine.ts';
import { median } from './median.ts';
import type { BenchProduct } from './product.ts';
import { RUNS } from './turns.ts';

type Results = { readonly ours: readonly LoadResult[]; readonly peer: readonly LoadResult[] };

/** What a workload over HTTP gives: the medians of both sides, and under which conditions they were measured. */
export async function outcomeOf(
  results: Results,
  {
    product,
    p99MsMax,
    conditions,
  }: {
    product: BenchProduct;
    p99MsMax: number;
    conditions: Readonly<Record<string, string | number>>;
  },
) {
  const p99Ms = median(results.ours.map(p99));
  const p50Ms = median(results.ours.map(({ latenciesMs }) => median(latenciesMs)));
  return {
    ours: median(results.ours.map(rate)),
    peer: median(results.peer.map(rate)),
    kept: p99Ms <= p99MsMax,
    conditions: {
      ...machine(),
      ...conditions,
      runs: RUNS,
      fsync: await product.setting('fsync'),
      synchronous_commit: await product.setting('synchronous_commit'),
      wal_files: 'used before',
      p50_ms: Number(p50Ms.toFixed(1)),
      p99_ms: Number(p99Ms.toFixed(1)),
      p99_ms_max: p99MsMax,
      peer_p99_ms: Number(median(results.peer.map(p99)).toFixed(1)),
    },
  };
}
