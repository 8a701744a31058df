import { inLocale, type Locale, type Text } from '../../../base/index.ts';

/** Short words for the units of UN/ECE Recommendation 20 that goods are sold in here. */
const UNITS: Readonly<Record<string, Text>> = {
  C62: { en: 'pc', fr: 'pce' },
  H87: { en: 'pc', fr: 'pce' },
  EA: { en: 'pc', fr: 'pce' },
  PR: { en: 'pair', fr: 'paire' },
  SET: { en: 'set', fr: 'jeu' },
  DZN: { en: 'dozen', fr: 'douz.' },
  CEN: { en: '× 100', fr: '× 100' },
  MIL: { en: '× 1000', fr: '× 1000' },
  MTR: { en: 'm', fr: 'm' },
  MTK: { en: 'm²', fr: 'm²' },
  MTQ: { en: 'm³', fr: 'm³' },
  CMT: { en: 'cm', fr: 'cm' },
  KGM: { en: 'kg', fr: 'kg' },
  GRM: { en: 'g', fr: 'g' },
  TNE: { en: 't', fr: 't' },
  LTR: { en: 'l', fr: 'l' },
  MLT: { en: 'ml', fr: 'ml' },
  HUR: { en: 'h', fr: 'h' },
  DAY: { en: 'day', fr: 'jour' },
  RM: { en: 'ream', fr: 'ramette' },
  RO: { en: 'roll', fr: 'rouleau' },
  XRO: { en: 'roll', fr: 'rouleau' },
  BX: { en: 'box', fr: 'boîte' },
  XBX: { en: 'box', fr: 'boîte' },
  XPK: { en: 'pack', fr: 'paquet' },
  XCT: { en: 'carton', fr: 'carton' },
  XPX: { en: 'pallet', fr: 'palette' },
};

/** A unit as people read it; a code that has no word here is shown as it is. */
export function unitText(code: string, locale: Locale): string {
  const text = UNITS[code];
  return text ? inLocale(text, locale) : code;
}
