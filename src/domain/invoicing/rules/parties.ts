import type { Identifier, Address as ModelAddress, Party } from '../../../../edi/einvoice/index.ts';
import type { Address } from '../../parties/index.ts';

/** What an invoice must know of a company. */
export type Company = {
  readonly kind: string;
  readonly legalName: string;
  readonly tradingName: string;
  readonly registrationNumber: string | null | undefined;
  readonly establishmentNumber: string | null | undefined;
  readonly vatId: string | null | undefined;
  readonly vatRegime: 'standard' | 'franchise';
  readonly legalForm: string | null | undefined;
  readonly register: string | null | undefined;
  readonly gln: string | null | undefined;
  readonly address: Address;
  readonly country: string;
  readonly email: string | null | undefined;
};

const FRENCH = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT']);

/** France and the overseas departments, whose companies have a SIREN. */
export function isFrenchCountry(country: string): boolean {
  return FRENCH.has(country);
}

/** A postal address as the European model has it. */
export function modelAddress(address: Address): ModelAddress {
  return {
    line1: address.street || undefined,
    city: address.city || undefined,
    postCode: address.postalCode || undefined,
    country: address.country,
  };
}

function sirenOf(company: Company): string | undefined {
  const digits = (company.registrationNumber ?? '').replace(/\s+/g, '');
  return isFrenchCountry(company.country) && /^\d{9}$/.test(digits) ? digits : undefined;
}

/**
 * The electronic address (BT-34, BT-49). French companies: scheme 0225 and the SIREN; a seller under
 * mandate gets the operator's SIREN as suffix, the address of its own that the operator's platform
 * serves. Others: GLN (0088), else e-mail (EM).
 */
function endpointOf(company: Company, suffix: string | undefined): Identifier | undefined {
  const siren = sirenOf(company);
  if (siren) return { value: suffix ? `${siren}_${suffix}` : siren, scheme: '0225' };
  if (company.gln) return { value: company.gln, scheme: '0088' };
  return company.email ? { value: company.email, scheme: 'EM' } : undefined;
}

/** A seller may be named by several numbers (BT-29), a buyer by one (BT-46, UBL-SR-16): the SIRET before the GLN. */
function identifiersOf(company: Company, role: 'seller' | 'buyer'): Identifier[] {
  const list: Identifier[] = [];
  const siret = (company.establishmentNumber ?? '').replace(/\s+/g, '');
  if (sirenOf(company) && /^\d{14}$/.test(siret)) list.push({ value: siret, scheme: '0009' });
  if (company.gln) list.push({ value: company.gln, scheme: '0088' });
  return role === 'buyer' ? list.slice(0, 1) : list;
}

/**
 * A company as the European model's party: registered name, SIREN (scheme 0002) or national number, VAT
 * number; a company without one gives its registration as tax number (BT-32), which BR-E-02 asks of
 * small businesses.
 */
export function modelParty(
  company: Company,
  { billedBy, role }: { billedBy?: Company | undefined; role: 'seller' | 'buyer' },
): Party {
  const siren = sirenOf(company);
  const number = siren ?? company.registrationNumber ?? undefined;
  const identifiers = identifiersOf(company, role);
  const taxId = role === 'seller' && !company.vatId ? number : undefined;
  return {
    name: company.legalName,
    tradingName: company.tradingName === company.legalName ? undefined : company.tradingName,
    ...(identifiers.length > 0 ? { identifiers } : {}),
    legalId: number ? { value: number, ...(siren ? { scheme: '0002' } : {}) } : undefined,
    vatId: company.vatId ?? undefined,
    taxId,
    legalForm: role === 'seller' ? (company.legalForm ?? undefined) : undefined,
    endpoint: endpointOf(company, billedBy && sirenOf(billedBy)),
    address: modelAddress(company.address),
  };
}
