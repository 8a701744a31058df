import {
  type Locale,
  orderTypeText,
  readableAmount,
  readableDates,
  suiteFieldText,
  unitText,
} from '../../../base/index.ts';
import type { Tone } from '../../../ui/index.ts';
import type { ComparedField, ComparisonStatus } from '../../purchasing/index.ts';

/** What each status is called and coloured. */
export const STATUS: Readonly<
  Record<ComparisonStatus, { en: string; fr: string; tone: Tone; fill: string }>
> = {
  equal: { en: 'Equal', fr: 'Identique', tone: 'success', fill: '#1d7146' },
  normalised: { en: 'Written otherwise', fr: 'Écrit autrement', tone: 'neutral', fill: '#6b7a94' },
  changed: { en: 'Changed', fr: 'Modifié', tone: 'error', fill: '#b3261e' },
  missing: { en: 'Missing', fr: 'Manquant', tone: 'warning', fill: '#8a5a00' },
  added: { en: 'Added', fr: 'Ajouté', tone: 'info', fill: '#1b66a6' },
};

const FIELDS: Readonly<Record<string, { en: string; fr: string }>> = {
  currency: { en: 'Currency', fr: 'Devise' },
  total: { en: 'Total', fr: 'Total' },
  tax: { en: 'Tax', fr: 'Taxes' },
  shipping: { en: 'Shipping charge', fr: 'Frais de port' },
  shipTo: { en: 'Deliver to', fr: 'Livrer à' },
  billTo: { en: 'Bill to', fr: 'Facturer à' },
  requester: { en: 'Requester', fr: 'Demandeur' },
  requisitionId: { en: 'Requisition ID', fr: 'N° de demande d’achat' },
  requestedDate: { en: 'Requested delivery', fr: 'Livraison demandée' },
  comments: { en: 'Comments', fr: 'Commentaires' },
  orderType: { en: 'Order type', fr: 'Type de commande' },
  agreementId: { en: 'Agreement', fr: 'Contrat' },
  paymentTerms: { en: 'Payment terms', fr: 'Conditions de paiement' },
  lineNumber: { en: 'Line number', fr: 'N° de ligne' },
  partId: { en: 'Part ID', fr: 'Référence' },
  auxiliaryId: { en: 'Auxiliary ID', fr: 'Identifiant auxiliaire' },
  buyerPartId: { en: 'Buyer’s part ID', fr: 'Référence acheteur' },
  quantity: { en: 'Quantity', fr: 'Quantité' },
  unit: { en: 'Unit', fr: 'Unité' },
  unitPrice: { en: 'Unit price', fr: 'Prix unitaire' },
  description: { en: 'Description', fr: 'Désignation' },
  classification: { en: 'Classification', fr: 'Classification' },
  manufacturerPartId: { en: 'Manufacturer part ID', fr: 'Réf. fabricant' },
  manufacturerName: { en: 'Manufacturer', fr: 'Fabricant' },
  supplierId: { en: 'Supplier ID', fr: 'Identifiant fournisseur' },
  leadTime: { en: 'Lead time (days)', fr: 'Délai (jours)' },
  url: { en: 'Address', fr: 'Adresse web' },
  gtin: { en: 'GTIN', fr: 'GTIN' },
  accounting: { en: 'Accounting', fr: 'Imputation' },
  line: { en: 'Whole line', fr: 'Ligne entière' },
};

/** Why a difference is none, or nobody's concern. */
export const REASONS: Readonly<Record<string, { en: string; fr: string }>> = {
  case: { en: 'capital letters', fr: 'majuscules' },
  blanks: { en: 'blanks', fr: 'espaces' },
  unit_word: { en: 'the suite’s word for the unit', fr: 'le mot de l’outil pour l’unité' },
  characters: { en: 'accents and signs', fr: 'accents et signes' },
  truncated: { en: 'cut at the suite’s length', fr: 'coupé à la longueur de l’outil' },
  classification_form: { en: 'the same class', fr: 'la même classe' },
  classification_level: { en: 'the class above', fr: 'la classe supérieure' },
  rounded: { en: 'rounded by the suite', fr: 'arrondi par l’outil' },
  follows_lines: { en: 'the sum of the order’s lines', fr: 'la somme des lignes de la commande' },
  suite_own: { en: 'written by the suite', fr: 'écrit par l’outil d’achat' },
  often_dropped: { en: 'many suites drop it', fr: 'souvent omis par les outils' },
};

const EXTRINSIC = /^extrinsic:(.+)$/;

/** A field's name for people; a suite's own field in words where its name is a usual one. */
export function fieldText(field: string, locale: Locale): string {
  const extrinsic = EXTRINSIC.exec(field)?.[1];
  if (extrinsic) return suiteFieldText(extrinsic, locale) ?? extrinsic;
  return FIELDS[field]?.[locale] ?? field;
}

/** The name as the document writes it, of a suite's own field only; to stand small beside its words. */
export function fieldCode(field: string): string | undefined {
  const extrinsic = EXTRINSIC.exec(field)?.[1];
  return extrinsic && `Extrinsic ${extrinsic}`;
}

const AMOUNTS: readonly string[] = ['total', 'tax', 'shipping', 'unitPrice'];

/** A side of a compared field for people. What differs only in its writing is shown as it was written. */
export function valueText(
  { field, status }: Pick<ComparedField, 'field' | 'status'>,
  value: string | null | undefined,
  locale: Locale,
): string {
  if (!value) return '–';
  if (status === 'normalised') return value;
  if (AMOUNTS.includes(field)) return readableAmount(value, locale);
  if (field === 'orderType') return orderTypeText(value, locale);
  if (field === 'requestedDate') return readableDates(value, locale);
  const named = field === 'unit' ? unitText(value, locale) : value;
  return named === value ? value : `${value} · ${named}`;
}
