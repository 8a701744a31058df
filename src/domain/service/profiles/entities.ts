import { defineEntity, p } from '@mikro-orm/core';
import { column, internalRows } from '../../../platform/index.ts';

const SuiteSchema = defineEntity({
  name: 'SuiteProfileRecord',
  tableName: 'suite_profile',
  ...internalRows(),
  properties: {
    /** What connections name; never the id of a profile that comes with the code. */
    id: p.text().primary(),
    label: p.text(),
    protocol: p.enum(['cxml', 'oci'] as const),
    /** What the suite does otherwise than `generic`, as JSON; checked before it is kept. */
    content: p.json<Record<string, unknown>>(),
    revision: p.integer(),
    createdAt: column.instant(),
    updatedAt: column.instant(),
  },
  checks: [
    { name: 'suite_profile_id', expression: `id ~ '^[a-z0-9][a-z0-9-]{0,59}$'` },
    { name: 'suite_profile_revision', expression: 'revision >= 1' },
  ],
});
/** A buyer's suite that the operator described as data. */
export class SuiteProfileRecord extends SuiteSchema.class {}
SuiteSchema.setClass(SuiteProfileRecord);

const RevisionSchema = defineEntity({
  name: 'ProfileRevision',
  tableName: 'profile_revision',
  ...internalRows(),
  properties: {
    id: column.id(),
    /** `connection:<id>` or `suite:<id>`: whose settings these were. */
    subject: p.text(),
    revision: p.integer(),
    /** The suite in force: its id, and its revision where it is data. */
    suite: p.text(),
    suiteRevision: p.integer().nullable(),
    content: p.json<Record<string, unknown>>(),
    note: p.text(),
    authorId: p.uuid().nullable(),
    authorName: p.text(),
    at: column.instant(),
  },
  uniques: [{ properties: ['subject', 'revision'] }],
  checks: [{ name: 'profile_revision_number', expression: 'revision >= 0' }],
});
/** One state of a suite's or a connection's settings, kept for good: who, when, why, what. */
export class ProfileRevision extends RevisionSchema.class {}
RevisionSchema.setClass(ProfileRevision);
