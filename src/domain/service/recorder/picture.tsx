import { formatInstant, type Locale, say } from '../../../base/index.ts';
import { shortened } from '../pages/words.ts';
import type { Thread } from './thread.ts';
import type { Lane, ThreadEvent } from './types.ts';
import { kindWords, lanesOf, stateWords } from './words.ts';

const GUTTER = 132;
const HEAD = 44;
const ROW = 34;
const LANE_LEAST = 176;
const WIDTH_LEAST = 1080;
/** A picture of more arrows is no picture: the table below has them all. */
export const PICTURED_MAX = 120;

const COLOURS: Readonly<Record<ThreadEvent['state'], string>> = {
  done: '#1c3d72',
  refused: '#b3261e',
  waiting: '#6b7a94',
  alert: '#8a5a00',
};

type Placed = {
  readonly event: ThreadEvent;
  readonly y: number;
  readonly x1: number;
  readonly x2: number;
  readonly width: number;
};

function Arrow({ event, y, x1, x2 }: Placed) {
  const colour = COLOURS[event.state];
  const dash = event.state === 'waiting' ? '5 4' : undefined;
  if (x1 === x2) return <circle cx={x1} cy={y} r={5} fill={colour} />;
  const tip = x2 > x1 ? -1 : 1;
  return (
    <>
      <line
        x1={x1}
        y1={y}
        x2={x2 + tip * 7}
        y2={y}
        stroke={colour}
        stroke-width={2}
        stroke-dasharray={dash}
      />
      <path d={`M${x2} ${y} l${tip * 9} -5 v10 Z`} fill={colour} />
      {event.state === 'refused' ? (
        <path
          d={`M${(x1 + x2) / 2 - 5} ${y - 5} l10 10 m0 -10 l-10 10`}
          stroke={colour}
          stroke-width={2.5}
        />
      ) : null}
    </>
  );
}

/** As much of the title as there is room for. */
function shownTitle({ event, x1, x2, width }: Placed, locale: Locale): string {
  const room = x1 === x2 ? Math.min(width - x1 - 14, 420) : Math.abs(x2 - x1) - 8;
  return shortened(event.title[locale], Math.max(12, Math.floor(room / 5.9)));
}

/** Text beside a dot, or over an arrow; a white edge keeps it readable over the lanes. */
function Label({ placed, locale }: { placed: Placed; locale: Locale }) {
  const { event, y, x1, x2 } = placed;
  const here = x1 === x2;
  const text = shownTitle(placed, locale);
  return (
    <text
      x={here ? x1 + 11 : (x1 + x2) / 2}
      y={here ? y + 4 : y - 7}
      text-anchor={here ? 'start' : 'middle'}
      font-size={11}
      fill={event.state === 'refused' ? COLOURS.refused : '#1a2436'}
      stroke="#ffffff"
      stroke-width={4}
      paint-order="stroke"
    >
      {text}
    </text>
  );
}

function describe(
  event: ThreadEvent,
  { locale, lane }: { locale: Locale; lane: (one: Lane) => string },
) {
  const way =
    event.from === event.to ? lane(event.from) : `${lane(event.from)} → ${lane(event.to)}`;
  const parts = [
    kindWords[event.kind][locale],
    way,
    event.title[locale],
    ...(event.state === 'done' ? [] : [stateWords[event.state].text[locale]]),
  ];
  return parts.join(', ');
}

function Marks({
  placed,
  locale,
  text,
  href,
}: {
  placed: Placed;
  locale: Locale;
  text: string;
  href: string | undefined;
}) {
  const { y, width } = placed;
  const at = formatInstant(placed.event.at, locale);
  const inside = (
    <>
      {href ? null : <title>{text}</title>}
      <rect
        x={0}
        y={y - ROW / 2 + 2}
        width={width}
        height={ROW - 4}
        rx={4}
        class="lane-row"
        fill="#ffffff"
        fill-opacity={0}
      />
      <text x={4} y={y + 4} font-size={11} fill="#566278">
        {at}{' '}
      </text>
      <Arrow {...placed} />
      <Label placed={placed} locale={locale} />
    </>
  );
  return href ? (
    // The name begins with what is seen, so that people who speak to their browser can say it.
    <a href={href} aria-label={`${at} ${shownTitle(placed, locale)}, ${text}`}>
      {inside}
    </a>
  ) : (
    <g>{inside}</g>
  );
}

/**
 * The thread drawn as lanes, one for each party, time running down: an arrow for each document, in the colour
 * of what became of it, a dot for what happened in one place. Each leads where `hrefOf` says. The same stands in
 * the table under it.
 */
export function ThreadPicture({
  thread,
  events,
  locale,
  hrefOf,
}: {
  thread: Thread;
  events: readonly ThreadEvent[];
  locale: Locale;
  hrefOf: (event: ThreadEvent) => string | undefined;
}) {
  const t = say(locale);
  const shown = events.slice(-PICTURED_MAX);
  const used = new Set(shown.flatMap(({ from, to }) => [from, to]));
  const lanes = lanesOf(thread.facts, { used, locale });
  const step = Math.max(LANE_LEAST, Math.floor((WIDTH_LEAST - GUTTER) / lanes.length));
  const width = GUTTER + step * lanes.length;
  const height = HEAD + ROW * shown.length + 14;
  const x = new Map(lanes.map(({ lane }, at) => [lane, GUTTER + step * (at + 0.5)]));
  const name = new Map(lanes.map(({ lane, label }) => [lane, label]));
  const label = t('Time line as a picture', 'Chronologie en image');
  return (
    <div class="lanes" role="region" aria-label={label} tabindex={0}>
      <svg
        xmlns="http://www.w3.org/2000/svg"
        viewBox={`0 0 ${width} ${height}`}
        width={width}
        height={height}
        role="group"
        aria-label={label}
        font-family="system-ui, sans-serif"
      >
        <rect x={0} y={0} width={width} height={height} fill="#ffffff" />
        {lanes.map((lane) => {
          const at = x.get(lane.lane) ?? 0;
          return (
            <g>
              <line
                x1={at}
                y1={HEAD - 8}
                x2={at}
                y2={height - 4}
                stroke="#dfe4ec"
                stroke-width={2}
              />
              <rect
                x={at - step / 2 + 8}
                y={6}
                width={step - 16}
                height={26}
                rx={5}
                fill="#eef2f8"
              />
              <text
                x={at}
                y={23}
                text-anchor="middle"
                font-size={12}
                font-weight={600}
                fill="#1c3d72"
              >
                {shortened(lane.label, Math.floor((step - 20) / 7))}
              </text>
            </g>
          );
        })}
        {shown.map((event, at) => (
          <Marks
            placed={{
              event,
              y: HEAD + ROW * (at + 0.5) + 4,
              x1: x.get(event.from) ?? GUTTER,
              x2: x.get(event.to) ?? GUTTER,
              width,
            }}
            locale={locale}
            text={describe(event, { locale, lane: (one) => name.get(one) ?? one })}
            href={hrefOf(event)}
          />
        ))}
      </svg>
    </div>
  );
}
