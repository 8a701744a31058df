import type { Locale } from './locale.ts';

type Forms = {
  readonly en: readonly [one: string, many: string];
  readonly fr: readonly [string, string];
};

/** A count with its noun: `1 line`, `2 lines`; in French none is singular too: `0 ligne`. */
export function counted(count: number, { en, fr }: Forms, locale: Locale): string {
  const [one, many] = locale === 'fr' ? fr : en;
  const isOne = locale === 'fr' ? Math.abs(count) < 2 : count === 1;
  return `${new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB').format(count)} ${isOne ? one : many}`;
}
