import { Problem, randomToken } from '../../../base/index.ts';
import { audit, type Ctx, lookupHash, type TxCtx, write } from '../../../platform/index.ts';
import {
  type connectionProtocols,
  Organisation,
  PartnerCredential,
  TradingConnection,
} from '../entities.ts';
import { requireMarketplace } from './organisations.ts';

export type NewConnection = {
  readonly organisationId: string;
  readonly protocol: (typeof connectionProtocols)[number];
  /** Path of an OCI call-up (`/oci/<name>`) or a label: small letters, digits, hyphens. */
  readonly name: string;
  /** Suite profile of a buyer's connection. */
  readonly profile: string;
  /** GLN or other interchange id with its qualifier, for EDIFACT. */
  readonly ediIdentity?: string | undefined;
  readonly ediQualifier?: string | undefined;
};

/**
 * Opens a technical link in test mode, without a secret: nobody is proved by it until one is set. Refuses a
 * name that is in use for the protocol or cannot stand in an address (`parties.connection_name`).
 */
export async function createConnection(
  ctx: Ctx,
  input: NewConnection,
): Promise<{ connectionId: string; organisationId: string }> {
  requireMarketplace(ctx);
  const { organisationId, protocol, profile } = input;
  const name = input.name.trim();
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(name))
    throw new Problem('parties.connection_name', { name });
  return write(ctx, async (tx) => {
    const organisation = await tx.em.findOne(Organisation, { id: organisationId });
    if (!organisation) throw new Problem('not_found', { what: 'organisation', id: organisationId });
    if (await tx.em.findOne(TradingConnection, { protocol, name }))
      throw new Problem('parties.connection_name', { name });
    const id = tx.newId();
    tx.em.create(TradingConnection, {
      id,
      organisationId,
      protocol,
      name,
      deploymentMode: 'test',
      profile,
      ediIdentity: input.ediIdentity?.trim() || null,
      ediQualifier: input.ediQualifier?.trim() || null,
      createdAt: tx.now(),
    });
    await audit(tx, {
      action: 'connection.created',
      subject: `trading_connection:${id}`,
      detail: { organisationId, protocol, name, profile },
    });
    return { connectionId: id, organisationId };
  });
}

async function connectionOf(tx: TxCtx, connectionId: string): Promise<TradingConnection> {
  const found = await tx.em.findOne(TradingConnection, { id: connectionId });
  if (!found) throw new Problem('not_found', { what: 'connection', id: connectionId });
  return found;
}

/**
 * Registers a name by which the partner presents itself in a cXML header. Domains are kept in small letters,
 * identities trimmed with their case, as they are compared. Refuses one that names another organisation
 * already (`parties.identity_taken`): a header must lead to one company.
 */
export async function addCredential(
  ctx: Ctx,
  { connectionId, domain, identity }: { connectionId: string; domain: string; identity: string },
): Promise<{ organisationId: string }> {
  requireMarketplace(ctx);
  const name = { domain: domain.trim().toLowerCase(), identity: identity.trim() };
  for (const field of ['domain', 'identity'] as const) {
    if (name[field] === '') throw new Problem('parties.field', { field, fault: 'required' });
  }
  return write(ctx, async (tx) => {
    const { organisationId } = await connectionOf(tx, connectionId);
    const other = await tx.em.findOne(PartnerCredential, {
      ...name,
      organisationId: { $ne: organisationId },
    });
    if (other) throw new Problem('parties.identity_taken', name);
    const known = await tx.em.findOne(PartnerCredential, { ...name, connectionId });
    if (known) return { organisationId };
    tx.em.create(PartnerCredential, { id: tx.newId(), connectionId, organisationId, ...name });
    await audit(tx, {
      action: 'connection.identity_added',
      subject: `trading_connection:${connectionId}`,
      detail: { organisationId, ...name },
    });
    return { organisationId };
  });
}

/** Takes a name away; a header that carries it leads nowhere from then on. Unknown: nothing happens. */
export async function removeCredential(
  ctx: Ctx,
  { connectionId, domain, identity }: { connectionId: string; domain: string; identity: string },
): Promise<{ organisationId: string }> {
  requireMarketplace(ctx);
  return write(ctx, async (tx) => {
    const { organisationId } = await connectionOf(tx, connectionId);
    const removed = await tx.em.nativeDelete(PartnerCredential, { connectionId, domain, identity });
    if (removed > 0) {
      await audit(tx, {
        action: 'connection.identity_removed',
        subject: `trading_connection:${connectionId}`,
        detail: { organisationId, domain, identity },
      });
    }
    return { organisationId };
  });
}

/** A new API key for `POST /edi`; the earlier one ends at once. Shown to its reader this once, kept as a hash. */
export async function issueApiKey(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<{ organisationId: string; apiKey: string }> {
  requireMarketplace(ctx);
  return write(ctx, async (tx) => {
    const connection = await connectionOf(tx, connectionId);
    const apiKey = randomToken();
    connection.apiKeyHash = lookupHash(tx.services.config.key, apiKey);
    const { organisationId } = connection;
    await audit(tx, {
      action: 'connection.api_key_issued',
      subject: `trading_connection:${connectionId}`,
      detail: { organisationId },
    });
    return { organisationId, apiKey };
  });
}
