import { buildCamt053, type EntryDraft } from '../../../edi/bank/index.ts';
import { money } from '../../base/index.ts';
import { takeStatement } from '../../channels/bank/index.ts';
import { Invoice } from '../../domain/invoicing/index.ts';
import { operatorOrganisation } from '../../domain/parties/index.ts';
import {
  allocate,
  BankEntry,
  BankStatement,
  matchStatement,
  proposeAgain,
  releasePayable,
} from '../../domain/settlement/index.ts';
import { type Ctx, read, type TxCtx } from '../../platform/index.ts';
import type { DemoData, DemoPayment } from '../generate/index.ts';
import type { Ledgered } from './history.ts';

function remittance(text: string, known: Ledgered): string {
  return text
    .replace(/\{invoice:([^}]+)\}/g, (_, key: string) => known.invoices.get(key)?.number ?? key)
    .replace(/\{order:([^}]+)\}/g, (_, key: string) => known.orderNumbers.get(key) ?? key);
}

/** `bp` basis points of an amount, half up. */
function shareOf(minor: bigint, bp: number): bigint {
  return (minor * BigInt(bp) + 5_000n) / 10_000n;
}

/**
 * What of an invoice is paid: the generator's share of the real amount; the second part of two is what the
 * first left. What was once withheld in a dispute is paid too: the disputes of the past are settled.
 */
function partOf(
  gross: bigint,
  { payment, shareBp }: { payment: DemoPayment; shareBp: number },
): bigint {
  if (payment.habit === 'disputed_part_withheld') return gross;
  return payment.habit === 'balance'
    ? gross - shareOf(gross, 10_000 - shareBp)
    : shareOf(gross, shareBp);
}

type Part = { readonly invoice: Invoice; readonly amountMinor: bigint };

async function partsOf(
  tx: TxCtx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const share of payment.allocations) {
    const issued = share.kind === 'invoice' ? known.invoices.get(share.key) : undefined;
    const invoice = issued && (await tx.em.findOne(Invoice, { id: issued.invoiceId }));
    if (invoice)
      parts.push({
        invoice,
        amountMinor: partOf(invoice.grossMinor, { payment, shareBp: share.shareBp }),
      });
  }
  return parts;
}

