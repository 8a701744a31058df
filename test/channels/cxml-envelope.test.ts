import { deflateSync, gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  buildConfirmationRequest,
  buildSetupRequest,
  type Credential,
  computeMac,
  type Header,
  parseCxml,
} from '../../punchout/index.ts';
import { PartnerCredential, TradingConnection } from '../../src/domain/parties/index.ts';
import { addSecret } from '../../src/domain/service/index.ts';
import { systemContext, write } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';

const db = testDatabase({ start: '2026-03-02T09:00:00Z' });
const NEXT = 'the next secret of Acme';

beforeAll(async () => {
  await smallWorld(db.services());
  const [connection] = await db.query<{ id: string }>(
    `select c.id from trading_connection c where c.organisation_id = ? and c.protocol = 'cxml'`,
    [id('acme')],
  );
  const ctx = systemContext(db.services(), 'test');
  await addSecret(ctx, { connectionId: connection?.id ?? '', secret: NEXT });
  await write(ctx, async (tx) => {
    const partners = [
      ['petit', { domain: 'networkid', identity: 'AN02000000009-T' }],
      ['seller-a', { domain: 'duns', identity: '222222222' }],
    ] as const;
    for (const [org, name] of partners) {
      const connectionId = tx.newId();
      tx.em.create(TradingConnection, {
        id: connectionId,
        organisationId: id(org),
        protocol: 'cxml',
        name: `${org} of the envelope`,
        deploymentMode: 'test',
        profile: 'generic',
        createdAt: tx.now(),
      });
      await tx.em.flush();
      tx.em.create(PartnerCredential, {
        id: tx.newId(),
        connectionId,
        organisationId: id(org),
        ...name,
      });
    }
  });
});

const acme: Credential = { domain: 'NetworkID', identity: 'AN02000000002-T' };
const duns: Credential = { domain: 'DUNS', identity: '999999999' };
const petit: Credential = { domain: 'NetworkID', identity: 'AN02000000009-T' };
const sellerA: Credential = { domain: 'DUNS', identity: '222222222' };
const sellerB: Credential = { domain: 'DUNS', identity: '123456789' };
const us: Credential = { domain: 'NetworkID', identity: 'AN01000000001-T' };

/** A MAC over one name of From and the sender's, as the guide computes it. */
function mac({
  over,
  secret,
  created = '2026-03-02T09:30:00+01:00',
  expires = '2026-03-02T12:30:00+01:00',
}: {
  over: Credential;
  secret: string;
  created?: string;
  expires?: string;
}): Credential {
  const dates = { creationDate: created, expirationDate: expires };
  const value = computeMac(secret, { from: over, sender: acme, ...dates });
  return {
    ...acme,
    mac: { type: 'FromSenderCredentials', algorithm: 'HMAC-SHA1-96', ...dates, value },
  };
}

function headerOf({
  from = [acme],
  to = [us],
  sender,
}: {
  from?: readonly Credential[];
  to?: readonly Credential[];
  sender: readonly Credential[];
}): Header {
  return {
    from: { credentials: from },
    to: { credentials: to },
    sender: { credentials: sender, userAgent: 'Suite' },
  };
}

let sent = 0;
function setup(header: Header): Uint8Array {
  sent += 1;
  return buildSetupRequest(
    { payloadId: `envelope-${sent}@acme.test`, timestamp: '2026-03-02T10:00:00+01:00', header },
    {
      operation: 'create',
      buyerCookie: 'c',
      extrinsics: [],
      contacts: [],
      items: [],
      browserFormPost: 'https://suite.acme.test/return',
    },
  );
}

function confirmation(header: Header): Uint8Array {
  sent += 1;
  const timestamp = '2026-03-02T10:00:00+01:00';
  return buildConfirmationRequest(
    { payloadId: `confirmation-${sent}@seller.test`, timestamp, header },
    {
      type: 'accept',
      operation: 'new',
      noticeDate: timestamp,
      order: { orderId: 'nobody’s', payloadId: 'nobody@acme.test' },
      contacts: [],
      comments: [],
      extrinsics: [],
      items: [],
    },
  );
}

const app = () => testApp(db.services());
async function detailOf(body: Uint8Array): Promise<string> {
  const answer = await app().request('/cxml', { method: 'POST', body: Buffer.from(body) });
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  return payload.kind === 'Response' ? (payload.status.detail ?? '') : '';
}
async function statusOf(
  body: Uint8Array,
  { to = app(), contentType = 'text/xml; charset=UTF-8' } = {},
): Promise<number> {
  const answer = await to.request('/cxml', {
    method: 'POST',
    headers: { 'content-type': contentType },
    body: Buffer.from(body),
  });
  expect(answer.status).toBe(200);
  const { payload } = parseCxml(Buffer.from(await answer.text()));
  return 'status' in payload && typeof payload.status === 'object' ? payload.status.code : 0;
}

const secret = (text: string): Credential => ({ ...acme, sharedSecret: text });

