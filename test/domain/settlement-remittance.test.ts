import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { matchStatement } from '../../src/domain/settlement/commands/match.ts';
import {
  type AdviceInput,
  importStatement,
  proposeAgain,
  recordRemittance,
  reverseAllocation,
} from '../../src/domain/settlement/index.ts';
import { actingFor, permissionsOf } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
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

const db = testDatabase({
  subscriptions: new Map([...subscriptions, ['remittance.received', ['settlement.match_advice']]]),
});
beforeAll(() => smallWorld(db.services()));
const { system, clerk, book, first, invoice, allocationsOf, balance, exposure, proof } = desk(db);

/** After every step of every story the segregated account holds what it owes, and books and credit agree. */
afterEach(async () => {
  await expectMoneyInOrder(db);
  expect(await proof()).toMatchObject({ holds: true, differenceMinor: 0n, driftingAccounts: 0 });
});

const buyer = (name: string) =>
  actingFor(system(), {
    organisationId: id(name),
    kind: 'buyer',
    name: `cXML ${name}`,
    permissions: permissionsOf(['requester']),
  });
const advise = async (
  number: string,
  lines: AdviceInput['lines'],
  over: Partial<AdviceInput> = {},
) => {
  const recorded = await recordRemittance(buyer('acme'), {
    buyerId: id('acme'),
    number,
    status: 'new',
    paymentOn: day('2026-03-02'),
    currency: 'EUR',
    lines,
    ...over,
  });
  await db.runJobs(jobs);
  return recorded;
};
const matchedBy = async (number: string) =>
  (
    await db.query<{ bank_entry_id: string | null; state: string }>(
      'select bank_entry_id, state from remittance_advice where number = ?',
      [number],
    )
  )[0];
const evidenceOf = async (entryId: string) =>
  (
    await db.query<{ codes: string[] }>(
      `select array(select e->>'code' from jsonb_array_elements(evidence) e) as codes from allocation where bank_entry_id = ? limit 1`,
      [entryId],
    )
  )[0]?.codes;

