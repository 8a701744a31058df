import { z } from 'zod';
import { Decimal, Problem, plainDateIn, say } from '../../../base/index.ts';
import { formOf, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { Alert, LinkButton, Stack, typedDecimal } from '../../../ui/index.ts';
import { productPage, searchProducts } from '../../catalogue/index.ts';
import { organisations } from '../../parties/index.ts';
import { changeBasket } from '../commands/index.ts';
import type { ShopPlace } from '../pages/place.ts';
import { nameOf, ProductDetailPage, ShopPage } from '../pages/shop.tsx';

const HITS = 25;

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

/** An offer's id from a form; anything else names no offer. */
function offerIdOf(value: unknown): string {
  const id = text(value);
  if (!z.uuid().safeParse(id).success)
    throw new Problem('purchasing.not_buyable', { sku: id.slice(0, 40) });
  return id;
}

function typedQuantity(value: unknown, place: ShopPlace): Decimal {
  const typed = typedDecimal(text(value), place.locale) ?? Decimal.tryParse(text(value));
  if (!typed) throw new Problem('base.decimal_invalid', { value: text(value) });
  return typed;
}

function noticeOf(
  c: WebContext,
  place: ShopPlace,
  found = 0,
): { tone: 'success' | 'info'; text: string } | undefined {
  const t = say(place.locale);
  const gone = c.req.query('gone')?.trim().slice(0, 100);
  if (gone) {
    return {
      tone: 'info',
      text: [
        t(`“${gone}” is not offered to you.`, `« ${gone} » ne vous est pas proposé.`),
        found > 0 ? t('Here is what comes close.', 'Voici ce qui s’en approche.') : '',
      ].join(' '),
    };
  }
  return c.req.query('done') === 'added'
    ? { tone: 'success', text: t('Added to the basket.', 'Ajouté au panier.') }
    : undefined;
}

/** Path and query of a page without its message. */
export function pathOf(c: WebContext): string {
  const { pathname, searchParams } = new URL(c.req.url);
  searchParams.delete('done');
  searchParams.delete('gone');
  const query = searchParams.toString();
  return query ? `${pathname}?${query}` : pathname;
}

/** Where a form of the shop returns to: the page it was on, if that is in the same place. */
function backTo(back: unknown, place: ShopPlace): string {
  const url = URL.parse(text(back), 'http://here');
  return url?.origin === 'http://here' && url.pathname.startsWith(`${place.base}/`)
    ? url.pathname + url.search
    : `${place.base}/basket`;
}

function withNotice(path: string): string {
  return `${path}${path.includes('?') ? '&' : '?'}done=added`;
}

type ShopForm = Awaited<ReturnType<typeof formOf>>;

/**
 * Changes the basket and goes to `next`. A quantity that cannot be had is refused in the shop's own frame,
 * in words, with the way back to the page it was typed on.
 */
async function change(
  c: WebContext,
  {
    place,
    mode,
    next,
  }: { place: ShopPlace; mode: 'add' | 'set'; next: (form: ShopForm) => string },
): Promise<Response> {
  const form = await formOf(c);
  try {
    await changeBasket(place.ctx, {
      basketId: place.basketId,
      offerId: offerIdOf(form.offerId),
      quantity: typedQuantity(form.quantity, place),
      mode,
    });
  } catch (error) {
    if (!(error instanceof Problem) || !/^(catalogue|base)\./.test(error.code)) throw error;
    const t = say(place.locale);
    c.status(error.entry.http as 422);
    return place.render(
      c,
      { title: t('Not added to the basket', 'Panier inchangé'), current: 'basket' },
      <Stack>
        <Alert tone="error">{error.text(place.locale)}</Alert>
        <p>
          <LinkButton kind="primary" href={backTo(form.back, place)}>
            {t('Back', 'Retour')}
          </LinkButton>
        </p>
      </Stack>,
    );
  }
  return c.redirect(next(form), 303);
}

/**
 * Search, product and basket changes, for whatever place `resolve` finds. A quantity that cannot be
 * delivered comes back on the page the person was on, in words.
 */
export function shopRoutes(resolve: (c: WebContext) => Promise<ShopPlace>): Web {
  const app = web();
  app.get('/shop', async (c) => {
    const place = await resolve(c);
    const query = c.req.query('q')?.trim().slice(0, 200) ?? '';
    const category = c.req.query('category')?.replace(/\D/g, '').slice(0, 8) || undefined;
    const asked = c.req.query('seller') ?? '';
    const sellerId = z.uuid().safeParse(asked).success ? asked : undefined;
    const { result, seller } = await read(place.ctx, async (tx) => ({
      seller: sellerId ? (await organisations(tx, [sellerId])).get(sellerId) : undefined,
      result: await searchProducts(tx, {
        buyerId: place.buyerId,
        on: plainDateIn(tx.now()),
        limit: HITS,
        locale: place.locale,
        ...(query ? { text: query } : {}),
        ...(category ? { unspscPrefix: category } : {}),
        ...(sellerId ? { sellerId } : {}),
        ...(c.req.query('after') ? { after: c.req.query('after') as string } : {}),
      }),
    }));
    const t = say(place.locale);
    const notice = noticeOf(c, place, result.hits.length);
    return place.render(
      c,
      {
        title: query
          ? t(`Results for “${query}”`, `Résultats pour « ${query} »`)
          : t('Catalogue', 'Catalogue'),
        query,
        current: 'shop',
        ...(notice ? { notice } : {}),
      },
      <ShopPage
        place={place}
        result={result}
        query={query}
        category={category}
        seller={seller && { id: seller.id, name: seller.tradingName }}
      />,
    );
  });
  app.get('/products/:id', async (c) => {
    const place = await resolve(c);
    const view = await read(place.ctx, (tx) =>
      productPage(tx, {
        buyerId: place.buyerId,
        productId: c.req.param('id'),
        on: plainDateIn(tx.now()),
        locale: place.locale,
      }),
    );
    if (!view) throw new Problem('not_found', { what: 'product', id: c.req.param('id') });
    const title = nameOf(view.product, place.locale);
    const notice = noticeOf(c, place);
    return place.render(
      c,
      {
        title,
        current: 'shop',
        breadcrumbs: [
          { label: say(place.locale)('Catalogue', 'Catalogue'), href: `${place.base}/shop` },
          { label: title },
        ],
        ...(notice ? { notice } : {}),
      },
      <ProductDetailPage place={place} view={view} />,
    );
  });
  app.post('/basket/lines', async (c) => {
    const place = await resolve(c);
    return change(c, { place, mode: 'add', next: ({ back }) => withNotice(backTo(back, place)) });
  });
  app.post('/basket/quantity', async (c) => {
    const place = await resolve(c);
    return change(c, { place, mode: 'set', next: () => `${place.base}/basket` });
  });
  return app;
}
