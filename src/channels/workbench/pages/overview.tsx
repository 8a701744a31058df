import type { Child } from 'hono/jsx';
import type { SuiteProfile } from '../../../../punchout/index.ts';
import { type Locale, say } from '../../../base/index.ts';
import {
  Code,
  Columns,
  DataTable,
  DateText,
  type Definition,
  DefinitionList,
  Panel,
  Stack,
} from '../../../ui/index.ts';
import { pinnedVersion } from '../content.ts';
import { Copyable } from './copyable.tsx';
import type { Place } from './frame.tsx';
import { Secrets } from './secrets.tsx';

export type OverviewProps = {
  readonly place: Place;
  readonly publicUrl: string;
  readonly profile: SuiteProfile;
  readonly theirs: readonly { readonly domain: string; readonly identity: string }[];
  readonly ours: readonly { readonly domain: string; readonly identity: string }[];
  /** Short marks of the secrets in force, the first one first. */
  readonly marks: readonly string[];
  /** A secret made by the request before: shown this once. */
  readonly fresh: string | undefined;
  readonly contact: { readonly name: string; readonly email: string | undefined };
  /** A set-up request or call-up with their identity. */
  readonly example: { readonly title: string; readonly text: string } | undefined;
};

type Address = { readonly what: string; readonly url: string; readonly note: string };

function addressesOf({ place, publicUrl }: OverviewProps): Address[] {
  const { locale, workbench } = place;
  const t = say(locale);
  const { connection, organisation } = workbench;
  if (connection.protocol === 'oci') {
    return [
      {
        what: t('OCI call-up', 'Appel OCI'),
        url: `${publicUrl}/oci/${connection.name}`,
        note: t('GET or POST, with HOOK_URL', 'GET ou POST, avec HOOK_URL'),
      },
    ];
  }
  const url = `${publicUrl}/cxml`;
  const taken =
    organisation.kind === 'seller'
      ? 'ConfirmationRequest, ShipNoticeRequest'
      : 'PunchOutSetupRequest, OrderRequest, ReceiptRequest';
  return [
    { what: t('All cXML documents', 'Tous les documents cXML'), url, note: `POST · ${taken}` },
    {
      what: t('Ping', 'Ping'),
      // A ping names nobody: by this address it is shown among the connection's documents.
      url: `${url}?from=${encodeURIComponent(connection.name)}`,
      note: t(
        'GET · answers «Ping Response Message», shown under Documents',
        'GET · répond « Ping Response Message », visible dans Documents',
      ),
    },
  ];
}

function Addresses(props: OverviewProps) {
  const { locale } = props.place;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Addresses to configure', 'Adresses à configurer')}
      rows={addressesOf(props).map((row, at) => ({ ...row, id: `address-${at}` }))}
      columns={[
        { key: 'what', label: t('For', 'Pour'), cell: (row) => row.what },
        {
          key: 'url',
          label: t('Address', 'Adresse'),
          cell: (row) => <Copyable locale={locale} id={row.id} text={row.url} />,
        },
        { key: 'note', label: t('How', 'Comment'), cell: (row) => row.note },
      ]}
    />
  );
}

type Names = OverviewProps['theirs'];

function names({ list, prefix, locale }: { list: Names; prefix: string; locale: Locale }): Child {
  const t = say(locale);
  if (list.length === 0) return t('none yet: ask the marketplace', 'aucune : demandez-la');
  return list.map((one, at) => (
    <span class="block">
      {one.domain}: <Copyable locale={locale} id={`${prefix}-${at}`} text={one.identity} />
    </span>
  ));
}

/** By what the partner is known: names in cXML headers, or an OCI login. */
function knownBy(props: OverviewProps): Definition[] {
  const { place, theirs, ours } = props;
  const { locale, workbench } = place;
  const t = say(locale);
  const { connection } = workbench;
  const oci = connection.protocol === 'oci';
  const fields = props.profile.oci;
  return oci
    ? [
        {
          term: t('User name', 'Utilisateur'),
          value: (
            <>
              {fields?.usernameField ?? 'USERNAME'}:{' '}
              <Copyable locale={locale} id="oci-user" text={connection.name} />
            </>
          ),
        },
        {
          term: t('Password field', 'Champ du mot de passe'),
          value: <code>{fields?.passwordField ?? 'PASSWORD'}</code>,
        },
      ]
    : [
        {
          term: t('You: From and Sender', 'Vous : From et Sender'),
          value: names({ list: theirs, prefix: 'theirs', locale }),
        },
        {
          term: t('We: To', 'Nous : To'),
          value: names({ list: ours, prefix: 'ours', locale }),
        },
      ];
}

