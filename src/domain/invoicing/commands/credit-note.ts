import { LockMode } from '@mikro-orm/core';
import type { EInvoice } from '../../../../edi/einvoice/index.ts';
import {
  creditorReference,
  Decimal,
  money,
  Problem,
  plainDateIn,
  transition,
} from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { settleExposure } from '../../credit/index.ts';
import { post } from '../../ledger/index.ts';
import { GoodsReceipt, OrderLine, SellerOrder } from '../../orders/index.ts';
import { operatorOrganisation, organisation } from '../../parties/index.ts';
import {
  Invoice,
  InvoiceLine,
  type InvoiceState,
  InvoiceVat,
  invoiceTransitions,
} from '../entities.ts';
import {
  assembleInvoice,
  type CreditableLine,
  type CreditRequest,
  contestUntil,
  creditedCommission,
  creditLines,
  type FeeShare,
  type SaleFacts,
  type VatShare,
  withCreditedVat,
} from '../rules/index.ts';
import type { IssuedDocument } from './issue.ts';
import { checkRules, collectingAccount, companyOf, storePapers } from './papers.ts';
import { minorOf, numberFor, recordDocument } from './record.ts';

type Credited = { position: number; quantity: string; net: string };

/** The ids that invoiced lines have had since the basket, by order line. */
async function auxiliaryIdsOf(
  tx: TxCtx,
  lines: readonly InvoiceLine[],
): Promise<ReadonlyMap<string, string>> {
  const ids = lines.flatMap(({ orderLineId }) => orderLineId ?? []);
  const ordered = await tx.em.find(OrderLine, { id: { $in: ids }, auxiliaryId: { $ne: null } });
  return new Map(ordered.map(({ id, auxiliaryId }) => [id, auxiliaryId ?? '']));
}

async function creditableLines(tx: TxCtx, invoice: Invoice): Promise<CreditableLine[]> {
  const lines = await tx.em.find(
    InvoiceLine,
    { invoiceId: invoice.id },
    { orderBy: { position: 'asc' } },
  );
  const before = await tx.em.execute<Credited[]>(
    `select line.position, sum(line.quantity)::text as quantity, sum(line.net_minor)::text as net
     from invoice_line line join invoice note on note.id = line.invoice_id
     where note.preceding_invoice_id = ? group by line.position`,
    [invoice.id],
  );
  const byPosition = new Map(before.map((row) => [row.position, row]));
  const auxiliaryIds = await auxiliaryIdsOf(tx, lines);
  return lines.map((line) => {
    const credited = byPosition.get(line.position);
    return {
      position: line.position,
      auxiliaryId: auxiliaryIds.get(line.orderLineId ?? ''),
      orderLineId: line.orderLineId ?? null,
      orderLineNumber: line.orderLineNumber ?? null,
      sku: line.sku,
      gtin: line.gtin ?? null,
      description: line.description,
      unspsc: line.unspsc ?? null,
      unit: line.unit,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      vatCategory: line.vatCategory,
      vatRateBp: line.vatRateBp,
      netMinor: line.netMinor,
      creditedQuantity: credited ? Decimal.parse(credited.quantity) : Decimal.zero,
      creditedNetMinor: credited ? BigInt(credited.net) : 0n,
    };
  });
}

/** When and where the goods were delivered that are now credited; an intra-Community supply must say it. */
async function deliveryOf(tx: TxCtx, invoice: Invoice): Promise<SaleFacts['delivery']> {
  const { sellerOrderId, goodsReceiptId } = invoice;
  const order = sellerOrderId ? await tx.em.findOne(SellerOrder, { id: sellerOrderId }) : null;
  const receipt = goodsReceiptId ? await tx.em.findOne(GoodsReceipt, { id: goodsReceiptId }) : null;
  if (!order) return undefined;
  const { receivedAt } = receipt ?? {};
  return { on: receivedAt ? plainDateIn(receivedAt) : invoice.issuedOn, address: order.shipTo };
}

/** The VAT of the invoice, and what its credit notes have taken back of it. */
async function vatShares(
  tx: TxCtx,
  invoice: Invoice,
): Promise<{ sold: VatShare[]; credited: VatShare[] }> {
  const sold = await tx.em.find(InvoiceVat, { invoiceId: invoice.id });
  const before = await tx.em.execute<
    { category: string; rate_bp: number; base: string; vat: string }[]
  >(
    `select v.category, v.rate_bp, sum(v.base_minor)::text as base, sum(v.vat_minor)::text as vat
     from invoice_vat v join invoice note on note.id = v.invoice_id
     where note.preceding_invoice_id = ? group by v.category, v.rate_bp`,
    [invoice.id],
  );
  const credited = before.map((row) => ({
    category: row.category,
    rateBp: row.rate_bp,
    baseMinor: BigInt(row.base),
    vatMinor: BigInt(row.vat),
  }));
  return { sold, credited };
}

