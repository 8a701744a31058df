import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomToken } from '../../base/index.ts';
import type { Config } from '../../platform/index.ts';

const HOST = 'workbench.comptoir';

function sealOf(key: Buffer, id: string): string {
  return createHmac('sha256', key)
    .update('trial')
    .update(id)
    .digest()
    .subarray(0, 16)
    .toString('base64url');
}

/**
 * A payloadID for a document of the workbench's virtual buyer. It is signed, so that no partner can write one:
 * a document under it is judged like any other and then changes nothing.
 */
export function trialPayloadId(key: Buffer): string {
  const id = randomToken(128);
  return `trial.${id}.${sealOf(key, id)}@${HOST}`;
}

/** Whether a payloadID is the virtual buyer's. */
export function isTrialPayload(key: Buffer, payloadId: string): boolean {
  const [, id = '', seal = ''] =
    /^trial\.([\w-]{22})\.([\w-]{22})@workbench\.comptoir$/.exec(payloadId) ?? [];
  if (id === '') return false;
  return timingSafeEqual(Buffer.from(sealOf(key, id)), Buffer.from(seal));
}

/** Where the virtual buyer has its baskets returned to. A basket that goes there reserves nothing. */
export function trialReturnBase({ publicUrl }: Pick<Config, 'publicUrl'>): string {
  return `${publicUrl}/workbench/return/`;
}
