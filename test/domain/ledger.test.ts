import { beforeAll, describe, expect, it } from 'vitest';
import { money } from '../../src/base/index.ts';
import {
  accountStatement,
  balances,
  type Posting,
  post,
  postAll,
  reverse,
  ringFenceProof,
  trialBalance,
} from '../../src/domain/ledger/index.ts';
import { read, systemContext, write } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const ctx = () => systemContext(db.services(), 'test');
const on = Temporal.PlainDate.from('2026-03-02');
const eur = (minor: number) => money(minor, 'EUR');

const receipt = (cause: string, minor: number): Posting => ({
  cause,
  journal: 'bank',
  effectiveOn: on,
  label: cause,
  entries: [
    { account: { kind: 'bank_ringfenced' }, amount: eur(minor) },
    { account: { kind: 'unapplied_cash', partyId: id('acme') }, amount: eur(-minor) },
  ],
});

const balanceOf = async (kind: 'bank_ringfenced' | 'unapplied_cash') =>
  (await read(ctx(), (tx) => balances(tx, { kind, currency: 'EUR' }))).reduce(
    (sum, one) => sum + one.balanceMinor,
    0n,
  );

describe('the ledger', () => {
  it('posts once for one cause, and refuses the same cause with another amount', async () => {
    const first = await write(ctx(), (tx) => post(tx, receipt('bank:1', 10_000)));
    expect(await write(ctx(), (tx) => post(tx, receipt('bank:1', 10_000)))).toBe(first);
    await expect(write(ctx(), (tx) => post(tx, receipt('bank:1', 10_001)))).rejects.toThrow(
      'ledger.cause_conflict',
    );
    expect(await balanceOf('bank_ringfenced')).toBe(10_000n);
    expect(await balanceOf('unapplied_cash')).toBe(-10_000n);
  });

  it('refuses entries that do not balance, and a posting without any amount', async () => {
    const lopsided = {
      ...receipt('bank:2', 500),
      entries: [{ account: { kind: 'bank_ringfenced' as const }, amount: eur(500) }],
    };
    await expect(write(ctx(), (tx) => post(tx, lopsided))).rejects.toThrow('ledger.unbalanced');
    await expect(write(ctx(), (tx) => post(tx, receipt('bank:2', 0)))).rejects.toThrow(
      'ledger.empty',
    );
    expect(await db.query(`select 1 from ledger_transaction where cause = 'bank:2'`)).toEqual([]);
  });

  it('is kept balanced by the database even against our own code', async () => {
    await expect(
      write(ctx(), async (tx) => {
        await post(tx, receipt('bank:3', 700));
        await tx.em.execute(
          `insert into ledger_entry (id, transaction_id, account_id, seq, amount_minor, currency, balance_after_minor, recorded_at)
           select ?, t.id, a.id, 9, 1, 'EUR', 0, now() from ledger_transaction t, ledger_account a where t.cause = 'bank:3' limit 1`,
          [tx.newId()],
        );
      }),
    ).rejects.toThrow('does not balance');
    await expect(
      write(ctx(), (tx) => tx.em.execute('update ledger_entry set amount_minor = 1')),
    ).rejects.toThrow('permission denied');
  });

  it('takes a transaction back once, and never deletes it', async () => {
    const transactionId = await write(ctx(), (tx) => post(tx, receipt('bank:4', 2_550)));
    const before = await balanceOf('bank_ringfenced');
    const back = (cause: string) =>
      write(ctx(), (tx) => reverse(tx, { cause, transactionId, effectiveOn: on, label: 'wrong' }));
    const reversal = await back('bank:4:reversed');
    expect(await back('bank:4:reversed')).toBe(reversal);
    await expect(back('bank:4:again')).rejects.toThrow('ledger.already_reversed');
    expect(await balanceOf('bank_ringfenced')).toBe(before - 2_550n);
  });

  it('carries a hundred parallel postings to one hot account without deadlock and without losing a cent', async () => {
    const before = await balanceOf('bank_ringfenced');
    const parties = ['acme', 'petit', 'seller-a', 'seller-b', 'seller-c'];
    await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        write(ctx(), (tx) =>
          post(tx, {
            cause: `hot:${n}`,
            journal: 'bank',
            effectiveOn: on,
            label: `hot ${n}`,
            // Every other one names its accounts in the opposite order.
            entries: (n % 2 === 0 ? [0, 1, 2] : [2, 1, 0]).map(
              (at) =>
                [
                  { account: { kind: 'bank_ringfenced' as const }, amount: eur(3 * (n + 1)) },
                  {
                    account: { kind: 'unapplied_cash' as const, partyId: id(parties[n % 5] ?? '') },
                    amount: eur(-(n + 1)),
                  },
                  {
                    account: {
                      kind: 'unapplied_cash' as const,
                      partyId: id(parties[(n + 1) % 5] ?? ''),
                    },
                    amount: eur(-2 * (n + 1)),
                  },
                ][at] ?? { account: { kind: 'suspense' as const }, amount: eur(0) },
            ),
          }),
        ),
      ),
    );
    expect((await balanceOf('bank_ringfenced')) - before).toBe(3n * 5050n);
    const drift = await db.query(
      `select a.kind from ledger_account a where a.balance_minor <> (select coalesce(sum(amount_minor), 0) from ledger_entry e where e.account_id = a.id)`,
    );
    expect(drift).toEqual([]);
    const proof = await read(ctx(), (tx) => ringFenceProof(tx, 'EUR'));
    expect(proof).toMatchObject({ holds: true, differenceMinor: 0n, driftingAccounts: 0 });
  });

  it('posts a batch with the balance after each entry in order', async () => {
    await write(ctx(), (tx) =>
      postAll(
        tx,
        [1, 2, 3].map((n) => ({
          ...receipt(`batch:${n}`, n),
          entries: [
            { account: { kind: 'bank_charges' as const }, amount: eur(n) },
            { account: { kind: 'suspense' as const }, amount: eur(-n) },
          ],
        })),
      ),
    );
    const [charges] = await read(ctx(), (tx) => balances(tx, { kind: 'bank_charges' }));
    const { lines } = await read(ctx(), (tx) =>
      accountStatement(tx, { accountId: charges?.accountId ?? '' }),
    );
    expect(lines.map((line) => [line.amountMinor, line.balanceAfterMinor])).toEqual([
      [3n, 6n],
      [2n, 3n],
      [1n, 1n],
    ]);
  });

  it('pages an account’s statement by key without losing or repeating an entry', async () => {
    const [bank] = await read(ctx(), (tx) => balances(tx, { kind: 'bank_ringfenced' }));
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const found = await read(ctx(), (tx) =>
        accountStatement(tx, { accountId: bank?.accountId ?? '', after, limit: 7 }),
      );
      seen.push(...found.lines.map((line) => line.entryId));
      after = found.next;
    } while (after);
    const [all] = await db.query<{ n: number }>(
      'select count(*)::int as n from ledger_entry where account_id = ?',
      [bank?.accountId],
    );
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(all?.n ?? -1);
  });

  it('sums to zero over all kinds of account', async () => {
    const lines = await read(ctx(), (tx) => trialBalance(tx, { currency: 'EUR' }));
    expect(lines.reduce((sum, line) => sum + line.balanceMinor, 0n)).toBe(0n);
    expect(await read(ctx(), (tx) => trialBalance(tx, { on: on.subtract({ days: 1 }) }))).toEqual(
      [],
    );
  });
});
