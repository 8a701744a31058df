import { Problem } from '../../../base/index.ts';
import {
  type Ctx,
  type Json,
  lockRows,
  privileged,
  type TxCtx,
  writeOnce,
} from '../../../platform/index.ts';
import {
  cancelFrame,
  cancellationAhead,
  cancelOrder,
  changeFrame,
  type EarlierOrder,
  earlierOrder,
  placeFrame,
  recordVersion,
  type VersionNote,
  versionInForce,
} from '../../orders/index.ts';
import { changeFromSuite } from './change.ts';
import { acceptOrder } from './order.ts';
import { agreementOf, frameInputOf } from './release.ts';
import type { SuiteOrder, SuiteOrderResult } from './suite-order.ts';

type Note = SuiteOrderResult['notes'][number];

function noteOf(order: SuiteOrder, more: Pick<VersionNote, 'outcome'> & Partial<VersionNote>) {
  return {
    buyerId: order.buyerId,
    number: order.number,
    orderVersion: order.orderVersion ?? 1,
    type: order.type ?? ('new' as const),
    payloadId: order.payloadId,
    reference: order.reference,
    writtenAt: order.writtenAt,
    changedBy: order.orderedBy,
    ...more,
  };
}

/** Whether a cancellation that came first was meant for this very document, or for one written after it. */
function wasCancelledAhead(
  order: SuiteOrder,
  ahead: Awaited<ReturnType<typeof cancellationAhead>>,
): boolean {
  if (!ahead) return false;
  if (ahead.reference === order.payloadId) return true;
  if (order.orderVersion !== undefined && ahead.orderVersion > order.orderVersion) return true;
  return (
    order.writtenAt !== undefined &&
    ahead.writtenAt != null &&
    Temporal.Instant.compare(order.writtenAt, ahead.writtenAt) < 0
  );
}

async function takeNew(tx: TxCtx, order: SuiteOrder): Promise<SuiteOrderResult> {
  const { buyerId, number, payloadId } = order;
  const ahead = await cancellationAhead(tx, { buyerId, number, payloadId });
  if (wasCancelledAhead(order, ahead)) {
    await recordVersion(tx, noteOf(order, { outcome: 'late' }));
    const message = `late: order ${number} was cancelled by ${ahead?.payloadId} before it arrived; nothing is ordered`;
    return { outcome: 'late', noticed: [], notes: [{ code: 'order_late', message }] };
  }
  const known = await earlierOrder(tx, { buyerId, number });
  if (known.purchase || known.frame)
    throw new Problem('purchasing.order_exists', { order: number });
  if (order.kind === 'blanket') {
    const frameOrderId = await placeFrame(tx, frameInputOf(order));
    await recordVersion(tx, noteOf(order, { outcome: 'in_force', frameOrderId }));
    return { outcome: 'framed', frameOrderId, noticed: [], notes: [] };
  }
  const agreement = order.kind === 'release' ? await agreementOf(tx, order) : undefined;
  const placed = await acceptOrder(tx, { order, agreement });
  const { purchaseOrderId, netMinor, vatMinor } = placed;
  await recordVersion(
    tx,
    noteOf(order, { outcome: 'in_force', purchaseOrderId, netMinor, vatMinor }),
  );
  return { outcome: 'placed', purchaseOrderId, noticed: placed.noticed, notes: [] };
}

