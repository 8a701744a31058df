import type { TxCtx } from '../../../platform/index.ts';
import {
  type Organisation,
  type OrganisationKind,
  organisation,
  PartnerCredential,
  TradingConnection,
  UserAccount,
} from '../../parties/index.ts';
import { type Condition, joined, likeLiteral } from './paging.ts';

export type PartnerRow = {
  readonly id: string;
  readonly kind: OrganisationKind;
  readonly tradingName: string;
  readonly registrationNumber: string | undefined;
  readonly country: string;
  readonly active: boolean;
  readonly users: number;
  readonly connections: readonly {
    readonly protocol: TradingConnection['protocol'];
    readonly profile: string;
    readonly mode: 'test' | 'production';
    readonly active: boolean;
  }[];
};

/** A place in a list ordered by name and id. */
export type NameCursor = { readonly name: string; readonly id: string };

/** Organisations of a kind by name, with their connections, paged by name and id. */
export async function partners(
  tx: TxCtx,
  {
    kind,
    q,
    after,
    limit = 50,
  }: {
    kind: OrganisationKind;
    q?: string | undefined;
    after?: NameCursor | undefined;
    limit?: number;
  },
): Promise<{ rows: readonly PartnerRow[]; next: NameCursor | undefined }> {
  const like = `%${likeLiteral(q?.trim() ?? '')}%`;
  const conditions: Condition[] = [
    { sql: 'o.kind = ?', values: [kind] },
    ...(q?.trim()
      ? [
          {
            sql: 'o.trading_name ilike ? or o.legal_name ilike ? or o.registration_number = ? or o.vat_id = ?',
            values: [like, like, q.trim(), q.trim()],
          },
        ]
      : []),
    ...(after
      ? [{ sql: '(o.trading_name, o.id) > (?, ?::uuid)', values: [after.name, after.id] }]
      : []),
  ];
  const { where, values } = joined(conditions);
  const rows = await tx.em.execute<
    {
      id: string;
      kind: OrganisationKind;
      trading_name: string;
      registration_number: string | null;
      country: string;
      active: boolean;
      users: number;
      connections: PartnerRow['connections'];
    }[]
  >(
    `select o.id, o.kind, o.trading_name, o.registration_number, o.country, o.active,
       (select count(*)::int from user_account u where u.organisation_id = o.id and u.active) as users,
       (select coalesce(json_agg(json_build_object('protocol', c.protocol, 'profile', c.profile, 'mode', c.deployment_mode, 'active', c.active) order by c.created_at, c.id), '[]')
        from trading_connection c where c.organisation_id = o.id) as connections
     from organisation o ${where} order by o.trading_name, o.id limit ?`,
    [...values, limit + 1],
  );
  const found = rows.slice(0, limit).map((row) => ({
    id: row.id,
    kind: row.kind,
    tradingName: row.trading_name,
    registrationNumber: row.registration_number ?? undefined,
    country: row.country,
    active: row.active,
    users: row.users,
    connections: row.connections,
  }));
  const last = rows.length > limit ? found.at(-1) : undefined;
  return { rows: found, next: last && { name: last.tradingName, id: last.id } };
}

/** A connection as it may be shown: which secrets exist, never what they are. */
export type ConnectionView = {
  readonly id: string;
  readonly protocol: TradingConnection['protocol'];
  readonly name: string;
  readonly mode: 'test' | 'production';
  readonly profile: string;
  readonly overlay: Readonly<Record<string, unknown>>;
  readonly secret: 'none' | 'one' | 'rotating';
  readonly hasApiKey: boolean;
  readonly outboundUrl: string | undefined;
  readonly formPostOrigin: string | undefined;
  readonly ediIdentity: string | undefined;
  readonly credentials: readonly { readonly domain: string; readonly identity: string }[];
  readonly active: boolean;
  readonly version: number;
};

export type PartnerView = {
  readonly organisation: Organisation;
  readonly users: readonly {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly roles: readonly string[];
    readonly active: boolean;
  }[];
  readonly connections: readonly ConnectionView[];
};

function connectionView(
  row: TradingConnection,
  credentials: readonly PartnerCredential[],
): ConnectionView {
  return {
    id: row.id,
    protocol: row.protocol,
    name: row.name,
    mode: row.deploymentMode,
    profile: row.profile,
    overlay: row.profileOverlay,
    secret: row.secretNextSealed ? 'rotating' : row.secretSealed ? 'one' : 'none',
    hasApiKey: row.apiKeyHash !== null,
    outboundUrl: row.outboundUrl ?? undefined,
    formPostOrigin: row.formPostOrigin ?? undefined,
    ediIdentity: row.ediIdentity
      ? [row.ediIdentity, row.ediQualifier].filter(Boolean).join(':')
      : undefined,
    credentials: credentials
      .filter((one) => one.connectionId === row.id)
      .map(({ domain, identity }) => ({ domain, identity })),
    active: row.active,
    version: row.version,
  };
}

const LIST_MAX = 200;

/** An organisation with its people and connections; secrets stay sealed. `not_found` when there is none. */
export async function partner(tx: TxCtx, id: string): Promise<PartnerView> {
  const found = await organisation(tx, id);
  const users = await tx.em.find(
    UserAccount,
    { organisationId: id },
    { orderBy: { name: 'asc', id: 'asc' }, limit: LIST_MAX },
  );
  const rows = await tx.em.find(
    TradingConnection,
    { organisationId: id },
    { orderBy: { createdAt: 'asc', id: 'asc' }, limit: LIST_MAX },
  );
  const credentials = await tx.em.find(
    PartnerCredential,
    { organisationId: id },
    { orderBy: { domain: 'asc', identity: 'asc' }, limit: LIST_MAX },
  );
  return {
    organisation: found,
    users: users.map((user) => ({
      id: user.id,
      name: user.name,
      email: user.email,
      roles: user.roles,
      active: user.active,
    })),
    connections: rows.map((row) => connectionView(row, credentials)),
  };
}
