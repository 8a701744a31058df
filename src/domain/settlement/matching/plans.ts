import type { Evidence } from '../entities.ts';
import { amountExact, amountOver, amountPartial, amountShort } from './evidence.ts';
import { type ItemIndex, openOf, signedOpen } from './item-index.ts';
import type { ItemShare, MatchKind, OpenItem, Payment, Plan } from './types.ts';

/** A payment short by at most this closes its items; the difference is written off (finance policy). */
export const TOLERANCE_MINOR = 5n;

export type Case = { readonly index: ItemIndex; readonly payment: Payment };

export function sumOpen(index: ItemIndex, items: readonly OpenItem[]): bigint {
  return items.reduce((sum, item) => sum + signedOpen(index, item), 0n);
}

export function shareOf(item: OpenItem, amountMinor: bigint, writeOffMinor = 0n): ItemShare {
  return { invoiceId: item.invoiceId, number: item.number, amountMinor, writeOffMinor };
}

export function scoreOf(evidence: readonly Evidence[]): number {
  const sum = evidence.reduce((total, one) => total + one.weight, 0);
  return Math.max(0, Math.min(100, sum));
}

type Draft = {
  readonly kind: MatchKind;
  readonly items: readonly OpenItem[];
  readonly allocations: readonly ItemShare[];
  readonly evidence: readonly Evidence[];
  readonly restMinor?: bigint;
};

/** A plan over items of one buyer; not safe until somebody says so. */
export function planOf({ kind, items, allocations, evidence, restMinor = 0n }: Draft): Plan {
  const used = allocations.filter(
    (share) => share.amountMinor !== 0n || share.writeOffMinor !== 0n,
  );
  return {
    kind,
    buyerId: items[0]?.buyerId ?? '',
    score: scoreOf(evidence),
    allocations: used,
    restMinor,
    evidence,
    safe: false,
  };
}

/** All items paid in full by exactly the payment. */
export function exactPlan(
  { index, payment }: Case,
  items: readonly OpenItem[],
  evidence: readonly Evidence[],
): Plan {
  return planOf({
    kind: items.length === 1 ? 'exact' : 'grouped',
    items,
    allocations: items.map((item) => shareOf(item, signedOpen(index, item))),
    evidence: [...evidence, amountExact(payment.amountMinor, payment.currency, items.length)],
  });
}

/** All items closed by a payment that is short by a few cents: the largest item carries the difference. */
export function shortPlan(
  { index, payment }: Case,
  items: readonly OpenItem[],
  evidence: readonly Evidence[],
): Plan {
  const missing = sumOpen(index, items) - payment.amountMinor;
  const largest = [...items].sort((a, b) =>
    signedOpen(index, b) > signedOpen(index, a) ? 1 : -1,
  )[0];
  return planOf({
    kind: 'short',
    items,
    allocations: items.map((item) => {
      const open = signedOpen(index, item);
      return item === largest ? shareOf(item, open - missing, missing) : shareOf(item, open);
    }),
    evidence: [...evidence, amountShort(missing, payment.currency)],
  });
}

/** All items paid in full; what is left stays unapplied on the payer. */
export function overPlan(
  { index, payment }: Case,
  items: readonly OpenItem[],
  evidence: readonly Evidence[],
): Plan {
  const restMinor = payment.amountMinor - sumOpen(index, items);
  return planOf({
    kind: 'over',
    items,
    allocations: items.map((item) => shareOf(item, signedOpen(index, item))),
    evidence: [...evidence, amountOver(restMinor, payment.currency)],
    restMinor,
  });
}

/** One item paid in part. */
export function partialPlan(
  { index, payment }: Case,
  item: OpenItem,
  evidence: readonly Evidence[],
): Plan {
  return planOf({
    kind: 'partial',
    items: [item],
    allocations: [shareOf(item, payment.amountMinor)],
    evidence: [
      ...evidence,
      amountPartial(payment.amountMinor, openOf(index, item), payment.currency),
    ],
  });
}

/** The oldest items first until the payment is used up. Credit notes are left alone. */
export function oldestFirstPlan(
  { index, payment }: Case,
  items: readonly OpenItem[],
  evidence: readonly Evidence[],
): Plan {
  let left = payment.amountMinor;
  const allocations: ItemShare[] = [];
  for (const item of items) {
    if (left === 0n) break;
    if (item.isCreditNote) continue;
    const open = openOf(index, item);
    const amount = open < left ? open : left;
    allocations.push(shareOf(item, amount));
    left -= amount;
  }
  return planOf({ kind: 'oldest_first', items, allocations, evidence, restMinor: left });
}

/** Whether the payment is short of the items by no more than the tolerance, and every item can carry it. */
export function isWithinTolerance({ index, payment }: Case, items: readonly OpenItem[]): boolean {
  const missing = sumOpen(index, items) - payment.amountMinor;
  const largest = items.reduce(
    (most, item) => (signedOpen(index, item) > most ? signedOpen(index, item) : most),
    0n,
  );
  return (
    missing > 0n && missing <= TOLERANCE_MINOR && largest > missing && payment.amountMinor > 0n
  );
}
