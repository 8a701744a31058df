import { describe, expect, it } from 'vitest';
import { Decimal, Problem } from '../../src/base/index.ts';
import {
  applicablePrice,
  checkQuantity,
  leastQuantity,
  searchTextOf,
  type VatParty,
  vatOf,
} from '../../src/domain/catalogue/index.ts';
import { type Condition, searchPhrase } from '../../src/domain/catalogue/rules/index.ts';

const d = (text: string): Decimal => Decimal.parse(text);
const day = (text: string) => Temporal.PlainDate.from(text);
const accepted = Temporal.Instant.from('2026-01-02T08:00:00Z');

const bolt = {
  offerId: 'offer-1',
  sellerId: 'alpha',
  unspsc: '31161500',
  unitPrice: d('0.1250'),
  breaks: [
    { from: d('1000'), unitPrice: d('0.11') },
    { from: d('5000'), unitPrice: d('0.1') },
  ],
};
const condition = (extra: Partial<Condition>): Condition => ({
  reference: 'C-1',
  sellerId: 'alpha',
  offerId: null,
  unspscPrefix: null,
  unitPrice: null,
  discountBp: null,
  validFrom: day('2026-01-01'),
  validUntil: null,
  acceptedAt: accepted,
  ...extra,
});

function price(quantity: string, conditions: Condition[] = [], on = '2026-03-02') {
  const { unitPrice, source } = applicablePrice(bolt, {
    quantity: d(quantity),
    on: day(on),
    conditions,
  });
  return [unitPrice.toString(), source];
}

describe('the price of an offer', () => {
  const fixed = condition({ offerId: 'offer-1', unitPrice: d('0.105') });

  it('is the list price below the first volume, and the volume price from it on', () => {
    expect(price('999')).toEqual(['0.125', 'list']);
    expect(price('1000')).toEqual(['0.11', 'break']);
    expect(price('5000')).toEqual(['0.1', 'break']);
  });

  it('is the accepted contract’s when that is lowest, and the volume price when that is', () => {
    expect(price('100', [fixed])).toEqual(['0.105', 'contract:C-1']);
    expect(price('5000', [fixed])).toEqual(['0.1', 'break']);
  });

  it('never comes from a condition the seller has not accepted', () => {
    expect(price('100', [{ ...fixed, acceptedAt: null }])).toEqual(['0.125', 'list']);
  });

  it('never comes from another seller’s condition, whatever offer it names', () => {
    expect(price('100', [{ ...fixed, sellerId: 'beta' }])).toEqual(['0.125', 'list']);
  });

  it('takes a discount off the list price for a UNSPSC prefix and no other', () => {
    expect(price('100', [condition({ unspscPrefix: '3116', discountBp: 1250 })])).toEqual([
      '0.109375',
      'contract:C-1',
    ]);
    expect(price('100', [condition({ unspscPrefix: '3117', discountBp: 1250 })])).toEqual([
      '0.125',
      'list',
    ]);
  });

  it('follows the contract from its first to its last day, both included', () => {
    const limited = { ...fixed, validFrom: day('2026-02-01'), validUntil: day('2026-02-28') };
    expect(price('100', [limited], '2026-01-31')[1]).toBe('list');
    expect(price('100', [limited], '2026-02-01')[1]).toBe('contract:C-1');
    expect(price('100', [limited], '2026-02-28')[1]).toBe('contract:C-1');
    expect(price('100', [limited], '2026-03-01')[1]).toBe('list');
  });

  it('says why in both languages', () => {
    const { explanation } = applicablePrice(bolt, {
      quantity: d('1'),
      on: day('2026-03-02'),
      conditions: [condition({ unspscPrefix: '31', discountBp: 1250 })],
    });
    expect(explanation).toEqual({
      en: 'Contract C-1: 12.5% off the list price',
      fr: 'Contrat C-1 : 12,5 % de remise sur le prix public',
    });
  });

  it('rounds a discounted price half up to six decimals', () => {
    const { unitPrice } = applicablePrice(
      { ...bolt, unitPrice: d('0.333333'), breaks: [] },
      {
        quantity: d('1'),
        on: day('2026-03-02'),
        conditions: [condition({ unspscPrefix: '', discountBp: 1 })],
      },
    );
    expect(unitPrice.toString()).toBe('0.3333');
  });
});

