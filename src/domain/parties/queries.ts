import { Problem } from '../../base/index.ts';
import {
  type Ctx,
  lookupHash,
  type Outcome,
  openSecret,
  readGathered,
  rowsGiven,
  type Statement,
  type TxCtx,
} from '../../platform/index.ts';
import {
  CostCentre,
  DeliveryAddress,
  Organisation,
  TradingConnection,
  UserAccount,
} from './entities.ts';

/** An organisation by id; `not_found` otherwise. */
export async function organisation(tx: TxCtx, id: string): Promise<Organisation> {
  const found = await tx.em.findOne(Organisation, { id });
  if (!found) throw new Problem('not_found', { what: 'organisation', id });
  return found;
}

/** Several organisations by id, in one query. */
export async function organisations(
  tx: TxCtx,
  ids: readonly string[],
): Promise<Map<string, Organisation>> {
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

/** A connection with its organisation, as much as a door needs before anybody is known. */
export type Partner = {
  readonly connection: Pick<
    TradingConnection,
    | 'id'
    | 'organisationId'
    | 'name'
    | 'profile'
    | 'profileOverlay'
    | 'profileRevision'
    | 'suiteProfile'
    | 'suiteRevision'
    | 'formPostOrigin'
    | 'deploymentMode'
  > &
    Sealed;
  readonly organisation: Pick<Organisation, 'id' | 'kind' | 'tradingName' | 'locale'>;
};
type Sealed = Pick<TradingConnection, 'secretSealed' | 'secretNextSealed'>;

const asked = rowsGiven(['domain', 'identity']);
/** Each identity is looked up by the index, however many there are (`offset 0` keeps the two apart). */
const NAMED_PARTNERS = `select json_build_object(
    'domain', named.domain, 'identity', named.identity,
    'connection', json_build_object('id', connection.id, 'organisationId', connection.organisation_id,
      'name', connection.name, 'profile', connection.profile, 'profileOverlay', connection.profile_overlay,
      'profileRevision', connection.profile_revision, 'suiteProfile', suite.content, 'suiteRevision', suite.revision,
      'formPostOrigin', connection.form_post_origin, 'deploymentMode', connection.deployment_mode,
      'secretSealed', connection.secret_sealed, 'secretNextSealed', connection.secret_next_sealed),
    'organisation', json_build_object('id', organisation.id, 'kind', organisation.kind,
      'tradingName', organisation.trading_name, 'locale', organisation.locale))
  from (select distinct domain, identity from ${asked.given}) wanted
  cross join lateral (
    select domain, identity, connection_id from partner_credential
    where domain = wanted.domain and identity = wanted.identity offset 0) named
  join trading_connection connection on connection.id = named.connection_id and connection.active
  join organisation on organisation.id = connection.organisation_id and organisation.active
  left join suite_profile suite on suite.id = connection.profile
  order by connection.created_at, connection.id`;

/** The look for the partners with an active connection that these identities name, as a statement. */
export function partnersAsked(identities: readonly Identity[]): Statement {
  const rows = identities
    .map(normalIdentity)
    .map(({ domain, identity }) => [domain, identity])
    // PostgreSQL holds no NUL, so nobody bears such a name.
    .filter((names) => !names.some((name) => name.includes('\0')));
  return { name: 'partner_credential.named', text: NAMED_PARTNERS, columns: asked.columns, rows };
}

export type PartnersNamed = (identities: readonly Identity[]) => Partner[];
type Seen = {
  readonly all: readonly Partner[];
  readonly byName: ReadonlyMap<string, readonly Partner[]>;
};
const seen = new WeakMap<Outcome['rows'], Seen>();

const nameOf = ({ domain, identity }: Identity): string => `${domain}\n${identity}`;

/** Requests that looked together have one set of rows, which is read once. */
function readOnce(rows: Outcome['rows']): Seen {
  const known = seen.get(rows);
  if (known) return known;
  const all = rows.map(([json]) => JSON.parse(json ?? '') as Identity & Partner);
  const made = { all, byName: Map.groupBy(all, nameOf) };
  seen.set(rows, made);
  return made;
}

/** What `partnersAsked` saw: for each identity asked for, its own, oldest connection first, without duplicates. */
export function partnersSeen(rows: Outcome['rows']): PartnersNamed {
  const { all, byName } = readOnce(rows);
  return (some) => {
    const named = some.flatMap((one) => byName.get(nameOf(normalIdentity(one))) ?? []);
    if (named.length < 2) return named;
    const inOrder = all.filter((one) => named.includes(one));
    return [...new Map(inOrder.map((one) => [one.connection.id, one])).values()];
  };
}

/**
 * The partners with an active connection that these identities name, in one query. System's sight only:
 * nobody is known yet.
 */
export async function partnersNamed(
  ctx: Ctx,
  identities: readonly Identity[],
): Promise<PartnersNamed> {
  return partnersSeen(await readGathered(ctx, partnersAsked(identities)));
}

/** The connection an API key opens, or undefined. */
export async function connectionByApiKey(
  tx: TxCtx,
  apiKey: string,
): Promise<TradingConnection | null> {
  return tx.em.findOne(TradingConnection, {
    apiKeyHash: lookupHash(tx.services.config.key, apiKey),
    active: true,
  });
}

const OPENED_MAX = 1_000;
const opened = new WeakMap<Buffer, Map<string, string>>();

/** What a seal holds does not change: it is opened once. A secret replaced or revoked is another seal, or none. */
function openedSecret(key: Buffer, sealed: string): string {
  const known = opened.get(key) ?? new Map<string, string>();
  opened.set(key, known);
  const secret = known.get(sealed) ?? openSecret(key, sealed);
  if (known.size >= OPENED_MAX) known.clear();
  known.set(sealed, secret);
  return secret;
}

/** The one or two secrets in force of a connection, in clear. Never to be logged. */
export function secretsOf({ services }: Pick<Ctx, 'services'>, connection: Sealed): string[] {
  return [connection.secretSealed, connection.secretNextSealed]
    .filter((sealed): sealed is string => typeof sealed === 'string')
    .map((sealed) => openedSecret(services.config.key, sealed));
}

/** The connection by which documents go to an organisation: the first active one of its protocols. */
export async function outboundConnection(
  tx: TxCtx,
  organisationId: string,
): Promise<TradingConnection | null> {
  return tx.em.findOne(
    TradingConnection,
    { organisationId, active: true },
    { orderBy: { createdAt: 'asc', id: 'asc' } },
  );
}

/** A buyer's cost centres, by code. */
export async function costCentres(tx: TxCtx, organisationId: string): Promise<CostCentre[]> {
  return tx.em.find(CostCentre, { organisationId }, { orderBy: { code: 'asc' }, limit: 500 });
}

/** A buyer's places of delivery, by code. */
export async function deliveryAddresses(
  tx: TxCtx,
  organisationId: string,
): Promise<DeliveryAddress[]> {
  return tx.em.find(DeliveryAddress, { organisationId }, { orderBy: { code: 'asc' }, limit: 500 });
}

/** A person's account by e-mail address, without case. */
export async function userByEmail(tx: TxCtx, email: string): Promise<UserAccount | null> {
  return tx.em.findOne(UserAccount, { email: email.trim().toLowerCase() });
}
