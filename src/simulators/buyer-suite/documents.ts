import {
  buildOrderRequest,
  buildReceiptRequest,
  buildSetupRequest,
  type Content,
  type ItemId,
  type ItemIn,
  type ItemOut,
  type OrderRef,
  type PunchOutOperation,
  type PunchOutOrderMessage,
  type RequestEnvelope,
  type ShipNoticeRequest,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, Decimal, uuidv7 } from '../../base/index.ts';
import { COMPTOIR, type Suite, type SuiteUser } from './suites.ts';

const LEAD_DAYS = 7;

const ADDRESS = {
  name: 'Ferrand Industries',
  addressId: 'LYO-1',
  postal: {
    deliverTo: ['Goods in, gate 2'],
    street: ['12 rue des Ateliers'],
    city: 'Lyon',
    postalCode: '69007',
    countryIso: 'FR',
    country: 'France',
  },
};

/** Header of a document of the suite: From and Sender the buyer, with its secret; To the marketplace. */
export function envelopeOf(suite: Suite, now: Temporal.Instant): RequestEnvelope {
  const { identity, secret, id } = suite;
  return {
    payloadId: `${now.epochMilliseconds}.${uuidv7(now.epochMilliseconds)}@${id}.simulator`,
    timestamp: cxmlTimestamp(now),
    lang: 'en',
    deploymentMode: 'test',
    header: {
      from: { credentials: [identity] },
      to: { credentials: [COMPTOIR] },
      sender: {
        credentials: [{ ...identity, sharedSecret: secret }],
        userAgent: `${suite.label} simulator`,
      },
    },
  };
}

/** A cart line as an order or a setup request repeats it: the detail comes back untouched. */
export function itemOut(item: ItemIn, { lineNumber }: { lineNumber: number }): ItemOut {
  return {
    quantity: item.quantity,
    lineNumber,
    itemId: item.itemId,
    detail: item.detail,
    supplierIds: item.supplierIds,
    distributions: [],
    scheduleLines: [],
    contacts: [],
    comments: [],
  };
}

export type Cart = { readonly suite: Suite; readonly message: PunchOutOrderMessage };

/** The PunchOutSetupRequest that opens, edits or inspects. */
export function setupRequest({
  suite,
  user,
  operation,
  cookie,
  returnUrl,
  items,
  selectedItem,
  now,
}: {
  suite: Suite;
  user: SuiteUser;
  operation: PunchOutOperation;
  cookie: string;
  returnUrl: string;
  items: readonly ItemIn[];
  /** Where to begin in the shop; nothing is the whole store. */
  selectedItem: ItemId | undefined;
  now: Temporal.Instant;
}): Uint8Array {
  return buildSetupRequest(
    envelopeOf(suite, now),
    {
      operation,
      buyerCookie: cookie,
      browserFormPost: returnUrl,
      extrinsics: suite.extrinsics(user),
      contacts:
        suite.contact === 'written'
          ? [{ role: 'endUser', name: user.name, lang: 'en', email: user.email }]
          : [],
      shipTo: ADDRESS,
      ...(selectedItem ? { selectedItem } : {}),
      items: items.map((item, at) => itemOut(item, { lineNumber: at + 1 })),
    },
    { version: suite.version },
  );
}

/** What an update or delete says of the order before it. */
export type OrderChange = {
  readonly type: 'update' | 'delete';
  /** payloadID of the version before. */
  readonly previousPayloadId: string;
  readonly version: number;
  /** The new quantity of each line; a line of quantity zero is left out. */
  readonly quantities: readonly Decimal[];
};

/** The OrderRequest made of a cart, as a suite sends it after approval; then changed or withdrawn. */
export function orderRequest({
  cart,
  orderId,
  change,
  now,
}: {
  cart: Cart;
  orderId: string;
  change?: OrderChange;
  now: Temporal.Instant;
}): { content: Uint8Array; payloadId: string; orderDate: string } {
  const { suite, message } = cart;
  const envelope = envelopeOf(suite, now);
  const currency = message.total?.currency ?? message.items[0]?.detail.unitPrice.currency ?? 'EUR';
  const orderDate = cxmlTimestamp(now);
  const lines = message.items
    .map((item, at) => ({
      item: { ...item, quantity: change?.quantities[at] ?? item.quantity },
      lineNumber: at + 1,
    }))
    .filter(({ item }) => !item.quantity.isZero());
  const value = lines.reduce(
    (sum, { item }) => sum.add(item.detail.unitPrice.value.mul(item.quantity).round(2, 'half_up')),
    Decimal.zero,
  );
  const order: Content<Parameters<typeof buildOrderRequest>[1] & { kind: 'OrderRequest' }> = {
    orderId,
    orderDate,
    type: change?.type ?? 'new',
    orderType: 'regular',
    orderVersion: change?.version ?? 1,
    requestedDeliveryDate: cxmlTimestamp(now.add({ hours: 24 * LEAD_DAYS })),
    total: change ? { value, currency } : (message.total ?? { value: Decimal.zero, currency }),
    shipTo: ADDRESS,
    billTo: { ...ADDRESS, addressId: 'HQ' },
    contacts: [{ role: 'endUser', name: suite.user.name, lang: 'en', email: suite.user.email }],
    paymentTerms: [],
    comments: [],
    extrinsics: [],
    items: lines.map(({ item, lineNumber }) => itemOut(item, { lineNumber })),
    ...(message.tax && !change ? { tax: message.tax } : {}),
    ...(change ? { previousPayloadId: change.previousPayloadId } : {}),
  };
  return {
    content: buildOrderRequest(envelope, order, { version: suite.version }),
    payloadId: envelope.payloadId,
    orderDate,
  };
}

type Received = {
  readonly suite: Suite;
  readonly items: readonly ItemIn[];
  readonly order: OrderRef;
  readonly notice: ShipNoticeRequest;
  readonly now: Temporal.Instant;
};

/** The ReceiptRequest «everything of this ship notice arrived», with the prices that the DTD wants. */
export function receiptRequest({ suite, items, order, notice, now }: Received): Uint8Array {
  const lines = notice.portions.flatMap((portion) => portion.items);
  const currency = items[0]?.detail.unitPrice.currency ?? 'EUR';
  const priced = lines.map((line, at) => {
    const item = items[line.lineNumber - 1];
    const value = item?.detail.unitPrice.value ?? Decimal.zero;
    return {
      receiptLineNumber: at + 1,
      lineNumber: line.lineNumber,
      quantity: line.quantity,
      type: 'received' as const,
      unit: line.unit,
      comments: [],
      extrinsics: [],
      unitPrice: { value, currency },
      receivedAmount: { value: value.mul(line.quantity).round(2, 'half_up'), currency },
      ...(item ? { itemId: item.itemId, description: item.detail.descriptions[0] } : {}),
    };
  });
  const total = priced.reduce((sum, line) => sum.add(line.receivedAmount.value), Decimal.zero);
  return buildReceiptRequest(envelopeOf(suite, now), {
    receiptId: `GR-${notice.shipmentId}`,
    receiptDate: cxmlTimestamp(now),
    operation: 'new',
    shipNoticeId: notice.shipmentId,
    comments: [],
    extrinsics: [],
    total: { value: total, currency },
    orders: [{ order, items: priced }],
  });
}
