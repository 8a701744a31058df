import { buildOciFields, type OciItem, resolveProfile } from '../../../punchout/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import type { CartEncoder, RequisitionLine } from '../../domain/purchasing/index.ts';
import { recordExchange } from '../../platform/index.ts';

function itemOf(
  line: RequisitionLine,
  { currency, unit, quote }: { currency: string; unit: string; quote: string },
): OciItem {
  return {
    description: line.description.slice(0, 40),
    longText: line.description,
    quantity: line.quantity,
    unit,
    unitPrice: line.unitPrice,
    currency,
    sku: line.sku,
    manufacturerPartId: line.manufacturerPartId,
    materialGroup: line.unspsc,
    leadTimeDays: line.leadDays,
    externalQuoteId: quote,
    // The only field wide enough for our line's own token (EXT_PRODUCT_ID, 40).
    externalProductId: line.auxiliaryId,
  };
}

/**
 * The way back of an OCI visit: NEW_ITEM fields beside those that HOOK_URL brought. OCI has no status: a
 * cancel posts no item, and the suite keeps what it has.
 */
export const ociCart: CartEncoder = async (tx, { session, request, lines }) => {
  const connection = await tx.em.findOneOrFail(TradingConnection, { id: session.connectionId });
  const profile = resolveProfile(connection.profile, connection.profileOverlay as never);
  const items = request
    ? lines.map((line) =>
        itemOf(line, {
          currency: request.currency,
          unit: profile.units.map[line.unit] ?? line.unit,
          quote: request.number,
        }),
      )
    : [];
  const fields = [
    ...Object.entries(session.formFields).map(([name, value]) => ({ name, value })),
    ...buildOciFields(items),
  ];
  await recordExchange(tx, {
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
  return { action: session.browserFormPost ?? '', fields };
};
