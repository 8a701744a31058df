import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../src/app.tsx';
import { domainEntities } from '../../src/domain/entities.ts';
import { type Web, web } from '../../src/platform/http/index.ts';
import { connect, createLog, platformEntities, type Services } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const html = { accept: 'text/html' };
const origin = 'http://localhost';

/** The product with a log that can be read. */
function loggedApp(over: Partial<Services> = {}, home?: Web) {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  const app = createApp({ ...db.services(), log, ...over }, home ? { home } : {});
  return {
    lines,
    entries: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    request: async (path: string, init?: RequestInit) => app.request(`${origin}${path}`, init),
  };
}

const policyOf = (answer: Response): Record<string, string> =>
  Object.fromEntries(
    (answer.headers.get('content-security-policy') ?? '').split('; ').map((part) => {
      const [name = '', ...values] = part.split(' ');
      return [name, values.join(' ')];
    }),
  );

describe('a page', () => {
  it.each(['/login', '/buyer/shop', '/nothing/here'])(
    '%s is never framed and runs no foreign script',
    async (path) => {
      const answer = await loggedApp().request(path, { headers: html });
      const policy = policyOf(answer);
      expect(policy).toMatchObject({
        'default-src': "'none'",
        'frame-ancestors': "'none'",
        'form-action': "'self'",
        'base-uri': "'none'",
      });
      expect(policy['script-src']).toMatch(/^'self' 'nonce-[\w-]{22}'$/);
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'same-origin',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      });
    },
  );

  it('has another nonce each time, the one its scripts carry', async () => {
    const app = loggedApp();
    const nonces = await Promise.all(
      [1, 2].map(async () => {
        const answer = await app.request('/login', { headers: html });
        const nonce = /'nonce-([\w-]+)'/.exec(answer.headers.get('content-security-policy') ?? '');
        return nonce?.[1];
      }),
    );
    expect(new Set(nonces).size).toBe(2);
  });

  it('sends who is not signed in to the sign-in page, and back afterwards', async () => {
    const answer = await loggedApp().request('/operator/jobs', { headers: html });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/login?next=%2Foperator%2Fjobs');
  });

  it.each(['//evil.example', 'https://evil.example', '/\\evil.example', '/a b'])(
    'never sends anybody on to %s',
    async (target) => {
      const query = encodeURIComponent(target);
      const language = await loggedApp().request(`/language?to=fr&back=${query}`);
      expect(language.headers.get('location')).toBe('/home');
      const login = await (
        await loggedApp().request(`/login?next=${query}`, { headers: html })
      ).text();
      expect(login).toContain('name="next" value="/home"');
    },
  );

  it('that does not exist says so in the reader’s language, and to a machine as a problem', async () => {
    const app = loggedApp();
    const french = { ...html, 'accept-language': 'fr' };
    const page = await app.request('/nothing/here', { headers: french });
    expect(page.status).toBe(404);
    expect(await page.text()).toContain(
      'Introuvable : page /nothing/here. Vérifiez l’adresse ou passez par la liste.',
    );
    const machine = await app.request('/api/v1/nothing');
    expect(machine.status).toBe(404);
    expect(await machine.json()).toMatchObject({ code: 'not_found', id: '/api/v1/nothing' });
  });

  it('keeps the language that was chosen in a cookie, before what the browser asks for', async () => {
    const app = loggedApp();
    const chosen = await app.request('/language?to=fr&back=/login');
    expect(chosen.status).toBe(303);
    expect(chosen.headers.get('location')).toBe('/login');
    const cookie = chosen.headers.get('set-cookie') ?? '';
    expect(cookie).toBe('lang=fr; Path=/; SameSite=Lax; Max-Age=31536000');
    const lang = async (headers: Record<string, string>) =>
      /<html lang="(\w+)"/.exec(
        await (await app.request('/login', { headers: { ...html, ...headers } })).text(),
      )?.[1];
    expect(await lang({ cookie: 'lang=fr', 'accept-language': 'en' })).toBe('fr');
    expect(await lang({ 'accept-language': 'fr-FR,fr;q=0.9' })).toBe('fr');
    expect(await lang({ 'accept-language': 'de' })).toBe('en');
    expect(await lang({})).toBe('en');
  });

  it('is served in spite of a cookie that is not percent-encoded', async () => {
    const answer = await loggedApp().request('/login', {
      headers: { ...html, cookie: 'lang=%; comptoir_session=%E0%A4%A; other' },
    });
    expect(answer.status).toBe(200);
  });

  it('refuses a form of more than a megabyte with 413, announced or not', async () => {
    const big = `email=${'a'.repeat(1_000_001)}`;
    const type = { 'content-type': 'application/x-www-form-urlencoded', origin };
    const app = loggedApp();
    const announced = await app.request('/login', {
      method: 'POST',
      headers: { ...type, ...html, 'content-length': String(big.length) },
      body: big,
    });
    expect(announced.status).toBe(413);
    expect(await announced.text()).toContain('more than 1000000 bytes');
    const streamed = await app.request('/login', {
      method: 'POST',
      headers: type,
      body: new Blob([big]).stream(),
      duplex: 'half',
    } as RequestInit);
    expect(streamed.status).toBe(413);
    expect(await streamed.json()).toMatchObject({
      code: 'request.too_large',
      max_bytes: 1_000_000,
    });
  });

  it('takes no form from another site', async () => {
    const answer = await loggedApp().request('/login', {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        origin: 'https://evil.example',
      },
      body: 'email=operator@comptoir.test&password=demo',
    });
    expect(answer.status).toBe(403);
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(await answer.json()).toMatchObject({ code: 'request.csrf' });
  });

  it.each(['/api/v1/nothing', '/edi/nothing', '/as2'])(
    'tells a machine that posts to %s that there is nothing, as JSON whatever it accepts',
    async (path) => {
      const answer = await loggedApp().request(path, {
        method: 'POST',
        headers: { 'content-type': 'text/plain', accept: 'text/html' },
        body: 'x',
      });
      expect(answer.status).toBe(404);
      expect(await answer.json()).toMatchObject({ code: 'not_found', id: path });
    },
  );
});

