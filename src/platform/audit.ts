import type { TxCtx } from './context.ts';
import { AuditRecord } from './entities.ts';
import { privileged } from './write.ts';

/**
 * Writes who did what to which thing, in the caller's transaction. `subject` is `table:id`; `detail` holds
 * what a reviewer needs and never a secret. The table grants no update and no delete.
 */
export async function audit(
  tx: TxCtx,
  {
    action,
    subject,
    detail = {},
  }: { action: string; subject: string; detail?: Record<string, unknown> },
): Promise<void> {
  await privileged(tx, async ({ em }) => {
    em.create(AuditRecord, {
      id: tx.newId(),
      at: tx.now(),
      actor: tx.actor.name,
      organisationId: tx.actor.organisationId ?? null,
      action,
      subject,
      detail,
      requestId: tx.requestId,
    });
    await em.flush();
  });
}
