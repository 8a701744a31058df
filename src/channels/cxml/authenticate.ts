import {
  type CxmlDocument,
  credentialKey,
  type Header,
  secretsMatch,
  verifyMac,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { type Partner, partnersNamed, secretsOf } from '../../domain/parties/index.ts';
import type { Ctx } from '../../platform/index.ts';

export type { Partner };

function proves(
  ctx: Ctx,
  { header, secrets }: { header: Header; secrets: readonly string[] },
): boolean {
  const from = header.from.credentials[0];
  for (const credential of header.sender.credentials) {
    if (
      credential.sharedSecret !== undefined &&
      secretsMatch(credential.sharedSecret.trim(), secrets)
    )
      return true;
    if (!credential.mac || !from) continue;
    const verdict = verifyMac(credential.mac, {
      from,
      sender: credential,
      secrets,
      now: ctx.now(),
    });
    if (verdict === 'valid') return true;
  }
  return false;
}

/**
 * Who sent a document: the Sender's credential opens the connection and proves it by shared secret or MAC;
 * From decides the organisation where both are known (cXML guide, «Header»). Unknown identity and wrong
 * secret get the same answer (`access.unauthenticated`); credentials that name two organisations are refused.
 */
export async function authenticate(ctx: Ctx, document: CxmlDocument): Promise<Partner> {
  const { header } = document;
  if (!header) throw new Problem('cxml.unauthorized');
  const senderKeys = header.sender.credentials.map(credentialKey);
  const fromKeys = header.from.credentials.map(credentialKey);
  const named = await partnersNamed(ctx, [...senderKeys, ...fromKeys]);
  const senders = named(senderKeys);
  const froms = named(fromKeys);
  if (new Set(froms.map(({ organisation }) => organisation.id)).size > 1) {
    throw new Problem('cxml.credentials_conflict', { element: 'From' });
  }
  const candidates = senders.length > 0 ? senders : froms;
  for (const candidate of candidates) {
    const { connection } = candidate;
    if (!proves(ctx, { header, secrets: secretsOf(ctx, connection) })) continue;
    // A network may speak for a member only over a connection of that member (or its own).
    if (
      froms.length > 0 &&
      !froms.some(({ organisation }) => organisation.id === connection.organisationId)
    ) {
      throw new Problem('cxml.credentials_conflict', { element: 'Sender' });
    }
    return froms.find((one) => one.connection.id === connection.id) ?? froms[0] ?? candidate;
  }
  throw new Problem('cxml.unauthorized');
}
