import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CxmlDocument, parseCxml } from '../../punchout/index.ts';
import {
  normalIdentity,
  Organisation,
  PartnerCredential,
  TradingConnection,
} from '../../src/domain/parties/index.ts';
import { sealSecret, systemContext, write } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { smallWorld } from '../support/world.ts';

const documents = '../shared/fixtures/cxml';
const present = existsSync(documents);
if (!present) console.warn('skipped: the third-party cXML documents are not beside this checkout');

const db = testDatabase();
beforeAll(() => smallWorld(db.services()));

const files = present
  ? readdirSync(documents, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.xml'))
      .sort()
  : [];
const bytesOf = (file: string): Buffer => readFileSync(`${documents}/${file}`);

/** The readable documents whose root of content has a name, e.g. `PunchOutSetupRequest`. */
function filesOf(element: string): string[] {
  return files.filter((file) => bytesOf(file).includes(`<${element}`));
}
const SETUPS = filesOf('PunchOutSetupRequest');
const ORDERS = filesOf('OrderRequest>');

const DEFAULT_SECRET = 'secret of a document without one';

/** A buyer whose credentials are those of the document: From and Sender, and the SharedSecret it brings. */
async function configureBuyer(
  { header }: CxmlDocument,
  deploymentMode: 'test' | 'production',
): Promise<{ organisationId: string }> {
  if (!header) throw new Error('the document has no header');
  const { key } = db.services().config;
  const secret = header.sender.credentials.find((one) => one.sharedSecret)?.sharedSecret?.trim();
  // Several documents carry the same made-up identity; only the buyer of this one may answer to it.
  await db.query('update trading_connection set active = false');
  return write(systemContext(db.services(), 'test'), async (tx) => {
    const organisationId = tx.newId();
    const connectionId = tx.newId();
    tx.em.create(Organisation, {
      id: organisationId,
      kind: 'buyer',
      legalName: 'Fixture buyer SAS',
      tradingName: 'Fixture buyer',
      address: { street: '1 rue du Test', postalCode: '69001', city: 'Lyon', country: 'FR' },
      country: 'FR',
      currency: 'EUR',
      locale: 'fr',
      createdAt: tx.now(),
    });
    await tx.em.flush();
    tx.em.create(TradingConnection, {
      id: connectionId,
      organisationId,
      protocol: 'cxml',
      name: `fixture-${connectionId}`,
      deploymentMode,
      profile: 'generic',
      secretSealed: sealSecret(key, secret ?? DEFAULT_SECRET),
      createdAt: tx.now(),
    });
    await tx.em.flush();
    const credentials = [...header.from.credentials, ...header.sender.credentials].map(
      normalIdentity,
    );
    const distinct = new Map(credentials.map((one) => [`${one.domain}|${one.identity}`, one]));
    for (const { domain, identity } of distinct.values()) {
      const row = { id: tx.newId(), connectionId, organisationId, domain, identity };
      tx.em.create(PartnerCredential, row);
    }
    return { organisationId };
  });
}

type Answer = { http: number; document: CxmlDocument; code: number; detail: string };

async function post(bytes: Buffer): Promise<Answer> {
  const answer = await testApp(db.services()).request('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml' },
    body: new Uint8Array(bytes),
  });
  const document = parseCxml(Buffer.from(await answer.arrayBuffer()));
  const { payload } = document;
  const status = 'status' in payload && typeof payload.status === 'object' ? payload.status : null;
  return {
    http: answer.status,
    document,
    code: status?.code ?? 0,
    detail: status?.detail ?? '',
  };
}

async function refusalOfLast(): Promise<string[]> {
  const [row] = await db.query<{ errors: { code: string }[] }>(
    `select errors from exchange where channel = 'cxml' and direction = 'in' order by id desc limit 1`,
  );
  return row?.errors.map((error) => error.code) ?? [];
}

