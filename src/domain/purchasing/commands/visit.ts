import { createHmac } from 'node:crypto';
import { LockMode } from '@mikro-orm/core';
import { type Locale, Problem, randomToken } from '../../../base/index.ts';
import {
  type Ctx,
  contextFor,
  lookupHash,
  micros,
  permissionsOf,
  privileged,
  read,
  rowsGiven,
  type Services,
  type Statement,
  systemContext,
  type TxCtx,
  write,
  writeStatement,
} from '../../../platform/index.ts';
import {
  ensurePunchOutUser,
  Organisation,
  punchOutAddresses,
  punchOutUserStatement,
  TradingConnection,
  UserAccount,
} from '../../parties/index.ts';
import { type Basket, PunchOutSession, type VisitFrame } from '../entities.ts';
import { sessionByToken } from '../queries.ts';
import { VISIT_HOURS_MAX } from '../rules.ts';
import { createBasket } from './basket.ts';
import { restoreLines } from './restore.ts';
import type { VisitStart } from './visit-start.ts';

const START_MINUTES = 10;
const RELOAD_GRACE_SECONDS = 60;
const IDLE_HOURS = 8;

const ANYWHERE: VisitFrame = { open: 'either', ancestors: [] };

function personOf({ buyerId, locale, user }: VisitStart) {
  return { organisationId: buyerId, locale, ...user };
}

const begun = rowsGiven([
  'buyer_id:uuid',
  'plain',
  'own',
  'at:timestamptz',
  'expires_at:timestamptz',
  'id:uuid',
  'connection_id:uuid',
  'operation',
  'protocol',
  'buyer_cookie',
  'setup_payload_id',
  'parties',
  'browser_form_post',
  'form_fields',
  'locale',
  'deployment_mode',
  'start_at',
  'start_token_hash',
  'exchange_id:uuid',
  'start_auxiliary_id',
  'suite',
  'frame',
  'operation_allowed',
]);
const BEGIN = {
  name: 'punch_out_session.begin',
  // Without the person user_id is null and the insert is refused.
  text: `insert into punch_out_session (id, connection_id, buyer_id, user_id, operation, protocol, buyer_cookie,
      setup_payload_id, parties, browser_form_post, form_fields, locale, deployment_mode, start_at,
      start_token_hash, start_expires_at, state, exchange_id, created_at, start_auxiliary_id, suite, frame,
      operation_allowed)
    select id, connection_id, buyer_id, (select known.id from user_account known
        where known.organisation_id = given.buyer_id and known.email in (given.plain, given.own)
        order by known.email limit 1),
      operation, protocol, buyer_cookie, setup_payload_id, parties::jsonb, browser_form_post, form_fields::jsonb,
      locale, deployment_mode, start_at, start_token_hash, expires_at, 'created', exchange_id, at,
      start_auxiliary_id, suite, frame::jsonb, operation_allowed
    from ${begun.given}`,
  columns: begun.columns,
} as const;

/** The session of a person who has an account, without a basket, as one statement. */
function beginning(
  ctx: Ctx,
  start: VisitStart,
): { sessionId: string; startToken: string; statement: Statement } {
  const [sessionId, startToken] = [ctx.newId(), randomToken()];
  const now = ctx.now();
  const row = [
    start.buyerId,
    ...punchOutAddresses(personOf(start)),
    micros(now),
    micros(now.add({ minutes: START_MINUTES })),
    sessionId,
    start.connectionId,
    start.operation,
    start.protocol,
    start.buyerCookie,
    start.setupPayloadId,
    JSON.stringify(start.parties),
    start.browserFormPost ?? null,
    JSON.stringify(start.formFields ?? []),
    start.locale,
    start.deploymentMode,
    start.startAt ?? null,
    lookupHash(ctx.services.config.key, startToken),
    start.exchangeId ?? null,
    start.startAuxiliaryId ?? null,
    start.suite ?? '',
    JSON.stringify(start.frame ?? ANYWHERE),
    start.operationAllowed ?? 'edit',
  ];
  return { sessionId, startToken, statement: { ...BEGIN, rows: [row] } };
}

/**
 * `startVisit` for a door that sends all it writes together: the statements that begin a visit without lines
 * (operation create), and what the answer needs. Nothing has happened until they are written.
 */
export function visitStatements(
  ctx: Ctx,
  start: VisitStart,
): { sessionId: string; startToken: string; statements: readonly Statement[] } {
  const { sessionId, startToken, statement } = beginning(ctx, start);
  return {
    sessionId,
    startToken,
    statements: [punchOutUserStatement(ctx, personOf(start)), statement],
  };
}

/** Gives a visit, whose row the caller holds, the basket that it shares with no other and with no desk. */
function giveBasket(tx: TxCtx, session: PunchOutSession): Basket {
  const { buyerId, userId } = session;
  const basket = createBasket(tx, { buyerId, userId, currency: 'EUR', visit: true });
  session.basketId = basket.id;
  return basket;
}

/**
 * Begins a visit from a buyer's suite: the person (made on first sight) and a start token of 256 bits, valid
 * ten minutes and once. Returns the token; only its keyed hash is kept. An edit or inspect of cXML has its
 * basket at once, with the lines that it brings; every other visit has one when it is opened.
 */
