import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const LOGIN = {
  USERNAME: 'acme-oci',
  PASSWORD: 'oci-secret',
  HOOK_URL: 'https://srm.example/sap/bc?sap-client=100',
};
const call = (fields: Record<string, string>, accept = 'text/html') =>
  testApp(db.services()).request('/oci/acme-oci', {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept,
      'accept-language': 'en',
    },
    body: new URLSearchParams({ ...LOGIN, LANGUAGE: 'EN', ...fields }).toString(),
  });

const plain = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The form that answers at once: where to, and its hidden fields in their order. */
async function reply(fields: Record<string, string>) {
  const answer = await call(fields);
  const page = await answer.text();
  const part = /<form[^>]*id="return-form"[\s\S]*?<\/form>/.exec(page)?.[0] ?? '';
  return {
    status: answer.status,
    action: /action="([^"]*)"/.exec(part)?.[1],
    policy: answer.headers.get('content-security-policy') ?? '',
    page,
    fields: [...part.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => `${plain(name)}=${plain(value)}`,
    ),
  };
}

const overlay = (value: object) =>
  db.query('update trading_connection set profile_overlay = ?::jsonb where id = ?', [
    JSON.stringify(value),
    id('acme-oci'),
  ]);

const lastOut = async () =>
  (
    await db.query<{ kind: string; advisories: { code: string; message: string }[] }>(
      `select kind, advisories from exchange where channel = 'oci' and direction = 'out' order by id desc limit 1`,
    )
  )[0];

