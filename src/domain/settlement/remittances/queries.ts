import { Problem } from '../../../base/index.ts';
import { type TxCtx, toInstant } from '../../../platform/index.ts';

/** Where an advice stands: it waits for its money, was matched, or was taken back. */
export const adviceStandings = ['waiting', 'matched', 'void'] as const;
export type AdviceStanding = (typeof adviceStandings)[number];

export type AdviceRow = {
  readonly id: string;
  readonly number: string;
  readonly buyerName: string;
  readonly standing: AdviceStanding;
  readonly paymentOn: Temporal.PlainDate;
  readonly reference: string | undefined;
  readonly currency: string;
  readonly netMinor: bigint;
  readonly linesNetMinor: bigint;
  readonly lines: number;
  /** Lines whose invoice is not known here. */
  readonly unknown: number;
  readonly bankEntryId: string | undefined;
  readonly exchangeId: string | undefined;
  readonly receivedAt: Temporal.Instant;
};

type Raw = {
  id: string;
  number: string;
  buyer_name: string;
  standing: AdviceStanding;
  payment_on: string;
  reference: string | null;
  currency: string;
  net: string;
  lines_net: string;
  lines: number;
  unknown: number;
  bank_entry_id: string | null;
  exchange_id: string | null;
  received_at: string;
};

const STANDING = `case when a.state = 'void' then 'void'
  when exists (select 1 from allocation x where x.bank_entry_id = a.bank_entry_id and x.reversed_at is null) then 'matched'
  else 'waiting' end`;

const COLUMNS = `a.id, a.number, o.trading_name as buyer_name, ${STANDING} as standing,
  a.payment_on::text as payment_on, a.reference, a.currency, a.net_minor::text as net,
  a.lines_net_minor::text as lines_net, a.bank_entry_id, a.exchange_id, a.received_at,
  (select count(*)::int from remittance_line l where l.advice_id = a.id) as lines,
  (select count(*)::int from remittance_line l where l.advice_id = a.id and l.invoice_id is null) as unknown`;

function rowOf(raw: Raw): AdviceRow {
  return {
    id: raw.id,
    number: raw.number,
    buyerName: raw.buyer_name,
    standing: raw.standing,
    paymentOn: Temporal.PlainDate.from(raw.payment_on),
    reference: raw.reference ?? undefined,
    currency: raw.currency,
    netMinor: BigInt(raw.net),
    linesNetMinor: BigInt(raw.lines_net),
    lines: raw.lines,
    unknown: raw.unknown,
    bankEntryId: raw.bank_entry_id ?? undefined,
    exchangeId: raw.exchange_id ?? undefined,
    receivedAt: toInstant(raw.received_at),
  };
}

const PAGE = 50;

/** Remittance advices in the reader's sight, newest first, by key; of one standing, or all. */
export async function advices(
  tx: TxCtx,
  ask: { standing?: AdviceStanding | undefined; after?: string | undefined },
): Promise<{ rows: AdviceRow[]; next: string | undefined }> {
  const found = await tx.em.execute<Raw[]>(
    `select ${COLUMNS} from remittance_advice a join organisation o on o.id = a.buyer_id
     where (?::uuid is null or a.id < ?::uuid) and (?::text is null or ${STANDING} = ?)
     order by a.id desc limit ${PAGE + 1}`,
    [ask.after ?? null, ask.after ?? null, ask.standing ?? null, ask.standing ?? null],
  );
  const rows = found.slice(0, PAGE).map(rowOf);
  return { rows, next: found.length > PAGE ? rows.at(-1)?.id : undefined };
}

export type AdviceLineRow = {
  readonly position: number;
  readonly invoiceNumber: string | undefined;
  readonly orderNumber: string | undefined;
  readonly invoiceId: string | undefined;
  readonly openMinor: bigint | undefined;
  readonly grossMinor: bigint | undefined;
  readonly discountMinor: bigint | undefined;
  readonly adjustmentMinor: bigint | undefined;
  readonly netMinor: bigint;
};

const LINES_MAX = 2000;
const minor = (text: string | null): bigint | undefined =>
  text === null ? undefined : BigInt(text);

/** One advice with its lines as the buyer wrote them, and what is open of each invoice; `not_found` otherwise. */
export async function adviceDetail(
  tx: TxCtx,
  id: string,
): Promise<{ advice: AdviceRow; lines: AdviceLineRow[] }> {
  const [raw] = await tx.em.execute<Raw[]>(
    `select ${COLUMNS} from remittance_advice a join organisation o on o.id = a.buyer_id where a.id = ?`,
    [id],
  );
  if (!raw) throw new Problem('not_found', { what: 'remittance advice', id });
  const rows = await tx.em.execute<
    {
      position: number;
      invoice_number: string | null;
      order_number: string | null;
      invoice_id: string | null;
      open: string | null;
      gross: string | null;
      discount: string | null;
      adjustment: string | null;
      net: string;
    }[]
  >(
    `select l.position, l.invoice_number, l.order_number, l.invoice_id, i.open_minor::text as open,
       l.gross_minor::text as gross, l.discount_minor::text as discount, l.adjustment_minor::text as adjustment,
       l.net_minor::text as net
     from remittance_line l left join invoice i on i.id = l.invoice_id
     where l.advice_id = ? order by l.position limit ${LINES_MAX}`,
    [id],
  );
  return {
    advice: rowOf(raw),
    lines: rows.map((row) => ({
      position: row.position,
      invoiceNumber: row.invoice_number ?? undefined,
      orderNumber: row.order_number ?? undefined,
      invoiceId: row.invoice_id ?? undefined,
      openMinor: minor(row.open),
      grossMinor: minor(row.gross),
      discountMinor: minor(row.discount),
      adjustmentMinor: minor(row.adjustment),
      netMinor: BigInt(row.net),
    })),
  };
}
