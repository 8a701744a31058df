import type { EInvoice } from '../../../../edi/einvoice/index.ts';
import {
  creditorReference,
  type Money,
  money,
  Problem,
  plainDateIn,
  toDecimal,
} from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { invoiceExposure, recordInvoiceIssued } from '../../credit/index.ts';
import { post } from '../../ledger/index.ts';
import {
  GoodsReceipt,
  OrderLine,
  PurchaseOrder,
  type ReceiptContent,
  receiptContent,
  receiptsOfShipment,
  recordInvoiced,
  SellerOrder,
  Shipment,
} from '../../orders/index.ts';
import { type Organisation, operatorOrganisation, organisation } from '../../parties/index.ts';
import { Invoice } from '../entities.ts';
import {
  assembleInvoice,
  commissionOn,
  contestUntil,
  dueDate,
  mismatchText,
  orderMismatches,
  partCommission,
  partNet,
  withPartVat,
} from '../rules/index.ts';
import { type EarlierParts, earlierFees, earlierParts } from './earlier-parts.ts';
import { checkRules, collectingAccount, companyOf, storePapers } from './papers.ts';
import { minorOf, numberFor, type RecordedLine, recordDocument } from './record.ts';

export type IssuedDocument = { readonly invoiceId: string; readonly number: string };

type Delivery = {
  readonly receipt: GoodsReceipt;
  readonly shipment: Shipment;
  readonly sellerOrder: SellerOrder;
  readonly purchase: PurchaseOrder;
  readonly lines: readonly RecordedLine[];
  /** What of this seller's order is invoiced before. */
  readonly earlier: EarlierParts;
};

type Parties = {
  readonly seller: Organisation;
  readonly buyer: Organisation;
  readonly operator: Organisation;
};

/** What the receipt names, as invoice lines in the order's sequence; parts of a line come to the line to the cent. */
function receivedLines(
  { lines }: ReceiptContent,
  { currency, earlier }: { currency: string; earlier: EarlierParts },
): RecordedLine[] {
  return lines.map(({ line, quantity }, at) => ({
    position: at + 1,
    orderLineId: line.id,
    orderLineNumber: line.lineNumber,
    sku: line.sku,
    gtin: line.gtin ?? null,
    description: line.description,
    unspsc: line.unspsc,
    unit: line.unit,
    quantity,
    unitPrice: line.unitPrice,
    netAmount: toDecimal(
      partNet({
        unitPrice: line.unitPrice,
        quantity,
        currency,
        before: earlier.lines.get(line.id),
      }),
    ),
    vatCategory: line.vatCategory,
    vatRateBp: line.vatRateBp,
    costCentre: line.costCentre,
    auxiliaryId: line.auxiliaryId,
  }));
}

async function deliveryOf(tx: TxCtx, receiptId: string): Promise<Delivery> {
  const content = await receiptContent(tx, receiptId);
  if (!content) throw new Problem('not_found', { what: 'receipt', id: receiptId });
  const { receipt, shipment } = content;
  const isDelivery = receipt.kind === 'received' && !receipt.cancelledAt;
  if (!shipment || !isDelivery || content.lines.length === 0)
    throw new Problem('invoicing.nothing_received', {
      shipment: shipment?.number ?? receipt.number,
    });
  const sellerOrder = await tx.em.findOneOrFail(SellerOrder, { id: receipt.sellerOrderId });
  const purchase = await tx.em.findOneOrFail(PurchaseOrder, { id: sellerOrder.purchaseOrderId });
  const earlier = await earlierParts(tx, sellerOrder.id);
  const lines = receivedLines(content, { currency: sellerOrder.currency, earlier });
  return { receipt, shipment, sellerOrder, purchase, lines, earlier };
}

/** Row 23 of the market page: a wrong invoice is paid late, so what differs from the order is not issued. */
async function checkContent(tx: TxCtx, { shipment, sellerOrder, lines }: Delivery): Promise<void> {
  const ordered = await tx.em.find(OrderLine, { sellerOrderId: sellerOrder.id });
  const drafts = lines.map((line) => ({
    ...line,
    lineNumber: line.orderLineNumber ?? 0,
    currency: sellerOrder.currency,
  }));
  const mismatches = orderMismatches(drafts, ordered);
  if (mismatches.length === 0) return;
  throw new Problem('invoicing.order_mismatch', {
    shipment: shipment.number,
    order: sellerOrder.number,
    reasons: mismatchText(mismatches),
  });
}

