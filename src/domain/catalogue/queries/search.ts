import { type Locale, Problem } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { anyWord, guesses, type SearchPhrase, searchPhrase } from '../rules/index.ts';
import { type CategoryCount, categoryCounts } from './categories.ts';
import { cheapestFirst, nameOf, type PricedOffer, pricedWhere, type ShownOffer } from './prices.ts';
import { buyable, buyerScope, type Scope, type Sql, sellersIn, underPrefix } from './scope.ts';

/** How many matches are looked at, and how many of them are ranked: bounds the cost of `vis`. */
const MATCHES_MAX = 20_000;
const CANDIDATES_MAX = 1_000;
/** Each misspelt match costs a comparison of its text. */
const SIMILAR_MAX = 300;
const CATEGORIES_MAX = 20;
const LIMIT_MAX = 100;
/** Trigram word similarity that long words with one or two wrong letters keep; short ones are spelt out. */
const SIMILARITY = '0.5';

export type ProductHit = {
  readonly productId: string;
  /** In the reader's language. */
  readonly name: string;
  readonly nameEn: string;
  readonly nameFr: string;
  readonly manufacturer: string;
  readonly manufacturerPartId: string;
  readonly gtin: string | null;
  readonly unspsc: string;
  /** The cheapest offer for this buyer at that offer's minimum quantity. */
  readonly best: PricedOffer & { readonly sellerName: string };
  readonly offerCount: number;
};

export type SearchResult = {
  readonly hits: ProductHit[];
  readonly next?: string;
  readonly categories: CategoryCount[];
  /** `slips` and `similar`: nothing held all the words, these come close. */
  readonly mode: Mode;
};

export type SearchAsk = {
  buyerId: string;
  text?: string | undefined;
  unspscPrefix?: string | undefined;
  sellerId?: string | undefined;
  after?: string | undefined;
  limit: number;
  locale: Locale;
  on: Temporal.PlainDate;
};

/** From exact to lenient; the next is tried only where the one before found nothing. */
const STAGES = ['words', 'slips', 'similar'] as const;
type Stage = (typeof STAGES)[number];
type Mode = 'browse' | Stage;
/** Where a page ended: points and id, or when browsing UNSPSC code and id. */
type Mark = { readonly mode: Mode; readonly score: number; readonly id: string };
type Row = {
  kind: 'hit' | 'category';
  id: string;
  score: number;
  count: number;
  en: string | null;
  fr: string | null;
};

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function writeMark({ mode, score, id }: Mark): string {
  return `${mode}.${score}.${id}`;
}

function readMark(after: string | undefined): Mark | undefined {
  if (after === undefined || after === '') return undefined;
  const [mode, score, id] = after.split('.');
  const known = mode === 'browse' || STAGES.some((stage) => stage === mode);
  if (!known || !/^-?\d{1,9}$/.test(score ?? '') || !UUID.test(id ?? '')) {
    throw new Problem('catalogue.cursor_invalid', { after });
  }
  return { mode: mode as Mode, score: Number(score), id: id ?? '' };
}

function join(...parts: readonly (Sql | string)[]): Sql {
  const all = parts.map((part) => (typeof part === 'string' ? { sql: part, params: [] } : part));
  return { sql: all.map((part) => part.sql).join(''), params: all.flatMap((part) => part.params) };
}

/** Products that a number names as it stands, by the indexes on part number, GTIN and article number. */
function byIdentifier(phrase: SearchPhrase, scope: Scope): Sql {
  const { identifiers, gtins } = phrase;
  if (identifiers.length === 0) return { sql: '', params: [] };
  const product = join(
    {
      sql: ' union select p.id from product p where p.manufacturer_part_id in (?)',
      params: [identifiers],
    },
    gtins.length ? { sql: ' or p.gtin in (?)', params: [gtins] } : '',
  );
  return join(product, {
    sql: ' union select o.product_id from offer o where o.seller_id = any(?::uuid[]) and o.sku in (?)',
    params: [`{${sellersIn(scope).join(',')}}`, identifiers],
  });
}

function likeWord(word: string): string {
  return `% ${word.replace(/[\\%_]/g, '\\$&')} %`;
}

