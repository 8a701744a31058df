import { connect as dial, type Server } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  buildOrderRequest,
  buildProfileRequest,
  parseCxml,
  statusText,
  validateCxml,
} from '../../punchout/index.ts';
import { createApp } from '../../src/app.tsx';
import { problemCatalogue } from '../../src/base/problems/index.ts';
import type { Services } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import { header, suiteStory } from './orders-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);

let sent = 0;
const around = () => {
  sent += 1;
  const payloadId = `status-${sent}@acme.test`;
  return { payloadId, timestamp: '2026-03-02T10:00:00+01:00', header };
};

/** A Request of any kind by its element alone, from a partner that is known. */
function requestOf(element: string): string {
  const whole = Buffer.from(buildProfileRequest(around())).toString('utf8');
  return whole.replace('<ProfileRequest/>', element);
}

type Said = { http: number; type: string; status: number; detail: string };

async function said(answer: Response): Promise<Said> {
  const { payload } = parseCxml(Buffer.from(await answer.arrayBuffer()));
  if (!('status' in payload) || typeof payload.status !== 'object') throw new Error('no status');
  const { code, detail = '' } = payload.status;
  return {
    http: answer.status,
    type: answer.headers.get('content-type') ?? '',
    status: code,
    detail,
  };
}

const request = (path: string, init?: RequestInit) => testApp(db.services()).request(path, init);
const post = async (body: string | Uint8Array, services: Services = db.services()) =>
  said(
    await testApp(services).request('/cxml', {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8' },
      body: typeof body === 'string' ? body : Buffer.from(body),
    }),
  );

