import { Problem } from '../../../base/index.ts';
import {
  audit,
  BulkProgress,
  type Ctx,
  emit,
  enqueue,
  privileged,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { type Posting, postAll, reverseAll } from '../../ledger/index.ts';
import { operatorOrganisation } from '../../parties/index.ts';
import { BankStatement } from '../entities.ts';
import { knownIbans } from '../queries/open-items.ts';
import { accountNumber, type BankStatementInput, checkBalances, entryKeys } from '../rules.ts';
import { type Booking, bookEntries } from './book.ts';

export type ImportedStatement = {
  readonly statementId: string;
  readonly iban: string;
  readonly number: string;
  readonly entries: number;
  /** Entries that another statement or report had brought already. */
  readonly skipped: number;
  /** The statement had been imported before: nothing was changed. */
  readonly duplicate: boolean;
};

/** The name of the job that matches a statement's receipts. */
export const MATCH_JOB = 'settlement.match_statement';

/**
 * Takes bank statements in (`finance.post`), all or none. Each balance is checked first
 * (`settlement.balance_mismatch`), and the account must be ours (`settlement.unknown_account`). A statement
 * known already gives its earlier result; an entry known from another statement is skipped. Each credit goes
 * to the bank account against the payer's unapplied cash; a debit that is one of our payouts marks it paid;
 * other debits wait in suspense. Matching follows as a job with a progress record. One import an account at
 * a time (advisory lock).
 */
export async function importStatement(
  ctx: Ctx | TxCtx,
  { exchangeId, statements }: { exchangeId: string; statements: readonly BankStatementInput[] },
): Promise<{ statements: ImportedStatement[] }> {
  ctx.require('finance.post');
  for (const statement of statements) checkBalances(statement);
  return write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const operator = await operatorOrganisation(inner);
      const results: ImportedStatement[] = [];
      for (const statement of [...statements].sort((a, b) =>
        accountNumber(a.iban) < accountNumber(b.iban) ? -1 : 1,
      )) {
        const iban = accountNumber(statement.iban);
        if (operator.iban && accountNumber(operator.iban) !== iban)
          throw new Problem('settlement.unknown_account', { iban, ours: operator.iban });
        await inner.em.execute(`select pg_advisory_xact_lock(hashtextextended(?, 0))`, [
          `bank_account:${iban}`,
        ]);
        results.push(await importOne(inner, { exchangeId, statement: { ...statement, iban } }));
      }
      return { statements: results };
    }),
  );
}

type One = { exchangeId: string; statement: BankStatementInput };

/** Banks begin their numbers anew each year: another period under one number is another statement. */
function datedNumber({ number, toOn, fromOn }: BankStatementInput): string {
  const day = toOn ?? fromOn;
  return day ? `${number} (${day.toString()})` : number;
}

async function earlierStatement(
  tx: TxCtx,
  statement: BankStatementInput,
): Promise<{ earlier?: BankStatement; number: string }> {
  const { iban, number } = statement;
  const dated = datedNumber(statement);
  const known = await tx.em.find(BankStatement, {
    iban,
    statementNumber: { $in: [number, dated] },
  });
  const isSame = (one: BankStatement): boolean =>
    one.openingMinor === statement.openingMinor &&
    one.closingMinor === statement.closingMinor &&
    one.entryCount === statement.entries.length &&
    one.currency === statement.currency;
  const earlier = known.find(isSame);
  if (earlier) return { earlier, number: earlier.statementNumber };
  if (known.length === 0) return { number };
  const isOtherPeriod = known.every(
    (one) =>
      one.statementNumber !== dated &&
      one.toOn &&
      statement.toOn &&
      !one.toOn.equals(statement.toOn),
  );
  if (!isOtherPeriod) throw new Problem('settlement.statement_conflict', { number, iban });
  return { number: dated };
}

