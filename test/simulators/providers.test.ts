import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  companyOf,
  coverOf,
  type InsurerSimulator,
  type RegistrySimulator,
  startInsurerSimulator,
  startRegistrySimulator,
} from '../../src/simulators/index.ts';

let insurer: InsurerSimulator;
let registry: RegistrySimulator;
beforeAll(async () => {
  insurer = await startInsurerSimulator({
    port: 0,
    now: () => Temporal.Instant.from('2026-03-02T09:00:00Z'),
    covers: { '404833048': { coverMinor: 100n, coverBp: 5000, grade: 6 } },
  });
  registry = await startRegistrySimulator({
    port: 0,
    companies: {
      '404833048': { legalName: 'Visserie Alpha SAS', state: 'active', createdOn: '1998-04-01' },
    },
  });
});
afterAll(async () => {
  await insurer.stop();
  await registry.stop();
});

const ask = async (registrationNumber: string | null) =>
  fetch(`${insurer.url}/covers`, {
    method: 'POST',
    body: JSON.stringify({ registrationNumber, country: 'FR', currency: 'EUR' }),
  });

describe('the insurer', () => {
  it('gives the same company the same cover, by a table of its digits', async () => {
    // 5+5+2+1+0+0+5+5+4 = 27: the eighth row.
    const expected = {
      decision: 'reduced',
      coverMinor: '500000',
      coverBp: 7000,
      grade: 8,
      currency: 'EUR',
      asOf: '2026-03-02T09:00:00.000Z',
    };
    expect(await (await ask('552100554')).json()).toEqual(expected);
    expect(await (await ask('552100554')).json()).toEqual(expected);
    // 44: the fifth row.
    expect(coverOf('775670417')).toEqual({ coverMinor: 6_000_000n, coverBp: 9000, grade: 5 });
  });

  it('knows single companies otherwise, and says «unknown» of what it cannot read', async () => {
    expect(await (await ask('404833048')).json()).toMatchObject({
      decision: 'reduced',
      coverMinor: '100',
      grade: 6,
    });
    expect(await (await ask(null)).json()).toMatchObject({
      decision: 'unknown',
      coverMinor: '0',
      grade: null,
    });
    expect((await fetch(`${insurer.url}/covers`, { method: 'POST', body: 'nothing' })).status).toBe(
      400,
    );
  });

  it('can be slow or down, from its page', async () => {
    const form = (mode: string) =>
      fetch(`${insurer.url}/switch`, { method: 'POST', body: new URLSearchParams({ mode }) });
    const page = await (await form('down')).text();
    expect(page).toContain('aria-pressed="true"');
    expect((await ask('552100554')).status).toBe(503);
    await form('slow');
    await expect(
      fetch(`${insurer.url}/covers`, {
        method: 'POST',
        body: '{}',
        signal: AbortSignal.timeout(50),
      }),
    ).rejects.toThrow('timeout');
    await form('up');
    expect((await ask('552100554')).status).toBe(200);
  });
});

describe('the registry', () => {
  it('names a company by its SIREN, says whether it has closed, and 404 for no SIREN', async () => {
    const look = async (siren: string) => fetch(`${registry.url}/companies/${siren}`);
    expect(await (await look('404833048')).json()).toEqual({
      siren: '404833048',
      legalName: 'Visserie Alpha SAS',
      state: 'active',
      createdOn: '1998-04-01',
    });
    expect(await (await look('732829320')).json()).toMatchObject({
      siren: '732829320',
      state: 'closed',
    });
    expect((await look('123456789')).status).toBe(404);
    expect(companyOf('552100554')).toEqual(companyOf('552100554'));
  });
});