/** The order a change speaks of, by the document it names, else by its number and a higher version. */
async function findEarlier(
  tx: TxCtx,
  { buyerId, number, reference, orderVersion }: SuiteOrder,
): Promise<{ earlier: EarlierOrder | undefined; notes: Note[] }> {
  const named = reference
    ? await earlierOrder(tx, { buyerId, payloadId: reference })
    : { purchase: null, frame: null, inForce: null };
  const own = named.purchase ?? named.frame;
  if (own && own.number === number) return { earlier: named, notes: [] };
  const byNumber = await earlierOrder(tx, { buyerId, number });
  const other = byNumber.purchase ?? byNumber.frame;
  if (own && other)
    throw new Problem('purchasing.reference_other', { known: own.number, order: number });
  if (own) {
    const message = `orderID ${number} differs from ${own.number}, which the DocumentReference names; the reference is taken`;
    return { earlier: named, notes: [{ code: 'order_number', message }] };
  }
  if (!other || orderVersion === undefined) return { earlier: undefined, notes: [] };
  if (reference === undefined) return { earlier: byNumber, notes: [] };
  if (orderVersion <= other.orderVersion) return { earlier: undefined, notes: [] };
  const message = `no document ${reference} is known; orderID ${number} and orderVersion ${orderVersion} are taken instead`;
  return { earlier: byNumber, notes: [{ code: 'order_reference', message }] };
}

/** A version that a newer one has overtaken: by its number, else by when the documents were written. */
async function isLate(tx: TxCtx, order: SuiteOrder, earlier: EarlierOrder): Promise<boolean> {
  const current = (earlier.purchase ?? earlier.frame)?.orderVersion ?? 1;
  const given = order.orderVersion;
  if (given !== undefined && given !== current) return given < current;
  if (given === current && order.reference === undefined) return true;
  const inForce = await versionInForce(tx, earlier);
  return (
    order.writtenAt !== undefined &&
    inForce?.writtenAt != null &&
    Temporal.Instant.compare(order.writtenAt, inForce.writtenAt) < 0
  );
}

/** A suite that numbers its versions is taken at its word; otherwise each change counts one more. */
function nextVersion(order: SuiteOrder, current: number): number {
  return order.orderVersion === undefined ? current + 1 : Math.max(order.orderVersion, current);
}

async function cancel(
  tx: TxCtx,
  {
    order,
    earlier,
    orderVersion,
  }: { order: SuiteOrder; earlier: EarlierOrder; orderVersion: number },
): Promise<SuiteOrderResult> {
  const { purchase, frame } = earlier;
  const { payloadId } = order;
  const changes = [
    { field: 'cancelled' as const, ...(order.comments ? { to: order.comments } : {}) },
  ];
  if (frame) {
    await cancelFrame(tx, { id: frame.id, orderVersion, payloadId });
    await recordVersion(
      tx,
      noteOf(order, { outcome: 'in_force', frameOrderId: frame.id, orderVersion, changes }),
    );
    return { outcome: 'cancelled', frameOrderId: frame.id, noticed: [], notes: [] };
  }
  const purchaseOrderId = purchase?.id ?? '';
  const already = purchase?.state === 'cancelled';
  await cancelOrder(tx, {
    purchaseOrderId,
    reason: order.comments ?? 'cancelled by the buyer’s suite',
    document: { orderVersion, payloadId },
  });
  await recordVersion(
    tx,
    noteOf(order, {
      outcome: 'in_force',
      purchaseOrderId,
      orderVersion,
      changes: already ? [] : changes,
    }),
  );
  const message = `order ${order.number} was cancelled already`;
  const notes = already ? [{ code: 'order_cancelled', message }] : [];
  return { outcome: 'cancelled', purchaseOrderId, noticed: [], notes };
}

