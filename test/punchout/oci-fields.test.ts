import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  encodeOciItems,
  inCharset,
  type OciItem,
  ociCharset,
  ociHook,
  parseOciCallUp,
  readFormFields,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { sentence } from './support.ts';

const item: OciItem = {
  description: 'Chair',
  quantity: Decimal.parse('2'),
  unit: 'EA',
  unitPrice: Decimal.parse('10.5'),
  currency: 'EUR',
};
const written = (change: Partial<OciItem>, charset?: 'UTF-8' | 'ISO-8859-1') =>
  encodeOciItems([{ ...item, ...change } as OciItem], { charset });
const lines = (change: Partial<OciItem>) =>
  written(change).fields.map(({ name, value }) => `${name}=${value}`);

/** Every coded field with its length in OCI 4.0 and the property that fills it. */
const CODED = [
  ['MATNR', 'buyerPartId', 40],
  ['UNIT', 'unit', 3],
  ['VENDOR', 'vendor', 10],
  ['VENDORMAT', 'sku', 40],
  ['MANUFACTCODE', 'manufacturerCode', 10],
  ['MANUFACTMAT', 'manufacturerPartId', 40],
  ['MATGROUP', 'materialGroup', 10],
  ['CONTRACT', 'contract', 10],
  ['CONTRACT_ITEM', 'contractItem', 5],
  ['EXT_QUOTE_ID', 'externalQuoteId', 35],
  ['EXT_QUOTE_ITEM', 'externalQuoteItem', 10],
  ['EXT_PRODUCT_ID', 'externalProductId', 40],
  ['EXT_SCHEMA_TYPE', 'schemaType', 10],
  ['EXT_CATEGORY_ID', 'categoryId', 60],
  ['SLD_SYS_NAME', 'systemName', 60],
] as const;

describe('the fields of an OCI item', () => {
  it.each(CODED)('%s carries its whole length and not one character more', (field, key, length) => {
    expect(lines({ [key]: 'x'.repeat(length) })).toContain(
      `NEW_ITEM-${field}[1]=${'x'.repeat(length)}`,
    );
    expect(sentence(() => written({ [key]: 'x'.repeat(length + 1) }))).toBe(
      `Item 1, ${field}: “${'x'.repeat(length + 1)}” does not fit; at most ${length} characters.`,
    );
  });

  it('say service, attachment, category and five fields of the buyer’s own', () => {
    expect(
      lines({
        kind: 'service',
        category: 'Chairs',
        attachment: { url: 'https://shop.example/a.pdf', title: 'Data sheet', purpose: 'C' },
        customFields: ['1234567890', '1234567890', '1234567890', 'x'.repeat(20), 'x'.repeat(50)],
      }),
    ).toEqual([
      'NEW_ITEM-DESCRIPTION[1]=Chair',
      'NEW_ITEM-QUANTITY[1]=2',
      'NEW_ITEM-PRICE[1]=10.5',
      'NEW_ITEM-PRICEUNIT[1]=1',
      'NEW_ITEM-CURRENCY[1]=EUR',
      'NEW_ITEM-UNIT[1]=EA',
      'NEW_ITEM-SERVICE[1]=X',
      'NEW_ITEM-EXT_CATEGORY[1]=Chairs',
      'NEW_ITEM-ATTACHMENT[1]=https://shop.example/a.pdf',
      'NEW_ITEM-ATTACHMENT_TITLE[1]=Data sheet',
      'NEW_ITEM-ATTACHMENT_PURPOSE[1]=C',
      'NEW_ITEM-CUST_FIELD1[1]=1234567890',
      'NEW_ITEM-CUST_FIELD2[1]=1234567890',
      'NEW_ITEM-CUST_FIELD3[1]=1234567890',
      `NEW_ITEM-CUST_FIELD4[1]=${'x'.repeat(20)}`,
      `NEW_ITEM-CUST_FIELD5[1]=${'x'.repeat(50)}`,
    ]);
  });

  it('name the root of a set and its options (OCI 5.0), an option only after its root', () => {
    const set = { ...item, part: { type: 'R' } } as const;
    const option = (parentItem: number): OciItem => ({ ...item, part: { type: 'O', parentItem } });
    const fields = encodeOciItems([set, option(1)]).fields.map(
      ({ name, value }) => `${name}=${value}`,
    );
    expect(fields).toContain('NEW_ITEM-ITEM_TYPE[1]=R');
    expect(fields).toContain('NEW_ITEM-ITEM_TYPE[2]=O');
    expect(fields).toContain('NEW_ITEM-PARENT_ID[2]=1');
    expect(sentence(() => encodeOciItems([set, option(2)]))).toBe(
      'Item 2, PARENT_ID: “2” does not fit; the number of an earlier item is needed.',
    );
  });

  it.each([
    ['12345678901.123', '12345678901.123'],
    ['0.001', '0.001'],
  ])('state the quantity %s exactly', (quantity, sent) => {
    expect(lines({ quantity: Decimal.parse(quantity) })).toContain(`NEW_ITEM-QUANTITY[1]=${sent}`);
  });

  it.each([
    [{ quantity: Decimal.parse('123456789012') }, 'QUANTITY', '123456789012'],
    [{ quantity: Decimal.parse('1.0001') }, 'QUANTITY', '1.0001'],
    [{ quantity: Decimal.zero }, 'QUANTITY', '0'],
    [{ unitPrice: Decimal.parse('99999999999.99999') }, 'PRICE', '9999999999999.999'],
  ])('refuse a number that OCI cannot hold: %o', (change, field, value) => {
    expect(sentence(() => written(change as Partial<OciItem>))).toContain(
      `Item 1, ${field}: “${value}” does not fit`,
    );
  });

  it('never lose a digit of a price: price over PRICEUNIT is the price, for every price of six decimals', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 14n }), (micros) => {
        const unitPrice = new Decimal(micros, 6);
        const values = new Map(
          written({ unitPrice }).fields.map(({ name, value }) => [name, value]),
        );
        const price = Decimal.parse(values.get('NEW_ITEM-PRICE[1]') ?? '');
        const unit = Decimal.parse(values.get('NEW_ITEM-PRICEUNIT[1]') ?? '');
        return unitPrice.mul(unit).equals(price);
      }),
    );
  });

  it('report what they change, for SAP will not', () => {
    const { notes } = written(
      {
        description: `Vérin “Ω” ${'x'.repeat(40)}`,
        unitPrice: Decimal.parse('0.0125'),
      },
      'ISO-8859-1',
    );
    expect(notes.map(({ field, change, sent }) => [field, change, sent])).toEqual([
      ['PRICE', 'scaled', '0.125 / 10'],
      ['DESCRIPTION', 'replaced', `Vérin "Ohm" ${'x'.repeat(40)}`],
      ['DESCRIPTION', 'cut', `Vérin "Ohm" ${'x'.repeat(28)}`],
      ['LONGTEXT', 'replaced', `Vérin "Ohm" ${'x'.repeat(40)}`],
    ]);
    expect(sentence(() => written({ sku: 'Ω1' }, 'ISO-8859-1'))).toBe(
      'Item 1, VENDORMAT: “Ω1” does not fit; only characters of ISO-8859-1.',
    );
  });
});

