import type { Workload } from '../src/process/bench.ts';
import { compareOnOrders } from './edifact/compare.ts';

/** Bytes to segments, nothing more, against the fastest correct parser on npm. */
export const edifactTokens: Workload = {
  name: 'edifact-tokens',
  unit: 'MB/s',
  goal: 2,
  run: (say) =>
    compareOnOrders(
      { ours: 'ours-tokens', peer: 'peer-parser', peerName: 'edifact 1.2.12 Parser, events' },
      say,
    ),
};
