import type { Evidence } from '../entities.ts';
import { advicePlans } from './by-advice.ts';
import { amountPlans } from './by-amount.ts';
import { referencePlans } from './by-reference.ts';
import {
  oldestFirst,
  onlyAmount,
  otherPayer,
  payerUnknown,
  severalBuyers,
  unknownReference,
} from './evidence.ts';
import { type IndexInput, type ItemIndex, indexItems, openOf, stillOpen } from './item-index.ts';
import { type Payer, payerOf } from './payer.ts';
import { exactPlan, oldestFirstPlan, scoreOf } from './plans.ts';
import { referencesOf } from './references.ts';
import type { MatchResult, OpenItem, Payment, Plan, Proposal } from './types.ts';

const PROPOSALS_MAX = 5;

function withDoubt(plan: Plan, doubt: Evidence): Plan {
  const evidence = [...plan.evidence, doubt];
  return { ...plan, evidence, score: scoreOf(evidence), safe: false };
}

/** Two plans that settle the same items with the same cents are one. */
function keyOf(plan: Plan): string {
  const shares = plan.allocations.map(
    (share) => `${share.invoiceId}:${share.amountMinor}:${share.writeOffMinor}`,
  );
  return shares.sort().join('|');
}

function distinct(plans: readonly Plan[]): Plan[] {
  const found = new Map<string, Plan>();
  for (const plan of plans) {
    if (plan.allocations.length === 0) continue;
    const earlier = found.get(keyOf(plan));
    if (
      !earlier ||
      (plan.safe && !earlier.safe) ||
      (plan.safe === earlier.safe && plan.score > earlier.score)
    )
      found.set(keyOf(plan), { ...plan, adviceId: plan.adviceId ?? earlier?.adviceId });
    else if (plan.adviceId && !earlier.adviceId)
      found.set(keyOf(plan), { ...earlier, adviceId: plan.adviceId });
  }
  return [...found.values()].sort((a, b) => Number(b.safe) - Number(a.safe) || b.score - a.score);
}

function proposalOf(plan: Plan): Proposal {
  const { kind, buyerId, score, allocations, restMinor, evidence, adviceId } = plan;
  return { kind, buyerId, score, allocations, restMinor, evidence, adviceId };
}

function answer(plans: readonly Plan[], payer: Payer, payment: Payment): MatchResult {
  const ranked = distinct(plans).slice(0, PROPOSALS_MAX);
  const [best, second] = ranked;
  const safe = ranked.filter((plan) => plan.safe);
  const proposals = ranked.map(proposalOf);
  const nothing = { allocations: [], restMinor: payment.amountMinor, buyerId: payer.buyerId };
  if (!best)
    return { decision: 'none', ...nothing, evidence: [...payer.evidence.values()], proposals };
  const margin = second ? Math.max(0, best.score - second.score) : undefined;
  if (safe.length !== 1) {
    return {
      decision: 'propose',
      kind: best.kind,
      ...nothing,
      evidence: best.evidence,
      proposals,
      margin,
    };
  }
  const { kind, buyerId, allocations, restMinor, evidence, adviceId } = best;
  const read = { kind, buyerId, allocations, restMinor, evidence, adviceId };
  return { decision: 'auto', ...read, proposals, margin };
}

/** A payer who is known contradicts a reference that belongs to somebody else. */
function refuseOtherPayer(index: ItemIndex, payer: Payer, plans: readonly Plan[]): Plan[] {
  const { buyerId } = payer;
  if (buyerId) {
    const name = (id: string): string => index.nameOf.get(id) ?? '?';
    return plans.map((plan) =>
      plan.buyerId === buyerId
        ? plan
        : withDoubt(plan, otherPayer(name(buyerId), name(plan.buyerId))),
    );
  }
  const doubted = [...payer.evidence.values()].find(
    (one) => one.code === 'payer_contradiction' || one.code === 'payer_shared',
  );
  if (!doubted) return [...plans];
  const isCandidate = (plan: Plan): boolean =>
    doubted.code === 'payer_shared' && payer.candidates.includes(plan.buyerId);
  return plans.map((plan) => (isCandidate(plan) ? plan : withDoubt(plan, doubted)));
}

