import type { EInvoice, InvoiceLine, Party, VatBreakdown } from '../../../../edi/einvoice/index.ts';
import {
  type Decimal,
  formatDate,
  formatMoney,
  formatQuantity,
  formatUnitPrice,
  fromDecimal,
  type Locale,
  say,
  unitText,
} from '../../../base/index.ts';
import {
  finish,
  heightOf,
  MUTED,
  needRoom,
  newPaper,
  type Paper,
  payTo,
  put,
  sums,
  table,
} from './paper.ts';

type Sheet = { readonly paper: Paper; readonly invoice: EInvoice; readonly locale: Locale };

function amount({ invoice, locale }: Sheet, value: Decimal | undefined): string {
  if (!value) return '–';
  return formatMoney(fromDecimal(value, invoice.currency, 'half_up'), locale);
}

function rateText(rate: Decimal | undefined, locale: Locale): string {
  return rate ? `${formatQuantity(rate, locale)} %` : '–';
}

function partyLines(party: Party, locale: Locale): string[] {
  const t = say(locale);
  const { address } = party;
  const isSiren = party.legalId?.scheme === '0002';
  return [
    party.name,
    [address.line1, address.line2].filter(Boolean).join(', '),
    `${address.postCode ?? ''} ${address.city ?? ''} ${address.country}`.trim(),
    party.legalId
      ? `${isSiren ? 'SIREN' : t('Registration no.', 'N° d’immatriculation')} ${party.legalId.value}`
      : '',
    party.vatId ? `${t('VAT no.', 'N° TVA')} ${party.vatId}` : '',
  ].filter(Boolean);
}

function note(invoice: EInvoice, subject: string): string | undefined {
  return invoice.notes?.find((one) => one.subject === subject)?.text;
}

function heading({ paper, invoice, locale }: Sheet): void {
  const t = say(locale);
  const isCredit = invoice.typeCode === '381';
  const { doc, left, width } = paper;
  const top = doc.y;
  put(paper, invoice.seller.tradingName ?? invoice.seller.name, {
    size: 15,
    weight: 'bold',
    y: top,
    width: width * 0.55,
  });
  const under = doc.y;
  const right = { x: left + width * 0.55, width: width * 0.45, align: 'right' as const };
  put(paper, isCredit ? t('Credit note', 'Avoir') : t('Invoice', 'Facture'), {
    ...right,
    size: 15,
    weight: 'bold',
    y: top,
  });
  put(paper, invoice.number, { ...right, size: 11 });
  doc.y = Math.max(doc.y, under) + 10;
}

function parties({ paper, invoice, locale }: Sheet): void {
  const t = say(locale);
  const { doc, left, width } = paper;
  const top = doc.y;
  const own = width / 3 - 12;
  const extra = [
    note(invoice, 'REG')?.replace(`${invoice.seller.name}, `, ''),
    note(invoice, 'ABL'),
  ];
  const { delivery } = invoice;
  const place = delivery?.address;
  const blocks = [
    {
      label: t('Seller', 'Vendeur'),
      lines: [...partyLines(invoice.seller, locale), ...extra.filter((one) => one !== undefined)],
    },
    { label: t('Buyer', 'Acheteur'), lines: partyLines(invoice.buyer, locale) },
    {
      label: t('Delivered to', 'Livré à'),
      lines: place
        ? [
            delivery?.name ?? '',
            place.line1 ?? '',
            `${place.postCode ?? ''} ${place.city ?? ''} ${place.country}`.trim(),
          ].filter(Boolean)
        : ['–'],
    },
  ];
  let lowest = top;
  for (const [at, block] of blocks.entries()) {
    const x = left + (width / 3) * at;
    put(paper, block.label, { size: 7.5, weight: 'bold', color: MUTED, x, y: top, width: own });
    for (const [index, line] of block.lines.entries()) {
      put(paper, line, { size: 9, weight: index === 0 ? 'bold' : 'normal', x, width: own });
    }
    lowest = Math.max(lowest, doc.y);
  }
  doc.y = lowest + 10;
}

function references({ paper, invoice, locale }: Sheet): void {
  const t = say(locale);
  const day = (value: Temporal.PlainDate | undefined): string | undefined =>
    value && formatDate(value, locale);
  const preceding = invoice.precedingInvoices?.[0];
  const fields: readonly [string, string | undefined][] = [
    [t('Issued', 'Émise le'), day(invoice.issueDate)],
    [t('Delivered', 'Livrée le'), day(invoice.delivery?.date)],
    [t('Due', 'Échéance'), day(invoice.dueDate)],
    [t('Order', 'Commande'), invoice.orderReference],
    [t('Despatch', 'Expédition'), invoice.despatchReference],
    [
      t('Credits invoice', 'Avoir sur facture'),
      preceding && `${preceding.number} (${day(preceding.issueDate) ?? ''})`,
    ],
  ];
  const shown = fields.filter((field) => field[1]);
  const { doc, left, width } = paper;
  const top = doc.y;
  // As wide as what stands there: a long order number is not broken while a date has room to spare.
  const signs = shown.map(([label, value = '']) => Math.max(label.length, value.length, 8));
  const unit =
    width /
    Math.max(
      signs.reduce((sum, one) => sum + one, 0),
      1,
    );
  let lowest = top;
  let x = left;
  for (const [at, [label, value]] of shown.entries()) {
    const own = unit * (signs[at] ?? 0);
    put(paper, label, { size: 7.5, weight: 'bold', color: MUTED, x, y: top, width: own - 8 });
    put(paper, value ?? '', { size: 9, x, width: own - 8 });
    lowest = Math.max(lowest, doc.y);
    x += own;
  }
  doc.y = lowest + 12;
}

