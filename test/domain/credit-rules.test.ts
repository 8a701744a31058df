import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type CreditFacts,
  counterfactualsOf,
  decide,
  isBetter,
  ruleset2026,
} from '../../src/domain/credit/rules/index.ts';

/** A four-year-old firm without grade, with a wide limit and a contract of 45 days. */
const firm = (changes: Partial<CreditFacts> = {}): CreditFacts => ({
  currency: 'EUR',
  amountMinor: 100_000n,
  identity: 'active',
  contractDays: 45,
  limitMinor: 10_000_000n,
  exposureMinor: 0n,
  cover: { minor: 0n, bp: 0, ageDays: undefined },
  grade: undefined,
  companyAgeYears: 4,
  paidOrders: 0,
  lateness: { weighted: 0n, paidMinor: 0n },
  overdue: { minor: 0n, oldestDays: 0, items: [] },
  recentOrdersMinor: [],
  insolvent: 'no',
  bankRejectMonths: undefined,
  brokenPromiseMonths: undefined,
  newSellers: 0,
  ...changes,
});

/** Twelve orders paid on time, insured, graded 3: the best there is. */
const good = (changes: Partial<CreditFacts> = {}): CreditFacts =>
  firm({
    paidOrders: 12,
    lateness: { weighted: 0n, paidMinor: 1_000_000n },
    cover: { minor: 5_000_000n, bp: 9000, ageDays: 0 },
    grade: 3,
    recentOrdersMinor: [100_000n, 100_000n],
    ...changes,
  });

const answer = (facts: CreditFacts) => decide(facts, ruleset2026);
const codes = (facts: CreditFacts) => answer(facts).reasons.map((one) => one.code);

describe('the reference’s worked examples', () => {
  it.each([1n, 10_000n, 400_000n, 5_000_000n])(
    'a first order of %s cents without insurance is paid in advance',
    (amountMinor) => {
      const facts = firm({ amountMinor, newSellers: 1 });
      expect(answer(facts).outcome).toBe('prepay');
      expect(codes(facts)).toContain('gate.first_purchase');
    },
  );

  it('a first order of 4,000 € that is fully insured scores 69 and gets 30 days', () => {
    const facts = firm({
      amountMinor: 400_000n,
      newSellers: 1,
      cover: { minor: 400_000n, bp: 9000, ageDays: 0 },
    });
    expect(answer(facts)).toMatchObject({
      outcome: 'short',
      paymentDays: 30,
      score: 69,
      blind: false,
    });
    expect(codes(facts)).toContain('exempt.first_purchase');
  });

  const third = (amountMinor: bigint): CreditFacts =>
    firm({
      amountMinor,
      paidOrders: 2,
      lateness: { weighted: 0n, paidMinor: 20_000n },
      recentOrdersMinor: [10_000n, 10_000n],
    });

  it('a third order of 100 €, two paid on time, scores 68 and gets 30 days', () => {
    expect(answer(third(10_000n))).toMatchObject({ outcome: 'short', paymentDays: 30, score: 68 });
  });

  it('a third order of 50,000 € scores 63 but would leave too much uninsured: paid in advance, with the excess named', () => {
    const facts = third(5_000_000n);
    expect(answer(facts)).toMatchObject({ outcome: 'prepay', paymentDays: 0, score: 63 });
    const retention = answer(facts).reasons.find((one) => one.code === 'gate.retention');
    expect(retention?.en).toContain('€47,000.00 more');
    expect(retention?.fr.replaceAll(/\s/g, ' ')).toContain('47 000,00 € de plus');
  });
});

describe('gates', () => {
  const cases: [string, Partial<CreditFacts>, string, string][] = [
    ['a closed company is refused', { identity: 'closed' }, 'refused', 'gate.identity_closed'],
    ['a blocked buyer is refused', { identity: 'blocked' }, 'refused', 'gate.blocked'],
    [
      'an insolvency notice means payment in advance',
      { insolvent: 'yes' },
      'prepay',
      'gate.insolvency',
    ],
    [
      '61 days overdue passes the insurer’s extension',
      { overdue: { minor: 1n, oldestDays: 61, items: [] } },
      'prepay',
      'gate.extension',
    ],
    [
      '31 days overdue means payment in advance',
      { overdue: { minor: 1n, oldestDays: 31, items: [] } },
      'prepay',
      'gate.overdue',
    ],
    ['a rejected payment five months ago', { bankRejectMonths: 5 }, 'prepay', 'gate.bank_reject'],
    ['a broken promise', { brokenPromiseMonths: 0 }, 'prepay', 'gate.broken_promise'],
    [
      'a first purchase that is not insured',
      { newSellers: 2, cover: { minor: 0n, bp: 0, ageDays: undefined } },
      'prepay',
      'gate.first_purchase',
    ],
    ['an order one cent over the limit', { limitMinor: 99_999n }, 'prepay', 'gate.limit'],
    ['a weak grade carries nothing uninsured', { grade: 8 }, 'prepay', 'gate.retention'],
  ];
  it.each(cases)('%s', (_, changes, outcome, code) => {
    expect(answer(good(changes)).outcome).toBe(outcome);
    expect(codes(good(changes))).toContain(code);
  });

  it('lets pass what lies exactly on the border', () => {
    expect(answer(good({ limitMinor: 100_000n })).outcome).toBe('full');
    expect(answer(good({ bankRejectMonths: 6 })).outcome).toBe('full');
    expect(codes(good({ overdue: { minor: 1n, oldestDays: 30, items: [] } }))).not.toContain(
      'gate.overdue',
    );
  });
});

