import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CoverProvider,
  creditAccount,
  creditJobs,
  invoiceExposure,
  recordCover,
  recordIncident,
  recordInvoiceIssued,
  recordInvoicePaid,
  recordOrderPlaced,
  releaseHold,
  reopenExposure,
  setCreditLimit,
  settleExposure,
} from '../../src/domain/credit/index.ts';
import { actingFor, contextFor, enqueue, permissionsOf, read } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { creditStory } from './credit-story.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const { system, inTx, eur, day, account, hold, invoice, decide } = creditStory(db);

describe('from invoice to payment', () => {
  it('turns held into open delivery by delivery, once for each invoice', async () => {
    await hold('purchase_order:1', 1_000n);
    await inTx((tx) => invoiceExposure(tx, invoice('INV-1', 400n)));
    await inTx((tx) => invoiceExposure(tx, invoice('INV-1', 400n)));
    expect(await account()).toEqual({ held: 600n, open: 400n });
    await inTx((tx) => invoiceExposure(tx, invoice('INV-2', 601n)));
    expect(await account()).toEqual({ held: 0n, open: 1_001n });
    await expect(inTx((tx) => invoiceExposure(tx, invoice('INV-2', 602n)))).rejects.toThrow(
      'credit.item_conflict',
    );
  });

  it('lowers open with part payments and raises it when one is taken back', async () => {
    const pay = {
      buyerId: id('acme'),
      invoiceId: id('INV-1'),
      amount: eur(300n),
      paidOn: day('2026-04-11'),
    };
    await inTx((tx) => settleExposure(tx, pay));
    expect(await account()).toEqual({ held: 0n, open: 701n });
    await inTx((tx) => reopenExposure(tx, pay));
    expect(await account()).toEqual({ held: 0n, open: 1_001n });
    await inTx((tx) => settleExposure(tx, { ...pay, amount: eur(999n) }));
    expect(await account()).toEqual({ held: 0n, open: 601n });
    expect(
      await db.query(
        'select open_minor::int as open, paid_minor::int as paid, late_weighted::int as late from credit_open_item where id = ?',
        [id('INV-1')],
      ),
    ).toEqual([{ open: 0, paid: 400, late: 4_000 }]);
  });

  it('keeps money that came before the goods out of the exposure', async () => {
    await inTx((tx) => recordInvoiceIssued(tx, invoice('PRE-1', 5_000n, 'purchase_order:pre')));
    expect(await account()).toEqual({ held: 0n, open: 601n });
    await inTx((tx) =>
      recordInvoicePaid(tx, {
        buyerId: id('acme'),
        invoiceId: id('PRE-1'),
        amount: eur(5_000n),
        paidOn: day('2026-03-02'),
      }),
    );
    expect(await account()).toEqual({ held: 0n, open: 601n });
  });
});

