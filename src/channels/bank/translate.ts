import {
  buildPain001,
  type EntryDetail,
  isIban,
  normalIban,
  type Statement,
  type StatementEntry,
  signedAmount,
} from '../../../edi/bank/index.ts';
import { Problem } from '../../base/index.ts';
import type {
  BankEntryInput,
  BankStatementInput,
  PaymentFileWriter,
} from '../../domain/settlement/index.ts';

function remittanceText(detail: EntryDetail | undefined, entry: StatementEntry): string {
  const texts = [
    ...(detail?.remittance.unstructured ?? []),
    ...(detail?.remittance.structured.flatMap((one) => one.additional) ?? []),
  ];
  const text = texts.join(' ').trim();
  return text === '' ? (detail?.additionalInfo ?? entry.additionalInfo ?? '') : text;
}

/** Where a movement stands: its detail, its signed cents, its place in the booking, its statement's day. */
type Place = {
  readonly detail: EntryDetail | undefined;
  readonly amountMinor: bigint;
  readonly position: number;
  readonly statementOn: Temporal.PlainDate | undefined;
};

function movement(
  entry: StatementEntry,
  { detail, amountMinor, position, statementOn }: Place,
): BankEntryInput {
  const credit = amountMinor >= 0n;
  const party = credit ? (detail?.ultimateDebtor ?? detail?.debtor) : detail?.creditor;
  const account = (credit ? detail?.debtor?.iban : detail?.creditor?.iban) ?? '';
  const structured = detail?.remittance.structured ?? [];
  const texts = [
    remittanceText(detail, entry),
    // An account number with a misprint proves no payer: a person may still read it.
    account !== '' && !isIban(account) ? `(IBAN ${account})` : '',
  ];
  const bookedOn = entry.bookingDate ?? entry.valueDate ?? statementOn;
  if (!bookedOn) throw new Problem('bank.entry_undated', { line: entry.line });
  return {
    bankReference: entry.servicerReference,
    otherReferences: [detail?.uetr, detail?.txId, entry.reference].filter(
      (one) => one !== undefined,
    ),
    position,
    amountMinor,
    bookedOn,
    valueOn: entry.valueDate,
    counterparty: {
      name: party?.name ?? detail?.debtor?.name,
      iban: isIban(account) ? normalIban(account) : undefined,
    },
    endToEndId: detail?.endToEndId,
    structuredReference: structured.find((one) => one.creditorReference)?.creditorReference,
    documentNumbers: structured.flatMap((one) =>
      one.documentNumbers.map((document) => document.number),
    ),
    remittanceText: texts.filter((text) => text !== '').join(' '),
  };
}

/** The signed cents of a batch's payments, when each has the entry's currency and they sum to it. */
function batchShares(entry: StatementEntry): { detail: EntryDetail; minor: bigint }[] | undefined {
  const shares = entry.details.flatMap((detail) => {
    const { amount, creditDebit = entry.creditDebit } = detail;
    return amount?.currency === entry.amount.currency
      ? [{ detail, minor: signedAmount({ amount, creditDebit }).minor }]
      : [];
  });
  const sum = shares.reduce((total, { minor }) => total + minor, 0n);
  const isWhole = shares.length === entry.details.length && sum === signedAmount(entry).minor;
  return shares.length > 1 && isWhole ? shares : undefined;
}

/**
 * A booked entry as movements: one for each payment of a batch whose payments are listed and sum to it,
 * else the entry whole (a collective booking waits for its camt.054). What moved is the entry's amount: a
 * single detail may state it before charges or in the payer's currency. Pending and informational entries
 * move nothing.
 */
function movements(
  entry: StatementEntry,
  statementOn: Temporal.PlainDate | undefined,
): BankEntryInput[] {
  if (entry.status !== 'BOOK') return [];
  const shares = batchShares(entry);
  if (shares)
    return shares.map(({ detail, minor }, at) =>
      movement(entry, { detail, amountMinor: minor, position: at + 1, statementOn }),
    );
  const detail = entry.details.length === 1 ? entry.details[0] : undefined;
  const amountMinor = signedAmount(entry).minor;
  return [movement(entry, { detail, amountMinor, position: 1, statementOn })];
}

/** A camt.053 statement in settlement's words. Refuses one without account number or balances. */
export function statementInput(statement: Statement): BankStatementInput {
  const iban = statement.account.iban ?? statement.account.other;
  const { opening, closing } = statement;
  if (!iban) throw new Problem('bank.statement_incomplete', { what: 'Acct/Id' });
  if (!opening || !closing)
    throw new Problem('bank.statement_incomplete', { what: 'Bal (OPBD, CLBD)' });
  const toOn = statement.period?.to ?? closing.date;
  return {
    iban: normalIban(iban),
    number: statement.id ?? statement.sequence ?? statement.messageId ?? '',
    currency: closing.amount.currency,
    openingMinor: opening.amount.minor,
    closingMinor: closing.amount.minor,
    fromOn: statement.period?.from ?? opening.date,
    toOn,
    entries: statement.entries.flatMap((entry) => movements(entry, toOn)),
  };
}

/** Settlement's payout batch as a pain.001.001.09 file. */
export const painFile: PaymentFileWriter = (batch) => {
  const { debtor } = batch;
  const place = ({ city, country }: { city: string; country: string }) => ({ city, country });
  const text = buildPain001({
    messageId: batch.number,
    createdAt: batch.createdAt,
    initiator: debtor.name,
    payments: batch.payments.map((payment) => ({
      id: payment.endToEndId,
      amount: { minor: payment.amountMinor, currency: batch.currency },
      executionDate: batch.executionOn,
      debtor: { name: debtor.name, iban: debtor.iban, bic: debtor.bic, address: place(debtor) },
      creditor: {
        name: payment.creditor.name,
        iban: payment.creditor.iban,
        bic: payment.creditor.bic,
        address: place(payment.creditor),
      },
      remittance: payment.remittance,
    })),
  });
  return {
    name: `${batch.number}.xml`,
    contentType: 'application/xml',
    content: Buffer.from(text),
  };
};
