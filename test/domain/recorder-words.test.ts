import { glob, readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { actionText, actionWords } from '../../src/domain/service/recorder/action-words.ts';
import { valueText } from '../../src/domain/service/recorder/differ-words.ts';

/** The action names that the code gives to the audit, as far as they stand there as plain text. */
async function auditedActions(): Promise<string[]> {
  const named = new Set<string>();
  for await (const file of glob('src/**/*.{ts,tsx}')) {
    const source = await readFile(file, 'utf8');
    if (!/\baudit\(/.test(source)) continue;
    for (const [, value = ''] of source.matchAll(/\baction:\s*([^,}]+)/g))
      for (const [, action = ''] of value.matchAll(/'([a-z_]+\.[a-z_]+)'/g)) named.add(action);
  }
  return [...named];
}

describe('words of the flight recorder', () => {
  it('has both languages for each action that is audited', async () => {
    const actions = await auditedActions();
    expect(actions.length).toBeGreaterThan(40);
    expect(actions.filter((action) => !(action in actionWords))).toEqual([]);
    expect(actionText('requisition.returned').fr).toBe('Panier rendu à l’outil d’achat');
  });

  it('writes amounts and units of a comparison for people, and leaves what differs by its writing', () => {
    const changed = { field: 'total', status: 'changed' } as const;
    expect(valueText(changed, '85.76 EUR', 'fr')).toBe('85,76\u00a0€');
    expect(valueText(changed, null, 'fr')).toBe('–');
    expect(valueText({ field: 'unit', status: 'changed' }, 'BX', 'fr')).toBe('BX · boîte');
    expect(valueText({ field: 'unit', status: 'normalised' }, 'BX', 'fr')).toBe('BX');
  });
});
