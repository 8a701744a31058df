import { formatMoney, type Locale, say } from '../../../base/index.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  type Column,
  DataTable,
  DateText,
  KeyFigures,
  MoneyText,
  Stack,
  Tabs,
} from '../../../ui/index.ts';
import { type SellerOrderState, sellerOrderTransitions } from '../entities.ts';
import {
  cursorText,
  type OrderRow,
  type SellerOrderRow,
  type StateCount,
} from '../queries/index.ts';
import { PurchaseBadge, SellerBadge, sellerWords } from './words.tsx';

export const PAGE_ROWS = 30;

function countOf(counts: readonly StateCount[], states: readonly string[]): number {
  return counts
    .filter((one) => states.includes(one.state))
    .reduce((sum, one) => sum + one.count, 0);
}

/** Amounts by currency, never added across currencies. */
function amounts(counts: readonly StateCount[], locale: Locale): string {
  const sums = new Map<string, bigint>();
  for (const one of counts) sums.set(one.currency, (sums.get(one.currency) ?? 0n) + one.totalMinor);
  return (
    [...sums].map(([currency, minor]) => formatMoney({ minor, currency }, locale)).join(' · ') ||
    '–'
  );
}

/** Where a list goes on when there is one row more than a page shows. */
export function nextOf({
  path,
  rows,
  query,
}: {
  path: string;
  rows: readonly { id: string; at: Temporal.Instant }[];
  query: string;
}): string | undefined {
  const last = rows.length > PAGE_ROWS ? rows[PAGE_ROWS - 1] : undefined;
  return last && `${path}?${query}after=${cursorText({ at: last.at.toString(), id: last.id })}`;
}

type ListProps<Row> = {
  readonly locale: Locale;
  readonly path: string;
  readonly rows: readonly Row[];
  readonly counts: readonly StateCount[];
  readonly text: string | undefined;
  readonly after: 'first' | 'later';
};

/** What is kept of orders, each a page: the orders, the blanket orders, and how orders differ from baskets. */
export function OrderTabs({ ctx, locale, path }: { ctx: Ctx; locale: Locale; path: string }) {
  const t = say(locale);
  const area = `/${path.split('/')[1] ?? ''}`;
  // The operator's menu has a row for them already.
  if (area === '/operator') return null;
  const tabs = [
    { href: `${area}/orders`, label: t('Orders', 'Commandes') },
    { href: `${area}/blanket-orders`, label: t('Blanket orders', 'Commandes ouvertes') },
    ...(ctx.actor.permissions.has('exchange.read')
      ? [{ href: `${area}/differences`, label: t('Orders and baskets', 'Commandes et paniers') }]
      : []),
  ];
  return (
    <Tabs
      label={t('Kinds of order page', 'Pages des commandes')}
      items={tabs.map((tab) => ({ ...tab, current: tab.href === path }))}
    />
  );
}

