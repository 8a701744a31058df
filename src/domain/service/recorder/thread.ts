import type { TxCtx } from '../../../platform/index.ts';
import { eventsOf } from './events.ts';
import { factsOf } from './facts.ts';
import { scopeOf } from './scope.ts';
import type { Facts, ThreadEvent, ThreadRoot, Waiting } from './types.ts';
import { waitsOf } from './waits.ts';

/** One purchase as its reader sees it. */
export type Thread = {
  readonly root: ThreadRoot;
  /** The number it is called by: order, request, or the document's own key. */
  readonly label: string;
  readonly facts: Facts;
  readonly events: readonly ThreadEvent[];
  readonly waits: readonly Waiting[];
};

function labelOf(
  root: ThreadRoot,
  { orders, requests, parts, documents, sessions }: Facts,
): string {
  const own = [...orders, ...requests, ...parts].find(({ id }) => id === root.id);
  const document = documents.find(({ id }) => id === root.id);
  return (
    own?.number ??
    document?.documentKey ??
    document?.kind ??
    (sessions.some(({ id }) => id === root.id) ? root.id.slice(-12) : root.id)
  );
}

/**
 * The whole thread of one purchase in the reader's own sight: set-up, visit, basket, approval, order and its
 * comparison, the sellers' parts with their documents, deliveries, invoices, payments, payouts and mails,
 * oldest first; and what it waits for now. Refuses `not_found` where the reader does not see the root.
 */
export async function threadOf(tx: TxCtx, root: ThreadRoot): Promise<Thread> {
  const facts = await factsOf(tx, await scopeOf(tx, root));
  return {
    root,
    label: labelOf(root, facts),
    facts,
    events: eventsOf(facts),
    waits: waitsOf(facts, tx.now()),
  };
}
