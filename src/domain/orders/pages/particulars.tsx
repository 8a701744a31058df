import type { Child } from 'hono/jsx';
import { type Locale, readableAmount, say, suiteFieldText } from '../../../base/index.ts';
import { DataTable, DateText, DefinitionList, Panel, Stack } from '../../../ui/index.ts';
import type { OrderLine, PurchaseOrder } from '../entities.ts';
import type { Accounting, NamedValue } from '../particulars.ts';

type Shown = { readonly locale: Locale };

/** A suite's own field: in words where its name is a usual one, the name as sent small beside it. */
function FieldName({ name, locale }: Shown & { name: string }) {
  const words = suiteFieldText(name, locale);
  if (!words) return <span>{name}</span>;
  return words.toLowerCase() === name.toLowerCase() ? (
    <span>{words}</span>
  ) : (
    <span>
      {words} <code class="field-code">{name}</code>
    </span>
  );
}

const PRICE_SOURCE = /^(contract|list|catalogue)(?::(.+))?$/;

/** Where a price came from is written by us, as `contract:CT-1001`. */
function fieldValue({ name, value }: NamedValue, locale: Locale): string {
  const [, source, reference] =
    suiteFieldText(name, 'en') === 'Price from' ? (PRICE_SOURCE.exec(value) ?? []) : [];
  if (!source) return value;
  const t = say(locale);
  return source === 'contract'
    ? `${t('contract', 'contrat')} ${reference ?? ''}`.trim()
    : t('list price', 'prix catalogue');
}

function Fields({ values, locale }: Shown & { values: readonly NamedValue[] }) {
  return (
    <ul class="plain-list">
      {values.map((one) => (
        <li>
          <span class="muted">
            <FieldName name={one.name} locale={locale} />
          </span>{' '}
          {fieldValue(one, locale)}
        </li>
      ))}
    </ul>
  );
}

function fieldsOf(values: readonly NamedValue[] | undefined, locale: Locale): Child {
  if (!values || values.length === 0) return undefined;
  return <Fields values={values} locale={locale} />;
}

/** One share of a line: how much, then who pays it by the buyer's own codes. */
function Share({ of, locale }: Shown & { of: Accounting }) {
  const { name, segments, charge, currency, percent } = of;
  const parts = [
    percent ? `${percent} %` : '',
    charge ? readableAmount(`${charge} ${currency ?? ''}`.trim(), locale) : '',
  ].filter(Boolean);
  return (
    <li>
      <strong>{parts.join(', ') || (suiteFieldText(name, locale) ?? name)}</strong>
      {segments.map(({ type, id, description }) => (
        <>
          {' · '}
          <span class="muted">{(suiteFieldText(type, locale) ?? type) || null}</span> {id}
          {description && description !== id ? <span class="muted"> ({description})</span> : null}
        </>
      ))}
    </li>
  );
}

function accountingOf(shares: readonly Accounting[] | undefined, locale: Locale): Child {
  if (!shares || shares.length === 0) return '–';
  return (
    <ul class="plain-list">
      {shares.map((of) => (
        <Share of={of} locale={locale} />
      ))}
    </ul>
  );
}

/** What the buyer's suite said beside the lines: the buyer's own, so on its page and the marketplace's only. */
export function Particulars({
  purchase,
  lines,
  path,
  locale,
}: {
  purchase: PurchaseOrder;
  /** Where this page stands: `/buyer/orders` or `/operator/orders`. */
  path: string;
  lines: readonly OrderLine[];
  locale: Locale;
}) {
  const t = say(locale);
  const { particulars } = purchase;
  const byLine = particulars.lines ?? {};
  const rows = lines.filter((line) => byLine[String(line.lineNumber)]);
  const items = [
    { term: t('Request', 'Demande'), value: particulars.requisitionId },
    {
      term: t('Agreement', 'Accord'),
      value:
        purchase.frameOrderId && purchase.agreementId ? (
          <a href={`${path.replace(/orders$/, 'blanket-orders')}/${purchase.frameOrderId}`}>
            {purchase.agreementId}
          </a>
        ) : (
          (purchase.agreementId ?? undefined)
        ),
    },
    {
      term: t('Wanted on', 'Souhaitée le'),
      value: purchase.requestedOn ? (
        <DateText value={purchase.requestedOn} locale={locale} />
      ) : undefined,
    },
    { term: t('Terms of delivery', 'Conditions de livraison'), value: particulars.termsOfDelivery },
    {
      term: t('Tax as ordered', 'Taxe selon la commande'),
      value: particulars.tax && readableAmount(particulars.tax, locale),
    },
    {
      term: t('Shipping as ordered', 'Port selon la commande'),
      value: particulars.shipping && readableAmount(particulars.shipping, locale),
    },
    { term: t('Further fields', 'Autres champs'), value: fieldsOf(particulars.extrinsics, locale) },
  ].filter(({ value }) => value !== undefined);
  if (items.length === 0 && rows.length === 0) return null;
  return (
    <Panel id="particulars" title={t('From your purchasing system', 'De votre outil d’achat')}>
      <Stack>
        {items.length > 0 ? <DefinitionList items={items} /> : null}
        {rows.length > 0 ? (
          <DataTable
            locale={locale}
            caption={t('Accounting by line', 'Imputation par ligne')}
            rows={rows}
            columns={[
              {
                key: 'line',
                label: t('Line', 'Ligne'),
                width: 'narrow',
                cell: (row) => row.lineNumber,
              },
              { key: 'article', label: t('Article', 'Article'), cell: (row) => row.description },
              {
                key: 'accounting',
                label: t('Accounting', 'Imputation'),
                width: 'wide',
                cell: (row) => accountingOf(byLine[String(row.lineNumber)]?.accounting, locale),
              },
              {
                key: 'fields',
                label: t('Further fields', 'Autres champs'),
                cell: (row) => fieldsOf(byLine[String(row.lineNumber)]?.extrinsics, locale) ?? '–',
              },
            ]}
          />
        ) : null}
      </Stack>
    </Panel>
  );
}
