import { formatInstant } from '../../../base/index.ts';
import { actionText, operationText } from './action-words.ts';
import { deliveryEvents } from './delivery-events.ts';
import { documentEvent, kindOf } from './document-events.ts';
import { moneyEvents, spokenIn } from './money-events.ts';
import { record, told } from './record-events.ts';
import { eventKinds, type Facts, type Lane, type ThreadEvent } from './types.ts';

function requestEvents({ sessions, requests, approvals }: Facts): ThreadEvent[] {
  const visited = sessions.flatMap((session) =>
    session.startUsedAt
      ? [
          record({
            id: `visit:${session.id}`,
            at: session.startUsedAt,
            kind: 'visit',
            from: 'suite',
            to: 'comptoir',
            title: { en: 'The shop was opened', fr: 'Le catalogue a été ouvert' },
            detail: operationText(session.operation),
          }),
        ]
      : [],
  );
  const ended = sessions.flatMap((session) =>
    session.endedAt && ['cancelled', 'expired'].includes(session.state)
      ? [
          record({
            id: `visit-end:${session.id}`,
            at: session.endedAt,
            kind: 'visit',
            state: 'alert',
            title: { en: 'Visit ended without a basket', fr: 'Visite terminée sans panier' },
            detail:
              session.state === 'cancelled'
                ? { en: 'cancelled', fr: 'annulée' }
                : { en: 'expired', fr: 'expirée' },
          }),
        ]
      : [],
  );
  return [
    ...visited,
    ...ended,
    ...requests.map((request) =>
      record({
        id: `requisition:${request.id}`,
        at: request.createdAt,
        kind: 'basket',
        title: {
          en: `Request ${request.number}: prices promised`,
          fr: `Demande ${request.number} : prix garantis`,
        },
        detail: {
          en: `until ${formatInstant(request.validUntil, 'en')}`,
          fr: `jusqu’au ${formatInstant(request.validUntil, 'fr')}`,
        },
        amount: request.total,
        record: { type: 'requisition', id: request.id },
      }),
    ),
    ...approvals.map((approval) =>
      record({
        id: `approval:${approval.id}`,
        at: approval.at,
        kind: 'approval',
        from: 'suite',
        to: 'comptoir',
        state: approval.decision === 'approved' ? 'done' : 'refused',
        title:
          approval.decision === 'approved'
            ? { en: `Approved by ${approval.by}`, fr: `Approuvée par ${approval.by}` }
            : { en: `Rejected by ${approval.by}`, fr: `Refusée par ${approval.by}` },
        record: { type: 'requisition', id: approval.requisitionId },
      }),
    ),
  ];
}

function comparisonEvents({ comparisons }: Facts): ThreadEvent[] {
  return comparisons.map((comparison) => {
    const { different, alerts, outcome, acknowledgedBy } = comparison;
    const seen = acknowledgedBy
      ? { en: `seen by ${acknowledgedBy}`, fr: `vu par ${acknowledgedBy}` }
      : undefined;
    const basis =
      comparison.basis === 'basket'
        ? { en: 'the basket', fr: 'le panier' }
        : { en: 'the version before', fr: 'la version précédente' };
    return record({
      id: `comparison:${comparison.id}`,
      at: comparison.at,
      kind: 'comparison',
      state: outcome === 'refused' ? 'refused' : alerts > 0 && !acknowledgedBy ? 'alert' : 'done',
      title: {
        en: `Order compared with ${basis.en}: ${different} ${different === 1 ? 'field differs' : 'fields differ'}`,
        fr: `Commande comparée avec ${basis.fr} : ${different} ${different < 2 ? 'champ diffère' : 'champs diffèrent'}`,
      },
      ...(seen ? { detail: seen } : {}),
      record: { type: 'order_comparison', id: comparison.id },
    });
  });
}

