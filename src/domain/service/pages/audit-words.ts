import {
  Decimal,
  formatDate,
  formatInstant,
  formatMoney,
  formatQuantity,
  type Locale,
  say,
  type Text,
} from '../../../base/index.ts';
import { maskSecrets } from '../../../platform/index.ts';
import { roleWords } from '../onboarding/words.ts';
import { recordStateText } from '../recorder/words.ts';
import { channelText, linkWords } from './words.ts';

type Detail = Readonly<Record<string, unknown>>;

/** What each kind of record is called where audit speaks of it. */
const KINDS: Readonly<Record<string, Text>> = {
  ...linkWords,
  bank_entry: { en: 'Bank entry', fr: 'Écriture bancaire' },
  bank_statement: { en: 'Bank statement', fr: 'Relevé bancaire' },
  billing_mandate: { en: 'Billing mandate', fr: 'Mandat de facturation' },
  buyer_statement: { en: 'Statement', fr: 'Relevé' },
  catalogue_file: { en: 'Catalogue file', fr: 'Fichier catalogue' },
  contract_price: { en: 'Contract terms', fr: 'Conditions de contrat' },
  exchange: { en: 'Document', fr: 'Document' },
  frame_order: { en: 'Blanket order', fr: 'Commande ouverte' },
  goods_return: { en: 'Returned goods', fr: 'Retour de marchandises' },
  job: { en: 'Job', fr: 'Tâche' },
  offer: { en: 'Offer', fr: 'Offre' },
  order_comparison: { en: 'Order beside its basket', fr: 'Commande et panier' },
  organisation: { en: 'Company', fr: 'Société' },
  outgoing_delivery: { en: 'Document to send', fr: 'Document à remettre' },
  outgoing_mail: { en: 'E-mail', fr: 'E-mail' },
  payout_run: { en: 'Payout run', fr: 'Campagne de reversement' },
  remittance_advice: { en: 'Remittance advice', fr: 'Avis de paiement' },
  suite_profile: { en: 'Purchasing suite', fr: 'Outil d’achat' },
  thread_share: { en: 'Shared link', fr: 'Lien partagé' },
  trading_connection: { en: 'Connection', fr: 'Connexion' },
  user_account: { en: 'Person', fr: 'Personne' },
};

/** `seller_order` as people say it; an unknown kind by its name. */
export function recordKindText(kind: string, locale: Locale): string {
  return KINDS[kind]?.[locale] ?? kind.replaceAll('_', ' ');
}

const DOORS: Readonly<Record<string, Text>> = {
  login: { en: 'Sign-in page', fr: 'Page de connexion' },
  password: { en: 'Password page', fr: 'Page de mot de passe' },
  share: { en: 'Reader of a shared link', fr: 'Lecteur d’un lien partagé' },
  visit: { en: 'Punch-out visit', fr: 'Visite punch-out' },
  workbench: { en: 'Workbench', fr: 'Banc d’essai' },
};

const DOOR = /^door:(.+)$/;
const JOB = /^job:(.+)$/;

/** Who acted: people and partners by their names, our own doors and jobs in words. */
export function actorText(actor: string, locale: Locale): string {
  const t = say(locale);
  const [, door] = DOOR.exec(actor) ?? [];
  if (door) return DOORS[door]?.[locale] ?? channelText(door, locale);
  if (JOB.test(actor)) return t('Automatic job', 'Tâche automatique');
  return DOORS[actor]?.[locale] ?? actor;
}

const NAMES: Readonly<Record<string, Text>> = {
  active: { en: 'access', fr: 'accès' },
  added: { en: 'added', fr: 'ajoutés' },
  after: { en: 'now', fr: 'maintenant' },
  agreementId: { en: 'agreement', fr: 'contrat' },
  allocations: { en: 'invoices freed', fr: 'factures libérées' },
  amount: { en: 'amount', fr: 'montant' },
  amountMinor: { en: 'amount', fr: 'montant' },
  as: { en: 'booked as', fr: 'imputé en' },
  before: { en: 'before', fr: 'avant' },
  by: { en: 'by', fr: 'par' },
  changed: { en: 'changed', fr: 'modifiés' },
  changes: { en: 'changes', fr: 'modifications' },
  code: { en: 'code', fr: 'code' },
  coverMinor: { en: 'cover', fr: 'couverture' },
  currency: { en: 'currency', fr: 'devise' },
  domain: { en: 'identity of kind', fr: 'identité de type' },
  email: { en: 'e-mail', fr: 'e-mail' },
  entries: { en: 'entries', fr: 'écritures' },
  expiresAt: { en: 'valid until', fr: 'valable jusqu’au' },
  grossMinor: { en: 'total incl. VAT', fr: 'total TTC' },
  iban: { en: 'account', fr: 'compte' },
  identity: { en: 'identity', fr: 'identité' },
  invoices: { en: 'invoices', fr: 'factures' },
  kind: { en: 'kind', fr: 'nature' },
  label: { en: 'for', fr: 'pour' },
  legalName: { en: 'name', fr: 'raison sociale' },
  limitMinor: { en: 'limit', fr: 'plafond' },
  line: { en: 'line', fr: 'ligne' },
  lines: { en: 'lines', fr: 'lignes' },
  method: { en: 'matched', fr: 'rapprochement' },
  name: { en: 'name', fr: 'nom' },
  netMinor: { en: 'net', fr: 'net' },
  note: { en: 'note', fr: 'note' },
  number: { en: 'number', fr: 'numéro' },
  order: { en: 'order', fr: 'commande' },
  outcome: { en: 'outcome', fr: 'résultat' },
  part: { en: 'part', fr: 'partie' },
  payouts: { en: 'payouts', fr: 'reversements' },
  profile: { en: 'suite', fr: 'outil d’achat' },
  protocol: { en: 'by', fr: 'par' },
  quantity: { en: 'quantity', fr: 'quantité' },
  reason: { en: 'reason', fr: 'motif' },
  reference: { en: 'reference', fr: 'référence' },
  refused: { en: 'refused', fr: 'refusés' },
  removed: { en: 'removed', fr: 'retirés' },
  revision: { en: 'revision', fr: 'révision' },
  roles: { en: 'roles', fr: 'rôles' },
  shipment: { en: 'despatch', fr: 'expédition' },
  skipped: { en: 'already known', fr: 'déjà connues' },
  state: { en: 'state', fr: 'état' },
  task: { en: 'task', fr: 'tâche' },
  total: { en: 'total', fr: 'total' },
  totalMinor: { en: 'total', fr: 'total' },
  unit: { en: 'unit', fr: 'unité' },
  use: { en: 'use', fr: 'usage' },
  version: { en: 'version', fr: 'version' },
};

