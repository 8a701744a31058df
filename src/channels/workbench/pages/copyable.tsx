import { type Locale, say } from '../../../base/index.ts';
import { Icon } from '../../../ui/index.ts';

/** A value to copy: itself, and a button that appears with the script. */
export function Copyable({ locale, id, text }: { locale: Locale; id: string; text: string }) {
  const t = say(locale);
  return (
    <span class="inline-flex flex-wrap items-center gap-2">
      <code id={id} class="break-all">
        {text}
      </code>
      <button
        type="button"
        class="btn btn-plain btn-xs"
        hidden
        data-copy={id}
        data-copied={t('Copied', 'Copié')}
        aria-label={t(`Copy ${text}`, `Copier ${text}`)}
      >
        <Icon name="copy" size={13} />
        <span data-copy-label aria-live="polite">
          {t('Copy', 'Copier')}
        </span>
      </button>
    </span>
  );
}
