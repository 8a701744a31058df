import {
  argon2,
  createCipheriv,
  createDecipheriv,
  createHmac,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { promisify } from 'node:util';

const argon2Async = promisify(argon2);
/** OWASP's minimum for argon2id: 19 MiB, 2 passes, 1 lane. */
const COST = { memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 } as const;

/** Encrypts a partner's secret for storage (AES-256-GCM): `v1.iv.tag.text`, base64url. */
export function sealSecret(key: Buffer, secret: string): string {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv);
  const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
  return ['v1', iv, cipher.getAuthTag(), text]
    .map((part) => (typeof part === 'string' ? part : part.toString('base64url')))
    .join('.');
}

/** The secret again. Throws when it was sealed with another key or altered. */
export function openSecret(key: Buffer, sealed: string): string {
  const [version, iv = '', tag = '', text = ''] = sealed.split('.');
  if (version !== 'v1') throw new Error('unknown seal');
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'));
  decipher.setAuthTag(Buffer.from(tag, 'base64url'));
  return Buffer.concat([
    decipher.update(Buffer.from(text, 'base64url')),
    decipher.final(),
  ]).toString('utf8');
}

/** A keyed hash for look-ups of tokens and API keys, so that the table alone opens nothing. */
export function lookupHash(key: Buffer, token: string): string {
  return createHmac('sha256', key).update(token).digest('base64url');
}

/** Compares two texts in a time that tells nothing of where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  const left = createHmac('sha256', 'compare').update(a).digest();
  const right = createHmac('sha256', 'compare').update(b).digest();
  return timingSafeEqual(left, right);
}

/** argon2id hash of a password, with its own salt: `argon2id.salt.hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16);
  const hash = await argon2Async('argon2id', { ...COST, message: password, nonce });
  return `argon2id.${nonce.toString('base64url')}.${Buffer.from(hash).toString('base64url')}`;
}

/** Whether the password is the one that was hashed. */
export async function passwordMatches(stored: string, password: string): Promise<boolean> {
  const [kind, nonce = '', hash = ''] = stored.split('.');
  if (kind !== 'argon2id') return false;
  const expected = Buffer.from(hash, 'base64url');
  const found = Buffer.from(
    await argon2Async('argon2id', {
      ...COST,
      message: password,
      nonce: Buffer.from(nonce, 'base64url'),
    }),
  );
  return expected.length === found.length && timingSafeEqual(expected, found);
}
