import { type Decimal, type Locale, Problem, plainDateIn, say } from '../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { read } from '../../platform/index.ts';
import { typedDecimal } from '../../ui/index.ts';
import { page } from '../parties/index.ts';
import { acceptContract, changeOffer, type OfferChange } from './commands.ts';
import {
  ContractsList,
  type FieldError,
  OfferPage,
  OffersList,
  type OfferValues,
} from './pages/index.ts';
import { contractsOffered, type OwnOffer, offerOf, offersOf } from './queries/index.ts';
import { BREAKS_MAX, contractsQuery, type OfferForm, offerForm, offersQuery } from './schemas.ts';

const PAGE = 50;

function sellerOf(c: WebContext) {
  const ctx = signedIn(c);
  ctx.require('offer.manage');
  return { ctx, sellerId: ctx.actor.organisationId ?? '', locale: c.get('locale') };
}

/** A decimal as the reader types it: comma in French, point in English. */
function typed(value: Decimal, locale: Locale, digitsMin = 0): string {
  const text = value.toString(digitsMin);
  return locale === 'fr' ? text.replace('.', ',') : text;
}

function breakRows(
  filled: readonly { from: string; price: string }[],
): { from: string; price: string }[] {
  const rows = Math.min(BREAKS_MAX, Math.max(3, filled.length + 1));
  return Array.from(
    { length: Math.max(rows, filled.length) },
    (_, at) => filled[at] ?? { from: '', price: '' },
  );
}

function storedValues(offer: OwnOffer, locale: Locale): OfferValues {
  return {
    price: typed(offer.unitPrice, locale, 2),
    stock: typed(offer.stock, locale),
    leadDays: String(offer.leadDays),
    active: offer.active,
    breaks: breakRows(
      offer.breaks.map((step) => ({
        from: typed(step.from, locale),
        price: typed(step.unitPrice, locale, 2),
      })),
    ),
  };
}

function listOf(field: string | string[] | undefined): string[] {
  return field === undefined ? [] : Array.isArray(field) ? field : [field];
}

function typedValues(form: OfferForm): OfferValues {
  const prices = listOf(form.break_price);
  const rows = listOf(form.break_from).map((from, at) => ({
    from: from.trim(),
    price: (prices[at] ?? '').trim(),
  }));
  return {
    price: form.price ?? '',
    stock: form.stock ?? '',
    leadDays: form.lead_days ?? '',
    active: form.active === 'yes',
    breaks: rows.slice(0, 50),
  };
}

/** The change a form asks for, or the fields that cannot be read as numbers. */
function changeOf(
  values: OfferValues,
  { offerId, version, locale }: { offerId: string; version: number; locale: Locale },
): { change: OfferChange; errors: FieldError[] } {
  const t = say(locale);
  const errors: FieldError[] = [];
  const number = (text: string, name: string): Decimal | undefined => {
    const value = typedDecimal(text, locale);
    if (!value)
      errors.push({
        name,
        text: t(`“${text}” is not a number.`, `« ${text} » n’est pas un nombre.`),
      });
    return value;
  };
  const unitPrice = number(values.price, 'price');
  const stock = number(values.stock, 'stock');
  const days = number(values.leadDays, 'lead_days');
  const breaks = values.breaks.flatMap((row, at) => {
    if (row.from === '' && row.price === '') return [];
    const from = number(row.from, `break-from-${at}`);
    const price = number(row.price, `break-price-${at}`);
    return from && price ? [{ from, unitPrice: price }] : [];
  });
  return {
    change: {
      offerId,
      version,
      unitPrice,
      stock,
      breaks,
      active: values.active,
      leadDays: days === undefined ? undefined : Number(days.toString()),
    },
    errors,
  };
}

/** The field that a refusal speaks of, so that it can be shown beside it. */
const FIELD_OF: Readonly<Record<string, string>> = {
  'catalogue.price_invalid': 'price',
  'catalogue.stock_invalid': 'stock',
  'catalogue.lead_days_invalid': 'lead_days',
};