describe.skipIf(!present)('a third-party PunchOutSetupRequest', () => {
  it('is among the documents', () => {
    expect(SETUPS.length).toBeGreaterThanOrEqual(12);
  });

  it.each(SETUPS)(
    '%s is accepted for the buyer it names, and its StartPage opens',
    async (file) => {
      const bytes = bytesOf(file);
      const sent = parseCxml(bytes);
      const { organisationId } = await configureBuyer(sent, 'test');
      const { http, code, detail, document } = await post(bytes);
      expect({ http, code, detail }).toEqual({ http: 200, code: 200, detail: '' });
      if (document.payload.kind !== 'PunchOutSetupResponse') throw new Error('no StartPage');
      const start = new URL(document.payload.startPage);
      expect(start.origin).toBe(db.services().config.publicUrl);

      const opened = await testApp(db.services()).request(start.pathname);
      expect(opened.status).toBe(303);
      const shop = await testApp(db.services()).request(opened.headers.get('location') ?? '');
      expect(shop.status).toBe(200);
      expect(await shop.text()).toContain('Fixture buyer');

      const setup = sent.payload.kind === 'PunchOutSetupRequest' ? sent.payload : undefined;
      const sessions = await db.query(
        `select operation, buyer_cookie, setup_payload_id, state from punch_out_session where buyer_id = ?`,
        [organisationId],
      );
      expect(sessions).toEqual([
        {
          operation: setup?.operation,
          buyer_cookie: setup?.buyerCookie,
          setup_payload_id: sent.payloadId,
          state: 'active',
        },
      ]);
    },
  );

  it.each(SETUPS)('%s is refused with a wrong secret like a stranger', async (file) => {
    const bytes = bytesOf(file);
    const sent = parseCxml(bytes);
    await configureBuyer(sent, 'test');
    const text = bytes.toString('utf8').replace(/(<SharedSecret>)[^<]*/, '$1not-it');
    const wrong = await post(Buffer.from(text));
    await db.query('update trading_connection set active = false');
    const stranger = await post(bytes);
    expect([wrong.code, stranger.code]).toEqual([401, 401]);
    expect(wrong.detail).toBe(stranger.detail);
  });

  it('that returns over plain http is refused once its connection is in production', async () => {
    const plain = SETUPS.filter((file) => {
      const { payload } = parseCxml(bytesOf(file));
      return (
        payload.kind === 'PunchOutSetupRequest' &&
        payload.browserFormPost?.trim().startsWith('http:')
      );
    });
    expect(plain.length).toBeGreaterThan(0);
    for (const file of plain) {
      const bytes = bytesOf(file);
      await configureBuyer(parseCxml(bytes), 'production');
      const { code, detail } = await post(bytes);
      expect({ file, code, detail }).toEqual({
        file,
        code: 400,
        detail: 'BrowserFormPost is not accepted: only https is allowed.',
      });
    }
  });
});

describe.skipIf(!present)('a third-party OrderRequest', () => {
  const proven = ORDERS.filter((file) => bytesOf(file).includes('<SharedSecret>'));
  const unproven = ORDERS.filter((file) => !proven.includes(file));

  it('is among the documents', () => {
    expect(proven.length).toBeGreaterThanOrEqual(2);
  });

  it.each(proven)(
    '%s from a basket nobody returned is refused with each line named',
    async (file) => {
      const bytes = bytesOf(file);
      const sent = parseCxml(bytes);
      const { organisationId } = await configureBuyer(sent, 'test');
      const { http, code, detail } = await post(bytes);
      expect({ http, code }).toEqual({ http: 200, code: 400 });
      const items = sent.payload.kind === 'OrderRequest' ? sent.payload.items : [];
      expect(items.length).toBeGreaterThan(0);
      for (const [at, item] of items.entries()) {
        const line = item.lineNumber ?? at + 1;
        expect(detail).toContain(`line ${line}: unknown part ${item.itemId.supplierPartId.trim()}`);
      }
      expect(await refusalOfLast()).toEqual(['purchasing.order_mismatch']);
      expect(
        await db.query('select id from purchase_order where buyer_id = ?', [organisationId]),
      ).toEqual([]);
    },
  );

  it.each(unproven)('%s that proves nothing is refused with 401', async (file) => {
    const bytes = bytesOf(file);
    await configureBuyer(parseCxml(bytes), 'test');
    expect((await post(bytes)).code).toBe(401);
  });
});

describe.skipIf(!present)('other third-party requests', () => {
  it.each([
    'FriendsOfCXML-cxml-php/samples/simple-profile-request.xml',
    'vphantom-Business-cXML/profile-request.xml',
  ])('%s is answered with what is served', async (file) => {
    const bytes = bytesOf(file);
    await configureBuyer(parseCxml(bytes), 'test');
    const { document } = await post(bytes);
    if (document.payload.kind !== 'ProfileResponse') throw new Error('no profile');
    expect(document.payload.transactions.map((one) => one.requestName)).toContain(
      'PunchOutSetupRequest',
    );
  });

  it('with empty identities opens nothing, even when a connection has none', async () => {
    const bytes = bytesOf('vphantom-Business-cXML/profile2-request.xml');
    await configureBuyer(parseCxml(bytes), 'test');
    expect((await post(bytes)).code).toBe(401);
    expect(await refusalOfLast()).toEqual(['cxml.unauthorized']);
  });

  it('of a kind nobody knows is answered with 450 and its name', async () => {
    const bytes = bytesOf('vphantom-Business-cXML/garbage-request.xml');
    await configureBuyer(parseCxml(bytes), 'test');
    const { code, detail } = await post(bytes);
    expect(code).toBe(450);
    expect(detail).toContain('GarbageRequest is not served here');
  });
});
