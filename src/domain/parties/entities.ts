import { defineEntity, p } from '@mikro-orm/core';
import { column, internalRows, partyReads, partyRows, sharedRows } from '../../platform/index.ts';

export type Address = {
  name?: string;
  street: string;
  postalCode: string;
  city: string;
  country: string;
  /** The partner's own code of the address (cXML addressID, GLN). */
  code?: string;
};

export const organisationKinds = ['operator', 'buyer', 'seller'] as const;
export type OrganisationKind = (typeof organisationKinds)[number];

/** How a seller stands to VAT: decides category and rate of its invoices. */
export const vatRegimes = ['standard', 'franchise'] as const;

const OrganisationSchema = defineEntity({
  name: 'Organisation',
  tableName: 'organisation',
  // Names and addresses of the parties are known to all who trade here; money and secrets lie elsewhere.
  ...sharedRows(),
  properties: {
    id: column.id(),
    kind: p.enum(organisationKinds),
    legalName: p.text(),
    tradingName: p.text(),
    /** National register number: SIREN in France, Handelsregister in Germany … */
    registrationNumber: p.text().nullable(),
    establishmentNumber: p.text().nullable(),
    vatId: p.text().nullable(),
    vatRegime: p.enum(vatRegimes).default('standard'),
    /** Legal form, capital, register: the REG and ABL notes of French invoices. */
    legalForm: p.text().nullable(),
    register: p.text().nullable(),
    gln: p.text().nullable(),
    address: p.json<Address>(),
    country: p.character().length(2),
    currency: column.currency(),
    locale: p.enum(['en', 'fr'] as const),
    email: p.text().nullable(),
    iban: p.text().nullable(),
    bic: p.text().nullable(),
    /** Operator's commission on this seller's sales, basis points of the net amount. */
    commissionBp: p.integer().default(0),
    /** Contracted payment delay for this buyer, days after invoice; credit rules may shorten it. */
    paymentDays: p.integer().default(30),
    active: p.boolean().default(true),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  checks: [
    { name: 'organisation_commission', expression: 'commission_bp between 0 and 10000' },
    { name: 'organisation_payment_days', expression: 'payment_days between 0 and 60' },
  ],
  indexes: [{ properties: ['kind', 'tradingName'] }],
});
/** A company that trades here, or the operator. The tenant of every other row. */
export class Organisation extends OrganisationSchema.class {}
OrganisationSchema.setClass(Organisation);

const UserSchema = defineEntity({
  name: 'UserAccount',
  tableName: 'user_account',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    email: p.text(),
    name: p.text(),
    /** Absent for people who come by punch-out only. */
    passwordHash: p.text().nullable(),
    roles: p.array().$type<string[]>(),
    locale: p.enum(['en', 'fr'] as const),
    /** What this person may approve alone, in cents of the organisation's currency. */
    approvalLimitMinor: p.bigint().nullable(),
    active: p.boolean().default(true),
    createdAt: column.instant(),
  },
  uniques: [{ name: 'user_account_email', properties: ['email'] }],
  indexes: [{ properties: ['organisationId'] }],
});
/** A person who signs in, or whom a suite named in a punch-out. */
export class UserAccount extends UserSchema.class {}
UserSchema.setClass(UserAccount);

const LoginSessionSchema = defineEntity({
  name: 'LoginSession',
  tableName: 'login_session',
  ...internalRows(),
  properties: {
    /** Keyed hash of the cookie's token. */
    tokenHash: p.text().primary(),
    userId: () => p.manyToOne(UserAccount).mapToPk(),
    csrfToken: p.text(),
    createdAt: column.instant(),
    expiresAt: column.instant(),
  },
  indexes: [{ properties: ['expiresAt'] }],
});
/** A signed-in browser. */
export class LoginSession extends LoginSessionSchema.class {}
LoginSessionSchema.setClass(LoginSession);

const SignInAttemptSchema = defineEntity({
  name: 'SignInAttempt',
  tableName: 'sign_in_attempt',
  ...internalRows(),
  properties: {
    /** Keyed hash of the address that was tried; unknown addresses count alike. */
    addressHash: p.text().primary(),
    failures: p.integer(),
    /** When the count begins anew. */
    resetAt: column.instant(),
  },
});
/** Wrong passwords in a row for one address, so that guessing is slow on every web process alike. */
export class SignInAttempt extends SignInAttemptSchema.class {}
SignInAttemptSchema.setClass(SignInAttempt);

