import {
  type Change,
  type OciItem,
  type ShapedBasket,
  type ShapedLine,
  type SuiteProfile,
  shapeBasket,
} from '../../../punchout/index.ts';
import type { Decimal } from '../../base/index.ts';
import { isService, type PricedOffer } from '../../domain/catalogue/index.ts';
import type { Organisation } from '../../domain/parties/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import { changeText } from '../profiles/index.ts';

/** CUST_FIELD1 to 5 in their order, with nothing in the gaps. */
function customFields({ extrinsics }: ShapedLine): string[] {
  const at = (name: string): number => Number(name.at(-1)) - 1;
  const last = Math.max(-1, ...extrinsics.map(({ name }) => at(name)));
  return Array.from(
    { length: last + 1 },
    (_, index) => extrinsics.find(({ name }) => at(name) === index)?.value ?? '',
  );
}

/** A line as its profile shaped it, in OCI's fields; `unspsc` is our own class, which tells a service. */
export function ociItem(
  line: ShapedLine,
  { currency, quote, unspsc }: { currency: string; quote?: string; unspsc: string },
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
    ...(isService(unspsc) ? { kind: 'service' as const } : {}),
  };
}

/** An offer that a function answers with, outside any basket. */
export type WantedItem = {
  readonly offer: PricedOffer;
  readonly quantity: Decimal;
  readonly name: string;
  /** What a later DETAIL or VALIDATE names it by. */
  readonly productId: string;
  /**
   * The line of a cart that it was: with the levy apart, as that cart had it. An item that no cart held yet is one
   * line, so its price includes the levy.
   */
  readonly was?: ShapedLine['kind'] | undefined;
};

/** What became of an item: it goes, or it does not for what the notes say; the log keeps what changed on the way. */
export type ShapedItem = {
  readonly item?: OciItem;
  readonly notes: readonly ExchangeNote[];
  readonly log: readonly ExchangeNote[];
};

function noteOf(change: Change, { offer, tx }: { offer: PricedOffer; tx: TxCtx }): ExchangeNote {
  const text = changeText(change, tx.locale);
  return { code: `oci_${change.kind}`, element: change.field, message: `${offer.sku}: ${text}.` };
}

function shaped(
  { offer, quantity, name, productId, was }: WantedItem,
  { profile, seller }: { profile: SuiteProfile; seller: Organisation | undefined },
): ShapedBasket {
  const whole: SuiteProfile = {
    ...profile,
    return: { ...profile.return, ecoContribution: 'in_price' },
  };
  return shapeBasket(was ? profile : whole, {
    currency: offer.currency,
    lines: [
      {
        ...offer,
        position: 1,
        auxiliaryId: productId,
        description: name,
        gtin: offer.gtin ?? undefined,
        quantity,
        seller: {
          id: offer.sellerId,
          name: seller?.tradingName ?? '',
          vatId: seller?.vatId ?? undefined,
          gln: seller?.gln ?? undefined,
          registrationNumber: seller?.registrationNumber ?? undefined,
        },
      },
    ],
  });
}

/**
 * An offer as the connection's profile would write it into a cart: the same lengths, decimals, units, classes,
 * seller numbers and custom fields. What the profile refuses gives no item.
 */
export function shapedItem(
  tx: TxCtx,
  wanted: WantedItem,
  around: { profile: SuiteProfile; seller: Organisation | undefined },
): ShapedItem {
  const { offer, was = 'goods' } = wanted;
  const { lines, changes } = shaped(wanted, around);
  const refused = changes.filter(({ kind }) => kind === 'refused');
  const line = lines.find(({ kind }) => kind === was);
  const told = (change: Change): ExchangeNote => noteOf(change, { offer, tx });
  if (refused.length > 0 || !line) {
    const notes = refused.map((change) => ({
      code: 'oci_left_out',
      element: offer.sku,
      message: `${offer.sku} is left out: ${changeText(change, tx.locale)}.`,
    }));
    return { notes, log: [] };
  }
  return {
    item: ociItem(line, { currency: offer.currency, unspsc: offer.unspsc }),
    notes: [],
    // A translated word is the same thing; its reader knows no other.
    log: changes.filter(({ kind }) => kind !== 'mapped').map(told),
  };
}
