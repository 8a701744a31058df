import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Problem } from '../../base/index.ts';
import { type Ctx, checkOutboundUrl, publicLookup } from '../../platform/index.ts';

const TIMEOUT_MS = 20_000;
const ANSWER_BYTES_MAX = 1_000_000;

/** What a partner's server said. */
export type PartnerAnswer = {
  readonly status: number;
  readonly content: Uint8Array;
  readonly contentType: string;
};

async function answerOf(response: IncomingMessage): Promise<PartnerAnswer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    parts.push(part);
    size += part.byteLength;
    if (size > ANSWER_BYTES_MAX) break;
  }
  return {
    status: response.statusCode ?? 0,
    content: Buffer.concat(parts),
    contentType: response.headers['content-type'] ?? 'application/octet-stream',
  };
}

function exchanged(
  url: URL,
  {
    content,
    contentType,
    signal,
    allowInside,
  }: { content: Uint8Array; contentType: string; signal: AbortSignal; allowInside: boolean },
): Promise<PartnerAnswer> {
  return new Promise((resolve, reject) => {
    const request = url.protocol === 'https:' ? requestHttps : requestHttp;
    const outgoing = request(
      url,
      {
        method: 'POST',
        headers: { 'content-type': contentType, 'content-length': content.byteLength },
        signal,
        // A fresh connection each time: the address that was checked is the one that is connected to.
        agent: false,
        ...(allowInside ? {} : { lookup: publicLookup }),
      },
      (response) => {
        answerOf(response).then(resolve, reject);
      },
    );
    outgoing.on('error', reject);
    outgoing.end(content);
  });
}

function reasonOf(
  error: unknown,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
) {
  if (signal.aborted) return `no answer within ${timeoutMs / 1000} s`;
  return error instanceof Error ? error.message || error.name : String(error);
}

/**
 * One POST with our limits: 20 s unless told, no redirect followed, at most 1 MB of answer. Refuses with
 * `channel.no_answer` what may work later, and with `channel.address` an address that is not on the public
 * internet or not https (both allowed in the demo and where tests allow loopback).
 */
export async function post(
  { services }: Pick<Ctx, 'services'>,
  address: string,
  {
    content,
    contentType,
    timeoutMs = TIMEOUT_MS,
    from = 'partner',
  }: {
    content: Uint8Array;
    contentType: string;
    timeoutMs?: number;
    /** Whose word the address is: the installation's own settings may name a server inside. */
    from?: 'partner' | 'settings';
  },
): Promise<PartnerAnswer> {
  const allowInside = from === 'settings' || services.config.allowLoopbackHttp;
  const url = checkOutboundUrl(address, { allowInside });
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    return await exchanged(url, { content, contentType, signal, allowInside });
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('channel.no_answer', {
      url: address,
      reason: reasonOf(error, { signal, timeoutMs }),
    });
  }
}