/** Points: the number itself, then each word that stands whole, the words in that order, brevity. */
function wordScore(phrase: SearchPhrase): Sql {
  const { identifiers, gtins, words } = phrase;
  const padded = `' ' || p.search_text || ' '`;
  const exact: Sql = identifiers.length
    ? {
        sql: `(case when p.manufacturer_part_id in (?) or p.gtin in (?) or exists (
          select 1 from offer x where x.product_id = p.id and x.sku in (?)) then 10000 else 0 end) + `,
        params: [identifiers, gtins.length ? gtins : [''], identifiers],
      }
    : { sql: '', params: [] };
  const whole = words.map(
    (word): Sql => ({
      sql: `(case when ${word.exact.map(() => `${padded} like ?`).join(' or ')} then 20 else 0 end) + `,
      params: word.exact.map(likeWord),
    }),
  );
  return join(exact, ...whole, {
    sql: `(case when ${padded} like ? then 30 else 0 end) + (case when p.search_text like ? then 10 else 0 end)
      - least(length(p.search_text) / 50, 9)`,
    params: [likeWord(phrase.phrase), likeWord(phrase.phrase).slice(2)],
  });
}

const WORDS = `to_tsvector('simple', p.search_text) @@ to_tsquery('simple', ?)`;

function strict(phrase: SearchPhrase, { scope, within }: { scope: Scope; within: Sql }): Sql {
  const query = phrase.words.map((word) => word.query).join(' & ');
  return join(
    { sql: `(select p.id from product p where ${WORDS}`, params: [query] },
    within,
    { sql: ' limit ?)', params: [MATCHES_MAX] },
    byIdentifier(phrase, scope),
  );
}

/**
 * Which of these queries any product answers. Asked one by one, which costs a probe of the index each:
 * one query of them all would cost their number times the matches.
 */
async function answered(tx: TxCtx, queries: readonly string[]): Promise<Set<string>> {
  if (queries.length === 0) return new Set();
  const rows = await tx.em.execute<{ at: string }[]>(
    `select w.at::text from unnest(array[?]::text[]) with ordinality w(query, at)
     where exists (select 1 from product p
       where to_tsvector('simple', p.search_text) @@ to_tsquery('simple', w.query) offset 0)`,
    [queries],
  );
  return new Set(rows.flatMap((row) => queries[Number(row.at) - 1] ?? []));
}

/** The words as they are, or where no product holds one, the slips of it that products do hold. */
async function corrected(tx: TxCtx, phrase: SearchPhrase): Promise<string[] | undefined> {
  const right = await answered(
    tx,
    phrase.words.map((word) => word.query),
  );
  const wrong = phrase.words.filter((word) => !right.has(word.query));
  const near = wrong.map((word) => guesses(word.similar ?? '').map((one) => anyWord([one])));
  const held = await answered(tx, near.flat());
  const meant = new Map(
    wrong.map((word, at) => [word, (near[at] ?? []).filter((one) => held.has(one))]),
  );
  const queries = phrase.words.map((word) => meant.get(word)?.join(' | ') ?? word.query);
  return queries.every((query) => query !== '') ? queries.map((query) => `(${query})`) : undefined;
}

function bySlips(queries: readonly string[], within: Sql): Sql {
  const start = {
    sql: `(select p.id from product p where ${WORDS}`,
    params: [queries.join(' & ')],
  };
  return join(start, within, ` limit ${SIMILAR_MAX})`);
}

/** Words may be misspelt, numbers may not: M8 is no slip of M6. */
function bySimilarity(phrase: SearchPhrase, within: Sql): Sql {
  const terms = phrase.words.map(
    (word): Sql =>
      word.similar
        ? { sql: '? <% p.search_text', params: [word.similar] }
        : { sql: WORDS, params: [word.query] },
  );
  const all = terms.flatMap((term, at) => (at === 0 ? [term] : [' and ', term]));
  return join('(select p.id from product p where ', ...all, within, ` limit ${SIMILAR_MAX})`);
}

function similarScore(phrase: SearchPhrase): Sql {
  const words = phrase.words.flatMap((word) => word.similar ?? []);
  return {
    sql: `(${words.map(() => '1000 * word_similarity(?, p.search_text)').join(' + ') || '0'})::int`,
    params: words,
  };
}

