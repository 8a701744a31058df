import { type Locale, say } from '../../base/index.ts';
import { Icon } from './icon.tsx';

export type CodeProps = {
  locale: Locale;
  /** Unique on the page; the copy button finds the text by it. */
  id: string;
  title: string;
  text: string;
  /** A line (from 1) to mark, and what is wrong there. */
  mark?: { readonly line: number; readonly note?: string };
  /** Lines shown at most (2,000): a feed of a million lines must not become a page. */
  linesMax?: number;
  downloadHref?: string;
};

/** The window of lines around the marked one, or the first ones. */
function windowOf(props: { lines: readonly string[]; linesMax: number; line: number }) {
  const { lines, linesMax, line } = props;
  if (lines.length <= linesMax) return { from: 0, shown: lines };
  const wanted = Math.max(0, line - 1 - Math.floor(linesMax / 2));
  const from = Math.min(wanted, lines.length - linesMax);
  return { from, shown: lines.slice(from, from + linesMax) };
}

/** A raw document as it came in: monospace, wrapped, numbered lines, the faulty one marked. */
export function Code(props: CodeProps) {
  const t = say(props.locale);
  const lines = props.text.split(/\r\n|\r|\n/);
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const { from, shown } = windowOf({
    lines,
    linesMax: props.linesMax ?? 2000,
    line: props.mark?.line ?? 1,
  });
  const cut = shown.length < lines.length;
  return (
    <figure class="code-box">
      <figcaption class="code-head">
        <span>{props.title}</span>
        <CodeTools {...props} />
      </figcaption>
      {cut ? (
        <p class="px-3.5 pt-2 field-hint">
          {t(
            `Lines ${from + 1} to ${from + shown.length} of ${lines.length}`,
            `Lignes ${from + 1} à ${from + shown.length} sur ${lines.length}`,
          )}
        </p>
      ) : null}
      <pre id={props.id} tabindex={0} aria-label={props.title}>
        {shown.map((line, at) => (
          <CodeLine text={line} number={from + at + 1} mark={props.mark} />
        ))}
      </pre>
    </figure>
  );
}

function CodeTools(props: CodeProps) {
  const t = say(props.locale);
  return (
    <span class="frame-actions">
      {props.downloadHref ? (
        <a class="btn btn-plain btn-xs" href={props.downloadHref} download>
          <Icon name="download" size={13} />
          {t('Download', 'Télécharger')}
        </a>
      ) : null}
      <button
        type="button"
        class="btn btn-plain btn-xs"
        hidden
        data-copy={props.id}
        data-copied={t('Copied', 'Copié')}
      >
        <Icon name="copy" size={13} />
        <span data-copy-label aria-live="polite">
          {t('Copy', 'Copier')}
        </span>
      </button>
    </span>
  );
}

function CodeLine(props: { text: string; number: number; mark: CodeProps['mark'] }) {
  const marked = props.mark?.line === props.number;
  return (
    <>
      <span class="code-line" data-line={props.number} data-marked={marked ? '' : undefined}>
        {props.text}
      </span>
      {marked && props.mark?.note ? <span class="code-note">{props.mark.note}</span> : null}
    </>
  );
}