describe('score', () => {
  const points = (facts: CreditFacts, code: string) =>
    answer(facts).reasons.find((one) => one.code === `score.${code}`)?.points;
  it.each([
    [0, 0],
    [1, 3],
    [2, 8],
    [5, 8],
    [6, 14],
    [11, 14],
    [12, 20],
    [99, 20],
  ])('%i paid orders give %i points', (paidOrders, expected) => {
    expect(points(firm({ paidOrders }), 'paid_orders')).toBe(expected);
  });
  it.each([
    [0n, 30],
    [500n, 24],
    [501n, 15],
    [1500n, 15],
    [3000n, 6],
    [3001n, 0],
  ])('%s hundredths of a day late give %i points', (weighted, expected) => {
    expect(points(firm({ lateness: { weighted, paidMinor: 100n } }), 'lateness')).toBe(expected);
  });
  it.each([
    [7, 5n, 9],
    [7, 6n, 3],
    [8, 5n, 3],
    [30, 90n, 3],
    [31, 1n, 0],
  ])('%i days overdue on %s %% of the exposure give %i points', (oldestDays, minor, expected) => {
    expect(
      points(firm({ exposureMinor: 100n, overdue: { minor, oldestDays, items: [] } }), 'overdue'),
    ).toBe(expected);
  });
  it.each([
    [100_000n, 20],
    [50_000n, 10],
    [49_999n, 9],
    [0n, 0],
  ])('cover of %s cents on 1,000 € gives %i points', (minor, expected) => {
    expect(points(firm({ cover: { minor, bp: 9000, ageDays: 0 } }), 'cover')).toBe(expected);
  });
  it.each([
    [1, 10],
    [4, 10],
    [5, 6],
    [6, 6],
    [7, 2],
    [8, 0],
    [10, 0],
  ])('grade %i gives %i points', (grade, expected) => {
    expect(points(firm({ grade }), 'standing')).toBe(expected);
  });
  it.each([
    [3, 10],
    [2, 5],
    [1, 5],
    [0, 0],
  ])('a company of %i years gives %i points', (companyAgeYears, expected) => {
    expect(points(firm({ companyAgeYears }), 'standing')).toBe(expected);
  });
  it.each([
    [100_000n, 5],
    [100_001n, 3],
    [200_000n, 3],
    [200_001n, 0],
    [10_000n, 5],
  ])('an order of %s cents against a mean of 1,000 € gives %i points', (amountMinor, expected) => {
    expect(
      points(firm({ amountMinor, recentOrdersMinor: [50_000n, 150_000n] }), 'order_size'),
    ).toBe(expected);
  });

  it('gives the contract’s days from 75 and never more than the law’s 60', () => {
    expect(answer(good())).toMatchObject({ outcome: 'full', paymentDays: 45, score: 100 });
    expect(answer(good({ contractDays: 90 })).paymentDays).toBe(60);
    expect(
      answer(
        good({ contractDays: 15, paidOrders: 0, lateness: { weighted: 1000n, paidMinor: 100n } }),
      ),
    ).toMatchObject({ outcome: 'short', paymentDays: 15 });
  });

  it('never gives terms on less than 60 % of what counts', () => {
    const facts = firm({ companyAgeYears: undefined, amountMinor: 100_000n });
    expect(answer(facts).outcome).toBe('prepay');
    expect(codes(facts)).toContain('outcome.unknown');
  });

  it('gives no terms on 55 % of what counts either where the insurer covers a first purchase in full', () => {
    const facts = firm({
      companyAgeYears: undefined,
      amountMinor: 400_000n,
      newSellers: 1,
      cover: { minor: 10_000_000n, bp: 10_000, ageDays: 1 },
    });
    expect(answer(facts)).toMatchObject({ outcome: 'prepay', paymentDays: 0, score: 63 });
    expect(codes(facts)).toContain('outcome.unknown');
    expect(answer({ ...facts, companyAgeYears: 4 })).toMatchObject({ outcome: 'short', score: 69 });
  });

  it('says in both languages why a deposit or a review became payment in advance', () => {
    const deposit = answer(
      firm({
        paidOrders: 2,
        lateness: { weighted: 1000n, paidMinor: 100n },
        recentOrdersMinor: [100_000n],
      }),
    );
    expect(deposit).toMatchObject({ score: 53, outcome: 'prepay' });
    expect(deposit.reasons.at(-1)).toMatchObject({
      code: 'outcome.deposit',
      en: expect.stringContaining('deposit'),
      fr: expect.stringContaining('acompte'),
    });
  });
});

