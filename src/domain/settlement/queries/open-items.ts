import type { TxCtx } from '../../../platform/index.ts';
import type { KnownBuyer, OpenItem } from '../matching/index.ts';
import { compact } from '../matching/index.ts';
import { accountNumber } from '../rules.ts';

const PAGE = 5_000;
/** Above this the oldest-due items alone are matched and the rest waits for a clerk. */
export const OPEN_ITEMS_MAX = 200_000;

type Row = {
  id: string;
  number: string;
  buyer_id: string;
  legal_name: string;
  trading_name: string;
  open: string;
  currency: string;
  due_on: string;
  issued_on: string;
  payment_reference: string;
  statement_reference: string | null;
  purchase_order_number: string;
  seller_name: string;
  type_code: string;
};

function itemOf(row: Row): OpenItem {
  return {
    invoiceId: row.id,
    number: row.number,
    buyerId: row.buyer_id,
    buyerNames: [...new Set([row.legal_name, row.trading_name])],
    openMinor: BigInt(row.open),
    currency: row.currency,
    dueOn: Temporal.PlainDate.from(row.due_on),
    issuedOn: Temporal.PlainDate.from(row.issued_on),
    paymentReference: row.payment_reference,
    statementReference: row.statement_reference ?? undefined,
    purchaseOrderNumber: row.purchase_order_number,
    sellerName: row.seller_name,
    isCreditNote: row.type_code === '381',
  };
}

/**
 * Open invoices and credit notes, by due date, in pages: of one currency, or of one buyer. What lies beyond
 * `max` is not read.
 */
export async function openItems(
  tx: TxCtx,
  {
    currency,
    buyerId,
    max = OPEN_ITEMS_MAX,
  }: { currency: string; buyerId?: string | undefined; max?: number },
): Promise<OpenItem[]> {
  const items: OpenItem[] = [];
  let after: [string, string] = ['0001-01-01', '00000000-0000-0000-0000-000000000000'];
  for (;;) {
    const limit = Math.min(PAGE, max - items.length);
    if (limit <= 0) return items;
    const rows: Row[] = await tx.em.execute<Row[]>(
      `select i.id, i.number, i.buyer_id, b.legal_name, b.trading_name, i.open_minor::text as open, i.currency, i.due_on::text as due_on,
         i.issued_on::text as issued_on, i.payment_reference, s.payment_reference as statement_reference, i.purchase_order_number,
         o.trading_name as seller_name, i.type_code
       from invoice i join organisation b on b.id = i.buyer_id join organisation o on o.id = i.seller_id
       left join buyer_statement s on s.id = i.statement_id
       where i.open_minor > 0 and i.currency = ? and (?::uuid is null or i.buyer_id = ?) and (i.due_on, i.id) > (?::date, ?::uuid)
       order by i.due_on, i.id limit ?`,
      [currency, buyerId ?? null, buyerId ?? null, ...after, limit],
    );
    items.push(...rows.map(itemOf));
    const last = rows.at(-1);
    if (!last || rows.length < limit) return items;
    after = [last.due_on, last.id];
  }
}

/** Every buyer with its names, so that one without open items is not taken for another. */
export async function knownBuyers(tx: TxCtx): Promise<KnownBuyer[]> {
  const rows = await tx.em.execute<{ id: string; legal_name: string; trading_name: string }[]>(
    `select id, legal_name, trading_name from organisation where kind = 'buyer' order by id limit 100000`,
  );
  return rows.map((row) => ({
    buyerId: row.id,
    names: [...new Set([row.legal_name, row.trading_name])],
  }));
}

/**
 * The buyers known to pay from these accounts: by their own record, or because two of their payments from
 * there were matched and not taken back. One match alone teaches nothing.
 */
export async function knownIbans(
  tx: TxCtx,
  ibans: readonly string[],
): Promise<Map<string, string[]>> {
  const wanted = [...new Set(ibans.map(accountNumber))].filter((iban) => iban !== '');
  if (wanted.length === 0) return new Map();
  const rows = await tx.em.execute<{ iban: string; buyer_id: string }[]>(
    `with wanted as (select jsonb_array_elements_text(?::jsonb) as iban)
     select w.iban, o.id as buyer_id from wanted w join organisation o on o.kind = 'buyer' and upper(replace(o.iban, ' ', '')) = w.iban
     union
     select w.iban, a.buyer_id from wanted w
       join bank_entry e on e.counterparty_iban = w.iban
       join allocation a on a.bank_entry_id = e.id and a.reversed_at is null
     group by w.iban, a.buyer_id having count(distinct e.id) >= 2`,
    [JSON.stringify(wanted)],
  );
  const known = new Map<string, string[]>();
  for (const row of rows) known.set(row.iban, [...(known.get(row.iban) ?? []), row.buyer_id]);
  return known;
}

/** Which of these tokens are the numbers of invoices that are settled already. */
export async function closedNumbers(tx: TxCtx, tokens: readonly string[]): Promise<Set<string>> {
  if (tokens.length === 0) return new Set();
  const rows = await tx.em.execute<{ number: string }[]>(
    `select number from invoice where open_minor = 0 and number in (select jsonb_array_elements_text(?::jsonb)) limit 5000`,
    [JSON.stringify([...new Set(tokens)])],
  );
  return new Set(rows.map((row) => compact(row.number)));
}
