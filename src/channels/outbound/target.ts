import {
  connectionProfile,
  type ItemId,
  inEncoding,
  type MimeFile,
  type OrderRef,
  type RequestEnvelope,
  type SuiteProfile,
  writeMultipart,
  xmlContentType,
} from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import {
  type OrderLine,
  PurchaseOrder,
  type SellerOrderDocument,
} from '../../domain/orders/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import { queueDelivery } from '../../domain/service/index.ts';
import {
  type ExchangeLink,
  type JobPayload,
  noteExchange,
  recordExchange,
  type TxCtx,
} from '../../platform/index.ts';
import { cxmlHeader } from './identity.ts';

const ZONE = 'Europe/Paris';

/** A buyer's suite that takes later documents, and how it wants them. */
export type Suite = { readonly connection: TradingConnection; readonly profile: SuiteProfile };
export type Target = Suite & { readonly order: OrderRef };

/** The suite behind a connection; undefined where nothing can be sent to it. */
export async function suiteOf(
  tx: TxCtx,
  connectionId: string | null | undefined,
): Promise<Suite | undefined> {
  if (!connectionId) return undefined;
  const connection = await tx.em.findOne(TradingConnection, { id: connectionId, active: true });
  if (connection?.protocol !== 'cxml' || !connection.outboundUrl) return undefined;
  return {
    connection,
    profile: connectionProfile(connection),
  };
}

/** Where a buyer's suite takes documents of this order; undefined for orders that came another way. */
export async function targetOf(
  tx: TxCtx,
  { purchase }: SellerOrderDocument,
): Promise<Target | undefined> {
  if (!purchase.payloadId) return undefined;
  const suite = await suiteOf(tx, purchase.connectionId);
  return (
    suite && {
      ...suite,
      order: {
        orderId: purchase.number,
        orderDate: cxmlTimestamp(purchase.orderedAt),
        payloadId: purchase.payloadId,
      },
    }
  );
}

/** The same for a purchase order that is at hand. */
export async function orderTarget(
  tx: TxCtx,
  purchase: PurchaseOrder | null,
): Promise<Target | undefined> {
  if (!purchase?.payloadId) return undefined;
  const suite = await suiteOf(tx, purchase.connectionId);
  return (
    suite && {
      ...suite,
      order: {
        orderId: purchase.number,
        orderDate: cxmlTimestamp(purchase.orderedAt),
        payloadId: purchase.payloadId,
      },
    }
  );
}

/** The outermost element of a document that we open: a payloadID of ours, for ever unique. */
export async function envelopeFor(
  tx: TxCtx,
  connection: TradingConnection,
): Promise<RequestEnvelope> {
  const header = await cxmlHeader(tx, connection);
  return {
    payloadId: `${tx.newId()}@comptoir`,
    timestamp: cxmlTimestamp(tx.now()),
    lang: 'en',
    header,
    deploymentMode: connection.deploymentMode,
  };
}

/** The beginning of a day in Paris, with its offset. */
export function dayText(day: Temporal.PlainDate | null | undefined): string | undefined {
  return day ? cxmlTimestamp(day.toZonedDateTime(ZONE).toInstant()) : undefined;
}

/** A line by our number and by the auxiliary id that it has had since the basket. */
export function itemIdOf({ sku, auxiliaryId }: Pick<OrderLine, 'sku' | 'auxiliaryId'>): ItemId {
  return {
    supplierPartId: sku,
    ...(auxiliaryId ? { supplierPartAuxiliaryId: auxiliaryId } : {}),
  };
}

/** Where a document names lines without their ItemID: the extrinsic with their auxiliary ids, parted by blanks. */
export const AUXILIARY_IDS = 'SupplierPartAuxiliaryIDs';

/** A unit in the suite's own word. */
export function unitWord(profile: SuiteProfile, unit: string): string {
  return profile.units.map[unit] ?? unit;
}

/**
 * Keeps a document that is built, in the encoding of its partner and with the files that go with it, and puts it
 * at the end of the row of its purchase orders. Returns the exchange's id.
 */
export async function keep(
  tx: TxCtx,
  document: {
    connection: TradingConnection;
    buyerId: string;
    kind: string;
    subject: string;
    content: Uint8Array;
    payloadId: string;
    purchaseOrders: readonly { readonly id: string; readonly number: string }[];
    keys: readonly string[];
    links?: readonly ExchangeLink[];
    files?: readonly MimeFile[];
  },
): Promise<string> {
  const { connection, purchaseOrders, files = [] } = document;
  const profile = connectionProfile(connection);
  const plain = {
    content: inEncoding(document.content, profile),
    contentType: xmlContentType(profile),
  };
  const body =
    files.length === 0
      ? plain
      : writeMultipart({
          document: plain.content,
          contentType: plain.contentType,
          files,
          mark: document.payloadId,
        });
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'cxml',
    kind: document.kind,
    ...body,
    partnerId: document.buyerId,
    connectionId: connection.id,
    documentKey: document.payloadId,
    keys: [
      ...new Set([
        ...purchaseOrders.flatMap(({ id, number }) => [number, `po:${id}`]),
        ...document.keys,
      ]),
    ],
  });
  if (document.links) await noteExchange(tx, exchangeId, { links: document.links });
  await queueDelivery(tx, {
    exchangeId,
    partnerId: document.buyerId,
    connectionId: connection.id,
    kind: document.kind,
    subject: document.subject,
    purchaseOrderIds: purchaseOrders.map(({ id }) => id),
  });
  return exchangeId;
}

/** A job of an event runs once for each event; called by hand, once for each state of its subject. */
export function keyOf(payload: JobPayload, subject: string): { key: string; input: string } {
  return {
    key: `outbound:${typeof payload.eventId === 'string' ? payload.eventId : subject}:${subject}`,
    input: subject,
  };
}
