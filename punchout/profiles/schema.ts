import { z } from 'zod';
import { isSecretName } from '../../src/base/index.ts';
import { documentEncodings } from './encoding.ts';
import { choose, flag, group, list, record, text, whole } from './fields.ts';

const version = z.string().regex(/^\d+\.\d+(\.\d+)?$/, 'a version such as 1.2.014');
const origin = z.string().regex(/^https?:\/\/[^/\s;,'"]+$/, 'an origin: https://host');
const length = () => whole({ min: 1, max: 4000 });

/** Characters a field must not hold: each becomes `replacement`, or without one the line is refused. */
const forbidden = () =>
  group({ characters: text({ min: 1, max: 100 }), replacement: text({ max: 5 }).optional() });

/** Where a value that we write beside a line comes from. */
export const extrinsicSources = [
  'seller.name',
  'seller.id',
  'seller.vat_id',
  'seller.gln',
  'gtin',
  'price.source',
  'vat.rate',
  'eco_contribution',
  'lead_days',
  'requisition.number',
  'cost_centre',
  'business_unit',
] as const;
export type ExtrinsicSource = (typeof extrinsicSources)[number];

/** What a suite may leave unread; what a line cannot do without is not in the list. */
export const ignorableFields = [
  'manufacturerPartId',
  'manufacturerName',
  'leadTime',
  'extrinsics',
] as const;
export type IgnorableField = (typeof ignorableFields)[number];

/**
 * How one buyer's suite wants to be spoken to, as data. A partner's own settings are a JSON merge patch
 * (RFC 7396) over a suite's profile, so no setting is null by nature: absent is the word for none. Each is
 * read by code; `test/punchout/profiles.test.ts` holds the list of where.
 */
export const suiteProfileSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'lower-case letters, digits and hyphens'),
  label: text({ min: 1, max: 120 }),
  protocol: choose(['cxml', 'oci']),
  /** DTD version per kind of document we write; kinds not named get the codec's default. */
  versions: group({
    PunchOutSetupResponse: version.optional(),
    PunchOutOrderMessage: version.optional(),
    OrderRequest: version.optional(),
    ConfirmationRequest: version.optional(),
    ShipNoticeRequest: version.optional(),
    InvoiceDetailRequest: version.optional(),
  }),
  /** The basket's hidden field: base64, or the document itself in US-ASCII. */
  formPost: choose(['base64', 'urlencoded']),
  /**
   * Of every document we write to this partner: carts, answers, orders, confirmations, notices, invoices. What
   * the encoding lacks becomes a numeric reference; US-ASCII is for readers that ignore the declaration.
   */
  documentEncoding: choose(documentEncodings),
  /** Characters a field may have: texts are cut, codes that are longer refuse the line. */
  lengths: group({
    supplierPartId: length().optional(),
    supplierPartAuxiliaryId: length().optional(),
    description: length().optional(),
    shortName: length().optional(),
    manufacturerPartId: length().optional(),
    manufacturerName: length().optional(),
    unit: length().optional(),
    classification: length().optional(),
    /** OCI's LONGTEXT, which carries the description that was cut. */
    longText: length().optional(),
  }),
  forbidden: group({
    supplierPartId: forbidden().optional(),
    supplierPartAuxiliaryId: forbidden().optional(),
    description: forbidden().optional(),
    manufacturerPartId: forbidden().optional(),
    manufacturerName: forbidden().optional(),
  }),
  /** Fields the suite does not read; they are left out and the person is told. */
  ignores: list(choose(ignorableFields)),
  /** Decimals of a unit price that the suite keeps. */
  priceDecimalsMax: whole({ min: 0, max: 6 }),
  quantityDecimalsMax: whole({ min: 0, max: 6 }),
  /**
   * `written`: a price with too many decimals is stated per 10, 100, … units (OCI PRICEUNIT; cXML
   * PriceBasisQuantity where the pinned DTD has it). Only where the suite is known to read it: one that does
   * not would book a hundredfold price.
   */
  priceBasis: choose(['written', 'unread']),
  /** Whether the suite adds the lines up itself; the Total we write is then that sum. */
  recomputesTotal: flag(),
  units: group({
    /** Our UN/CEFACT code → the suite's own word. */
    map: record(text({ min: 1, max: 20 })),
    /** Units the suite is known to accept, in its own words; empty: any. */
    accepted: list(text({ min: 1, max: 20 })),
    /** A unit it does not accept is sent as it is, stops the basket, or is booked as `default`. */
    unknown: choose(['send', 'refuse', 'default']),
    default: text({ min: 1, max: 20 }).optional(),
  }),
  classification: group({
    domain: text({ min: 1, max: 60 }),
    digits: whole({ min: 2, max: 10 }),
    /** Our class or its beginning → theirs; the longest beginning counts. */
    map: record(text({ min: 1, max: 60 })),
    /** Sent where the catalogue has no class; absent: the line is refused. */
    fallback: text({ min: 1, max: 60 }).optional(),
  }),
  /** Extrinsics of the setup that name the person, most telling first; compared without case. */
  identity: group({
    email: list(text({ min: 1, max: 100 })),
    uniqueName: list(text({ min: 1, max: 100 })),
    fullName: list(text({ min: 1, max: 100 })),
    firstName: list(text({ min: 1, max: 100 })),
    lastName: list(text({ min: 1, max: 100 })),
  }),
  extrinsics: group({
    /** Extrinsics of the setup that say where the purchase is booked. */
    setup: group({
      costCentre: list(text({ min: 1, max: 100 })),
      businessUnit: list(text({ min: 1, max: 100 })),
    }),
    /**
     * Written on each line, name → source; OCI: the custom fields. (No DTD has a place for them in the
     * PunchOutOrderMessageHeader.)
     */
    item: record(choose(extrinsicSources)),
  }),
  /**
   * One supplier of record with the seller in extrinsics, or each line's own SupplierID (OCI: VENDOR), or that and
   * ourselves as the router between: a Path on each line, and orders passed on in the buyer's name (cXML only).
   */
  multiSeller: choose(['marketplace', 'supplier_per_line', 'route']),
  supplierId: group({
    domain: text({ min: 1, max: 60 }),
    /** Which number names a seller; `own`: the buyer's numbers below. */
    number: choose(['vat_id', 'gln', 'registration', 'own']),
    /** The seller's registration number, VAT id or GLN → the buyer's vendor number or a DUNS. */
    own: record(text({ min: 1, max: 60 })),
  }),
  /** How the basket goes back (cXML PunchOutOrderMessageHeader). */
  return: group({
    /**
     * `pending` is for prices that do not bind yet (cXML guide, «PunchOutOrderMessageHeader»). A returned line of
     * ours has a fixed price, lines without one do not leave, so nothing but the partner's wish can say it.
     */
    quoteStatus: choose(['final', 'pending']),
    operationAllowed: choose(['create', 'inspect', 'edit']),
    headerTax: choose(['written', 'omitted']),
    headerShipping: choose(['written', 'omitted']),
    /** The éco-participation, which our prices include: a line of its own, or part of the price. */
    ecoContribution: choose(['own_line', 'in_price']),
    /** What the person must have seen before the basket leaves. A refusal always stops it. */
    preview: choose(['changes', 'losses', 'never']),
  }),
  /**
   * Whether the shop opens in the suite's frame, in its own window, or either. The return address's own origin
   * may always frame it and take the basket; `ancestors` are further ones: a portal around the suite, or a host
   * that the suite sends the basket on to (CSP frame-ancestors and form-action).
   */
  frame: group({
    open: choose(['embedded', 'top', 'either']),
    ancestors: list(origin),
  }),
  /**
   * How a document the suite does not take is sent again: the n-th wait is `firstDelaySeconds` × `factor`^(n−1),
   * lengthened or shortened by up to `jitter` of itself.
   */
  retry: group({
    attemptsMax: whole({ min: 1, max: 50 }),
    firstDelaySeconds: whole({ min: 1, max: 86_400 }),
    factor: z.number().min(1).max(10),
    jitter: z.number().min(0).max(1),
    timeoutSeconds: whole({ min: 1, max: 120 }),
  }),
  /** Whether its documents must be signed, and by which certificates: SHA-256 fingerprints, in hexadecimal. */
  signature: group({
    policy: choose(['none', 'required']),
    certificates: list(z.string().regex(/^([0-9A-Fa-f]{2}:?){32}$/, 'a SHA-256 fingerprint')),
  }),
  /** What we tell the suite of an order that it placed. */
  documents: group({
    /** Every answer line by line, or by the header alone where one word speaks for the whole order. */
    confirmation: choose(['lines', 'header']),
    /**
     * An InvoiceDetailRequest for each invoice, or for each seller of a statement one header invoice over all its
     * purchase orders, or none.
     */
    invoices: choose(['each', 'per_statement', 'none']),
    /** The PDF of the legal invoice with each InvoiceDetailRequest, as multipart/related; not every suite reads it. */
    invoicePdf: choose(['omitted', 'attached']),
  }),
  oci: group({
    schemes: list(choose(['https', 'http', 'sapevent'])),
    usernameField: text({ min: 1, max: 60 }),
    /** Named so that the logs know it for a secret: they keep what came and mask it wherever it is shown. */
    passwordField: text({ min: 1, max: 60 }).refine(
      isSecretName,
      'a name that says what it holds, such as PASSWORD, PWD or KENNWORT',
    ),
    /** What a basket's form is posted in, unless the call-up says `http_content_charset`. */
    charset: choose(['UTF-8', 'ISO-8859-1']).optional(),
  }).optional(),
});

export type SuiteProfile = z.infer<typeof suiteProfileSchema>;
