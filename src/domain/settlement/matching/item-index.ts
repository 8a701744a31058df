import { compact, nameKey, shapeOf } from './text.ts';
import type { Advice, KnownBuyer, KnownIbans, OpenItem } from './types.ts';

/** Open items arranged for look-up; open amounts go down as payments are matched against it. */
export type ItemIndex = {
  readonly open: Map<string, bigint>;
  readonly items: ReadonlyMap<string, OpenItem>;
  readonly byReference: ReadonlyMap<string, readonly OpenItem[]>;
  readonly byStatement: ReadonlyMap<string, readonly OpenItem[]>;
  readonly byNumber: ReadonlyMap<string, readonly OpenItem[]>;
  readonly byOrder: ReadonlyMap<string, readonly OpenItem[]>;
  readonly byBuyer: ReadonlyMap<string, readonly OpenItem[]>;
  readonly byAmount: ReadonlyMap<bigint, readonly OpenItem[]>;
  readonly names: ReadonlyMap<string, readonly string[]>;
  readonly nameWords: ReadonlyMap<string, readonly string[]>;
  readonly nameKeysOf: ReadonlyMap<string, readonly string[]>;
  readonly nameOf: ReadonlyMap<string, string>;
  readonly shapes: ReadonlySet<string>;
  readonly ibans: KnownIbans;
  /** Numbers of invoices that are settled already: a payment that names one is not for another. */
  readonly closedNumbers: ReadonlySet<string>;
  /** Buyers' remittance advices by their total. */
  readonly advices: ReadonlyMap<bigint, readonly Advice[]>;
  /** Advices that a payment of this run was matched by. */
  readonly usedAdvices: Set<string>;
};

export type IndexInput = {
  readonly items: readonly OpenItem[];
  readonly ibans?: KnownIbans | undefined;
  readonly buyers?: readonly KnownBuyer[] | undefined;
  readonly closedNumbers?: Iterable<string> | undefined;
  readonly advices?: readonly Advice[] | undefined;
};

/** Lists by key; the same value twice in a row is kept once. */
class Listing<K, V> {
  readonly map = new Map<K, V[]>();
  add(key: K, value: V): void {
    const list = this.map.get(key);
    if (!list) this.map.set(key, [value]);
    else if (list.at(-1) !== value) list.push(value);
  }
}

function dueOrder(a: OpenItem, b: OpenItem): number {
  return (
    Temporal.PlainDate.compare(a.dueOn, b.dueOn) ||
    Temporal.PlainDate.compare(a.issuedOn, b.issuedOn) ||
    (a.number < b.number ? -1 : 1)
  );
}

/** Shorter order numbers and references are words of daily life rather than references. */
const REFERENCE_LENGTH_MIN = 5;

/** Arranges open items for any number of payments. One pass; memory grows with the items. */
export function indexItems({
  items,
  ibans,
  buyers = [],
  closedNumbers = [],
  advices = [],
}: IndexInput): ItemIndex {
  const byReference = new Listing<string, OpenItem>();
  const byStatement = new Listing<string, OpenItem>();
  const byNumber = new Listing<string, OpenItem>();
  const byOrder = new Listing<string, OpenItem>();
  const byBuyer = new Map<string, OpenItem[]>();
  const byAmount = new Map<bigint, OpenItem[]>();
  const shapes = new Set<string>();
  const people = new Map<string, Set<string>>();
  for (const { buyerId, names } of buyers) people.set(buyerId, new Set(names));
  for (const item of items) {
    const number = compact(item.number);
    byNumber.add(number, item);
    if (number.length >= REFERENCE_LENGTH_MIN) shapes.add(shapeOf(number));
    const references = [
      [byReference, item.paymentReference],
      [byStatement, item.statementReference],
      [byOrder, item.purchaseOrderNumber],
    ] as const;
    for (const [listing, text] of references) {
      const key = compact(text ?? '');
      if (key.length >= REFERENCE_LENGTH_MIN) listing.add(key, item);
    }
    push(byBuyer, item.buyerId, item);
    push(byAmount, item.openMinor, item);
    const names = people.get(item.buyerId) ?? new Set();
    people.set(item.buyerId, names);
    for (const name of item.buyerNames) names.add(name);
  }
  for (const list of byBuyer.values()) list.sort(dueOrder);
  return {
    open: new Map(items.map((item) => [item.invoiceId, item.openMinor])),
    items: new Map(items.map((item) => [item.invoiceId, item])),
    byReference: byReference.map,
    byStatement: byStatement.map,
    byNumber: byNumber.map,
    byOrder: byOrder.map,
    byBuyer,
    byAmount,
    ...nameIndex(people),
    shapes,
    ibans: new Map([...(ibans ?? [])].map(([iban, ids]) => [compact(iban), [...new Set(ids)]])),
    closedNumbers: new Set([...closedNumbers].map(compact)),
    advices: Map.groupBy(advices, (advice) => advice.netMinor),
    usedAdvices: new Set(),
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}

function nameIndex(people: ReadonlyMap<string, ReadonlySet<string>>) {
  const names = new Listing<string, string>();
  const nameWords = new Listing<string, string>();
  const keysOf = new Listing<string, string>();
  const nameOf = new Map<string, string>();
  for (const [buyerId, all] of people) {
    for (const name of all) {
      const key = nameKey(name);
      if (key === '') continue;
      if (!nameOf.has(buyerId)) nameOf.set(buyerId, name);
      names.add(key, buyerId);
      for (const word of key.split(' ')) nameWords.add(word, buyerId);
      keysOf.add(buyerId, key);
    }
  }
  return { names: names.map, nameWords: nameWords.map, nameKeysOf: keysOf.map, nameOf };
}

/** What is left of an item. */
export function openOf(index: ItemIndex, item: OpenItem): bigint {
  return index.open.get(item.invoiceId) ?? 0n;
}

/** What an item adds to a payment: credit notes take away. */
export function signedOpen(index: ItemIndex, item: OpenItem): bigint {
  return item.isCreditNote ? -openOf(index, item) : openOf(index, item);
}

/** The items of a list that something is left of, in the payment's currency. */
export function stillOpen(
  index: ItemIndex,
  items: readonly OpenItem[],
  currency: string,
): OpenItem[] {
  return items.filter(
    (item) => openOf(index, item) > 0n && (item.currency ?? currency) === currency,
  );
}

/** Takes what a payment settles off the index, so that the next payment does not find it again. */
export function consume(
  index: ItemIndex,
  allocations: readonly { invoiceId: string; amountMinor: bigint; writeOffMinor: bigint }[],
): void {
  for (const { invoiceId, amountMinor, writeOffMinor } of allocations) {
    const used = (amountMinor < 0n ? -amountMinor : amountMinor) + writeOffMinor;
    const left = (index.open.get(invoiceId) ?? 0n) - used;
    index.open.set(invoiceId, left > 0n ? left : 0n);
  }
}
