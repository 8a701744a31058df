import { formatDate, formatMoney } from '../../../base/index.ts';
import { brought, record } from './record-events.ts';
import type {
  AdviceFact,
  Facts,
  PaymentFact,
  PayoutFact,
  StatusFact,
  ThreadEvent,
  Words,
} from './types.ts';

const STATUSES: Readonly<Record<string, Words>> = {
  processing: { en: 'in process', fr: 'en traitement' },
  canceled: { en: 'cancelled', fr: 'annulée' },
  reconciled: { en: 'reconciled', fr: 'rapprochée' },
  rejected: { en: 'rejected', fr: 'rejetée' },
  paying: { en: 'being paid', fr: 'en cours de paiement' },
  paid: { en: 'paid', fr: 'payée' },
};

type Numbers = ReadonlyMap<string, string>;

function both(of: (locale: 'en' | 'fr') => string): Words {
  return { en: of('en'), fr: of('fr') };
}

function statusWords(one: StatusFact, numbers: Numbers): Words {
  const said = STATUSES[one.status] ?? { en: one.status, fr: one.status };
  const part = (locale: 'en' | 'fr'): string =>
    one.partial ? ` (${formatMoney(one.partial, locale)})` : '';
  const comment = one.comment ? ` – ${one.comment}` : '';
  return both(
    (locale) => `${numbers.get(one.invoiceId) ?? ''}: ${said[locale]}${part(locale)}${comment}`,
  );
}

function adviceWords(one: AdviceFact, numbers: Numbers): Words {
  const of = one.invoiceIds.map((id) => numbers.get(id) ?? '').join(', ');
  const reference = one.reference ? ` · ${one.reference}` : '';
  return {
    en: `${one.number} for ${of}, to be paid ${formatDate(one.paymentOn, 'en')}${reference}`,
    fr: `${one.number} pour ${of}, paiement le ${formatDate(one.paymentOn, 'fr')}${reference}`,
  };
}

function numbersOf({ invoices }: Facts): Numbers {
  return new Map(invoices.map(({ id, number }) => [id, number]));
}

type Spoken = Partial<Pick<ThreadEvent, 'amount' | 'detail' | 'state'>>;

/**
 * What a buyer's documents about money say of this purchase, by document: an advice over many purchases shows its part
 * of this one alone, a status its words.
 */
export function spokenIn(facts: Facts): ReadonlyMap<string, Spoken> {
  const numbers = numbersOf(facts);
  const spoken = new Map<string, Spoken>();
  for (const one of facts.advices)
    if (one.exchangeId)
      spoken.set(one.exchangeId, { amount: one.amount, detail: adviceWords(one, numbers) });
  for (const [exchangeId, said] of Map.groupBy(facts.statuses, (one) => one.exchangeId))
    if (exchangeId) {
      const words = said.map((one) => statusWords(one, numbers));
      spoken.set(exchangeId, {
        ...(said.some(isRefusal) ? { state: 'alert' } : {}),
        detail: both((locale) => words.map((one) => one[locale]).join(' · ')),
      });
    }
  return spoken;
}

const isRefusal = ({ status }: StatusFact): boolean =>
  status === 'rejected' || status === 'canceled';

function statusEvents(facts: Facts): ThreadEvent[] {
  const numbers = numbersOf(facts);
  return facts.statuses
    .filter(({ exchangeId }) => !brought(facts, exchangeId))
    .map((one) => {
      const words = statusWords(one, numbers);
      return record({
        id: `invoice_status:${one.id}`,
        at: one.at,
        kind: 'status',
        from: 'suite',
        to: 'comptoir',
        state: isRefusal(one) ? 'alert' : 'done',
        title: both((locale) => (locale === 'fr' ? `Facture ${words.fr}` : `Invoice ${words.en}`)),
        record: { type: 'invoice', id: one.invoiceId },
      });
    });
}

