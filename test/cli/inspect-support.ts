import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, vi } from 'vitest';
import { inspectCommand } from '../../src/process/inspect.ts';

export const root = join(import.meta.dirname, '..', '..');
export const fixtures = join(root, '..', 'shared', 'fixtures');
export const folder = mkdtempSync(join(tmpdir(), 'comptoir-inspect-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export function saved(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

export type Line = {
  file: string;
  format: string;
  documents: {
    type: string;
    date: string | null;
    lines: Record<string, string | null>[];
    totals: Record<string, string | null>;
    parties: Record<string, Record<string, string | null>>;
    references: object[];
  }[];
  errors: { code: string; severity: string; message: string; fix: string }[];
};

/** Runs a command in this process: its exit code and what it wrote. */
export async function run(
  command: typeof inspectCommand,
  files: readonly string[],
  { json }: { json: boolean } = { json: true },
) {
  const written = { out: '', err: '' };
  const out = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.out += String(text);
    return true;
  });
  const err = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    written.err += String(text);
    return true;
  });
  try {
    const code = await command(files, { json });
    return { code, ...written };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

export async function inspected(file: string): Promise<{ code: number; line: Line; text: string }> {
  const { code, out } = await run(inspectCommand, [file]);
  expect(out.endsWith('\n')).toBe(true);
  expect(out.trimEnd()).not.toContain('\n');
  return { code, line: JSON.parse(out) as Line, text: out };
}

export const nobody = {
  gln: null,
  id: null,
  name: null,
  street: null,
  postalCode: null,
  city: null,
  country: null,
  vatId: null,
};
export const noTotals = {
  lines: null,
  charges: null,
  allowances: null,
  taxable: null,
  tax: null,
  total: null,
  prepaid: null,
  payable: null,
};
