import { type Ctx, lockRows, read, type TxCtx, write } from '../../platform/index.ts';
import { organisations, TradingConnection } from '../parties/index.ts';
import { PunchOutSession, type Requisition, type RequisitionLine } from './entities.ts';
import { requisition } from './queries.ts';

export type CartInput = {
  readonly session: PunchOutSession;
  /** Absent on cancel: the suite is told that nothing changed. */
  readonly request: Requisition | undefined;
  readonly lines: readonly RequisitionLine[];
  readonly sellerNames: ReadonlyMap<string, string>;
};

/** The form that carries a basket back through the person's browser. */
export type CartForm = {
  readonly action: string;
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** The frame it is posted into, and the charset, where the suite asked for one (OCI). */
  readonly target?: string | undefined;
  readonly charset?: string | undefined;
};

/** How a protocol writes the way back; implemented by the channels, one for each protocol. */
export type CartEncoder = (tx: TxCtx, cart: CartInput) => Promise<CartForm>;
export type CartEncoders = Readonly<Record<'cxml' | 'oci', CartEncoder>>;

/**
 * The way back of a visit, with its basket or (no request) as a cancel. Locks the visit: of two presses at once the
 * second carries what the first one wrote. System's sight.
 */
export async function cartForm(
  ctx: Ctx,
  {
    session,
    requisitionId,
    encoders,
  }: { session: PunchOutSession; requisitionId: string | undefined; encoders: CartEncoders },
): Promise<CartForm> {
  const cart = await read(ctx, async (tx): Promise<CartInput> => {
    if (!requisitionId) return { session, request: undefined, lines: [], sellerNames: new Map() };
    const { request, lines } = await requisition(tx, requisitionId);
    const sellers = await organisations(
      tx,
      lines.map((line) => line.sellerId),
    );
    return {
      session,
      request,
      lines,
      sellerNames: new Map([...sellers].map(([id, one]) => [id, one.tradingName])),
    };
  });
  return write(ctx, async (tx) => {
    await lockRows(tx, 'punch_out_session', [session.id]);
    const form = await encoders[session.protocol](tx, cart);
    if (requisitionId) await learnOrigin(tx, session);
    return form;
  });
}

/**
 * Where a production partner's first basket went is where all others go: its origin is locked until an
 * operator resets it. A connection under test may still move about.
 */
async function learnOrigin(tx: TxCtx, session: PunchOutSession): Promise<void> {
  const origin = URL.parse(session.browserFormPost ?? '')?.origin;
  if (session.deploymentMode !== 'production' || !origin || origin === 'null') return;
  const connection = await tx.em.findOneOrFail(TradingConnection, { id: session.connectionId });
  connection.formPostOrigin ??= origin;
}
