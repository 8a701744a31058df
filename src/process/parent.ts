import { readFileSync } from 'node:fs';

const EVERY_MS = 500;
/** npm, its shell, and a launcher on an older Node are three. */
const GENERATIONS_MAX = 4;

/** Name and parent of a process by Linux's /proc; nothing when it is gone, or on another system. */
function processOf(pid: number): { name: string; parent: number } | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const end = stat.lastIndexOf(')');
    const [, parent] = stat.slice(end + 2).split(' ');
    return { name: stat.slice(stat.indexOf('(') + 1, end), parent: Number(parent) };
  } catch {
    return undefined;
  }
}

/** Who stands between us and npm: its shell outlives it, and would keep us. Empty where npm is not found. */
function untilNpm(pid: number): { pid: number; parent: number }[] {
  const between: { pid: number; parent: number }[] = [];
  for (let at = pid; between.length < GENERATIONS_MAX; ) {
    const found = processOf(at);
    if (!found) return [];
    if (found.name.startsWith('npm')) return between;
    between.push({ pid: at, parent: found.parent });
    at = found.parent;
  }
  return [];
}

/**
 * Stops this process, once, as SIGTERM would when the one that started it is gone, or the npm behind that one.
 * npm does not pass a signal on to what it runs: without this, `kill` on `npm start` would leave the product
 * running.
 */
export function stopWithParent(): void {
  const parent = process.ppid;
  const between = untilNpm(parent);
  const timer = setInterval(() => {
    const isLeft =
      process.ppid !== parent || between.some((one) => processOf(one.pid)?.parent !== one.parent);
    if (!isLeft) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS);
  timer.unref();
}
