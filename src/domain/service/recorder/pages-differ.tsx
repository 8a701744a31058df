import { type Locale, say } from '../../../base/index.ts';
import {
  Alert,
  type Column,
  DataTable,
  DateText,
  Form,
  FormActions,
  KeyFigures,
  LinkButton,
  Stack,
  StateBadge,
  Tabs,
  TextField,
} from '../../../ui/index.ts';
import type {
  ComparedField,
  ComparisonCounts,
  ComparisonFilter,
  ComparisonRow,
  ComparisonStatus,
  ComparisonView,
} from '../../purchasing/index.ts';
import { fieldCode, fieldText, REASONS, STATUS, valueText } from './differ-words.ts';

/** How the fields came back, as one bar: each status as wide as its share. */
function Counts({ counts, locale }: { counts: ComparisonCounts; locale: Locale }) {
  const t = say(locale);
  const names = Object.keys(STATUS) as ComparisonStatus[];
  const total = names.reduce((sum, name) => sum + counts[name], 0);
  const width = 1000;
  let at = 0;
  const label = names.map((name) => `${STATUS[name][locale]} ${counts[name]}`).join(', ');
  return (
    <div class="panel grid gap-3">
      <svg
        viewBox={`0 0 ${width} 22`}
        width="100%"
        height={22}
        preserveAspectRatio="none"
        role="img"
        aria-label={`${t('Fields', 'Champs')}: ${label}`}
      >
        {names.map((name) => {
          const wide = total === 0 ? 0 : (counts[name] / total) * width;
          const rect = <rect x={at} y={0} width={wide} height={22} fill={STATUS[name].fill} />;
          at += wide;
          return rect;
        })}
      </svg>
      <KeyFigures
        figures={names.map((name) => ({ label: STATUS[name][locale], value: counts[name] }))}
      />
    </div>
  );
}

const WEIGHTS: Readonly<Record<ComparedField['weight'], number>> = {
  refused: 0,
  alert: 1,
  note: 2,
};

function columnsOf({
  locale,
  basis,
}: {
  locale: Locale;
  basis: 'basket' | 'previous_version';
}): Column<ComparedField>[] {
  const t = say(locale);
  return [
    {
      key: 'place',
      label: t('Line', 'Ligne'),
      cell: (row) => (row.scope === 'header' ? t('Header', 'En-tête') : row.line),
    },
    {
      key: 'field',
      label: t('Field', 'Champ'),
      cell: (row) => {
        const code = fieldCode(row.field);
        return (
          <>
            {fieldText(row.field, locale)}
            {code ? <code class="field-code block">{code}</code> : null}
          </>
        );
      },
    },
    {
      key: 'before',
      label:
        basis === 'basket'
          ? t('Basket returned', 'Panier renvoyé')
          : t('Version before', 'Version précédente'),
      cell: (row) => <span class="differ-cell">{valueText(row, row.before, locale)}</span>,
    },
    {
      key: 'after',
      label: t('Order', 'Commande'),
      cell: (row) => <span class="differ-cell">{valueText(row, row.after, locale)}</span>,
    },
    {
      key: 'status',
      label: t('Status', 'Statut'),
      cell: (row) => (
        <>
          <StateBadge text={STATUS[row.status][locale]} tone={STATUS[row.status].tone} />
          {row.weight === 'refused' ? (
            <strong class="block">{t('refused for it', 'cause du refus')}</strong>
          ) : null}
          {row.reason ? (
            <small class="muted block">{REASONS[row.reason]?.[locale] ?? row.reason}</small>
          ) : null}
        </>
      ),
    },
  ];
}

/** The lines that were refused stand on top, then what somebody must know, then the rest in document order. */
export function orderedRows(rows: readonly ComparedField[]): ComparedField[] {
  const worst = new Map<string, number>();
  const placeOf = (row: ComparedField): string => `${row.scope}:${row.line ?? ''}`;
  for (const row of rows) {
    const place = placeOf(row);
    worst.set(place, Math.min(worst.get(place) ?? 2, WEIGHTS[row.weight]));
  }
  const rank = (row: ComparedField): number =>
    worst.get(placeOf(row)) === 0 ? (row.weight === 'refused' ? 0 : 1) : 2;
  return rows.toSorted((a, b) => rank(a) - rank(b));
}

