import { buildShipNoticeRequest, type ShipNoticeRequest } from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import {
  type SellerOrderDocument,
  Shipment,
  ShipmentLine,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import { routedBack } from './route.ts';
import {
  dayText,
  envelopeFor,
  itemIdOf,
  keep,
  keyOf,
  type Target,
  targetOf,
  unitWord,
} from './target.ts';

const NOTHING = { contacts: [], comments: [], extrinsics: [] } as const;

/** The key of a notice that takes another back: the number is free for a new one after it. */
const TAKEN_BACK = 'operation:delete';

/** The last notice of a despatch that may have reached the suite. */
async function earlierNotice(
  tx: TxCtx,
  { outgoing, number }: { outgoing: SellerOrderDocument; number: string },
): Promise<Exchange | null> {
  const last = await tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      partnerId: outgoing.order.buyerId,
      kind: 'ShipNoticeRequest',
      keys: { $contains: [outgoing.order.number, number] },
      state: { $ne: 'failed' },
    },
    { orderBy: { id: 'desc' } },
  );
  return last?.keys.includes(TAKEN_BACK) ? null : last;
}

type Notice = Pick<
  ShipNoticeRequest,
  'shipmentId' | 'operation' | 'portions' | 'controls' | 'shipmentDate' | 'deliveryDate'
> & { readonly previousPayloadId?: string | undefined };

async function send(
  tx: TxCtx,
  { outgoing, target, notice }: { outgoing: SellerOrderDocument; target: Target; notice: Notice },
): Promise<string> {
  const envelope = await routedBack(tx, {
    envelope: await envelopeFor(tx, target.connection),
    profile: target.profile,
    kind: 'ShipNoticeRequest',
    outgoing,
  });
  const content = buildShipNoticeRequest(
    envelope,
    { ...NOTHING, noticeDate: cxmlTimestamp(tx.now()), ...notice },
    { version: target.profile.versions.ShipNoticeRequest },
  );
  const { order, purchase } = outgoing;
  const { shipmentId } = notice;
  return keep(tx, {
    connection: target.connection,
    buyerId: order.buyerId,
    kind: 'ShipNoticeRequest',
    subject: order.number,
    content,
    payloadId: envelope.payloadId,
    purchaseOrders: [purchase],
    keys: [order.number, shipmentId, ...(notice.operation === 'delete' ? [TAKEN_BACK] : [])],
  });
}

/** What a despatch carries, as the suite must read it; an update is a complete replacement. */
async function noticeOf(
  tx: TxCtx,
  {
    outgoing,
    target,
    shipment,
  }: { outgoing: SellerOrderDocument; target: Target; shipment: Shipment },
): Promise<Notice> {
  const carried = new Map(
    (await tx.em.find(ShipmentLine, { shipmentId: shipment.id })).map((line) => [
      line.orderLineId,
      line.quantity,
    ]),
  );
  const items = outgoing.lines.flatMap((line) => {
    const quantity = carried.get(line.id);
    if (!quantity) return [];
    const unit = unitWord(target.profile, line.unit);
    const { lineNumber } = line;
    return [{ lineNumber, quantity, unit, itemId: itemIdOf(line), comments: [], extrinsics: [] }];
  });
  const earlier = await earlierNotice(tx, { outgoing, number: shipment.number });
  const { carrier, trackingNumber } = shipment;
  return {
    shipmentId: shipment.number,
    operation: earlier ? 'update' : 'new',
    ...(earlier?.documentKey ? { previousPayloadId: earlier.documentKey } : {}),
    shipmentDate: dayText(shipment.shippedOn),
    // A notice needs a delivery date; a seller that names none delivers on the day at the earliest.
    deliveryDate: dayText(shipment.expectedOn ?? shipment.shippedOn),
    // The DTD wants carrier and tracking number together.
    controls:
      carrier && trackingNumber
        ? [
            {
              carriers: [{ domain: 'companyName', value: carrier }],
              shipmentIdentifiers: [trackingNumber],
            },
          ]
        : [],
    portions: [{ order: target.order, items }],
  };
}

async function announce(tx: TxCtx, shipmentId: string): Promise<string> {
  const shipment = await tx.em.findOne(Shipment, { id: shipmentId });
  // Taken back before it was told: there is nothing to tell.
  if (!shipment) return '';
  const outgoing = await sellerOrderDocument(tx, shipment.sellerOrderId);
  const target = await targetOf(tx, outgoing);
  if (!target) return '';
  const notice = await noticeOf(tx, { outgoing, target, shipment });
  return send(tx, { outgoing, target, notice });
}

/**
 * Job `buyer.send_ship_notice`, on `shipment.despatched` and `shipment.corrected {shipmentId}`: the goods are on
 * their way, or what was said of them is replaced (operation `update`, naming the notice before it).
 */
export async function sendShipNotice(ctx: Ctx, payload: JobPayload): Promise<void> {
  const shipmentId = String(payload.shipmentId);
  await writeOnce(ctx, keyOf(payload, `ship_notice:${shipmentId}`), (tx) =>
    announce(tx, shipmentId),
  );
}

async function takeBack(
  tx: TxCtx,
  { sellerOrderId, number }: { sellerOrderId: string; number: string },
): Promise<string> {
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  const target = await targetOf(tx, outgoing);
  const earlier = target && (await earlierNotice(tx, { outgoing, number }));
  if (!target || !earlier?.documentKey) return '';
  const notice: Notice = {
    shipmentId: number,
    operation: 'delete',
    previousPayloadId: earlier.documentKey,
    controls: [],
    portions: [{ order: target.order, items: [] }],
  };
  return send(tx, { outgoing, target, notice });
}

/**
 * Job `buyer.send_ship_notice_delete`, on `shipment.cancelled {sellerOrderId, number}`: a despatch that was
 * announced did not leave. Nothing goes out where no notice went before.
 */
export async function sendShipNoticeDelete(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  const number = String(payload.number);
  await writeOnce(ctx, keyOf(payload, `ship_notice_delete:${sellerOrderId}:${number}`), (tx) =>
    takeBack(tx, { sellerOrderId, number }),
  );
}
