/**
 * How fields that hold a secret are called, as the source of a pattern: what logs, pages and exports mask by, and
 * what a suite's password field must therefore be called like.
 */
export const SECRET_NAMES = String.raw`(?:[\w-]{0,30}(?:pass(?:word|wort|wd|phrase)?|pwd|kennwort|secret|token|api[_-]?key))`;

const NAME = new RegExp(`^~?${SECRET_NAMES}$`, 'i');

/** Whether a field of this name is masked wherever a document is shown. */
export function isSecretName(name: string): boolean {
  return NAME.test(name);
}
