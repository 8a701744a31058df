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

/** Entries of one sort of work. A group of one shows as its entry. */
type EntryGroup = { en: string; fr: string; entries: readonly Entry[] };

/** The areas' menus: one entry a page family, in the order of the day's work. */
const MENUS: Readonly<Record<'buyer' | 'seller', readonly Entry[]>> = {
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
};

/** The operator's pages are too many for one row: the row names the work, a second row its pages. */
const OPERATOR_MENU: readonly EntryGroup[] = [
  {
    en: 'Today',
    fr: 'Aujourd’hui',
    entries: [{ href: '/operator', en: 'Today', fr: 'Aujourd’hui', needs: 'exchange.read' }],
  },
  {
    en: 'Orders',
    fr: 'Commandes',
    entries: [
      { href: '/operator/orders', en: 'All orders', fr: 'Toutes', needs: 'order.read' },
      {
        href: '/operator/blanket-orders',
        en: 'Blanket orders',
        fr: 'Commandes ouvertes',
        needs: 'order.read',
      },
      {
        href: '/operator/differences',
        en: 'Beside their baskets',
        fr: 'Comparées au panier',
        needs: 'order.read',
      },
      { href: '/operator/returns', en: 'Returned goods', fr: 'Retours', needs: 'invoice.read' },
    ],
  },
  {
    en: 'Documents',
    fr: 'Échanges',
    entries: [
      {
        href: '/operator/exchanges',
        en: 'All documents',
        fr: 'Tous les documents',
        needs: 'exchange.read',
      },
      { href: '/operator/recorder', en: 'Recorder', fr: 'Enregistreur', needs: 'exchange.read' },
    ],
  },
  {
    en: 'Partners',
    fr: 'Partenaires',
    entries: [
      {
        href: '/operator/partners',
        en: 'Buyers and sellers',
        fr: 'Acheteurs et vendeurs',
        needs: 'partner.manage',
      },
      {
        href: '/operator/suites',
        en: 'Purchasing suites',
        fr: 'Outils d’achat',
        needs: 'partner.manage',
      },
      {
        href: '/operator/catalogue-files',
        en: 'Catalogue files',
        fr: 'Fichiers catalogue',
        needs: 'partner.manage',
      },
    ],
  },
  {
    en: 'Money',
    fr: 'Finances',
    entries: [
      {
        href: '/operator/reconciliation',
        en: 'Receipts',
        fr: 'Encaissements',
        needs: 'finance.read',
      },
      { href: '/operator/statements', en: 'Statements', fr: 'Relevés', needs: 'invoice.read' },
      { href: '/operator/payouts', en: 'Payouts', fr: 'Reversements', needs: 'finance.read' },
      { href: '/operator/credit', en: 'Credit', fr: 'Crédit', needs: 'credit.decide' },
      { href: '/operator/ledger', en: 'Ledger', fr: 'Comptabilité', needs: 'finance.read' },
    ],
  },
  {
    en: 'System',
    fr: 'Système',
    entries: [
      {
        href: '/operator/jobs',
        en: 'Jobs and messages',
        fr: 'Tâches et messages',
        needs: 'job.manage',
      },
      { href: '/operator/audit', en: 'Audit', fr: 'Journal d’audit', needs: 'audit.read' },
    ],
  },
];

type Asked = { readonly path: string; readonly locale: Locale };

function itemOf({ href, family = [], ...entry }: Entry, { path, locale }: Asked): NavItem {
  return {
    href,
    label: say(locale)(entry.en, entry.fr),
    current: [href, ...family].some(
      (start) => path === start || (start !== '/operator' && path.startsWith(`${start}/`)),
    ),
  };
}

/** A group leads to the first of its pages that this person may see, and opens on the one they are at. */
function groupItem(group: EntryGroup, { asked, ctx }: { asked: Asked; ctx: Ctx }): NavItem[] {
  const items = group.entries
    .filter((entry) => ctx.actor.permissions.has(entry.needs))
    .map((entry) => itemOf(entry, asked));
  const [first] = items;
  if (!first) return [];
  const label = say(asked.locale)(group.en, group.fr);
  if (items.length === 1) return [{ ...first, label }];
  return [{ href: first.href, label, current: items.some((item) => item.current), items }];
}

function navigation(ctx: Ctx, asked: Asked): NavItem[] {
  const kind = ctx.actor.organisationKind ?? 'buyer';
  if (kind === 'operator') {
    return OPERATOR_MENU.flatMap((group) => groupItem(group, { asked, ctx }));
  }
  return MENUS[kind]
    .filter((entry) => ctx.actor.permissions.has(entry.needs))
    .map((entry) => itemOf(entry, asked));
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
