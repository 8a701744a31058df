import { describe, expect, it } from 'vitest';
import { inspected, saved } from './inspect-support.ts';

const CIF = [
  'CIF_I_V3.0',
  'CURRENCY: EUR',
  'TIMESTAMP: 2026-03-02',
  'ITEMCOUNT: 2',
  'UNUOM: TRUE',
  'FIELDNAMES: Supplier ID, Supplier Part ID, Item Description, SPSC Code, Unit Price, Unit of Measure',
  'DATA',
  'S1,A-1,"Chair, red",56101504,12.50,EA',
  'S1,A-2,Table,,12.50,EA',
  'ENDOFDATA',
  '',
].join('\r\n');
const INDEX = `<Index loadmode="Full"><SupplierID domain="DUNS">987</SupplierID><IndexItem><IndexItemDelete><ItemID><SupplierPartID>A-9</SupplierPartID></ItemID></IndexItemDelete></IndexItem></Index>`;

describe('comptoir inspect', () => {
  it('reads a CIF item by item and names each fault by line and field', async () => {
    const { code, line } = await inspected(saved('a.txt', CIF));
    expect(code).toBe(1);
    expect([line.format, line.documents[0]?.type, line.documents[0]?.date]).toEqual([
      'cif',
      'catalogue',
      '2026-03-02',
    ]);
    expect(line.documents[0]?.lines[0]).toMatchObject({
      position: '8',
      sellerSku: 'A-1',
      description: 'Chair, red',
      unitPrice: '12.5',
      unit: 'EA',
    });
    expect(line.errors).toMatchObject([
      { code: 'catalogue.class', severity: 'error', line: 9, segment: 'SPSC Code' },
    ]);
  });

  it('reads an Index', async () => {
    const { code, line } = await inspected(saved('i.xml', INDEX));
    expect([code, line.format, line.errors]).toEqual([0, 'index', []]);
    expect(line.documents[0]?.parties.seller?.id).toBe('987');
    expect(line.documents[0]?.lines[0]?.sellerSku).toBe('A-9');
  });
});
