import { Problem, say } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  emit,
  type JobPayload,
  privileged,
  queueMail,
  read,
  type TxCtx,
  write,
  writeOnce,
} from '../../../platform/index.ts';
import { operatorOrganisation, organisation, UserAccount } from '../../parties/index.ts';
import {
  type ComparedField,
  ComparisonAcknowledgement,
  type ComparisonCounts,
  OrderComparison,
} from './entities.ts';

export type ComparisonInput = {
  readonly buyerId: string;
  readonly connectionId: string | undefined;
  readonly exchangeId: string;
  readonly orderNumber: string;
  readonly orderVersion: number;
  readonly payloadId: string;
  readonly basis: 'basket' | 'previous_version';
  readonly outcome: 'accepted' | 'refused';
  readonly purchaseOrderId: string | undefined;
  readonly requisitionIds: readonly string[];
  readonly rows: readonly ComparedField[];
  readonly counts: ComparisonCounts;
};

/** Fields kept of one order: 5,000 lines of some ten fields, above which only what differs is kept. */
const ROWS_MAX = 20_000;

/** Equal fields give way first where an order is so large that all of them would not be looked at. */
function kept(rows: readonly ComparedField[]): readonly ComparedField[] {
  if (rows.length <= ROWS_MAX) return rows;
  return rows.filter(({ status }) => status !== 'equal').slice(0, ROWS_MAX);
}

/**
 * Keeps what an order was compared with, once for each document and basis. An accepted order with a field
 * that differs silently raises the alert (`order.differs`), in the same transaction. System's sight.
 */
export async function keepComparison(ctx: Ctx | TxCtx, input: ComparisonInput): Promise<void> {
  const alerts = input.rows.filter(({ weight }) => weight === 'alert').length;
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const { em } = inner;
      const { exchangeId, basis } = input;
      if (await em.findOne(OrderComparison, { exchangeId, basis }, { fields: ['id'] })) return;
      const comparison = em.create(OrderComparison, {
        id: tx.newId(),
        ...input,
        connectionId: input.connectionId ?? null,
        purchaseOrderId: input.purchaseOrderId ?? null,
        requisitionIds: [...input.requisitionIds],
        rows: [...kept(input.rows)],
        alerts,
        at: tx.now(),
      });
      await em.flush();
      if (input.outcome === 'refused' || alerts === 0 || !input.purchaseOrderId) return;
      const { purchaseOrderId } = input;
      await emit(inner, 'order.differs', { purchaseOrderId, comparisonId: comparison.id });
    }),
  );
}

/**
 * A person's word that an order's differences were seen, with a note; once. Refuses
 * `purchasing.comparison_acknowledged` when somebody was quicker, and an empty note.
 */
export async function acknowledgeComparison(
  ctx: Ctx,
  { comparisonId, note }: { comparisonId: string; note: string },
): Promise<void> {
  ctx.require('exchange.manage');
  const text = note.trim();
  if (text === '') throw new Problem('purchasing.acknowledgement_note');
  await write(ctx, async (tx) => {
    const found = await tx.em.findOne(OrderComparison, { id: comparisonId });
    if (!found) throw new Problem('not_found', { what: 'comparison', id: comparisonId });
    const rows = await tx.em.execute<{ id: string }[]>(
      `insert into comparison_acknowledgement (id, comparison_id, buyer_id, by_name, note, at)
       values (?, ?, ?, ?, ?, ?) on conflict (comparison_id) do nothing returning id`,
      [tx.newId(), comparisonId, found.buyerId, tx.actor.name, text, tx.now().toString()],
    );
    if (rows.length === 0) {
      const earlier = await tx.em.findOneOrFail(ComparisonAcknowledgement, { comparisonId });
      throw new Problem('purchasing.comparison_acknowledged', { by: earlier.byName });
    }
    await audit(tx, {
      action: 'comparison.acknowledged',
      subject: `order_comparison:${comparisonId}`,
      detail: { order: found.orderNumber, note: text },
    });
  });
}

const DESK_MAX = 20;

async function operators(tx: TxCtx): Promise<{ email: string; locale: 'en' | 'fr' }[]> {
  const own = await operatorOrganisation(tx);
  const people = await tx.em.find(
    UserAccount,
    { organisationId: own.id, active: true, roles: { $contains: ['operator'] } },
    { orderBy: { email: 'asc' }, limit: DESK_MAX },
  );
  if (people.length > 0) return people.map(({ email, locale }) => ({ email, locale }));
  return own.email ? [{ email: own.email, locale: own.locale }] : [];
}

async function tellOperators(tx: TxCtx, purchaseOrderId: string): Promise<number> {
  const [found] = await tx.em.find(
    OrderComparison,
    { purchaseOrderId, outcome: 'accepted', alerts: { $gt: 0 } },
    { orderBy: { at: 'desc' }, limit: 1, exclude: ['rows'] },
  );
  if (!found) return 0;
  const buyer = await organisation(tx, found.buyerId);
  const link = `${tx.services.config.publicUrl}/operator/differences/${found.id}`;
  const people = await operators(tx);
  for (const { email, locale } of people) {
    const t = say(locale);
    await queueMail(tx, {
      to: email,
      about: [`order_comparison:${found.id}`, `purchase_order:${purchaseOrderId}`],
      subject: t(
        `Order ${found.orderNumber} of ${buyer.tradingName} differs from its basket`,
        `La commande ${found.orderNumber} de ${buyer.tradingName} diffère de son panier`,
      ),
      text: t(
        `The order was accepted, but ${found.alerts === 1 ? '1 field is not as it' : `${found.alerts} fields are not as they`} went out. Look at both side by side, and say that you have seen them:\n${link}\n`,
        `La commande a été acceptée, mais ${found.alerts === 1 ? '1 champ n’est pas revenu comme il était parti' : `${found.alerts} champs ne sont pas revenus comme ils étaient partis`}. Comparez les deux, puis indiquez que vous les avez vus :\n${link}\n`,
      ),
    });
  }
  return people.length;
}

/** Job `purchasing.tell_differences`, on `order.differs {purchaseOrderId}`: one mail for each order. */
export async function tellDifferences(ctx: Ctx, payload: JobPayload): Promise<void> {
  const purchaseOrderId = String(payload.purchaseOrderId);
  const known = await read(ctx, (tx) =>
    tx.em.count(OrderComparison, { purchaseOrderId, outcome: 'accepted', alerts: { $gt: 0 } }),
  );
  // An event without a stored comparison has nothing to show; the next one of the order has.
  if (known === 0) return;
  await writeOnce(ctx, { key: `differs:${purchaseOrderId}`, input: purchaseOrderId }, (tx) =>
    tellOperators(tx, purchaseOrderId),
  );
}

export const comparisonJobs = { 'purchasing.tell_differences': tellDifferences };
