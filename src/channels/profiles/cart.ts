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
import type { TxCtx } from '../../platform/index.ts';
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