async function creditedFees(tx: TxCtx, invoiceId: string): Promise<FeeShare> {
  const rows = await tx.em.execute<{ net: string; fee: string; vat: string }[]>(
    `select coalesce(sum(net_minor), 0)::text as net,
            coalesce(sum(commission_net_minor), 0)::text as fee,
            coalesce(sum(commission_vat_minor), 0)::text as vat
     from invoice where preceding_invoice_id = ?`,
    [invoiceId],
  );
  const { net, fee, vat } = rows[0] ?? { net: '0', fee: '0', vat: '0' };
  return {
    netMinor: BigInt(net),
    commissionNetMinor: BigInt(fee),
    commissionVatMinor: BigInt(vat),
  };
}

type Draft = {
  readonly invoice: Invoice;
  readonly note: EInvoice;
  readonly lines: ReturnType<typeof creditLines>;
  readonly commission: { readonly net: bigint; readonly vat: bigint };
  readonly contestDays: number;
};

async function draftOf(
  tx: TxCtx,
  {
    invoice,
    reason,
    asked,
  }: { invoice: Invoice; reason: string; asked: readonly CreditRequest[] | undefined },
): Promise<Draft> {
  const seller = await organisation(tx, invoice.sellerId);
  const buyer = await organisation(tx, invoice.buyerId);
  const operator = await operatorOrganisation(tx);
  const { currency } = invoice;
  const lines = creditLines(await creditableLines(tx, invoice), {
    number: invoice.number,
    currency,
    asked,
  });
  const { number, mandate, issuedOn } = await numberFor(tx, seller);
  const assembled = assembleInvoice({
    number,
    typeCode: '381',
    issuedOn,
    dueOn: issuedOn,
    currency,
    locale: buyer.locale,
    seller: companyOf(seller),
    buyer: companyOf(buyer),
    operator: companyOf(operator),
    collecting: collectingAccount(operator),
    mandateSignedOn: mandate?.signedOn ?? undefined,
    paymentReference: creditorReference(number),
    orderNumber: invoice.purchaseOrderNumber,
    sellerOrderNumber: null,
    despatchNumber: null,
    delivery: await deliveryOf(tx, invoice),
    preceding: { number: invoice.number, issuedOn: invoice.issuedOn },
    reason,
    lines,
  });
  const note = withCreditedVat(assembled, await vatShares(tx, invoice));
  checkRules(note);
  const commission = creditedCommission({
    sold: invoice,
    credited: await creditedFees(tx, invoice.id),
    netMinor: minorOf(note, note.totals.net),
  });
  return { invoice, note, lines, commission, contestDays: mandate?.contestDays ?? 0 };
}

async function recordNote(
  tx: TxCtx,
  { draft, reason, usedMinor }: { draft: Draft; reason: string; usedMinor: bigint },
): Promise<Invoice> {
  const { invoice, note, commission } = draft;
  const locale = (await organisation(tx, invoice.buyerId)).locale;
  const files = await storePapers(tx, { invoice: note, buyerId: invoice.buyerId, locale });
  const grossMinor = minorOf(note, note.totals.gross);
  const openMinor = grossMinor - usedMinor;
  const state = openMinor === 0n ? 'paid' : usedMinor === 0n ? 'issued' : 'part_paid';
  return recordDocument(tx, {
    invoice: note,
    lines: draft.lines,
    record: {
      id: tx.newId(),
      number: note.number,
      typeCode: note.typeCode,
      sellerId: invoice.sellerId,
      buyerId: invoice.buyerId,
      sellerOrderId: invoice.sellerOrderId,
      shipmentId: null,
      purchaseOrderId: invoice.purchaseOrderId,
      purchaseOrderNumber: invoice.purchaseOrderNumber,
      precedingInvoiceId: invoice.id,
      state,
      issuedOn: note.issueDate,
      dueOn: note.issueDate,
      currency: note.currency,
      netMinor: minorOf(note, note.totals.net),
      vatMinor: minorOf(note, note.totals.vat),
      grossMinor,
      openMinor,
      commissionBp: invoice.commissionBp,
      commissionNetMinor: commission.net,
      commissionVatMinor: commission.vat,
      statementId: null,
      paymentReference: creditorReference(note.number),
      ...files,
      contestUntil: contestUntil(note.issueDate, draft.contestDays),
      contestedAt: null,
      contestReason: null,
      creditReason: reason,
      createdAt: tx.now(),
    },
  });
}

async function creditedMinor(tx: TxCtx, invoiceId: string): Promise<bigint> {
  const rows = await tx.em.execute<{ used: string }[]>(
    `select coalesce(sum(gross_minor - open_minor), 0)::text as used
     from invoice where preceding_invoice_id = ?`,
    [invoiceId],
  );
  return BigInt(rows[0]?.used ?? '0');
}

