/** Points from a threshold upward: the first step whose `from` is reached counts. */
export type Step = { readonly from: number; readonly points: number };
/** Points up to a threshold: the first step whose `to` is not exceeded counts. */
export type Ceiling = { readonly to: number; readonly points: number };

/** The decision's numbers as data. A stored decision names the version that took it. */
export type Ruleset = {
  readonly version: string;
  readonly weights: {
    readonly paidOrders: number;
    readonly lateness: number;
    readonly overdue: number;
    readonly cover: number;
    readonly standing: number;
    readonly orderSize: number;
  };
  readonly paidOrders: readonly Step[];
  /** Amount-weighted days late over twelve months. */
  readonly lateDays: readonly Ceiling[];
  /** What is overdue now; `shareBp` of the exposure. */
  readonly overdue: readonly {
    readonly daysMax: number;
    readonly shareBp: number;
    readonly points: number;
  }[];
  /** Insurer's grade, 1 best to 10. */
  readonly grade: readonly Ceiling[];
  /** Company age in whole years, where no grade is known. */
  readonly age: readonly Step[];
  /** Order against the mean of the last six, in percent. */
  readonly orderPercent: readonly Ceiling[];
  /** Orders up to here are never large, cents. */
  readonly smallOrderMinor: bigint;
  readonly thresholds: {
    readonly full: number;
    readonly short: number;
    readonly deposit: number;
    readonly review: number;
  };
  /** Under this share of known weight no terms are given. */
  readonly knownPercentMin: number;
  /** What the marketplace's sellers may carry themselves, cents, by grade or else by age. */
  readonly retention: {
    readonly byGrade: readonly { readonly to: number; readonly minor: bigint }[];
    readonly byAge: readonly { readonly from: number; readonly minor: bigint }[];
  };
  readonly gates: {
    readonly extensionDaysMax: number;
    readonly overdueDaysMax: number;
    readonly bankRejectMonths: number;
    readonly brokenPromiseMonths: number;
    /** A first purchase that the insurer covers in full may go out on terms. */
    readonly exemptInsuredFirst: 'yes' | 'no';
  };
  readonly cover: { readonly freshDays: number; readonly halfDays: number };
  readonly shortDays: number;
  /** Code de commerce art. L441-10: 60 days from the invoice. */
  readonly legalDaysMax: number;
  readonly validDays: number;
};

/** The weights and thresholds in force. Changing a number means a new version beside the old one. */
export const ruleset2026: Ruleset = {
  version: '2026-11',
  weights: { paidOrders: 20, lateness: 30, overdue: 15, cover: 20, standing: 10, orderSize: 5 },
  paidOrders: [
    { from: 12, points: 20 },
    { from: 6, points: 14 },
    { from: 2, points: 8 },
    { from: 1, points: 3 },
  ],
  lateDays: [
    { to: 0, points: 30 },
    { to: 5, points: 24 },
    { to: 15, points: 15 },
    { to: 30, points: 6 },
  ],
  overdue: [
    { daysMax: 0, shareBp: 0, points: 15 },
    { daysMax: 7, shareBp: 500, points: 9 },
    { daysMax: 30, shareBp: 10_000, points: 3 },
  ],
  grade: [
    { to: 4, points: 10 },
    { to: 6, points: 6 },
    { to: 7, points: 2 },
  ],
  age: [
    { from: 3, points: 10 },
    { from: 1, points: 5 },
  ],
  orderPercent: [
    { to: 100, points: 5 },
    { to: 200, points: 3 },
  ],
  smallOrderMinor: 10_000n,
  thresholds: { full: 75, short: 60, deposit: 45, review: 30 },
  knownPercentMin: 60,
  retention: {
    byGrade: [
      { to: 4, minor: 1_000_000n },
      { to: 6, minor: 300_000n },
    ],
    byAge: [
      { from: 3, minor: 300_000n },
      { from: 1, minor: 100_000n },
    ],
  },
  gates: {
    extensionDaysMax: 60,
    overdueDaysMax: 30,
    bankRejectMonths: 6,
    brokenPromiseMonths: 6,
    exemptInsuredFirst: 'yes',
  },
  cover: { freshDays: 7, halfDays: 30 },
  shortDays: 30,
  legalDaysMax: 60,
  validDays: 7,
};