type Plan = { matched: Sql; score: Sql; candidatesMax: number };

/** Ranks a bounded set of matches and counts its categories, in one statement. */
async function ranked(
  tx: TxCtx,
  plan: Plan,
  at: { ask: SearchAsk; scope: Scope; mark: Mark | undefined },
): Promise<Row[]> {
  const within = underPrefix(at.ask.unspscPrefix);
  const visible = buyable(at.scope, { sellerId: at.ask.sellerId });
  const from: Sql = at.mark
    ? {
        sql: ' where score < ? or (score = ? and id > ?)',
        params: [at.mark.score, at.mark.score, at.mark.id],
      }
    : { sql: '', params: [] };
  const statement = join(
    'with matched as materialized (',
    plan.matched,
    // Ordered before the offers are looked at, so that no more of them are than the bound needs. `offset 0`
    // keeps each look a probe of one index: the planner would rather read every offer.
    `), candidates as materialized (
       select p.id, p.unspsc, p.search_text, p.manufacturer_part_id, p.gtin
       from (select id from matched order by id offset 0) m
       join lateral (select p.id, p.unspsc, p.search_text, p.manufacturer_part_id, p.gtin
         from product p where p.id = m.id`,
    within,
    ` offset 0) p on true
       where exists (select 1 from offer o where o.product_id = p.id and `,
    visible,
    ` offset 0) limit ${plan.candidatesMax}
     ), scored as (select p.id, `,
    plan.score,
    ` as score from candidates p),
     page as (select id, score from scored`,
    from,
    { sql: ' order by score desc, id limit ?)', params: [at.ask.limit + 1] },
    ` select 'hit' as kind, id::text, score, 0 as count, null as en, null as fr from page
     union all (
       select 'category', c.unspsc, 0, c.count, k.name_en, k.name_fr from (
         select unspsc, count(*)::int as count from candidates
         group by unspsc order by count(*) desc, unspsc limit ${CATEGORIES_MAX}
       ) c left join category k on k.unspsc = c.unspsc order by c.count desc, c.unspsc)`,
  );
  return tx.em.execute<Row[]>(statement.sql, [...statement.params]);
}

/** Products without words, by category and id: the index on both is read from where the page before ended. */
async function browsed(
  tx: TxCtx,
  at: { ask: SearchAsk; scope: Scope; mark: Mark | undefined },
): Promise<Row[]> {
  const visible = buyable(at.scope, { sellerId: at.ask.sellerId });
  const code = String(at.mark?.score ?? '').padStart(8, '0');
  const from: Sql = at.mark
    ? { sql: ' and (p.unspsc, p.id) > (?, ?)', params: [code, at.mark.id] }
    : { sql: '', params: [] };
  const statement = join(
    `select 'hit' as kind, p.id::text, p.unspsc::int as score, 0 as count, null as en, null as fr
     from product p where exists (select 1 from offer o where o.product_id = p.id and `,
    visible,
    ' offset 0)',
    underPrefix(at.ask.unspscPrefix),
    from,
    { sql: ' order by p.unspsc, p.id limit ?', params: [at.ask.limit + 1] },
  );
  return tx.em.execute<Row[]>(statement.sql, [...statement.params]);
}

/** Bounded by the page: every visible offer of its products, priced, cheapest first. */
async function hitsOf(
  tx: TxCtx,
  ids: readonly string[],
  { ask, scope }: { ask: SearchAsk; scope: Scope },
): Promise<ProductHit[]> {
  if (ids.length === 0) return [];
  const where: Sql = ask.sellerId
    ? {
        sql: 'o.product_id = any(?::uuid[]) and o.seller_id = ?',
        params: [`{${ids.join(',')}}`, ask.sellerId],
      }
    : { sql: 'o.product_id = any(?::uuid[])', params: [`{${ids.join(',')}}`] };
  const byProduct = new Map<string, ShownOffer[]>();
  for (const offer of await pricedWhere(tx, where, { scope, on: ask.on })) {
    byProduct.set(offer.productId, [...(byProduct.get(offer.productId) ?? []), offer]);
  }
  return ids.flatMap((productId) => {
    const offers = (byProduct.get(productId) ?? []).sort(cheapestFirst(scope.buyer.currency));
    const best = offers[0];
    if (!best) return [];
    const { nameEn, nameFr, manufacturer, manufacturerPartId, gtin, unspsc } = best;
    const name = nameOf(best, ask.locale);
    return [
      {
        productId,
        name,
        nameEn,
        nameFr,
        manufacturer,
        manufacturerPartId,
        gtin,
        unspsc,
        best,
        offerCount: offers.length,
      },
    ];
  });
}

