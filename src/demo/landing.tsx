import { type Locale, say, type Text } from '../base/index.ts';
import { publicPage } from '../domain/parties/index.ts';
import { type Web, web } from '../platform/http/index.ts';
import { ActionForm, Columns, DataTable, LinkButton, Panel, Stack } from '../ui/index.ts';
import type { Outside } from './simulators.ts';

type Account = Text & { readonly email: string; readonly next: string };

const ACCOUNTS: readonly Account[] = [
  {
    email: 'buyer@demo.test',
    next: '/buyer/shop',
    en: 'AMM, a company without a purchasing suite: fills a basket and asks for approval',
    fr: 'AMM, entreprise sans outil d’achat : remplit un panier et demande l’approbation',
  },
  {
    email: 'approver@demo.test',
    next: '/buyer/approvals',
    en: 'AMM: approves those requests',
    fr: 'AMM : approuve ces demandes',
  },
  {
    email: 'seller@demo.test',
    next: '/seller/orders',
    en: 'Delacourt, a seller who works on pages: confirms and ships',
    fr: 'Delacourt, vendeur qui travaille dans les pages : confirme et expédie',
  },
  {
    email: 'finance@demo.test',
    next: '/operator/reconciliation',
    en: 'Comptoir: receipts, reconciliation, payouts',
    fr: 'Comptoir : encaissements, rapprochement, reversements',
  },
  {
    email: 'operator@demo.test',
    next: '/operator',
    en: 'Comptoir: runs the marketplace, issues the statements',
    fr: 'Comptoir : exploite la place de marché, émet les relevés',
  },
];

/** One click to be somebody: the published password travels by the ordinary sign-in form. */
function SignInAs({ account, locale }: { account: Account; locale: Locale }) {
  const t = say(locale);
  return (
    <ActionForm
      action="/login"
      hidden={{ email: account.email, password: 'demo', next: account.next }}
      size="sm"
      label={t(`Sign in as ${account.email}`, `Se connecter comme ${account.email}`)}
    >
      {t('Sign in', 'Se connecter')}
    </ActionForm>
  );
}

/** `/` of the demo: what can be tried, as whom, and where the outside world is played. */
export function landing(simulators: Outside): Web {
  const app = web();
  app.get('/', (c) => {
    const locale = c.get('locale');
    const t = say(locale);
    const tour = [
      {
        href: `${simulators.buyerSuiteUrl}/`,
        label: t('1. Punch out from a buyer’s suite', '1. Partir de l’outil d’achat'),
        text: t(
          'Ariba, Coupa or SAP style: fill a basket from several sellers, return it, send the order.',
          'Style Ariba, Coupa ou SAP : remplissez un panier chez plusieurs vendeurs, renvoyez-le, envoyez la commande.',
        ),
      },
      {
        href: '/login?next=/buyer/shop',
        label: t('2. Or buy without a suite', '2. Ou acheter sans outil'),
        text: t(
          'buyer@demo.test submits, approver@demo.test approves.',
          'buyer@demo.test soumet, approver@demo.test approuve.',
        ),
      },
      {
        href: `${simulators.sellerUrl}/`,
        label: t('3. See the sellers answer', '3. Voir les vendeurs répondre'),
        text: t(
          'EDIFACT and cXML sellers confirm and ship by themselves; seller@demo.test works on pages.',
          'Les vendeurs EDIFACT et cXML confirment et expédient seuls ; seller@demo.test travaille dans les pages.',
        ),
      },
      {
        href: `${simulators.bankUrl}/`,
        label: t('4. Pay at the bank', '4. Payer à la banque'),
        text: t(
          'Whole, half, several at once, with a wrong reference: the statement comes in as camt.053.',
          'En entier, à moitié, groupé, avec une mauvaise référence : le relevé arrive en camt.053.',
        ),
      },
      {
        href: '/login?next=/operator/reconciliation',
        label: t('5. Reconcile and pay out', '5. Rapprocher et reverser'),
        text: t(
          'finance@demo.test sees what matched and why, decides the rest, and pays the sellers.',
          'finance@demo.test voit ce qui est rapproché et pourquoi, décide du reste et paie les vendeurs.',
        ),
      },
      {
        href: `${simulators.mailUrl}/`,
        label: t('6. Read the mail', '6. Lire le courrier'),
        text: t(
          'Statements with their invoices, sent over real SMTP.',
          'Relevés et factures, envoyés par un vrai SMTP.',
        ),
      },
    ];
    return publicPage(
      c,
      {
        title: t(
          'Comptoir, a marketplace for purchasing departments',
          'Comptoir, la place de marché des services achats',
        ),
        subtitle: t(
          'This is the demo: real protocols, invented companies.',
          'Ceci est la démonstration : de vrais protocoles, des entreprises inventées.',
        ),
      },
      <Stack>
        <Columns layout="three">
          {tour.map((step) => (
            <Panel title={step.label}>
              <p class="mb-3">{step.text}</p>
              <LinkButton href={step.href} kind="quiet" size="sm">
                {t('Open', 'Ouvrir')}
              </LinkButton>
            </Panel>
          ))}
        </Columns>
        <DataTable
          locale={locale}
          caption={t('Accounts (password: demo)', 'Comptes (mot de passe : demo)')}
          rows={ACCOUNTS}
          columns={[
            { key: 'email', label: t('Account', 'Compte'), cell: (one) => one.email },
            { key: 'who', label: t('Who', 'Qui'), cell: (one) => one[locale] },
            {
              key: 'enter',
              label: t('Sign in', 'Se connecter'),
              heading: 'hidden',
              cell: (one) => <SignInAs account={one} locale={locale} />,
            },
          ]}
        />
      </Stack>,
    );
  });
  return app;
}