const VALUES: Readonly<Record<string, Text>> = {
  accepted: { en: 'accepted', fr: 'accepté' },
  answer: { en: 'our answer', fr: 'notre réponse' },
  auto: { en: 'automatically', fr: 'automatique' },
  backordered: { en: 'backordered', fr: 'en reliquat' },
  buyer: { en: 'buyer', fr: 'acheteur' },
  changed: { en: 'changed', fr: 'modifié' },
  cxml: { en: 'cXML', fr: 'cXML' },
  document: { en: 'the document', fr: 'le document' },
  edifact: { en: 'EDIFACT', fr: 'EDIFACT' },
  false: { en: 'no', fr: 'non' },
  invitation: { en: 'invitation', fr: 'invitation' },
  manual: { en: 'by hand', fr: 'à la main' },
  oci: { en: 'OCI', fr: 'OCI' },
  operator: { en: 'operator', fr: 'opérateur' },
  page: { en: 'our pages', fr: 'nos pages' },
  rejected: { en: 'refused', fr: 'refusé' },
  reset: { en: 'new password', fr: 'nouveau mot de passe' },
  seller: { en: 'seller', fr: 'vendeur' },
  true: { en: 'yes', fr: 'oui' },
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const AMOUNT = /(^m|M)inor$/;
const WHOLE = /^-?\d+$/;

/** What stands in no sentence: our own ids, and nothing at all. */
function isOurs(value: unknown): boolean {
  return value === null || value === undefined || (typeof value === 'string' && UUID.test(value));
}

function nameText(name: string, locale: Locale): string {
  const known = NAMES[name]?.[locale];
  if (known) return known;
  return name
    .replace(/Minor$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replaceAll('_', ' ')
    .toLowerCase();
}

function isObject(value: unknown): value is Detail {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An answered, despatched or changed line in a sentence: `line 2: 10 accepted`. */
function lineText(of: Detail, locale: Locale): string | undefined {
  const line = of['line'] ?? of['lineNumber'];
  if (typeof line !== 'number' || !('quantity' in of || 'action' in of)) return undefined;
  const quantity = of['quantity'];
  const parts = [
    typeof quantity === 'string' ? formatQuantity(Decimal.parse(quantity), locale) : '',
    typeof of['action'] === 'string' ? valueText('action', of['action'], locale) : '',
  ];
  const said = parts.filter(Boolean).join(' ');
  return say(locale)(`line ${line}: ${said}`, `ligne ${line} : ${said}`);
}

function listText(
  name: string,
  { values, locale }: { values: readonly unknown[]; locale: Locale },
) {
  const shown = values.flatMap((value) => {
    if (isObject(value)) {
      const line = lineText(value, locale);
      return [line ?? partsOf(value, locale).join(', ')];
    }
    return isOurs(value) ? [] : [valueText(name, value, locale)];
  });
  // A list of ids alone is told by its length.
  return shown.filter(Boolean).join(', ') || String(values.length);
}

function valueText(name: string, value: unknown, locale: Locale): string {
  if (Array.isArray(value)) return listText(name, { values: value, locale });
  if (isObject(value)) return partsOf(value, locale).join(', ');
  const text = String(value);
  if (INSTANT.test(text)) return formatInstant(Temporal.Instant.from(text), locale);
  if (DAY.test(text)) return formatDate(Temporal.PlainDate.from(text), locale);
  if (name === 'state') return recordStateText(text, locale).toLowerCase();
  const role = name === 'roles' ? (roleWords as Readonly<Record<string, Text>>)[text] : undefined;
  return (role ?? VALUES[text])?.[locale] ?? text;
}

function partsOf(detail: Detail, locale: Locale): string[] {
  const currency = typeof detail['currency'] === 'string' ? detail['currency'] : 'EUR';
  return Object.entries(detail).flatMap(([name, value]) => {
    if (isOurs(value) || name === 'currency') return [];
    const text =
      AMOUNT.test(name) && WHOLE.test(String(value))
        ? formatMoney({ minor: BigInt(String(value)), currency }, locale)
        : valueText(name, value, locale);
    if (name === 'minor' || name === 'lines') return [text];
    return [`${nameText(name, locale)}${locale === 'fr' ? ' :' : ':'} ${text}`];
  });
}

/**
 * The particulars of an audit record in words, amounts and days as people write them, without the ids that only we
 * use. Secrets are never in them, masked all the same. Empty when nothing is left to say.
 */
export function particularsText(detail: Detail, locale: Locale): string {
  return maskSecrets(partsOf(detail, locale).join(' · '));
}
