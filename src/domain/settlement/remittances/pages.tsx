import { type Locale, say, type Text } from '../../../base/index.ts';
import {
  Alert,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  Panel,
  Stack,
  StateBadge,
  Tabs,
  type Tone,
} from '../../../ui/index.ts';
import { Amount } from '../pages/words.tsx';
import type { AdviceLineRow, AdviceRow, AdviceStanding } from './queries.ts';

export const REMITTANCES = '/operator/reconciliation/remittances';

const STANDINGS: Readonly<Record<AdviceStanding, { text: Text; tone: Tone }>> = {
  waiting: { text: { en: 'waiting for the money', fr: 'en attente du virement' }, tone: 'info' },
  matched: { text: { en: 'matched', fr: 'rapproché' }, tone: 'success' },
  void: { text: { en: 'taken back', fr: 'annulé' }, tone: 'neutral' },
};

function Standing({ row, locale }: { row: AdviceRow; locale: Locale }) {
  const word = STANDINGS[row.standing];
  return <StateBadge text={word.text[locale]} tone={word.tone} />;
}

/** What buyers announced to pay, and for what. */
export function RemittancesPage(props: {
  locale: Locale;
  standing: AdviceStanding | undefined;
  rows: readonly AdviceRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, standing } = props;
  const t = say(locale);
  return (
    <Stack>
      <Tabs
        label={t('Advices', 'Avis')}
        items={[
          { href: REMITTANCES, label: t('All', 'Tous'), current: standing === undefined },
          ...Object.entries(STANDINGS).map(([value, word]) => ({
            href: `${REMITTANCES}?show=${value}`,
            label: word.text[locale],
            current: standing === value,
          })),
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Remittance advices', 'Avis de paiement')}
        captionNote={t('Newest first', 'Les plus récents d’abord')}
        rows={props.rows}
        rowHref={(row) => `${REMITTANCES}/${row.id}`}
        rowTone={(row) => (row.unknown > 0 ? 'warning' : undefined)}
        columns={[
          { key: 'number', label: t('Advice', 'Avis'), cell: (row: AdviceRow) => row.number },
          { key: 'buyer', label: t('Buyer', 'Acheteur'), cell: (row) => row.buyerName },
          {
            key: 'state',
            label: t('State', 'État'),
            cell: (row) => <Standing row={row} locale={locale} />,
          },
          {
            key: 'day',
            label: t('Payment day', 'Date de paiement'),
            cell: (row) => <DateText value={row.paymentOn} locale={locale} />,
          },
          {
            key: 'lines',
            label: t('Lines', 'Lignes'),
            align: 'number',
            cell: (row) =>
              row.unknown > 0
                ? t(
                    `${row.lines}, ${row.unknown} unknown`,
                    `${row.lines}, dont ${row.unknown} inconnue${row.unknown > 1 ? 's' : ''}`,
                  )
                : row.lines,
          },
          {
            key: 'net',
            label: t('To be paid', 'À payer'),
            align: 'number',
            cell: (row) => <Amount minor={row.netMinor} currency={row.currency} locale={locale} />,
          },
        ]}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title: t('No remittance advice here', 'Aucun avis de paiement ici'),
          text: t(
            'When a buyer’s suite says which invoices a transfer pays, it stands here, and the transfer is matched by it.',
            'Lorsqu’un acheteur indique les factures que règle un virement, son avis figure ici, et le virement est rapproché d’après lui.',
          ),
        }}
      />
    </Stack>
  );
}

function Lines({
  lines,
  advice,
  locale,
}: {
  lines: readonly AdviceLineRow[];
  advice: AdviceRow;
  locale: Locale;
}) {
  const t = say(locale);
  const amount = (minor: bigint | undefined) =>
    minor === undefined ? '–' : <Amount minor={minor} currency={advice.currency} locale={locale} />;
  return (
    <DataTable
      locale={locale}
      caption={t('What the buyer says it pays', 'Ce que l’acheteur indique payer')}
      rows={lines}
      rowTone={(line) => (line.invoiceId ? undefined : 'warning')}
      columns={[
        {
          key: 'invoice',
          label: t('Invoice', 'Facture'),
          cell: (line: AdviceLineRow) =>
            line.invoiceId ? (
              <a class="link" href={`/operator/invoices/${line.invoiceId}`}>
                {line.invoiceNumber ?? line.orderNumber}
              </a>
            ) : (
              <>
                {line.invoiceNumber ?? line.orderNumber ?? '?'}{' '}
                <small class="muted">{t('not known here', 'inconnue ici')}</small>
              </>
            ),
        },
        {
          key: 'gross',
          label: t('Asked', 'Demandé'),
          align: 'number',
          cell: (line) => amount(line.grossMinor),
        },
        {
          key: 'discount',
          label: t('Discount', 'Escompte'),
          align: 'number',
          cell: (line) => amount(line.discountMinor),
        },
        {
          key: 'adjustment',
          label: t('Adjustment', 'Ajustement'),
          align: 'number',
          cell: (line) => amount(line.adjustmentMinor),
        },
        {
          key: 'net',
          label: t('Paid', 'Payé'),
          align: 'number',
          cell: (line) => amount(line.netMinor),
        },
        {
          key: 'open',
          label: t('Still open', 'Reste dû'),
          align: 'number',
          cell: (line) => amount(line.openMinor),
        },
      ]}
      totals={[{ label: t('Total', 'Total'), cells: { net: amount(advice.linesNetMinor) } }]}
    />
  );
}

/** One advice: its lines, its total, and the transfer that was matched by it. */
export function RemittancePage(props: {
  locale: Locale;
  advice: AdviceRow;
  lines: readonly AdviceLineRow[];
}) {
  const { locale, advice, lines } = props;
  const t = say(locale);
  return (
    <Stack>
      {advice.netMinor === advice.linesNetMinor ? null : (
        <Alert
          tone="warning"
          title={t(
            'The lines do not come to the total; a transfer is only proposed by it.',
            'Les lignes ne correspondent pas au total ; un virement n’est que proposé d’après cet avis.',
          )}
        />
      )}
      <Columns layout="main-side">
        <Lines lines={lines} advice={advice} locale={locale} />
        <Panel id="facts" title={t('Advice', 'Avis')}>
          <DefinitionList
            items={[
              { term: t('State', 'État'), value: <Standing row={advice} locale={locale} /> },
              { term: t('Buyer', 'Acheteur'), value: advice.buyerName },
              {
                term: t('To be paid', 'À payer'),
                value: (
                  <Amount minor={advice.netMinor} currency={advice.currency} locale={locale} />
                ),
              },
              {
                term: t('Payment day', 'Date de paiement'),
                value: <DateText value={advice.paymentOn} locale={locale} />,
              },
              { term: t('Reference', 'Référence'), value: advice.reference },
              {
                term: t('Received', 'Reçu'),
                value: <DateText value={advice.receivedAt} locale={locale} />,
              },
              {
                term: t('Transfer', 'Virement'),
                value:
                  advice.bankEntryId && advice.standing === 'matched' ? (
                    <a class="link" href={`/operator/reconciliation/${advice.bankEntryId}`}>
                      {t('matched by it', 'rapproché d’après lui')}
                    </a>
                  ) : undefined,
              },
              {
                term: t('Document', 'Document'),
                value: advice.exchangeId ? (
                  <a class="link" href={`/operator/exchanges/${advice.exchangeId}`}>
                    PaymentRemittanceRequest
                  </a>
                ) : undefined,
              },
            ]}
          />
        </Panel>
      </Columns>
    </Stack>
  );
}
