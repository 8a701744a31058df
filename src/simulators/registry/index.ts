import { type Listening, listen, type Simulator, simulatorApp } from '../shared/server.ts';
import { type Mode, withSwitch } from '../shared/switch.tsx';

export type Company = {
  readonly legalName: string;
  readonly state: 'active' | 'closed';
  readonly createdOn: string;
};

/** Luhn's check: every second digit from the right doubled, sum divisible by ten. */
function isSiren(siren: string): boolean {
  if (!/^\d{9}$/.test(siren)) return false;
  const sum = Array.from(siren).reduceRight((total, digit, at) => {
    const value = at % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

/** The same SIREN always names the same company; numbers that end in 0 have closed. */
export function companyOf(siren: string): Company | undefined {
  if (!isSiren(siren)) return undefined;
  const year = 1950 + (Number(siren.slice(0, 4)) % 75);
  const month = String((Number(siren[4]) % 12) + 1).padStart(2, '0');
  return {
    legalName: `Société ${siren.slice(0, 3)} ${siren.slice(3, 6)} ${siren.slice(6)}`,
    state: siren.endsWith('0') ? 'closed' : 'active',
    createdOn: `${year}-${month}-15`,
  };
}

export type RegistrySimulator = Simulator & { readonly switchTo: (mode: Mode) => Promise<void> };

/** A company registry: `GET /companies/<SIREN>` answers name, state and date of creation, 404 for no company. */
export async function startRegistrySimulator({
  companies = {},
  slowMs = 5000,
  ...at
}: Listening & {
  companies?: Readonly<Record<string, Company>>;
  slowMs?: number;
}): Promise<RegistrySimulator> {
  const app = simulatorApp();
  const log: string[] = [];
  const behaviour = withSwitch(app, {
    name: 'Company registry',
    path: '/companies/*',
    slowMs,
    log,
  });
  app.get('/companies/:siren', (c) => {
    const siren = c.req.param('siren');
    const company = companies[siren] ?? companyOf(siren);
    log.push(`${siren} ${company ? `${company.legalName}, ${company.state}` : 'unknown'}`);
    return company ? c.json({ siren, ...company }) : c.json({ error: 'unknown' }, 404);
  });
  const running = await listen(app, at, behaviour.stop);
  return { ...running, switchTo: behaviour.switchTo };
}
