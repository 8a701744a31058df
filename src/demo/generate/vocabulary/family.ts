import type { Text } from '../../../base/index.ts';
import type { DemoUnit } from '../types.ts';

/** One choice on an axis: its code in part numbers, its words, and what it does to the price. */
export type Value = {
  readonly code: string;
  readonly en: string;
  readonly fr: string;
  /** Thousandths of the family's reference price. */
  readonly permille: number;
  /** On a pack axis: pieces in one unit, and the unit sold. */
  readonly pack?: { readonly pieces: number; readonly unit: DemoUnit };
};

export type Axis = { readonly name: Text; readonly values: readonly Value[] };

/** A kind of goods; its axes multiply to variants. `{axis}` in a text stands for the chosen value. */
export type Family = {
  readonly key: string;
  /** Begins the manufacturer's part number. */
  readonly code: string;
  readonly unspsc: string;
  readonly name: Text;
  readonly description: Text;
  /** Words people search by, beyond those of the name; separated by commas. */
  readonly keywords: Text;
  readonly unit: DemoUnit;
  /** Net price in cents of the variant whose factors are all 1000. */
  readonly priceCents: number;
  readonly axes: Readonly<Record<string, Axis>>;
  /** Leaves out combinations that nobody makes; sees the codes by axis. */
  readonly exists?: (codes: Readonly<Record<string, string>>) => boolean;
  readonly minimumQuantity?: string;
  readonly quantityStep?: string;
  /** Eco-contribution in cents per unit sold. */
  readonly ecoCents?: number;
  /** 550 for food and feminine hygiene; 2000 when absent. */
  readonly frenchVatRateBp?: number;
};

export function axis(en: string, fr: string, values: readonly Value[]): Axis {
  return { name: { en, fr }, values };
}

export function value(code: string, en: string, fr: string, permille = 1000): Value {
  return { code, en, fr, permille };
}

const comma = (text: string) => text.replace(/(\d)\.(\d)/g, '$1,$2');
const codeOf = (text: string) =>
  text
    .replace('½', '12')
    .replace(/[^A-Za-z0-9]+/g, '')
    .toUpperCase();

/** Sizes that read alike in both languages but for the decimal comma; the price rises evenly. */
export function sizes(
  list: readonly (string | number)[],
  { from, to }: { from: number; to: number },
): Value[] {
  return list.map((size, at) => {
    const text = String(size);
    const permille = Math.round(from + ((to - from) * at) / Math.max(1, list.length - 1));
    return { code: codeOf(text), en: text, fr: comma(text), permille };
  });
}

/** Pack sizes: pieces per unit sold, priced with a small gain on the bigger pack. */
export function packs(unit: DemoUnit, words: Text, counts: readonly number[]): Value[] {
  const first = counts[0] ?? 1;
  return counts.map((pieces, at) => ({
    code: String(pieces),
    en: `${words.en} of ${pieces}`,
    fr: `${words.fr} de ${pieces}`,
    permille: Math.round(((pieces / first) * 1000 * (100 - 4 * at)) / 100),
    pack: { pieces, unit },
  }));
}

const COLOURS: Readonly<Record<string, readonly [string, string]>> = {
  BK: ['black', 'noir'],
  WH: ['white', 'blanc'],
  BL: ['blue', 'bleu'],
  RD: ['red', 'rouge'],
  GN: ['green', 'vert'],
  YE: ['yellow', 'jaune'],
  GY: ['grey', 'gris'],
  OR: ['orange', 'orange'],
  BR: ['brown', 'marron'],
  CL: ['clear', 'transparent'],
  PK: ['pink', 'rose'],
  VT: ['violet', 'violet'],
  NV: ['navy', 'bleu marine'],
  HY: ['hi-vis yellow', 'jaune fluo'],
  HO: ['hi-vis orange', 'orange fluo'],
};

/** A colour axis; French texts say «coloris {colour}», so that no word must agree. */
export function colours(...codes: readonly string[]): Axis {
  const values = codes.map((code) => {
    const [en, fr] = COLOURS[code] ?? [code, code];
    return value(code, en, fr);
  });
  return axis('Colour', 'Coloris', values);
}

/** Clothing sizes. */
export function clothing(...list: readonly string[]): Axis {
  return axis('Size', 'Taille', sizes(list, { from: 1000, to: 1000 }));
}

export const BOX: Text = { en: 'box', fr: 'boîte' };
export const PACK: Text = { en: 'pack', fr: 'paquet' };
export const BAG: Text = { en: 'bag', fr: 'sachet' };
export const CARTON: Text = { en: 'carton', fr: 'carton' };
