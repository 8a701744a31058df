import type { z } from 'zod';
import { Problem } from '../../src/base/index.ts';
import { isObject, type JsonValue, mergePatch } from './patch.ts';
import { type SuiteProfile, suiteProfileSchema } from './schema.ts';
import { generic, sapOci, suiteProfiles } from './suites.ts';

/** What a connection says of its suite: the profile's name, what it changes, and its data where it is data. */
export type ProfiledConnection = {
  readonly profile: string;
  readonly profileOverlay: Readonly<Record<string, unknown>>;
  /** The content of the installation's own profile of that name; absent for those that come with the code. */
  readonly suiteProfile?: Readonly<Record<string, unknown>> | null | undefined;
};

function refuse(issue: z.core.$ZodIssue | undefined): never {
  // An unknown name is reported on the group that holds it: the setting is that name.
  const path = issue?.path.map(String) ?? [];
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  throw new Problem('punchout.profile_invalid', {
    setting: [...path, ...unknown].join('.') || 'profile',
    reason: unknown.length > 0 ? 'there is no such setting' : (issue?.message ?? 'not readable'),
  });
}

/** What one setting alone cannot say. */
function refuseContradictions(profile: SuiteProfile): void {
  const { units, oci, protocol, extrinsics, signature, multiSeller } = profile;
  const contradiction = (setting: string, reason: string): never => {
    throw new Problem('punchout.profile_invalid', { setting, reason });
  };
  if (units.unknown === 'default' && !units.default)
    contradiction('units.default', 'units.unknown is “default”, so it must name a unit');
  if (units.default && units.accepted.length > 0 && !units.accepted.includes(units.default))
    contradiction('units.default', 'units.accepted does not hold it');
  if (signature.policy === 'required' && signature.certificates.length === 0)
    contradiction('signature.certificates', 'signatures are required, so one must be named');
  if (protocol === 'oci' && multiSeller === 'route')
    contradiction('multiSeller', 'OCI has no way to route orders: only cXML has a Path');
  if (protocol === 'oci' && !oci) contradiction('oci', 'an OCI profile needs its call-up fields');
  const custom = protocol === 'oci' ? Object.keys(extrinsics.item) : [];
  const [odd] = custom.filter((name) => !/^CUST_FIELD[1-5]$/.test(name));
  if (odd) contradiction(`extrinsics.item.${odd}`, 'OCI has CUST_FIELD1 to CUST_FIELD5');
  if (oci?.schemes.length === 0) contradiction('oci.schemes', 'at least one scheme is needed');
}

function checked(document: JsonValue): SuiteProfile {
  const result = suiteProfileSchema.safeParse(document);
  if (!result.success) return refuse(result.error.issues[0]);
  refuseContradictions(result.data);
  return result.data;
}

/**
 * A profile that is data: what it leaves out is as in `generic` (or `sap-oci`, for the protocol it names), so that it may say only what its suite does
 * otherwise, and goes on working when a later version of ours knows more settings.
 */
export function suiteFrom(content: JsonValue): SuiteProfile {
  if (!isObject(content)) return checked(content);
  const base = content.protocol === 'oci' ? sapOci : generic;
  return checked(mergePatch(structuredClone(base) as JsonValue, content));
}

function suiteNamed(id: string): SuiteProfile {
  const suite = suiteProfiles.find((one) => one.id === id);
  if (suite) return suite;
  const known = suiteProfiles.map((one) => one.id).join(', ');
  throw new Problem('punchout.profile_unknown', { id, known });
}

/** A whole profile with changes, a JSON merge patch over it. Refuses `punchout.profile_invalid`. */
export function overlaid(suite: SuiteProfile, overlay: JsonValue): SuiteProfile {
  return checked(mergePatch(structuredClone(suite) as JsonValue, overlay));
}

/**
 * A suite's profile with a partner's overlay, a JSON merge patch over it. Refuses an unknown suite
 * (`punchout.profile_unknown`) and a result that is no profile, naming the first wrong setting
 * (`punchout.profile_invalid`).
 */
export function resolveProfile(id: string, overlay: JsonValue = {}): SuiteProfile {
  return overlaid(suiteNamed(id), overlay);
}

const KEPT_MAX = 500;
const kept = new Map<string, SuiteProfile>();

/**
 * The profile as a connection has it: the one way for everything that speaks to a partner. Its suite is the
 * installation's own where the connection brings one, else one that comes with the code. Worked out once for
 * each wording. Refusals as for `resolveProfile`.
 */
export function connectionProfile(connection: ProfiledConnection): SuiteProfile {
  const { profile, profileOverlay, suiteProfile } = connection;
  const key = JSON.stringify([profile, suiteProfile ?? null, profileOverlay]);
  const known = kept.get(key);
  if (known) return known;
  const suite = suiteProfile
    ? suiteFrom({ ...(suiteProfile as { [key: string]: JsonValue }), id: profile })
    : suiteNamed(profile);
  const resolved = overlaid(suite, profileOverlay as JsonValue);
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, resolved);
  return resolved;
}
