import { beforeAll, describe, expect, it } from 'vitest';
import { buildProfileRequest, buildSetupRequest, parseCxml } from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';
import { header } from './orders-support.ts';

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const CAP_BYTES = 2_000_000;
/** Most that one attack may hold up the answers of others, and take itself; far above what it does take. */
const ANSWERED_WITHIN_MS = 8_000;
const GROWN_MAX_BYTES = 600_000_000;

let sent = 0;
const around = () => {
  sent += 1;
  return {
    payloadId: `attack-${sent}@acme.test`,
    timestamp: '2026-03-02T10:00:00+01:00',
    header,
  };
};
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
/** A known partner's document with something in it that its writer would never put there. */
const profileWith = (inside: string): string =>
  text(buildProfileRequest(around())).replace('<ProfileRequest/>', inside);
const setupWith = (extrinsic: string): string =>
  text(
    buildSetupRequest(around(), {
      operation: 'create',
      buyerCookie: 'cookie',
      extrinsics: [],
      contacts: [],
      items: [],
      browserFormPost: 'https://suite.acme.test/return',
    }),
  ).replace('</BuyerCookie>', `</BuyerCookie>${extrinsic}`);
const subset = (declarations: string, use = '&e;'): string =>
  profileWith(`<ProfileRequest>${use}</ProfileRequest>`).replace(
    /<!DOCTYPE[^>]*>/,
    `<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.014/cXML.dtd" [${declarations}]>`,
  );

async function statusOf(body: string | Uint8Array): Promise<number> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: typeof body === 'string' ? body : Buffer.from(body),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/xml; charset=UTF-8');
  const { payload } = parseCxml(Buffer.from(await answer.arrayBuffer()));
  return 'status' in payload && typeof payload.status === 'object' ? payload.status.code : 0;
}

/** As many pieces as fit under `bytes`. */
function filled(piece: (n: number) => string, bytes: number): string {
  const parts: string[] = [];
  for (let size = 0, n = 0; size < bytes; n += 1) {
    const one = piece(n);
    parts.push(one);
    size += one.length;
  }
  return parts.join('');
}

const LAUGHS = Array.from({ length: 12 }, (_, n) =>
  n === 0 ? '<!ENTITY l0 "lol">' : `<!ENTITY l${n} "${`&l${n - 1};`.repeat(10)}">`,
).join('');

