import {
  type CredentialKey,
  type CxmlDocument,
  conflictingCredentials,
  credentialKey,
  type Header,
  isKnownMac,
  secretsMatch,
  verifyMac,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import {
  type Partner,
  type PartnersNamed,
  partnersNamed,
  secretsOf,
} from '../../domain/parties/index.ts';
import type { Ctx } from '../../platform/index.ts';
import { refuseMisaddressed } from './addressee.ts';

export type { Partner };

function proves(
  ctx: Ctx,
  { header, secrets }: { header: Header; secrets: readonly string[] },
): boolean {
  const now = ctx.now();
  for (const sender of header.sender.credentials) {
    if (sender.sharedSecret !== undefined && secretsMatch(sender.sharedSecret.trim(), secrets))
      return true;
    const { mac } = sender;
    // A party may carry several names; the MAC was made over one of them, and nobody says which.
    if (
      mac &&
      isKnownMac(mac) &&
      header.from.credentials.some(
        (from) => verifyMac(mac, { from, sender, secrets, now }) === 'valid',
      )
    )
      return true;
  }
  return false;
}

/** From, To and Sender each name one organisation: no domain twice with other values (guide, «Credential»). */
function refuseContradictions(header: Header, named: (keys: CredentialKey[]) => Partner[]): void {
  const parties = [
    ['From', header.from.credentials],
    ['To', header.to.credentials],
    ['Sender', header.sender.credentials],
  ] as const;
  for (const [element, credentials] of parties) {
    const [conflict] = conflictingCredentials(
      credentials,
      (key) => named([key])[0]?.organisation.id,
    );
    if (conflict) throw new Problem('cxml.credentials_conflict', { element });
  }
}

const nobodyNamed = (): Partner[] => [];

/** Said before anybody is looked up, so that the answer does not tell which identities are known here. */
function refuseOtherMacs({ sender }: Header): void {
  const { credentials } = sender;
  if (credentials.some(({ sharedSecret, mac }) => sharedSecret !== undefined || isKnownMac(mac)))
    return;
  const mac = credentials.find((one) => one.mac)?.mac;
  if (mac) throw new Problem('cxml.mac_algorithm', { type: mac.type, algorithm: mac.algorithm });
}

function sameNames(a: readonly CredentialKey[], b: readonly CredentialKey[]): boolean {
  const names = (keys: readonly CredentialKey[]) =>
    keys.map((key) => `${key.domain}|${key.identity}`);
  return names(a).some((name) => names(b).includes(name));
}

/** Every identity that a header names: what must be looked up before anybody is known. */
export function identitiesOf({ from, to, sender }: Header): CredentialKey[] {
  return [...sender.credentials, ...from.credentials, ...to.credentials].map(credentialKey);
}

/**
 * Who sent a document: the Sender's credential opens the connection and proves it by shared secret or MAC;
 * From names the organisation it speaks for (cXML guide, «Header»). The connection that was proved is the
 * one that acts: a test secret never opens production. Unknown identity and wrong secret get the same answer
 * (`cxml.unauthorized`); contradictions are refused (`cxml.credentials_conflict`), those that only a look at our
 * partners shows once the sender is proved, for until then they would tell who is a partner here; and so is a
 * To that names another of the sender's own kind (`cxml.to_conflict`).
 */
export async function authenticate(
  ctx: Ctx,
  document: CxmlDocument,
  seen?: PartnersNamed,
): Promise<Partner> {
  const { header } = document;
  if (!header) throw new Problem('cxml.unauthorized');
  const senderKeys = header.sender.credentials.map(credentialKey);
  const fromKeys = header.from.credentials.map(credentialKey);
  const named = seen ?? (await partnersNamed(ctx, identitiesOf(header)));
  refuseContradictions(header, nobodyNamed);
  refuseOtherMacs(header);
  const froms = named(fromKeys);
  const senders = named(senderKeys);
  // A From that nobody here knows is somebody else than the Sender: not ours to book on the Sender.
  if (froms.length === 0 && !sameNames(fromKeys, senderKeys))
    throw new Problem('cxml.unauthorized');
  let elsewhere = false;
  for (const candidate of senders.length > 0 ? senders : froms) {
    const { connection } = candidate;
    if (!proves(ctx, { header, secrets: secretsOf(ctx, connection) })) continue;
    refuseContradictions(header, named);
    const speaksFor = froms.some(
      ({ organisation }) => organisation.id === connection.organisationId,
    );
    if (froms.length === 0 || speaksFor) {
      refuseMisaddressed(header, { partner: candidate, named });
      return candidate;
    }
    elsewhere = true;
  }
  if (elsewhere) throw new Problem('cxml.credentials_conflict', { element: 'Sender' });
  throw new Problem('cxml.unauthorized');
}
