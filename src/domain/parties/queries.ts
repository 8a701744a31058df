import { Problem } from '../../base/index.ts';
import { lookupHash, openSecret, type TxCtx } from '../../platform/index.ts';
import { DeliveryAddress, CostCentre, Organisation, PartnerCredential, TradingConnection, UserAccount } from './entities.ts';

/** An organisation by id; `not_found` otherwise. */
export async function organisation(tx: TxCtx, id: string): Promise<Organisation> {
  const found = await tx.em.findOne(Organisation, { id });
  if (!found) throw new Problem('not_found', { what: 'organisation', id });
  return found;
}

/** Several organisations by id, in one query. */
export async function organisations(tx: TxCtx, ids: readonly string[]): Promise<Map<string, Organisation>> {
  const found = await tx.em.find(Organisation, { id: { $in: [...new Set(ids)] } });
  return new Map(found.map((one) => [one.id, one]));
}

/** The marketplace itself. */
export async function operatorOrganisation(tx: TxCtx): Promise<Organisation> {
  const found = await tx.em.findOne(Organisation, { kind: 'operator' });
  if (!found) throw new Problem('not_found', { what: 'organisation', id: 'operator' });
  return found;
}

export type Identity = { readonly domain: string; readonly identity: string };

/** As credentials are compared: domain without case, identity trimmed (cXML guide, «Credential»). */
export function normalIdentity({ domain, identity }: Identity): Identity {
  return { domain: domain.trim().toLowerCase(), identity: identity.trim() };
}

/**
 * The active connections that any of these identities names, without duplicates. More than one means that
 * the identities contradict one another; the caller refuses. System's sight only: nobody is known yet.
 */
export async function connectionsOf(tx: TxCtx, identities: readonly Identity[]): Promise<TradingConnection[]> {
  const wanted = identities.map(normalIdentity);
  if (wanted.length === 0) return [];
  const credentials = await tx.em.find(PartnerCredential, { $or: wanted.map((one) => ({ ...one })) });
  return tx.em.find(TradingConnection, {
    id: { $in: [...new Set(credentials.map((one) => one.connectionId))] },
    active: true,
  });
}

/** The connection an API key opens, or undefined. */
export async function connectionByApiKey(tx: TxCtx, apiKey: string): Promise<TradingConnection | null> {
  return tx.em.findOne(TradingConnection, {
    apiKeyHash: lookupHash(tx.services.config.key, apiKey),
    active: true,
  });
}

/** The one or two secrets in force of a connection, in clear. Never to be logged. */
export function secretsOf(tx: TxCtx, connection: TradingConnection): string[] {
  return [connection.secretSealed, connection.secretNextSealed]
    .filter((sealed): sealed is string => typeof sealed === 'string')
    .map((sealed) => openSecret(tx.services.config.key, sealed));
}

/** The connection by which documents go to an organisation: the first active one of its protocols. */
export async function outboundConnection(tx: TxCtx, organisationId: string): Promise<TradingConnection | null> {
  return tx.em.findOne(TradingConnection, { organisationId, active: true }, { orderBy: { createdAt: 'asc', id: 'asc' } });
}

/** A buyer's cost centres, by code. */
export async function costCentres(tx: TxCtx, organisationId: string): Promise<CostCentre[]> {
  return tx.em.find(CostCentre, { organisationId }, { orderBy: { code: 'asc' }, limit: 500 });
}

/** A buyer's places of delivery, by code. */
export async function deliveryAddresses(tx: TxCtx, organisationId: string): Promise<DeliveryAddress[]> {
  return tx.em.find(DeliveryAddress, { organisationId }, { orderBy: { code: 'asc' }, limit: 500 });
}

/** A person's account by e-mail address, without case. */
export async function userByEmail(tx: TxCtx, email: string): Promise<UserAccount | null> {
  return tx.em.findOne(UserAccount, { email: email.trim().toLowerCase() });
}