/** Each for a size in bytes, so that it can be sent under the cap and above it. */
const ATTACKS: readonly (readonly [string, (bytes: number) => string, number])[] = [
  ['an entity of its own', () => subset('<!ENTITY e "x">'), 406],
  ['a file as entity', () => subset('<!ENTITY e SYSTEM "file:///etc/passwd">'), 406],
  ['an address as entity', () => subset('<!ENTITY e SYSTEM "http://127.0.0.1:1/x">'), 406],
  [
    'a parameter entity from outside',
    () => subset('<!ENTITY % p SYSTEM "http://127.0.0.1:1/x">%p;', ''),
    406,
  ],
  ['an attribute default in the subset', () => subset('<!ATTLIST cXML a CDATA "x">', ''), 406],
  ['a billion laughs', () => subset(LAUGHS, '&l11;'), 406],
  [
    'one long entity very often',
    (bytes) =>
      subset(
        `<!ENTITY e "${'x'.repeat(9_000)}">`,
        filled(() => '&e;', bytes - 12_000),
      ),
    406,
  ],
  [
    'entity declarations without end',
    (bytes) =>
      subset(
        filled((n) => `<!ENTITY e${n} "x">`, bytes - 2_000),
        '',
      ),
    406,
  ],
  [
    'nesting without end',
    (bytes) => filled(() => '<a>', bytes / 2.4) + filled(() => '</a>', bytes / 2.4),
    406,
  ],
  ['tags never closed', (bytes) => filled(() => '<a>', bytes - 10), 406],
  ['attributes without end', (bytes) => `<cXML ${filled((n) => ` a${n}=""`, bytes - 50)}/>`, 406],
  ['names without values', (bytes) => `<cXML ${filled(() => 'a= ', bytes - 50)}/>`, 406],
  ['an attribute twice', () => '<cXML payloadID="1" payloadID="2"/>', 406],
  ['a NUL', () => setupWith('<Extrinsic name="a">\u0000</Extrinsic>'), 406],
  ['a reference to NUL', () => setupWith('<Extrinsic name="a">&#0;</Extrinsic>'), 406],
  ['a control character', () => setupWith('<Extrinsic name="a">\u0008</Extrinsic>'), 406],
  [
    'one text without end',
    (bytes) => setupWith(`<Extrinsic name="a">${'x'.repeat(bytes - 2_000)}</Extrinsic>`),
    406,
  ],
  ['two roots', () => `${setupWith('')}<cXML/>`, 406],
  ['text after the root', () => `${setupWith('')}more`, 406],
  ['a truncated document', () => setupWith('').slice(0, -9), 406],
  ['HTML’s own entities', () => setupWith('<Extrinsic name="a">&eacute;</Extrinsic>'), 406],
  // Read, for nothing in them is wrong by itself; what nobody knows is passed over.
  [
    'distinct tags without end',
    (bytes) =>
      profileWith(`<ProfileRequest>${filled((n) => `<t${n}/>`, bytes - 2_000)}</ProfileRequest>`),
    200,
  ],
  [
    'character references without end',
    (bytes) =>
      setupWith(
        filled(() => `<Extrinsic name="a">${'&#233;'.repeat(5_000)}</Extrinsic>`, bytes - 40_000),
      ),
    200,
  ],
  ['one long comment', (bytes) => setupWith(`<!--${'- '.repeat((bytes - 2_000) / 2)}-->`), 200],
  ['processing instructions', (bytes) => setupWith(filled(() => '<?p p?>', bytes - 2_000)), 200],
  [
    'one long attribute',
    (bytes) => setupWith(`<Extrinsic name="${'x'.repeat(bytes - 2_000)}">a</Extrinsic>`),
    200,
  ],
  ['names of JavaScript’s own', () => setupWith('<__proto__ constructor="x" __proto__="y"/>'), 200],
];

describe('an attack on the cXML door', () => {
  it.each(ATTACKS)(
    'by %s has its status, and others are answered meanwhile',
    async (_, build, status) => {
      const body = build(CAP_BYTES);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(CAP_BYTES);
      const before = process.memoryUsage().rss;
      const started = performance.now();
      const [attacked, other] = await Promise.all([
        statusOf(body),
        statusOf(profileWith('<ProfileRequest/>')),
      ]);
      expect([attacked, other]).toEqual([status, 200]);
      expect(performance.now() - started).toBeLessThan(ANSWERED_WITHIN_MS);
      expect(process.memoryUsage().rss - before).toBeLessThan(GROWN_MAX_BYTES);
    },
  );

  it.each(ATTACKS.filter(([, build]) => build(CAP_BYTES).length > CAP_BYTES / 4))(
    'by %s in ten megabytes is not kept at all: 499',
    async (_, build) => {
      const started = performance.now();
      const [attacked, other] = await Promise.all([
        statusOf(build(5 * CAP_BYTES)),
        statusOf(profileWith('<ProfileRequest/>')),
      ]);
      expect([attacked, other]).toEqual([499, 200]);
      expect(performance.now() - started).toBeLessThan(ANSWERED_WITHIN_MS);
    },
  );

  it('leaves a trace of each document under the cap, with what was wrong', async () => {
    const [left] = await db.query<{ n: number }>(
      `select count(*)::int as n from exchange where channel = 'cxml' and direction = 'in' and state = 'received'`,
    );
    expect(left?.n).toBe(0);
  });
});
