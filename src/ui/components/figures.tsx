import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../base/index.ts';
import type { Tone } from './feedback.tsx';
import { Icon, type IconName } from './icon.tsx';

export type KeyFigure = {
  readonly label: string;
  readonly value: Child;
  readonly href?: string;
  readonly note?: string;
  /** `tone` says whether the movement is welcome: up is not always good. */
  readonly trend?: {
    readonly direction: 'up' | 'down' | 'flat';
    readonly text: string;
    readonly tone?: Tone;
  };
};

const TREND_ICONS: Readonly<Record<'up' | 'down' | 'flat', IconName>> = {
  up: 'arrowUp',
  down: 'arrowDown',
  flat: 'steady',
};

/** The few numbers a page is opened for, each with its label and, if any, how it moved. */
export function KeyFigures({ figures }: { figures: readonly KeyFigure[] }) {
  return (
    <dl class="figures">
      {figures.map((figure) => (
        <div class="figure">
          <dt>{figure.label}</dt>
          <dd>{figure.href ? <a href={figure.href}>{figure.value}</a> : figure.value}</dd>
          {figure.trend || figure.note ? (
            <dd class="figure-note">
              {figure.trend ? (
                <span class={`figure-trend tone-${figure.trend.tone ?? 'neutral'}`}>
                  <Icon name={TREND_ICONS[figure.trend.direction]} size={12} />
                  {figure.trend.text}
                </span>
              ) : null}
              {figure.note}
            </dd>
          ) : null}
        </div>
      ))}
    </dl>
  );
}

export type Definition = { readonly term: string; readonly value: Child };

/** Terms and their values, in two columns. Entries without a value show a dash. */
export function DefinitionList({ items }: { items: readonly Definition[] }) {
  return (
    <dl class="definitions">
      {items.map((item) => (
        <div>
          <dt>{item.term}</dt>
          <dd>
            {item.value === undefined || item.value === null || item.value === ''
              ? '–'
              : item.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

export type StepState = 'done' | 'current' | 'todo' | 'failed';
export type Step = { readonly label: string; readonly state: StepState; readonly note?: string };

/** The steps of one record's life: basket, request, approval, order, delivery, invoice, paid. */
export function Steps(props: { locale: Locale; label: string; steps: readonly Step[] }) {
  const t = say(props.locale);
  const words: Readonly<Record<StepState, string>> = {
    done: t('done', 'fait'),
    current: t('in progress', 'en cours'),
    todo: t('to come', 'à venir'),
    failed: t('stopped', 'arrêté'),
  };
  return (
    <ol class="steps-line" aria-label={props.label}>
      {props.steps.map((step, at) => (
        <li data-state={step.state} aria-current={step.state === 'current' ? 'step' : undefined}>
          <span class="steps-mark" aria-hidden="true">
            <StepMark state={step.state} number={at + 1} />
          </span>
          <span class="steps-label">{step.label}</span>
          <span class="sr-only"> ({words[step.state]})</span>
          {step.note ? <span class="steps-note">{step.note}</span> : null}
        </li>
      ))}
    </ol>
  );
}

function StepMark({ state, number }: { state: StepState; number: number }) {
  if (state === 'done') return <Icon name="check" size={13} />;
  if (state === 'failed') return <Icon name="cross" size={13} />;
  return <>{number}</>;
}

export type TimelineEntry = {
  /** When, already as text or a `DateText`. */
  readonly when: Child;
  readonly title: string;
  readonly detail?: Child;
  readonly tone?: Tone;
};

/** What happened, newest or oldest first as the caller orders it. */
export function Timeline(props: { label: string; entries: readonly TimelineEntry[] }) {
  return (
    <ol class="timeline-list" aria-label={props.label}>
      {props.entries.map((entry) => (
        <li class={`tone-${entry.tone ?? 'neutral'}`}>
          <strong>{entry.title}</strong> <span class="muted">{entry.when}</span>
          {entry.detail ? <div>{entry.detail}</div> : null}
        </li>
      ))}
    </ol>
  );
}

/** A white box with a heading and, to its right, what can be done with it. */
export function Panel(props: { title?: string; actions?: Child; children?: Child; id?: string }) {
  const headingId = props.id ? `${props.id}-title` : undefined;
  return (
    <section class="panel" id={props.id} aria-labelledby={props.title ? headingId : undefined}>
      {props.title ? (
        <div class="panel-head">
          <h2 id={headingId}>{props.title}</h2>
          {props.actions ? <div class="frame-actions">{props.actions}</div> : null}
        </div>
      ) : null}
      {props.children}
    </section>
  );
}

/** What is opened when it is wanted: a form for a seldom change. Works without script. */
export function Disclosure(props: { summary: string; children?: Child }) {
  return (
    <details class="disclosure">
      <summary>{props.summary}</summary>
      <div class="grid gap-3">{props.children}</div>
    </details>
  );
}

/** A picture beside a name, with a smaller line under it: an article, a seller. */
export function Pictured(props: { picture: Child; note?: Child; children?: Child }) {
  return (
    <span class="pictured">
      {props.picture}
      <span class="min-w-0">
        {props.children}
        {props.note ? <small>{props.note}</small> : null}
      </span>
    </span>
  );
}

/** Parts under one another with the page's distance between them. */
export function Stack({ children }: { children?: Child }) {
  return <div class="grid content-start gap-4 min-w-0 grid-cols-1">{children}</div>;
}

export type ColumnsProps = {
  /** `main-side`: two thirds and one third. All become one column where it is narrow. */
  layout: 'two' | 'three' | 'main-side';
  children?: Child;
};

const COLUMN_CLASSES: Readonly<Record<ColumnsProps['layout'], string>> = {
  two: 'lg:grid-cols-2',
  three: 'md:grid-cols-2 xl:grid-cols-3',
  'main-side': 'lg:grid-cols-[minmax(0,2fr)_minmax(0,1fr)]',
};

/** Parts beside one another. */
export function Columns({ layout, children }: ColumnsProps) {
  return (
    <div class={`grid grid-cols-1 items-start gap-4 *:min-w-0 ${COLUMN_CLASSES[layout]}`}>
      {children}
    </div>
  );
}
