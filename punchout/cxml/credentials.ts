import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import { Problem } from '../../src/base/index.ts';
import { cxmlInstant } from './dates.ts';
import type { Credential, CredentialMacClaim } from './model/index.ts';

/** One organisation's name as it is compared: domains without case, identities without outer space. */
export type CredentialKey = { readonly domain: string; readonly identity: string };

/** Domains are written NetworkId, NetworkID, duns, Duns…: compared in lower case. */
export function normaliseDomain(domain: string): string {
  return domain.trim().toLowerCase();
}

/** As suites write them; who compares exactly is met that way. */
const SPELLINGS: Readonly<Record<string, string>> = {
  networkid: 'NetworkID',
  duns: 'DUNS',
  aribanetworkuserid: 'AribaNetworkUserId',
};

/** A domain as it is written in a document of ours: in the customary letters where it has some. */
export function spelledDomain(domain: string): string {
  return SPELLINGS[normaliseDomain(domain)] ?? domain;
}

/** Identities keep their case and leading zeros; only white space around them is dropped. */
export function normaliseIdentity(identity: string): string {
  return identity.trim();
}

export function credentialKey({ domain, identity }: CredentialKey): CredentialKey {
  return { domain: normaliseDomain(domain), identity: normaliseIdentity(identity) };
}

/** Whether a given secret is one of the active ones (two during rotation), in constant time. */
export function secretsMatch(given: string, active: readonly string[]): boolean {
  const digest = (text: string): Buffer => hash('sha256', text, 'buffer');
  const asked = digest(given);
  let found = false;
  // Every secret is compared, so that the time taken does not tell which one matched.
  for (const secret of active) {
    found = timingSafeEqual(asked, digest(secret)) || found;
  }
  return found && given !== '';
}

export type MacInput = {
  readonly from: CredentialKey;
  readonly sender: CredentialKey;
  readonly creationDate: string;
  readonly expirationDate: string;
};

function macDomain(domain: string): string {
  const trimmed = domain.trim();
  return trimmed === 'AribaNetworkUserId' ? trimmed : trimmed.toLowerCase();
}

/**
 * The `CredentialMac` of type FromSenderCredentials, algorithm HMAC-SHA1-96: From and Sender domain and
 * identity, then both dates as written, each followed by a zero byte; the first 12 bytes in base64
 * (cXML Reference Guide, «CredentialMac»).
 */
export function computeMac(secret: string, input: MacInput): string {
  const parts = [
    macDomain(input.from.domain),
    input.from.identity.trim().toLowerCase(),
    macDomain(input.sender.domain),
    input.sender.identity.trim().toLowerCase(),
    input.creationDate,
    input.expirationDate,
  ];
  const hmac = createHmac('sha1', Buffer.from(secret, 'utf8'));
  for (const part of parts) hmac.update(`${part}\0`, 'utf8');
  return hmac.digest().subarray(0, 12).toString('base64');
}

/** What a MAC is worth: `not_current` outside creation < now < expiration or with unreadable dates. */
export type MacVerdict = 'valid' | 'not_current' | 'mismatch';

/** Whether it is a MAC of the one type and algorithm that the guide defines. */
export function isKnownMac(mac: CredentialMacClaim | undefined): boolean {
  return mac?.type === 'FromSenderCredentials' && mac.algorithm === 'HMAC-SHA1-96';
}

/**
 * Judges a `CredentialMac` against the active secrets of its sender. Refuses types and algorithms other
 * than FromSenderCredentials with HMAC-SHA1-96 (`cxml.mac_algorithm`).
 */
export function verifyMac(
  mac: CredentialMacClaim,
  {
    from,
    sender,
    secrets,
    now,
  }: Pick<MacInput, 'from' | 'sender'> & {
    secrets: readonly string[];
    now: Temporal.Instant;
  },
): MacVerdict {
  const { type, algorithm, creationDate, expirationDate } = mac;
  if (!isKnownMac(mac)) {
    throw new Problem('cxml.mac_algorithm', { type, algorithm });
  }
  const known = secrets.map((secret) =>
    computeMac(secret, { from, sender, creationDate, expirationDate }),
  );
  if (!secretsMatch(mac.value.replace(/\s/g, ''), known)) return 'mismatch';
  const created = cxmlInstant(creationDate);
  const expires = cxmlInstant(expirationDate);
  const current =
    created !== undefined &&
    expires !== undefined &&
    Temporal.Instant.compare(created, now) < 0 &&
    Temporal.Instant.compare(now, expires) < 0;
  return current ? 'valid' : 'not_current';
}

/** Two credentials of one party that cannot both be true. */
export type CredentialConflict = {
  readonly reason: 'domain_repeats' | 'two_organisations';
  readonly first: CredentialKey;
  readonly second: CredentialKey;
};

/**
 * Contradictions inside one From, To or Sender: a domain that repeats with another value, or known
 * credentials of two organisations. `organisationOf` answers undefined for a credential nobody here
 * knows; those prove nothing either way. `type="marketplace"` names the marketplace a member belongs
 * to, so it is compared with its like only (cXML guide, «Credential»).
 */
export function conflictingCredentials(
  credentials: readonly Credential[],
  organisationOf: (key: CredentialKey) => string | undefined,
): CredentialConflict[] {
  const conflicts: CredentialConflict[] = [];
  credentials.forEach((one, at) => {
    const first = credentialKey(one);
    for (const other of credentials.slice(at + 1)) {
      if (one.type !== other.type) continue;
      const second = credentialKey(other);
      if (first.domain === second.domain && first.identity !== second.identity) {
        conflicts.push({ reason: 'domain_repeats', first, second });
        continue;
      }
      const owner = organisationOf(first);
      const otherOwner = organisationOf(second);
      if (owner !== undefined && otherOwner !== undefined && owner !== otherOwner) {
        conflicts.push({ reason: 'two_organisations', first, second });
      }
    }
  });
  return conflicts;
}
