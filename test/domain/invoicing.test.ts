import { beforeAll, describe, expect, it } from 'vitest';
import { parseUbl, validateInvoice } from '../../edi/einvoice/index.ts';
import { isCreditorReference } from '../../src/base/index.ts';
import {
  BillingMandate,
  invoicingJobs,
  issueCreditNote,
  issueInvoice,
} from '../../src/domain/invoicing/index.ts';
import { recordDespatch } from '../../src/domain/orders/index.ts';
import { Organisation } from '../../src/domain/parties/index.ts';
import { systemContext, write } from '../../src/platform/index.ts';
import { hasFixtures, schema } from '../edi/einvoice/xsd.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory, pdfText } from './invoicing-story.ts';

const db = testDatabase({
  subscriptions: new Map([['shipment.received', ['invoicing.issueForShipment']]]),
});
const { day, system, inTx, line, place, deliver, invoiced, invoiceRow, file, balance } =
  invoiceStory(db);

async function addSeller(key: string, changes: Partial<Organisation>): Promise<void> {
  await inTx(async (tx) => {
    tx.em.create(Organisation, {
      id: id(key),
      kind: 'seller',
      legalName: `${key} SARL`,
      tradingName: key,
      registrationNumber: '380129866',
      country: 'FR',
      currency: 'EUR',
      locale: 'fr',
      email: `${key}@test.test`,
      address: { street: '2 rue', postalCode: '67000', city: 'Strasbourg', country: 'FR' },
      commissionBp: 1000,
      createdAt: tx.now(),
      ...changes,
    });
    const from = day('2026-01-01');
    tx.em.create(BillingMandate, {
      id: id(`mandate-${key}`),
      sellerId: id(key),
      state: 'active',
      signedOn: from,
      activeFrom: from,
      series: key
        .replace(/[^a-z]/g, '')
        .toUpperCase()
        .slice(0, 8),
    });
  });
}

beforeAll(async () => {
  await smallWorld(db.services());
  await addSeller('franchise', { vatId: null, vatRegime: 'franchise' });
  await addSeller('german', {
    country: 'DE',
    registrationNumber: 'HRB 12345',
    vatId: 'DE123456789',
    address: { street: 'Hauptstr. 1', postalCode: '10115', city: 'Berlin', country: 'DE' },
  });
});

