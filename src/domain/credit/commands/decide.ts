import type { Money } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { type DecisionReason, TermsDecision, type TermsOutcome } from '../entities.ts';
import { creditFacts } from '../queries.ts';
import { counterfactualsOf, decide, ruleset2026 } from '../rules/index.ts';

export type TermsAnswer = {
  readonly decisionId: string;
  readonly outcome: TermsOutcome;
  /** Days after the invoice; 0 when paid in advance or refused. */
  readonly paymentDays: number;
  readonly score: number | undefined;
  readonly reasons: readonly DecisionReason[];
  readonly counterfactuals: readonly DecisionReason[];
  readonly blind: boolean;
};

/** Facts as they are stored beside a decision: amounts as text, so that JSON keeps every digit. */
function storable(facts: object): Record<string, unknown> {
  return JSON.parse(
    JSON.stringify(facts, (_, value: unknown) =>
      typeof value === 'bigint' ? value.toString() : value,
    ),
  ) as Record<string, unknown>;
}

/**
 * Decides the payment terms of a request or order and stores the decision with its facts. `amount` is VAT
 * included. Holds nothing: call `holdExposure` in the same transaction, which has the last word on the
 * limit. `replacing` names the subject whose hold this order takes over (its requisition), so that the
 * same money is not counted twice.
 */
export async function decideTerms(
  tx: TxCtx,
  {
    buyerId,
    subject,
    amount,
    sellerIds,
    replacing,
  }: {
    buyerId: string;
    subject: string;
    amount: Money;
    sellerIds: readonly string[];
    replacing?: string;
  },
): Promise<TermsAnswer> {
  return privileged(tx, async (inner) => {
    const subjects = replacing ? [subject, replacing] : [subject];
    const facts = await creditFacts(inner, { buyerId, amount, sellerIds, subjects });
    const verdict = decide(facts, ruleset2026);
    const counterfactuals = counterfactualsOf(facts, ruleset2026);
    const decision = inner.em.create(TermsDecision, {
      id: inner.newId(),
      buyerId,
      subject,
      amountMinor: amount.minor,
      currency: amount.currency,
      outcome: verdict.outcome,
      paymentDays: verdict.paymentDays,
      score: verdict.score ?? null,
      reasons: [...verdict.reasons],
      counterfactuals,
      facts: storable({ ...facts, sellerIds, subjects }),
      ruleset: ruleset2026.version,
      blind: verdict.blind,
      decidedAt: inner.now(),
      expiresAt: inner.now().add({ hours: ruleset2026.validDays * 24 }),
    });
    await inner.em.flush();
    return { decisionId: decision.id, ...verdict, counterfactuals };
  });
}
