import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  buildInvoiceDetailRequest,
  type InvoicePurpose,
  knownVersions,
  parseCxml,
  validateCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { invoice } from './arbitraries-later.ts';
import { refusal } from './support.ts';

const envelope = {
  payloadId: '1@comptoir',
  timestamp: '2026-03-02T10:00:00+01:00',
  header: {
    from: { credentials: [{ domain: 'NetworkID', identity: 'AN01' }] },
    to: { credentials: [{ domain: 'NetworkID', identity: 'AN02' }] },
    sender: { credentials: [{ domain: 'NetworkID', identity: 'AN01' }], userAgent: 'Comptoir' },
  },
};
/** One invoice by line, above zero. */
const [sample] = fc.sample(
  invoice.filter(({ summary }) => summary.subtotal.value.compare(Decimal.zero) > 0),
  { numRuns: 1, seed: 7 },
);
if (!sample) throw new Error('no invoice');
const build = (purpose: InvoicePurpose, version: string) =>
  buildInvoiceDetailRequest(envelope, { ...sample, purpose }, { version });

describe('a debit memo', () => {
  const versions = knownVersions('InvoiceDetail');

  it.each(versions)('of the whole is valid at %s and read back', (version) => {
    const bytes = build('debitMemo', version);
    expect(validateCxml(bytes, { dtd: 'InvoiceDetail', version })).toEqual([]);
    expect(parseCxml(bytes).payload).toMatchObject({ purpose: 'debitMemo', operation: 'new' });
  });

  it('by line is valid where the DTD has it, from 1.2.037 on, and refused by name before', () => {
    const written = versions.filter((version) => {
      if (version === '1.2.020') return false;
      const bytes = build('lineLevelDebitMemo', version);
      expect(validateCxml(bytes, { dtd: 'InvoiceDetail', version })).toEqual([]);
      expect(parseCxml(bytes).payload).toMatchObject({ purpose: 'lineLevelDebitMemo' });
      return true;
    });
    expect(written).toEqual(versions.filter((version) => version !== '1.2.020'));
    expect(refusal(() => build('lineLevelDebitMemo', '1.2.020'))).toBe('cxml.unwritable');
  });

  it('asks for money: below zero it is refused, and by line it is no header invoice', () => {
    const { subtotal } = sample.summary;
    const minus = { ...subtotal, value: subtotal.value.mul(Decimal.parse('-1')) };
    const negative = {
      ...sample,
      purpose: 'lineLevelDebitMemo' as const,
      orders: [],
      summary: { ...sample.summary, subtotal: minus, net: minus, due: minus },
    };
    expect(refusal(() => buildInvoiceDetailRequest(envelope, negative))).toBe('cxml.unwritable');
    const header = {
      ...sample,
      purpose: 'lineLevelDebitMemo' as const,
      headerInvoice: 'yes' as const,
    };
    expect(refusal(() => buildInvoiceDetailRequest(envelope, header))).toBe('cxml.unwritable');
  });
});
