import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import {
  buildSetupRequest,
  type CxmlDocument,
  type ItemIn,
  type ItemOut,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';

type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;

/** What a browser posted to the suite: how, the form as it went over the wire, and the document in it. */
export type Posted = {
  readonly method: string;
  readonly body: string;
  readonly document: CxmlDocument;
};

/**
 * A buyer's purchasing suite for browsers: pages that frame the shop, and addresses the basket returns to.
 * It answers as `localhost` while the shop is `127.0.0.1`, so that the two are different sites.
 */
export async function startSuite(): Promise<{
  url: string;
  carts: Cart[];
  posted: Posted[];
  /** The address of a page of the suite that shows `startPage` in a frame. */
  frame: (startPage: string) => string;
  /** The same with several frames beside one another. */
  frames: (startPages: readonly string[]) => string;
  stop: () => Promise<void>;
}> {
  const carts: Cart[] = [];
  const posted: Posted[] = [];
  const app = new Hono();
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/frame', (c) =>
    c.html(
      html`<!doctype html><html lang="en"><head><title>Suite</title></head><body>
        <h1>Suite</h1>
        ${(c.req.queries('at') ?? []).map(
          (at, place) =>
            html`<iframe name="shop-${place}" title="Shop ${place}" width="1000" height="700" src="${at}"></iframe>`,
        )}
      </body></html>`,
    ),
  );
  app.post('/return', async (c) => {
    const body = await c.req.text();
    const document = parseCxml(readBrowserPost(new URLSearchParams(body)));
    posted.push({ method: c.req.method, body, document });
    const { payload } = document;
    if (payload.kind === 'PunchOutOrderMessage') carts.push(payload);
    const next = c.req.query('next');
    return next ? c.redirect(next, 303) : c.html(received);
  });
  app.get('/received', (c) => c.html(received));
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = server.address() as { port: number };
  const url = `http://localhost:${port}`;
  return {
    url,
    carts,
    posted,
    frame: (startPage) => `${url}/frame?at=${encodeURIComponent(startPage)}`,
    frames: (startPages) =>
      `${url}/frame?${startPages.map((one) => `at=${encodeURIComponent(one)}`).join('&')}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const received = html`<!doctype html><html lang="en"><head><title>Request</title></head><body>
  <h1>Basket received</h1></body></html>`;

let setups = 0;

/** Lines of a cart as an edit or inspect sends them back. */
export function itemsOut(items: readonly ItemIn[]): ItemOut[] {
  return items.map((item, at) => ({
    quantity: item.quantity,
    lineNumber: at + 1,
    itemId: item.itemId,
    detail: item.detail,
    supplierIds: [],
    distributions: [],
    scheduleLines: [],
    contacts: [],
    comments: [],
  }));
}

export type SetupAsked = {
  /** The shop's address, or the shop itself where it has none. */
  readonly base: string | ((path: string, init: RequestInit) => Promise<Response>);
  /** Absent: the setup names no BrowserFormPost. */
  readonly returnTo?: string;
  readonly buyerCookie: string;
  readonly operation?: 'create' | 'edit' | 'inspect' | 'source';
  readonly email?: string;
  readonly items?: readonly ItemOut[];
  readonly selectedItem?: { supplierPartId: string; supplierPartAuxiliaryId?: string };
};

/** The suite posts a PunchOutSetupRequest; what it is answered. Plays the buyer `acme`. */
export async function askVisit(asked: SetupAsked): Promise<CxmlDocument> {
  setups += 1;
  const credential = { domain: 'NetworkID', identity: 'AN02000000002-T' };
  const request = buildSetupRequest(
    {
      payloadId: `browser-${setups}@suite.test`,
      timestamp: '2026-03-02T10:00:00+01:00',
      lang: 'en-GB',
      header: {
        from: { credentials: [credential] },
        to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
        sender: {
          credentials: [{ ...credential, sharedSecret: 'acme-secret' }],
          userAgent: 'Suite',
        },
      },
    },
    {
      operation: asked.operation ?? 'create',
      buyerCookie: asked.buyerCookie,
      extrinsics: [{ name: 'UserEmail', value: asked.email ?? 'ana@acme.test' }],
      contacts: [],
      items: asked.items ?? [],
      ...(asked.returnTo === undefined ? {} : { browserFormPost: asked.returnTo }),
      ...(asked.selectedItem ? { selectedItem: asked.selectedItem } : {}),
    },
  );
  const { base } = asked;
  const send = (path: string, init: RequestInit): Promise<Response> =>
    typeof base === 'string' ? fetch(base + path, init) : base(path, init);
  const answer = await send('/cxml', {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(request),
  });
  return parseCxml(Buffer.from(await answer.arrayBuffer()));
}

/** The suite asks for a visit over cXML; the address of the shop's first page. */
export async function setUpVisit(asked: SetupAsked): Promise<string> {
  const { payload } = await askVisit(asked);
  if (payload.kind !== 'PunchOutSetupResponse')
    throw new Error(`refused: ${JSON.stringify(payload)}`);
  return payload.startPage;
}
