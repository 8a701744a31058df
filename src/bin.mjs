#!/usr/bin/env node
// Starts the command line on the Node that the product needs, whatever Node npx was run with.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const major = Number(process.versions.node.split('.')[0]);

if (major >= 26) {
  const source = join(here, 'cli.ts');
  if (existsSync(source)) {
    const { registerHooks } = await import('node:module');
    registerHooks({ load: markup });
    process.setSourceMapsEnabled(true);
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

/**
 * Node takes the types out of .ts files itself and leaves the rest as it stands; only markup must be compiled.
 * Nothing is added to the code: names kept by force (as tsx does) cost each request a tenth of its time.
 */
function markup(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.tsx')) return next(url, context);
  const path = fileURLToPath(url);
  const { transformSync } = createRequire(import.meta.url)('esbuild');
  const { code } = transformSync(readFileSync(path, 'utf8'), {
    loader: 'tsx',
    format: 'esm',
    target: 'esnext',
    jsx: 'automatic',
    jsxImportSource: 'hono/jsx',
    sourcemap: 'inline',
    sourcefile: path,
  });
  return { format: 'module', source: code, shortCircuit: true };
}