function lineNote(line: InvoiceLine, locale: Locale): string {
  const t = say(locale);
  const gtin = line.item.standardId?.value;
  const adjusted = [...(line.allowances ?? []), ...(line.charges ?? [])][0];
  return [
    `${t('Ref.', 'Réf.')} ${line.item.sellerId ?? '–'}`,
    gtin ? `GTIN ${gtin}` : '',
    line.orderLine ? `${t('order line', 'ligne de commande')} ${line.orderLine}` : '',
    adjusted ? `${t('rounding', 'arrondi')} ${adjusted.amount.toString(2)}` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

function lines(sheet: Sheet): void {
  const { paper, invoice, locale } = sheet;
  const t = say(locale);
  table(paper, {
    columns: [
      { label: '#', share: 5, cell: (line: InvoiceLine) => line.id },
      {
        label: t('Article', 'Désignation'),
        share: 43,
        cell: (line) => line.item.name,
        note: (line) => lineNote(line, locale),
      },
      {
        label: t('Quantity', 'Quantité'),
        share: 14,
        align: 'right',
        cell: (line) =>
          `${formatQuantity(line.quantity, locale)} ${unitText(line.unit, locale, line.quantity)}`,
      },
      {
        label: t('Unit price', 'Prix unitaire HT'),
        share: 15,
        align: 'right',
        cell: (line) => formatUnitPrice(line.price.net, invoice.currency, locale),
      },
      {
        label: t('VAT', 'TVA'),
        share: 9,
        align: 'right',
        cell: (line) => rateText(line.vat.rate, locale),
      },
      {
        label: t('Net', 'Montant HT'),
        share: 15,
        align: 'right',
        cell: (line) => amount(sheet, line.net),
      },
    ],
    rows: invoice.lines,
  });
}

function vatAndTotals(sheet: Sheet): void {
  const { paper, invoice, locale } = sheet;
  const t = say(locale);
  const { doc, left, width } = paper;
  needRoom(paper, 40 + 34 * invoice.vatBreakdown.length + 40);
  doc.y += 12;
  const top = doc.y;
  const half = width * 0.58;
  table(paper, {
    box: { left, width: half },
    columns: [
      {
        label: t('VAT', 'TVA'),
        share: 40,
        cell: (row: VatBreakdown) =>
          row.exemptionReason ? `${row.category} · 0 %` : rateText(row.rate, locale),
        note: (row) => row.exemptionReason,
      },
      {
        label: t('Base', 'Base HT'),
        share: 30,
        align: 'right',
        cell: (row) => amount(sheet, row.taxable),
      },
      {
        label: t('VAT amount', 'Montant TVA'),
        share: 30,
        align: 'right',
        cell: (row) => amount(sheet, row.tax),
      },
    ],
    rows: invoice.vatBreakdown,
  });
  const below = doc.y;
  doc.y = top;
  const isCredit = invoice.typeCode === '381';
  sums(paper, {
    box: { left: left + half + 20, width: width - half - 20 },
    rows: [
      { label: t('Net', 'Total HT'), value: amount(sheet, invoice.totals.net) },
      { label: t('VAT', 'Total TVA'), value: amount(sheet, invoice.totals.vat) },
      {
        label: isCredit ? t('Credited', 'À votre crédit') : t('To pay', 'Net à payer'),
        value: amount(sheet, invoice.totals.payable),
      },
    ],
  });
  doc.y = Math.max(below, doc.y) + 14;
}

function payment({ paper, invoice, locale }: Sheet): void {
  const account = invoice.payment?.accounts?.[0];
  if (invoice.typeCode === '381' || !account) return;
  payTo(paper, {
    locale,
    holder: account.holder ?? '',
    iban: account.account,
    bic: account.bic,
    reference: invoice.payment?.remittance ?? '',
  });
}

function legal({ paper, invoice, locale }: Sheet): void {
  const texts = ['DCL', 'AAI', 'PMD', 'PMT', 'AAB']
    .map((subject) => note(invoice, subject))
    .filter((text) => text !== undefined);
  const text = texts.map((one) => `${one}.`).join('\n');
  const style = { size: 7.5, color: MUTED } as const;
  needRoom(paper, heightOf(paper, text, style) + 8);
  paper.doc.y += 4;
  put(paper, text, style);
  const isMandated = note(invoice, 'DCL') !== undefined;
  if (isMandated) {
    put(
      paper,
      say(locale)(
        'The structured invoice (UBL, EN 16931) bears the same number and prevails.',
        'La facture structurée (UBL, EN 16931) porte le même numéro et fait foi.',
      ),
      style,
    );
  }
}

/**
 * The invoice or credit note as people read it: A4, as many pages as it takes, each with its number. Made
 * from the same model as the UBL, so that both say the same. `at` is the file's creation time.
 */
export async function invoicePdf(
  invoice: EInvoice,
  { locale, at }: { locale: Locale; at: Temporal.Instant },
): Promise<Buffer> {
  const t = say(locale);
  const isCredit = invoice.typeCode === '381';
  const word = isCredit ? t('Credit note', 'Avoir') : t('Invoice', 'Facture');
  const author = invoice.seller.name;
  const paper = newPaper({ title: `${word} ${invoice.number}`, author, locale, at });
  const sheet: Sheet = { paper, invoice, locale };
  heading(sheet);
  parties(sheet);
  references(sheet);
  lines(sheet);
  vatAndTotals(sheet);
  payment(sheet);
  legal(sheet);
  return finish(paper, { locale, foot: `${author} · ${word} ${invoice.number}` });
}
