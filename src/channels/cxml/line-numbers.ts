import type { ItemOut, OrderRequest } from '../../../punchout/index.ts';
import { type StandingLine, standingLines } from '../../domain/purchasing/index.ts';
import type { TxCtx } from '../../platform/index.ts';

/** Numbers that are not taken yet. */
function numbering(given: Iterable<number>) {
  const taken = new Set(given);
  return {
    isFree: (number: number): boolean => !taken.has(number),
    take: (wanted: number): number => {
      let number = wanted;
      while (taken.has(number)) number += 1;
      taken.add(number);
      return number;
    },
  };
}

function isSame({ itemId }: ItemOut, line: StandingLine): boolean {
  const auxiliaryId = itemId.supplierPartAuxiliaryId?.trim();
  return auxiliaryId ? auxiliaryId === line.auxiliaryId : itemId.supplierPartId.trim() === line.sku;
}

/**
 * An order with a number on each line. `lineNumber` is missing in Oracle EBS's orders, on all lines or on some: a
 * changed order's line is then the standing one of its name, whatever place it has moved to, and any other has
 * its place's number, or the next that is free.
 */
export async function numbered(
  tx: TxCtx,
  { order, buyerId }: { order: OrderRequest; buyerId: string },
): Promise<OrderRequest> {
  const given = order.items.flatMap(({ lineNumber }) => lineNumber ?? []);
  if (given.length === order.items.length) return order;
  const { orderId: number, previousPayloadId: reference } = order;
  const standing =
    order.type === 'update' ? await standingLines(tx, { buyerId, number, reference }) : [];
  const free = numbering(given);
  const known = order.items.map((item) => {
    if (item.lineNumber !== undefined) return item;
    const own = standing.find((line) => free.isFree(line.lineNumber) && isSame(item, line));
    return own ? { ...item, lineNumber: free.take(own.lineNumber) } : item;
  });
  const beyond = Math.max(0, ...standing.map(({ lineNumber }) => lineNumber));
  const items = known.map((item, at) =>
    item.lineNumber === undefined
      ? { ...item, lineNumber: free.take(standing.length > 0 ? beyond + 1 : at + 1) }
      : item,
  );
  return { ...order, items };
}
