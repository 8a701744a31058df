import {
  buildOrderRequest,
  type Content,
  type Header,
  type ItemOut,
  type OrderRequest,
  parseCxml,
} from '../../punchout/index.ts';
import { Decimal } from '../../src/base/index.ts';
import { priceOffers } from '../../src/domain/catalogue/index.ts';
import { Basket, Requisition, RequisitionLine } from '../../src/domain/purchasing/index.ts';
import { auxiliaryIdOf } from '../../src/domain/purchasing/rules.ts';
import { systemContext, write } from '../../src/platform/index.ts';
import { testApp } from '../support/app.ts';
import type { TestDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';

export type Quote = {
  readonly sku: string;
  readonly aux: string;
  readonly quantity: string;
  readonly price: string;
  readonly unit: string;
};
export type Answered = {
  readonly http: number;
  readonly status: number;
  readonly detail: string;
  readonly text: string;
};
export type Line = {
  readonly quote: Quote;
  readonly line: number;
  readonly quantity?: string;
  readonly price?: string;
  readonly unit?: string;
  readonly over?: Partial<ItemOut>;
};

const dock = {
  name: 'Acme',
  addressId: 'DOCK-1',
  postal: {
    deliverTo: ['Quai 1'],
    street: ['1 rue du Test'],
    city: 'Villeurbanne',
    postalCode: '69100',
    countryIso: 'FR',
    country: 'France',
  },
};
/** The same place of delivery, and another. */
export const places = {
  dock,
  shed: { ...dock, postal: { ...dock.postal, street: ['9 rue du Hangar'], city: 'Bron' } },
};

export const header: Header = {
  from: { credentials: [{ domain: 'NetworkID', identity: 'AN02000000002-T' }] },
  to: { credentials: [{ domain: 'NetworkID', identity: 'AN01000000001-T' }] },
  sender: {
    credentials: [
      { domain: 'NetworkID', identity: 'AN02000000002-T', sharedSecret: 'acme-secret' },
    ],
    userAgent: 'Test suite',
  },
};

/** What stories of suites' orders do again and again, on a test file's own database. */
export function suiteStory(db: TestDatabase) {
  let sent = 0;

  /** A basket of these articles that went back to the suite: the lines as it knows them. */
  const basket = (
    lines: readonly (readonly [offer: string, quantity: string])[],
  ): Promise<Quote[]> =>
    write(systemContext(db.services(), 'test basket'), async (tx) => {
      const buyerId = id('acme');
      const priced = await priceOffers(tx, {
        buyerId,
        on: Temporal.PlainDate.from(tx.now().toString().slice(0, 10)),
        items: lines.map(([offer, quantity]) => ({
          offerId: id(`offer-${offer}`),
          quantity: Decimal.parse(quantity),
        })),
      });
      const own = tx.em.create(Basket, {
        id: tx.newId(),
        buyerId,
        userId: id('ana'),
        state: 'returned',
        currency: 'EUR',
        visit: true,
        restoredLines: 0,
        createdAt: tx.now(),
      });
      await tx.em.flush();
      const request = tx.em.create(Requisition, {
        id: tx.newId(),
        buyerId,
        number: `DA-${tx.newId().slice(-12)}`,
        basketId: own.id,
        requesterId: id('ana'),
        requesterName: 'Ana',
        state: 'returned',
        currency: 'EUR',
        netMinor: 0n,
        vatMinor: 0n,
        contentHash: '',
        validUntil: tx.now().add({ hours: 720 }),
        createdAt: tx.now(),
      });
      await tx.em.flush();
      return lines.map(([key, quantity], at) => {
        const offer = priced.get(id(`offer-${key}`));
        if (!offer) throw new Error(`${key} is not for sale`);
        const lineId = tx.newId();
        const auxiliaryId = auxiliaryIdOf(tx.services.config.key, lineId);
        tx.em.create(RequisitionLine, {
          id: lineId,
          requisitionId: request.id,
          buyerId,
          position: at + 1,
          offerId: offer.offerId,
          productId: offer.productId,
          sellerId: offer.sellerId,
          sku: offer.sku,
          gtin: offer.gtin,
          manufacturer: offer.manufacturer,
          manufacturerPartId: offer.manufacturerPartId,
          description: offer.nameEn,
          unspsc: offer.unspsc,
          unit: offer.unit,
          quantity: Decimal.parse(quantity),
          quantityStep: offer.quantityStep,
          unitPrice: offer.unitPrice,
          priceSource: offer.priceSource,
          netMinor: 0n,
          vatCategory: offer.vatCategory,
          vatRateBp: offer.vatRateBp,
          leadDays: offer.leadDays,
          auxiliaryId,
        });
        return {
          sku: offer.sku,
          aux: auxiliaryId,
          quantity,
          price: offer.unitPrice.toString(),
          unit: offer.unit,
        };
      });
    });

  const item = ({ quote, line, quantity, price, unit, over = {} }: Line): ItemOut => ({
    lineNumber: line,
    quantity: Decimal.parse(quantity ?? quote.quantity),
    itemId: { supplierPartId: quote.sku, supplierPartAuxiliaryId: quote.aux },
    detail: {
      unitPrice: { value: Decimal.parse(price ?? quote.price), currency: 'EUR' },
      descriptions: [{ text: 'Article', lang: 'en' }],
      unit: unit ?? quote.unit,
      classifications: [{ domain: 'UNSPSC', value: '31161500' }],
      extrinsics: [],
    },
    supplierIds: [],
    distributions: [],
    scheduleLines: [],
    contacts: [],
    comments: [],
    ...over,
  });

  /** What the lines come to; a story about prices may say another Total. */
  const totalOf = (lines: readonly Line[]): Decimal =>
    lines
      .map(({ quote, quantity, price }) =>
        Decimal.parse(quantity ?? quote.quantity).mul(Decimal.parse(price ?? quote.price)),
      )
      .reduce((sum, amount) => sum.add(amount), Decimal.zero);

  const order = (
    orderId: string,
    lines: readonly Line[],
    over: Partial<Content<OrderRequest>> = {},
  ): Content<OrderRequest> => ({
    orderId,
    orderDate: '2026-03-02T11:00:00+01:00',
    type: 'new',
    contacts: [],
    paymentTerms: [],
    comments: [],
    extrinsics: [],
    shipTo: dock,
    billTo: dock,
    total: { value: totalOf(lines), currency: 'EUR' },
    items: lines.map(item),
    ...over,
  });

  const document = (
    content: Content<OrderRequest>,
    around: { payloadId?: string; timestamp?: string } = {},
  ): { bytes: Uint8Array; payloadId: string } => {
    sent += 1;
    const payloadId = around.payloadId ?? `order-${sent}@acme.test`;
    const timestamp = around.timestamp ?? '2026-03-02T10:00:00+01:00';
    const bytes = buildOrderRequest(
      { payloadId, timestamp, header, deploymentMode: 'test' },
      content,
      { version: '1.2.071' },
    );
    return { bytes, payloadId };
  };

  const post = async (
    body: Uint8Array | string,
    contentType = 'text/xml; charset=UTF-8',
  ): Promise<Answered> => {
    const answer = await testApp(db.services()).request('/cxml', {
      method: 'POST',
      headers: { 'content-type': contentType },
      body: typeof body === 'string' ? body : Buffer.from(body),
    });
    const text = await answer.text();
    const { payload } = parseCxml(Buffer.from(text));
    const status = payload.kind === 'Response' ? payload.status : undefined;
    return {
      http: answer.status,
      status: status?.code ?? 0,
      detail: status?.detail ?? '',
      text,
    };
  };

  /** Sends an order and gives back its answer with the payloadID it had. */
  const send = async (
    content: Content<OrderRequest>,
    around: { payloadId?: string; timestamp?: string } = {},
  ): Promise<Answered & { payloadId: string }> => {
    const { bytes, payloadId } = document(content, around);
    return { ...(await post(bytes)), payloadId };
  };

  const purchase = async (number: string) =>
    (
      await db.query<{
        id: string;
        state: string;
        version: number;
        payload: string;
        net: string;
        vat: string;
      }>(
        `select id, state, order_version as version, payload_id as payload, net_minor::text as net, vat_minor::text as vat
           from purchase_order where number = ?`,
        [number],
      )
    )[0];
  const lines = (number: string) =>
    db.query<{ line: number; sku: string; quantity: string; confirmed: string | null }>(
      `select l.line_number as line, l.sku, trim_scale(l.quantity)::text as quantity,
              trim_scale(l.confirmed_quantity)::text as confirmed
         from order_line l join purchase_order o on o.id = l.purchase_order_id
        where o.number = ? order by l.line_number`,
      [number],
    );
  const parts = (number: string) =>
    db.query<{ id: string; number: string; state: string; revision: number; net: string }>(
      `select s.id, s.number, s.state, s.revision, s.net_minor::text as net
         from seller_order s join purchase_order o on o.id = s.purchase_order_id
        where o.number = ? order by s.number`,
      [number],
    );
  /** What credit holds for an order, cents; undefined when nothing was ever held. */
  const held = async (number: string): Promise<string | undefined> =>
    (
      await db.query<{ held: string }>(
        `select h.remaining_minor::text as held from exposure_hold h
           join purchase_order o on h.subject = 'purchase_order:' || o.id where o.number = ?`,
        [number],
      )
    )[0]?.held;
  const account = async () =>
    (
      await db.query<{ held: string }>(
        'select held_minor::text as held from credit_account where buyer_id = ?',
        [id('acme')],
      )
    )[0]?.held;
  const versions = (number: string) =>
    db.query<{ version: number; type: string; outcome: string; changes: object[] }>(
      `select order_version as version, type, outcome, changes from order_version where number = ? order by id`,
      [number],
    );
  const notes = async (payloadId: string): Promise<string[]> =>
    (
      await db.query<{ text: string }>(
        `select (note->>'code') || ': ' || (note->>'message') as text
           from exchange, jsonb_array_elements(advisories || errors) as note
          where document_key = ? and direction = 'in' order by exchange.id`,
        [payloadId],
      )
    ).map(({ text }) => text);

  return {
    basket,
    item,
    order,
    document,
    post,
    send,
    purchase,
    lines,
    parts,
    held,
    account,
    versions,
    notes,
  };
}
