import { Problem } from '../../base/index.ts';
import type { JobList, JobPayload } from '../../platform/index.ts';
import {
  applyPrepayment,
  MATCH_JOB,
  matchStatement,
  openPayable,
  releaseCovered,
  releasePayable,
} from './commands/index.ts';
import { matchAdvice } from './remittances/index.ts';

function idIn(payload: JobPayload, name: string): string {
  const id = payload[name];
  if (typeof id !== 'string') throw new Problem('not_found', { what: name, id: '' });
  return id;
}

/**
 * `settlement.match_advice` hears of `remittance.received`, `settlement.release_covered` of `order.changed`,
 * `settlement.open_payable` and `settlement.apply_prepayment` hear of `invoice.issued`, `settlement.release_payable` of `invoice.paid`; the
 * matching of a statement is enqueued by its import.
 */
export const settlementJobs: JobList = {
  [MATCH_JOB]: (ctx, payload) => matchStatement(ctx, { statementId: idIn(payload, 'statementId') }),
  'settlement.match_advice': matchAdvice,
  'settlement.release_covered': (ctx, payload) =>
    releaseCovered(ctx, { purchaseOrderId: idIn(payload, 'purchaseOrderId') }),
  'settlement.open_payable': (ctx, payload) =>
    openPayable(ctx, { invoiceId: idIn(payload, 'invoiceId') }),
  'settlement.apply_prepayment': (ctx, payload) =>
    applyPrepayment(ctx, { invoiceId: idIn(payload, 'invoiceId') }),
  'settlement.release_payable': (ctx, payload) =>
    releasePayable(ctx, { invoiceId: idIn(payload, 'invoiceId') }),
};
