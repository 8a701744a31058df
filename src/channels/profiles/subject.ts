import {
  connectionProfile,
  type JsonValue,
  overlaid,
  patchBetween,
  type SuiteProfile,
  suiteFrom,
  suiteProfiles,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import {
  type ProfileCheck,
  profiledConnection,
  suiteRecord,
  suiteRecords,
} from '../../domain/service/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import type { JsonObject } from './form.ts';

/** Whose settings are edited: a connection's over its suite, or a suite's over the general profile. */
export type Subject = {
  readonly kind: 'connection' | 'suite';
  /** As revisions name it: `connection:<id>`. */
  readonly key: string;
  readonly href: string;
  readonly title: string;
  readonly partner?: { readonly id: string; readonly name: string };
  readonly suite: string;
  /** The profile underneath; the changes are a merge patch over it. */
  readonly base: SuiteProfile;
  readonly changes: JsonObject;
  readonly profile: SuiteProfile;
  readonly revision: number;
};

/** Refuses settings that are no profile, and a profile of another protocol than the connection's. */
export const checkProfile: ProfileCheck = ({ protocol, ...asked }) => {
  const profile = connectionProfile(asked);
  if (profile.protocol !== protocol)
    throw new Problem('punchout.profile_protocol', { id: asked.profile, protocol });
};

/** The ids that come with the code: an own suite takes another. */
export const reservedSuites: readonly string[] = suiteProfiles.map(({ id }) => id);

/** The subject with other changes; refuses what would be no profile. */
export function withChanges(subject: Subject, changes: JsonObject): Subject {
  const profile =
    subject.kind === 'suite'
      ? suiteFrom(suiteContent(subject, changes))
      : overlaid(subject.base, changes);
  return { ...subject, changes, profile };
}

/** A suite's content with its name and protocol, which are not its form's. */
export function suiteContent(
  { profile }: Pick<Subject, 'profile'>,
  changes: JsonObject,
): JsonObject {
  const { id, label, protocol } = profile;
  return { label, ...changes, id, protocol };
}

/** The changes that make a whole document out of the subject's base. */
export function changesTo(subject: Subject, document: JsonObject): JsonObject {
  return patchBetween(asJson(subject.base), document);
}

/**
 * The changes that a typed document means: itself, a merge patch; or, where it is a whole profile as one is
 * exported, what it has otherwise than the subject's base. Its name stays behind.
 */
export function changesIn(subject: Subject, document: JsonObject): JsonObject {
  const { id, label, protocol, ...settings } = document;
  if (typeof id !== 'string' || typeof label !== 'string' || typeof protocol !== 'string')
    return document;
  if (protocol !== subject.base.protocol) {
    throw new Problem('punchout.profile_protocol', {
      id,
      protocol: subject.base.protocol,
    });
  }
  const { id: _id, label: _label, protocol: _protocol, ...base } = asJson(subject.base);
  return patchBetween(base, settings);
}

/** A profile as the JSON it is. */
export function asJson(profile: SuiteProfile): JsonObject {
  return structuredClone(profile) as unknown as JsonObject;
}

export async function connectionSubject(tx: TxCtx, id: string): Promise<Subject> {
  const { connection, partner } = await profiledConnection(tx, id);
  const { profile: suite, suiteProfile, profileOverlay, profileRevision, name } = connection;
  return {
    kind: 'connection',
    key: `connection:${id}`,
    href: `/operator/connections/${id}/profile`,
    title: name,
    partner: { id: partner.id, name: partner.tradingName },
    suite,
    base: connectionProfile({ profile: suite, profileOverlay: {}, suiteProfile }),
    changes: profileOverlay as JsonObject,
    profile: connectionProfile(connection),
    revision: profileRevision,
  };
}

/** What an own suite is described against: `generic`, or `sap-oci` for OCI. */
function groundOf(
  protocol: 'cxml' | 'oci',
  { id, label }: { id: string; label: string },
): SuiteProfile {
  return suiteFrom({ id, label, protocol });
}

/** A suite by id: one of the code's, which nobody edits (revision 0), or the installation's own. */
export async function suiteSubject(tx: TxCtx, id: string): Promise<Subject> {
  const href = `/operator/suites/${id}`;
  const shipped = suiteProfiles.find((one) => one.id === id);
  const common = { kind: 'suite' as const, key: `suite:${id}`, href, suite: id };
  if (shipped) {
    const { label } = shipped;
    return { ...common, title: label, base: shipped, changes: {}, profile: shipped, revision: 0 };
  }
  const record = await suiteRecord(tx, id);
  if (!record) throw new Problem('not_found', { what: 'suite', id });
  const { label, protocol, revision } = record;
  const {
    id: _id,
    label: _label,
    protocol: _protocol,
    ...changes
  } = record.content as {
    [key: string]: JsonValue;
  };
  return {
    ...common,
    title: label,
    base: groundOf(protocol, { id, label }),
    changes,
    profile: suiteFrom({ ...(record.content as JsonObject), id }),
    revision,
  };
}

export type SuiteChoice = {
  readonly id: string;
  readonly label: string;
  readonly protocol: 'cxml' | 'oci';
  /** 0: comes with the code. */
  readonly revision: number;
};

/** Every suite there is, those of the code first. */
export async function suiteChoices(tx: TxCtx): Promise<SuiteChoice[]> {
  const own = await suiteRecords(tx);
  return [
    ...suiteProfiles.map(({ id, label, protocol }) => ({ id, label, protocol, revision: 0 })),
    ...own.map(({ id, label, protocol, revision }) => ({ id, label, protocol, revision })),
  ];
}
