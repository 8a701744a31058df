import { createHash, randomBytes, randomFillSync } from 'node:crypto';

const RANDOM_BYTES = 10;
/** Random bytes are fetched from the system for 400 ids at a time; each is used once. */
const pool = Buffer.alloc(400 * RANDOM_BYTES);
let used = pool.length;

function freshRandom(): Uint8Array {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += RANDOM_BYTES;
  return pool.subarray(used - RANDOM_BYTES, used);
}

/**
 * A UUIDv7 (RFC 9562): milliseconds since 1970 in the first 48 bits, so that keys sort by creation,
 * and 74 random bits. Made by us, not by the database, so that no sequence sits in a hot path.
 */
export function uuidv7(epochMs: number, random: Uint8Array = freshRandom()): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(epochMs, 0, 6);
  bytes.set(random.subarray(0, 10), 6);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A stable id derived from names (UUIDv8 layout over SHA-256), for demo data that two runs must share. */
export function uuidFromName(name: string): string {
  const bytes = createHash('sha256').update(name).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** SHA-256 in lower-case hex. */
export function sha256Hex(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** An opaque random token of `bits` bits (default 256), URL-safe base64. */
export function randomToken(bits = 256): string {
  return randomBytes(bits / 8).toString('base64url');
}
