import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assetUrl, buildAssets, loadAssets, type Manifest, readAsset } from '../../src/ui/index.ts';

describe('the built assets', () => {
  const dir = mkdtempSync(join(tmpdir(), 'comptoir-assets-'));
  let manifest: Manifest;

  beforeAll(async () => {
    manifest = await buildAssets(dir);
    loadAssets(dir);
  });

  afterAll(() => {
    rmSync(dir, { recursive: true });
    loadAssets();
  });

  it('carry their content’s hash in their name', () => {
    expect(manifest.files['app.css']).toMatch(/^app-[0-9a-f]{12}\.css$/);
    expect(assetUrl('app.js')).toBe(`/assets/${manifest.files['app.js']}`);
    expect(assetUrl('unknown.css')).toBe('/assets/unknown.css');
  });

  it('are not built again while nothing changed', async () => {
    const before = statSync(join(dir, 'manifest.json')).mtimeMs;
    expect(await buildAssets(dir)).toEqual(manifest);
    expect(statSync(join(dir, 'manifest.json')).mtimeMs).toBe(before);
  });

  it('hold our theme and the classes that pages use, and call no outside host', () => {
    const css = Buffer.from(readAsset(manifest.files['app.css'] ?? '')?.bytes ?? []).toString();
    expect(css).toContain('--color-primary:#1c3d72');
    expect(css).toContain('.row-link');
    expect(css).not.toMatch(/url\(["']?(?:https?:)?\/\//);
  });

  it('are sent compressed to those who can read it, and may be kept for a year', () => {
    const name = manifest.files['app.js'] ?? '';
    const plain = readAsset(name);
    const brotli = readAsset(name, 'gzip, deflate, br');
    expect(plain?.contentType).toBe('text/javascript; charset=utf-8');
    expect(plain?.cacheControl).toBe('public, max-age=31536000, immutable');
    expect(brotli?.encoding).toBe('br');
    expect(brotliDecompressSync(brotli?.bytes ?? '')).toEqual(Buffer.from(plain?.bytes ?? []));
    expect(readAsset(name, 'gzip')?.encoding).toBe('gzip');
  });

  it.each(['manifest.json', '../package.json', 'app.css', 'app-000000000000.css', ''])(
    'do not include %s',
    (name) => {
      expect(readAsset(name)).toBeUndefined();
    },
  );
});
