const WORDS_MAX = 8;
const TEXT_MAX = 200;
/** Words that say nothing about a thing, in both languages. */
const EMPTY = new Set(
  'a an and au aux avec by de des du en et for from in la le les of on ou par pour sans sur the to un une with'.split(
    ' ',
  ),
);
const ELISION = /(^|[^\p{L}\p{N}])(?:l|d|qu|n|s|j|m|t|c)['’ʼ](?=\p{L})/gu;
/** `m8 x 40`, `m8x40`, `600 × 400 x 300`, `m8*40`. */
const DIMENSION =
  /(?<![\p{L}\p{N}])[a-z]{0,3}\d+(?:[.,]\d+)?(?:\s*[x*]\s*\d+(?:[.,]\d+)?)+(?:[a-z]{1,3})?(?![\p{L}\p{N}])/gu;

/** Lower case without accents or ligatures: `Câble Ø 8` and `cable ø 8` become one. */
export function foldText(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('×', 'x');
}

function partsOf(text: string): string[] {
  return text.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/**
 * What `product.search_text` must hold for the search to find a product: both names, maker, part number
 * (also without its separators), GTIN, attributes and keywords; folded, words parted by one space, each
 * dimension also in one piece (`m8x40`).
 */
export function searchTextOf(product: {
  nameEn: string;
  nameFr: string;
  manufacturer: string;
  manufacturerPartId: string;
  gtin?: string | null;
  attributes?: Readonly<Record<string, string>>;
  /** Synonyms and seller's article numbers. */
  keywords?: readonly string[];
}): string {
  const folded = foldText(
    [
      product.nameEn,
      product.nameFr,
      product.manufacturer,
      product.manufacturerPartId,
      product.gtin ?? '',
      ...Object.values(product.attributes ?? {}),
      ...(product.keywords ?? []),
    ].join(' ; '),
  ).replace(ELISION, '$1');
  const joined = (folded.match(DIMENSION) ?? []).map((size) =>
    size.replace(/\s/g, '').replaceAll('*', 'x'),
  );
  const compact = partsOf(foldText(product.manufacturerPartId)).join('');
  return [...new Set([...partsOf(folded), compact, ...joined.flatMap(partsOf)])]
    .filter(Boolean)
    .join(' ');
}

/** One thing the reader typed, with every spelling that means it. */
export type SearchWord = {
  /** As `like` compares it for rank, whole word. */
  readonly exact: readonly string[];
  /** A `tsquery` for the `simple` configuration, alternatives joined. */
  readonly query: string;
  /** Letters only, long enough to be misspelt; numbers never are. */
  readonly similar: string | undefined;
};

export type SearchPhrase = {
  readonly words: readonly SearchWord[];
  readonly phrase: string;
  /** Spellings to compare with part numbers and article numbers as they stand. */
  readonly identifiers: readonly string[];
  /** The same number as GTIN-8, -12, -13 and -14. */
  readonly gtins: readonly string[];
};

/** A lexeme for to_tsquery, quoted so that the parser treats it as it treated the stored text. */
function lexeme(word: string): string {
  return `'${word.replace(/['\\]/g, ' ')}'`;
}

function prefix(word: string): string {
  // One letter would match half the dictionary.
  return word.length === 1 ? lexeme(word) : `${lexeme(word)}:*`;
}

/** Singulars that a French or English plural may stand for; as prefixes they find the plural too. */
function singulars(word: string): string[] {
  if (word.length < 4 || /\d/.test(word) || word.endsWith('ss')) return [];
  if (word.endsWith('ies')) return [word.slice(0, -1), `${word.slice(0, -3)}y`];
  if (/(?:x|ch|sh|ss|z)es$/.test(word)) return [word.slice(0, -2)];
  if (word.endsWith('s')) return [word.slice(0, -1)];
  return /(?:eau|au|eu)x$/.test(word) ? [word.slice(0, -1)] : [];
}

function any(queries: readonly string[]): string {
  return `(${[...new Set(queries)].join(' | ')})`;
}

function plainWord(word: string): SearchWord {
  const forms = [word, ...singulars(word)];
  return {
    exact: forms,
    query: any(forms.map(prefix)),
    similar: /^\p{L}{4,}$/u.test(word) ? word : undefined,
  };
}

/** `3g1.5`, `6205-2rs`: as one token, as its parts, and without separators. */
function brokenWord(chunk: string): SearchWord {
  const parts = partsOf(chunk);
  const joined = parts.join('');
  const swapped = chunk.includes(',') ? chunk.replaceAll(',', '.') : chunk.replaceAll('.', ',');
  return {
    exact: [chunk, joined, parts.join(' ')],
    query: any([
      prefix(chunk),
      prefix(swapped),
      prefix(joined),
      `(${parts.map(prefix).join(' & ')})`,
    ]),
    similar: undefined,
  };
}

function dimension(size: string): SearchWord {
  const joined = size.replace(/\s/g, '').replaceAll('*', 'x');
  const pieces = joined.split(/x(?=\d)/);
  const last = pieces.pop() ?? '';
  const apart = [...pieces.flatMap(partsOf).map(lexeme), lexeme('x'), ...partsOf(last).map(prefix)];
  return {
    exact: [joined, [...pieces, last].join(' x ')],
    query: any([prefix(joined), `(${apart.join(' & ')})`]),
    similar: undefined,
  };
}

function gtinForms(digits: string): string[] {
  if (!/^\d{8,14}$/.test(digits)) return [];
  const bare = digits.replace(/^0+/, '');
  return [8, 12, 13, 14]
    .filter((size) => size >= bare.length)
    .map((size) => bare.padStart(size, '0'));
}

/** Reads what somebody typed: dimensions first, then words without the empty ones, at most eight. */
export function searchPhrase(typed: string): SearchPhrase {
  const text = typed.slice(0, TEXT_MAX).replaceAll('\0', '').trim();
  const folded = foldText(text).replace(ELISION, '$1');
  const sizes = folded.match(DIMENSION)?.filter((size) => /\d\s*[x*]/.test(size)) ?? [];
  const chunks = folded
    .replace(DIMENSION, ' ')
    .split(/[^\p{L}\p{N}.,/_-]+/u)
    .map((chunk) => chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, ''))
    .filter(Boolean);
  const telling = chunks.filter((chunk) => !EMPTY.has(chunk));
  const kept = telling.length + sizes.length > 0 ? telling : chunks;
  const words = [
    ...sizes.map(dimension),
    ...kept.map((chunk) => (partsOf(chunk).length > 1 ? brokenWord(chunk) : plainWord(chunk))),
  ];
  const solid = text.replace(/\s+/g, '');
  const spellings = [text, solid].flatMap((one) => [one, one.toUpperCase(), one.toLowerCase()]);
  return {
    words: words.slice(0, WORDS_MAX),
    phrase: partsOf(folded).join(' '),
    identifiers: /\d/.test(text) && text.length <= 60 ? [...new Set(spellings)] : [],
    gtins: gtinForms(solid),
  };
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
/** From this length on, one wrong letter leaves enough trigrams in common for the trigram index. */
const SLIP_LENGTH_MAX = 8;

/** Everything one slip away from a word: a letter swapped with its neighbour, missing, added or wrong. */
export function slips(word: string): string[] {
  const out = new Set<string>();
  for (let at = 0; at <= word.length; at += 1) {
    const [head, here, rest] = [word.slice(0, at), word[at] ?? '', word.slice(at + 1)];
    if (here) out.add(head + rest);
    if (here && rest) out.add(head + rest.slice(0, 1) + here + rest.slice(1));
    for (const letter of LETTERS) {
      out.add(head + letter + here + rest);
      if (here) out.add(head + letter + rest);
    }
  }
  return [...out];
}

/** What a misspelt word may have meant: itself as a beginning, and for a short word its slips. */
export function guesses(word: string): string[] {
  const near = word.length <= SLIP_LENGTH_MAX ? [word, ...singulars(word)].flatMap(slips) : [];
  return [...new Set(near)].filter((one) => one.length >= 3);
}

/** A tsquery for any of these whole words. */
export function anyWord(words: readonly string[]): string {
  return any(words.map(lexeme));
}
