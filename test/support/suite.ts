import type { Server } from 'node:http';
import { createAdaptorServer } from '@hono/node-server';
import { Hono } from 'hono';
import { html } from 'hono/html';
import {
  buildSetupRequest,
  type CxmlDocument,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';

type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;

/**
 * A buyer's purchasing suite for browsers: pages that frame the shop, and addresses the basket returns to.
 * It answers as `localhost` while the shop is `127.0.0.1`, so that the two are different sites.
 */
export async function startSuite(): Promise<{
  url: string;
  carts: Cart[];
  /** The address of a page of the suite that shows `startPage` in a frame. */
  frame: (startPage: string) => string;
  stop: () => Promise<void>;
}> {
  const carts: Cart[] = [];
  const app = new Hono();
  app.get('/favicon.ico', (c) => c.body(null, 204));
  app.get('/frame', (c) =>
    c.html(
      html`<!doctype html><html lang="en"><head><title>Suite</title></head><body>
        <h1>Suite</h1>
        <iframe name="shop" title="Shop" width="1000" height="700" src="${c.req.query('at') ?? ''}"></iframe>
      </body></html>`,
    ),
  );
  app.post('/return', async (c) => {
    const form = await c.req.parseBody();
    const fields = Object.entries(form).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value : '',
    ]);
    const { payload } = parseCxml(readBrowserPost(fields));
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
    frame: (startPage) => `${url}/frame?at=${encodeURIComponent(startPage)}`,
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

/** The suite asks for a visit over cXML; the address of the shop's first page. Plays the buyer `acme`. */
export async function setUpVisit({
  base,
  returnTo,
  buyerCookie,
}: {
  base: string;
  returnTo: string;
  buyerCookie: string;
}): Promise<string> {
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
      operation: 'create',
      buyerCookie,
      extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }],
      contacts: [],
      items: [],
      browserFormPost: returnTo,
    },
  );
  const answer = await fetch(`${base}/cxml`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=UTF-8' },
    body: Buffer.from(request),
  });
  const { payload } = parseCxml(Buffer.from(await answer.arrayBuffer()));
  if (payload.kind !== 'PunchOutSetupResponse')
    throw new Error(`refused: ${JSON.stringify(payload)}`);
  return payload.startPage;
}
