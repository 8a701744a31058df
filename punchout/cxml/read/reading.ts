import { Decimal, Problem } from '../../../src/base/index.ts';
import { child, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type { Advisory, AdvisoryCode, Amount } from '../model/index.ts';

/** What one reading gathers beside its result: the oddities it let pass. */
export type Reading = { readonly advisories: Advisory[] };

/** A document with more is wrong in one way many times; the log that keeps them is read by people. */
const ADVISORIES_MAX = 500;

/** Notes an oddity that was let pass; beyond the most that are listed it says only that there are more. */
export function advise(
  reading: Reading,
  node: XmlNode,
  { code, message }: { code: AdvisoryCode; message: string },
): void {
  const { advisories } = reading;
  if (advisories.length > ADVISORIES_MAX) return;
  const more = `more than ${ADVISORIES_MAX} departures; those from here on are not listed`;
  const said = advisories.length === ADVISORIES_MAX ? more : message;
  advisories.push({ code, line: node.line, element: node.local, message: said });
}

/** The refusal of a value (cXML status 400), with its place. */
export function invalid(
  node: XmlNode,
  { name, reason }: { name?: string; reason: string },
): Problem {
  const element = name ? `${node.local}@${name}` : node.local;
  return new Problem('cxml.invalid', { line: node.line, element, reason });
}

/** The refusal of a structure that cannot be used (cXML status 406), with its place. */
export function misbuilt(node: XmlNode, reason: string): Problem {
  return new Problem('cxml.structure', { line: node.line, element: node.local, reason });
}

export function requireChild(node: XmlNode, local: string): XmlNode {
  const found = child(node, local);
  if (!found) throw misbuilt(node, `${local} is missing`);
  return found;
}

/** An attribute's text, trimmed; undefined when absent or empty. */
export function attr(node: XmlNode | undefined, name: string): string | undefined {
  const text = node?.attrs[name]?.trim();
  return text === undefined || text === '' ? undefined : text;
}

export function requireAttr(node: XmlNode, name: string): string {
  const text = attr(node, name);
  if (text === undefined)
    throw invalid(node, { name, reason: 'the attribute is missing or empty' });
  return text;
}

/** All character data under an element, its children's included, as written. */
export function deepText(node: XmlNode): string {
  return node.content.map((part) => (typeof part === 'string' ? part : deepText(part))).join('');
}

/** The first child's text, or undefined when the child is absent or empty. */
export function textIn(node: XmlNode | undefined, local: string): string | undefined {
  const text = textOf(child(node, local));
  return text === '' ? undefined : text;
}

/** A hundred trillion: no order, price or payment has it, and what is kept of one is exact below it only. */
const TOO_MUCH = Decimal.of(100_000_000_000_000);

/**
 * A decimal as real documents write it: white space inside is dropped with an advisory. Signs are kept;
 * exponents, thousands separators and decimal commas are refused, for they change an amount silently, and so is what is larger than any amount.
 */
export function decimalFrom(text: string): Decimal | undefined {
  const value = Decimal.tryParse(text) ?? Decimal.tryParse(text.replace(/[\s\u00A0\u202F]/g, ''));
  return value && value.compare(TOO_MUCH) < 0 && value.neg().compare(TOO_MUCH) < 0
    ? value
    : undefined;
}

/** A decimal attribute that must be there, such as a quantity. */
export function requireDecimal(node: XmlNode, name: string): Decimal {
  const text = requireAttr(node, name);
  const value = decimalFrom(text);
  if (!value) throw invalid(node, { name, reason: `“${text}” is not a decimal number` });
  return value;
}

/** A quantity that may be fractional or zero but not negative. */
export function requireQuantity(node: XmlNode, name = 'quantity'): Decimal {
  const value = requireDecimal(node, name);
  if (value.isNegative()) throw invalid(node, { name, reason: 'a quantity may not be negative' });
  return value;
}

/** An optional decimal attribute; an unreadable one is left out with an advisory. */
export function optionalDecimal(
  node: XmlNode,
  name: string,
  reading: Reading,
): Decimal | undefined {
  const text = attr(node, name);
  if (text === undefined) return undefined;
  const value = decimalFrom(text);
  if (!value) {
    advise(reading, node, {
      code: 'value',
      message: `${name} “${text}” is not a number; left out`,
    });
  }
  return value;
}

const WHOLE_MAX = 999_999_999;

function wholeFrom(text: string): number | undefined {
  const value = decimalFrom(text);
  if (!value?.isWhole() || value.isNegative()) return undefined;
  const whole = Number(value.toString());
  return whole <= WHOLE_MAX ? whole : undefined;
}

/** An optional whole number such as a line number; an unreadable one is left out with an advisory. */
export function optionalWhole(node: XmlNode, name: string, reading: Reading): number | undefined {
  const text = attr(node, name);
  if (text === undefined) return undefined;
  const whole = wholeFrom(text);
  if (whole === undefined) {
    advise(reading, node, {
      code: 'value',
      message: `${name} “${text}” is not a whole number; left out`,
    });
  }
  return whole;
}

/** A whole number that later documents refer to, such as a confirmed line's number. */
export function requireWhole(node: XmlNode, name: string): number {
  const text = requireAttr(node, name);
  const whole = wholeFrom(text);
  if (whole === undefined) {
    throw invalid(node, { name, reason: `“${text}” is not a whole number` });
  }
  return whole;
}

/** The value of an enumerated attribute, in the DTD's spelling; undefined when absent. */
export function choice<T extends string>(
  node: XmlNode,
  name: string,
  allowed: readonly T[],
): T | undefined {
  const text = attr(node, name);
  if (text === undefined) return undefined;
  const found = allowed.find((value) => value.toLowerCase() === text.toLowerCase());
  if (!found) {
    throw invalid(node, { name, reason: `“${text}” is none of ${allowed.join(', ')}` });
  }
  return found;
}

function currencyOf(money: XmlNode, reading: Reading): string {
  const text = requireAttr(money, 'currency');
  if (/^[A-Z]{3}$/.test(text)) return text;
  if (!/^[A-Za-z]{3}$/.test(text)) {
    throw invalid(money, { name: 'currency', reason: `“${text}” is not an ISO 4217 code` });
  }
  advise(reading, money, { code: 'value', message: `currency “${text}” read as capitals` });
  return text.toUpperCase();
}

/**
 * The `Money` inside an element. Undefined, with an advisory, when the Money is absent or empty (seen in
 * Coupa invoices); anything written that is not a number of a currency is refused.
 */
export function optionalMoney(holder: XmlNode | undefined, reading: Reading): Amount | undefined {
  if (!holder) return undefined;
  const money = child(holder, 'Money');
  const text = money && textOf(money);
  if (!money || !text) {
    advise(reading, money ?? holder, { code: 'money_empty', message: 'no amount is stated' });
    return undefined;
  }
  const value = decimalFrom(text);
  if (!value) throw invalid(money, { reason: `“${text}” is not an amount` });
  if (/\s|\u00A0|\u202F/.test(text)) {
    advise(reading, money, { code: 'value', message: 'white space inside the amount dropped' });
  }
  return { value, currency: currencyOf(money, reading) };
}

/** The `Money` inside an element that must state one, such as a unit price. */
export function requireMoney(holder: XmlNode, reading: Reading): Amount {
  const money = requireChild(holder, 'Money');
  const amount = optionalMoney(holder, reading);
  if (!amount) throw invalid(money, { reason: 'the amount is empty' });
  return amount;
}