describe('a punch-out page', () => {
  it('may stand in a suite’s frame, leaks no address and sets no cookie', async () => {
    const answer = await loggedApp().request('/p/unknown-token/shop', { headers: html });
    expect(answer.status).toBe(410);
    expect(policyOf(answer)).toMatchObject({
      'default-src': "'none'",
      'frame-ancestors': 'https: http://localhost:* http://127.0.0.1:*',
      'form-action': "'self'",
    });
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    for (const absent of ['x-frame-options', 'cross-origin-opener-policy', 'set-cookie']) {
      expect({ absent, value: answer.headers.get(absent) }).toEqual({ absent, value: null });
    }
  });
});

describe('a machine’s door', () => {
  it.each([
    ['GET', '/cxml', 200],
    ['POST', '/cxml', 200],
    ['POST', '/edi', 401],
    ['POST', '/api/v1/bank-statements', 401],
    ['GET', '/healthz', 200],
    ['GET', '/readyz', 200],
    ['GET', '/metrics', 200],
  ])('%s %s is nothing that a browser shows or keeps', async (method, path, status) => {
    const answer = await loggedApp().request(path, { method });
    expect(answer.status).toBe(status);
    expect(policyOf(answer)).toEqual({ 'default-src': "'none'", 'frame-ancestors': "'none'" });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('content-type')).not.toContain('text/html');
  });

  it('refuses as problem+json with the number of the request', async () => {
    const answer = await loggedApp().request('/api/v1/bank-statements', {
      method: 'POST',
      headers: { 'x-request-id': 'trace-0123456789', 'accept-language': 'fr' },
    });
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.headers.get('x-request-id')).toBe('trace-0123456789');
    expect(await answer.json()).toEqual({
      type: 'https://comptoir.example/problems/channel.api_key',
      title:
        'Cette clé d’API n’ouvre rien. Envoyez « Authorization: Bearer <clé> » ou « X-API-Key: <clé> » avec la clé d’une connexion active.',
      status: 401,
      code: 'channel.api_key',
      instance: 'trace-0123456789',
    });
  });

  it.each(['short', 'x'.repeat(65), 'line\tbreak-and-more', '<script>alert(1)</script>'])(
    'does not take “%s” for the number of a request',
    async (given) => {
      const answer = await loggedApp().request('/healthz', { headers: { 'x-request-id': given } });
      expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    },
  );
});

describe('an unexpected error', () => {
  const home = () => {
    const app = web();
    app.get('/', () => {
      throw new Error('the vault code is 4711');
    });
    return app;
  };

  it('shows a person the number of the request and nothing else; the log has the rest', async () => {
    const app = loggedApp({}, home());
    const answer = await app.request('/', {
      headers: { ...html, 'x-request-id': 'trace-abcdefgh' },
    });
    expect(answer.status).toBe(500);
    const page = await answer.text();
    expect(page).toContain('trace-abcdefgh');
    expect(page).not.toContain('4711');
    expect(page).not.toMatch(/\.tsx?/);
    const [logged] = app.entries().filter((entry) => entry.msg === 'unexpected error');
    expect(logged).toMatchObject({
      requestId: 'trace-abcdefgh',
      err: { message: 'the vault code is 4711' },
    });
  });

  it('answers a machine the same way', async () => {
    const app = loggedApp({}, home());
    const answer = await app.request('/', { headers: { 'x-request-id': 'trace-abcdefgh' } });
    expect(answer.status).toBe(500);
    expect(await answer.json()).toEqual({
      type: 'https://comptoir.example/problems/internal',
      title: 'Something went wrong on our side. Quote the request trace-abcdefgh.',
      status: 500,
      code: 'internal',
      instance: 'trace-abcdefgh',
      request_id: 'trace-abcdefgh',
    });
  });
});

