import type { Workload } from '../src/process/bench.ts';
import { compareOnOrders } from './edifact/compare.ts';

/**
 * Bytes to typed orders with grammar, formats, counts and check digits, against the reader on npm that
 * checks formats only and holds the whole file as arrays. Peak memory is limited as well.
 */
export const edifactRead: Workload = {
  name: 'edifact-read',
  unit: 'MB/s',
  goal: 4,
  run: (say) =>
    compareOnOrders(
      {
        ours: 'ours-documents',
        peer: 'peer-reader',
        peerName: 'edifact 1.2.12 Reader',
        peakMbMax: 120,
      },
      say,
    ),
};
