import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, type TxCtx, write } from '../../../platform/index.ts';
import { CostCentre, DeliveryAddress, Organisation } from '../entities.ts';
import { faultsOf, type OrganisationFacts } from './rules.ts';

/** Refuses anybody but the marketplace's own people: a buyer's administrator holds the permission too. */
export function requireMarketplace(ctx: Ctx): void {
  ctx.require('partner.manage');
  if (ctx.actor.scope === 'party') throw new Problem('access.denied', { permission: 'operator' });
}

function compact(text: string): string | null {
  return text.replace(/\s+/g, '') || null;
}

function columnsOf(facts: OrganisationFacts) {
  const { street, postalCode, city, country } = facts;
  return {
    legalName: facts.legalName.trim(),
    tradingName: facts.tradingName.trim(),
    registrationNumber: compact(facts.registrationNumber),
    establishmentNumber: compact(facts.establishmentNumber),
    vatId: compact(facts.vatId),
    vatRegime: facts.vatRegime,
    legalForm: facts.legalForm.trim() || null,
    register: facts.register.trim() || null,
    gln: compact(facts.gln),
    address: { street: street.trim(), postalCode: postalCode.trim(), city: city.trim(), country },
    country,
    locale: facts.locale,
    email: facts.email.trim() || null,
    iban: compact(facts.iban)?.toUpperCase() ?? null,
    bic: compact(facts.bic)?.toUpperCase() ?? null,
    commissionBp: facts.kind === 'seller' ? facts.commissionBp : 0,
    paymentDays: facts.paymentDays,
  };
}

/** The first wrong entry refuses (`parties.field`); pages show all of them beforehand by `faultsOf`. */
function refuseFaults(facts: OrganisationFacts): void {
  const [first] = Object.entries(faultsOf(facts));
  if (first) throw new Problem('parties.field', { field: first[0], fault: first[1] });
}

async function refuseDouble(
  tx: TxCtx,
  { facts, except }: { facts: OrganisationFacts; except?: string },
): Promise<void> {
  const registrationNumber = compact(facts.registrationNumber);
  if (!registrationNumber) return;
  const known = await tx.em.findOne(Organisation, {
    kind: facts.kind,
    country: facts.country,
    registrationNumber,
    ...(except ? { id: { $ne: except } } : {}),
  });
  if (known)
    throw new Problem('parties.double', { name: known.tradingName, number: registrationNumber });
}

/**
 * Enters a buyer or seller. Refuses wrong entries (`parties.field`) and a company of the same kind that is
 * there already by its register number (`parties.double`). Euro; opened at once.
 */
export async function createOrganisation(
  ctx: Ctx,
  facts: OrganisationFacts,
): Promise<{ organisationId: string }> {
  requireMarketplace(ctx);
  refuseFaults(facts);
  return write(ctx, async (tx) => {
    await refuseDouble(tx, { facts });
    const id = tx.newId();
    tx.em.create(Organisation, {
      id,
      kind: facts.kind,
      ...columnsOf(facts),
      currency: 'EUR',
      createdAt: tx.now(),
    });
    await audit(tx, {
      action: 'organisation.created',
      subject: `organisation:${id}`,
      detail: { kind: facts.kind, legalName: facts.legalName },
    });
    return { organisationId: id };
  });
}

/**
 * Changes an organisation's facts; its kind stays. `version` is the one the form was filled from
 * (`concurrency.changed`). A seller's new bank account is audited with the last four characters of both.
 */
