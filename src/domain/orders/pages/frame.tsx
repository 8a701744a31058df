import { Decimal, type Locale, say } from '../../../base/index.ts';
import {
  DataTable,
  DateText,
  DefinitionList,
  KeyFigures,
  MoneyText,
  Panel,
  Stack,
  StateBadge,
} from '../../../ui/index.ts';
import type { FrameOrder } from '../entities.ts';
import type { FrameRow, FrameView } from '../queries/frames.ts';
import { History } from './changes.tsx';
import { nextOf, PAGE_ROWS } from './lists.tsx';
import { PurchaseBadge } from './words.tsx';

/** Open or cancelled, in the reader's words. */
export function FrameBadge({ state, locale }: { state: FrameOrder['state']; locale: Locale }) {
  const t = say(locale);
  return state === 'open' ? (
    <StateBadge text={t('Open', 'Ouverte')} tone="success" />
  ) : (
    <StateBadge text={t('Cancelled', 'Annulée')} tone="error" />
  );
}

function Period({ frame, locale }: { frame: FrameOrder; locale: Locale }) {
  const day = (value: Temporal.PlainDate | null | undefined) =>
    value ? <DateText value={value} locale={locale} /> : '…';
  return (
    <>
      {day(frame.effectiveOn)} – {day(frame.expiresOn)}
    </>
  );
}

/** All blanket orders of the reader. */
export function FrameList({
  rows,
  path,
  locale,
  after,
}: {
  rows: readonly FrameRow[];
  path: string;
  locale: Locale;
  after: 'first' | 'later';
}) {
  const t = say(locale);
  const withBuyer = path.startsWith('/operator');
  return (
    <DataTable
      locale={locale}
      caption={t('Blanket orders', 'Commandes ouvertes')}
      captionView="hidden"
      rows={rows.slice(0, PAGE_ROWS)}
      rowHref={({ frame }) => `${path}/${frame.id}`}
      nextHref={nextOf({
        path,
        rows: rows.map(({ frame }) => ({ id: frame.id, at: frame.orderedAt })),
        query: '',
      })}
      firstHref={after === 'later' ? path : undefined}
      empty={{
        title: t('No blanket order', 'Aucune commande ouverte'),
        text: t(
          'Your purchasing system sends them as OrderRequest with orderType="blanket"; releases draw on them.',
          'Votre outil d’achat les envoie en OrderRequest avec orderType="blanket" ; les appels de livraison les consomment.',
        ),
      }}
      columns={[
        { key: 'number', label: t('Number', 'Numéro'), cell: ({ frame }) => frame.number },
        ...(withBuyer
          ? [
              {
                key: 'buyer',
                label: t('Buyer', 'Acheteur'),
                cell: ({ buyerName }: FrameRow) => buyerName,
              },
            ]
          : []),
        {
          key: 'agreement',
          label: t('Agreement', 'Accord'),
          cell: ({ frame }) => frame.agreementId ?? '–',
        },
        {
          key: 'period',
          label: t('Valid', 'Validité'),
          cell: ({ frame }) => <Period frame={frame} locale={locale} />,
        },
        {
          key: 'limit',
          label: t('Limit (net)', 'Plafond HT'),
          align: 'number',
          cell: ({ frame }) =>
            frame.maximumMinor == null ? (
              '–'
            ) : (
              <MoneyText
                amount={{ minor: frame.maximumMinor, currency: frame.currency }}
                locale={locale}
              />
            ),
        },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: ({ frame }) => <FrameBadge state={frame.state} locale={locale} />,
        },
      ]}
    />
  );
}

