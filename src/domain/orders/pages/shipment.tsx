import type { Child } from 'hono/jsx';
import { type Locale, say, type Text } from '../../../base/index.ts';
import {
  ActionForm,
  type Column,
  DataTable,
  DateText,
  DefinitionList,
  FormActions,
  Panel,
  QuantityField,
  QuantityText,
  Stack,
  StateBadge,
  type Tone,
} from '../../../ui/index.ts';
import type { ShipmentView } from '../queries/index.ts';
import type { ReceiptView } from '../receipts/queries.ts';
import {
  nextReceiptNumber,
  type ShipmentState,
  shipmentState,
  underway,
} from '../receipts/rules.ts';
import { type ReceiptForms, Receipts } from './receipts.tsx';

const STATES: Readonly<Record<ShipmentState, Text & { readonly tone: Tone }>> = {
  under_way: { en: 'Under way', fr: 'En route', tone: 'info' },
  part_received: { en: 'Received in part', fr: 'Reçue en partie', tone: 'warning' },
  received: { en: 'Received', fr: 'Reçue', tone: 'success' },
  closed_short: { en: 'Closed, incomplete', fr: 'Clôturée, incomplète', tone: 'neutral' },
};

type Row = ShipmentView['lines'][number];

function articleColumn(locale: Locale): Column<Row> {
  return {
    key: 'article',
    label: say(locale)('Article', 'Article'),
    width: 'wide',
    cell: ({ line }) => (
      <>
        <span class="muted">{`${line.lineNumber}.`}</span> {line.description}
      </>
    ),
  };
}

function quantityColumns(locale: Locale): Column<Row>[] {
  const t = say(locale);
  const amount =
    (column: 'quantity' | 'receivedQuantity' | 'refusedQuantity' | 'missingQuantity') =>
    ({ carried, line }: Row): Child =>
      carried[column].isZero() ? (
        '–'
      ) : (
        <QuantityText
          quantity={carried[column]}
          locale={locale}
          {...(column === 'quantity' ? { unit: line.unit } : {})}
        />
      );
  return [
    {
      key: 'shipped',
      label: t('Shipped', 'Expédié'),
      align: 'number',
      cell: amount('quantity'),
    },
    {
      key: 'received',
      label: t('Received', 'Reçu'),
      align: 'number',
      cell: amount('receivedQuantity'),
    },
    {
      key: 'refused',
      label: t('Sent away', 'Refusé'),
      align: 'number',
      cell: amount('refusedQuantity'),
    },
    {
      key: 'missing',
      label: t('Did not arrive', 'Non arrivé'),
      align: 'number',
      cell: amount('missingQuantity'),
    },
    {
      key: 'open',
      label: t('Under way', 'En route'),
      align: 'number',
      cell: ({ carried }) =>
        underway(carried).isZero() ? (
          '–'
        ) : (
          <strong>
            <QuantityText quantity={underway(carried)} locale={locale} />
          </strong>
        ),
    },
  ];
}

/** The number that a receipt gets on this page: a form that is sent twice names the same one. */
function nextNumber({ shipment }: ShipmentView, receipts: readonly ReceiptView[]): string {
  return nextReceiptNumber(
    shipment.number,
    receipts.map(({ receipt }) => receipt.number),
  );
}

type Shown = {
  readonly view: ShipmentView;
  readonly receipts: readonly ReceiptView[];
  readonly locale: Locale;
  readonly forms?: ReceiptForms | undefined;
};

function Contents({ view, locale, columns }: Shown & { columns: readonly Column<Row>[] }) {
  const t = say(locale);
  const { number } = view.shipment;
  return (
    <DataTable
      locale={locale}
      caption={t(`Contents of ${number}`, `Contenu de ${number}`)}
      captionView="hidden"
      columns={columns}
      rows={view.lines}
    />
  );
}

/**
 * The lines with a field for what arrived now, first so that it is in reach on a telephone at the door; every quantity
 * starts as what is still under way.
 */
