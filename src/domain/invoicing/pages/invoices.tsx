import {
  formatDate,
  formatMoney,
  formatQuantity,
  type Locale,
  money,
  say,
  unitText,
} from '../../../base/index.ts';
import {
  Alert,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  Form,
  FormActions,
  FormGrid,
  KeyFigures,
  MoneyText,
  Pager,
  Panel,
  SelectField,
  Stack,
  TextField,
  UnitPriceText,
} from '../../../ui/index.ts';
import type { GoodsReturn, InvoiceStatus } from '../buyer/entities.ts';
import { BuyerSays, Rejected, ReturnsTable } from '../buyer/pages.tsx';
import type { InvoiceLine, InvoiceVat } from '../entities.ts';
import type { InvoiceDetail, InvoiceFilter, InvoiceRow } from '../queries/index.ts';
import { type Area, Copyable, InvoiceBadge, invoiceColumns } from './parts.tsx';

type Shown = { readonly locale: Locale; readonly today: Temporal.PlainDate };

function filterChoices(locale: Locale): { value: InvoiceFilter; label: string }[] {
  const t = say(locale);
  return [
    { value: 'all', label: t('All', 'Toutes') },
    { value: 'open', label: t('Open', 'À payer') },
    { value: 'late', label: t('Late', 'En retard') },
    { value: 'paid', label: t('Paid', 'Payées') },
    { value: 'credit_notes', label: t('Credit notes', 'Avoirs') },
    { value: 'contested', label: t('Contested', 'Contestées') },
  ];
}

/** A seller's invoices, issued in its name by the operator. */
export function SellerInvoicesPage(
  props: Shown & {
    rows: readonly InvoiceRow[];
    figures: readonly {
      currency: string;
      openMinor: bigint;
      lateMinor: bigint;
      contestable: number;
    }[];
    filter: InvoiceFilter;
    number: string;
    nextHref: string | undefined;
    firstHref: string | undefined;
  },
) {
  const { locale, today, rows, figures } = props;
  const t = say(locale);
  const amount = (minor: bigint, currency: string) => formatMoney(money(minor, currency), locale);
  return (
    <Stack>
      {figures.map((one) => (
        <KeyFigures
          figures={[
            { label: t('Open', 'À encaisser'), value: amount(one.openMinor, one.currency) },
            {
              label: t('Of it late', 'Dont en retard'),
              value: amount(one.lateMinor, one.currency),
            },
            { label: t('Still contestable', 'Encore contestables'), value: one.contestable },
          ]}
        />
      ))}
      <Form action="/seller/invoices" method="get">
        <FormGrid>
          <SelectField
            locale={locale}
            name="filter"
            label={t('Show', 'Afficher')}
            choices={filterChoices(locale)}
            value={props.filter}
          />
          <TextField
            locale={locale}
            name="number"
            label={t('Number begins with', 'Numéro commençant par')}
            value={props.number}
            maxlength={35}
          />
        </FormGrid>
        <FormActions locale={locale} submit={t('Filter', 'Filtrer')} />
      </Form>
      <DataTable
        locale={locale}
        caption={t('Invoices', 'Factures')}
        captionView="hidden"
        rows={rows}
        rowHref={(row) => `/seller/invoices/${row.id}`}
        columns={invoiceColumns({ locale, today, area: 'seller' })}
        empty={{
          title: t('No invoice here', 'Aucune facture ici'),
          text: t(
            'Invoices are issued in your name when a buyer receives your goods.',
            'Les factures sont émises en votre nom à la réception de vos marchandises.',
          ),
        }}
      />
      <Pager locale={locale} nextHref={props.nextHref} firstHref={props.firstHref} />
    </Stack>
  );
}

