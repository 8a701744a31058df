import { type Locale, say } from '../../../base/index.ts';
import {
  Alert,
  type Column,
  DataTable,
  DateText,
  DefinitionList,
  FormActions,
  FormGrid,
  KeyFigures,
  MoneyText,
  Panel,
  QuantityField,
  QuantityText,
  Stack,
  Steps,
  TextField,
} from '../../../ui/index.ts';
import type { OrderLine } from '../entities.ts';
import type { partView } from '../queries/index.ts';
import { leftToShip } from '../rules.ts';
import { Attachments, ChangeNotices } from './changes.tsx';
import { addressText, LinesTable, nameOf } from './parts.tsx';
import { WaitingReceipts } from './receipts.tsx';
import { ShipmentPanel } from './shipment.tsx';
import { SellerBadge, stepsOf } from './words.tsx';

type View = Awaited<ReturnType<typeof partView>>;
/** What was typed into a refused form, by field name. */
export type Typed = Readonly<Record<string, string>>;

function lineHead(locale: Locale): Column<OrderLine>[] {
  const t = say(locale);
  return [
    { key: 'line', label: t('Line', 'Ligne'), width: 'narrow', cell: (row) => row.lineNumber },
    {
      key: 'article',
      label: t('Article', 'Article'),
      width: 'wide',
      cell: (row) => (
        <>
          {row.description} <span class="muted">{row.sku}</span>
        </>
      ),
    },
  ];
}

function ConfirmForm({ view, locale, typed }: { view: View; locale: Locale; typed: Typed }) {
  const t = say(locale);
  const columns: Column<OrderLine>[] = [
    ...lineHead(locale),
    {
      key: 'ordered',
      label: t('Ordered', 'Commandé'),
      align: 'number',
      cell: (row) => <QuantityText quantity={row.quantity} locale={locale} unit={row.unit} />,
    },
    {
      key: 'quantity',
      label: t('We deliver', 'Nous livrons'),
      cell: (row) => (
        <QuantityField
          locale={locale}
          name={`q-${row.lineNumber}`}
          label={t(
            `Quantity confirmed, line ${row.lineNumber}; 0 refuses it`,
            `Quantité confirmée, ligne ${row.lineNumber} ; 0 la refuse`,
          )}
          value={typed[`q-${row.lineNumber}`] ?? (row.confirmedQuantity ?? row.quantity).toString()}
        />
      ),
    },
    {
      key: 'on',
      label: t('On', 'Le'),
      cell: (row) => (
        <input
          class="input"
          type="date"
          name={`on-${row.lineNumber}`}
          value={typed[`on-${row.lineNumber}`] ?? row.confirmedOn?.toString()}
          aria-label={t(
            `Delivery date, line ${row.lineNumber}`,
            `Date de livraison, ligne ${row.lineNumber}`,
          )}
        />
      ),
    },
    {
      key: 'reason',
      label: t('Reason if less', 'Motif si moins'),
      cell: (row) => (
        <input
          class="input"
          type="text"
          maxlength={200}
          name={`why-${row.lineNumber}`}
          value={typed[`why-${row.lineNumber}`] ?? row.answerReason ?? undefined}
          aria-label={t(`Reason, line ${row.lineNumber}`, `Motif, ligne ${row.lineNumber}`)}
        />
      ),
    },
  ];
  return (
    <Panel title={t('Confirm', 'Confirmer')} id="confirm">
      <form method="post" action={`/seller/orders/${view.order.id}/answer`} class="stack">
        <DataTable
          locale={locale}
          caption={t(
            'Quantities you will deliver (0 refuses a line)',
            'Quantités que vous livrerez (0 refuse une ligne)',
          )}
          columns={columns}
          rows={view.lines}
        />
        <TextField
          locale={locale}
          name="reference"
          label={t('Your order number', 'Votre numéro de commande')}
          maxlength={35}
          value={typed.reference ?? view.order.sellerReference ?? undefined}
        />
        <FormActions locale={locale} submit={t('Send the answer', 'Envoyer la réponse')} />
      </form>
    </Panel>
  );
}

