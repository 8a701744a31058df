import { hash, randomFillSync } from 'node:crypto';

/** Random bytes are fetched from the system for some hundred ids and tokens at a time; each is used once. */
const pool = Buffer.alloc(4096);
let used = pool.length;

/** The place in the pool of so many bytes that nobody has had. */
function freshRandom(size: number): number {
  if (used + size > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += size;
  return used - size;
}

const RANDOM_BYTES = 10;
const idPool = Buffer.alloc(400 * RANDOM_BYTES);
let idHex = '';
let idAt = 0;

/** Ten random bytes in hex, out of a pool that is written in hex as a whole. */
function freshHex(): string {
  if (idAt >= idHex.length) {
    randomFillSync(idPool);
    idHex = idPool.toString('hex');
    idAt = 0;
  }
  idAt += 2 * RANDOM_BYTES;
  return idHex.slice(idAt - 2 * RANDOM_BYTES, idAt);
}

/**
 * A UUIDv7 (RFC 9562): milliseconds since 1970 in the first 48 bits, so that keys sort by creation,
 * and 74 random bits. Made by us, not by the database, so that no sequence sits in a hot path.
 */
export function uuidv7(epochMs: number, random?: Uint8Array): string {
  const time = epochMs.toString(16).padStart(12, '0');
  const hex = random ? Buffer.from(random.subarray(0, RANDOM_BYTES)).toString('hex') : freshHex();
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(4), 16) & 3);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex.slice(1, 4)}-${variant}${hex.slice(5, 8)}-${hex.slice(8)}`;
}

/** A stable id derived from names (UUIDv8 layout over SHA-256), for demo data that two runs must share. */
export function uuidFromName(name: string): string {
  const bytes = hash('sha256', name, 'buffer').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(content: string | Uint8Array): string {
  return hash('sha256', content, 'hex');
}

/** An opaque random token of `bits` bits (default 256), URL-safe base64. */
export function randomToken(bits = 256): string {
  const from = freshRandom(bits / 8);
  const token = pool.toString('base64url', from, used);
  // What opens a door lies nowhere a second time.
  pool.fill(0, from, used);
  return token;
}
