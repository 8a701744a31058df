import { LockMode } from '@mikro-orm/core';
import { Problem, plainDateIn, transition } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { organisation } from '../../parties/index.ts';
import { BillingMandate, mandateTransitions } from '../entities.ts';

/** Series of the operator's own sales, which need no mandate; no seller may take it. */
export const OPERATOR_SERIES = 'OPE';

async function checkSeries(tx: TxCtx, { series, sellerId }: { series: string; sellerId: string }) {
  const taken = await tx.em.count(BillingMandate, { series, sellerId: { $ne: sellerId } });
  if (!/^[A-Z0-9]{1,10}$/.test(series) || series === OPERATOR_SERIES || taken > 0) {
    throw new Problem('invoicing.series_invalid', { series });
  }
}

async function lockedMandate(tx: TxCtx, sellerId: string): Promise<BillingMandate> {
  const found = await tx.em.findOne(
    BillingMandate,
    { sellerId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!found) throw new Problem('not_found', { what: 'billing mandate', id: sellerId });
  return found;
}

async function move(
  tx: TxCtx,
  mandate: BillingMandate,
  to: BillingMandate['state'],
): Promise<void> {
  const from = mandate.state;
  mandate.state = transition(mandateTransitions, { subject: 'billing mandate', from, to });
  await tx.em.flush();
  await audit(tx, {
    action: `mandate.${to}`,
    subject: `billing_mandate:${mandate.id}`,
    detail: { from, sellerId: mandate.sellerId },
  });
  await emit(tx, `mandate.${to}`, { mandateId: mandate.id, sellerId: mandate.sellerId });
}

/** The permission alone is also held by a buyer's administrator; mandates are the marketplace's business. */
function marketplaceOnly(ctx: Ctx | TxCtx): void {
  ctx.require('partner.manage');
  if (ctx.actor.scope === 'party') throw new Problem('access.denied', { permission: 'operator' });
}

/**
 * Records a seller's signed mandate under `partner.manage`: a new one, or the draft that exists. `series`
 * is the prefix of the seller's own numbers here, one to ten capital letters or digits; `contestDays` is
 * the period in which the seller may contest (CGI ann. II art. 242 nonies). Returns the mandate's id.
 */
export async function signMandate(
  ctx: Ctx | TxCtx,
  {
    sellerId,
    signedOn,
    series,
    contestDays = 15,
    documentSha256,
  }: {
    sellerId: string;
    signedOn: Temporal.PlainDate;
    series: string;
    contestDays?: number;
    documentSha256?: string;
  },
): Promise<string> {
  marketplaceOnly(ctx);
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      await organisation(inner, sellerId);
      await checkSeries(inner, { series, sellerId });
      const known = await inner.em.findOne(BillingMandate, { sellerId });
      const mandate =
        known ??
        inner.em.create(BillingMandate, {
          id: inner.newId(),
          sellerId,
          state: 'draft',
          signedOn,
          activeFrom: null,
          series,
          contestDays,
          documentSha256: null,
        });
      if (mandate.state === 'draft') {
        mandate.signedOn = signedOn;
        mandate.series = series;
        mandate.contestDays = contestDays;
        mandate.documentSha256 = documentSha256 ?? null;
      }
      await inner.em.flush();
      await move(inner, mandate, 'signed');
      return mandate.id;
    }),
  );
}

/**
 * Puts a signed or suspended mandate in force from a day, today by default, under `partner.manage`. A
 * mandate is prior: never before the day of its signature (`invoicing.mandate_unsigned`).
 */
export async function activateMandate(
  ctx: Ctx | TxCtx,
  { sellerId, from }: { sellerId: string; from?: Temporal.PlainDate },
): Promise<void> {
  marketplaceOnly(ctx);
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const mandate = await lockedMandate(inner, sellerId);
      const activeFrom = from ?? plainDateIn(inner.now());
      const { signedOn } = mandate;
      if (!signedOn || Temporal.PlainDate.compare(activeFrom, signedOn) < 0) {
        throw new Problem('invoicing.mandate_unsigned', { date: signedOn?.toString() });
      }
      mandate.activeFrom = activeFrom;
      await move(inner, mandate, 'active');
    }),
  );
}

/** Stops invoicing in the seller's name for a while, under `partner.manage`. Waits for an issue under way. */
export async function suspendMandate(
  ctx: Ctx | TxCtx,
  { sellerId }: { sellerId: string },
): Promise<void> {
  await endMandate(ctx, { sellerId, to: 'suspended' });
}

/** Ends the mandate for good, under `partner.manage`. Invoices issued under it stay. */
export async function terminateMandate(
  ctx: Ctx | TxCtx,
  { sellerId }: { sellerId: string },
): Promise<void> {
  await endMandate(ctx, { sellerId, to: 'terminated' });
}

async function endMandate(
  ctx: Ctx | TxCtx,
  { sellerId, to }: { sellerId: string; to: 'suspended' | 'terminated' },
): Promise<void> {
  marketplaceOnly(ctx);
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => move(inner, await lockedMandate(inner, sellerId), to)),
  );
}

/**
 * The seller's mandate in force on the day of issue, its row locked until the transaction ends: a seller's
 * invoices are issued one after another, so that numbers follow the time, and no suspension slips between.
 * Refuses with `invoicing.mandate_missing`.
 */
export async function mandateInForce(
  tx: TxCtx,
  seller: { readonly id: string; readonly tradingName: string },
): Promise<BillingMandate> {
  const mandate = await tx.em.findOne(
    BillingMandate,
    { sellerId: seller.id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  const today = plainDateIn(tx.now());
  const isInForce =
    mandate?.state === 'active' &&
    mandate.activeFrom &&
    Temporal.PlainDate.compare(mandate.activeFrom, today) <= 0;
  if (!mandate || !isInForce) {
    throw new Problem('invoicing.mandate_missing', {
      seller: seller.tradingName,
      date: today.toString(),
    });
  }
  return mandate;
}
