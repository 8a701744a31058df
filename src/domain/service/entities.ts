import { defineEntity, p } from '@mikro-orm/core';
import { column, partyRows } from '../../platform/index.ts';
import { OutgoingDelivery } from './deliveries/entities.ts';
import { ProfileRevision, SuiteProfileRecord } from './profiles/entities.ts';

export const threadRoots = ['visit', 'request', 'order', 'part', 'document'] as const;
/** What a thread hangs on: a visit, a request, a purchase order, one seller's part of it, a lone document. */
export type ThreadRootKind = (typeof threadRoots)[number];

const ShareSchema = defineEntity({
  name: 'ThreadShare',
  tableName: 'thread_share',
  ...partyRows('organisation_id'),
  properties: {
    id: column.id(),
    /** Whose people made it, and may take it back; staff see all. */
    organisationId: p.uuid().nullable(),
    rootKind: p.enum(threadRoots),
    rootId: p.uuid(),
    /** Whose eyes the reader gets: never more than this party sees, and names and addresses masked besides. */
    sight: p.enum(['operator', 'buyer', 'seller'] as const),
    sightOrganisationId: p.uuid().nullable(),
    label: p.text(),
    /** Keyed hash of 256 random bits; the link itself is shown once. */
    tokenHash: p.text(),
    expiresAt: column.instant(),
    revokedAt: column.instant().nullable(),
    revokedBy: p.text().nullable(),
    openedCount: p.integer().default(0),
    openedAt: column.instant().nullable(),
    createdAt: column.instant(),
    createdBy: p.text(),
  },
  uniques: [{ properties: ['tokenHash'] }],
  indexes: [{ properties: ['rootKind', 'rootId'] }],
  checks: [{ name: 'thread_share_expiry', expression: 'expires_at > created_at' }],
});
/** A thread shown to somebody without a login, until a day, by a link that can be taken back. */
export class ThreadShare extends ShareSchema.class {}
ShareSchema.setClass(ThreadShare);

export const serviceEntities = [
  ThreadShare,
  OutgoingDelivery,
  SuiteProfileRecord,
  ProfileRevision,
] as const;
