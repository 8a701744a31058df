import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import { THINGS_FR } from '../../src/base/problems/things.ts';

describe('what is not there', () => {
  it('is named in the language of the reader', () => {
    const problem = new Problem('not_found', { what: 'seller order', id: 'A-7' });
    expect(problem.text('en')).toBe('There is no seller order A-7.');
    expect(problem.text('fr')).toBe(
      'Introuvable : commande vendeur A-7. Vérifiez l’adresse ou passez par la liste.',
    );
  });

  it('has a French noun for each thing that the code names', async () => {
    const named = new Set<string>();
    for await (const file of glob('src/**/*.{ts,tsx}'))
      for (const [, what = ''] of (await readFile(file, 'utf8')).matchAll(
        /'not_found',\s*\{\s*what: '([^']+)'/g,
      ))
        named.add(what);
    expect(named.size).toBeGreaterThan(20);
    expect([...named].filter((what) => !(what in THINGS_FR))).toEqual([]);
  });
});
