import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { type Locale, say } from '../base/index.ts';
import { assetUrl } from './assets.ts';
import { Alert, type AlertTone } from './components/feedback.tsx';

export type Flash = { readonly tone: AlertTone; readonly text: string };
export type Theme = 'light' | 'dark';

type DocumentProps = {
  locale: Locale;
  title: string;
  nonce?: string | undefined;
  theme?: Theme;
  children?: Child;
};

/**
 * The HTML document with doctype, so `c.html(<Page …/>)` is complete by itself. Style and script are
 * our own files; `nonce` goes on both for a policy that asks for it. htmx is told not to write style.
 */
export function Document({ locale, title, nonce, theme = 'light', children }: DocumentProps) {
  return (
    <>
      {raw('<!DOCTYPE html>')}
      <html lang={locale} data-theme={theme === 'dark' ? 'comptoir-dark' : 'comptoir'}>
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta
            name="htmx-config"
            content='{"includeIndicatorCSS":false,"history":"reload","defaultFocusScroll":false}'
          />
          <title>{`${title} · Comptoir`}</title>
          <link rel="icon" href={assetUrl('icon.svg')} type="image/svg+xml" />
          <link rel="stylesheet" href={assetUrl('app.css')} nonce={nonce} />
          <script src={assetUrl('app.js')} defer nonce={nonce} />
        </head>
        <body>{children}</body>
      </html>
    </>
  );
}

/** The product's mark and name; a link when there is somewhere to go. */
export function Brand({ href }: { href?: string | undefined }) {
  const inside = (
    <>
      <svg viewBox="0 0 32 32" aria-hidden="true" fill="none" stroke="currentColor">
        <path
          d="M4 12h24M7 12l2.2 15h13.6L25 12M12 12V8a4 4 0 0 1 8 0v4M12.5 17.5v5M19.5 17.5v5"
          stroke-width="2.4"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      Comptoir
    </>
  );
  return href ? (
    <a class="frame-brand" href={href}>
      {inside}
    </a>
  ) : (
    <span class="frame-brand">{inside}</span>
  );
}

/** First stop of the keyboard: past the bar to the content. */
export function SkipLink({ locale }: { locale: Locale }) {
  return (
    <a class="skip" href="#main">
      {say(locale)('Skip to content', 'Aller au contenu')}
    </a>
  );
}

/** This page in the other language, named in that language. */
export function LanguageLink({ locale, href }: { locale: Locale; href: string }) {
  const other = locale === 'fr' ? 'en' : 'fr';
  return (
    <a class="frame-link" href={href} lang={other} hreflang={other}>
      {other === 'fr' ? 'Français' : 'English'}
    </a>
  );
}

/** The messages of the action before, in a region that announces itself. Always there, often empty. */
export function FlashRegion({ messages }: { messages: readonly Flash[] }) {
  return (
    <div id="flash" class="frame-flash" role="status">
      {messages.map((message) => (
        <Alert tone={message.tone}>{message.text}</Alert>
      ))}
    </div>
  );
}

/** The heading of a page: title, badge and line on the left, what can be done on the right. */
export function PageHead(props: {
  title: string;
  subtitle?: Child;
  titleBadge?: Child;
  actions?: Child;
}) {
  return (
    <div class="frame-head">
      <div>
        <div class="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1>{props.title}</h1>
          {props.titleBadge}
        </div>
        {props.subtitle ? <p>{props.subtitle}</p> : null}
      </div>
      {props.actions ? <div class="frame-actions">{props.actions}</div> : null}
    </div>
  );
}
