import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { balances, ringFenceProof } from '../../src/domain/ledger/index.ts';
import { actorOf, organisation, UserAccount } from '../../src/domain/parties/index.ts';
import {
  allocate,
  type BankEntryInput,
  confirmPayout,
  explainDebit,
  importStatement,
  type PaymentBatch,
  type PaymentFileWriter,
  reverseAllocation,
  runPayouts,
  unallocate,
} from '../../src/domain/settlement/index.ts';
import { actingFor, contextFor, read, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { day, jobs, movement, sell, statementOf, subscriptions } from './settlement-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const system = () => systemContext(db.services(), 'bank door');
const clerk = async () => {
  const actor = await read(system(), async (tx) => {
    const user = await tx.em.findOneOrFail(UserAccount, { id: id('finance') });
    return actorOf(user, await organisation(tx, user.organisationId));
  });
  return contextFor(db.services(), { actor });
};

/** After every step of every story the segregated account holds what it owes. */
afterEach(async () => {
  const proof = await read(system(), (tx) => ringFenceProof(tx, 'EUR'));
  expect(proof).toMatchObject({ holds: true, differenceMinor: 0n, driftingAccounts: 0 });
});

const book = async (...entries: BankEntryInput[]) => {
  const { statements } = await importStatement(system(), {
    exchangeId: id('exchange'),
    statements: [statementOf(entries)],
  });
  await db.runJobs(jobs);
  const rows = await db.query<{ id: string; state: string; left: string; buyer_id: string | null }>(
    'select id, state, unallocated_minor::text as left, buyer_id from bank_entry where bank_statement_id = ? order by position',
    [statements[0]?.statementId],
  );
  return rows;
};
const first = async (...entries: BankEntryInput[]) => {
  const [row] = await book(...entries);
  if (!row) throw new Error('no entry');
  return row;
};
const invoice = async (invoiceId: string) => {
  const [row] = await db.query<{ state: string; open: string }>(
    'select state, open_minor::text as open from invoice where id = ?',
    [invoiceId],
  );
  return [row?.state, row?.open];
};
const allocationsOf = (entryId: string) =>
  db.query<{
    id: string;
    invoice_id: string;
    amount: string;
    method: string;
    by_vat_rate: unknown;
  }>(
    'select id, invoice_id, amount_minor::text as amount, method, by_vat_rate from allocation where bank_entry_id = ? and reversed_at is null order by amount_minor, id',
    [entryId],
  );
const balance = async (
  kind:
    | 'bank_ringfenced'
    | 'unapplied_cash'
    | 'buyer_receivable'
    | 'seller_pending'
    | 'seller_available'
    | 'seller_reserved'
    | 'commission_revenue'
    | 'commission_vat'
    | 'write_off'
    | 'suspense',
  party?: string,
) =>
  (
    await read(system(), (tx) =>
      balances(tx, { kind, currency: 'EUR', ...(party ? { partyId: id(party) } : {}) }),
    )
  ).reduce((sum, one) => sum + one.balanceMinor, 0n);
const exposure = async (buyer: string) =>
  (
    await db.query<{ open: string }>(
      'select open_minor::text as open from credit_account where buyer_id = ?',
      [id(buyer)],
    )
  )[0]?.open;
const acme = { counterparty: { name: 'ACME INDUSTRIE SAS' } };
const petit = { counterparty: { name: 'Petit et Fils' } };

describe('a transfer that pays invoices', () => {
  it('settles a whole statement by its reference, splits each amount by VAT rate, and frees the credit', async () => {
    const a = await sell(db.services(), {
      key: 'ST-100001',
      gross: 12_000n,
      statement: 'RF18539007547034',
      vat: [
        { rateBp: 2000, base: 5_000n, vat: 1_000n },
        { rateBp: 550, base: 5_687n, vat: 313n },
      ],
    });
    const b = await sell(db.services(), {
      key: 'ST-100002',
      gross: 3_333n,
      seller: 'seller-b',
      statement: 'RF18539007547034',
    });
    expect(await exposure('acme')).toBe('15333');
    const entry = await first(movement(15_333n, { structuredReference: 'RF18 5390 0754 7034' }));
    expect(entry).toMatchObject({ state: 'matched', left: '0', buyer_id: id('acme') });
    expect([await invoice(a), await invoice(b)]).toEqual([
      ['paid', '0'],
      ['paid', '0'],
    ]);
    const [small, large] = await allocationsOf(entry.id);
    expect([small?.amount, large?.amount, large?.method]).toEqual(['3333', '12000', 'auto']);
    expect(large?.by_vat_rate).toEqual([
      { category: 'S', rateBp: 2000, minor: '6000' },
      { category: 'S', rateBp: 550, minor: '6000' },
    ]);
    expect(await exposure('acme')).toBe('0');
    expect(await balance('buyer_receivable', 'acme')).toBe(0n);
  });

  it('finds several invoices by their numbers in the text, across the bank’s line breaks', async () => {
    const ids = [
      await sell(db.services(), { key: 'TX-200001', gross: 4_200n }),
      await sell(db.services(), { key: 'TX-200002', gross: 1_058n }),
    ];
    const entry = await first(
      movement(5_258n, { ...acme, remittanceText: 'FACT TX 200001 ET TX-2000\n02' }),
    );
    expect([entry.state, ...(await Promise.all(ids.map(invoice)))]).toEqual([
      'matched',
      ['paid', '0'],
      ['paid', '0'],
    ]);
  });

  it('finds them by the amount alone when one combination only gives it', async () => {
    const grosses = [10_117n, 20_331n, 30_773n, 41_009n];
    const ids = [];
    for (const [at, gross] of grosses.entries())
      ids.push(
        await sell(db.services(), {
          key: `AM-${300001 + at}`,
          buyer: 'petit',
          gross,
          dueOn: `2026-04-${10 + at}`,
        }),
      );
    const entry = await first(movement(10_117n + 41_009n, petit));
    expect([entry.state, ...(await Promise.all(ids.map(invoice)))]).toEqual([
      'matched',
      ['paid', '0'],
      ['issued', '20331'],
      ['issued', '30773'],
      ['paid', '0'],
    ]);
    await book(movement(51_104n, { ...petit, remittanceText: 'AM-300002 AM-300003' }));
    expect(await exposure('petit')).toBe('0');
  });

  it('pays a part, then the rest with a transfer that is two cents short and written off', async () => {
    const one = await sell(db.services(), { key: 'PT-400001', gross: 10_000n });
    expect((await first(movement(4_000n, { ...acme, remittanceText: 'PT-400001' }))).state).toBe(
      'matched',
    );
    expect(await invoice(one)).toEqual(['part_paid', '6000']);
    await book(movement(5_998n, { ...acme, remittanceText: 'solde PT-400001' }));
    expect(await invoice(one)).toEqual(['paid', '0']);
    expect([await balance('write_off'), await balance('buyer_receivable', 'acme')]).toEqual([
      2n,
      0n,
    ]);
  });

  it('keeps what is paid too much on the payer’s account', async () => {
    const one = await sell(db.services(), { key: 'OV-500001', gross: 7_000n });
    const entry = await first(movement(7_500n, { ...acme, remittanceText: 'OV-500001' }));
    expect([entry.state, entry.left, await invoice(one)]).toEqual([
      'part_matched',
      '500',
      ['paid', '0'],
    ]);
    expect(await balance('unapplied_cash', 'acme')).toBe(-500n);
  });

  it('uses up a credit note with the invoice that it corrects', async () => {
    const one = await sell(db.services(), { key: 'CN-600001', gross: 9_000n });
    const note = await sell(db.services(), { key: 'CN-600002', gross: 1_500n, creditNote: true });
    const entry = await first(
      movement(7_500n, { ...acme, remittanceText: 'CN-600001 moins avoir CN-600002' }),
    );
    expect([entry.state, await invoice(one), await invoice(note)]).toEqual([
      'matched',
      ['paid', '0'],
      ['paid', '0'],
    ]);
    expect(await balance('buyer_receivable', 'acme')).toBe(0n);
    const [credit] = await allocationsOf(entry.id);
    await expect(
      reverseAllocation(await clerk(), { allocationId: credit?.id ?? '', reason: 'alone' }),
    ).rejects.toThrow('settlement.reverse_together');
  });
});

describe('what is not sure', () => {
  it('is never posted to a wrong payer, but proposed with the reason', async () => {
    const one = await sell(db.services(), { key: 'WP-700001', gross: 8_800n });
    const entry = await first(movement(8_800n, { ...petit, remittanceText: 'WP-700001' }));
    expect([entry.state, entry.buyer_id, await invoice(one)]).toEqual([
      'unmatched',
      id('petit'),
      ['issued', '8800'],
    ]);
    const [proposal] = await db.query<{ evidence: { code: string; fr: string }[] }>(
      'select evidence from match_proposal where bank_entry_id = ? and rank = 1',
      [entry.id],
    );
    expect(proposal?.evidence.map((piece) => piece.code)).toContain('other_payer');
    const { allocationIds } = await allocate(await clerk(), {
      bankEntryId: entry.id,
      allocations: [{ invoiceId: one, amountMinor: 8_800n }],
      method: 'manual',
      evidence: [],
    });
    expect(allocationIds).toHaveLength(1);
    expect([
      await balance('unapplied_cash', 'petit'),
      await balance('unapplied_cash', 'acme'),
      await invoice(one),
    ]).toEqual([0n, -500n, ['paid', '0']]);
  });

  it('is only proposed when forty open items give the amount in many ways', async () => {
    for (let at = 0; at < 40; at += 1) {
      await sell(db.services(), {
        key: `FO-${800100 + at}`,
        buyer: 'petit',
        gross: 10_000n + ((BigInt(at * at) * 7_919n) % 90_001n),
        dueOn: day('2026-04-01').add({ days: at }).toString(),
      });
    }
    const chosen = await db.query<{ gross: string }>(
      `select gross_minor::text as gross from invoice where number in ('FO-800102', 'FO-800111', 'FO-800117', 'FO-800125', 'FO-800133')`,
    );
    const entry = await first(
      movement(
        chosen.reduce((sum, row) => sum + BigInt(row.gross), 0n),
        petit,
      ),
    );
    expect([entry.state, entry.buyer_id, await allocationsOf(entry.id)]).toEqual([
      'unmatched',
      id('petit'),
      [],
    ]);
    expect(
      await db.query('select 1 from match_proposal where bank_entry_id = ?', [entry.id]),
    ).not.toEqual([]);
  });

  it('waits with nobody’s name when neither account nor name is known', async () => {
    const before = await balance('unapplied_cash');
    const entry = await first(
      movement(12_321n, { counterparty: { name: 'Nobody GmbH', iban: 'DE02120300000000202051' } }),
    );
    expect([entry.state, entry.buyer_id, (await balance('unapplied_cash')) - before]).toEqual([
      'unmatched',
      null,
      -12_321n,
    ]);
  });
});

describe('a clerk', () => {
  it('may not give more than the payment, more than is open, or invoices of two buyers', async () => {
    const one = await sell(db.services(), { key: 'CL-900001', gross: 1_000n });
    const other = await sell(db.services(), { key: 'CL-900002', gross: 1_000n, buyer: 'petit' });
    const entry = await first(movement(1_500n));
    const by = await clerk();
    const give = (allocations: { invoiceId: string; amountMinor: bigint }[]) =>
      allocate(by, { bankEntryId: entry.id, allocations, method: 'manual', evidence: [] });
    await expect(give([{ invoiceId: one, amountMinor: 1_501n }])).rejects.toThrow(
      'settlement.over_payment',
    );
    await expect(give([{ invoiceId: one, amountMinor: 1_001n }])).rejects.toThrow(
      'settlement.over_open',
    );
    await expect(
      give([
        { invoiceId: one, amountMinor: 500n },
        { invoiceId: other, amountMinor: 500n },
      ]),
    ).rejects.toThrow('settlement.several_buyers');
    await expect(give([])).rejects.toThrow('settlement.nothing_to_allocate');
    const buyer = actingFor(system(), {
      organisationId: id('acme'),
      kind: 'buyer',
      name: 'x',
      permissions: new Set(['invoice.read']),
    });
    await expect(
      allocate(buyer, { bankEntryId: entry.id, allocations: [], method: 'manual', evidence: [] }),
    ).rejects.toThrow('access.denied');
  });

  it('takes a match back with a reason, and everything is as before', async () => {
    const before = {
      receivable: await balance('buyer_receivable', 'acme'),
      exposure: await exposure('acme'),
      available: await balance('seller_available', 'seller-a'),
    };
    const one = await sell(db.services(), {
      key: 'RV-910001',
      gross: 6_000n,
      commission: { net: 500n, vat: 100n },
    });
    const entry = await first(movement(6_000n, { ...acme, remittanceText: 'RV-910001' }));
    expect((await balance('seller_available', 'seller-a')) - before.available).toBe(-5_400n);
    await expect(unallocate(await clerk(), { bankEntryId: entry.id, reason: ' ' })).rejects.toThrow(
      'settlement.reason_missing',
    );
    await unallocate(await clerk(), { bankEntryId: entry.id, reason: 'paid twice' });
    await expect(
      unallocate(await clerk(), { bankEntryId: entry.id, reason: 'again' }),
    ).rejects.toThrow('settlement.already_reversed');
    expect(await invoice(one)).toEqual(['issued', '6000']);
    expect((await balance('buyer_receivable', 'acme')) - before.receivable).toBe(6_000n);
    expect(Number(await exposure('acme')) - Number(before.exposure)).toBe(6_000);
    expect(await balance('seller_available', 'seller-a')).toBe(before.available);
    await allocate(await clerk(), {
      bankEntryId: entry.id,
      allocations: [{ invoiceId: one, amountMinor: 6_000n }],
      method: 'manual',
      evidence: [],
    });
    await db.runJobs(jobs);
    expect((await balance('seller_available', 'seller-a')) - before.available).toBe(-5_400n);
    const rows = await db.query<{ reversed: boolean }>(
      'select reversed_at is not null as reversed from allocation where bank_entry_id = ? order by created_at, id',
      [entry.id],
    );
    expect(rows).toEqual([{ reversed: true }, { reversed: false }]);
  });
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

const batches: PaymentBatch[] = [];
const writer: PaymentFileWriter = (batch) => {
  batches.push(batch);
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
});
