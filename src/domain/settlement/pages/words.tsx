import { type Locale, money, say } from '../../../base/index.ts';
import { MoneyText, StateBadge, type Tone } from '../../../ui/index.ts';
import type { BankEntryState } from '../entities.ts';
import type { MatchKind } from '../matching/index.ts';

/** An amount of cents in the page's notation. */
export function Amount(props: { minor: bigint; currency: string; locale: Locale }) {
  return <MoneyText amount={money(props.minor, props.currency)} locale={props.locale} />;
}

const STATES: Readonly<Record<BankEntryState, { en: string; fr: string; tone: Tone }>> = {
  imported: { en: 'being matched', fr: 'en cours de rapprochement', tone: 'info' },
  matched: { en: 'matched', fr: 'rapproché', tone: 'success' },
  part_matched: { en: 'partly matched', fr: 'partiellement rapproché', tone: 'warning' },
  unmatched: { en: 'to match', fr: 'à rapprocher', tone: 'warning' },
  ignored: { en: 'nothing to do', fr: 'sans suite', tone: 'neutral' },
};

export function ReceiptState({ state, locale }: { state: BankEntryState; locale: Locale }) {
  const word = STATES[state];
  return <StateBadge text={word[locale]} tone={word.tone} />;
}

/** How a proposal reads the payment, in a clerk's words. */
export function kindText(kind: string, locale: Locale): string {
  const t = say(locale);
  const words: Readonly<Record<MatchKind, string>> = {
    exact: t('One invoice, exactly', 'Une facture, montant exact'),
    grouped: t('Several invoices together', 'Plusieurs factures ensemble'),
    partial: t('Part payment', 'Paiement partiel'),
    over: t('Paid too much', 'Trop-perçu'),
    short: t('A few cents short', 'Quelques centimes manquants'),
    oldest_first: t('Oldest invoices first', 'Factures les plus anciennes d’abord'),
  };
  return words[kind as MatchKind] ?? kind;
}

const PAYOUT_STATES: Readonly<Record<string, { en: string; fr: string; tone: Tone }>> = {
  created: { en: 'file ready', fr: 'fichier prêt', tone: 'info' },
  reserved: { en: 'reserved', fr: 'réservé', tone: 'info' },
  sent: { en: 'sent to the bank', fr: 'transmis à la banque', tone: 'info' },
  executed: { en: 'executed', fr: 'exécuté', tone: 'success' },
  paid: { en: 'paid', fr: 'payé', tone: 'success' },
  returned: { en: 'sent back', fr: 'retourné', tone: 'error' },
  failed: { en: 'failed', fr: 'échoué', tone: 'error' },
  pending: { en: 'pending', fr: 'en attente', tone: 'neutral' },
  available: { en: 'available', fr: 'disponible', tone: 'success' },
  blocked: { en: 'blocked', fr: 'bloqué', tone: 'warning' },
};

export function PayoutState({ state, locale }: { state: string; locale: Locale }) {
  const word = PAYOUT_STATES[state];
  return <StateBadge text={word?.[locale] ?? state} tone={word?.tone ?? 'neutral'} />;
}
