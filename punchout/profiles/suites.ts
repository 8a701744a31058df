import { commonIdentityExtrinsics } from '../identity.ts';
import { defaultOciRules } from '../oci/index.ts';
import type { SuiteProfile } from './schema.ts';

// Letters say what a value rests on: V the vendor's own words, S a secondary source, O seen in real documents,
// P our precaution where nothing is published. An operator narrows P by the partner's own list.

const identity: SuiteProfile['identity'] = {
  email: [...commonIdentityExtrinsics.email],
  uniqueName: [...commonIdentityExtrinsics.uniqueName],
  fullName: [...commonIdentityExtrinsics.fullName],
  firstName: [...commonIdentityExtrinsics.firstName],
  lastName: [...commonIdentityExtrinsics.lastName],
};

/** Units of UN/ECE Recommendations 20 and 21 that goods are commonly bought in, pieces as EA (P). */
const COMMON_UNITS =
  'EA PR SET KT DZN CEN MIL RM RO BX BO PK CT BG CA PX ' +
  'MTR CMT MMT KMT MTK MTQ KGM GRM TNE LTR MLT HUR DAY MON';
const EACH: Readonly<Record<string, string>> = { C62: 'EA', H87: 'EA', PCE: 'EA' };
/** Recommendation 21 behind an X, as suites list the package alone. */
const PACKAGES = Object.fromEntries(
  ['BX', 'BO', 'PK', 'CT', 'BG', 'CA', 'PX', 'RO'].map((code) => [`X${code}`, code]),
);

/** cXML as its guide has it; also what a profile that is data takes for what it does not say. */
export const generic: SuiteProfile = {
  id: 'generic',
  label: 'cXML 1.2',
  protocol: 'cxml',
  versions: {},
  // The guide's default for everything that is not ASCII.
  formPost: 'base64',
  documentEncoding: 'UTF-8',
  // ShortName: cXML guide, «Description»; the auxiliary id is our own token of at most 50.
  lengths: { shortName: 50, supplierPartAuxiliaryId: 255, description: 2000 },
  forbidden: {},
  ignores: [],
  priceDecimalsMax: 6,
  quantityDecimalsMax: 6,
  priceBasis: 'unread',
  recomputesTotal: false,
  units: { map: {}, accepted: [], unknown: 'send' },
  classification: { domain: 'UNSPSC', digits: 8, map: {} },
  identity,
  extrinsics: {
    setup: {
      costCentre: ['CostCenter', 'CostCentre', 'Cost Center'],
      businessUnit: ['BusinessUnit', 'Business Unit'],
    },
    item: { Seller: 'seller.name', 'Price source': 'price.source', GTIN: 'gtin' },
  },
  multiSeller: 'marketplace',
  supplierId: { domain: 'VATID', number: 'vat_id', own: {} },
  return: {
    quoteStatus: 'final',
    operationAllowed: 'edit',
    headerTax: 'written',
    headerShipping: 'omitted',
    // Hidden in the header's Tax it blocks the import on an amount nobody knows (S, French buyers' reports).
    ecoContribution: 'own_line',
    preview: 'changes',
  },
  frame: { open: 'either', ancestors: [] },
  // The guide asks for ten hourly attempts over six hours at least; ten that double from a minute span 8.5 h.
  retry: { attemptsMax: 10, firstDelaySeconds: 60, factor: 2, jitter: 0.2, timeoutSeconds: 20 },
  signature: { policy: 'none', certificates: [] },
  documents: { confirmation: 'lines', invoices: 'each', invoicePdf: 'omitted' },
};

// Part and auxiliary ids with ? { } are rejected, descriptions cut at 255 on the order (S).
const ariba: SuiteProfile = {
  ...generic,
  id: 'ariba',
  label: 'SAP Ariba',
  lengths: { ...generic.lengths, description: 255 },
  forbidden: {
    supplierPartId: { characters: '?{}' },
    supplierPartAuxiliaryId: { characters: '?{}' },
  },
};

// The DTD matrix (S citing V). An unknown unit loses the whole cart (V), so it is refused before it leaves.
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
  units: { map: { ...EACH, ...PACKAGES }, accepted: COMMON_UNITS.split(' '), unknown: 'refuse' },
  // Setup extrinsics FirstName, LastName, UniqueName, UserEmail, User, BusinessUnit (V).
  // As it sends its own orders: 60 s for the answer, five hourly retries (V).
  retry: { attemptsMax: 6, firstDelaySeconds: 3600, factor: 1, jitter: 0.1, timeoutSeconds: 60 },
};

// Ids up to 100, prices up to four decimals, unmapped units silently EA, total added up anew (S).
const jaggaer: SuiteProfile = {
  ...generic,
  id: 'jaggaer',
  label: 'JAGGAER',
  lengths: { ...generic.lengths, supplierPartId: 100, supplierPartAuxiliaryId: 100 },
  priceDecimalsMax: 4,
  recomputesTotal: true,
  units: {
    map: { ...EACH, ...PACKAGES },
    accepted: COMMON_UNITS.split(' '),
    unknown: 'default',
    default: 'EA',
  },
};

// Seen in a French public body's documents (O): setup 1.1.007, unit UNI, classification DUMMY, orders in
// ISO-8859-15. What we send is US-ASCII, which is the same bytes in every encoding it may take it for (P).
const oracleEbs: SuiteProfile = {
  ...generic,
  id: 'oracle-ebs',
  label: 'Oracle E-Business Suite (iProcurement)',
  documentEncoding: 'US-ASCII',
  units: { map: { C62: 'UNI', EA: 'UNI', H87: 'UNI' }, accepted: [], unknown: 'send' },
  classification: { ...generic.classification, fallback: 'DUMMY' },
};

// Purchase orders 1.2.007, changes 1.2.009 (V) come in; our answers are the oldest we hold.
const oracleFusion: SuiteProfile = {
  ...generic,
  id: 'oracle-fusion',
  label: 'Oracle Fusion Self Service Procurement',
  versions: { PunchOutSetupResponse: '1.2.014', PunchOutOrderMessage: '1.2.014' },
};

// Reads only quantity, SupplierPartID, price, currency, names, unit and class; same or new window (V).
const dynamics365: SuiteProfile = {
  ...generic,
  id: 'dynamics365',
  label: 'Microsoft Dynamics 365 Supply Chain',
  ignores: ['manufacturerPartId', 'leadTime', 'extrinsics'],
  frame: { open: 'top', ancestors: [] },
};

// OCI 4.0 field lengths (V): the description is 40 and the whole text goes into LONGTEXT; numbers 11.3, so a
// finer price is stated per PRICEUNIT.
export const sapOci: SuiteProfile = {
  ...generic,
  id: 'sap-oci',
  label: 'SAP SRM or S/4HANA (OCI 4.0)',
  protocol: 'oci',
  lengths: {
    supplierPartId: 40,
    supplierPartAuxiliaryId: 40,
    description: 40,
    manufacturerPartId: 40,
    unit: 3,
    classification: 10,
  },
  priceDecimalsMax: 3,
  quantityDecimalsMax: 3,
  priceBasis: 'written',
  // OCI has no total: SAP adds the items up.
  recomputesTotal: true,
  extrinsics: { ...generic.extrinsics, item: {} },
  supplierId: { domain: 'VENDOR', number: 'own', own: {} },
  oci: { ...defaultOciRules, schemes: ['https'], charset: 'UTF-8' },
};

/** What each suite is known to want. */
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
