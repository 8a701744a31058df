import { transition } from '../../../base/index.ts';
import { emit, type TxCtx } from '../../../platform/index.ts';
import type { Posting, Reversal } from '../../ledger/index.ts';
import { type Payout, payableTransitions, payoutTransitions, SellerPayable } from '../entities.ts';
import { takeBackPayables } from './payables.ts';

/**
 * The bank sent a payout back: its payables are available again, or pending when their invoice was opened
 * again meanwhile: nobody is paid for an invoice that nobody has paid. Returns what the caller has to post
 * and then to reverse: from the bank when it had been debited, out of the reserve otherwise.
 */
export async function returnPayout(
  tx: TxCtx,
  { payout, on }: { payout: Payout; on: Temporal.PlainDate },
): Promise<{ posting: Posting; reversals: Reversal[] }> {
  const { currency, amountMinor, sellerId } = payout;
  payout.state = transition(payoutTransitions, {
    subject: 'payout',
    from: payout.state,
    to: 'returned',
  });
  const payables = await tx.em.find(SellerPayable, { payoutId: payout.id });
  for (const payable of payables) {
    payable.state = transition(payableTransitions, {
      subject: 'payable',
      from: payable.state,
      to: 'available',
    });
    payable.payoutId = null;
  }
  await tx.em.flush();
  const reversals = await takeBackPayables(tx, await openInvoices(tx, payables));
  await emit(tx, 'payout.returned', { payoutId: payout.id });
  const posting: Posting = {
    cause: `payout:${payout.id}:returned`,
    journal: 'payout',
    effectiveOn: on,
    label: `Payout ${payout.number} returned by the bank`,
    entries: [
      { account: { kind: 'bank_ringfenced' }, amount: { minor: amountMinor, currency } },
      {
        account: { kind: 'seller_available', partyId: sellerId },
        amount: { minor: -amountMinor, currency },
      },
    ],
  };
  return { posting, reversals };
}

/** Of these payables' invoices, those that nobody has paid (any more). */
async function openInvoices(tx: TxCtx, payables: readonly SellerPayable[]): Promise<string[]> {
  const ids = payables.map((one) => one.invoiceId);
  const rows = await tx.em.execute<{ id: string }[]>(
    `select id from invoice where open_minor > 0 and id in (select jsonb_array_elements_text(?::jsonb)::uuid)`,
    [JSON.stringify(ids)],
  );
  return rows.map((row) => row.id);
}
