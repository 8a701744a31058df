import { describe, expect, it } from 'vitest';
import { buildOciFields, defaultOciRules, parseOciCallUp } from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { refusal, sentence } from './support.ts';

const login: readonly [string, string][] = [
  ['USERNAME', 'u'],
  ['PASSWORD', 'p'],
];
const hook = 'https://srm.example/sap/bc?sap-client=100&~caller=CTLG&a=b%20c';

describe('an OCI call-up', () => {
  it('gives login, return address with its query as hidden fields, function and the rest', () => {
    const call = parseOciCallUp([
      ['username', 'u'],
      ['Password', ' p '],
      ['HOOK_URL', hook],
      ['~TARGET', '_parent'],
      ['FUNCTION', 'detail'],
      ['PRODUCTID', 'A1'],
      ['custom', 'x'],
    ]);
    expect(call.username).toBe('u');
    expect(call.password).toBe('p');
    expect(call.hook).toEqual({
      action: 'https://srm.example/sap/bc',
      hiddenFields: [
        { name: 'sap-client', value: '100' },
        { name: '~caller', value: 'CTLG' },
        { name: 'a', value: 'b c' },
      ],
    });
    expect(call.function).toBe('DETAIL');
    expect(call.productId).toBe('A1');
    expect(call.target).toBe('_parent');
    expect(call.others).toEqual([{ name: 'custom', value: 'x' }]);
  });

  it.each([
    ['http://srm.example/', 'only https is allowed'],
    ['javascript:alert(1)', 'only https is allowed'],
    ['SAPEVENT:OCI', 'SAPEVENT addresses are not allowed here'],
    ['https://u:p@srm.example/', 'it holds credentials'],
    ['/relative', 'it is not an absolute address'],
  ])('does not return to %s', (address, reason) => {
    expect(sentence(() => parseOciCallUp([...login, ['HOOK_URL', address]]))).toBe(
      `The return address HOOK_URL is not accepted: ${reason}.`,
    );
  });

  it('returns to SAPEVENT or http where a profile says so', () => {
    const rules = { ...defaultOciRules, schemes: ['https', 'sapevent', 'http'] as const };
    const action = (address: string): string =>
      parseOciCallUp([...login, ['HOOK_URL', address]], rules).hook.action;
    expect(action('SAPEVENT:OCI')).toBe('SAPEVENT:OCI');
    expect(action('http://srm.example/x')).toBe('http://srm.example/x');
  });

  it('is refused without login or return address, and with a function nobody serves', () => {
    expect(refusal(() => parseOciCallUp([['HOOK_URL', hook]]))).toBe('oci.field_missing');
    expect(refusal(() => parseOciCallUp(login))).toBe('oci.field_missing');
    expect(refusal(() => parseOciCallUp([...login, ['HOOK_URL', hook], ['FUNCTION', 'BUY']]))).toBe(
      'oci.function_unknown',
    );
  });
});

describe('an OCI reply', () => {
  const item = {
    description: 'Chair',
    quantity: Decimal.parse('2.500'),
    unit: 'EA',
    unitPrice: Decimal.parse('10.5'),
    currency: 'EUR',
    sku: 'A1',
    leadTimeDays: 3,
    customFields: ['tok'],
  };

  it('numbers items from one and names every field', () => {
    const fields = buildOciFields([item, { ...item, sku: 'A2', customFields: [] }]);
    expect(fields.map(({ name, value }) => `${name}=${value}`)).toEqual([
      'NEW_ITEM-DESCRIPTION[1]=Chair',
      'NEW_ITEM-QUANTITY[1]=2.5',
      'NEW_ITEM-PRICE[1]=10.5',
      'NEW_ITEM-PRICEUNIT[1]=1',
      'NEW_ITEM-CURRENCY[1]=EUR',
      'NEW_ITEM-UNIT[1]=EA',
      'NEW_ITEM-VENDORMAT[1]=A1',
      'NEW_ITEM-LEADTIME[1]=3',
      'NEW_ITEM-CUST_FIELD1[1]=tok',
      'NEW_ITEM-DESCRIPTION[2]=Chair',
      'NEW_ITEM-QUANTITY[2]=2.5',
      'NEW_ITEM-PRICE[2]=10.5',
      'NEW_ITEM-PRICEUNIT[2]=1',
      'NEW_ITEM-CURRENCY[2]=EUR',
      'NEW_ITEM-UNIT[2]=EA',
      'NEW_ITEM-VENDORMAT[2]=A2',
      'NEW_ITEM-LEADTIME[2]=3',
    ]);
  });

  it('cuts a long description and sends the whole as long text', () => {
    const description = 'x'.repeat(39) + '😀 and more';
    const fields = buildOciFields([{ ...item, description }]);
    expect(fields[0]).toEqual({ name: 'NEW_ITEM-DESCRIPTION[1]', value: 'x'.repeat(39) });
    expect(fields.at(-1)).toEqual({ name: 'NEW_ITEM-LONGTEXT_1:132[]', value: description });
  });

  it('states a fine price per more units without losing a digit', () => {
    const values = new Map(
      buildOciFields([{ ...item, unitPrice: Decimal.parse('0.012345') }]).map((field) => [
        field.name,
        field.value,
      ]),
    );
    expect(values.get('NEW_ITEM-PRICE[1]')).toBe('12.345');
    expect(values.get('NEW_ITEM-PRICEUNIT[1]')).toBe('1000');
  });

  it.each([
    [{ sku: 'x'.repeat(41) }, 'VENDORMAT', 'at most 40 characters'],
    [{ unit: 'EACH' }, 'UNIT', 'at most 3 characters'],
    [{ unit: undefined }, 'UNIT', 'a unit is needed where there is no MATNR'],
    [{ currency: 'eur' }, 'CURRENCY', 'an ISO 4217 code is needed'],
    [
      { quantity: Decimal.parse('0.0001') },
      'QUANTITY',
      'at most 11 digits before and 3 after the point',
    ],
    [{ customFields: ['12345678901'] }, 'CUST_FIELD1', 'at most 10 characters'],
  ])('refuses what SAP would drop in silence: %o', (change, field, limit) => {
    const said = sentence(() => buildOciFields([item, { ...item, ...change }]));
    expect(said.startsWith(`Item 2, ${field}:`)).toBe(true);
    expect(said.endsWith(`does not fit; ${limit}.`)).toBe(true);
  });
});
