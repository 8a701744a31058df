/**
 * What one address may have us store of documents whose sender nobody has proved: doors keep bytes before they
 * judge them, so that nothing of a partner is lost, and a disk must not be filled by whoever finds the door. A
 * partner under test with a wrong secret sends some dozens of documents of some KB in this time.
 */
const UNPROVED_BYTES_MAX = 64_000_000;
const UNPROVED_DOCUMENTS_MAX = 2_000;
const WINDOW_MINUTES = 15;

const ADDRESSES_MAX = 10_000;

type Count = { bytes: number; documents: number; refused: number; readonly resetAt: number };

/** Either the document is counted until `giveBack` says that its sender was proved, or nothing is left. */
export type Taken =
  | { readonly left: 'some'; readonly giveBack: () => void }
  | {
      readonly left: 'none';
      readonly seconds: number;
      /** Whether it is the first that is turned away, to be told once and not with each. */
      readonly first: 'yes' | 'no';
    };

/** The allowance of unproved documents of each address, at one door of this process. */
export type Allowance = {
  readonly take: (from: string, document: { bytes: number; now: Temporal.Instant }) => Taken;
};

/** An IPv6 address by its first 64 bits, which is what one customer of a provider has at the least. */
export function networkOf(address: string): string {
  if (!address.includes(':') || address.includes('.')) return address;
  const [head = '', tail] = address.toLowerCase().split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0');
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`;
}

/**
 * Counts each document as it arrives, also those that arrive together, and gives back what turns out to be a
 * partner's. Kept in memory, bounded, the oldest forgotten first: a flood must not become writes.
 */
export function unprovedAllowance({
  bytesMax = UNPROVED_BYTES_MAX,
  documentsMax = UNPROVED_DOCUMENTS_MAX,
}: {
  bytesMax?: number;
  documentsMax?: number;
} = {}): Allowance {
  const counts = new Map<string, Count>();
  const countOf = (key: string, now: Temporal.Instant): Count => {
    const known = counts.get(key);
    if (known && known.resetAt > now.epochMilliseconds) return known;
    counts.delete(key);
    const [oldest] = counts.keys();
    if (counts.size >= ADDRESSES_MAX && oldest !== undefined) counts.delete(oldest);
    const resetAt = now.epochMilliseconds + WINDOW_MINUTES * 60_000;
    const fresh = { bytes: 0, documents: 0, refused: 0, resetAt };
    counts.set(key, fresh);
    return fresh;
  };
  return {
    take: (from, { bytes, now }) => {
      const count = countOf(networkOf(from), now);
      if (count.documents >= documentsMax || count.bytes + bytes > bytesMax) {
        count.refused += 1;
        return {
          left: 'none',
          seconds: Math.ceil((count.resetAt - now.epochMilliseconds) / 1000),
          first: count.refused === 1 ? 'yes' : 'no',
        };
      }
      count.documents += 1;
      count.bytes += bytes;
      let held = bytes;
      return {
        left: 'some',
        giveBack: () => {
          if (held < 0) return;
          count.documents -= 1;
          count.bytes -= held;
          held = -1;
        },
      };
    },
  };
}
