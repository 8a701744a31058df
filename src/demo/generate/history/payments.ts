import { organisations } from '../organisations.ts';
import { type Random, randomFrom } from '../random.ts';
import type {
  DemoCreditAccount,
  DemoIncident,
  DemoInvoice,
  DemoOrder,
  DemoPayment,
  PaymentHabit,
} from '../types.ts';
import { addWorkingDays, hasCome, workingDay } from './calendar.ts';

type Bill = {
  readonly invoice: DemoInvoice;
  readonly incident: DemoIncident | undefined;
  readonly order: DemoOrder;
};

type Payer = {
  readonly buyerId: string;
  readonly name: string;
  readonly iban: string;
  readonly bills: readonly Bill[];
  readonly today: Temporal.PlainDate;
  readonly random: Random;
};

/** Names as banks carry them: capitals without accents. */
function bankName(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase();
}

type Draft = Omit<DemoPayment, 'key'>;

/** `bp` basis points of an amount, half up: what both the plan and the loader compute. */
function share(minor: bigint, bp: number): bigint {
  return (minor * BigInt(bp) + 5_000n) / 10_000n;
}

function invoicePart({ invoice }: Bill, shareBp = 10_000): DemoPayment['allocations'][number] {
  const amountMinor = share(invoice.expected.grossMinor, shareBp);
  return { kind: 'invoice', key: invoice.key, shareBp, amountMinor };
}

/** The credit note, once it has been issued. */
function creditPart({ incident }: Bill, paidOn: Temporal.PlainDate): DemoPayment['allocations'] {
  const note = incident?.creditNote;
  if (!note || !hasCome(note.issuedOn, paidOn)) return [];
  const amountMinor = -note.expected.grossMinor;
  return [{ kind: 'credit_note', key: note.key, shareBp: 10_000, amountMinor }];
}

function draft(
  payer: Payer,
  made: {
    paidOn: Temporal.PlainDate;
    habit: PaymentHabit;
    remittanceText: string;
    allocations: DemoPayment['allocations'];
    differenceMinor?: bigint;
    method?: DemoPayment['method'];
  },
): Draft {
  const differenceMinor = made.differenceMinor ?? 0n;
  const allocated = made.allocations.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  return {
    buyerId: payer.buyerId,
    paidOn: made.paidOn,
    method: made.method ?? 'transfer',
    habit: made.habit,
    payerIban: payer.iban,
    payerName: payer.name,
    remittanceText: made.remittanceText,
    allocations: made.allocations,
    differenceMinor,
    amountMinor: allocated + differenceMinor,
  };
}

/** SEPA leaves 140 characters: a grouped payment names the first four invoices and counts the rest. */
function listed(bills: readonly Bill[]): string {
  const named = bills.slice(0, 4).map(({ invoice }) => `{invoice:${invoice.key}}`);
  const rest = bills.length - named.length;
  return `REGLT ${bills.length} FACT ${named.join(' ')}${rest > 0 ? ` +${rest}` : ''}`;
}

function groupBy(bills: readonly Bill[], dayOf: (bill: Bill) => Temporal.PlainDate) {
  const groups = new Map<string, Bill[]>();
  for (const bill of bills) {
    const day = dayOf(bill).toString();
    groups.set(day, [...(groups.get(day) ?? []), bill]);
  }
  return [...groups].map(([day, group]) => ({ day: Temporal.PlainDate.from(day), group }));
}

/**
 * One transfer at the beginning of the month for everything that falls due in it, credit notes deducted;
 * once, the bank keeps a fee.
 */
function paysMonthly(payer: Payer): Draft[] {
  const runs = groupBy(payer.bills, ({ invoice }) => workingDay(invoice.dueOn.with({ day: 1 })))
    .filter(({ day }) => hasCome(day, payer.today))
    .map(({ day, group }) => ({
      day,
      group,
      credits: group.flatMap((bill) => creditPart(bill, day)),
    }));
  const feeAt = runs.findIndex(({ credits }) => credits.length === 0);
  return runs.map(({ day, group, credits }, at) => {
    const fee = at === feeAt;
    const habit = credits.length > 0 ? 'credit_note_deducted' : fee ? 'bank_fee' : 'grouped';
    return draft(payer, {
      paidOn: day,
      habit: group.length === 1 && habit === 'grouped' ? 'exact' : habit,
      remittanceText: listed(group),
      allocations: [...group.map((bill) => invoicePart(bill)), ...credits],
      differenceMinor: fee ? -250n : 0n,
    });
  });
}