describe('deciding terms', () => {
  it('gives a first order that is fully insured short terms', async () => {
    expect(await decide('petit', 400_000n)).toMatchObject({
      outcome: 'short',
      paymentDays: 30,
      score: 69,
      blind: false,
    });
  });

  it('asks payment in advance for a first order beyond the cover, and says what cover is missing', async () => {
    const answer = await decide('petit', 4_100_000n);
    expect(answer).toMatchObject({ outcome: 'prepay', paymentDays: 0 });
    expect(answer.counterfactuals.map((one) => one.code)).toContain('more_cover');
  });

  it('reads history, overdue invoices and earlier orders from what it was told', async () => {
    await inTx((tx) => recordOrderPlaced(tx, { buyerId: id('acme'), amount: eur(5_000n) }));
    db.clock.set('2026-04-05T09:00:00Z');
    const answer = await decide('acme', 5_000n);
    const byCode = new Map(answer.reasons.map((one) => [one.code, one]));
    expect(byCode.get('score.paid_orders')).toMatchObject({ points: 3, en: '1 order paid' });
    // 400 cents 10 days late and 5,000 on time: 0.7 days.
    expect(byCode.get('score.lateness')).toMatchObject({
      points: 24,
      en: '0.7 days late on average over 12 months, by amount',
    });
    expect(byCode.get('score.overdue')).toMatchObject({
      en: '€6.01 overdue, the oldest by 4 days',
    });
    expect(byCode.get('score.order_size')).toMatchObject({ points: 5 });
    db.clock.set('2026-05-05T09:00:00Z');
    const later = await decide('acme', 5_000n);
    expect(later.reasons[0]).toMatchObject({ code: 'gate.overdue' });
    expect(later.outcome).toBe('prepay');
    await inTx((tx) =>
      settleExposure(tx, {
        buyerId: id('acme'),
        invoiceId: id('INV-2'),
        amount: eur(601n),
        paidOn: day('2026-05-05'),
      }),
    );
    expect(await account()).toEqual({ held: 0n, open: 0n });
  });

  it('keeps the last six orders only', async () => {
    for (let at = 1; at <= 8; at += 1)
      await inTx((tx) => recordOrderPlaced(tx, { buyerId: id('acme'), amount: eur(BigInt(at)) }));
    expect(await db.query('select orders_placed, recent_orders from payment_behaviour')).toEqual([
      { orders_placed: 9, recent_orders: ['8', '7', '6', '5', '4', '3'] },
    ]);
  });

  it('does not count an order’s own hold against it', async () => {
    await inTx((tx) =>
      recordCover(tx, {
        buyerId: id('petit'),
        currency: 'EUR',
        coverMinor: 4_000_000n,
        coverBp: 9000,
        grade: 3,
        asOf: tx.now(),
      }),
    );
    await hold('requisition:own', 4_000_000n, 'petit');
    expect((await decide('petit', 4_000_000n, ['seller-a'], 'requisition:own')).outcome).toBe(
      'short',
    );
    expect((await decide('petit', 4_000_000n, ['seller-a'], 'requisition:other')).outcome).toBe(
      'prepay',
    );
    await inTx((tx) => releaseHold(tx, 'requisition:own'));
  });

  it('stops terms after an incident, and altogether when a manager says so', async () => {
    await inTx((tx) =>
      recordIncident(tx, {
        buyerId: id('petit'),
        currency: 'EUR',
        kind: 'bank_reject',
        on: day('2026-05-01'),
      }),
    );
    expect((await decide('petit', 10_000n)).outcome).toBe('prepay');
    const manager = contextFor(db.services(), {
      actor: {
        name: 'Kim',
        userId: undefined,
        organisationId: id('comptoir'),
        organisationKind: 'operator',
        scope: 'operator',
        permissions: permissionsOf(['credit_manager']),
      },
    });
    await setCreditLimit(manager, {
      buyerId: id('petit'),
      limit: eur(1_000n),
      terms: 'stopped',
      reason: 'court file',
    });
    expect(await decide('petit', 10_000n)).toMatchObject({ outcome: 'refused' });
    await expect(hold('requisition:x', 1n, 'petit')).rejects.toThrow('credit.blocked');
    expect(
      await db.query(
        `select actor, detail->>'reason' as reason from audit_record where action = 'credit.limit_set'`,
      ),
    ).toEqual([{ actor: 'Kim', reason: 'court file' }]);
    const clerk = actingFor(system(), {
      organisationId: id('petit'),
      kind: 'buyer',
      name: 'Ana',
      permissions: permissionsOf(['buyer_admin']),
    });
    await expect(
      setCreditLimit(clerk, { buyerId: id('petit'), limit: eur(9n), terms: 'open', reason: 'me' }),
    ).rejects.toThrow('access.denied');
  });

  it('shows a buyer its own decisions and nothing of another’s', async () => {
    const buyer = (key: string) =>
      actingFor(system(), {
        organisationId: id(key),
        kind: 'buyer',
        name: key,
        permissions: new Set(),
      });
    const seen = (key: string) =>
      read(buyer(key), (tx) =>
        tx.em.execute<{ buyer_id: string }[]>('select distinct buyer_id from terms_decision'),
      );
    expect(await seen('acme')).toEqual([{ buyer_id: id('acme') }]);
    const seller = actingFor(system(), {
      organisationId: id('seller-a'),
      kind: 'seller',
      name: 'a',
      permissions: new Set(),
    });
    expect(await read(seller, (tx) => tx.em.execute('select id from credit_open_item'))).toEqual(
      [],
    );
  });
});

describe('an insurer that is silent', () => {
  it('is asked again, and the decision is taken again when it answers', async () => {
    await inTx((tx) =>
      recordCover(tx, {
        buyerId: id('acme'),
        currency: 'EUR',
        coverMinor: 4_000_000n,
        coverBp: 9000,
        grade: 3,
        asOf: tx.now(),
      }),
    );
    db.clock.advance({ hours: 24 * 40 });
    const blind = await decide('acme', 2_500_000n, ['seller-b'], 'requisition:blind');
    expect(blind).toMatchObject({ outcome: 'prepay', blind: true });
    const asked: string[] = [];
    let answers = false;
    const insurer: CoverProvider = async (ctx, question) => {
      asked.push(question.registrationNumber ?? '');
      if (!answers) throw new Error('503');
      return { coverMinor: 3_000_000n, coverBp: 9000, grade: 2, asOf: ctx.now() };
    };
    const run = async () => {
      await inTx((tx) => enqueue(tx, 'credit.redecideBlind', {}));
      await db.runJobs(creditJobs(insurer));
    };
    await run();
    expect(await db.query(`select 1 from outbox_event where name = 'terms.redecided'`)).toEqual([]);
    answers = true;
    await run();
    await run();
    expect(asked).toEqual(['552100554', '552100554']);
    // 8 + 24 (4.07 days late) + 15 + 20 + 10 + 0 (a large order) = 77.
    const events = await db.query<{ payload: Record<string, string> }>(
      `select payload from outbox_event where name = 'terms.redecided'`,
    );
    expect(events.map((event) => event.payload)).toMatchObject([
      { subject: 'requisition:blind', before: 'prepay', outcome: 'full', change: 'better' },
    ]);
  });

  it('never overwrites a newer answer with an older one', async () => {
    const now = system().now();
    await recordCover(system(), {
      buyerId: id('acme'),
      currency: 'EUR',
      coverMinor: 9n,
      coverBp: 9000,
      grade: 2,
      asOf: now.subtract({ hours: 1 }),
    });
    expect((await read(system(), (tx) => creditAccount(tx, id('acme'))))?.coverMinor).toBe(
      3_000_000n,
    );
    await recordCover(system(), {
      buyerId: id('acme'),
      currency: 'EUR',
      coverMinor: 0n,
      coverBp: 0,
      grade: 8,
      asOf: now,
    });
    expect((await read(system(), (tx) => creditAccount(tx, id('acme'))))?.coverMinor).toBe(0n);
  });
});
