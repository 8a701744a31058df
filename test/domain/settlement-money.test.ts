import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  allocate,
  confirmPayout,
  explainDebit,
  importStatement,
  type PaymentFileWriter,
  runPayouts,
  unallocate,
} from '../../src/domain/settlement/index.ts';
import { testDatabase } from '../support/database.ts';
import { expectMoneyInOrder } from '../support/money.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  acme,
  day,
  desk,
  jobs,
  movement,
  petit,
  sell,
  statementOf,
  subscriptions,
} from './settlement-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
afterEach(() => expectMoneyInOrder(db));
const { system, clerk, book, first, balance, invoice, proof } = desk(db);

/** After every step of every story the segregated account holds what it owes. */
afterEach(async () => {
  expect(await proof()).toMatchObject({ holds: true, differenceMinor: 0n, driftingAccounts: 0 });
});

describe('a bank statement', () => {
  it('is refused with both figures when its balances do not add up', async () => {
    const entries = [movement(100n)];
    const wrong = statementOf(entries, { closingMinor: 1_000_200n });
    await expect(
      importStatement(system(), { exchangeId: id('exchange'), statements: [wrong] }),
    ).rejects.toThrow(/10001\.00 EUR, but the closing balance is 10002\.00 EUR/);
    await expect(
      importStatement(system(), {
        exchangeId: id('exchange'),
        statements: [statementOf([], { iban: 'DE02120300000000202051' })],
      }),
    ).rejects.toThrow('settlement.unknown_account');
  });

  it('has one effect when it comes twice, and conflicts when it comes back changed', async () => {
    const statement = statementOf([movement(4_444n, petit)]);
    const send = (one = statement) =>
      importStatement(system(), { exchangeId: id('exchange'), statements: [one] });
    const before = await balance('bank_ringfenced');
    const [once] = (await send()).statements;
    const [twice] = (await send()).statements;
    expect([once?.duplicate, twice?.duplicate, twice?.statementId]).toEqual([
      false,
      true,
      once?.statementId,
    ]);
    expect((await balance('bank_ringfenced')) - before).toBe(4_444n);
    await expect(send({ ...statement, openingMinor: 1n, closingMinor: 4_445n })).rejects.toThrow(
      'settlement.statement_conflict',
    );
  });

  it('skips entries that an intraday report brought already, and counts twins of one day both', async () => {
    const known = movement(2_222n);
    await book(known);
    const twin = movement(777n, { bankReference: undefined as never, remittanceText: 'same' });
    const { statements } = await importStatement(system(), {
      exchangeId: id('exchange'),
      statements: [statementOf([known, twin, twin])],
    });
    expect(statements[0]).toMatchObject({ entries: 2, skipped: 1 });
    await db.runJobs(jobs);
    const [progress] = await db.query(
      `select done, total, state from bulk_progress p join bank_statement s on s.progress_id = p.id where s.id = ?`,
      [statements[0]?.statementId],
    );
    expect(progress).toEqual({ done: 2, total: 2, state: 'finished' });
  });

  it('leaves a debit of nobody’s in suspense until a clerk says what it was', async () => {
    const entry = await first(movement(-1_250n, { remittanceText: 'FRAIS TENUE DE COMPTE' }));
    expect([entry.state, await balance('suspense')]).toEqual(['unmatched', 1_250n]);
    await explainDebit(await clerk(), { bankEntryId: entry.id, as: 'bank_charges' });
    expect(await balance('suspense')).toBe(0n);
  });
});

const writer: PaymentFileWriter = (batch) => {
  return {
    name: `${batch.number}.xml`,
    contentType: 'application/xml',
    content: new TextEncoder().encode(batch.number),
  };
};

