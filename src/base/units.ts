import { Decimal } from './decimal.ts';
import type { Locale } from './locale.ts';

type Words = Readonly<Record<Locale, readonly [one: string, many: string]>>;

function words(en: string, fr: string, many: { en?: string; fr?: string } = {}): Words {
  return { en: [en, many.en ?? `${en}s`], fr: [fr, many.fr ?? `${fr}s`] };
}

/** A symbol is the same in both languages and has no plural. */
function symbol(text: string): Words {
  return { en: [text, text], fr: [text, text] };
}

const PIECE = words('piece', 'pièce');
const BOX = words('box', 'boîte', { en: 'boxes' });
const BOTTLE = words('bottle', 'bouteille');
const ROLL = words('roll', 'rouleau', { fr: 'rouleaux' });
const PACK = words('pack', 'paquet');
const CARTON = words('carton', 'carton');
const BAG = words('bag', 'sac');

/** Units that goods are sold in: UN/ECE Recommendation 20, and 21 for packages (alone or behind an X). */
const UNITS: Readonly<Record<string, Words>> = {
  C62: PIECE,
  H87: PIECE,
  EA: PIECE,
  PCE: PIECE,
  PR: words('pair', 'paire'),
  SET: words('set', 'jeu', { fr: 'jeux' }),
  KT: words('kit', 'kit'),
  DZN: words('dozen', 'douzaine', { en: 'dozen' }),
  CEN: words('hundred', 'centaine', { en: 'hundred' }),
  MIL: words('thousand', 'millier', { en: 'thousand' }),
  RM: words('ream', 'ramette'),
  RO: ROLL,
  XRO: ROLL,
  BX: BOX,
  XBX: BOX,
  BO: BOTTLE,
  XBO: BOTTLE,
  PK: PACK,
  XPK: PACK,
  CT: CARTON,
  XCT: CARTON,
  BG: BAG,
  XBG: BAG,
  CA: words('can', 'bidon'),
  XCA: words('can', 'bidon'),
  PX: words('pallet', 'palette'),
  XPX: words('pallet', 'palette'),
  MTR: words('metre', 'mètre'),
  CMT: symbol('cm'),
  MMT: symbol('mm'),
  KMT: symbol('km'),
  MTK: symbol('m²'),
  MTQ: symbol('m³'),
  KGM: symbol('kg'),
  GRM: symbol('g'),
  TNE: symbol('t'),
  LTR: words('litre', 'litre'),
  MLT: symbol('ml'),
  HUR: words('hour', 'heure'),
  DAY: words('day', 'jour'),
  MON: words('month', 'mois', { fr: 'mois' }),
};

const ONE = Decimal.of(1);
const TWO = Decimal.of(2);

/** Whether a quantity takes the plural: in English all but one, in French from two on. */
function isPlural(quantity: Decimal, locale: Locale): boolean {
  const size = quantity.abs();
  return locale === 'fr' ? size.compare(TWO) >= 0 : !size.equals(ONE);
}

/**
 * A unit's code as people read it: `pair`, or `pairs` beside a quantity of them. A code without a word here
 * is shown as it is.
 */
export function unitText(code: string, locale: Locale, quantity?: Decimal): string {
  const [one, many] = UNITS[code]?.[locale] ?? [code, code];
  return quantity && isPlural(quantity, locale) ? many : one;
}
