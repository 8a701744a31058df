import { say } from '../../../base/index.ts';
import type { WebContext } from '../../../platform/http/index.ts';
import { type Config, read } from '../../../platform/index.ts';
import { PunchOutPage } from '../../../ui/index.ts';
import { organisation } from '../../parties/index.ts';
import { visitOf } from '../commands/index.ts';
import type { PunchOutSession } from '../entities.ts';
import type { ShopPlace } from '../pages/place.ts';
import { basketOfVisit, basketSize } from '../queries.ts';
import { isPostable, returnRefusal } from '../return-address.ts';
import { pathOf } from './shop.tsx';

export type VisitPlace = ShopPlace & {
  readonly session: PunchOutSession;
  readonly company: string;
};

const WARN_MINUTES = 30;

/** Whether the browser asks for this page as the content of a frame (Fetch Metadata); unknown is no. */
export function isFramed(c: WebContext): boolean {
  return ['iframe', 'frame', 'embed', 'object'].includes(c.req.header('sec-fetch-dest') ?? '');
}

function originOf(url: string | null | undefined): string | undefined {
  const origin = URL.parse(url ?? '')?.origin;
  return origin && origin !== 'null' ? origin : undefined;
}

/** The suite's own origins: where its basket returns to, and those that its profile lists. */
function suiteOrigins({ browserFormPost, frame }: PunchOutSession): string[] {
  const own = originOf(browserFormPost);
  return [...new Set([...(own ? [own] : []), ...frame.ancestors])];
}

/**
 * Who may frame this visit (CSP frame-ancestors): the suite, by its return address, which came authenticated
 * with the setup, and the origins of its profile; nobody where the suite opens windows. A suite without either
 * is not known: the header's default stands.
 */
function frameOrigins(session: PunchOutSession): string | undefined {
  if (session.frame.open === 'top') return `'none'`;
  const origins = suiteOrigins(session);
  return origins.length > 0 ? `'self' ${origins.join(' ')}` : undefined;
}

/**
 * Where the returning form may go (CSP form-action): the return address's own origin. Browsers hold a form to
 * this list also while it is redirected: a suite that sends the basket on to another host of its own lists that
 * host in its profile's `frame.ancestors`.
 */
export function formOrigins(
  session: PunchOutSession,
  { action, config }: { action: string; config: Config },
): string {
  const own = originOf(action);
  // `SAPEVENT:` has no origin; only SAP's embedded browser follows it.
  const scheme = URL.parse(action)?.protocol ?? `'self'`;
  const further = session.frame.ancestors.filter((one) => isPostable(one, config));
  return [...new Set([own ?? scheme, ...further])].join(' ');
}

/** Says who may frame the answer. */
export function frameBy(c: WebContext, session: PunchOutSession): void {
  const origins = frameOrigins(session);
  if (origins) c.header('x-frame-origins', origins);
}

/** The same page with the other language, which the visit then keeps. */
function otherLanguage(here: string, locale: 'en' | 'fr'): string {
  const url = new URL(here, 'http://here');
  url.searchParams.set('lang', locale === 'fr' ? 'en' : 'fr');
  return url.pathname + url.search;
}

/** Path and query without a chosen language, which belongs to the visit and not to the page. */
function withoutLanguage(here: string): string {
  const url = new URL(here, 'http://here');
  url.searchParams.delete('lang');
  return url.pathname + url.search;
}

function minutesLeft(c: WebContext, endsAt: Temporal.Instant): number {
  return Math.ceil(c.get('services').clock.now().until(endsAt).total('minutes'));
}

/**
 * The visit of a path with its frame: who shops for whom, menu, search, language. Refuses
 * `purchasing.session_unknown`.
 */
export async function visitPlace(
  c: WebContext,
  { state = 'active' }: { state?: 'active' | 'returned' } = {},
): Promise<VisitPlace> {
  const token = c.req.param('token') ?? '';
  const asked = c.req.query('lang');
  const visit = await visitOf(c.get('services'), {
    token,
    requestId: c.get('requestId'),
    locale: asked === 'fr' || asked === 'en' ? asked : undefined,
    state,
  });
  const { ctx, session } = visit;
  const basketId = basketOfVisit(session);
  frameBy(c, session);
  const base = `/p/${token}`;
  const here = withoutLanguage(pathOf(c));
  const { company, lines } = await read(ctx, async (tx) => ({
    company: (await organisation(tx, session.buyerId)).tradingName,
    lines: await basketSize(tx, basketId),
  }));
  const { locale } = ctx;
  const t = say(locale);
  const left = minutesLeft(c, visit.endsAt);
  const refusal = returnRefusal(session, c.get('services').config);
  const isGet = c.req.method === 'GET';
  const canBeReadAgain = isGet || c.req.path === `${base}/return`;
  return {
    base,
    here,
    kind: 'visit',
    ctx,
    locale,
    session,
    company,
    buyerId: session.buyerId,
    basketId,
    basketLines: lines,
    readOnly: session.operation === 'inspect',
    render: (page, frame, body) =>
      page.html(
        <PunchOutPage
          locale={locale}
          title={frame.title}
          buyerName={company}
          userName={visit.buyerName === company ? undefined : visit.buyerName}
          suiteName={session.suite}
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
          {...(canBeReadAgain ? { languageHref: otherLanguage(here, locale) } : {})}
          windowHref={isGet && session.frame.open === 'either' && isFramed(c) ? here : undefined}
          {...(frame.breadcrumbs ? { breadcrumbs: frame.breadcrumbs } : {})}
          flash={[
            ...(left <= WARN_MINUTES ? [timeLeft(left, locale)] : []),
            ...(refusal ? [{ tone: 'warning' as const, text: refusal.text(locale) }] : []),
            ...(frame.notice ? [frame.notice] : []),
          ]}
        >
          {body}
        </PunchOutPage>,
      ),
  };
}

function timeLeft(minutes: number, locale: 'en' | 'fr'): { tone: 'warning'; text: string } {
  return {
    tone: 'warning',
    text: say(locale)(
      `This visit ends in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}: return your basket before then.`,
      `Cette visite se termine dans ${minutes} ${minutes < 2 ? 'minute' : 'minutes'} : renvoyez votre panier avant.`,
    ),
  };
}
