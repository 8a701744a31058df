import type { Child } from 'hono/jsx';
import { Decimal, type Locale, say } from '../../../base/index.ts';
import {
  type Column,
  DataTable,
  DateText,
  DefinitionList,
  MoneyText,
  QuantityText,
  StateBadge,
  UnitPriceText,
} from '../../../ui/index.ts';
import { type Address, type Organisation } from '../../parties/index.ts';
import type { OrderLine } from '../entities.ts';
import type { ShipmentView } from '../queries/index.ts';

/** An address on one line. */
export function addressText(address: Address): string {
  return [address.name, address.street, `${address.postalCode} ${address.city}`, address.country]
    .filter(Boolean)
    .join(', ');
}

/** What the buyer asks for this line beside its quantity: day, partial deliveries, place, words. */
function LineWishes({ line, locale }: { line: OrderLine; locale: Locale }) {
  const t = say(locale);
  const wishes: Child[] = [];
  if (line.requestedOn) {
    wishes.push(
      <>
        {t('Wanted on', 'Souhaité le')} <DateText value={line.requestedOn} locale={locale} />
      </>,
    );
  }
  for (const one of line.schedule) {
    wishes.push(
      <>
        <QuantityText quantity={Decimal.parse(one.quantity)} locale={locale} unit={line.unit} />{' '}
        {t('on', 'le')}{' '}
        <DateText value={Temporal.PlainDate.from(one.requestedOn)} locale={locale} />
      </>,
    );
  }
  if (line.shipTo) wishes.push(`${t('Deliver to', 'Livrer à')} ${addressText(line.shipTo)}`);
  if (line.comments) wishes.push(line.comments);
  return (
    <>
      {wishes.map((wish) => (
        <>
          <br />
          <span class="muted">{wish}</span>
        </>
      ))}
    </>
  );
}

/** Each line with ordered, confirmed, shipped and received side by side. */
export function LinesTable({
  lines,
  locale,
  caption,
}: {
  lines: readonly OrderLine[];
  locale: Locale;
  caption: string;
}) {
  const t = say(locale);
  const columns: Column<OrderLine>[] = [
    { key: 'line', label: t('Line', 'Ligne'), width: 'narrow', cell: (row) => row.lineNumber },
    {
      key: 'article',
      label: t('Article', 'Article'),
      width: 'wide',
      cell: (row) => (
        <>
          {row.description}
          <br />
          <span class="muted">{row.sku}</span>
          <LineWishes line={row} locale={locale} />
          {row.answerReason ? (
            <>
              <br />
              <span class="muted">{row.answerReason}</span>
            </>
          ) : null}
        </>
      ),
    },
    {
      key: 'ordered',
      label: t('Ordered', 'Commandé'),
      align: 'number',
      cell: (row) => <QuantityText quantity={row.quantity} locale={locale} unit={row.unit} />,
    },
    {
      key: 'confirmed',
      label: t('Confirmed', 'Confirmé'),
      align: 'number',
      cell: (row) =>
        row.confirmedQuantity ? (
          <QuantityText quantity={row.confirmedQuantity} locale={locale} />
        ) : (
          '–'
        ),
    },
    {
      key: 'promised',
      label: t('Promised', 'Promis le'),
      cell: (row) => (row.confirmedOn ? <DateText value={row.confirmedOn} locale={locale} /> : '–'),
    },
    {
      key: 'shipped',
      label: t('Shipped', 'Expédié'),
      align: 'number',
      cell: (row) => <QuantityText quantity={row.shippedQuantity} locale={locale} />,
    },
    {
      key: 'received',
      label: t('Received', 'Reçu'),
      align: 'number',
      cell: (row) => <QuantityText quantity={row.receivedQuantity} locale={locale} />,
    },
    {
      key: 'price',
      label: t('Unit price', 'Prix unitaire'),
      align: 'number',
      cell: (row) => (
        <UnitPriceText price={row.unitPrice} currency={row.currency} locale={locale} />
      ),
    },
    {
      key: 'net',
      label: t('Net', 'HT'),
      align: 'number',
      cell: (row) => (
        <MoneyText amount={{ minor: row.netMinor, currency: row.currency }} locale={locale} />
      ),
    },
  ];
  const currency = lines[0]?.currency ?? 'EUR';
  const net = lines.reduce((sum, line) => sum + line.netMinor, 0n);
  const totals = [
    {
      label: t('Total net', 'Total HT'),
      cells: { net: <MoneyText amount={{ minor: net, currency }} locale={locale} /> },
    },
  ];
  return (
    <DataTable locale={locale} caption={caption} columns={columns} rows={lines} totals={totals} />
  );
}

/** What a shipment carries, by whom, and whether it arrived. */
export function ShipmentSummary({ view, locale }: { view: ShipmentView; locale: Locale }) {
  const t = say(locale);
  const { shipment } = view;
  return (
    <DefinitionList
      items={[
        { term: t('Despatch', 'Expédition'), value: shipment.number },
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
        {
          term: t('Contents', 'Contenu'),
          value: view.lines.map(({ carried, line }) => (
            <div>
              <QuantityText quantity={carried.quantity} locale={locale} unit={line.unit} />{' '}
              {line.description}
            </div>
          )),
        },
        {
          term: t('Receipt', 'Réception'),
          value: shipment.receivedAt ? (
            <>
              <StateBadge text={t('Received', 'Reçue')} tone="success" />{' '}
              <DateText value={shipment.receivedAt} locale={locale} /> {shipment.receivedBy}
            </>
          ) : (
            <StateBadge text={t('Under way', 'En route')} tone="info" />
          ),
        },
      ]}
    />
  );
}

/** Name of a party, or a dash. */
export function nameOf(party: Organisation | undefined): string {
  return party?.tradingName ?? '–';
}
