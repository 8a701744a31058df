import {
  buildUblInvoice,
  type EInvoice,
  ruleSetsFor,
  validateInvoice,
} from '../../../../edi/einvoice/index.ts';
import { type Locale, Problem } from '../../../base/index.ts';
import { storeFile, type TxCtx } from '../../../platform/index.ts';
import type { Organisation } from '../../parties/index.ts';
import { invoicePdf } from '../documents/invoice-pdf.ts';
import type { Company } from '../rules/index.ts';

/** An organisation as the invoice knows it. */
export function companyOf(organisation: Organisation): Company {
  return organisation;
}

/** The operator's account that buyers pay to. Refuses with `invoicing.account_missing`. */
export function collectingAccount(operator: Organisation): { iban: string; bic: string | null } {
  if (!operator.iban) throw new Problem('invoicing.account_missing');
  return { iban: operator.iban, bic: operator.bic ?? null };
}

/**
 * Refuses to issue what breaks a rule of severity error: EN 16931, the French rules for French sellers, and
 * our own to the cent (`invoicing.rules_violated`, at most ten of them named). The VAT of a credit note, and of
 * an order that is invoiced in parts, may stand a cent beside base × rate, within BR-CO-17: it takes back what was
 * charged, and charges what is left of the whole, not what it computes.
 */
export function checkRules(
  invoice: EInvoice,
  { vat }: { vat: 'exact' | 'in_parts' } = { vat: 'exact' },
): void {
  const isPart = invoice.typeCode === '381' || vat === 'in_parts';
  const errors = validateInvoice(invoice, [...ruleSetsFor(invoice), 'exact']).filter(
    (one) => one.severity === 'error' && !(isPart && one.rule === 'CPT-VAT'),
  );
  if (errors.length === 0) return;
  const violations = errors
    .slice(0, 10)
    .map((one) => `${one.rule} ${one.path}: ${one.message}`)
    .join(' ');
  throw new Problem('invoicing.rules_violated', {
    seller: invoice.seller.name,
    buyer: invoice.buyer.name,
    violations,
  });
}

/** Writes UBL and PDF under the buyer's organisation, named by the number. Returns the files' ids. */
export async function storePapers(
  tx: TxCtx,
  { invoice, buyerId, locale }: { invoice: EInvoice; buyerId: string; locale: Locale },
): Promise<{ ublFileId: string; pdfFileId: string }> {
  const ublFileId = await storeFile(tx, {
    name: `${invoice.number}.xml`,
    contentType: 'application/xml',
    content: Buffer.from(buildUblInvoice(invoice), 'utf8'),
    organisationId: buyerId,
  });
  const pdfFileId = await storeFile(tx, {
    name: `${invoice.number}.pdf`,
    contentType: 'application/pdf',
    content: await invoicePdf(invoice, { locale, at: tx.now() }),
    organisationId: buyerId,
  });
  return { ublFileId, pdfFileId };
}
