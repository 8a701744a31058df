import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

const isLinux = existsSync('/proc/self/stat');
if (!isLinux) process.stderr.write('no story of a killed npm: it needs /proc\n');

const PARENT = new URL('../../src/process/parent.ts', import.meta.url).href;

/** What the product does when it runs under npm, and says so. */
const PRODUCT = `
  import { stopWithParent } from '${PARENT}';
  process.on('SIGTERM', () => { console.log('stopped'); process.exit(0); });
  setInterval(() => {}, 60_000);
  stopWithParent();
  console.log('started');`;

/** npm's part: a process of its name that runs a shell that runs the product. */
const NPM = `
  process.title = 'npm start';
  const product = ${JSON.stringify(PRODUCT)};
  require('node:child_process').spawn(
    'sh',
    ['-c', '"$0" --input-type=module -e "$1"; :', process.execPath, product],
    { stdio: 'inherit' },
  );`;

describe.skipIf(!isLinux)('the product under npm', () => {
  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'stops when npm is ended by %s, though its shell lives on',
    async (signal) => {
      const npm = spawn(process.execPath, ['-e', NPM], { stdio: ['ignore', 'pipe', 'inherit'] });
      const said: string[] = [];
      for await (const line of createInterface({ input: npm.stdout })) {
        said.push(line);
        if (line === 'started') npm.kill(signal);
      }
      expect(said).toEqual(['started', 'stopped']);
    },
  );
});