/** Lowers what is open of the invoice; `credited` where credit notes took back all of it. */
async function lowerOpen(tx: TxCtx, invoice: Invoice, usedMinor: bigint): Promise<void> {
  if (usedMinor === 0n) return;
  invoice.openMinor -= usedMinor;
  const isWhole = (await creditedMinor(tx, invoice.id)) === invoice.grossMinor;
  const to: InvoiceState = invoice.openMinor > 0n ? 'part_paid' : isWhole ? 'credited' : 'paid';
  if (to !== invoice.state) {
    const subject = `invoice ${invoice.number}`;
    invoice.state = transition(invoiceTransitions, { subject, from: invoice.state, to });
  }
  await tx.em.flush();
  const { buyerId, currency } = invoice;
  const amount = money(usedMinor, currency);
  await settleExposure(tx, { buyerId, invoiceId: invoice.id, amount });
}

async function bookNote(tx: TxCtx, record: Invoice): Promise<void> {
  const amount = money(record.grossMinor, record.currency);
  if (amount.minor === 0n) return;
  await post(tx, {
    cause: `credit_note:${record.id}:issued`,
    journal: 'sales',
    effectiveOn: record.issuedOn,
    label: `Credit note ${record.number}`,
    entries: [
      { account: { kind: 'seller_pending', partyId: record.sellerId }, amount },
      {
        account: { kind: 'buyer_receivable', partyId: record.buyerId },
        amount: money(-amount.minor, amount.currency),
      },
    ],
  });
}

/**
 * Credits an invoice whole or in part (type 381, positive amounts, reference to the invoice) from the
 * seller's series, under its mandate and `finance.post`. `lines` names positions and quantities; without it
 * all that is left is credited. The credit first lowers what is open of the invoice; what exceeds it stays
 * open on the credit note, for other invoices or a refund. Locks the invoice. Takes the sale back in the
 * books and emits `invoice.issued` for the note, `invoice.credited {creditNoteId, invoiceId, buyerId,
 * sellerId}`, and `invoice.paid` when nothing is open of the invoice any more.
 */
export async function issueCreditNote(
  ctx: Ctx | TxCtx,
  {
    invoiceId,
    lines,
    reason,
  }: { invoiceId: string; lines?: readonly CreditRequest[]; reason: string },
): Promise<IssuedDocument> {
  ctx.require('finance.post');
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await inner.em.findOne(
        Invoice,
        { id: invoiceId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (!invoice) throw new Problem('not_found', { what: 'invoice', id: invoiceId });
      const { number } = invoice;
      if (invoice.typeCode === '381') throw new Problem('invoicing.not_creditable', { number });
      return creditInvoice(inner, { invoice, asked: lines, reason });
    }),
  );
}

async function creditInvoice(
  tx: TxCtx,
  {
    invoice,
    asked,
    reason,
  }: { invoice: Invoice; asked: readonly CreditRequest[] | undefined; reason: string },
): Promise<IssuedDocument> {
  const draft = await draftOf(tx, { invoice, reason, asked });
  const gross = minorOf(draft.note, draft.note.totals.gross);
  const usedMinor = gross < invoice.openMinor ? gross : invoice.openMinor;
  const record = await recordNote(tx, { draft, reason, usedMinor });
  const { id: invoiceId, buyerId, sellerId } = invoice;
  const wasOpen = invoice.openMinor > 0n;
  await lowerOpen(tx, invoice, usedMinor);
  await bookNote(tx, record);
  await audit(tx, {
    action: 'invoice.credited',
    subject: `invoice:${invoice.id}`,
    detail: { creditNote: record.number, grossMinor: gross.toString(), reason },
  });
  await emit(tx, 'invoice.issued', { invoiceId: record.id, buyerId, sellerId });
  await emit(tx, 'invoice.credited', { creditNoteId: record.id, invoiceId, buyerId, sellerId });
  if (wasOpen && invoice.openMinor === 0n) await emit(tx, 'invoice.paid', { invoiceId });
  return { invoiceId: record.id, number: record.number };
}

/**
 * Tells settlement that the credit notes of a settled invoice are settled with it, so that what the invoice
 * brings its seller and what the notes take back become available together. Safe to repeat.
 */
export async function settleCreditNotes(
  ctx: Ctx | TxCtx,
  { invoiceId }: { invoiceId: string },
): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await inner.em.findOne(Invoice, { id: invoiceId }, { refresh: true });
      if (!invoice || invoice.openMinor > 0n) return;
      const notes = await inner.em.find(Invoice, { precedingInvoiceId: invoiceId, openMinor: 0n });
      for (const note of notes) {
        // A note over goods at no charge moves no money.
        if (note.grossMinor > 0n) await emit(inner, 'invoice.paid', { invoiceId: note.id });
      }
    }),
  );
}
