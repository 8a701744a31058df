import { say } from '../../../base/index.ts';
import {
  asProblem,
  doorContext,
  formOf,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { read, systemContext } from '../../../platform/index.ts';
import { Alert, Button, HiddenFields, PunchOutPage, Stack } from '../../../ui/index.ts';
import { organisation } from '../../parties/index.ts';
import { type CartEncoders, type CartForm, cartForm } from '../cart.ts';
import { cancelVisit, openVisit, returnBasket, visitOf } from '../commands/index.ts';
import type { PunchOutSession } from '../entities.ts';
import { BasketPage, ReturnForms } from '../pages/basket.tsx';
import type { ShopPlace } from '../pages/place.ts';
import { basketSize, basketView } from '../queries.ts';
import { pathOf, shopRoutes } from './shop.tsx';

type VisitPlace = ShopPlace & { readonly session: PunchOutSession; readonly company: string };

async function visitPlace(c: WebContext): Promise<VisitPlace> {
  const token = c.req.param('token') ?? '';
  const asked = c.req.query('lang');
  const visit = await visitOf(c.get('services'), {
    token,
    requestId: c.get('requestId'),
    locale: asked === 'fr' || asked === 'en' ? asked : undefined,
  });
  const { ctx, session } = visit;
  const base = `/p/${token}`;
  const { company, lines } = await read(ctx, async (tx) => ({
    company: (await organisation(tx, session.buyerId)).tradingName,
    lines: await basketSize(tx, session.basketId),
  }));
  const { locale } = ctx;
  const t = say(locale);
  return {
    base,
    here: pathOf(c),
    kind: 'visit',
    ctx,
    locale,
    session,
    company,
    buyerId: session.buyerId,
    basketId: session.basketId,
    basketLines: lines,
    readOnly: session.operation === 'inspect',
    render: (page, frame, body) =>
      page.html(
        <PunchOutPage
          locale={locale}
          title={frame.title}
          buyerName={company}
          userName={visit.buyerName}
          nonce={page.get('nonce')}
          nav={[
            {
              href: `${base}/shop`,
              label: t('Catalogue', 'Catalogue'),
              current: frame.current === 'shop',
            },
            {
              href: `${base}/basket`,
              label: t('Basket', 'Panier'),
              current: frame.current === 'basket',
              count: lines,
            },
          ]}
          search={{
            action: `${base}/shop`,
            value: frame.query,
            label: t('Search the catalogue', 'Chercher dans le catalogue'),
          }}
          {...(frame.breadcrumbs ? { breadcrumbs: frame.breadcrumbs } : {})}
          flash={frame.notice ? [frame.notice] : []}
        >
          {body}
        </PunchOutPage>,
      ),
  };
}

/**
 * Where the returning form may go. Browsers hold a form to this list also while it is redirected, and suites
 * send the basket on between hosts of their own, so the scheme of the suite's address is allowed, not its
 * host alone. The page has no other form, and its address came authenticated with the setup.
 */
function formTargets(url: string): string {
  return URL.parse(url)?.protocol === 'http:' ? 'http: https:' : 'https:';
}

/**
 * The page that carries the basket back: a form to the suite that sends itself, with the button in sight for
 * browsers that do not.
 */
function returnPage(
  c: WebContext,
  { form, place, cancelled }: { form: CartForm; place: VisitPlace; cancelled: 'yes' | 'no' },
): Response | Promise<Response> {
  const t = say(place.locale);
  const title =
    cancelled === 'yes'
      ? t('Back to your purchasing system', 'Retour à votre outil d’achat')
      : t('Your basket goes back', 'Votre panier repart');
  if (form.action === '') {
    return place.render(
      c,
      { title, current: 'basket' },
      <Alert tone="info" title={t('Done', 'Terminé')}>
        {t(
          'Your purchasing system gave no address to return to: you may close this window.',
          'Votre outil d’achat n’a pas donné d’adresse de retour : vous pouvez fermer cette fenêtre.',
        )}
      </Alert>,
    );
  }
  c.header('x-form-origins', formTargets(form.action));
  return c.html(
    <PunchOutPage
      locale={place.locale}
      title={title}
      buyerName={place.company}
      nonce={c.get('nonce')}
    >
      <Stack>
        <p>
          {t(
            'Your browser is taking you back. If nothing happens, press the button.',
            'Votre navigateur vous ramène. Si rien ne se passe, appuyez sur le bouton.',
          )}
        </p>
        <form method="post" action={form.action} target="_self" data-auto-submit id="return-form">
          <HiddenFields
            values={Object.fromEntries(form.fields.map((field) => [field.name, field.value]))}
          />
          <Button kind="primary">
            {t('Back to my purchasing system', 'Revenir à mon outil d’achat')}
          </Button>
        </form>
      </Stack>
    </PunchOutPage>,
  );
}

/** The pages of a punch-out visit. The session is in the path, so they work in a frame without cookies. */
export function visitRoutes(encoders: CartEncoders): Web {
  const app = web();
  app.get('/:token/start', async (c) => {
    const token = await openVisit(doorContext(c, 'visit'), c.req.param('token'));
    const visit = await visitOf(c.get('services'), { token, requestId: c.get('requestId') });
    const { operation, startAt } = visit.session;
    const first =
      operation === 'create'
        ? startAt
          ? `/shop?q=${encodeURIComponent(startAt)}`
          : '/shop'
        : '/basket';
    return c.redirect(`/p/${token}${first}`, 303);
  });
  app.get('/:token/basket', async (c) => {
    const place = await visitPlace(c);
    const view = await read(place.ctx, (tx) =>
      basketView(tx, { basketId: place.basketId, locale: place.locale }),
    );
    return place.render(
      c,
      { title: say(place.locale)('Basket', 'Panier'), current: 'basket' },
      <BasketPage
        place={place}
        view={view}
        wayOut={<ReturnForms place={place} view={view} restoredLines={view.basket.restoredLines} />}
      />,
    );
  });
  app.post('/:token/return', async (c) => {
    const place = await visitPlace(c);
    const form = await formOf(c);
    const { requisitionId } = await returnBasket(place.ctx, {
      sessionId: place.session.id,
      emptyConfirmed: form.empty === 'confirmed',
    });
    const system = systemContext(c.get('services'), 'visit', c.get('requestId'));
    return returnPage(c, {
      form: await cartForm(system, { session: place.session, requisitionId, encoders }),
      place,
      cancelled: 'no',
    });
  });
  app.post('/:token/cancel', async (c) => {
    const place = await visitPlace(c);
    await cancelVisit(place.ctx, place.session.id);
    const system = systemContext(c.get('services'), 'visit', c.get('requestId'));
    return returnPage(c, {
      form: await cartForm(system, { session: place.session, requisitionId: undefined, encoders }),
      place,
      cancelled: 'yes',
    });
  });
  app.route('/:token', shopRoutes(visitPlace));
  app.onError((error, c) => visitError(error, c as WebContext));
  return app;
}

/** Refusals inside a visit, in its own frame: where one was, what is wrong, and the way on. */
function visitError(error: unknown, c: WebContext): Response | Promise<Response> {
  const problem = asProblem(error, c);
  const locale = c.get('locale');
  const t = say(locale);
  c.status(problem.entry.http as 400);
  const referer = URL.parse(c.req.header('referer') ?? '');
  const gone = problem.entry.http === 410;
  return c.html(
    <PunchOutPage
      locale={locale}
      title={t('That did not work', 'Cela n’a pas fonctionné')}
      buyerName=""
      nonce={c.get('nonce')}
    >
      <Alert tone="error">{problem.text(locale)}</Alert>
      {!gone && referer?.pathname.startsWith('/p/') ? (
        <p>
          <a class="btn btn-primary" href={referer.pathname + referer.search}>
            {t('Back', 'Retour')}
          </a>
        </p>
      ) : null}
    </PunchOutPage>,
  );
}
