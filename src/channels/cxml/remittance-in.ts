import {
  type Amount,
  cxmlDay,
  type PaymentRemittanceRequest,
  type RemittanceDetail,
} from '../../../punchout/index.ts';
import {
  Decimal,
  fromDecimal,
  moneyText,
  Problem,
  plainDateIn,
  toDecimal,
} from '../../base/index.ts';
import { Invoice } from '../../domain/invoicing/index.ts';
import { type AdviceLineInput, recordRemittance } from '../../domain/settlement/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';
import { invoicesNamed, type Taken } from './status-in.ts';

/** Of an advice that is taken back without an amount: nothing is computed from it. */
const FALLBACK_CURRENCY = 'EUR';
/** Lines that are looked up one by one; what is beyond is kept as unknown. */
const ASKED_MAX = 50;

/** The one currency of the document. Refuses several (`settlement.advice_currency`) and none. */
function currencyOf(advice: PaymentRemittanceRequest, fallback: string): string {
  const amounts = [
    advice.net,
    advice.gross,
    advice.discount,
    ...advice.details.flatMap((one) => [one.net, one.gross, one.discount, ...one.adjustments]),
  ];
  const found = new Set(amounts.flatMap((amount) => amount?.currency ?? []));
  const [currency] = found;
  const number = advice.paymentRemittanceId;
  // What takes an advice back need say no amount again.
  if (!currency && advice.status === 'void') return fallback;
  if (found.size > 1) throw new Problem('settlement.advice_currency', { number });
  if (!currency)
    throw new Problem('settlement.advice_amount', {
      number,
      where: 'the document',
      given: 'no amount',
    });
  return currency;
}

/** Cents of an amount; more decimals than the currency has are no money (`settlement.advice_amount`). */
function minorOf(amount: Amount | undefined, where: { number: string; where: string }) {
  if (!amount) return undefined;
  const rounded = fromDecimal(amount.value, amount.currency, 'half_up');
  if (!toDecimal(rounded).equals(amount.value))
    throw new Problem('settlement.advice_amount', { ...where, given: amount.value.toString() });
  return rounded.minor;
}

type Where = { readonly number: string; readonly where: string };

function lineAmounts(detail: RemittanceDetail, where: Where) {
  const grossMinor = minorOf(detail.gross, where);
  const discountMinor = minorOf(detail.discount, where);
  const [first] = detail.adjustments;
  const adjustment = detail.adjustments.reduce((sum, one) => sum.add(one.value), Decimal.zero);
  const adjustmentMinor = first
    ? minorOf({ value: adjustment, currency: first.currency }, where)
    : undefined;
  const stated = minorOf(detail.net, where);
  // A line without net amount is gross less discount; with adjustments nobody can tell their sign.
  const computed =
    grossMinor !== undefined && adjustmentMinor === undefined
      ? grossMinor - (discountMinor ?? 0n)
      : undefined;
  const netMinor = stated ?? computed;
  if (netMinor === undefined)
    throw new Problem('settlement.advice_amount', { ...where, given: 'no NetAmount' });
  return { netMinor, grossMinor, discountMinor, adjustmentMinor };
}

/** A line over a document that stands for several invoices is theirs, when it pays just what they have open. */
function spread(line: AdviceLineInput, invoices: readonly Invoice[]): AdviceLineInput[] {
  const [first, ...more] = invoices;
  if (!first) return [line];
  if (more.length === 0) return [{ ...line, invoiceId: first.id }];
  const open = invoices.reduce((sum, one) => sum + one.openMinor, 0n);
  if (open !== line.netMinor) return [line];
  return invoices.map((one) => ({
    ...line,
    invoiceId: one.id,
    netMinor: one.openMinor,
    grossMinor: one.openMinor,
    discountMinor: undefined,
    adjustmentMinor: undefined,
  }));
}

