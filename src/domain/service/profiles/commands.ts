import { LockMode } from '@mikro-orm/core';
import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, type TxCtx, write } from '../../../platform/index.ts';
import { TradingConnection } from '../../parties/index.ts';
import { ProfileRevision, SuiteProfileRecord } from './entities.ts';

/** What a profile is checked with: the settings of one connection, as they would be. */
export type ProfileAsked = {
  readonly protocol: TradingConnection['protocol'];
  readonly profile: string;
  readonly profileOverlay: Readonly<Record<string, unknown>>;
  readonly suiteProfile: Readonly<Record<string, unknown>> | null;
};

/**
 * Refuses settings that are no profile, naming the setting (`punchout.profile_*`); implemented by the channels,
 * which know the schema.
 */
export type ProfileCheck = (asked: ProfileAsked) => void;

/** Connections of one suite that are checked when the suite changes; no installation has as many. */
const CONNECTIONS_MAX = 5_000;

function operatorOnly(ctx: Ctx): void {
  ctx.require('partner.manage');
  if (ctx.actor.scope === 'party') throw new Problem('access.denied', { permission: 'operator' });
}

type RevisionInput = Pick<
  ProfileRevision,
  'subject' | 'revision' | 'suite' | 'suiteRevision' | 'content' | 'note'
>;

function keep(tx: TxCtx, revision: RevisionInput, author = tx.actor.name): void {
  tx.em.create(ProfileRevision, {
    id: tx.newId(),
    ...revision,
    authorId: tx.actor.userId ?? null,
    authorName: author,
    at: tx.now(),
  });
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

export type ConnectionProfileInput = {
  readonly connectionId: string;
  /** The revision the form was filled from: somebody else's change in between refuses. */
  readonly revision: number;
  readonly suite: string;
  /** JSON merge patch over the suite's profile. */
  readonly overlay: Readonly<Record<string, unknown>>;
  readonly note: string;
};

/**
 * Changes how a connection speaks to its suite. Each state is kept for good with its author and note; the state
 * the connection was made with becomes revision 0 at the first change. Nothing changed: no revision. Locks the
 * connection. Refuses `concurrency.changed` and whatever `check` refuses.
 */
export async function saveConnectionProfile(
  ctx: Ctx,
  input: ConnectionProfileInput,
  check: ProfileCheck,
): Promise<{ organisationId: string; revision: number }> {
  operatorOnly(ctx);
  return write(ctx, async (tx) => {
    const { connectionId, suite, overlay } = input;
    const connection = await tx.em.findOne(
      TradingConnection,
      { id: connectionId },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (!connection) throw new Problem('not_found', { what: 'connection', id: connectionId });
    const { organisationId, protocol, profileRevision } = connection;
    if (profileRevision !== input.revision) throw new Problem('concurrency.changed');
    const record = await tx.em.findOne(SuiteProfileRecord, { id: suite });
    check({
      protocol,
      profile: suite,
      profileOverlay: overlay,
      suiteProfile: record?.content ?? null,
    });
    if (connection.profile === suite && same(connection.profileOverlay, overlay))
      return { organisationId, revision: profileRevision };
    const subject = `connection:${connectionId}`;
    if (profileRevision === 0) {
      const { profile, profileOverlay: content, suiteRevision } = connection;
      const first = { subject, revision: 0, suite: profile, content, note: '' };
      keep(tx, { ...first, suiteRevision: suiteRevision ?? null }, 'Comptoir');
    }
    const revision = profileRevision + 1;
    keep(tx, {
      subject,
      revision,
      suite,
      suiteRevision: record?.revision ?? null,
      content: overlay,
      note: input.note,
    });
    tx.em.assign(connection, {
      profile: suite,
      profileOverlay: overlay,
      profileRevision: revision,
    });
    await audit(tx, {
      action: 'connection.profile_changed',
      subject: `trading_connection:${connectionId}`,
      detail: { organisationId, suite, revision, note: input.note },
    });
    return { organisationId, revision };
  });
}

export type SuiteInput = {
  readonly id: string;
  readonly label: string;
  readonly protocol: 'cxml' | 'oci';
  /** What the suite does otherwise than `generic`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** 0 for a new one; else the revision the form was filled from. */
  readonly revision: number;
  readonly note: string;
};

/** A suite's change must leave every connection of it a whole profile. */
async function checkConnections(
  tx: TxCtx,
  { id, content, check }: SuiteInput & { check: ProfileCheck },
): Promise<void> {
  const connections = await tx.em.find(
    TradingConnection,
    { profile: id },
    { limit: CONNECTIONS_MAX, orderBy: { id: 'asc' } },
  );
  for (const { protocol, profileOverlay, name } of connections) {
    try {
      check({ protocol, profile: id, profileOverlay, suiteProfile: content });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      const { setting = '', reason = '' } = error.params;
      throw new Problem('service.suite_in_use', {
        connection: name,
        setting: String(setting),
        reason: String(reason),
      });
    }
  }
}

/**
 * Describes a suite as data, or changes it. It is in force for its connections at once; every state is kept.
 * Refuses an id that is taken, `reserved` ones of the code included (`service.suite_taken`), a change that would
 * leave a connection without a whole profile (`service.suite_in_use`), `concurrency.changed`, and whatever
 * `check` refuses. Locks the suite.
 */
export async function saveSuite(
  ctx: Ctx,
  input: SuiteInput,
  { check, reserved }: { check: ProfileCheck; reserved: readonly string[] },
): Promise<{ id: string; revision: number }> {
  operatorOnly(ctx);
  return write(ctx, async (tx) => {
    const { id, label, protocol, content } = input;
    const record = await tx.em.findOne(
      SuiteProfileRecord,
      { id },
      { lockMode: LockMode.PESSIMISTIC_WRITE },
    );
    if (reserved.includes(id) || (record && input.revision === 0))
      throw new Problem('service.suite_taken', { id });
    if ((record?.revision ?? 0) !== input.revision) throw new Problem('concurrency.changed');
    check({ protocol, profile: id, profileOverlay: {}, suiteProfile: content });
    if (record && record.label === label && same(record.content, content))
      return { id, revision: record.revision };
    await checkConnections(tx, { ...input, check });
    const revision = input.revision + 1;
    const now = tx.now();
    const state = { label, protocol, content, revision, updatedAt: now };
    // The ORM's assign takes no Instant.
    if (record) Object.assign(record, state);
    else tx.em.create(SuiteProfileRecord, { id, ...state, createdAt: now });
    const { note } = input;
    keep(tx, {
      subject: `suite:${id}`,
      revision,
      suite: id,
      suiteRevision: revision,
      content,
      note,
    });
    await audit(tx, {
      action: record ? 'suite_profile.changed' : 'suite_profile.created',
      subject: `suite_profile:${id}`,
      detail: { revision, note },
    });
    return { id, revision };
  });
}