/** How a stage finds and ranks; undefined when it cannot find anything. */
async function planOf(
  tx: TxCtx,
  stage: Stage,
  { phrase, scope, within }: { phrase: SearchPhrase; scope: Scope; within: Sql },
): Promise<Plan | undefined> {
  if (stage === 'words') {
    const matched = strict(phrase, { scope, within });
    return { matched, score: wordScore(phrase), candidatesMax: CANDIDATES_MAX };
  }
  const lenient = { score: similarScore(phrase), candidatesMax: SIMILAR_MAX };
  if (stage === 'slips') {
    const queries = await corrected(tx, phrase);
    return queries ? { ...lenient, matched: bySlips(queries, within) } : undefined;
  }
  await tx.em.execute(`select set_config('pg_trgm.word_similarity_threshold', ?, true)`, [
    SIMILARITY,
  ]);
  return { ...lenient, matched: bySimilarity(phrase, within) };
}

async function textRows(
  tx: TxCtx,
  phrase: SearchPhrase,
  at: { ask: SearchAsk; scope: Scope; mark: Mark | undefined },
): Promise<{ mode: Stage; rows: Row[] }> {
  const within = underPrefix(at.ask.unspscPrefix);
  const misspelt = phrase.words.some((word) => word.similar);
  for (const stage of STAGES) {
    if (at.mark && at.mark.mode !== stage) continue;
    const plan = await planOf(tx, stage, { phrase, scope: at.scope, within });
    const rows = plan ? await ranked(tx, plan, at) : [];
    if (rows.length > 0 || at.mark || !misspelt) return { mode: stage, rows };
  }
  return { mode: 'similar', rows: [] };
}

/**
 * What a buyer may buy that the words name, best first; without words, everything in the category.
 * A part number, article number or GTIN as typed comes first; then products that hold every word (as
 * prefix, folded, either language); only when there are none, misspelt words are allowed for. Ranking
 * and the counts of `categories` look at 1,000 candidates at most, so a page beyond them does not exist:
 * the reader narrows the search. `next` is the mark to pass as `after`; `catalogue.cursor_invalid`
 * otherwise. Prices are computed for the page's hits only.
 */
export async function searchProducts(tx: TxCtx, asked: SearchAsk): Promise<SearchResult> {
  const limit = Math.min(Math.max(1, asked.limit), LIMIT_MAX);
  const unspscPrefix = asked.unspscPrefix?.replace(/\D/g, '').slice(0, 8);
  const ask = { ...asked, limit, unspscPrefix };
  const mark = readMark(ask.after);
  const phrase = searchPhrase(ask.text ?? '');
  const scope = await buyerScope(tx, ask.buyerId);
  const at = { ask, scope, mark };
  const { mode, rows } =
    phrase.words.length === 0
      ? { mode: 'browse' as const, rows: await browsed(tx, at) }
      : await textRows(tx, phrase, at);
  const found = rows.filter((row) => row.kind === 'hit');
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const hits = await hitsOf(
    tx,
    shown.map((row) => row.id),
    at,
  );
  const categories = rows
    .filter((row) => row.kind === 'category')
    .map((row) => ({
      unspsc: row.id,
      name: nameOf({ nameEn: row.en ?? row.id, nameFr: row.fr ?? row.id }, ask.locale),
      count: row.count,
    }));
  return {
    hits,
    categories: mode === 'browse' ? await categoryCounts(tx, { ...ask, scope }) : categories,
    mode,
    ...(found.length > limit && last
      ? { next: writeMark({ mode, score: last.score, id: last.id }) }
      : {}),
  };
}
