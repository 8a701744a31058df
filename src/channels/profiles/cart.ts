import {
  type BasketLine,
  connectionProfile,
  type ShapedBasket,
  type SuiteProfile,
  sentCart,
  shapeBasket,
} from '../../../punchout/index.ts';
import { organisations, TradingConnection } from '../../domain/parties/index.ts';
import { type CartLine, type PunchOutSession, Requisition } from '../../domain/purchasing/index.ts';
import { Exchange, StoredFile, type TxCtx } from '../../platform/index.ts';
import { profileName } from './link.ts';

export type ShapedCart = {
  readonly connection: TradingConnection;
  readonly profile: SuiteProfile;
  readonly shaped: ShapedBasket;
};

function textIn(values: Record<string, unknown>, name: string): string | undefined {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/** A visit's lines as its suite will take them, by the connection's settings as they are now. System's sight. */
export async function shapedCart(
  tx: TxCtx,
  {
    session,
    currency,
    number,
    lines,
  }: {
    session: PunchOutSession;
    currency: string;
    number?: string | undefined;
    lines: readonly CartLine[];
  },
): Promise<ShapedCart> {
  const connection = await tx.em.findOneOrFail(TradingConnection, { id: session.connectionId });
  const profile = connectionProfile(connection);
  const sellers = await organisations(
    tx,
    lines.map((line) => line.sellerId),
  );
  const shaped = shapeBasket(profile, {
    currency,
    number,
    costCentre: textIn(session.parties, 'costCentre'),
    businessUnit: textIn(session.parties, 'businessUnit'),
    lines: lines.map((line): BasketLine => {
      const seller = sellers.get(line.sellerId);
      return {
        ...line,
        gtin: line.gtin ?? undefined,
        ecoContributionMinor: BigInt(line.ecoContributionMinor),
        seller: {
          id: line.sellerId,
          name: seller?.tradingName ?? '',
          vatId: seller?.vatId ?? undefined,
          gln: seller?.gln ?? undefined,
          registrationNumber: seller?.registrationNumber ?? undefined,
        },
      };
    }),
  });
  return { connection, profile, shaped };
}

/** Keeps beside the request what really goes out. */
export async function keepSent(
  tx: TxCtx,
  { request, cart }: { request: Requisition; cart: ShapedCart },
): Promise<void> {
  const shaped = sentCart(cart.shaped, { profile: profileName(cart.connection) });
  await tx.em.nativeUpdate(Requisition, { id: request.id }, { shaped });
}

/**
 * What this visit already sent back, as it went out: asked for again, the same bytes go once more, for a repeated
 * document keeps its payloadID and its timestamp (cXML guide, «payloadID»). Undefined the first time. System's sight.
 */
export async function sentBefore(
  tx: TxCtx,
  { session, kind }: { session: PunchOutSession; kind: 'PunchOutOrderMessage' | 'OCI cart' },
): Promise<{ content: Uint8Array; contentType: string } | undefined> {
  const earlier = await tx.em.findOne(
    Exchange,
    { direction: 'out', kind, keys: { $contains: [`visit:${session.id}`] } },
    { orderBy: { at: 'asc', id: 'asc' } },
  );
  if (!earlier) return undefined;
  const { contentType, fileId } = earlier;
  const { content } = await tx.em.findOneOrFail(StoredFile, { id: fileId });
  return { content, contentType };
}
