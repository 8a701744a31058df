import { beforeAll, describe, expect, it } from 'vitest';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

describe('guessing at a machine door', () => {
  it('of an API key ends after twenty tries from one address, for a quarter of an hour', async () => {
    const { request } = testApp(db.services());
    const tryKey = async (key: string) => {
      const answer = await request('/edi', {
        method: 'POST',
        headers: { 'x-api-key': key },
        body: 'UNB',
      });
      return { status: answer.status, ...((await answer.json()) as { code: string }) };
    };
    for (let n = 0; n < 20; n += 1) {
      expect(await tryKey(`guess-${n}`)).toMatchObject({ status: 401, code: 'channel.api_key' });
    }
    const refused = { status: 429, code: 'request.rate_limited' };
    expect(await tryKey('guess-20')).toMatchObject(refused);
    db.clock.advance({ minutes: 15 });
    expect(await tryKey('guess-21')).toMatchObject({ status: 401 });
  });
});
