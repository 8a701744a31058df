import {
  buildDesadv,
  buildOrdrsp,
  type Envelope,
  type InterchangeHeader,
  type MessageContent,
} from '../../../edi/edifact/index.ts';
import type { OrderResponseLine } from '../../../edi/messages.ts';
import {
  buildConfirmationRequest,
  buildShipNoticeRequest,
  type ConfirmationStatus,
  type CxmlDocument,
  type Header,
  type OrderRef,
  type OrderRequest,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, Decimal, plainDateIn, uuidv7 } from '../../base/index.ts';

export type Line = {
  readonly number: number;
  readonly sku: string;
  readonly description: string;
  readonly quantity: Decimal;
  readonly unit: string;
};

/** How a seller answers: as ordered, later, half now and half later, or not at all. */
export const ANSWERS = ['accept', 'date', 'backorder', 'refuse'] as const;
export type Answer = (typeof ANSWERS)[number];

export type Credential = {
  readonly domain: string;
  readonly identity: string;
  readonly secret: string;
};
export type SellerParty = {
  readonly key: string;
  readonly name: string;
  readonly apiKey: string;
  readonly gln?: string | undefined;
  readonly credential?: Credential | undefined;
};

type Common = {
  readonly id: string;
  readonly seller: SellerParty;
  readonly number: string;
  readonly lines: readonly Line[];
  readonly receivedAt: Temporal.Instant;
  readonly raw: string;
  answer: Answer | undefined;
  readonly log: Sent[];
};
export type EdiOrder = Common & { readonly protocol: 'edi'; readonly header: InterchangeHeader };
export type CxmlOrder = Common & {
  readonly protocol: 'cxml';
  readonly header: Header;
  readonly ref: OrderRef;
};
export type ReceivedOrder = EdiOrder | CxmlOrder;
export type Sent = {
  readonly kind: string;
  readonly at: Temporal.Instant;
  readonly status: number;
  readonly answer: string;
  readonly text: string;
};
export type Document = { readonly kind: string; readonly content: Uint8Array };

const HALF = Decimal.of(2);
const CARRIER = 'Simulated Freight';
const LATER_DAYS = 14;
const SOON_DAYS = 3;

/** An EDIFACT ORDERS message as an order of the simulator. */
export function ediOrder({
  content,
  header,
  seller,
  raw,
  now,
}: {
  content: MessageContent;
  header: InterchangeHeader;
  seller: SellerParty;
  raw: string;
  now: Temporal.Instant;
}): EdiOrder | undefined {
  if (content.kind !== 'order') return undefined;
  const lines = content.order.lines.map((line) => ({
    number: Number(line.position),
    sku: line.sellerSku ?? line.gtin ?? '',
    description: line.description ?? '',
    quantity: line.quantity,
    unit: line.unit,
  }));
  return {
    id: uuidv7(now.epochMilliseconds),
    protocol: 'edi',
    seller,
    number: content.order.number,
    lines,
    header,
    raw,
    receivedAt: now,
    answer: undefined,
    log: [],
  };
}

/** A cXML OrderRequest as an order of the simulator; undefined when the document has no header. */
export function cxmlOrder({
  document,
  order,
  seller,
  raw,
  now,
}: {
  document: CxmlDocument;
  order: OrderRequest;
  seller: SellerParty;
  raw: string;
  now: Temporal.Instant;
}): CxmlOrder | undefined {
  if (!document.header) return undefined;
  const lines = order.items.map((item, at) => ({
    number: item.lineNumber ?? at + 1,
    sku: item.itemId.supplierPartId,
    description: item.detail?.descriptions[0]?.text ?? '',
    quantity: item.quantity,
    unit: item.detail?.unit ?? 'EA',
  }));
  const ref = { orderId: order.orderId, orderDate: order.orderDate, payloadId: document.payloadId };
  return {
    id: uuidv7(now.epochMilliseconds),
    protocol: 'cxml',
    seller,
    number: order.orderId,
    lines,
    header: document.header,
    ref,
    raw,
    receivedAt: now,
    answer: undefined,
    log: [],
  };
}

