import type { Child } from 'hono/jsx';
import { type Ctx, read, type TxCtx } from '../../platform/index.ts';
import type { PunchOutSession, RequisitionLine } from './entities.ts';
import { type BasketView, basketOfVisit, basketView } from './queries.ts';
import { auxiliaryIdOf } from './rules.ts';

/** A basket's line as it will be requested, as much as a suite's cart says of it. */
export type CartLine = Pick<
  RequisitionLine,
  | 'position'
  | 'sellerId'
  | 'sku'
  | 'manufacturer'
  | 'manufacturerPartId'
  | 'description'
  | 'unspsc'
  | 'unit'
  | 'quantity'
  | 'unitPrice'
  | 'priceSource'
  | 'vatRateBp'
  | 'leadDays'
  | 'ecoContributionMinor'
  | 'auxiliaryId'
> & { readonly gtin?: string | null | undefined };

/**
 * What the suite will make of a basket: nothing, changes that the person should see first, or a refusal that
 * would lose it.
 */
export type CartPreview = {
  readonly verdict: 'as_it_is' | 'changes' | 'refused';
  /** The changes, in words and pictures. */
  readonly body: Child;
};

/** Tells beforehand what becomes of a basket; implemented by the channels, which know the suites. System's sight. */
export type CartPreviewer = (
  tx: TxCtx,
  basket: {
    readonly session: PunchOutSession;
    readonly currency: string;
    readonly lines: readonly CartLine[];
    /** Of the words on the page; the lines are in the visit's own. */
    readonly locale: 'en' | 'fr';
  },
) => Promise<CartPreview>;

function cartLines(view: BasketView, key: Buffer): CartLine[] {
  return view.lines.map(({ offer, ...line }, at) => ({
    ...offer,
    position: at + 1,
    description: line.name,
    quantity: line.quantity,
    auxiliaryId: line.auxiliaryId ?? auxiliaryIdOf(key, line.lineId),
  }));
}

/** The preview of a visit's basket as it stands; undefined for an empty one, which nothing can happen to. */
export async function previewOf(
  visit: Ctx,
  {
    system,
    session,
    previewer,
  }: { system: Ctx; session: PunchOutSession; previewer: CartPreviewer },
): Promise<CartPreview | undefined> {
  const view = await read(visit, (tx) =>
    basketView(tx, { basketId: basketOfVisit(session), locale: session.locale }),
  );
  if (view.lines.length === 0) return undefined;
  const lines = cartLines(view, visit.services.config.key);
  return read(system, (tx) =>
    previewer(tx, { session, currency: view.basket.currency, lines, locale: visit.locale }),
  );
}
