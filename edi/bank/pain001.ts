import { type Money, moneyText, Problem, sumMoney } from '../../src/base/index.ts';
import { el, elText, writeXml, type XmlOut } from '../../src/base/xml/index.ts';
import { isSepaText, sepaText } from './charset.ts';
import { isBic, isIban, isRfReference, normalIban } from './references.ts';

/** Lines of free address are banned in payment orders since 2026-11-15: town and country at least. */
export type PaymentAddress = {
  readonly street?: string | undefined;
  readonly building?: string | undefined;
  readonly postCode?: string | undefined;
  readonly city: string;
  readonly country: string;
};

export type PaymentParty = {
  readonly name: string;
  readonly iban: string;
  readonly bic?: string | undefined;
  readonly address?: PaymentAddress | undefined;
};

export type CreditTransfer = {
  /** The payout's id: becomes EndToEndId and comes back in the statement. */
  readonly id: string;
  readonly amount: Money;
  readonly executionDate: Temporal.PlainDate;
  readonly debtor: PaymentParty;
  readonly creditor: PaymentParty;
  /** An RF reference is sent structured, anything else as text. */
  readonly remittance?: string | undefined;
};

export type PaymentBatch = {
  readonly messageId: string;
  readonly createdAt: Temporal.Instant;
  readonly initiator: string;
  readonly payments: readonly CreditTransfer[];
};

/** SEPA's largest amount, in cents (EPC 115-06). */
const AMOUNT_MAX = 99_999_999_999n;

/**
 * A SEPA credit transfer order, pain.001.001.09: one `PmtInf` for each execution date and debtor
 * account, exact control sums, structured addresses. Texts are transliterated to the SEPA character
 * set; identifiers never are, because they must come back as they were sent. Refuses
 * (`bank.payment_refused`, `bank.iban_invalid`, `bank.bic_invalid`) an empty batch, a repeated or
 * unfit id, an amount that is not between 0.01 and 999,999,999.99 EUR, and a text that is too long.
 */
