import { formatDate, formatInstant, type Locale, say, unitText } from '../../../base/index.ts';
import {
  type Column,
  DataTable,
  KeyFigures,
  MoneyText,
  Panel,
  QuantityText,
  Stack,
} from '../../../ui/index.ts';
import type { Audience } from '../rules/index.ts';
import type { Chain } from './chain.ts';
import { type ChainLink, type ChainOpen, type ChainStage, chainStages } from './chain-links.ts';
import { stageWords, stepStateText } from './words.ts';

/** Steps that every line goes in its reader's sight: one that is not there yet is shown as missing. */
const EXPECTED: Readonly<Record<Audience, readonly ChainStage[]>> = {
  operator: [
    'request',
    'order',
    'split',
    'confirmation',
    'shipment',
    'receipt',
    'invoice',
    'statement',
    'payment',
    'remittance',
    'payout',
  ],
  // What its seller is paid is not the buyer's; what the buyer gathers and advises is not the seller's.
  buyer: [
    'request',
    'order',
    'split',
    'confirmation',
    'shipment',
    'receipt',
    'invoice',
    'statement',
    'payment',
    'remittance',
  ],
  seller: ['order', 'confirmation', 'shipment', 'receipt', 'invoice', 'payment', 'payout'],
};

/** What is still to be done with a line, step by step; nothing where it is at its end. */
function Open({ open, locale }: { open: ChainOpen; locale: Locale }) {
  const t = say(locale);
  const goods: readonly (readonly [string, ChainOpen['toShip']])[] = [
    [t('To confirm', 'À confirmer'), open.toConfirm],
    [t('To ship', 'À expédier'), open.toShip],
    [t('On its way', 'En cours de livraison'), open.toReceive],
    [t('To invoice', 'À facturer'), open.toInvoice],
  ];
  const sums: readonly (readonly [string, ChainOpen['toPay']])[] = [
    [t('To be paid by the buyer', 'À payer par l’acheteur'), open.toPay],
    [t('To be paid out to the seller', 'À reverser au vendeur'), open.toPayOut],
  ];
  const figures = [
    ...goods.flatMap(([label, quantity]) =>
      quantity.isZero()
        ? []
        : [
            {
              label,
              value: (
                <>
                  <QuantityText quantity={quantity} locale={locale} />{' '}
                  {open.unit ? unitText(open.unit, locale, quantity) : ''}
                </>
              ),
            },
          ],
    ),
    ...sums.flatMap(([label, amount]) =>
      !amount || amount.minor === 0n
        ? []
        : [{ label, value: <MoneyText amount={amount} locale={locale} /> }],
    ),
  ];
  return (
    <div>
      <h3 class="chain-open">{t('Still open', 'Reste à faire')}</h3>
      {figures.length > 0 ? (
        <KeyFigures figures={figures} />
      ) : (
        <p class="muted">
          {t('Nothing: this line is at its end.', 'Rien : cette ligne est soldée.')}
        </p>
      )}
    </div>
  );
}

function whenText({ at, on }: ChainLink, locale: Locale): string {
  if (on) return formatDate(on, locale);
  return at ? formatInstant(at, locale) : '–';
}

function Step({
  stage,
  links,
  locale,
}: {
  stage: ChainStage;
  links: readonly ChainLink[];
  locale: Locale;
}) {
  const t = say(locale);
  const [first] = links;
  const last = links.at(-1);
  return (
    <li class={first ? undefined : 'is-missing'}>
      <strong>{stageWords[stage][locale]}</strong>
      {first && last ? (
        <>
          <span class="break-all">
            {first.number || '–'}
            {links.length > 1 ? <span class="muted"> +{links.length - 1}</span> : null}
          </span>
          <span class="muted num">{whenText(last, locale)}</span>
        </>
      ) : (
        <span>{t('not yet', 'pas encore')}</span>
      )}
    </li>
  );
}

function columnsOf({ locale, hrefOf }: { locale: Locale; hrefOf: HrefOf }): Column<ChainLink>[] {
  const t = say(locale);
  return [
    { key: 'stage', label: t('Step', 'Étape'), cell: (row) => stageWords[row.stage][locale] },
    {
      key: 'number',
      label: t('Document', 'Document'),
      cell: (row) => {
        const href = hrefOf(row);
        const text = row.number || '–';
        return href ? <a href={href}>{text}</a> : text;
      },
    },
    { key: 'when', label: t('Day', 'Date'), cell: (row) => whenText(row, locale) },
    {
      key: 'quantity',
      label: t('Quantity', 'Quantité'),
      align: 'number',
      cell: (row) =>
        row.quantity ? (
          <>
            <QuantityText quantity={row.quantity} locale={locale} />{' '}
            {row.unit ? unitText(row.unit, locale, row.quantity) : ''}
          </>
        ) : (
          '–'
        ),
    },
    {
      key: 'amount',
      label: t('Amount of the line', 'Montant de la ligne'),
      align: 'number',
      cell: (row) => (row.amount ? <MoneyText amount={row.amount} locale={locale} /> : '–'),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: ({ stage, state }) => (state ? stepStateText({ stage, state }, locale) : '–'),
    },
  ];
}

export type HrefOf = (link: Pick<ChainLink, 'type' | 'id'>) => string | undefined;

/** One line's way from basket to payout: its steps as a picture, each with its figures below. */
export function ChainPanel({
  chain,
  audience,
  locale,
  hrefOf,
}: {
  chain: Chain;
  audience: Audience;
  locale: Locale;
  hrefOf: HrefOf;
}) {
  const t = say(locale);
  const stages = new Set(chain.links.map(({ stage }) => stage));
  const expected = EXPECTED[audience];
  const shown = chainStages.filter((stage) => expected.includes(stage) || stages.has(stage));
  const title = `${chain.sku} · ${chain.description}`;
  return (
    <Panel title={title} id={`chain-${chain.auxiliaryId ?? chain.sku.replace(/[^\w-]/g, '-')}`}>
      <Stack>
        {chain.auxiliaryId ? (
          <p class="muted">
            {t('Auxiliary ID', 'Identifiant auxiliaire')}{' '}
            <code class="break-all">{chain.auxiliaryId}</code>
          </p>
        ) : null}
        <ol class="chain-line" aria-label={t(`Way of ${chain.sku}`, `Parcours de ${chain.sku}`)}>
          {shown.map((stage) => (
            <Step
              stage={stage}
              links={chain.links.filter((link) => link.stage === stage)}
              locale={locale}
            />
          ))}
        </ol>
        {chain.open ? <Open open={chain.open} locale={locale} /> : null}
        <DataTable
          locale={locale}
          caption={t(`Steps of ${chain.sku}`, `Étapes de ${chain.sku}`)}
          captionNote={t(
            'Net until the seller order, with VAT from the invoice on; shares of an invoice sum to it to the cent',
            'HT jusqu’à la commande vendeur, TTC à partir de la facture ; les parts d’une facture en font la somme au centime',
          )}
          columns={columnsOf({ locale, hrefOf })}
          rows={chain.links}
        />
      </Stack>
    </Panel>
  );
}
