import { type Decimal, fromDecimal, lineNet, moneyText } from '../../src/base/index.ts';
import {
  type Address,
  type Amount,
  type Contact,
  type CxmlDocument,
  cxmlDay,
  type Described,
  type ItemDetail,
  type ItemId,
  type OrderRef,
  type PriceBasis,
} from '../cxml/index.ts';
import type { InspectedLine, InspectedParty, InspectedReference } from './shape.ts';

/** A date for people and programs alike; a text that is none stays as written. */
export function dayText(text: string | undefined): string | undefined {
  return text === undefined ? undefined : (cxmlDay(text)?.toString() ?? text);
}

export function amountText(amount: Amount | undefined): string | undefined {
  return amount?.value.toString();
}

/** The stated amounts by name, without those the document leaves out. */
export function totalsOf(
  amounts: Readonly<Record<string, Amount | undefined>>,
): Record<string, string> {
  const stated = Object.entries(amounts).flatMap(([name, amount]) => {
    const text = amountText(amount);
    return text === undefined ? [] : [[name, text] as const];
  });
  return Object.fromEntries(stated);
}

export function referencesOf(
  values: Readonly<Record<string, string | undefined>>,
): InspectedReference[] {
  return Object.entries(values).flatMap(([type, value]) =>
    value === undefined || value === '' ? [] : [{ type, value }],
  );
}

export function orderReferences(order: OrderRef): InspectedReference[] {
  return referencesOf({
    order: order.orderId,
    order_payload: order.payloadId,
    agreement: order.agreementId ?? order.agreementPayloadId,
    supplier_order: order.supplierOrderId,
  });
}

/** From, To and Sender by their first credential. */
export function headerParties({ header }: CxmlDocument): InspectedParty[] {
  if (!header) return [];
  const { from, to, sender } = header;
  return Object.entries({ from, to, sender }).map(([role, { credentials }]) => ({
    role,
    id: credentials[0]?.identity,
    scheme: credentials[0]?.domain,
  }));
}

export function addressParty(role: string, address: Address | undefined): InspectedParty[] {
  if (!address) return [];
  const { name, addressId, postal } = address;
  return [
    { role, name: name || undefined, id: addressId, country: postal?.countryIso || undefined },
  ];
}

export function contactParties(contacts: readonly Contact[]): InspectedParty[] {
  return contacts.flatMap((contact) => addressParty(contact.role ?? 'contact', contact));
}

function lineTotal(
  { unitPrice, priceBasis }: { unitPrice: Amount; priceBasis?: PriceBasis | undefined },
  quantity: Decimal,
): string | undefined {
  if (!priceBasis) return moneyText(lineNet(unitPrice.value, quantity, unitPrice.currency));
  if (priceBasis.quantity.isZero()) return undefined;
  const total = unitPrice.value
    .mul(priceBasis.conversionFactor)
    .mul(quantity)
    .div(priceBasis.quantity, { scale: 10, rounding: 'half_up' });
  return moneyText(fromDecimal(total, unitPrice.currency, 'half_up'));
}

/** A line of a cart or order; its total is price × quantity, rounded half up to the cent. */
export function itemLine(
  item: {
    quantity: Decimal;
    itemId: ItemId;
    detail?: ItemDetail | undefined;
    lineNumber?: number | undefined;
  },
  at: number,
): InspectedLine {
  const { detail, itemId, quantity } = item;
  return {
    position: String(item.lineNumber ?? at + 1),
    ...skus(itemId),
    gtin: detail?.gtin,
    description: descriptionText(detail?.descriptions[0]),
    quantity: quantity.toString(),
    unit: detail?.unit || undefined,
    unitPrice: amountText(detail?.unitPrice),
    lineTotal: detail && lineTotal(detail, quantity),
  };
}

export function skus(itemId: ItemId | undefined): Pick<InspectedLine, 'sellerSku' | 'buyerSku'> {
  return { sellerSku: itemId?.supplierPartId || undefined, buyerSku: itemId?.buyerPartId };
}

export function descriptionText(described: Described | undefined): string | undefined {
  return described?.text || described?.shortName || undefined;
}
