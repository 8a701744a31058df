import type { Child } from 'hono/jsx';
import { type Locale, say, type Text, withoutIds } from '../base/index.ts';
import { Icon } from './components/icon.tsx';
import {
  Breadcrumbs,
  type Crumb,
  type NavItem,
  NavRows,
  Search,
  type SearchProps,
} from './components/navigation.tsx';
import {
  Brand,
  Document,
  type Flash,
  FlashRegion,
  LanguageLink,
  PageHead,
  SkipLink,
  type Theme,
} from './frame.tsx';
import { initialsOf } from './pictures/seller-logo.tsx';

/** Whose area a page belongs to: the bar's mark and its word. */
export type Audience = 'buyer' | 'seller' | 'operator' | 'public';

export type PageUser = {
  readonly name: string;
  readonly organisation: string;
  /** Links above the sign-out button: profile, switch of organisation. */
  readonly items?: readonly NavItem[];
};

export type PageProps = {
  locale: Locale;
  title: string;
  audience: Audience;
  nav?: readonly NavItem[];
  user?: PageUser | undefined;
  /** Where the sign-out form posts. */
  signOutAction?: string;
  /** This page in the other language. */
  languageHref?: string;
  homeHref?: string;
  breadcrumbs?: readonly Crumb[];
  flash?: readonly Flash[];
  /** A line under the title. */
  subtitle?: Child;
  /** Beside the title: a badge. */
  titleBadge?: Child;
  /** To the right of the title. */
  actions?: Child;
  search?: Omit<SearchProps, 'locale'>;
  width?: 'wide' | 'narrow';
  nonce?: string | undefined;
  theme?: Theme;
  children?: Child;
};

/** A page of a signed-in area, or a public one when there is no user. */
export function Page(props: PageProps) {
  const { locale, title, nonce, theme = 'light' } = props;
  const t = say(locale);
  const width = props.width === 'narrow' ? 'frame-wide frame-narrow' : 'frame-wide';
  return (
    <Document locale={locale} title={title} nonce={nonce} theme={theme}>
      <div class="frame">
        <SkipLink locale={locale} />
        <TopBar {...props} />
        <main id="main" class={`frame-main ${width}`} tabindex={-1}>
          <Breadcrumbs locale={locale} items={props.breadcrumbs ?? []} />
          <PageHead {...props} />
          <FlashRegion messages={props.flash ?? []} />
          {props.children}
        </main>
        <footer class="frame-foot">
          <div class="frame-wide">
            {t('Comptoir, business purchasing', 'Comptoir, achats professionnels')}
          </div>
        </footer>
      </div>
    </Document>
  );
}

function TopBar(props: PageProps) {
  const { locale, audience, nav, search, languageHref } = props;
  const t = say(locale);
  const words: Readonly<Record<Audience, string | undefined>> = {
    buyer: t('Purchasing', 'Achats'),
    seller: t('Sales', 'Ventes'),
    operator: t('Operations', 'Exploitation'),
    public: undefined,
  };
  return (
    <header class="frame-bar" data-audience={audience}>
      <div class="frame-wide frame-top">
        <Brand href={props.homeHref ?? '/'} />
        {words[audience] ? <span class="frame-audience">{words[audience]}</span> : null}
        {search ? (
          <div class="frame-search">
            <Search locale={locale} {...search} />
          </div>
        ) : null}
        <div class="frame-end">
          {languageHref ? <LanguageLink locale={locale} href={languageHref} /> : null}
          <UserMenu {...props} />
        </div>
      </div>
      {nav && nav.length > 0 ? (
        <nav class="frame-nav" aria-label={t('Main', 'Principale')}>
          <NavRows items={nav} />
        </nav>
      ) : null}
    </header>
  );
}

function UserMenu({ locale, user, signOutAction }: PageProps) {
  if (!user) return null;
  return (
    <details class="user-menu" data-menu>
      <summary>
        <span class="user-initials" aria-hidden="true">
          {initialsOf(user.name)}
        </span>
        <span class="user-names">
          <strong>{user.name}</strong>
          <span>{user.organisation}</span>
        </span>
        <Icon name="chevronDown" size={12} />
      </summary>
      <div class="user-panel side-menu">
        <ul>
          {(user.items ?? []).map((item) => (
            <li>
              <a href={item.href}>{item.label}</a>
            </li>
          ))}
        </ul>
        {signOutAction ? (
          <form method="post" action={signOutAction}>
            <button type="submit">{say(locale)('Sign out', 'Se déconnecter')}</button>
          </form>
        ) : null}
      </div>
    </details>
  );
}

export type ErrorPageProps = {
  locale: Locale;
  /** The HTTP status, shown small. */
  status: number;
  title: string;
  /** What happened and what to do, in the reader's language; never a stack or a cause. */
  message: string;
  requestId?: string;
  homeHref?: string;
  nonce?: string | undefined;
};

const TITLES: Readonly<Record<number, Text>> = {
  403: { en: 'Not for this account', fr: 'Pas pour ce compte' },
  404: { en: 'There is nothing here', fr: 'Il n’y a rien ici' },
  409: { en: 'Something else came first', fr: 'Autre chose est passé avant' },
  410: { en: 'This is over', fr: 'C’est terminé' },
  413: { en: 'That is too large', fr: 'C’est trop volumineux' },
  429: { en: 'Too many attempts', fr: 'Trop de tentatives' },
  500: { en: 'Something went wrong on our side', fr: 'Une erreur de notre côté' },
  503: { en: 'Back in a moment', fr: 'De retour dans un instant' },
};

/** A refusal or a bug, on a page of its own, with the number to give to support. */
export function ErrorPage(props: ErrorPageProps) {
  const { locale } = props;
  const t = say(locale);
  const title = TITLES[props.status]?.[locale] ?? props.title;
  return (
    <Document locale={locale} title={title} nonce={props.nonce}>
      <div class="frame">
        <SkipLink locale={locale} />
        <header class="frame-bar" data-audience="public">
          <div class="frame-wide frame-top">
            <Brand href={props.homeHref ?? '/'} />
          </div>
        </header>
        <main id="main" class="frame-main frame-wide" tabindex={-1}>
          <div class="error-page">
            <p class="num muted">{t(`Error ${props.status}`, `Erreur ${props.status}`)}</p>
            <h1>{title}</h1>
            <p class="mt-2">{withoutIds(props.message)}</p>
            <p class="mt-4">
              <a class="btn btn-primary" href={props.homeHref ?? '/'}>
                {t('Back to the start', 'Retour à l’accueil')}
              </a>
            </p>
            {props.requestId ? (
              <p class="mt-4 field-hint">
                {t('Request', 'Requête')} <code>{props.requestId}</code>
              </p>
            ) : null}
          </div>
        </main>
      </div>
    </Document>
  );
}