export async function editOrganisation(
  ctx: Ctx,
  {
    organisationId,
    version,
    facts,
  }: { organisationId: string; version: number; facts: OrganisationFacts },
): Promise<void> {
  requireMarketplace(ctx);
  refuseFaults(facts);
  await write(ctx, async (tx) => {
    const found = await tx.em.findOne(Organisation, { id: organisationId });
    if (!found) throw new Problem('not_found', { what: 'organisation', id: organisationId });
    if (found.version !== version) throw new Problem('concurrency.changed');
    if (found.kind !== facts.kind)
      throw new Problem('parties.field', { field: 'kind', fault: 'range' });
    await refuseDouble(tx, { facts, except: organisationId });
    const next = columnsOf(facts);
    const changed = Object.entries(next).flatMap(([field, value]) =>
      JSON.stringify(found[field as keyof typeof next]) === JSON.stringify(value) ? [] : [field],
    );
    const bank =
      found.iban === next.iban
        ? {}
        : { ibanFrom: found.iban?.slice(-4) ?? null, ibanTo: next.iban?.slice(-4) ?? null };
    tx.em.assign(found, next);
    await audit(tx, {
      action: 'organisation.edited',
      subject: `organisation:${organisationId}`,
      detail: { changed, ...bank },
    });
  });
}

/** Opens or closes an organisation: closed, nobody of it signs in and no connection proves it. */
export async function setOrganisationState(
  ctx: Ctx,
  { organisationId, state }: { organisationId: string; state: 'active' | 'inactive' },
): Promise<void> {
  requireMarketplace(ctx);
  await write(ctx, async (tx) => {
    const found = await tx.em.findOne(Organisation, { id: organisationId });
    if (!found) throw new Problem('not_found', { what: 'organisation', id: organisationId });
    if (found.kind === 'operator') throw new Problem('access.denied', { permission: 'operator' });
    tx.em.assign(found, { active: state === 'active' });
    await audit(tx, {
      action: state === 'active' ? 'organisation.opened' : 'organisation.closed',
      subject: `organisation:${organisationId}`,
    });
  });
}

async function buyerNamed(tx: TxCtx, organisationId: string): Promise<void> {
  const found = await tx.em.findOne(Organisation, { id: organisationId, kind: 'buyer' });
  if (!found) throw new Problem('not_found', { what: 'buyer', id: organisationId });
}

export type Place = {
  readonly code: string;
  readonly name: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly country: string;
};

/** Adds or changes a buyer's place of delivery by its code, the `addressID` of its suite. */
export async function keepDeliveryAddress(
  ctx: Ctx,
  { organisationId, place }: { organisationId: string; place: Place },
): Promise<void> {
  requireMarketplace(ctx);
  for (const field of ['code', 'name', 'street', 'postalCode', 'city'] as const) {
    if (place[field].trim() === '')
      throw new Problem('parties.field', { field, fault: 'required' });
  }
  if (!/^[A-Z]{2}$/.test(place.country))
    throw new Problem('parties.field', { field: 'country', fault: 'country' });
  await write(ctx, async (tx) => {
    await buyerNamed(tx, organisationId);
    const code = place.code.trim();
    const address = { ...place, code };
    const known = await tx.em.findOne(DeliveryAddress, { organisationId, code });
    if (known) tx.em.assign(known, { address });
    else tx.em.create(DeliveryAddress, { id: tx.newId(), organisationId, code, address });
    await audit(tx, {
      action: 'delivery_address.kept',
      subject: `organisation:${organisationId}`,
      detail: { code },
    });
  });
}

/** Adds or renames a buyer's cost centre by its code. */
export async function keepCostCentre(
  ctx: Ctx,
  {
    organisationId,
    code,
    nameEn,
    nameFr,
  }: { organisationId: string; code: string; nameEn: string; nameFr: string },
): Promise<void> {
  requireMarketplace(ctx);
  if (code.trim() === '') throw new Problem('parties.field', { field: 'code', fault: 'required' });
  await write(ctx, async (tx) => {
    await buyerNamed(tx, organisationId);
    const names = { nameEn: nameEn.trim() || code, nameFr: nameFr.trim() || nameEn.trim() || code };
    const known = await tx.em.findOne(CostCentre, { organisationId, code: code.trim() });
    if (known) tx.em.assign(known, names);
    else tx.em.create(CostCentre, { id: tx.newId(), organisationId, code: code.trim(), ...names });
    await audit(tx, {
      action: 'cost_centre.kept',
      subject: `organisation:${organisationId}`,
      detail: { code: code.trim() },
    });
  });
}
