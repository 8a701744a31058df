import {
  buildSetupRequest,
  type ItemIn,
  parseCxml,
  type RequestEnvelope,
} from '../../../punchout/index.ts';
import { createApp } from '../../app.tsx';
import { cxmlTimestamp } from '../../base/index.ts';
import { type Ctx, type Services, systemContext } from '../../platform/index.ts';
import { buyerConnections, operatorCredential } from '../generate/index.ts';

export const XML = 'text/xml; charset=UTF-8';

/** A suite of the demo, on a clock of its own: what it sends is taken at the doors, as from anybody. */
export type Suite = {
  readonly app: ReturnType<typeof createApp>;
  readonly ctx: Ctx;
  readonly buyerId: string;
  readonly envelope: (payloadId: string) => RequestEnvelope;
  /** To the morning of a day; without one to this very moment. */
  readonly go: (day?: Temporal.PlainDate) => void;
};

/** Where the suite has its goods sent. */
export const place = {
  name: 'Ferrand Industries',
  addressId: 'LYO-1',
  postal: {
    deliverTo: ['Réception, quai 2'],
    street: ['12 rue des Ateliers'],
    city: 'Lyon',
    postalCode: '69007',
    countryIso: 'FR',
    country: 'France',
  },
};

/** The first buyer's suite on a travelled clock; no event of the past reaches a job. */
export function suiteOf(services: Services): Suite | undefined {
  let now = services.clock.now();
  const past: Services = { ...services, clock: { now: () => now }, subscriptions: new Map() };
  const connection = buyerConnections.find(
    (one) => one.protocol === 'cxml' && one.profile === 'ariba',
  );
  if (connection?.protocol !== 'cxml') return undefined;
  const { credential, sharedSecret } = connection;
  return {
    app: createApp(past),
    buyerId: connection.buyerId,
    ctx: systemContext(past, 'demo history'),
    go: (day) => {
      now = day
        ? day.toZonedDateTime({ timeZone: 'Europe/Paris', plainTime: '10:15' }).toInstant()
        : services.clock.now();
    },
    envelope: (payloadId) => ({
      payloadId: `${payloadId}@ariba.demo`,
      timestamp: cxmlTimestamp(now),
      lang: 'fr',
      deploymentMode: 'test',
      header: {
        from: { credentials: [{ ...credential }] },
        to: { credentials: [{ ...operatorCredential }] },
        sender: { credentials: [{ ...credential, sharedSecret }], userAgent: 'SAP Ariba demo' },
      },
    }),
  };
}

async function post(
  { app }: Suite,
  { path, body, type }: { path: string; body: Uint8Array | URLSearchParams; type?: string },
): Promise<string> {
  const answer = await app.request(path, {
    method: 'POST',
    ...(type ? { headers: { 'content-type': type } } : {}),
    body: body instanceof URLSearchParams ? body : Buffer.from(body),
  });
  return answer.text();
}

/** Sends a document; an answer other than success is a fault of the demo and stops its start. */
export async function send(
  suite: Suite,
  { body, type = XML }: { body: Uint8Array; type?: string },
): Promise<string> {
  const answer = await post(suite, { path: '/cxml', body, type });
  if (!/<Status\b[^>]*\bcode="2\d\d"/.test(answer)) throw new Error(`the demo's order: ${answer}`);
  return answer;
}

/** Punches out, fills a basket with these offers and brings it back: the lines that the suite then knows. */
export async function basketOf(
  suite: Suite,
  { cookie, wanted }: { cookie: string; wanted: readonly Wanted[] },
): Promise<readonly ItemIn[]> {
  const setup = buildSetupRequest(suite.envelope(`setup-${cookie}`), {
    operation: 'create',
    buyerCookie: cookie,
    browserFormPost: 'http://127.0.0.1/cart',
    extrinsics: [{ name: 'UserEmail', value: 'camille.durand@ferrand.demo.test' }],
    contacts: [],
    shipTo: place,
    items: [],
  });
  const { payload } = parseCxml(Buffer.from(await send(suite, { body: setup })));
  if (payload.kind !== 'PunchOutSetupResponse') throw new Error('the demo’s visit did not open');
  const url = new URL(payload.startPage);
  const opened = await suite.app.request(url.pathname + url.search);
  const visit = /^(?:https?:\/\/[^/]+)?(\/p\/[\w-]+)\//.exec(
    opened.headers.get('location') ?? '',
  )?.[1];
  for (const { offerId, quantity } of wanted) {
    const body = new URLSearchParams({ offerId, quantity });
    await post(suite, { path: `${visit}/basket/lines`, body });
  }
  const body = new URLSearchParams({ preview: 'seen' });
  const page = await post(suite, { path: `${visit}/return`, body });
  const cart = /name="cxml-base64"[^>]*value="([^"]+)"/i.exec(page)?.[1] ?? '';
  const urlencoded = /name="cxml-urlencoded"[^>]*value="([^"]*)"/i.exec(page)?.[1] ?? '';
  const bytes = cart ? Buffer.from(cart, 'base64') : Buffer.from(unescaped(urlencoded));
  const message = parseCxml(bytes).payload;
  return message.kind === 'PunchOutOrderMessage' ? message.items : [];
}

function unescaped(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
}

export type Wanted = { readonly offerId: string; readonly quantity: string };