function adviceEvents(facts: Facts): ThreadEvent[] {
  const numbers = numbersOf(facts);
  return facts.advices.flatMap((one): ThreadEvent[] => {
    const words = adviceWords(one, numbers);
    const place = { kind: 'remittance', from: 'suite', to: 'comptoir' } as const;
    const page = { type: 'remittance_advice', id: one.id };
    const came = record({
      ...place,
      id: `remittance_advice:${one.id}`,
      at: one.at,
      title: { en: `Remittance advice ${words.en}`, fr: `Avis de paiement ${words.fr}` },
      amount: one.amount,
      record: page,
    });
    const taken = one.voidedAt
      ? [
          record({
            ...place,
            id: `remittance_void:${one.id}`,
            at: one.voidedAt,
            state: 'refused',
            title: {
              en: `Remittance advice ${one.number} taken back`,
              fr: `Avis de paiement ${one.number} annulé`,
            },
            record: page,
          }),
        ]
      : [];
    return [...(brought(facts, one.exchangeId) ? [] : [came]), ...taken];
  });
}

function paymentDetail({ bookedOn, reference, writtenOff }: PaymentFact): Words | undefined {
  const detail = both((locale) => {
    const fr = locale === 'fr';
    return [
      bookedOn && `${fr ? 'comptabilisé le' : 'booked'} ${formatDate(bookedOn, locale)}`,
      reference,
      writtenOff && `${formatMoney(writtenOff, locale)} ${fr ? 'abandonnés' : 'written off'}`,
    ]
      .filter(Boolean)
      .join(' · ');
  });
  return detail.en === '' ? undefined : detail;
}

function paymentEvents(facts: Facts): ThreadEvent[] {
  const numbers = numbersOf(facts);
  return facts.payments.flatMap((payment): ThreadEvent[] => {
    const number = numbers.get(payment.invoiceId) ?? '';
    const place = {
      kind: 'payment',
      from: payment.isCreditNote ? 'comptoir' : 'bank',
      to: 'comptoir',
      amount: payment.amount,
      record: { type: 'bank_entry', id: payment.bankEntryId },
    } as const;
    const made = record({
      ...place,
      id: `allocation:${payment.id}`,
      at: payment.at,
      title: payment.isCreditNote
        ? { en: `Credit used: ${number}`, fr: `Avoir imputé : ${number}` }
        : { en: `Payment for ${number}`, fr: `Paiement de ${number}` },
      detail: paymentDetail(payment),
    });
    if (!payment.reversedAt) return [made];
    return [
      made,
      record({
        ...place,
        id: `allocation-reversed:${payment.id}`,
        at: payment.reversedAt,
        to: payment.isCreditNote ? 'comptoir' : 'bank',
        from: 'comptoir',
        state: 'refused',
        title: { en: `Payment for ${number} taken back`, fr: `Paiement de ${number} annulé` },
      }),
    ];
  });
}

function payoutEvents(facts: Facts): ThreadEvent[] {
  const numbers = numbersOf(facts);
  const event = (payout: PayoutFact & { payoutId: string; at: Temporal.Instant }): ThreadEvent => {
    const number = numbers.get(payout.invoiceId) ?? '';
    const { paidOn } = payout;
    return record({
      id: `payable:${payout.payableId}`,
      at: payout.at,
      kind: 'payout',
      to: `seller:${payout.sellerId}`,
      state: payout.payoutState === 'returned' ? 'refused' : 'done',
      title: {
        en: `Payout ${payout.payoutNumber} for ${number}`,
        fr: `Reversement ${payout.payoutNumber} pour ${number}`,
      },
      detail: paidOn && {
        en: `paid ${formatDate(paidOn, 'en')}`,
        fr: `payé le ${formatDate(paidOn, 'fr')}`,
      },
      amount: payout.amount,
      record: { type: 'payout_run', id: payout.payoutRunId ?? payout.payoutId },
    });
  };
  return facts.payouts.flatMap((payout) => {
    const { payoutId, at } = payout;
    return payoutId && at ? [event({ ...payout, payoutId, at })] : [];
  });
}

/** What was said, advised, paid, taken back and paid out over the purchase's invoices. Pure. */
export function moneyEvents(facts: Facts): ThreadEvent[] {
  return [
    ...statusEvents(facts),
    ...adviceEvents(facts),
    ...paymentEvents(facts),
    ...payoutEvents(facts),
  ];
}
