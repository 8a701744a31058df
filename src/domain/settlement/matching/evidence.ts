import { formatMoney } from '../../../base/index.ts';
import type { Evidence } from '../entities.ts';

/** One sentence a clerk understands, in both languages, with what it counts for. */
function evidence(code: string, weight: number, en: string, fr: string): Evidence {
  return { code, weight, en, fr };
}

function both(minor: bigint, currency: string): { en: string; fr: string } {
  const amount = { minor, currency };
  return { en: formatMoney(amount, 'en'), fr: formatMoney(amount, 'fr') };
}

/** The last four digits are enough to recognise an account. */
function tail(iban: string): string {
  return `…${iban.replace(/\s/g, '').slice(-4)}`;
}

function listed(numbers: readonly string[]): string {
  return numbers.length > 4
    ? `${numbers.slice(0, 3).join(', ')} … (${numbers.length})`
    : numbers.join(', ');
}

export const payerByIban = (iban: string, name: string): Evidence =>
  evidence(
    'payer_iban',
    25,
    `The account ${tail(iban)} is ${name}’s.`,
    `Le compte ${tail(iban)} est celui de ${name}.`,
  );

export const payerByName = (name: string): Evidence =>
  evidence(
    'payer_name',
    18,
    `The payer’s name “${name}” is this buyer’s name.`,
    `Le nom du payeur « ${name} » est celui de cet acheteur.`,
  );

export const payerLooksLike = (name: string, known: string): Evidence =>
  evidence(
    'payer_like',
    6,
    `The payer’s name “${name}” resembles “${known}”; check who it is.`,
    `Le nom du payeur « ${name} » ressemble à « ${known} » ; vérifiez de qui il s’agit.`,
  );

export const contradictingNames = (name: string): Evidence =>
  evidence(
    'payer_contradiction',
    -25,
    `The account is known for one buyer, but “${name}” is another buyer’s name.`,
    `Le compte est connu pour un acheteur, mais « ${name} » est le nom d’un autre.`,
  );

export const sharedIban = (count: number): Evidence =>
  evidence(
    'payer_shared',
    8,
    `${count} buyers pay from this account.`,
    `${count} acheteurs paient depuis ce compte.`,
  );

export const payerUnknown = (): Evidence =>
  evidence(
    'payer_unknown',
    0,
    'The payer’s account and name are not known yet.',
    'Le compte et le nom du payeur ne sont pas encore connus.',
  );

export const otherPayer = (payer: string, owner: string): Evidence =>
  evidence(
    'other_payer',
    -40,
    `The payment comes from ${payer}, but the reference belongs to ${owner}.`,
    `Le paiement vient de ${payer}, mais la référence appartient à ${owner}.`,
  );

export const severalBuyers = (): Evidence =>
  evidence(
    'several_buyers',
    -20,
    'The references belong to more than one buyer.',
    'Les références appartiennent à plusieurs acheteurs.',
  );

export const byPaymentReference = (reference: string, number: string): Evidence =>
  evidence(
    'payment_reference',
    60,
    `The reference ${reference} is that of invoice ${number}.`,
    `La référence ${reference} est celle de la facture ${number}.`,
  );

export const byStatementReference = (reference: string, count: number): Evidence =>
  evidence(
    'statement_reference',
    60,
    `The reference ${reference} is that of a statement with ${count} open invoices.`,
    `La référence ${reference} est celle d’un relevé comptant ${count} factures ouvertes.`,
  );

export const byNumbers = (numbers: readonly string[]): Evidence =>
  evidence(
    'invoice_number',
    50,
    `The text names ${listed(numbers)}.`,
    `Le libellé cite ${listed(numbers)}.`,
  );

export const bySuffix = (numbers: readonly string[]): Evidence =>
  evidence(
    'number_ending',
    30,
    `The text gives the ending of ${listed(numbers)}.`,
    `Le libellé donne la fin de ${listed(numbers)}.`,
  );

export const bySlip = (token: string, number: string): Evidence =>
  evidence(
    'number_slip',
    25,
    `“${token}” in the text is one slip away from ${number}.`,
    `« ${token} » dans le libellé est à une faute de frappe de ${number}.`,
  );

export const byOrder = (order: string): Evidence =>
  evidence(
    'purchase_order',
    35,
    `The text names purchase order ${order}.`,
    `Le libellé cite la commande ${order}.`,
  );

export const unknownReference = (token: string): Evidence =>
  evidence(
    'unknown_reference',
    -30,
    `The text names ${token}, which is not open: perhaps it is paid already.`,
    `Le libellé cite ${token}, qui n’est pas ouverte : elle est peut-être déjà payée.`,
  );

