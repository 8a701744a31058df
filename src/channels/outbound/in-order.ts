import { type Ctx, type Job, type JobPayload, read } from '../../platform/index.ts';
import { sendConfirmation } from './confirmation.ts';
import { sendShipNotice, sendShipNoticeDelete } from './ship-notice.ts';

/** Jobs of events further apart than this do not run side by side any more. */
const LOOK_BACK_MS = 10 * 60_000;
const EARLIER_MAX = 200;

const BUILDERS: Readonly<Record<string, Job>> = {
  'seller_order.answered': sendConfirmation,
  'shipment.despatched': sendShipNotice,
  'shipment.corrected': sendShipNotice,
  'shipment.cancelled': sendShipNoticeDelete,
};

/** The smallest UUIDv7 of a moment so long before another one's. */
function floorOf(eventId: string): string {
  const at = Number.parseInt(eventId.replaceAll('-', '').slice(0, 12), 16) - LOOK_BACK_MS;
  const hex = Math.max(0, at).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}

/** What else was said of the same seller order shortly before an event, oldest first. */
async function earlier(
  ctx: Ctx,
  { eventId, payload }: { eventId: string; payload: JobPayload },
): Promise<{ id: string; name: string; payload: JobPayload }[]> {
  const text = (name: string): string | null =>
    typeof payload[name] === 'string' ? payload[name] : null;
  return read(ctx, (tx) =>
    tx.em.execute<{ id: string; name: string; payload: JobPayload }[]>(
      `with about as (
         select coalesce(?::uuid, (select seller_order_id from shipment where id = ?::uuid),
           (select seller_order_id from invoice where id = ?::uuid))::text as id)
       select e.id, e.name, e.payload from outbox_event e cross join about
       where e.id >= ?::uuid and e.id < ?::uuid and e.name in (select jsonb_array_elements_text(?::jsonb))
         and coalesce(e.payload->>'sellerOrderId',
           (select s.seller_order_id::text from shipment s where s.id::text = e.payload->>'shipmentId')) = about.id
       order by e.id limit ${EARLIER_MAX}`,
      [
        text('sellerOrderId'),
        text('shipmentId'),
        text('invoiceId'),
        floorOf(eventId),
        eventId,
        JSON.stringify(Object.keys(BUILDERS)),
      ],
    ),
  );
}

/**
 * A job that builds a document for a suite, after those of earlier events of the same seller order: jobs of two events
 * may start side by side, and the row keeps the order in which documents are built. Each is built once, whoever
 * comes first; the other waits for it.
 */
export function inOrder(job: Job): Job {
  return async (ctx, payload) => {
    const { eventId } = payload;
    if (typeof eventId === 'string') {
      for (const event of await earlier(ctx, { eventId, payload }))
        await BUILDERS[event.name]?.(ctx, { ...event.payload, eventId: event.id });
    }
    await job(ctx, payload);
  };
}
