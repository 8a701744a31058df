import { uuidFromName } from '../../base/index.ts';
import { demoGs1, frenchIban, frenchVatId, siren, siret } from './check-digits.ts';
import { foreignParties } from './foreign-parties.ts';
import type { DemoOrganisation } from './types.ts';

/** The id of a demo organisation from its key: the same in every run and on every machine. */
export function organisationId(key: string): string {
  return uuidFromName(`demo/organisation/${key}`);
}

type French = Pick<
  DemoOrganisation,
  'key' | 'kind' | 'legalName' | 'tradingName' | 'activity' | 'legalForm' | 'locale'
> & {
  /** First eight digits of the SIREN. */
  readonly eight: string;
  /** Nine digits of the GLN behind prefix 952. */
  readonly place: number;
  readonly capital?: string;
  /** The town of the register, or the whole mention where there is none. */
  readonly register: string;
  readonly street: string;
  readonly postalCode: string;
  readonly city: string;
  readonly duns?: string;
  readonly incorporatedOn: string;
  readonly employees: number;
  readonly clientFunds?: true;
  /** Charges no VAT and so has no VAT number. */
  readonly franchise?: true;
};

const spaced = (number: string) => number.replace(/(\d{3})(?=\d)/g, '$1 ');

function french(party: French): DemoOrganisation {
  const number = siren(party.eight);
  const account = (suffix: string) =>
    frenchIban({ bank: '99990', branch: '00017', account: party.eight + suffix });
  const accounts = [
    {
      iban: account('001'),
      bic: 'DEMOFRPPXXX',
      purpose: { en: 'Current account', fr: 'Compte courant' },
    },
  ];
  if (party.clientFunds) {
    accounts.push({
      iban: account('777'),
      bic: 'DEMOFRPPXXX',
      purpose: { en: 'Client funds (segregated)', fr: 'Fonds de tiers (cantonnement)' },
    });
  }
  return {
    id: organisationId(party.key),
    key: party.key,
    kind: party.kind,
    legalName: party.legalName,
    tradingName: party.tradingName,
    activity: party.activity,
    siren: number,
    siret: siret({ siren: number, office: '0001' }),
    ...(party.franchise ? {} : { vatId: frenchVatId(number) }),
    legalForm: party.legalForm,
    capitalText: party.capital
      ? `${party.legalForm} au capital de ${party.capital} €`
      : party.legalForm,
    registerText: party.register.startsWith('!')
      ? party.register.slice(1).replace('{siren}', spaced(number))
      : `RCS ${party.register} ${spaced(number)}`,
    address: {
      name: party.legalName,
      street: party.street,
      postalCode: party.postalCode,
      city: party.city,
      country: 'FR',
    },
    country: 'FR',
    locale: party.locale,
    currency: 'EUR',
    email: `contact@${party.key}.demo.test`,
    gln: demoGs1(party.place),
    ...(party.duns ? { duns: party.duns } : {}),
    incorporatedOn: party.incorporatedOn,
    employees: party.employees,
    accounts,
  };
}