async function offerPage(
  c: WebContext,
  shown: {
    offer: OwnOffer;
    values: OfferValues;
    errors?: readonly FieldError[];
    problem?: Problem;
  },
): Promise<Response> {
  const locale = c.get('locale');
  const { offer } = shown;
  return page(
    c,
    {
      title: offer.name,
      breadcrumbs: [
        { label: say(locale)('Offers', 'Offres'), href: '/seller/offers' },
        { label: offer.sku },
      ],
    },
    <OfferPage
      locale={locale}
      offer={offer}
      values={shown.values}
      errors={shown.errors ?? []}
      problem={shown.problem}
    />,
  );
}

async function refusedOffer(
  c: WebContext,
  refused: {
    offer: OwnOffer;
    values: OfferValues;
    errors: readonly FieldError[];
    problem?: Problem;
  },
): Promise<Response> {
  const { problem, values, ...rest } = refused;
  const field = problem ? FIELD_OF[problem.code] : undefined;
  c.status((problem?.entry.http ?? 422) as 422);
  const kept = {
    ...values,
    breaks: breakRows(values.breaks.filter((row) => row.from !== '' || row.price !== '')),
  };
  if (problem && field) {
    return offerPage(c, {
      ...rest,
      values: kept,
      errors: [{ name: field, text: problem.text(c.get('locale')) }],
    });
  }
  return offerPage(c, { ...rest, values: kept, ...(problem ? { problem } : {}) });
}

async function saveOffer(c: WebContext, offerId: string): Promise<Response> {
  const { ctx, sellerId, locale } = sellerOf(c);
  const form = validate(offerForm, await formOf(c));
  const values = typedValues(form);
  const { change, errors } = changeOf(values, { offerId, version: form.version, locale });
  const current = () => read(ctx, (tx) => offerOf(tx, { sellerId, offerId, locale }));
  if (errors.length > 0) return refusedOffer(c, { offer: await current(), values, errors });
  try {
    await changeOffer(ctx, change);
  } catch (error) {
    if (!(error instanceof Problem) || error.code === 'not_found') throw error;
    const offer = await current();
    // A lost race shows what the offer is now: keeping the typed values would undo the other's change.
    const shown = error.code === 'concurrency.changed' ? storedValues(offer, locale) : values;
    return refusedOffer(c, { offer, values: shown, errors: [], problem: error });
  }
  return c.redirect(`/seller/offers/${offerId}?done=saved`, 303);
}

/** The seller's side of the catalogue: offers, their prices and stock, and buyers' conditions. */
export function catalogueRoutes(): Web {
  return web()
    .get('/seller/offers', async (c) => {
      const { ctx, sellerId, locale } = sellerOf(c);
      const list = validate(offersQuery, c.req.query());
      const found = await read(ctx, (tx) =>
        offersOf(tx, {
          sellerId,
          text: list.q,
          state: list.state,
          fileId: list.file,
          after: list.after,
          limit: PAGE,
          locale,
        }),
      );
      return page(
        c,
        { title: say(locale)('Offers', 'Offres') },
        <OffersList locale={locale} list={list} offers={found.offers} next={found.next} />,
      );
    })
    .get('/seller/offers/contracts', async (c) => {
      const { ctx, sellerId, locale } = sellerOf(c);
      const { after } = validate(contractsQuery, c.req.query());
      const found = await read(ctx, (tx) =>
        contractsOffered(tx, { sellerId, after, limit: PAGE, locale }),
      );
      return page(
        c,
        { title: say(locale)('Buyers’ conditions', 'Conditions des acheteurs') },
        <ContractsList
          locale={locale}
          contracts={found.contracts}
          today={plainDateIn(ctx.now())}
          next={found.next}
          after={after}
        />,
      );
    })
    .post('/seller/offers/contracts/:id/accept', async (c) => {
      const { ctx } = sellerOf(c);
      const contractId = c.req.param('id');
      if (!/^[0-9a-f-]{36}$/i.test(contractId))
        throw new Problem('not_found', { what: 'contract', id: contractId });
      await acceptContract(ctx, { contractId });
      return c.redirect('/seller/offers/contracts?done=saved', 303);
    })
    .get('/seller/offers/:id', async (c) => {
      const { ctx, sellerId, locale } = sellerOf(c);
      const offer = await read(ctx, (tx) =>
        offerOf(tx, { sellerId, offerId: c.req.param('id'), locale }),
      );
      return offerPage(c, { offer, values: storedValues(offer, locale) });
    })
    .post('/seller/offers/:id', (c) => saveOffer(c, c.req.param('id')));
}
