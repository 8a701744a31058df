import { describe, expect, it } from 'vitest';
import {
  type DemoData,
  type DemoProduct,
  demoVat,
  generateDemo,
  operatorCredential,
} from '../../src/demo/generate/index.ts';

const today = Temporal.PlainDate.from('2026-11-21');
const demo = generateDemo({ seed: 1, today });
const products = [...demo.products];
const offers = products.flatMap((product) => product.offers);
const sellers = demo.organisations.filter(({ kind }) => kind === 'seller');
const buyers = demo.organisations.filter(({ kind }) => kind === 'buyer');

function printed(value: unknown): string {
  return JSON.stringify(value, (_, part) => (typeof part === 'bigint' ? `${part}n` : part));
}

function byKey(key: string) {
  const found = demo.organisations.find((party) => party.key === key);
  if (!found) throw new Error(`no organisation ${key}`);
  return found;
}

/** Σ digits × weight, from the right, is a multiple of ten. */
function luhnIsRight(digits: string): boolean {
  const sum = Array.from(digits)
    .reverse()
    .reduce((total, sign, at) => {
      const doubled = Number(sign) * (at % 2 === 0 ? 1 : 2);
      return total + (doubled > 9 ? doubled - 9 : doubled);
    }, 0);
  return sum % 10 === 0;
}

function gs1IsRight(code: string): boolean {
  const sum = Array.from(code)
    .reverse()
    .reduce((total, sign, at) => total + Number(sign) * (at % 2 === 0 ? 1 : 3), 0);
  return code.length === 13 && sum % 10 === 0;
}

function ibanIsRight(iban: string): boolean {
  const digits = Array.from(iban.slice(4) + iban.slice(0, 4)).map((sign) =>
    String(Number.parseInt(sign, 36)),
  );
  return BigInt(digits.join('')) % 97n === 1n;
}

describe('the parties of the demo', () => {
  it('are one operator, four buyers and eight sellers', () => {
    expect(demo.organisations.filter(({ kind }) => kind === 'operator')).toHaveLength(1);
    expect(buyers.map(({ key }) => key)).toEqual(['ferrand', 'saint-brendan', 'ostwerk', 'morvan']);
    expect(sellers).toHaveLength(8);
    expect(new Set(demo.organisations.map(({ id }) => id)).size).toBe(13);
  });

  it('have numbers whose check digits are right', () => {
    for (const party of demo.organisations) {
      expect(gs1IsRight(party.gln), party.gln).toBe(true);
      for (const { iban, bic } of party.accounts) {
        expect(ibanIsRight(iban), iban).toBe(true);
        expect([iban.slice(0, 2), bic.slice(4, 6)]).toEqual([party.country, party.country]);
        expect(iban).toHaveLength({ FR: 27, DE: 22, BE: 16 }[party.country] ?? 0);
      }
      if (party.country !== 'FR') continue;
      const { siren = '', siret = '' } = party;
      expect(siren).toMatch(/^\d{9}$/);
      expect(luhnIsRight(siren), siren).toBe(true);
      expect(siret).toMatch(new RegExp(`^${siren}\\d{5}$`));
      expect(luhnIsRight(siret), siret).toBe(true);
    }
  });

  it('have VAT numbers by the rule of their country, and none under the franchise', () => {
    expect(byKey('ferrand').vatId).toBe('FR69999204100');
    expect((12 + 3 * (999204100 % 97)) % 97).toBe(69);
    expect(byKey('seller-5').vatId).toBeUndefined();
    expect(byKey('ostwerk').vatId).toMatch(/^DE\d{9}$/);
    const belgian = byKey('seller-7').vatId ?? '';
    expect(97 - (Number(belgian.slice(2, 10)) % 97)).toBe(Number(belgian.slice(10)));
  });

  it('print what a French invoice must carry', () => {
    expect(byKey('operator').capitalText).toBe('SAS au capital de 1 250 000 €');
    expect(byKey('operator').registerText).toBe('RCS Lille Métropole 999 100 100');
    const purposes = byKey('operator').accounts.map(({ purpose }) => purpose.en);
    expect(purposes).toEqual(['Current account', 'Client funds (segregated)']);
    const mention = demo.sellerTerms.find(({ number }) => number === 5)?.vatMention;
    expect(mention?.fr).toBe('TVA non applicable, art. 293 B du CGI');
  });
});

