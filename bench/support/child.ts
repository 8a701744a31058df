import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One reading of a file in a fresh process: nothing of an earlier run stays in its memory. */
export type ChildRun = {
  /** User and system time of all its threads, start-up not counted. */
  readonly cpuMs: number;
  readonly wallMs: number;
  readonly peakMb: number;
  /** What was read (segments, entries): both sides must agree on it. */
  readonly count: number;
};

/** Runs a script of bench with the given arguments; it prints one `ChildRun` as JSON. */
export function childRun(script: string, args: readonly string[]): Promise<ChildRun> {
  const path = fileURLToPath(new URL(`../${script}`, import.meta.url));
  const child = spawn(process.execPath, ['--max-old-space-size=6144', path, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(JSON.parse(printed) as ChildRun);
      else reject(new Error(`${script} ${args.join(' ')} ended with ${code}`));
    });
  });
}

/** In the child: reads once to warm up, then once measured, and prints the figures. */
export async function report({
  warm,
  read,
}: {
  warm: () => unknown;
  read: () => number | Promise<number>;
}): Promise<void> {
  await warm();
  const cpu = process.cpuUsage();
  const start = performance.now();
  const count = await read();
  const wallMs = performance.now() - start;
  const used = process.cpuUsage(cpu);
  const run: ChildRun = {
    cpuMs: (used.user + used.system) / 1000,
    wallMs,
    peakMb: process.resourceUsage().maxRSS / 1024,
    count,
  };
  process.stdout.write(JSON.stringify(run));
}
