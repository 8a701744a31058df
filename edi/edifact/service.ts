import { CHARSET_DEFAULT } from './charset.ts';
import type { Separators, Syntax } from './segment.ts';

const code = (char: string): number => char.charCodeAt(0);

/** The separators of ISO 9735 when no UNA says otherwise; syntax 4 adds `*` as repetition separator. */
export const SEPARATORS_DEFAULT: Separators = {
  component: code(':'),
  element: code('+'),
  decimal: code('.'),
  release: code('?'),
  repetition: 0,
  terminator: code("'"),
};

/** Level B's own separators (ISO 9735:1988 §5.1): the information separators of ISO 646. */
export const SEPARATORS_LEVEL_B: Separators = {
  component: 0x1f,
  element: 0x1d,
  decimal: code('.'),
  release: 0,
  repetition: 0,
  terminator: 0x1c,
};

export const SYNTAX_DEFAULT: Syntax = {
  identifier: '',
  version: 3,
  charset: CHARSET_DEFAULT,
  separators: SEPARATORS_DEFAULT,
  decimal: '.',
};

const SPACE = 0x20;

function isAlphanumeric(byte: number): boolean {
  return /[A-Za-z0-9]/.test(String.fromCharCode(byte));
}

/**
 * Reads the six characters after `UNA`. A space as release or repetition character means not used.
 * Answers undefined when a separator is a letter, a digit or named twice, or the decimal mark is
 * neither comma nor full stop.
 */
export function readUna(six: Uint8Array): Separators | undefined {
  const [component = 0, element = 0, decimal = 0, release = 0, repetition = 0, terminator = 0] =
    six;
  const optional = [release, repetition].filter((byte) => byte !== SPACE);
  const used = [component, element, terminator, ...optional];
  if (used.some((byte) => isAlphanumeric(byte) || byte > 126 || byte === 0)) return undefined;
  if ([component, element, terminator].includes(SPACE)) return undefined;
  if (new Set(used).size !== used.length) return undefined;
  if (decimal !== code('.') && decimal !== code(',')) return undefined;
  return {
    component,
    element,
    decimal,
    release: release === SPACE ? 0 : release,
    repetition: repetition === SPACE ? 0 : repetition,
    terminator,
  };
}

export const PLAIN = 0;
export const ELEMENT = 1;
export const COMPONENT = 2;
export const REPETITION = 3;
export const RELEASE = 4;
export const TERMINATOR = 5;
export const NEWLINE = 6;
export const CONTROL = 7;
export const HIGH = 8;
export const REFUSED = 9;

/**
 * What each of the 256 bytes means in an interchange. The repetition separator works from syntax 4 on;
 * before, its character is content even when UNA declares it.
 */
export function classTable(syntax: Syntax): Uint8Array {
  const { separators } = syntax;
  const table = new Uint8Array(256);
  table.fill(CONTROL, 0, 32);
  table.fill(HIGH, 128);
  table[127] = CONTROL;
  table[9] = PLAIN;
  table[10] = NEWLINE;
  table[13] = NEWLINE;
  if (syntax.identifier === 'UNOX') table[27] = PLAIN;
  for (const char of syntax.charset.refused) table[code(char)] = REFUSED;
  if (separators.release) table[separators.release] = RELEASE;
  if (separators.repetition && syntax.version >= 4) table[separators.repetition] = REPETITION;
  table[separators.element] = ELEMENT;
  table[separators.component] = COMPONENT;
  table[separators.terminator] = TERMINATOR;
  return table;
}
