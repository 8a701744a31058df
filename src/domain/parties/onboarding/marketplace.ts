import { Problem } from '../../../base/index.ts';
import { type Ctx, write } from '../../../platform/index.ts';
import { Organisation } from '../entities.ts';
import { createOrganisation } from './organisations.ts';
import { inviteUser } from './people.ts';
import type { OrganisationFacts } from './rules.ts';

/**
 * The first step of a new installation: the operator's own company and its first person, who gets the
 * operator's rights and a link to set the password; both or neither. System's context only. Refuses when there is
 * an operator already (`parties.operator_exists`): others are invited on the pages.
 */
export async function openMarketplace(
  ctx: Ctx,
  {
    facts,
    person,
  }: { facts: Omit<OrganisationFacts, 'kind'>; person: { name: string; email: string } },
): Promise<{ organisationId: string; link: string }> {
  return write(ctx, async (tx) => {
    // Two at once wait for one another: there is one operator.
    await tx.em.execute(`select pg_advisory_xact_lock(hashtext('open-marketplace'))`);
    const known = await tx.em.findOne(Organisation, { kind: 'operator' });
    if (known) throw new Problem('parties.operator_exists', { name: known.tradingName });
    const { organisationId } = await createOrganisation(tx, { ...facts, kind: 'operator' });
    await tx.em.flush();
    const { link } = await inviteUser(tx, {
      organisationId,
      ...person,
      roles: ['operator', 'finance', 'credit_manager'],
      locale: facts.locale,
    });
    return { organisationId, link };
  });
}
