import { z } from 'zod';
import { Decimal } from '../../../base/index.ts';
import { typedDecimal } from '../../../ui/index.ts';
import {
  connectionProtocols,
  type OrganisationFacts,
  organisationKinds,
} from '../../parties/index.ts';

const text = (max: number) => z.string().trim().max(max).default('');
const compact = (max: number) => text(max).transform((value) => value.replace(/\s+/g, ''));

const HUNDRED = Decimal.of(100);

/** A percentage as typed, in basis points, half up; what is no number is out of range. */
const basisPoints = z
  .string()
  .default('')
  .transform((typed) => {
    if (typed.trim() === '') return 0;
    const percent = typedDecimal(typed, 'fr');
    return percent ? Number(percent.mul(HUNDRED).round(0, 'half_up').toString()) : -1;
  });

/** An organisation as its form posts it. What is typed is kept: faults are told beside the entries. */
export const organisationForm = z.object({
  kind: z.enum(organisationKinds),
  legalName: text(200),
  tradingName: text(100),
  registrationNumber: compact(30),
  establishmentNumber: compact(30),
  vatId: compact(20).transform((value) => value.toUpperCase()),
  vatRegime: z.enum(['standard', 'franchise']).catch('standard'),
  legalForm: text(200),
  register: text(200),
  gln: compact(13),
  street: text(200),
  postalCode: text(20),
  city: text(100),
  country: text(2).transform((value) => value.toUpperCase()),
  locale: z.enum(['en', 'fr']).catch('fr'),
  email: text(254),
  iban: compact(34).transform((value) => value.toUpperCase()),
  bic: compact(11).transform((value) => value.toUpperCase()),
  commissionBp: basisPoints,
  paymentDays: z.coerce.number().int().catch(-1).default(30),
}) satisfies z.ZodType<OrganisationFacts>;

export const editForm = z.object({ version: z.coerce.number().int().min(1) });
export const stateForm = z.object({ state: z.enum(['active', 'inactive']) });

const several = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));

/** Amounts of a form are typed in euros: cents, half up, or nothing. */
const cents = z
  .string()
  .default('')
  .transform((typed) => {
    const value = typedDecimal(typed, 'fr');
    return value && !value.isNegative()
      ? BigInt(value.mul(HUNDRED).round(0, 'half_up').toString())
      : undefined;
  });

export const inviteForm = z.object({
  email: text(254),
  name: text(100),
  roles: several,
  locale: z.enum(['en', 'fr']).catch('fr'),
  approvalLimit: cents,
});
export const userForm = z.object({ roles: several, state: z.enum(['active', 'inactive']) });
export const placeForm = z.object({
  code: text(40),
  name: text(100),
  street: text(200),
  postalCode: text(20),
  city: text(100),
  country: text(2).transform((value) => value.toUpperCase()),
});
export const costCentreForm = z.object({ code: text(40), nameEn: text(100), nameFr: text(100) });
export const connectionForm = z.object({
  protocol: z.enum(connectionProtocols).optional(),
  name: text(63),
  profile: text(63).transform((value) => value || 'generic'),
  ediIdentity: text(35),
  ediQualifier: text(4),
});
export const credentialForm = z.object({ domain: text(100), identity: text(200) });
export const mandateForm = z.object({ signedOn: z.iso.date(), series: text(10) });
