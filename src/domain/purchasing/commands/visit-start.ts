import type { Decimal, Locale } from '../../../base/index.ts';
import type { FormField, PunchOutSession, VisitFrame } from '../entities.ts';

/** What a suite's setup or call-up asks for, whatever its protocol. */
export type VisitStart = {
  readonly connectionId: string;
  readonly buyerId: string;
  readonly protocol: 'cxml' | 'oci';
  readonly operation: 'create' | 'edit' | 'inspect';
  readonly user: { readonly email: string; readonly name: string };
  readonly buyerCookie: string;
  readonly setupPayloadId: string;
  /** What the return needs of the setup's header, kept as it came. */
  readonly parties: Record<string, unknown>;
  readonly browserFormPost: string | undefined;
  /** Hidden fields of the return form, in their order; a name may come twice. */
  readonly formFields?: readonly FormField[];
  readonly locale: Locale;
  readonly deploymentMode: 'test' | 'production';
  /** A part number or category to begin at; absent: the whole store. */
  readonly startAt: string | undefined;
  readonly startAuxiliaryId?: string | undefined;
  /** The suite's name, its frame and what its returned cart allows, by the partner's profile. */
  readonly suite?: string;
  readonly frame?: VisitFrame;
  readonly operationAllowed?: PunchOutSession['operationAllowed'];
  /** Lines to restore on edit and inspect. */
  readonly items: readonly {
    readonly auxiliaryId: string | undefined;
    readonly quantity: Decimal;
    readonly sku: string;
    readonly description: string | undefined;
  }[];
  readonly exchangeId: string | undefined;
};
