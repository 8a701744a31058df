import { beforeAll, describe, expect, it } from 'vitest';
import { buildProfileRequest, resolveProfile } from '../../punchout/index.ts';
import { fingerprint, signed } from '../punchout/signed.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { header, suiteStory } from './orders-support.ts';

const db = testDatabase({ start: '2027-03-01T09:00:00Z' });
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);

const policy = (signature: object) =>
  db.query(`update trading_connection set profile_overlay = ?::jsonb where id = ?`, [
    JSON.stringify({ signature }),
    id('acme-cxml'),
  ]);
let sent = 0;
const document = (): string => {
  sent += 1;
  const payloadId = `signed-${sent}@acme.test`;
  const around = { payloadId, timestamp: '2027-03-01T10:00:00+01:00', header };
  return Buffer.from(buildProfileRequest(around, { version: '1.2.020' })).toString('utf8');
};

describe('a partner whose profile wants signed documents', () => {
  it('is answered 475 without one, 476 and 477 with one that does not hold, and served with one that does', async () => {
    await policy({ policy: 'required', certificates: [fingerprint] });
    const unsigned = await story.post(document());
    expect([unsigned.http, unsigned.status]).toEqual([200, 475]);
    expect(unsigned.text).toContain('text="Signature Required"');
    const changed = await story.post(signed(document()).replace('Test suite', 'Tess suite'));
    expect(changed.status).toBe(476);
    await policy({ policy: 'required', certificates: ['ab'.repeat(32)] });
    expect((await story.post(signed(document()))).status).toBe(477);
    await policy({ policy: 'required', certificates: [fingerprint] });
    expect((await story.post(signed(document()))).text).toContain('<ProfileResponse');
  });

  it('must have been proved by its secret as before: a signature opens nothing by itself', async () => {
    const stranger = document().replace('acme-secret', 'another-secret');
    expect((await story.post(signed(stranger))).status).toBe(401);
  });

  it('and whoever wants none is served with or without, and whatever the signature', async () => {
    await policy({ policy: 'none' });
    for (const one of [
      document(),
      signed(document()),
      signed(document()).replace('Test suite', 'x'),
    ])
      expect((await story.post(one)).text).toContain('<ProfileResponse');
  });

  it('names the certificates, or the profile is refused', () => {
    expect(() => resolveProfile('generic', { signature: { policy: 'required' } })).toThrow(
      'signature.certificates is not valid: signatures are required, so one must be named',
    );
  });
});
