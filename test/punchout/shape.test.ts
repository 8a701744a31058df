import { describe, expect, it } from 'vitest';
import {
  type BasketLine,
  type Change,
  foldEcoLines,
  resolveProfile,
  sentCart,
  shapeBasket,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';

const d = (text: string): Decimal => Decimal.parse(text);
const AUX = 'AbCdEfGhIjKlMnOpQrStUvWxYz012345';

function line(change: Partial<BasketLine> = {}): BasketLine {
  return {
    position: 1,
    sku: 'A-100',
    auxiliaryId: AUX,
    description: 'Vis hexagonale M8 x 40',
    manufacturer: 'Alpha',
    manufacturerPartId: 'M-1',
    unspsc: '31161500',
    unit: 'C62',
    quantity: d('100'),
    unitPrice: d('0.12'),
    priceSource: 'list',
    vatRateBp: 2000,
    leadDays: 2,
    ecoContributionMinor: 0n,
    seller: { id: 'seller-1', name: 'Visserie Alpha', vatId: 'FR83404833048' },
    ...change,
  };
}

function shaped(id: string, overlay: object, lines: readonly BasketLine[] = [line()]) {
  const profile = resolveProfile(id, overlay as never);
  return shapeBasket(profile, { currency: 'EUR', number: 'DA-2026-00001', lines });
}

function changes(id: string, overlay: object, change: Partial<BasketLine> = {}): readonly Change[] {
  return shaped(id, overlay, [line(change)]).changes;
}

describe('a basket that fits', () => {
  it.each(['generic', 'ariba', 'oracle-fusion'])('goes into %s as it is', (id) => {
    const { lines, changes: found, net, total } = shaped(id, {});
    expect(found).toEqual([]);
    expect([net.minor, total.minor]).toEqual([1200n, 1200n]);
    expect(lines[0]).toMatchObject({
      position: 1,
      of: 1,
      kind: 'goods',
      unit: 'C62',
      sku: 'A-100',
    });
  });
});

describe('texts and codes', () => {
  it('are cut at the suite’s length, never through half a character', () => {
    const description = `${'x'.repeat(254)}😀 end`;
    const { lines, changes: found } = shaped('ariba', {}, [line({ description })]);
    expect(lines[0]?.description).toBe('x'.repeat(254));
    expect(found).toEqual([
      {
        line: 1,
        field: 'description',
        kind: 'truncated',
        before: description,
        after: 'x'.repeat(254),
        reason: 'cut',
        limit: '255',
      },
    ]);
  });

  it('reach OCI whole as the long text, and the person is told so', () => {
    const description = 'Câble souple 3G1,5 mm² H07RN-F au mètre, noir';
    const { lines, changes: found } = shaped('sap-oci', {}, [line({ description })]);
    expect(lines[0]).toMatchObject({
      description: description.slice(0, 40),
      longText: description,
    });
    expect(found.map(({ field, kind, reason }) => [field, kind, reason])).toEqual([
      ['description', 'truncated', 'cut_long_text'],
    ]);
    const short = shaped('sap-oci', { lengths: { longText: 42 } }, [line({ description })]);
    expect(short.changes.map(({ field, reason }) => [field, reason])).toEqual([
      ['description', 'cut'],
      ['longText', 'cut'],
    ]);
  });

  it('refuse the line when a part number is too long or holds what the suite rejects', () => {
    expect(
      changes('jaggaer', { units: { map: null } }, { sku: 'S'.repeat(101), unit: 'BX' }),
    ).toEqual([
      {
        line: 1,
        field: 'supplierPartId',
        kind: 'refused',
        before: 'S'.repeat(101),
        after: '',
        reason: 'too_long',
        limit: '100',
      },
    ]);
    expect(changes('ariba', {}, { sku: 'A{1}?' })).toMatchObject([
      { field: 'supplierPartId', kind: 'refused', reason: 'forbidden', limit: '{ } ?' },
    ]);
  });

  it('hold a replacement where the profile names one', () => {
    const overlay = {
      forbidden: {
        supplierPartId: { replacement: '-' },
        description: { characters: '<>', replacement: '' },
      },
    };
    const { lines, changes: found } = shaped('ariba', overlay, [
      line({ sku: 'A{1}', description: 'Vis <M8>' }),
    ]);
    expect(lines[0]).toMatchObject({ sku: 'A-1-', description: 'Vis M8' });
    expect(found.map(({ kind, before, after }) => [kind, before, after])).toEqual([
      ['replaced', 'A{1}', 'A-1-'],
      ['replaced', 'Vis <M8>', 'Vis M8'],
    ]);
  });

  it('of the maker: a long name is cut, a long number left out', () => {
    const overlay = { lengths: { manufacturerName: 4, manufacturerPartId: 3 } };
    const { lines, changes: found } = shaped('generic', overlay, [
      line({ manufacturerPartId: 'M-123' }),
    ]);
    expect(lines[0]).toMatchObject({ manufacturer: 'Alph', manufacturerPartId: undefined });
    expect(found.map(({ field, kind }) => [field, kind])).toEqual([
      ['manufacturerName', 'truncated'],
      ['manufacturerPartId', 'dropped'],
    ]);
  });

  it('that Dynamics does not read are left out and named', () => {
    const { lines, changes: found } = shaped('dynamics365', {});
    expect(lines[0]).toMatchObject({
      manufacturer: 'Alpha',
      manufacturerPartId: undefined,
      leadDays: undefined,
      extrinsics: [],
    });
    expect(found.map(({ field, kind, before }) => [field, kind, before])).toEqual([
      ['leadTime', 'dropped', '2'],
      ['manufacturerPartId', 'dropped', 'M-1'],
      ['extrinsics', 'dropped', 'Seller, Price source'],
    ]);
  });
});

describe('units', () => {
  it('are said in the suite’s own word', () => {
    expect(changes('oracle-ebs', {})).toMatchObject([
      { field: 'unit', kind: 'mapped', before: 'C62', after: 'UNI' },
    ]);
  });

  it('that Coupa does not know stop the basket, those that JAGGAER does not know become EA', () => {
    expect(changes('coupa', {}, { unit: 'NMP' })).toMatchObject([
      { field: 'unit', kind: 'refused', before: 'NMP', reason: 'unit_unknown' },
    ]);
    expect(changes('jaggaer', {}, { unit: 'NMP' })).toMatchObject([
      { field: 'unit', kind: 'defaulted', before: 'NMP', after: 'EA' },
    ]);
    expect(changes('coupa', { units: { unknown: 'send' } }, { unit: 'NMP' })).toEqual([]);
  });

  it('longer than OCI’s three characters refuse the line', () => {
    expect(changes('sap-oci', { units: { map: { C62: 'PIECE' } } })).toMatchObject([
      { kind: 'mapped' },
      { kind: 'refused', reason: 'too_long', limit: '3' },
    ]);
  });
});

describe('classes', () => {
  it('are translated by the longest beginning, cut to the digits, or take the fallback', () => {
    const map = { '31': 'FIX', '311615': 'SCREWS' };
    expect(shaped('generic', { classification: { map } }).lines[0]?.classification).toEqual({
      domain: 'UNSPSC',
      value: 'SCREWS',
    });
    expect(changes('generic', { classification: { digits: 6, domain: 'X' } })).toMatchObject([
      { kind: 'truncated', after: '311615', limit: '6' },
    ]);
    expect(changes('oracle-ebs', { units: { map: null } }, { unspsc: '' })).toMatchObject([
      { kind: 'defaulted', after: 'DUMMY' },
    ]);
    expect(changes('generic', {}, { unspsc: '' })).toMatchObject([
      { kind: 'refused', reason: 'class_missing' },
    ]);
  });
});

describe('prices', () => {
  it('rounded to the suite’s decimals name the cents by which the line then differs', () => {
    const {
      lines,
      changes: found,
      total,
    } = shaped('generic', { priceDecimalsMax: 2 }, [line({ unitPrice: d('0.125') })]);
    expect(lines[0]?.unitPrice.toString()).toBe('0.13');
    expect(lines[0]?.amount.minor).toBe(1300n);
    expect(found).toEqual([
      {
        line: 1,
        field: 'unitPrice',
        kind: 'rounded',
        before: '0.125',
        after: '0.13',
        reason: 'price_decimals',
        limit: '2',
        difference: { minor: 50n, currency: 'EUR' },
      },
    ]);
    // Our total stands where the suite takes it; one that adds up itself shows its own.
    expect(total.minor).toBe(1250n);
    const own = shaped('jaggaer', { priceDecimalsMax: 2, units: { map: null } }, [
      line({ unitPrice: d('0.125'), unit: 'BX' }),
    ]);
    expect(own.total.minor).toBe(1300n);
    expect(own.changes.at(-1)).toMatchObject({
      line: 0,
      field: 'total',
      before: '12.50',
      after: '13.00',
    });
  });

  it('are stated per ten or hundred units where the suite reads that, and lose nothing', () => {
    const fine = [line({ unitPrice: d('1.23456') })];
    const oci = shaped('sap-oci', {}, fine);
    expect(oci.lines[0]).toMatchObject({ amount: { minor: 12346n } });
    expect([oci.lines[0]?.price.toString(), oci.lines[0]?.priceBasis.toString()]).toEqual([
      '123.456',
      '100',
    ]);
    expect(oci.changes).toMatchObject([{ kind: 'mapped', reason: 'price_basis' }]);
    const written = { priceBasis: 'written', priceDecimalsMax: 2 };
    // 1.2.014 has no PriceBasisQuantity, 1.2.050 has: only there may it carry the price.
    expect(shaped('generic', written, fine).changes).toMatchObject([
      { kind: 'rounded', difference: { minor: -46n } },
    ]);
    const versions = { PunchOutOrderMessage: '1.2.050' };
    expect(shaped('generic', { ...written, versions }, fine).changes).toMatchObject([
      { kind: 'mapped', after: '1234.56 / 1000' },
    ]);
  });

  it('and quantities: one too fine for the suite is refused, not rounded', () => {
    expect(changes('generic', { quantityDecimalsMax: 0 }, { quantity: d('12.5') })).toMatchObject([
      { field: 'quantity', kind: 'refused', before: '12.5', limit: '0' },
    ]);
  });
});

describe('the éco-participation', () => {
  const lamp = line({ unitPrice: d('12.00'), quantity: d('3'), ecoContributionMinor: 25n });

  it('is a line of its own out of the price that includes it, and the sum stays', () => {
    const { lines, changes: found, total } = shaped('generic', {}, [lamp, line({ position: 2 })]);
    expect(
      lines.map(({ position, of, kind, sku, unitPrice, amount }) => [
        position,
        of,
        kind,
        sku,
        unitPrice.toString(2),
        amount.minor,
      ]),
    ).toEqual([
      [1, 1, 'goods', 'A-100', '11.75', 3525n],
      [2, 2, 'goods', 'A-100', '0.12', 1200n],
      [3, 1, 'eco_contribution', 'ECO-PARTICIPATION', '0.25', 75n],
    ]);
    expect(lines[2]?.description).toBe('Éco-participation : Vis hexagonale M8 x 40');
    expect(lines[2]?.auxiliaryId).toBe(`${AUX}e`);
    expect(total.minor).toBe(4800n);
    expect(found).toMatchObject([{ line: 1, kind: 'mapped', after: '11.75 + 0.25' }]);
  });

  it('stays in the price where the profile says so', () => {
    const { lines, changes: found } = shaped(
      'generic',
      { return: { ecoContribution: 'in_price' } },
      [lamp],
    );
    expect(lines.map(({ unitPrice }) => unitPrice.toString())).toEqual(['12']);
    expect(found).toEqual([]);
  });

  it('comes back on the order as a line and is one price again', () => {
    const order = (eco: string) => [
      { auxiliaryId: AUX, quantity: d('3'), unitPrice: d('11.75') },
      { auxiliaryId: `${AUX}e`, quantity: d(eco), unitPrice: d('0.25') },
    ];
    expect(foldEcoLines(order('3')).map(({ unitPrice }) => unitPrice?.toString())).toEqual(['12']);
    expect(foldEcoLines(order('2'))).toHaveLength(2);
  });
});

describe('sellers', () => {
  it('are named by the number that the buyer’s master data has, or stop the basket', () => {
    const perLine = { multiSeller: 'supplier_per_line' };
    expect(shaped('generic', perLine).lines[0]?.supplierId).toEqual({
      domain: 'VATID',
      value: 'FR83404833048',
    });
    const own = { ...perLine, supplierId: { domain: 'DUNS', number: 'own' } };
    expect(changes('generic', own)).toMatchObject([
      { kind: 'refused', before: 'Visserie Alpha', reason: 'seller_unnumbered', limit: 'DUNS' },
    ]);
    const numbered = {
      ...own,
      supplierId: { ...own.supplierId, own: { FR83404833048: '260123456' } },
    };
    expect(shaped('generic', numbered).lines[0]?.supplierId?.value).toBe('260123456');
    expect(shaped('generic', {}).lines[0]?.supplierId).toBeUndefined();
  });
});

describe('values beside a line', () => {
  it('come from where the profile says', () => {
    const item = {
      Seller: null,
      'Price source': null,
      GTIN: null,
      TVA: 'vat.rate',
      Eco: 'eco_contribution',
      Demande: 'requisition.number',
      Vendeur: 'seller.vat_id',
      Delai: 'lead_days',
      Centre: 'cost_centre',
    };
    const [first] = shaped('generic', { extrinsics: { item } }, [
      line({ vatRateBp: 550, ecoContributionMinor: 4n, unitPrice: d('2') }),
    ]).lines;
    expect(first?.extrinsics).toEqual([
      { name: 'TVA', value: '5.5' },
      { name: 'Eco', value: '0.04' },
      { name: 'Demande', value: 'DA-2026-00001' },
      { name: 'Vendeur', value: 'FR83404833048' },
      { name: 'Delai', value: '2' },
    ]);
  });
});

describe('what was sent', () => {
  it('is kept as text beside the requisition', () => {
    const kept = sentCart(shaped('oracle-ebs', {}), { profile: 'oracle-ebs #2' });
    expect(kept).toEqual({
      profile: 'oracle-ebs #2',
      currency: 'EUR',
      totalMinor: '1200',
      lines: [
        {
          position: 1,
          of: 1,
          kind: 'goods',
          auxiliaryId: AUX,
          sku: 'A-100',
          unit: 'UNI',
          quantity: '100',
          unitPrice: '0.12',
          price: '0.12',
          priceBasis: '1',
          amountMinor: '1200',
          description: 'Vis hexagonale M8 x 40',
          classification: '31161500',
        },
      ],
    });
  });
});
