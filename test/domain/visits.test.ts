import { beforeAll, describe, expect, it } from 'vitest';
import {
  openVisit,
  startVisit,
  type VisitStart,
  visitOf,
} from '../../src/domain/purchasing/index.ts';
import { shelfOf } from '../../src/domain/purchasing/selected.ts';
import { systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { visitOfAna } from '../support/visits.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const start = (over: Partial<VisitStart> = {}) =>
  startVisit(systemContext(db.services(), 'test'), visitOfAna(over));
const open = (startToken: string) => openVisit(systemContext(db.services(), 'test'), startToken);
const look = (token: string) => visitOf(db.services(), { token, requestId: 'test' });
const over = { code: 'purchasing.session_unknown' };

describe('a start token', () => {
  it('has at least 128 bits, differs each time, and only keyed hashes are kept', async () => {
    const one = await start();
    const other = await start();
    expect(Buffer.from(one.startToken, 'base64url').byteLength).toBeGreaterThanOrEqual(16);
    expect(one.startToken).not.toBe(other.startToken);
    const session = await open(one.startToken);
    expect(Buffer.from(session, 'base64url').byteLength).toBeGreaterThanOrEqual(16);
    const [row] = await db.query<{ all: string }>(
      `select to_jsonb(s)::text as all from punch_out_session s where id = ?`,
      [one.sessionId],
    );
    expect(row?.all).not.toContain(one.startToken);
    expect(row?.all).not.toContain(session);
  });

  it('opens one visit, and again for a reload within 60 seconds', async () => {
    const { startToken } = await start();
    const token = await open(startToken);
    db.clock.advance({ seconds: 59 });
    expect(await open(startToken)).toBe(token);
    db.clock.advance({ seconds: 1 });
    await expect(open(startToken)).rejects.toMatchObject({ code: 'purchasing.session_used' });
  });

  it('holds for ten minutes', async () => {
    const [early, late] = [await start(), await start()];
    db.clock.advance({ minutes: 9, seconds: 59 });
    await open(early.startToken);
    db.clock.advance({ seconds: 1 });
    await expect(open(late.startToken)).rejects.toMatchObject(over);
  });

  it('is no session token, nor the other way round', async () => {
    const { startToken } = await start();
    const token = await open(startToken);
    await expect(look(startToken)).rejects.toMatchObject(over);
    await expect(open(token)).rejects.toMatchObject(over);
  });
});

describe('a shopping session', () => {
  it('ends after eight idle hours; use extends it, up to a day', async () => {
    const token = await open((await start()).startToken);
    for (const hour of [7, 14, 21]) {
      db.clock.advance({ hours: 7 });
      expect([hour, (await look(token)).session.state]).toEqual([hour, 'active']);
    }
    db.clock.advance({ hours: 3 });
    await expect(look(token)).rejects.toMatchObject(over);
    const idle = await open((await start()).startToken);
    db.clock.advance({ hours: 8 });
    await expect(look(idle)).rejects.toMatchObject(over);
  });

  it('is bound to its partner, person, operation and basket', async () => {
    const ana = await open((await start()).startToken);
    const bea = await open(
      (await start({ user: { email: 'bea@acme.test', name: 'Bea' } })).startToken,
    );
    const [one, other] = [await look(ana), await look(bea)];
    expect([one.session.connectionId, one.session.operation]).toEqual([id('acme-cxml'), 'create']);
    expect([one.ctx.actor.name, other.ctx.actor.name]).toEqual(['Ana', 'Bea']);
    expect(one.session.basketId).not.toBe(other.session.basketId);
    expect(one.ctx.actor.organisationId).toBe(id('acme'));
  });
});

describe('a place that a SelectedItem names', () => {
  it.each([
    ['44', '44'],
    ['44121704', '44121704'],
    ['44120000', '4412'],
    ['44000000', '44'],
    ['44/4412/441217', '441217'],
    ['Office > 44121700', '441217'],
    ['UNSPSC:4412', '4412'],
    ['4', undefined],
    ['441', undefined],
    ['4412170412', undefined],
    ['00000000', undefined],
    ['A-BOLT-M8', undefined],
    ['', undefined],
  ])('%s is the shelf %s', (named, shelf) => {
    expect(shelfOf(named)).toBe(shelf);
  });
});