const CostCentreSchema = defineEntity({
  name: 'CostCentre',
  tableName: 'cost_centre',
  ...partyRows('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    code: p.text(),
    nameEn: p.text(),
    nameFr: p.text(),
  },
  uniques: [{ properties: ['organisationId', 'code'] }],
});
/** Where a buyer books a purchase. */
export class CostCentre extends CostCentreSchema.class {}
CostCentreSchema.setClass(CostCentre);

const DeliveryAddressSchema = defineEntity({
  name: 'DeliveryAddress',
  tableName: 'delivery_address',
  ...partyRows('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    code: p.text(),
    address: p.json<Address>(),
  },
  uniques: [{ properties: ['organisationId', 'code'] }],
});
/** A place where a buyer takes deliveries. */
export class DeliveryAddress extends DeliveryAddressSchema.class {}
DeliveryAddressSchema.setClass(DeliveryAddress);

export const connectionProtocols = ['cxml', 'oci', 'edifact', 'page'] as const;

const ConnectionSchema = defineEntity({
  name: 'TradingConnection',
  tableName: 'trading_connection',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    protocol: p.enum(connectionProtocols),
    /** Path name of an OCI call-up (`/oci/:name`), or a label. */
    name: p.text(),
    deploymentMode: p.enum(['test', 'production'] as const),
    /** Suite profile id (`ariba`, `coupa`, `sap-oci` …) and what this partner changes in it. */
    profile: p.text().default('generic'),
    profileOverlay: p.json<Record<string, unknown>>().defaultRaw("'{}'"),
    /** Which state of these settings this is; 0: as the connection was made. */
    profileRevision: p.integer().default(0),
    /** The suite's own data where the operator described it (staff and jobs alone see it); else the code has it. */
    suiteProfile: p
      .json<Record<string, unknown>>()
      .nullable()
      .formula(({ profile }) => `(select s.content from suite_profile s where s.id = ${profile})`),
    suiteRevision: p
      .integer()
      .nullable()
      .formula(({ profile }) => `(select s.revision from suite_profile s where s.id = ${profile})`),
    /** AES-256-GCM; two may be active while a partner rotates. */
    secretSealed: p.text().nullable(),
    secretNextSealed: p.text().nullable(),
    /** Where our documents to this partner go (cXML or EDI over HTTPS). */
    outboundUrl: p.text().nullable(),
    /** Origin that carts may be posted to; learnt from a production partner's first return, then locked. */
    formPostOrigin: p.text().nullable(),
    /** Keyed hash of the API key for `POST /edi` and `/api`. */
    apiKeyHash: p.text().nullable(),
    /** GLN or other interchange id with its qualifier. */
    ediIdentity: p.text().nullable(),
    ediQualifier: p.text().nullable(),
    active: p.boolean().default(true),
    createdAt: column.instant(),
    version: p.integer().version(),
  },
  // The second holds those that name a connection together with its organisation to the truth.
  uniques: [{ properties: ['protocol', 'name'] }, { properties: ['id', 'organisationId'] }],
  indexes: [
    { properties: ['organisationId'] },
    { properties: ['apiKeyHash'] },
    { properties: ['ediIdentity'] },
  ],
});
/** One technical link to a partner: protocol, credentials, profile. */
export class TradingConnection extends ConnectionSchema.class {}
ConnectionSchema.setClass(TradingConnection);

const CredentialSchema = defineEntity({
  name: 'PartnerCredential',
  tableName: 'partner_credential',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    connectionId: () => p.manyToOne(TradingConnection).mapToPk(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    /** Lower-cased domain and trimmed identity, as compared (cXML guide: domains ignore case). */
    domain: p.text(),
    identity: p.text(),
  },
  uniques: [
    { name: 'partner_credential_identity', properties: ['domain', 'identity', 'connectionId'] },
  ],
  indexes: [{ properties: ['domain', 'identity'] }],
});
/** A name by which a partner presents itself in a cXML header. */
export class PartnerCredential extends CredentialSchema.class {}
CredentialSchema.setClass(PartnerCredential);

