import type { EInvoice } from '../../../../edi/einvoice/index.ts';
import { creditorReference, money, Problem, plainDateIn } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { invoiceExposure, recordInvoiceIssued } from '../../credit/index.ts';
import { post } from '../../ledger/index.ts';
import {
  OrderLine,
  PurchaseOrder,
  recordInvoiced,
  SellerOrder,
  Shipment,
  ShipmentLine,
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
} from '../rules/index.ts';
import { checkRules, collectingAccount, companyOf, storePapers } from './papers.ts';
import { minorOf, numberFor, type RecordedLine, recordDocument } from './record.ts';

export type IssuedDocument = { readonly invoiceId: string; readonly number: string };

type Delivery = {
  readonly shipment: Shipment & { receivedAt: Temporal.Instant };
  readonly sellerOrder: SellerOrder;
  readonly purchase: PurchaseOrder;
  readonly lines: readonly RecordedLine[];
};

type Parties = {
  readonly seller: Organisation;
  readonly buyer: Organisation;
  readonly operator: Organisation;
};

/** Quantities received of each order line in this shipment, as invoice lines in the order's sequence. */
async function receivedLines(tx: TxCtx, shipment: Shipment): Promise<RecordedLine[]> {
  const carried = await tx.em.find(ShipmentLine, { shipmentId: shipment.id }, { refresh: true });
  const arrived = carried.filter((line) => !line.receivedQuantity.isZero());
  const ids = arrived.map((line) => line.orderLineId);
  const ordered = await tx.em.find(
    OrderLine,
    { id: { $in: ids } },
    { orderBy: { lineNumber: 'asc' }, refresh: true },
  );
  return ordered.map((line, at) => ({
    position: at + 1,
    orderLineId: line.id,
    orderLineNumber: line.lineNumber,
    sku: line.sku,
    gtin: line.gtin ?? null,
    description: line.description,
    unspsc: line.unspsc,
    unit: line.unit,
    quantity: arrived
      .filter((part) => part.orderLineId === line.id)
      .map((part) => part.receivedQuantity)
      .reduce((sum, quantity) => sum.add(quantity)),
    unitPrice: line.unitPrice,
    vatCategory: line.vatCategory,
    vatRateBp: line.vatRateBp,
    costCentre: line.costCentre,
    auxiliaryId: line.auxiliaryId,
  }));
}

async function deliveryOf(tx: TxCtx, shipment: Shipment): Promise<Delivery> {
  const { receivedAt, number } = shipment;
  if (!receivedAt) throw new Problem('invoicing.not_received', { shipment: number });
  const sellerOrder = await tx.em.findOneOrFail(SellerOrder, { id: shipment.sellerOrderId });
  const purchase = await tx.em.findOneOrFail(PurchaseOrder, { id: sellerOrder.purchaseOrderId });
  const lines = await receivedLines(tx, shipment);
  if (lines.length === 0) throw new Problem('invoicing.nothing_received', { shipment: number });
  return { shipment: Object.assign(shipment, { receivedAt }), sellerOrder, purchase, lines };
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
  const { shipment, sellerOrder, purchase, lines } = delivery;
  const { seller, buyer, operator } = parties;
  const { number, mandate, issuedOn } = await numberFor(tx, seller);
  const dueOn = dueDate({ issuedOn, days: sellerOrder.paymentDays });
  const reference = creditorReference(number);
  const invoice = assembleInvoice({
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
    delivery: { on: plainDateIn(shipment.receivedAt), address: sellerOrder.shipTo },
    lines,
  });
  checkRules(invoice);
  return { invoice, dueOn, issuedOn, reference, contestDays: mandate?.contestDays ?? 0 };
}

async function recordInvoice(
  tx: TxCtx,
  { delivery, parties, draft }: { delivery: Delivery; parties: Parties; draft: Draft },
): Promise<Invoice> {
  const { invoice, issuedOn } = draft;
  const { sellerOrder, purchase, shipment } = delivery;
  const files = await storePapers(tx, {
    invoice,
    buyerId: parties.buyer.id,
    locale: parties.buyer.locale,
  });
  const grossMinor = minorOf(invoice, invoice.totals.gross);
  const net = money(minorOf(invoice, invoice.totals.net), invoice.currency);
  const commission = commissionOn({ net, on: issuedOn, seller: parties.seller });
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
      commissionBp: commission.bp,
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
  const { purchase, lines } = delivery;
  const amount = money(record.grossMinor, record.currency);
  await recordInvoiced(tx, {
    purchaseOrderId: purchase.id,
    lines: lines.flatMap(({ orderLineId, quantity }) =>
      orderLineId ? [{ orderLineId, quantity }] : [],
    ),
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

/**
 * Issues the legal invoice of one received shipment in the seller's name (CGI art. 289 I-2): quantities
 * received at the order's prices, due by the order's payment days. Idempotent: a second call gives the
 * same invoice. Refuses without an active mandate, when anything differs from the order, and when a rule
 * of EN 16931 or of France is broken; a refusal gives the number back. Locks the seller's mandate, so a
 * seller's invoices are issued one after another. Stores UBL and PDF for the buyer, freezes the commission,
 * posts the sale and emits `invoice.issued {invoiceId, buyerId, sellerId}`. Needs `finance.post`.
 */
export async function issueInvoice(
  ctx: Ctx | TxCtx,
  { shipmentId }: { shipmentId: string },
): Promise<IssuedDocument> {
  ctx.require('finance.post');
  return write(ctx, (tx) => privileged(tx, (inner) => issueOnce(inner, shipmentId)));
}

async function issueOnce(tx: TxCtx, shipmentId: string): Promise<IssuedDocument> {
  const found = await tx.em.findOne(Shipment, { id: shipmentId });
  if (!found) throw new Problem('not_found', { what: 'shipment', id: shipmentId });
  const sellerOrder = await tx.em.findOneOrFail(SellerOrder, { id: found.sellerOrderId });
  // The purchase order is locked first, as everywhere: its quantities stand still, and whoever comes second
  // for the same shipment waits here, then finds the first one's invoice.
  await tx.em.execute('select id from purchase_order where id = ? for update', [
    sellerOrder.purchaseOrderId,
  ]);
  const shipment = await tx.em.findOneOrFail(Shipment, { id: shipmentId }, { refresh: true });
  const earlier = await tx.em.findOne(Invoice, { shipmentId });
  if (earlier) return { invoiceId: earlier.id, number: earlier.number };
  const parties = await partiesOf(tx, sellerOrder);
  const delivery = await deliveryOf(tx, shipment);
  await checkContent(tx, delivery);
  const draft = await draftOf(tx, delivery, parties);
  const record = await recordInvoice(tx, { delivery, parties, draft });
  await bookInvoice(tx, { record, delivery });
  const { id: invoiceId, number, buyerId, sellerId } = record;
  await audit(tx, {
    action: 'invoice.issued',
    subject: `invoice:${invoiceId}`,
    detail: { number, shipmentId, grossMinor: record.grossMinor.toString() },
  });
  await emit(tx, 'invoice.issued', { invoiceId, buyerId, sellerId });
  return { invoiceId, number };
}
