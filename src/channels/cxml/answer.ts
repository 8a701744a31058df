import {
  buildProfileResponse,
  buildResponse,
  type Envelope,
  type PayloadKind,
} from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import type { Ctx, ExchangeLink, ExchangeNote } from '../../platform/index.ts';

/** What a document is answered, and by what it is found again. */
export type Answer = {
  readonly xml: string;
  readonly links: readonly ExchangeLink[];
  readonly keys: readonly string[];
  readonly advisories?: readonly ExchangeNote[];
  /** The answer refuses although something was kept: the exchange shows it as refused. */
  readonly refusal?: ExchangeNote;
};

/** What the ProfileResponse lists, with the options suites ask for (cXML guide, «Profile transaction»). */
const SERVED: readonly PayloadKind[] = [
  'PunchOutSetupRequest',
  'OrderRequest',
  'ConfirmationRequest',
  'ShipNoticeRequest',
  'ReceiptRequest',
  'StatusUpdateRequest',
  'PaymentRemittanceRequest',
  'CopyRequest',
  'CatalogUploadRequest',
  'ProfileRequest',
];

/** The outermost element of an answer: an id of ours, and now. */
export function envelope(ctx: Ctx): Envelope {
  return { payloadId: `${ctx.newId()}@comptoir`, timestamp: cxmlTimestamp(ctx.now()) };
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** A Response that says only how it went. */
export function statusAnswer(ctx: Ctx, { code, detail }: { code: number; detail: string }): string {
  return text(buildResponse(envelope(ctx), { code, text: '', detail, lang: 'en' }));
}

/** What a suite may ask of each, by the guide's names: absent would mean No, or through a network only. */
function optionsOf(requestName: PayloadKind, url: string): { name: string; value: string }[] {
  if (requestName === 'OrderRequest') {
    return [
      { name: 'attachments', value: 'Yes' },
      { name: 'changes', value: 'Yes' },
    ];
  }
  if (requestName !== 'PunchOutSetupRequest') return [];
  return [
    { name: 'Direct.URL', value: url },
    { name: 'Direct.AuthenticationMethod.CredentialMac', value: 'Yes' },
    // Edit implies inspect; create needs no permission.
    { name: 'operationAllowed', value: 'edit' },
  ];
}

/** The ProfileResponse: what `dispatch` serves, and nothing else. */
export function profileAnswer(ctx: Ctx): string {
  const url = `${ctx.services.config.publicUrl}/cxml`;
  return text(
    buildProfileResponse(envelope(ctx), {
      effectiveDate: cxmlTimestamp(ctx.now()),
      options: [],
      transactions: SERVED.map((requestName) => ({
        requestName,
        url,
        options: optionsOf(requestName, url),
      })),
    }),
  );
}