describe('a payout', () => {
  it('pays each seller what is available net of commission, and the bank’s debit closes it', async () => {
    const gross = 120_000n;
    const before = await balance('seller_available', 'seller-c');
    await sell(db.services(), {
      key: 'PO-950001',
      seller: 'seller-c',
      gross,
      commission: { net: 15_000n, vat: 3_000n },
    });
    await book(movement(gross, { ...acme, remittanceText: 'PO-950001' }));
    expect((await balance('seller_available', 'seller-c')) - before).toBe(-102_000n);
    const owed = -(await balance('seller_available'));
    const run = await runPayouts(await clerk(), { executionOn: day('2026-03-03'), writer });
    expect(run.batch.totalMinor).toBe(owed);
    expect(await balance('seller_available')).toBe(0n);
    expect(await balance('seller_reserved', 'seller-c')).toBe(-102_000n);
    const paid = run.batch.payments.find((one) => one.amountMinor === 102_000n);
    expect(paid).toMatchObject({
      creditor: { name: 'Gants Gamma SAS', iban: 'DE89370400440532013000' },
    });
    await expect(
      runPayouts(await clerk(), { executionOn: day('2026-03-03'), writer }),
    ).rejects.toThrow('settlement.nothing_to_pay');

    const debit = await first(movement(-102_000n, { endToEndId: paid?.endToEndId ?? '' }));
    expect([debit.state, await balance('seller_reserved', 'seller-c')]).toEqual(['matched', 0n]);
    const [payout] = await db.query<{ id: string; state: string }>(
      'select id, state from payout where number = ?',
      [paid?.endToEndId],
    );
    expect(payout?.state).toBe('paid');
    await confirmPayout(await clerk(), { payoutId: payout?.id ?? '', paidOn: day('2026-03-04') });
    for (const other of run.batch.payments.filter((one) => one !== paid)) {
      const [row] = await db.query<{ id: string }>('select id from payout where number = ?', [
        other.endToEndId,
      ]);
      await confirmPayout(await clerk(), { payoutId: row?.id ?? '', paidOn: day('2026-03-04') });
    }
    expect([
      await balance('seller_reserved'),
      (await db.query<{ state: string }>('select state from payout_run'))[0]?.state,
    ]).toEqual([0n, 'executed']);
  });

  it('that the bank sends back is available again', async () => {
    const [payout] = await db.query<{ number: string }>(
      'select number from payout where amount_minor = 102000',
    );
    const entry = await first(
      movement(102_000n, { endToEndId: payout?.number ?? '', remittanceText: 'RETOUR AC04' }),
    );
    expect([entry.state, await balance('seller_available', 'seller-c')]).toEqual([
      'matched',
      -102_000n,
    ]);
  });

  it('waits for a seller whose credit notes exceed its sales', async () => {
    const note = await sell(db.services(), {
      key: 'NG-960001',
      seller: 'seller-b',
      gross: 2_000n,
      creditNote: true,
      commission: { net: 200n, vat: 40n },
    });
    const one = await sell(db.services(), { key: 'NG-960002', seller: 'seller-b', gross: 500n });
    const other = await sell(db.services(), {
      key: 'NG-960003',
      seller: 'seller-a',
      gross: 2_000n,
    });
    const entry = await first(movement(499n));
    await allocate(await clerk(), {
      bankEntryId: entry.id,
      method: 'manual',
      evidence: [],
      allocations: [
        { invoiceId: note, amountMinor: 2_000n },
        { invoiceId: one, amountMinor: 500n },
        { invoiceId: other, amountMinor: 1_999n },
      ],
    });
    await db.runJobs(jobs);
    const run = await runPayouts(await clerk(), { executionOn: day('2026-03-05'), writer });
    expect(run.skipped).toEqual([
      { sellerId: id('seller-b'), reason: 'not_positive', amountMinor: -1_260n },
    ]);
    expect(run.batch.payments.map((one) => one.amountMinor)).toEqual([102_000n]);
  });

  it('passes over the operator and a seller whose bank data are wrong, and pays the others', async () => {
    const sales = ['seller-a', 'seller-c', 'petit'].map((seller, at) => ({
      seller,
      key: `BD-97000${at + 1}`,
      gross: 1_300n + BigInt(at),
    }));
    for (const sale of sales) {
      await sell(db.services(), sale);
      await first(movement(sale.gross, { ...acme, remittanceText: sale.key }));
    }
    await db.query(
      `update seller_payable set seller_id = ? where invoice_id = (select id from invoice where number = 'BD-970003')`,
      [id('comptoir')],
    );
    await db.query(`update organisation set iban = 'FR7630006000011234567890188' where id = ?`, [
      id('seller-c'),
    ]);
    const run = await runPayouts(await clerk(), { executionOn: day('2026-03-05'), writer });
    const why = new Map(run.skipped.map((one) => [one.sellerId, one.reason]));
    expect([why.get(id('seller-c')), why.get(id('comptoir'))]).toEqual(['bad_iban', 'operator']);
    expect(run.batch.payments.map((one) => one.creditor.iban)).not.toContain(
      'FR7630006000011234567890188',
    );
    await db.query(`delete from seller_payable where seller_id = ?`, [id('comptoir')]);
  });

  it('is not paid again for an invoice that nobody has paid any more', async () => {
    await db.query(`update organisation set iban = 'DE89370400440532013000' where id = ?`, [
      id('seller-c'),
    ]);
    const invoiceId = await sell(db.services(), {
      key: 'RT-980001',
      seller: 'seller-c',
      gross: 50_000n,
    });
    const receipt = await first(movement(50_000n, { ...acme, remittanceText: 'RT-980001' }));
    const owed = await balance('seller_available', 'seller-c');
    const run = await runPayouts(await clerk(), { executionOn: day('2026-03-05'), writer });
    const payment = run.batch.payments.find((one) => one.amountMinor === -owed);
    const said = { endToEndId: payment?.endToEndId ?? '' };
    await first(movement(owed, said));
    await unallocate(await clerk(), { bankEntryId: receipt.id, reason: 'wrong invoice' });
    await first(movement(-owed, said));
    expect(await invoice(invoiceId)).toEqual(['issued', '50000']);
    expect(
      await db.query('select state, payout_id from seller_payable where invoice_id = ?', [
        invoiceId,
      ]),
    ).toEqual([{ state: 'pending', payout_id: null }]);
    expect(await balance('seller_available', 'seller-c')).toBe(owed + 50_000n);
  });
});
