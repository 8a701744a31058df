import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, extname, join, relative } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { sha256Hex } from '../base/index.ts';
import { defaultAssetsDir, type Manifest, packageRoot, readManifest } from './assets.ts';

const TOOLS = ['tailwindcss', 'daisyui', 'htmx.org', 'esbuild'] as const;

/**
 * Builds `app.css` and `app.js` under hashed names with a manifest beside them. Skips when the hash of
 * all inputs (pages, styles, client script, tool versions) is the manifest's own. Safe to run from two
 * processes at once: every file is renamed into place, the manifest last. The files of the build before
 * stay, for pages that are still open.
 */
export async function buildAssets(outDir: string = defaultAssetsDir()): Promise<Manifest> {
  const root = packageRoot();
  const before = readManifest(outDir);
  if (!existsSync(join(root, 'src/ui/styles/app.css')) && before) return before;
  const inputs = hashOfInputs(root);
  if (before?.inputs === inputs && isComplete(before, outDir)) return before;
  mkdirSync(outDir, { recursive: true });
  const [css, js] = await Promise.all([buildStyles(root), buildScript(root)]);
  const files = {
    'app.css': place(outDir, { name: 'app.css', content: css }),
    'app.js': place(outDir, { name: 'app.js', content: js }),
    'icon.svg': place(outDir, { name: 'icon.svg', content: readIcon(root) }),
  };
  const manifest: Manifest = { inputs, files };
  writeWhole(join(outDir, 'manifest.json'), JSON.stringify(manifest, null, 2));
  prune(outDir, [manifest, before]);
  return manifest;
}

function isComplete(manifest: Manifest, outDir: string): boolean {
  return Object.values(manifest.files).every((file) => existsSync(join(outDir, file)));
}

function hashOfInputs(root: string): string {
  const hash = createHash('sha256');
  const require = createRequire(join(root, 'package.json'));
  for (const tool of TOOLS) hash.update(`${tool} ${versionOf(require, tool)}\n`);
  for (const file of inputFiles(join(root, 'src'))) {
    hash.update(`${relative(root, file)}\n`).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function versionOf(require: NodeJS.Require, tool: string): string {
  const parsed: unknown = JSON.parse(readFileSync(require.resolve(`${tool}/package.json`), 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'version' in parsed
    ? String(parsed.version)
    : '';
}

function inputFiles(src: string): string[] {
  const client = join(src, 'ui', 'client');
  const own = join(src, 'ui', 'build.ts');
  return readdirSync(src, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter(
      (file) =>
        /\.(tsx|css|svg)$/.test(file) ||
        file === own ||
        (file.startsWith(client) && file.endsWith('.ts')),
    )
    .sort();
}

async function buildStyles(root: string): Promise<string> {
  const [{ compile, optimize }, { Scanner }] = await Promise.all([
    import('@tailwindcss/node'),
    import('@tailwindcss/oxide'),
  ]);
  const from = join(root, 'src/ui/styles/app.css');
  const compiler = await compile(readFileSync(from, 'utf8'), {
    base: join(root, 'src/ui/styles'),
    from,
    onDependency: () => undefined,
  });
  const candidates = new Scanner({ sources: compiler.sources }).scan();
  return optimize(compiler.build(candidates), { minify: true }).code;
}

async function buildScript(root: string): Promise<string> {
  const { build } = await import('esbuild');
  const result = await build({
    entryPoints: [join(root, 'src/ui/client/app.ts')],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    legalComments: 'none',
    absWorkingDir: root,
  });
  return result.outputFiles[0]?.text ?? '';
}

function readIcon(root: string): string {
  return readFileSync(join(root, 'src/ui/styles/icon.svg'), 'utf8');
}

function place(outDir: string, { name, content }: { name: string; content: string }): string {
  const extension = extname(name);
  const file = `${basename(name, extension)}-${sha256Hex(content).slice(0, 12)}${extension}`;
  writeWhole(join(outDir, `${file}.br`), brotliCompressSync(content));
  writeWhole(join(outDir, `${file}.gz`), gzipSync(content, { level: 9 }));
  writeWhole(join(outDir, file), content);
  return file;
}

function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.${process.pid}.tmp`;
  writeFileSync(draft, content);
  renameSync(draft, path);
}

function prune(outDir: string, kept: readonly (Manifest | undefined)[]): void {
  const names = new Set(kept.flatMap((manifest) => Object.values(manifest?.files ?? {})));
  for (const file of readdirSync(outDir)) {
    const name = file.replace(/\.(br|gz)$/, '');
    if (/-[0-9a-f]{12}\.(css|js|svg)$/.test(name) && !names.has(name)) {
      rmSync(join(outDir, file), { force: true });
    }
  }
}