export async function startVisit(
  ctx: Ctx,
  start: VisitStart,
): Promise<{ sessionId: string; startToken: string }> {
  const run = async (tx: TxCtx): Promise<{ sessionId: string; startToken: string }> => {
    await ensurePunchOutUser(tx, personOf(start));
    const { sessionId, startToken, statement } = beginning(tx, start);
    await writeStatement(tx, statement);
    // An OCI call-up that only shows one product (DETAIL) brings no cart and asks for none.
    if (start.operation !== 'create' && start.protocol === 'cxml') {
      const session = await tx.em.findOneOrFail(PunchOutSession, { id: sessionId });
      const basket = giveBasket(tx, session);
      await restoreLines(tx, { basket, session, items: start.items });
    }
    return { sessionId, startToken };
  };
  return write(ctx, (tx) => privileged(tx, run));
}

/** The path's session token follows from the start token, so that a reload within the grace meets the same visit. */
function sessionTokenOf(services: Services, startToken: string): string {
  return createHmac('sha256', services.config.key)
    .update('visit')
    .update(startToken)
    .digest('base64url');
}

function isPast(instant: Temporal.Instant, now: Temporal.Instant): boolean {
  return Temporal.Instant.compare(instant, now) <= 0;
}

/**
 * Opens a visit with its start token: once, with 60 seconds of grace for a reload, and gives it its basket.
 * Returns the session token for the path. Locks the visit. Refusals: `purchasing.session_unknown`,
 * `purchasing.session_used`.
 */
export async function openVisit(ctx: Ctx, startToken: string): Promise<string> {
  return write(ctx, async (tx) => {
    const { services } = tx;
    const session = await tx.em.findOne(
      PunchOutSession,
      { startTokenHash: lookupHash(services.config.key, startToken) },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!session || isPast(session.startExpiresAt, tx.now()))
      throw new Problem('purchasing.session_unknown');
    if (
      session.startUsedAt &&
      isPast(session.startUsedAt.add({ seconds: RELOAD_GRACE_SECONDS }), tx.now())
    ) {
      throw new Problem('purchasing.session_used');
    }
    const token = sessionTokenOf(services, startToken);
    session.startUsedAt ??= tx.now();
    session.sessionTokenHash = lookupHash(services.config.key, token);
    session.sessionExpiresAt = tx.now().add({ hours: IDLE_HOURS });
    if (session.state === 'created') {
      session.state = 'active';
      if (!session.basketId) giveBasket(tx, session);
    }
    return token;
  });
}

export type Visit = {
  readonly ctx: Ctx;
  readonly session: PunchOutSession;
  readonly buyerName: string;
  /** When it is over however busy the person is. */
  readonly endsAt: Temporal.Instant;
};

/**
 * Who is behind a punch-out path: the visit and a context with the buyer's rows. Refuses unknown, ended and
 * idle visits (8 hours, extended by use, a day at most), and those whose person, company or connection was
 * closed, with `purchasing.session_unknown`.
 */
export async function visitOf(
  services: Services,
  {
    token,
    requestId,
    locale,
    state = 'active',
  }: {
    token: string;
    requestId: string;
    /** The person chose this language: kept for the rest of the visit. */
    locale?: Locale | undefined;
    /** `returned`: the basket has gone back and the person asks for its form again. */
    state?: 'active' | 'returned';
  },
): Promise<Visit> {
  const system = systemContext(services, 'visit', requestId);
  const found = await read(system, async (tx) => {
    const session = await sessionByToken(tx, token);
    if (!session || session.state !== state) return undefined;
    if (isPast(session.createdAt.add({ hours: VISIT_HOURS_MAX }), tx.now())) return undefined;
    // Closing a person, a company or a connection closes what they have open.
    const user = await tx.em.findOne(UserAccount, { id: session.userId, active: true });
    const buyer = await tx.em.findOne(Organisation, { id: session.buyerId, active: true });
    const { connectionId } = session;
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId, active: true });
    return user && buyer && connection ? { session, user } : undefined;
  });
  const expires = found?.session.sessionExpiresAt;
  if (!found || !expires || isPast(expires, services.clock.now()))
    throw new Problem('purchasing.session_unknown');
  const { session, user } = found;
  const extend = isPast(expires.subtract({ hours: IDLE_HOURS - 1 }), services.clock.now());
  const chosen = locale && locale !== (session.pageLocale ?? session.locale) ? locale : undefined;
  if (extend || chosen) {
    await write(system, async (tx) => {
      const fresh = await tx.em.findOneOrFail(PunchOutSession, { id: session.id });
      if (extend) fresh.sessionExpiresAt = tx.now().add({ hours: IDLE_HOURS });
      if (chosen) fresh.pageLocale = chosen;
    });
  }
  const ctx = contextFor(services, {
    actor: {
      name: user.name,
      userId: user.id,
      organisationId: session.buyerId,
      organisationKind: 'buyer',
      scope: 'party',
      permissions: permissionsOf(['requester']),
    },
    locale: locale ?? session.pageLocale ?? session.locale,
    requestId,
  });
  return {
    ctx,
    session,
    buyerName: user.name,
    endsAt: session.createdAt.add({ hours: VISIT_HOURS_MAX }),
  };
}
