import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import { EmptyPicture, type EmptyPictureName } from '../pictures/empty-picture.tsx';
import { LinkButton } from './button.tsx';
import { Icon, type IconName } from './icon.tsx';

/** What a colour means, everywhere: never the only carrier, the words stand beside it. */
export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'error' | 'accent';

/** The state of a thing in the reader's words, with the colour of its tone. */
export function StateBadge({ text, tone = 'neutral' }: { text: string; tone?: Tone }) {
  return (
    <span class={`state tone-${tone}`}>
      <span>{text}</span>
    </span>
  );
}

export type AlertTone = 'info' | 'success' | 'warning' | 'error';

const ALERT_ICONS: Readonly<Record<AlertTone, IconName>> = {
  info: 'info',
  success: 'check',
  warning: 'alert',
  error: 'error',
};

export type AlertProps = {
  tone: AlertTone;
  title?: string;
  children?: Child;
  action?: Child;
};

/** A notice in the page's flow. An error announces itself at once (`role=alert`). */
export function Alert({ tone, title, children, action }: AlertProps) {
  return (
    <div class={`notice tone-${tone}`} role={tone === 'error' ? 'alert' : undefined}>
      <Icon name={ALERT_ICONS[tone]} />
      <div class="min-w-0">
        {title ? <strong>{title}</strong> : null}
        {children}
      </div>
      {action ? <div class="notice-action">{action}</div> : null}
    </div>
  );
}

export type EmptyStateProps = {
  title: string;
  text?: string;
  picture?: EmptyPictureName;
  action?: { readonly href: string; readonly label: string } | Child;
};

/** What stands where nothing is yet: a picture, why it is empty, and the next thing to do. */
export function EmptyState({ title, text, picture = 'document', action }: EmptyStateProps) {
  return (
    <div class="empty">
      <EmptyPicture name={picture} />
      <strong>{title}</strong>
      {text ? <p>{text}</p> : null}
      {action ? <div class="empty-action">{actionOf(action)}</div> : null}
    </div>
  );
}

function actionOf(action: NonNullable<EmptyStateProps['action']>): Child {
  if (typeof action === 'object' && 'href' in action) {
    return (
      <LinkButton kind="primary" href={action.href}>
        {action.label}
      </LinkButton>
    );
  }
  return action;
}

export type ProgressProps = {
  locale: Locale;
  id: string;
  label: string;
  done: number;
  /** Unknown until counted: the bar then shows only that something runs. */
  total?: number;
  detail?: string;
  state?: 'running' | 'done' | 'failed';
  /** Answers with this component again; asked while `running`, and never once done or failed. */
  pollHref?: string;
  pollSeconds?: number;
};

const WORK_TONES = { running: 'info', done: 'success', failed: 'error' } as const;

/**
 * Long work under way. With script it replaces itself every `pollSeconds` (2) from `pollHref`, which
 * must answer with this component; without script a link refreshes the page.
 */
export function Progress(props: ProgressProps) {
  const { locale, id, label, done, total, detail, state = 'running', pollHref } = props;
  const count = new Intl.NumberFormat(locale);
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  const polls = state === 'running' && pollHref !== undefined;
  const figures =
    total === undefined ? count.format(done) : `${count.format(done)} / ${count.format(total)}`;
  return (
    <div
      id={id}
      class={`work tone-${WORK_TONES[state]}`}
      hx-get={polls ? pollHref : undefined}
      hx-trigger={polls ? `every ${props.pollSeconds ?? 2}s` : undefined}
      hx-swap={polls ? 'outerHTML' : undefined}
    >
      <div class="work-head">
        <strong id={`${id}-label`}>{label}</strong>
        <span class="num">
          {figures}
          {share === undefined ? null : <span class="muted"> · {percent(share, locale)}</span>}
        </span>
      </div>
      <progress aria-labelledby={`${id}-label`} max="100" value={barValue({ state, share })} />
      <ProgressFoot locale={locale} detail={detail} state={state} />
      {polls ? (
        <noscript>
          <a href="">{say(locale)('Refresh', 'Actualiser')}</a>
        </noscript>
      ) : null}
    </div>
  );
}

function barValue(at: { state: 'running' | 'done' | 'failed'; share: number | undefined }) {
  if (at.state === 'done') return '100';
  return at.share === undefined ? undefined : String(Math.floor(at.share * 100));
}

/** A share of one as whole percent, rounded down so that 100 % means finished. */
function percent(share: number, locale: Locale): string {
  return new Intl.NumberFormat(locale, { style: 'percent' }).format(Math.floor(share * 100) / 100);
}

function ProgressFoot(props: {
  locale: Locale;
  detail: string | undefined;
  state: 'running' | 'done' | 'failed';
}) {
  const t = say(props.locale);
  const words = {
    running: undefined,
    done: t('Finished', 'Terminé'),
    failed: t('Stopped by an error', 'Arrêté par une erreur'),
  }[props.state];
  const text = [words, props.detail].filter(Boolean).join(' · ');
  return text ? <div class="field-hint">{text}</div> : null;
}
