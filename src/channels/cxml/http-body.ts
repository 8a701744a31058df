import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from '../../base/index.ts';
import type { WebContext } from '../../platform/http/index.ts';
import { bodyMax } from './body.ts';

/** Of an oversized body so much is still read and dropped, and no longer than this, before it is answered. */
const DROPPED_MAX = 16_000_000;
const DROPPED_MS = 3_000;

/**
 * Reads on without keeping anything: most clients look at the answer only when they have sent all, and lose it
 * when the connection is closed under what they are sending.
 */
async function dropRest(body: AsyncIterator<Uint8Array> | undefined): Promise<void> {
  const over = new AbortController();
  const late = pause(DROPPED_MS, 'late' as const, { signal: over.signal }).catch(
    () => 'late' as const,
  );
  let dropped = 0;
  try {
    while (body && dropped < DROPPED_MAX) {
      const next = await Promise.race([body.next(), late]);
      if (next === 'late' || next.done) return;
      dropped += next.value.byteLength;
    }
  } catch {
    // The client has gone: nobody waits for the answer.
  } finally {
    over.abort();
  }
}

/**
 * The body, kept no further than the cap whatever the client says of its length. Refuses `xml.size`, after as much
 * of the rest as one may expect was read and dropped.
 */
export async function bodyOf(c: WebContext): Promise<Uint8Array> {
  const declared = Number(c.req.header('content-length') ?? 0);
  const most = bodyMax(c.req.header('content-type') ?? '');
  const refuse = async (size: number, body?: AsyncIterator<Uint8Array>): Promise<never> => {
    await dropRest(body);
    throw new Problem('xml.size', { size_bytes: size, max_bytes: most });
  };
  const stream = (): AsyncIterator<Uint8Array> | undefined =>
    c.req.raw.body?.[Symbol.asyncIterator]();
  if (declared > most) return refuse(declared, stream());
  if (c.req.header('transfer-encoding') === undefined) {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    return bytes.byteLength > most ? refuse(bytes.byteLength) : bytes;
  }
  const body = stream();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let next = await body?.next(); next && !next.done; next = await body?.next()) {
    size += next.value.byteLength;
    if (size > most) return refuse(size, body);
    chunks.push(next.value);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