function refusal(act: () => void): unknown {
  try {
    act();
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.params.nearest];
    throw error;
  }
  return 'accepted';
}

describe('a quantity', () => {
  const check = (terms: { minimum: string; step: string; unit: string }, quantity: string) =>
    refusal(() =>
      checkQuantity(
        {
          sku: 'A-1',
          minimumQuantity: d(terms.minimum),
          quantityStep: d(terms.step),
          unit: terms.unit,
        },
        d(quantity),
      ),
    );
  const piece = { minimum: '1', step: '1', unit: 'C62' };
  const hundred = { minimum: '100', step: '100', unit: 'C62' };
  const metre = { minimum: '0.5', step: '0.1', unit: 'MTR' };

  it.each([
    ['a piece', piece, '1', 'accepted'],
    ['no piece', piece, '0', ['catalogue.quantity_not_positive', '1']],
    ['a piece less than none', piece, '-1', ['catalogue.quantity_not_positive', '1']],
    ['one and a half pieces', piece, '1.5', ['catalogue.quantity_indivisible', '1 / 2']],
    ['half a piece', piece, '0.5', ['catalogue.quantity_indivisible', '1']],
    ['pieces written with decimals', piece, '2.00', 'accepted'],
    ['fewer than the minimum', hundred, '50', ['catalogue.quantity_below_minimum', '100']],
    ['between two multiples', hundred, '250', ['catalogue.quantity_not_multiple', '200 / 300']],
    ['a multiple', hundred, '300', 'accepted'],
    ['metres by the tenth', metre, '1.5', 'accepted'],
    ['metres by the hundredth', metre, '1.55', ['catalogue.quantity_not_multiple', '1.5 / 1.6']],
    ['too short a cut', metre, '0.4', ['catalogue.quantity_below_minimum', '0.5']],
    [
      'whole metres only',
      { minimum: '1', step: '1', unit: 'MTR' },
      '1.5',
      ['catalogue.quantity_not_multiple', '1 / 2'],
    ],
  ])('%s', (_, terms, quantity, expected) => {
    expect(check(terms, quantity)).toEqual(expected);
  });

  it('starts at the first multiple above a minimum that is none', () => {
    expect(leastQuantity({ minimumQuantity: d('25'), quantityStep: d('10') }).toString()).toBe(
      '30',
    );
    expect(check({ minimum: '25', step: '10', unit: 'C62' }, '25')).toEqual([
      'catalogue.quantity_not_multiple',
      '30',
    ]);
  });
});