function fromReferences(
  index: ItemIndex,
  payment: Payment,
  payer: Payer,
): { plans: Plan[]; unknown: string | undefined; isAmbiguous: boolean } {
  const { sets, unknown } = referencesOf(index, payment, payer);
  const owners = new Set(
    sets
      .filter((set) => set.strength !== 'guess')
      .flatMap((set) => set.items.map((item) => item.buyerId)),
  );
  const plans = refuseOtherPayer(
    index,
    payer,
    referencePlans({ index, payment, payer }, splitByBuyer(sets)),
  );
  // References of two buyers: unless the payer is one of them, nobody can tell whose money it is.
  const isAmbiguous = owners.size > 1 && !(payer.buyerId && owners.has(payer.buyerId));
  const judged = isAmbiguous ? plans.map((plan) => withDoubt(plan, severalBuyers())) : plans;
  const doubt = unknown ? unknownReference(unknown) : undefined;
  const isWhole = (plan: Plan): boolean => plan.kind === 'exact' || plan.kind === 'grouped';
  return {
    // A whole payment of what is named stands; a partial one beside an unknown reference does not.
    plans: doubt
      ? judged.map((plan) => (plan.safe && isWhole(plan) ? plan : withDoubt(plan, doubt)))
      : judged,
    unknown,
    isAmbiguous,
  };
}

function splitByBuyer<T extends { readonly items: readonly OpenItem[] }>(sets: readonly T[]): T[] {
  return sets.flatMap((set) => {
    const buyers = [...new Set(set.items.map((item) => item.buyerId))];
    return buyers.length <= 1
      ? [set]
      : buyers.map((id) => ({ ...set, items: set.items.filter((item) => item.buyerId === id) }));
  });
}

function fromAmount(
  index: ItemIndex,
  payment: Payment,
  { payer, unknown }: { payer: Payer; unknown: string | undefined },
): Plan[] {
  const plans: Plan[] = [];
  for (const buyerId of payer.candidates) {
    const items = stillOpen(index, index.byBuyer.get(buyerId) ?? [], payment.currency);
    const known = payer.evidence.get(buyerId);
    const found = amountPlans({ index, payment }, items, known ? [known] : []);
    const judged =
      payer.buyerId === buyerId ? found : found.map((plan) => ({ ...plan, safe: false }));
    plans.push(
      ...(unknown ? judged.map((plan) => withDoubt(plan, unknownReference(unknown))) : judged),
    );
    if (found.length === 0 && items.length > 0 && payer.buyerId) {
      plans.push(
        oldestFirstPlan({ index, payment }, items.slice(0, 50), [
          ...(known ? [known] : []),
          oldestFirst(),
        ]),
      );
    }
  }
  if (payer.candidates.length > 0) return plans;
  const same = (index.byAmount.get(payment.amountMinor) ?? []).filter(
    (item) => openOf(index, item) === payment.amountMinor && !item.isCreditNote,
  );
  return stillOpen(index, same, payment.currency)
    .slice(0, PROPOSALS_MAX)
    .map((item) => exactPlan({ index, payment }, [item], [payerUnknown(), onlyAmount()]));
}

/**
 * Reads one payment against the open items: the buyer's remittance advice and references first (ISO 11649, statement, invoice and order
 * numbers), then the payer and the amount, then combinations. Answers `auto` only when exactly one reading
 * is safe: never against a payer who is known, never on the amount alone when another combination gives it
 * too. Everything else is a proposal with its evidence. The index is not changed (`consume` does that).
 */
export function matchPayment(index: ItemIndex, payment: Payment): MatchResult {
  const payer = payerOf(index, payment);
  if (payment.amountMinor <= 0n) return answer([], payer, payment);
  const named = fromReferences(index, payment, payer);
  const advised = advicePlans(index, payment, payer);
  if (advised.length > 0) {
    // The buyer's own split counts beside what the payment names; where both are sure and differ, a clerk decides.
    const sure = advised.some((plan) => plan.safe);
    const rivals = sure ? named.plans.filter((plan) => plan.safe) : named.plans;
    if (sure || rivals.some((plan) => plan.safe))
      return answer([...advised, ...rivals], payer, payment);
  }
  if (named.plans.some((plan) => plan.safe)) return answer(named.plans, payer, payment);
  const byAmount = fromAmount(index, payment, { payer, unknown: named.unknown });
  // What the payment names and cannot explain forbids to post it on the amount alone.
  const isNamed = named.plans.length > 0;
  return answer(
    [
      ...advised,
      ...named.plans,
      ...(isNamed ? byAmount.map((plan) => ({ ...plan, safe: false })) : byAmount),
    ],
    payer,
    payment,
  );
}

/** `matchPayment` for one payment and its candidates. */
export function match({
  payment,
  ...input
}: { payment: Payment } & Omit<IndexInput, 'items'> & {
    candidates: readonly OpenItem[];
  }): MatchResult {
  const { candidates, ...rest } = input;
  return matchPayment(indexItems({ items: candidates, ...rest }), payment);
}
