import { MikroORM } from '@mikro-orm/postgresql';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { jobs } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import { leaveVisit } from '../../src/domain/purchasing/commands/leave.ts';
import {
  changeBasket,
  openVisit,
  returnBasket,
  startVisit,
  type VisitStart,
  visitOf,
} from '../../src/domain/purchasing/index.ts';
import { basketOfVisit } from '../../src/domain/purchasing/queries.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { visitOfAna } from '../support/visits.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z' });
beforeAll(() => smallWorld(db.services()));
const system = () => systemContext(db.services(), 'test');

const start = (over: Partial<VisitStart> = {}) => startVisit(system(), visitOfAna(over));
const open = (startToken: string) => openVisit(system(), startToken);
const look = (token: string) => visitOf(db.services(), { token, requestId: 'test' });
const baskets = () =>
  db.query<{ id: string; state: string; person: string; facts: string }>(
    `select b.id, b.state, u.name as person, b.currency || ' ' || b.visit || ' ' || o.id as facts
       from basket b join user_account u on u.id = b.user_id join organisation o on o.id = b.buyer_id order by b.id`,
  );
const kept = async (sessionId: string) =>
  (
    await db.query<{ state: string; basket_id: string | null }>(
      `select state, basket_id from punch_out_session where id = ?`,
      [sessionId],
    )
  )[0];

const AT_ONCE = 8;
const BARE = { entities: [], discovery: { warnWhenNoEntities: false } };
const waiting = async () =>
  (
    await db.query(
      `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).length;

/** A line of a cart that went back, as its suite sends it again. */
async function returnedLine(): Promise<VisitStart['items'][number]> {
  const { startToken, sessionId } = await start();
  const { ctx, session } = await look(await open(startToken));
  await changeBasket(ctx, {
    basketId: basketOfVisit(session),
    offerId: id('offer-pen'),
    quantity: Decimal.of(20n),
    mode: 'add',
  });
  await returnBasket(ctx, { sessionId });
  const [line] = await db.query<{ sku: string; auxiliary_id: string }>(
    `select l.sku, l.auxiliary_id from requisition_line l join requisition r on r.id = l.requisition_id
      where r.session_id = ?`,
    [sessionId],
  );
  return {
    auxiliaryId: line?.auxiliary_id,
    sku: line?.sku ?? '',
    quantity: Decimal.of(40n),
    description: undefined,
  };
}

beforeEach(async () => {
  for (const table of [
    'requisition_line',
    'requisition',
    'punch_out_session',
    'basket_line',
    'basket',
  ])
    await db.query(`delete from ${table}`);
});

describe('a visit that a suite only sets up', () => {
  it('costs no basket, also where an OCI call-up only shows a product', async () => {
    const { sessionId } = await start();
    const shown = await start({
      connectionId: id('acme-oci'),
      protocol: 'oci',
      operation: 'inspect',
    });
    expect(await baskets()).toEqual([]);
    expect(await kept(sessionId)).toEqual({ state: 'created', basket_id: null });
    await open(shown.startToken);
    expect(await baskets()).toHaveLength(1);
  });

  it('expires without one', async () => {
    const { sessionId, startToken } = await start();
    db.clock.advance({ minutes: 10 });
    await jobs['purchasing.expire_visits']?.(system(), {});
    expect(await kept(sessionId)).toEqual({ state: 'expired', basket_id: null });
    await expect(open(startToken)).rejects.toMatchObject({ code: 'purchasing.session_unknown' });
    expect(await baskets()).toEqual([]);
  });

  it('can be left, and gets none when its address is opened after that', async () => {
    const { sessionId, startToken } = await start();
    await leaveVisit(system(), startToken);
    expect(await kept(sessionId)).toEqual({ state: 'cancelled', basket_id: null });
    const token = await open(startToken);
    await expect(look(token)).rejects.toMatchObject({ code: 'purchasing.session_unknown' });
    expect(await baskets()).toEqual([]);
  });

  it('has no basket to read: it is refused like a visit that is not there', () => {
    expect(() => basketOfVisit({ basketId: null })).toThrow(
      expect.objectContaining({ code: 'purchasing.session_unknown' }),
    );
  });
});

describe('the opening of a visit', () => {
  it('makes its basket, and a reload within the grace no second', async () => {
    const { sessionId, startToken } = await start();
    const token = await open(startToken);
    const made = await baskets();
    expect(made).toEqual([
      { id: expect.any(String), state: 'open', person: 'Ana', facts: `EUR true ${id('acme')}` },
    ]);
    expect(await kept(sessionId)).toEqual({ state: 'active', basket_id: made[0]?.id });
    db.clock.advance({ seconds: 59 });
    expect(await open(startToken)).toBe(token);
    expect(await baskets()).toEqual(made);
    expect((await look(token)).session.basketId).toBe(made[0]?.id);
  });

  it('makes one basket when many browsers ask at once', async () => {
    const { sessionId, startToken } = await start();
    const hand = (await MikroORM.init({ ...BARE, clientUrl: db.adminUrl() })).em.fork();
    await hand.begin();
    // The visit's row is held until all of them have come to it.
    await hand.execute('select id from punch_out_session where id = ? for update', [sessionId]);
    const asking = Promise.all(Array.from({ length: AT_ONCE }, () => open(startToken)));
    await expect.poll(waiting, { timeout: 30_000, interval: 5 }).toBe(AT_ONCE);
    await hand.rollback();
    await hand.getConnection().close(true);
    expect(new Set(await asking).size).toBe(1);
    const made = await baskets();
    expect(made).toHaveLength(1);
    expect(await kept(sessionId)).toEqual({ state: 'active', basket_id: made[0]?.id });
  });
});

describe('a setup that brings lines', () => {
  it.each(['edit', 'inspect'] as const)(
    'has its basket with them at once: %s',
    async (operation) => {
      const items = [await returnedLine()];
      const { sessionId, startToken } = await start({ operation, items });
      const before = await kept(sessionId);
      const lines = await db.query(
        `select l.quantity::float as quantity, b.state, b.visit, b.restored_lines from basket_line l
        join basket b on b.id = l.basket_id where b.id = ?`,
        [before?.basket_id],
      );
      expect(lines).toEqual([{ quantity: 40, state: 'open', visit: true, restored_lines: 1 }]);
      const made = await baskets();
      await open(startToken);
      expect(await kept(sessionId)).toEqual({ state: 'active', basket_id: before?.basket_id });
      expect(await baskets()).toEqual(made);
    },
  );

  it('leaves neither visit nor basket when it is refused', async () => {
    await expect(start({ operation: 'edit' })).rejects.toMatchObject({
      code: 'purchasing.cart_unknown',
    });
    expect(await baskets()).toEqual([]);
    expect(await db.query('select 1 from punch_out_session')).toEqual([]);
  });
});

it('a visit over the connection of another organisation cannot be kept', async () => {
  await expect(start({ connectionId: id('seller-b-cxml') })).rejects.toMatchObject({
    constraint: 'punch_out_session_connection_id_buyer_id_foreign',
  });
});
