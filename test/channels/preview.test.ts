import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { cartIn, lineText, suiteOf } from './profiles-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const suite = suiteOf(db);

async function profile(name: string, overlay: object = {}): Promise<void> {
  await db.query(
    `update trading_connection set profile = ?, profile_overlay = ?::jsonb where id = ?`,
    [name, JSON.stringify(overlay), id('acme-cxml')],
  );
}
beforeEach(() => profile('ariba'));

const text = async (answer: Response | Promise<Response>): Promise<string> => (await answer).text();
const requests = async (): Promise<number> => {
  const [row] = await db.query<{ count: string }>('select count(*) as count from requisition');
  return Number(row?.count);
};

describe('a basket that the suite takes as it is', () => {
  it('goes straight on, and says so quietly', async () => {
    const path = await suite.visit([['paper', '10']]);
    const page = await text(suite.form(`${path}/return`, {}));
    expect(cartIn(page)?.cart.items.map(lineText)).toEqual(['1 B-PAPER-A4 10 × 4.20 RM']);
    expect(page).toContain('SAP Ariba prend tout tel quel.');
    expect(page).not.toContain('<table');
  });
});

describe('a basket that the suite changes', () => {
  it('is shown before it leaves, and leaves when the person has seen it', async () => {
    await profile('generic', { priceDecimalsMax: 2, units: { map: { C62: 'UNI' } } });
    const path = await suite.visit([
      ['bolt', '100'],
      ['paper', '10'],
    ]);
    const before = await requests();
    const page = await text(suite.form(`${path}/return`, {}));
    expect(cartIn(page)).toBeUndefined();
    expect(await requests()).toBe(before);
    // 100 × 0.125 is 12.50 here, 100 × 0.13 is 13.00 there.
    expect(page).toContain('1 · Vis hexagonale M8 x 40');
    expect(page).toMatch(/0,125<\/span>.*→.*0,13/s);
    expect(page).toContain('+0,50');
    expect(page).toMatch(/C62<\/span>.*→.*UNI/s);
    expect(page).toContain('value="seen"');
    const back = cartIn(await text(suite.form(`${path}/return`, { preview: 'seen' })));
    expect(back?.cart.items.map(lineText)).toEqual([
      '1 A-BOLT-M8 100 × 0.13 UNI',
      '2 B-PAPER-A4 10 × 4.20 RM',
    ]);
    expect(await requests()).toBe(before + 1);
  });

  it('is shown in the language of the page', async () => {
    await profile('oracle-ebs');
    const path = await suite.visit([['pen', '10']]);
    const page = await text(suite.form(`${path}/return?lang=en`, {}));
    expect(page).toContain('Before it goes to Oracle E-Business Suite');
    expect(page).toContain('its word for the same unit');
    expect(page).toContain('Send it like this');
  });

  it('passes unseen where only words are translated and the profile shows losses alone', async () => {
    await profile('oracle-ebs', { return: { preview: 'losses' } });
    const path = await suite.visit([['pen', '10']]);
    expect(cartIn(await text(suite.form(`${path}/return`, {})))).toBeDefined();
  });
});

describe('a basket that the suite would lose', () => {
  it('does not leave, whatever the form says, and tells the line and the fix', async () => {
    await profile('coupa', { units: { accepted: ['EA', 'RM'] } });
    const path = await suite.visit([
      ['glove', '5'],
      ['paper', '10'],
    ]);
    const before = await requests();
    for (const fields of [{}, { preview: 'seen' }]) {
      const page = await text(suite.form(`${path}/return`, fields));
      expect(cartIn(page)).toBeUndefined();
      expect(page).toContain('Coupa n’accepterait pas ce panier');
      expect(page).toContain('Gant de travail taille 9');
      expect(page).toContain('Retirez la ligne du panier');
      expect(page).not.toContain('value="seen"');
    }
    expect(await requests()).toBe(before);
    await suite.form(`${path}/basket/quantity`, { offerId: id('offer-glove'), quantity: '0' });
    expect(cartIn(await text(suite.form(`${path}/return`, { preview: 'seen' })))).toBeDefined();
  });
});

