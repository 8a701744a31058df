import type { Locale, Text } from '../../../base/index.ts';
import type { ExchangeState } from '../../../platform/index.ts';
import type { Tone } from '../../../ui/index.ts';
import type { JobState, MailRow } from '../queries/index.ts';

type Word = { readonly text: Text; readonly tone: Tone };

export const exchangeStateWords: Readonly<Record<ExchangeState, Word>> = {
  received: { text: { en: 'Received', fr: 'Reçu' }, tone: 'info' },
  accepted: { text: { en: 'Accepted', fr: 'Accepté' }, tone: 'success' },
  refused: { text: { en: 'Refused', fr: 'Refusé' }, tone: 'error' },
  queued: { text: { en: 'To be sent', fr: 'À envoyer' }, tone: 'info' },
  sent: { text: { en: 'Sent', fr: 'Envoyé' }, tone: 'success' },
  failed: { text: { en: 'Failed', fr: 'Échec' }, tone: 'error' },
  duplicate: { text: { en: 'Duplicate', fr: 'Doublon' }, tone: 'neutral' },
};

export const jobStateWords: Readonly<Record<JobState, Word>> = {
  waiting: { text: { en: 'Waiting', fr: 'En attente' }, tone: 'info' },
  running: { text: { en: 'Running', fr: 'En cours' }, tone: 'accent' },
  failed: { text: { en: 'Failed for good', fr: 'Échec définitif' }, tone: 'error' },
};

export const mailStateWords: Readonly<Record<MailRow['state'], Word>> = {
  queued: { text: { en: 'Waiting', fr: 'En attente' }, tone: 'info' },
  sent: { text: { en: 'Sent', fr: 'Envoyé' }, tone: 'success' },
  failed: { text: { en: 'Failed', fr: 'Échec' }, tone: 'error' },
};

/** The doors by which documents pass. */
export const channelWords: Readonly<Record<string, Text>> = {
  cxml: { en: 'cXML', fr: 'cXML' },
  oci: { en: 'OCI', fr: 'OCI' },
  edi: { en: 'EDI', fr: 'EDI' },
  as2: { en: 'AS2', fr: 'AS2' },
  catalogue: { en: 'Catalogue files', fr: 'Fichiers catalogue' },
  feeds: { en: 'Catalogue feeds', fr: 'Flux catalogue' },
  bank: { en: 'Bank', fr: 'Banque' },
  mail: { en: 'E-mail', fr: 'E-mail' },
  insurer: { en: 'Credit insurer', fr: 'Assureur-crédit' },
  registry: { en: 'Company register', fr: 'Registre des sociétés' },
  psp: { en: 'Payment provider', fr: 'Prestataire de paiement' },
  webhooks: { en: 'Webhooks', fr: 'Webhooks' },
};

export function channelText(channel: string, locale: Locale): string {
  return channelWords[channel]?.[locale] ?? channel;
}

export const directionWords: Readonly<Record<'in' | 'out', Text>> = {
  in: { en: 'Received', fr: 'Entrant' },
  out: { en: 'Sent', fr: 'Sortant' },
};

export const linkWords: Readonly<Record<string, Text>> = {
  punch_out_session: { en: 'Punch-out visit', fr: 'Visite punch-out' },
  requisition: { en: 'Purchase request', fr: 'Demande d’achat' },
  purchase_order: { en: 'Purchase order', fr: 'Commande' },
  seller_order: { en: 'Seller order', fr: 'Commande vendeur' },
  shipment: { en: 'Delivery', fr: 'Livraison' },
  invoice: { en: 'Invoice', fr: 'Facture' },
  statement: { en: 'Statement', fr: 'Relevé' },
  bank_statement: { en: 'Bank statement', fr: 'Relevé bancaire' },
  payout: { en: 'Payout', fr: 'Reversement' },
};

export const organisationKindWords = {
  buyer: { en: 'Buyers', fr: 'Acheteurs' },
  seller: { en: 'Sellers', fr: 'Vendeurs' },
  operator: { en: 'Marketplace', fr: 'Place de marché' },
} as const satisfies Record<string, Text>;

export const modeWords = {
  test: { text: { en: 'Test', fr: 'Test' }, tone: 'warning' },
  production: { text: { en: 'Production', fr: 'Production' }, tone: 'success' },
} as const satisfies Record<string, Word>;

/** A size in bytes for people: powers of 1,024, one decimal above the kilobyte. */
export function sizeText(bytes: number, locale: Locale): string {
  const units = locale === 'fr' ? ['o', 'Ko', 'Mo', 'Go'] : ['B', 'KB', 'MB', 'GB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1024 && unit < units.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const number = new Intl.NumberFormat(locale, {
    maximumFractionDigits: unit === 0 ? 0 : 1,
  }).format(value);
  return `${number}\u00a0${units[unit]}`;
}

/** The first characters of a text, with an ellipsis when some are missing. */
export function shortened(text: string, charactersMax: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > charactersMax ? `${line.slice(0, charactersMax - 1)}…` : line;
}
