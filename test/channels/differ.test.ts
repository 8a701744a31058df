import { describe, expect, it } from 'vitest';
import {
  basketSide,
  compareDocuments,
  countsOf,
  type ItemIn,
  type ItemOut,
  type OrderRequest,
  orderSide,
  type PunchOutOrderMessage,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';

type Basket = Omit<PunchOutOrderMessage, 'kind'>;
const eur = (text: string) => ({ value: Decimal.parse(text), currency: 'EUR' });

const bolt: ItemIn = {
  quantity: Decimal.of(1000),
  lineNumber: 1,
  itemId: { supplierPartId: 'A-BOLT-M8', supplierPartAuxiliaryId: 'aux-1' },
  detail: {
    unitPrice: eur('0.11'),
    descriptions: [{ text: 'Hex bolt M8 x 40, zinc plated, property class 8.8', lang: 'en' }],
    unit: 'EA',
    classifications: [{ domain: 'UNSPSC', value: '31161500' }],
    manufacturerPartId: 'MPN-bolt',
    manufacturerName: 'Exempla',
    leadTimeDays: 2,
    extrinsics: [{ name: 'Seller', value: 'Visserie Alpha' }],
  },
  supplierIds: [],
};
const basket: Basket = {
  buyerCookie: 'c',
  operationAllowed: 'edit',
  total: eur('110.00'),
  tax: { amount: eur('22.00'), details: [] },
  items: [bolt],
};
const ordered = (over: Partial<ItemOut> = {}): ItemOut => ({
  ...bolt,
  distributions: [],
  scheduleLines: [],
  contacts: [],
  comments: [],
  ...over,
});
const order = (over: Partial<OrderRequest> = {}): OrderRequest => ({
  kind: 'OrderRequest',
  orderId: 'PO-1',
  orderDate: '2026-03-02T11:00:00+01:00',
  type: 'new',
  contacts: [],
  paymentTerms: [],
  comments: [],
  extrinsics: [],
  total: eur('110.00'),
  tax: { amount: eur('22.00'), details: [] },
  items: [ordered()],
  ...over,
});
const compared = (after: OrderRequest, refused?: { line: number; field: string }[]) =>
  compareDocuments(
    { before: basketSide([basket]), after: orderSide(after) },
    { unitWords: { C62: 'EA' }, ...(refused ? { refused } : {}) },
  );
const row = (after: OrderRequest, field: string) =>
  compared(after).find((one) => one.field === field);
const detail = (over: Partial<NonNullable<ItemOut['detail']>>): OrderRequest =>
  order({ items: [ordered({ detail: { ...bolt.detail, ...over } })] });

describe('an order beside its basket', () => {
  it('finds every field equal when the basket came back intact', () => {
    const rows = compared(order());
    expect(countsOf(rows)).toEqual({ equal: 16, normalised: 0, changed: 0, missing: 0, added: 0 });
    expect(rows.every(({ weight }) => weight === 'note')).toBe(true);
  });

  it('takes a unit’s other word, a cut text and a coarser class for the same thing, and says why', () => {
    expect(row(detail({ unit: 'C62' }), 'unit')).toMatchObject({
      status: 'normalised',
      reason: 'unit_word',
      before: 'EA',
      after: 'C62',
    });
    const cut = detail({ descriptions: [{ text: 'Hex bolt M8 x 40, zinc plat...' }] });
    expect(row(cut, 'description')).toMatchObject({ status: 'normalised', reason: 'truncated' });
    const coarse = detail({ classifications: [{ domain: 'UNSPSC', value: '311615' }] });
    expect(row(coarse, 'classification')?.status).toBe('normalised');
    const trailing = detail({ unitPrice: eur('0.1100') });
    expect(row(trailing, 'unitPrice')?.status).toBe('equal');
  });

  it('alarms a price rounded by the suite, another description, another unit', () => {
    expect(row(detail({ unitPrice: eur('0.1') }), 'unitPrice')).toMatchObject({
      status: 'changed',
      weight: 'alert',
      before: '0.11',
      after: '0.1',
    });
    const other = detail({ descriptions: [{ text: 'Nuts' }] });
    expect(row(other, 'description')).toMatchObject({ status: 'changed', weight: 'alert' });
    expect(row(detail({ unit: 'BX' }), 'unit')).toMatchObject({
      status: 'changed',
      weight: 'alert',
    });
  });

  it('reads a price per hundred as the price of one', () => {
    const basis = {
      quantity: Decimal.of(100),
      conversionFactor: Decimal.one,
      unit: 'EA',
    };
    const per = detail({ unitPrice: eur('11.00'), priceBasis: basis });
    expect(row(per, 'unitPrice')?.status).toBe('equal');
  });

  it('lets a total follow its own lines, and alarms one that does not', () => {
    const half = order({
      total: eur('55.00'),
      items: [ordered({ quantity: Decimal.of(500) })],
    });
    expect(row(half, 'total')).toMatchObject({
      status: 'changed',
      weight: 'note',
      reason: 'follows_lines',
    });
    expect(row(half, 'quantity')).toMatchObject({ status: 'changed', weight: 'alert' });
    expect(row(order({ total: eur('120.00') }), 'total')).toMatchObject({ weight: 'alert' });
  });

  it('notes what suites add of their own, and alarms a charge that nobody promised', () => {
    const added = order({
      billTo: { name: 'Acme' },
      shipping: { amount: eur('9.90') },
      comments: [{ text: 'Dock 2', attachments: [] }],
    });
    expect(row(added, 'billTo')).toMatchObject({
      status: 'added',
      weight: 'note',
      reason: 'suite_own',
    });
    expect(row(added, 'comments')).toMatchObject({ weight: 'note' });
    expect(row(added, 'shipping')).toMatchObject({
      status: 'added',
      weight: 'alert',
      after: '9.90 EUR',
    });
    const free = order({ shipping: { amount: eur('0.00') } });
    expect(row(free, 'shipping')).toMatchObject({ weight: 'note' });
  });

  it('says which lines are missing and which are strange, and pairs by part when the token was dropped', () => {
    const strange = order({
      items: [ordered({ itemId: { supplierPartId: 'X-9' }, lineNumber: 4 })],
    });
    expect(compared(strange).filter(({ field }) => field === 'line')).toEqual([
      {
        scope: 'line',
        line: 4,
        field: 'line',
        status: 'added',
        weight: 'alert',
        after: '1000 × X-9',
      },
      {
        scope: 'line',
        line: 1,
        field: 'line',
        status: 'missing',
        weight: 'alert',
        before: '1000 × A-BOLT-M8',
      },
    ]);
    const dropped = order({ items: [ordered({ itemId: { supplierPartId: 'A-BOLT-M8' } })] });
    expect(row(dropped, 'auxiliaryId')).toMatchObject({ status: 'missing', weight: 'alert' });
    expect(row(dropped, 'unitPrice')?.status).toBe('equal');
  });

  it('marks what an order was refused for', () => {
    const rows = compared(detail({ unitPrice: eur('0.09') }), [{ line: 1, field: 'unitPrice' }]);
    expect(rows.find(({ field }) => field === 'unitPrice')).toMatchObject({ weight: 'refused' });
  });
});
