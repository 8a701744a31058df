import type { Child } from 'hono/jsx';
import { Decimal, type Locale, say } from '../../../base/index.ts';
import {
  type Column,
  DataTable,
  DateText,
  MoneyText,
  QuantityText,
  UnitPriceText,
} from '../../../ui/index.ts';
import { type Address, type Organisation } from '../../parties/index.ts';
import type { OrderLine, SellerOrderState } from '../entities.ts';
import { stillToCome } from '../receipts/rules.ts';

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

function Amount({ quantity, locale }: { quantity: Decimal; locale: Locale }) {
  return quantity.isZero() ? <>–</> : <QuantityText quantity={quantity} locale={locale} />;
}

/** Confirmed, with the day that is promised; then what was shipped, came, went back and is still to come. */
function deliveryColumns({ locale, isOver }: { locale: Locale; isOver: boolean }) {
  const t = say(locale);
  const columns: Column<OrderLine>[] = [
    {
      key: 'confirmed',
      label: t('Confirmed', 'Confirmé'),
      align: 'number',
      cell: (row) => (
        <>
          {row.confirmedQuantity ? (
            <QuantityText quantity={row.confirmedQuantity} locale={locale} />
          ) : (
            '–'
          )}
          {row.confirmedOn ? (
            <>
              <br />
              <span class="muted">
                <DateText value={row.confirmedOn} locale={locale} />
              </span>
            </>
          ) : null}
        </>
      ),
    },
    {
      key: 'shipped',
      label: t('Shipped', 'Expédié'),
      align: 'number',
      cell: (row) => <Amount quantity={row.shippedQuantity} locale={locale} />,
    },
    {
      key: 'received',
      label: t('Received', 'Reçu'),
      align: 'number',
      cell: (row) => <Amount quantity={row.receivedQuantity} locale={locale} />,
    },
    {
      key: 'returned',
      label: t('Returned', 'Retourné'),
      align: 'number',
      cell: (row) => (
        <Amount quantity={row.returnedQuantity.add(row.refusedQuantity)} locale={locale} />
      ),
    },
    {
      key: 'open',
      label: t('To come', 'À venir'),
      align: 'number',
      cell: (row) => (
        <>
          <Amount quantity={isOver ? Decimal.zero : stillToCome(row)} locale={locale} />
          {row.missingQuantity.isZero() ? null : (
            <>
              <br />
              <span class="muted">
                <QuantityText quantity={row.missingQuantity} locale={locale} />{' '}
                {t('did not arrive', 'non arrivé')}
              </span>
            </>
          )}
        </>
      ),
    },
  ];
  return columns;
}

/** Each line with ordered, confirmed, shipped, received, returned and still to come side by side. */
export function LinesTable({
  lines,
  locale,
  caption,
  state,
}: {
  lines: readonly OrderLine[];
  locale: Locale;
  caption: string;
  /** Of the seller's order: nothing is to come of one that was refused or cancelled. */
  state: SellerOrderState;
}) {
  const t = say(locale);
  const isOver = state === 'refused' || state === 'cancelled';
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
    ...deliveryColumns({ locale, isOver }),
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

/** Name of a party, or a dash. */
export function nameOf(party: Organisation | undefined): string {
  return party?.tradingName ?? '–';
}
