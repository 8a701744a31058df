import type { Locale, Text } from '../../../base/index.ts';
import { StateBadge, type Step, type StepState, type Tone } from '../../../ui/index.ts';
import type { PurchaseOrderState, SellerOrderState } from '../entities.ts';

type Word = Text & { readonly tone: Tone };

export const purchaseWords: Readonly<Record<PurchaseOrderState, Word>> = {
  awaiting_payment: { en: 'Awaiting payment', fr: 'En attente de paiement', tone: 'warning' },
  released: { en: 'With the sellers', fr: 'Chez les vendeurs', tone: 'info' },
  in_delivery: { en: 'In delivery', fr: 'En livraison', tone: 'info' },
  delivered: { en: 'Delivered', fr: 'Livrée', tone: 'success' },
  closed: { en: 'Closed', fr: 'Clôturée', tone: 'neutral' },
  cancelled: { en: 'Cancelled', fr: 'Annulée', tone: 'error' },
};

export const sellerWords: Readonly<Record<SellerOrderState, Word>> = {
  held: { en: 'Awaiting payment', fr: 'En attente de paiement', tone: 'warning' },
  to_send: { en: 'To send', fr: 'À transmettre', tone: 'neutral' },
  sent: { en: 'To confirm', fr: 'À confirmer', tone: 'warning' },
  accepted: { en: 'Confirmed', fr: 'Confirmée', tone: 'info' },
  part_shipped: { en: 'Shipped in part', fr: 'Expédiée en partie', tone: 'info' },
  shipped: { en: 'Shipped', fr: 'Expédiée', tone: 'info' },
  part_received: { en: 'Received in part', fr: 'Reçue en partie', tone: 'info' },
  received: { en: 'Received', fr: 'Reçue', tone: 'success' },
  refused: { en: 'Refused', fr: 'Refusée', tone: 'error' },
  cancelled: { en: 'Cancelled', fr: 'Annulée', tone: 'error' },
};

/** A purchase order's state in the reader's words. */
export function PurchaseBadge({ state, locale }: { state: PurchaseOrderState; locale: Locale }) {
  return <StateBadge text={purchaseWords[state][locale]} tone={purchaseWords[state].tone} />;
}

/** A seller order's state in the reader's words. */
export function SellerBadge({ state, locale }: { state: SellerOrderState; locale: Locale }) {
  return <StateBadge text={sellerWords[state][locale]} tone={sellerWords[state].tone} />;
}

const STEP_WORDS: readonly Text[] = [
  { en: 'Ordered', fr: 'Commandée' },
  { en: 'Sent', fr: 'Transmise' },
  { en: 'Confirmed', fr: 'Confirmée' },
  { en: 'Shipped', fr: 'Expédiée' },
  { en: 'Received', fr: 'Reçue' },
];
/** How many steps are behind, and whether the next is under way. */
const PROGRESS: Readonly<Record<SellerOrderState, number>> = {
  held: 1,
  to_send: 1,
  sent: 2,
  accepted: 3,
  part_shipped: 3,
  shipped: 4,
  part_received: 4,
  received: 5,
  refused: 2,
  cancelled: 1,
};

/** A seller order's life as steps. */
export function stepsOf(state: SellerOrderState, locale: Locale): Step[] {
  const done = PROGRESS[state];
  const stopped = state === 'refused' || state === 'cancelled';
  return STEP_WORDS.map((word, at) => {
    const next: StepState = stopped ? 'failed' : 'current';
    return { label: word[locale], state: at < done ? 'done' : at === done ? next : 'todo' };
  });
}
