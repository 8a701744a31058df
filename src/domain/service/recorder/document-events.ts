import type { DocumentFact, EventKind, EventState, Lane, ThreadEvent, Words } from './types.ts';

const KINDS: Readonly<Record<string, EventKind>> = {
  PunchOutSetupRequest: 'setup',
  PunchOutOrderMessage: 'basket',
  'OCI call-up': 'setup',
  'OCI cart': 'basket',
  OrderRequest: 'order',
  ORDERS: 'split',
  ORDCHG: 'split',
  ConfirmationRequest: 'confirmation',
  ORDRSP: 'confirmation',
  ShipNoticeRequest: 'shipment',
  DESADV: 'shipment',
  ReceiptRequest: 'receipt',
  RECADV: 'receipt',
  InvoiceDetailRequest: 'invoice',
  INVOIC: 'invoice',
  PaymentRemittanceRequest: 'remittance',
  REMADV: 'remittance',
  StatusUpdateRequest: 'status',
  CONTRL: 'acknowledgement',
  APERAK: 'acknowledgement',
};

const NAMES: Readonly<Partial<Record<EventKind, Words>>> = {
  setup: { en: 'Visit asked for', fr: 'Visite demandée' },
  basket: { en: 'Basket returned', fr: 'Panier renvoyé' },
  order: { en: 'Order', fr: 'Commande' },
  split: { en: 'Order to seller', fr: 'Commande au vendeur' },
  confirmation: { en: 'Confirmation', fr: 'Confirmation' },
  shipment: { en: 'Despatch advice', fr: 'Avis d’expédition' },
  receipt: { en: 'Receipt', fr: 'Réception' },
  invoice: { en: 'Invoice', fr: 'Facture' },
  remittance: { en: 'Remittance advice', fr: 'Avis de paiement' },
  payment: { en: 'Bank statement', fr: 'Relevé bancaire' },
  status: { en: 'Status', fr: 'Statut' },
  acknowledgement: { en: 'Acknowledgement', fr: 'Accusé' },
};

/** What sort of event a document is. */
export function kindOf({ kind, direction, channel }: DocumentFact): EventKind {
  const [first = ''] = kind.split(', ');
  if (first === 'OrderRequest' && direction === 'out') return 'split';
  if (channel === 'bank') return first.startsWith('pain') ? 'payout' : 'payment';
  return KINDS[first] ?? 'document';
}

function stateOf({ state }: DocumentFact): EventState {
  if (state === 'refused' || state === 'failed') return 'refused';
  return state === 'received' || state === 'queued' ? 'waiting' : 'done';
}

function laneOf({ channel, partnerId }: DocumentFact, sellers: ReadonlySet<string>): Lane {
  if (channel === 'bank') return 'bank';
  return partnerId && sellers.has(partnerId) ? `seller:${partnerId}` : 'suite';
}

/** A document as an arrow between its two ends; refused and waiting ones say so. */
export function documentEvent(document: DocumentFact, sellers: ReadonlySet<string>): ThreadEvent {
  const kind = kindOf(document);
  const other = laneOf(document, sellers);
  const name = NAMES[kind];
  const label = document.kind || document.channel;
  return {
    id: `exchange:${document.id}`,
    at: document.at,
    kind,
    from: document.direction === 'in' ? other : 'comptoir',
    to: document.direction === 'in' ? 'comptoir' : other,
    state: stateOf(document),
    title: name
      ? { en: `${name.en} · ${label}`, fr: `${name.fr} · ${label}` }
      : { en: label, fr: label },
    ...(document.firstError
      ? { detail: { en: document.firstError, fr: document.firstError } }
      : {}),
    exchangeId: document.id,
    errors: document.errors,
    advisories: document.advisories,
  };
}