async function linesOf(
  tx: TxCtx,
  { advice, partner }: { advice: PaymentRemittanceRequest; partner: Partner },
): Promise<AdviceLineInput[]> {
  const numbers = advice.details.flatMap((one) => one.invoiceId ?? []);
  const found = await tx.em.find(Invoice, {
    buyerId: partner.organisation.id,
    number: { $in: [...new Set(numbers)] },
  });
  const known = new Map(found.map((one) => [one.number, one]));
  const lines: AdviceLineInput[] = [];
  let asked = 0;
  for (const detail of advice.details) {
    const where = { number: advice.paymentRemittanceId, where: `line ${detail.lineNumber}` };
    const line: AdviceLineInput = {
      invoiceNumber: detail.invoiceId,
      orderNumber: detail.order?.orderId,
      ...lineAmounts(detail, where),
    };
    const invoice = known.get(detail.invoiceId ?? '');
    if (invoice || asked >= ASKED_MAX) {
      lines.push(...spread(line, invoice ? [invoice] : []));
      continue;
    }
    // A document of ours over several invoices, or one that is named by its payloadID alone.
    asked += 1;
    const invoices = await invoicesNamed(tx, {
      number: detail.invoiceId,
      payloadId: detail.invoicePayloadId,
      partner,
    });
    lines.push(...spread(line, invoices));
  }
  return lines;
}

function advisoriesOf(
  { unknown, differenceMinor }: { unknown: readonly string[]; differenceMinor: bigint },
  currency: string,
): ExchangeNote[] {
  const notes: ExchangeNote[] = unknown.map((number) => ({
    code: 'unknown_invoice',
    element: 'RemittanceDetail',
    message: `${number} is no invoice of yours here; the line is kept and matched to nothing`,
  }));
  if (differenceMinor === 0n) return notes;
  const difference = `${moneyText({ minor: differenceMinor, currency })} ${currency}`;
  return [
    ...notes,
    {
      code: 'total',
      element: 'PaymentRemittanceSummary',
      message: `the lines come to ${difference} more than the summary's NetAmount; the advice is shown, but decides nothing by itself`,
    },
  ];
}

/**
 * A buyer's PaymentRemittanceRequest → a remittance advice, known by its paymentRemittanceID: the same one again has no
 * second effect, `void` takes it out of use. Unknown invoice numbers and a total that its lines do not come
 * to are advisories, no refusals.
 */
export async function takeRemittance(
  tx: TxCtx,
  {
    advice,
    partner,
    exchangeId,
  }: { advice: PaymentRemittanceRequest; partner: Partner; exchangeId: string },
): Promise<Taken> {
  // Who buys pays: a seller has no payments to tell of.
  tx.require('shop');
  const number = advice.paymentRemittanceId;
  const currency = currencyOf(advice, FALLBACK_CURRENCY);
  const where = { number, where: 'PaymentRemittanceSummary' };
  const recorded = await recordRemittance(tx, {
    buyerId: partner.organisation.id,
    number,
    status: advice.status,
    paymentOn: cxmlDay(advice.paymentDate) ?? plainDateIn(tx.now()),
    reference: advice.paymentReferenceNumber,
    method: advice.paymentMethod,
    currency,
    netMinor: minorOf(advice.net, where),
    grossMinor: minorOf(advice.gross, where),
    discountMinor: minorOf(advice.discount, where),
    lines: await linesOf(tx, { advice, partner }),
    exchangeId,
  });
  const repeated: ExchangeNote[] =
    recorded.outcome === 'repeated'
      ? [
          {
            code: 'repeated',
            element: 'PaymentRemittanceRequest',
            message: `advice ${number} is known already; this one changes nothing`,
          },
        ]
      : [];
  return {
    links: [{ type: 'remittance_advice', id: recorded.adviceId, label: number }],
    keys: [number, ...(advice.paymentReferenceNumber ? [advice.paymentReferenceNumber] : [])],
    advisories: [...repeated, ...advisoriesOf(recorded, currency)],
  };
}
