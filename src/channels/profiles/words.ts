import type { Change, ChangeField, ChangeKind } from '../../../punchout/index.ts';
import type { Locale } from '../../base/index.ts';
import type { Tone } from '../../ui/index.ts';

type Words = Readonly<Record<Locale, string>>;

export const fieldWords: Readonly<Record<ChangeField, Words>> = {
  supplierPartId: { en: 'Part number', fr: 'Référence' },
  supplierPartAuxiliaryId: { en: 'Line reference', fr: 'Référence de ligne' },
  description: { en: 'Description', fr: 'Désignation' },
  shortName: { en: 'Short name', fr: 'Nom court' },
  longText: { en: 'Long text', fr: 'Texte long' },
  manufacturerPartId: { en: 'Manufacturer’s number', fr: 'Référence fabricant' },
  manufacturerName: { en: 'Manufacturer', fr: 'Fabricant' },
  leadTime: { en: 'Delivery time (days)', fr: 'Délai (jours)' },
  extrinsics: { en: 'Further details', fr: 'Précisions' },
  quantity: { en: 'Quantity', fr: 'Quantité' },
  unit: { en: 'Unit', fr: 'Unité' },
  unitPrice: { en: 'Unit price', fr: 'Prix unitaire' },
  ecoContribution: { en: 'Eco-contribution', fr: 'Éco-participation' },
  classification: { en: 'Class', fr: 'Classe' },
  supplierId: { en: 'Supplier', fr: 'Fournisseur' },
  total: { en: 'Total', fr: 'Total' },
};

export const kindWords: Readonly<Record<ChangeKind, Words & { readonly tone: Tone }>> = {
  refused: { en: 'refused', fr: 'refusé', tone: 'error' },
  dropped: { en: 'left out', fr: 'omis', tone: 'warning' },
  truncated: { en: 'cut', fr: 'coupé', tone: 'warning' },
  rounded: { en: 'rounded', fr: 'arrondi', tone: 'warning' },
  defaulted: { en: 'by default', fr: 'par défaut', tone: 'warning' },
  replaced: { en: 'replaced', fr: 'remplacé', tone: 'info' },
  mapped: { en: 'translated', fr: 'traduit', tone: 'neutral' },
};

type Reason = (limit: string) => Words;

const REASONS: Readonly<Record<Change['reason'], Reason>> = {
  too_long: (n) => ({ en: `longer than ${n} characters`, fr: `plus de ${n} caractères` }),
  cut: (n) => ({ en: `only ${n} characters fit`, fr: `${n} caractères au plus` }),
  cut_long_text: (n) => ({
    en: `only ${n} characters fit; the whole text goes along as long text`,
    fr: `${n} caractères au plus ; le texte entier part en texte long`,
  }),
  forbidden: (c) => ({ en: `may not hold ${c}`, fr: `ne doit pas contenir ${c}` }),
  forbidden_replaced: (c) => ({ en: `may not hold ${c}`, fr: `ne doit pas contenir ${c}` }),
  charset: (c) => ({ en: `letters that ${c} lacks`, fr: `lettres absentes de ${c}` }),
  not_read: () => ({ en: 'not read there', fr: 'non lu' }),
  price_decimals: (n) => ({ en: `keeps ${n} decimals`, fr: `${n} décimales au plus` }),
  price_basis: () => ({
    en: 'stated for several units, the price is the same',
    fr: 'exprimé pour plusieurs unités, le prix est le même',
  }),
  quantity_decimals: (n) => ({
    en: n === '0' ? 'only whole quantities' : `at most ${n} decimals`,
    fr: n === '0' ? 'quantités entières seulement' : `${n} décimales au plus`,
  }),
  unit_map: () => ({ en: 'its word for the same unit', fr: 'son mot pour la même unité' }),
  unit_unknown: () => ({ en: 'unit not known there', fr: 'unité inconnue' }),
  unit_default: () => ({
    en: 'unit not known there: booked as another',
    fr: 'unité inconnue : enregistrée sous une autre',
  }),
  class_map: () => ({ en: 'its own class', fr: 'sa propre classe' }),
  class_missing: () => ({ en: 'the article has no class', fr: 'l’article n’a pas de classe' }),
  class_fallback: () => ({
    en: 'the article has no class',
    fr: 'l’article n’a pas de classe',
  }),
  class_digits: (n) => ({ en: `keeps ${n} digits`, fr: `${n} chiffres au plus` }),
  seller_unnumbered: (domain) => ({
    en: `this seller has no ${domain} number there`,
    fr: `ce vendeur n’y a pas de numéro ${domain}`,
  }),
  eco_line: () => ({ en: 'goes as a line of its own', fr: 'part sur sa propre ligne' }),
  recomputed: () => ({ en: 'adds the lines up itself', fr: 'refait la somme des lignes' }),
};

/** Why a field changes, in a few words. */
export function reasonText({ reason, limit = '' }: Change, locale: Locale): string {
  return REASONS[reason](limit)[locale];
}

/** A change in words: field, value, and why. */
export function changeText(change: Change, locale: Locale): string {
  const { field, before, after, kind } = change;
  const named = before === '' ? '' : { en: ` “${before}”`, fr: ` « ${before} »` }[locale];
  const became = kind === 'refused' || after === '' ? '' : ` → ${after}`;
  return `${fieldWords[field][locale]}${named}${became}, ${reasonText(change, locale)}`;
}

const TAKE_OUT: Words = {
  en: 'Take the line out of the basket',
  fr: 'Retirez la ligne du panier',
};
const ASK: Words = {
  en: 'or ask the marketplace to set the connection up for it',
  fr: 'ou demandez à la place de marché d’adapter la connexion',
};

/** What a person can do about a refusal. */
export function fixText({ reason, limit = '' }: Change, locale: Locale): string {
  if (reason === 'quantity_decimals' && limit === '0') {
    return {
      en: 'Order a whole quantity, or take the line out of the basket.',
      fr: 'Commandez une quantité entière, ou retirez la ligne du panier.',
    }[locale];
  }
  return `${TAKE_OUT[locale]}, ${ASK[locale]}.`;
}
