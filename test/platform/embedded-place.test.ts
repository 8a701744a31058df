import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placePostgres } from '../../src/platform/embedded/place.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) process.stderr.write('no story of folders nobody may enter: it needs root\n');

describe.skipIf(!isRoot)('where the embedded server lies when root starts it', () => {
  const root = mkdtempSync(join(tmpdir(), 'comptoir-place-'));
  const open = join(root, 'open');
  const closed = join(root, 'closed');
  const made: string[] = [];
  const programs = (folder: string) => {
    const native = join(folder, 'native');
    for (const part of ['bin', 'lib', 'share']) mkdirSync(join(native, part), { recursive: true });
    writeFileSync(join(native, 'bin', 'postgres'), '');
    return native;
  };
  beforeAll(() => {
    chmodSync(root, 0o755);
    mkdirSync(open, { mode: 0o755 });
    mkdirSync(closed, { mode: 0o700 });
  });
  afterAll(() => {
    for (const folder of [root, ...made]) rmSync(folder, { recursive: true, force: true });
  });

  it('leaves programs and database where the server’s user may enter', () => {
    const native = programs(open);
    expect(placePostgres(join(open, 'data'), native)).toMatchObject({
      native,
      database: join(open, 'data', 'postgres'),
    });
  });

  it('copies programs out of a closed clone, and keeps the database in an open data folder', () => {
    const place = placePostgres(join(open, 'data'), programs(closed));
    made.push(place.native);
    expect(place.native.startsWith(closed)).toBe(false);
    expect(existsSync(join(place.native, 'bin', 'postgres'))).toBe(true);
    expect(place.database).toBe(join(open, 'data', 'postgres'));
  });

  it('finds the database of a closed data folder again at the second start', () => {
    const native = programs(open);
    const place = placePostgres(join(closed, 'data'), native);
    made.push(dirname(place.database));
    expect(place.native).toBe(native);
    expect(place.database.startsWith(closed)).toBe(false);
    expect(placePostgres(join(closed, 'data'), native).database).toBe(place.database);
  });
});
