import { Problem, randomToken } from '../../../base/index.ts';
import {
  actingFor,
  audit,
  type Ctx,
  contextFor,
  lookupHash,
  type Permission,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { Organisation } from '../../parties/index.ts';
import { ThreadShare } from '../entities.ts';
import { scopeOf } from './scope.ts';
import type { ThreadRoot } from './types.ts';

/** How long a link may live, in days. */
export const shareDays = [1, 7, 30] as const;
export type ShareDays = (typeof shareDays)[number];

/** Whose eyes the reader of a link gets; a seller's are those of one part of the order. */
export type ShareSight =
  | { readonly kind: 'own' }
  | { readonly kind: 'buyer' }
  | { readonly kind: 'part'; readonly partId: string };

type Seen = {
  readonly root: ThreadRoot;
  readonly sight: 'operator' | 'buyer' | 'seller';
  readonly organisationId: string | null;
};

/** What the link shows: a party only its own part, staff also that of one of the parties. */
async function seenBy(
  tx: TxCtx,
  { root, sight }: { root: ThreadRoot; sight: ShareSight },
): Promise<Seen> {
  const { actor } = tx;
  if (actor.scope === 'party') {
    const kind = actor.organisationKind === 'seller' ? 'seller' : 'buyer';
    return { root, sight: kind, organisationId: actor.organisationId ?? null };
  }
  if (sight.kind === 'own') return { root, sight: 'operator', organisationId: null };
  if (sight.kind === 'part') {
    const { partIds } = await scopeOf(tx, root);
    if (!partIds.includes(sight.partId))
      throw new Problem('not_found', { what: 'seller order', id: sight.partId });
    const [part] = await tx.em.execute<{ seller_id: string }[]>(
      'select seller_id from seller_order where id = ?',
      [sight.partId],
    );
    return {
      root: { kind: 'part', id: sight.partId },
      sight: 'seller',
      organisationId: part?.seller_id ?? null,
    };
  }
  const { requisitionIds, orderIds, sessionIds } = await scopeOf(tx, root);
  const [buyer] = await privileged(tx, ({ em }) =>
    em.execute<{ buyer_id: string }[]>(
      `select buyer_id from requisition where id = any(?::uuid[]) union select buyer_id from purchase_order where id = any(?::uuid[])
       union select buyer_id from punch_out_session where id = any(?::uuid[]) union select partner_id from exchange where id = ? limit 1`,
      [requisitionIds, orderIds, sessionIds].map((ids) => `{${ids.join(',')}}`).concat(root.id),
    ),
  );
  if (!buyer) throw new Problem('not_found', { what: 'buyer', id: root.id });
  return { root, sight: 'buyer', organisationId: buyer.buyer_id };
}

/**
 * Makes a link by which somebody without a login reads one thread until a day (1, 7 or 30 days from now). The
 * token has 256 bits and comes back here only: its keyed hash is kept. Audited. Refuses `not_found` for a thread
 * that its maker does not see.
 */
export async function shareThread(
  ctx: Ctx,
  {
    root,
    label,
    days,
    sight = { kind: 'own' },
  }: { root: ThreadRoot; label: string; days: ShareDays; sight?: ShareSight },
): Promise<{ shareId: string; token: string }> {
  ctx.require('exchange.read');
  return write(ctx, async (tx) => {
    await scopeOf(tx, root);
    const seen = await seenBy(tx, { root, sight });
    const token = randomToken();
    const shareId = tx.newId();
    const expiresAt = tx.now().add({ hours: 24 * days });
    tx.em.create(ThreadShare, {
      id: shareId,
      organisationId: tx.actor.organisationId ?? null,
      rootKind: seen.root.kind,
      rootId: seen.root.id,
      sight: seen.sight,
      sightOrganisationId: seen.organisationId,
      label: label.slice(0, 200),
      tokenHash: hashOf(tx, token),
      expiresAt,
      createdAt: tx.now(),
      createdBy: tx.actor.name,
    });
    await audit(tx, {
      action: 'thread.shared',
      subject: `thread_share:${shareId}`,
      detail: { ...seen, label, expiresAt: expiresAt.toString() },
    });
    return { shareId, token };
  });
}

function hashOf({ services }: Ctx, token: string): string {
  return lookupHash(services.config.key, `thread ${token}`);
}

/** Closes a link at once and for good; closing it again changes nothing. Audited. */
export async function revokeShare(
  ctx: Ctx,
  { shareId }: { shareId: string },
): Promise<ThreadShare> {
  ctx.require('exchange.read');
  return write(ctx, async (tx) => {
    const share = await tx.em.findOne(ThreadShare, { id: shareId });
    if (!share) throw new Problem('not_found', { what: 'link', id: shareId });
    if (share.revokedAt) return share;
    share.revokedAt = tx.now();
    share.revokedBy = tx.actor.name;
    await audit(tx, { action: 'thread.share_revoked', subject: `thread_share:${shareId}` });
    return share;
  });
}

const SHARES_SHOWN = 20;

/** The links to a thread or to one of its parts that the reader's side made, newest first. */
export async function sharesOf(tx: TxCtx, rootIds: readonly string[]): Promise<ThreadShare[]> {
  return tx.em.find(
    ThreadShare,
    { rootId: { $in: [...rootIds] } },
    { orderBy: { createdAt: 'desc', id: 'desc' }, limit: SHARES_SHOWN },
  );
}

/** What a reader without a login may: look. */
const READER: ReadonlySet<Permission> = new Set<Permission>([
  'audit.read',
  'exchange.read',
  'order.read',
  'invoice.read',
]);

/** What a link opens: one thread, in the sight it was made with. */
export type OpenedShare = { readonly ctx: Ctx; readonly share: ThreadShare };

function readerOf(ctx: Ctx, share: ThreadShare): Ctx {
  const name = `link ${share.id}`;
  if (share.sight === 'operator')
    return contextFor(ctx.services, {
      actor: {
        name,
        userId: undefined,
        organisationId: share.organisationId ?? undefined,
        organisationKind: 'operator',
        scope: 'operator',
        permissions: READER,
      },
      locale: ctx.locale,
      requestId: ctx.requestId,
    });
  return actingFor(ctx, {
    organisationId: share.sightOrganisationId ?? '',
    kind: share.sight,
    name,
    permissions: READER,
  });
}

/**
 * Opens a link: counts the visit, audits the first. Unknown, expired and revoked, and those of a closed
 * company, are one refusal
 * (`service.share_closed`), so that nothing can be learnt by trying.
 */
export async function openShare(ctx: Ctx, token: string): Promise<OpenedShare> {
  const share = await write(ctx, async (tx) => {
    const found = await tx.em.findOne(ThreadShare, { tokenHash: hashOf(tx, token) });
    const closed =
      !found || found.revokedAt || Temporal.Instant.compare(found.expiresAt, tx.now()) <= 0;
    if (closed) return undefined;
    // Whoever is shut out does not read on by link: the company that made it, and the one whose sight it gives.
    for (const id of [found.organisationId, found.sightOrganisationId])
      if (id && !(await tx.em.findOne(Organisation, { id, active: true }))) return undefined;
    if (found.openedCount === 0)
      await audit(tx, { action: 'thread.share_opened', subject: `thread_share:${found.id}` });
    found.openedCount += 1;
    found.openedAt = tx.now();
    return found;
  });
  if (!share) throw new Problem('service.share_closed');
  return { share, ctx: readerOf(ctx, share) };
}
