import { buildOrders } from '../../../edi/edifact/index.ts';
import type { TradeParty } from '../../../edi/messages.ts';
import {
  buildOrderRequest,
  type Comments,
  type Address as CxmlAddress,
  connectionProfile,
  type ItemOut,
  inEncoding,
  writeMultipart,
  xmlContentType,
} from '../../../punchout/index.ts';
import {
  cxmlTimestamp,
  Decimal,
  money,
  Problem,
  plainDateIn,
  toDecimal,
} from '../../base/index.ts';
import type { OrderLine, SellerOrderDocument } from '../../domain/orders/index.ts';
import type { Address, Organisation, TradingConnection } from '../../domain/parties/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { cxmlHeader, interchangeReference, ownEdiIdentity } from './identity.ts';
import { filesForSeller, type PartFiles } from './order-files.ts';
import { routedHeader } from './route.ts';
import { dayText } from './target.ts';

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

/** What the buyer wrote for the sellers of the whole order. */
function notesOf({ purchase }: SellerOrderDocument): string[] {
  const { comments, termsOfDelivery } = purchase;
  return [comments ?? '', termsOfDelivery ? `Terms of delivery: ${termsOfDelivery}` : ''].filter(
    Boolean,
  );
}

/** What the buyer wrote of a line, its partial deliveries and its own place: for formats without room for them. */
function lineNote(line: OrderLine): string | undefined {
  const schedule = line.schedule.map((one) => `${one.quantity} on ${one.requestedOn}`).join(', ');
  const { shipTo } = line;
  const place =
    shipTo &&
    [shipTo.name, shipTo.street, shipTo.postalCode, shipTo.city, shipTo.country]
      .filter(Boolean)
      .join(', ');
  const parts = [
    line.comments ?? '',
    schedule ? `Deliver ${schedule}` : '',
    place ? `Deliver to ${place}` : '',
  ].filter(Boolean);
  return parts.length > 0 ? parts.join('. ') : undefined;
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
      requestedDate: purchase.requestedOn,
      notes: notesOf(outgoing),
      lines: lines.map((line) => ({
        position: String(line.lineNumber),
        sellerSku: line.sku,
        gtin: line.gtin ?? undefined,
        description: line.description,
        quantity: line.quantity,
        unit: line.unit,
        unitPrice: line.unitPrice,
        lineNet: money(line.netMinor, line.currency),
        requestedDate: line.requestedOn ?? undefined,
        note: lineNote(line),
        auxiliaryId: line.auxiliaryId ?? undefined,
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

function itemOut(
  line: OrderLine,
  { units, files }: { units: Readonly<Record<string, string>>; files: readonly Comments[] },
): ItemOut {
  const note = lineNote(line);
  return {
    quantity: line.quantity,
    lineNumber: line.lineNumber,
    itemId: {
      supplierPartId: line.sku,
      ...(line.auxiliaryId ? { supplierPartAuxiliaryId: line.auxiliaryId } : {}),
    },
    supplierIds: [],
    distributions: [],
    requestedDeliveryDate: dayText(line.requestedOn),
    shipTo: line.shipTo ? cxmlAddress(line.shipTo, line.shipTo.name ?? '') : undefined,
    scheduleLines: line.schedule.map((one) => ({
      quantity: Decimal.parse(one.quantity),
      requestedDeliveryDate: dayText(Temporal.PlainDate.from(one.requestedOn)) ?? '',
      lineNumber: one.lineNumber,
      unit: units[line.unit] ?? line.unit,
    })),
    contacts: [],
    comments: [...(note === undefined ? [] : [{ text: note, attachments: [] }]), ...files],
    detail: {
      unitPrice: { value: line.unitPrice, currency: line.currency },
      descriptions: [{ text: line.description, lang: 'en' }],
      unit: units[line.unit] ?? line.unit,
      classifications: [{ domain: 'UNSPSC', value: line.unspsc }],
      extrinsics: line.gtin ? [{ name: 'GTIN', value: line.gtin }] : [],
    },
  };
}

const nothing: PartFiles = { files: [], comments: [], lineComments: new Map() };

/** What a later document does to the order that a seller has: under its own version, after the one named. */
export type OrderChangeNote = {
  readonly type: 'update' | 'delete';
  readonly revision: number;
  readonly reference: string | undefined;
  /** For a cancelled part whose lines are gone: those of the document before, which the DTD wants. */
  readonly items: readonly ItemOut[];
};

/**
 * OrderRequest to a seller that speaks cXML: `new`, or with `change` an update or delete of it. The seller
 * bills the buyer, so BillTo is the buyer's; the buyer's accounting is never in it. Files that the buyer sent for
 * this seller go with it as multipart/related.
 */
export async function orderRequestDocument(
  tx: TxCtx,
  {
    outgoing,
    connection,
    change,
  }: {
    outgoing: SellerOrderDocument;
    connection: TradingConnection;
    change?: OrderChangeNote;
  },
): Promise<OutgoingDocument> {
  const { order, purchase, lines, buyer, billTo } = outgoing;
  const profile = connectionProfile(connection);
  const payloadId = `${tx.newId()}@comptoir`;
  const attached = change?.type === 'delete' ? nothing : await filesForSeller(tx, outgoing);
  const version = profile.versions.OrderRequest;
  const written = buildOrderRequest(
    {
      payloadId,
      timestamp: cxmlTimestamp(tx.now()),
      lang: 'en',
      header: await routedHeader(tx, { header: await cxmlHeader(tx, connection), outgoing }),
      deploymentMode: connection.deploymentMode,
    },
    {
      orderId: order.number,
      orderDate: cxmlTimestamp(purchase.orderedAt),
      type: change?.type ?? 'new',
      orderType: 'regular',
      orderVersion: order.revision > 1 ? (change?.revision ?? order.revision) : undefined,
      previousPayloadId: change?.reference,
      requestedDeliveryDate: dayText(purchase.requestedOn),
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
      comments: [
        ...notesOf(outgoing).map((text) => ({ text, attachments: [] })),
        ...attached.comments,
      ],
      extrinsics: [{ name: 'BuyerOrderNumber', value: order.buyerOrderNumber }],
      items:
        lines.length > 0
          ? lines.map((line) =>
              itemOut(line, {
                units: profile.units.map,
                files: attached.lineComments.get(line.lineNumber) ?? [],
              }),
            )
          : (change?.items ?? []),
    },
    version ? { version } : {},
  );
  const { files } = attached;
  const content = inEncoding(written, profile);
  const contentType = xmlContentType(profile);
  const plain = { channel: 'cxml', kind: 'OrderRequest', documentKey: payloadId } as const;
  return files.length === 0
    ? { ...plain, content, contentType }
    : { ...plain, ...writeMultipart({ document: content, contentType, files, mark: payloadId }) };
}
