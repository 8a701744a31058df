import { addMoney, type Money, moneyText } from '../../src/base/index.ts';
import { el, elText, writeXml, type XmlOut, type XmlPart } from '../../src/base/xml/index.ts';
import {
  type BankParty,
  type EntryDetail,
  type StatementEntry,
  type StructuredRemittance,
  signedAmount,
} from './model.ts';

export type StatementDraft = {
  readonly messageId: string;
  readonly id: string;
  readonly sequence: number;
  readonly createdAt: Temporal.Instant;
  readonly account: {
    readonly iban: string;
    readonly currency: string;
    readonly owner?: string | undefined;
    readonly bic?: string | undefined;
  };
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
  /** Booked balance before the first entry; negative in debit. */
  readonly opening: Money;
  readonly entries: readonly EntryDraft[];
};

export type EntryDraft = Omit<StatementEntry, 'line' | 'charges' | 'details'> & {
  readonly details: readonly Omit<EntryDetail, 'charges' | 'additionalInfo'>[];
};

/** The booked balance after the entries. */
export function closingOf({ opening, entries }: StatementDraft): Money {
  return entries
    .filter((entry) => entry.status === 'BOOK')
    .reduce((balance, entry) => addMoney(balance, signedAmount(entry)), opening);
}

/**
 * Writes a bank statement as camt.053.001.08, closing balance computed: what the bank simulator sends
 * and what tests read back. References left out are written `NOTPROVIDED` where the schema wants one.
 */
export function buildCamt053(statement: StatementDraft): string {
  const { account, entries } = statement;
  const created = statement.createdAt.toString({ smallestUnit: 'second' });
  return writeXml(
    el(
      'Document',
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:camt.053.001.08' },
      el(
        'BkToCstmrStmt',
        {},
        el('GrpHdr', {}, el('MsgId', {}, statement.messageId), el('CreDtTm', {}, created)),
        el(
          'Stmt',
          {},
          el('Id', {}, statement.id),
          el('ElctrncSeqNb', {}, String(statement.sequence)),
          el('CreDtTm', {}, created),
          el(
            'FrToDt',
            {},
            el('FrDtTm', {}, `${statement.from.toString()}T00:00:00Z`),
            el('ToDtTm', {}, `${statement.to.toString()}T23:59:59Z`),
          ),
          el(
            'Acct',
            {},
            el('Id', {}, el('IBAN', {}, account.iban)),
            el('Ccy', {}, account.currency),
            wrap(['Ownr'], elText('Nm', account.owner)),
            wrap(['Svcr', 'FinInstnId'], elText('BICFI', account.bic)),
          ),
          balance('OPBD', { amount: statement.opening, date: statement.from }),
          balance('CLBD', { amount: closingOf(statement), date: statement.to }),
          el('TxsSummry', {}, el('TtlNtries', {}, el('NbOfNtries', {}, String(entries.length)))),
          entries.map(entryOf),
        ),
      ),
    ),
  );
}

/** Nested elements around the parts, or nothing when the parts are absent. */
function wrap(names: readonly string[], ...parts: readonly XmlPart[]): XmlOut | undefined {
  const [name, ...inner] = names as [string, ...string[]];
  const made = inner.length === 0 ? el(name, {}, ...parts) : el(name, {}, wrap(inner, ...parts));
  return made.content.length === 0 ? undefined : made;
}

function money(name: string, amount: Money | undefined): XmlOut | undefined {
  return amount && el(name, { Ccy: amount.currency }, moneyText(amount));
}

function balance(
  type: string,
  { amount, date }: { amount: Money; date: Temporal.PlainDate },
): XmlOut {
  const size = { ...amount, minor: amount.minor < 0n ? -amount.minor : amount.minor };
  return el(
    'Bal',
    {},
    el('Tp', {}, el('CdOrPrtry', {}, el('Cd', {}, type))),
    money('Amt', size),
    el('CdtDbtInd', {}, amount.minor < 0n ? 'DBIT' : 'CRDT'),
    el('Dt', {}, el('Dt', {}, date.toString())),
  );
}

