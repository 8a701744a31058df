import { beforeAll, describe, expect, it } from 'vitest';
import {
  creditJobs,
  holdExposure,
  moveHold,
  reduceHold,
  releaseHold,
} from '../../src/domain/credit/index.ts';
import { enqueue } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { creditStory } from './credit-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const { inTx, eur, account, hold } = creditStory(db);

describe('holding exposure', () => {
  it('takes room once for a subject, and again only for the same amount', async () => {
    await hold('requisition:1', 1_000n);
    await hold('requisition:1', 1_000n);
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
    await expect(hold('requisition:1', 2_000n)).rejects.toThrow('credit.hold_conflict');
  });

  it('refuses what passes the limit by a cent, and says what is left', async () => {
    await expect(hold('requisition:2', 4_999_001n)).rejects.toMatchObject({
      code: 'credit.limit_exceeded',
      params: { limit: '€50,000.00', asked: '€49,990.01', available: '€49,990.00' },
    });
    await hold('requisition:2', 4_999_000n);
    await inTx((tx) => releaseHold(tx, 'requisition:2'));
    await inTx((tx) => releaseHold(tx, 'requisition:2'));
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
  });

  it('lets a caller go on after a refusal, with nothing held', async () => {
    await inTx(async (tx) => {
      await expect(
        holdExposure(tx, {
          buyerId: id('acme'),
          subject: 'requisition:3',
          amount: eur(99_999_999n),
        }),
      ).rejects.toThrow('credit.limit_exceeded');
    });
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
  });

  it('holds nothing for goods at no charge, and moves nothing to their order', async () => {
    const before = await account();
    await hold('requisition:free', 0n);
    await inTx((tx) =>
      moveHold(tx, { from: 'requisition:free', to: 'purchase_order:free', amount: eur(0n) }),
    );
    expect(await account()).toEqual(before);
    expect(await db.query(`select subject from exposure_hold where subject like '%:free'`)).toEqual(
      [],
    );
  });

  it('moves a request’s hold to its order at the order’s amount', async () => {
    await inTx((tx) =>
      moveHold(tx, { from: 'requisition:1', to: 'purchase_order:1', amount: eur(1_200n) }),
    );
    expect(await account()).toEqual({ held: 1_200n, open: 0n });
    expect(
      await db.query(
        'select subject, state from exposure_hold where subject in (?, ?) order by 1',
        ['purchase_order:1', 'requisition:1'],
      ),
    ).toEqual([
      { subject: 'purchase_order:1', state: 'held' },
      { subject: 'requisition:1', state: 'consumed' },
    ]);
  });

  it('gives back the part that a seller refused, never below zero', async () => {
    await inTx((tx) => reduceHold(tx, { subject: 'purchase_order:1', amount: eur(200n) }));
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
    await inTx((tx) => reduceHold(tx, { subject: 'purchase_order:none', amount: eur(200n) }));
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
  });

  it('never lets sixteen orders at once pass the limit together', async () => {
    // 50,000 € of room for orders of 6,000 €: eight fit, whatever the order of arrival.
    const tries = await Promise.allSettled(
      Array.from({ length: 16 }, (_, at) => hold(`race:${at}`, 600_000n, 'petit')),
    );
    expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(8);
    for (const one of tries)
      if (one.status === 'rejected')
        expect(one.reason).toMatchObject({ code: 'credit.limit_exceeded' });
    expect(await account('petit')).toEqual({ held: 4_800_000n, open: 0n });
    expect(
      await db.query(
        'select sum(remaining_minor)::text as held from exposure_hold where buyer_id = ?',
        [id('petit')],
      ),
    ).toEqual([{ held: '4800000' }]);
    for (let at = 0; at < 16; at += 1) await inTx((tx) => releaseHold(tx, `race:${at}`));
    expect(await account('petit')).toEqual({ held: 0n, open: 0n });
  });

  it('counts sixteen calls for one subject once', async () => {
    await Promise.all(Array.from({ length: 16 }, () => hold('same:1', 500n, 'petit')));
    expect(await account('petit')).toEqual({ held: 500n, open: 0n });
    await inTx((tx) => releaseHold(tx, 'same:1'));
  });

  it('releases holds whose time has come, and tells of it', async () => {
    await inTx((tx) =>
      holdExposure(tx, {
        buyerId: id('acme'),
        subject: 'requisition:ttl',
        amount: eur(700n),
        expiresAt: tx.now().add({ hours: 1 }),
      }),
    );
    const jobs = creditJobs(async () => undefined);
    const expire = () => inTx((tx) => enqueue(tx, 'credit.expireHolds', {}));
    await expire();
    await db.runJobs(jobs);
    expect(await account()).toEqual({ held: 1_700n, open: 0n });
    db.clock.advance({ hours: 1 });
    await expire();
    await db.runJobs(jobs);
    expect(await account()).toEqual({ held: 1_000n, open: 0n });
    expect(
      await db.query(
        `select payload->>'subject' as subject from outbox_event where name = 'exposure_hold.expired'`,
      ),
    ).toEqual([{ subject: 'requisition:ttl' }]);
    await hold('requisition:ttl', 700n);
    await inTx((tx) => releaseHold(tx, 'requisition:ttl'));
  });
});
