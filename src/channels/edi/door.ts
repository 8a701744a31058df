import { Problem } from '../../base/index.ts';
import { connectionByApiKey, type TradingConnection } from '../../domain/parties/index.ts';
import {
  type Attempts,
  asProblem,
  clientAddress,
  doorContext,
  failureCounter,
  limitBody,
  machineHeaders,
  problemJson,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { actingFor, type Ctx, permissionsOf, read } from '../../platform/index.ts';
import { isCatalogueFile, takeCatalogue } from '../catalogue-files/index.ts';
import { takeDocument } from './intake.ts';

const BODY_MAX = 20_000_000;

/** The key as `Authorization: Bearer <key>` (RFC 6750, scheme without case) or `X-API-Key: <key>`. */
function apiKeyOf(c: WebContext): string | undefined {
  const bearer = /^bearer\s+(\S+)\s*$/i.exec(c.req.header('authorization') ?? '')?.[1];
  return bearer ?? c.req.header('x-api-key')?.trim();
}

async function connectionOf(c: WebContext, attempts: Attempts): Promise<TradingConnection> {
  const key = apiKeyOf(c);
  const from = [clientAddress(c)];
  const now = doorContext(c, 'edi').now();
  attempts.refuse(from, now);
  const connection = key
    ? await read(doorContext(c, 'edi'), (tx) => connectionByApiKey(tx, key))
    : null;
  if (!connection) {
    attempts.failed(from, now);
    throw new Problem('channel.api_key');
  }
  return connection;
}

/** A catalogue by the same door: read as one, in the seller's own sight. */
async function takeSellersCatalogue(
  ctx: Ctx,
  {
    connection,
    ...document
  }: { connection: TradingConnection; bytes: Uint8Array; contentType: string },
) {
  const { organisationId: sellerId, name } = connection;
  const acting = actingFor(ctx, {
    organisationId: sellerId,
    kind: 'seller',
    name: `API ${name}`,
    permissions: permissionsOf(['order_desk']),
  });
  return takeCatalogue(acting, { sellerId, fileName: name, ...document });
}

/**
 * `POST /edi`: any document of a partner as raw bytes. The key is proved before the body is read; the answer
 * is 202 with the exchange's address once the bytes are stored, and what they say is worked out afterwards.
 */
export function ediDoor(): Web {
  const app = web();
  const attempts = failureCounter({ failuresMax: 20, windowMinutes: 15 });
  app.use('/edi', machineHeaders());
  app.onError((error, c) => problemJson(asProblem(error, c), c));
  app.post('/edi', async (c, next) => {
    await connectionOf(c, attempts);
    await next();
  });
  app.post('/edi', limitBody(BODY_MAX), async (c: WebContext) => {
    const connection = await connectionOf(c, attempts);
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.byteLength === 0) throw new Problem('channel.body_empty');
    const contentType = c.req.header('content-type') ?? 'application/octet-stream';
    const ctx = doorContext(c, 'edi');
    const { exchangeId, state } = isCatalogueFile(bytes)
      ? await takeSellersCatalogue(ctx, { connection, bytes, contentType })
      : await takeDocument(ctx, { connection, bytes, contentType });
    const trace = `/operator/exchanges/${exchangeId}`;
    return c.json(
      { exchange: exchangeId, state, trace, partnerTrace: `/seller/exchanges/${exchangeId}` },
      202,
      { location: trace },
    );
  });
  return app;
}
