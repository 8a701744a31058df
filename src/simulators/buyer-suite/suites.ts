export type SuiteUser = {
  readonly email: string;
  readonly name: string;
  readonly first: string;
  readonly last: string;
};

/** A suite one may pick: how it names itself, proves itself and writes its documents. */
export type Suite = {
  readonly id: 'ariba' | 'coupa' | 'jaggaer' | 'oracle' | 'dynamics' | 'sap-oci';
  readonly label: string;
  readonly note: string;
  readonly protocol: 'cxml' | 'oci';
  readonly identity: { readonly domain: string; readonly identity: string };
  readonly secret: string;
  readonly version: string;
  /** Who shops; any of the others may edit or inspect what one returned. */
  readonly user: SuiteUser;
  readonly colleague: SuiteUser;
  readonly extrinsics: (
    user: SuiteUser,
  ) => readonly { readonly name: string; readonly value: string }[];
  /** Whether the setup names the person as a Contact too. */
  readonly contact: 'written' | 'omitted';
  /** Call-up of an OCI catalogue: path and user name. */
  readonly oci?: { readonly path: string; readonly username: string };
};

function person(email: string, first: string, last: string): SuiteUser {
  return { email, name: `${first} ${last}`, first, last };
}

const SOPHIE = person('sophie.martin@buyer.example', 'Sophie', 'Martin');
const THOMAS = person('thomas.girard@buyer.example', 'Thomas', 'Girard');
const MARC = person('marc.legall@buyer.example', 'Marc', 'Le Gall');
const AOIFE = person('aoife.byrne@buyer.example', 'Aoife', 'Byrne');
const JONAS = person('jonas.richter@buyer.example', 'Jonas', 'Richter');

/** The marketplace's published name in the demo. */
export const COMPTOIR = { domain: 'NetworkID', identity: 'AN01000000001-T' } as const;

export const SUITES: readonly Suite[] = [
  {
    id: 'ariba',
    label: 'Ariba style',
    note: 'cXML, NetworkID credentials, UserEmail and UniqueName extrinsics',
    protocol: 'cxml',
    identity: { domain: 'NetworkID', identity: 'AN02000000002-T' },
    secret: 'demo-ariba-secret',
    version: '1.2.014',
    user: SOPHIE,
    colleague: THOMAS,
    contact: 'written',
    extrinsics: (user) => [
      { name: 'UserEmail', value: user.email },
      { name: 'UniqueName', value: user.email },
      { name: 'UserFullName', value: user.name },
    ],
  },
  {
    id: 'coupa',
    label: 'Coupa style',
    note: 'cXML, DUNS credentials, FirstName, LastName and BusinessUnit extrinsics',
    protocol: 'cxml',
    identity: { domain: 'DUNS', identity: '428573911' },
    secret: 'demo-coupa-secret',
    version: '1.2.014',
    user: MARC,
    colleague: AOIFE,
    contact: 'written',
    extrinsics: (user) => [
      { name: 'FirstName', value: user.first },
      { name: 'LastName', value: user.last },
      { name: 'UniqueName', value: user.email },
      { name: 'UserEmail', value: user.email },
      { name: 'User', value: user.email },
      { name: 'BusinessUnit', value: 'COUPA' },
    ],
  },
  {
    id: 'jaggaer',
    label: 'JAGGAER style',
    note: 'cXML, DUNS credentials, UserName and e-mail, prices of four decimals',
    protocol: 'cxml',
    identity: { domain: 'DUNS', identity: '428573912' },
    secret: 'demo-jaggaer-secret',
    version: '1.2.014',
    user: AOIFE,
    colleague: MARC,
    contact: 'written',
    extrinsics: (user) => [
      { name: 'UserEmail', value: user.email },
      { name: 'UniqueName', value: user.last.toLowerCase() },
      { name: 'FirstName', value: user.first },
      { name: 'LastName', value: user.last },
    ],
  },
  {
    id: 'oracle',
    label: 'Oracle style',
    note: 'cXML 1.1, units in its own words (UNI), the person as User extrinsic only',
    protocol: 'cxml',
    identity: { domain: 'DUNS', identity: '261573913' },
    secret: 'demo-oracle-secret',
    version: '1.1.007',
    user: THOMAS,
    colleague: SOPHIE,
    contact: 'omitted',
    extrinsics: (user) => [
      { name: 'User', value: user.email },
      { name: 'UserEmail', value: user.email },
    ],
  },
  {
    id: 'dynamics',
    label: 'Dynamics style',
    note: 'cXML, its own window, reads only number, quantity, price, unit, names and class',
    protocol: 'cxml',
    identity: { domain: 'PrivateID', identity: 'brendan-d365' },
    secret: 'demo-dynamics-secret',
    version: '1.2.014',
    user: MARC,
    colleague: AOIFE,
    contact: 'omitted',
    extrinsics: (user) => [
      { name: 'UserEmail', value: user.email },
      { name: 'UserFullName', value: user.name },
    ],
  },
  {
    id: 'sap-oci',
    label: 'SAP OCI',
    note: 'OCI 4.0 call-up with HOOK_URL; the basket comes back as NEW_ITEM fields',
    protocol: 'oci',
    identity: { domain: '', identity: '' },
    secret: 'demo-oci-secret',
    version: '',
    user: JONAS,
    colleague: JONAS,
    contact: 'omitted',
    extrinsics: () => [],
    oci: { path: '/oci/ostwerk', username: 'ostwerk' },
  },
];
