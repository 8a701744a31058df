import { Problem } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  checkOutboundUrl,
  equalSecrets,
  sealSecret,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { secretsOf, TradingConnection } from '../../parties/index.ts';

/** Shared secrets shorter than this can be guessed; suites accept at least 64 characters. */
export const SECRET_CHARACTERS_MIN = 16;
/** Protocols whose documents are proved by a shared secret. */
const SECRET_PROTOCOLS: readonly TradingConnection['protocol'][] = ['cxml', 'oci'];

async function change(
  ctx: Ctx,
  { connectionId, action }: { connectionId: string; action: string },
  fn: (
    tx: TxCtx,
    connection: TradingConnection,
  ) => Promise<Record<string, unknown>> | Record<string, unknown>,
): Promise<{ organisationId: string }> {
  ctx.require('partner.manage');
  // The permission alone is also held by a buyer's administrator; connections are the marketplace's to change.
  if (ctx.actor.scope === 'party') throw new Problem('access.denied', { permission: 'operator' });
  return write(ctx, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId });
    if (!connection) throw new Problem('not_found', { what: 'connection', id: connectionId });
    const detail = await fn(tx, connection);
    await audit(tx, {
      action,
      subject: `trading_connection:${connectionId}`,
      detail: { organisationId: connection.organisationId, ...detail },
    });
    return { organisationId: connection.organisationId };
  });
}

/** An address that documents may be sent to, or the refusal. Loopback over http only where tests allow it. */
function outboundAddress(text: string, { allowLoopback }: { allowLoopback: boolean }): string {
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new Problem('service.outbound_url', { reason: `“${text}”` });
  const loopback = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  if (url.protocol === 'http:' && !(loopback && allowLoopback))
    throw new Problem('service.outbound_url', { reason: 'http' });
  if (url.username || url.password) throw new Problem('service.outbound_url', { reason: 'user@' });
  // On the public internet, by what the address says; a name is judged each time it resolves.
  return checkOutboundUrl(url.href, { allowInside: allowLoopback }).href;
}

/**
 * Changes where documents go and whether the connection is in test or production. An empty address stops
 * sending. `version` is the one the form was filled from: somebody else's change in between refuses
 * (`concurrency.changed`).
 */
export async function editConnection(
  ctx: Ctx,
  input: {
    connectionId: string;
    version: number;
    outboundUrl: string;
    deploymentMode: 'test' | 'production';
  },
): Promise<{ organisationId: string }> {
  return change(
    ctx,
    { connectionId: input.connectionId, action: 'connection.edited' },
    (tx, connection) => {
      if (connection.version !== input.version) throw new Problem('concurrency.changed');
      const typed = input.outboundUrl.trim();
      const outboundUrl = typed
        ? outboundAddress(typed, { allowLoopback: tx.services.config.allowLoopbackHttp })
        : null;
      const before = {
        outboundUrl: connection.outboundUrl,
        deploymentMode: connection.deploymentMode,
      };
      tx.em.assign(connection, { outboundUrl, deploymentMode: input.deploymentMode });
      return { before, after: { outboundUrl, deploymentMode: input.deploymentMode } };
    },
  );
}

/** Opens or closes a connection. A closed one proves nobody and sends nothing. */
export async function setConnectionState(
  ctx: Ctx,
  { connectionId, state }: { connectionId: string; state: 'active' | 'inactive' },
): Promise<{ organisationId: string }> {
  const action = state === 'active' ? 'connection.activated' : 'connection.deactivated';
  return change(ctx, { connectionId, action }, (tx, connection) => {
    tx.em.assign(connection, { active: state === 'active' });
    return {};
  });
}

/**
 * Forgets the origin to which carts are returned, so that the next return in test mode teaches it again: for a
 * suite that moved to another host.
 */
export async function resetFormPostOrigin(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<{ organisationId: string }> {
  return change(ctx, { connectionId, action: 'connection.origin_reset' }, (tx, connection) => {
    const before = connection.formPostOrigin;
    tx.em.assign(connection, { formPostOrigin: null });
    return { before };
  });
}

/**
 * First step of a rotation: a second secret is in force beside the first, so that the partner can change over
 * when it likes. Replaces an earlier second one; becomes the first where there was none.
 */
export async function addSecret(
  ctx: Ctx,
  { connectionId, secret }: { connectionId: string; secret: string },
): Promise<{ organisationId: string }> {
  return change(ctx, { connectionId, action: 'connection.secret_added' }, (tx, connection) => {
    const { protocol } = connection;
    if (!SECRET_PROTOCOLS.includes(protocol))
      throw new Problem('service.secret_protocol', { protocol });
    const typed = secret.trim();
    if (typed.length < SECRET_CHARACTERS_MIN) {
      throw new Problem('service.secret_short', {
        length: typed.length,
        least: SECRET_CHARACTERS_MIN,
      });
    }
    if (secretsOf(tx, connection).some((one) => equalSecrets(one, typed)))
      throw new Problem('service.secret_same');
    const sealed = sealSecret(tx.services.config.key, typed);
    const place = connection.secretSealed ? 'second' : 'first';
    tx.em.assign(
      connection,
      place === 'second' ? { secretNextSealed: sealed } : { secretSealed: sealed },
    );
    return { place };
  });
}

/** Second step of a rotation: the second secret becomes the only one; the old one opens nothing any more. */
export async function promoteSecret(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<{ organisationId: string }> {
  return change(ctx, { connectionId, action: 'connection.secret_promoted' }, (tx, connection) => {
    if (!connection.secretNextSealed)
      throw new Problem('service.secret_missing', { name: connection.name });
    tx.em.assign(connection, { secretSealed: connection.secretNextSealed, secretNextSealed: null });
    return {};
  });
}

/** Gives a rotation up: the second secret opens nothing any more. */
export async function withdrawSecret(
  ctx: Ctx,
  { connectionId }: { connectionId: string },
): Promise<{ organisationId: string }> {
  return change(ctx, { connectionId, action: 'connection.secret_withdrawn' }, (tx, connection) => {
    if (!connection.secretNextSealed)
      throw new Problem('service.secret_missing', { name: connection.name });
    tx.em.assign(connection, { secretNextSealed: null });
    return {};
  });
}
