import { spawn } from 'node:child_process';

/**
 * The keeper: a tiny process between us and PostgreSQL. It starts the server, passes its log on, and
 * stops it (fast shutdown) as soon as our end of its standard input closes, which the kernel does also
 * when we are killed without a chance to clean up. So no server is ever left behind.
 *
 * Arguments: uid gid program ...options; uid and gid are `-` to stay who we are.
 */
const [uid, gid, program, ...options] = process.argv.slice(2);
if (!program) process.exit(2);

const server = spawn(program, options, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: true,
  ...(uid === '-' ? {} : { uid: Number(uid), gid: Number(gid) }),
});

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  server.kill('SIGINT');
  setTimeout(() => server.kill('SIGQUIT'), 8000).unref();
};

// Signals to the process group (Ctrl-C) are for our parent: it closes our input when it is done.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);
process.on('SIGHUP', () => undefined);
process.stdin.on('end', stop).on('close', stop).on('error', stop).resume();
process.stdout.on('error', () => undefined);
process.stderr.on('error', () => undefined);
server.on('error', () => process.exit(1));
server.on('exit', (code) => process.exit(code ?? 1));
