import { acceptInvoice, type EInvoice, parseUbl } from '../../../edi/einvoice/index.ts';
import { buildInvoiceDetailRequest, type PartnerIdentity } from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import { BuyerStatement, Invoice } from '../../domain/invoicing/index.ts';
import { OrderLine, PurchaseOrder } from '../../domain/orders/index.ts';
import {
  type Address,
  type Organisation,
  operatorOrganisation,
} from '../../domain/parties/index.ts';
import {
  type Ctx,
  type JobPayload,
  readFile,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import { type AuxiliaryIdOf, invoiceDetailOf } from './invoice-document.ts';
import { invoiceFiles } from './invoice-files.ts';
import { type StatedInvoice, statementInvoiceOf } from './statement-document.ts';
import { envelopeFor, keep, keyOf, orderTarget, suiteOf, type Target, unitWord } from './target.ts';

const STATED_MAX = 2000;

/** The legal document itself: what the suite is told can then differ from it in nothing. */
async function legalDocument(tx: TxCtx, invoice: Invoice): Promise<EInvoice> {
  const { content } = await readFile(tx, invoice.ublFileId);
  return acceptInvoice(parseUbl(content).model);
}

function place({ name, street, postalCode, city, country }: Address, fallback: string) {
  return {
    name: name ?? fallback,
    postal: { deliverTo: [], street: [street], city, postalCode, countryIso: country },
  };
}

function identityOf(one: Organisation): PartnerIdentity {
  return {
    contact: {
      ...place(one.address, one.legalName),
      name: one.legalName,
      email: one.email ?? undefined,
    },
    ids: [
      ...(one.vatId ? [{ domain: 'vatID', identifier: one.vatId }] : []),
      ...(one.registrationNumber
        ? [{ domain: 'companyRegistrationNumber', identifier: one.registrationNumber }]
        : []),
    ],
  };
}

/** Whether a credit note takes back all that its invoice had. */
async function creditShare(tx: TxCtx, note: Invoice): Promise<'whole' | 'parts'> {
  if (!note.precedingInvoiceId) return 'parts';
  const preceding = await tx.em.findOne(Invoice, { id: note.precedingInvoiceId });
  return preceding?.grossMinor === note.grossMinor && preceding.netMinor === note.netMinor
    ? 'whole'
    : 'parts';
}

/** The auxiliary ids of some orders' lines, by order and line number. */
async function auxiliaryIds(tx: TxCtx, purchases: readonly PurchaseOrder[]) {
  const ids = [...new Set(purchases.map(({ id }) => id))];
  const lines = await tx.em.find(
    OrderLine,
    { purchaseOrderId: { $in: ids }, auxiliaryId: { $ne: null } },
    { fields: ['purchaseOrderId', 'lineNumber', 'auxiliaryId'] },
  );
  const known = new Map(
    lines.map((line) => [`${line.purchaseOrderId} ${line.lineNumber}`, line.auxiliaryId]),
  );
  return ({ id }: PurchaseOrder): AuxiliaryIdOf =>
    (orderLine) =>
      known.get(`${id} ${orderLine}`) ?? undefined;
}

async function send(
  tx: TxCtx,
  { invoice, purchase, target }: { invoice: Invoice; purchase: PurchaseOrder; target: Target },
): Promise<string> {
  const operator = await operatorOrganisation(tx);
  const { profile, connection } = target;
  const document = await legalDocument(tx, invoice);
  const envelope = await envelopeFor(tx, connection);
  const { files, comments } = await invoiceFiles(tx, { invoices: [invoice], profile });
  const detail = invoiceDetailOf(document, {
    order: target.order,
    marketplace: identityOf(operator),
    billTo: { contact: place(purchase.billTo, document.buyer.name), ids: [] },
    unit: (code) => unitWord(profile, code),
    auxiliaryIdOf: (await auxiliaryIds(tx, [purchase]))(purchase),
    credits: invoice.typeCode === '381' ? await creditShare(tx, invoice) : 'parts',
    lang: 'fr',
  });
  const content = buildInvoiceDetailRequest(
    envelope,
    { ...detail, comments: [...detail.comments, ...comments] },
    { version: profile.versions.InvoiceDetailRequest },
  );
  return keep(tx, {
    connection,
    buyerId: invoice.buyerId,
    kind: 'InvoiceDetailRequest',
    subject: invoice.number,
    content,
    payloadId: envelope.payloadId,
    purchaseOrders: [purchase],
    keys: [invoice.number],
    links: [{ type: 'invoice', id: invoice.id, label: invoice.number }],
    files,
  });
}

/**
 * An invoice goes by itself, unless the profile wants statements or nothing; its credit notes follow its way. A note
 * that stands on a statement of its own goes with that one, never twice.
 */
async function isSentAlone(tx: TxCtx, { invoice, target }: { invoice: Invoice; target: Target }) {
  const how = target.profile.documents.invoices;
  if (how !== 'per_statement') return how === 'each';
  if (invoice.typeCode !== '381' || !invoice.precedingInvoiceId || invoice.statementId)
    return false;
  const preceding = await tx.em.findOne(Invoice, { id: invoice.precedingInvoiceId });
  return Boolean(preceding?.statementId);
}

async function issue(
  tx: TxCtx,
  { invoiceId, why }: { invoiceId: string; why: 'issued' | 'anew' },
): Promise<string> {
  const invoice = await tx.em.findOneOrFail(Invoice, { id: invoiceId });
  if (!invoice.purchaseOrderId) return '';
  const purchase = await tx.em.findOne(PurchaseOrder, { id: invoice.purchaseOrderId });
  const target = await orderTarget(tx, purchase);
  if (!purchase || !target) return '';
  if (why === 'issued' && !(await isSentAlone(tx, { invoice, target }))) return '';
  return send(tx, { invoice, purchase, target });
}

/**
 * Job `buyer.send_invoice`, on `invoice.issued {invoiceId}`: the invoice or credit note to the suite that the
 * order came from, written from the legal document. Nothing goes where the profile wants none, or gathers
 * them by statement. With `anew` it is written once more, in place of a document that the suite did not take.
 */
export async function sendInvoice(ctx: Ctx, payload: JobPayload): Promise<void> {
  const invoiceId = String(payload.invoiceId);
  await writeOnce(ctx, keyOf(payload, `invoice:${invoiceId}`), (tx) =>
    issue(tx, { invoiceId, why: payload.anew === true ? 'anew' : 'issued' }),
  );
}

type Stated = { readonly invoice: Invoice; readonly purchase: PurchaseOrder };

/** The statement's invoices whose orders came over a connection, by connection and seller, in their order. */
async function statedGroups(tx: TxCtx, statementId: string): Promise<Map<string, Stated[]>> {
  const invoices = await tx.em.find(
    Invoice,
    { statementId },
    { orderBy: { issuedOn: 'asc', id: 'asc' }, limit: STATED_MAX },
  );
  const ids = invoices.flatMap((one) => one.purchaseOrderId ?? []);
  const purchases = new Map(
    (await tx.em.find(PurchaseOrder, { id: { $in: [...new Set(ids)] } })).map((one) => [
      one.id,
      one,
    ]),
  );
  const stated = invoices.flatMap((invoice): Stated[] => {
    const purchase = purchases.get(invoice.purchaseOrderId ?? '');
    return purchase?.connectionId && purchase.payloadId ? [{ invoice, purchase }] : [];
  });
  return Map.groupBy(stated, (one) => `${one.purchase.connectionId}|${one.invoice.sellerId}`);
}

async function sendSummary(
  tx: TxCtx,
  {
    statement,
    stated,
    at,
    suite,
  }: {
    statement: BuyerStatement;
    stated: readonly Stated[];
    at: number;
    suite: NonNullable<Awaited<ReturnType<typeof suiteOf>>>;
  },
): Promise<void> {
  const documents: StatedInvoice[] = [];
  const auxiliaryIdsOf = await auxiliaryIds(
    tx,
    stated.map(({ purchase }) => purchase),
  );
  for (const { invoice, purchase } of stated) {
    documents.push({
      document: await legalDocument(tx, invoice),
      order: {
        orderId: purchase.number,
        orderDate: cxmlTimestamp(purchase.orderedAt),
        payloadId: purchase.payloadId ?? undefined,
      },
      auxiliaryIdOf: auxiliaryIdsOf(purchase),
    });
  }
  const [first] = stated;
  if (!first) return;
  const number = `${statement.number}-${at}`;
  const envelope = await envelopeFor(tx, suite.connection);
  const billTo = place(first.purchase.billTo, documents[0]?.document.buyer.name ?? '');
  const { files, comments } = await invoiceFiles(tx, {
    invoices: stated.map(({ invoice }) => invoice),
    profile: suite.profile,
  });
  const detail = statementInvoiceOf(documents, {
    number,
    issuedOn: statement.issuedOn,
    dueOn: statement.dueOn,
    paymentReference: statement.paymentReference,
    marketplace: identityOf(await operatorOrganisation(tx)),
    billTo: { contact: billTo, ids: [] },
    lang: 'fr',
  });
  const content = buildInvoiceDetailRequest(
    envelope,
    { ...detail, comments: [...detail.comments, ...comments] },
    { version: suite.profile.versions.InvoiceDetailRequest },
  );
  await keep(tx, {
    connection: suite.connection,
    buyerId: statement.buyerId,
    kind: 'InvoiceDetailRequest',
    subject: number,
    content,
    payloadId: envelope.payloadId,
    purchaseOrders: [...new Map(stated.map(({ purchase }) => [purchase.id, purchase])).values()],
    keys: [number, statement.number, ...stated.map(({ invoice }) => invoice.number)],
    links: stated.map(({ invoice }) => ({
      type: 'invoice',
      id: invoice.id,
      label: invoice.number,
    })),
    files,
  });
}

async function summarise(tx: TxCtx, statementId: string): Promise<number> {
  const statement = await tx.em.findOneOrFail(BuyerStatement, { id: statementId });
  let at = 0;
  for (const group of (await statedGroups(tx, statementId)).values()) {
    const suite = await suiteOf(tx, group[0]?.purchase.connectionId);
    if (suite?.profile.documents.invoices !== 'per_statement') continue;
    const invoices = group.filter(({ invoice }) => invoice.typeCode === '380');
    if (invoices.length > 0) {
      at += 1;
      await sendSummary(tx, { statement, stated: invoices, at, suite });
    }
    // A credit takes back what the suite has now: it comes after, by itself.
    for (const { invoice, purchase } of group) {
      const target = await orderTarget(tx, purchase);
      if (invoice.typeCode === '381' && target) await send(tx, { invoice, purchase, target });
    }
  }
  return at;
}

/**
 * Job `buyer.send_statement_invoices`, on `statement.issued {statementId}`: where the profile wants statements,
 * one header invoice for each seller over all its purchase orders in the statement, then the statement's
 * credit notes.
 */
export async function sendStatementInvoices(ctx: Ctx, payload: JobPayload): Promise<void> {
  const statementId = String(payload.statementId);
  await writeOnce(ctx, keyOf(payload, `statement_invoices:${statementId}`), (tx) =>
    summarise(tx, statementId),
  );
}