async function partiesOf(tx: TxCtx, order: SellerOrder): Promise<Parties> {
  return {
    seller: await organisation(tx, order.sellerId),
    buyer: await organisation(tx, order.buyerId),
    operator: await operatorOrganisation(tx),
  };
}

type Draft = {
  readonly invoice: EInvoice;
  readonly dueOn: Temporal.PlainDate;
  readonly issuedOn: Temporal.PlainDate;
  readonly reference: string;
  readonly contestDays: number;
};

async function draftOf(tx: TxCtx, delivery: Delivery, parties: Parties): Promise<Draft> {
  const { receipt, shipment, sellerOrder, purchase, lines, earlier } = delivery;
  const { seller, buyer, operator } = parties;
  const { number, mandate, issuedOn } = await numberFor(tx, seller);
  const dueOn = dueDate({ issuedOn, days: sellerOrder.paymentDays });
  const reference = creditorReference(number);
  const whole = assembleInvoice({
    number,
    typeCode: '380',
    issuedOn,
    dueOn,
    currency: sellerOrder.currency,
    locale: buyer.locale,
    seller: companyOf(seller),
    buyer: companyOf(buyer),
    operator: companyOf(operator),
    collecting: collectingAccount(operator),
    mandateSignedOn: mandate?.signedOn ?? undefined,
    paymentReference: reference,
    orderNumber: purchase.number,
    sellerOrderNumber: sellerOrder.number,
    despatchNumber: shipment.number,
    receiptNumber: receipt.number,
    delivery: { on: plainDateIn(receipt.receivedAt), address: sellerOrder.shipTo },
    lines,
  });
  const invoice = withPartVat(whole, earlier.vat);
  checkRules(invoice, { vat: earlier.vat.length === 0 ? 'exact' : 'in_parts' });
  return { invoice, dueOn, issuedOn, reference, contestDays: mandate?.contestDays ?? 0 };
}

async function recordInvoice(
  tx: TxCtx,
  { delivery, parties, draft }: { delivery: Delivery; parties: Parties; draft: Draft },
): Promise<Invoice> {
  const { invoice, issuedOn } = draft;
  const { sellerOrder, purchase, shipment, receipt } = delivery;
  const files = await storePapers(tx, {
    invoice,
    buyerId: parties.buyer.id,
    locale: parties.buyer.locale,
  });
  const grossMinor = minorOf(invoice, invoice.totals.gross);
  const net = money(minorOf(invoice, invoice.totals.net), invoice.currency);
  const rated = (on: Money) => commissionOn({ net: on, on: issuedOn, seller: parties.seller });
  const { bp } = rated(net);
  const before = await earlierFees(tx, { sellerOrderId: sellerOrder.id, bp });
  const commission = partCommission(net, { before, rated });
  return recordDocument(tx, {
    invoice,
    lines: delivery.lines,
    record: {
      id: tx.newId(),
      number: invoice.number,
      typeCode: invoice.typeCode,
      sellerId: parties.seller.id,
      buyerId: parties.buyer.id,
      sellerOrderId: sellerOrder.id,
      shipmentId: shipment.id,
      goodsReceiptId: receipt.id,
      purchaseOrderId: purchase.id,
      purchaseOrderNumber: purchase.number,
      precedingInvoiceId: null,
      // Goods at no charge leave nothing to pay.
      state: grossMinor === 0n ? 'paid' : 'issued',
      issuedOn,
      dueOn: draft.dueOn,
      currency: invoice.currency,
      netMinor: net.minor,
      vatMinor: minorOf(invoice, invoice.totals.vat),
      grossMinor,
      openMinor: grossMinor,
      commissionBp: bp,
      commissionNetMinor: commission.net.minor,
      commissionVatMinor: commission.vat.minor,
      statementId: null,
      paymentReference: draft.reference,
      ...files,
      contestUntil: contestUntil(issuedOn, draft.contestDays),
      contestedAt: null,
      contestReason: null,
      creditReason: null,
      createdAt: tx.now(),
    },
  });
}