describe('who sends a cXML document is proved', () => {
  it.each([
    ['by the secret in force', headerOf({ sender: [secret('acme-secret')] }), 200],
    ['by the next secret while a rotation lasts', headerOf({ sender: [secret(NEXT)] }), 200],
    ['not by another', headerOf({ sender: [secret('acme-secre')] }), 401],
    ['not by an empty one', headerOf({ sender: [secret(' ')] }), 401],
    [
      'by a domain in other case',
      headerOf({
        from: [{ ...acme, domain: 'networkid' }],
        sender: [{ ...secret('acme-secret'), domain: 'NETWORKID', identity: ' AN02000000002-T ' }],
      }),
      200,
    ],
    ['by a MAC', headerOf({ sender: [mac({ over: acme, secret: 'acme-secret' })] }), 200],
    [
      'by a MAC with the next secret',
      headerOf({ sender: [mac({ over: acme, secret: NEXT })] }),
      200,
    ],
    [
      'by a MAC over the second of From’s names',
      headerOf({ from: [duns, acme], sender: [mac({ over: acme, secret: 'acme-secret' })] }),
      200,
    ],
    [
      'not by a MAC with a wrong secret',
      headerOf({ sender: [mac({ over: acme, secret: 'x' })] }),
      401,
    ],
    [
      'not by a MAC that has run out',
      headerOf({
        sender: [mac({ over: acme, secret: 'acme-secret', expires: '2026-03-02T10:00:00+01:00' })],
      }),
      401,
    ],
    [
      'not by a MAC of later',
      headerOf({
        sender: [mac({ over: acme, secret: 'acme-secret', created: '2026-03-02T10:00:01+01:00' })],
      }),
      401,
    ],
    [
      'with names nobody knows beside the known one',
      headerOf({
        from: [duns, acme],
        to: [us, { ...us, domain: 'PrivateID' }],
        sender: [secret('acme-secret')],
      }),
      200,
    ],
    [
      'not with one domain twice',
      headerOf({ from: [acme, { ...acme, identity: 'AN09' }], sender: [secret('acme-secret')] }),
      401,
    ],
  ])('%s', async (_, header, status) => {
    expect(await statusOf(setup(header))).toBe(status);
  });

  it.each([
    ['a seller, for routing', [sellerB], 200],
    ['the sender itself', [acme], 200],
    ['another buyer', [petit], 401],
    ['another buyer beside a name nobody has', [{ ...us, domain: 'PrivateID' }, petit], 401],
  ])('a document of a buyer to %s', async (_, to, status) => {
    expect(await statusOf(setup(headerOf({ to, sender: [secret('acme-secret')] })))).toBe(status);
    // Whoever is not proved learns nothing of who is a partner here.
    const wrong = await detailOf(setup(headerOf({ to, sender: [secret('wrong')] })));
    expect(wrong).toBe(
      'The credentials do not open a connection here. Check domain, identity and shared secret.',
    );
  });

  it.each([
    ['a buyer', [acme], 417],
    ['the marketplace', [us], 417],
    ['another seller', [sellerA], 401],
  ])('a document of a seller to %s', async (_, to, status) => {
    const sender = [{ ...sellerB, sharedSecret: 'beta-secret' }];
    expect(await statusOf(confirmation(headerOf({ from: [sellerB], to, sender })))).toBe(status);
  });

  it('and a To that names nobody here is carried out, with what we are called', async () => {
    const last = async () =>
      (
        await db.query<{ notes: { code: string; element: string; message: string }[] }>(
          `select advisories as notes from exchange where direction = 'in' order by id desc limit 1`,
        )
      )[0]?.notes.filter(({ code }) => code === 'to_unknown');
    const sender = [secret('acme-secret')];
    expect(await statusOf(setup(headerOf({ to: [duns], sender })))).toBe(200);
    expect(await last()).toMatchObject([
      {
        element: 'Header/To',
        message:
          'To names DUNS 999999999, whom nobody here is called; we are NetworkID AN01000000001-T. Carried out all the same.',
      },
    ]);
    for (const to of [[us], [duns, { ...us, domain: 'networkid' }], [sellerB]]) {
      expect(await statusOf(setup(headerOf({ to, sender })))).toBe(200);
      expect(await last()).toEqual([]);
    }
  });

  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
  ])('not in a body packed as %s, which is refused with what to do', async (format, pack) => {
    const body = setup(headerOf({ sender: [secret('acme-secret')] }));
    expect(await statusOf(pack(body))).toBe(406);
    expect(await detailOf(pack(body))).toBe(
      `The body is compressed (${format}), and compressed bodies are not read. Send the document as it is, without Content-Encoding.`,
    );
    expect(await statusOf(body)).toBe(200);
  });

  it('and guessing is refused as a passing fault after twenty tries, the right secret too', async () => {
    const to = app();
    const guess = (text: string) => statusOf(setup(headerOf({ sender: [secret(text)] })), { to });
    for (let n = 0; n < 20; n += 1) expect(await guess(`guess ${n}`)).toBe(401);
    expect(await guess('acme-secret')).toBe(560);
    expect(
      await statusOf(setup(headerOf({ from: [duns], sender: [{ ...duns, sharedSecret: 'x' }] })), {
        to,
      }),
    ).toBe(401);
    db.clock.advance({ minutes: 15 });
    expect(await guess('acme-secret')).toBe(200);
  });

  it('and guessing is counted for From too: another Sender with each guess helps nobody', async () => {
    const to = app();
    const guess = (n: number, text: string) =>
      statusOf(
        setup(headerOf({ sender: [{ domain: 'X', identity: `nobody ${n}`, sharedSecret: text }] })),
        { to },
      );
    for (let n = 0; n < 20; n += 1) expect(await guess(n, `guess ${n}`)).toBe(401);
    expect(await guess(20, 'acme-secret')).toBe(560);
    db.clock.advance({ minutes: 15 });
    expect(await guess(21, 'acme-secret')).toBe(200);
  });

  it('and one buyer’s wrong secret locks out nobody else of the network that sends for both', async () => {
    const to = app();
    const network = { domain: 'NetworkID', identity: 'AN01000002792' };
    const sent = (from: Credential, text: string) =>
      statusOf(setup(headerOf({ from: [from], sender: [{ ...network, sharedSecret: text }] })), {
        to,
      });
    for (let n = 0; n < 20; n += 1) expect(await sent(duns, 'wrong')).toBe(401);
    expect(await sent(duns, 'wrong')).toBe(560);
    expect(await sent(acme, 'acme-secret')).toBe(200);
    db.clock.advance({ minutes: 15 });
  });

  it('and what names no secret is no guess: thirty lost carts lock nobody out', async () => {
    const to = app();
    const lost = () => statusOf(setup(headerOf({ sender: [acme] })), { to });
    for (let n = 0; n < 30; n += 1) expect(await lost()).toBe(401);
    expect(await statusOf(setup(headerOf({ sender: [secret('acme-secret')] })), { to })).toBe(200);
  });

  it('and more names than anybody has are refused, so that none is hidden behind them', async () => {
    const many = Array.from({ length: 20 }, (_, n) => ({ domain: `D${n}`, identity: 'x' }));
    const sender = [...many, secret('acme-secret')];
    expect(await statusOf(setup(headerOf({ sender })))).toBe(400);
    expect(await statusOf(setup(headerOf({ sender: sender.slice(1) })))).toBe(200);
  });

  it('and who is a partner here is not told to those who prove nothing', async () => {
    const beta: Credential = { domain: 'DUNS', identity: '123456789' };
    const other = { ...acme, domain: 'NetworkID', identity: 'AN-nobody' };
    const answers = await Promise.all(
      [
        headerOf({ from: [acme, beta], sender: [secret('wrong')] }),
        headerOf({ from: [acme, { ...beta, identity: '0' }], sender: [secret('wrong')] }),
        headerOf({ from: [other], sender: [{ ...other, sharedSecret: 'wrong' }] }),
      ].map((header) => detailOf(setup(header))),
    );
    expect(new Set(answers).size).toBe(1);
    expect(
      await detailOf(setup(headerOf({ from: [acme, beta], sender: [secret('acme-secret')] }))),
    ).toBe('The credentials in From name different organisations; send one organisation’s.');
    const oldMac = (names: Credential): Header => {
      const mac = {
        type: 'Other',
        algorithm: 'MD5',
        creationDate: '',
        expirationDate: '',
        value: 'x',
      };
      return headerOf({
        from: [names],
        sender: [
          {
            ...names,
            mac: {
              ...mac,
              creationDate: '2026-03-02T09:30:00+01:00',
              expirationDate: '2026-03-02T12:30:00+01:00',
            },
          },
        ],
      });
    };
    expect(await detailOf(setup(oldMac(acme)))).toBe(await detailOf(setup(oldMac(other))));
  });
});