describe('forms of systems without Unicode', () => {
  it('are read by their bytes, or by the charset they name', () => {
    const bytes = Buffer.from('a=c%E2ble+x&b=%C3%A9&c&d=100%', 'latin1');
    expect(readFormFields(bytes)).toEqual([
      { name: 'a', value: 'câble x' },
      { name: 'b', value: 'é' },
      { name: 'c', value: '' },
      { name: 'd', value: '100%' },
    ]);
    expect(readFormFields(bytes, 'ISO-8859-1')[1]).toEqual({ name: 'b', value: 'Ã©' });
  });

  it('know charsets by the names SAP uses', () => {
    expect(['utf-8', '4110', 'iso-8859-1', '1100', '8859_1', 'koi8-r'].map(ociCharset)).toEqual([
      'UTF-8',
      'UTF-8',
      'ISO-8859-1',
      'ISO-8859-1',
      'ISO-8859-1',
      undefined,
    ]);
    expect(inCharset('œuvre – 5 €, ≥ 3 ’漢’', 'ISO-8859-1')).toBe("oeuvre - 5 EUR, >= 3 '?'");
  });

  it('keep a HOOK_URL’s own query, escaped in either charset', () => {
    expect(ociHook('https://srm.example/x?n=%E9t%E9&m=%C3%A9&e=', ['https'])).toEqual({
      action: 'https://srm.example/x',
      hiddenFields: [
        { name: 'n', value: 'été' },
        { name: 'm', value: 'é' },
        { name: 'e', value: '' },
      ],
    });
  });

  it('say what to give back: HOOK_URL’s fields first, then those of ~OkCode, ~TARGET and ~CALLER it lacks', () => {
    const call = parseOciCallUp([
      ['~CALLER', 'CTLG'],
      ['~OkCode', 'ADDI'],
      ['USERNAME', 'u'],
      ['PASSWORD', 'p'],
      ['~TARGET', '_top'],
      ['HOOK_URL', 'https://srm.example/x?~okcode=BACK'],
      ['http_content_charset', 'iso-8859-1'],
    ]);
    expect(call.returnFields).toEqual([
      { name: '~okcode', value: 'BACK' },
      { name: '~TARGET', value: '_top' },
      { name: '~CALLER', value: 'CTLG' },
    ]);
    expect([call.target, call.charset]).toEqual(['_top', 'ISO-8859-1']);
  });
});