/** Orders of a buyer, or of all buyers with their names, newest first. */
export function OrderList({
  locale,
  path,
  rows,
  counts,
  text,
  after,
  show,
}: ListProps<OrderRow> & { show: 'own' | 'all' }) {
  const t = say(locale);
  const buyer: Column<OrderRow> = {
    key: 'buyer',
    label: t('Buyer', 'Acheteur'),
    width: 'wide',
    cell: (row) => row.buyerName,
  };
  const columns: Column<OrderRow>[] = [
    { key: 'number', label: t('Order', 'Commande'), cell: (row) => row.number },
    ...(show === 'all' ? [buyer] : []),
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <PurchaseBadge state={row.state} locale={locale} />,
    },
    {
      key: 'gross',
      label: t('Total incl. VAT', 'Total TTC'),
      align: 'number',
      cell: (row) => (
        <MoneyText amount={{ minor: row.grossMinor, currency: row.currency }} locale={locale} />
      ),
    },
    {
      key: 'at',
      label: t('Ordered', 'Passée le'),
      cell: (row) => <DateText value={row.orderedAt} locale={locale} />,
    },
    {
      key: 'by',
      label: t('By', 'Par'),
      cell: (row) => <span class="[overflow-wrap:anywhere]">{row.orderedBy}</span>,
    },
    {
      key: 'sellers',
      label: t('Sellers', 'Vendeurs'),
      align: 'number',
      cell: (row) => row.sellers,
    },
  ];
  const query = text ? `q=${encodeURIComponent(text)}&` : '';
  return (
    <Stack>
      <KeyFigures
        figures={[
          {
            label: t('Awaiting payment', 'En attente de paiement'),
            value: countOf(counts, ['awaiting_payment']),
          },
          {
            label: t('Under way', 'En cours'),
            value: countOf(counts, ['released', 'in_delivery']),
          },
          { label: t('Delivered', 'Livrées'), value: countOf(counts, ['delivered', 'closed']) },
          {
            label: t('Ordered in 90 days', 'Commandé sur 90 jours'),
            value: amounts(
              counts.filter((one) => one.state !== 'cancelled'),
              locale,
            ),
            note: t('incl. VAT', 'TTC'),
          },
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Orders', 'Commandes')}
        columns={columns}
        rows={rows.slice(0, PAGE_ROWS)}
        rowHref={(row) => `${path}/${row.id}`}
        empty={{
          title: t('No orders here', 'Aucune commande ici'),
          text: t(
            'Orders appear here as soon as they are placed.',
            'Les commandes apparaissent ici dès qu’elles sont passées.',
          ),
        }}
        nextHref={nextOf({
          path,
          rows: rows.map((row) => ({ id: row.id, at: row.orderedAt })),
          query,
        })}
        firstHref={after === 'later' ? path : undefined}
      />
    </Stack>
  );
}

const FILTERS: readonly SellerOrderState[] = [
  'to_send',
  'sent',
  'accepted',
  'part_shipped',
  'shipped',
  'received',
  'refused',
  'cancelled',
];

/** The state asked for in an address, when there is one of that name. */
export function stateFilter(text: string | undefined): SellerOrderState | undefined {
  return text && Object.hasOwn(sellerOrderTransitions, text) && text !== 'held'
    ? (text as SellerOrderState)
    : undefined;
}

/** A seller's orders with a tab for each state. */
export function SellerOrderList(
  props: ListProps<SellerOrderRow> & { state: SellerOrderState | undefined },
) {
  const { locale, path, rows, counts, state, text } = props;
  const t = say(locale);
  const columns: Column<SellerOrderRow>[] = [
    { key: 'number', label: t('Order', 'Commande'), cell: (row) => row.number },
    { key: 'buyer', label: t('Buyer', 'Acheteur'), cell: (row) => row.buyerName },
    {
      key: 'at',
      label: t('Date', 'Date'),
      cell: (row) => <DateText value={row.createdAt} locale={locale} />,
    },
    { key: 'lines', label: t('Lines', 'Lignes'), align: 'number', cell: (row) => row.lines },
    {
      key: 'promised',
      label: t('Promised', 'Promis le'),
      cell: (row) => (row.promisedOn ? <DateText value={row.promisedOn} locale={locale} /> : '–'),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => <SellerBadge state={row.state} locale={locale} />,
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
  const query = `${state ? `state=${state}&` : ''}${text ? `q=${encodeURIComponent(text)}&` : ''}`;
  return (
    <Stack>
      <KeyFigures
        figures={[
          {
            label: t('To confirm', 'À confirmer'),
            value: countOf(counts, ['to_send', 'sent']),
            href: `${path}?state=sent`,
          },
          {
            label: t('To ship', 'À expédier'),
            value: countOf(counts, ['accepted', 'part_shipped']),
            href: `${path}?state=accepted`,
          },
          {
            label: t('Under way', 'En route'),
            value: countOf(counts, ['shipped', 'part_received']),
            href: `${path}?state=shipped`,
          },
          {
            label: t('Sold in 90 days', 'Vendu sur 90 jours'),
            value: amounts(
              counts.filter((one) => !['held', 'refused', 'cancelled'].includes(one.state)),
              locale,
            ),
            note: t('incl. VAT', 'TTC'),
          },
        ]}
      />
      <Tabs
        label={t('Filter by state', 'Filtrer par état')}
        items={[
          { href: path, label: t('All', 'Toutes'), current: !state },
          ...FILTERS.map((one) => ({
            href: `${path}?state=${one}`,
            label: sellerWords[one][locale],
            current: state === one,
          })),
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Orders', 'Commandes')}
        columns={columns}
        rows={rows.slice(0, PAGE_ROWS)}
        rowHref={(row) => `${path}/${row.id}`}
        empty={{ title: t('No orders in this state', 'Aucune commande dans cet état') }}
        nextHref={nextOf({
          path,
          rows: rows.map((row) => ({ id: row.id, at: row.createdAt })),
          query,
        })}
        firstHref={props.after === 'later' ? path : undefined}
      />
    </Stack>
  );
}