describe('VAT of a sale', () => {
  const party = (
    country: string,
    vatId: string | null,
    vatRegime: VatParty['vatRegime'] = 'standard',
  ): VatParty => ({ country, vatId, vatRegime });
  const fr = party('FR', 'FR83404833048');
  const small = party('FR', null, 'franchise');
  const de = party('DE', 'DE123456788');
  const ch = party('CH', 'CHE123456789');
  const goods = { unspsc: '31161500', vatCategory: 'S', vatRateBp: 2000 };
  const service = { ...goods, unspsc: '72101500' };

  it.each([
    ['in one country: the offer’s rate', fr, fr, goods, { category: 'S', rateBp: 2000 }],
    [
      'of a book in one country',
      fr,
      fr,
      { ...goods, vatRateBp: 550 },
      { category: 'S', rateBp: 550 },
    ],
    [
      'under the franchise en base',
      small,
      fr,
      goods,
      { category: 'E', rateBp: 0, exemption: 'VATEX-FR-FRANCHISE' },
    ],
    [
      'under the franchise, abroad too',
      small,
      de,
      goods,
      { category: 'E', rateBp: 0, exemption: 'VATEX-FR-FRANCHISE' },
    ],
    [
      'of goods to another member state',
      fr,
      de,
      goods,
      { category: 'K', rateBp: 0, exemption: 'VATEX-EU-IC' },
    ],
    [
      'of a service to another member state',
      fr,
      de,
      service,
      { category: 'AE', rateBp: 0, exemption: 'VATEX-EU-AE' },
    ],
    [
      'to a member state without a VAT number',
      fr,
      party('DE', null),
      goods,
      { category: 'S', rateBp: 2000 },
    ],
    [
      'to a German buyer with a French number',
      fr,
      party('DE', 'FR96552100554'),
      goods,
      { category: 'S', rateBp: 2000 },
    ],
    [
      'to Greece, whose numbers say EL',
      fr,
      party('GR', 'EL123456789'),
      goods,
      { category: 'K', rateBp: 0, exemption: 'VATEX-EU-IC' },
    ],
    ['to Monaco', fr, party('MC', 'FR12000012345'), goods, { category: 'S', rateBp: 2000 }],
    [
      'of goods to Northern Ireland',
      fr,
      party('GB', 'XI123456789'),
      goods,
      { category: 'K', rateBp: 0, exemption: 'VATEX-EU-IC' },
    ],
    [
      'of goods to Switzerland',
      fr,
      ch,
      goods,
      { category: 'G', rateBp: 0, exemption: 'VATEX-EU-G' },
    ],
    [
      'of goods to Martinique',
      fr,
      party('MQ', 'FR96552100554'),
      goods,
      { category: 'G', rateBp: 0, exemption: 'VATEX-EU-G' },
    ],
    [
      'of a service to Switzerland',
      fr,
      ch,
      service,
      { category: 'O', rateBp: 0, exemption: 'VATEX-EU-O' },
    ],
    [
      'from Switzerland to France',
      ch,
      fr,
      goods,
      { category: 'O', rateBp: 0, exemption: 'VATEX-EU-O' },
    ],
  ])('%s', (_, seller, buyer, offer, expected) => {
    expect(vatOf({ seller, buyer, offer })).toEqual(expected);
  });
});

describe('what people type', () => {
  it('loses accents, articles and empty words', () => {
    expect(searchPhrase('de l’huile Câblée').words.map((word) => word.exact[0])).toEqual([
      'huile',
      'cablee',
    ]);
  });

  it('keeps a dimension in one piece however it is spaced', () => {
    const one = searchPhrase('vis M8x40').words.map((word) => word.query);
    expect(searchPhrase('vis M8 × 40').words.map((word) => word.query)).toEqual(one);
    expect(searchPhrase('vis m8*40').words.map((word) => word.query)).toEqual(one);
  });

  it('knows a GTIN with or without leading zeros', () => {
    expect(searchPhrase('04006381333931').gtins).toEqual(['4006381333931', '04006381333931']);
  });

  it('cannot break out of the query', () => {
    expect(
      searchPhrase(`a'b \\ & | ! (c) :* <-> ''`)
        .words.map((word) => word.query)
        .join(' '),
    ).not.toMatch(/\\|''|!/);
    expect(searchPhrase('').words).toEqual([]);
  });

  it('is found in a text that holds names, part number and GTIN, folded', () => {
    expect(
      searchTextOf({
        nameEn: 'Hex bolt M8 x 40',
        nameFr: 'Vis à tête hexagonale',
        manufacturer: 'Müller',
        manufacturerPartId: 'AB-12/3',
        gtin: '4006381333931',
      }),
    ).toBe('hex bolt m8 x 40 vis a tete hexagonale muller ab 12 3 4006381333931 ab123 m8x40');
  });
});
