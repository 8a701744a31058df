import { existsSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';

/** What `buildAssets` leaves beside the files: logical name → hashed name, and the hash of its inputs. */
export type Manifest = {
  readonly inputs: string;
  readonly files: Readonly<Record<string, string>>;
};

/** One file ready to send. `encoding` is set when the bytes are already compressed. */
export type Asset = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
  readonly cacheControl: string;
  readonly encoding?: 'br' | 'gzip';
};

/** The path the process mounts `readAsset` under. */
export const ASSETS_PATH = '/assets/';

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

const SUFFIXES = { br: '.br', gzip: '.gz' } as const;

/** The directory that holds our package.json: the same from the sources and from compiled output. */
export function packageRoot(): string {
  let directory = import.meta.dirname;
  while (!existsSync(join(directory, 'package.json'))) {
    const parent = dirname(directory);
    if (parent === directory) throw new Error('package.json not found above the ui room');
    directory = parent;
  }
  return directory;
}

/** Where the built files are unless the caller says otherwise. */
export function defaultAssetsDir(): string {
  return join(packageRoot(), 'dist', 'assets');
}

type Loaded = { readonly dir: string; readonly manifest: Manifest };

let loaded: Loaded | undefined;

function current(): Loaded | undefined {
  if (loaded === undefined) loadAssets();
  return loaded;
}

/** The manifest in a directory, or undefined when nothing was built there or the file is damaged. */
export function readManifest(dir: string): Manifest | undefined {
  try {
    const parsed: unknown = JSON.parse(readFileSync(join(dir, 'manifest.json'), 'utf8'));
    return isManifest(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  return (
    typeof value === 'object' &&
    value !== null &&
    'inputs' in value &&
    typeof value.inputs === 'string' &&
    'files' in value &&
    typeof value.files === 'object' &&
    value.files !== null
  );
}

/**
 * Loads the manifest again; call it once after `buildAssets`. Answers false when there is none: pages
 * then name the files without a hash and still work, unstyled.
 */
export function loadAssets(dir: string = defaultAssetsDir()): boolean {
  const manifest = readManifest(dir);
  loaded = manifest && { dir, manifest };
  return manifest !== undefined;
}

/** The address of a built file by its logical name (`app.css`, `app.js`). */
export function assetUrl(name: string): string {
  return ASSETS_PATH + (current()?.manifest.files[name] ?? name);
}

/**
 * One built file by its hashed name, compressed if the client accepts it. Only names of a hashed
 * file's shape are looked up, so no path leaves the directory and the manifest stays inside; files of
 * the build before still answer. A hashed name never changes its bytes: it may be kept for a year.
 */
export function readAsset(fileName: string, acceptEncoding = ''): Asset | undefined {
  const at = current();
  if (at === undefined || !/^[\w.]+-[0-9a-f]{12}\.(css|js|svg)$/.test(fileName)) return undefined;
  const contentType = CONTENT_TYPES[extname(fileName)] ?? 'application/octet-stream';
  const cacheControl = 'public, max-age=31536000, immutable';
  for (const encoding of ['br', 'gzip'] as const) {
    if (!new RegExp(`\\b${encoding}\\b`).test(acceptEncoding)) continue;
    const bytes = bytesOf(join(at.dir, fileName + SUFFIXES[encoding]));
    if (bytes) return { bytes, contentType, cacheControl, encoding };
  }
  const bytes = bytesOf(join(at.dir, fileName));
  return bytes && { bytes, contentType, cacheControl };
}

const cache = new Map<string, Uint8Array<ArrayBuffer>>();

function bytesOf(path: string): Uint8Array<ArrayBuffer> | undefined {
  const known = cache.get(path);
  if (known) return known;
  try {
    const bytes = new Uint8Array(readFileSync(path));
    cache.set(path, bytes);
    return bytes;
  } catch {
    return undefined;
  }
}
