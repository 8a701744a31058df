import { type Locale, say } from '../../../base/index.ts';
import {
  type Column,
  DataTable,
  DateText,
  Form,
  FormActions,
  MoneyText,
  Stack,
  TextField,
} from '../../../ui/index.ts';
import type { Audience } from '../rules/index.ts';
import type { ThreadRow } from './find.ts';
import { foundWords, recordStateText, rootWords } from './words.ts';

function columnsOf({
  locale,
  audience,
}: {
  locale: Locale;
  audience: Audience;
}): Column<ThreadRow>[] {
  const t = say(locale);
  const found: Column<ThreadRow> = {
    key: 'found',
    label: t('Found by', 'Trouvé par'),
    cell: (row) => (row.found ? (foundWords[row.found]?.[locale] ?? row.found) : '–'),
  };
  const party: Column<ThreadRow> = {
    key: 'party',
    label: t('Buyer', 'Acheteur'),
    cell: (row) => row.partyName || '–',
  };
  return [
    {
      key: 'label',
      label: t('Purchase', 'Achat'),
      cell: (row) => `${rootWords[row.kind][locale]} ${row.label}`,
    },
    ...(audience === 'buyer' ? [] : [party]),
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => recordStateText(row.state, locale),
    },
    {
      key: 'total',
      label: t('Total incl. VAT', 'Total TTC'),
      align: 'number',
      cell: (row) => (row.total ? <MoneyText amount={row.total} locale={locale} /> : '–'),
    },
    {
      key: 'at',
      label: t('When', 'Date'),
      align: 'end',
      cell: (row) => <DateText value={row.at} locale={locale} />,
    },
    found,
  ];
}

/** One field that takes any number of a purchase, what it found, or the recent ones. */
export function SearchPage(props: {
  locale: Locale;
  audience: Audience;
  here: string;
  q: string | undefined;
  rows: readonly ThreadRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, audience, here, q, rows } = props;
  const t = say(locale);
  const columns = columnsOf(props).filter(({ key }) => q !== undefined || key !== 'found');
  return (
    <Stack>
      <Form method="get" action={here}>
        <TextField
          locale={locale}
          id="recorder-q"
          name="q"
          label={t('Any number of the purchase', 'N’importe quel numéro de l’achat')}
          hint={t(
            'payloadID, BuyerCookie, request, order, confirmation, shipment, receipt, invoice, statement, remittance or payout number, payment reference, auxiliary ID or a pasted line that has one. Whole numbers only.',
            'payloadID, BuyerCookie, n° de demande, de commande, de confirmation, d’expédition, de réception, de facture, de relevé, d’avis de paiement ou de reversement, référence de paiement, identifiant auxiliaire ou ligne collée qui en contient un. Numéros entiers uniquement.',
          )}
          value={q ?? ''}
          required
        />
        <FormActions locale={locale} submit={t('Find the purchase', 'Retrouver l’achat')} />
      </Form>
      <DataTable
        locale={locale}
        caption={
          q === undefined ? t('Recent purchases', 'Achats récents') : t('Found', 'Résultats')
        }
        captionNote={t('Newest first', 'Les plus récents d’abord')}
        columns={columns}
        rows={rows}
        rowHref={(row) => `${here}/${row.kind}/${row.id}`}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={
          q === undefined
            ? {
                title: t('No purchase yet', 'Aucun achat pour le moment'),
                text: t(
                  audience === 'seller'
                    ? 'As soon as a buyer orders from you, the whole way of the order is kept here.'
                    : 'As soon as a basket goes back to a purchasing system, its whole way is kept here.',
                  audience === 'seller'
                    ? 'Dès qu’un acheteur vous passe commande, tout le parcours de la commande est conservé ici.'
                    : 'Dès qu’un panier repart vers un outil d’achat, tout son parcours est conservé ici.',
                ),
              }
            : {
                title: t(`Nothing bears “${q}”`, `Rien ne porte « ${q} »`),
                text: t(
                  'Write the number whole, as it stands in the document. A document that could not be read is in the list of documents.',
                  'Saisissez le numéro entier, tel qu’il figure dans le document. Un document illisible se trouve dans la liste des échanges.',
                ),
                action: { href: here, label: t('Recent purchases', 'Achats récents') },
              }
        }
      />
    </Stack>
  );
}
