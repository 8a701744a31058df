import { describe, expect, it } from 'vitest';
import {
  actorText,
  particularsText,
  recordKindText,
} from '../../src/domain/service/pages/audit-words.ts';
import { namedKinds } from '../../src/domain/service/queries/index.ts';

const id = '01a200b4-4d4c-7a9e-b422-c93075e90f04';

describe('words of the audit', () => {
  it('says what was done to the lines, with amounts and days as people write them', () => {
    expect(
      particularsText(
        { lines: [{ line: 2, action: 'accepted', quantity: '10' }], state: 'accepted' },
        'en',
      ),
    ).toBe('line 2: 10 accepted · state: accepted');
    expect(particularsText({ number: 'C6-19', grossMinor: 41225, shipmentId: id }, 'fr')).toBe(
      'numéro : C6-19 · total TTC : 412,25\u00a0€',
    );
    expect(particularsText({ netMinor: '41225', currency: 'GBP' }, 'en')).toBe('net: £412.25');
    expect(particularsText({ method: 'auto', invoices: [{ id, minor: '15930' }] }, 'fr')).toBe(
      'rapprochement : automatique · factures : 159,30\u00a0€',
    );
    expect(particularsText({ expiresAt: '2026-11-22T09:00:00Z', linkId: id }, 'fr')).toBe(
      'valable jusqu’au : 22/11/2026 10:00',
    );
  });

  it('tells a list of our own ids by its length, and a field that nobody named by its words', () => {
    expect(particularsText({ allocations: [id, id], reason: 'wrong buyer' }, 'en')).toBe(
      'invoices freed: 2 · reason: wrong buyer',
    );
    expect(particularsText({ shelfLife: 'long' }, 'en')).toBe('shelf life: long');
    expect(particularsText({ linkId: id }, 'en')).toBe('');
  });

  it('writes no secret', () => {
    expect(particularsText({ url: 'https://a.test/?SharedSecret=hunter2' }, 'en')).not.toContain(
      'hunter2',
    );
  });

  it('names doors, jobs and every kind of record in both languages', () => {
    expect(actorText('door:login', 'fr')).toBe('Page de connexion');
    expect(actorText('job:invoicing.statementDue', 'en')).toBe('Automatic job');
    expect(actorText('Martine Leclerc', 'fr')).toBe('Martine Leclerc');
    for (const kind of namedKinds) {
      expect(recordKindText(kind, 'en')).toMatch(/^[A-Z]/);
      expect(recordKindText(kind, 'fr')).toMatch(/^\p{Lu}/u);
    }
  });
});
