import { lockRows, type TxCtx } from '../../../platform/index.ts';
import type { Advice } from '../matching/index.ts';

const ADVICES_MAX = 5_000;

type Row = {
  id: string;
  number: string;
  buyer_id: string;
  currency: string;
  payment_on: string;
  reference: string | null;
  net: string;
  lines_net: string;
  lines: {
    invoice_id: string | null;
    invoice_number: string | null;
    order_number: string | null;
    net: string;
    gross: string | null;
  }[];
};

function adviceOf(row: Row): Advice {
  return {
    adviceId: row.id,
    number: row.number,
    buyerId: row.buyer_id,
    currency: row.currency,
    paymentOn: Temporal.PlainDate.from(row.payment_on),
    reference: row.reference ?? undefined,
    netMinor: BigInt(row.net),
    isWhole: row.net === row.lines_net,
    lines: row.lines.map((line) => ({
      invoiceId: line.invoice_id ?? undefined,
      number: line.invoice_number ?? line.order_number ?? '?',
      netMinor: BigInt(line.net),
      deductedMinor: line.gross === null ? 0n : BigInt(line.gross) - BigInt(line.net),
    })),
  };
}

/**
 * Advices of these totals (cents, as text) that are in force and that no receipt was matched by, or only one whose
 * match was taken back.
 */
export async function openAdvices(
  tx: TxCtx,
  { currency, amounts }: { currency: string; amounts: readonly string[] },
): Promise<Advice[]> {
  if (amounts.length === 0) return [];
  const rows = await tx.em.execute<Row[]>(
    `select a.id, a.number, a.buyer_id, a.currency, a.payment_on::text as payment_on, a.reference,
       a.net_minor::text as net, a.lines_net_minor::text as lines_net,
       coalesce((select jsonb_agg(jsonb_build_object('invoice_id', l.invoice_id, 'invoice_number', l.invoice_number,
           'order_number', l.order_number, 'net', l.net_minor::text, 'gross', l.gross_minor::text) order by l.position)
         from remittance_line l where l.advice_id = a.id), '[]') as lines
     from remittance_advice a
     where a.state = 'new' and a.currency = ? and a.net_minor in (select jsonb_array_elements_text(?::jsonb)::bigint)
       and not exists (select 1 from allocation x where x.bank_entry_id = a.bank_entry_id and x.reversed_at is null)
     order by a.received_at desc, a.id limit ${ADVICES_MAX}`,
    [currency, JSON.stringify([...new Set(amounts)])],
  );
  return rows.map(adviceOf);
}

/**
 * Takes an advice for the receipt that is matched by it, before the receipt is: false where it was voided or used
 * since it was read, so that no second payment is split by it. Locks the advice; the receipt is locked before.
 */
export async function claimAdvice(
  tx: TxCtx,
  { adviceId, bankEntryId }: { adviceId: string; bankEntryId: string },
): Promise<boolean> {
  await lockRows(tx, 'remittance_advice', [adviceId]);
  // A statement of its own: it sees what whoever held the lock before has done.
  const claimed = await tx.em.execute<unknown[]>(
    `update remittance_advice a set bank_entry_id = ?, version = version + 1
      where a.id = ? and a.state = 'new'
        and not exists (select 1 from allocation x where x.bank_entry_id = a.bank_entry_id and x.reversed_at is null)
      returning a.id`,
    [bankEntryId, adviceId],
  );
  return claimed.length > 0;
}
