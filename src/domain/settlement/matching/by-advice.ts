import type { Evidence } from '../entities.ts';
import { adviceDeducts, adviceNamed, adviceOfPayer, adviceUnclear } from './evidence-advice.ts';
import { type ItemIndex, openOf } from './item-index.ts';
import type { Payer } from './payer.ts';
import { planOf, scoreOf, shareOf } from './plans.ts';
import { compact, tokensOf } from './text.ts';
import type { Advice, ItemShare, OpenItem, Payment, Plan } from './types.ts';

/** A payment this far from the day that the advice names is another one, unless it bears the advice's reference. */
const DAYS_APART_MAX = 30;
/** Shorter references are words of daily life. */
const REFERENCE_LENGTH_MIN = 6;
/** Fewer digits alone are a day, a month or somebody's customer number: they say nothing of who paid. */
const DIGITS_ALONE_MIN = 10;
const DEDUCTIONS_SHOWN = 4;

/** Everything that the bank's entry may name, word by word and neighbours joined. */
function saidBy({ structuredReference, endToEndId, documentNumbers = [], text }: Payment) {
  const texts = [structuredReference, endToEndId, ...documentNumbers, text];
  return new Set(
    texts.flatMap((one) => [compact(one ?? ''), ...tokensOf(one ?? '').map((token) => token.text)]),
  );
}

/**
 * Whether the bank's entry bears the reference, or the number, that the buyer gave its advice: as a word, never as
 * a part of one. While nobody knows who paid, a few digits are not enough.
 */
function isNamed(
  advice: Advice,
  { said, payer }: { said: ReadonlySet<string>; payer: Payer },
): boolean {
  return [advice.reference, advice.number].some((reference) => {
    const key = compact(reference ?? '');
    const least =
      payer.buyerId === undefined && /^\d+$/.test(key) ? DIGITS_ALONE_MIN : REFERENCE_LENGTH_MIN;
    return key.length >= least && said.has(key);
  });
}

function isNear(advice: Advice, payment: Payment): boolean {
  const { days } = advice.paymentOn.until(payment.bookedOn, { largestUnit: 'days' });
  return Math.abs(days) <= DAYS_APART_MAX;
}

type Reading = {
  readonly items: readonly OpenItem[];
  readonly shares: readonly ItemShare[];
  /** What cannot be settled as the buyer says. */
  readonly unclear: readonly string[];
};

/** The buyer's own shares, each held against what is open: an invoice takes no more, a credit note gives no more. */
function readingOf(index: ItemIndex, advice: Advice): Reading {
  const wanted = new Map<string, bigint>();
  const unclear: string[] = [];
  for (const { invoiceId, number, netMinor } of advice.lines) {
    if (invoiceId && index.items.has(invoiceId))
      wanted.set(invoiceId, (wanted.get(invoiceId) ?? 0n) + netMinor);
    else if (netMinor !== 0n) unclear.push(number);
  }
  const items: OpenItem[] = [];
  const shares: ItemShare[] = [];
  for (const [invoiceId, netMinor] of wanted) {
    const item = index.items.get(invoiceId);
    if (!item || netMinor === 0n) continue;
    const amount = netMinor < 0n ? -netMinor : netMinor;
    const isRight =
      item.buyerId === advice.buyerId &&
      (item.currency ?? advice.currency) === advice.currency &&
      item.isCreditNote === netMinor < 0n &&
      amount <= openOf(index, item);
    if (!isRight) unclear.push(item.number);
    else {
      items.push(item);
      shares.push(shareOf(item, netMinor));
    }
  }
  return { items, shares, unclear };
}

function deductions(advice: Advice): Evidence[] {
  return advice.lines
    .filter((line) => line.deductedMinor !== 0n)
    .slice(0, DEDUCTIONS_SHOWN)
    .map((line) => adviceDeducts(line.number, line.deductedMinor, advice.currency));
}

function planFor(
  index: ItemIndex,
  { advice, payer, named }: { advice: Advice; payer: Payer; named: boolean },
): Plan | undefined {
  const { items, shares, unclear } = readingOf(index, advice);
  const [first] = items;
  if (!first) return undefined;
  const known = payer.evidence.get(advice.buyerId);
  const evidence: Evidence[] = [
    named
      ? adviceNamed(advice.number, advice.lines.length)
      : adviceOfPayer(advice.number, advice.lines.length),
    ...(known ? [known] : []),
    ...deductions(advice),
    ...(unclear.length > 0 || !advice.isWhole ? [adviceUnclear(unclear)] : []),
  ];
  const settled = shares.reduce((sum, share) => sum + share.amountMinor, 0n);
  if (settled <= 0n || settled > advice.netMinor) return undefined;
  const isAll = items.length === 1 && shares[0]?.amountMinor === openOf(index, first);
  const plan = planOf({
    kind: items.length > 1 ? 'grouped' : isAll ? 'exact' : 'partial',
    items,
    allocations: shares,
    evidence,
    restMinor: advice.netMinor - settled,
  });
  return {
    ...plan,
    score: scoreOf(evidence),
    adviceId: advice.adviceId,
    safe: unclear.length === 0 && advice.isWhole && settled === advice.netMinor,
  };
}

/**
 * Readings from the buyer's own remittance advices: one whose total is the payment's to the cent, and that the
 * payment names, or that the buyer known to pay sent for about that day. It is safe when every line is ours, open for at
 * least what it pays, and the lines come to the total. What the buyer deducts stays open on its invoice:
 * nothing is written off on its word alone. An advice of another buyer than the one who pays says nothing.
 */
export function advicePlans(index: ItemIndex, payment: Payment, payer: Payer): Plan[] {
  const equal = (index.advices.get(payment.amountMinor) ?? []).filter(
    (advice) =>
      advice.currency === payment.currency &&
      !index.usedAdvices.has(advice.adviceId) &&
      (payer.buyerId === undefined || payer.buyerId === advice.buyerId),
  );
  if (equal.length === 0) return [];
  const said = saidBy(payment);
  const named = equal.filter((advice) => isNamed(advice, { said, payer }));
  const tried =
    named.length > 0
      ? named
      : equal.filter((advice) => advice.buyerId === payer.buyerId && isNear(advice, payment));
  return tried.flatMap(
    (advice) => planFor(index, { advice, payer, named: named.length > 0 }) ?? [],
  );
}
