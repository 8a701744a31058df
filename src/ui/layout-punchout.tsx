import type { Child } from 'hono/jsx';
import { type Locale, say } from '../base/index.ts';
import { Icon } from './components/icon.tsx';
import {
  Breadcrumbs,
  type Crumb,
  type NavItem,
  Search,
  type SearchProps,
} from './components/navigation.tsx';
import { Brand, Document, type Flash, FlashRegion, PageHead, SkipLink } from './frame.tsx';

export type PunchOutPageProps = {
  locale: Locale;
  title: string;
  /** The company that came from its own suite, and the person if the suite told. */
  buyerName: string;
  userName?: string | undefined;
  /** The suite's name, when it is one that people know. */
  suiteName?: string | undefined;
  /** The «Return basket» form or link. */
  returnSlot?: Child;
  /** The «Cancel» form or link: back to the suite with nothing. */
  cancelSlot?: Child;
  nav?: readonly NavItem[];
  search?: Omit<SearchProps, 'locale'>;
  breadcrumbs?: readonly Crumb[];
  flash?: readonly Flash[];
  languageHref?: string;
  /** This page in a window of its own, for those who are in a frame. */
  windowHref?: string | undefined;
  nonce?: string | undefined;
  children?: Child;
};

/**
 * A page inside the buyer's suite, often in a frame 800 pixels wide: no account, no foot, and the two
 * ways back always in sight.
 */
export function PunchOutPage(props: PunchOutPageProps) {
  const { locale, title, nonce } = props;
  const t = say(locale);
  return (
    <Document locale={locale} title={title} nonce={nonce}>
      <SkipLink locale={locale} />
      <header class="punchout-bar">
        <div class="frame-wide punchout-top">
          <Brand />
          {props.buyerName ? (
            <div class="punchout-for">
              <small>
                {props.suiteName
                  ? t(
                      `You are shopping from ${props.suiteName} for`,
                      `Depuis ${props.suiteName}, vous achetez pour`,
                    )
                  : t('You are shopping for', 'Vous achetez pour')}
              </small>
              <strong>{props.buyerName}</strong>
              {props.userName ? <span class="muted">{` · ${props.userName}`}</span> : null}
            </div>
          ) : null}
          <div class="frame-actions ms-auto">
            {props.cancelSlot}
            {props.returnSlot}
          </div>
        </div>
        <PunchOutTools {...props} />
      </header>
      <main id="main" class="frame-wide frame-main" tabindex={-1}>
        <Breadcrumbs locale={locale} items={props.breadcrumbs ?? []} />
        <PageHead title={title} />
        <FlashRegion messages={props.flash ?? []} />
        {props.children}
      </main>
    </Document>
  );
}

function PunchOutTools({ locale, nav, search, languageHref, windowHref }: PunchOutPageProps) {
  if (!nav?.length && !search && !languageHref && !windowHref) return null;
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <div class="frame-wide flex flex-wrap items-center gap-x-4 gap-y-1 pb-1.5">
      {nav?.length ? (
        <nav class="punchout-nav" aria-label={say(locale)('Main', 'Principale')}>
          {nav.map((item) => (
            <a href={item.href} aria-current={item.current ? 'page' : undefined}>
              {item.label}
              {item.count ? <span class="tab-count ms-1.5"> {item.count}</span> : null}
            </a>
          ))}
        </nav>
      ) : null}
      {search ? (
        <div class="min-w-56 flex-1">
          <Search locale={locale} {...search} />
        </div>
      ) : null}
      {languageHref || windowHref ? (
        <div class="ms-auto flex items-center gap-x-4 text-[0.8125rem]">
          {windowHref ? (
            <a
              class="link inline-flex items-center gap-1 whitespace-nowrap"
              href={windowHref}
              target="_blank"
              rel="noopener"
            >
              <Icon name="external" size={13} />
              {say(locale)('Open in a new window', 'Ouvrir dans une nouvelle fenêtre')}
            </a>
          ) : null}
          {languageHref ? (
            <a class="link" href={languageHref} lang={other} hreflang={other}>
              {other === 'fr' ? 'Français' : 'English'}
            </a>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
