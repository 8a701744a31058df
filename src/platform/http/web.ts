import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { HTTPException } from 'hono/http-exception';
import { type Locale, localeFrom, Problem, randomToken, uuidv7 } from '../../base/index.ts';
import { type Ctx, type Services, systemContext } from '../context.ts';

/** What every handler finds on its Hono context. */
export type WebEnv = {
  Variables: {
    services: Services;
    requestId: string;
    locale: Locale;
    /** Nonce of this answer's content security policy. */
    nonce: string;
    /** Who is signed in or authenticated; set by the door's own middleware. */
    ctx: Ctx | undefined;
  };
};

export type Web = Hono<WebEnv>;
export type WebContext = Context<WebEnv>;

/** A sub-app of a module or door. */
export function web(): Web {
  return new Hono<WebEnv>();
}

const completed = new WeakSet<Response>();

/** Marks an answer that has every header already. */
export function complete(answer: Response): Response {
  completed.add(answer);
  return answer;
}

/** Whether an answer needs no header any more. */
export function isComplete(answer: Response): boolean {
  return completed.has(answer);
}

/** The path of a punch-out carries its session, other links are keys themselves: a log never keeps them. */
const KEY_IN_PATH = /^\/(p|share|password|workbench\/return|workbench)\/[^/]+/;

/** Request id, language, log line. First in the chain; ids given by a proxy are kept when they look like one. */
export function requestContext(services: Services): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const given = c.req.header('x-request-id');
    const requestId = given && /^[\w-]{8,64}$/.test(given) ? given : uuidv7(Date.now());
    c.set('services', services);
    c.set('requestId', requestId);
    c.set('nonce', randomToken(128));
    const wanted = c.req.query('lang') ?? cookieOf(c, 'lang') ?? c.req.header('accept-language');
    c.set('locale', localeFrom(wanted));
    const start = performance.now();
    await next();
    // After the answer: a refusal is a response of its own and would drop a header set before.
    if (!isComplete(c.res)) c.res.headers.set('x-request-id', requestId);
    if (!services.log.isLevelEnabled('info')) return;
    const path = c.req.path.replace(KEY_IN_PATH, '/$1/•');
    services.log.info(
      {
        requestId,
        method: c.req.method,
        path,
        status: c.res.status,
        ms: Math.round(performance.now() - start),
      },
      'request',
    );
  };
}

/** One cookie of the request. */
export function cookieOf(c: Context, name: string): string | undefined {
  for (const pair of (c.req.header('cookie') ?? '').split(';')) {
    const [key, ...value] = pair.trim().split('=');
    if (key === name) return decoded(value.join('='));
  }
  return undefined;
}

/** Cookies of other programs share our host: one that is not percent-encoded is taken as it stands. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** The context of whoever is signed in; refuses with `access.unauthenticated`. */
export function signedIn(c: WebContext): Ctx {
  const ctx = c.get('ctx');
  if (!ctx) throw new Problem('access.unauthenticated');
  return ctx;
}

/** The system's context, for doors that must look up who is calling. */
export function doorContext(c: WebContext, door: string): Ctx {
  return systemContext(c.get('services'), `door:${door}`, c.get('requestId'));
}

/** Refuses a body above the cap before reading it whole. */
export function limitBody(maxBytes: number): MiddlewareHandler<WebEnv> {
  return bodyLimit({
    maxSize: maxBytes,
    onError: () => {
      throw new Problem('request.too_large', { max_bytes: maxBytes });
    },
  });
}

const DATABASE_DOWN = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOTFOUND',
  '57P01',
  '57P03',
  '53300',
  '53100',
]);

/** Text with a NUL (whose wire format ends there) or in the shape of no id: nothing was read or written. */
const UNUSABLE_VALUE = new Set(['08P01', '22021', '22P02', '22P05']);

/** Any thrown thing as a Problem; what is not a refusal is a bug, logged with the request id. */
export function asProblem(error: unknown, c: WebContext): Problem {
  if (error instanceof Problem) return error;
  const requestId = c.get('requestId');
  if (error instanceof HTTPException) {
    if (error.status === 403) return new Problem('request.csrf');
    if (error.status === 404) return new Problem('not_found', { what: 'page', id: c.req.path });
    return new Problem('request.invalid', { path: c.req.path, reason: error.message });
  }
  const { code = '' } = error as { code?: string };
  if (UNUSABLE_VALUE.has(code)) {
    c.get('services').log.warn({ requestId, err: error }, 'unusable value');
    const reason = 'a value holds signs that cannot be kept';
    return new Problem('request.invalid', {
      path: c.req.path.replace(KEY_IN_PATH, '/$1/•'),
      reason,
    });
  }
  c.get('services').log.error({ requestId, err: error }, 'unexpected error');
  return DATABASE_DOWN.has(code)
    ? new Problem('database.unavailable')
    : new Problem('internal', { request_id: requestId });
}

/** RFC 9457 answer. */
export function problemJson(problem: Problem, c: WebContext): Response {
  const { http } = problem.entry;
  const params = JSON.parse(
    JSON.stringify(problem.params, (_, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
  ) as Record<string, unknown>;
  return new Response(
    JSON.stringify({
      ...params,
      type: `https://comptoir.example/problems/${problem.code}`,
      title: problem.text(c.get('locale')),
      status: http,
      code: problem.code,
      instance: c.get('requestId'),
    }),
    { status: http, headers: { 'content-type': 'application/problem+json; charset=utf-8' } },
  );
}
