import { commonIdentityExtrinsics } from '../identity.ts';
import { defaultOciRules } from '../oci/index.ts';
import type { SuiteProfile } from './schema.ts';

const identity: SuiteProfile['identity'] = {
  email: [...commonIdentityExtrinsics.email],
  uniqueName: [...commonIdentityExtrinsics.uniqueName],
  fullName: [...commonIdentityExtrinsics.fullName],
  firstName: [...commonIdentityExtrinsics.firstName],
  lastName: [...commonIdentityExtrinsics.lastName],
};

const generic: SuiteProfile = {
  id: 'generic',
  label: 'cXML 1.2',
  protocol: 'cxml',
  versions: {},
  formPost: 'base64',
  // ShortName: cXML guide, «Description»; the auxiliary id is our own token of at most 50.
  lengths: { shortName: 50, supplierPartAuxiliaryId: 255, description: 2000 },
  forbidden: {},
  priceDecimalsMax: 6,
  units: { map: {}, accepted: [], unknown: 'send' },
  classification: { domain: 'UNSPSC', fallback: null, digits: 8 },
  identity,
  multiSeller: 'marketplace',
  frame: { open: 'either', ancestors: [] },
  // The guide asks for ten hourly attempts over six hours at least; ten that double from a minute span 8.5 h.
  retry: { attemptsMax: 10, firstDelaySeconds: 60, factor: 2, jitter: 0.2, timeoutSeconds: 20 },
  oci: null,
};

// Part and auxiliary ids with ? { } are rejected, descriptions cut at 255 on the order (secondary source).
const ariba: SuiteProfile = {
  ...generic,
  id: 'ariba',
  label: 'SAP Ariba',
  lengths: { ...generic.lengths, description: 255 },
  forbidden: { supplierPartId: '?{}', supplierPartAuxiliaryId: '?{}' },
};

// Coupa's published DTD matrix; an unknown unit loses the whole cart, so it is refused before it leaves.
const coupa: SuiteProfile = {
  ...generic,
  id: 'coupa',
  label: 'Coupa',
  versions: {
    PunchOutSetupResponse: '1.2.014',
    PunchOutOrderMessage: '1.2.023',
    OrderRequest: '1.2.014',
    ConfirmationRequest: '1.2.036',
    ShipNoticeRequest: '1.2.014',
    InvoiceDetailRequest: '1.2.020',
  },
  lengths: { ...generic.lengths, description: 255, supplierPartAuxiliaryId: 255 },
  units: { map: {}, accepted: [], unknown: 'refuse' },
};

// Ids up to 100, prices up to four decimals, unmapped units silently become EA (secondary source).
const jaggaer: SuiteProfile = {
  ...generic,
  id: 'jaggaer',
  label: 'JAGGAER',
  lengths: { ...generic.lengths, supplierPartId: 100, supplierPartAuxiliaryId: 100 },
  priceDecimalsMax: 4,
  units: { map: {}, accepted: [], unknown: 'refuse' },
};

// Seen in a French public body's documents: setup 1.1.007, unit UNI, classification DUMMY.
const oracleEbs: SuiteProfile = {
  ...generic,
  id: 'oracle-ebs',
  label: 'Oracle E-Business Suite (iProcurement)',
  units: { map: { C62: 'UNI', EA: 'UNI' }, accepted: [], unknown: 'send' },
  classification: { domain: 'UNSPSC', fallback: 'DUMMY', digits: 8 },
};

const oracleFusion: SuiteProfile = {
  ...generic,
  id: 'oracle-fusion',
  label: 'Oracle Fusion Self Service Procurement',
};

// Reads only quantity, part id, price, currency, names, unit and class; same or new window.
const dynamics365: SuiteProfile = {
  ...generic,
  id: 'dynamics365',
  label: 'Microsoft Dynamics 365 Supply Chain',
  frame: { open: 'top', ancestors: [] },
};

// OCI 4.0 field lengths: the description is 40, the whole text goes into LONGTEXT.
const sapOci: SuiteProfile = {
  ...generic,
  id: 'sap-oci',
  label: 'SAP SRM or S/4HANA (OCI 4.0)',
  protocol: 'oci',
  lengths: {
    supplierPartId: 40,
    supplierPartAuxiliaryId: 40,
    description: 40,
    manufacturerPartId: 40,
  },
  priceDecimalsMax: 3,
  units: { map: {}, accepted: [], unknown: 'send' },
  oci: { ...defaultOciRules, schemes: ['https'] },
};

/** What each suite is known to want; where a value rests on a secondary source, the comment says so. */
export const suiteProfiles: readonly SuiteProfile[] = [
  generic,
  ariba,
  coupa,
  jaggaer,
  oracleEbs,
  oracleFusion,
  dynamics365,
  sapOci,
];
