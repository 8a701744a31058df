import {
  isBic,
  isIban,
  type Money,
  moneyText,
  Problem,
  sha256Hex,
  splitMoney,
} from '../../base/index.ts';

/** One movement as a bank states it, whatever the format it came in. */
export type BankEntryInput = {
  /** The bank's own reference of the entry (AcctSvcrRef, `//` of MT940 …); never a counter (NtryRef). */
  readonly bankReference?: string | undefined;
  /** References that are no name by themselves (UETR, TxId, a counter as NtryRef): they tell twins apart. */
  readonly otherReferences?: readonly string[] | undefined;
  /** Place among the payments of one booking, from 1: a batch shares its reference. */
  readonly position: number;
  /** Credit positive, debit negative, cents of the statement's currency. */
  readonly amountMinor: bigint;
  readonly bookedOn: Temporal.PlainDate;
  readonly valueOn?: Temporal.PlainDate | undefined;
  readonly counterparty?:
    | { readonly name?: string | undefined; readonly iban?: string | undefined }
    | undefined;
  readonly endToEndId?: string | undefined;
  readonly structuredReference?: string | undefined;
  readonly documentNumbers?: readonly string[] | undefined;
  readonly remittanceText: string;
};

/** One statement of one account: booked entries only, with the balances around them. */
export type BankStatementInput = {
  readonly iban: string;
  readonly number: string;
  readonly currency: string;
  readonly openingMinor: bigint;
  readonly closingMinor: bigint;
  readonly fromOn?: Temporal.PlainDate | undefined;
  readonly toOn?: Temporal.PlainDate | undefined;
  readonly entries: readonly BankEntryInput[];
};

/** An account number without spaces, in capitals. */
export function accountNumber(text: string): string {
  return text.replace(/\s+/g, '').toUpperCase();
}

/** Why a bank would refuse a transfer to this account (ISO 13616, ISO 9362), if it would. */
export function bankDataFault(account: {
  readonly iban?: string | null | undefined;
  readonly bic?: string | null | undefined;
}): 'no_iban' | 'bad_iban' | 'bad_bic' | undefined {
  const iban = accountNumber(account.iban ?? '');
  if (iban === '') return 'no_iban';
  if (!isIban(iban)) return 'bad_iban';
  return account.bic && !isBic(account.bic) ? 'bad_bic' : undefined;
}

/** Refuses a statement whose balances do not add up (`settlement.balance_mismatch`, with both figures). */
export function checkBalances(statement: BankStatementInput): void {
  const { currency, openingMinor, closingMinor } = statement;
  const sum = statement.entries.reduce((total, entry) => total + entry.amountMinor, 0n);
  const computed = openingMinor + sum;
  if (computed === closingMinor) return;
  const text = (minor: bigint): string => `${moneyText({ minor, currency })} ${currency}`;
  throw new Problem('settlement.balance_mismatch', {
    number: statement.number,
    opening: text(openingMinor),
    entries: text(sum),
    computed: text(computed),
    closing: text(closingMinor),
    difference: text(closingMinor - computed),
  });
}

/**
 * What makes each entry itself, whichever statement or report it stands in: account, bank's reference,
 * place in the booking, day and amount; without a reference, a hash of all that is said. Twins within one
 * statement are counted, because two equal payments on one day do happen.
 */
export function entryKeys(statement: BankStatementInput): string[] {
  const seen = new Map<string, number>();
  return statement.entries.map((entry) => {
    const said = entry.bankReference?.trim() || `~${contentHash(entry)}`;
    const key = [
      accountNumber(statement.iban),
      said,
      entry.position,
      entry.bookedOn,
      entry.amountMinor,
      statement.currency,
    ].join('|');
    const twin = (seen.get(key) ?? 0) + 1;
    seen.set(key, twin);
    return twin === 1 ? key : `${key}#${twin}`;
  });
}

function contentHash(entry: BankEntryInput): string {
  const parts = [
    entry.counterparty?.name,
    entry.counterparty?.iban,
    entry.endToEndId,
    entry.structuredReference,
    entry.remittanceText,
    ...(entry.otherReferences ?? []),
  ];
  return sha256Hex(parts.map((part) => part ?? '').join('\u0000')).slice(0, 24);
}

export type VatWeight = {
  readonly category: string;
  readonly rateBp: number;
  readonly grossMinor: bigint;
};

/**
 * A payment's amount by VAT category and rate, in proportion to the invoice's gross amounts, largest
 * remainder: the parts sum to the payment exactly. For the French status 212 (collected), which wants the
 * amount by rate.
 */
export function splitByVat(
  amount: Money,
  weights: readonly VatWeight[],
): { category: string; rateBp: number; minor: string }[] {
  const used = weights.filter((weight) => weight.grossMinor > 0n);
  if (used.length === 0) return [];
  const parts = splitMoney(
    amount,
    used.map((weight) => weight.grossMinor),
  );
  return used.map(({ category, rateBp }, at) => ({
    category,
    rateBp,
    minor: String(parts[at]?.minor ?? 0n),
  }));
}

/** The state of a receipt by what is left of it. */
export function receiptState({
  amountMinor,
  unallocatedMinor,
}: {
  amountMinor: bigint;
  unallocatedMinor: bigint;
}): 'matched' | 'part_matched' | 'unmatched' {
  if (unallocatedMinor === 0n) return 'matched';
  return unallocatedMinor === amountMinor ? 'unmatched' : 'part_matched';
}
