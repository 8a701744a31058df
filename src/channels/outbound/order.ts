import { buildOrders } from '../../../edi/edifact/index.ts';
import type { TradeParty } from '../../../edi/messages.ts';
import {
  buildOrderRequest,
  type Address as CxmlAddress,
  connectionProfile,
  type ItemOut,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, money, Problem, plainDateIn, toDecimal } from '../../base/index.ts';
import type { OrderLine, SellerOrderDocument } from '../../domain/orders/index.ts';
import type { Address, Organisation, TradingConnection } from '../../domain/parties/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { cxmlHeader, interchangeReference, ownEdiIdentity } from './identity.ts';

const ZONE = 'Europe/Paris';

/** A document ready to be stored and posted. */
export type OutgoingDocument = {
  readonly channel: 'edi' | 'cxml';
  readonly kind: string;
  readonly content: Uint8Array;
  readonly contentType: string;
  readonly documentKey: string;
};

function company(one: Organisation): TradeParty {
  const { street, postalCode, city, country } = one.address;
  return {
    gln: one.gln ?? undefined,
    id: one.gln ? undefined : (one.registrationNumber ?? undefined),
    name: one.legalName,
    street,
    postalCode,
    city,
    country,
    vatId: one.vatId ?? undefined,
  };
}

function place({ code, name, street, postalCode, city, country }: Address): TradeParty {
  // A code of thirteen digits is a GLN; anything else is the buyer's own code of the place.
  const known = code && /^\d{13}$/.test(code) ? { gln: code } : { id: code?.slice(0, 17) };
  return { ...known, name, street, postalCode, city, country };
}

/** ORDERS D.96A to a seller's EDI address. LIN 1082 is the line number of the buyer's order. */
export async function ordersDocument(
  tx: TxCtx,
  { outgoing, connection }: { outgoing: SellerOrderDocument; connection: TradingConnection },
): Promise<OutgoingDocument> {
  const { order, purchase, lines, buyer, seller } = outgoing;
  if (!connection.ediIdentity)
    throw new Problem('channel.identity_missing', {
      connection: connection.name,
      what: 'EDI identity (GLN)',
    });
  const reference = interchangeReference();
  const content = buildOrders(
    {
      number: order.number,
      date: plainDateIn(purchase.orderedAt),
      kind: 'order',
      currency: order.currency,
      buyerOrderNumber: order.buyerOrderNumber.slice(0, 35),
      buyer: company(buyer),
      seller: company(seller),
      delivery: place(outgoing.shipTo),
      invoicee: company(buyer),
      notes: purchase.comments ? [purchase.comments] : [],
      lines: lines.map((line) => ({
        position: String(line.lineNumber),
        sellerSku: line.sku,
        gtin: line.gtin ?? undefined,
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unitPrice: line.unitPrice,
        lineNet: money(line.netMinor, line.currency),
      })),
      linesNet: money(order.netMinor, order.currency),
    },
    {
      sender: await ownEdiIdentity(tx),
      receiver: { id: connection.ediIdentity, qualifier: connection.ediQualifier ?? undefined },
      reference,
      preparedAt: tx.now().toZonedDateTimeISO(ZONE).toPlainDateTime(),
      test: connection.deploymentMode === 'test',
      acknowledgementAsked: true,
    },
  );
  return {
    channel: 'edi',
    kind: 'ORDERS',
    content,
    contentType: 'application/EDIFACT',
    documentKey: reference,
  };
}

function cxmlAddress(
  { code, name, street, postalCode, city, country }: Address,
  fallbackName: string,
): CxmlAddress {
  return {
    name: name ?? fallbackName,
    addressId: code,
    postal: { deliverTo: [], street: [street], city, postalCode, countryIso: country },
  };
}

function itemOut(line: OrderLine, { units }: { units: Readonly<Record<string, string>> }): ItemOut {
  return {
    quantity: line.quantity,
    lineNumber: line.lineNumber,
    itemId: {
      supplierPartId: line.sku,
      ...(line.auxiliaryId ? { supplierPartAuxiliaryId: line.auxiliaryId } : {}),
    },
    supplierIds: [],
    distributions: [],
    scheduleLines: [],
    contacts: [],
    comments: [],
    detail: {
      unitPrice: { value: line.unitPrice, currency: line.currency },
      descriptions: [{ text: line.description, lang: 'en' }],
      unit: units[line.unit] ?? line.unit,
      classifications: [{ domain: 'UNSPSC', value: line.unspsc }],
      extrinsics: line.gtin ? [{ name: 'GTIN', value: line.gtin }] : [],
    },
  };
}

/** OrderRequest `new` to a seller that speaks cXML. The seller bills the buyer, so BillTo is the buyer's. */
export async function orderRequestDocument(
  tx: TxCtx,
  { outgoing, connection }: { outgoing: SellerOrderDocument; connection: TradingConnection },
): Promise<OutgoingDocument> {
  const { order, purchase, lines, buyer, billTo } = outgoing;
  const profile = connectionProfile(connection);
  const payloadId = `${tx.newId()}@comptoir`;
  const version = profile.versions.OrderRequest;
  const content = buildOrderRequest(
    {
      payloadId,
      timestamp: cxmlTimestamp(tx.now()),
      lang: 'en',
      header: await cxmlHeader(tx, connection),
      deploymentMode: connection.deploymentMode,
    },
    {
      orderId: order.number,
      orderDate: cxmlTimestamp(purchase.orderedAt),
      type: 'new',
      orderType: 'regular',
      total: { value: toDecimal(money(order.netMinor, order.currency)), currency: order.currency },
      shipTo: cxmlAddress(outgoing.shipTo, buyer.legalName),
      billTo: cxmlAddress(billTo, buyer.legalName),
      tax: {
        amount: {
          value: toDecimal(money(order.vatMinor, order.currency)),
          currency: order.currency,
        },
        description: { text: 'VAT', lang: 'en' },
        details: [],
      },
      contacts: [],
      paymentTerms: [],
      comments: purchase.comments ? [{ text: purchase.comments, attachments: [] }] : [],
      extrinsics: [{ name: 'BuyerOrderNumber', value: order.buyerOrderNumber }],
      items: lines.map((line) => itemOut(line, { units: profile.units.map })),
    },
    version ? { version } : {},
  );
  return {
    channel: 'cxml',
    kind: 'OrderRequest',
    content,
    contentType: 'text/xml; charset=UTF-8',
    documentKey: payloadId,
  };
}