/** The first Thursday payment run, every second week, on or after a day. */
function nextRun(day: Temporal.PlainDate): Temporal.PlainDate {
  const anchor = Temporal.PlainDate.from('2024-01-04');
  const past = anchor.until(day, { largestUnit: 'days' }).days;
  return anchor.add({ days: Math.ceil(past / 14) * 14 });
}

/** Fortnightly runs weeks after the due date; some invoices in two parts. */
function paysLate(payer: Payer): Draft[] {
  const { random, today } = payer;
  const planned = payer.bills.map((bill) => ({
    bill,
    day: nextRun(bill.invoice.dueOn.add({ days: random.int(4, 30) })),
    firstBp: random.chance(300) ? random.int(40, 65) * 100 : 10_000,
  }));
  const whole = planned.filter(({ firstBp }) => firstBp === 10_000);
  const dayOf = new Map(whole.map(({ bill, day }) => [bill.invoice.key, day]));
  const runs = groupBy(
    whole.map(({ bill }) => bill),
    ({ invoice }) => dayOf.get(invoice.key) ?? today,
  ).map(({ day, group }) =>
    draft(payer, {
      paidOn: day,
      habit: group.length === 1 ? 'exact' : 'grouped',
      remittanceText: listed(group),
      allocations: group.map((bill) => invoicePart(bill)),
    }),
  );
  const parts = planned
    .filter(({ firstBp }) => firstBp < 10_000)
    .flatMap(({ bill, day, firstBp }) => {
      const first = invoicePart(bill, firstBp);
      const rest = {
        ...first,
        shareBp: 10_000 - firstBp,
        amountMinor: bill.invoice.expected.grossMinor - first.amountMinor,
      };
      const text = `{invoice:${bill.invoice.key}}`;
      return [
        draft(payer, {
          paidOn: day,
          habit: 'partial',
          remittanceText: `ACOMPTE ${text}`,
          allocations: [first],
        }),
        draft(payer, {
          paidOn: nextRun(day.add({ days: 14 })),
          habit: 'balance',
          remittanceText: `SOLDE ${text}`,
          allocations: [rest],
        }),
      ];
    });
  return [...runs, ...parts].filter(({ paidOn }) => hasCome(paidOn, today));
}

function paysOneOddly(payer: Payer, { bill, at }: { bill: Bill; at: number }): Draft[] {
  const { random } = payer;
  const { invoice, incident } = bill;
  const paidOn = workingDay(invoice.dueOn.add({ days: random.int(-4, 3) }));
  const exact = {
    paidOn,
    remittanceText: `FACTURE {invoice:${invoice.key}}`,
    allocations: [invoicePart(bill)],
  };
  const credit = creditPart(bill, paidOn);
  if (credit.length > 0) {
    const allocations = [invoicePart(bill), ...credit];
    return [draft(payer, { ...exact, habit: 'credit_note_deducted', allocations })];
  }
  if (incident && incident.outcome !== 'replaced') {
    const allocations = [invoicePart(bill, random.int(60, 85) * 100)];
    return [draft(payer, { ...exact, habit: 'disputed_part_withheld', allocations })];
  }
  // Every kind of oddity must appear whatever the seed, so position decides and not chance.
  switch (at % 9) {
    case 1:
      return [
        draft(payer, {
          ...exact,
          habit: 'rounding',
          differenceMinor: random.chance(500) ? 2n : -3n,
        }),
      ];
    case 3:
      return [
        draft(payer, {
          ...exact,
          habit: 'no_reference',
          remittanceText: `VIREMENT ${payer.name}`,
        }),
      ];
    case 5:
      return [
        draft(payer, {
          ...exact,
          habit: 'exact',
          paidOn: workingDay(invoice.dueOn.add({ days: random.int(9, 27) })),
        }),
      ];
    case 7:
      return [
        draft(payer, {
          ...exact,
          habit: 'exact',
          method: 'direct_debit',
          paidOn: workingDay(invoice.dueOn),
        }),
      ];
    case 8: {
      // Forgotten, and paid after the reminder.
      if (at % 2 === 1) {
        return [draft(payer, { ...exact, habit: 'exact', paidOn: addWorkingDays(paidOn, 18) })];
      }
      const again = { ...exact, paidOn: addWorkingDays(paidOn, 4), allocations: [] };
      return [
        draft(payer, { ...exact, habit: 'exact' }),
        draft(payer, {
          ...again,
          habit: 'paid_twice',
          differenceMinor: invoice.expected.grossMinor,
        }),
      ];
    }
    default:
      return [draft(payer, { ...exact, habit: 'exact' })];
  }
}