describe('the invoice of a received shipment', () => {
  it('computes two VAT rates once each, half up, and freezes the commission', async () => {
    const found = await invoiced('PO-VAT', [
      line(1, 'seller-a', '3', '1.115'),
      line(2, 'seller-a', '1', '0.005'),
      line(3, 'seller-a', '7', '2.45', { vatRateBp: 550 }),
    ]);
    // 3 × 1.115 = 3.345 → 3.35; 0.005 → 0.01; 17.15. VAT 20 % of 3.36 = 0.672; 5.5 % of 17.15 = 0.94325.
    expect(found).toMatchObject({ net: '2051', vat: '161', gross: '2212', open: '2212' });
    // 10 % of 20.51 = 2.051; its VAT 20 % of 2.05 = 0.41.
    expect(found).toMatchObject({ commission_net: '205', commission_vat: '41' });
    const rows = await db.query(
      'select category, rate_bp, base_minor::text as base, vat_minor::text as vat from invoice_vat where invoice_id = ? order by rate_bp',
      [found.id],
    );
    expect(rows).toEqual([
      { category: 'S', rate_bp: 550, base: '1715', vat: '94' },
      { category: 'S', rate_bp: 2000, base: '336', vat: '67' },
    ]);
  });

  it('is due by the order’s days, carries its RF reference and passes every rule and the schema', async () => {
    const found = await invoiced('PO-DUE', [line(1, 'seller-b', '10', '4.20')]);
    expect(found).toMatchObject({ issued_on: '2026-03-02', due_on: '2026-04-16' });
    expect(isCreditorReference(found.payment_reference)).toBe(true);
    const ubl = await file('ubl_file_id', found.id);
    expect(ubl.name).toBe(`${found.number}.xml`);
    expect(ubl.organisation_id).toBe(id('acme'));
    const { model: read, errors, violations } = parseUbl(ubl.content);
    expect([...errors, ...violations]).toEqual([]);
    expect(validateInvoice(read, ['en16931', 'french', 'exact'])).toEqual([]);
    // The buyer has a SIRET and a GLN; BT-46 takes one (UBL-SR-16).
    expect(read.buyer?.identifiers).toEqual([{ value: '55210055400012', scheme: '0009' }]);
    expect(read).toMatchObject({
      number: found.number,
      typeCode: '380',
      process: 'B1',
      orderReference: 'PO-DUE',
      seller: {
        name: 'Bureau Beta SAS',
        legalId: { value: '542051180', scheme: '0002' },
        endpoint: { value: '542051180_732829320', scheme: '0225' },
      },
      buyer: { endpoint: { value: '552100554', scheme: '0225' } },
      payee: { name: 'Comptoir SAS' },
      delivery: { address: { city: 'Villeurbanne', country: 'FR' } },
      payment: {
        meansCode: '58',
        remittance: found.payment_reference,
        accounts: [{ account: 'FR7630006000011234567890189', holder: 'Comptoir SAS' }],
      },
    });
    const notes = new Map((read.notes ?? []).map((one) => [one.subject, one.text]));
    expect(new Set(notes.keys())).toEqual(
      new Set(['PMT', 'PMD', 'AAB', 'REG', 'ABL', 'DCL', 'BAR']),
    );
    expect(notes.get('DCL')).toMatch(
      /au nom et pour le compte de Bureau Beta SAS.*mandat du 01\/01\/2026/,
    );
  });

  it.runIf(hasFixtures)('is a valid UBL 2.1 invoice to libxml2', async () => {
    const validate = schema('ubl-2.1/maindoc/UBL-Invoice-2.1.xsd');
    const found = await invoiced('PO-XSD', [
      line(1, 'seller-b', '10', '4.20', { gtin: '4006381333931' }),
    ]);
    expect(validate((await file('ubl_file_id', found.id)).content.toString())).toEqual([]);
  });

  it('is readable on paper, with number, mandate, amounts and reference', async () => {
    const found = await invoiced('PO-PDF', [line(1, 'seller-b', '10', '4.20')]);
    const pdf = await file('pdf_file_id', found.id);
    expect(pdf.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.content.toString('latin1')).toContain(found.number);
    const text = pdfText(pdf.content);
    expect(text).toContain(found.number);
    expect(text).toContain('50,40');
    expect(text).toContain('au nom et pour le compte de Bureau Beta SAS');
    expect(text).toContain('Page 1 sur 1');
  });

  it('posts the sale and moves the order’s hold to open exposure', async () => {
    const owed = await balance('buyer_receivable', 'acme');
    const pending = await balance('seller_pending', 'seller-b');
    const found = await invoiced('PO-POST', [line(1, 'seller-b', '1', '100.00')]);
    expect(found.gross).toBe('12000');
    expect(await balance('buyer_receivable', 'acme')).toBe(owed + 12000n);
    expect(await balance('seller_pending', 'seller-b')).toBe(pending - 12000n);
    const [hold] = await db.query<{ remaining: string; state: string }>(
      `select h.remaining_minor::text as remaining, h.state from exposure_hold h
       join purchase_order p on h.subject = 'purchase_order:' || p.id where p.number = 'PO-POST'`,
    );
    expect(hold?.remaining).toBe('0');
    const [order] = await db.query<{ state: string; invoiced: string }>(
      `select p.state, l.invoiced_quantity::text as invoiced from purchase_order p
       join order_line l on l.purchase_order_id = p.id where p.number = 'PO-POST'`,
    );
    expect(order).toEqual({ state: 'closed', invoiced: '1.000000' });
  });

  it('bills what arrived, not what was ordered', async () => {
    const [shipmentId = ''] = await deliver('PO-PART', [line(1, 'seller-b', '10', '4.20')], {
      received: [[1, '6']],
    });
    const { invoiceId } = await issueInvoice(system(), { shipmentId });
    expect(await invoiceRow(invoiceId)).toMatchObject({ net: '2520', vat: '504', gross: '3024' });
  });

  it('given twice, also at once, is one invoice', async () => {
    const [shipmentId = ''] = await deliver('PO-TWICE', [line(1, 'seller-b', '1', '1.00')]);
    const answers = await Promise.all([1, 2, 3].map(() => issueInvoice(system(), { shipmentId })));
    answers.push(await issueInvoice(system(), { shipmentId }));
    expect(new Set(answers.map((one) => one.invoiceId)).size).toBe(1);
    const [count] = await db.query('select count(*)::int as n from invoice where shipment_id = ?', [
      shipmentId,
    ]);
    expect(count).toEqual({ n: 1 });
  });

  it('of goods at no charge is paid from the start, and the order closes', async () => {
    const pending = await balance('seller_pending', 'seller-b');
    const found = await invoiced('PO-FREE', [line(1, 'seller-b', '2', '0')]);
    expect(found).toMatchObject({ state: 'paid', net: '0', vat: '0', gross: '0', open: '0' });
    expect(await balance('seller_pending', 'seller-b')).toBe(pending);
    const { invoiceId } = await issueCreditNote(system(), {
      invoiceId: found.id,
      reason: 'Retour',
    });
    expect(await invoiceRow(invoiceId)).toMatchObject({ gross: '0', open: '0' });
    expect(await db.query(`select state from purchase_order where number = 'PO-FREE'`)).toEqual([
      { state: 'closed' },
    ]);
  });

  it('is issued by the job that hears of the receipt', async () => {
    const [shipmentId = ''] = await deliver('PO-JOB', [line(1, 'seller-b', '1', '2.00')]);
    await db.runJobs(invoicingJobs);
    const [found] = await db.query(
      'select gross_minor::text as gross from invoice where shipment_id = ?',
      [shipmentId],
    );
    expect(found).toEqual({ gross: '240' });
  });
});

