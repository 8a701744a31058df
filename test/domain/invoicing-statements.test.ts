import { beforeAll, describe, expect, it } from 'vitest';
import { parseUbl, validateInvoice } from '../../edi/einvoice/index.ts';
import { isCreditorReference } from '../../src/base/index.ts';
import {
  activateMandate,
  applyPayment,
  contestInvoice,
  invoicingJobs,
  issueCreditNote,
  issueInvoice,
  issueStatement,
  signMandate,
  suspendMandate,
  terminateMandate,
} from '../../src/domain/invoicing/index.ts';
import { enqueue } from '../../src/platform/index.ts';
import { hasFixtures, schema } from '../edi/einvoice/xsd.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { invoiceStory, pdfText } from './invoicing-story.ts';

const db = testDatabase({
  subscriptions: new Map([['invoice.paid', ['invoicing.settleCreditNotes']]]),
});
beforeAll(() => smallWorld(db.services()));
const story = invoiceStory(db);
const { d, day, system, inTx, seller, line, deliver, invoiced, invoiceRow, file, balance, events } =
  story;

async function openExposure(): Promise<bigint> {
  const rows = await db.query<{ open: string }>(
    'select open_minor::text as open from credit_account where buyer_id = ?',
    [id('acme')],
  );
  return BigInt(rows[0]?.open ?? '0');
}

describe('a credit note', () => {
  it('takes back a whole invoice: books, exposure and open amount to zero', async () => {
    const owed = await balance('buyer_receivable', 'acme');
    const open = await openExposure();
    const sale = await invoiced('CN-FULL', [
      line(1, 'seller-a', '3', '1.115'),
      line(2, 'seller-a', '7', '2.45', { vatRateBp: 550 }),
    ]);
    const { invoiceId } = await issueCreditNote(system(), {
      invoiceId: sale.id,
      reason: 'Marchandise reprise',
    });
    const note = await invoiceRow(invoiceId);
    expect(note).toMatchObject({ net: sale.net, vat: sale.vat, gross: sale.gross, open: '0' });
    expect(note).toMatchObject({
      commission_net: sale.commission_net,
      commission_vat: sale.commission_vat,
    });
    expect(await invoiceRow(sale.id)).toMatchObject({ state: 'credited', open: '0' });
    expect(await balance('buyer_receivable', 'acme')).toBe(owed);
    expect(await openExposure()).toBe(open);
    const read = parseUbl((await file('ubl_file_id', invoiceId)).content).model;
    expect(validateInvoice(read, ['en16931', 'french', 'exact'])).toEqual([]);
    expect(read.typeCode).toBe('381');
    expect(read.precedingInvoices).toMatchObject([{ number: sale.number }]);
    await expect(
      issueCreditNote(system(), { invoiceId: sale.id, reason: 'again' }),
    ).rejects.toThrow('invoicing.nothing_to_credit');
    await expect(issueCreditNote(system(), { invoiceId, reason: 'no' })).rejects.toThrow(
      'invoicing.not_creditable',
    );
  });

  it.runIf(hasFixtures)('is a valid UBL 2.1 credit note to libxml2', async () => {
    const sale = await invoiced('CN-XSD', [line(1, 'seller-a', '1', '1.00')]);
    const { invoiceId } = await issueCreditNote(system(), { invoiceId: sale.id, reason: 'X' });
    const validate = schema('ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd');
    expect(validate((await file('ubl_file_id', invoiceId)).content.toString())).toEqual([]);
  });

  it('in parts sums to the line’s net to the cent and never exceeds it', async () => {
    // 3 × 0.335 = 1.005 → 1.01; one piece alone would be 0.34.
    const sale = await invoiced('CN-PARTS', [line(1, 'seller-a', '3', '0.335')]);
    const credit = async (quantity: string) => {
      const { invoiceId } = await issueCreditNote(system(), {
        invoiceId: sale.id,
        lines: [{ position: 1, quantity: d(quantity) }],
        reason: 'Casse',
      });
      return (await invoiceRow(invoiceId)).net;
    };
    expect(sale.net).toBe('101');
    expect(await credit('1')).toBe('34');
    expect(await invoiceRow(sale.id)).toMatchObject({ state: 'part_paid' });
    await expect(credit('2.5')).rejects.toThrow(/invoicing\.credit_quantity.*at most 2 is left/);
    expect([await credit('1'), await credit('1')]).toEqual(['34', '33']);
  });

  it('in parts sums to the invoice to the cent: net, VAT, commission and its VAT', async () => {
    const notes = async (number: string, lines: Parameters<typeof invoiced>[1]) => {
      const sale = await invoiced(number, lines);
      const parts: Awaited<ReturnType<typeof invoiceRow>>[] = [];
      for (const _ of [1, 2, 3]) {
        const { invoiceId } = await issueCreditNote(system(), {
          invoiceId: sale.id,
          lines: lines.map((one) => ({ position: one.lineNumber, quantity: d('1') })),
          reason: 'Casse',
        });
        parts.push(await invoiceRow(invoiceId));
      }
      const sum = (key: 'net' | 'vat' | 'gross' | 'commission_net' | 'commission_vat') =>
        parts.reduce((total, one) => total + BigInt(one[key]), 0n).toString();
      expect({
        net: sum('net'),
        vat: sum('vat'),
        gross: sum('gross'),
        commission_net: sum('commission_net'),
        commission_vat: sum('commission_vat'),
      }).toEqual({
        net: sale.net,
        vat: sale.vat,
        gross: sale.gross,
        commission_net: sale.commission_net,
        commission_vat: sale.commission_vat,
      });
      expect(await invoiceRow(sale.id)).toMatchObject({ state: 'credited', open: '0' });
      expect(parts.map((one) => one.open)).toEqual(['0', '0', '0']);
      const second = parseUbl((await file('ubl_file_id', parts[1]?.id ?? '')).content).model;
      expect(validateInvoice(second, ['en16931', 'french'])).toEqual([]);
      return parts.map((one) => one.vat);
    };
    // 3 × 0.13 = 0.39 and 20 % of it 0.08; each piece alone would bear 0.03.
    expect(await notes('CN-CENTS', [line(1, 'seller-b', '3', '0.13')])).toEqual(['3', '2', '3']);
    await notes('CN-FEES', [line(1, 'seller-b', '3', '1.50')]);
    await notes('CN-RATES', [
      line(1, 'seller-b', '3', '0.13'),
      line(2, 'seller-b', '3', '0.335', { vatRateBp: 550 }),
    ]);
  });

  it('of a paid invoice stays open for other invoices', async () => {
    const sale = await invoiced('CN-PAID', [line(1, 'seller-a', '1', '10.00')]);
    await inTx((tx) => applyPayment(tx, { invoiceId: sale.id, amountMinor: 1200n }));
    const { invoiceId } = await issueCreditNote(system(), { invoiceId: sale.id, reason: 'Retour' });
    expect(await invoiceRow(invoiceId)).toMatchObject({ state: 'issued', open: '1200' });
    expect(await invoiceRow(sale.id)).toMatchObject({ state: 'paid', open: '0' });
  });

  it('that was used up is settled with its invoice', async () => {
    const sale = await invoiced('CN-LATER', [line(1, 'seller-a', '2', '10.00')]);
    const { invoiceId } = await issueCreditNote(system(), {
      invoiceId: sale.id,
      lines: [{ position: 1, quantity: d('1') }],
      reason: 'Retour',
    });
    await inTx((tx) => applyPayment(tx, { invoiceId: sale.id, amountMinor: 1200n }));
    await db.runJobs(invoicingJobs);
    const paid = await db.query<{ id: string }>(
      `select payload->>'invoiceId' as id from outbox_event where name = 'invoice.paid'`,
    );
    expect(paid.map((row) => row.id)).toEqual(expect.arrayContaining([sale.id, invoiceId]));
  });
});