function ShipForm({
  view,
  locale,
  typed,
  today,
}: {
  view: View;
  locale: Locale;
  typed: Typed;
  today: Temporal.PlainDate;
}) {
  const t = say(locale);
  const open = view.lines.filter((line) => !leftToShip(line).isZero());
  const columns: Column<OrderLine>[] = [
    ...lineHead(locale),
    {
      key: 'left',
      label: t('To ship', 'Reste à expédier'),
      align: 'number',
      cell: (row) => <QuantityText quantity={leftToShip(row)} locale={locale} unit={row.unit} />,
    },
    {
      key: 'quantity',
      label: t('In this shipment', 'Dans cette expédition'),
      cell: (row) => (
        <QuantityField
          locale={locale}
          id={`s-${row.lineNumber}`}
          name={`q-${row.lineNumber}`}
          label={t(
            `Quantity shipped, line ${row.lineNumber}`,
            `Quantité expédiée, ligne ${row.lineNumber}`,
          )}
          value={typed[`q-${row.lineNumber}`] ?? leftToShip(row).toString()}
        />
      ),
    },
  ];
  return (
    <Panel title={t('Ship', 'Expédier')} id="ship">
      <form method="post" action={`/seller/orders/${view.order.id}/despatch`} class="stack">
        <DataTable
          locale={locale}
          caption={t('What leaves now', 'Ce qui part maintenant')}
          columns={columns}
          rows={open}
        />
        <FormGrid>
          <TextField
            locale={locale}
            name="number"
            label={t('Despatch number', 'Numéro d’expédition')}
            required
            maxlength={35}
            value={typed.number}
          />
          <TextField
            locale={locale}
            name="shippedOn"
            type="date"
            label={t('Shipped on', 'Expédiée le')}
            required
            value={typed.shippedOn ?? today.toString()}
          />
          <TextField
            locale={locale}
            name="expectedOn"
            type="date"
            label={t('Expected on', 'Attendue le')}
            value={typed.expectedOn}
          />
          <TextField
            locale={locale}
            name="carrier"
            label={t('Carrier', 'Transporteur')}
            maxlength={70}
            value={typed.carrier}
          />
          <TextField
            locale={locale}
            name="tracking"
            label={t('Tracking number', 'Numéro de suivi')}
            maxlength={70}
            value={typed.tracking}
          />
        </FormGrid>
        <FormActions
          locale={locale}
          submit={t('Record the shipment', 'Enregistrer l’expédition')}
        />
      </form>
    </Panel>
  );
}

/** A seller's order with the forms that its state allows; `problem` is why the last form was refused. */
export function SellerOrderPage(props: {
  view: View;
  locale: Locale;
  today: Temporal.PlainDate;
  forms: 'shown' | 'hidden';
  problem?: string | undefined;
  typed?: Typed;
  refused?: 'answer' | 'despatch';
}) {
  const { view, locale, today, problem, typed = {}, refused } = props;
  const { order } = view;
  const t = say(locale);
  const amount = (minor: bigint) => (
    <MoneyText amount={{ minor, currency: order.currency }} locale={locale} />
  );
  const answerable =
    props.forms === 'shown' &&
    ['to_send', 'sent', 'accepted', 'part_shipped'].includes(order.state);
  return (
    <Stack>
      {problem ? <Alert tone="error">{problem}</Alert> : null}
      <KeyFigures
        figures={[
          { label: t('Net', 'HT'), value: amount(order.netMinor) },
          { label: t('VAT', 'TVA'), value: amount(order.vatMinor) },
          {
            label: t('Total incl. VAT', 'Total TTC'),
            value: amount(order.netMinor + order.vatMinor),
          },
          { label: t('Lines', 'Lignes'), value: view.lines.length },
        ]}
      />
      <Panel
        title={t('Order', 'Commande')}
        id="order"
        actions={<SellerBadge state={order.state} locale={locale} />}
      >
        <Stack>
          <Steps
            locale={locale}
            label={t('Progress', 'Avancement')}
            steps={stepsOf(order.state, locale)}
          />
          <DefinitionList
            items={[
              { term: t('Buyer', 'Acheteur'), value: nameOf(view.buyer) },
              { term: t('Buyer’s order', 'Commande de l’acheteur'), value: order.buyerOrderNumber },
              {
                term: t('Date', 'Date'),
                value: <DateText value={order.createdAt} locale={locale} />,
              },
              { term: t('Deliver to', 'Livrer à'), value: addressText(order.shipTo) },
              {
                term: t('Wanted on', 'Souhaitée le'),
                value: view.wishes.requestedOn ? (
                  <DateText value={view.wishes.requestedOn} locale={locale} />
                ) : undefined,
              },
              {
                term: t('Terms of delivery', 'Conditions de livraison'),
                value: view.wishes.termsOfDelivery,
              },
              { term: t('Comments', 'Remarques'), value: view.wishes.comments },
              {
                term: t('Your reference', 'Votre référence'),
                value: order.sellerReference ?? undefined,
              },
            ]}
          />
        </Stack>
      </Panel>
      <ChangeNotices
        revisions={view.revisions}
        orderId={order.id}
        locale={locale}
        forms={props.forms}
      />
      <LinesTable
        locale={locale}
        lines={view.lines}
        caption={t('Lines', 'Lignes')}
        state={order.state}
      />
      <WaitingReceipts receipts={view.receipts} state={order.state} locale={locale} />
      <Attachments files={view.attachments} base={`/seller/orders/${order.id}`} locale={locale} />
      {answerable ? (
        <ConfirmForm view={view} locale={locale} typed={refused === 'answer' ? typed : {}} />
      ) : null}
      {answerable ? (
        <ShipForm
          view={view}
          locale={locale}
          typed={refused === 'despatch' ? typed : {}}
          today={today}
        />
      ) : null}
      {view.shipments.map((one) => (
        <ShipmentPanel
          view={one}
          receipts={view.receipts.filter(({ receipt }) => receipt.shipmentId === one.shipment.id)}
          locale={locale}
        />
      ))}
    </Stack>
  );
}