async function importOne(tx: TxCtx, { exchangeId, statement }: One): Promise<ImportedStatement> {
  const { iban, currency } = statement;
  const { earlier, number } = await earlierStatement(tx, statement);
  if (earlier)
    return {
      statementId: earlier.id,
      iban,
      number,
      entries: earlier.entryCount,
      skipped: 0,
      duplicate: true,
    };
  const keys = entryKeys(statement);
  const known = await knownKeys(tx, keys);
  const fresh = statement.entries
    .map((entry, at) => ({ entry, key: keys[at] ?? '', position: at + 1 }))
    .filter((one) => !known.has(one.key));
  const statementId = await openStatement(tx, {
    exchangeId,
    statement,
    number,
    fresh: fresh.length,
  });
  const ibans = await knownIbans(
    tx,
    fresh.map(({ entry }) => entry.counterparty?.iban ?? ''),
  );
  const bookings = await bookEntries(tx, {
    fresh: fresh.map((one) => ({ ...one, id: tx.newId() })),
    currency,
    ibans,
  });
  await insertEntries(tx, { statementId, currency, bookings });
  await postAll(
    tx,
    bookings.flatMap(({ postings }): readonly Posting[] => postings),
  );
  await reverseAll(
    tx,
    bookings.flatMap(({ reversals = [] }) => reversals),
  );
  await audit(tx, {
    action: 'statement.imported',
    subject: `bank_statement:${statementId}`,
    detail: {
      iban,
      number,
      entries: fresh.length,
      skipped: statement.entries.length - fresh.length,
    },
  });
  await emit(tx, 'bank_statement.imported', { statementId });
  if (fresh.length > 0)
    await enqueue(
      tx,
      MATCH_JOB,
      { statementId },
      { queue: 'settlement', key: `match:${statementId}` },
    );
  return {
    statementId,
    iban,
    number,
    entries: fresh.length,
    skipped: statement.entries.length - fresh.length,
    duplicate: false,
  };
}

/** The statement's row and the progress record of its matching. */
async function openStatement(
  tx: TxCtx,
  { exchangeId, statement, number, fresh }: One & { number: string; fresh: number },
): Promise<string> {
  const { iban, currency } = statement;
  const statementId = tx.newId();
  const progressId = tx.newId();
  tx.em.create(BulkProgress, {
    id: progressId,
    organisationId: null,
    kind: 'bank_statement',
    subject: `${iban} ${number}`,
    done: 0,
    total: fresh,
    state: fresh > 0 ? 'running' : 'finished',
    message: null,
    startedAt: tx.now(),
    updatedAt: tx.now(),
  });
  tx.em.create(BankStatement, {
    id: statementId,
    exchangeId,
    iban,
    statementNumber: number,
    currency,
    openingMinor: statement.openingMinor,
    closingMinor: statement.closingMinor,
    fromOn: statement.fromOn ?? null,
    toOn: statement.toOn ?? null,
    entryCount: statement.entries.length,
    progressId,
    importedAt: tx.now(),
  });
  await tx.em.flush();
  return statementId;
}

async function knownKeys(tx: TxCtx, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.em.execute<{ entry_key: string }[]>(
    'select entry_key from bank_entry where entry_key in (select jsonb_array_elements_text(?::jsonb))',
    [JSON.stringify(keys)],
  );
  return new Set(rows.map((row) => row.entry_key));
}

const INSERT_MAX = 1000;

async function insertEntries(
  tx: TxCtx,
  {
    statementId,
    currency,
    bookings,
  }: { statementId: string; currency: string; bookings: readonly Booking[] },
): Promise<void> {
  const rows = bookings.map(({ id, key, position, entry, buyerId, bookedAs, state }) => ({
    id,
    bank_statement_id: statementId,
    entry_key: key,
    position,
    amount_minor: String(entry.amountMinor),
    currency,
    booked_on: entry.bookedOn.toString(),
    value_on: entry.valueOn?.toString() ?? null,
    counterparty_name: entry.counterparty?.name ?? null,
    counterparty_iban: entry.counterparty?.iban ? accountNumber(entry.counterparty.iban) : null,
    end_to_end_id: entry.endToEndId ?? null,
    structured_reference: entry.structuredReference ?? null,
    document_numbers: [...(entry.documentNumbers ?? [])],
    remittance_text: entry.remittanceText,
    state,
    buyer_id: buyerId ?? null,
    unallocated_minor: bookedAs === 'unapplied_cash' ? String(entry.amountMinor) : '0',
    booked_as: bookedAs,
    matched_at: state === 'matched' ? tx.now().toString() : null,
    version: 1,
  }));
  const columns =
    'id, bank_statement_id, entry_key, position, amount_minor, currency, booked_on, value_on, counterparty_name, counterparty_iban, end_to_end_id, structured_reference, document_numbers, remittance_text, state, buyer_id, unallocated_minor, booked_as, matched_at, version';
  for (let at = 0; at < rows.length; at += INSERT_MAX) {
    await tx.em.execute(
      `insert into bank_entry (${columns}) select ${columns} from jsonb_to_recordset(?::jsonb) as new (
         id uuid, bank_statement_id uuid, entry_key text, position int, amount_minor bigint, currency text, booked_on date, value_on date,
         counterparty_name text, counterparty_iban text, end_to_end_id text, structured_reference text, document_numbers text[],
         remittance_text text, state text, buyer_id uuid, unallocated_minor bigint, booked_as text, matched_at timestamptz, version int)`,
      [JSON.stringify(rows.slice(at, at + INSERT_MAX))],
    );
  }
}
