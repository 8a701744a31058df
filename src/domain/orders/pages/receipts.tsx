import type { Child } from 'hono/jsx';
import { type Locale, say, type Text } from '../../../base/index.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  ActionForm,
  Alert,
  type Column,
  DataTable,
  DateText,
  QuantityText,
  StateBadge,
} from '../../../ui/index.ts';
import type { SellerOrderState } from '../entities.ts';
import type { OrderView } from '../queries/index.ts';
import type { ReceiptKind } from '../receipts/entities.ts';
import type { ReceiptView } from '../receipts/queries.ts';

const KINDS: Readonly<Record<ReceiptKind, Text>> = {
  received: { en: 'received', fr: 'reçu' },
  refused: { en: 'sent away at the door', fr: 'refusé à la livraison' },
  missing: { en: 'did not arrive', fr: 'non arrivé' },
};

/**
 * What a reader may do with a shipment that is under way: receive it in parts, or only close its rest; either may take
 * a receipt back that should not have been.
 */
export type ReceiptForms = {
  readonly may: 'receive' | 'close';
  /** The order's page: `/buyer/orders/<id>`. */
  readonly path: string;
  /** Receipts, by number, that can no longer be taken back: invoiced, or of an order that is over. */
  readonly standing: ReadonlySet<string>;
  /** What was typed into a form that was refused. */
  readonly typed?: Readonly<Record<string, string>> | undefined;
};

/** Numbers of receipts that stand: a number that is invoiced in part stands as a whole. */
function standing({ purchase, parts }: OrderView): ReadonlySet<string> {
  const isOver = purchase.state === 'closed' || purchase.state === 'cancelled';
  return new Set(
    parts
      .flatMap(({ receipts }) => receipts)
      .filter(({ receipt }) => !receipt.cancelledAt && (isOver || receipt.invoicedAt))
      .map(({ receipt }) => receipt.number),
  );
}

/** Who receives for the buyer may receive in parts; the operator may only close what nobody received. */
export function receiptForms(
  ctx: Ctx,
  {
    path,
    view,
    typed,
  }: { path: '/buyer/orders' | '/operator/orders'; view: OrderView; typed: ReceiptForms['typed'] },
): ReceiptForms | undefined {
  if (!ctx.actor.permissions.has('receipt.post')) return undefined;
  const may = path === '/buyer/orders' ? 'receive' : 'close';
  return {
    may,
    path: `${path}/${view.purchase.id}`,
    standing: standing(view),
    ...(typed ? { typed } : {}),
  };
}

function stateOf({ receipt }: ReceiptView, locale: Locale): Child {
  const t = say(locale);
  if (receipt.cancelledAt) return <StateBadge text={t('Taken back', 'Retirée')} tone="neutral" />;
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

/** Takes back all that a receipt's number did to the order, after a question that names it. */
function TakeBack({
  number,
  locale,
  forms,
}: {
  number: string;
  locale: Locale;
  forms: ReceiptForms;
}) {
  const t = say(locale);
  return (
    <ActionForm
      action={`${forms.path}/receipts/take-back`}
      size="sm"
      hidden={{ receipt: number }}
      confirm={t(
        `Take receipt ${number} back? Nothing of it is invoiced: what it received, sent away or gave up is under way again, and its returns are dropped.`,
        `Retirer la réception ${number} ? Rien n’en sera facturé : ce qu’elle a reçu, refusé ou abandonné est de nouveau en route, et ses retours sont abandonnés.`,
      )}
    >
      {t('Take back', 'Retirer')}
    </ActionForm>
  );
}

/** Whether the reader may still take a receipt back. */
function mayTakeBack(
  { receipt }: ReceiptView,
  forms: ReceiptForms | undefined,
): forms is ReceiptForms {
  return forms !== undefined && !receipt.cancelledAt && !forms.standing.has(receipt.number);
}

/** The receipts of a shipment, with a button to take back each that nobody has invoiced. */
export function Receipts({
  receipts,
  of,
  locale,
  forms,
}: {
  receipts: readonly ReceiptView[];
  /** The shipment's number. */
  of: string;
  locale: Locale;
  forms: ReceiptForms | undefined;
}) {
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
    ...(receipts.some((one) => mayTakeBack(one, forms))
      ? [
          {
            key: 'undo',
            label: t('A mistake?', 'Une erreur ?'),
            cell: (one: ReceiptView) =>
              mayTakeBack(one, forms) ? (
                <TakeBack number={one.receipt.number} locale={locale} forms={forms} />
              ) : null,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      locale={locale}
      caption={t(`Receipts of ${of}`, `Réceptions de ${of}`)}
      columns={columns}
      rows={receipts}
    />
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
  forms,
}: {
  receipts: readonly ReceiptView[];
  state: SellerOrderState;
  locale: Locale;
  forms?: ReceiptForms | undefined;
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
          {mayTakeBack(view, forms) ? (
            <TakeBack number={view.receipt.number} locale={locale} forms={forms} />
          ) : null}
        </div>
      ))}
    </Alert>
  );
}