/** Each invoice by itself; every ninth or so oddly, and a few long after they are due. */
function paysSingly(payer: Payer): Draft[] {
  return payer.bills
    .flatMap((bill, at) => paysOneOddly(payer, { bill, at }))
    .filter(({ paidOn }) => hasCome(paidOn, payer.today));
}

/** Prepaid orders before shipment, one transfer for the order; the others on the due date. */
function paysAsNew(payer: Payer): Draft[] {
  const prepaid = new Map<string, Bill[]>();
  for (const bill of payer.bills.filter(({ order }) => order.prepaid)) {
    prepaid.set(bill.order.key, [...(prepaid.get(bill.order.key) ?? []), bill]);
  }
  const before = [...prepaid].map(([key, bills]) => {
    const placedOn = bills[0]?.order.placedOn ?? payer.today;
    return draft(payer, {
      paidOn: addWorkingDays(placedOn, 1),
      habit: 'prepayment',
      remittanceText: `PREPAYMENT {order:${key}}`,
      allocations: bills.map((bill) => invoicePart(bill)),
    });
  });
  const after = payer.bills
    .filter(({ order }) => !order.prepaid)
    .map((bill) =>
      draft(payer, {
        paidOn: workingDay(bill.invoice.dueOn),
        habit: 'exact',
        remittanceText: `RECHNUNG {invoice:${bill.invoice.key}}`,
        allocations: [invoicePart(bill)],
      }),
    );
  return [...before, ...after].filter(({ paidOn }) => hasCome(paidOn, payer.today));
}

const BEHAVIOUR = { good: paysMonthly, late: paysLate, mixed: paysSingly, new: paysAsNew } as const;

/** How the invoices of the history were paid by today, each buyer in its own way; oldest first. */
export function paymentsFor({
  orders,
  creditAccounts,
  seed,
  today,
}: {
  orders: readonly DemoOrder[];
  creditAccounts: readonly DemoCreditAccount[];
  seed: number;
  today: Temporal.PlainDate;
}): DemoPayment[] {
  const drafts = creditAccounts.flatMap((account) => {
    const buyer = organisations.find(({ id }) => id === account.buyerId);
    const bills = orders
      .filter(({ buyerId }) => buyerId === account.buyerId)
      .flatMap((order) =>
        order.sellerOrders.flatMap(({ invoice, incident }) =>
          invoice ? [{ invoice, incident, order }] : [],
        ),
      );
    return BEHAVIOUR[account.archetype]({
      buyerId: account.buyerId,
      name: bankName(buyer?.legalName ?? ''),
      iban: buyer?.accounts[0]?.iban ?? '',
      bills,
      today,
      random: randomFrom(seed, `payments/${account.buyerId}`),
    });
  });
  return drafts
    .sort((a, b) => Temporal.PlainDate.compare(a.paidOn, b.paidOn))
    .map((payment, at) => ({ key: `PAY-${String(at + 1).padStart(4, '0')}`, ...payment }));
}
