import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { allocate, reverseAllocation, unallocate } from '../../src/domain/settlement/index.ts';
import { actingFor } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import {
  acme,
  day,
  desk,
  jobs,
  movement,
  petit,
  sell,
  subscriptions,
} from './settlement-support.ts';

const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const { system, clerk, book, first, invoice, allocationsOf, balance, exposure, proof } = desk(db);

/** After every step of every story the segregated account holds what it owes. */
afterEach(async () => {
  expect(await proof()).toMatchObject({ holds: true, differenceMinor: 0n, driftingAccounts: 0 });
});

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