describe('the fixed identities', () => {
  it('are those that suites and scripts rely on', () => {
    const open = { deploymentMode: 'test', browserFormPostOrigin: undefined };
    expect(operatorCredential).toEqual({ domain: 'NetworkID', identity: 'AN01000000001-T' });
    expect(demo.buyerConnections).toEqual([
      {
        buyerId: byKey('ferrand').id,
        protocol: 'cxml',
        profile: 'ariba',
        credential: { domain: 'NetworkID', identity: 'AN02000000002-T' },
        sharedSecret: 'demo-ariba-secret',
        ...open,
      },
      {
        buyerId: byKey('saint-brendan').id,
        protocol: 'cxml',
        profile: 'coupa',
        credential: { domain: 'DUNS', identity: '428573911' },
        sharedSecret: 'demo-coupa-secret',
        ...open,
      },
      {
        buyerId: byKey('ostwerk').id,
        protocol: 'oci',
        profile: 'sap-oci',
        path: 'ostwerk',
        username: 'ostwerk',
        password: 'demo-oci-secret',
        ...open,
      },
    ]);
  });

  it('give each seller its key, three by EDIFACT, two by cXML, three on pages', () => {
    const formats = 'page edifact cxml edifact page edifact cxml page'.split(' ');
    const keys = formats.map((format, at) => `demo-seller-${at + 1} ${format}`);
    expect(demo.sellerConnections.map(({ apiKey, format }) => `${apiKey} ${format}`)).toEqual(keys);
    for (const { sellerId, gln } of demo.sellerConnections) {
      expect(demo.organisations.find(({ id }) => id === sellerId)?.gln).toBe(gln);
    }
  });

  it('let the five page users in, each at the right desk', () => {
    const at = (email: string) => {
      const user = demo.users.find((person) => person.email === email);
      const key = demo.organisations.find(({ id }) => id === user?.organisationId)?.key;
      return [key, user?.password];
    };
    expect(at('buyer@demo.test')).toEqual(['morvan', 'demo']);
    expect(at('approver@demo.test')).toEqual(['morvan', 'demo']);
    expect(at('seller@demo.test')).toEqual(['seller-1', 'demo']);
    expect(at('finance@demo.test')).toEqual(['operator', 'demo']);
    expect(at('operator@demo.test')).toEqual(['operator', 'demo']);
  });

  it('name only users and places that exist', () => {
    const emails = new Set(demo.users.map(({ email }) => email));
    expect(emails.size).toBe(demo.users.length);
    for (const { managerEmail } of demo.users) {
      if (managerEmail) expect(emails).toContain(managerEmail);
    }
    for (const { ownerEmail } of demo.costCentres) {
      if (ownerEmail) expect(emails).toContain(ownerEmail);
    }
    const places = new Set(demo.deliveryAddresses.map(({ id }) => id));
    for (const order of demo.orders) {
      expect(emails).toContain(order.requesterEmail);
      expect(places).toContain(order.deliveryAddressId);
    }
  });
});