describe('a document arrives', () => {
  const text = () =>
    Buffer.from(setup(headerOf({ sender: [secret('acme-secret')] }))).toString('utf8');

  it.each([
    [
      'in UTF-16 without a mark',
      () => Buffer.from(text().replace('UTF-8', 'UTF-16'), 'utf16le'),
      'text/xml',
    ],
    ['in UTF-8 called us-ascii', () => Buffer.from(text()), 'text/xml; charset=us-ascii'],
    ['without a charset', () => Buffer.from(text()), 'text/xml'],
    [
      'as application/xml in ISO-8859-15',
      () => Buffer.from(text().replace('UTF-8', 'ISO-8859-15'), 'latin1'),
      'application/xml',
    ],
    [
      'with a mark and lines before it',
      () => Buffer.from(`\uFEFF\r\n${text()}`),
      'text/xml; charset=utf-8',
    ],
    [
      'in two megabytes, read in slices',
      () =>
        Buffer.from(
          text().replace(
            '</BuyerCookie>',
            `</BuyerCookie>${'<Extrinsic name="Note">é</Extrinsic>'.repeat(40_000)}`,
          ),
        ),
      'text/xml; charset=utf-8',
    ],
  ])('%s', async (_, body, contentType) => {
    expect(await statusOf(body(), { contentType })).toBe(200);
  });
});
