import type { Facts, InvoiceFact, PartFact, Waiting } from './types.ts';

type Seen = { readonly facts: Facts; readonly now: Temporal.Instant };

function isPast(day: Temporal.PlainDate | undefined, now: Temporal.Instant): boolean {
  return (
    day !== undefined &&
    Temporal.PlainDate.compare(day, now.toZonedDateTimeISO('Europe/Paris').toPlainDate()) < 0
  );
}

function requestWaits({ facts, now }: Seen): Waiting[] {
  const { sessions, requests, orders } = facts;
  const visits = sessions
    .filter(({ state }) => state === 'created' || state === 'active')
    .filter(({ id }) => !requests.some(({ sessionId }) => sessionId === id))
    .map(
      (session): Waiting => ({
        lane: 'suite',
        title: { en: 'The basket of an open visit', fr: 'Le panier d’une visite ouverte' },
        since: session.startUsedAt ?? session.createdAt,
        tone: 'info',
      }),
    );
  const open = requests.flatMap((request): Waiting[] => {
    const expired = Temporal.Instant.compare(request.validUntil, now) <= 0;
    const until = request.validUntil.toZonedDateTimeISO('Europe/Paris').toPlainDate();
    const base = { lane: 'suite' as const, since: request.createdAt };
    if (request.state === 'submitted')
      return [
        {
          ...base,
          title: { en: `Approval of ${request.number}`, fr: `L’approbation de ${request.number}` },
          tone: 'info',
        },
      ];
    if (request.state === 'returned' && orders.length === 0)
      return [
        {
          ...base,
          until,
          title: {
            en: `The suite’s order for ${request.number}`,
            fr: `La commande de l’outil d’achat pour ${request.number}`,
          },
          tone: expired ? 'warning' : 'info',
        },
      ];
    return [];
  });
  const prepaid = orders
    .filter(({ state }) => state === 'awaiting_payment')
    .map(
      (order): Waiting => ({
        lane: 'bank',
        title: { en: `The prepayment of ${order.number}`, fr: `Le prépaiement de ${order.number}` },
        since: order.at,
        tone: 'info',
      }),
    );
  return [...visits, ...open, ...prepaid];
}

function partWait(part: PartFact, { facts, now }: Seen): Waiting[] {
  const lane = `seller:${part.sellerId}` as const;
  const own = facts.shipments.filter(({ partId }) => partId === part.id);
  switch (part.state) {
    case 'to_send': {
      const failed = facts.documents.some(
        ({ partnerId, direction, state }) =>
          partnerId === part.sellerId && direction === 'out' && state === 'failed',
      );
      return [
        {
          lane: 'comptoir',
          title: {
            en: `${part.number} to be sent to ${part.sellerName}`,
            fr: `${part.number} à envoyer à ${part.sellerName}`,
          },
          since: part.createdAt,
          tone: failed ? 'error' : 'info',
        },
      ];
    }
    case 'sent':
      return [
        {
          lane,
          title: {
            en: `${part.sellerName}’s answer to ${part.number}`,
            fr: `La réponse de ${part.sellerName} à ${part.number}`,
          },
          since: part.sentAt ?? part.createdAt,
          tone: 'info',
        },
      ];
    case 'accepted':
    case 'part_shipped':
      return [
        {
          lane,
          title: {
            en: `${part.sellerName}’s despatch of ${part.number}`,
            fr: `L’expédition de ${part.number} par ${part.sellerName}`,
          },
          since: own.at(-1)?.at ?? part.answeredAt ?? part.createdAt,
          until: part.promisedOn,
          tone: isPast(part.promisedOn, now) ? 'warning' : 'info',
        },
      ];
    case 'shipped':
    case 'part_received':
      return own
        .filter(({ receivedAt }) => !receivedAt)
        .map((shipment) => ({
          lane: 'suite',
          title: { en: `Receipt of ${shipment.number}`, fr: `La réception de ${shipment.number}` },
          since: shipment.at,
          until: shipment.expectedOn,
          tone: isPast(shipment.expectedOn, now) ? 'warning' : 'info',
        }));
    default:
      return [];
  }
}

function invoiceWait(invoice: InvoiceFact, { facts, now }: Seen): Waiting[] {
  if (invoice.isCreditNote) return [];
  if (invoice.open.minor > 0n)
    return [
      {
        lane: 'bank',
        title: { en: `Payment of ${invoice.number}`, fr: `Le paiement de ${invoice.number}` },
        since: invoice.at,
        until: invoice.dueOn,
        tone: isPast(invoice.dueOn, now) ? 'warning' : 'info',
      },
    ];
  const payout = facts.payouts.find(({ invoiceId }) => invoiceId === invoice.id);
  if (!payout || payout.payableState === 'paid') return [];
  const inBank = payout.payoutState === 'sent' || payout.payoutState === 'reserved';
  return [
    {
      lane: inBank ? 'bank' : 'comptoir',
      title: inBank
        ? {
            en: `The bank’s debit for ${payout.payoutNumber}`,
            fr: `Le débit bancaire de ${payout.payoutNumber}`,
          }
        : {
            en: `The payout of ${invoice.number} to its seller`,
            fr: `Le reversement de ${invoice.number} au vendeur`,
          },
      since: payout.at ?? payout.availableAt ?? invoice.at,
      tone: payout.payableState === 'blocked' ? 'error' : 'info',
    },
  ];
}

/** What is waited for now, by whom and since when; nothing when the purchase is at its end. Pure. */
export function waitsOf(facts: Facts, now: Temporal.Instant): Waiting[] {
  const seen = { facts, now };
  const queued = facts.documents
    .filter(({ direction, state }) => direction === 'out' && state === 'queued')
    .map(
      (document): Waiting => ({
        lane: 'comptoir',
        title: { en: `${document.kind} to be delivered`, fr: `${document.kind} à remettre` },
        since: document.at,
        tone: document.attempts > 1 ? 'warning' : 'info',
      }),
    );
  return [
    ...requestWaits(seen),
    ...facts.parts.flatMap((part) => partWait(part, seen)),
    ...queued,
    ...facts.invoices.flatMap((invoice) => invoiceWait(invoice, seen)),
  ];
}