function Lines({ detail, locale }: { detail: InvoiceDetail; locale: Locale }) {
  const t = say(locale);
  const { currency } = detail.invoice;
  return (
    <DataTable
      locale={locale}
      caption={t('Lines', 'Lignes')}
      rows={detail.lines}
      columns={[
        {
          key: 'position',
          label: '#',
          width: 'narrow',
          cell: (line: InvoiceLine) => line.position,
        },
        {
          key: 'article',
          label: t('Article', 'Désignation'),
          cell: (line) => (
            <>
              {line.description}
              <br />
              <small class="muted">{line.sku}</small>
            </>
          ),
        },
        {
          key: 'quantity',
          label: t('Quantity', 'Quantité'),
          align: 'number',
          cell: (line) =>
            `${formatQuantity(line.quantity, locale)} ${unitText(line.unit, locale, line.quantity)}`,
        },
        {
          key: 'price',
          label: t('Unit price', 'Prix unitaire'),
          align: 'number',
          cell: (line) => (
            <UnitPriceText price={line.unitPrice} currency={currency} locale={locale} />
          ),
        },
        {
          key: 'vat',
          label: t('VAT', 'TVA'),
          align: 'number',
          cell: (line) => rateText(line.vatRateBp, locale),
        },
        {
          key: 'net',
          label: t('Net', 'HT'),
          align: 'number',
          cell: (line) => <MoneyText amount={money(line.netMinor, currency)} locale={locale} />,
        },
      ]}
    />
  );
}