export function amountExact(minor: bigint, currency: string, count: number): Evidence {
  const { en, fr } = both(minor, currency);
  return count === 1
    ? evidence(
        'amount_exact',
        30,
        `The amount ${en} is exactly what is open.`,
        `Le montant ${fr} est exactement le solde ouvert.`,
      )
    : evidence(
        'amount_exact',
        30,
        `The amount ${en} is exactly the sum of these ${count} items.`,
        `Le montant ${fr} est exactement la somme de ces ${count} pièces.`,
      );
}

export function amountShort(missing: bigint, currency: string): Evidence {
  const { en, fr } = both(missing, currency);
  return evidence(
    'amount_tolerance',
    22,
    `${en} are missing: within the tolerance, they are written off.`,
    `Il manque ${fr} : dans la tolérance, l’écart est passé en pertes.`,
  );
}

export function amountPartial(paid: bigint, open: bigint, currency: string): Evidence {
  const [a, b] = [both(paid, currency), both(open, currency)];
  return evidence(
    'amount_partial',
    8,
    `${a.en} of ${b.en}: the rest stays open.`,
    `${a.fr} sur ${b.fr} : le reste demeure ouvert.`,
  );
}

export function amountOver(rest: bigint, currency: string): Evidence {
  const { en, fr } = both(rest, currency);
  return evidence(
    'amount_over',
    5,
    `${en} more than these items: it stays unapplied on the payer.`,
    `${fr} de plus que ces pièces : ce reste demeure non affecté sur le payeur.`,
  );
}

export function amountElsewhere(number: string, currency: string, minor: bigint): Evidence {
  const { en, fr } = both(minor, currency);
  return evidence(
    'amount_elsewhere',
    -20,
    `The amount ${en} is exactly that of another open invoice, ${number}.`,
    `Le montant ${fr} est exactement celui d’une autre facture ouverte, ${number}.`,
  );
}

export const uniqueSubset = (open: number): Evidence =>
  evidence(
    'unique_subset',
    15,
    `Of the ${open} open items, no other combination gives this amount.`,
    `Parmi les ${open} pièces ouvertes, aucune autre combinaison ne donne ce montant.`,
  );

export const ambiguousSubset = (open: number): Evidence =>
  evidence(
    'ambiguous_subset',
    -15,
    `Other combinations of the ${open} open items give the same amount.`,
    `D’autres combinaisons des ${open} pièces ouvertes donnent le même montant.`,
  );

export const uncountedSubset = (open: number): Evidence =>
  evidence(
    'uncounted_subset',
    -15,
    `With ${open} open items, other combinations are likely; they were not all tried.`,
    `Avec ${open} pièces ouvertes, d’autres combinaisons sont probables ; toutes n’ont pas été essayées.`,
  );

export const sameAmounts = (count: number): Evidence =>
  evidence(
    'same_amounts',
    -15,
    `${count} open items have this same amount.`,
    `${count} pièces ouvertes ont ce même montant.`,
  );

export const allOpen = (count: number): Evidence =>
  evidence(
    'all_open',
    20,
    `It is everything that is open: ${count} items.`,
    `C’est la totalité de l’encours : ${count} pièces.`,
  );

export const dueRun = (from: string, to: string): Evidence =>
  evidence(
    'due_run',
    18,
    `It is everything that falls due from ${from} to ${to}.`,
    `C’est tout ce qui échoit du ${from} au ${to}.`,
  );

export const oneSeller = (seller: string): Evidence =>
  evidence(
    'one_seller',
    15,
    `It is everything open with ${seller}.`,
    `C’est tout l’encours chez ${seller}.`,
  );

export const namedSeller = (seller: string): Evidence =>
  evidence(
    'named_seller',
    12,
    `The text names the seller ${seller}.`,
    `Le libellé cite le vendeur ${seller}.`,
  );

export const oneStatement = (reference: string): Evidence =>
  evidence(
    'one_statement',
    18,
    `It is everything open of the statement ${reference}.`,
    `C’est tout l’encours du relevé ${reference}.`,
  );

export const withCreditNotes = (numbers: readonly string[]): Evidence =>
  evidence(
    'credit_notes',
    10,
    `The credit note ${listed(numbers)} explains the difference.`,
    `L’avoir ${listed(numbers)} explique la différence.`,
  );

export const oldestFirst = (): Evidence =>
  evidence(
    'oldest_first',
    2,
    'Nothing fits the amount: the oldest items first, for you to change.',
    'Rien ne correspond au montant : les pièces les plus anciennes d’abord, à modifier.',
  );

export const onlyAmount = (): Evidence =>
  evidence(
    'only_amount',
    0,
    'Only the amount agrees; the payer is not known.',
    'Seul le montant concorde ; le payeur n’est pas connu.',
  );
