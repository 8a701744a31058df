import { LockMode } from '@mikro-orm/core';
import { type Locale, Problem, randomToken } from '../../../base/index.ts';
import {
  actingFor,
  audit,
  type Ctx,
  lookupHash,
  privileged,
  read,
  type Services,
  systemContext,
  type TxCtx,
  toInstant,
  write,
} from '../../../platform/index.ts';
import { Organisation, TradingConnection, WorkbenchLink } from '../entities.ts';

/** How long a link lasts unless told otherwise, and at most: an integration project, not a seat. */
export const LINK_DAYS = 30;
export const LINK_DAYS_MAX = 365;
const LINKS_SHOWN = 50;
/** Protocols that are proved by a secret and so have something to try out. */
const PROTOCOLS: readonly TradingConnection['protocol'][] = ['cxml', 'oci'];
/** What a link may spend in a minute: a page costs 1, whatever makes us work costs more. */
const SPENT_MAX = 240;

function operatorOnly(ctx: Ctx): void {
  ctx.require('partner.manage');
  if (ctx.actor.scope === 'party') throw new Problem('access.denied', { permission: 'operator' });
}

function refuseDays(days: number): void {
  if (!Number.isInteger(days) || days < 1 || days > LINK_DAYS_MAX)
    throw new Problem('workbench.days', { days, most: LINK_DAYS_MAX });
}

/**
 * Makes a link to one connection's workbench for its partner's integrator. The token has 256 bits and comes
 * back here only: its keyed hash is kept. Refuses connections without a shared secret (`workbench.protocol`)
 * and a life outside 1 to 365 days (`workbench.days`).
 */
export async function createWorkbenchLink(
  ctx: Ctx,
  { connectionId, label, days = LINK_DAYS }: { connectionId: string; label: string; days?: number },
): Promise<{ linkId: string; token: string }> {
  operatorOnly(ctx);
  refuseDays(days);
  return write(ctx, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId });
    if (!connection) throw new Problem('not_found', { what: 'connection', id: connectionId });
    if (!PROTOCOLS.includes(connection.protocol))
      throw new Problem('workbench.protocol', { protocol: connection.protocol });
    const token = randomToken();
    const linkId = tx.newId();
    const expiresAt = tx.now().add({ hours: 24 * days });
    tx.em.create(WorkbenchLink, {
      id: linkId,
      connectionId,
      organisationId: connection.organisationId,
      tokenHash: lookupHash(tx.services.config.key, `workbench ${token}`),
      label: label.trim().slice(0, 200),
      createdBy: tx.actor.name,
      createdAt: tx.now(),
      expiresAt,
      windowStartedAt: tx.now(),
    });
    await audit(tx, {
      action: 'workbench.link_created',
      subject: `trading_connection:${connectionId}`,
      detail: { linkId, label, expiresAt: expiresAt.toString() },
    });
    return { linkId, token };
  });
}

async function changeLink(
  ctx: Ctx,
  { linkId, action }: { linkId: string; action: string },
  fn: (tx: TxCtx, link: WorkbenchLink) => Record<string, unknown>,
): Promise<{ connectionId: string }> {
  operatorOnly(ctx);
  return write(ctx, async (tx) => {
    const link = await tx.em.findOne(
      WorkbenchLink,
      { id: linkId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!link) throw new Problem('not_found', { what: 'link', id: linkId });
    const detail = fn(tx, link);
    await audit(tx, {
      action,
      subject: `trading_connection:${link.connectionId}`,
      detail: { linkId, ...detail },
    });
    return { connectionId: link.connectionId };
  });
}

/** Closes a link at once and for good; closing it again changes nothing. */
export async function revokeWorkbenchLink(
  ctx: Ctx,
  { linkId }: { linkId: string },
): Promise<{ connectionId: string }> {
  return changeLink(ctx, { linkId, action: 'workbench.link_revoked' }, (tx, link) => {
    link.revokedAt ??= tx.now();
    return {};
  });
}

/** Lets a link live `days` from today, also one that has run out. A revoked one stays closed (`workbench.revoked`). */
export async function extendWorkbenchLink(
  ctx: Ctx,
  { linkId, days = LINK_DAYS }: { linkId: string; days?: number },
): Promise<{ connectionId: string }> {
  refuseDays(days);
  return changeLink(ctx, { linkId, action: 'workbench.link_extended' }, (tx, link) => {
    if (link.revokedAt) throw new Problem('workbench.revoked');
    link.expiresAt = tx.now().add({ hours: 24 * days });
    return { expiresAt: link.expiresAt.toString() };
  });
}

/** A connection's links, newest first. */
export async function workbenchLinks(tx: TxCtx, connectionId: string): Promise<WorkbenchLink[]> {
  return tx.em.find(
    WorkbenchLink,
    { connectionId },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: LINKS_SHOWN },
  );
}