const frenchParties: readonly French[] = [
  {
    key: 'operator',
    kind: 'operator',
    legalName: 'Comptoir Place de Marché',
    tradingName: 'Comptoir',
    activity: {
      en: 'Procurement marketplace for class C goods',
      fr: 'Place de marché d’achats de classe C',
    },
    legalForm: 'SAS',
    capital: '1 250 000',
    locale: 'fr',
    eight: '99910010',
    place: 100001,
    register: 'Lille Métropole',
    street: '14 quai du Wault',
    postalCode: '59800',
    city: 'Lille',
    incorporatedOn: '2019-03-18',
    employees: 64,
    clientFunds: true,
  },
  {
    key: 'ferrand',
    kind: 'buyer',
    legalName: 'Ferrand Industries',
    tradingName: 'Groupe Ferrand',
    activity: {
      en: 'Hydraulic components and precision machining',
      fr: 'Composants hydrauliques et usinage de précision',
    },
    legalForm: 'SA',
    capital: '18 400 000',
    locale: 'fr',
    eight: '99920410',
    place: 200001,
    register: 'Lyon',
    street: '210 avenue Jean-Mermoz',
    postalCode: '69008',
    city: 'Lyon',
    duns: '999204101',
    incorporatedOn: '1974-06-11',
    employees: 2340,
  },
  {
    key: 'saint-brendan',
    kind: 'buyer',
    legalName: 'Association Saint-Brendan Santé et Formation',
    tradingName: 'Saint-Brendan Hospitals & Colleges',
    activity: {
      en: 'Private non-profit hospitals and nursing colleges of Irish origin',
      fr: 'Hôpitaux privés non lucratifs et instituts de formation, d’origine irlandaise',
    },
    legalForm: 'Association loi 1901 reconnue d’utilité publique',
    locale: 'en',
    eight: '99920736',
    place: 200002,
    register: '!SIREN {siren}, RNA W359100482',
    street: '3 rue du Docteur-O’Connell',
    postalCode: '35000',
    city: 'Rennes',
    duns: '428573911',
    incorporatedOn: '1953-03-17',
    employees: 1180,
  },
  {
    key: 'morvan',
    kind: 'buyer',
    legalName: 'Ateliers Mécaniques du Morvan',
    tradingName: 'AMM',
    activity: {
      en: 'Sheet metal, welding and machine assembly',
      fr: 'Tôlerie, soudure et assemblage de machines',
    },
    legalForm: 'SAS',
    capital: '640 000',
    locale: 'fr',
    eight: '99920858',
    place: 200004,
    register: 'Dijon',
    street: '8 rue de la Forge',
    postalCode: '21210',
    city: 'Saulieu',
    incorporatedOn: '1998-09-02',
    employees: 138,
  },
  {
    key: 'seller-1',
    kind: 'seller',
    legalName: 'Fournitures Delacourt',
    tradingName: 'Delacourt',
    activity: {
      en: 'Office, hygiene and break room supplies',
      fr: 'Fournitures de bureau, d’hygiène et de pause',
    },
    legalForm: 'SAS',
    capital: '320 000',
    locale: 'fr',
    eight: '99930103',
    place: 300001,
    register: 'Lille Métropole',
    street: '27 rue des Tisserands',
    postalCode: '59100',
    city: 'Roubaix',
    incorporatedOn: '1987-01-20',
    employees: 96,
  },
  {
    key: 'seller-2',
    kind: 'seller',
    legalName: 'Marchand et Fils Quincaillerie Industrielle',
    tradingName: 'Marchand & Fils',
    activity: {
      en: 'Industrial hardware, tools and drives',
      fr: 'Quincaillerie industrielle, outillage et transmission',
    },
    legalForm: 'SA',
    capital: '2 100 000',
    locale: 'fr',
    eight: '99930228',
    place: 300002,
    register: 'Saint-Étienne',
    street: '112 rue des Aciéries',
    postalCode: '42000',
    city: 'Saint-Étienne',
    incorporatedOn: '1962-04-05',
    employees: 310,
  },
  {
    key: 'seller-3',
    kind: 'seller',
    legalName: 'Protecta Équipement',
    tradingName: 'Protecta',
    activity: {
      en: 'Protective equipment, first aid and laboratory supplies',
      fr: 'Équipements de protection, premiers secours et laboratoire',
    },
    legalForm: 'SARL',
    capital: '150 000',
    locale: 'fr',
    eight: '99930349',
    place: 300003,
    register: 'Lyon',
    street: '5 chemin des Canuts',
    postalCode: '69500',
    city: 'Bron',
    incorporatedOn: '2004-10-12',
    employees: 47,
  },
  {
    key: 'seller-4',
    kind: 'seller',
    legalName: 'Lumélec Distribution',
    tradingName: 'Lumélec',
    activity: {
      en: 'Electrical equipment, lighting and computer accessories',
      fr: 'Matériel électrique, éclairage et accessoires informatiques',
    },
    legalForm: 'SAS',
    capital: '800 000',
    locale: 'fr',
    eight: '99930455',
    place: 300004,
    register: 'Nantes',
    street: '41 boulevard de la Loire',
    postalCode: '44200',
    city: 'Nantes',
    incorporatedOn: '1995-05-30',
    employees: 152,
  },
  {
    key: 'seller-5',
    kind: 'seller',
    legalName: 'Claire Aubert EI',
    tradingName: 'Atelier Pictal',
    activity: {
      en: 'Engraved plates and signs made to order',
      fr: 'Plaques gravées et signalétique sur mesure',
    },
    legalForm: 'Entrepreneur individuel',
    locale: 'fr',
    eight: '99930561',
    place: 300005,
    register: '!SIREN {siren}, inscrite au RNE',
    franchise: true,
    street: '6 venelle des Imprimeurs',
    postalCode: '49100',
    city: 'Angers',
    incorporatedOn: '2021-02-01',
    employees: 1,
  },
  {
    key: 'seller-8',
    kind: 'seller',
    legalName: 'Sotramat Ouest',
    tradingName: 'Sotramat',
    activity: {
      en: 'General supplies for sites, workshops and public bodies',
      fr: 'Fournitures générales pour chantiers, ateliers et collectivités',
    },
    legalForm: 'SARL',
    capital: '90 000',
    locale: 'fr',
    eight: '99930884',
    place: 300008,
    register: 'Brest',
    street: '19 rue du Port-au-Bois',
    postalCode: '29200',
    city: 'Brest',
    incorporatedOn: '2011-11-08',
    employees: 38,
  },
];

const ORDER = [
  'operator',
  'ferrand',
  'saint-brendan',
  'ostwerk',
  'morvan',
  'seller-1',
  'seller-2',
  'seller-3',
  'seller-4',
  'seller-5',
  'seller-6',
  'seller-7',
  'seller-8',
];

/**
 * The operator, four buyers and eight sellers. All are invented: names, addresses and numbers; the
 * numbers only satisfy their check digits.
 */
export const organisations: readonly DemoOrganisation[] = [
  ...frenchParties.map(french),
  ...foreignParties.map((party) => ({ ...party, id: organisationId(party.key) })),
].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));

/** A demo organisation by its id. */
export function organisationOf(id: string): DemoOrganisation | undefined {
  return organisations.find((one) => one.id === id);
}
