import { expect } from 'vitest';
import type { TestDatabase } from './database.ts';

/** What must be true of money and credit after every story, whatever happened in it; each row is a breach. */
const INVARIANTS: Readonly<Record<string, string>> = {
  'a ledger transaction does not come to nothing': `
    select transaction_id::text, a.currency, sum(amount_minor)::text as sum from ledger_entry e
     join ledger_account a on a.id = e.account_id group by 1, 2 having sum(amount_minor) <> 0`,
  'a ledger account differs from its entries': `
    select a.id::text, a.balance_minor::text as balance, coalesce(sum(e.amount_minor), 0)::text as entries
      from ledger_account a left join ledger_entry e on e.account_id = a.id
     group by a.id, a.balance_minor having a.balance_minor <> coalesce(sum(e.amount_minor), 0)`,
  'credit holds something else than the sum of its holds': `
    select c.buyer_id::text, c.currency, c.held_minor::text as held, coalesce(sum(h.remaining_minor), 0)::text as holds
      from credit_account c left join exposure_hold h
        on h.buyer_id = c.buyer_id and h.currency = c.currency and h.state = 'held'
     group by c.buyer_id, c.currency, c.held_minor
    having c.held_minor <> coalesce(sum(h.remaining_minor), 0)`,
  'credit has something else open than the sum of its invoices': `
    select c.buyer_id::text, c.currency, c.open_minor::text as open, coalesce(sum(i.open_minor), 0)::text as items
      from credit_account c left join credit_open_item i
        on i.buyer_id = c.buyer_id and i.currency = c.currency and i.on_terms
     group by c.buyer_id, c.currency, c.open_minor
    having c.open_minor <> coalesce(sum(i.open_minor), 0)`,
  'a hold that ended still holds': `
    select subject, remaining_minor::text from exposure_hold where state <> 'held' and remaining_minor <> 0`,
  'a hold is below nothing or above what was held': `
    select subject, remaining_minor::text, amount_minor::text from exposure_hold
     where remaining_minor < 0 or remaining_minor > amount_minor`,
  'a cancelled or closed order still holds': `
    select o.number, h.remaining_minor::text from purchase_order o
      join exposure_hold h on h.subject = 'purchase_order:' || o.id
     where o.state in ('cancelled', 'closed') and h.state = 'held'`,
  'an order is not the sum of its parts': `
    select o.number, o.net_minor::text, o.vat_minor::text from purchase_order o
      join seller_order s on s.purchase_order_id = o.id
     group by o.id having o.net_minor <> sum(s.net_minor) or o.vat_minor <> sum(s.vat_minor)`,
  'an order line has another quantity than its shipments, or its shipments than their receipts': `
    select l.id::text, l.received_quantity::text as received, s.received::text as shipments, r.received::text as receipts
      from order_line l
      left join lateral (select coalesce(sum(c.received_quantity), 0) as received, coalesce(sum(c.refused_quantity), 0) as refused,
          coalesce(sum(c.missing_quantity), 0) as missing from shipment_line c where c.order_line_id = l.id) s on true
      left join lateral (select coalesce(sum(g.quantity) filter (where r.kind = 'received'), 0) as received,
          coalesce(sum(g.quantity) filter (where r.kind = 'refused'), 0) as refused,
          coalesce(sum(g.quantity) filter (where r.kind = 'missing'), 0) as missing
          from goods_receipt_line g join goods_receipt r on r.id = g.receipt_id
         where g.order_line_id = l.id and r.shipment_id is not null and r.cancelled_at is null) r on true
     where (l.received_quantity, l.refused_quantity, l.missing_quantity) <> (s.received, s.refused, s.missing)
        or (s.received, s.refused, s.missing) <> (r.received, r.refused, r.missing)`,
  'an invoice is above what it sold, or a credit note above its invoice': `
    select i.number from invoice i where i.open_minor < 0 or i.open_minor > i.gross_minor
       or (select coalesce(sum(n.gross_minor), 0) from invoice n where n.preceding_invoice_id = i.id) > i.gross_minor`,
};

/** Asserts that the books balance, that used credit is the sum of its holds, and that orders are their parts. */
export async function expectMoneyInOrder(db: Pick<TestDatabase, 'query'>): Promise<void> {
  const breaches: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(INVARIANTS)) {
    const rows = await db.query(sql);
    if (rows.length > 0) breaches[name] = rows;
  }
  expect(breaches).toEqual({});
}
