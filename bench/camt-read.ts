import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measured, Workload } from '../src/process/bench.ts';
import { writeStatementFile } from './camt/file.ts';
import { type ChildRun, childRun } from './support/child.ts';
import { machine } from './support/machine.ts';
import { median } from './support/median.ts';
import { inTurn, RUNS } from './support/turns.ts';

const ENTRIES = 100_000;
const WARM_ENTRIES = 5_000;
const SEED = 42;

async function measured(folder: string, say: (text: string) => void): Promise<Measured> {
  const file = join(folder, 'camt.xml');
  const warm = join(folder, 'warm.xml');
  say('writing the file');
  writeStatementFile(file, { entries: ENTRIES, seed: SEED });
  writeStatementFile(warm, { entries: WARM_ENTRIES, seed: SEED + 1 });
  const side = (name: string) => async (): Promise<ChildRun> => {
    const run = await childRun('camt/side.ts', [name, file, warm]);
    if (run.count !== ENTRIES) throw new Error(`${name} read ${run.count} of ${ENTRIES} entries`);
    return run;
  };
  const results = await inTurn({ ours: side('ours'), peer: side('peer') }, say);
  const rate = (runs: readonly ChildRun[]): number =>
    median(runs.map(({ cpuMs }) => (ENTRIES / cpuMs) * 1000));
  const peak = (runs: readonly ChildRun[]): number =>
    Math.round(median(runs.map(({ peakMb }) => peakMb)));
  return {
    ours: rate(results.ours),
    peer: rate(results.peer),
    peerName: 'fast-xml-parser alone, values as text',
    kept: true,
    conditions: {
      ...machine(),
      runs: RUNS,
      time: 'CPU time of the process after a warm-up file',
      entries: ENTRIES,
      file_mb: Number((statSync(file).size / 1e6).toFixed(1)),
      wall_ms: Math.round(median(results.ours.map(({ wallMs }) => wallMs))),
      peak_mb: peak(results.ours),
      peer_peak_mb: peak(results.peer),
    },
  };
}

/** A statement of 100,000 entries read, summed and checked as it streams; at most twice the bare parser's time. */
export const camtRead: Workload = {
  name: 'camt-read',
  unit: 'entries/s',
  goal: 0.5,
  run: async (say) => {
    const folder = mkdtempSync(join(tmpdir(), 'comptoir-bench-'));
    try {
      return await measured(folder, say);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};
