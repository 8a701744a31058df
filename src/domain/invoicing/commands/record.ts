import type { RequiredEntityData } from '@mikro-orm/core';
import type { EInvoice, VatBreakdown } from '../../../../edi/einvoice/index.ts';
import { type Decimal, fromDecimal, Problem, plainDateIn } from '../../../base/index.ts';
import { nextNumber, type TxCtx } from '../../../platform/index.ts';
import type { Organisation } from '../../parties/index.ts';
import type { BillingMandate } from '../entities.ts';
import { Invoice, InvoiceLine, InvoiceVat } from '../entities.ts';
import type { SoldLine } from '../rules/index.ts';
import { mandateInForce, OPERATOR_SERIES } from './mandates.ts';

/**
 * The next number of the seller's own series: `<series>-<year>-<00001>`, gapless from 1 each year, taken in
 * the issuing transaction so that a refused issue gives it back. The mandate's row stays locked: numbers
 * follow the time, and the day of issue is read under that lock. The operator's own sales need no mandate.
 */
export async function numberFor(
  tx: TxCtx,
  seller: Organisation,
): Promise<{
  number: string;
  mandate: BillingMandate | undefined;
  issuedOn: Temporal.PlainDate;
}> {
  const mandate = seller.kind === 'operator' ? undefined : await mandateInForce(tx, seller);
  const series = mandate?.series ?? OPERATOR_SERIES;
  // Read once, now that nobody else is before us: at midnight of 31 December a document that waited must
  // not bear a number of one year and a day of the next.
  const issuedOn = plainDateIn(tx.now());
  const { year } = issuedOn;
  const taken = await nextNumber(tx, `invoice:${seller.id}:${year}`);
  return { number: `${series}-${year}-${taken.toString().padStart(5, '0')}`, mandate, issuedOn };
}

export type RecordedLine = SoldLine & { readonly orderLineId: string | null };

/** An amount of the document in cents of its currency. */
export function minorOf(invoice: EInvoice, value: Decimal | undefined): bigint {
  return value ? fromDecimal(value, invoice.currency, 'exact').minor : 0n;
}

function rateBpOf(row: { readonly rate?: Decimal | undefined }): number {
  return row.rate ? Number(row.rate.round(2, 'exact').unscaled) : 0;
}

function recordVat(tx: TxCtx, { record, invoice }: { record: Invoice; invoice: EInvoice }): void {
  for (const row of invoice.vatBreakdown as readonly VatBreakdown[]) {
    tx.em.create(InvoiceVat, {
      id: tx.newId(),
      invoiceId: record.id,
      buyerId: record.buyerId,
      sellerId: record.sellerId,
      category: row.category,
      rateBp: rateBpOf(row),
      baseMinor: minorOf(invoice, row.taxable),
      vatMinor: minorOf(invoice, row.tax),
      exemptionReason: row.exemptionReason ?? null,
      exemptionCode: row.exemptionCode ?? null,
    });
  }
}

/** Puts a document that has passed the rules on record, with its lines and VAT rows. */
export async function recordDocument(
  tx: TxCtx,
  {
    record,
    invoice,
    lines,
  }: {
    record: RequiredEntityData<Invoice>;
    invoice: EInvoice;
    lines: readonly RecordedLine[];
  },
): Promise<Invoice> {
  const created = tx.em.create(Invoice, record);
  const nets = new Map(invoice.lines.map((line) => [line.id, line.net]));
  await tx.em.flush();
  for (const line of lines) {
    const net = nets.get(String(line.position));
    if (!net) throw new Problem('internal', { request_id: tx.requestId });
    tx.em.create(InvoiceLine, {
      id: tx.newId(),
      invoiceId: created.id,
      buyerId: created.buyerId,
      sellerId: created.sellerId,
      position: line.position,
      orderLineId: line.orderLineId,
      orderLineNumber: line.orderLineNumber,
      sku: line.sku,
      gtin: line.gtin,
      description: line.description,
      unspsc: line.unspsc,
      unit: line.unit,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      netMinor: minorOf(invoice, net),
      vatCategory: line.vatCategory,
      vatRateBp: line.vatRateBp,
    });
  }
  recordVat(tx, { record: created, invoice });
  await tx.em.flush();
  return created;
}
