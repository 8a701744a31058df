import { encodeOciItems, type OciItem, type ShapedLine } from '../../../punchout/index.ts';
import type { CartEncoder } from '../../domain/purchasing/index.ts';
import { noteExchange, recordExchange } from '../../platform/index.ts';
import { keepSent, profileLink, shapedCart } from '../profiles/index.ts';
import { ociNote } from './reply.tsx';
import { returnFormOf } from './return-form.ts';

/** CUST_FIELD1 to 5 in their order, with nothing in the gaps. */
function customFields({ extrinsics }: ShapedLine): string[] {
  const at = (name: string): number => Number(name.at(-1)) - 1;
  const last = Math.max(-1, ...extrinsics.map(({ name }) => at(name)));
  return Array.from(
    { length: last + 1 },
    (_, index) => extrinsics.find(({ name }) => at(name) === index)?.value ?? '',
  );
}

function itemOf(
  line: ShapedLine,
  { currency, quote }: { currency: string; quote: string },
): OciItem {
  return {
    description: line.description,
    longText: line.longText,
    quantity: line.quantity,
    unit: line.unit,
    unitPrice: line.unitPrice,
    priceUnit: line.priceBasis,
    currency,
    sku: line.sku,
    manufacturerPartId: line.manufacturerPartId,
    materialGroup: line.classification.value,
    leadTimeDays: line.leadDays,
    vendor: line.supplierId?.value,
    externalQuoteId: quote,
    // The only field wide enough for our line's own token (EXT_PRODUCT_ID, 40).
    externalProductId: line.auxiliaryId,
    customFields: customFields(line),
  };
}

/**
 * The way back of an OCI visit: NEW_ITEM fields beside those that HOOK_URL brought, each line as the partner's
 * profile shapes it. OCI has no status: a cancel posts no item, and the suite keeps what it has.
 */
export const ociCart: CartEncoder = async (tx, { session, request, lines }) => {
  const { currency = 'EUR', number = '' } = request ?? {};
  const cart = await shapedCart(tx, { session, currency, number, lines: request ? lines : [] });
  if (request) await keepSent(tx, { request, cart });
  const items = cart.shaped.lines.map((line) => itemOf(line, { currency, quote: number }));
  const encoded = encodeOciItems(items, { charset: returnFormOf(session).charset });
  const fields = [
    ...Object.entries(session.formFields).map(([name, value]) => ({ name, value })),
    ...encoded.fields,
  ];
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'oci',
    kind: 'OCI cart',
    contentType: 'application/x-www-form-urlencoded',
    partnerId: session.buyerId,
    connectionId: session.connectionId,
    state: 'sent',
    content: Buffer.from(
      new URLSearchParams(fields.map((field) => [field.name, field.value])).toString(),
    ),
    keys: [`visit:${session.id}`, ...(request ? [request.number] : [])],
  });
  await noteExchange(tx, exchangeId, {
    links: [profileLink(cart.connection)],
    advisories: encoded.notes.map(ociNote),
  });
  return { action: session.browserFormPost ?? '', fields };
};