function ReceiptForm(props: Shown & { forms: ReceiptForms }) {
  const { view, receipts, locale, forms } = props;
  const t = say(locale);
  const { id } = view.shipment;
  const typed = forms.typed?.shipment === id ? forms.typed : {};
  const columns: Column<Row>[] = [
    articleColumn(locale),
    {
      key: 'now',
      label: t('Arrived now', 'Arrivé maintenant'),
      cell: ({ carried, line }) =>
        underway(carried).isZero() ? (
          '–'
        ) : (
          <QuantityField
            locale={locale}
            id={`r-${id}-${line.lineNumber}`}
            name={`q-${line.lineNumber}`}
            label={t(
              `Quantity received, line ${line.lineNumber}`,
              `Quantité reçue, ligne ${line.lineNumber}`,
            )}
            value={typed[`q-${line.lineNumber}`] ?? underway(carried).toString()}
          />
        ),
    },
    ...quantityColumns(locale),
  ];
  return (
    <form method="post" action={`${forms.path}/receipts`} class="stack">
      <input type="hidden" name="shipment" value={id} />
      <input type="hidden" name="receipt" value={nextNumber(view, receipts)} />
      <Contents {...props} columns={columns} />
      <FormActions locale={locale} submit={t('Goods received', 'Marchandises reçues')} />
    </form>
  );
}

/** For the rest that nobody receives: a person says whether it came after all. */
function Closing({ view, locale, forms }: Shown & { forms: ReceiptForms }) {
  const t = say(locale);
  const { id, number } = view.shipment;
  const action = `${forms.path}/shipments/close`;
  return (
    <div class="flex flex-wrap items-center gap-3">
      <span class="muted">{t('What is under way:', 'Ce qui est en route :')}</span>
      <ActionForm
        action={action}
        size="sm"
        hidden={{ shipment: id, outcome: 'arrived' }}
        confirm={t(
          `Everything that is under way of ${number} has arrived? It is delivered and will be invoiced.`,
          `Tout ce qui est en route de ${number} est arrivé ? Ce sera livré et facturé.`,
        )}
      >
        {t('It all arrived', 'Tout est arrivé')}
      </ActionForm>
      <ActionForm
        action={action}
        size="sm"
        hidden={{ shipment: id, outcome: 'missing' }}
        confirm={t(
          `Nothing more of ${number} will arrive? It is not invoiced, and the shipment is closed.`,
          `Plus rien de ${number} n’arrivera ? Ce ne sera pas facturé et l’expédition sera clôturée.`,
        )}
      >
        {t('It will not arrive', 'N’arrivera pas')}
      </ActionForm>
    </div>
  );
}

/** A shipment: by whom it comes, each line shipped, received and under way, its receipts, and what may be done. */
export function ShipmentPanel(props: Shown) {
  const { view, receipts, locale, forms } = props;
  const t = say(locale);
  const { shipment } = view;
  const state = shipmentState(view.lines.map(({ carried }) => carried));
  const isOpen = state === 'under_way' || state === 'part_received';
  const open = isOpen ? forms : undefined;
  return (
    <Panel
      title={t(`Shipment ${shipment.number}`, `Expédition ${shipment.number}`)}
      id={`shipment-${shipment.id}`}
      actions={<StateBadge text={STATES[state][locale]} tone={STATES[state].tone} />}
    >
      <Stack>
        <DefinitionList
          items={[
            {
              term: t('Shipped on', 'Expédiée le'),
              value: <DateText value={shipment.shippedOn} locale={locale} />,
            },
            {
              term: t('Expected', 'Attendue le'),
              value: shipment.expectedOn ? (
                <DateText value={shipment.expectedOn} locale={locale} />
              ) : undefined,
            },
            { term: t('Carrier', 'Transporteur'), value: shipment.carrier ?? undefined },
            {
              term: t('Tracking number', 'Numéro de suivi'),
              value: shipment.trackingNumber ?? undefined,
            },
          ]}
        />
        {open?.may === 'receive' ? (
          <ReceiptForm {...props} forms={open} />
        ) : (
          <Contents {...props} columns={[articleColumn(locale), ...quantityColumns(locale)]} />
        )}
        <Receipts receipts={receipts} of={shipment.number} locale={locale} forms={forms} />
        {open ? <Closing {...props} forms={open} /> : null}
      </Stack>
    </Panel>
  );
}
