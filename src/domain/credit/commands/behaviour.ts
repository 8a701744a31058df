import { daysBetween, type Money, Problem } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { CreditOpenItem } from '../entities.ts';
import { reduceHold } from './exposure.ts';

export type IssuedInvoice = {
  readonly buyerId: string;
  readonly sellerId: string;
  /** The order: `purchase_order:<id>`. */
  readonly subject: string;
  readonly invoiceId: string;
  readonly number: string;
  /** VAT included. */
  readonly amount: Money;
  readonly dueOn: Temporal.PlainDate;
};

/** Adds the item; answers whether it is new. Known with another amount: `credit.item_conflict`. */
async function addItem(
  tx: TxCtx,
  invoice: IssuedInvoice,
  onTerms: 'terms' | 'prepaid',
): Promise<boolean> {
  const known = await tx.em.findOne(CreditOpenItem, { id: invoice.invoiceId });
  if (known) {
    if (known.amountMinor === invoice.amount.minor) return false;
    throw new Problem('credit.item_conflict', { number: invoice.number });
  }
  tx.em.create(CreditOpenItem, {
    id: invoice.invoiceId,
    buyerId: invoice.buyerId,
    sellerId: invoice.sellerId,
    subject: invoice.subject,
    number: invoice.number,
    currency: invoice.amount.currency,
    amountMinor: invoice.amount.minor,
    openMinor: invoice.amount.minor,
    onTerms: onTerms === 'terms',
    dueOn: invoice.dueOn,
    lastPaidOn: null,
  });
  await tx.em.flush();
  return true;
}

/**
 * Remembers an invoice that is no exposure because its order was paid in advance. It still counts for the
 * buyer's history once `recordInvoicePaid` or `settleExposure` has been told of its payment. Safe to repeat.
 */
export async function recordInvoiceIssued(tx: TxCtx, invoice: IssuedInvoice): Promise<void> {
  await privileged(tx, async (inner) => {
    await addItem(inner, invoice, 'prepaid');
  });
}

/**
 * An invoice on terms was issued: its amount leaves the order's hold and becomes open. Never refused for
 * want of room: the goods are delivered. Locks the credit account. Safe to repeat for the same invoice.
 */
export async function invoiceExposure(tx: TxCtx, invoice: IssuedInvoice): Promise<void> {
  await privileged(tx, async (inner) => {
    if (!(await addItem(inner, invoice, 'terms'))) return;
    await reduceHold(inner, { subject: invoice.subject, amount: invoice.amount });
    await moveOpen(inner, { buyerId: invoice.buyerId, amount: invoice.amount, sign: 1n });
  });
}

async function moveOpen(
  tx: TxCtx,
  { buyerId, amount, sign }: { buyerId: string; amount: Money; sign: 1n | -1n },
): Promise<void> {
  const rows = await tx.em.execute<{ id: string }[]>(
    `update credit_account set open_minor = open_minor + ?::bigint, version = version + 1
      where buyer_id = ? and currency = ? returning id`,
    [(amount.minor * sign).toString(), buyerId, amount.currency],
  );
  if (rows.length === 0) throw new Problem('credit.no_account', { currency: amount.currency });
}

export type Settlement = {
  readonly buyerId: string;
  readonly invoiceId: string;
  readonly amount: Money;
  /** The day of the payment's value; absent where the amount was credited and nobody paid. */
  readonly paidOn?: Temporal.PlainDate;
};

type Moved = { moved: string; on_terms: boolean };

/** Payments before the due day count as on time: they do not make up for late ones. */
function daysLate(due: Temporal.PlainDate, paid: Temporal.PlainDate): number {
  return Math.max(0, daysBetween(due, paid));
}

