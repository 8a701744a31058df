/** The three suites one may pick: how each names itself, proves itself and posts its documents. */
export type Suite = {
  readonly id: 'ariba' | 'coupa' | 'sap-oci';
  readonly label: string;
  readonly note: string;
  readonly protocol: 'cxml' | 'oci';
  readonly identity: { readonly domain: string; readonly identity: string };
  readonly secret: string;
  readonly version: string;
  readonly user: {
    readonly email: string;
    readonly name: string;
    readonly first: string;
    readonly last: string;
  };
  readonly extrinsics: (
    user: Suite['user'],
  ) => readonly { readonly name: string; readonly value: string }[];
  /** Call-up of an OCI catalogue: path and user name. */
  readonly oci?: { readonly path: string; readonly username: string };
};

const USERS = {
  ariba: {
    email: 'sophie.martin@buyer.example',
    name: 'Sophie Martin',
    first: 'Sophie',
    last: 'Martin',
  },
  coupa: {
    email: 'marc.legall@buyer.example',
    name: 'Marc Le Gall',
    first: 'Marc',
    last: 'Le Gall',
  },
  oci: {
    email: 'jonas.richter@buyer.example',
    name: 'Jonas Richter',
    first: 'Jonas',
    last: 'Richter',
  },
} as const;

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
    user: USERS.ariba,
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
    user: USERS.coupa,
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
    id: 'sap-oci',
    label: 'SAP OCI',
    note: 'OCI 4.0 call-up with HOOK_URL; the basket comes back as NEW_ITEM fields',
    protocol: 'oci',
    identity: { domain: '', identity: '' },
    secret: 'demo-oci-secret',
    version: '',
    user: USERS.oci,
    extrinsics: () => [],
    oci: { path: '/oci/ostwerk', username: 'ostwerk' },
  },
];
