import {
  creditorReference,
  formatDate,
  formatMoney,
  type Locale,
  money,
  Problem,
  plainDateIn,
  say,
  sha256Hex,
} from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  nextNumber,
  privileged,
  queueMail,
  storeFile,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import {
  type Organisation,
  operatorOrganisation,
  organisation,
  organisations,
} from '../../parties/index.ts';
import { notAnInvoice, statementPdf, statementTotals } from '../documents/statement-pdf.ts';
import { BuyerStatement, Invoice } from '../entities.ts';
import { isFrenchCountry, statementDueOn } from '../rules/index.ts';
import { collectingAccount } from './papers.ts';

/** A statement stays readable and its mail deliverable. */
const DOCUMENTS_MAX = 500;
const ATTACHMENTS_MAX = 50;
const ATTACHED_BYTES_MAX = 10_000_000;

export type IssuedStatement = { readonly statementId: string; readonly number: string };

type Pending = readonly Invoice[];

/**
 * The buyer's invoices on no statement yet, oldest first, in the currency of the oldest, and the credit
 * notes that take parts of these back. A credit note of an invoice on an earlier statement lowers what is
 * open there and is not counted a second time here.
 */
async function pendingDocuments(tx: TxCtx, buyerId: string): Promise<Pending> {
  const unstated = { buyerId, typeCode: '380', statementId: null };
  const found = await tx.em.find(Invoice, unstated, {
    orderBy: { issuedOn: 'asc', id: 'asc' },
    limit: DOCUMENTS_MAX,
    refresh: true,
  });
  const invoices = found.filter((one) => one.currency === found[0]?.currency);
  const notes = await tx.em.find(
    Invoice,
    { precedingInvoiceId: { $in: invoices.map((one) => one.id) }, statementId: null },
    { orderBy: { issuedOn: 'asc', id: 'asc' } },
  );
  return [...invoices, ...notes];
}

/** Unique over all buyers although numbers are each buyer's own: nine letters of the buyer's id. */
function referenceOf({
  buyerId,
  year,
  serial,
}: {
  buyerId: string;
  year: number;
  serial: bigint;
}): string {
  const letters = BigInt(`0x${sha256Hex(buyerId).slice(0, 16)}`)
    .toString(36)
    .toUpperCase()
    .padStart(9, '0')
    .slice(-9);
  return creditorReference(`ST${letters}${year % 100}${serial.toString().padStart(5, '0')}`);
}

function addressLines(one: Organisation): string[] {
  const { street, postalCode, city, country } = one.address;
  const label = isFrenchCountry(one.country) ? 'SIREN ' : '';
  const number = one.registrationNumber ? `${label}${one.registrationNumber}` : '';
  return [street, `${postalCode} ${city} ${country}`, number].filter(Boolean);
}

async function factsOf(
  tx: TxCtx,
  {
    buyer,
    documents,
    number,
    reference,
  }: {
    buyer: Organisation;
    documents: Pending;
    number: string;
    reference: string;
  },
) {
  const operator = await operatorOrganisation(tx);
  const sellers = await organisations(
    tx,
    documents.map((one) => one.sellerId),
  );
  const issuedOn = plainDateIn(tx.now());
  const invoices = documents.filter((one) => one.typeCode === '380');
  return {
    number,
    reference,
    issuedOn,
    dueOn: statementDueOn(issuedOn, invoices),
    currency: documents[0]?.currency ?? buyer.currency,
    operator: { name: operator.legalName, lines: addressLines(operator) },
    buyer: { name: buyer.legalName, lines: addressLines(buyer) },
    collecting: collectingAccount(operator),
    documents: documents.map((one) => ({
      number: one.number,
      kind: one.typeCode === '381' ? ('credit_note' as const) : ('invoice' as const),
      sellerName: sellers.get(one.sellerId)?.tradingName ?? '',
      orderNumber: one.purchaseOrderNumber,
      issuedOn: one.issuedOn,
      dueOn: one.dueOn,
      netMinor: one.netMinor,
      vatMinor: one.vatMinor,
      grossMinor: one.grossMinor,
      openMinor: one.openMinor,
    })),
  };
}

/** The PDF, then the documents' UBL as far as the mail's size allows. */
async function attachmentsOf(
  tx: TxCtx,
  { pdfFileId, documents }: { pdfFileId: string; documents: Pending },
): Promise<string[]> {
  const ids = [pdfFileId, ...documents.map((one) => one.ublFileId)];
  const rows = await tx.em.execute<{ id: string; size_bytes: number }[]>(
    `select id, size_bytes from stored_file where id in (${ids.map(() => '?').join(', ')})`,
    ids,
  );
  const sizes = new Map(rows.map((row) => [row.id, row.size_bytes]));
  const taken: string[] = [];
  let bytes = 0;
  for (const id of ids) {
    bytes += sizes.get(id) ?? 0;
    if (taken.length > ATTACHMENTS_MAX || (bytes > ATTACHED_BYTES_MAX && taken.length > 0)) break;
    taken.push(id);
  }
  return taken;
}

/**
 * What a statement's mail asks for, short for the subject and as a sentence: what is open, and where a part
 * is already settled (paid in advance, say) also the total, so that nobody pays twice.
 */
