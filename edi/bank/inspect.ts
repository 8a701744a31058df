import { moneyText, Problem } from '../../src/base/index.ts';
import type { InspectDocument, InspectError, Inspection, InspectLine } from '../document.ts';
import { readCamt } from './camt053.ts';
import { type Balance, type Statement, signedAmount } from './model.ts';

const TYPES = {
  statement: 'bank_statement',
  report: 'bank_report',
  notification: 'bank_notification',
} as const;

/**
 * A camt.052, 053 or 054 file in the shape `comptoir inspect` prints: a document for each statement, a
 * line for each entry with its signed amount. A file that cannot be read gives its refusal as the one
 * error.
 */
export function inspectCamt(bytes: Uint8Array): Inspection {
  try {
    const { statements, errors } = readCamt(bytes);
    return { documents: statements.map(documentOf), errors };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { documents: [], errors: [refusal(error)] };
  }
}

function refusal(problem: Problem): InspectError {
  const { line } = problem.params;
  const message = problem.text('en');
  return {
    code: problem.code,
    severity: 'error',
    line: typeof line === 'number' ? line : null,
    segment: null,
    element: null,
    message,
    fix: message,
  };
}

function documentOf(statement: Statement): InspectDocument {
  const { account, opening, closing } = statement;
  const text = (balance: Balance): string => moneyText(balance.amount);
  return {
    type: TYPES[statement.kind],
    number: statement.id ?? null,
    date:
      closing?.date?.toString() ??
      statement.period?.to?.toString() ??
      statement.created?.slice(0, 10) ??
      null,
    currency:
      account.currency ?? opening?.amount.currency ?? statement.entries[0]?.amount.currency ?? null,
    parties: {
      account: {
        gln: null,
        id: account.iban ?? account.other ?? null,
        name: account.owner ?? account.name ?? null,
        street: null,
        postalCode: null,
        city: null,
        country: account.iban?.slice(0, 2) ?? null,
        vatId: null,
      },
    },
    references: statement.sequence ? [{ type: 'sequence', number: statement.sequence }] : [],
    lines: statement.entries.map(lineOf),
    totals: closing ? { total: text(closing) } : {},
  };
}

function lineOf(entry: Statement['entries'][number], at: number): InspectLine {
  const [detail] = entry.details;
  const remittance = [
    ...(detail?.remittance.structured.map((one) => one.creditorReference) ?? []),
    ...(detail?.remittance.unstructured ?? []),
  ].filter((one) => one !== undefined);
  const party = entry.creditDebit === 'CRDT' ? detail?.debtor : detail?.creditor;
  const description = [party?.name, ...remittance].filter((one) => one !== undefined).join(' · ');
  return {
    position: entry.reference ?? String(at + 1),
    sellerSku: null,
    buyerSku: null,
    gtin: null,
    description: description === '' ? (entry.additionalInfo ?? null) : description,
    quantity: null,
    unit: null,
    unitPrice: null,
    lineTotal: moneyText(signedAmount(entry)),
  };
}
