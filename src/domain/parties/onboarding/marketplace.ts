import { Problem } from '../../../base/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { Organisation } from '../entities.ts';
import { createOrganisation } from './organisations.ts';
import { inviteUser } from './people.ts';
import type { OrganisationFacts } from './rules.ts';

/**
 * The first step of a new installation: the operator's own company and its first person, who gets the
 * operator's rights and a link to set the password. System's context only. Refuses when there is an operator
 * already (`parties.operator_exists`): others are invited on the pages.
 */
export async function openMarketplace(
  ctx: Ctx,
  {
    facts,
    person,
  }: { facts: Omit<OrganisationFacts, 'kind'>; person: { name: string; email: string } },
): Promise<{ organisationId: string; link: string }> {
  const known = await read(ctx, (tx) => tx.em.findOne(Organisation, { kind: 'operator' }));
  if (known) throw new Problem('parties.operator_exists', { name: known.tradingName });
  const { organisationId } = await createOrganisation(ctx, { ...facts, kind: 'operator' });
  const { link } = await inviteUser(ctx, {
    organisationId,
    ...person,
    roles: ['operator', 'finance', 'credit_manager'],
    locale: facts.locale,
  });
  return { organisationId, link };
}