/** What the payer sends. Credit notes of the generator are not issued here, so they take nothing back. */
async function amountOf(
  tx: TxCtx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<bigint> {
  const parts = await partsOf(tx, { payment, known });
  const total = parts.reduce((sum, part) => sum + part.amountMinor, payment.differenceMinor);
  return total > 0n ? total : payment.amountMinor;
}

/** What is sent as the bank's own reference of a payment, by which its entry is found again. */
function bankReference(payment: DemoPayment): string {
  return `BK${payment.key.replace(/\W/g, '')}`.slice(0, 35);
}

async function entryOf(
  tx: TxCtx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<EntryDraft> {
  const amount = money(await amountOf(tx, { payment, known }), 'EUR');
  return {
    reference: payment.key.slice(0, 35),
    servicerReference: bankReference(payment),
    amount,
    creditDebit: 'CRDT',
    isReversal: false,
    status: 'BOOK',
    bookingDate: payment.paidOn,
    valueDate: payment.paidOn,
    bankTxCode: { domain: 'PMNT', family: 'RCDT', subFamily: 'ESCT' },
    details: [
      {
        amount,
        debtor: { name: payment.payerName, iban: payment.payerIban },
        remittance: {
          unstructured: [remittance(payment.remittanceText, known).slice(0, 140)],
          structured: [],
        },
      },
    ],
  };
}

/** Cents that a clerk lets go when a bank has kept a fee. */
const WRITE_OFF_MAX = 500n;
const EVIDENCE = {
  code: 'by_hand',
  weight: 0,
  en: 'Allocated by the finance desk.',
  fr: 'Affecté par le service financier.',
};

/** What matching left over is allocated as a clerk did at the time, who knew what the payer had meant. */
async function allocateByHand(
  ctx: Ctx,
  { payment, known }: { payment: DemoPayment; known: Ledgered },
): Promise<'done' | 'later'> {
  const { entry, parts } = await read(ctx, async (tx) => ({
    entry: await tx.em.findOne(BankEntry, { entryKey: { $like: `%|${bankReference(payment)}|%` } }),
    parts: await partsOf(tx, { payment, known }),
  }));
  if (!entry || entry.state === 'matched') return 'done';
  if (parts.length < payment.allocations.filter((one) => one.kind === 'invoice').length)
    return 'later';
  let left = entry.unallocatedMinor;
  const allocations = parts.flatMap(({ invoice, amountMinor }) => {
    const wanted = amountMinor < invoice.openMinor ? amountMinor : invoice.openMinor;
    const paid = wanted < left ? wanted : left;
    left -= paid;
    const short = wanted - paid;
    if (paid <= 0n) return [];
    return [
      {
        invoiceId: invoice.id,
        amountMinor: paid,
        ...(short > 0n && short <= WRITE_OFF_MAX ? { writeOffMinor: short } : {}),
      },
    ];
  });
  if (allocations.length > 0)
    await allocate(ctx, {
      bankEntryId: entry.id,
      allocations,
      method: 'manual',
      evidence: [EVIDENCE],
    });
  return 'done';
}

/** Days that the desk needs: a plain receipt it clears within the week, an odd one waits for its turn. */
const PLAIN_DAYS = 5;
const ODD_DAYS = 25;
const PLAIN: ReadonlySet<DemoPayment['habit']> = new Set([
  'exact',
  'grouped',
  'credit_note_deducted',
  'bank_fee',
  'partial',
  'balance',
]);

function isCleared(payment: DemoPayment, today: Temporal.PlainDate): boolean {
  const days = payment.paidOn.until(today, { largestUnit: 'days' }).days;
  return days > (PLAIN.has(payment.habit) ? PLAIN_DAYS : ODD_DAYS);
}

async function bankDay(
  ctx: Ctx,
  {
    on,
    given,
    known,
    waiting,
    today,
  }: {
    on: Temporal.PlainDate;
    given: readonly DemoPayment[];
    known: Ledgered;
    waiting: DemoPayment[];
    today: Temporal.PlainDate;
  },
): Promise<void> {
  const { draft } = await read(ctx, async (tx) => {
    const operator = await operatorOrganisation(tx);
    const last = await tx.em.find(
      BankStatement,
      {},
      { orderBy: { toOn: 'desc', id: 'desc' }, limit: 1 },
    );
    const entries: EntryDraft[] = [];
    for (const payment of given) entries.push(await entryOf(tx, { payment, known }));
    const id = `DEMO-${on.toString().replaceAll('-', '')}`;
    return {
      draft: {
        messageId: id,
        id,
        sequence: 1,
        createdAt: tx.now(),
        from: on,
        to: on,
        opening: money(last[0]?.closingMinor ?? 0n, 'EUR'),
        entries,
        account: {
          iban: operator.iban ?? '',
          currency: 'EUR',
          owner: operator.legalName,
          bic: operator.bic ?? undefined,
        },
      },
    };
  });
  const bytes = Buffer.from(buildCamt053(draft));
  await takeStatement(ctx, { bytes, contentType: 'application/xml', fileName: `${draft.id}.xml` });
  const statement = await read(ctx, (tx) =>
    tx.em.findOneOrFail(BankStatement, { statementNumber: draft.id }),
  );
  await matchStatement(ctx, { statementId: statement.id });
  const due = [...waiting.splice(0), ...given.filter((payment) => isCleared(payment, today))];
  for (const payment of due) {
    if ((await allocateByHand(ctx, { payment, known })) === 'later') waiting.push(payment);
  }
  const paid = await read(ctx, (tx) =>
    tx.em.execute<{ id: string }[]>(
      `select i.id from invoice i join seller_payable p on p.invoice_id = i.id where i.open_minor = 0 and p.state = 'pending'`,
    ),
  );
  for (const { id } of paid) await releasePayable(ctx, { invoiceId: id });
}

/** The payments of the history, gathered on one bank statement a day. */
export function payments(ctx: Ctx, { demo, known }: { demo: DemoData; known: Ledgered }) {
  // A prepayment comes before its invoices: the desk looks at what is left again with each new statement.
  const waiting: DemoPayment[] = [];
  const byDay = Map.groupBy(demo.payments, (payment) => payment.paidOn.toString());
  const days = [...byDay].map(([day, given]) => {
    const on = Temporal.PlainDate.from(day);
    return {
      on,
      rank: 6,
      run: () => bankDay(ctx, { on, given, known, waiting, today: demo.today }),
    };
  });
  return [...days, { on: demo.today, rank: 7, run: () => lookAgain(ctx) }];
}

/** What waits for a decision gets proposals that know of all that was allocated since it came. */
async function lookAgain(ctx: Ctx): Promise<void> {
  const waiting = await read(ctx, (tx) =>
    tx.em.find(BankEntry, { state: { $in: ['unmatched', 'part_matched'] } }),
  );
  for (const { id } of waiting) await proposeAgain(ctx, { bankEntryId: id });
}