/** Order, credit and books hear of the new invoice, in the order in which everybody locks. */
async function bookInvoice(
  tx: TxCtx,
  { record, delivery }: { record: Invoice; delivery: Delivery },
): Promise<void> {
  const { purchase, lines, receipt } = delivery;
  const amount = money(record.grossMinor, record.currency);
  await recordInvoiced(tx, {
    purchaseOrderId: purchase.id,
    lines: lines.flatMap(({ orderLineId, quantity }) =>
      orderLineId ? [{ orderLineId, quantity }] : [],
    ),
    receiptId: receipt.id,
  });
  const issued = {
    buyerId: record.buyerId,
    sellerId: record.sellerId,
    subject: `purchase_order:${purchase.id}`,
    invoiceId: record.id,
    number: record.number,
    amount,
    dueOn: record.dueOn,
  };
  if (purchase.termsOutcome === 'prepay') await recordInvoiceIssued(tx, issued);
  else await invoiceExposure(tx, issued);
  // Goods at no charge move no money: there is nothing to post.
  if (amount.minor === 0n) return;
  await post(tx, {
    cause: `invoice:${record.id}:issued`,
    journal: 'sales',
    effectiveOn: record.issuedOn,
    label: `Invoice ${record.number}`,
    entries: [
      { account: { kind: 'buyer_receivable', partyId: record.buyerId }, amount },
      {
        account: { kind: 'seller_pending', partyId: record.sellerId },
        amount: money(-amount.minor, amount.currency),
      },
    ],
  });
}

export type InvoiceOf = { readonly receiptId: string } | { readonly shipmentId: string };

/**
 * Issues the legal invoice of one receipt in the seller's name (CGI art. 289 I-2): quantities received at the
 * order's prices, due by the order's payment days. A shipment received in parts has an invoice for each; all
 * invoices of a seller's order come to the order's net, VAT and commission to the cent. With `shipmentId`: of every
 * receipt that has none yet, the oldest first; gives the last. Idempotent: a second call gives the same invoice.
 * Refuses without an active mandate, when anything differs from the order, and when a rule of EN 16931 or of France
 * is broken; a refusal gives the number back. Locks the purchase order, then the seller's mandate, so a seller's
 * invoices are issued one after another. Stores UBL and PDF for the buyer, freezes the commission, posts the sale
 * and emits `invoice.issued {invoiceId, buyerId, sellerId}`. Needs `finance.post`.
 */
export async function issueInvoice(ctx: Ctx | TxCtx, of: InvoiceOf): Promise<IssuedDocument> {
  ctx.require('finance.post');
  return write(ctx, (tx) =>
    privileged(tx, (inner) =>
      'receiptId' in of ? issueOnce(inner, of.receiptId) : issueShipment(inner, of.shipmentId),
    ),
  );
}

/** Locked first, as everywhere: quantities stand still, and whoever comes second finds the first one's invoice. */
async function lockOrderOf(tx: TxCtx, sellerOrderId: string): Promise<SellerOrder> {
  const sellerOrder = await tx.em.findOneOrFail(SellerOrder, { id: sellerOrderId });
  await lockRows(tx, 'purchase_order', [sellerOrder.purchaseOrderId]);
  return sellerOrder;
}

async function issueShipment(tx: TxCtx, shipmentId: string): Promise<IssuedDocument> {
  const found = await tx.em.findOne(Shipment, { id: shipmentId });
  if (!found) throw new Problem('not_found', { what: 'shipment', id: shipmentId });
  await lockOrderOf(tx, found.sellerOrderId);
  const shipment = await tx.em.findOneOrFail(Shipment, { id: shipmentId }, { refresh: true });
  let last: IssuedDocument | undefined;
  for (const { id } of await receiptsOfShipment(tx, shipmentId)) last = await issueOnce(tx, id);
  if (last) return last;
  const why = shipment.receivedAt ? 'invoicing.nothing_received' : 'invoicing.not_received';
  throw new Problem(why, { shipment: shipment.number });
}

async function issueOnce(tx: TxCtx, receiptId: string): Promise<IssuedDocument> {
  const found = await tx.em.findOne(GoodsReceipt, { id: receiptId });
  if (!found) throw new Problem('not_found', { what: 'receipt', id: receiptId });
  const sellerOrder = await lockOrderOf(tx, found.sellerOrderId);
  const earlier = await tx.em.findOne(Invoice, { goodsReceiptId: receiptId });
  if (earlier) return { invoiceId: earlier.id, number: earlier.number };
  const parties = await partiesOf(tx, sellerOrder);
  const delivery = await deliveryOf(tx, receiptId);
  await checkContent(tx, delivery);
  const draft = await draftOf(tx, delivery, parties);
  const record = await recordInvoice(tx, { delivery, parties, draft });
  await bookInvoice(tx, { record, delivery });
  const { id: invoiceId, number, buyerId, sellerId } = record;
  await audit(tx, {
    action: 'invoice.issued',
    subject: `invoice:${invoiceId}`,
    detail: {
      number,
      shipmentId: delivery.shipment.id,
      receipt: delivery.receipt.number,
      grossMinor: record.grossMinor.toString(),
    },
  });
  await emit(tx, 'invoice.issued', { invoiceId, buyerId, sellerId });
  return { invoiceId, number };
}
