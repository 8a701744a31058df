import { connectionProfile } from '../../../punchout/index.ts';
import { PartnerCredential, secretsOf, type Workbench } from '../../domain/parties/index.ts';
import { asSystem, Exchange, read } from '../../platform/index.ts';
import { ownCredentials } from '../outbound/identity.ts';
import type { Known } from './advice.ts';

/** The connection as documents are held against it; `ours` are the marketplace's names. */
export async function knownOf(
  { ctx, connection }: Pick<Workbench, 'ctx' | 'connection'>,
  payloadId?: string,
): Promise<Known & { readonly name: string }> {
  const { config } = ctx.services;
  const { theirs, receivedBefore } = await read(ctx, async (tx) => ({
    theirs: await tx.em.find(
      PartnerCredential,
      { connectionId: connection.id },
      { orderBy: { domain: 'asc', identity: 'asc' }, limit: 100 },
    ),
    receivedBefore: payloadId
      ? await tx.em.findOne(
          Exchange,
          { connectionId: connection.id, direction: 'in', documentKey: payloadId },
          { orderBy: { at: 'asc' } },
        )
      : null,
  }));
  const ours = await read(asSystem(ctx), ownCredentials);
  return {
    name: connection.name,
    profile: connectionProfile(connection),
    theirs: theirs.map(({ domain, identity }) => ({ domain, identity })),
    ours: ours.map(({ domain, identity }) => ({
      domain: domain.trim().toLowerCase(),
      identity: identity.trim(),
    })),
    secrets: secretsOf(ctx, connection),
    deploymentMode: connection.deploymentMode,
    formPostOrigin: connection.formPostOrigin ?? undefined,
    allowLoopback: config.allowLoopbackHttp,
    now: ctx.now(),
    receivedBefore: receivedBefore?.at,
  };
}
