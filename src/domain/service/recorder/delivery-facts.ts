import { Decimal } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';
import { dayOr, idList, instantOr } from './scope.ts';
import type { ReceiptFact, ReturnFact, ShipmentFact } from './types.ts';

type Row = Record<string, string | null>;

/** What a thread holds of each kind; a purchase has a handful. */
const ROWS_MAX = 1_000;

async function shipments(tx: TxCtx, partIds: string): Promise<ShipmentFact[]> {
  const rows = await tx.em.execute<Row[]>(
    `select id, seller_order_id, seller_id, number, created_at::text as at, received_at::text as received_at, expected_on::text as expected_on
     from shipment where seller_order_id = any(?::uuid[]) order by created_at, id limit ${ROWS_MAX}`,
    [partIds],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    partId: row.seller_order_id ?? '',
    sellerId: row.seller_id ?? '',
    number: row.number ?? '',
    at: toInstant(row.at ?? ''),
    receivedAt: instantOr(row.received_at),
    expectedOn: dayOr(row.expected_on),
  }));
}

async function receipts(tx: TxCtx, partIds: string): Promise<ReceiptFact[]> {
  const rows = await tx.em.execute<Row[]>(
    `select id, seller_id, shipment_id, number, kind, received_by, exchange_id, received_at::text as at, cancelled_at::text as cancelled_at
     from goods_receipt where seller_order_id = any(?::uuid[]) order by received_at, id limit ${ROWS_MAX}`,
    [partIds],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    sellerId: row.seller_id ?? '',
    shipmentId: row.shipment_id ?? undefined,
    number: row.number ?? '',
    kind: row.kind as ReceiptFact['kind'],
    by: row.received_by ?? '',
    exchangeId: row.exchange_id ?? undefined,
    at: toInstant(row.at ?? ''),
    cancelledAt: instantOr(row.cancelled_at),
  }));
}

async function returns(tx: TxCtx, partIds: string): Promise<ReturnFact[]> {
  const rows = await tx.em.execute<Row[]>(
    `select r.id, r.seller_id, r.line_number::text as line, r.quantity::text as quantity, r.unit, r.state, r.exchange_id,
       r.created_at::text as at, r.decided_at::text as decided_at
     from goods_return r join order_line l on l.id = r.order_line_id
     where l.seller_order_id = any(?::uuid[]) order by r.created_at, r.id limit ${ROWS_MAX}`,
    [partIds],
  );
  return rows.map((row) => ({
    id: row.id ?? '',
    sellerId: row.seller_id ?? '',
    line: Number(row.line),
    quantity: Decimal.parse(row.quantity ?? '0'),
    unit: row.unit ?? '',
    state: row.state ?? '',
    exchangeId: row.exchange_id ?? undefined,
    at: toInstant(row.at ?? ''),
    decidedAt: instantOr(row.decided_at),
  }));
}

/** What was despatched, received, refused at the door, given up and sent back of some sellers' parts. */
export async function deliveryFacts(tx: TxCtx, partIds: readonly string[]) {
  if (partIds.length === 0) return { shipments: [], receipts: [], returns: [] };
  const ids = idList(partIds);
  return {
    shipments: await shipments(tx, ids),
    receipts: await receipts(tx, ids),
    returns: await returns(tx, ids),
  };
}
