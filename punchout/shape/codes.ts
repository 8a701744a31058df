import type { SuiteProfile } from '../profiles/index.ts';
import { type Note, shapeCode } from './text.ts';
import type { BasketSeller } from './types.ts';

/** Our UN/CEFACT unit in the suite's word; one it does not know is sent, booked as its default, or refused. */
export function shapeUnit(
  before: string,
  { profile, note }: { profile: SuiteProfile; note: Note },
): string {
  const { map, accepted, unknown, default: fallback } = profile.units;
  const word = map[before] ?? before;
  const known = accepted.length === 0 || accepted.includes(word) || unknown === 'send';
  if (!known && unknown === 'default' && fallback) {
    note({ field: 'unit', kind: 'defaulted', before, after: fallback, reason: 'unit_default' });
    return fallback;
  }
  if (!known) {
    note({ field: 'unit', kind: 'refused', before: word, after: '', reason: 'unit_unknown' });
    return word;
  }
  if (word !== before)
    note({ field: 'unit', kind: 'mapped', before, after: word, reason: 'unit_map' });
  return shapeCode(word, { field: 'unit', profile, note });
}

function mappedClass(unspsc: string, map: Readonly<Record<string, string>>): string | undefined {
  const prefixes = Object.keys(map).filter((prefix) => unspsc.startsWith(prefix));
  const longest = prefixes.sort((a, b) => b.length - a.length)[0];
  return longest === undefined ? undefined : map[longest];
}

/** Our UNSPSC class as the suite's: by its map, else cut to its digits; none at all takes the fallback. */
export function shapeClass(
  unspsc: string,
  { profile, note }: { profile: SuiteProfile; note: Note },
): { domain: string; value: string } {
  const { domain, digits, map, fallback } = profile.classification;
  const field = 'classification';
  const done = (value: string) => ({
    domain,
    value: shapeCode(value, { field, profile, note }),
  });
  const mapped = mappedClass(unspsc, map);
  if (mapped !== undefined) {
    if (mapped !== unspsc)
      note({ field, kind: 'mapped', before: unspsc, after: mapped, reason: 'class_map' });
    return done(mapped);
  }
  if (!/^\d{2,10}$/.test(unspsc)) {
    if (fallback !== undefined) {
      note({ field, kind: 'defaulted', before: unspsc, after: fallback, reason: 'class_fallback' });
      return done(fallback);
    }
    note({ field, kind: 'refused', before: unspsc, after: '', reason: 'class_missing' });
    return { domain, value: unspsc };
  }
  const value = unspsc.slice(0, digits);
  if (value !== unspsc) {
    const limit = `${digits}`;
    note({ field, kind: 'truncated', before: unspsc, after: value, reason: 'class_digits', limit });
  }
  return done(value);
}

/** The seller's number in the buyer's master data, where lines name their own supplier. */
export function shapeSupplier(
  seller: BasketSeller,
  { profile, note }: { profile: SuiteProfile; note: Note },
): { domain: string; value: string } | undefined {
  if (profile.multiSeller === 'marketplace') return undefined;
  const { domain, number, own } = profile.supplierId;
  const names = [seller.registrationNumber, seller.vatId, seller.gln, seller.id];
  const value = {
    vat_id: seller.vatId,
    gln: seller.gln,
    registration: seller.registrationNumber,
    own: names.flatMap((name) => (name && own[name] ? [own[name]] : []))[0],
  }[number];
  if (value) return { domain, value };
  note({
    field: 'supplierId',
    kind: 'refused',
    before: seller.name,
    after: '',
    reason: 'seller_unnumbered',
    limit: domain,
  });
  return undefined;
}