describe('OCI VALIDATE', () => {
  it('answers with the item at the price of that quantity today, and nothing else', async () => {
    const answer = await reply({ FUNCTION: 'VALIDATE', PRODUCTID: 'A-BOLT-M8', QUANTITY: '1000' });
    expect(answer).toMatchObject({ status: 200, action: 'https://srm.example/sap/bc' });
    expect(answer.policy).toContain('form-action https://srm.example;');
    expect(answer.fields).toEqual([
      'sap-client=100',
      'NEW_ITEM-DESCRIPTION[1]=Hex bolt M8 x 40',
      'NEW_ITEM-QUANTITY[1]=1000',
      'NEW_ITEM-PRICE[1]=0.11',
      'NEW_ITEM-PRICEUNIT[1]=1',
      'NEW_ITEM-CURRENCY[1]=EUR',
      'NEW_ITEM-UNIT[1]=C62',
      'NEW_ITEM-VENDORMAT[1]=A-BOLT-M8',
      'NEW_ITEM-MANUFACTMAT[1]=MPN-bolt',
      'NEW_ITEM-MATGROUP[1]=31161500',
      'NEW_ITEM-EXT_PRODUCT_ID[1]=A-BOLT-M8',
      'NEW_ITEM-LEADTIME[1]=2',
      'NEW_ITEM-LONGTEXT_1:132[]=Hex bolt M8 x 40',
    ]);
    expect(await lastOut()).toEqual({ kind: 'OCI VALIDATE', advisories: [] });
  });

  it('uses the buyer’s own contract, by GTIN as by our offer’s id', async () => {
    for (const PRODUCTID of ['5901234123457', id('offer-paper'), id('product-paper')]) {
      const { fields } = await reply({ FUNCTION: 'VALIDATE', PRODUCTID, QUANTITY: '3' });
      expect(fields).toContain('NEW_ITEM-PRICE[1]=4.2');
      expect(fields).toContain(`NEW_ITEM-EXT_PRODUCT_ID[1]=${PRODUCTID}`);
    }
  });

  it('raises a quantity that cannot be delivered to the next that can, and logs it', async () => {
    const { fields } = await reply({
      FUNCTION: 'VALIDATE',
      PRODUCTID: 'A-BOLT-M8',
      QUANTITY: '150',
    });
    expect(fields).toContain('NEW_ITEM-QUANTITY[1]=200');
    expect(fields).toContain('NEW_ITEM-PRICE[1]=0.125');
    expect((await lastOut())?.advisories).toEqual([
      {
        code: 'oci_quantity',
        element: 'NEW_ITEM-QUANTITY[1]',
        message: 'A-BOLT-M8 cannot be ordered as 150 C62; 200 is the next quantity that can.',
      },
    ]);
  });

  it('posts no item for what is not sold to this buyer, and says why in the log and on the page', async () => {
    const { fields, page } = await reply({ FUNCTION: 'VALIDATE', PRODUCTID: 'GONE' });
    expect(fields).toEqual(['sap-client=100']);
    const [note] = (await lastOut())?.advisories ?? [];
    expect(note?.code).toBe('oci_left_out');
    expect(note?.message).toBe(
      'Product GONE is not in your catalogue: it was withdrawn, or its seller is not open to you.',
    );
    expect(page).toContain('Product GONE is not in your catalogue');
  });

  it('is refused without a product, and with a quantity that is no number', async () => {
    const refused = async (fields: Record<string, string>) =>
      ((await (await call(fields, 'application/json')).json()) as { title: string }).title;
    expect(await refused({ FUNCTION: 'VALIDATE' })).toBe(
      'The OCI call-up has no PRODUCTID; add it to the catalogue’s call structure.',
    );
    expect(await refused({ FUNCTION: 'VALIDATE', PRODUCTID: 'A-BOLT-M8', QUANTITY: 'many' })).toBe(
      'Item 1, QUANTITY: “many” does not fit; a number such as 12.5 is needed.',
    );
  });

  it('knows the line of an earlier basket by what it carried in EXT_PRODUCT_ID', async () => {
    const app = testApp(db.services());
    const start = (await call({})).headers.get('location') ?? '';
    const path = ((await app.request(start)).headers.get('location') ?? '')
      .split('/')
      .slice(0, 3)
      .join('/');
    const post = (at: string, fields: Record<string, string>) =>
      app.request(path + at, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      });
    await post('/basket/lines', { offerId: id('offer-glove'), quantity: '5' });
    const page = await (await post('/return', { preview: 'seen' })).text();
    const token = /NEW_ITEM-EXT_PRODUCT_ID\[1\]" value="([^"]+)"/.exec(page)?.[1] ?? '';
    expect(token).toMatch(/^[\w-]{32}$/);
    const { fields } = await reply({ FUNCTION: 'VALIDATE', PRODUCTID: token, QUANTITY: '7' });
    expect(fields).toContain('NEW_ITEM-VENDORMAT[1]=C-GLOVE-9');
    expect(fields).toContain(`NEW_ITEM-EXT_PRODUCT_ID[1]=${token}`);
    expect(fields).toContain('NEW_ITEM-QUANTITY[1]=7');
  });
});

describe('OCI BACKGROUND_SEARCH', () => {
  it('posts what the words name at this buyer’s prices, each at its least quantity', async () => {
    const { fields } = await reply({ FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'paper' });
    expect(fields).toEqual([
      'sap-client=100',
      'NEW_ITEM-DESCRIPTION[1]=Paper A4 80 g, ream',
      'NEW_ITEM-QUANTITY[1]=1',
      'NEW_ITEM-PRICE[1]=4.2',
      'NEW_ITEM-PRICEUNIT[1]=1',
      'NEW_ITEM-CURRENCY[1]=EUR',
      'NEW_ITEM-UNIT[1]=RM',
      'NEW_ITEM-VENDORMAT[1]=B-PAPER-A4',
      'NEW_ITEM-MANUFACTMAT[1]=MPN-paper',
      'NEW_ITEM-MATGROUP[1]=14111507',
      `NEW_ITEM-EXT_PRODUCT_ID[1]=${id('offer-paper')}`,
      'NEW_ITEM-LEADTIME[1]=2',
      'NEW_ITEM-LONGTEXT_1:132[]=Paper A4 80 g, ream',
    ]);
  });

  it('finds nothing outside the buyer’s assortment', async () => {
    await db.query('delete from assortment_rule where buyer_id = ? and seller_id = ?', [
      id('acme'),
      id('seller-c'),
    ]);
    const { fields, page } = await reply({ FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'glove' });
    expect(fields).toEqual(['sap-client=100']);
    expect(page).toContain('Nothing to send back');
  });

  it('leaves out an article number that OCI cannot carry, numbers the rest without a gap, and logs it', async () => {
    const long = `B-PEN-${'X'.repeat(40)}`;
    await db.query('update offer set sku = ? where id = ?', [long, id('offer-pen')]);
    const { fields } = await reply({ FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'Exempla' });
    const none = await reply({ FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'pen' });
    expect(fields.filter((field) => field.includes(long))).toEqual([]);
    expect(none.fields).toEqual(['sap-client=100']);
    expect((await lastOut())?.advisories).toEqual([
      {
        code: 'oci_left_out',
        element: long,
        message: `${long} is left out: Part number “${long}”, longer than 40 characters.`,
      },
    ]);
  });
});

describe('OCI DETAIL and SOURCING', () => {
  it('opens the product’s page to look only', async () => {
    const app = testApp(db.services());
    const answer = await call({ FUNCTION: 'DETAIL', PRODUCTID: 'B-PAPER-A4' });
    expect(answer.status).toBe(303);
    const location = answer.headers.get('location') ?? '';
    expect(location).toMatch(new RegExp(`^/p/[\\w-]{40,}/products/${id('product-paper')}$`));
    const page = await (await app.request(location)).text();
    expect(page).toContain('Paper A4 80 g, ream');
    expect(page).not.toContain('basket/lines');
    const path = location.split('/').slice(0, 3).join('/');
    const added = await app.request(`${path}/basket/lines`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ offerId: id('offer-paper'), quantity: '1' }).toString(),
    });
    expect(added.status).toBe(403);
  });

  it('says so for a product that is not to be had', async () => {
    const answer = await call({ FUNCTION: 'DETAIL', PRODUCTID: 'GONE' });
    expect(answer.status).toBe(404);
    expect(await answer.text()).toContain('Product GONE is not in your catalogue');
  });

  it('opens the results of a search, to fill a basket from', async () => {
    const answer = await call({ FUNCTION: 'sourcing', SEARCHSTRING: 'paper & pen' });
    expect(answer.headers.get('location')).toMatch(/^\/p\/[\w-]{40,}\/shop\?q=paper%20%26%20pen$/);
  });

  it('opens those of the seller that VENDOR names, by the buyer’s own number for it', async () => {
    await overlay({
      supplierId: { own: { [id('seller-b')]: '0000047110', [id('seller-a')]: '47111' } },
    });
    const all = await call({ FUNCTION: 'SOURCING', SEARCHSTRING: 'paper' });
    const named = await call({ FUNCTION: 'SOURCING', SEARCHSTRING: 'paper', VENDOR: '47110' });
    expect(named.headers.get('location')).toMatch(
      new RegExp(`^/p/[\\w-]{40,}/shop\\?q=paper&seller=${id('seller-b')}$`),
    );
    const page = await (
      await testApp(db.services()).request(named.headers.get('location') ?? '')
    ).text();
    expect(page).toContain('Only from Bureau Beta');
    expect(page).toContain('From all sellers');
    expect(page).toContain('Paper A4 80 g, ream');
    const others = await call({ FUNCTION: 'SOURCING', SEARCHSTRING: 'paper', VENDOR: '47111' });
    const elsewhere = await (
      await testApp(db.services()).request(others.headers.get('location') ?? '')
    ).text();
    expect(elsewhere).toContain('Only from Visserie Alpha');
    expect(elsewhere).not.toContain('Paper A4 80 g, ream');
    expect(all.headers.get('location')).not.toContain('seller=');
    const whole = await call({ FUNCTION: 'SOURCING', VENDOR: '0000047110' });
    expect(whole.headers.get('location')).toMatch(
      new RegExp(`^/p/[\\w-]{40,}/shop\\?seller=${id('seller-b')}$`),
    );
    // The vendor of the whole catalogue is the marketplace: nothing to narrow.
    const market = await call({ FUNCTION: 'SOURCING', SEARCHSTRING: 'paper', VENDOR: '900' });
    expect(market.headers.get('location')).toMatch(/\/shop\?q=paper$/);
    const nothing = await call({ FUNCTION: 'SOURCING', VENDOR: '900' }, 'application/json');
    expect(((await nothing.json()) as { title: string }).title).toBe(
      'The OCI call-up has no SEARCHSTRING; add it to the catalogue’s call structure.',
    );
    await overlay({});
  });
});

