import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { Problem } from '../base/index.ts';
import { type OrganisationFacts, openMarketplace } from '../domain/parties/index.ts';
import { readConfig, systemContext } from '../platform/index.ts';
import { databaseUrl } from './migrate.ts';
import { openServices } from './services.ts';

const optional = z.string().default('');

/** What the file says: the company as its form has it, and the first person. */
const fileSchema = z.strictObject({
  legalName: z.string(),
  tradingName: z.string(),
  registrationNumber: optional,
  establishmentNumber: optional,
  vatId: optional,
  vatRegime: z.enum(['standard', 'franchise']).default('standard'),
  legalForm: optional,
  register: optional,
  gln: optional,
  street: z.string(),
  postalCode: z.string(),
  city: z.string(),
  country: z.string().default('FR'),
  locale: z.enum(['en', 'fr']).default('fr'),
  email: optional,
  iban: optional,
  bic: optional,
  person: z.strictObject({ name: z.string(), email: z.string() }),
});

function factsIn(file: string): {
  facts: Omit<OrganisationFacts, 'kind'>;
  person: { name: string; email: string };
} {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Problem('request.invalid', { path: file, reason: String(error) });
  }
  const parsed = fileSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const path = `${file}: ${issue?.path.join('.') ?? ''}`;
    throw new Problem('request.invalid', { path, reason: issue?.message ?? 'invalid' });
  }
  const { person, ...facts } = parsed.data;
  return { facts: { ...facts, commissionBp: 0, paymentDays: 30 }, person };
}

/**
 * `comptoir open-marketplace FILE`: enters the operator's company and its first person in a migrated, empty
 * database and prints the link with which that person sets a password. Refuses a second time.
 */
export async function openMarketplaceCommand(args: readonly string[]): Promise<void> {
  const given = factsIn(args[0] ?? '');
  const config = readConfig();
  const services = await openServices(config, { url: databaseUrl(config).app });
  try {
    const { link } = await openMarketplace(systemContext(services, 'open-marketplace'), given);
    process.stdout.write(
      `Opened. ${given.person.name} sets a password within 72 hours at\n${link}\n`,
    );
  } finally {
    await services.orm.close(true);
  }
}
