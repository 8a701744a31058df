import type { MiddlewareHandler } from 'hono';
import { complete, isComplete, type WebContext, type WebEnv } from './web.ts';

const COMMON = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
} as const;

function pagePolicy(nonce: string, { frames, forms }: { frames: string; forms: string }): string {
  return [
    `default-src 'none'`,
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    `img-src 'self' data:`,
    `font-src 'self'`,
    `connect-src 'self'`,
    `base-uri 'none'`,
    `form-action ${forms}`,
    `frame-ancestors ${frames}`,
  ].join('; ');
}

/** Signed-in pages: our own origin only, never in a frame (click-jacking). */
export function pageHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(COMMON)) c.header(name, value);
    c.header(
      'content-security-policy',
      pagePolicy(c.get('nonce'), { frames: `'none'`, forms: `'self'` }),
    );
    c.header('referrer-policy', 'same-origin');
    c.header('cross-origin-opener-policy', 'same-origin');
    c.header('cache-control', 'no-store');
  };
}

/**
 * Pages whose address is the key (a workbench, a shared thread, a password's link): it goes into no referrer,
 * no index and no cache. Stands around `pageHeaders`, whose referrer policy it replaces.
 */
export function linkHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    c.header('referrer-policy', 'no-referrer');
    c.header('x-robots-tag', 'noindex, nofollow, noarchive');
    c.header('cache-control', 'no-store');
  };
}

/** Who may frame a page that belongs to no partner, such as the refusal of an unknown address. */
function anyFrame(allowLoopbackHttp: boolean): string {
  return allowLoopbackHttp ? 'https: http://localhost:* http://127.0.0.1:*' : 'https:';
}

/**
 * Punch-out pages: suites open them in frames, so no X-Frame-Options and no opener policy; the session is
 * in the path, so nothing may leak it (`no-referrer`). A handler names the partner's origins by setting
 * `x-frame-origins` and `x-form-origins` on its answer; they are consumed here. A page of no partner shows
 * nothing of anybody: any https page may frame it (and plain http on loopback where tests allow that).
 */
export function punchOutHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    for (const [name, value] of Object.entries(COMMON)) c.header(name, value);
    const { allowLoopbackHttp } = c.get('services').config;
    const frames = c.res.headers.get('x-frame-origins') ?? anyFrame(allowLoopbackHttp);
    const forms = c.res.headers.get('x-form-origins') ?? `'self'`;
    c.res.headers.delete('x-frame-origins');
    c.res.headers.delete('x-form-origins');
    c.header('content-security-policy', pagePolicy(c.get('nonce'), { frames, forms }));
    c.header('referrer-policy', 'no-referrer');
    c.header('cache-control', 'no-store');
  };
}

const MACHINE = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
} as const;

/** Machine doors: nothing of them is ever shown as a page. */
export function machineHeaders(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    await next();
    if (isComplete(c.res)) return;
    // Not `c.header`: once there is an answer, that builds it anew for each header.
    for (const [name, value] of Object.entries(MACHINE)) c.res.headers.set(name, value);
  };
}

/**
 * An answer of a machine door, HTTP 200, with all its headers, those of `machineHeaders` and `requestContext` among them: what
 * many are asked for a second is written as it is, its headers never taken apart again.
 */
export function machineAnswer(
  c: WebContext,
  {
    content,
    headers,
  }: { content: Uint8Array<ArrayBuffer>; headers: Readonly<Record<string, string>> },
): Response {
  return complete(
    new Response(content, {
      status: 200,
      headers: { ...headers, ...MACHINE, 'x-request-id': c.get('requestId') },
    }),
  );
}