describe('what the functions answer is shaped as a cart is', () => {
  const PROFILE = {
    units: { map: { C62: 'ST', PR: 'PAA' } },
    classification: { map: { '3116': 'BOLTS', '46': 'SAFETY' } },
    lengths: { description: 12, longText: 14, manufacturerPartId: 7 },
    priceDecimalsMax: 2,
    multiSeller: 'supplier_per_line',
    supplierId: {
      own: { [id('seller-a')]: '100001', [id('seller-b')]: '100002', [id('seller-c')]: '100003' },
    },
    extrinsics: { item: { CUST_FIELD1: 'seller.name', CUST_FIELD4: 'gtin' } },
    ignores: ['leadTime'],
  };
  const BOLT = [
    'NEW_ITEM-DESCRIPTION[1]=Hex bolt M8',
    'NEW_ITEM-QUANTITY[1]=500',
    'NEW_ITEM-PRICE[1]=1.25',
    'NEW_ITEM-PRICEUNIT[1]=10',
    'NEW_ITEM-CURRENCY[1]=EUR',
    'NEW_ITEM-UNIT[1]=ST',
    'NEW_ITEM-VENDORMAT[1]=A-BOLT-M8',
    'NEW_ITEM-MATGROUP[1]=BOLTS',
    'NEW_ITEM-VENDOR[1]=100001',
    'NEW_ITEM-EXT_PRODUCT_ID[1]=A-BOLT-M8',
    'NEW_ITEM-CUST_FIELD1[1]=Visserie A',
    'NEW_ITEM-CUST_FIELD2[1]=',
    'NEW_ITEM-CUST_FIELD3[1]=',
    'NEW_ITEM-CUST_FIELD4[1]=4006381333931',
    'NEW_ITEM-LONGTEXT_1:132[]=Hex bolt M8 x',
  ];

  it('VALIDATE: lengths, decimals by PRICEUNIT, unit, class, vendor, custom fields, what is not read', async () => {
    await overlay(PROFILE);
    const { fields } = await reply({
      FUNCTION: 'VALIDATE',
      PRODUCTID: 'A-BOLT-M8',
      QUANTITY: '500',
    });
    expect(fields).toEqual(['sap-client=100', ...BOLT]);
    expect((await lastOut())?.advisories.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['oci_truncated', 'oci_dropped', 'oci_scaled']),
    );
    await overlay({});
  });

  it('BACKGROUND_SEARCH: the same fields, of one vendor’s goods alone where one is named', async () => {
    await overlay(PROFILE);
    const ask = { FUNCTION: 'BACKGROUND_SEARCH', SEARCHSTRING: 'bolt' };
    const bolt = await reply({ ...ask, VENDOR: '0000100001' });
    expect(bolt.fields).toEqual([
      'sap-client=100',
      ...BOLT.map((field) =>
        field
          .replace('QUANTITY[1]=500', 'QUANTITY[1]=100')
          .replace('EXT_PRODUCT_ID[1]=A-BOLT-M8', `EXT_PRODUCT_ID[1]=${id('offer-bolt')}`),
      ),
    ]);
    const other = await reply({ ...ask, VENDOR: '100002' });
    expect(other.fields).toEqual(['sap-client=100']);
    await reply({ ...ask, VENDOR: '4711' });
    expect((await lastOut())?.advisories).toContainEqual({
      code: 'oci_vendor',
      element: 'VENDOR',
      message:
        "VENDOR 4711 names no seller by this connection's profile (supplierId.own): all are searched.",
    });
    await overlay({});
  });

  it('a seller without a number of the buyer’s is left out, with the reason', async () => {
    await overlay({ ...PROFILE, supplierId: { own: { [id('seller-b')]: '100002' } } });
    const { fields, page } = await reply({ FUNCTION: 'VALIDATE', PRODUCTID: 'A-BOLT-M8' });
    expect(fields).toEqual(['sap-client=100']);
    expect(page).toContain(
      'A-BOLT-M8 is left out: Supplier “Visserie Alpha”, this seller has no VENDOR number there.',
    );
    await overlay({});
  });

  it('VALIDATE of a line that was in a basket gives what the basket had, its levy apart', async () => {
    await db.query('update offer set eco_contribution_minor = 30 where id = ?', [id('offer-bolt')]);
    await db.query(`update offer set unit_price = 0.5, price_breaks = '[]' where id = ?`, [
      id('offer-bolt'),
    ]);
    await overlay({
      units: { map: { C62: 'ST' } },
      extrinsics: { item: { CUST_FIELD5: 'seller.name' } },
    });
    const app = testApp(db.services());
    const start = (await call({})).headers.get('location') ?? '';
    const path = ((await app.request(start)).headers.get('location') ?? '')
      .split('/')
      .slice(0, 3)
      .join('/');
    const post = (at: string, fields: Record<string, string>) =>
      app.request(path + at, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: new URLSearchParams(fields).toString(),
      });
    await post('/basket/lines', { offerId: id('offer-bolt'), quantity: '500' });
    const page = await (await post('/return', { preview: 'seen' })).text();
    const cart = [...page.matchAll(/name="(NEW_ITEM-[^"]*)" value="([^"]*)"/g)]
      .map(([, name = '', value = '']) => `${plain(name)}=${plain(value)}`)
      .filter((field) => !field.includes('EXT_QUOTE_ID'));
    const token = (line: number) =>
      cart.find((one) => one.startsWith(`NEW_ITEM-EXT_PRODUCT_ID[${line}]`))?.split('=')[1] ?? '';
    expect(token(2)).toBe(`${token(1)}e`);
    for (const line of [1, 2]) {
      const { fields } = await reply({
        FUNCTION: 'VALIDATE',
        PRODUCTID: token(line),
        QUANTITY: '500',
      });
      expect(fields.slice(1)).toEqual(
        cart
          .filter((one) => new RegExp(`\\[${line}\\]|_${line}:`).test(one))
          .map((one) => one.replace(`[${line}]`, '[1]').replace(`_${line}:`, '_1:')),
      );
    }
    // What no basket held yet is one line: its price is the whole price.
    const { fields } = await reply({
      FUNCTION: 'VALIDATE',
      PRODUCTID: 'A-BOLT-M8',
      QUANTITY: '500',
    });
    expect(fields.filter((one) => /PRICE|DESCRIPTION/.test(one))).toEqual([
      'NEW_ITEM-DESCRIPTION[1]=Hex bolt M8 x 40',
      'NEW_ITEM-PRICE[1]=0.5',
      'NEW_ITEM-PRICEUNIT[1]=1',
    ]);
    await overlay({});
  });
});
