import { uuidFromName } from '../../base/index.ts';
import { organisationId } from './organisations.ts';
import type {
  DemoBuyerConnection,
  DemoCostCentre,
  DemoCredential,
  DemoDeliveryAddress,
} from './types.ts';

/** Comptoir's own cXML identity, the `To` of every buyer's document. */
export const operatorCredential: DemoCredential = {
  domain: 'NetworkID',
  identity: 'AN01000000001-T',
};

/** How three of the buyers punch out. The fourth works on the pages. */
export const buyerConnections: readonly DemoBuyerConnection[] = [
  {
    buyerId: organisationId('ferrand'),
    protocol: 'cxml',
    profile: 'ariba',
    credential: { domain: 'NetworkID', identity: 'AN02000000002-T' },
    sharedSecret: 'demo-ariba-secret',
    deploymentMode: 'test',
    browserFormPostOrigin: undefined,
  },
  {
    buyerId: organisationId('saint-brendan'),
    protocol: 'cxml',
    profile: 'coupa',
    credential: { domain: 'DUNS', identity: '428573911' },
    sharedSecret: 'demo-coupa-secret',
    deploymentMode: 'test',
    browserFormPostOrigin: undefined,
  },
  {
    buyerId: organisationId('ostwerk'),
    protocol: 'oci',
    profile: 'sap-oci',
    path: 'ostwerk',
    username: 'ostwerk',
    password: 'demo-oci-secret',
    deploymentMode: 'test',
    browserFormPostOrigin: undefined,
  },
];

/** Other suites of two buyers, so that every style can be tried. Names, secrets and styles as the simulator has them. */
export const moreSuites = [
  {
    buyerId: organisationId('saint-brendan'),
    profile: 'jaggaer',
    credential: { domain: 'DUNS', identity: '428573912' },
    sharedSecret: 'demo-jaggaer-secret',
  },
  {
    buyerId: organisationId('ferrand'),
    profile: 'oracle-ebs',
    credential: { domain: 'DUNS', identity: '261573913' },
    sharedSecret: 'demo-oracle-secret',
  },
  {
    buyerId: organisationId('saint-brendan'),
    profile: 'dynamics365',
    credential: { domain: 'PrivateID', identity: 'brendan-d365' },
    sharedSecret: 'demo-dynamics-secret',
  },
] as const;

type CentreRow = readonly [
  buyer: string,
  code: string,
  en: string,
  fr: string,
  budgetEuro: number,
  owner?: string,
];

const centreRows: readonly CentreRow[] = [
  [
    'ferrand',
    '4100',
    'Machining workshop, Vénissieux',
    'Atelier d’usinage, Vénissieux',
    180_000,
    'helene.roussel@ferrand.demo.test',
  ],
  [
    'ferrand',
    '4200',
    'Hydraulic assembly, Roanne',
    'Montage hydraulique, Roanne',
    150_000,
    'helene.roussel@ferrand.demo.test',
  ],
  ['ferrand', '4500', 'Maintenance', 'Maintenance', 120_000, 'thierry.masson@ferrand.demo.test'],
  [
    'ferrand',
    '6100',
    'Health and safety',
    'Hygiène, sécurité, environnement',
    90_000,
    'thierry.masson@ferrand.demo.test',
  ],
  [
    'ferrand',
    '7000',
    'Head office services',
    'Services généraux du siège',
    60_000,
    'helene.roussel@ferrand.demo.test',
  ],
  [
    'saint-brendan',
    'HOSP-LAB',
    'Hospital laboratory',
    'Laboratoire de l’hôpital',
    85_000,
    'niamh.kelleher@saint-brendan.demo.test',
  ],
  [
    'saint-brendan',
    'HOSP-WARDS',
    'Wards and care',
    'Services de soins',
    140_000,
    'niamh.kelleher@saint-brendan.demo.test',
  ],
  [
    'saint-brendan',
    'COL-RENNES',
    'Nursing college, Rennes',
    'Institut de formation, Rennes',
    30_000,
    'niamh.kelleher@saint-brendan.demo.test',
  ],
  [
    'saint-brendan',
    'FACILITIES',
    'Facilities and cleaning',
    'Services techniques et entretien',
    95_000,
    'niamh.kelleher@saint-brendan.demo.test',
  ],
  [
    'ostwerk',
    '10-200',
    'Assembly hall 2',
    'Hall de montage 2',
    70_000,
    'katrin.vogel@ostwerk.demo.test',
  ],
  [
    'ostwerk',
    '10-310',
    'Spare parts store',
    'Magasin de pièces',
    40_000,
    'katrin.vogel@ostwerk.demo.test',
  ],
  ['morvan', 'TOL', 'Sheet metal shop', 'Tôlerie', 45_000, 'approver@demo.test'],
  ['morvan', 'SOU', 'Welding shop', 'Soudure', 38_000, 'approver@demo.test'],
  ['morvan', 'MON', 'Machine assembly', 'Montage', 30_000, 'approver@demo.test'],
  ['morvan', 'ADM', 'Offices', 'Administration', 12_000, 'approver@demo.test'],
];

