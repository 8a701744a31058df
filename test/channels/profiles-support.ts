import {
  buildOrderRequest,
  buildSetupRequest,
  type CxmlDocument,
  parseCxml,
  readBrowserPost,
} from '../../punchout/index.ts';
import { testApp } from '../support/app.ts';
import type { testDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';

export type Cart = Extract<CxmlDocument['payload'], { kind: 'PunchOutOrderMessage' }>;

let sent = 0;

/** The buyer `acme` as a cXML suite: it asks for visits, fills baskets, takes them back and orders them. */
export function suiteOf(db: ReturnType<typeof testDatabase>) {
  const credential = { domain: 'NetworkID', identity: 'AN02000000002-T' };
  const envelope = () => {
    sent += 1;
    return {
      payloadId: `profiles-${sent}@acme.test`,
      timestamp: '2026-03-02T10:00:00+01:00',
      header: {
        from: { credentials: [credential] },
        to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
        sender: {
          credentials: [{ ...credential, sharedSecret: 'acme-secret' }],
          userAgent: 'Suite',
        },
      },
    };
  };
  const post = async (body: Uint8Array): Promise<CxmlDocument> => {
    const answer = await testApp(db.services()).request('/cxml', {
      method: 'POST',
      headers: { 'content-type': 'text/xml; charset=UTF-8' },
      body: Buffer.from(body),
    });
    return parseCxml(Buffer.from(await answer.text()));
  };
  const form = async (path: string, fields: Record<string, string>): Promise<Response> =>
    testApp(db.services()).request(path, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
      body: new URLSearchParams(fields).toString(),
    });
  return {
    form,
    /** Opens a visit with these goods in its basket; its path. */
    visit: async (
      goods: readonly (readonly [offer: string, quantity: string])[],
      extrinsics: readonly { name: string; value: string }[] = [],
    ): Promise<string> => {
      const { payload } = await post(
        buildSetupRequest(envelope(), {
          operation: 'create',
          buyerCookie: 'cookie',
          extrinsics: [{ name: 'UserEmail', value: 'ana@acme.test' }, ...extrinsics],
          contacts: [],
          items: [],
          browserFormPost: 'http://127.0.0.1:9/return',
        }),
      );
      if (payload.kind !== 'PunchOutSetupResponse') throw new Error(JSON.stringify(payload));
      const opened = await testApp(db.services()).request(new URL(payload.startPage).pathname);
      const path = (opened.headers.get('location') ?? '').split('/').slice(0, 3).join('/');
      for (const [offer, quantity] of goods) {
        const added = await form(`${path}/basket/lines`, {
          offerId: id(`offer-${offer}`),
          quantity,
        });
        if (added.status !== 303) throw new Error(await added.text());
      }
      return path;
    },
    /** Orders every line of a cart as it stands in it. */
    order: async (cart: Cart, number: string): Promise<{ code: number; detail: string }> => {
      const { payload } = await post(
        buildOrderRequest(
          envelope(),
          {
            orderId: number,
            orderDate: '2026-03-02T11:00:00+01:00',
            type: 'new',
            total: cart.total,
            billTo: {
              name: 'Acme',
              postal: {
                street: ['1 rue du Test'],
                deliverTo: [],
                postalCode: '69001',
                city: 'Lyon',
                countryIso: 'FR',
                country: 'France',
              },
            },
            paymentTerms: [],
            contacts: [],
            comments: [],
            extrinsics: [],
            items: cart.items.map((item) => ({
              ...item,
              distributions: [],
              scheduleLines: [],
              contacts: [],
              comments: [],
            })),
          } as unknown as Parameters<typeof buildOrderRequest>[1],
          { version: '1.2.050' },
        ),
      );
      if (payload.kind !== 'Response') throw new Error(payload.kind);
      return { code: payload.status.code, detail: payload.status.detail ?? '' };
    },
  };
}

/** The cart in the page that carries it back, with the text of its hidden field; undefined on other pages. */
export function cartIn(page: string): { cart: Cart; bytes: Buffer; field: string } | undefined {
  const [, field = '', value] = /name="(cxml-[a-z0-9]+)" value="([^"]+)"/.exec(page) ?? [];
  if (!value) return undefined;
  const plain = value
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');
  const bytes = Buffer.from(readBrowserPost([[field, plain]]));
  const { payload } = parseCxml(bytes);
  if (payload.kind !== 'PunchOutOrderMessage') throw new Error(payload.kind);
  return { cart: payload, bytes, field };
}

/** A cart's line as text: number, part, quantity × price, unit. */
export function lineText({ lineNumber, itemId, quantity, detail }: Cart['items'][number]): string {
  const price = detail.unitPrice.value.toString(2);
  const basis = detail.priceBasis ? ` / ${detail.priceBasis.quantity.toString()}` : '';
  return `${lineNumber} ${itemId.supplierPartId} ${quantity.toString()} × ${price}${basis} ${detail.unit}`;
}
