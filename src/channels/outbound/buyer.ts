import {
  buildConfirmationRequest,
  buildShipNoticeRequest,
  type ConfirmationItem,
  type ConfirmationStatus,
  connectionProfile,
  type OrderRef,
  type RequestEnvelope,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import {
  type OrderLine,
  type SellerOrderDocument,
  Shipment,
  ShipmentLine,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  Exchange,
  enqueue,
  type JobPayload,
  read,
  recordExchange,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import { deliver, judgeCxml } from './deliver.ts';
import { cxmlHeader } from './identity.ts';

const CONTENT_TYPE = 'text/xml; charset=UTF-8';
const SEND_MAX = 100;
const NOTHING = { contacts: [], comments: [], extrinsics: [] } as const;

type Target = {
  readonly connection: TradingConnection;
  readonly profile: SuiteProfile;
  readonly order: OrderRef;
};

/** Where a buyer's suite takes later documents; undefined for orders that came another way. */
async function targetOf(tx: TxCtx, { purchase }: SellerOrderDocument): Promise<Target | undefined> {
  if (!purchase.connectionId || !purchase.payloadId) return undefined;
  const connection = await tx.em.findOne(TradingConnection, {
    id: purchase.connectionId,
    active: true,
  });
  if (connection?.protocol !== 'cxml' || !connection.outboundUrl) return undefined;
  return {
    connection,
    profile: connectionProfile(connection),
    order: {
      orderId: purchase.number,
      orderDate: cxmlTimestamp(purchase.orderedAt),
      payloadId: purchase.payloadId,
    },
  };
}

async function envelopeFor(tx: TxCtx, connection: TradingConnection): Promise<RequestEnvelope> {
  const header = await cxmlHeader(tx, connection);
  return {
    payloadId: `${tx.newId()}@comptoir`,
    timestamp: cxmlTimestamp(tx.now()),
    lang: 'en',
    header,
    deploymentMode: connection.deploymentMode,
  };
}

function dayText(day: Temporal.PlainDate | null | undefined): string | undefined {
  return day ? cxmlTimestamp(day.toZonedDateTime('Europe/Paris').toInstant()) : undefined;
}

function statuses(line: OrderLine, unit: string): ConfirmationStatus[] {
  const confirmed = line.confirmedQuantity;
  if (!confirmed) return [];
  const common = {
    unit,
    extrinsics: [],
    comments: line.answerReason ? [{ text: line.answerReason, attachments: [], lang: 'en' }] : [],
  };
  const deliveryDate = dayText(line.confirmedOn);
  const whole = confirmed.equals(line.quantity);
  const type =
    line.answer === 'backordered'
      ? 'backordered'
      : whole && line.answer !== 'changed'
        ? 'accept'
        : 'detail';
  const kept: ConfirmationStatus[] = confirmed.isZero()
    ? []
    : [{ ...common, type, quantity: confirmed, deliveryDate }];
  // The parts of a line sum to what was ordered (cXML guide, «ConfirmationItem»).
  return whole
    ? kept
    : [...kept, { ...common, type: 'reject', quantity: line.quantity.sub(confirmed) }];
}

function confirmationItems(lines: readonly OrderLine[], profile: SuiteProfile): ConfirmationItem[] {
  return lines.flatMap((line) => {
    const unit = profile.units.map[line.unit] ?? line.unit;
    const said = statuses(line, unit);
    return said.length === 0
      ? []
      : [{ lineNumber: line.lineNumber, quantity: line.quantity, unit, statuses: said }];
  });
}

/** Keeps the document for the queue of its purchase order, whose jobs run one after another. */
async function keep(
  tx: TxCtx,
  {
    outgoing,
    kind,
    content,
    payloadId,
    keys,
  }: {
    outgoing: SellerOrderDocument;
    kind: string;
    content: Uint8Array;
    payloadId: string;
    keys: string[];
  },
): Promise<string> {
  const { purchase } = outgoing;
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'cxml',
    kind,
    content,
    contentType: CONTENT_TYPE,
    partnerId: outgoing.order.buyerId,
    ...(purchase.connectionId ? { connectionId: purchase.connectionId } : {}),
    documentKey: payloadId,
    keys: [purchase.number, `po:${purchase.id}`, ...keys],
  });
  await enqueue(
    tx,
    'buyer.send_documents',
    { purchaseOrderId: purchase.id },
    { queue: `po:${purchase.id}` },
  );
  return exchangeId;
}

/** The confirmation that a seller's later answer replaces. */
async function earlierConfirmation(
  tx: TxCtx,
  { order }: SellerOrderDocument,
): Promise<Exchange | null> {
  return tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      partnerId: order.buyerId,
      kind: 'ConfirmationRequest',
      keys: { $contains: [order.number] },
      state: { $ne: 'failed' },
    },
    { orderBy: { id: 'desc' } },
  );
}