export const costCentres: readonly DemoCostCentre[] = centreRows.map(
  ([buyer, code, en, fr, budgetEuro, owner]) => ({
    buyerId: organisationId(buyer),
    code,
    name: { en, fr },
    ...(owner ? { ownerEmail: owner } : {}),
    yearlyBudgetMinor: BigInt(budgetEuro) * 100n,
  }),
);

type PlaceRow = Omit<DemoDeliveryAddress, 'id' | 'buyerId'> & { readonly buyer: string };

const place = (
  buyer: string,
  code: string,
  address: readonly [
    name: string,
    street: string,
    postalCode: string,
    city: string,
    country?: string,
  ],
  contact: string,
  instructions?: { en: string; fr: string },
): PlaceRow => ({
  buyer,
  code,
  address: {
    name: address[0],
    street: address[1],
    postalCode: address[2],
    city: address[3],
    country: address[4] ?? 'FR',
  },
  contact,
  ...(instructions ? { instructions } : {}),
});

const placeRows: readonly PlaceRow[] = [
  place(
    'ferrand',
    'FR-VEN',
    ['Ferrand Industries, site de Vénissieux', '15 rue Joseph-Muntz', '69200', 'Vénissieux'],
    'Réception marchandises',
    {
      en: 'Dock 4, Monday to Friday 7:30–15:30, advise deliveries over 500 kg',
      fr: 'Quai 4, du lundi au vendredi 7 h 30–15 h 30, prévenir au-delà de 500 kg',
    },
  ),
  place(
    'ferrand',
    'FR-ROA',
    ['Ferrand Industries, site de Roanne', '80 rue des Vernes', '42300', 'Roanne'],
    'Magasin général',
  ),
  place(
    'ferrand',
    'FR-SIE',
    ['Ferrand Industries, siège', '210 avenue Jean-Mermoz', '69008', 'Lyon'],
    'Accueil',
  ),
  place(
    'saint-brendan',
    'RNS-H1',
    ['Hôpital Saint-Brendan', '3 rue du Docteur-O’Connell', '35000', 'Rennes'],
    'Pharmacie et magasin',
    {
      en: 'Goods lift B, deliver before noon',
      fr: 'Monte-charge B, livrer avant midi',
    },
  ),
  place(
    'saint-brendan',
    'RNS-C1',
    ['Institut de formation Saint-Brendan', '12 allée des Tilleuls', '35700', 'Rennes'],
    'Secretariat',
  ),
  place(
    'saint-brendan',
    'VAN-H2',
    ['Clinique Saint-Brendan du Golfe', '2 route de Conleau', '56000', 'Vannes'],
    'Stores',
  ),
  place(
    'ostwerk',
    'H2',
    ['Ostwerk Maschinenbau GmbH, Halle 2', 'Zwickauer Straße 218', '09116', 'Chemnitz', 'DE'],
    'Warenannahme',
  ),
  place(
    'ostwerk',
    'ET',
    ['Ostwerk Maschinenbau GmbH, Ersatzteillager', 'Neefestraße 90', '09116', 'Chemnitz', 'DE'],
    'Warenannahme Ersatzteile',
  ),
  place(
    'morvan',
    'SAU',
    ['Ateliers Mécaniques du Morvan', '8 rue de la Forge', '21210', 'Saulieu'],
    'Magasin',
    {
      en: 'Closed on Friday afternoons',
      fr: 'Fermé le vendredi après-midi',
    },
  ),
  place(
    'morvan',
    'AVA',
    ['Ateliers Mécaniques du Morvan, atelier d’Avallon', '33 route de Lyon', '89200', 'Avallon'],
    'Chef d’atelier',
  ),
];

export const deliveryAddresses: readonly DemoDeliveryAddress[] = placeRows.map(
  ({ buyer, ...rest }) => ({
    id: uuidFromName(`demo/delivery-address/${buyer}/${rest.code}`),
    buyerId: organisationId(buyer),
    ...rest,
  }),
);