function orderEvents(facts: Facts): ThreadEvent[] {
  const placed = facts.orders.map((order) =>
    record({
      id: `purchase_order:${order.id}`,
      at: order.at,
      kind: 'order',
      title: {
        en: `Order ${order.number} placed`,
        fr: `Commande ${order.number} passée`,
      },
      amount: order.total,
      record: { type: 'purchase_order', id: order.id },
    }),
  );
  const split = facts.parts.map((part) =>
    record({
      id: `seller_order:${part.id}`,
      at: part.createdAt,
      kind: 'split',
      title: {
        en: `Part ${part.number} for ${part.sellerName}`,
        fr: `Part ${part.number} pour ${part.sellerName}`,
      },
      amount: part.total,
      record: { type: 'seller_order', id: part.id },
    }),
  );
  const sent = facts.parts.flatMap((part) => {
    const written = facts.documents.some(
      (document) =>
        document.direction === 'out' &&
        document.partnerId === part.sellerId &&
        kindOf(document) === 'split',
    );
    if (!part.sentAt || written) return [];
    return [
      record({
        id: `sent:${part.id}`,
        at: part.sentAt,
        kind: 'split',
        to: `seller:${part.sellerId}`,
        title: {
          en: `${part.number} shown on the seller’s pages`,
          fr: `${part.number} affichée chez le vendeur`,
        },
      }),
    ];
  });
  const answered = facts.parts.flatMap((part) => {
    if (
      !part.answeredAt ||
      told(facts, { kinds: ['confirmation'], type: 'seller_order', id: part.id })
    )
      return [];
    const refused = part.state === 'refused';
    return [
      record({
        id: `answered:${part.id}`,
        at: part.answeredAt,
        kind: 'confirmation',
        from: `seller:${part.sellerId}`,
        to: 'comptoir',
        state: refused ? 'refused' : 'done',
        title: refused
          ? { en: `${part.number} refused`, fr: `${part.number} refusée` }
          : { en: `${part.number} answered`, fr: `${part.number} : réponse du vendeur` },
      }),
    ];
  });
  return [...placed, ...split, ...sent, ...answered];
}

function invoiceEvents({ invoices, statements }: Facts): ThreadEvent[] {
  return [
    ...invoices.map((invoice) =>
      record({
        id: `invoice:${invoice.id}`,
        at: invoice.at,
        kind: 'invoice',
        to: 'suite',
        title: invoice.isCreditNote
          ? { en: `Credit note ${invoice.number}`, fr: `Avoir ${invoice.number}` }
          : { en: `Invoice ${invoice.number}`, fr: `Facture ${invoice.number}` },
        amount: invoice.gross,
        record: { type: 'invoice', id: invoice.id },
      }),
    ),
    ...statements.map((statement) =>
      record({
        id: `statement:${statement.id}`,
        at: statement.at,
        kind: 'statement',
        to: 'suite',
        title: { en: `Statement ${statement.number}`, fr: `Relevé ${statement.number}` },
        amount: statement.total,
        record: { type: 'statement', id: statement.id },
      }),
    ),
  ];
}

/** An address of which one sees whose it is, not who it is. */
export function maskedAddress(address: string): string {
  return address.replace(/^([^@]?)[^@]*@/, '$1•••@');
}

function mailEvents({ mails, sellerNames }: Facts): ThreadEvent[] {
  return mails.map((mail) => {
    const { organisationId } = mail;
    const to: Lane =
      organisationId && sellerNames.has(organisationId)
        ? `seller:${organisationId}`
        : organisationId
          ? 'suite'
          : 'comptoir';
    const detail = `✉ ${maskedAddress(mail.recipient)}`;
    return record({
      id: `mail:${mail.id}`,
      at: mail.at,
      kind: 'mail',
      to,
      state: mail.state === 'failed' ? 'refused' : mail.state === 'queued' ? 'waiting' : 'done',
      title: { en: mail.subject, fr: mail.subject },
      detail: { en: detail, fr: detail },
    });
  });
}

function actionEvents({ actions }: Facts): ThreadEvent[] {
  return actions.map((one) =>
    record({
      id: `audit:${one.id}`,
      at: one.at,
      kind: 'action',
      title: actionText(one.action),
      detail: { en: one.actor, fr: one.actor },
    }),
  );
}

const BESIDE = eventKinds.indexOf('acknowledgement');

/** What several things at one instant are sorted by: their cause first, and a document before what it says. */
function rankOf({ kind, exchangeId }: ThreadEvent): number {
  return Math.min(eventKinds.indexOf(kind), BESIDE) * 2 + (exchangeId ? 0 : 1);
}

/** The life of a purchase, oldest first: its documents, and what no document tells. Pure. */
export function eventsOf(facts: Facts): ThreadEvent[] {
  const sellers = new Set(facts.sellerNames.keys());
  const spoken = spokenIn(facts);
  return [
    ...facts.documents.map((document) => ({
      ...documentEvent(document, sellers),
      ...spoken.get(document.id),
    })),
    ...requestEvents(facts),
    ...comparisonEvents(facts),
    ...orderEvents(facts),
    ...deliveryEvents(facts),
    ...invoiceEvents(facts),
    ...moneyEvents(facts),
    ...mailEvents(facts),
    ...actionEvents(facts),
  ].sort(
    (a, b) =>
      Temporal.Instant.compare(a.at, b.at) || rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : 1),
  );
}
