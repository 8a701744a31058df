import type {
  Address as CxmlAddress,
  CxmlDocument,
  ItemOut,
  OrderRequest,
} from '../../../punchout/index.ts';
import { connectionProfile, foldEcoLines } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import type { Address } from '../../domain/parties/index.ts';
import {
  orderFromSuite,
  type SuiteOrder,
  type SuiteOrderResult,
} from '../../domain/purchasing/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';

function addressOf(address: CxmlAddress | undefined): Address | undefined {
  if (!address?.postal) return undefined;
  const { postal } = address;
  return {
    name: [address.name, ...postal.deliverTo].filter(Boolean).join(', '),
    street: postal.street.join(', '),
    postalCode: postal.postalCode ?? '',
    city: postal.city,
    country: postal.countryIso,
    ...(address.addressId ? { code: address.addressId } : {}),
  };
}

/** The account codes of the first distribution, as one text for people. */
function costCentreOf(item: ItemOut): string | undefined {
  const segments = item.distributions[0]?.segments ?? [];
  return segments.length > 0
    ? segments
        .map((segment) => segment.id)
        .filter(Boolean)
        .join('-')
    : undefined;
}

/** Unit price per ordered unit: a price basis of 100 makes 12.50 per 100 into 0.125. */
function unitPriceOf(item: ItemOut) {
  const { detail } = item;
  if (!detail) return undefined;
  const basis = detail.priceBasis?.quantity;
  return basis && !basis.isZero()
    ? detail.unitPrice.value.div(basis, { scale: 6, rounding: 'half_up' })
    : detail.unitPrice.value;
}

type TakenOrder = {
  readonly document: Pick<CxmlDocument, 'payloadId'>;
  readonly order: OrderRequest;
  readonly partner: Partner;
};

/** An OrderRequest in the domain's words. */
export function suiteOrderOf({ document, order, partner }: TakenOrder): SuiteOrder {
  const first = order.items[0];
  const { connection } = partner;
  const profile = connectionProfile(connection);
  return {
    buyerId: partner.organisation.id,
    connectionId: partner.connection.id,
    unitWords: profile.units.map,
    number: order.orderId,
    payloadId: document.payloadId,
    shipTo: addressOf(order.shipTo ?? first?.shipTo),
    billTo: addressOf(order.billTo),
    orderedBy: order.contacts[0]?.name ?? partner.organisation.tradingName,
    comments:
      order.comments
        .map((comment) => comment.text)
        .filter(Boolean)
        .join('\n') || undefined,
    lines: foldEcoLines(
      order.items.map((item, at) => ({
        lineNumber: item.lineNumber ?? at + 1,
        sku: item.itemId.supplierPartId.trim(),
        auxiliaryId: item.itemId.supplierPartAuxiliaryId?.trim(),
        quantity: item.quantity,
        unit: item.detail?.unit,
        unitPrice: unitPriceOf(item),
        currency: item.detail?.unitPrice.currency,
        costCentre: costCentreOf(item),
      })),
    ),
  };
}

/**
 * OrderRequest of type `new` → a purchase order, verified line by line against the returned basket. Changes
 * and cancellations of an order are not served yet (450).
 */
export async function takeOrder(tx: TxCtx, taken: TakenOrder): Promise<SuiteOrderResult> {
  const { order } = taken;
  if (order.type !== 'new')
    throw new Problem('cxml.not_implemented', { element: `OrderRequest type="${order.type}"` });
  return orderFromSuite(tx, suiteOrderOf(taken));
}
