import { LockMode } from '@mikro-orm/core';
import { Decimal, Problem, transition } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  lockRows,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { countReturned, OrderLine, sendAway } from '../../orders/index.ts';
import { issueCreditNote } from '../commands/credit-note.ts';
import { GoodsReturn, returnTransitions } from './entities.ts';

const REASON_MAX = 500;

/**
 * Keeps that a buyer sent goods of an order line back (cXML ReceiptItem `returned`). Goods that had arrived become a
 * proposal to credit them, for a person to decide; what is beyond these and still under way was sent away at the
 * door: it is not invoiced and there is nothing to credit. The same line of the same receipt again has no second
 * effect. Under `receipt.post`; beyond the buyer's own lines `not_found`. Locks the purchase order. Emits
 * `goods.returned`.
 */
export async function recordReturn(
  ctx: Ctx | TxCtx,
  back: {
    orderLineId: string;
    quantity: Decimal;
    receiptId: string;
    receiptLine: number;
    comment?: string | undefined;
    exchangeId?: string | undefined;
  },
): Promise<{ returnId: string }> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    const line = await tx.em.findOne(OrderLine, { id: back.orderLineId });
    if (!line) throw new Problem('not_found', { what: 'order line', id: back.orderLineId });
    const { buyerId } = line;
    const { receiptId, receiptLine } = back;
    return privileged(tx, async (inner) => {
      await lockRows(inner, 'purchase_order', [line.purchaseOrderId]);
      const known = await inner.em.findOne(GoodsReturn, { buyerId, receiptId, receiptLine });
      if (known) return { returnId: known.id };
      const { quantity, exchangeId } = back;
      const refused = await sendAway(inner, {
        orderLineId: line.id,
        quantity,
        number: receiptId,
        by: receiptId,
        exchangeId,
      });
      const [order] = await inner.em.execute<{ number: string }[]>(
        'select number from purchase_order where id = ?',
        [line.purchaseOrderId],
      );
      const returnId = inner.newId();
      inner.em.create(GoodsReturn, {
        id: returnId,
        buyerId,
        sellerId: line.sellerId,
        purchaseOrderId: line.purchaseOrderId,
        purchaseOrderNumber: order?.number ?? '',
        orderLineId: line.id,
        lineNumber: line.lineNumber,
        description: line.description,
        unit: line.unit,
        quantity,
        refusedQuantity: refused,
        receiptId,
        receiptLine,
        comment: back.comment ?? null,
        state: refused.equals(quantity) ? 'refused' : 'open',
        exchangeId: back.exchangeId ?? null,
        createdAt: inner.now(),
      });
      await inner.em.flush();
      await audit(inner, {
        action: 'goods.returned',
        subject: `goods_return:${returnId}`,
        detail: { line: line.lineNumber, quantity: back.quantity.toString(), receiptId },
      });
      await emit(inner, 'goods.returned', { returnId, buyerId, sellerId: line.sellerId });
      return { returnId };
    });
  });
}

async function openReturn(tx: TxCtx, returnId: string): Promise<GoodsReturn> {
  const found = await tx.em.findOne(
    GoodsReturn,
    { id: returnId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!found) throw new Problem('not_found', { what: 'return', id: returnId });
  if (found.state !== 'open') throw new Problem('invoicing.return_decided');
  return found;
}

function decide(
  tx: TxCtx,
  { back, to }: { back: GoodsReturn; to: 'credited' | 'dismissed' },
): void {
  back.state = transition(returnTransitions, { subject: 'return', from: back.state, to });
  back.decidedBy = tx.actor.name;
  back.decidedAt = tx.now();
}

type Invoiced = { invoice_id: string; position: number; left: string };

/** Where the order line is invoiced and not credited yet, the oldest invoice first. */
async function invoicedOf(tx: TxCtx, orderLineId: string): Promise<Invoiced[]> {
  return tx.em.execute<Invoiced[]>(
    `select l.invoice_id, l.position,
       (l.quantity - coalesce((select sum(c.quantity) from invoice_line c join invoice n on n.id = c.invoice_id
          where n.preceding_invoice_id = l.invoice_id and c.position = l.position), 0))::text as left
     from invoice_line l join invoice i on i.id = l.invoice_id
     where l.order_line_id = ? and i.type_code <> '381' order by i.issued_on, i.id limit 100`,
    [orderLineId],
  );
}

/**
 * Issues the credit note of a return, under `finance.post`: over the oldest invoice of the line that has enough left,
 * else over several. Refuses what is not invoiced for as much (`invoicing.return_not_invoiced`) and a return
 * that is decided (`invoicing.return_decided`). Locks the return, then each invoice.
 */
export async function creditReturn(
  ctx: Ctx | TxCtx,
  { returnId }: { returnId: string },
): Promise<{ creditNoteIds: string[] }> {
  ctx.require('finance.post');
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const back = await openReturn(inner, returnId);
      let wanted = back.quantity.sub(back.refusedQuantity);
      const rows = await invoicedOf(inner, back.orderLineId);
      const whole = rows.filter((row) => Decimal.parse(row.left).compare(wanted) >= 0).slice(0, 1);
      const creditNoteIds: string[] = [];
      for (const row of whole.length > 0 ? whole : rows) {
        const left = Decimal.parse(row.left);
        const quantity = left.compare(wanted) < 0 ? left : wanted;
        if (quantity.isZero()) continue;
        const note = await issueCreditNote(inner, {
          invoiceId: row.invoice_id,
          lines: [{ position: row.position, quantity }],
          reason: back.comment ?? `Retour ${back.receiptId}`,
        });
        creditNoteIds.push(note.invoiceId);
        wanted = wanted.sub(quantity);
      }
      if (!wanted.isZero())
        throw new Problem('invoicing.return_not_invoiced', {
          line: back.lineNumber,
          order: back.purchaseOrderNumber,
          asked: back.quantity.toString(),
        });
      decide(inner, { back, to: 'credited' });
      back.creditNoteId = creditNoteIds[0] ?? null;
      await inner.em.flush();
      return { creditNoteIds };
    }),
  );
}