/** Fields shown at once: what differs comes first when an order has more. */
const SHOWN_MAX = 1_500;

/** An order beside its basket (or the version before), field by field. */
export function DifferPage({
  view,
  locale,
  here,
  show,
  mayAcknowledge,
}: {
  view: ComparisonView;
  locale: Locale;
  here: string;
  show: 'differences' | 'all';
  mayAcknowledge: 'yes' | 'no';
}) {
  const t = say(locale);
  const { comparison, acknowledgement } = view;
  const { counts, basis, outcome, alerts } = comparison;
  const differing = comparison.rows.filter(
    ({ status, weight }) => status !== 'equal' || weight !== 'note',
  );
  const rows = orderedRows(show === 'all' ? comparison.rows : differing).slice(0, SHOWN_MAX);
  return (
    <Stack>
      {outcome === 'refused' ? (
        <Alert
          tone="error"
          title={t('The order was refused whole', 'La commande a été refusée en entier')}
        >
          <p>{t('The refused fields stand on top.', 'Les champs refusés sont en tête.')}</p>
        </Alert>
      ) : null}
      {outcome === 'accepted' && alerts > 0 && !acknowledgement ? (
        <Alert
          tone="warning"
          title={t(
            `${alerts} ${alerts === 1 ? 'field differs' : 'fields differ'} silently`,
            `${alerts} ${alerts < 2 ? 'champ diffère' : 'champs diffèrent'} sans prévenir`,
          )}
        >
          <p>
            {t(
              'The order was accepted: only quantities may change on the way. Nobody has said yet that the rest was seen.',
              'La commande a été acceptée : seules les quantités peuvent changer en route. Personne n’a encore pris acte du reste.',
            )}
          </p>
        </Alert>
      ) : null}
      {acknowledgement ? (
        <Alert
          tone="success"
          title={t(`Seen by ${acknowledgement.byName}`, `Vu par ${acknowledgement.byName}`)}
        >
          <p>
            <DateText value={acknowledgement.at} locale={locale} /> · {acknowledgement.note}
          </p>
        </Alert>
      ) : null}
      <Counts counts={counts} locale={locale} />
      <Tabs
        label={t('Fields shown', 'Champs affichés')}
        items={[
          {
            href: here,
            label: t('Only differences', 'Différences seulement'),
            current: show === 'differences',
            count: differing.length,
          },
          {
            href: `${here}?show=all`,
            label: t('All fields', 'Tous les champs'),
            current: show === 'all',
            count: comparison.rows.length,
          },
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Side by side', 'Côte à côte')}
        columns={columnsOf({ locale, basis })}
        rows={rows}
        rowTone={(row) =>
          row.weight === 'refused' ? 'error' : row.weight === 'alert' ? 'warning' : undefined
        }
        empty={{
          title: t(
            'Every field came back as it went out',
            'Chaque champ est revenu tel qu’il était parti',
          ),
          picture: 'done',
        }}
      />
      {mayAcknowledge === 'yes' && outcome === 'accepted' && alerts > 0 && !acknowledgement ? (
        <Form action={`${here}/acknowledge`}>
          <TextField
            locale={locale}
            id="note"
            name="note"
            rows={2}
            label={t('What was found or agreed', 'Ce qui a été constaté ou convenu')}
            required
            maxlength={1000}
          />
          <FormActions
            locale={locale}
            submit={t('I have seen the differences', 'J’ai vu les différences')}
          />
        </Form>
      ) : null}
    </Stack>
  );
}

/** Orders that were compared: those that wait for a person first asked for. */
export function DifferencesPage(props: {
  locale: Locale;
  here: string;
  show: ComparisonFilter;
  open: number;
  rows: readonly ComparisonRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
  audience: 'buyer' | 'operator';
}) {
  const { locale, here, show, rows, open } = props;
  const t = say(locale);
  const buyer: Column<ComparisonRow> = {
    key: 'buyer',
    label: t('Buyer', 'Acheteur'),
    cell: (row) => row.buyerName,
  };
  const columns: Column<ComparisonRow>[] = [
    {
      key: 'order',
      label: t('Order', 'Commande'),
      cell: (row) => `${row.orderNumber}${row.orderVersion > 1 ? ` v${row.orderVersion}` : ''}`,
    },
    ...(props.audience === 'operator' ? [buyer] : []),
    {
      key: 'basis',
      label: t('Held against', 'Comparée avec'),
      cell: (row) =>
        row.basis === 'basket'
          ? t('the basket', 'le panier')
          : t('the version before', 'la version précédente'),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) =>
        row.outcome === 'refused' ? (
          <StateBadge text={t('Refused', 'Refusée')} tone="error" />
        ) : row.acknowledgedBy ? (
          <StateBadge
            text={t(`Seen by ${row.acknowledgedBy}`, `Vu par ${row.acknowledgedBy}`)}
            tone="success"
          />
        ) : row.alerts > 0 ? (
          <StateBadge text={t('To be looked at', 'À examiner')} tone="warning" />
        ) : (
          <StateBadge text={t('As promised', 'Conforme')} tone="success" />
        ),
    },
    {
      key: 'changed',
      label: t('Changed', 'Modifiés'),
      align: 'number',
      cell: (row) => row.counts.changed,
    },
    {
      key: 'missing',
      label: t('Missing', 'Manquants'),
      align: 'number',
      cell: (row) => row.counts.missing,
    },
    {
      key: 'added',
      label: t('Added', 'Ajoutés'),
      align: 'number',
      cell: (row) => row.counts.added,
    },
    {
      key: 'at',
      label: t('When', 'Date'),
      align: 'end',
      cell: (row) => <DateText value={row.at} locale={locale} />,
    },
  ];
  const tabs: { show: ComparisonFilter; label: string; count?: number }[] = [
    { show: 'open', label: t('To be looked at', 'À examiner'), count: open },
    { show: 'refused', label: t('Refused orders', 'Commandes refusées') },
    { show: 'all', label: t('All', 'Toutes') },
  ];
  return (
    <Stack>
      <Tabs
        label={t('Orders shown', 'Commandes affichées')}
        items={tabs.map(({ show: name, ...tab }) => ({
          ...tab,
          href: `${here}?show=${name}`,
          current: show === name,
        }))}
      />
      <DataTable
        locale={locale}
        caption={t('Orders beside their baskets', 'Commandes comparées à leur panier')}
        captionNote={t('Newest first', 'Les plus récentes d’abord')}
        columns={columns}
        rows={rows}
        rowHref={(row) => `${here}/${row.id}`}
        rowTone={(row) =>
          row.outcome === 'refused'
            ? 'error'
            : row.alerts > 0 && !row.acknowledgedBy
              ? 'warning'
              : undefined
        }
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title:
            show === 'open'
              ? t('No order waits to be looked at', 'Aucune commande à examiner')
              : t('No order yet', 'Aucune commande pour le moment'),
          text: t(
            'Each order from a purchasing system is held against the basket that went back, field by field.',
            'Chaque commande d’un outil d’achat est comparée champ par champ au panier renvoyé.',
          ),
          picture: 'done',
        }}
      />
    </Stack>
  );
}

/** The way from a comparison to its purchase and its document. */
export function DifferActions({
  view,
  locale,
  audience,
}: {
  view: ComparisonView;
  locale: Locale;
  audience: 'buyer' | 'operator';
}) {
  const t = say(locale);
  const { comparison } = view;
  return (
    <>
      <LinkButton href={`/${audience}/exchanges/${comparison.exchangeId}`} icon="file">
        {t('The order’s document', 'Le document de commande')}
      </LinkButton>
      <LinkButton href={`/${audience}/recorder?q=${encodeURIComponent(comparison.payloadId)}`}>
        {t('The whole purchase', 'Tout l’achat')}
      </LinkButton>
    </>
  );
}