async function takeChange(tx: TxCtx, order: SuiteOrder): Promise<SuiteOrderResult> {
  const { earlier, notes } = await findEarlier(tx, order);
  const reference = order.reference ?? order.number;
  if (!earlier) {
    if (order.type === 'update')
      throw new Problem('purchasing.reference_unknown', { order: order.number, reference });
    // Kept, so that an order that was overtaken by its own cancellation is not carried out.
    await recordVersion(tx, noteOf(order, { outcome: 'ahead' }));
    return { outcome: 'ahead', noticed: [], notes: [] };
  }
  const current = (earlier.purchase ?? earlier.frame)?.orderVersion ?? 1;
  const ids = { purchaseOrderId: earlier.purchase?.id, frameOrderId: earlier.frame?.id };
  if (await isLate(tx, order, earlier)) {
    await recordVersion(tx, noteOf(order, { outcome: 'late', ...ids }));
    const message = `late: version ${current} is already in force`;
    return {
      outcome: 'late',
      ...(ids.purchaseOrderId ? { purchaseOrderId: ids.purchaseOrderId } : {}),
      noticed: [],
      notes: [...notes, { code: 'order_late', message }],
    };
  }
  const orderVersion = nextVersion(order, current);
  if (order.type === 'delete') {
    const cancelled = await cancel(tx, { order, earlier, orderVersion });
    return { ...cancelled, notes: [...notes, ...cancelled.notes] };
  }
  if (earlier.frame) {
    const { id } = earlier.frame;
    const input = frameInputOf({ ...order, orderVersion });
    const changes = await changeFrame(tx, { id, input });
    await recordVersion(
      tx,
      noteOf(order, { outcome: 'in_force', frameOrderId: id, orderVersion, changes }),
    );
    return { outcome: 'changed', frameOrderId: id, noticed: [], notes };
  }
  const purchaseOrderId = earlier.purchase?.id ?? '';
  const changed = await changeFromSuite(tx, { order, purchaseOrderId, orderVersion });
  const { changes, netMinor, vatMinor } = changed;
  const version = { purchaseOrderId, orderVersion, changes, netMinor, vatMinor };
  await recordVersion(tx, noteOf(order, { outcome: 'in_force', ...version }));
  return {
    outcome: 'changed',
    purchaseOrderId,
    noticed: changed.noticed,
    notes: [...notes, ...changed.notices.map((message) => ({ code: 'order_change', message }))],
  };
}

/**
 * Documents about one order wait for one another before anything of it is read: which of two versions is the newer,
 * and whether an order was cancelled, is then seen by the second. A change that names an order of another
 * number waits at that order's row too.
 */
async function lockNumber(tx: TxCtx, { buyerId, number, reference }: SuiteOrder): Promise<void> {
  await tx.em.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `suite_order:${buyerId}:${number}`,
  ]);
  if (!reference) return;
  const { purchase, frame } = await earlierOrder(tx, { buyerId, payloadId: reference });
  if (purchase) await lockRows(tx, 'purchase_order', [purchase.id]);
  if (frame) await lockRows(tx, 'frame_order', [frame.id]);
  for (const known of [purchase, frame]) if (known) await tx.em.refresh(known);
}

/**
 * What a buyer's suite says of an order: new, changed or cancelled, regular, blanket or a release
 * (cXML guide, «OrderRequest»). New lines and quantities are held against the basket that went back and
 * today's catalogue; an unknown part, another price, unit or currency, a quantity of 0 or one that cannot be
 * delivered refuses the whole document with every line's difference (`purchasing.order_mismatch`).
 *
 * Documents may come in any order: an older version than the one in force changes nothing (`late`), and a
 * cancellation before its order is kept so that the order is never carried out (`ahead`). The same number
 * again as `new` is refused (`purchasing.order_exists`), a change of an unknown order too
 * (`purchasing.reference_unknown`); the same payloadID has no second effect. Terms are decided and exposure
 * held or given back in the same transaction. Locks the order's number, then the order.
 */
export async function orderFromSuite(ctx: Ctx, order: SuiteOrder): Promise<SuiteOrderResult> {
  const result = await writeOnce(ctx, { key: `order:${order.payloadId}`, input: order }, (tx) =>
    privileged(tx, async (inner) => {
      await lockNumber(inner, order);
      const taken =
        (order.type ?? 'new') === 'new'
          ? await takeNew(inner, order)
          : await takeChange(inner, order);
      return taken as unknown as Json;
    }),
  );
  return result as unknown as SuiteOrderResult;
}
