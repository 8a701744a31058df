import type { Decimal } from '../../../base/index.ts';

/** A line as it is about to be invoiced. */
export type DraftLine = {
  readonly lineNumber: number;
  readonly sku: string;
  readonly unit: string;
  readonly quantity: Decimal;
  readonly unitPrice: Decimal;
  readonly currency: string;
  readonly vatCategory: string;
  readonly vatRateBp: number;
};

/** What the order says of it. */
export type OrderedLine = DraftLine & {
  readonly receivedQuantity: Decimal;
  readonly invoicedQuantity: Decimal;
};

/** A reason not to issue, by the French status code of the same fault where one exists (XP Z12-012). */
export type Mismatch = {
  readonly code: 'CMD_ERR' | 'QTE_ERR' | 'PU_ERR' | 'TX_TVA_ERR' | 'LIVR_INCOMP';
  readonly lineNumber: number;
  readonly invoiced: string;
  readonly expected: string;
};

function lineMismatches(draft: DraftLine, ordered: OrderedLine): Mismatch[] {
  const found: Mismatch[] = [];
  const { lineNumber } = draft;
  const put = (code: Mismatch['code'], invoiced: string, expected: string): void => {
    found.push({ code, lineNumber, invoiced, expected });
  };
  const total = ordered.invoicedQuantity.add(draft.quantity);
  if (draft.quantity.isNegative() || draft.quantity.isZero()) {
    put('QTE_ERR', draft.quantity.toString(), '> 0');
  } else if (total.compare(ordered.quantity) > 0) {
    put('QTE_ERR', total.toString(), `≤ ${ordered.quantity.toString()}`);
  } else if (total.compare(ordered.receivedQuantity) > 0) {
    put('LIVR_INCOMP', total.toString(), `≤ ${ordered.receivedQuantity.toString()}`);
  }
  if (!draft.unitPrice.equals(ordered.unitPrice)) {
    put('PU_ERR', draft.unitPrice.toString(2), ordered.unitPrice.toString(2));
  }
  const isSameArticle = draft.sku === ordered.sku && draft.unit === ordered.unit;
  if (!isSameArticle || draft.currency !== ordered.currency) {
    put(
      'CMD_ERR',
      `${draft.sku} ${draft.unit} ${draft.currency}`,
      `${ordered.sku} ${ordered.unit} ${ordered.currency}`,
    );
  }
  if (draft.vatCategory !== ordered.vatCategory || draft.vatRateBp !== ordered.vatRateBp) {
    put(
      'TX_TVA_ERR',
      `${draft.vatCategory} ${draft.vatRateBp}`,
      `${ordered.vatCategory} ${ordered.vatRateBp}`,
    );
  }
  return found;
}

/**
 * Compares what is to be invoiced with the order before it leaves: line known and named once, article,
 * unit, price and VAT as ordered, quantity neither above what was ordered nor above what arrived, earlier
 * invoices counted. Every difference blocks: wrong invoices are what buyers pay late for. Empty: issue.
 */
export function orderMismatches(
  drafts: readonly DraftLine[],
  ordered: readonly OrderedLine[],
): readonly Mismatch[] {
  const byNumber = new Map(ordered.map((line) => [line.lineNumber, line]));
  const seen = new Set<number>();
  return drafts.flatMap((draft) => {
    const line = byNumber.get(draft.lineNumber);
    const isRepeated = seen.has(draft.lineNumber);
    seen.add(draft.lineNumber);
    if (line && !isRepeated) return lineMismatches(draft, line);
    return [
      {
        code: 'CMD_ERR' as const,
        lineNumber: draft.lineNumber,
        invoiced: draft.sku,
        expected: isRepeated ? 'once' : 'no such line',
      },
    ];
  });
}

/** The reasons in one sentence: `line 2 QTE_ERR 12 ≠ ≤ 10; …`, at most ten of them. */
export function mismatchText(mismatches: readonly Mismatch[]): string {
  const shown = mismatches
    .slice(0, 10)
    .map((one) => `${one.lineNumber}: ${one.code} ${one.invoiced} (${one.expected})`);
  const more = mismatches.length - shown.length;
  return shown.join('; ') + (more > 0 ? `; +${more}` : '');
}
