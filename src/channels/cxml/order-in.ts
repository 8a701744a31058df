import {
  type CxmlDocument,
  connectionProfile,
  cxmlDay,
  cxmlInstant,
  foldEcoLines,
  type MimePart,
  type OrderRequest,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { attachFiles } from '../../domain/orders/index.ts';
import {
  differenceText,
  orderFromSuite,
  type SuiteOrder,
  type SuiteOrderResult,
} from '../../domain/purchasing/index.ts';
import type { ExchangeLink, ExchangeNote, TxCtx } from '../../platform/index.ts';
import { profileLink } from '../profiles/index.ts';
import { type Answer, statusAnswer } from './answer.ts';
import type { Partner } from './authenticate.ts';
import { compareAccepted } from './differ.ts';
import { numbered } from './line-numbers.ts';
import { orderFiles } from './order-files.ts';
import {
  addressOf,
  commentsOf,
  frameOf,
  particularsOf,
  routeOf,
  suiteLine,
} from './order-lines.ts';
import { totalNotes } from './order-total.ts';

type TakenOrder = {
  readonly document: Pick<CxmlDocument, 'payloadId'> &
    Partial<Pick<CxmlDocument, 'timestamp' | 'header'>>;
  readonly order: OrderRequest;
  readonly partner: Partner;
};

const KINDS: Readonly<Record<string, SuiteOrder['kind']>> = {
  regular: 'regular',
  release: 'release',
  blanket: 'blanket',
};

/** What a release names: in the header (`agreementID`, `agreementPayloadID`), else on its first line that does. */
function agreementOf(order: OrderRequest): SuiteOrder['agreement'] {
  const onLine = order.items.find(({ agreement }) => agreement)?.agreement;
  const agreementId = order.agreementId ?? order.parentAgreementId ?? onLine?.agreementId;
  const payloadId =
    order.agreementPayloadId ?? order.parentAgreementPayloadId ?? onLine?.agreementPayloadId;
  return agreementId === undefined && payloadId === undefined
    ? undefined
    : { agreementId, payloadId };
}

/** An OrderRequest in the domain's words. Refuses stock transport orders (450): nothing is bought by them. */
export function suiteOrderOf({ document, order, partner }: TakenOrder): SuiteOrder {
  const kind = KINDS[order.orderType ?? 'regular'];
  if (!kind)
    throw new Problem('cxml.not_implemented', {
      element: `OrderRequest orderType="${order.orderType}"`,
    });
  const { connection } = partner;
  const profile = connectionProfile(connection);
  const shipTo = addressOf(order.shipTo ?? order.items[0]?.shipTo);
  return {
    buyerId: partner.organisation.id,
    connectionId: partner.connection.id,
    unitWords: profile.units.map,
    number: order.orderId,
    payloadId: document.payloadId,
    type: order.type,
    kind,
    orderVersion: order.orderVersion,
    reference: order.previousPayloadId,
    writtenAt: cxmlInstant(document.timestamp ?? ''),
    agreement: agreementOf(order),
    shipTo,
    billTo: addressOf(order.billTo),
    orderedBy: order.contacts[0]?.name || partner.organisation.tradingName,
    comments: commentsOf(order.comments),
    requestedOn: cxmlDay(order.requestedDeliveryDate ?? ''),
    particulars: { ...particularsOf(order), ...routeOf(document.header) },
    ...(kind === 'blanket' ? { frame: frameOf(order) } : {}),
    // An éco-participation that we sent as a line of its own is part of its line's price.
    lines: foldEcoLines(order.items.map((item, at) => suiteLine(item, { at, place: shipTo }))),
  };
}

function linksOf(result: SuiteOrderResult, label: string): ExchangeLink[] {
  const { purchaseOrderId, frameOrderId } = result;
  if (purchaseOrderId) return [{ type: 'purchase_order', id: purchaseOrderId, label }];
  return frameOrderId ? [{ type: 'frame_order', id: frameOrderId, label }] : [];
}

/**
 * OrderRequest → an order placed, changed or cancelled, verified line by line against the returned basket; the
 * files that came with it are kept, and it is compared field by field with what went out. The answer is a
 * bare Status 200 (there is no OrderResponse), also for a version that came too late, which is an advisory; a
 * cancellation whose order is not known yet is kept and answered 417.
 */
export async function takeOrder(
  tx: TxCtx,
  {
    document,
    order: written,
    partner,
    exchangeId,
    attachments,
  }: {
    document: CxmlDocument;
    order: OrderRequest;
    partner: Partner;
    exchangeId: string;
    attachments: readonly MimePart[];
  },
): Promise<Answer> {
  tx.require('shop');
  const order = await numbered(tx, { order: written, buyerId: partner.organisation.id });
  const result = await orderFromSuite(tx, suiteOrderOf({ document, order, partner }));
  const { purchaseOrderId, outcome } = result;
  const advisories: ExchangeNote[] = [
    ...totalNotes(order),
    ...result.notes.map((note) => ({ ...note })),
    ...result.noticed.map((one) => ({ code: 'order_differs', message: differenceText(one) })),
  ];
  const keys = [order.orderId];
  if (outcome === 'ahead') {
    const refusal = new Problem('purchasing.delete_ahead', {
      order: order.orderId,
      reference: order.previousPayloadId ?? order.orderId,
    });
    const text = refusal.text('en');
    return {
      xml: statusAnswer(tx, { code: refusal.entry.cxml, detail: text }),
      links: [],
      keys,
      advisories,
      refusal: { code: refusal.code, message: text },
    };
  }
  if (purchaseOrderId && (outcome === 'placed' || outcome === 'changed')) {
    const { files, notes } = orderFiles(order, attachments);
    const buyerId = partner.organisation.id;
    await attachFiles(tx, { purchaseOrderId, buyerId, files });
    advisories.push(...notes);
    await compareAccepted(tx, { document, order, partner, exchangeId, purchaseOrderId });
  }
  return {
    xml: statusAnswer(tx, { code: 200, detail: '' }),
    links: [...linksOf(result, order.orderId), profileLink(partner.connection)],
    keys,
    advisories,
  };
}
