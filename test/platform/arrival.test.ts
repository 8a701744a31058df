import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/base/index.ts';
import {
  answerBytes,
  arriveAndLook,
  enterExchange,
  enteredStatement,
  enterLeftBehind,
  systemContext,
  writeOnceGathered,
} from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';

const db = testDatabase();
const system = () => systemContext(db.services(), 'test', 'request-1');
const look = { name: 'test.look', text: 'select $1::text', values: ['seen'] };
const content = Buffer.from([0x3c, 0, 255, 0xe9, 0x27, 0x5c]);
const document = { channel: 'cxml', content, contentType: 'text/xml' } as const;
const answer = { content: Buffer.from('«done»'), contentType: 'text/xml; charset=UTF-8' };
const outcome = {
  state: 'accepted',
  kind: 'PunchOutSetupRequest',
  documentKey: 'p-1',
  keys: ['cookie', 'cookie', 'other'],
  links: [{ type: 'punch_out_session', id: 's-1', label: 'create' }],
  answer,
} as const;
const end = (id: string, key: string) =>
  writeOnceGathered(system(), { key, input: 'x', result: { answered: id } }, [
    enteredStatement(system(), id, outcome),
  ]);

const waiting = async (): Promise<string[]> =>
  (await db.query<{ id: string }>('select id from exchange_arrival order by id')).map(
    ({ id }) => id,
  );
const logged = (id: string) =>
  db.query(
    `select e.direction, e.channel, e.state, e.kind, e.document_key, e.keys, e.links, e.request_id,
       e.size_bytes, e.sha256, f.content, f.name, a.content as answer, e.at = f.created_at as in_time,
       e.finished_at is not null as finished
     from exchange e join stored_file f on f.id = e.file_id left join stored_file a on a.id = e.answer_file_id
     where e.id = ?`,
    [id],
  );
const raw = {
  direction: 'in',
  channel: 'cxml',
  request_id: 'request-1',
  size_bytes: 6,
  sha256: sha256Hex(content),
  content,
  in_time: true,
};
const received = {
  ...raw,
  state: 'received',
  kind: null,
  document_key: null,
  keys: [],
  links: [],
  answer: null,
  finished: false,
};
const accepted = {
  ...raw,
  state: 'accepted',
  kind: 'PunchOutSetupRequest',
  document_key: 'p-1',
  keys: ['cookie', 'other'],
  links: outcome.links,
  answer: answer.content,
  finished: true,
};

describe('a document that arrives', () => {
  it('is stored raw before anybody judges it, and in the log as one row with its outcome', async () => {
    const { id, rows } = await arriveAndLook(system(), { document, look });
    expect(rows).toEqual([['seen']]);
    expect(await waiting()).toEqual([id]);
    expect(
      await db.query(
        'select f.content from exchange_arrival a join stored_file f on f.id = a.file_id where a.id = ?',
        [id],
      ),
    ).toEqual([{ content }]);
    expect(await logged(id)).toEqual([]);
    db.clock.advance({ seconds: 3 });
    expect(await end(id, 'one')).toBe('written');
    expect(await waiting()).toEqual([]);
    expect(await logged(id)).toEqual([{ ...accepted, name: `cxml-${id}` }]);
    expect(Buffer.from(await answerBytes(system(), id))).toEqual(answer.content);
  });

  it('is entered as received before any other outcome, once', async () => {
    const { id } = await arriveAndLook(system(), { document, look });
    await enterExchange(system(), id);
    await enterExchange(system(), id);
    expect(await waiting()).toEqual([]);
    expect(await logged(id)).toEqual([{ ...received, name: `cxml-${id}` }]);
    await expect(answerBytes(system(), id)).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is entered by the clock when the process that took it is gone, with its bytes and time', async () => {
    const arrivals = await Promise.all(
      Array.from({ length: 3 }, () => arriveAndLook(system(), { document, look })),
    );
    const ids = arrivals.map(({ id }) => id).toSorted();
    db.clock.advance({ seconds: 119 });
    const young = await arriveAndLook(system(), { document, look });
    expect(await enterLeftBehind(system())).toBe(0);
    db.clock.advance({ seconds: 1 });
    expect(await enterLeftBehind(system())).toBe(3);
    expect(await waiting()).toEqual([young.id]);
    const failed = { ...received, state: 'failed', finished: true };
    for (const id of ids) expect(await logged(id)).toEqual([{ ...failed, name: `cxml-${id}` }]);
    expect(
      await db.query(
        `select distinct errors->0->>'code' as code from exchange where state = 'failed'`,
      ),
    ).toEqual([{ code: 'left_behind' }]);
    expect(await enterLeftBehind(system())).toBe(0);
    await enterExchange(system(), young.id);
  });

  it('keeps nothing of an outcome that comes after the clock, so that the ordinary way is gone', async () => {
    const slow = await arriveAndLook(system(), { document, look });
    const quick = await arriveAndLook(system(), { document, look });
    await enterExchange(system(), slow.id);
    expect(await Promise.all([end(slow.id, 'slow'), end(quick.id, 'quick')])).toEqual([
      'late',
      'written',
    ]);
    expect(await logged(slow.id)).toEqual([{ ...received, name: `cxml-${slow.id}` }]);
    expect(await logged(quick.id)).toEqual([{ ...accepted, name: `cxml-${quick.id}` }]);
    expect(
      await db.query(
        `select key from idempotency_key where key in ('system:slow', 'system:quick')`,
      ),
    ).toEqual([{ key: 'system:quick' }]);
    expect(
      await db.query('select count(*)::int as n from stored_file where name = ?', [
        `answer-${slow.id}`,
      ]),
    ).toEqual([{ n: 0 }]);
  });
});
