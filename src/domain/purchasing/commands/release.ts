import { Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { ContractPrice } from '../../catalogue/index.ts';
import { earlierOrder, type FrameInput, frameNamed } from '../../orders/index.ts';
import type { SuiteOrder } from './suite-order.ts';

/** What a release draws on: a blanket order, or an agreed contract of this name. */
export type Agreement = {
  readonly agreementId: string;
  readonly frameOrderId: string | undefined;
};

/**
 * The agreement that a release names: the payloadID of one of a blanket order's documents, the blanket
 * order's number, its agreement's, or the reference of prices agreed in a contract here. Refuses
 * `purchasing.agreement_missing` and `purchasing.agreement_unknown`.
 */
export async function agreementOf(tx: TxCtx, order: SuiteOrder): Promise<Agreement> {
  const { buyerId } = order;
  const { agreementId, payloadId } = order.agreement ?? {};
  if (payloadId === undefined && agreementId === undefined)
    throw new Problem('purchasing.agreement_missing', { order: order.number });
  const byPayload =
    payloadId === undefined ? null : (await earlierOrder(tx, { buyerId, payloadId })).frame;
  const frame = byPayload ?? (agreementId && (await frameNamed(tx, { buyerId, agreementId })));
  if (frame) return { agreementId: frame.agreementId ?? frame.number, frameOrderId: frame.id };
  if (agreementId !== undefined) {
    const agreed = await tx.em.findOne(ContractPrice, {
      buyerId,
      reference: agreementId,
      acceptedAt: { $ne: null },
    });
    if (agreed) return { agreementId, frameOrderId: undefined };
  }
  throw new Problem('purchasing.agreement_unknown', {
    order: order.number,
    agreement: agreementId ?? payloadId,
  });
}

/** A blanket order's limits in the words of the orders module. Refuses one without any limit. */
export function frameInputOf(order: SuiteOrder): FrameInput {
  const { frame } = order;
  const limited = frame?.lines.some(
    (line) => line.maximumMinor !== undefined || line.maximumQuantity !== undefined,
  );
  if (!frame || (frame.maximumMinor === undefined && !limited))
    throw new Problem('purchasing.blanket_detail', { order: order.number });
  return {
    ...frame,
    buyerId: order.buyerId,
    number: order.number,
    orderVersion: order.orderVersion ?? 1,
    payloadId: order.payloadId,
    agreementId: order.agreement?.agreementId,
    connectionId: order.connectionId,
    comments: order.comments,
    orderedBy: order.orderedBy,
  };
}
