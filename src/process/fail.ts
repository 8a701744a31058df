import { localeFrom, Problem } from '../base/index.ts';

/** Ends the process with a sentence for people: a refusal in words, a bug with its stack. Exit code 1. */
export function fail(error: unknown): never {
  const language = localeFrom(Intl.DateTimeFormat().resolvedOptions().locale);
  if (error instanceof Problem) process.stderr.write(`comptoir: ${error.text(language)}\n`);
  else if (isDiskFull(error))
    process.stderr.write(
      `comptoir: ${new Problem('start.disk_full', { path: '.data' }).text(language)}\n`,
    );
  else process.stderr.write(`comptoir: ${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}

function isDiskFull(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === 'ENOSPC' || code === '53100';
}

/**
 * Runs `stop` once on Ctrl-C, SIGTERM or SIGHUP and then ends the process; a second signal ends it at once.
 */
export function stopOnSignals(stop: () => Promise<void>): void {
  let stopping = false;
  const onSignal = (): void => {
    if (stopping) process.exit(130);
    stopping = true;
    stop().then(() => process.exit(0), fail);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}
