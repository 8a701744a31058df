import type { Money } from '../../src/base/index.ts';
import { at, children, textAt, textOf, type XmlNode } from '../../src/base/xml/index.ts';
import { amountAt, dayAt, directionAt, type Faults, fault, said } from './camt-values.ts';
import type {
  BankParty,
  Charge,
  EntryDetail,
  StatementEntry,
  StructuredRemittance,
} from './model.ts';

type Context = { readonly faults: Faults; readonly currency: string | undefined };

/** An `Ntry` whose `TxDtls` were read already. Without an amount and direction there is no entry. */
export function readEntry(
  node: XmlNode,
  { details, ...context }: Context & { details: EntryDetail[] },
): StatementEntry | undefined {
  const amount = amountAt(node, 'Amt', context);
  const creditDebit = directionAt(node, 'CdtDbtInd');
  if (!amount || !creditDebit) {
    if (!creditDebit || !at(node, 'Amt')) {
      fault(context.faults, 'bank.field_unreadable', {
        node,
        severity: 'error',
        params: {
          value: textAt(node, 'CdtDbtInd') ?? '',
          element: 'Ntry',
          expected: 'an entry with Amt and CdtDbtInd (CRDT or DBIT)',
        },
      });
    }
    return undefined;
  }
  const servicerReference = said(node, 'AcctSvcrRef');
  const batch = at(node, 'NtryDtls/Btch');
  const [only] = details;
  if (only && details.length === 1 && !only.amount) {
    details[0] = { ...only, amount, creditDebit: only.creditDebit ?? creditDebit };
  }
  return {
    line: node.line,
    reference: said(node, 'NtryRef') ?? servicerReference,
    servicerReference,
    amount,
    creditDebit,
    isReversal: isTrue(textAt(node, 'RvslInd')),
    status: textAt(node, 'Sts/Cd') ?? textAt(node, 'Sts') ?? 'BOOK',
    bookingDate: dayAt(node, 'BookgDt', context.faults),
    valueDate: dayAt(node, 'ValDt', context.faults),
    bankTxCode: readCode(at(node, 'BkTxCd')),
    additionalInfo: said(node, 'AddtlNtryInf'),
    batch: batch && readBatch(batch, context),
    charges: readCharges(node, context),
    details,
  };
}

function isTrue(text: string | undefined): boolean {
  return text === 'true' || text === '1';
}

function readCode(node: XmlNode | undefined): StatementEntry['bankTxCode'] {
  return {
    domain: textAt(node, 'Domn/Cd'),
    family: textAt(node, 'Domn/Fmly/Cd'),
    subFamily: textAt(node, 'Domn/Fmly/SubFmlyCd'),
    proprietary: textAt(node, 'Prtry/Cd'),
  };
}

function readBatch(node: XmlNode, context: Context): StatementEntry['batch'] {
  const count = textAt(node, 'NbOfTxs');
  return {
    messageId: said(node, 'MsgId'),
    paymentInfoId: said(node, 'PmtInfId'),
    count: count !== undefined && /^\d{1,15}$/.test(count) ? Number(count) : undefined,
    total: amountAt(node, 'TtlAmt', context),
  };
}

/** Charges: each `Chrgs` of version 02, each `Chrgs/Rcrd` since version 03. */
function readCharges(node: XmlNode, context: Context): Charge[] {
  return children(node, 'Chrgs').flatMap((chrgs) => {
    const records = children(chrgs, 'Rcrd');
    const amounts = records.length > 0 ? records : [chrgs];
    return amounts.flatMap((one) => {
      const amount = amountAt(one, 'Amt', context) ?? amountAt(one, 'TtlChrgsAndTaxAmt', context);
      if (!amount) return [];
      const included = textAt(one, 'ChrgInclInd');
      return [
        {
          amount,
          creditDebit: directionAt(one, 'CdtDbtInd'),
          isIncluded: included === undefined ? undefined : isTrue(included),
          bearer: textAt(one, 'Br'),
        },
      ];
    });
  });
}

