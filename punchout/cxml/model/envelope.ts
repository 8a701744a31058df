import type { Maybe } from './common.ts';

/** A tolerated oddity: what was read differently from how the cXML guide wants it written. */
export type Advisory = {
  readonly code: AdvisoryCode;
  readonly line: number;
  readonly element: string;
  readonly message: string;
};

export type AdvisoryCode =
  | 'encoding'
  | 'deployment_mode'
  | 'missing'
  | 'value'
  | 'money_empty'
  | 'order'
  | 'placement'
  | 'secret_in_browser_message'
  | 'ignored'
  | 'timestamp'
  | 'unknown_element';

export type CredentialMacClaim = {
  readonly type: string;
  readonly algorithm: string;
  readonly creationDate: string;
  readonly expirationDate: string;
  readonly value: string;
};

export type Credential = { readonly domain: string; readonly identity: string } & Maybe<{
  type: string;
  sharedSecret: string;
  mac: CredentialMacClaim;
}>;

/** From, To or the identity part of Sender: one organisation under one or more names. */
export type Party = { readonly credentials: readonly Credential[] };

export type PathNode = { readonly type: string; readonly credentials: readonly Credential[] };

export type Header = {
  readonly from: Party;
  readonly to: Party;
  readonly sender: Party & Maybe<{ userAgent: string }>;
} & Maybe<{ path: readonly PathNode[]; originalPayloadId: string }>;

export type DeploymentMode = 'production' | 'test';

/** What every builder needs around its payload. No clock and no randomness here: callers give both. */
export type Envelope = {
  /** Unique for ever; the same on each retry. */
  readonly payloadId: string;
  /** ISO 8601 with a numeric offset, never `Z` (`cxmlTimestamp` of base makes one). */
  readonly timestamp: string;
} & Maybe<{ lang: string }>;

export type Status = { readonly code: number; readonly text: string } & Maybe<{
  detail: string;
  lang: string;
}>;