describe('the catalogue', () => {
  it('holds exactly the offers asked for, 20,000 unless said otherwise', () => {
    expect(offers).toHaveLength(20_000);
    for (const asked of [1, 137, 500]) {
      const small = generateDemo({ seed: 5, offers: asked, today });
      expect([...small.products].flatMap((product) => product.offers)).toHaveLength(asked);
    }
  });

  it('gives every product a name and a description in both languages, every blank filled', () => {
    for (const { name, description } of products) {
      for (const text of [name.en, name.fr, description.en, description.fr]) {
        expect(text.length).toBeGreaterThan(8);
        expect(text).not.toMatch(/[{}]|undefined| {2}|, ,/);
      }
      expect(name.en).not.toBe(name.fr);
    }
  });

  it('writes decimals with a comma in French and a point in English', () => {
    const drill = products.find(({ name }) => name.en.startsWith('Twist drill 6.8 mm'));
    expect(drill?.name.fr).toMatch(/^Foret hélicoïdal 6,8 mm/);
  });

  it('has the bolt that everybody looks for', () => {
    const bolt = products.find(({ mpn }) => mpn.endsWith('HB933-M8-40-A2-50'));
    expect(bolt?.name).toEqual({
      en: 'Hex bolt M8 × 40 mm, A2 stainless steel, DIN 933, box of 50',
      fr: 'Vis à tête hexagonale M8 × 40 mm, inox A2, DIN 933, boîte de 50',
    });
    expect(bolt?.unspsc).toBe('31161620');
    expect(bolt?.offers[0]).toMatchObject({ unit: 'BX', packQuantity: 50 });
  });

  it('carries GTINs with right check digits under the demonstration prefix, each once', () => {
    const codes = products.map(({ gtin13 }) => gtin13);
    expect(codes.every((code) => code.startsWith('952') && gs1IsRight(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('never gives one article number twice at a seller, nor one part number twice at a maker', () => {
    expect(new Set(offers.map(({ sellerId, sellerSku }) => `${sellerId} ${sellerSku}`)).size).toBe(
      20_000,
    );
    const parts = products.map(({ manufacturer, mpn }) => `${manufacturer} ${mpn}`);
    expect(new Set(parts).size).toBe(parts.length);
    // Ariba refuses ? { } in part numbers, EDIFACT needs escapes for + : ' ?
    expect(offers.every(({ sellerSku }) => /^[A-Z0-9.-]{1,35}$/.test(sellerSku))).toBe(true);
  });

  it('sells at positive prices that fall with quantity, from quantities one can order', () => {
    for (const { unitPrice, priceBreaks, minimumQuantity, quantityStep } of offers) {
      expect(unitPrice.compare(unitPrice.sub(unitPrice))).toBe(1);
      expect(unitPrice.scale).toBeGreaterThanOrEqual(2);
      expect(unitPrice.scale).toBeLessThanOrEqual(4);
      let price = unitPrice;
      let quantity = minimumQuantity;
      for (const step of priceBreaks) {
        expect(step.unitPrice.compare(price)).toBe(-1);
        expect(step.unitPrice.isNegative() || step.unitPrice.isZero()).toBe(false);
        expect(step.fromQuantity.compare(quantity)).toBe(1);
        expect(step.fromQuantity.div(quantityStep, { scale: 6, rounding: 'exact' }).isWhole()).toBe(
          true,
        );
        ({ unitPrice: price, fromQuantity: quantity } = step);
      }
    }
  });

  it('has something of every category and unit, from every seller, and cable by the half metre', () => {
    expect(demo.categories.length).toBeGreaterThanOrEqual(40);
    const sold = new Set(products.map(({ unspsc }) => unspsc));
    expect(demo.categories.filter(({ unspsc }) => !sold.has(unspsc))).toEqual([]);
    expect(demo.categories.every(({ unspsc }) => /^\d{8}$/.test(unspsc))).toBe(true);
    expect(new Set(offers.map(({ sellerId }) => sellerId)).size).toBe(8);
    const units = [...new Set(offers.map(({ unit }) => unit))].sort().join(' ');
    const cable = products.find(({ unspsc }) => unspsc === '26121613')?.offers[0];
    expect([cable?.unit, cable?.quantityStep.toString()]).toEqual(['MTR', '0.5']);
    expect(units).toBe('BO BX C62 CT KGM LTR MTR PK PR RM RO SET');
    expect(
      products.every((product) => product.offers.length >= 1 && product.offers.length <= 5),
    ).toBe(true);
  });

  it('taxes by the seller’s situation and the goods', () => {
    const seen = new Map<string, Set<string>>();
    for (const { sellerId, vatCategory, vatRateBp } of offers) {
      const key = demo.organisations.find(({ id }) => id === sellerId)?.key ?? '';
      seen.set(key, (seen.get(key) ?? new Set()).add(`${vatCategory} ${vatRateBp}`));
    }
    expect([...(seen.get('seller-1') ?? [])].sort()).toEqual(['S 2000', 'S 550']);
    expect([...(seen.get('seller-2') ?? [])]).toEqual(['S 2000']);
    const exempt = ['seller-5', 'seller-6', 'seller-7'].flatMap((key) => [
      ...(seen.get(key) ?? []),
    ]);
    expect(exempt).toEqual(['E 0', 'K 0', 'K 0']);
    const rhine = { sellerCountry: 'DE', franchise: false, frenchRateBp: 2000 };
    expect(demoVat({ ...rhine, buyerCountry: 'DE' })).toEqual({ category: 'S', rateBp: 1900 });
  });
});

describe('contracts, credit and history', () => {
  const invoiced = demo.orders.flatMap(({ sellerOrders }) =>
    sellerOrders.flatMap(({ invoice }) => invoice ?? []),
  );

  it('sell by fixed price, discount, quantity break and list, never above the list', () => {
    const lines = demo.orders.flatMap(({ sellerOrders }) =>
      sellerOrders.flatMap((part) => part.lines),
    );
    const sources = new Set(lines.map(({ priceSource }) => priceSource));
    expect([...sources].sort()).toEqual(['break', 'discount', 'fixed', 'list']);
    for (const { unitPrice, listUnitPrice, quantity } of lines) {
      expect(unitPrice.isZero() || unitPrice.isNegative() || quantity.isZero()).toBe(false);
      expect(unitPrice.compare(listUnitPrice)).toBeLessThanOrEqual(0);
    }
    const statuses = new Set(demo.contracts.map(({ status }) => status));
    expect([...statuses].sort()).toEqual(['accepted', 'offered', 'refused']);
  });

  it('fix prices of articles that the seller has, below the list', () => {
    const bySku = new Map(offers.map((offer) => [`${offer.sellerId} ${offer.sellerSku}`, offer]));
    let fixed = 0;
    for (const { sellerId, terms } of demo.contracts) {
      for (const term of terms) {
        if (term.kind !== 'fixed') continue;
        fixed += 1;
        const list = bySku.get(`${sellerId} ${term.sellerSku}`)?.unitPrice;
        expect(list && term.unitPrice.compare(list)).toBe(-1);
      }
    }
    expect(fixed).toBe(33);
  });

  it('show about 120 orders of eight months, at different stages, some gone wrong', () => {
    expect(demo.orders.length).toBeGreaterThanOrEqual(115);
    expect(demo.orders.length).toBeLessThanOrEqual(125);
    expect(demo.orders[0]?.placedOn.toString().slice(0, 7)).toBe('2026-03');
    expect(new Set(demo.orders.map(({ number }) => number)).size).toBe(demo.orders.length);
    const parts = demo.orders.flatMap(({ sellerOrders }) => sellerOrders);
    expect(new Set(parts.map(({ status }) => status)).size).toBeGreaterThanOrEqual(3);
    const outcomes = new Set(parts.flatMap(({ incident }) => incident?.outcome ?? []));
    expect([...outcomes].sort()).toEqual(expect.arrayContaining(['credited', 'open', 'replaced']));
    for (const { deliveredOn, invoice } of parts) {
      if (deliveredOn)
        expect(Temporal.PlainDate.compare(deliveredOn, today)).toBeLessThanOrEqual(0);
      if (invoice) expect(Temporal.PlainDate.compare(invoice.dueOn, invoice.issuedOn)).not.toBe(-1);
    }
  });

  it('pay each in its own way, and every amount is the sum of its parts', () => {
    const habits = new Set(demo.payments.map(({ habit }) => habit));
    const kinds =
      'balance bank_fee credit_note_deducted disputed_part_withheld exact grouped no_reference paid_twice partial prepayment rounding';
    expect([...habits].sort().join(' ')).toBe(kinds);
    for (const {
      allocations,
      amountMinor,
      differenceMinor,
      paidOn,
      remittanceText,
    } of demo.payments) {
      const parts = allocations.reduce((sum, part) => sum + part.amountMinor, 0n);
      expect(amountMinor).toBe(parts + differenceMinor);
      expect(amountMinor > 0n).toBe(true);
      expect(Temporal.PlainDate.compare(paidOn, today)).toBeLessThanOrEqual(0);
      expect(paidOn.dayOfWeek).toBeLessThanOrEqual(5);
      expect(remittanceText).not.toBe('');
    }
  });

  it('pay no invoice beyond its amount, and leave some open and some overdue', () => {
    const paid = new Map<string, bigint>();
    for (const part of demo.payments.flatMap(({ allocations }) => allocations)) {
      if (part.kind === 'invoice')
        paid.set(part.key, (paid.get(part.key) ?? 0n) + part.amountMinor);
    }
    const left = invoiced.map(
      (invoice) => invoice.expected.grossMinor - (paid.get(invoice.key) ?? 0n),
    );
    expect(left.every((minor) => minor >= 0n)).toBe(true);
    const open = invoiced.filter((_, at) => (left[at] ?? 0n) > 0n);
    expect(open.length).toBeGreaterThan(20);
    const overdue = open.filter(({ dueOn }) => Temporal.PlainDate.compare(dueOn, today) < 0);
    expect(overdue.length).toBeGreaterThan(3);
  });

  it('has each buyer’s terms within the law: 60 days, or 45 days to the end of the month', () => {
    expect(demo.creditAccounts.map(({ terms }) => `${terms.days} ${terms.kind}`)).toEqual([
      '45 then_end_of_month',
      '45 net',
      '30 net',
      '30 net',
    ]);
    const cut = demo.creditAccounts[1]?.cover.at(-1);
    expect(cut?.outcome).toBe('reduced');
    expect(cut?.decidedOn.until(cut.effectiveFrom).days).toBe(30);
  });
});

describe('the seed', () => {
  const whole = (data: DemoData) => printed({ ...data, products: [...data.products] });
  const first = (count: number) => (list: Iterable<DemoProduct>) => [...list].slice(0, count);

  it('gives the same demo twice, and the same catalogue at each reading', () => {
    const again = { seed: 7, offers: 3_000, today };
    const one = generateDemo(again);
    expect(whole(one)).toBe(whole(generateDemo(again)));
    expect(printed([...one.products])).toBe(printed([...one.products]));
  });

  it('changes the catalogue and the history when it changes', () => {
    const other = generateDemo({ seed: 2, offers: 300, today });
    expect(printed(first(20)(other.products))).not.toBe(printed(products.slice(0, 20)));
    expect(printed(other.orders)).not.toBe(printed(demo.orders));
    expect(other.organisations).toEqual(demo.organisations);
  });

  it('keeps the beginning and the history when the catalogue grows', () => {
    const longer = generateDemo({ seed: 1, offers: 30_000, today });
    expect(printed(longer.orders)).toBe(printed(demo.orders));
    expect(printed([...longer.products].slice(0, 100))).toBe(printed(products.slice(0, 100)));
  });

  it('tells a whole story for any seed', () => {
    for (const seed of [0, 3, 42, 20_261_121]) {
      const other = generateDemo({ seed, offers: 5_000, today });
      expect(other.orders.length).toBeGreaterThan(110);
      expect(other.payments.length).toBeGreaterThan(40);
      expect([...other.products].every(({ gtin13 }) => gs1IsRight(gtin13))).toBe(true);
    }
  });
});
