import { privileged, type TxCtx } from '../../../platform/index.ts';
import { OrderVersion } from '../entities.ts';
import type { LineChange } from '../particulars.ts';

export type VersionNote = {
  readonly purchaseOrderId?: string | undefined;
  readonly frameOrderId?: string | undefined;
  readonly buyerId: string;
  readonly number: string;
  readonly orderVersion: number;
  readonly type: 'new' | 'update' | 'delete';
  readonly payloadId: string;
  readonly reference?: string | undefined;
  readonly writtenAt?: Temporal.Instant | undefined;
  /** `late`: a newer version was in force; `ahead`: a cancellation came before its order. */
  readonly outcome: 'in_force' | 'late' | 'ahead';
  readonly changes?: readonly LineChange[];
  readonly netMinor?: bigint | undefined;
  readonly vatMinor?: bigint | undefined;
  readonly changedBy: string;
};

/** Writes down one document about an order, whatever became of it: the history that people see. */
export async function recordVersion(tx: TxCtx, note: VersionNote): Promise<void> {
  await privileged(tx, async (inner) => {
    inner.em.create(OrderVersion, {
      id: inner.newId(),
      purchaseOrderId: note.purchaseOrderId ?? null,
      frameOrderId: note.frameOrderId ?? null,
      buyerId: note.buyerId,
      number: note.number,
      orderVersion: note.orderVersion,
      type: note.type,
      payloadId: note.payloadId,
      reference: note.reference ?? null,
      writtenAt: note.writtenAt ?? null,
      outcome: note.outcome,
      changes: [...(note.changes ?? [])],
      netMinor: note.netMinor ?? null,
      vatMinor: note.vatMinor ?? null,
      changedBy: note.changedBy,
      at: inner.now(),
    });
    await inner.em.flush();
  });
}
