import { localeFrom, Problem } from '../base/index.ts';

/** PostgreSQL and network codes of a start that fails for a reason people can mend. */
const REASONS: Readonly<
  Record<string, 'start.disk_full' | 'start.database' | 'start.not_migrated'>
> = {
  ENOSPC: 'start.disk_full',
  '53100': 'start.disk_full',
  ECONNREFUSED: 'start.database',
  ENOTFOUND: 'start.database',
  ETIMEDOUT: 'start.database',
  // Wrong password or login, no such database, server starting up, too many connections.
  '28P01': 'start.database',
  '28000': 'start.database',
  '3D000': 'start.database',
  '57P03': 'start.database',
  '53300': 'start.database',
  // No such table; no such group role, or the login is no member of it.
  '42P01': 'start.not_migrated',
  '22023': 'start.not_migrated',
  '42501': 'start.not_migrated',
};

function sentence(error: unknown): Problem | undefined {
  if (error instanceof Problem) return error;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const known = REASONS[code];
  const { path = 'COMPTOIR_DATA' } = error as { path?: string };
  return known && new Problem(known, { path, reason: message });
}

/** Ends the process with a sentence for people: a refusal in words, a bug with its stack. Exit code 1. */
export function fail(error: unknown): never {
  const language = localeFrom(Intl.DateTimeFormat().resolvedOptions().locale);
  const said = sentence(error)?.text(language);
  process.stderr.write(
    `comptoir: ${said ?? (error instanceof Error ? error.stack : String(error))}\n`,
  );
  process.exit(1);
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
