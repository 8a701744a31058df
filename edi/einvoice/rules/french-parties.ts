import type { Identifier, PartyRead } from '../model.ts';
import type { Facts } from './engine.ts';

/** UNTDID 1001 types that the buyer issues. */
const SELF_BILLED = new Set('389 501 500 471 473 261 502'.split(' '));

type IdentifierRead = { readonly [Key in keyof Identifier]?: Identifier[Key] | undefined };

/** BR-FR-09 to 13, 21 to 26, 32 and CO-10: who the parties are and where documents reach them. */
export function frenchPartyRules(facts: Facts): void {
  const { invoice } = facts;
  identifiers(facts, 'seller', invoice.seller);
  identifiers(facts, 'buyer', invoice.buyer);
  identifiers(facts, 'biller', invoice.biller);
  registration(facts);
  endpoints(facts);
}

function identifiers({ report }: Facts, path: string, party: PartyRead | undefined): void {
  if (!party) return;
  const legal = party.legalId;
  if (legal?.scheme === '0002' && !isSiren(legal)) {
    report('BR-FR-32', `${path}.legalId`, 'A SIREN (scheme 0002) has 9 digits.');
  }
  const list = party.identifiers ?? [];
  const siret = list.find((id) => id.scheme === '0009')?.value;
  if (siret !== undefined && !isSiretOf(siret, legal)) {
    report(
      'BR-FR-09',
      `${path}.identifiers`,
      'A SIRET (scheme 0009) has 14 digits and begins with the SIREN.',
    );
  }
  if (list.some((id) => id.scheme === undefined)) {
    report('BR-FR-CO-10', `${path}.identifiers`, 'Each identifier needs its scheme.');
  }
  const schemes = list.map((id) => id.scheme);
  if (new Set(schemes).size < schemes.length) {
    report('BR-FR-CO-10', `${path}.identifiers`, 'Each scheme is used once.');
  }
  const endpoint = party.endpoint;
  if (endpoint?.scheme === '0225' && !/^[A-Za-z0-9+\-_.]+$/.test(endpoint.value ?? '')) {
    report(
      'BR-FR-23',
      `${path}.endpoint`,
      'An address of scheme 0225 has letters, digits, and + - _ . only.',
    );
  }
  if ((endpoint?.value?.length ?? 0) > 125) {
    report('BR-FR-25', `${path}.endpoint`, 'An electronic address has at most 125 characters.');
  }
}

function isSiren(id: IdentifierRead | undefined): boolean {
  return /^\d{9}$/.test(id?.value?.trim() ?? '');
}

function isSiretOf(siret: string, legal: IdentifierRead | undefined): boolean {
  if (!/^\d{14}$/.test(siret)) return false;
  return legal?.scheme !== '0002' || siret.startsWith(legal.value ?? '');
}

/** BR-FR-10, 11: SIREN of the seller always, of the buyer in domestic B2B. */
function registration({ invoice, report }: Facts): void {
  const { seller, buyer } = invoice;
  if (seller?.legalId?.scheme !== '0002' || !isSiren(seller.legalId)) {
    report('BR-FR-10', 'seller.legalId', 'Give the seller’s SIREN (BT-30, scheme 0002), 9 digits.');
  }
  const isDomestic = isB2b(invoice.notes);
  if (isDomestic && (buyer?.legalId?.scheme !== '0002' || !isSiren(buyer.legalId))) {
    report(
      'BR-FR-11',
      'buyer.legalId',
      'Domestic B2B: give the buyer’s SIREN (BT-47, scheme 0002), 9 digits.',
    );
  }
}

function isB2b(notes: Facts['invoice']['notes']): boolean {
  return (notes ?? []).some((one) => one.subject === 'BAR' && one.text?.trim() === 'B2B');
}

/**
 * BR-FR-12, 13: both electronic addresses. BR-FR-21, 22: in domestic B2B the receiver’s has scheme 0225
 * and begins with its SIREN; the receiver is the buyer, or the seller when the buyer issues. Under a
 * mandate BT-34 is the biller’s platform, so the seller’s address is not compared to its SIREN.
 */
function endpoints({ invoice, report }: Facts): void {
  const { seller, buyer, typeCode = '' } = invoice;
  if (!buyer?.endpoint?.value) {
    report('BR-FR-12', 'buyer.endpoint', 'Give the buyer’s electronic address (BT-49).');
  }
  if (!seller?.endpoint?.value) {
    report('BR-FR-13', 'seller.endpoint', 'Give the seller’s electronic address (BT-34).');
  }
  if (!isB2b(invoice.notes)) return;
  const isSelfBilled = SELF_BILLED.has(typeCode);
  const [rule, path, receiver] = isSelfBilled
    ? (['BR-FR-22', 'seller.endpoint', seller] as const)
    : (['BR-FR-21', 'buyer.endpoint', buyer] as const);
  const siren = receiver?.legalId?.value ?? '';
  const { endpoint } = receiver ?? {};
  if (endpoint?.scheme !== '0225' || !endpoint.value?.startsWith(siren)) {
    report(rule, path, 'Domestic B2B: the address has scheme 0225 and begins with the SIREN.');
  }
}
