import { Problem } from '../../../src/base/index.ts';
import type { Inspection } from '../../document.ts';
import { inspectInvoice } from '../inspect.ts';
import { isCreditNote } from '../model.ts';
import { parseUbl } from './parse.ts';

/**
 * A UBL Invoice or CreditNote in the shape `comptoir inspect` prints. A file that cannot be read gives
 * no document and the refusal as its one error; broken rules of form are errors beside the document.
 */
export function inspectUbl(bytes: Uint8Array): Inspection {
  try {
    const { model, errors, violations, root } = parseUbl(bytes);
    const isCredit = root === 'CreditNote' || isCreditNote(model.typeCode);
    return {
      documents: [inspectInvoice(model, isCredit ? 'credit_note' : 'invoice')],
      errors: [
        ...errors,
        ...violations.map((one) => ({
          code: one.rule,
          severity: one.severity,
          line: Number(/line (\d+)$/.exec(one.path)?.[1]) || null,
          segment: one.path.split(',')[0] ?? null,
          element: null,
          message: one.message,
          fix: one.message,
        })),
      ],
    };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { line } = error.params;
    const message = error.text('en');
    return {
      documents: [],
      errors: [
        {
          code: error.code,
          severity: 'error',
          line: typeof line === 'number' ? line : null,
          segment: null,
          element: null,
          message,
          fix: message,
        },
      ],
    };
  }
}
