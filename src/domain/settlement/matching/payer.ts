import type { Evidence } from '../entities.ts';
import {
  contradictingNames,
  payerByIban,
  payerByName,
  payerLooksLike,
  sharedIban,
} from './evidence.ts';
import type { ItemIndex } from './item-index.ts';
import { compact, nameKey, nameLikeness } from './text.ts';
import type { Payment } from './types.ts';

export type Payer = {
  /** Set when one buyer only can have paid, by account or by full name, and nothing says otherwise. */
  readonly buyerId?: string | undefined;
  /** Buyers it may be, likeliest first; holds `buyerId` when that is set. */
  readonly candidates: readonly string[];
  /** Evidence for a candidate. */
  readonly evidence: ReadonlyMap<string, Evidence>;
};

const NAME_LENGTH_CUT = 27;
const LIKENESS_MIN = 0.5;
const CANDIDATES_MAX = 3;

/**
 * Who paid. The account number first: known for one buyer, it decides, unless the name is exactly another
 * buyer's. Then the full name, without accents and legal form, when one buyer only bears it (a name that
 * the bank cut at 27 characters or more may be the beginning of it). Likeness alone never decides.
 */
export function payerOf(index: ItemIndex, payment: Payment): Payer {
  const byIban = index.ibans.get(compact(payment.payerIban ?? '')) ?? [];
  const byName = namesakes(index, payment.payerName ?? '');
  const name = payment.payerName ?? '';
  if (byIban.length > 0) {
    const agreed = byIban.filter((id) => byName.length === 0 || byName.includes(id));
    const only = agreed.length === 1 ? agreed[0] : undefined;
    if (only)
      return sure(only, payerByIban(payment.payerIban ?? '', index.nameOf.get(only) ?? name));
    const rivals = [...new Set([...(agreed.length > 0 ? agreed : byIban), ...byName])];
    const doubt = agreed.length === 0 ? contradictingNames(name) : sharedIban(byIban.length);
    return {
      candidates: rivals.slice(0, CANDIDATES_MAX),
      evidence: new Map(rivals.map((id) => [id, doubt])),
    };
  }
  const [namesake] = byName;
  if (byName.length === 1 && namesake) return sure(namesake, payerByName(name));
  const like = byName.length > 1 ? byName : lookalikes(index, name);
  return {
    candidates: like.slice(0, CANDIDATES_MAX),
    evidence: new Map(like.map((id) => [id, payerLooksLike(name, index.nameOf.get(id) ?? '')])),
  };
}

function sure(buyerId: string, evidence: Evidence): Payer {
  return { buyerId, candidates: [buyerId], evidence: new Map([[buyerId, evidence]]) };
}

function sameWords(a: string, b: string): boolean {
  return a.split(' ').sort().join(' ') === b.split(' ').sort().join(' ');
}

/** Buyers who bear exactly this name. */
function namesakes(index: ItemIndex, name: string): readonly string[] {
  const key = nameKey(name);
  if (key === '') return [];
  const direct = index.names.get(key);
  if (direct) return [...new Set(direct)];
  const first = key.split(' ')[0] ?? '';
  const near = [...new Set(index.nameWords.get(first) ?? [])];
  const isCut = name.trim().length >= NAME_LENGTH_CUT;
  return near.filter((id) =>
    (index.nameKeysOf.get(id) ?? []).some(
      (other) => sameWords(other, key) || (isCut && other.startsWith(key)),
    ),
  );
}

/** Buyers whose name shares at least half of its words. */
function lookalikes(index: ItemIndex, name: string): string[] {
  const key = nameKey(name);
  const near = new Set(
    key
      .split(' ')
      .filter((word) => word.length >= 3)
      .flatMap((word) => (index.nameWords.get(word) ?? []).slice(0, 200)),
  );
  const ranked = [...near].map((id) => ({
    id,
    likeness: Math.max(
      ...(index.nameKeysOf.get(id) ?? []).map((other) => nameLikeness(other, key)),
    ),
  }));
  return ranked
    .filter((one) => one.likeness >= LIKENESS_MIN)
    .sort((a, b) => b.likeness - a.likeness || (a.id < b.id ? -1 : 1))
    .map((one) => one.id);
}
