import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured } from '../../src/process/bench.ts';
import { type ChildRun, childRun } from '../support/child.ts';
import { machine } from '../support/machine.ts';
import { median } from '../support/median.ts';
import { installPeers } from '../support/peers.ts';
import { inTurn, RUNS } from '../support/turns.ts';
import { writeOrdersFile } from './file.ts';

const SIZE_BYTES = 30_000_000;
const WARM_BYTES = 1_500_000;
const SEED = 42;

type Comparison = {
  readonly ours: string;
  readonly peer: string;
  readonly peerName: string;
  /** Peak memory of our side that the workload allows. */
  readonly peakMbMax?: number;
};

/** Our way and the peer's through the same 30 MB of ORDERS, each run in a process of its own; CPU time. */
export async function compareOnOrders(
  { ours, peer, peerName, peakMbMax }: Comparison,
  say: (text: string) => void,
): Promise<Measured> {
  installPeers(say);
  const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-'));
  try {
    const file = join(folder, 'orders.edi');
    const warm = join(folder, 'warm.edi');
    say('writing the file');
    const segments = writeOrdersFile(file, { sizeBytes: SIZE_BYTES, seed: SEED });
    writeOrdersFile(warm, { sizeBytes: WARM_BYTES, seed: SEED + 1 });
    const side = (name: string) => async (): Promise<ChildRun> => {
      const run = await childRun('edifact/side.ts', [name, file, warm]);
      if (run.count !== segments)
        throw new Error(`${name} read ${run.count} of ${segments} segments`);
      return run;
    };
    const results = await inTurn({ ours: side(ours), peer: side(peer) }, say);
    const megabytes = statSync(file).size / 1e6;
    const rate = (runs: readonly ChildRun[]): number =>
      median(runs.map(({ cpuMs }) => (megabytes / cpuMs) * 1000));
    const peakMb = Math.round(median(results.ours.map((run) => run.peakMb)));
    return {
      ours: rate(results.ours),
      peer: rate(results.peer),
      peerName,
      kept: peakMbMax === undefined || peakMb <= peakMbMax,
      conditions: {
        ...machine(),
        runs: RUNS,
        time: 'CPU time of the process after a warm-up file',
        file_mb: Number(megabytes.toFixed(1)),
        segments,
        wall_ms: Math.round(median(results.ours.map(({ wallMs }) => wallMs))),
        peak_mb: peakMb,
        ...(peakMbMax === undefined ? {} : { peak_mb_max: peakMbMax }),
        peer_peak_mb: Math.round(median(results.peer.map((run) => run.peakMb))),
      },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
