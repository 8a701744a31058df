import {
  type Credential,
  connectionProfile,
  credentialKey,
  type Header,
  type PathNode,
  type RequestEnvelope,
  type SuiteProfile,
  spelledDomain,
} from '../../../punchout/index.ts';
import type { SellerOrderDocument } from '../../domain/orders/index.ts';
import { PartnerCredential, TradingConnection } from '../../domain/parties/index.ts';
import { Exchange, type TxCtx } from '../../platform/index.ts';
import { ownCredentials } from './identity.ts';

const NAMES_MAX = 10;

/** Whether a buyer's suite addresses the sellers, and we pass its orders on to them under their own names. */
export function isRouted({ protocol, multiSeller }: SuiteProfile): boolean {
  return protocol === 'cxml' && multiSeller === 'route';
}

/** Ourselves as the party in between, without a secret: later parties read it. */
export function asMarketplace({ domain, identity }: Credential): Credential {
  return { domain, identity, type: 'marketplace' };
}

/** Our own place in a Path: we write documents anew and send them on. */
export function ownNode(own: Credential): PathNode {
  return { type: 'route', credentials: [asMarketplace(own)] };
}

function names(node: PathNode, own: Credential): boolean {
  const { domain, identity } = credentialKey(own);
  return node.credentials.some((one) => {
    const key = credentialKey(one);
    return key.domain === domain && key.identity === identity;
  });
}

/** The names a company has with us, for the header of a document that is its own. */
async function namesOf(tx: TxCtx, organisationId: string): Promise<Credential[]> {
  const found = await tx.em.find(
    PartnerCredential,
    { organisationId },
    { orderBy: { id: 'asc' }, limit: NAMES_MAX },
  );
  // One for each domain: From names one organisation once in each.
  const domains = found.map(({ domain }) => domain.toLowerCase());
  return found.flatMap(({ domain, identity }, at) =>
    domains.indexOf(domain.toLowerCase()) === at
      ? [{ domain: spelledDomain(domain), identity }]
      : [],
  );
}

/**
 * The header of a buyer's order that we route to a seller (cXML guide, «Path Routing»): From is the buyer, and we
 * beside it as the marketplace; Path has the nodes that the order came through, then ours; OriginalDocument is
 * the document of the buyer that is passed on. Any other order keeps the header it has: then we are the
 * customer's supplier and the seller's customer.
 */
export async function routedHeader(
  tx: TxCtx,
  {
    header,
    outgoing: { order, purchase },
  }: { header: Header; outgoing: Pick<SellerOrderDocument, 'order' | 'purchase'> },
): Promise<Header> {
  const [own] = header.from.credentials;
  if (!own || !purchase.payloadId || !purchase.connectionId) return header;
  const connection = await tx.em.findOne(TradingConnection, { id: purchase.connectionId });
  if (!connection || !isRouted(connectionProfile(connection))) return header;
  const { route } = purchase;
  const from = route?.from.length ? route.from : await namesOf(tx, order.buyerId);
  const before = route?.path ?? [];
  // A suite that copies the basket's Path into its order has our node there already.
  const path = before.some((node) => names(node, own)) ? before : [...before, ownNode(own)];
  return {
    ...header,
    from: { credentials: [...from, asMarketplace(own)] },
    path,
    originalPayloadId: route?.original ?? purchase.payloadId,
  };
}

/**
 * The same on the way back: what a seller says of an order that we routed is the seller's own word, passed on
 * under the document of the seller that says it. Where that was no cXML (EDI, a page) there is none to name, and no
 * Path.
 */
export async function routedBack(
  tx: TxCtx,
  {
    envelope,
    profile,
    kind,
    outgoing: { order },
  }: {
    envelope: RequestEnvelope;
    profile: SuiteProfile;
    kind: 'ConfirmationRequest' | 'ShipNoticeRequest';
    outgoing: Pick<SellerOrderDocument, 'order'>;
  },
): Promise<RequestEnvelope> {
  const { header } = envelope;
  const [own] = header.from.credentials;
  if (!own || !isRouted(profile)) return envelope;
  const said = await tx.em.findOne(
    Exchange,
    {
      direction: 'in',
      channel: 'cxml',
      kind,
      partnerId: order.sellerId,
      keys: { $contains: [order.number] },
      state: { $in: ['received', 'accepted'] },
    },
    { orderBy: { id: 'desc' } },
  );
  const from = {
    credentials: [...(await namesOf(tx, order.sellerId)), asMarketplace(own)],
  };
  const original = said?.documentKey;
  return {
    ...envelope,
    header: {
      ...header,
      from,
      ...(original ? { path: [ownNode(own)], originalPayloadId: original } : {}),
    },
  };
}

/** Ourselves on each line of a basket, so that the suite's orders come to us before they go to their sellers. */
export async function basketPath(
  tx: TxCtx,
  profile: SuiteProfile,
): Promise<readonly PathNode[] | undefined> {
  if (!isRouted(profile)) return undefined;
  const [own] = await ownCredentials(tx);
  return own ? [ownNode(own)] : undefined;
}
