import { organisationId } from './organisations.ts';
import type { DemoCoverDecision, DemoCreditAccount } from './types.ts';

const euro = (amount: number) => BigInt(amount) * 100n;

type Decision = {
  readonly daysAgo: number;
  readonly outcome: DemoCoverDecision['outcome'];
  readonly asked: number;
  readonly granted: number;
  readonly insuredBp?: number;
  /** A reduction holds only for deliveries after a month's notice. */
  readonly noticeDays?: number;
  readonly en: string;
  readonly fr: string;
};

function decisions(
  today: Temporal.PlainDate,
  { buyer, list }: { buyer: string; list: readonly Decision[] },
): DemoCoverDecision[] {
  return list.map((decision, at) => {
    const decidedOn = today.subtract({ days: decision.daysAgo });
    return {
      insurer: 'Garantia Crédit',
      reference: `GC-${buyer.toUpperCase()}-${String(at + 1).padStart(3, '0')}`,
      decidedOn,
      effectiveFrom: decidedOn.add({ days: decision.noticeDays ?? 0 }),
      outcome: decision.outcome,
      requestedMinor: euro(decision.asked),
      approvedMinor: euro(decision.granted),
      insuredBp: decision.insuredBp ?? 9000,
      reason: { en: decision.en, fr: decision.fr },
    };
  });
}

type Plan = Omit<DemoCreditAccount, 'buyerId' | 'cover'> & {
  readonly buyer: string;
  readonly cover: readonly Decision[];
};

const plans: readonly Plan[] = [
  {
    buyer: 'ferrand',
    archetype: 'good',
    terms: { days: 45, kind: 'then_end_of_month' },
    limitMinor: euro(150_000),
    insurerGrade: 3,
    cover: [
      {
        daysAgo: 610,
        outcome: 'approved',
        asked: 80_000,
        granted: 80_000,
        en: 'Sound accounts',
        fr: 'Comptes solides',
      },
      {
        daysAgo: 220,
        outcome: 'approved',
        asked: 120_000,
        granted: 120_000,
        en: 'Increase after a year without incident',
        fr: 'Augmentation après un an sans incident',
      },
    ],
    note: {
      en: 'Pays once a month, one transfer for all due invoices, credit notes deducted.',
      fr: 'Paie une fois par mois, un virement pour toutes les factures échues, avoirs déduits.',
    },
  },
  {
    buyer: 'saint-brendan',
    archetype: 'late',
    terms: { days: 45, kind: 'net' },
    limitMinor: euro(60_000),
    insurerGrade: 6,
    cover: [
      {
        daysAgo: 480,
        outcome: 'approved',
        asked: 60_000,
        granted: 60_000,
        en: 'Stable activity, mostly publicly funded',
        fr: 'Activité stable, financement majoritairement public',
      },
      {
        daysAgo: 48,
        outcome: 'reduced',
        asked: 60_000,
        granted: 35_000,
        insuredBp: 8500,
        noticeDays: 30,
        en: 'Payment delays reported by other suppliers',
        fr: 'Retards de paiement signalés par d’autres fournisseurs',
      },
    ],
    note: {
      en: 'Pays in fortnightly runs, usually two to five weeks late, sometimes in two parts.',
      fr: 'Paie par campagnes bimensuelles, souvent avec deux à cinq semaines de retard, parfois en deux fois.',
    },
  },
  {
    buyer: 'ostwerk',
    archetype: 'new',
    terms: { days: 30, kind: 'net' },
    limitMinor: euro(8_000),
    insurerGrade: 7,
    cover: [
      {
        daysAgo: 78,
        outcome: 'refused',
        asked: 15_000,
        granted: 0,
        insuredBp: 0,
        en: 'No accounts published yet',
        fr: 'Aucun compte publié à ce jour',
      },
      {
        daysAgo: 55,
        outcome: 'partly',
        asked: 15_000,
        granted: 10_000,
        en: 'First accounts received',
        fr: 'Premiers comptes reçus',
      },
    ],
    note: {
      en: 'New buyer: first order prepaid, terms of 30 days since the insurer agreed.',
      fr: 'Nouvel acheteur : première commande payée d’avance, 30 jours depuis l’accord de l’assureur.',
    },
  },
  {
    buyer: 'morvan',
    archetype: 'mixed',
    terms: { days: 30, kind: 'net' },
    limitMinor: euro(25_000),
    insurerGrade: 5,
    cover: [
      {
        daysAgo: 390,
        outcome: 'partly',
        asked: 30_000,
        granted: 20_000,
        en: 'Thin equity, correct payments',
        fr: 'Fonds propres limités, paiements corrects',
      },
    ],
    note: {
      en: 'Pays each invoice by itself, mostly on time; now and then without reference or twice.',
      fr: 'Paie facture par facture, le plus souvent à l’heure ; parfois sans référence ou deux fois.',
    },
  },
];
/** Limits and insurance: a good payer, a late one whose cover was cut, a new one, a middling one. */
export function creditAccountsAt(today: Temporal.PlainDate): DemoCreditAccount[] {
  return plans.map(({ buyer, cover, ...rest }) => ({
    buyerId: organisationId(buyer),
    ...rest,
    cover: decisions(today, { buyer, list: cover }),
  }));
}
