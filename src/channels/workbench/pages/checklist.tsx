import { type Locale, say } from '../../../base/index.ts';
import { Alert, Columns, DateText, Icon, Panel, Stack, StateBadge } from '../../../ui/index.ts';
import type { CheckItem, Checklist } from '../checklist.ts';

const RADIUS = 52;
const AROUND = 2 * Math.PI * RADIUS;

/** How far it is, as a ring; the figure stands inside and the words beside say the same. */
function Ring({ percent, label }: { percent: number; label: string }) {
  return (
    <svg
      viewBox="0 0 128 128"
      width="150"
      height="150"
      role="img"
      aria-label={label}
      class={percent === 100 ? 'text-success' : 'text-primary'}
    >
      <circle
        cx="64"
        cy="64"
        r={RADIUS}
        fill="none"
        stroke="currentColor"
        stroke-opacity="0.15"
        stroke-width="12"
      />
      {percent > 0 ? (
        <circle
          cx="64"
          cy="64"
          r={RADIUS}
          fill="none"
          stroke="currentColor"
          stroke-width="12"
          stroke-linecap="round"
          stroke-dasharray={`${(AROUND * percent) / 100} ${AROUND}`}
          transform="rotate(-90 64 64)"
        />
      ) : null}
      <text
        x="64"
        y="73"
        text-anchor="middle"
        font-size="27"
        font-weight="700"
        fill="currentColor"
        class="num"
      >
        {percent}%
      </text>
    </svg>
  );
}

function Mark({ done }: { done: CheckItem['done'] }) {
  const tone = done === 'yes' ? 'text-success' : 'muted';
  return (
    <span class={`${tone} mt-0.5 shrink-0`} aria-hidden="true">
      {done === 'yes' ? (
        <Icon name="check" size={18} />
      ) : (
        <svg width="18" height="18" viewBox="0 0 16 16" fill="none" stroke="currentColor">
          <circle cx="8" cy="8" r="5.5" stroke-width="1.4" />
        </svg>
      )}
    </span>
  );
}

type ListProps = {
  locale: Locale;
  checklist: Checklist;
  /** Where the document that shows an item stands. */
  evidenceHref: (exchangeId: string) => string;
};

function Item({ one, locale, evidenceHref }: { one: CheckItem } & Omit<ListProps, 'checklist'>) {
  const t = say(locale);
  const { evidence, note } = one;
  return (
    <li
      class="flex gap-3 border-b border-base-300 py-2.5 last:border-0"
      data-item={one.id}
      data-done={one.done}
    >
      <Mark done={one.done} />
      <div class="min-w-0 flex-1">
        <div class="flex flex-wrap items-center gap-x-2">
          <strong>{one.title[locale]}</strong>
          <span class="sr-only">
            {one.done === 'yes' ? t('done', 'fait') : t('open', 'ouvert')}
          </span>
          {one.weight === 'must' && one.done === 'no' ? (
            <StateBadge text={t('must', 'obligatoire')} tone="warning" />
          ) : null}
        </div>
        {one.done === 'no' ? <p class="field-hint">{one.todo[locale]}</p> : null}
        {note ? (
          <p class="field-hint">
            <code>{note[locale]}</code>
          </p>
        ) : null}
      </div>
      <div class="shrink-0 text-end text-[0.8125rem]">
        {evidence ? (
          <>
            <DateText value={evidence.at} locale={locale} />
            {evidence.exchangeId ? (
              <div>
                <a class="link" href={evidenceHref(evidence.exchangeId)}>
                  {t('document', 'document')}
                  <span class="sr-only">: {one.title[locale]}</span>
                </a>
              </div>
            ) : null}
          </>
        ) : null}
      </div>
    </li>
  );
}

function Standing({ locale, checklist }: Pick<ListProps, 'locale' | 'checklist'>) {
  const t = say(locale);
  const { items, done, percent, open } = checklist;
  const label = t(`${done} of ${items.length} done`, `${done} sur ${items.length} faits`);
  return (
    <Panel id="standing" title={t('Where it stands', 'Où en est-on')}>
      <div class="flex flex-wrap items-center gap-5">
        <Ring percent={percent} label={`${percent} %, ${label}`} />
        <div class="min-w-0">
          <p class="text-lg font-semibold">{label}</p>
          <p>
            {open.length === 0
              ? t('All musts are ticked.', 'Tous les points obligatoires sont cochés.')
              : t(
                  `${open.length} must${open.length > 1 ? 's' : ''} open.`,
                  `${open.length} point${open.length > 1 ? 's' : ''} obligatoire${open.length > 1 ? 's' : ''} ouvert${open.length > 1 ? 's' : ''}.`,
                )}
          </p>
        </div>
      </div>
      <Alert tone="info">
        {t(
          'The list ticks itself from the documents that really went over this connection. The virtual buyer ticks nothing.',
          'La liste se coche d’elle-même d’après les documents réellement échangés sur cette connexion. L’acheteur virtuel ne coche rien.',
        )}
      </Alert>
    </Panel>
  );
}

/** Every item with its date and document, or what to do next; the ring beside it. */
export function ChecklistPage(props: ListProps) {
  const { locale, checklist } = props;
  const t = say(locale);
  return (
    <Columns layout="main-side">
      <Panel id="checklist" title={t('Before going live', 'Avant la mise en service')}>
        <ul>
          {checklist.items.map((one) => (
            <Item one={one} {...props} />
          ))}
        </ul>
      </Panel>
      <Stack>
        <Standing locale={locale} checklist={checklist} />
      </Stack>
    </Columns>
  );
}
