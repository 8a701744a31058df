import type { Maybe } from './common.ts';
import type { Advisory, DeploymentMode, Envelope, Header, Status } from './envelope.ts';
import type { Payload } from './payload.ts';

/** A document as it was read: its envelope, its payload, and what was tolerated in it. */
export type CxmlDocument = Envelope & {
  readonly deploymentMode: DeploymentMode;
  readonly payload: Payload;
  readonly advisories: readonly Advisory[];
} & Maybe<{
    /** The deprecated `version` attribute, else the version that the DOCTYPE names. */
    version: string;
    header: Header;
    inReplyTo: string;
    /** `Message/Status`; 204 on a cart means «the user went back without a cart». */
    messageStatus: Status;
  }>;
