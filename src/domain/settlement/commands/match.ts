import { Problem, transition } from '../../../base/index.ts';
import { type Ctx, privileged, read, type TxCtx, write } from '../../../platform/index.ts';
import { BankEntry, BankStatement, MatchProposal, receiptTransitions } from '../entities.ts';
import {
  consume,
  type ItemIndex,
  indexItems,
  type MatchResult,
  matchPayment,
  type Payment,
} from '../matching/index.ts';
import { closedNumbers, knownBuyers, knownIbans, openItems } from '../queries/open-items.ts';
import { awaitedPrepayment, namedOrders, waitingOrders } from '../queries/prepayments.ts';
import { claimAdvice, openAdvices } from '../remittances/open.ts';
import { type AllocationPlan, allocatePlans } from './allocate.ts';
import { assignPayer } from './payer.ts';
import { bindPrepayment } from './prepaid.ts';

const CHUNK = 250;
const TRIES_MAX = 3;
/** Somebody else matched an item, or used or took back an advice, since they were read. */
const STALE: ReadonlySet<string> = new Set(['settlement.over_open', 'concurrency.changed']);

/** A bank entry as the engine wants it. */
export function paymentOf(entry: BankEntry): Payment {
  return {
    amountMinor: entry.unallocatedMinor,
    currency: entry.currency,
    bookedOn: entry.bookedOn,
    payerName: entry.counterpartyName ?? undefined,
    payerIban: entry.counterpartyIban ?? undefined,
    endToEndId: entry.endToEndId ?? undefined,
    structuredReference: entry.structuredReference ?? undefined,
    documentNumbers: entry.documentNumbers,
    text: entry.remittanceText,
  };
}

/**
 * Matches a statement's receipts, 250 in a transaction: sure matches are posted, the others get proposals.
 * Open items are read once and kept in step; when somebody else matched one of them, or used an advice, they are read
 * again and the chunk is repeated. Safe to stop and to repeat: what is done is no longer `imported`.
 */
export async function matchStatement(
  ctx: Ctx,
  { statementId }: { statementId: string },
): Promise<void> {
  const { statement, total } = await read(ctx, async (tx) => {
    const found = await tx.em.findOne(BankStatement, { id: statementId });
    if (!found) throw new Problem('not_found', { what: 'bank statement', id: statementId });
    return {
      statement: found,
      total: await tx.em.count(BankEntry, { bankStatementId: statementId }),
    };
  });
  const load = () => read(ctx, (tx) => indexFor(tx, statement));
  let index = await load();
  for (let tries = 1; ; ) {
    try {
      const before = index;
      const { left, after } = await write(ctx, (tx) =>
        privileged(tx, (inner) => matchChunk(inner, { statement, index: before, total })),
      );
      if (left === 0) return;
      index = after;
      tries = 1;
    } catch (error) {
      if (!(error instanceof Problem) || !STALE.has(error.code) || tries >= TRIES_MAX) throw error;
      tries += 1;
      index = await load();
    }
  }
}

async function indexFor(tx: TxCtx, { id, currency }: BankStatement): Promise<ItemIndex> {
  const rows = await tx.em.execute<{ iban: string | null; words: string[]; amount: string }[]>(
    `select counterparty_iban as iban, unallocated_minor::text as amount, regexp_split_to_array(upper(remittance_text), '[^A-Z0-9_/+-]+') || document_numbers as words
     from bank_entry where bank_statement_id = ? and state = 'imported'`,
    [id],
  );
  const items = await openItems(tx, { currency });
  const words = rows.flatMap((row) => row.words.filter((word) => word.length >= 5));
  return indexItems({
    items,
    ibans: await knownIbans(
      tx,
      rows.map((row) => row.iban ?? ''),
    ),
    buyers: await knownBuyers(tx),
    closedNumbers: await closedNumbers(tx, words),
    advices: await openAdvices(tx, { currency, amounts: rows.map((row) => row.amount) }),
  });
}

type Chunk = { statement: BankStatement; index: ItemIndex; total: number };

async function matchChunk(
  tx: TxCtx,
  { statement, index: before, total }: Chunk,
): Promise<{ left: number; after: ItemIndex }> {
  // A copy: a transaction that is run again must start from what was open before it.
  const index = {
    ...before,
    open: new Map(before.open),
    usedAdvices: new Set(before.usedAdvices),
  };
  const locked = await tx.em.execute<{ id: string }[]>(
    `select id from bank_entry where bank_statement_id = ? and state = 'imported' order by position limit ? for update`,
    [statement.id, CHUNK],
  );
  const entries = await tx.em.find(
    BankEntry,
    { id: { $in: locked.map((row) => row.id) } },
    { refresh: true, orderBy: { position: 'asc' } },
  );
  const orders = await waitingOrders(tx, { currency: statement.currency });
  const named = new Map(entries.map((entry) => [entry.id, namedOrders(orders, entry)]));
  const results = matchInTwoPasses(index, {
    entries,
    namesOrder: ({ id }) => {
      const found = named.get(id);
      return found !== undefined && found.byReference.length + found.byNumber.length > 0;
    },
  });
  const plans = entries.flatMap((entry): AllocationPlan[] => {
    const result = results.get(entry.id);
    return result?.decision === 'auto' ? [planOf(entry, result)] : [];
  });
  await claimAdvices(tx, results);
  await allocatePlans(tx, plans);
  for (const entry of entries) {
    const result = results.get(entry.id);
    if (result && result.decision !== 'auto') await leaveToClerk(tx, entry, result);
    const buyerId = entry.buyerId ?? undefined;
    const order = awaitedPrepayment(named.get(entry.id) ?? NOBODY, { buyerId });
    if (order && entry.unallocatedMinor > 0n) await bindPrepayment(tx, { entry, order });
  }
  await tx.em.flush();
  return { left: await noteProgress(tx, { statement, total }), after: index };
}

