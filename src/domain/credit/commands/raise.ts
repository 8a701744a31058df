import type { Money } from '../../../base/index.ts';
import { privileged, type TxCtx } from '../../../platform/index.ts';
import { holdExposure, refuseHold } from './exposure.ts';

/**
 * Holds more for an order that grew: the room is tested and taken by one statement on the account's row, as
 * for a new hold, and added to what the order holds (or held: a hold that was used up opens again for the
 * difference). An order that never held anything is held afresh. Locks the buyer's credit account until the
 * caller's transaction ends. Refuses like `holdExposure` (`credit.limit_exceeded`, `credit.blocked`,
 * `credit.no_account`). Nothing more to hold needs no room.
 */
export async function raiseHold(
  tx: TxCtx,
  wanted: { readonly buyerId: string; readonly subject: string; readonly amount: Money },
): Promise<void> {
  const { buyerId, subject, amount } = wanted;
  if (amount.minor <= 0n) return;
  const more = amount.minor.toString();
  await privileged(tx, async (inner) => {
    const known = await inner.em.execute<unknown[]>(
      `select 1 from exposure_hold where subject = ? and state <> 'released' for update`,
      [subject],
    );
    if (known.length === 0) return holdExposure(inner, wanted);
    const raised = await inner.em.execute<unknown[]>(
      `with room as (
         update credit_account set held_minor = held_minor + ?::bigint, version = version + 1
          where buyer_id = ? and currency = ? and not blocked
            and held_minor + open_minor + ?::bigint <= limit_minor
         returning buyer_id)
       update exposure_hold h
          set amount_minor = h.amount_minor + ?::bigint,
              remaining_minor = case when h.state = 'held' then h.remaining_minor else 0 end + ?::bigint,
              state = 'held'
         from room where h.subject = ?
       returning h.id`,
      [more, buyerId, amount.currency, more, more, more, subject],
    );
    if (raised.length === 0) await refuseHold(inner, wanted);
  });
}