function Lines({ view, locale }: { view: FrameView; locale: Locale }) {
  const t = say(locale);
  const { frame, drawn } = view;
  const amount = (minor: string | undefined) =>
    minor === undefined ? (
      '–'
    ) : (
      <MoneyText amount={{ minor: BigInt(minor), currency: frame.currency }} locale={locale} />
    );
  return (
    <DataTable
      locale={locale}
      caption={t('Limits by line', 'Plafonds par ligne')}
      rows={frame.lines}
      columns={[
        {
          key: 'line',
          label: t('Line', 'Ligne'),
          width: 'narrow',
          cell: (row) => row.lineNumber,
        },
        { key: 'what', label: t('Article', 'Article'), cell: (row) => row.description },
        {
          key: 'most',
          label: t('At most', 'Au plus'),
          align: 'number',
          cell: (row) => amount(row.maximumMinor),
        },
        {
          key: 'drawn',
          label: t('Drawn', 'Appelé'),
          align: 'number',
          cell: (row) => amount((drawn.lines.get(row.lineNumber)?.netMinor ?? 0n).toString()),
        },
        {
          key: 'quantity',
          label: t('Quantity at most', 'Quantité au plus'),
          align: 'number',
          cell: (row) => row.maximumQuantity ?? '–',
        },
        {
          key: 'had',
          label: t('Quantity drawn', 'Quantité appelée'),
          align: 'number',
          cell: (row) => (drawn.lines.get(row.lineNumber)?.quantity ?? Decimal.zero).toString(),
        },
      ]}
    />
  );
}

/** A blanket order: its limits, what releases have drawn, and the releases. */
export function FramePage({
  view,
  orders,
  locale,
}: {
  view: FrameView;
  /** Where the releases' pages stand. */
  orders: string;
  locale: Locale;
}) {
  const t = say(locale);
  const { frame, drawn, releases, versions } = view;
  const amount = (minor: bigint) => (
    <MoneyText amount={{ minor, currency: frame.currency }} locale={locale} />
  );
  const limit = frame.maximumMinor ?? undefined;
  const left = limit === undefined ? undefined : limit - drawn.netMinor;
  return (
    <Stack>
      <KeyFigures
        figures={[
          {
            label: t('Limit (net)', 'Plafond HT'),
            value: limit === undefined ? '–' : amount(limit),
          },
          { label: t('Drawn', 'Appelé'), value: amount(drawn.netMinor) },
          { label: t('Left', 'Reste'), value: left === undefined ? '–' : amount(left) },
          { label: t('Releases', 'Appels'), value: releases.length },
        ]}
      />
      {limit === undefined || limit === 0n ? null : (
        <progress
          class="progress progress-info w-full"
          aria-label={t('Share of the limit that is drawn', 'Part du plafond appelée')}
          value={Number((drawn.netMinor * 100n) / limit)}
          max={100}
        />
      )}
      <Panel id="frame" title={t('Blanket order', 'Commande ouverte')}>
        <DefinitionList
          items={[
            { term: t('Agreement', 'Accord'), value: frame.agreementId ?? undefined },
            { term: t('Valid', 'Validité'), value: <Period frame={frame} locale={locale} /> },
            { term: t('Ordered by', 'Passée par'), value: frame.orderedBy },
            {
              term: t('Received', 'Reçue le'),
              value: <DateText value={frame.orderedAt} locale={locale} />,
            },
            { term: t('Comments', 'Remarques'), value: frame.comments ?? undefined },
          ]}
        />
      </Panel>
      <Lines view={view} locale={locale} />
      <DataTable
        locale={locale}
        caption={t('Releases', 'Appels de livraison')}
        rows={releases}
        rowHref={(row) => `${orders}/${row.id}`}
        empty={{ title: t('Nothing released yet', 'Aucun appel pour l’instant') }}
        columns={[
          { key: 'number', label: t('Order', 'Commande'), cell: (row) => row.number },
          {
            key: 'at',
            label: t('Ordered', 'Passée le'),
            cell: (row) => <DateText value={row.orderedAt} locale={locale} />,
          },
          {
            key: 'net',
            label: t('Net', 'HT'),
            align: 'number',
            cell: (row) => amount(row.netMinor),
          },
          {
            key: 'state',
            label: t('State', 'État'),
            cell: (row) => <PurchaseBadge state={row.state} locale={locale} />,
          },
        ]}
      />
      <History versions={versions} locale={locale} />
    </Stack>
  );
}
