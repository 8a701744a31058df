import { describe, expect, it } from 'vitest';
import {
  createLog,
  equalSecrets,
  hashPassword,
  lookupHash,
  openSecret,
  passwordMatches,
  sealSecret,
} from '../../src/platform/index.ts';

const key = Buffer.alloc(32, 1);
const otherKey = Buffer.alloc(32, 2);

describe('a sealed secret', () => {
  it.each(['s3cr3t', '', 'mot de passe à accents €', 'x'.repeat(10_000)])(
    'opens again with its key (%#)',
    (secret) => {
      const sealed = sealSecret(key, secret);
      expect(openSecret(key, sealed)).toBe(secret);
      if (secret !== '') expect(sealed).not.toContain(secret);
    },
  );

  it('looks different each time, so that equal secrets cannot be told from the table', () => {
    expect(sealSecret(key, 'same')).not.toBe(sealSecret(key, 'same'));
  });

  it('stays shut for another key', () => {
    expect(() => openSecret(otherKey, sealSecret(key, 'secret'))).toThrow();
  });

  it.each([
    ['its number used once', 1],
    ['its tag', 2],
    ['its text', 3],
  ])('stays shut when one bit of %s was altered', (_, part) => {
    const parts = sealSecret(key, 'secret').split('.');
    const bytes = Buffer.from(parts[part] ?? '', 'base64url');
    bytes[0] = (bytes[0] ?? 0) ^ 1;
    parts[part] = bytes.toString('base64url');
    expect(() => openSecret(key, parts.join('.'))).toThrow();
  });

  it('stays shut when its tag was cut short', () => {
    const [version, iv, tag = '', text] = sealSecret(key, 'secret').split('.');
    const short = Buffer.from(tag, 'base64url').subarray(0, 4).toString('base64url');
    expect(() => openSecret(key, [version, iv, short, text].join('.'))).toThrow();
  });

  it.each(['', 'secret', 'v2.a.b.c', 'v1', 'v1...'])('is not made of “%s”', (text) => {
    expect(() => openSecret(key, text)).toThrow();
  });
});

describe('a password', () => {
  it('matches its hash and nothing else', async () => {
    const stored = await hashPassword('correct horse');
    expect(await passwordMatches(stored, 'correct horse')).toBe(true);
    expect(await passwordMatches(stored, 'Correct horse')).toBe(false);
    expect(await passwordMatches(stored, '')).toBe(false);
    expect(stored).toMatch(/^argon2id\.[\w-]{22}\.[\w-]{43}$/);
  });

  it('has a salt of its own', async () => {
    const [one, two] = await Promise.all([hashPassword('demo'), hashPassword('demo')]);
    expect(one).not.toBe(two);
  });

  it.each(['', 'plain', 'md5.x.y', 'argon2id'])(
    'never matches the stored text “%s”',
    async (stored) => {
      expect(await passwordMatches(stored, 'plain').catch(() => false)).toBe(false);
    },
  );
});

describe('a token', () => {
  it('is looked up by a hash that needs our key', () => {
    expect(lookupHash(key, 'token')).toBe(lookupHash(key, 'token'));
    expect(lookupHash(key, 'token')).not.toBe(lookupHash(otherKey, 'token'));
    expect(lookupHash(key, 'token')).not.toBe(lookupHash(key, 'token2'));
  });

  it('is compared whole', () => {
    expect(equalSecrets('abc', 'abc')).toBe(true);
    expect(equalSecrets('abc', 'abcd')).toBe(false);
    expect(equalSecrets('', 'a')).toBe(false);
  });
});

describe('the log', () => {
  it('keeps no secret, wherever an object carries it', () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => void lines.push(line) });
    const names = [
      'password',
      'secret',
      'sharedSecret',
      'token',
      'authorization',
      'cookie',
      'apiKey',
      'key',
    ];
    const carried = Object.fromEntries(names.map((name) => [name, `hidden-${name}`]));
    log.info({ ...carried, name: 'ana' }, 'top');
    log.info({ headers: carried, name: 'ana' }, 'below');
    log.info({ request: { headers: carried }, name: 'ana' }, 'deeper');
    expect(lines).toHaveLength(3);
    for (const line of lines) {
      expect(line).not.toContain('hidden-');
      expect(line.match(/••••/g)).toHaveLength(names.length);
      expect(JSON.parse(line)).toMatchObject({ name: 'ana' });
    }
  });

  it('says nothing below its level', () => {
    const lines: string[] = [];
    const log = createLog('warn', { write: (line) => void lines.push(line) });
    log.info('quiet');
    log.warn('heard');
    expect(lines).toHaveLength(1);
  });
});
