import { isBic, isIban, Problem } from '../../../base/index.ts';
import { type Role, roles } from '../../../platform/index.ts';
import type { OrganisationKind } from '../entities.ts';

/** What may be wrong with an entry, as a key of the pages' words. */
export type FieldFault =
  | 'required'
  | 'country'
  | 'siren'
  | 'siret'
  | 'vat'
  | 'vat_country'
  | 'email'
  | 'iban'
  | 'bic'
  | 'gln'
  | 'range';

export type OrganisationFacts = {
  readonly kind: OrganisationKind;
  readonly legalName: string;
  readonly tradingName: string;
  readonly registrationNumber: string;
  readonly establishmentNumber: string;
  readonly vatId: string;
  readonly vatRegime: 'standard' | 'franchise';
  readonly legalForm: string;
  readonly register: string;
  readonly gln: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  readonly locale: 'en' | 'fr';
  readonly email: string;
  readonly iban: string;
  readonly bic: string;
  /** Basis points of the net amount; sellers only. */
  readonly commissionBp: number;
  /** Days after the invoice's date, 0 to 60 (C. com. art. L441-10); buyers only. */
  readonly paymentDays: number;
};

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [at, digit] of Array.from(digits).reverse().entries()) {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    sum += value > 9 ? value - 9 : value;
  }
  return sum % 10 === 0;
}

/** SIREN: nine digits with a Luhn check digit (INSEE). */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && luhn(text);
}

/** SIRET: the SIREN, five digits of the establishment, Luhn over all; La Poste sums its digits to 5 n instead. */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text) || !isSiren(text.slice(0, 9))) return false;
  const laPoste = text.startsWith('356000000');
  const sum = Array.from(text).reduce((all, digit) => all + Number(digit), 0);
  return luhn(text) || (laPoste && sum % 5 === 0);
}

/** The EU's prefixes differ from ISO 3166 for Greece and Northern Ireland. */
const VAT_PREFIX: Readonly<Record<string, readonly string[]>> = {
  GR: ['EL'],
  GB: ['GB', 'XI'],
};

/** GS1 mod-10 over the first twelve digits. */
function isGln(text: string): boolean {
  if (!/^\d{13}$/.test(text)) return false;
  const sum = Array.from(text.slice(0, 12)).reduce(
    (all, digit, at) => all + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return (10 - (sum % 10)) % 10 === Number(text[12]);
}

export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/.test(text);
}

/** Every wrong entry with its fault; empty entries that are optional are none. French numbers are checked by INSEE's rules. */
export function faultsOf(
  facts: OrganisationFacts,
): Partial<Record<keyof OrganisationFacts, FieldFault>> {
  const faults: Partial<Record<keyof OrganisationFacts, FieldFault>> = {};
  for (const field of ['legalName', 'tradingName', 'street', 'postalCode', 'city'] as const) {
    if (facts[field].trim() === '') faults[field] = 'required';
  }
  const french = facts.country === 'FR';
  if (!/^[A-Z]{2}$/.test(facts.country)) faults.country = 'country';
  if (french && !isSiren(facts.registrationNumber)) faults.registrationNumber = 'siren';
  if (french && facts.establishmentNumber && !isSiret(facts.establishmentNumber))
    faults.establishmentNumber = 'siret';
  if (facts.vatId && !/^[A-Z]{2}[A-Z0-9+*]{2,13}$/.test(facts.vatId)) faults.vatId = 'vat';
  else if (
    facts.vatId &&
    !(VAT_PREFIX[facts.country] ?? [facts.country]).includes(facts.vatId.slice(0, 2))
  )
    faults.vatId = 'vat_country';
  if (facts.email ? !isEmail(facts.email) : facts.kind === 'buyer') faults.email = 'email';
  if (facts.iban ? !isIban(facts.iban) : facts.kind === 'seller') faults.iban = 'iban';
  if (facts.bic && !isBic(facts.bic)) faults.bic = 'bic';
  if (facts.gln && !isGln(facts.gln)) faults.gln = 'gln';
  if (!Number.isInteger(facts.paymentDays) || facts.paymentDays < 0 || facts.paymentDays > 60)
    faults.paymentDays = 'range';
  if (
    !Number.isInteger(facts.commissionBp) ||
    facts.commissionBp < 0 ||
    facts.commissionBp > 10_000
  )
    faults.commissionBp = 'range';
  return faults;
}

const ROLES: Readonly<Record<OrganisationKind, readonly Role[]>> = {
  buyer: ['requester', 'approver', 'buyer_admin'],
  seller: ['order_desk', 'seller_finance'],
  operator: ['finance', 'credit_manager', 'operator'],
};

/** The roles that people of a kind of organisation may hold. */
export function rolesOf(kind: OrganisationKind): readonly Role[] {
  return ROLES[kind];
}

/** Refuses roles of another kind of organisation, unknown ones and none at all (`parties.roles`). */
export function checkRoles(kind: OrganisationKind, wanted: readonly string[]): Role[] {
  const allowed = roles.filter((role) => ROLES[kind].includes(role) && wanted.includes(role));
  if (allowed.length === 0 || allowed.length !== new Set(wanted).size)
    throw new Problem('parties.roles', {
      given: wanted.join(', ') || '–',
      known: ROLES[kind].join(', '),
    });
  return allowed;
}

/** The least that a password must have (OWASP ASVS 5.0, 6.2.1 asks 8 and recommends 15; no composition rules). */
export const PASSWORD_CHARACTERS_MIN = 12;

/** Refuses a password that is short, or the name or address of its person (`parties.password`). */
export function checkPassword(
  password: string,
  { email, name }: { email: string; name: string },
): void {
  const plain = password.toLowerCase();
  const own = [email, email.split('@')[0] ?? '', name].map((text) => text.toLowerCase());
  const repeated = new Set(plain).size < 5;
  if (
    password.length < PASSWORD_CHARACTERS_MIN ||
    password.length > 200 ||
    repeated ||
    own.includes(plain)
  )
    throw new Problem('parties.password', { least: PASSWORD_CHARACTERS_MIN });
}