describe('a grouped payment that says nothing', () => {
  it('is split as the buyer’s advice says, to the cent, with a discount, an adjustment and a credit note', async () => {
    // Many open items of odd amounts: by the amount alone nobody could tell.
    const ids: string[] = [];
    for (let at = 0; at < 30; at += 1)
      ids.push(
        await sell(db.services(), { key: `GR-${100 + at}`, gross: 10_000n + BigInt(at) * 100n }),
      );
    const note = await sell(db.services(), { key: 'GR-NOTE', gross: 1_500n, creditNote: true });
    const before = await exposure('acme');
    // 100.00 whole; 105.00 less 2 % discount; 110.00 less 7.50 for damage; a credit note of 15.00.
    await advise('REM-1', [
      { invoiceNumber: 'GR-100', netMinor: 10_000n, grossMinor: 10_000n },
      { invoiceNumber: 'GR-105', netMinor: 10_290n, grossMinor: 10_500n, discountMinor: 210n },
      { invoiceNumber: 'gr-110 ', netMinor: 10_250n, grossMinor: 11_000n, adjustmentMinor: -750n },
      { invoiceNumber: 'GR-NOTE', netMinor: -1_500n, grossMinor: -1_500n },
    ]);
    const entry = await first(
      movement(29_040n, { ...acme, remittanceText: 'VIR SEPA ZX81 LOT 4711' }),
    );
    expect(entry).toMatchObject({ state: 'matched', left: '0', buyer_id: id('acme') });
    expect(
      (await allocationsOf(entry.id)).map((one) => [one.invoice_id, one.amount, one.method]),
    ).toEqual([
      [note, '1500', 'auto'],
      [ids[0], '10000', 'auto'],
      [ids[10], '10250', 'auto'],
      [ids[5], '10290', 'auto'],
    ]);
    expect([
      await invoice(ids[0] ?? ''),
      await invoice(ids[5] ?? ''),
      await invoice(ids[10] ?? ''),
      await invoice(note),
    ]).toEqual([
      ['paid', '0'],
      // What the buyer deducts is not given up: it stays open until a person decides.
      ['part_paid', '210'],
      ['part_paid', '750'],
      ['paid', '0'],
    ]);
    expect(await balance('write_off')).toBe(0n);
    expect(BigInt(before ?? '0') - BigInt((await exposure('acme')) ?? '0')).toBe(30_540n);
    expect(await evidenceOf(entry.id)).toEqual([
      'remittance_advice',
      'payer_name',
      'advice_deduction',
      'advice_deduction',
    ]);
    expect(await matchedBy('REM-1')).toEqual({ bank_entry_id: entry.id, state: 'new' });
  });

  it('waits without an advice, and is matched when the advice comes after the money', async () => {
    const ids = [
      await sell(db.services(), { key: 'LT-1', gross: 20_000n }),
      await sell(db.services(), { key: 'LT-2', gross: 20_000n }),
      await sell(db.services(), { key: 'LT-3', gross: 30_000n }),
      await sell(db.services(), { key: 'LT-4', gross: 30_000n }),
    ];
    const entry = await first(movement(50_000n, { ...acme, remittanceText: 'ZX82' }));
    expect(entry.state).toBe('unmatched');
    await advise('REM-LATE', [
      { invoiceNumber: 'LT-2', netMinor: 20_000n },
      { invoiceNumber: 'LT-3', netMinor: 30_000n },
    ]);
    expect((await allocationsOf(entry.id)).map((one) => one.invoice_id)).toEqual([ids[1], ids[2]]);
    expect(await matchedBy('REM-LATE')).toMatchObject({ bank_entry_id: entry.id });
  });

  it('is matched by the reference that the advice announced, whoever the bank says has paid', async () => {
    const one = await sell(db.services(), { key: 'RN-1', gross: 7_777n });
    await sell(db.services(), { key: 'RN-2', gross: 7_777n });
    await advise('REM-REF', [{ invoiceNumber: 'RN-1', netMinor: 7_777n }], {
      reference: 'PAY-2026-004711',
    });
    const entry = await first(
      movement(7_777n, {
        counterparty: { name: 'GROUPE TRESORERIE CENTRALE' },
        endToEndId: 'PAY2026004711',
      }),
    );
    expect((await allocationsOf(entry.id)).map((share) => share.invoice_id)).toEqual([one]);
  });
});

