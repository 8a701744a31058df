import type { Child } from 'hono/jsx';
import { type Locale, say, type Text } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
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
import type { SellerOrderState } from '../entities.ts';
import type { ShipmentView } from '../queries/index.ts';
import type { ReceiptKind } from '../receipts/entities.ts';
import type { ReceiptView } from '../receipts/queries.ts';
import {
  nextReceiptNumber,
  type ShipmentState,
  shipmentState,
  underway,
} from '../receipts/rules.ts';

const STATES: Readonly<Record<ShipmentState, Text & { readonly tone: Tone }>> = {
  under_way: { en: 'Under way', fr: 'En route', tone: 'info' },
  part_received: { en: 'Received in part', fr: 'Reçue en partie', tone: 'warning' },
  received: { en: 'Received', fr: 'Reçue', tone: 'success' },
  closed_short: { en: 'Closed, incomplete', fr: 'Clôturée, incomplète', tone: 'neutral' },
};

const KINDS: Readonly<Record<ReceiptKind, Text>> = {
  received: { en: 'received', fr: 'reçu' },
  refused: { en: 'sent away at the door', fr: 'refusé à la livraison' },
  missing: { en: 'did not arrive', fr: 'non arrivé' },
};

/** What a reader may do with a shipment that is under way: receive it in parts, or only close its rest. */
export type ReceiptForms = {
  readonly may: 'receive' | 'close';
  /** The order's page: `/buyer/orders/<id>`. */
  readonly path: string;
  /** What was typed into a form that was refused. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
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

function stateOf({ receipt }: ReceiptView, locale: Locale): Child {
  const t = say(locale);
  if (receipt.cancelledAt) return <StateBadge text={t('Taken back', 'Annulée')} tone="neutral" />;
  if (receipt.invoicedAt) return <StateBadge text={t('Invoiced', 'Facturée')} tone="success" />;
  return receipt.kind === 'received' ? (
    <StateBadge text={t('To invoice', 'À facturer')} tone="info" />
  ) : (
    <StateBadge text={t('Not invoiced', 'Non facturé')} tone="neutral" />
  );
}

function Quantities({ view, locale }: { view: ReceiptView; locale: Locale }) {
  return (
    <>
      {view.lines.map(({ line, quantity }) => (
        <div>
          <QuantityText quantity={quantity} locale={locale} unit={line.unit} />{' '}
          <span class="muted">{`${line.lineNumber}. ${line.description}`}</span>
        </div>
      ))}
    </>
  );
}

function Receipts({ receipts, locale, view }: Shown) {
  const t = say(locale);
  if (receipts.length === 0) return null;
  const columns: Column<ReceiptView>[] = [
    { key: 'number', label: t('Receipt', 'Réception'), cell: ({ receipt }) => receipt.number },
    {
      key: 'at',
      label: t('On', 'Le'),
      cell: ({ receipt }) => <DateText value={receipt.receivedAt} locale={locale} />,
    },
    {
      key: 'by',
      label: t('By', 'Par'),
      cell: ({ receipt }) => (receipt.receivedBy === receipt.number ? '–' : receipt.receivedBy),
    },
    { key: 'kind', label: t('What', 'Objet'), cell: ({ receipt }) => KINDS[receipt.kind][locale] },
    {
      key: 'quantities',
      label: t('Quantities', 'Quantités'),
      width: 'wide',
      cell: (one) => <Quantities view={one} locale={locale} />,
    },
    { key: 'state', label: t('State', 'État'), cell: (one) => stateOf(one, locale) },
  ];
  const { number } = view.shipment;
  return (
    <DataTable
      locale={locale}
      caption={t(`Receipts of ${number}`, `Réceptions de ${number}`)}
      columns={columns}
      rows={receipts}
    />
  );
}

/** A shipment: by whom it comes, each line shipped, received and under way, its receipts, and what may be done. */
export function ShipmentPanel(props: Shown) {
  const { view, locale, forms } = props;
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
        <Receipts {...props} />
        {open ? <Closing {...props} forms={open} /> : null}
      </Stack>
    </Panel>
  );
}

/** States in which a despatch notice may still come. */
const SHIPPING: ReadonlySet<SellerOrderState> = new Set([
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
]);

/** What the buyer received before its seller announced it: it counts once the despatch notice is here. */
export function WaitingReceipts({
  receipts,
  state,
  locale,
}: {
  receipts: readonly ReceiptView[];
  state: SellerOrderState;
  locale: Locale;
}) {
  const t = say(locale);
  const waiting = receipts.filter(({ receipt }) => !receipt.shipmentId && !receipt.cancelledAt);
  if (waiting.length === 0 || !SHIPPING.has(state)) return null;
  return (
    <Alert
      tone="info"
      title={t(
        'Received before the despatch notice; it counts when the seller announces the shipment.',
        'Reçu avant l’avis d’expédition ; compté dès que le vendeur annonce l’expédition.',
      )}
    >
      {waiting.map((view) => (
        <div>
          <strong>{view.receipt.number}</strong>{' '}
          <DateText value={view.receipt.receivedAt} locale={locale} />
          <Quantities view={view} locale={locale} />
        </div>
      ))}
    </Alert>
  );
}