const WorkbenchLinkSchema = defineEntity({
  name: 'WorkbenchLink',
  tableName: 'workbench_link',
  // Whoever holds a token is inside: the table of their hashes is nobody's but the marketplace's.
  ...internalRows(),
  properties: {
    id: column.id(),
    connectionId: () => p.manyToOne(TradingConnection).mapToPk(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    /** Keyed hash of the token in the address; the token itself is shown once. */
    tokenHash: p.text(),
    /** Whom it was made for: the integrator's name or company. */
    label: p.text(),
    createdBy: p.text(),
    createdAt: column.instant(),
    expiresAt: column.instant(),
    revokedAt: column.instant().nullable(),
    lastUsedAt: column.instant().nullable(),
    uses: p.integer().default(0),
    /** What was spent of this minute's allowance, and which minute that is. */
    windowStartedAt: column.instant(),
    windowSpent: p.integer().default(0),
  },
  uniques: [{ properties: ['tokenHash'] }],
  checks: [{ name: 'workbench_link_lasts', expression: 'expires_at > created_at' }],
  indexes: [{ properties: ['connectionId', 'createdAt'] }],
});
/** A link that shows one connection's workbench to the partner's integrator, without a login. */
export class WorkbenchLink extends WorkbenchLinkSchema.class {}
WorkbenchLinkSchema.setClass(WorkbenchLink);

const WorkbenchTestSchema = defineEntity({
  name: 'WorkbenchTest',
  tableName: 'workbench_test',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    linkId: () => p.manyToOne(WorkbenchLink).mapToPk(),
    connectionId: p.uuid(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    at: column.instant(),
    /** Typed or uploaded on the page, or posted by a program. */
    source: p.enum(['page', 'post'] as const),
    kind: p.text().nullable(),
    outcome: p.enum(['valid', 'departs', 'unreadable'] as const),
    sizeBytes: p.integer(),
    /** The document's text with its secrets masked, cut at 200 KB. */
    document: p.text(),
    report: p.json<Record<string, unknown>>(),
  },
  indexes: [{ properties: ['linkId', 'id'] }],
});
/** A document that was tried on a workbench: looked at, never carried out. */
export class WorkbenchTest extends WorkbenchTestSchema.class {}
WorkbenchTestSchema.setClass(WorkbenchTest);

const WorkbenchRunSchema = defineEntity({
  name: 'WorkbenchRun',
  tableName: 'workbench_run',
  ...partyReads('organisation_id'),
  properties: {
    id: column.id(),
    linkId: () => p.manyToOne(WorkbenchLink).mapToPk(),
    connectionId: p.uuid(),
    organisationId: () => p.manyToOne(Organisation).mapToPk(),
    state: p.enum(['queued', 'running', 'finished', 'stopped'] as const),
    locale: p.enum(['en', 'fr'] as const),
    /** What was asked for, in order. */
    plan: p.array().$type<string[]>(),
    /** What was sent and answered so far, secrets masked. */
    steps: p.json<Record<string, unknown>[]>(),
    /** Keyed hash of the token in the run's own return address. */
    returnHash: p.text(),
    /** The form that came back last, whole: the run reads it. */
    returned: p.json<{ name: string; value: string }[]>().nullable(),
    createdAt: column.instant(),
    updatedAt: column.instant(),
  },
  uniques: [{ properties: ['returnHash'] }],
  indexes: [{ properties: ['linkId', 'id'] }],
});
/** One performance of the virtual buyer, step by step. */
export class WorkbenchRun extends WorkbenchRunSchema.class {}
WorkbenchRunSchema.setClass(WorkbenchRun);

const PasswordLinkSchema = defineEntity({
  name: 'PasswordLink',
  tableName: 'password_link',
  ...internalRows(),
  properties: {
    id: column.id(),
    userId: () => p.manyToOne(UserAccount).mapToPk(),
    purpose: p.enum(['invitation', 'reset'] as const),
    /** Keyed hash of the token in the link. */
    tokenHash: p.text(),
    createdAt: column.instant(),
    expiresAt: column.instant(),
    usedAt: column.instant().nullable(),
  },
  uniques: [{ properties: ['tokenHash'] }],
  indexes: [{ properties: ['userId', 'createdAt'] }],
});
/** A link by which a person sets a password, once. */
export class PasswordLink extends PasswordLinkSchema.class {}
PasswordLinkSchema.setClass(PasswordLink);

export const partiesEntities = [
  Organisation,
  UserAccount,
  LoginSession,
  SignInAttempt,
  PasswordLink,
  CostCentre,
  DeliveryAddress,
  TradingConnection,
  PartnerCredential,
  WorkbenchLink,
  WorkbenchTest,
  WorkbenchRun,
] as const;
