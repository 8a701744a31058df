import { Decimal, type Text, uuidFromName } from '../../base/index.ts';
import { demoGs1 } from './check-digits.ts';
import { type Goods, offersFor } from './offers.ts';
import { type Random, randomFrom } from './random.ts';
import type { DemoProduct, DepartmentKey } from './types.ts';
import {
  categories,
  type Family,
  families,
  type Maker,
  makers,
  type Value,
} from './vocabulary/index.ts';

type Line = {
  readonly family: Family;
  readonly department: DepartmentKey;
  readonly makers: readonly Maker[];
  /** Mixed-radix numbers of the variants that exist. */
  readonly variants: readonly number[];
  /** Coprime to the number of variants: walks them all in a scattered order. */
  readonly stride: number;
  readonly start: number;
};

const SERIES = ['Pro', 'Eco', 'Plus', 'Select', 'Compact', 'Prime'];

function valuesOf(family: Family, variant: number): Record<string, Value> {
  const values: Record<string, Value> = {};
  let rest = variant;
  for (const [name, { values: choices }] of Object.entries(family.axes)) {
    const chosen = choices[rest % choices.length];
    if (chosen) values[name] = chosen;
    rest = Math.floor(rest / choices.length);
  }
  return values;
}

function existingVariants(family: Family): number[] {
  const count = Object.values(family.axes).reduce(
    (product, axis) => product * axis.values.length,
    1,
  );
  const all = Array.from({ length: count }, (_, at) => at);
  const { exists } = family;
  if (!exists) return all;
  return all.filter((variant) => {
    const codes = Object.entries(valuesOf(family, variant)).map(([name, { code }]) => [name, code]);
    return exists(Object.fromEntries(codes));
  });
}

function gcd(a: number, b: number): number {
  return b === 0 ? a : gcd(b, a % b);
}

function lineOf(family: Family, random: Random): Line {
  const department = categories.find(({ unspsc }) => unspsc === family.unspsc)?.department;
  if (!department) throw new RangeError(`no category ${family.unspsc} for ${family.key}`);
  const variants = existingVariants(family);
  let stride = Math.max(1, Math.floor(variants.length * 0.618));
  while (gcd(stride, variants.length) !== 1) stride += 1;
  return {
    family,
    department,
    makers: makers[department],
    variants,
    stride,
    start: random.int(0, variants.length - 1),
  };
}

function fill(template: string, values: Readonly<Record<string, Value>>, locale: 'en' | 'fr') {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => values[name]?.[locale] ?? '');
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function textOf(template: Text, values: Readonly<Record<string, Value>>): Text {
  return {
    en: capital(fill(template.en, values, 'en')),
    fr: capital(fill(template.fr, values, 'fr')),
  };
}

type Article = {
  readonly line: Line;
  readonly variant: number;
  readonly maker: Maker;
  /** 0 for the maker's main range. */
  readonly series: number;
  readonly ordinal: number;
};

function goodsOf({ line, maker, series, ordinal }: Article, values: readonly Value[]): Goods {
  const { family } = line;
  const pack = values.find((value) => value.pack)?.pack;
  const factors = [
    ...values.map(({ permille }) => permille),
    maker.permille,
    1000 + 35 * (series % 7),
  ];
  return {
    ordinal,
    unspsc: family.unspsc,
    department: line.department,
    unit: pack?.unit ?? family.unit,
    packQuantity: pack?.pieces ?? (family.unit === 'RM' ? 500 : 1),
    minimumQuantity: Decimal.parse(family.minimumQuantity ?? '1'),
    quantityStep: Decimal.parse(family.quantityStep ?? '1'),
    price: factors.reduce(
      (price, permille) => Math.round((price * permille) / 1000),
      family.priceCents * 100,
    ),
    ecoCents: family.ecoCents,
    frenchVatRateBp: family.frenchVatRateBp ?? 2000,
  };
}

const seriesName = (series: number) => {
  const name = SERIES[(series - 1) % SERIES.length] ?? '';
  const turn = Math.floor((series - 1) / SERIES.length);
  return turn === 0 ? name : `${name} ${turn + 1}`;
};

function productOf(
  article: Article,
  { seed, random, room }: { seed: number; random: Random; room: number },
): DemoProduct {
  const { line, maker, series, ordinal } = article;
  const { family } = line;
  const values = valuesOf(family, article.variant);
  const name = textOf(family.name, values);
  const range = series === 0 ? '' : seriesName(series);
  const codes = Object.values(values).map(({ code }) => code);
  const goods = goodsOf(article, Object.values(values));
  const gtin13 = demoGs1(
    (ordinal * 7_368_787 + (Math.abs(seed) % 999_983) * 104_729) % 1_000_000_000,
  );
  const words = (text: string) => text.split(', ');
  return {
    id: uuidFromName(`demo/product/${gtin13}`),
    gtin13,
    groupKey: [family.key, maker.prefix.toLowerCase(), ...(series ? [String(series)] : [])].join(
      '/',
    ),
    name: range ? { en: `${name.en}, ${range} range`, fr: `${name.fr}, gamme ${range}` } : name,
    description: textOf(family.description, values),
    keywords: {
      en: [...words(family.keywords.en), maker.name],
      fr: [...words(family.keywords.fr), maker.name],
    },
    manufacturer: maker.name,
    mpn: [maker.prefix, family.code, ...codes, ...(series ? [`S${series}`] : [])].join('-'),
    unspsc: family.unspsc,
    variant: Object.entries(family.axes).flatMap(([key, axis]) => {
      const value = values[key];
      return value ? [{ axis: axis.name, value: { en: value.en, fr: value.fr } }] : [];
    }),
    originCountry: maker.country,
    frenchVatRateBp: goods.frenchVatRateBp,
    offers: offersFor(goods, { random, room }),
  };
}

/** One maker's turn through all variants of all families, evenly mixed so that any beginning is varied. */
function* round(lines: readonly Line[], number: number): Generator<Omit<Article, 'ordinal'>> {
  const turns = Math.max(...lines.map(({ variants }) => variants.length));
  for (let turn = 0; turn < turns; turn += 1) {
    for (const line of lines) {
      const { length } = line.variants;
      const end = Math.ceil(((turn + 1) * length) / turns);
      for (let at = Math.ceil((turn * length) / turns); at < end; at += 1) {
        const variant = line.variants[(line.start + at * line.stride) % length] ?? 0;
        const firstAxis = Object.values(line.family.axes)[0]?.values.length ?? 1;
        const makerAt = (line.start + (variant % firstAxis) + number) % line.makers.length;
        const maker = line.makers[makerAt];
        if (!maker) continue;
        yield { line, variant, maker, series: Math.floor(number / line.makers.length) };
      }
    }
  }
}

/**
 * The catalogue: products with one to five offers each, exactly `offers` of them, made while they are
 * read and never kept. The first products of a longer catalogue are those of a shorter one.
 */
export function* catalogue({
  seed,
  offers,
}: {
  seed: number;
  offers: number;
}): Generator<DemoProduct> {
  const random = randomFrom(seed, 'catalogue');
  const lines = families.map((family) => lineOf(family, random));
  let ordinal = 0;
  let room = offers;
  for (let number = 0; room > 0; number += 1) {
    for (const article of round(lines, number)) {
      if (room <= 0) return;
      const product = productOf({ ...article, ordinal }, { seed, random, room });
      room -= product.offers.length;
      ordinal += 1;
      yield product;
    }
  }
}
