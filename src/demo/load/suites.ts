import { uuidFromName } from '../../base/index.ts';
import { PartnerCredential, TradingConnection } from '../../domain/parties/index.ts';
import { sealSecret, type TxCtx } from '../../platform/index.ts';
import { moreSuites } from '../generate/index.ts';

/**
 * Further suites of the demo's buyers, so that each style can be tried from the simulator. Adds what is not
 * there yet: a demo that was filled before has them at its next start.
 */
export async function loadSuites(tx: TxCtx): Promise<void> {
  const { key } = tx.services.config;
  for (const { buyerId, profile, credential, sharedSecret } of moreSuites) {
    const id = uuidFromName(`demo/connection/cxml/${profile}`);
    if (await tx.em.findOne(TradingConnection, { id })) continue;
    tx.em.create(TradingConnection, {
      id,
      organisationId: buyerId,
      protocol: 'cxml',
      name: profile,
      profile,
      deploymentMode: 'test',
      secretSealed: sealSecret(key, sharedSecret),
      createdAt: tx.now(),
    });
    await tx.em.flush();
    tx.em.create(PartnerCredential, {
      id: tx.newId(),
      connectionId: id,
      organisationId: buyerId,
      domain: credential.domain.toLowerCase(),
      identity: credential.identity,
    });
  }
}
