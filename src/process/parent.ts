const EVERY_MS = 500;

/**
 * Stops this process as SIGTERM would once the one that started it is gone. npm does not pass a signal on
 * to what it runs: without this, `kill` on `npm start` would leave the product running.
 */
export function stopWithParent(): void {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM');
  }, EVERY_MS).unref();
}
