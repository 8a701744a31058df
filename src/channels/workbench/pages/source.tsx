import { type Locale, say } from '../../../base/index.ts';
import { Icon } from '../../../ui/index.ts';
import type { Finding } from '../report.ts';

type SourceProps = {
  locale: Locale;
  id: string;
  title: string;
  text: string;
  marks: ReadonlyMap<number, readonly Finding[]>;
};

/** Lines around each marked one, and the document's head: a long document must not become a long page. */
const HEAD = 400;
const AROUND = 8;

function shownLines(count: number, marks: SourceProps['marks']): number[] {
  if (count <= HEAD * 2) return Array.from({ length: count }, (_, at) => at + 1);
  const wanted = new Set(Array.from({ length: HEAD }, (_, at) => at + 1));
  for (const line of [...marks.keys()].slice(0, 100)) {
    for (let at = line - AROUND; at <= line + AROUND; at += 1)
      if (at >= 1 && at <= count) wanted.add(at);
  }
  return [...wanted].sort((a, b) => a - b);
}

/** The document as it was tried: numbered lines, those in question marked, with what is wrong under each. */
export function MarkedSource({ locale, id, title, text, marks }: SourceProps) {
  const t = say(locale);
  const lines = text.split(/\r\n|\r|\n/);
  const shown = shownLines(lines.length, marks);
  return (
    <figure class="code-box">
      <figcaption class="code-head">
        <span>{title}</span>
        <span class="frame-actions">
          <button
            type="button"
            class="btn btn-plain btn-xs"
            hidden
            data-copy={id}
            data-copied={t('Copied', 'Copié')}
          >
            <Icon name="copy" size={13} />
            <span data-copy-label aria-live="polite">
              {t('Copy', 'Copier')}
            </span>
          </button>
        </span>
      </figcaption>
      <pre id={id} tabindex={0} aria-label={title}>
        {shown.map((number, at) => {
          const found = marks.get(number) ?? [];
          const before = shown[at - 1] ?? 0;
          return (
            <>
              {number > before + 1 ? <span class="code-note">…</span> : null}
              <span
                class="code-line"
                id={`${id}-${number}`}
                data-line={number}
                data-marked={found.length > 0 ? '' : undefined}
              >
                {lines[number - 1]}
              </span>
              {found.map((one) => (
                <span class="code-note">{one.title[locale]}</span>
              ))}
            </>
          );
        })}
      </pre>
    </figure>
  );
}