function rateText(rateBp: number, locale: Locale): string {
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(rateBp / 100)} %`;
}

function VatTable({ detail, locale }: { detail: InvoiceDetail; locale: Locale }) {
  const t = say(locale);
  const { invoice } = detail;
  const text = (minor: bigint) => (
    <MoneyText amount={money(minor, invoice.currency)} locale={locale} />
  );
  return (
    <DataTable
      locale={locale}
      caption={t('VAT', 'TVA')}
      rows={detail.vat}
      columns={[
        {
          key: 'rate',
          label: t('Rate', 'Taux'),
          cell: (row: InvoiceVat) => (
            <>
              {rateText(row.rateBp, locale)}
              {row.exemptionReason ? <small class="muted"> {row.exemptionReason}</small> : null}
            </>
          ),
        },
        {
          key: 'base',
          label: t('Base', 'Base HT'),
          align: 'number',
          cell: (row) => text(row.baseMinor),
        },
        { key: 'vat', label: t('VAT', 'TVA'), align: 'number', cell: (row) => text(row.vatMinor) },
      ]}
      totals={[
        {
          label: t('Total', 'Total'),
          cells: { base: text(invoice.netMinor), vat: text(invoice.vatMinor) },
        },
      ]}
    />
  );
}

function Facts({ detail, locale, today, area }: Shown & { detail: InvoiceDetail; area: Area }) {
  const t = say(locale);
  const { invoice, row } = detail;
  const text = (minor: bigint) => (
    <MoneyText amount={money(minor, invoice.currency)} locale={locale} />
  );
  const isSeller = area === 'seller';
  return (
    <Panel
      id="facts"
      title={row.isCreditNote ? t('Credit note', 'Avoir') : t('Invoice', 'Facture')}
    >
      <DefinitionList
        items={[
          {
            term: t('State', 'État'),
            value: <InvoiceBadge facts={row} locale={locale} today={today} />,
          },
          { term: t('Seller', 'Vendeur'), value: detail.seller?.legalName },
          { term: t('Buyer', 'Acheteur'), value: detail.buyer?.legalName },
          { term: t('Order', 'Commande'), value: invoice.purchaseOrderNumber },
          {
            term: t('Issued', 'Émise le'),
            value: <DateText value={invoice.issuedOn} locale={locale} />,
          },
          ...(row.isCreditNote
            ? [{ term: t('Reason', 'Motif'), value: invoice.creditReason }]
            : [
                {
                  term: t('Due', 'Échéance'),
                  value: <DateText value={invoice.dueOn} locale={locale} />,
                },
              ]),
          { term: t('Gross', 'Total TTC'), value: text(invoice.grossMinor) },
          { term: t('Open', 'Reste dû'), value: text(invoice.openMinor) },
          ...(isSeller
            ? [
                { term: t('Commission', 'Commission'), value: text(invoice.commissionNetMinor) },
                {
                  term: t('VAT on it', 'TVA sur commission'),
                  value: text(invoice.commissionVatMinor),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  );
}

/** What a short list of related documents shows. */
const SHORT: ReadonlySet<string> = new Set(['number', 'gross', 'open', 'state']);

function Related({ detail, locale, today, area }: Shown & { detail: InvoiceDetail; area: Area }) {
  if (detail.related.length === 0) return null;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={
        detail.row.isCreditNote
          ? t('Credits this invoice', 'Porte sur la facture')
          : t('Credit notes', 'Avoirs')
      }
      rows={detail.related}
      rowHref={(row) => `/${area}/invoices/${row.id}`}
      columns={invoiceColumns({ locale, today, area }).filter((one) => SHORT.has(one.key))}
    />
  );
}

/** What the seller may still say against an invoice issued in its name, or has said. */
function Contest({ detail, locale, today }: Shown & { detail: InvoiceDetail }) {
  const t = say(locale);
  const { invoice } = detail;
  const until = formatDate(invoice.contestUntil, locale);
  if (invoice.contestedAt && invoice.contestedBy !== 'buyer') {
    return (
      <Alert
        tone="warning"
        title={t('You contested this document.', 'Vous avez contesté ce document.')}
      >
        <DateText value={invoice.contestedAt} locale={locale} /> · {invoice.contestReason}
      </Alert>
    );
  }
  if (Temporal.PlainDate.compare(today, invoice.contestUntil) > 0) {
    return (
      <Alert tone="success">
        {t(
          `Accepted: it was not contested until ${until}.`,
          `Acceptée : elle n’a pas été contestée jusqu’au ${until}.`,
        )}
      </Alert>
    );
  }
  return (
    <Panel id="contest" title={t('Contest', 'Contester')}>
      <p class="muted">
        {t(
          `Issued in your name under your mandate. You may contest it until ${until}; without a word from you it is accepted.`,
          `Émise en votre nom en vertu de votre mandat. Vous pouvez la contester jusqu’au ${until} ; sans réponse, elle est acceptée.`,
        )}
      </p>
      <Form action={`/seller/invoices/${invoice.id}/contest`} frame="none">
        <TextField
          locale={locale}
          name="reason"
          label={t('What is wrong with it', 'Ce qui ne convient pas')}
          rows={3}
          maxlength={1000}
          required
        />
        <FormActions locale={locale} submit={t('Contest this document', 'Contester ce document')} />
      </Form>
    </Panel>
  );
}

/** One invoice or credit note with its lines, VAT, files and what belongs to it. */
export function InvoicePage(
  props: Shown & {
    detail: InvoiceDetail;
    area: Area;
    iban: string | undefined;
    statuses?: readonly InvoiceStatus[];
    returns?: readonly GoodsReturn[];
    may?: 'decide' | 'look';
  },
) {
  const { detail, locale, area, iban, statuses = [], returns = [], may = 'look' } = props;
  const t = say(locale);
  const { row, invoice } = detail;
  const isPayable = area === 'buyer' && !row.isCreditNote && row.openMinor > 0n;
  return (
    <Stack>
      <Columns layout="main-side">
        <Stack>
          <Lines detail={detail} locale={locale} />
          <VatTable detail={detail} locale={locale} />
          <Related {...props} />
          {returns.length > 0 ? <ReturnsTable rows={returns} locale={locale} may={may} /> : null}
        </Stack>
        <Stack>
          <Facts {...props} />
          <Rejected invoice={invoice} locale={locale} />
          <BuyerSays statuses={statuses} locale={locale} />
          {isPayable ? (
            <Panel id="pay" title={t('Pay this invoice alone', 'Payer cette facture seule')}>
              <Stack>
                <Copyable
                  id="reference"
                  label={t('Payment reference', 'Référence de paiement')}
                  value={invoice.paymentReference}
                  locale={locale}
                />
                <Copyable id="iban" label="IBAN" value={iban ?? ''} locale={locale} />
              </Stack>
            </Panel>
          ) : null}
          {area === 'seller' ? <Contest {...props} /> : null}
        </Stack>
      </Columns>
    </Stack>
  );
}
