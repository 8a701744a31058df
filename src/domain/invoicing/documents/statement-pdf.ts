import { formatDate, formatMoney, type Locale, money, say } from '../../../base/index.ts';
import { finish, MUTED, needRoom, newPaper, type Paper, payTo, put, sums, table } from './paper.ts';

/** A document on a statement; a credit note counts negative. */
export type StatedDocument = {
  readonly number: string;
  readonly kind: 'invoice' | 'credit_note';
  readonly sellerName: string;
  readonly orderNumber: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  /** Still to be paid; of a credit note, still to be used. */
  readonly openMinor: bigint;
};

export type StatementFacts = {
  readonly number: string;
  readonly issuedOn: Temporal.PlainDate;
  readonly dueOn: Temporal.PlainDate;
  readonly currency: string;
  readonly reference: string;
  readonly operator: { readonly name: string; readonly lines: readonly string[] };
  readonly buyer: { readonly name: string; readonly lines: readonly string[] };
  readonly collecting: { readonly iban: string; readonly bic: string | null };
  readonly documents: readonly StatedDocument[];
};

function signed({ kind }: StatedDocument, minor: bigint): bigint {
  return kind === 'credit_note' ? -minor : minor;
}

/** Net, VAT, gross and what is open of all documents, credit notes taken off. */
export function statementTotals(documents: readonly StatedDocument[]): {
  readonly netMinor: bigint;
  readonly vatMinor: bigint;
  readonly grossMinor: bigint;
  readonly openMinor: bigint;
} {
  const sum = (of: (one: StatedDocument) => bigint): bigint =>
    documents.reduce((total, one) => total + signed(one, of(one)), 0n);
  return {
    netMinor: sum((one) => one.netMinor),
    vatMinor: sum((one) => one.vatMinor),
    grossMinor: sum((one) => one.grossMinor),
    openMinor: sum((one) => one.openMinor),
  };
}

/** The sentence that keeps a statement from being taken for an invoice. */
export function notAnInvoice(locale: Locale): string {
  return say(locale)(
    'Recapitulative statement. This is not an invoice: each seller’s invoice listed here is the legal document and keeps its own due date.',
    'Relevé récapitulatif. Ce document n’est pas une facture : chaque facture de vendeur listée ici est le document légal et conserve sa propre échéance.',
  );
}

function heading(paper: Paper, { facts, locale }: { facts: StatementFacts; locale: Locale }): void {
  const t = say(locale);
  const { doc, left, width } = paper;
  const top = doc.y;
  put(paper, facts.operator.name, { size: 15, weight: 'bold', y: top, width: width * 0.5 });
  for (const line of facts.operator.lines)
    put(paper, line, { size: 8.5, color: MUTED, width: width * 0.5 });
  const below = doc.y;
  const right = { x: left + width * 0.5, width: width * 0.5, align: 'right' as const };
  put(paper, t('Statement', 'Relevé'), { ...right, size: 15, weight: 'bold', y: top });
  put(paper, facts.number, { ...right, size: 11 });
  put(paper, formatDate(facts.issuedOn, locale), { ...right, size: 9, color: MUTED });
  doc.y = Math.max(doc.y, below) + 12;
  put(paper, facts.buyer.name, { weight: 'bold' });
  for (const line of facts.buyer.lines) put(paper, line);
  doc.y += 8;
  put(paper, notAnInvoice(locale), { size: 8.5, color: MUTED });
  doc.y += 8;
}

function documents(
  paper: Paper,
  { facts, locale }: { facts: StatementFacts; locale: Locale },
): void {
  const t = say(locale);
  const amount = (minor: bigint): string => formatMoney(money(minor, facts.currency), locale);
  table(paper, {
    columns: [
      {
        label: t('Document', 'Document'),
        share: 20,
        cell: (one: StatedDocument) => one.number,
        note: (one) =>
          `${one.kind === 'invoice' ? t('invoice', 'facture') : t('credit note', 'avoir')} · ${formatDate(one.issuedOn, locale)}`,
      },
      {
        label: t('Seller', 'Vendeur'),
        share: 26,
        cell: (one) => one.sellerName,
        note: (one) => `${t('order', 'commande')} ${one.orderNumber}`,
      },
      {
        label: t('Due', 'Échéance'),
        share: 12,
        cell: (one) => (one.kind === 'invoice' ? formatDate(one.dueOn, locale) : '–'),
      },
      {
        label: t('Net', 'HT'),
        share: 14,
        align: 'right',
        cell: (one) => amount(signed(one, one.netMinor)),
      },
      {
        label: t('VAT', 'TVA'),
        share: 13,
        align: 'right',
        cell: (one) => amount(signed(one, one.vatMinor)),
      },
      {
        label: t('Gross', 'TTC'),
        share: 15,
        align: 'right',
        cell: (one) => amount(signed(one, one.grossMinor)),
      },
    ],
    rows: facts.documents,
  });
}

/** The statement as people read it: A4, its documents, totals, one reference and account, page numbers. */
export async function statementPdf(
  facts: StatementFacts,
  { locale, at }: { locale: Locale; at: Temporal.Instant },
): Promise<Buffer> {
  const t = say(locale);
  const title = `${t('Statement', 'Relevé')} ${facts.number}`;
  const paper = newPaper({ title, author: facts.operator.name, locale, at });
  heading(paper, { facts, locale });
  documents(paper, { facts, locale });
  const totals = statementTotals(facts.documents);
  const amount = (minor: bigint): string => formatMoney(money(minor, facts.currency), locale);
  const settled = totals.grossMinor - totals.openMinor;
  needRoom(paper, 90);
  paper.doc.y += 10;
  sums(paper, {
    box: { left: paper.left + paper.width * 0.6, width: paper.width * 0.4 },
    rows: [
      { label: t('Net', 'Total HT'), value: amount(totals.netMinor) },
      { label: t('VAT', 'Total TVA'), value: amount(totals.vatMinor) },
      ...(settled === 0n
        ? []
        : [
            { label: t('Gross', 'Total TTC'), value: amount(totals.grossMinor) },
            { label: t('Already settled', 'Déjà réglé'), value: amount(-settled) },
          ]),
      { label: t('To pay', 'Net à payer'), value: amount(totals.openMinor) },
    ],
  });
  paper.doc.y += 14;
  payTo(paper, {
    locale,
    holder: facts.operator.name,
    iban: facts.collecting.iban,
    bic: facts.collecting.bic,
    reference: facts.reference,
  });
  if (totals.openMinor <= 0n)
    return finish(paper, { locale, foot: `${facts.operator.name} · ${title}` });
  put(
    paper,
    t(
      `One payment with this reference settles all invoices above, at the latest on ${formatDate(facts.dueOn, locale)}, the earliest of their due dates.`,
      `Un seul paiement avec cette référence règle toutes les factures ci-dessus, au plus tard le ${formatDate(facts.dueOn, locale)}, la plus proche de leurs échéances.`,
    ),
    { size: 8.5 },
  );
  return finish(paper, { locale, foot: `${facts.operator.name} · ${title}` });
}