describe('the ProfileResponse', () => {
  const REQUESTS = [
    'PunchOutSetupRequest',
    'OrderRequest',
    'ConfirmationRequest',
    'ShipNoticeRequest',
    'ReceiptRequest',
    'StatusUpdateRequest',
    'PaymentRemittanceRequest',
    'CopyRequest',
    'ProfileRequest',
    'InvoiceDetailRequest',
    'QuoteRequest',
    'CatalogUploadRequest',
    'MasterAgreementRequest',
    'SubscriptionListRequest',
    'GetPendingRequest',
    'ProviderSetupRequest',
    'AuthRequest',
  ];

  async function profile() {
    const answer = await request('/cxml', {
      method: 'POST',
      headers: { 'content-type': 'text/xml' },
      body: Buffer.from(buildProfileRequest(around())),
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const { payload } = parseCxml(bytes);
    if (payload.kind !== 'ProfileResponse') throw new Error('no ProfileResponse');
    return { bytes, payload };
  }

  it('is valid, and says what may be asked of orders and of visits', async () => {
    const { bytes, payload } = await profile();
    expect(validateCxml(bytes, { version: '1.2.014' })).toEqual([]);
    const url = `${db.services().config.publicUrl}/cxml`;
    expect(new Set(payload.transactions.map((one) => one.url))).toEqual(new Set([url]));
    const options = Object.fromEntries(
      payload.transactions
        .filter((one) => one.options.length > 0)
        .map((one) => [one.requestName, one.options.map(({ name, value }) => `${name}=${value}`)]),
    );
    expect(options).toEqual({
      OrderRequest: ['attachments=Yes', 'changes=Yes'],
      PunchOutSetupRequest: [
        `Direct.URL=${url}`,
        'Direct.AuthenticationMethod.CredentialMac=Yes',
        'operationAllowed=edit',
      ],
    });
  });

  it('lists exactly what is served: what it lists is never answered 450, what it does not list is', async () => {
    const { payload } = await profile();
    const listed = new Set(payload.transactions.map((one) => one.requestName));
    for (const kind of REQUESTS) {
      const { status, detail } = await post(requestOf(`<${kind}/>`));
      // An empty InvoiceDetailRequest is refused for what it lacks before anybody asks who serves it.
      if (kind === 'InvoiceDetailRequest') expect(listed.has(kind)).toBe(false);
      else expect([kind, status === 450], detail).toEqual([kind, !listed.has(kind)]);
    }
    expect([...listed].filter((kind) => !REQUESTS.includes(kind))).toEqual([]);
  });
});

describe('a status', () => {
  const entries: [string, { http: number; cxml: number }][] = Object.entries(problemCatalogue);
  // The guide’s list; 404, 405, 413, 422 and the like are HTTP’s and no cXML.
  const GUIDE = [
    400, 401, 402, 403, 406, 409, 412, 417, 450, 461, 462, 463, 464, 465, 466, 467, 468, 469, 470,
    475, 476, 477, 499, 500, 550, 551, 560, 561, 562,
  ];

  it('is always one of the guide’s', () => {
    expect(entries.filter(([, { cxml }]) => !GUIDE.includes(cxml))).toEqual([]);
    const byClass = GUIDE.filter((code) =>
      /^(Bad Request|Internal Server Error)$/.test(statusText(code)),
    );
    expect(byClass).toEqual([400, 500]);
  });

  it('never blames the partner for a fault of ours', () => {
    // 501 says that a partner asked for what is not served.
    const ours = entries.filter(([, { http }]) => http >= 500 && http !== 501);
    expect(ours.length).toBeGreaterThan(10);
    expect(ours.filter(([, { cxml }]) => cxml < 500)).toEqual([]);
  });
});

describe('whatever is sent to the endpoint, HTTP says 200 and the document says the rest:', () => {
  it.each([
    ['PUT', '/cxml'],
    ['DELETE', '/cxml'],
    ['PATCH', '/cxml'],
    ['OPTIONS', '/cxml'],
    ['GET', '/cxml/profile'],
    ['POST', '/cxml/'],
    ['POST', '/cxml/punchout/setup?a=<b>&c="'],
  ])('%s %s is 450', async (method, path) => {
    const answer = await said(await request(path, { method, headers: { accept: 'text/html' } }));
    expect(answer).toMatchObject({ http: 200, type: 'text/xml; charset=UTF-8', status: 450 });
    expect(answer.detail).toContain('send documents by POST to /cxml');
  });

  it('a HEAD is answered as the ping is', async () => {
    const answer = await request('/cxml', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  it.each([
    ['no body and no type', {}],
    ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: 'a=b' }],
    ['JSON', { headers: { 'content-type': 'application/json' }, body: '{}' }],
    ['a type of nonsense', { headers: { 'content-type': ';;charset=;' }, body: 'x' }],
    [
      'multipart without a boundary',
      { headers: { 'content-type': 'multipart/related' }, body: 'x' },
    ],
  ])('%s is refused with 406', async (_, init: RequestInit) => {
    const answer = await said(await request('/cxml', { method: 'POST', ...init }));
    expect(answer).toMatchObject({ http: 200, status: 406 });
  });

  it('an unexpected exception is 500, without a word of the code in it', async () => {
    const broken: Services = {
      ...db.services(),
      clock: {
        now: () => {
          if (/platform.exchange|recordExchange/.test(new Error('where').stack ?? ''))
            throw new TypeError('undefined is not a function at /srv/secret.ts');
          return db.services().clock.now();
        },
      },
    };
    const answer = await post(requestOf('<ProfileRequest/>'), broken);
    expect(answer).toMatchObject({ http: 200, status: 500 });
    expect(answer.detail).not.toMatch(/secret|undefined|\.ts/);
  });
});

describe('while the database is away', () => {
  const name = () => new URL(db.adminUrl()).pathname.slice(1);
  const logins = (most: '0' | '-1') =>
    db.query(`alter database ${name()} with connection limit ${most}`);
  const cut = () =>
    db.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = ? and usename = 'comptoir_app'`,
      [name()],
    );

  it('a document is told to come again (5xx), a ping is answered, and its retry makes one order', async () => {
    const [bolt] = await story.basket([['bolt', '100']]);
    if (!bolt) throw new Error('no basket');
    const content = story.order('PO-DOWN', [{ quote: bolt, line: 1 }]);
    const envelope = { ...around(), deploymentMode: 'test' as const };
    const bytes = buildOrderRequest(envelope, content, { version: '1.2.071' });
    await logins('0');
    try {
      await cut();
      const away = await post(bytes);
      expect([away.http, away.status]).toEqual([200, 500]);
      expect(await (await request('/cxml')).text()).toContain('Ping Response Message');
    } finally {
      await logins('-1');
    }
    expect(await post(bytes)).toMatchObject({ http: 200, status: 200 });
    expect(await post(bytes)).toMatchObject({ http: 200, status: 200 });
    const orders = await db.query('select id from purchase_order where number = ?', ['PO-DOWN']);
    expect(orders).toHaveLength(1);
  });

  it('connections cut while documents are in flight cost no document its answer', async () => {
    const answers = Promise.all(
      Array.from({ length: 12 }, () => post(requestOf('<ProfileRequest/>'))),
    );
    await cut();
    for (const { http, status } of await answers) {
      expect(http).toBe(200);
      expect([200, 500]).toContain(status);
    }
    // More than the pool has places: a connection that broke while it was lent holds none of them.
    const later = await Promise.all(
      Array.from({ length: 30 }, () => post(requestOf('<ProfileRequest/>'))),
    );
    expect(new Set(later.map(({ status }) => status))).toEqual(new Set([200]));
  });
});

describe('on a real connection', () => {
  let server: Server;
  let port = 0;
  beforeAll(async () => {
    server = createAdaptorServer({ fetch: createApp(db.services()).fetch }) as Server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    ({ port } = server.address() as { port: number });
  });
  afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

  const head = (more: string) =>
    `POST /cxml HTTP/1.1\r\nHost: shop\r\nContent-Type: text/xml\r\nConnection: close\r\n${more}\r\n\r\n`;

  /** What comes back for bytes on a socket; the socket is cut when `cut` says so. */
  const spoken = (parts: readonly string[], ending: 'wait' | 'cut'): Promise<string> =>
    new Promise((resolve) => {
      let heard = '';
      const socket = dial(port, '127.0.0.1', () => {
        for (const part of parts) socket.write(part);
        if (ending === 'cut') setImmediate(() => socket.destroy());
      });
      socket.on('data', (chunk: Buffer) => {
        heard += chunk.toString('utf8');
      });
      socket.on('error', () => resolve(heard));
      socket.on('close', () => resolve(heard));
    });

  it('a body that breaks off harms nobody after it', async () => {
    for (const length of ['Content-Length: 5000', 'Transfer-Encoding: chunked'])
      await spoken([head(length), '10\r\n<cXML payloadID='], 'cut');
    const body = requestOf('<ProfileRequest/>');
    const answer = await spoken([head(`Content-Length: ${Buffer.byteLength(body)}`), body], 'wait');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(answer).toContain('<ProfileResponse');
  });

  it('a body without end is answered 499 at the cap, whatever length it claims', async () => {
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`;
    const chunked = await spoken([head('Transfer-Encoding: chunked'), chunk.repeat(40)], 'wait');
    expect(chunked).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(chunked).toContain('<Status code="499"');
    const claimed = await spoken([head('Content-Length: 900000000'), '<cXML'], 'wait');
    expect(claimed).toContain('<Status code="499"');
  });

  it('a client that looks at the answer only when it has sent all twelve megabytes finds the 499', async () => {
    const body = Buffer.alloc(12_000_000, 'a');
    const heard = await new Promise<string>((resolve) => {
      let answer = '';
      const socket = dial(port, '127.0.0.1', () => {
        socket.pause();
        socket.write(head(`Content-Length: ${body.byteLength}`));
        socket.write(body, () => socket.resume());
      });
      socket.on('data', (chunk: Buffer) => {
        answer += chunk.toString('utf8');
      });
      socket.on('error', (error) => resolve(String(error)));
      socket.on('close', () => resolve(answer));
    });
    expect(heard).toMatch(/^HTTP\/1\.1 200 OK/);
    expect(heard).toContain('<Status code="499"');
  });
});