describe('the profile’s word on the way back', () => {
  it('decides header, éco-participation, encoding and who supplies, and the order is no difference', async () => {
    await profile('generic', {
      formPost: 'urlencoded',
      documentEncoding: 'US-ASCII',
      versions: { PunchOutOrderMessage: '1.2.050' },
      priceDecimalsMax: 2,
      priceBasis: 'written',
      multiSeller: 'supplier_per_line',
      units: { map: { C62: 'UNI' } },
      lengths: { description: 12 },
      return: { quoteStatus: 'pending', headerTax: 'omitted', headerShipping: 'written' },
      extrinsics: { item: { Centre: 'cost_centre', Entite: 'business_unit', Seller: null } },
    });
    await db.query(`update offer set eco_contribution_minor = 5 where id = ?`, [id('offer-pen')]);
    const path = await suite.visit(
      [
        ['bolt', '100'],
        ['pen', '10'],
      ],
      [
        { name: 'costcenter', value: 'CC-77' },
        { name: 'BusinessUnit', value: 'Lyon' },
      ],
    );
    const back = cartIn(await text(suite.form(`${path}/return`, { preview: 'seen' })));
    if (!back) throw new Error('no cart');
    const { cart, bytes, field } = back;
    expect(field).toBe('cxml-urlencoded');
    expect(bytes.every((byte) => byte < 128)).toBe(true);
    expect(cart.quoteStatus).toBe('pending');
    expect(cart.tax).toBeUndefined();
    expect(cart.shipping?.amount.value.toString(2)).toBe('0.00');
    // 0.125 stays exact as 1.25 per 10, the pen’s 0.35 is 0.30 and 0.05.
    expect(cart.items.map(lineText)).toEqual([
      '1 A-BOLT-M8 100 × 1.25 / 10 UNI',
      '2 B-PEN-BLUE 10 × 0.30 UNI',
      '3 ECO-PARTICIPATION 10 × 0.05 UNI',
    ]);
    expect(cart.total?.value.toString(2)).toBe('16.00');
    expect(cart.items.map(({ supplierIds }) => supplierIds[0]?.value)).toEqual([
      'FR83404833048',
      'FR27542051180',
      'FR27542051180',
    ]);
    expect(cart.items[0]?.detail.extrinsics).toEqual(
      expect.arrayContaining([
        { name: 'Centre', value: 'CC-77' },
        { name: 'Entite', value: 'Lyon' },
      ]),
    );
    const [kept] = await db.query<{ cost_centre: string; shaped: { lines: { unit: string }[] } }>(
      'select cost_centre, shaped from requisition order by id desc limit 1',
    );
    expect(kept?.cost_centre).toBe('CC-77');
    expect(kept?.shaped.lines.map(({ unit }) => unit)).toEqual(['UNI', 'UNI', 'UNI']);
    expect(await suite.order(cart, 'PO-SHAPED-1')).toEqual({ code: 200, detail: '' });
    const lines = await db.query<{ sku: string; unit: string; unit_price: string }>(
      `select l.sku, l.unit, l.unit_price::text from order_line l
         join purchase_order o on o.id = l.purchase_order_id where o.number = 'PO-SHAPED-1' order by line_number`,
    );
    // Ours again: C62, the exact price, and the éco-participation back in it.
    expect(lines).toEqual([
      { sku: 'A-BOLT-M8', unit: 'C62', unit_price: '0.125000' },
      { sku: 'B-PEN-BLUE', unit: 'C62', unit_price: '0.350000' },
    ]);
    const without = { ...cart, items: cart.items.slice(0, 2) };
    const refused = await suite.order(without, 'PO-SHAPED-2');
    expect(refused.code).toBe(400);
    expect(refused.detail).toContain('line 2: price 0.35 quoted, 0.30 ordered');
  });

  it('is written on the documents: which state of the settings made them', async () => {
    const found = await db.query<{ kind: string; label: string }>(
      `select kind, link ->> 'label' as label from exchange, jsonb_array_elements(links) link
        where link ->> 'type' = 'connection_profile' and kind in ('PunchOutSetupRequest', 'PunchOutOrderMessage')
        order by exchange.id desc limit 2`,
    );
    expect(found).toEqual([
      { kind: 'PunchOutOrderMessage', label: 'generic #0' },
      { kind: 'PunchOutSetupRequest', label: 'generic #0' },
    ]);
  });
});

describe('an OCI basket', () => {
  it('shows what SAP cuts, and what stands in the long text instead', async () => {
    await db.query(
      `update product set name_fr = ? where id = (select product_id from offer where id = ?)`,
      ['Câble souple 3G1,5 mm² H07RN-F au mètre, noir, en couronne', id('offer-cable')],
    );
    const called = await suite.form('/oci/acme-oci', {
      USERNAME: 'acme-oci',
      PASSWORD: 'oci-secret',
      HOOK_URL: 'https://srm.example/back',
    });
    const start = called.headers.get('location') ?? '';
    const opened = await testApp(db.services()).request(new URL(start, 'http://x').pathname);
    const path = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
    await suite.form(`${path}/basket/lines`, { offerId: id('offer-cable'), quantity: '12.5' });
    const page = await text(suite.form(`${path}/return`, {}));
    expect(page).toContain('le texte entier part en texte long');
    expect(page).toContain('12,345 / 10');
    expect(page).not.toContain('NEW_ITEM');
    const back = await text(suite.form(`${path}/return`, { preview: 'seen' }));
    expect(back).toContain('name="NEW_ITEM-PRICEUNIT[1]" value="10"');
    expect(back).toContain(
      'name="NEW_ITEM-LONGTEXT_1:132[]" value="Câble souple 3G1,5 mm² H07RN-F',
    );
  });
});
