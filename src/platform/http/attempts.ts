import { getConnInfo } from '@hono/node-server/conninfo';
import { Problem } from '../../base/index.ts';
import type { WebContext } from './web.ts';

/** Failed proofs of identity, counted by name and address. */
export type Attempts = {
  /** Refuses with `request.rate_limited` while any of the keys has failed too often. */
  readonly refuse: (keys: readonly string[], now: Temporal.Instant) => void;
  readonly failed: (keys: readonly string[], now: Temporal.Instant) => void;
};

type Count = { failures: number; readonly resetAt: number };

const KEYS_MAX = 10_000;

/**
 * A counter of failures for one machine door of this process: guessing a secret is slow, and a partner at
 * another address is not locked out by it, for the keys carry the address. Bounded: the oldest counts are
 * forgotten first. Counts are kept in memory on purpose; a flood must not become writes.
 */
export function failureCounter({
  failuresMax,
  windowMinutes,
}: {
  failuresMax: number;
  windowMinutes: number;
}): Attempts {
  const counts = new Map<string, Count>();
  return {
    refuse: (keys, now) => {
      for (const key of keys) {
        const count = counts.get(key);
        if (!count || count.failures < failuresMax) continue;
        const seconds = Math.ceil((count.resetAt - now.epochMilliseconds) / 1000);
        if (seconds > 0) throw new Problem('request.rate_limited', { seconds });
        counts.delete(key);
      }
    },
    failed: (keys, now) => {
      for (const key of keys) {
        const known = counts.get(key);
        if (known && known.resetAt > now.epochMilliseconds) {
          known.failures += 1;
          continue;
        }
        counts.delete(key);
        const [oldest] = counts.keys();
        if (counts.size >= KEYS_MAX && oldest !== undefined) counts.delete(oldest);
        const resetAt = now.epochMilliseconds + windowMinutes * 60_000;
        counts.set(key, { failures: 1, resetAt });
      }
    },
  };
}

/**
 * Where a request comes from: the connection's address, or what the trusted proxy in front of us says in the
 * last entry of X-Forwarded-For. Empty when there is no connection (tests that call the app directly).
 */
export function clientAddress(c: WebContext): string {
  if (c.get('services').config.trustProxy) {
    const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim();
    if (forwarded) return forwarded;
  }
  const incoming = (c.env as { incoming?: unknown } | undefined)?.incoming;
  return incoming ? (getConnInfo(c).remote.address ?? '') : '';
}