/** In the order of their ids, as every statement does; refuses (`concurrency.changed`) one that is gone. */
async function claimAdvices(tx: TxCtx, results: ReadonlyMap<string, MatchResult>): Promise<void> {
  const followed = [...results].flatMap(([bankEntryId, { adviceId }]) =>
    adviceId ? [{ adviceId, bankEntryId }] : [],
  );
  for (const one of followed.toSorted((a, b) => (a.adviceId < b.adviceId ? -1 : 1))) {
    if (!(await claimAdvice(tx, one))) throw new Problem('concurrency.changed');
  }
}

const NOBODY = { byReference: [], byNumber: [] };

/**
 * References first, over the whole chunk: an amount is unique only once they have taken what is theirs. A
 * receipt that names an order waiting for its prepayment pays an invoice only when it names that too.
 */
function matchInTwoPasses(
  index: ItemIndex,
  {
    entries,
    namesOrder,
  }: { entries: readonly BankEntry[]; namesOrder: (entry: BankEntry) => boolean },
): Map<string, MatchResult> {
  const results = new Map<string, MatchResult>();
  const says = (result: MatchResult, what: RegExp): boolean =>
    result.evidence.some(({ code }) => what.test(code));
  for (const pass of ['named', 'all'] as const) {
    for (const entry of entries) {
      if (results.has(entry.id)) continue;
      const found = matchPayment(index, paymentOf(entry));
      const isPrepayment =
        namesOrder(entry) && !says(found, /reference|invoice_number|^remittance/);
      const result = isPrepayment
        ? { ...payerAlone(index, entry), proposals: found.proposals }
        : found;
      if (pass === 'named' && !(result.decision === 'auto' && says(result, NAMED))) continue;
      if (result.decision === 'auto') consume(index, result.allocations);
      if (result.adviceId) index.usedAdvices.add(result.adviceId);
      results.set(entry.id, result);
    }
  }
  return results;
}

const NAMED = /reference|invoice_number|number_|purchase_order|^remittance/;

/** What a receipt tells of its payer, with nothing to pay. */
function payerAlone(index: ItemIndex, entry: BankEntry): MatchResult {
  return matchPayment({ ...index, open: new Map() }, paymentOf(entry));
}

/** An automatic match as a command: amounts without sign, the invoice's kind tells it. */
export function planOf(entry: BankEntry, result: MatchResult): AllocationPlan {
  return {
    bankEntryId: entry.id,
    method: 'auto',
    evidence: result.evidence,
    allocations: result.allocations.map(({ invoiceId, amountMinor, writeOffMinor }) => ({
      invoiceId,
      amountMinor: amountMinor < 0n ? -amountMinor : amountMinor,
      writeOffMinor,
    })),
  };
}

async function leaveToClerk(tx: TxCtx, entry: BankEntry, result: MatchResult): Promise<void> {
  if (result.buyerId) await assignPayer(tx, { entry, buyerId: result.buyerId });
  if (entry.state === 'imported')
    entry.state = transition(receiptTransitions, {
      subject: 'receipt',
      from: entry.state,
      to: 'unmatched',
    });
  await storeProposals(tx, entry, result);
}

async function storeProposals(
  tx: TxCtx,
  entry: BankEntry,
  { proposals }: MatchResult,
): Promise<void> {
  await tx.em.nativeDelete(MatchProposal, { bankEntryId: entry.id });
  for (const [at, proposal] of proposals.entries()) {
    tx.em.create(MatchProposal, {
      id: tx.newId(),
      bankEntryId: entry.id,
      rank: at + 1,
      kind: proposal.kind,
      buyerId: proposal.buyerId,
      score: proposal.score,
      allocations: proposal.allocations.map((share) => ({
        invoiceId: share.invoiceId,
        number: share.number,
        amountMinor: String(share.amountMinor),
        writeOffMinor: String(share.writeOffMinor),
      })),
      evidence: [...proposal.evidence],
      adviceId: proposal.adviceId ?? null,
      createdAt: tx.now(),
    });
  }
}

async function noteProgress(
  tx: TxCtx,
  { statement, total }: { statement: BankStatement; total: number },
): Promise<number> {
  const left = await tx.em.count(BankEntry, { bankStatementId: statement.id, state: 'imported' });
  await tx.em.execute(
    `update bulk_progress set done = ?, state = ?, updated_at = ?::timestamptz where id = ?`,
    [total - left, left === 0 ? 'finished' : 'running', tx.now().toString(), statement.progressId],
  );
  return left;
}

/** Looks at one receipt again, for the clerk (`finance.post`): new proposals, nothing posted. */
export async function proposeAgain(
  ctx: Ctx | TxCtx,
  { bankEntryId }: { bankEntryId: string },
): Promise<void> {
  ctx.require('finance.post');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const entry = await inner.em.findOne(BankEntry, { id: bankEntryId });
      if (!entry) throw new Problem('not_found', { what: 'bank entry', id: bankEntryId });
      if (entry.unallocatedMinor <= 0n) return;
      const index = indexItems({
        items: await openItems(inner, { currency: entry.currency }),
        buyers: await knownBuyers(inner),
        ibans: await knownIbans(inner, [entry.counterpartyIban ?? '']),
        closedNumbers: await closedNumbers(
          inner,
          entry.remittanceText.toUpperCase().split(/[^A-Z0-9_/+-]+/),
        ),
        advices: await openAdvices(inner, {
          currency: entry.currency,
          amounts: [String(entry.unallocatedMinor)],
        }),
      });
      await storeProposals(inner, entry, matchPayment(index, paymentOf(entry)));
    }),
  );
}