function entryOf(entry: EntryDraft): XmlOut {
  const { bankTxCode, batch } = entry;
  return el(
    'Ntry',
    {},
    elText('NtryRef', entry.reference),
    money('Amt', entry.amount),
    el('CdtDbtInd', {}, entry.creditDebit),
    entry.isReversal && el('RvslInd', {}, 'true'),
    el('Sts', {}, el('Cd', {}, entry.status)),
    wrap(['BookgDt'], elText('Dt', entry.bookingDate?.toString())),
    wrap(['ValDt'], elText('Dt', entry.valueDate?.toString())),
    elText('AcctSvcrRef', entry.servicerReference),
    el(
      'BkTxCd',
      {},
      bankTxCode.domain !== undefined &&
        el(
          'Domn',
          {},
          el('Cd', {}, bankTxCode.domain),
          el(
            'Fmly',
            {},
            el('Cd', {}, bankTxCode.family ?? 'OTHR'),
            el('SubFmlyCd', {}, bankTxCode.subFamily ?? 'OTHR'),
          ),
        ),
      wrap(['Prtry'], elText('Cd', bankTxCode.proprietary)),
    ),
    wrap(
      ['NtryDtls'],
      batch &&
        wrap(
          ['Btch'],
          elText('MsgId', batch.messageId),
          elText('PmtInfId', batch.paymentInfoId),
          elText('NbOfTxs', batch.count?.toString()),
          money('TtlAmt', batch.total),
        ),
      entry.details.map((detail) => detailOf(detail, entry)),
    ),
    elText('AddtlNtryInf', entry.additionalInfo),
  );
}

function detailOf(detail: EntryDraft['details'][number], entry: EntryDraft): XmlOut {
  const { remittance } = detail;
  return el(
    'TxDtls',
    {},
    el(
      'Refs',
      {},
      elText('AcctSvcrRef', detail.servicerReference),
      elText('InstrId', detail.instructionId),
      el('EndToEndId', {}, detail.endToEndId ?? 'NOTPROVIDED'),
      elText('UETR', detail.uetr),
      elText('TxId', detail.txId),
      elText('MndtId', detail.mandateId),
    ),
    money('Amt', detail.amount ?? entry.amount),
    el('CdtDbtInd', {}, detail.creditDebit ?? entry.creditDebit),
    wrap(['AmtDtls', 'InstdAmt'], money('Amt', detail.instructedAmount)),
    wrap(
      ['RltdPties'],
      party('Dbtr', detail.debtor),
      accountOf('DbtrAcct', detail.debtor),
      party('UltmtDbtr', detail.ultimateDebtor),
      party('Cdtr', detail.creditor),
      accountOf('CdtrAcct', detail.creditor),
      party('UltmtCdtr', detail.ultimateCreditor),
    ),
    wrap(
      ['RltdAgts'],
      wrap(['DbtrAgt', 'FinInstnId'], elText('BICFI', detail.debtor?.bic)),
      wrap(['CdtrAgt', 'FinInstnId'], elText('BICFI', detail.creditor?.bic)),
    ),
    wrap(['Purp'], elText('Cd', detail.purpose)),
    wrap(
      ['RmtInf'],
      remittance.unstructured.map((text) => el('Ustrd', {}, text)),
      remittance.structured.map(structured),
    ),
    wrap(
      ['RtrInf'],
      wrap(['Rsn'], elText('Cd', detail.returnReason)),
      elText('AddtlInf', detail.returnText),
    ),
  );
}

function party(name: string, one: BankParty | undefined): XmlOut | undefined {
  return (
    one &&
    wrap(
      [name, 'Pty'],
      elText('Nm', one.name),
      wrap(['PstlAdr'], elText('Ctry', one.country)),
      wrap(['Id', 'OrgId', 'Othr'], elText('Id', one.id)),
    )
  );
}

function accountOf(name: string, one: BankParty | undefined): XmlOut | undefined {
  return (
    wrap([name, 'Id'], elText('IBAN', one?.iban)) ??
    wrap([name, 'Id', 'Othr'], elText('Id', one?.account))
  );
}

function structured(one: StructuredRemittance): XmlOut {
  const [only] = one.documentNumbers;
  const amount = one.documentNumbers.length === 1 ? only?.amount : undefined;
  return el(
    'Strd',
    {},
    one.documentNumbers.map((document) =>
      el(
        'RfrdDocInf',
        {},
        wrap(['Tp', 'CdOrPrtry'], elText('Cd', document.type)),
        el('Nb', {}, document.number),
      ),
    ),
    wrap(['RfrdDocAmt'], money('RmtdAmt', amount)),
    wrap(
      ['CdtrRefInf'],
      wrap(['Tp', 'CdOrPrtry'], elText('Cd', one.type)),
      elText('Ref', one.creditorReference),
    ),
    one.additional.map((text) => el('AddtlRmtInf', {}, text)),
  );
}