describe('sellers of other VAT regimes', () => {
  it('a small business invoices without VAT and cites article 293 B', async () => {
    const found = await invoiced('PO-FRANCHISE', [
      line(1, 'franchise', '2', '10.00', { vatCategory: 'E', vatRateBp: 0 }),
    ]);
    expect(found).toMatchObject({ net: '2000', vat: '0', gross: '2000' });
    // The fee still bears French VAT: 10 % of 20.00 and 20 % of that.
    expect(found).toMatchObject({ commission_net: '200', commission_vat: '40' });
    const read = parseUbl((await file('ubl_file_id', found.id)).content).model;
    expect(validateInvoice(read, ['en16931', 'french', 'exact'])).toEqual([]);
    expect(read.vatBreakdown).toMatchObject([
      {
        category: 'E',
        exemptionCode: 'VATEX-FR-FRANCHISE',
        exemptionReason: 'TVA non applicable, article 293 B du CGI',
      },
    ]);
  });

  it('a German seller supplies intra-Community and gets the fee under reverse charge', async () => {
    const found = await invoiced('PO-GERMAN', [
      line(1, 'german', '1', '99.99', { vatCategory: 'K', vatRateBp: 0 }),
    ]);
    expect(found).toMatchObject({ net: '9999', vat: '0', gross: '9999' });
    expect(found).toMatchObject({ commission_net: '1000', commission_vat: '0' });
    const read = parseUbl((await file('ubl_file_id', found.id)).content).model;
    expect(validateInvoice(read, ['en16931', 'exact'])).toEqual([]);
    expect(read.vatBreakdown).toMatchObject([{ category: 'K', exemptionCode: 'VATEX-EU-IC' }]);
    expect(read.seller?.endpoint).toEqual({ value: 'german@test.test', scheme: 'EM' });
  });
});

