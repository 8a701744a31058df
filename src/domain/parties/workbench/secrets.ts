import { LockMode } from '@mikro-orm/core';
import { Problem, randomToken } from '../../../base/index.ts';
import {
  audit,
  lookupHash,
  openSecret,
  privileged,
  sealSecret,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import { TradingConnection } from '../entities.ts';
import type { Workbench } from './links.ts';

async function change(
  { ctx, connection, linkId }: Workbench,
  action: string,
  fn: (tx: TxCtx, connection: TradingConnection) => void,
): Promise<void> {
  ctx.require('workbench.use');
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const fresh = await inner.em.findOneOrFail(
        TradingConnection,
        { id: connection.id },
        { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
      );
      // A link asks nobody who holds it. Under test that is its use; then the secret opens real orders.
      if (fresh.deploymentMode === 'production') throw new Problem('workbench.secret_production');
      fn(inner, fresh);
      await audit(tx, {
        action,
        subject: `trading_connection:${connection.id}`,
        detail: { linkId },
      });
    }),
  );
}

/**
 * The integrator's first step of a rotation: a secret of 256 bits made here, in force beside the one there is.
 * Returned once and never shown again. Refuses a third (`workbench.two_secrets`) and, like each step of it, a
 * connection in production (`workbench.secret_production`).
 */
export async function addOwnSecret(workbench: Workbench): Promise<string> {
  const secret = randomToken();
  await change(workbench, 'connection.secret_added', (tx, connection) => {
    if (connection.secretSealed && connection.secretNextSealed)
      throw new Problem('workbench.two_secrets');
    const sealed = sealSecret(tx.services.config.key, secret);
    tx.em.assign(
      connection,
      connection.secretSealed ? { secretNextSealed: sealed } : { secretSealed: sealed },
    );
  });
  return secret;
}

/**
 * Second step: the second secret becomes the first, which is the one in documents we send. Both stay in force.
 * Refuses where there is no second (`workbench.one_secret`).
 */
export async function putSecondSecretFirst(workbench: Workbench): Promise<void> {
  await change(workbench, 'connection.secret_promoted', (tx, connection) => {
    const { secretSealed, secretNextSealed } = connection;
    if (!secretNextSealed) throw new Problem('workbench.one_secret');
    tx.em.assign(connection, {
      secretSealed: secretNextSealed,
      secretNextSealed: secretSealed ?? null,
    });
  });
}

/** Last step: the second secret opens nothing any more. Refuses where there is no second (`workbench.one_secret`). */
export async function dropSecondSecret(workbench: Workbench): Promise<void> {
  await change(workbench, 'connection.secret_withdrawn', (tx, connection) => {
    if (!connection.secretNextSealed) throw new Problem('workbench.one_secret');
    tx.em.assign(connection, { secretNextSealed: null });
  });
}

/**
 * A short mark of each secret in force, first one first, by which two people on the telephone can tell which they
 * mean. Keyed, so that nothing can be guessed from it.
 */
export function secretMarks({
  ctx,
  connection,
}: Pick<Workbench, 'ctx'> & {
  connection: Pick<TradingConnection, 'secretSealed' | 'secretNextSealed'>;
}): readonly string[] {
  const { key } = ctx.services.config;
  return [connection.secretSealed, connection.secretNextSealed].flatMap((sealed) =>
    sealed ? [lookupHash(key, `mark ${openSecret(key, sealed)}`).slice(0, 6)] : [],
  );
}