function askedFor(
  statement: BuyerStatement,
  { openMinor, locale }: { openMinor: bigint; locale: Locale },
): { subject: string; sentence: string } {
  const t = say(locale);
  const { number, currency, totalMinor } = statement;
  const amount = (minor: bigint): string => formatMoney(money(minor, currency), locale);
  const total = amount(totalMinor);
  const due = formatDate(statement.dueOn, locale);
  if (openMinor === totalMinor) {
    return {
      subject: total,
      sentence: t(
        `Statement ${number}: ${total}, due ${due}.`,
        `Relevé ${number} : ${total}, échéance ${due}.`,
      ),
    };
  }
  if (openMinor <= 0n) {
    return {
      subject: t('nothing to pay', 'rien à payer'),
      sentence: t(
        `Statement ${number}: ${total}, already settled. Nothing is left to pay.`,
        `Relevé ${number} : ${total}, déjà réglés. Il ne reste rien à payer.`,
      ),
    };
  }
  const open = amount(openMinor);
  const settled = amount(totalMinor - openMinor);
  return {
    subject: t(`${open} to pay`, `${open} à payer`),
    sentence: t(
      `Statement ${number}: ${open} to pay, due ${due} (total ${total}, of which ${settled} already settled).`,
      `Relevé ${number} : ${open} à payer, échéance ${due} (total ${total}, dont ${settled} déjà réglés).`,
    ),
  };
}

async function mailStatement(
  tx: TxCtx,
  {
    statement,
    buyer,
    documents,
    openMinor,
    locale,
  }: {
    statement: BuyerStatement;
    buyer: Organisation;
    documents: Pending;
    /** Still to be paid of all of them, credit notes taken off. */
    openMinor: bigint;
    locale: Locale;
  },
): Promise<string | null> {
  const { pdfFileId } = statement;
  if (!buyer.email || !pdfFileId) return null;
  const t = say(locale);
  const asked = askedFor(statement, { openMinor, locale });
  const attachmentFileIds = await attachmentsOf(tx, { pdfFileId, documents });
  const isCut = attachmentFileIds.length < documents.length + 1;
  const link = `${tx.services.config.publicUrl}/buyer/statements/${statement.id}`;
  const text = [
    asked.sentence,
    t(
      `Payment reference: ${statement.paymentReference}`,
      `Référence de paiement : ${statement.paymentReference}`,
    ),
    notAnInvoice(locale),
    isCut
      ? t(
          'Not all invoices fit this message; the rest is on the page.',
          'Toutes les factures ne tiennent pas dans ce message ; les autres sont sur la page.',
        )
      : '',
    link,
  ];
  return queueMail(tx, {
    to: buyer.email,
    subject: `${t('Statement', 'Relevé')} ${statement.number} – ${asked.subject}`,
    text: text.filter(Boolean).join('\n\n'),
    attachmentFileIds,
    organisationId: buyer.id,
    about: [`buyer_statement:${statement.id}`],
  });
}

/**
 * Gathers a buyer's invoices that are on no statement yet into one recapitulative statement with one
 * payment reference, and mails it with the invoices' UBL, under `finance.post`. Not an invoice: it says so,
 * and each invoice keeps its own due day; the statement asks for the earliest of them. Numbered
 * `ST-<year>-<00001>` for each buyer without a gap. At most 500 invoices; call again for more. Refuses with
 * `invoicing.nothing_to_state`. Emits `statement.issued {statementId, buyerId}`.
 */
export async function issueStatement(
  ctx: Ctx | TxCtx,
  { buyerId }: { buyerId: string },
): Promise<IssuedStatement> {
  ctx.require('finance.post');
  return write(ctx, (tx) => privileged(tx, (inner) => gather(inner, buyerId)));
}

async function gather(tx: TxCtx, buyerId: string): Promise<IssuedStatement> {
  const buyer = await organisation(tx, buyerId);
  const { year } = plainDateIn(tx.now());
  // Taking the number first makes two statements of one buyer wait for one another.
  const serial = await nextNumber(tx, `statement:${buyerId}:${year}`);
  const documents = await pendingDocuments(tx, buyerId);
  if (documents.length === 0) {
    throw new Problem('invoicing.nothing_to_state', { buyer: buyer.tradingName });
  }
  const number = `ST-${year}-${serial.toString().padStart(5, '0')}`;
  const reference = referenceOf({ buyerId, year, serial });
  const facts = await factsOf(tx, { buyer, documents, number, reference });
  const totals = statementTotals(facts.documents);
  const pdfFileId = await storeFile(tx, {
    name: `${number}.pdf`,
    contentType: 'application/pdf',
    content: await statementPdf(facts, { locale: buyer.locale, at: tx.now() }),
    organisationId: buyerId,
  });
  const statement = tx.em.create(BuyerStatement, {
    id: tx.newId(),
    buyerId,
    number,
    issuedOn: facts.issuedOn,
    dueOn: facts.dueOn,
    currency: facts.currency,
    totalMinor: totals.grossMinor,
    invoiceCount: documents.filter((one) => one.typeCode === '380').length,
    paymentReference: reference,
    pdfFileId,
    mailId: null,
    createdAt: tx.now(),
  });
  for (const document of documents) document.statementId = statement.id;
  await tx.em.flush();
  const { openMinor } = totals;
  const { locale } = buyer;
  statement.mailId = await mailStatement(tx, { statement, buyer, documents, openMinor, locale });
  await tx.em.flush();
  await audit(tx, {
    action: 'statement.issued',
    subject: `buyer_statement:${statement.id}`,
    detail: { number, documents: documents.length, totalMinor: statement.totalMinor.toString() },
  });
  await emit(tx, 'statement.issued', { statementId: statement.id, buyerId });
  return { statementId: statement.id, number };
}
