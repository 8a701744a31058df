import {
  type Credential,
  type Header,
  type Party,
  spelledDomain,
} from '../../../punchout/index.ts';
import { Problem, uuidv7 } from '../../base/index.ts';
import {
  operatorOrganisation,
  PartnerCredential,
  secretsOf,
  TradingConnection,
} from '../../domain/parties/index.ts';
import type { TxCtx } from '../../platform/index.ts';

/** The marketplace's published name in the demo; in production the operator's own credential stands here. */
const DEMO_CREDENTIAL: Credential = { domain: 'NetworkID', identity: 'AN01000000001-T' };
/** GS1 number (ISO 9735 code list 0007), and «mutually defined» for a name that is none. */
const GLN_QUALIFIER = '14';
const OWN_QUALIFIER = 'ZZZ';

async function ownCredential(tx: TxCtx): Promise<Credential> {
  if (tx.services.config.mode === 'demo') return DEMO_CREDENTIAL;
  const operator = await operatorOrganisation(tx);
  const own = await tx.em.findOne(
    PartnerCredential,
    { organisationId: operator.id },
    { orderBy: { id: 'asc' } },
  );
  if (!own)
    throw new Problem('channel.identity_missing', {
      connection: operator.tradingName,
      what: 'cXML credential',
    });
  return { domain: spelledDomain(own.domain), identity: own.identity };
}

/** Our own cXML names, for pages and checks; none while the operator has no credential. */
export async function ownCredentials(tx: TxCtx): Promise<readonly Credential[]> {
  try {
    return [await ownCredential(tx)];
  } catch (error) {
    if (error instanceof Problem && error.code === 'channel.identity_missing') return [];
    throw error;
  }
}

/**
 * From, To and Sender of a cXML document that we open: ourselves with the secret the partner knows us by,
 * and the partner under its first name. Refuses (`channel.identity_missing`) a connection without either.
 */
export async function cxmlHeader(tx: TxCtx, connection: TradingConnection): Promise<Header> {
  const own = await ownCredential(tx);
  const partner = await tx.em.findOne(
    PartnerCredential,
    { connectionId: connection.id },
    { orderBy: { id: 'asc' } },
  );
  const missing = (what: string): Problem =>
    new Problem('channel.identity_missing', { connection: connection.name, what });
  if (!partner) throw missing('cXML credential');
  const [secret] = secretsOf(tx, connection);
  if (secret === undefined) throw missing('shared secret');
  const from: Party = { credentials: [own] };
  return {
    from,
    to: { credentials: [{ domain: spelledDomain(partner.domain), identity: partner.identity }] },
    sender: { credentials: [{ ...own, sharedSecret: secret }], userAgent: 'Comptoir' },
  };
}

export type EdiIdentity = { readonly id: string; readonly qualifier: string };

/** How we name ourselves in UNB: the operator's EDI connection, else its GLN, else the plain name. */
export async function ownEdiIdentity(tx: TxCtx): Promise<EdiIdentity> {
  const operator = await operatorOrganisation(tx);
  const connection = await tx.em.findOne(TradingConnection, {
    organisationId: operator.id,
    ediIdentity: { $ne: null },
    active: true,
  });
  if (connection?.ediIdentity)
    return { id: connection.ediIdentity, qualifier: connection.ediQualifier ?? GLN_QUALIFIER };
  return operator.gln
    ? { id: operator.gln, qualifier: GLN_QUALIFIER }
    : { id: 'COMPTOIR', qualifier: OWN_QUALIFIER };
}

/**
 * An interchange reference (UNB 0020, at most 14 characters): milliseconds and 24 random bits in base 36,
 * so that no counter is locked and two interchanges never share one.
 */
export function interchangeReference(): string {
  const hex = uuidv7(Date.now()).replaceAll('-', '');
  const bits = (BigInt(`0x${hex.slice(0, 12)}`) << 24n) | BigInt(`0x${hex.slice(-6)}`);
  return bits.toString(36).toUpperCase().padStart(14, '0');
}