describe('a statement', () => {
  it('sums the buyer’s invoices over all sellers, has one reference and is mailed with the files', async () => {
    const own = {
      order: { buyerId: id('petit'), terms: { outcome: 'full' as const, paymentDays: 30 } },
    };
    const shipments = await deliver(
      'ST-ONE',
      [
        line(1, 'seller-a', '10', '1.00'),
        line(2, 'seller-b', '3', '4.20'),
        line(3, 'seller-c', '1', '18.00', { vatRateBp: 550 }),
      ],
      own,
    );
    const invoices = [];
    for (const shipmentId of shipments) {
      const { invoiceId } = await issueInvoice(system(), { shipmentId });
      invoices.push(await invoiceRow(invoiceId));
    }
    const { statementId, number } = await issueStatement(system(), { buyerId: id('petit') });
    expect(number).toBe('ST-2026-00001');
    const [found] = await db.query<Record<string, string | number>>(
      `select total_minor::text as total, invoice_count, due_on::text as due, payment_reference as reference, mail_id, pdf_file_id
       from buyer_statement where id = ?`,
      [statementId],
    );
    const total = invoices.reduce((sum, one) => sum + BigInt(one.gross), 0n);
    // 12.00 + 15.12 + 18.99
    expect(total).toBe(4611n);
    expect(found).toMatchObject({ total: '4611', invoice_count: 3, due: '2026-04-01' });
    expect(isCreditorReference(String(found?.reference))).toBe(true);
    const [mail] = await db.query<{ recipient: string; files: string[]; text: string }>(
      'select recipient, attachment_file_ids as files, text from outgoing_mail where id = ?',
      [found?.mail_id],
    );
    expect(mail?.recipient).toBe('contact@petit.test');
    expect(mail?.files).toHaveLength(4);
    expect(mail?.text).toContain('n’est pas une facture');
    const [pdf] = await db.query<{ content: Buffer }>(
      'select content from stored_file where id = ?',
      [found?.pdf_file_id],
    );
    const text = pdfText(Buffer.from(pdf?.content ?? ''));
    for (const one of invoices) expect(text).toContain(one.number);
    expect(text).toContain('46,11');
    expect(await events('statement.issued')).toBe(1);
    await expect(issueStatement(system(), { buyerId: id('petit') })).rejects.toThrow(
      'invoicing.nothing_to_state',
    );
  });

  it('takes off the credit notes of its invoices, and a refused one leaves no gap in the numbers', async () => {
    const order = { buyerId: id('petit'), terms: { outcome: 'full' as const, paymentDays: 30 } };
    const sale = await invoiced('ST-CREDIT', [line(1, 'seller-a', '2', '10.00')], order);
    await issueCreditNote(system(), {
      invoiceId: sale.id,
      lines: [{ position: 1, quantity: d('1') }],
      reason: 'Retour',
    });
    const { statementId, number } = await issueStatement(system(), { buyerId: id('petit') });
    expect(number).toBe('ST-2026-00002');
    const [found] = await db.query(
      'select total_minor::text as total, invoice_count from buyer_statement where id = ?',
      [statementId],
    );
    expect(found).toEqual({ total: '1200', invoice_count: 1 });
  });

  it('asks by mail only for what is still open where a part is already paid', async () => {
    const order = { buyerId: id('petit'), terms: { outcome: 'full' as const, paymentDays: 30 } };
    const mailed = async () => {
      const { number } = await issueStatement(system(), { buyerId: id('petit') });
      const [mail] = await db.query<{ subject: string; text: string }>(
        'select subject, text from outgoing_mail where subject like ?',
        [`%${number}%`],
      );
      return mail;
    };
    const sale = await invoiced('ST-OPEN', [line(1, 'seller-a', '10', '10.00')], order);
    await inTx((tx) => applyPayment(tx, { invoiceId: sale.id, amountMinor: 5000n }));
    const part = await mailed();
    expect(part?.subject).toMatch(/ – 70,00\s€ à payer$/);
    expect(part?.text).toMatch(
      /70,00\s€ à payer, échéance 01\/04\/2026 \(total 120,00\s€, dont 50,00\s€ déjà réglés\)/,
    );
    const paid = await invoiced('ST-PAID', [line(1, 'seller-a', '1', '10.00')], order);
    await inTx((tx) => applyPayment(tx, { invoiceId: paid.id, amountMinor: 1200n }));
    expect((await mailed())?.subject).toMatch(/ – rien à payer$/);
  });

  it('is issued by the daily job for each buyer who has something to state', async () => {
    const before = (await events('statement.issued')) ?? 0;
    await invoiced('ST-JOB', [line(1, 'seller-a', '1', '1.00')]);
    await inTx((tx) => enqueue(tx, 'invoicing.statementDue', {}));
    await db.runJobs(invoicingJobs);
    expect(await events('statement.issued')).toBe(before + 1);
    await inTx((tx) => enqueue(tx, 'invoicing.statementDue', {}));
    await db.runJobs(invoicingJobs);
    expect(await events('statement.issued')).toBe(before + 1);
  });
});

