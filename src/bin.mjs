#!/usr/bin/env node
// Starts the command line on the Node that the product needs, whatever Node npx was run with.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const major = Number(process.versions.node.split('.')[0]);

if (major >= 26) {
  const source = join(here, 'cli.ts');
  if (existsSync(source)) {
    const { register } = await import('tsx/esm/api');
    register({ tsconfig: join(here, '..', 'tsconfig.json') });
    await import(pathToFileURL(source).href);
  } else {
    await import(pathToFileURL(join(here, 'cli.js')).href);
  }
} else {
  const require = createRequire(import.meta.url);
  const node = join(
    dirname(require.resolve('node/package.json')),
    'bin',
    process.platform === 'win32' ? 'node.exe' : 'node',
  );
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: 'inherit',
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 130 : 1)));
}
