import fc from 'fast-check';
import type {
  ConfirmationRequest,
  Content,
  InvoiceDetailRequest,
  InvoiceInLine,
  ReceiptRequest,
  ShipNoticeRequest,
  StatusUpdateRequest,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import {
  address,
  amount,
  comments,
  contact,
  date,
  described,
  domainValue,
  extrinsic,
  few,
  itemId,
  maybe,
  positive,
  quantity,
  shipping,
  tax,
  text,
  unit,
  whole,
} from './arbitraries.ts';

const orderRef = fc.record({ orderId: maybe(text), orderDate: maybe(date), payloadId: text });

export const confirmation: fc.Arbitrary<Content<ConfirmationRequest>> = fc.record({
  type: fc.constantFrom('accept', 'detail', 'except', 'reject'),
  operation: fc.constantFrom('new', 'update'),
  noticeDate: date,
  order: orderRef,
  contacts: few(contact),
  comments,
  extrinsics: few(extrinsic),
  items: few(
    fc.record({
      lineNumber: whole,
      quantity,
      unit,
      statuses: fc.array(
        fc.record({
          quantity,
          unit,
          type: fc.constantFrom('accept' as const, 'backordered' as const, 'reject' as const),
          comments,
          extrinsics: few(extrinsic),
          shipmentDate: maybe(date),
          deliveryDate: maybe(date),
          unitPrice: maybe(amount),
        }),
        { minLength: 1, maxLength: 2 },
      ),
    }),
  ),
  confirmId: maybe(text),
  invoiceId: maybe(text),
  previousPayloadId: maybe(text),
  total: maybe(amount),
  shipping,
  tax,
});

export const shipNotice: fc.Arbitrary<Content<ShipNoticeRequest>> = fc.record({
  shipmentId: text,
  operation: fc.constantFrom('new', 'update', 'delete'),
  noticeDate: date,
  contacts: few(contact),
  comments,
  extrinsics: few(extrinsic),
  controls: few(
    fc.record({
      carriers: fc.array(domainValue('companyName'), { minLength: 1, maxLength: 2 }),
      shipmentIdentifiers: fc.array(text, { minLength: 1, maxLength: 2 }),
      startDate: maybe(date),
      routeMethod: maybe(fc.constantFrom('air', 'motor')),
    }),
  ),
  portions: few(
    fc.record({
      order: orderRef,
      items: few(
        fc.record({
          lineNumber: whole,
          quantity,
          unit,
          comments,
          extrinsics: few(extrinsic),
          shipNoticeLineNumber: maybe(whole),
          itemId: maybe(itemId),
          supplierBatchId: maybe(text),
        }),
      ),
    }),
  ),
  shipmentDate: maybe(date),
  deliveryDate: maybe(date),
  shipmentType: maybe(fc.constantFrom('actual' as const, 'planned' as const)),
  previousPayloadId: maybe(text),
});

export const receipt: fc.Arbitrary<Content<ReceiptRequest>> = fc.record({
  receiptId: text,
  receiptDate: date,
  operation: fc.constantFrom('new', 'delete'),
  comments,
  extrinsics: few(extrinsic),
  orders: fc.array(
    fc.record({
      order: orderRef,
      items: fc.array(
        fc.record({
          receiptLineNumber: whole,
          lineNumber: whole,
          quantity,
          type: fc.constantFrom('received' as const, 'returned' as const),
          comments,
          extrinsics: few(extrinsic),
          unit,
          unitPrice: amount,
          receivedAmount: amount,
          itemId: maybe(itemId),
          description: maybe(described),
        }),
        { minLength: 1, maxLength: 2 },
      ),
      closeForReceiving: maybe(fc.constant('yes' as const)),
    }),
    { minLength: 1, maxLength: 2 },
  ),
  previousPayloadId: maybe(text),
  shipNoticeId: maybe(text),
  total: amount,
});

const invoiceLine = fc.record({
  type: fc.constant('item' as const),
  invoiceLineNumber: whole,
  quantity: positive,
  classifications: fc.constant([]),
  comments,
  extrinsics: few(extrinsic),
  subtotal: fc.record({ value: quantity, currency: fc.constant('EUR') }),
  tax,
  discount: maybe(amount),
  net: maybe(amount),
  unit,
  unitPrice: amount,
  lineNumber: whole,
  itemId: maybe(itemId),
  description: maybe(described),
});

/** An invoice by line whose lines sum to its summary, as the builder demands. */
export const invoice: fc.Arbitrary<Content<InvoiceDetailRequest>> = fc
  .record({
    invoiceId: text,
    invoiceDate: date,
    purpose: fc.constantFrom('standard', 'debitMemo'),
    operation: fc.constant('new'),
    headerInvoice: fc.constant('no'),
    inLine: fc.subarray<InvoiceInLine>(['tax', 'discount', 'accounting']),
    partners: few(
      fc.record({
        contact: address.map((where) => ({ ...where, role: 'billFrom' })),
        ids: few(fc.record({ domain: fc.constant('vatID'), identifier: text })),
      }),
    ),
    paymentTerms: few(fc.record({ payInDays: whole })),
    comments,
    extrinsics: few(extrinsic),
    orders: fc.array(
      fc.record({
        order: orderRef,
        lines: fc.array(invoiceLine, { minLength: 1, maxLength: 2 }),
      }),
      { minLength: 1, maxLength: 2 },
    ),
    previousPayloadId: maybe(text),
    period: maybe(fc.record({ startDate: date, endDate: date })),
  } as const)
  .map((made) => {
    const subtotals = made.orders.flatMap(({ lines }) =>
      lines.map(({ subtotal }) => subtotal.value),
    );
    const value = subtotals.reduce((sum, one) => sum.add(one), Decimal.zero);
    const sum = { value, currency: 'EUR' };
    const none = { value: Decimal.zero, currency: 'EUR' };
    const noTax = { amount: none, description: { text: 'VAT', lang: 'en' }, details: [] };
    return { ...made, summary: { subtotal: sum, tax: noTax, net: sum, due: sum } };
  });

export const statusUpdate: fc.Arbitrary<Omit<Content<StatusUpdateRequest>, 'other'>> = fc.record({
  status: fc.constant({ code: 200, text: 'OK', detail: 'forwarded', lang: 'en' }),
  extrinsics: fc.constant([]),
  documentPayloadId: maybe(text),
  invoice: maybe(
    fc.record({
      type: fc.constantFrom('processing' as const, 'rejected' as const, 'paid' as const),
      comments,
      invoiceId: maybe(text),
      partialAmount: maybe(amount),
    }),
  ),
});
