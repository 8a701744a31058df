import { beforeAll, beforeEach, expect, it } from 'vitest';
import { jobs, schedule } from '../../src/app.tsx';
import { Decimal } from '../../src/base/index.ts';
import {
  changeBasket,
  openVisit,
  ownBasket,
  returnBasket,
  startVisit,
  visitOf,
} from '../../src/domain/purchasing/index.ts';
import { basketOfVisit } from '../../src/domain/purchasing/queries.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { visitOfAna } from '../support/visits.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const system = () => systemContext(db.services(), 'clock');
const expire = () => jobs['purchasing.expire_visits']?.(system(), {});

const start = async (buyerCookie: string) => startVisit(system(), visitOfAna({ buyerCookie }));
const open = async (buyerCookie: string) => {
  const { startToken, sessionId } = await start(buyerCookie);
  const token = await openVisit(system(), startToken);
  const visit = await visitOf(db.services(), { token, requestId: 'test' });
  return { ...visit, token, sessionId };
};
const states = () =>
  db.query<{ visit: string; basket: string | null; ended: string | null }>(
    `select s.buyer_cookie || ' ' || s.state as visit, b.state as basket,
        to_char(s.ended_at at time zone 'UTC', 'HH24:MI') as ended
       from punch_out_session s left join basket b on b.id = s.basket_id order by s.created_at, s.buyer_cookie`,
  );
beforeEach(async () => {
  await db.query('delete from punch_out_session where state <> ?', ['returned']);
});

it('runs every ten minutes', () => {
  expect(schedule).toContainEqual({ at: '*/10 * * * *', job: 'purchasing.expire_visits' });
});

it('ends start addresses after ten minutes and idle visits after eight hours, with their baskets, and nobody else’s', async () => {
  db.clock.set('2026-03-02T09:00:00Z');
  await start('unopened');
  const idle = await open('idle');
  await changeBasket(idle.ctx, {
    basketId: basketOfVisit(idle.session),
    offerId: id('offer-pen'),
    quantity: Decimal.of(20n),
    mode: 'add',
  });
  const own = await ownBasket(idle.ctx);
  db.clock.set('2026-03-02T09:09:59Z');
  await expire();
  expect(await states()).toEqual([
    { visit: 'idle active', basket: 'open', ended: null },
    { visit: 'unopened created', basket: null, ended: null },
  ]);
  db.clock.set('2026-03-02T09:10:00Z');
  await expire();
  expect((await states())[1]).toEqual({
    visit: 'unopened expired',
    basket: null,
    ended: '09:10',
  });
  db.clock.set('2026-03-02T17:00:00Z');
  await expire();
  expect((await states())[0]).toEqual({
    visit: 'idle expired',
    basket: 'cancelled',
    ended: '17:00',
  });
  const [desk] = await db.query(`select state from basket where id = ?`, [own]);
  expect(desk).toEqual({ state: 'open' });
});

it('ends a visit that went on for a day, however busy, and tells the person that it was long', async () => {
  db.clock.set('2026-03-03T09:00:00Z');
  const busy = await open('busy');
  for (const hour of ['16', '23'])
    await visitOf(db.services(), {
      token: (db.clock.set(`2026-03-03T${hour}:00:00Z`), busy.token),
      requestId: 'test',
    });
  db.clock.set('2026-03-04T06:00:00Z');
  await visitOf(db.services(), { token: busy.token, requestId: 'test' });
  db.clock.set('2026-03-04T08:59:59Z');
  await expire();
  expect((await states()).map(({ visit }) => visit)).toContain('busy active');
  db.clock.set('2026-03-04T09:00:00Z');
  await expire();
  expect((await states()).map(({ visit }) => visit)).toContain('busy expired');
});

it('changes nothing the second time, and two at once end each visit once', async () => {
  db.clock.set('2026-03-05T09:00:00Z');
  for (const name of ['one', 'two']) await open(name);
  await start('three');
  db.clock.set('2026-03-05T17:00:00Z');
  await Promise.all([expire(), expire(), expire()]);
  db.clock.set('2026-03-05T18:00:00Z');
  await expire();
  const found = await states();
  expect(found.filter(({ visit }) => /one|two|three/.test(visit))).toEqual([
    { visit: 'one expired', basket: 'cancelled', ended: '17:00' },
    { visit: 'three expired', basket: null, ended: '17:00' },
    { visit: 'two expired', basket: 'cancelled', ended: '17:00' },
  ]);
  const counted = await db.query(
    `select count(*)::int as audits, (select count(*)::int from outbox_event e join punch_out_session s
        on e.payload->>'sessionId' = s.id::text where s.created_at = '2026-03-05T09:00:00Z') as events
       from audit_record a join punch_out_session s on a.subject = 'punch_out_session:' || s.id
      where a.action = 'visit.expired' and a.actor = 'clock' and s.created_at = '2026-03-05T09:00:00Z'`,
  );
  expect(counted).toEqual([{ audits: 3, events: 3 }]);
});

it('leaves a basket that went back as it is', async () => {
  db.clock.set('2026-03-06T09:00:00Z');
  const { ctx, session, sessionId } = await open('back');
  await changeBasket(ctx, {
    basketId: basketOfVisit(session),
    offerId: id('offer-pen'),
    quantity: Decimal.of(20n),
    mode: 'add',
  });
  await returnBasket(ctx, { sessionId });
  db.clock.set('2026-03-08T09:00:00Z');
  await expire();
  expect((await states()).filter(({ visit }) => visit.startsWith('back'))).toEqual([
    { visit: 'back returned', basket: 'returned', ended: '09:00' },
  ]);
});

it('works off a backlog of more than one lot', async () => {
  db.clock.set('2026-03-09T09:00:00Z');
  await start('first');
  await db.query(
    `with first as (select * from punch_out_session where buyer_cookie = 'first'),
       made as (insert into basket (id, buyer_id, user_id, state, currency, visit, restored_lines, created_at, version)
         select uuidv7(), buyer_id, user_id, 'open', 'EUR', true, 0, created_at, 1 from first, generate_series(1, 450)
         returning id)
     insert into punch_out_session (id, connection_id, buyer_id, user_id, basket_id, operation, protocol, buyer_cookie,
         setup_payload_id, parties, locale, deployment_mode, start_token_hash, start_expires_at, state, created_at)
       select uuidv7(), connection_id, buyer_id, user_id, made.id, operation, protocol, 'many', setup_payload_id, parties,
         locale, deployment_mode, made.id::text, start_expires_at, state, first.created_at from first, made`,
  );
  db.clock.set('2026-03-09T10:00:00Z');
  await expire();
  const [count] = await db.query(
    `select count(*)::int as visits from punch_out_session s join basket b on b.id = s.basket_id
      where s.buyer_cookie = 'many' and s.state = 'expired' and b.state = 'cancelled'`,
  );
  expect(count).toEqual({ visits: 450 });
});
