/** What VAT needs to know of a party. */
export type VatParty = {
  readonly country: string;
  readonly vatId: string | null;
  readonly vatRegime: 'standard' | 'franchise';
};

export type VatSubject = {
  readonly unspsc: string;
  /** Category and rate for a domestic sale. */
  readonly vatCategory: string;
  readonly vatRateBp: number;
};

/** EN 16931 category (UNTDID 5305), rate in basis points, VATEX code when nothing is charged. */
export type VatDecision = {
  readonly category: string;
  readonly rateBp: number;
  readonly exemption?: string;
};

/** Member states by ISO 3166-1. Overseas France (GP, MQ, RE, GF, YT …) lies outside the VAT territory (directive 2006/112, art. 6). */
const EU = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MC MT NL PL PT RO SE SI SK'.split(' '),
);
/** Countries that share a VAT territory or name it differently: Monaco belongs to France, Greece writes EL. */
const TERRITORY: Readonly<Record<string, string>> = { MC: 'FR', EL: 'GR' };

function territory(country: string): string {
  return TERRITORY[country] ?? country;
}

/** Which member state gave the number; XI (Northern Ireland) counts as one for goods. */
function stateOfVatId(vatId: string | null): string | undefined {
  const prefix = /^[A-Z]{2}/.exec((vatId ?? '').trim().toUpperCase())?.[0];
  if (prefix === 'XI') return 'XI';
  const state = prefix === undefined ? undefined : territory(prefix);
  return state !== undefined && EU.has(state) ? state : undefined;
}

/** UNSPSC segments 70 to 94 are services; everything else is goods. */
export function isService(unspsc: string): boolean {
  const segment = unspsc.slice(0, 2);
  return segment >= '70' && segment <= '94';
}

function withinUnion(
  { seller, buyer, offer }: { seller: VatParty; buyer: VatParty; offer: VatSubject },
  domestic: VatDecision,
): VatDecision {
  const from = stateOfVatId(seller.vatId);
  const to = stateOfVatId(buyer.vatId);
  // Without both numbers, of different states, the seller's own VAT is due (art. 138 and 196).
  if (from === undefined || to === undefined || from === to) return domestic;
  return isService(offer.unspsc)
    ? { category: 'AE', rateBp: 0, exemption: 'VATEX-EU-AE' }
    : { category: 'K', rateBp: 0, exemption: 'VATEX-EU-IC' };
}

/**
 * Category and rate of a sale between two businesses. Franchise en base (CGI 293 B): E at 0, whoever
 * buys. Same territory: the offer's own rate. Between member states with both VAT numbers: goods K
 * (directive 2006/112 art. 138), services AE (art. 196); without them the seller's own VAT. Out of the
 * Union: goods G (art. 146), services O. A seller outside the Union selling abroad charges none: O.
 * Chains with a place of delivery in a third country are not decided here.
 */
export function vatOf(sale: { seller: VatParty; buyer: VatParty; offer: VatSubject }): VatDecision {
  const { seller, buyer, offer } = sale;
  const from = territory(seller.country);
  const to = territory(buyer.country);
  if (seller.vatRegime === 'franchise') {
    return {
      category: 'E',
      rateBp: 0,
      ...(from === 'FR' ? { exemption: 'VATEX-FR-FRANCHISE' } : {}),
    };
  }
  const domestic = { category: offer.vatCategory, rateBp: offer.vatRateBp };
  if (from === to) return domestic;
  const outside: VatDecision = { category: 'O', rateBp: 0, exemption: 'VATEX-EU-O' };
  if (!EU.has(from)) return outside;
  const northern = stateOfVatId(buyer.vatId) === 'XI' && !isService(offer.unspsc);
  if (EU.has(to) || northern) return withinUnion(sale, domestic);
  return isService(offer.unspsc) ? outside : { category: 'G', rateBp: 0, exemption: 'VATEX-EU-G' };
}
