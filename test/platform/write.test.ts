import { describe, expect, it } from 'vitest';
import { Problem } from '../../src/base/index.ts';
import {
  actingFor,
  audit,
  emit,
  enqueue,
  nextNumber,
  privileged,
  read,
  systemContext,
  write,
  writeOnce,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();
const BUYER = '0190f000-0000-7000-8000-00000000000a';
const OTHER = '0190f000-0000-7000-8000-00000000000b';
const party = (id: string) =>
  actingFor(systemContext(db.services(), 'test'), {
    organisationId: id,
    kind: 'buyer',
    name: 'Ana',
    permissions: new Set(),
  });

describe('write', () => {
  it('gives the stored result for the same key and input, and refuses another input', async () => {
    const ctx = party(BUYER);
    let runs = 0;
    const once = (amount: number) =>
      writeOnce(ctx, { key: 'pay-1', input: { amount } }, async () => {
        runs += 1;
        return { done: amount };
      });
    expect(await once(5)).toEqual({ done: 5 });
    expect(await once(5)).toEqual({ done: 5 });
    await expect(once(6)).rejects.toThrow(Problem);
    expect(runs).toBe(1);
  });

  it('lets two calls at once have one effect', async () => {
    const ctx = party(BUYER);
    let runs = 0;
    const results = await Promise.all(
      Array.from({ length: 16 }, () =>
        writeOnce(ctx, { key: 'pay-2', input: 1 }, async (tx) => {
          runs += 1;
          return Number(await nextNumber(tx, 'race'));
        }),
      ),
    );
    expect(new Set(results)).toEqual(new Set([1]));
    expect(runs).toBe(1);
  });

  it('keeps a number series without a gap when a transaction is given up', async () => {
    const ctx = party(BUYER);
    const take = () => write(ctx, (tx) => nextNumber(tx, 'INV'));
    expect(await take()).toBe(1n);
    await expect(
      write(ctx, async (tx) => {
        await nextNumber(tx, 'INV');
        throw new Problem('internal');
      }),
    ).rejects.toThrow('internal');
    expect(await take()).toBe(2n);
  });

  it('commits a job, an event and an audit row only with their cause', async () => {
    const ctx = party(BUYER);
    await expect(
      write(ctx, async (tx) => {
        await enqueue(tx, 'test.job', { n: 1 });
        await emit(tx, 'test.happened', {});
        await audit(tx, { action: 'test', subject: 'x:1' });
        throw new Problem('internal');
      }),
    ).rejects.toThrow('internal');
    await write(ctx, async (tx) => {
      await enqueue(tx, 'test.job', { n: 2 });
      await audit(tx, { action: 'test', subject: 'x:2' });
    });
    const seen: unknown[] = [];
    await db.runJobs({
      'test.job': async (_, payload) => {
        seen.push(payload.n);
      },
    });
    expect(seen).toEqual([2]);
    expect(await db.query('select subject from audit_record')).toEqual([{ subject: 'x:2' }]);
    expect(await db.query('select * from outbox_event')).toEqual([]);
  });

  it('shows a party its own audit rows only, and lets nobody change them', async () => {
    const mine = await read(party(BUYER), (tx) =>
      tx.em.execute('select subject from audit_record'),
    );
    const theirs = await read(party(OTHER), (tx) =>
      tx.em.execute('select subject from audit_record'),
    );
    expect(mine).toHaveLength(1);
    expect(theirs).toEqual([]);
    await expect(
      write(systemContext(db.services(), 'test'), (tx) =>
        tx.em.execute(`update audit_record set actor = 'nobody'`),
      ),
    ).rejects.toThrow('permission denied');
  });

  it('returns to the party’s sight after a privileged step', async () => {
    const found = await write(party(OTHER), async (tx) => {
      const inside = await privileged(tx, ({ em }) =>
        em.execute('select subject from audit_record'),
      );
      const after = await tx.em.execute('select subject from audit_record');
      return { inside: inside.length, after: after.length };
    });
    expect(found).toEqual({ inside: 1, after: 0 });
  });

  it('shows nothing to a query that carries no role', async () => {
    await expect(db.services().orm.em.fork().execute('select 1 from audit_record')).rejects.toThrow(
      'permission denied',
    );
  });
});