export function buildPain001(batch: PaymentBatch): string {
  checkBatch(batch);
  const groups = Map.groupBy(
    batch.payments,
    (one) => `${one.executionDate.toString()} ${normalIban(one.debtor.iban)}`,
  );
  const initiator = el('InitgPty', {}, el('Nm', {}, name(batch.initiator)));
  return writeXml(
    el(
      'Document',
      { xmlns: 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09' },
      el(
        'CstmrCdtTrfInitn',
        {},
        el(
          'GrpHdr',
          {},
          el('MsgId', {}, batch.messageId),
          el('CreDtTm', {}, batch.createdAt.toString({ smallestUnit: 'second' })),
          ...controls(batch.payments),
          initiator,
        ),
        [...groups.values()].map((payments, at) =>
          paymentInfo(payments, `${batch.messageId}-${at + 1}`),
        ),
      ),
    ),
  );
}

function controls(payments: readonly CreditTransfer[]): XmlOut[] {
  const sum = sumMoney(
    payments.map((one) => one.amount),
    'EUR',
  );
  return [el('NbOfTxs', {}, String(payments.length)), el('CtrlSum', {}, moneyText(sum))];
}

function paymentInfo(payments: readonly CreditTransfer[], id: string): XmlOut {
  const [first] = payments as [CreditTransfer];
  return el(
    'PmtInf',
    {},
    el('PmtInfId', {}, id),
    el('PmtMtd', {}, 'TRF'),
    ...controls(payments),
    el('PmtTpInf', {}, el('SvcLvl', {}, el('Cd', {}, 'SEPA'))),
    el('ReqdExctnDt', {}, el('Dt', {}, first.executionDate.toString())),
    party('Dbtr', first.debtor),
    account('DbtrAcct', first.debtor),
    // The debtor's bank is compulsory; an IBAN alone says «not provided» (EPC 132-08).
    el(
      'DbtrAgt',
      {},
      el(
        'FinInstnId',
        {},
        first.debtor.bic === undefined
          ? el('Othr', {}, el('Id', {}, 'NOTPROVIDED'))
          : el('BICFI', {}, first.debtor.bic),
      ),
    ),
    el('ChrgBr', {}, 'SLEV'),
    payments.map(transfer),
  );
}

function transfer(payment: CreditTransfer): XmlOut {
  const { creditor, amount } = payment;
  return el(
    'CdtTrfTxInf',
    {},
    el('PmtId', {}, el('InstrId', {}, payment.id), el('EndToEndId', {}, payment.id)),
    el('Amt', {}, el('InstdAmt', { Ccy: 'EUR' }, moneyText(amount))),
    creditor.bic !== undefined &&
      el('CdtrAgt', {}, el('FinInstnId', {}, el('BICFI', {}, creditor.bic))),
    party('Cdtr', creditor),
    account('CdtrAcct', creditor),
    remittance(payment.remittance),
  );
}

function remittance(text: string | undefined): XmlOut | undefined {
  if (text === undefined || text.trim() === '') return undefined;
  if (!isRfReference(text)) return el('RmtInf', {}, el('Ustrd', {}, sepaText(text)));
  const type = el('Tp', {}, el('CdOrPrtry', {}, el('Cd', {}, 'SCOR')), el('Issr', {}, 'ISO'));
  const reference = el('Ref', {}, text.replace(/\s+/g, '').toUpperCase());
  return el('RmtInf', {}, el('Strd', {}, el('CdtrRefInf', {}, type, reference)));
}

/** SEPA keeps 70 characters of a name. */
function name(text: string): string {
  return sepaText(text).slice(0, 70).trim();
}

function party(tag: string, one: PaymentParty): XmlOut {
  const { address } = one;
  return el(
    tag,
    {},
    el('Nm', {}, name(one.name)),
    address &&
      el(
        'PstlAdr',
        {},
        elText('StrtNm', address.street && sepaText(address.street).slice(0, 70)),
        elText('BldgNb', address.building && sepaText(address.building).slice(0, 16)),
        elText('PstCd', address.postCode && sepaText(address.postCode).slice(0, 16)),
        el('TwnNm', {}, sepaText(address.city).slice(0, 35)),
        el('Ctry', {}, address.country),
      ),
  );
}

function account(tag: string, one: PaymentParty): XmlOut {
  return el(tag, {}, el('Id', {}, el('IBAN', {}, normalIban(one.iban))));
}

function refuse(payment: string, field: string, reason: string): never {
  throw new Problem('bank.payment_refused', { payment, field, reason });
}

/** An identifier that banks carry unchanged: SEPA characters, no slash at an end, none doubled. */
function isCarried(id: string, max: number): boolean {
  return (
    id.length > 0 &&
    id.length <= max &&
    isSepaText(id) &&
    id === id.trim() &&
    !/^\/|\/$|\/\//.test(id)
  );
}

function checkBatch({ messageId, initiator, payments }: PaymentBatch): void {
  // Room is left for the suffix that makes PmtInfId.
  if (!isCarried(messageId, 29)) {
    refuse(messageId, 'messageId', 'must be 1 to 29 SEPA characters');
  }
  if (name(initiator) === '') refuse(messageId, 'initiator', 'must be named');
  if (payments.length === 0) refuse(messageId, 'payments', 'must hold at least one payment');
  const ids = new Set<string>();
  for (const payment of payments) {
    if (ids.has(payment.id)) refuse(payment.id, 'id', 'is used twice in the batch');
    ids.add(payment.id);
    checkPayment(payment);
  }
}

function checkPayment(payment: CreditTransfer): void {
  const { id, amount, debtor, creditor } = payment;
  if (!isCarried(id, 35)) refuse(id, 'id', 'must be 1 to 35 SEPA characters');
  if (amount.currency !== 'EUR') refuse(id, 'amount', 'must be in EUR for a SEPA transfer');
  if (amount.minor < 1n || amount.minor > AMOUNT_MAX) {
    refuse(id, 'amount', 'must lie between 0.01 and 999,999,999.99 EUR');
  }
  for (const [field, one] of [
    ['debtor', debtor],
    ['creditor', creditor],
  ] as const) {
    if (name(one.name) === '') refuse(id, `${field}.name`, 'must be given');
    if (!isIban(one.iban)) throw new Problem('bank.iban_invalid', { iban: one.iban });
    if (one.bic !== undefined && !isBic(one.bic)) {
      throw new Problem('bank.bic_invalid', { bic: one.bic });
    }
    const { address } = one;
    if (!address) continue;
    if (sepaText(address.city) === '') refuse(id, `${field}.address.city`, 'must be given');
    if (!/^[A-Z]{2}$/.test(address.country)) {
      refuse(id, `${field}.address.country`, 'must be a two-letter country code');
    }
  }
  if (sepaText(payment.remittance ?? '').length > 140) {
    refuse(id, 'remittance', 'may have 140 characters');
  }
}