/** One `TxDtls`. */
export function readDetail(node: XmlNode, context: Context): EntryDetail {
  const refs = at(node, 'Refs');
  const parties = at(node, 'RltdPties');
  const agents = at(node, 'RltdAgts');
  const reason = at(node, 'RtrInf/Rsn') ?? at(node, 'RtrInf/RtrRsn');
  return {
    endToEndId: said(refs, 'EndToEndId'),
    instructionId: said(refs, 'InstrId'),
    txId: said(refs, 'TxId'),
    uetr: said(refs, 'UETR'),
    mandateId: said(refs, 'MndtId'),
    servicerReference: said(refs, 'AcctSvcrRef'),
    amount: amountAt(node, 'Amt', context) ?? amountAt(node, 'AmtDtls/TxAmt/Amt', context),
    creditDebit: directionAt(node, 'CdtDbtInd'),
    instructedAmount: amountAt(node, 'AmtDtls/InstdAmt/Amt', context),
    debtor: readParty(parties, { name: 'Dbtr', account: 'DbtrAcct', agent: at(agents, 'DbtrAgt') }),
    ultimateDebtor: readParty(parties, { name: 'UltmtDbtr' }),
    creditor: readParty(parties, {
      name: 'Cdtr',
      account: 'CdtrAcct',
      agent: at(agents, 'CdtrAgt'),
    }),
    ultimateCreditor: readParty(parties, { name: 'UltmtCdtr' }),
    remittance: {
      unstructured: children(at(node, 'RmtInf') ?? node, 'Ustrd')
        .map(textOf)
        .filter((text) => text !== ''),
      structured: at(node, 'RmtInf')
        ? children(at(node, 'RmtInf') as XmlNode, 'Strd').map((one) => readStructured(one, context))
        : [],
    },
    returnReason: textAt(reason, 'Cd') ?? textAt(reason, 'Prtry'),
    returnText: joined(at(node, 'RtrInf'), 'AddtlInf'),
    purpose: textAt(node, 'Purp/Cd') ?? textAt(node, 'Purp/Prtry'),
    charges: readCharges(node, context),
    additionalInfo: said(node, 'AddtlTxInf'),
  };
}

function joined(node: XmlNode | undefined, local: string): string | undefined {
  const texts = node ? children(node, local).map(textOf) : [];
  return texts.length === 0 ? undefined : texts.join(' ');
}

/** A party: directly (versions 02 to 04), under `Pty`, or a bank under `Agt` (version 08). */
function readParty(
  node: XmlNode | undefined,
  { name, account, agent }: { name: string; account?: string; agent?: XmlNode | undefined },
): BankParty | undefined {
  const found = at(node, name);
  const bank = at(found, 'Agt/FinInstnId');
  const person = at(found, 'Pty') ?? bank ?? found;
  const number = account === undefined ? undefined : at(node, account);
  const party = {
    name: said(person, 'Nm'),
    iban: said(number, 'Id/IBAN'),
    account: said(number, 'Id/Othr/Id'),
    bic: bicOf(bank) ?? bicOf(at(agent, 'FinInstnId')),
    country: said(person, 'PstlAdr/Ctry'),
    id:
      said(person, 'Id/OrgId/Othr/Id') ??
      said(person, 'Id/PrvtId/Othr/Id') ??
      said(person, 'Id/OrgId/AnyBIC') ??
      said(person, 'Id/OrgId/BICOrBEI'),
  };
  return Object.values(party).some((value) => value !== undefined) ? party : undefined;
}

export function bicOf(institution: XmlNode | undefined): string | undefined {
  return said(institution, 'BICFI') ?? said(institution, 'BIC');
}

/** `Strd`: documents with what is paid of them, and the creditor's reference. */
function readStructured(node: XmlNode, context: Context): StructuredRemittance {
  const documents = children(node, 'RfrdDocInf');
  const only = documents.length === 1 ? amountOf(node, context) : undefined;
  const reference = at(node, 'CdtrRefInf');
  const type = at(reference, 'Tp/CdOrPrtry') ?? at(reference, 'CdtrRefTp');
  return {
    creditorReference: said(reference, 'Ref') ?? said(reference, 'CdtrRef'),
    type: textAt(type, 'Cd') ?? textAt(type, 'Prtry'),
    documentNumbers: documents.flatMap((document) => {
      const number = said(document, 'Nb') ?? said(document, 'RfrdDocNb');
      const kind = at(document, 'Tp/CdOrPrtry');
      return number === undefined
        ? []
        : [{ number, type: textAt(kind, 'Cd') ?? textAt(kind, 'Prtry'), amount: only }];
    }),
    additional: children(node, 'AddtlRmtInf').map(textOf),
  };
}

function amountOf(node: XmlNode, context: Context): Money | undefined {
  const amounts = at(node, 'RfrdDocAmt');
  return (
    amountAt(amounts, 'RmtdAmt', context) ??
    amountAt(amounts, 'DuePyblAmt', context) ??
    amountAt(amounts, 'CdtNoteAmt', context)
  );
}
