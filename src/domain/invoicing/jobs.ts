import { Problem } from '../../base/index.ts';
import {
  type Ctx,
  enqueue,
  type JobList,
  type JobPayload,
  read,
  write,
} from '../../platform/index.ts';
import { issueInvoice, issueStatement, settleCreditNotes } from './commands/index.ts';
import { buyersToState } from './queries/index.ts';

const BUYERS_PAGE = 200;

/** Runs the command; a refusal of this one code means that there was nothing to do. */
async function unless(code: Problem['code'], fn: () => Promise<unknown>): Promise<void> {
  try {
    await fn();
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== code) throw error;
  }
}

/**
 * On `shipment.received {shipmentId, receiptId}`: invoices what the receipt names. One that was taken back meanwhile
 * needs no invoice. An event of before there were receipts in parts names its shipment alone. A missing mandate or a
 * difference with the order fails the job, where the operator sees and retries it.
 */
async function issueForShipment(ctx: Ctx, payload: JobPayload): Promise<void> {
  const { receiptId } = payload;
  const of =
    typeof receiptId === 'string' ? { receiptId } : { shipmentId: String(payload.shipmentId) };
  await unless('invoicing.nothing_received', () => issueInvoice(ctx, of));
}

/** Daily: one job for each buyer who has invoices on no statement, so that one failure stops nobody else. */
async function statementDue(ctx: Ctx): Promise<void> {
  let after: string | undefined;
  do {
    const from = after;
    const buyerIds = await read(ctx, (tx) =>
      buyersToState(tx, { after: from, limit: BUYERS_PAGE }),
    );
    await write(ctx, async (tx) => {
      for (const buyerId of buyerIds) {
        await enqueue(tx, 'invoicing.issueStatement', { buyerId }, { key: `statement:${buyerId}` });
      }
    });
    after = buyerIds.length === BUYERS_PAGE ? buyerIds.at(-1) : undefined;
  } while (after);
}

/** One buyer's statement; nothing to state is no failure. */
async function statementFor(ctx: Ctx, payload: JobPayload): Promise<void> {
  const buyerId = String(payload.buyerId);
  await unless('invoicing.nothing_to_state', () => issueStatement(ctx, { buyerId }));
}

/** On `invoice.paid`: the credit notes that were used up against the invoice follow it. */
async function creditNotesSettled(ctx: Ctx, payload: JobPayload): Promise<void> {
  await settleCreditNotes(ctx, { invoiceId: String(payload.invoiceId) });
}

/**
 * `invoicing.issueForShipment` wants `shipment.received`, `invoicing.settleCreditNotes`
 * `invoice.paid`; `invoicing.statementDue` wants to run daily.
 */
export const invoicingJobs: JobList = {
  'invoicing.issueForShipment': issueForShipment,
  'invoicing.statementDue': statementDue,
  'invoicing.issueStatement': statementFor,
  'invoicing.settleCreditNotes': creditNotesSettled,
};