/** Half of it, whole units only; all of it when there is no half. */
function half(quantity: Decimal): Decimal {
  const rounded = quantity.div(HALF, { scale: 0, rounding: 'down' });
  return rounded.isZero() ? quantity : rounded;
}

/** What of a line leaves the house now, under this answer. */
export function shippedNow(line: Line, answer: Answer): Decimal {
  if (answer === 'refuse') return Decimal.zero;
  return answer === 'backorder' ? half(line.quantity) : line.quantity;
}

type Moment = { readonly now: Temporal.Instant };

function envelopeOf({ header, seller }: EdiOrder, { now }: Moment): Envelope {
  return {
    sender: seller.gln ? { id: seller.gln, qualifier: '14' } : header.receiver,
    receiver: header.sender,
    reference: uuidv7(now.epochMilliseconds).replaceAll('-', '').slice(-14).toUpperCase(),
    preparedAt: now.toZonedDateTimeISO('Europe/Paris').toPlainDateTime(),
    test: header.test,
    acknowledgementAsked: true,
    lineEnd: '\n',
  };
}

function responseLine(
  line: Line,
  { answer, today }: { answer: Answer; today: Temporal.PlainDate },
): OrderResponseLine {
  const common = { position: String(line.number), sellerSku: line.sku, unit: line.unit };
  const soon = today.add({ days: SOON_DAYS });
  const later = today.add({ days: LATER_DAYS });
  if (answer === 'refuse')
    return { ...common, action: 'rejected', reason: 'No longer in the range' };
  if (answer === 'date')
    return {
      ...common,
      action: 'changed',
      quantity: line.quantity,
      promisedDate: later,
      reason: 'Delivery later than asked',
    };
  const now = shippedNow(line, answer);
  const rest = line.quantity.sub(now);
  if (answer === 'backorder' && !rest.isZero())
    return {
      ...common,
      action: 'backordered',
      quantity: now,
      backorderQuantity: rest,
      promisedDate: later,
    };
  return { ...common, action: 'accepted', quantity: line.quantity, promisedDate: soon };
}

const HEADERS = {
  accept: 'accepted',
  date: 'changed',
  backorder: 'changed',
  refuse: 'rejected',
} as const;

function ordrsp(order: EdiOrder, { answer, now }: { answer: Answer } & Moment): Document {
  const today = plainDateIn(now);
  const lines = order.lines.map((line) => responseLine(line, { answer, today }));
  return {
    kind: 'ORDRSP',
    content: buildOrdrsp(
      {
        number: `AB-${order.number}`.slice(0, 35),
        date: today,
        orderNumber: order.number,
        action: HEADERS[answer],
        notes: [],
        lines,
      },
      envelopeOf(order, { now }),
    ),
  };
}

function isoDay(day: Temporal.PlainDate): string {
  return cxmlTimestamp(day.toZonedDateTime('Europe/Paris').toInstant());
}

function cxmlEnvelope({ header, seller }: CxmlOrder, { now }: Moment) {
  const own = seller.credential
    ? { domain: seller.credential.domain, identity: seller.credential.identity }
    : (header.to.credentials[0] ?? { domain: 'NetworkID', identity: '' });
  const secret = seller.credential?.secret ?? '';
  return {
    payloadId: `${uuidv7(now.epochMilliseconds)}@${seller.key}.simulator`,
    timestamp: cxmlTimestamp(now),
    lang: 'en',
    header: {
      from: { credentials: [own] },
      to: header.from,
      sender: { credentials: [{ ...own, sharedSecret: secret }], userAgent: 'Seller simulator' },
    },
  };
}