describe('the log of requests', () => {
  it('has one line each, without the token of a visit', async () => {
    const app = loggedApp();
    await app.request('/p/THE-SESSION-OF-A-VISIT/shop?q=bolt', {
      headers: { ...html, cookie: 'comptoir_session=SECRET' },
    });
    expect(app.entries()).toEqual([
      expect.objectContaining({
        msg: 'request',
        method: 'GET',
        path: '/p/•/shop',
        status: 410,
        requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      }),
    ]);
    expect(app.lines.join('')).not.toContain('SECRET');
  });
});

describe('/metrics', () => {
  it('counts answers by method, class of route and status, never by path', async () => {
    const app = loggedApp();
    await app.request('/p/THE-SESSION-OF-A-VISIT/shop', { headers: html });
    await app.request('/p/ANOTHER-SESSION/basket', { headers: html });
    await app.request('/cxml');
    await app.request('/login', { headers: html });
    await app.request('/any/thing/else', { headers: html });
    await app.request('/login', { method: 'BREW' });
    const answer = await app.request('/metrics');
    expect(answer.headers.get('content-type')).toContain('text/plain');
    const text = await answer.text();
    const counted = text.split('\n').filter((line) => line.startsWith('http_requests_total{'));
    expect(counted.sort()).toEqual([
      'http_requests_total{method="GET",route="cxml",status="200"} 1',
      'http_requests_total{method="GET",route="page",status="200"} 1',
      'http_requests_total{method="GET",route="page",status="404"} 1',
      'http_requests_total{method="GET",route="visit",status="410"} 2',
      'http_requests_total{method="other",route="page",status="403"} 1',
    ]);
    expect(text).toContain(
      'http_request_duration_seconds_count{method="GET",route="visit",status="410"} 2',
    );
    expect(text).not.toContain('SESSION');
  });

  it('tells of the process, the database, the jobs and the documents that wait', async () => {
    const text = await (await loggedApp().request('/metrics')).text();
    for (const line of ['database_up 1', 'jobs{state="waiting"} 0', 'jobs{state="failed"} 0']) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^process_resident_memory_bytes \d+/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_seconds /m);
  });

  it('counts from a fresh start in each product of a process', async () => {
    await loggedApp().request('/login', { headers: html });
    const text = await (await loggedApp().request('/metrics')).text();
    expect(text).not.toContain('route="page"');
  });
});

describe('without its database', () => {
  let silent: Server;
  let silentUrl = '';
  const sockets: Socket[] = [];
  const opened: Services['orm'][] = [];
  beforeAll(async () => {
    silent = createServer((socket) => sockets.push(socket));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', () => resolve()));
    silentUrl = `postgresql://nobody@127.0.0.1:${(silent.address() as { port: number }).port}/none`;
  });
  afterAll(async () => {
    for (const socket of sockets) socket.destroy();
    silent.close();
    for (const orm of opened) await orm.close(true);
  });

  const ormAt = async (url: string) => {
    const orm = await connect({ url, entities: [...platformEntities, ...domainEntities] });
    opened.push(orm);
    return orm;
  };
  /** Nobody listens on port 1; the silent server takes connections and never says a word. */
  const gone = () => ormAt('postgresql://nobody@127.0.0.1:1/none');

  it('is alive, and not ready', async () => {
    const app = loggedApp({ orm: await gone() });
    expect((await app.request('/healthz')).status).toBe(200);
    const ready = await app.request('/readyz');
    expect(ready.status).toBe(503);
    expect(await ready.json()).toEqual({ status: 'database unavailable' });
    expect((await loggedApp().request('/readyz')).status).toBe(200);
  });

  it('says so within a second or two also when the database hangs', async () => {
    const app = loggedApp({ orm: await ormAt(silentUrl) });
    const start = performance.now();
    expect((await app.request('/readyz')).status).toBe(503);
    const text = await (await app.request('/metrics')).text();
    expect(text.split('\n')).toContain('database_up 0');
    expect(text).not.toContain('jobs{');
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('answers a page with 503, a machine with a problem and cXML with its own Status', async () => {
    const app = loggedApp({ orm: await gone() });
    const cookie = 'comptoir_session=whoever';
    const page = await app.request('/home', { headers: { ...html, cookie } });
    expect(page.status).toBe(503);
    expect(await page.text()).toContain('The database does not answer; nothing was changed.');
    const machine = await app.request('/api/v1/bank-statements', { method: 'POST', body: 'x' });
    expect(machine.status).toBe(503);
    expect(await machine.json()).toMatchObject({ code: 'database.unavailable' });
    const cxml = await app.request('/cxml', { method: 'POST', body: '<cXML/>' });
    expect(cxml.status).toBe(200);
    expect(await cxml.text()).toContain('<Status code="500"');
  });

  it('is told of by the log with the number of the request', async () => {
    const app = loggedApp({ orm: await gone() });
    await app.request('/home', {
      headers: { ...html, cookie: 'comptoir_session=x', 'x-request-id': 'trace-abcdefgh' },
    });
    const [logged] = app.entries().filter((entry) => entry.msg === 'unexpected error');
    expect(logged).toMatchObject({ requestId: 'trace-abcdefgh' });
  });
});
