import { Problem } from '../../../src/base/index.ts';
import type { EInvoice, InvoiceRead } from '../model.ts';
import { adjustmentRules } from './adjustments.ts';
import { codeRules } from './codes.ts';
import { decimalRules } from './decimals.ts';
import { documentRules } from './document.ts';
import { factsOf, type RuleSet, type Violation } from './engine.ts';
import { exactRules } from './exact.ts';
import { frenchRules, isFrench } from './french.ts';
import { lineRules } from './lines.ts';
import { sumRules } from './sums.ts';
import { vatRules } from './vat.ts';

export type { Violation } from './engine.ts';

export type RuleSetName = 'en16931' | 'french' | 'exact';

const sets: Readonly<Record<RuleSetName, readonly RuleSet[]>> = {
  en16931: [documentRules, lineRules, adjustmentRules, sumRules, vatRules, codeRules, decimalRules],
  french: [frenchRules],
  exact: [exactRules],
};

/*
 * Official rules that have no counterpart here. BR-CL-08 (subject codes of notes): the reader takes any
 * three capital letters. BR-CO-05 to BR-CO-08 hold always. BR-CL-07, -10, -13 and -23 know the form of
 * their lists, and of BR-CL-23 the common part; a rare unit is a warning. UBL-CR (elements outside the
 * core) and UBL-DT-08 to -28 only warn officially; UBL-SR-04, -07, -13, -19 to -21, -29, -31, -32, -51
 * and -53 guard repetitions that the reader settles.
 */

/** The sets an invoice answers to: EN 16931 always, the French rules when the seller is French. */
export function ruleSetsFor(invoice: InvoiceRead): readonly RuleSetName[] {
  return isFrench(invoice.seller) ? ['en16931', 'french'] : ['en16931'];
}

/**
 * Checks an invoice against the named sets: `en16931` as the official rules have it, tolerances
 * included; `french` (XP Z12-012); `exact`, our own to the cent, which what we issue must pass. Time
 * grows with the number of lines only. An empty list means valid; a warning does not make invalid.
 */
export function validateInvoice(
  invoice: InvoiceRead,
  names: readonly RuleSetName[] = ruleSetsFor(invoice),
): readonly Violation[] {
  const violations: Violation[] = [];
  const facts = factsOf(invoice, (rule, path, message, severity = 'error') => {
    violations.push({ rule, severity, path, message });
  });
  for (const name of names) for (const set of sets[name]) set(facts);
  return violations;
}

/**
 * An invoice that was read, as one that can be used: every compulsory field is there. Refuses by the
 * first broken rule of EN 16931 (`einvoice.incomplete`).
 */
export function acceptInvoice(invoice: InvoiceRead): EInvoice {
  const broken = validateInvoice(invoice, ['en16931']).find((one) => one.severity === 'error');
  if (broken) {
    const { rule, message, path } = broken;
    throw new Problem('einvoice.incomplete', { rule, message, path });
  }
  // BR-01 to BR-48 and BR-CO-04 are what the type asks for.
  return invoice as EInvoice;
}

/** Whether no violation is an error. */
export function isValid(violations: readonly Violation[]): boolean {
  return violations.every((one) => one.severity !== 'error');
}
