import { z } from 'zod';

const names = z.array(z.string().min(1));
const length = z.int().min(1).max(4000);
const origin = z.string().regex(/^https?:\/\/[^/\s;,'"]+$/, 'an origin: https://host');
const version = z.string().regex(/^\d+\.\d+(\.\d+)?$/);

/**
 * How one buyer's suite wants to be spoken to, as data. A partner's own settings are a JSON merge patch
 * over a suite's profile.
 */
export const suiteProfileSchema = z.strictObject({
  id: z.string().min(1),
  label: z.string().min(1),
  protocol: z.enum(['cxml', 'oci']),
  /** DTD version per kind of document we write; kinds not named get the codec's default. */
  versions: z.strictObject({
    PunchOutSetupResponse: version.optional(),
    PunchOutOrderMessage: version.optional(),
    OrderRequest: version.optional(),
    ConfirmationRequest: version.optional(),
    ShipNoticeRequest: version.optional(),
    ReceiptRequest: version.optional(),
    InvoiceDetailRequest: version.optional(),
    StatusUpdateRequest: version.optional(),
    ProfileResponse: version.optional(),
    Response: version.optional(),
  }),
  formPost: z.enum(['base64', 'urlencoded']),
  /** Characters a field may have; longer texts are cut in the preview, longer ids are refused. */
  lengths: z.strictObject({
    supplierPartId: length.optional(),
    supplierPartAuxiliaryId: length.optional(),
    description: length.optional(),
    shortName: length.optional(),
    manufacturerPartId: length.optional(),
    manufacturerName: length.optional(),
    longText: length.optional(),
  }),
  /** Characters that a field must not hold, as one text per field. */
  forbidden: z.strictObject({
    supplierPartId: z.string().optional(),
    supplierPartAuxiliaryId: z.string().optional(),
    description: z.string().optional(),
  }),
  /** Decimals of a unit price that the suite keeps. */
  priceDecimalsMax: z.int().min(0).max(6),
  units: z.strictObject({
    /** Our UN/CEFACT code → the suite's own word. */
    map: z.record(z.string(), z.string().min(1)),
    /** Units the suite is known to accept; empty: any. */
    accepted: names,
    /** What to do with a unit it does not accept. */
    unknown: z.enum(['send', 'refuse']),
  }),
  classification: z.strictObject({
    domain: z.string().min(1),
    /** Sent where the catalogue has no class; null: the line is refused. */
    fallback: z.string().nullable(),
    digits: z.int().min(2).max(10),
  }),
  identity: z.strictObject({
    email: names,
    uniqueName: names,
    fullName: names,
    firstName: names,
    lastName: names,
  }),
  /** One supplier of record with the seller in extrinsics, or each line's own SupplierID. */
  multiSeller: z.enum(['marketplace', 'supplier_per_line']),
  /**
   * Whether the shop opens in the suite's frame, in its own window, or either; `ancestors` are the origins that
   * may frame it (CSP frame-ancestors), none: any https page.
   */
  frame: z.strictObject({
    open: z.enum(['embedded', 'top', 'either']),
    ancestors: z.array(origin),
  }),
  /**
   * How a document the suite does not take is sent again: the n-th wait is `firstDelaySeconds` × `factor`^(n−1),
   * lengthened or shortened by up to `jitter` of itself.
   */
  retry: z.strictObject({
    attemptsMax: z.int().min(1).max(50),
    firstDelaySeconds: z.int().min(1).max(86_400),
    factor: z.number().min(1).max(10),
    jitter: z.number().min(0).max(1),
    timeoutSeconds: z.int().min(1).max(120),
  }),
  oci: z
    .strictObject({
      schemes: z.array(z.enum(['https', 'http', 'sapevent'])).min(1),
      usernameField: z.string().min(1),
      passwordField: z.string().min(1),
    })
    .nullable(),
});

export type SuiteProfile = z.infer<typeof suiteProfileSchema>;
