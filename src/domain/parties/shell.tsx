import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import { signedIn, type WebContext } from '../../platform/http/index.ts';
import { type Ctx, type Permission, read } from '../../platform/index.ts';
import { type Flash, type NavItem, Page, type PageProps } from '../../ui/index.ts';
import { organisation } from './queries.ts';

type Entry = {
  href: string;
  en: string;
  fr: string;
  needs: Permission;
  /** Pages of the same family at an address of their own. */
  family?: readonly string[];
};

/** The areas' menus: one row a page family, in the order of the day's work. */
const MENUS: Readonly<Record<'buyer' | 'seller' | 'operator', readonly Entry[]>> = {
  buyer: [
    { href: '/buyer/shop', en: 'Shop', fr: 'Catalogue', needs: 'shop' },
    { href: '/buyer/basket', en: 'Basket', fr: 'Panier', needs: 'shop' },
    { href: '/buyer/requisitions', en: 'Requests', fr: 'Demandes d’achat', needs: 'shop' },
    { href: '/buyer/approvals', en: 'Approvals', fr: 'Approbations', needs: 'requisition.approve' },
    {
      href: '/buyer/orders',
      en: 'Orders',
      fr: 'Commandes',
      needs: 'order.read',
      family: ['/buyer/blanket-orders', '/buyer/differences'],
    },
    { href: '/buyer/statements', en: 'Statements', fr: 'Relevés', needs: 'invoice.read' },
    { href: '/buyer/exchanges', en: 'Documents', fr: 'Échanges', needs: 'exchange.read' },
    { href: '/buyer/recorder', en: 'Recorder', fr: 'Enregistreur', needs: 'exchange.read' },
    {
      href: '/buyer/catalogue-files',
      en: 'Catalogue files',
      fr: 'Fichiers catalogue',
      needs: 'partner.manage',
    },
  ],
  seller: [
    { href: '/seller/orders', en: 'Orders', fr: 'Commandes', needs: 'seller_order.manage' },
    { href: '/seller/offers', en: 'Offers', fr: 'Offres', needs: 'offer.manage' },
    {
      href: '/seller/catalogue-files',
      en: 'Catalogue files',
      fr: 'Fichiers catalogue',
      needs: 'offer.manage',
    },
    { href: '/seller/invoices', en: 'Invoices', fr: 'Factures', needs: 'invoice.read' },
    { href: '/seller/payouts', en: 'Payouts', fr: 'Reversements', needs: 'invoice.read' },
    { href: '/seller/exchanges', en: 'Documents', fr: 'Échanges', needs: 'exchange.read' },
    { href: '/seller/recorder', en: 'Recorder', fr: 'Enregistreur', needs: 'exchange.read' },
  ],
  operator: [
    { href: '/operator', en: 'Today', fr: 'Aujourd’hui', needs: 'exchange.read' },
    {
      href: '/operator/reconciliation',
      en: 'Receipts',
      fr: 'Encaissements',
      needs: 'finance.read',
    },
    { href: '/operator/statements', en: 'Statements', fr: 'Relevés', needs: 'invoice.read' },
    { href: '/operator/payouts', en: 'Payouts', fr: 'Reversements', needs: 'finance.read' },
    { href: '/operator/ledger', en: 'Ledger', fr: 'Comptabilité', needs: 'finance.read' },
    { href: '/operator/credit', en: 'Credit', fr: 'Crédit', needs: 'credit.decide' },
    {
      href: '/operator/orders',
      en: 'Orders',
      fr: 'Commandes',
      needs: 'order.read',
      family: ['/operator/blanket-orders', '/operator/differences'],
    },
    { href: '/operator/exchanges', en: 'Documents', fr: 'Échanges', needs: 'exchange.read' },
    { href: '/operator/recorder', en: 'Recorder', fr: 'Enregistreur', needs: 'exchange.read' },
    { href: '/operator/partners', en: 'Partners', fr: 'Partenaires', needs: 'partner.manage' },
    {
      href: '/operator/suites',
      en: 'Suites',
      fr: 'Outils d’achat',
      needs: 'partner.manage',
    },
    {
      href: '/operator/catalogue-files',
      en: 'Catalogues',
      fr: 'Catalogues',
      needs: 'partner.manage',
    },
    { href: '/operator/jobs', en: 'Jobs', fr: 'Tâches', needs: 'job.manage' },
  ],
};

function navigation(ctx: Ctx, { path, locale }: { path: string; locale: Locale }): NavItem[] {
  const t = say(locale);
  return MENUS[ctx.actor.organisationKind ?? 'buyer']
    .filter((entry) => ctx.actor.permissions.has(entry.needs))
    .map((entry) => ({
      href: entry.href,
      label: t(entry.en, entry.fr),
      current: [entry.href, ...(entry.family ?? [])].some(
        (href) => path === href || (href !== '/operator' && path.startsWith(`${href}/`)),
      ),
    }));
}

const NOTICES: Readonly<Record<string, { tone: Flash['tone']; en: string; fr: string }>> = {
  saved: { tone: 'success', en: 'Saved.', fr: 'Enregistré.' },
};

/** A message for the next page, carried by the address (`?done=saved`); unknown codes show nothing. */
function flashOf(c: WebContext, locale: Locale): Flash[] {
  const notice = NOTICES[c.req.query('done') ?? ''];
  return notice ? [{ tone: notice.tone, text: notice[locale] }] : [];
}

function otherLanguage(c: WebContext, locale: Locale): string {
  const url = new URL(c.req.url);
  url.searchParams.set('lang', locale === 'fr' ? 'en' : 'fr');
  return `/language?to=${locale === 'fr' ? 'en' : 'fr'}&back=${encodeURIComponent(url.pathname + c.req.url.slice(c.req.url.indexOf(url.pathname) + url.pathname.length))}`;
}

/**
 * Answers with a page of the signed-in person's area: their menu, name, organisation and language. The
 * language is the browser's choice (cookie) before the account's.
 */
export async function page(
  c: WebContext,
  props: Omit<
    PageProps,
    'locale' | 'audience' | 'nav' | 'user' | 'signOutAction' | 'languageHref' | 'nonce' | 'children'
  >,
  body: Child,
): Promise<Response> {
  const ctx = signedIn(c);
  const locale = c.get('locale');
  const own = await read(ctx, (tx) => organisation(tx, ctx.actor.organisationId ?? ''));
  return c.html(
    <Page
      locale={locale}
      audience={own.kind}
      nav={navigation(ctx, { path: c.req.path, locale })}
      user={{ name: ctx.actor.name, organisation: own.tradingName }}
      signOutAction="/logout"
      languageHref={otherLanguage(c, locale)}
      homeHref="/home"
      nonce={c.get('nonce')}
      {...props}
      flash={[...flashOf(c, locale), ...(props.flash ?? [])]}
    >
      {body}
    </Page>,
  );
}

/** Answers with a page for people who are not signed in. */
export function publicPage(
  c: WebContext,
  props: Omit<PageProps, 'locale' | 'audience' | 'languageHref' | 'nonce' | 'children'>,
  body: Child,
): Response | Promise<Response> {
  const locale = c.get('locale');
  return c.html(
    <Page
      locale={locale}
      audience="public"
      languageHref={otherLanguage(c, locale)}
      nonce={c.get('nonce')}
      {...props}
    >
      {body}
    </Page>,
  );
}