/** What did not go back after all is no longer counted on the order's line. */
async function notReturned(tx: TxCtx, back: GoodsReturn): Promise<void> {
  const quantity = back.refusedQuantity.sub(back.quantity);
  await countReturned(tx, { orderLineId: back.orderLineId, quantity });
}

/**
 * The receipt that said so is taken back, under `receipt.post`: its returns are dismissed with it. One that is credited
 * stands: refused (`invoicing.return_decided`).
 */
export async function withdrawReturns(
  ctx: Ctx | TxCtx,
  { purchaseOrderId, receiptId }: { purchaseOrderId: string; receiptId: string },
): Promise<{ withdrawn: number }> {
  ctx.require('receipt.post');
  return write(ctx, async (tx) => {
    const own = await tx.em.find(GoodsReturn, { purchaseOrderId, receiptId }, { limit: 1000 });
    return privileged(tx, async (inner) => {
      await lockRows(inner, 'purchase_order', [purchaseOrderId]);
      const found = await inner.em.find(
        GoodsReturn,
        { id: { $in: own.map((one) => one.id) }, state: { $ne: 'dismissed' } },
        { refresh: true },
      );
      if (found.some((one) => one.state === 'credited'))
        throw new Problem('invoicing.return_decided');
      for (const back of found) {
        await notReturned(inner, back);
        decide(inner, { back, to: 'dismissed' });
        back.decisionReason = `${receiptId} taken back`;
      }
      await inner.em.flush();
      return { withdrawn: found.length };
    });
  });
}

/** Leaves a return without a credit note, with the reason, under `finance.post`; audited. */
export async function dismissReturn(
  ctx: Ctx | TxCtx,
  { returnId, reason }: { returnId: string; reason: string },
): Promise<void> {
  ctx.require('finance.post');
  const why = reason.trim().slice(0, REASON_MAX);
  if (why === '') throw new Problem('service.dismiss_reason');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const back = await openReturn(inner, returnId);
      decide(inner, { back, to: 'dismissed' });
      back.decisionReason = why;
      await notReturned(inner, back);
      await inner.em.flush();
      await audit(inner, {
        action: 'return.dismissed',
        subject: `goods_return:${returnId}`,
        detail: { reason: why },
      });
    }),
  );
}

const PAGE = 50;

/** Returns of one state in the reader's sight, newest first, by key. */
export async function goodsReturns(
  tx: TxCtx,
  ask: { state: GoodsReturn['state']; after?: string | undefined },
): Promise<{ rows: GoodsReturn[]; next: string | undefined }> {
  const found = await tx.em.find(
    GoodsReturn,
    { state: ask.state, ...(ask.after ? { id: { $lt: ask.after } } : {}) },
    { orderBy: { id: 'desc' }, limit: PAGE + 1 },
  );
  const rows = found.slice(0, PAGE);
  return { rows, next: found.length > PAGE ? rows.at(-1)?.id : undefined };
}

/** Returns of goods that an invoice sold, newest first. */
export async function returnsOfInvoice(tx: TxCtx, invoiceId: string): Promise<GoodsReturn[]> {
  return tx.em.find(
    GoodsReturn,
    {
      orderLineId: {
        $in: (
          await tx.em.execute<{ id: string }[]>(
            'select distinct order_line_id as id from invoice_line where invoice_id = ? and order_line_id is not null limit 1000',
            [invoiceId],
          )
        ).map((row) => row.id),
      },
    },
    { orderBy: { id: 'desc' }, limit: PAGE },
  );
}
