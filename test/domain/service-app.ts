import { csrf } from 'hono/csrf';
import { area, partiesRoutes, session } from '../../src/domain/parties/index.ts';
import { serviceRoutes } from '../../src/domain/service/index.ts';
import {
  asProblem,
  pageHeaders,
  problemJson,
  requestContext,
  web,
} from '../../src/platform/http/index.ts';
import {
  noteExchange,
  recordExchange,
  type Services,
  systemContext,
} from '../../src/platform/index.ts';
import { id } from '../support/world.ts';

export type Desk = {
  readonly get: (path: string) => Promise<Response>;
  readonly text: (path: string) => Promise<string>;
  readonly post: (path: string, form?: Record<string, string>) => Promise<Response>;
};

const ORIGIN = 'http://localhost';

/** The pages of this module alone, behind the guards that the product mounts, for somebody signed in. */
export async function desk(services: Services, email: string): Promise<Desk> {
  const app = web();
  app.use(requestContext(services), pageHeaders(), session(), csrf());
  for (const kind of ['buyer', 'seller', 'operator'] as const) app.use(`/${kind}/*`, area(kind));
  app.route('/', partiesRoutes());
  app.route('/', serviceRoutes({ suites: async () => [] }));
  app.onError((error, c) => problemJson(asProblem(error, c), c));
  const send = async (path: string, init: RequestInit): Promise<Response> =>
    app.request(`${ORIGIN}${path}`, init);
  const form = { origin: ORIGIN, 'content-type': 'application/x-www-form-urlencoded' };
  const signedIn = await send('/login', {
    method: 'POST',
    headers: form,
    body: new URLSearchParams({ email, password: 'demo' }).toString(),
  });
  const cookie = (signedIn.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const get = (path: string): Promise<Response> => send(path, { headers: { cookie } });
  return {
    get,
    text: async (path) => (await get(path)).text(),
    post: (path, values = {}) =>
      send(path, {
        method: 'POST',
        headers: { ...form, cookie },
        body: new URLSearchParams(values).toString(),
      }),
  };
}

export const SECRET = 'abracadabra-of-acme';
export const TOKEN = 'q3Jx0vT1mWc8ZkYb2aPnLs5dEfGhIjKoRuXwAtBvC9Q';

/** A set-up request as a suite sends it: its sender's secret in it, the fault on line 9. */
export const SETUP = `<?xml version="1.0" encoding="UTF-8"?>
<cXML payloadID="1771234567.4711@acme.example" timestamp="2026-03-02T10:00:00+01:00">
<Header><From><Credential domain="NetworkID"><Identity>AN02000000002-T</Identity></Credential></From>
<Sender><Credential domain="NetworkID"><Identity>AN02000000002-T</Identity>
<SharedSecret>${SECRET}</SharedSecret>
</Credential><UserAgent>Suite 1.0</UserAgent></Sender></Header>
<Request deploymentMode="test"><PunchOutSetupRequest operation="create">
<BuyerCookie>1CX3L4843PPZO</BuyerCookie>
<BrowserFormPost><URL>ftp://acme.example/return</URL></BrowserFormPost>
</PunchOutSetupRequest></Request></cXML>
`;

export const SETUP_ANSWER = `<?xml version="1.0" encoding="UTF-8"?><cXML><Response><Status code="200" text="OK"/><PunchOutSetupResponse><StartPage><URL>https://comptoir.example/p/${TOKEN}/start</URL></StartPage></PunchOutSetupResponse></Response></cXML>`;

export const ORDRSP =
  "UNA:+.? 'UNB+UNOC:3+3012345678902:14+3399999999999:14+260302:1000+REF42'UNH+1+ORDRSP:D:96A:UN:EAN005'BGM+231+C?'4711+29'UNT+3+1'UNZ+1+REF42'";

type Told = {
  partner?: string;
  content?: string;
  channel?: string;
  kind?: string;
  direction?: 'in' | 'out';
} & Parameters<typeof noteExchange>[2];

/** Stores a document as a door does: raw first and without a partner, then what became of it. */
export async function exchanged(services: Services, told: Told = {}): Promise<string> {
  const {
    partner,
    content = SETUP,
    channel = 'cxml',
    kind = 'PunchOutSetupRequest',
    direction = 'in',
    ...outcome
  } = told;
  const ctx = systemContext(services, 'door:test');
  const exchangeId = await recordExchange(ctx, {
    direction,
    channel,
    content: Buffer.from(content),
    contentType: channel === 'edi' ? 'application/edifact' : 'text/xml; charset=UTF-8',
    kind,
  });
  await noteExchange(ctx, exchangeId, {
    state: 'accepted',
    ...(partner ? { partnerId: id(partner) } : {}),
    ...outcome,
  });
  return exchangeId;
}
