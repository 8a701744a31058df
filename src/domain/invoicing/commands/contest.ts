import { LockMode } from '@mikro-orm/core';
import { Problem, plainDateIn } from '../../../base/index.ts';
import { audit, type Ctx, emit, privileged, type TxCtx, write } from '../../../platform/index.ts';
import { Invoice } from '../entities.ts';

/**
 * The seller contests an invoice issued in its name, within the period of its mandate (until the end of
 * `contestUntil`, Paris time). Only that seller may. Recorded once, with the reason; the corrective invoice
 * is then the seller's to issue (CGI art. 289 I-2). Silence counts as acceptance. Emits `invoice.contested`.
 */
export async function contestInvoice(
  ctx: Ctx | TxCtx,
  { invoiceId, reason }: { invoiceId: string; reason: string },
): Promise<void> {
  ctx.require('invoice.read');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const invoice = await inner.em.findOne(
        Invoice,
        { id: invoiceId },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      if (!invoice || invoice.sellerId !== ctx.actor.organisationId) {
        throw new Problem('not_found', { what: 'invoice', id: invoiceId });
      }
      const { number, contestUntil } = invoice;
      // The buyer's own contest does not take the seller's right away.
      if (invoice.contestedAt && invoice.contestedBy !== 'buyer')
        throw new Problem('invoicing.contest_twice', { number });
      if (Temporal.PlainDate.compare(plainDateIn(inner.now()), contestUntil) > 0) {
        throw new Problem('invoicing.contest_late', { number, until: contestUntil.toString() });
      }
      invoice.contestedAt = inner.now();
      invoice.contestReason = reason;
      invoice.contestedBy = 'seller';
      await inner.em.flush();
      await audit(inner, {
        action: 'invoice.contested',
        subject: `invoice:${invoiceId}`,
        detail: { number, reason },
      });
      const { buyerId, sellerId } = invoice;
      await emit(inner, 'invoice.contested', { invoiceId, buyerId, sellerId });
    }),
  );
}
