import type { Child } from 'hono/jsx';
import { type Locale, Problem, say, withoutIds } from '../../../base/index.ts';
import {
  asProblem,
  doorContext,
  formOf,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { read, systemContext } from '../../../platform/index.ts';
import { Alert, LinkButton, PunchOutPage, Stack } from '../../../ui/index.ts';
import { organisation } from '../../parties/index.ts';
import { type CartEncoders, cartForm } from '../cart.ts';
import {
  cancelVisit,
  leaveVisit,
  openVisit,
  overVisit,
  returnBasket,
  visitOf,
} from '../commands/index.ts';
import type { PunchOutSession } from '../entities.ts';
import { BasketPage, ReturnForms } from '../pages/basket.tsx';
import { PreviewPage, previewTitle } from '../pages/preview.tsx';
import {
  EmptiedPage,
  NotRestored,
  OverPage,
  OwnWindowPage,
  overText,
  WayBack,
} from '../pages/way-back.tsx';
import { type CartPreview, type CartPreviewer, previewOf } from '../preview.ts';
import { basketView } from '../queries.ts';
import { returnRefusal } from '../return-address.ts';
import { type StartPlace, selectedPlace } from '../selected.ts';
import { shopRoutes } from './shop.tsx';
import { formOrigins, frameBy, isFramed, type VisitPlace, visitPlace } from './visit-place.tsx';

/** The path, below the visit's own, of the page that the suite asked to begin at. */
function firstPage(place: StartPlace): string {
  if (place.kind === 'product') return `/products/${place.productId}`;
  if (place.kind === 'shelf') return `/shop?category=${place.unspsc}`;
  if (place.kind === 'store') return '/shop';
  return `/shop?${new URLSearchParams({ q: place.words, gone: place.named }).toString()}`;
}

/** The end of a visit whose suite cannot be told: nothing is built, logged as sent or posted. */
function nothingSent(
  c: WebContext,
  {
    refusal,
    session,
    locale,
    company,
  }: { refusal: Problem; session: PunchOutSession; locale: Locale; company: string },
): Response | Promise<Response> {
  const title = say(locale)('Nothing was sent', 'Rien n’a été envoyé');
  c.status(refusal.entry.http as 422);
  return c.html(
    <PunchOutPage
      locale={locale}
      title={title}
      buyerName={company}
      suiteName={session.suite}
      nonce={c.get('nonce')}
    >
      <Alert tone="error">{refusal.text(locale)}</Alert>
    </PunchOutPage>,
  );
}

/** The page that carries a basket, or without a request a 204, back to the suite. */
async function wayBack(
  c: WebContext,
  {
    session,
    requisitionId,
    encoders,
    locale,
    company,
    note,
  }: {
    session: PunchOutSession;
    requisitionId: string | undefined;
    encoders: CartEncoders;
    locale: Locale;
    company: string;
    note?: Child;
  },
): Promise<Response> {
  const { config } = c.get('services');
  const system = systemContext(c.get('services'), 'visit', c.get('requestId'));
  const t = say(locale);
  frameBy(c, session);
  const refusal = returnRefusal(session, config);
  if (refusal) return nothingSent(c, { refusal, session, locale, company });
  const form = await cartForm(system, { session, requisitionId, encoders });
  const { action } = form;
  c.header('x-form-origins', formOrigins(session, { action, config }));
  return c.html(
    <PunchOutPage
      locale={locale}
      title={
        requisitionId
          ? t('Your basket goes back', 'Votre panier repart')
          : t('Back to your purchasing system', 'Retour à votre outil d’achat')
      }
      buyerName={company}
      suiteName={session.suite}
      nonce={c.get('nonce')}
    >
      <Stack>
        <WayBack form={form} locale={locale} />
        {note}
      </Stack>
    </PunchOutPage>,
  );
}

async function companyOf(c: WebContext, session: PunchOutSession): Promise<string> {
  const system = systemContext(c.get('services'), 'visit', c.get('requestId'));
  return read(system, async (tx) => (await organisation(tx, session.buyerId)).tradingName);
}

function localeOf(c: WebContext, session: PunchOutSession): Locale {
  const asked = c.req.query('lang');
  return asked === 'fr' || asked === 'en' ? asked : (session.pageLocale ?? session.locale);
}

/** A start address in a frame of a suite that wants a window: shown, not spent. */
async function ownWindow(c: WebContext, token: string): Promise<Response | undefined> {
  if (!isFramed(c)) return undefined;
  const found = await overVisit(doorContext(c, 'visit'), token);
  if (found?.session.frame.open !== 'top') return undefined;
  const locale = localeOf(c, found.session);
  return c.html(
    <PunchOutPage
      locale={locale}
      title={say(locale)('The shop opens in a new window', 'La boutique s’ouvre à part')}
      buyerName=""
      nonce={c.get('nonce')}
    >
      <OwnWindowPage href={`/p/${token}/start`} locale={locale} />
    </PunchOutPage>,
  );
}

function starting(app: Web): void {
  app.get('/:token/start', async (c) => {
    // Who only asks whether the address is there (gateways, link checkers) does not spend it.
    if (c.req.method === 'HEAD') return c.body(null, 200);
    const startToken = c.req.param('token');
    const framed = await ownWindow(c, startToken);
    if (framed) return framed;
    const token = await openVisit(doorContext(c, 'visit'), startToken);
    const { ctx, session } = await visitOf(c.get('services'), {
      token,
      requestId: c.get('requestId'),
    });
    if (session.operation !== 'create') return c.redirect(`/p/${token}/basket`, 303);
    const named = session.startAt ?? session.startAuxiliaryId;
    const place: StartPlace = named
      ? await read(ctx, (tx) => selectedPlace(tx, { session }))
      : { kind: 'store' };
    return c.redirect(`/p/${token}${firstPage(place)}`, 303);
  });
}

/** What the suite will make of the basket; nothing once it has gone back. */
async function previewed(
  c: WebContext,
  { place, previewer }: { place: VisitPlace; previewer: CartPreviewer },
): Promise<CartPreview | undefined> {
  const { session } = place;
  if (session.state !== 'active' || session.operation === 'inspect') return undefined;
  const system = systemContext(c.get('services'), 'visit', c.get('requestId'));
  return previewOf(place.ctx, { system, session, previewer });
}

function leaving(app: Web, { encoders, previewer }: Ways): void {
  // The address of the preview, loaded again or in the other language: shown, nothing is sent.
  app.get('/:token/return', async (c) => {
    const place = await visitPlace(c);
    const { session, locale } = place;
    const preview = await previewed(c, { place, previewer });
    if (!preview || preview.verdict === 'as_it_is') return c.redirect(`${place.base}/basket`, 303);
    const title = previewTitle(session.suite, locale);
    const body = <PreviewPage place={place} preview={preview} />;
    return place.render(c, { title, current: 'basket' }, body);
  });
  app.post('/:token/return', async (c) => {
    const place = await goingOn(c);
    const form = await formOf(c);
    const { session, locale, company } = place;
    // Before the basket is closed: it stays, for as long as the visit.
    const refusal = returnRefusal(session, c.get('services').config);
    if (refusal && session.state === 'active') throw refusal;
    const preview = await previewed(c, { place, previewer });
    if (
      preview?.verdict === 'refused' ||
      (preview?.verdict === 'changes' && form.preview !== 'seen')
    ) {
      const title = previewTitle(session.suite, locale);
      const body = <PreviewPage place={place} preview={preview} />;
      return place.render(c, { title, current: 'basket' }, body);
    }
    try {
      const { requisitionId } = await returnBasket(place.ctx, {
        sessionId: session.id,
        emptyConfirmed: form.empty === 'confirmed',
      });
      const note = preview?.verdict === 'as_it_is' ? preview.body : undefined;
      return await wayBack(c, { session, requisitionId, encoders, locale, company, note });
    } catch (error) {
      const { code } = asProblem(error, c);
      if (code !== 'purchasing.basket_emptied') throw error;
      const brought = session.brought.filter((line) => line.outcome !== 'no_quantity');
      const title = say(locale)('Delete the existing lines?', 'Supprimer les lignes existantes ?');
      return place.render(
        c,
        { title, current: 'basket' },
        <EmptiedPage place={place} brought={brought} />,
      );
    }
  });
  app.post('/:token/cancel', async (c) => {
    const { ctx, session, locale, company } = await visitPlace(c);
    await cancelVisit(ctx, session.id);
    return wayBack(c, { session, requisitionId: undefined, encoders, locale, company });
  });
  app.post('/:token/leave', async (c) => {
    const session = await leaveVisit(doorContext(c, 'visit'), c.req.param('token'));
    const company = await companyOf(c, session);
    const locale = localeOf(c, session);
    return wayBack(c, { session, requisitionId: undefined, encoders, locale, company });
  });
}

/** The running visit, or the one whose basket has gone back and is asked for again. */
async function goingOn(c: WebContext): Promise<VisitPlace> {
  try {
    return await visitPlace(c);
  } catch (error) {
    if (asProblem(error, c).code !== 'purchasing.session_unknown') throw error;
    return visitPlace(c, { state: 'returned' });
  }
}

/** How baskets leave: what is shown beforehand, and what carries them. */
export type Ways = { readonly encoders: CartEncoders; readonly previewer: CartPreviewer };

/** The pages of a punch-out visit. The session is in the path, so they work in a frame without cookies. */
export function visitRoutes(ways: Ways): Web {
  const app = web();
  starting(app);
  app.get('/:token/basket', async (c) => {
    const place = await visitPlace(c);
    const { session, locale } = place;
    const view = await read(place.ctx, (tx) =>
      basketView(tx, { basketId: place.basketId, locale }),
    );
    return place.render(
      c,
      { title: say(locale)('Basket', 'Panier'), current: 'basket' },
      <Stack>
        <NotRestored brought={session.brought} operation={session.operation} locale={locale} />
        <BasketPage
          place={place}
          view={view}
          wayOut={<ReturnForms place={place} view={view} operation={session.operation} />}
        />
      </Stack>,
    );
  });
  leaving(app, ways);
  app.route('/:token', shopRoutes(visitPlace));
  // Within the visit's frame: the way home of a signed-in person leads nowhere for those who come from a suite.
  app.get('/:token/*', (c) => {
    throw new Problem('not_found', { what: 'page', id: c.req.path.split('/').slice(3).join('/') });
  });
  app.onError((error, c) => visitError(error, c as WebContext));
  return app;
}

/** A visit that does not open: why, what to do, and the way back where the suite is known. */
async function over(c: WebContext, token: string): Promise<Response> {
  const found = await overVisit(doorContext(c, 'visit'), token);
  const locale = found ? localeOf(c, found.session) : c.get('locale');
  const why = found?.over ?? 'unknown';
  if (found) frameBy(c, found.session);
  return c.html(
    <PunchOutPage
      locale={locale}
      title={overText(why, locale).title}
      buyerName={found ? await companyOf(c, found.session) : ''}
      suiteName={found?.session.suite}
      nonce={c.get('nonce')}
    >
      <OverPage
        over={why}
        base={`/p/${token}`}
        hasWayBack={Boolean(found && !returnRefusal(found.session, c.get('services').config))}
        locale={locale}
      />
    </PunchOutPage>,
  );
}

/** Refusals inside a visit, in its own frame: what is wrong, and the way on. */
async function visitError(error: unknown, c: WebContext): Promise<Response> {
  const problem = asProblem(error, c);
  const [, , token = ''] = c.req.path.split('/');
  c.status(problem.entry.http as 400);
  if (problem.entry.http === 410) return over(c, token);
  const place = await visitPlace(c).catch(() => undefined);
  const locale = place?.locale ?? c.get('locale');
  const t = say(locale);
  const notSent = ['purchasing.return_not_encrypted', 'purchasing.return_nowhere'].includes(
    problem.code,
  );
  const title = notSent
    ? t('Nothing was sent', 'Rien n’a été envoyé')
    : t('That did not work', 'Cela n’a pas fonctionné');
  const alert = <Alert tone="error">{withoutIds(problem.text(locale))}</Alert>;
  if (!place) {
    return c.html(
      <PunchOutPage locale={locale} title={title} buyerName="" nonce={c.get('nonce')}>
        {alert}
      </PunchOutPage>,
    );
  }
  return place.render(
    c,
    { title, current: 'basket' },
    <Stack>
      {/* Every page of such a visit says it already. */}
      {notSent ? null : alert}
      <p>
        <LinkButton kind="primary" href={`${place.base}/basket`}>
          {t('To the basket', 'Voir le panier')}
        </LinkButton>{' '}
        <LinkButton href={`${place.base}/shop`}>
          {t('To the catalogue', 'Voir le catalogue')}
        </LinkButton>
      </p>
    </Stack>,
  );
}
