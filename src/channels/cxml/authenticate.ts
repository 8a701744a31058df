import {
  type CxmlDocument,
  credentialKey,
  type Header,
  secretsMatch,
  verifyMac,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import {
  connectionsOf,
  type Organisation,
  organisation,
  secretsOf,
  type TradingConnection,
} from '../../domain/parties/index.ts';
import type { TxCtx } from '../../platform/index.ts';

export type Partner = {
  readonly connection: TradingConnection;
  readonly organisation: Organisation;
};

function proves(
  tx: TxCtx,
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
    const verdict = verifyMac(credential.mac, { from, sender: credential, secrets, now: tx.now() });
    if (verdict === 'valid') return true;
  }
  return false;
}

/**
 * Who sent a document: the Sender's credential opens the connection and proves it by shared secret or MAC;
 * From decides the organisation where both are known (cXML guide, «Header»). Unknown identity and wrong
 * secret get the same answer (`access.unauthenticated`); credentials that name two organisations are refused.
 */
export async function authenticate(tx: TxCtx, document: CxmlDocument): Promise<Partner> {
  const { header } = document;
  if (!header) throw new Problem('cxml.unauthorized');
  const senders = await connectionsOf(tx, header.sender.credentials.map(credentialKey));
  const froms = await connectionsOf(tx, header.from.credentials.map(credentialKey));
  if (new Set(froms.map((one) => one.organisationId)).size > 1) {
    throw new Problem('cxml.credentials_conflict', { element: 'From' });
  }
  const candidates = senders.length > 0 ? senders : froms;
  for (const connection of candidates) {
    if (!proves(tx, { header, secrets: secretsOf(tx, connection) })) continue;
    const buyer = froms[0] ?? connection;
    // A network may speak for a member only over a connection of that member (or its own).
    if (
      froms.length > 0 &&
      !froms.some((one) => one.organisationId === connection.organisationId)
    ) {
      throw new Problem('cxml.credentials_conflict', { element: 'Sender' });
    }
    const chosen = froms.find((one) => one.id === connection.id) ?? buyer;
    return { connection: chosen, organisation: await organisation(tx, chosen.organisationId) };
  }
  throw new Problem('cxml.unauthorized');
}
