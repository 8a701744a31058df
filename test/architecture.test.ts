import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '..');

/** Domain modules in their fixed order: a lower module never imports a higher one. */
const MODULES = [
  ['parties'],
  ['catalogue', 'ledger'],
  ['credit'],
  ['orders'],
  ['purchasing', 'invoicing'],
  ['settlement'],
  ['service'],
];

const DOMAIN = MODULES.flat().map((module) => `src/domain/${module}`);
const EVERYTHING = [
  'src/base',
  'punchout',
  'edi',
  'src/platform',
  'src/ui',
  ...DOMAIN,
  'src/domain',
  'src/channels',
  'src/simulators',
  'src/app.tsx',
  'src/process',
  'src/demo',
];

function levelOf(module: string): number {
  return MODULES.findIndex((level) => level.includes(module));
}

/** The rooms, and which rooms each may import. This is DESIGN's table as data. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  'src/base': [],
  punchout: ['src/base'],
  edi: ['src/base'],
  'src/platform': ['src/base'],
  'src/ui': ['src/base'],
  ...Object.fromEntries(
    MODULES.flat().map((module) => [
      `src/domain/${module}`,
      [
        'src/base',
        'src/platform',
        'src/ui',
        'edi/einvoice',
        ...MODULES.slice(0, levelOf(module))
          .flat()
          .map((lower) => `src/domain/${lower}`),
      ],
    ]),
  ),
  'src/domain': DOMAIN,
  'src/channels': ['src/base', 'punchout', 'edi', 'src/platform', 'src/ui', ...DOMAIN],
  'src/simulators': ['src/base', 'punchout', 'edi'],
  // One file: it wires everything together, and the processes and the demo run what it wires.
  'src/app.tsx': ['src/base', 'src/platform', 'src/ui', 'src/domain', ...DOMAIN, 'src/channels'],
  // What the commands do; `inspect` and `validate-invoice` read documents without a database.
  'src/process': [
    'src/base',
    'punchout',
    'edi',
    'src/platform',
    'src/ui',
    'src/domain',
    ...DOMAIN,
    'src/app.tsx',
  ],
  'src/demo': EVERYTHING.filter((room) => room !== 'src/demo'),
  // The processes themselves: cli, main, worker.
  src: EVERYTHING,
};

function roomOf(file: string): string {
  const rooms = Object.keys(ALLOWED).sort((a, b) => b.length - a.length);
  return rooms.find((room) => file === room || file.startsWith(`${room}/`)) ?? dirname(file);
}

function filesBelow(folder: string): string[] {
  const path = join(ROOT, folder);
  return readdirSync(path).flatMap((name) => {
    const child = join(folder, name);
    if (statSync(join(ROOT, child)).isDirectory()) return filesBelow(child);
    return /\.tsx?$/.test(name) && !name.endsWith('.d.ts') ? [child] : [];
  });
}

type Arrow = { readonly from: string; readonly to: string };

function importsOf(file: string): Arrow[] {
  const source = readFileSync(join(ROOT, file), 'utf8');
  const found = [...source.matchAll(/(?:from|import)\s*\(?\s*'(\.{1,2}\/[^']+)'/g)];
  return found.map(([, target]) => ({
    from: file,
    to: relative(ROOT, resolve(ROOT, dirname(file), target ?? '')),
  }));
}

/** Why an import breaks the plan, or undefined when it keeps it. */
export function faultOf({ from, to }: Arrow): string | undefined {
  const here = roomOf(from);
  const there = roomOf(to);
  if (here === there) return undefined;
  const allowed = ALLOWED[here] ?? [];
  const domain = there.startsWith('src/domain/');
  const permitted = allowed.some((room) => to.startsWith(`${room}/`) || there === room);
  if (!permitted) return `${from} imports ${to}: ${here} may not import ${there}`;
  if (domain && here.startsWith('src/domain/') && !to.endsWith('/index.ts')) {
    return `${from} imports ${to}: another module is entered through its index.ts`;
  }
  return undefined;
}

const FILES = ['src', 'punchout', 'edi'].flatMap(filesBelow);

describe('the house', () => {
  it('has arrows that point down only', () => {
    expect(FILES.flatMap(importsOf).flatMap((arrow) => faultOf(arrow) ?? [])).toEqual([]);
  });

  it('notices a wrong arrow', () => {
    expect(faultOf({ from: 'src/base/money.ts', to: 'src/platform/write.ts' })).toContain(
      'src/base may not import',
    );
    expect(
      faultOf({ from: 'src/domain/credit/rules.ts', to: 'src/domain/orders/index.ts' }),
    ).toContain('may not import');
    expect(
      faultOf({ from: 'src/domain/orders/queries.ts', to: 'src/domain/parties/entities.ts' }),
    ).toContain('index.ts');
    expect(faultOf({ from: 'punchout/index.ts', to: 'edi/index.ts' })).toContain('may not import');
    expect(faultOf({ from: 'src/app.tsx', to: 'src/demo/landing.tsx' })).toContain(
      'src/app.tsx may not import src/demo',
    );
    expect(faultOf({ from: 'src/demo/run.ts', to: 'src/main.ts' })).toContain('may not import');
  });

  it('has no circle between rooms', () => {
    const edges = new Map<string, Set<string>>();
    for (const { from, to } of FILES.flatMap(importsOf)) {
      const [here, there] = [roomOf(from), roomOf(to)];
      if (here !== there) edges.set(here, (edges.get(here) ?? new Set()).add(there));
    }
    const reaches = (start: string, goal: string, seen = new Set<string>()): boolean =>
      [...(edges.get(start) ?? [])].some(
        (next) => next === goal || (!seen.has(next) && reaches(next, goal, seen.add(next))),
      );
    expect([...edges.keys()].filter((room) => reaches(room, room))).toEqual([]);
  });

  it('has no file over 400 lines and no process over 60', () => {
    const lines = (file: string): number =>
      readFileSync(join(ROOT, file), 'utf8').split('\n').length - 1;
    expect(FILES.filter((file) => lines(file) > 400)).toEqual([]);
    const processes = ['src/main.ts', 'src/worker.ts', 'src/cli.ts'].filter((file) =>
      FILES.includes(file),
    );
    expect(processes.filter((file) => lines(file) > 60)).toEqual([]);
  });

  it('reads the environment in one file', () => {
    const readers = FILES.filter((file) =>
      /process\.env/.test(readFileSync(join(ROOT, file), 'utf8')),
    );
    expect(readers.filter((file) => file !== 'src/platform/config.ts')).toEqual([]);
  });
});