/** What a link opens: one connection, seen with its organisation's own rows. */
export type Workbench = {
  readonly ctx: Ctx;
  readonly linkId: string;
  readonly expiresAt: Temporal.Instant;
  readonly connection: TradingConnection;
  readonly organisation: Organisation;
};

type Spent = {
  id: string;
  connection_id: string;
  expires_at: string;
  window_started_at: string;
  window_spent: number;
};

/** One statement, so that requests at once are all counted. Nothing comes back for a link that opens nothing. */
async function spend(
  tx: TxCtx,
  { token, cost }: { token: string; cost: number },
): Promise<Spent | undefined> {
  const now = tx.now().toString();
  const [row] = await tx.em.execute<Spent[]>(
    `update workbench_link set uses = uses + 1, last_used_at = ?::timestamptz,
       window_spent = case when window_started_at <= ?::timestamptz - interval '1 minute' then ? else window_spent + ? end,
       window_started_at = case when window_started_at <= ?::timestamptz - interval '1 minute' then ?::timestamptz else window_started_at end
     where token_hash = ? and revoked_at is null and expires_at > ?::timestamptz
     returning id, connection_id, expires_at::text, window_started_at::text, window_spent`,
    [now, now, cost, cost, now, now, lookupHash(tx.services.config.key, `workbench ${token}`), now],
  );
  return row;
}

/**
 * Who is behind a workbench's address: the connection, and a context with its organisation's rows and no right
 * but `workbench.use`. Unknown, expired and revoked links, and those of a closed connection or company, are one
 * refusal (`workbench.unknown`). Each link has an allowance a minute (`request.rate_limited`); `use` is written
 * to the audit, unless it is a page asking again for its own progress.
 */
export async function openWorkbench(
  services: Services,
  {
    token,
    requestId,
    locale,
    cost,
    use,
  }: {
    token: string;
    requestId: string;
    locale: Locale;
    cost: number;
    use: string | undefined;
  },
): Promise<Workbench> {
  const system = systemContext(services, 'workbench', requestId);
  const spent = await write(system, (tx) => spend(tx, { token, cost }));
  if (!spent) throw new Problem('workbench.unknown');
  if (spent.window_spent > SPENT_MAX) {
    const free = toInstant(spent.window_started_at).add({ minutes: 1 });
    const seconds = Math.max(1, Math.ceil(services.clock.now().until(free).total('seconds')));
    throw new Problem('request.rate_limited', { seconds });
  }
  const found = await read(system, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, {
      id: spent.connection_id,
      active: true,
    });
    const organisation =
      connection &&
      (await tx.em.findOne(Organisation, { id: connection.organisationId, active: true }));
    return connection && organisation ? { connection, organisation } : undefined;
  });
  if (!found) throw new Problem('workbench.unknown');
  const { connection, organisation } = found;
  const ctx = {
    ...actingFor(system, {
      organisationId: organisation.id,
      kind: organisation.kind === 'seller' ? 'seller' : 'buyer',
      name: `Workbench ${connection.name}`,
      permissions: new Set(['workbench.use'] as const),
    }),
    locale,
  };
  if (use !== undefined) {
    await write(ctx, (tx) =>
      privileged(tx, () =>
        audit(tx, {
          action: 'workbench.used',
          subject: `trading_connection:${connection.id}`,
          detail: { linkId: spent.id, use },
        }),
      ),
    );
  }
  return {
    ctx,
    linkId: spent.id,
    expiresAt: toInstant(spent.expires_at),
    connection,
    organisation,
  };
}
