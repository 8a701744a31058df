import {
  type CxmlDocument,
  cxmlInstant,
  type InvoiceStatus,
  type StatusUpdateRequest,
} from '../../../punchout/index.ts';
import { fromDecimal, Problem } from '../../base/index.ts';
import {
  buyerInvoice,
  Invoice,
  recordInvoiceStatus,
  type StatusOutcome,
} from '../../domain/invoicing/index.ts';
import {
  Exchange,
  type ExchangeLink,
  type ExchangeNote,
  noteExchange,
  privileged,
  type TxCtx,
} from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';

export type Taken = {
  readonly links: readonly ExchangeLink[];
  readonly keys: readonly string[];
  readonly advisories: readonly ExchangeNote[];
};

const NOTES_MAX = 1000;

/** Our document that a partner speaks of, by the payloadID it went under. */
async function ownDocument(
  tx: TxCtx,
  { payloadId, partner }: { payloadId: string; partner: Partner },
): Promise<Exchange | null> {
  return tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      channel: 'cxml',
      documentKey: payloadId,
      partnerId: partner.organisation.id,
    },
    { orderBy: { id: 'desc' } },
  );
}

/** The document that bears this number: one over several invoices has a number of its own. */
async function documentOfNumber(
  tx: TxCtx,
  { number, partner }: { number: string; partner: Partner },
): Promise<Exchange | null> {
  return tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      kind: 'InvoiceDetailRequest',
      partnerId: partner.organisation.id,
      keys: { $contains: [number] },
    },
    { orderBy: { id: 'desc' } },
  );
}

/** The invoices that a number or a payloadID of ours stands for: several where a statement went as one. */
export async function invoicesNamed(
  tx: TxCtx,
  {
    number,
    payloadId,
    partner,
  }: { number?: string | undefined; payloadId?: string | undefined; partner: Partner },
): Promise<Invoice[]> {
  const one = number ? await buyerInvoice(tx, { buyerId: partner.organisation.id, number }) : null;
  if (one) return [one];
  const document =
    (payloadId ? await ownDocument(tx, { payloadId, partner }) : null) ??
    (number ? await documentOfNumber(tx, { number: number.trim(), partner }) : null);
  const ids = (document?.links ?? []).flatMap((link) => (link.type === 'invoice' ? [link.id] : []));
  return ids.length === 0
    ? []
    : tx.em.find(
        Invoice,
        { id: { $in: ids }, buyerId: partner.organisation.id },
        { orderBy: { issuedOn: 'asc', id: 'asc' } },
      );
}

function partialOf(
  { partialAmount }: InvoiceStatus,
  invoices: readonly Invoice[],
): { minor?: bigint; advisory?: ExchangeNote } {
  const [only, ...more] = invoices;
  if (!partialAmount || !only) return {};
  if (more.length > 0 || partialAmount.currency !== only.currency) {
    const message = `PartialAmount ${partialAmount.value.toString()} ${partialAmount.currency} is kept in the comment: it cannot be given to one invoice in ${only.currency}`;
    return { advisory: { code: 'value', element: 'PartialAmount', message } };
  }
  return { minor: fromDecimal(partialAmount.value, only.currency, 'half_up').minor };
}

/** Why a word changed nothing. */
const OVERTAKEN: Readonly<Record<StatusOutcome, string | undefined>> = {
  recorded: undefined,
  late: 'was said before what is known of it',
  repeated: 'is known already',
};

async function takeInvoiceStatus(
  tx: TxCtx,
  {
    update,
    status,
    document,
    partner,
    exchangeId,
  }: {
    update: StatusUpdateRequest;
    status: InvoiceStatus;
    document: CxmlDocument;
    partner: Partner;
    exchangeId: string;
  },
): Promise<Taken> {
  const number = status.invoiceId;
  const payloadId = update.documentPayloadId;
  const invoices = await invoicesNamed(tx, { number, payloadId, partner });
  if (invoices.length === 0)
    throw new Problem('invoicing.invoice_unknown', { number: number ?? payloadId ?? '–' });
  const partial = partialOf(status, invoices);
  const said = [
    ...status.comments.map(({ text }) => text),
    ...(partial.advisory && status.partialAmount
      ? [`${status.partialAmount.value.toString()} ${status.partialAmount.currency}`]
      : []),
    ...(status.comments.length === 0 && status.type === 'rejected'
      ? [update.status.detail ?? '']
      : []),
  ].filter(Boolean);
  const advisories: ExchangeNote[] = partial.advisory ? [partial.advisory] : [];
  for (const invoice of invoices) {
    const outcome = await recordInvoiceStatus(tx, {
      invoiceId: invoice.id,
      status: status.type,
      partialMinor: partial.minor,
      comment: said.length > 0 ? said.join('\n').slice(0, NOTES_MAX) : undefined,
      saidAt: cxmlInstant(document.timestamp) ?? tx.now(),
      exchangeId,
    });
    const overtaken = OVERTAKEN[outcome];
    if (!overtaken) continue;
    const message = `${status.type} of ${invoice.number} ${overtaken}; nothing changes`;
    advisories.push({ code: outcome, element: 'InvoiceStatus', message });
  }
  return {
    links: invoices.map(({ id, number: label }) => ({ type: 'invoice', id, label })),
    keys: [...(number ? [number] : []), ...invoices.map((one) => one.purchaseOrderNumber)],
    advisories,
  };
}

/** What became of a document that we sent: written beside it, also when it is bad news after a 2xx. */
async function takeDocumentStatus(
  tx: TxCtx,
  { update, partner }: { update: StatusUpdateRequest; partner: Partner },
): Promise<Taken> {
  const payloadId = update.documentPayloadId;
  const document = payloadId ? await ownDocument(tx, { payloadId, partner }) : null;
  if (!document) throw new Problem('cxml.document_unknown', { id: payloadId ?? '–' });
  const { code, text, detail } = update.status;
  const note: ExchangeNote = {
    code: `status_${code}`,
    message: `${code} ${text} ${detail ?? ''}`.trim().slice(0, NOTES_MAX),
  };
  await privileged(tx, (inner) =>
    noteExchange(inner, document.id, code < 400 ? { advisories: [note] } : { errors: [note] }),
  );
  return { links: document.links, keys: document.keys, advisories: [] };
}

/**
 * A StatusUpdateRequest: with an InvoiceStatus from a buyer it is kept with the invoice (unknown: 417), else it is the
 * fate of a document of ours, found by the payloadID it went under (unknown: 417).
 */
export async function takeStatusUpdate(
  tx: TxCtx,
  {
    update,
    document,
    partner,
    exchangeId,
  }: {
    update: StatusUpdateRequest;
    document: CxmlDocument;
    partner: Partner;
    exchangeId: string;
  },
): Promise<Taken> {
  const { invoice } = update;
  return invoice && partner.organisation.kind !== 'seller'
    ? takeInvoiceStatus(tx, { update, status: invoice, document, partner, exchangeId })
    : takeDocumentStatus(tx, { update, partner });
}
