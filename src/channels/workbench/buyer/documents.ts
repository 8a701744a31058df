import {
  buildOrderRequest,
  buildProfileRequest,
  buildReceiptRequest,
  buildSetupRequest,
  buildStatusUpdateRequest,
  type ItemIn,
  type ItemOut,
  type RequestEnvelope,
} from '../../../../punchout/index.ts';
import { cxmlTimestamp, Decimal } from '../../../base/index.ts';
import { trialPayloadId } from '../../../domain/purchasing/index.ts';
import { pinnedVersion } from '../content.ts';
import type { Stage } from './stage.ts';

const ADDRESS = {
  name: 'Virtual buyer',
  addressId: 'TEST',
  postal: {
    deliverTo: ['Test'],
    street: ['1 rue du Test'],
    city: 'Paris',
    postalCode: '75001',
    countryIso: 'FR',
    country: 'France',
  },
};

/** Header of the virtual buyer's documents: the partner's own names and secret, and a signed payloadID. */
export function trialEnvelope(
  { ctx, theirs, ours, secret }: Stage,
  payloadId = trialPayloadId(ctx.services.config.key),
): RequestEnvelope {
  return {
    payloadId,
    timestamp: cxmlTimestamp(ctx.now()),
    lang: ctx.locale,
    deploymentMode: 'test',
    header: {
      from: { credentials: [{ ...theirs }] },
      to: { credentials: [{ ...ours }] },
      sender: {
        credentials: [{ ...theirs, sharedSecret: secret }],
        userAgent: 'Comptoir workbench',
      },
    },
  };
}

function itemOut(item: ItemIn, lineNumber: number): ItemOut {
  const { quantity, itemId, detail, supplierIds } = item;
  const rest = { distributions: [], scheduleLines: [], contacts: [], comments: [] };
  return { quantity, itemId, detail, supplierIds, lineNumber, ...rest };
}

/** A PunchOutSetupRequest of any operation, with the lines of the returned basket on edit and inspect. */
export function setupDocument(
  stage: Stage,
  {
    operation,
    cookie,
    returnUrl,
    envelope,
  }: {
    operation: 'create' | 'edit' | 'inspect' | 'source';
    cookie: string;
    returnUrl: string;
    envelope: RequestEnvelope;
  },
): Uint8Array {
  const { profile, connection, cart } = stage;
  const [email = 'UserEmail'] = profile.identity.email;
  const items = operation === 'create' ? [] : (cart?.items ?? []);
  return buildSetupRequest(
    envelope,
    {
      operation,
      buyerCookie: cookie,
      browserFormPost: returnUrl,
      extrinsics: [{ name: email, value: `virtual.buyer@${connection.name}.test` }],
      contacts: [],
      items: items.map((item, at) => itemOut(item, at + 1)),
    },
    { version: pinnedVersion(profile, 'PunchOutSetupRequest') },
  );
}

export function profileDocument(stage: Stage): Uint8Array {
  return buildProfileRequest(trialEnvelope(stage));
}

/** The OrderRequest that a suite makes of the returned basket; `price` and `type` to play with. */
export function orderDocument(
  stage: Stage,
  {
    orderId,
    envelope,
    type = 'new',
    orderVersion = 1,
    previousPayloadId,
    dearer = Decimal.zero,
    times = Decimal.one,
  }: {
    orderId: string;
    envelope: RequestEnvelope;
    type?: 'new' | 'update' | 'delete';
    orderVersion?: number;
    previousPayloadId?: string;
    /** Added to the first line's unit price: a silent change that must be refused. */
    dearer?: Decimal;
    /** The first line's quantity as often: what a change asks for. */
    times?: Decimal;
  },
): Uint8Array {
  const { ctx, cart, profile } = stage;
  const items = (cart?.items ?? []).map((item, at) => itemOut(item, at + 1));
  const changed = items.map((item, at) => {
    const { detail } = item;
    if (at > 0 || !detail) return item;
    const unitPrice = { ...detail.unitPrice, value: detail.unitPrice.value.add(dearer) };
    return { ...item, quantity: item.quantity.mul(times), detail: { ...detail, unitPrice } };
  });
  const currency = cart?.items[0]?.detail.unitPrice.currency ?? 'EUR';
  return buildOrderRequest(
    envelope,
    {
      orderId,
      orderDate: cxmlTimestamp(ctx.now()),
      type,
      orderType: 'regular',
      orderVersion,
      ...(previousPayloadId ? { previousPayloadId } : {}),
      total: cart?.total ?? { value: Decimal.zero, currency },
      shipTo: ADDRESS,
      billTo: ADDRESS,
      contacts: [],
      paymentTerms: [],
      comments: [],
      extrinsics: [],
      items: changed,
    },
    { version: pinnedVersion(profile, 'OrderRequest') },
  );
}

/** The approval that some suites send after an order. */
export function statusDocument(stage: Stage, payloadId: string): Uint8Array {
  return buildStatusUpdateRequest(trialEnvelope(stage), {
    documentPayloadId: payloadId,
    status: { code: 200, text: 'OK', detail: 'Approved', lang: 'en' },
    extrinsics: [],
  });
}

/** «Everything arrived», line by line. */
export function receiptDocument(stage: Stage, order: NonNullable<Stage['order']>): Uint8Array {
  const { ctx, cart } = stage;
  const currency = cart?.items[0]?.detail.unitPrice.currency ?? 'EUR';
  const items = (cart?.items ?? []).map((item, at) => {
    const { value } = item.detail.unitPrice;
    return {
      receiptLineNumber: at + 1,
      lineNumber: at + 1,
      quantity: item.quantity,
      type: 'received' as const,
      unit: item.detail.unit,
      comments: [],
      extrinsics: [],
      unitPrice: { value, currency },
      receivedAmount: { value: value.mul(item.quantity).round(2, 'half_up'), currency },
      itemId: item.itemId,
      description: item.detail.descriptions[0],
    };
  });
  const total = items.reduce((sum, one) => sum.add(one.receivedAmount.value), Decimal.zero);
  return buildReceiptRequest(trialEnvelope(stage), {
    receiptId: `GR-${order.id}`,
    receiptDate: cxmlTimestamp(ctx.now()),
    operation: 'new',
    comments: [],
    extrinsics: [],
    total: { value: total, currency },
    orders: [
      {
        order: { orderId: order.id, orderDate: order.date, payloadId: order.payloadId },
        items,
      },
    ],
  });
}
