import { type DestinationStream, type Logger, pino } from 'pino';

/** Paths that never reach a log, whatever object carries them. */
const REDACTED = [
  'password',
  'secret',
  'sharedSecret',
  'token',
  'authorization',
  'cookie',
  'apiKey',
  'key',
].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** The process log: JSON lines, secrets redacted. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = { level, redact: { paths: REDACTED, censor: '••••' }, base: null };
  return destination
    ? pino(options, destination)
    : pino(options, pino.destination({ dest: 2, sync: false }));
}