describe('a seller and what is issued in its name', () => {
  it('contests once, within its period, and only its own', async () => {
    const sale = await invoiced('CONTEST', [line(1, 'seller-c', '1', '10.00')]);
    const contest = (key: string) =>
      contestInvoice(seller(key), { invoiceId: sale.id, reason: 'Prix faux' });
    await expect(contest('seller-a')).rejects.toThrow('not_found');
    await contest('seller-c');
    await expect(contest('seller-c')).rejects.toThrow('invoicing.contest_twice');
    const [audited] = await db.query(
      `select actor, detail->>'reason' as reason from audit_record where action = 'invoice.contested'`,
    );
    expect(audited).toEqual({ actor: 'seller-c', reason: 'Prix faux' });
    const late = await invoiced('CONTEST-LATE', [line(1, 'seller-c', '1', '10.00')]);
    db.clock.advance({ days: 16 });
    await expect(
      contestInvoice(seller('seller-c'), { invoiceId: late.id, reason: 'trop tard' }),
    ).rejects.toThrow(/invoicing\.contest_late.*2026-03-17/);
  });

  it('signs, activates, suspends and ends its mandate in this order only', async () => {
    const sellerId = id('seller-b');
    await expect(activateMandate(system(), { sellerId })).rejects.toThrow('base.transition');
    await suspendMandate(system(), { sellerId });
    await activateMandate(system(), { sellerId });
    await terminateMandate(system(), { sellerId });
    await expect(activateMandate(system(), { sellerId })).rejects.toThrow('base.transition');
    await db.query('delete from billing_mandate where seller_id = ?', [sellerId]);
    const signed = { sellerId, signedOn: day('2026-03-10') };
    await expect(signMandate(system(), { ...signed, series: 'AAA' })).rejects.toThrow(
      'invoicing.series_invalid',
    );
    await signMandate(system(), { ...signed, series: 'BETA' });
    await expect(activateMandate(system(), { sellerId, from: day('2026-03-09') })).rejects.toThrow(
      'invoicing.mandate_unsigned',
    );
    await activateMandate(system(), { sellerId });
    expect(await events('mandate.active')).toBe(2);
  });
});
