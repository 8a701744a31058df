import { type Web, web } from '../../../platform/http/index.ts';
import type { PaymentFileWriter } from '../commands/index.ts';
import { remittanceRoutes } from '../remittances/routes.tsx';
import { payoutRoutes } from './payouts.tsx';
import { receiptRoutes } from './receipts.tsx';

/** Reconciliation and payouts. `paymentFile` writes a payout run in the bank's format (pain.001). */
export function settlementRoutes(doors: { paymentFile: PaymentFileWriter }): Web {
  return web()
    .route('/', remittanceRoutes())
    .route('/', receiptRoutes())
    .route('/', payoutRoutes(doors));
}