function Identities(props: OverviewProps) {
  const { place, contact } = props;
  const { locale, workbench } = place;
  const t = say(locale);
  const { connection, organisation } = workbench;
  return (
    <Panel id="identities" title={t('Who is who', 'Qui est qui')}>
      <DefinitionList
        items={[
          {
            term: t('Mode', 'Mode'),
            value:
              connection.deploymentMode === 'test'
                ? t('Test', 'Test')
                : t('Production', 'Production'),
          },
          ...knownBy(props),
          {
            term: t('Our documents go to', 'Nos documents partent vers'),
            value: connection.outboundUrl ? (
              <code class="break-all">{connection.outboundUrl}</code>
            ) : (
              t(
                'no address yet: tell the marketplace yours',
                'pas encore d’adresse : communiquez la vôtre',
              )
            ),
          },
          ...(organisation.kind === 'seller'
            ? []
            : [
                {
                  term: t('Baskets return to', 'Les paniers reviennent à'),
                  value: connection.formPostOrigin ? (
                    <code>{connection.formPostOrigin}</code>
                  ) : (
                    t(
                      'any https origin; locked at the first return in production',
                      'toute origine https ; verrouillée au premier retour en production',
                    )
                  ),
                },
              ]),
          {
            term: t('Contact', 'Contact'),
            value: contact.email ? `${contact.name}, ${contact.email}` : contact.name,
          },
          {
            term: t('This link works until', 'Ce lien fonctionne jusqu’au'),
            value: <DateText value={workbench.expiresAt} locale={locale} />,
          },
        ]}
      />
    </Panel>
  );
}

function lengthsText(lengths: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(lengths)
    .flatMap(([name, most]) => (most === undefined ? [] : [`${name} ${most}`]))
    .join(', ');
}

/** What the profile asks of a partner; a seller sends no set-up and gets no basket. */
function expectations({
  profile,
  partner,
  locale,
}: {
  profile: SuiteProfile;
  partner: 'seller' | 'suite';
  locale: Locale;
}): { what: string; how: string }[] {
  const t = say(locale);
  const { units, classification, identity } = profile;
  const map = Object.entries(units.map).map(([ours, word]) => `${ours} → ${word}`);
  const visits = partner === 'seller' ? [] : ['PunchOutSetupRequest', 'PunchOutOrderMessage'];
  const kinds = [...visits, 'OrderRequest'];
  const later = ['ConfirmationRequest', 'ShipNoticeRequest', 'InvoiceDetailRequest'];
  const forbidden = Object.entries(profile.forbidden).flatMap(([name, rule]) =>
    rule ? [`${name}: ${rule.characters}`] : [],
  );
  const rows: [string, string][] = [
    [t('Suite', 'Suite'), profile.label],
    ...(profile.protocol === 'cxml'
      ? ([
          [
            t('cXML versions', 'Versions cXML'),
            [...kinds, ...later]
              .map((kind) => `${kind} ${pinnedVersion(profile, kind)}`)
              .join(', '),
          ],
          ...(partner === 'suite'
            ? [
                [
                  t('Basket’s form field', 'Champ de formulaire du panier'),
                  `cxml-${profile.formPost}`,
                ],
              ]
            : []),
        ] as [string, string][])
      : []),
    [t('Unit words', 'Mots des unités'), map.join(', ') || t('UN/CEFACT codes', 'codes UN/CEFACT')],
    [t('Units accepted', 'Unités acceptées'), units.accepted.join(', ') || t('any', 'toutes')],
    [
      t('Classification', 'Classification'),
      `${classification.domain}, ${t(`${classification.digits} digits`, `${classification.digits} chiffres`)}`,
    ],
    [t('Lengths', 'Longueurs'), lengthsText(profile.lengths) || t('none', 'aucune')],
    [t('Forbidden characters', 'Caractères interdits'), forbidden.join('; ') || t('none', 'aucun')],
    [t('Price decimals', 'Décimales de prix'), String(profile.priceDecimalsMax)],
    ...(profile.protocol === 'cxml' && partner === 'suite'
      ? ([[t('User named by', 'Utilisateur nommé par'), identity.email.join(', ')]] as [
          string,
          string,
        ][])
      : []),
  ];
  return rows.map(([what, how]) => ({ what, how }));
}

/** What to configure, who is who, the secret's rotation, what the suite expects, and a document to start from. */
export function OverviewPage(props: OverviewProps) {
  const { place, profile, example } = props;
  const { locale } = place;
  const t = say(locale);
  return (
    <Stack>
      <Addresses {...props} />
      <Columns layout="two">
        <Identities {...props} />
        <Secrets {...props} />
      </Columns>
      <DataTable
        locale={locale}
        caption={t('What this connection expects', 'Ce que cette connexion attend')}
        captionNote={t('from its live profile', 'de son profil en vigueur')}
        rows={expectations({
          profile,
          locale,
          partner: place.workbench.organisation.kind === 'seller' ? 'seller' : 'suite',
        })}
        columns={[
          { key: 'what', label: t('Setting', 'Réglage'), cell: (row) => row.what },
          { key: 'how', label: t('Value', 'Valeur'), cell: (row) => row.how },
        ]}
      />
      {example ? (
        <Code locale={locale} id="example" title={example.title} text={example.text} />
      ) : null}
    </Stack>
  );
}