async function moveItem(
  tx: TxCtx,
  { invoiceId, amount, paidOn }: Settlement,
  sign: 1n | -1n,
): Promise<Moved | undefined> {
  const item = await tx.em.findOne(CreditOpenItem, { id: invoiceId });
  if (!item) return undefined;
  const late = paidOn ? BigInt(daysLate(item.dueOn, paidOn)) : 0n;
  const counts = paidOn ? 1n : 0n;
  const wanted = (amount.minor * sign).toString();
  const rows = await tx.em.execute<Moved[]>(
    `with item as (
       select id, greatest(least(?::bigint, open_minor), open_minor - amount_minor) as moved
         from credit_open_item where id = ? for update)
     update credit_open_item i
        set open_minor = i.open_minor - item.moved,
            paid_minor = greatest(0, i.paid_minor + item.moved * ?::bigint),
            late_weighted = greatest(0, i.late_weighted + item.moved * ?::bigint),
            last_paid_on = greatest(i.last_paid_on, ?::date)
       from item where i.id = item.id
     returning item.moved::text as moved, i.on_terms`,
    [
      wanted,
      invoiceId,
      counts.toString(),
      late.toString(),
      sign === 1n ? (paidOn?.toString() ?? null) : null,
    ],
  );
  return rows[0];
}

/**
 * A payment (or a credit note, without `paidOn`) reached an invoice: its item goes down, and open exposure
 * with it where the invoice was on terms. Never below zero: what exceeds the invoice is the caller's
 * unapplied cash. An invoice that credit was never told of is left alone.
 */
export async function settleExposure(tx: TxCtx, settlement: Settlement): Promise<void> {
  await changeItem(tx, settlement, 1n);
}

/**
 * A payment was taken back (a rejected debit, a reversed allocation): the item and its exposure are open
 * again. `paidOn` is the day of the payment that is taken back.
 */
export async function reopenExposure(tx: TxCtx, settlement: Settlement): Promise<void> {
  await changeItem(tx, settlement, -1n);
}

async function changeItem(tx: TxCtx, settlement: Settlement, sign: 1n | -1n): Promise<void> {
  await privileged(tx, async (inner) => {
    await inner.em.flush();
    const moved = await moveItem(inner, settlement, sign);
    if (!moved?.on_terms || moved.moved === '0') return;
    const amount = { minor: BigInt(moved.moved), currency: settlement.amount.currency };
    await moveOpen(inner, { buyerId: settlement.buyerId, amount, sign: -1n });
  });
}

/** The payment of an invoice that was paid in advance; the same as `settleExposure`, under its plain name. */
export async function recordInvoicePaid(
  tx: TxCtx,
  payment: Settlement & { readonly paidOn: Temporal.PlainDate },
): Promise<void> {
  await settleExposure(tx, payment);
}

/** An order was placed: its amount (VAT included) joins the last six. Called once an order. */
export async function recordOrderPlaced(
  tx: TxCtx,
  { buyerId, amount }: { buyerId: string; amount: Money },
): Promise<void> {
  await privileged(tx, (inner) =>
    inner.em.execute(
      `insert into payment_behaviour (id, buyer_id, currency, orders_placed, recent_orders)
       values (?, ?, ?, 1, jsonb_build_array(?::text))
       on conflict (buyer_id, currency) do update
         set orders_placed = payment_behaviour.orders_placed + 1,
             recent_orders = jsonb_path_query_array(excluded.recent_orders || payment_behaviour.recent_orders, '$[0 to 5]')`,
      [inner.newId(), buyerId, amount.currency, amount.minor.toString()],
    ),
  );
}

const INCIDENT_COLUMNS = {
  insolvency: 'insolvency_on',
  bank_reject: 'bank_reject_on',
  broken_promise: 'broken_promise_on',
} as const;

/** Something that closes terms for a while: insolvency notice, rejected payment, broken promise. */
export async function recordIncident(
  tx: TxCtx,
  {
    buyerId,
    currency,
    kind,
    on,
  }: {
    buyerId: string;
    currency: string;
    kind: keyof typeof INCIDENT_COLUMNS;
    on: Temporal.PlainDate;
  },
): Promise<void> {
  const column = INCIDENT_COLUMNS[kind];
  await privileged(tx, (inner) =>
    inner.em.execute(
      `insert into payment_behaviour (id, buyer_id, currency, ${column}) values (?, ?, ?, ?::date)
       on conflict (buyer_id, currency) do update set ${column} = greatest(payment_behaviour.${column}, excluded.${column})`,
      [inner.newId(), buyerId, currency, on.toString()],
    ),
  );
}
