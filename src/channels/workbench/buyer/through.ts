import { parseCxml } from '../../../../punchout/index.ts';
import { Problem, plainDateIn } from '../../../base/index.ts';
import { recordDespatch } from '../../../domain/orders/index.ts';
import { Organisation } from '../../../domain/parties/index.ts';
import { read, type TxCtx, write } from '../../../platform/index.ts';
import { takeOrder } from '../../cxml/order-in.ts';
import { takeReceipt } from '../../cxml/receipt-in.ts';
import type { Stage } from './stage.ts';

/** An order as it stands after a document. */
export type Standing = {
  readonly state: string;
  readonly version: number;
  readonly net: bigint;
  readonly lines: readonly {
    readonly line: number;
    readonly quantity: string;
    readonly received: string;
  }[];
};

/** One thing that happens to the order: a document of the buyer's, or its sellers' despatch of everything. */
export type Happening = { readonly document: Uint8Array } | 'despatched';

/** Thrown so that nothing of it remains. */
class Undone extends Error {
  readonly standings: readonly Standing[];
  constructor(standings: readonly Standing[]) {
    super('undone');
    this.standings = standings;
  }
}

type Row = { id: string; state: string; version: number; net: string };

async function standingOf(tx: TxCtx, { buyerId, number }: { buyerId: string; number: string }) {
  await tx.em.flush();
  const [order] = await tx.em.execute<Row[]>(
    `select id, state, order_version as version, net_minor::text as net from purchase_order
      where buyer_id = ? and number = ? order by order_version desc limit 1`,
    [buyerId, number],
  );
  if (!order) throw new Problem('not_found', { what: 'order', id: number });
  const lines = await tx.em.execute<Standing['lines']>(
    `select line_number as line, trim_scale(quantity)::text as quantity, trim_scale(received_quantity)::text as received
       from order_line where purchase_order_id = ? order by line_number`,
    [order.id],
  );
  return { ...order, net: BigInt(order.net), lines };
}

async function despatchAll(tx: TxCtx, purchaseOrderId: string): Promise<void> {
  const parts = await tx.em.execute<{ id: string; number: string }[]>(
    'select id, number from seller_order where purchase_order_id = ? order by number',
    [purchaseOrderId],
  );
  for (const { id, number } of parts) {
    const shippedOn = plainDateIn(tx.now());
    await recordDespatch(tx, { sellerOrderId: id, number: `LS-${number}`, shippedOn });
  }
}

/**
 * What really becomes of an order with each document, by the commands that a production order meets: in one
 * transaction, which is rolled back. No order, seller, exposure, number, event or mail remains. Gives the order as
 * it stands after each. Refusals are those of the commands; the caller tells them. System's sight.
 */
export async function carriedThrough(
  stage: Stage,
  { orderId, happenings }: { orderId: string; happenings: readonly Happening[] },
): Promise<readonly Standing[]> {
  const { ctx, connection } = stage;
  const organisation = await read(ctx, (tx) =>
    tx.em.findOneOrFail(Organisation, { id: connection.organisationId }),
  );
  const partner = { organisation, connection };
  const order = { buyerId: organisation.id, number: orderId };
  const happen = async (tx: TxCtx, happening: Happening): Promise<void> => {
    if (happening === 'despatched') return despatchAll(tx, (await standingOf(tx, order)).id);
    const document = parseCxml(happening.document);
    const { payload } = document;
    const exchangeId = tx.newId();
    if (payload.kind === 'OrderRequest')
      await takeOrder(tx, { document, order: payload, partner, exchangeId, attachments: [] });
    if (payload.kind === 'ReceiptRequest')
      await takeReceipt(tx, { receipt: payload, partner, exchangeId });
  };
  try {
    await write(ctx, async (tx) => {
      const standings: Standing[] = [];
      for (const happening of happenings) {
        await happen(tx, happening);
        standings.push(await standingOf(tx, order));
      }
      throw new Undone(standings);
    });
  } catch (error) {
    if (error instanceof Undone) return error.standings;
    throw error;
  }
  return [];
}
