import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What one workload found. Figures are rates in the workload's unit, so that more is better. */
export type Measured = {
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  /** Further limits of the workload (a latency, a memory peak), beside the ratio. */
  readonly kept: boolean;
  readonly conditions: Readonly<Record<string, string | number>>;
};

/** A workload of the folder bench: ours against a peer or a physical limit, taken in turn in one run. */
export type Workload = {
  readonly name: string;
  readonly unit: string;
  /** The ratio ours ÷ peer that must be reached. */
  readonly goal: number;
  /** Says what it does on the way, for people who wait. */
  readonly run: (say: (text: string) => void) => Promise<Measured>;
};

/** One workload as `comptoir bench --json` prints it. */
export type BenchLine = {
  readonly name: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number;
  readonly peerName: string;
  readonly ratio: number;
  readonly goal: number;
  readonly met: boolean;
  readonly conditions: Measured['conditions'];
};

const MET = 0;
const MISSED = 1;
const USAGE = 2;

/** Four significant digits: more would be noise. */
function significant(value: number): number {
  return Number(value.toPrecision(4));
}

export async function measure({ name, unit, goal, run }: Workload): Promise<BenchLine> {
  const say = (text: string): void => void process.stderr.write(`${name}: ${text}\n`);
  const { ours, peer, peerName, kept, conditions } = await run(say);
  const ratio = ours / peer;
  return {
    name,
    unit,
    ours: significant(ours),
    peer: significant(peer),
    peerName,
    ratio: significant(ratio),
    goal,
    met: ratio >= goal && kept,
    conditions,
  };
}

function readable({
  name,
  unit,
  ours,
  peer,
  peerName,
  ratio,
  goal,
  met,
  conditions,
}: BenchLine): string {
  const facts = Object.entries(conditions).map(([key, value]) => `    ${key}: ${value}`);
  return [
    `${name}: ${ours} ${unit}, ${peerName} ${peer} ${unit}: ratio ${ratio}, goal ${goal}, ${met ? 'met' : 'NOT met'}`,
    ...facts,
    '',
  ].join('\n');
}

/** The workloads lie beside the source; a built product does not carry them. */
async function workloads(): Promise<readonly Workload[] | undefined> {
  const place = new URL('../../bench/index.ts', import.meta.url);
  if (!existsSync(fileURLToPath(place))) return undefined;
  const loaded = (await import(place.href)) as { workloads: readonly Workload[] };
  return loaded.workloads;
}

/**
 * `comptoir bench [NAME]`: each workload, or the one named, as one JSON line or as text. Answers the exit
 * code: 0 when every goal was met, 1 when one was missed, 2 for a name that is no workload.
 */
export async function benchCommand(
  name: string | undefined,
  { json }: { json: boolean },
): Promise<number> {
  const all = await workloads();
  if (!all) {
    process.stderr.write(
      'comptoir bench: the workloads are part of the source checkout; run it there.\n',
    );
    return USAGE;
  }
  const chosen = name === undefined ? all : all.filter((one) => one.name === name);
  if (chosen.length === 0) {
    process.stderr.write(
      `comptoir bench: “${name}” is not a workload; choose one of ${all.map((one) => one.name).join(', ')}.\n`,
    );
    return USAGE;
  }
  let code = MET;
  for (const workload of chosen) {
    const line = await measure(workload);
    process.stdout.write(json ? `${JSON.stringify(line)}\n` : readable(line));
    if (!line.met) code = MISSED;
  }
  return code;
}
