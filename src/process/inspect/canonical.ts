import type {
  InspectDocument,
  InspectError,
  Inspection,
  InspectLine,
  InspectParty,
  InspectTotalName,
} from '../../../edi/index.ts';
import { Decimal, Problem, parsePlainDate } from '../../base/index.ts';
import type { InspectFormat } from './detect.ts';

type Whole<T> = { readonly [K in keyof T]: T[K] };

/** A document as it is printed: every total is there, null where the document states none. */
export type CanonicalDocument = Whole<
  Omit<InspectDocument, 'totals'> & { totals: Readonly<Record<InspectTotalName, string | null>> }
>;

/** One file as one line of `comptoir inspect --json`; the order of keys is part of the contract. */
export type InspectedFile = {
  readonly file: string;
  readonly format: InspectFormat | 'unknown';
  readonly documents: readonly CanonicalDocument[];
  readonly errors: readonly InspectError[];
};

/** What to do about a refusal of a whole document; its message says what and where. */
const FIXES: Readonly<Record<string, string>> = {
  'xml.size': 'Split the document into smaller ones.',
  'xml.encoding': 'Write the document in UTF-8 and say so in its XML declaration.',
  'xml.malformed': 'Correct the XML at this place; an XML editor shows it.',
  'xml.doctype_subset': 'Remove the part in square brackets from the DOCTYPE.',
  'xml.limit': 'Split the document, or remove what is nested or repeated beyond use.',
  'cxml.structure': 'Send a document that follows the cXML DTD.',
  'cxml.invalid': 'Correct the value and send the document again.',
  'einvoice.not_ubl': 'Send a UBL 2.1 Invoice or CreditNote.',
  'bank.not_camt': 'Ask the bank for camt.052, camt.053 or camt.054.',
};

/** The inspection of a file in the one printed shape. */
export function canonical(
  file: string,
  { format, inspection }: { format: InspectedFile['format']; inspection: Inspection },
): InspectedFile {
  return {
    file,
    format,
    documents: inspection.documents.map(documentOf),
    errors: inspection.errors.map(errorOf),
  };
}

/** A refusal as an entry of `errors`, with the line and element that its values name. */
export function refusal(problem: Problem): InspectError {
  const { line, element } = problem.params;
  const message = problem.text('en');
  const [segment, part] = typeof element === 'string' ? element.split('@') : [];
  return {
    code: problem.code,
    severity: 'error',
    line: typeof line === 'number' ? line : null,
    segment: segment ?? null,
    element: part ?? null,
    message,
    fix: message,
  };
}

/** Exact decimal text without trailing zeros. */
function exact(text: string | null | undefined): string | null {
  if (text === null || text === undefined) return null;
  return Decimal.tryParse(text)?.toString() ?? text;
}

function day(text: string | null): string | null {
  if (text === null) return null;
  try {
    return parsePlainDate(text).toString();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return null;
  }
}

function documentOf(document: InspectDocument): CanonicalDocument {
  const roles = Object.entries(document.parties).sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    type: document.type,
    number: document.number,
    date: day(document.date),
    currency: document.currency,
    parties: Object.fromEntries(roles.map(([role, party]) => [role, partyOf(party)])),
    references: document.references.map(({ type, number }) => ({ type, number })),
    lines: document.lines.map(lineOf),
    totals: totalsOf(document.totals),
  };
}

function partyOf(party: InspectParty): InspectParty {
  const { gln, id, name, street, postalCode, city, country, vatId } = party;
  return { gln, id, name, street, postalCode, city, country, vatId };
}

function lineOf(line: InspectLine): InspectLine {
  return {
    position: line.position,
    sellerSku: line.sellerSku,
    buyerSku: line.buyerSku,
    gtin: line.gtin,
    description: line.description,
    quantity: exact(line.quantity),
    unit: line.unit,
    unitPrice: exact(line.unitPrice),
    lineTotal: exact(line.lineTotal),
  };
}

function totalsOf(totals: InspectDocument['totals']): CanonicalDocument['totals'] {
  return {
    lines: exact(totals.lines),
    charges: exact(totals.charges),
    allowances: exact(totals.allowances),
    taxable: exact(totals.taxable),
    tax: exact(totals.tax),
    total: exact(totals.total),
    prepaid: exact(totals.prepaid),
    payable: exact(totals.payable),
  };
}

function errorOf(error: InspectError): InspectError {
  const { code, severity, line, segment, element, message } = error;
  const fix = error.fix === message ? (FIXES[code] ?? error.fix) : error.fix;
  return { code, severity, line, segment, element, message, fix };
}