function statusesOf(
  line: Line,
  { answer, today }: { answer: Answer; today: Temporal.PlainDate },
): ConfirmationStatus[] {
  const one = responseLine(line, { answer, today });
  const comments = one.reason ? [{ text: one.reason, attachments: [], lang: 'en' }] : [];
  const common = {
    unit: line.unit,
    extrinsics: [],
    comments,
    ...(one.promisedDate ? { deliveryDate: isoDay(one.promisedDate) } : {}),
  };
  if (one.action === 'rejected')
    return [{ unit: line.unit, extrinsics: [], comments, type: 'reject', quantity: line.quantity }];
  if (one.action !== 'backordered')
    return [
      { ...common, type: one.action === 'accepted' ? 'accept' : 'detail', quantity: line.quantity },
    ];
  const now = shippedNow(line, answer);
  return [
    { unit: line.unit, extrinsics: [], comments, type: 'detail', quantity: now },
    { ...common, type: 'backordered', quantity: line.quantity.sub(now) },
  ];
}

function confirmation(order: CxmlOrder, { answer, now }: { answer: Answer } & Moment): Document {
  const today = plainDateIn(now);
  const items = order.lines.map((line) => ({
    lineNumber: line.number,
    quantity: line.quantity,
    unit: line.unit,
    statuses: statusesOf(line, { answer, today }),
  }));
  const content = buildConfirmationRequest(cxmlEnvelope(order, { now }), {
    type: 'detail',
    operation: 'new',
    confirmId: `AB-${order.number}-${order.log.length + 1}`,
    noticeDate: cxmlTimestamp(now),
    order: order.ref,
    contacts: [],
    comments: [],
    extrinsics: [],
    items,
  });
  return { kind: 'ConfirmationRequest', content };
}

/** The answer to an order in its own format. */
export function answerTo(order: ReceivedOrder, said: { answer: Answer } & Moment): Document {
  return order.protocol === 'edi' ? ordrsp(order, said) : confirmation(order, said);
}

/** The despatch of what leaves now; undefined when nothing does. */
export function despatchOf(
  order: ReceivedOrder,
  { answer, now }: { answer: Answer } & Moment,
): Document | undefined {
  const shipped = order.lines
    .map((line) => ({ line, quantity: shippedNow(line, answer) }))
    .filter(({ quantity }) => !quantity.isZero());
  if (shipped.length === 0) return undefined;
  const today = plainDateIn(now);
  const count =
    order.log.filter(({ kind }) => kind === 'DESADV' || kind === 'ShipNoticeRequest').length + 1;
  const number = `LS-${order.number}-${count}`.slice(-35);
  const expected = today.add({ days: SOON_DAYS });
  const trackingNumber = `SIM${order.id.replaceAll('-', '').slice(-9).toUpperCase()}`;
  if (order.protocol === 'edi') {
    const lines = shipped.map(({ line, quantity }, at) => ({
      position: String(at + 1),
      orderLine: String(line.number),
      sellerSku: line.sku,
      quantity,
      unit: line.unit,
    }));
    const content = buildDesadv(
      {
        number,
        date: today,
        orderNumber: order.number,
        despatchDate: today,
        expectedDate: expected,
        carrier: CARRIER,
        trackingNumber,
        packages: [],
        lines,
      },
      envelopeOf(order, { now }),
    );
    return { kind: 'DESADV', content };
  }
  const items = shipped.map(({ line, quantity }) => ({
    lineNumber: line.number,
    quantity,
    unit: line.unit,
    comments: [],
    extrinsics: [],
  }));
  const content = buildShipNoticeRequest(cxmlEnvelope(order, { now }), {
    shipmentId: number,
    operation: 'new',
    noticeDate: cxmlTimestamp(now),
    shipmentDate: isoDay(today),
    deliveryDate: isoDay(expected),
    contacts: [],
    comments: [],
    extrinsics: [],
    controls: [
      {
        carriers: [{ domain: 'companyName', value: CARRIER }],
        shipmentIdentifiers: [trackingNumber],
      },
    ],
    portions: [{ order: order.ref, items }],
  });
  return { kind: 'ShipNoticeRequest', content };
}
