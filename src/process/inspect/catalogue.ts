import type { InspectError, Inspection, InspectLine } from '../../../edi/index.ts';
import {
  type CatalogueHeader,
  type CatalogueIssue,
  type CatalogueItem,
  catalogueReader,
  checkItem,
} from '../../../punchout/index.ts';

const CHUNK_BYTES = 1_000_000;

function lineOf(item: CatalogueItem): InspectLine {
  return {
    position: String(item.line),
    sellerSku: item.supplierPartId || null,
    buyerSku: null,
    gtin: null,
    description: item.description || null,
    quantity: null,
    unit: item.unit ?? null,
    unitPrice: item.unitPrice ?? null,
    lineTotal: null,
  };
}

function errorOf({ code, severity, line, field, message, fix }: CatalogueIssue): InspectError {
  return {
    code,
    severity,
    line: line > 0 ? line : null,
    segment: field || null,
    element: null,
    message: message.en,
    fix: fix.en,
  };
}

/** A header's day, where it begins as one. */
function dayOf({ timestamp }: CatalogueHeader): string | null {
  return /^\d{4}-\d{2}-\d{2}/.exec(timestamp ?? '')?.[0] ?? null;
}

/**
 * A CIF or Index as `inspect` shows it: one document, an item a line, every fault by line and field. Currency
 * and day of a missing header are no faults here; which prices hold today is not asked.
 */
export function inspectCatalogue(bytes: Uint8Array): Inspection {
  const lines: InspectLine[] = [];
  const errors: InspectError[] = [];
  let header: CatalogueHeader | undefined;
  const today = Temporal.PlainDate.from('0001-01-01');
  const reader = catalogueReader(bytes, {
    header: (found) => {
      header = found;
    },
    item: (item) => {
      if (!header) return;
      lines.push(lineOf(item));
      const verdict = checkItem(
        {
          ...item,
          effectiveDate: undefined,
          action: item.action === 'punchout' ? 'add' : item.action,
        },
        { header, today, currency: 'EUR' },
      );
      if (verdict.kind === 'delete' || item.action === 'punchout') return;
      errors.push(...verdict.issues.map(errorOf));
    },
    issue: (issue) => void errors.push(errorOf(issue)),
  });
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES)
    reader.write(bytes.subarray(at, at + CHUNK_BYTES));
  reader.end();
  const supplier = header?.supplierIds[0]?.value ?? null;
  return {
    documents: [
      {
        type: 'catalogue',
        number: null,
        date: header ? dayOf(header) : null,
        currency: header?.currency ?? null,
        parties: supplier
          ? {
              seller: {
                gln: null,
                id: supplier,
                name: null,
                street: null,
                postalCode: null,
                city: null,
                country: null,
                vatId: null,
              },
            }
          : {},
        references: [],
        lines,
        totals: {},
      },
    ],
    errors,
  };
}