describe('what is not issued', () => {
  it('an invoice without an active mandate, and its number is not lost', async () => {
    const [shipmentId = ''] = await deliver('PO-NOMANDATE', [line(1, 'seller-c', '1', '10.00')]);
    const setState = (state: string) =>
      db.query(`update billing_mandate set state = ? where id = ?`, [
        state,
        id('mandate-seller-c'),
      ]);
    await setState('suspended');
    await expect(issueInvoice(system(), { shipmentId })).rejects.toThrow(
      'invoicing.mandate_missing',
    );
    await setState('active');
    expect(await issueInvoice(system(), { shipmentId })).toMatchObject({
      number: 'CCC-2026-00001',
    });
  });

  it('an invoice of a shipment nobody received', async () => {
    const { sellerOrderIds } = await place('PO-UNRECEIVED', [line(1, 'seller-b', '1', '10.00')]);
    const { shipmentId } = await recordDespatch(system(), {
      sellerOrderId: sellerOrderIds[0] ?? '',
      number: 'D-UNRECEIVED',
      shippedOn: day('2026-03-01'),
    });
    await expect(issueInvoice(system(), { shipmentId })).rejects.toThrow('invoicing.not_received');
  });

  it('an invoice that differs from the order: the wrong quantity blocks it and says where', async () => {
    const [shipmentId = ''] = await deliver('PO-WRONG', [line(1, 'seller-b', '10', '4.20')]);
    await db.query(
      'update order_line set invoiced_quantity = 1 where purchase_order_id = (select id from purchase_order where number = ?)',
      ['PO-WRONG'],
    );
    await expect(issueInvoice(system(), { shipmentId })).rejects.toThrow(
      /invoicing\.order_mismatch.*1: QTE_ERR 11 \(≤ 10\)/,
    );
  });

  it('an invoice that breaks a rule, which is named', async () => {
    const [shipmentId = ''] = await deliver('PO-RULE', [line(1, 'seller-b', '1', '4.20')]);
    await db.query('update organisation set registration_number = ? where id = ?', [
      '12345',
      id('seller-b'),
    ]);
    await expect(issueInvoice(system(), { shipmentId })).rejects.toThrow(
      /invoicing\.rules_violated.*BR-FR-10/,
    );
    await db.query('update organisation set registration_number = ? where id = ?', [
      '542051180',
      id('seller-b'),
    ]);
  });
});

describe('numbers', () => {
  it('follow one another without a gap under twenty issues at once, one of them taken back', async () => {
    const before = await db.query<{ n: number }>(
      `select count(*)::int as n from invoice where seller_id = ?`,
      [id('seller-a')],
    );
    const shipments: string[] = [];
    for (let at = 0; at < 21; at += 1) {
      shipments.push(...(await deliver(`PO-GAP-${at}`, [line(1, 'seller-a', '1', '1.00')])));
    }
    const [failing = '', ...rest] = shipments;
    const undone = write(system(), async (tx) => {
      await issueInvoice(tx, { shipmentId: failing });
      throw new Error('taken back');
    });
    await Promise.all([
      expect(undone).rejects.toThrow('taken back'),
      ...rest.map((shipmentId) => issueInvoice(system(), { shipmentId })),
    ]);
    const numbers = await db.query<{ number: string }>(
      'select number from invoice where seller_id = ? order by number',
      [id('seller-a')],
    );
    const total = (before[0]?.n ?? 0) + 20;
    expect(numbers.map((row) => row.number)).toEqual(
      Array.from({ length: total }, (_, at) => `AAA-2026-${String(at + 1).padStart(5, '0')}`),
    );
  });

  it('bear the year of the day of issue, also when midnight of 31 December passes meanwhile', async () => {
    for (let reads = 1; reads <= 6; reads += 1) {
      const [shipmentId = ''] = await deliver(`PO-YEAR-${reads}`, [
        line(1, 'seller-b', '1', '1.00'),
      ]);
      let left = reads;
      const clock = {
        now: () => {
          left -= 1;
          // Midnight in Paris is 23:00 UTC.
          return Temporal.Instant.from(left >= 0 ? '2026-12-31T22:59:59Z' : '2026-12-31T23:00:00Z');
        },
      };
      const ctx = systemContext({ ...db.services(), clock }, 'test');
      const { invoiceId } = await issueInvoice(ctx, { shipmentId });
      const { number, issued_on } = await invoiceRow(invoiceId);
      expect(number.slice(0, 8)).toBe(`BBB-${issued_on.slice(0, 4)}`);
    }
  });
});
