import type { EntityManager, MikroORM } from '@mikro-orm/postgresql';
import type { Logger } from 'pino';
import { type Locale, Problem, uuidv7 } from '../base/index.ts';
import { allPermissions, type Permission } from './access.ts';
import type { Config } from './config.ts';

/** The only clock. Production reads the machine's; scenarios travel. */
export type Clock = { readonly now: () => Temporal.Instant };

export const systemClock: Clock = { now: () => Temporal.Now.instant() };

/** What the process has, shared by all its requests and jobs. */
export type Services = {
  readonly config: Config;
  readonly orm: MikroORM;
  readonly log: Logger;
  readonly clock: Clock;
  /** Event name → the jobs that want to hear of it. Filled by app.ts, read by `emit`. */
  readonly subscriptions: ReadonlyMap<string, readonly string[]>;
};

/** Who is served: their organisation decides which rows exist for them. */
export type Actor = {
  /** For audit and pages: a person's name, a partner's connection, or a job. */
  readonly name: string;
  readonly userId: string | undefined;
  readonly organisationId: string | undefined;
  readonly organisationKind: 'buyer' | 'seller' | 'operator' | undefined;
  readonly scope: 'party' | 'operator' | 'system';
  readonly permissions: ReadonlySet<Permission>;
};

/** First argument everywhere: who, when, in which language, with which services. */
export type Ctx = {
  readonly services: Services;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly requestId: string;
  readonly now: () => Temporal.Instant;
  readonly newId: () => string;
  /** Refuses with `access.denied` unless the actor holds the permission. */
  readonly require: (permission: Permission) => void;
};

/** A context inside a transaction: `em` is bound to it and to the actor's rows. */
export type TxCtx = Ctx & { readonly em: EntityManager };

/** A context for an actor. `requestId` ties logs, audit and exchange records together. */
export function contextFor(
  services: Services,
  { actor, locale = 'en', requestId }: { actor: Actor; locale?: Locale; requestId?: string },
): Ctx {
  const now = services.clock.now;
  return {
    services,
    actor,
    locale,
    requestId: requestId ?? uuidv7(now().epochMilliseconds),
    now,
    // Ids carry the real time: a travelled clock must not make two of them meet.
    newId: () => uuidv7(Date.now()),
    require: (permission) => {
      if (!actor.permissions.has(permission)) throw new Problem('access.denied', { permission });
    },
  };
}

/** The same context at one moment: what is written together bears one time. */
export function atOneMoment(ctx: Ctx): Ctx {
  const at = ctx.now();
  return { ...ctx, now: () => at };
}

/** The context of jobs and of doors before they know who is calling: sees every row. */
export function systemContext(services: Services, name: string, requestId?: string): Ctx {
  return contextFor(services, {
    actor: {
      name,
      userId: undefined,
      organisationId: undefined,
      organisationKind: undefined,
      scope: 'system',
      permissions: allPermissions,
    },
    ...(requestId ? { requestId } : {}),
  });
}

/** The same context acting for one organisation's partner connection, with that organisation's rows only. */
export function actingFor(
  ctx: Ctx,
  party: {
    organisationId: string;
    kind: 'buyer' | 'seller';
    name: string;
    permissions: ReadonlySet<Permission>;
  },
): Ctx {
  return contextFor(ctx.services, {
    actor: {
      name: party.name,
      userId: undefined,
      organisationId: party.organisationId,
      organisationKind: party.kind,
      scope: 'party',
      permissions: party.permissions,
    },
    locale: ctx.locale,
    requestId: ctx.requestId,
  });
}

/** The same request carried on with the system's sight: for the steps of a command that cross parties. */
export function asSystem(ctx: Ctx): Ctx {
  return systemContext(ctx.services, ctx.actor.name, ctx.requestId);
}