describe('an insurer that is silent', () => {
  const aged = (ageDays: number) =>
    good({ amountMinor: 100_000n, cover: { minor: 100_000n, bp: 9000, ageDays } });
  it.each([
    [0, 20, false],
    [7, 20, false],
    [8, 10, true],
    [30, 10, true],
    [31, 0, true],
  ])('an answer %i days old counts %i points and blind is %s', (ageDays, expected, blind) => {
    const verdict = answer(aged(ageDays));
    expect(verdict.reasons.find((one) => one.code === 'score.cover')?.points).toBe(expected);
    expect(verdict.blind).toBe(blind);
    expect(verdict.reasons.some((one) => one.code === 'blind.cover')).toBe(blind);
  });
});

describe('what would change the answer', () => {
  it('names the overdue invoices whose payment opens terms', () => {
    const facts = good({
      overdue: {
        minor: 12_345n,
        oldestDays: 40,
        items: [{ number: 'AAA-7', openMinor: 12_345n, overdueDays: 40 }],
      },
    });
    expect(counterfactualsOf(facts, ruleset2026)[0]).toMatchObject({
      code: 'pay_overdue',
      en: 'Pay the overdue €123.45 (AAA-7) and contract terms open.',
    });
  });

  it('names the least cover that gives full terms', () => {
    const facts = good({
      paidOrders: 6,
      lateness: { weighted: 500n, paidMinor: 100n },
      cover: { minor: 0n, bp: 9000, ageDays: 0 },
    });
    expect(answer(facts)).toMatchObject({ score: 68, outcome: 'short' });
    // Seven points of twenty: 350 € of an order of 1,000 €.
    expect(counterfactualsOf(facts, ruleset2026)).toContainEqual(
      expect.objectContaining({
        code: 'more_cover',
        en: 'Insurance cover of €350.00 more would give contract terms.',
      }),
    );
  });

  it('names the largest order that fits the limit', () => {
    expect(
      counterfactualsOf(good({ limitMinor: 60_000n }), ruleset2026).map((one) => one.en),
    ).toEqual([
      'A limit €400.00 higher would give contract terms.',
      'An order of up to €600.00 would go out on contract terms.',
    ]);
  });

  it('is silent when nothing better exists', () => {
    expect(counterfactualsOf(good(), ruleset2026)).toEqual([]);
    expect(counterfactualsOf(good({ identity: 'closed' }), ruleset2026)).toEqual([]);
  });
});

const anyFacts: fc.Arbitrary<CreditFacts> = fc
  .record({
    amountMinor: fc.bigInt(1n, 10_000_000n),
    limitMinor: fc.bigInt(0n, 10_000_000n),
    exposureMinor: fc.bigInt(0n, 5_000_000n),
    paidOrders: fc.integer({ min: 0, max: 20 }),
    companyAgeYears: fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined }),
    grade: fc.option(fc.integer({ min: 1, max: 10 }), { nil: undefined }),
    newSellers: fc.integer({ min: 0, max: 3 }),
    cover: fc.record({
      minor: fc.bigInt(0n, 10_000_000n),
      bp: fc.constantFrom(0, 8000, 9000),
      ageDays: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined }),
    }),
  })
  .map((changes) => firm(changes));

describe('for any facts', () => {
  it('the score stays within 0 and 100, and terms within the law', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { score, paymentDays, outcome } = answer(facts);
        expect(score === undefined || (score >= 0 && score <= 100)).toBe(true);
        expect(paymentDays).toBeLessThanOrEqual(60);
        expect(paymentDays > 0).toBe(outcome === 'short' || outcome === 'full');
      }),
    );
  });

  it('more cover, a higher limit or a smaller exposure never make the answer worse', () => {
    fc.assert(
      fc.property(anyFacts, fc.bigInt(0n, 1_000_000n), (facts, more) => {
        const before = answer(facts).outcome;
        const better = [
          { ...facts, limitMinor: facts.limitMinor + more },
          { ...facts, cover: { ...facts.cover, minor: facts.cover.minor + more } },
          { ...facts, exposureMinor: facts.exposureMinor > more ? facts.exposureMinor - more : 0n },
        ];
        for (const one of better) {
          // A bigger old cover may turn the decision blind, but never stricter.
          expect(isBetter(before, answer(one).outcome)).toBe(false);
        }
      }),
    );
  });
});