async function confirm(tx: TxCtx, sellerOrderId: string): Promise<string> {
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  const target = await targetOf(tx, outgoing);
  const items = target ? confirmationItems(outgoing.lines, target.profile) : [];
  if (!target || items.length === 0) return '';
  const envelope = await envelopeFor(tx, target.connection);
  const earlier = await earlierConfirmation(tx, outgoing);
  const version = target.profile.versions.ConfirmationRequest;
  const content = buildConfirmationRequest(
    envelope,
    {
      ...NOTHING,
      confirmId: outgoing.order.number,
      type: 'detail',
      operation: earlier ? 'update' : 'new',
      ...(earlier?.documentKey ? { previousPayloadId: earlier.documentKey } : {}),
      noticeDate: cxmlTimestamp(tx.now()),
      order: target.order,
      items,
    },
    version ? { version } : {},
  );
  return keep(tx, {
    outgoing,
    kind: 'ConfirmationRequest',
    content,
    payloadId: envelope.payloadId,
    keys: [outgoing.order.number],
  });
}

/** A job of an event runs once for each event; called by hand, once for each state of its subject. */
function keyOf(payload: JobPayload, subject: string): { key: string; input: string } {
  return {
    key: `outbound:${typeof payload.eventId === 'string' ? payload.eventId : subject}:${subject}`,
    input: subject,
  };
}

/**
 * Job `buyer.send_confirmation`, on `seller_order.answered {sellerOrderId}`: tells the buyer's suite, at the
 * version its profile pins, what the seller said of each line. A later answer goes as an update.
 */
export async function sendConfirmation(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  await writeOnce(ctx, keyOf(payload, `confirmation:${sellerOrderId}`), (tx) =>
    confirm(tx, sellerOrderId),
  );
}

async function notice(tx: TxCtx, shipmentId: string): Promise<string> {
  const shipment = await tx.em.findOneOrFail(Shipment, { id: shipmentId });
  const outgoing = await sellerOrderDocument(tx, shipment.sellerOrderId);
  const target = await targetOf(tx, outgoing);
  if (!target) return '';
  const carried = new Map(
    (await tx.em.find(ShipmentLine, { shipmentId })).map((line) => [
      line.orderLineId,
      line.quantity,
    ]),
  );
  const envelope = await envelopeFor(tx, target.connection);
  const version = target.profile.versions.ShipNoticeRequest;
  const items = outgoing.lines.flatMap((line) => {
    const quantity = carried.get(line.id);
    return quantity
      ? [
          {
            lineNumber: line.lineNumber,
            quantity,
            unit: target.profile.units.map[line.unit] ?? line.unit,
            comments: [],
            extrinsics: [],
          },
        ]
      : [];
  });
  const { carrier, trackingNumber } = shipment;
  const content = buildShipNoticeRequest(
    envelope,
    {
      ...NOTHING,
      shipmentId: shipment.number,
      operation: 'new',
      noticeDate: cxmlTimestamp(tx.now()),
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
    },
    version ? { version } : {},
  );
  return keep(tx, {
    outgoing,
    kind: 'ShipNoticeRequest',
    content,
    payloadId: envelope.payloadId,
    keys: [outgoing.order.number, shipment.number],
  });
}

/** Job `buyer.send_ship_notice`, on `shipment.despatched {shipmentId}`: the goods are on their way. */
export async function sendShipNotice(ctx: Ctx, payload: JobPayload): Promise<void> {
  const shipmentId = String(payload.shipmentId);
  await writeOnce(ctx, keyOf(payload, `ship_notice:${shipmentId}`), (tx) => notice(tx, shipmentId));
}

/**
 * Job `buyer.send_documents`: posts what waits for one purchase order, oldest first, so that a ship notice
 * never overtakes the confirmation before it. An address that does not answer stops the row until the retry.
 */
export async function sendBuyerDocuments(ctx: Ctx, payload: JobPayload): Promise<void> {
  const purchaseOrderId = String(payload.purchaseOrderId);
  const waiting = await read(ctx, async (tx) => {
    const exchanges = await tx.em.find(
      Exchange,
      {
        direction: 'out',
        channel: 'cxml',
        state: 'queued',
        keys: { $contains: [`po:${purchaseOrderId}`] },
      },
      { orderBy: { id: 'asc' }, limit: SEND_MAX },
    );
    const [first] = await tx.em.execute<{ outbound_url: string | null }[]>(
      'select c.outbound_url from purchase_order o join trading_connection c on c.id = o.connection_id where o.id = ?',
      [purchaseOrderId],
    );
    return { ids: exchanges.map((one) => one.id), url: first?.outbound_url };
  });
  if (!waiting.url) return;
  for (const exchangeId of waiting.ids)
    await deliver(ctx, { exchangeId, url: waiting.url, judge: judgeCxml });
}