describe('an advice that does not decide', () => {
  it('is ignored when it was voided, repeated without effect, and never used for two payments', async () => {
    const a = await sell(db.services(), { key: 'VD-1', gross: 4_321n });
    await sell(db.services(), { key: 'VD-2', gross: 4_321n });
    const lines = [{ invoiceNumber: 'VD-1', netMinor: 4_321n }];
    await advise('REM-VOID', lines);
    expect((await advise('REM-VOID', lines, { status: 'void' })).outcome).toBe('voided');
    expect((await advise('REM-VOID', lines)).outcome).toBe('repeated');
    const [voided] = await book(movement(4_321n, { ...acme, remittanceText: 'ZX83' }));
    expect(voided?.state).toBe('unmatched');

    expect((await advise('REM-TWICE', lines)).outcome).toBe('recorded');
    // The receipt that waited takes it; the next of the same amount finds it used.
    expect((await allocationsOf(voided?.id ?? '')).map((one) => one.invoice_id)).toEqual([a]);
    expect((await advise('REM-TWICE', lines)).outcome).toBe('repeated');
    expect(
      await db.query('select count(*)::int as n from remittance_advice where number = ?', [
        'REM-TWICE',
      ]),
    ).toEqual([{ n: 1 }]);
  });

  it('serves again when its match was taken back', async () => {
    const a = await sell(db.services(), { key: 'TB-1', gross: 6_611n });
    await sell(db.services(), { key: 'TB-2', gross: 6_611n });
    await advise('REM-BACK', [{ invoiceNumber: 'TB-1', netMinor: 6_611n }]);
    const entry = await first(movement(6_611n, { ...acme, remittanceText: 'ZX84' }));
    const [allocation] = await allocationsOf(entry.id);
    await reverseAllocation(await clerk(), { allocationId: allocation?.id ?? '', reason: 'test' });
    expect(await invoice(a)).toEqual(['issued', '6611']);
    const again = await first(movement(6_611n, { ...acme, remittanceText: 'ZX85' }));
    expect((await allocationsOf(again.id)).map((one) => one.invoice_id)).toEqual([a]);
  });

  it('is only proposed when a line is not ours, when its lines miss its total, or when less is open', async () => {
    await sell(db.services(), { key: 'UN-1', gross: 8_100n });
    await sell(db.services(), { key: 'UN-2', gross: 8_100n });
    const unknown = await advise('REM-UNKNOWN', [
      { invoiceNumber: 'UN-1', netMinor: 8_100n },
      { invoiceNumber: 'ELSEWHERE-9', netMinor: 1_900n },
    ]);
    expect(unknown.unknown).toEqual(['ELSEWHERE-9']);
    const off = await advise('REM-OFF', [{ invoiceNumber: 'UN-1', netMinor: 8_100n }], {
      netMinor: 8_200n,
    });
    expect(off.differenceMinor).toBe(-100n);
    await advise('REM-MORE', [{ invoiceNumber: 'UN-2', netMinor: 8_300n }]);
    const rows = await book(
      movement(10_000n, { ...acme, remittanceText: 'ZX86' }),
      movement(8_200n, { ...acme, remittanceText: 'ZX87' }),
      movement(8_300n, { ...acme, remittanceText: 'ZX88' }),
    );
    expect(rows.map((row) => row.state)).toEqual(['unmatched', 'unmatched', 'unmatched']);
    const proposed = await db.query<{ codes: string[] }>(
      `select array(select e->>'code' from jsonb_array_elements(evidence) e) as codes from match_proposal where bank_entry_id = ?`,
      [rows[0]?.id],
    );
    expect(proposed.some(({ codes }) => codes.includes('advice_unclear'))).toBe(true);
  });

  it('two advices of one total leave it to a clerk, and another buyer’s advice says nothing', async () => {
    await sell(db.services(), { key: 'AM-1', gross: 5_150n });
    await sell(db.services(), { key: 'AM-2', gross: 5_150n });
    await advise('REM-AM1', [{ invoiceNumber: 'AM-1', netMinor: 5_150n }]);
    await advise('REM-AM2', [{ invoiceNumber: 'AM-2', netMinor: 5_150n }]);
    const entry = await first(movement(5_150n, { ...acme, remittanceText: 'ZX89' }));
    expect(entry.state).toBe('unmatched');
    const other = await first(movement(5_150n, { ...petit, remittanceText: 'ZX90' }));
    expect(other).toMatchObject({ state: 'unmatched', buyer_id: id('petit') });
  });

  it('against an invoice that the payment itself names goes to a clerk', async () => {
    const named = await sell(db.services(), { key: 'CF-700001', gross: 9_090n });
    await sell(db.services(), { key: 'CF-700002', gross: 9_090n });
    await advise('REM-CF', [{ invoiceNumber: 'CF-700002', netMinor: 9_090n }]);
    const entry = await first(movement(9_090n, { ...acme, remittanceText: 'FACT CF-700001' }));
    expect(entry.state).toBe('unmatched');
    expect(await invoice(named)).toEqual(['issued', '9090']);
  });

  it('is not named by a number that merely occurs in a date or a longer number', async () => {
    await sell(db.services(), { key: 'SB-1', gross: 7_219n });
    await advise('202603', [{ invoiceNumber: 'SB-1', netMinor: 7_219n }]);
    const stranger = { counterparty: { name: 'SOMEBODY ELSE' } };
    const rows = await book(
      movement(7_219n, { ...stranger, remittanceText: 'LOYER 20260315' }),
      movement(7_219n, { ...stranger, remittanceText: 'CONTRAT 77202603001' }),
      movement(7_219n, { ...stranger, remittanceText: 'PERIODE 202603' }),
    );
    expect(rows.map((row) => [row.state, row.buyer_id])).toEqual([
      ['unmatched', null],
      ['unmatched', null],
      ['unmatched', null],
    ]);
  });

  it('whose split a clerk accepts is used up, so that it splits no second payment', async () => {
    const half = await sell(db.services(), { key: 'US-1', gross: 9_900n });
    await sell(db.services(), { key: 'US-2', gross: 4_477n });
    await sell(db.services(), { key: 'US-3', gross: 4_477n });
    // One line is nobody's: it is proposed, and a person decides.
    await advise('REM-USED', [
      { invoiceNumber: 'US-1', netMinor: 3_377n },
      { invoiceNumber: 'ELSEWHERE-10', netMinor: 1_100n },
    ]);
    const [entry, second] = await book(
      movement(4_477n, { ...acme, remittanceText: 'ZX93' }),
      movement(4_477n, { ...acme, remittanceText: 'ZX94' }),
    );
    const proposals = (entryId: string) =>
      db.query<{ id: string }>(
        'select id from match_proposal where bank_entry_id = ? and advice_id is not null',
        [entryId],
      );
    const [proposal] = await proposals(entry?.id ?? '');
    const stale = await proposals(second?.id ?? '');
    expect(stale).toHaveLength(1);
    const desktop = await testApp(db.services()).signIn('finance@comptoir.test');
    const confirm = (entryId: string, proposalId: string) =>
      desktop.post(`/operator/reconciliation/${entryId}/confirm`, { proposal: proposalId });
    expect((await confirm(entry?.id ?? '', proposal?.id ?? '')).status).toBe(303);
    expect(await invoice(half)).toEqual(['part_paid', '6523']);
    expect((await matchedBy('REM-USED'))?.bank_entry_id).toBe(entry?.id);
    // What was proposed for the other payment follows a spent advice.
    expect((await confirm(second?.id ?? '', stale[0]?.id ?? '')).status).toBe(409);
    expect(await invoice(half)).toEqual(['part_paid', '6523']);
    await proposeAgain(await clerk(), { bankEntryId: second?.id ?? '' });
    expect(await proposals(second?.id ?? '')).toEqual([]);
  });

  it('pays once, whichever of two statements is read first', async () => {
    const half = await sell(db.services(), { key: 'OT-1', gross: 12_345n });
    await sell(db.services(), { key: 'OT-2', gross: 6_001n });
    await advise('REM-ONCE', [{ invoiceNumber: 'OT-1', netMinor: 6_001n, grossMinor: 12_345n }]);
    const statements = await Promise.all(
      ['ZX91', 'ZX92'].map((text) =>
        importStatement(system(), {
          exchangeId: id('exchange'),
          statements: [statementOf([movement(6_001n, { ...acme, remittanceText: text })])],
        }),
      ),
    );
    await Promise.all(
      statements.map((one) =>
        matchStatement(system(), { statementId: one.statements[0]?.statementId ?? '' }),
      ),
    );
    await db.runJobs(jobs);
    expect(await invoice(half)).toEqual(['part_paid', '6344']);
  });

  it('of somebody else’s buyer is refused', async () => {
    await expect(
      recordRemittance(buyer('petit'), {
        buyerId: id('acme'),
        number: 'X',
        status: 'new',
        paymentOn: day('2026-03-02'),
        currency: 'EUR',
        lines: [],
      }),
    ).rejects.toThrow('not_found');
  });
});
