import {
  buildPain001,
  type EntryDetail,
  normalIban,
  type Statement,
  type StatementEntry,
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

function movement(
  entry: StatementEntry,
  { detail, position }: { detail: EntryDetail | undefined; position: number },
): BankEntryInput {
  const credit = (detail?.creditDebit ?? entry.creditDebit) === 'CRDT';
  const { minor } = detail?.amount ?? entry.amount;
  const party = credit ? (detail?.ultimateDebtor ?? detail?.debtor) : detail?.creditor;
  const account = credit ? detail?.debtor?.iban : detail?.creditor?.iban;
  const structured = detail?.remittance.structured ?? [];
  if (!entry.bookingDate) throw new Problem('bank.entry_undated', { line: entry.line });
  return {
    bankReference: entry.servicerReference ?? entry.reference,
    position,
    amountMinor: credit ? minor : -minor,
    bookedOn: entry.bookingDate,
    valueOn: entry.valueDate,
    counterparty: {
      name: party?.name ?? detail?.debtor?.name,
      iban: account && normalIban(account),
    },
    endToEndId: detail?.endToEndId,
    structuredReference: structured.find((one) => one.creditorReference)?.creditorReference,
    documentNumbers: structured.flatMap((one) =>
      one.documentNumbers.map((document) => document.number),
    ),
    remittanceText: remittanceText(detail, entry),
  };
}

/**
 * A booked entry as movements: one for each payment of a batch whose payments are listed and sum to it,
 * else the entry whole (a collective booking waits for its camt.054). Pending and informational entries
 * move nothing.
 */
function movements(entry: StatementEntry): BankEntryInput[] {
  if (entry.status !== 'BOOK') return [];
  const { details } = entry;
  const sum = details.reduce((total, detail) => total + (detail.amount?.minor ?? 0n), 0n);
  if (details.length > 1 && sum === entry.amount.minor) {
    return details.map((detail, at) => movement(entry, { detail, position: at + 1 }));
  }
  return [movement(entry, { detail: details.length === 1 ? details[0] : undefined, position: 1 })];
}

/** A camt.053 statement in settlement's words. Refuses one without account number or balances. */
export function statementInput(statement: Statement): BankStatementInput {
  const iban = statement.account.iban ?? statement.account.other;
  const { opening, closing } = statement;
  if (!iban) throw new Problem('bank.statement_incomplete', { what: 'Acct/Id' });
  if (!opening || !closing)
    throw new Problem('bank.statement_incomplete', { what: 'Bal (OPBD, CLBD)' });
  return {
    iban: normalIban(iban),
    number: statement.id ?? statement.sequence ?? statement.messageId ?? '',
    currency: closing.amount.currency,
    openingMinor: opening.amount.minor,
    closingMinor: closing.amount.minor,
    fromOn: statement.period?.from ?? opening.date,
    toOn: statement.period?.to ?? closing.date,
    entries: statement.entries.flatMap(movements),
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
