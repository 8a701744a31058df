import {
  basketSide,
  type CxmlDocument,
  compareDocuments,
  connectionProfile,
  countsOf,
  type FieldDifference,
  type ItemIn,
  type OrderRequest,
  orderSide,
  type PunchOutOrderMessage,
  parseCxml,
  type Side,
} from '../../../punchout/index.ts';
import { money, Problem, toDecimal } from '../../base/index.ts';
import {
  isTrialPayload,
  keepComparison,
  type LineDifference,
  PunchOutSession,
  Requisition,
  RequisitionLine,
} from '../../domain/purchasing/index.ts';
import {
  type Ctx,
  Exchange,
  privileged,
  readFile,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';
import { openBody } from './body.ts';

type Basket = Omit<PunchOutOrderMessage, 'kind'>;

/** A basket's lines as they were promised, where the document that carried them is not to be had (OCI). */
function promised(request: Requisition, lines: readonly RequisitionLine[]): Basket {
  const { currency } = request;
  const items = lines.map(
    (line): ItemIn => ({
      quantity: line.quantity,
      lineNumber: line.position,
      itemId: { supplierPartId: line.sku, supplierPartAuxiliaryId: line.auxiliaryId },
      detail: {
        unitPrice: { value: line.unitPrice, currency },
        descriptions: [{ text: line.description }],
        unit: line.unit,
        classifications: [{ domain: 'UNSPSC', value: line.unspsc }],
        manufacturerPartId: line.manufacturerPartId,
        manufacturerName: line.manufacturer,
        leadTimeDays: line.leadDays,
        extrinsics: [],
      },
      supplierIds: [],
    }),
  );
  const total = { value: toDecimal(money(request.netMinor, currency)), currency };
  const tax = { value: toDecimal(money(request.vatMinor, currency)), currency };
  return {
    buyerCookie: '',
    operationAllowed: 'edit',
    items,
    total,
    tax: { amount: tax, details: [] },
  };
}

/** The stored bytes of an exchange as a cXML document; undefined when they are none any more. */
async function stored(tx: TxCtx, exchange: Exchange): Promise<CxmlDocument | undefined> {
  const file = await readFile(tx, exchange.fileId);
  try {
    const { content, contentType } = openBody(file.content, file.contentType);
    return parseCxml(content, { contentType });
  } catch (error) {
    if (error instanceof Problem) return undefined;
    throw error;
  }
}

/** The PunchOutOrderMessage that carried a request's lines, as it really went: the newest of its visit. */
async function sentBasket(tx: TxCtx, request: Requisition): Promise<Basket | undefined> {
  if (!request.sessionId) return undefined;
  const session = await tx.em.findOne(PunchOutSession, { id: request.sessionId });
  if (session?.protocol !== 'cxml') return undefined;
  const [sent] = await tx.em.find(
    Exchange,
    {
      direction: 'out',
      kind: 'PunchOutOrderMessage',
      partnerId: request.buyerId,
      $or: [
        { keys: { $contains: [`visit:${session.id}`] } },
        // A cookie alone may name several visits of one person: the visit's own time decides.
        { keys: { $contains: [session.buyerCookie] }, at: { $gte: session.createdAt } },
      ],
    },
    { orderBy: { at: 'desc', id: 'desc' }, limit: 1 },
  );
  const payload = sent && (await stored(tx, sent))?.payload;
  return payload?.kind === 'PunchOutOrderMessage' && payload.items.length > 0 ? payload : undefined;
}

type Quoted = { readonly side: Side; readonly requisitionIds: readonly string[] };

/** The baskets that an order's lines were taken from; undefined when none of its lines is ours. */
async function quotedSide(
  tx: TxCtx,
  { order, buyerId }: { order: OrderRequest; buyerId: string },
): Promise<Quoted | undefined> {
  const ids = order.items.flatMap(({ itemId }) => itemId.supplierPartAuxiliaryId?.trim() || []);
  if (ids.length === 0) return undefined;
  const named = await tx.em.find(
    RequisitionLine,
    { buyerId, auxiliaryId: { $in: [...new Set(ids)] } },
    // Only read: each flush after this would compare hundreds of them again.
    { orderBy: { id: 'desc' }, fields: ['auxiliaryId', 'requisitionId'], disableIdentityMap: true },
  );
  const requisitionIds = [
    ...new Map(named.toReversed().map((line) => [line.auxiliaryId, line.requisitionId])).values(),
  ];
  if (requisitionIds.length === 0) return undefined;
  const requests = await tx.em.find(Requisition, { id: { $in: [...new Set(requisitionIds)] } });
  const lines = await tx.em.find(
    RequisitionLine,
    { requisitionId: { $in: requests.map(({ id }) => id) } },
    { orderBy: { position: 'asc' }, disableIdentityMap: true },
  );
  const baskets: Basket[] = [];
  for (const request of requests) {
    const own = lines.filter(({ requisitionId }) => requisitionId === request.id);
    baskets.push((await sentBasket(tx, request)) ?? promised(request, own));
  }
  return { side: basketSide(baskets), requisitionIds: requests.map(({ id }) => id) };
}

/** The order's document before this one: the one it names, else the newest of its number. */
async function previousSide(
  tx: TxCtx,
  { order, partner, exchangeId }: Arrived,
): Promise<Side | undefined> {
  if (order.type !== 'update') return undefined;
  const base = {
    direction: 'in' as const,
    kind: 'OrderRequest',
    partnerId: partner.organisation.id,
    state: { $in: ['accepted' as const, 'duplicate' as const] },
    id: { $ne: exchangeId },
  };
  const find = (where: object) =>
    tx.em.findOne(Exchange, { ...base, ...where }, { orderBy: { at: 'desc', id: 'desc' } });
  const named = order.previousPayloadId
    ? await find({ documentKey: order.previousPayloadId })
    : undefined;
  const earlier = named ?? (await find({ keys: { $contains: [order.orderId] } }));
  const payload = earlier && (await stored(tx, earlier))?.payload;
  return payload?.kind === 'OrderRequest' ? orderSide(payload) : undefined;
}

export type Arrived = {
  readonly document: CxmlDocument;
  readonly order: OrderRequest;
  readonly partner: Partner;
  readonly exchangeId: string;
};

/** Where the refusal's word for a field differs from the document's. */
const FIELDS: Readonly<Partial<Record<LineDifference['field'], string>>> = {
  part: 'partId',
  price: 'unitPrice',
  price_today: 'unitPrice',
  quantity_step: 'quantity',
  minimum: 'quantity',
  gone: 'partId',
};

function refusedBy(problem: Problem | undefined): { line: number; field: string }[] {
  const { differences } = problem?.params ?? {};
  if (!Array.isArray(differences)) return [];
  return (differences as LineDifference[]).map(({ lineNumber, field }) => ({
    line: lineNumber,
    field: FIELDS[field] ?? field,
  }));
}

async function keep(
  tx: TxCtx,
  arrived: Arrived,
  {
    before,
    basis,
    requisitionIds,
    purchaseOrderId,
    problem,
  }: {
    before: Side;
    basis: 'basket' | 'previous_version';
    requisitionIds: readonly string[];
    purchaseOrderId: string | undefined;
    problem: Problem | undefined;
  },
): Promise<void> {
  const { document, order, partner, exchangeId } = arrived;
  const { connection } = partner;
  const profile = connectionProfile(connection);
  const compared = compareDocuments(
    { before, after: orderSide(order) },
    { unitWords: profile.units.map, refused: refusedBy(problem) },
  );
  // A version that changes an order is meant to differ from the one before: it is shown, not alarmed.
  const rows = compared.map(
    (row): FieldDifference =>
      basis === 'previous_version' && row.weight === 'alert' ? { ...row, weight: 'note' } : row,
  );
  await keepComparison(tx, {
    buyerId: partner.organisation.id,
    connectionId: connection.id,
    exchangeId,
    orderNumber: order.orderId,
    orderVersion: order.orderVersion ?? 1,
    payloadId: document.payloadId,
    basis,
    outcome: problem ? 'refused' : 'accepted',
    purchaseOrderId,
    requisitionIds,
    rows,
    counts: countsOf(rows),
  });
}

async function compare(
  tx: TxCtx,
  arrived: Arrived,
  end: { purchaseOrderId: string | undefined; problem: Problem | undefined },
): Promise<void> {
  if (arrived.order.type === 'delete') return;
  const buyerId = arrived.partner.organisation.id;
  await privileged(tx, async (inner) => {
    const quoted = await quotedSide(inner, { order: arrived.order, buyerId });
    const requisitionIds = quoted?.requisitionIds ?? [];
    const previous = await previousSide(inner, arrived);
    if (previous)
      await keep(inner, arrived, {
        ...end,
        before: previous,
        basis: 'previous_version',
        requisitionIds,
      });
    // An order that names nothing of ours is held against an empty basket: every line is strange.
    const before = quoted?.side ?? (end.problem && !previous ? basketSide([]) : undefined);
    if (before) await keep(inner, arrived, { ...end, before, basis: 'basket', requisitionIds });
  });
}

/**
 * Keeps the comparison of an accepted OrderRequest with the basket that went back, read from the very
 * document that carried it, and of an update with the version before; in the order's own transaction.
 */
export async function compareAccepted(
  tx: TxCtx,
  arrived: Arrived & { readonly purchaseOrderId: string },
): Promise<void> {
  await compare(tx, arrived, { purchaseOrderId: arrived.purchaseOrderId, problem: undefined });
}

/** Refusals of what an order says; one that came twice, or a fault of ours, has nothing to compare. */
function isOfContent({ code }: Problem): boolean {
  return code.startsWith('purchasing.order_') && code !== 'purchasing.order_exists';
}

/**
 * The same for an order that was refused whole, whose own transaction left nothing behind. Never fails:
 * the refusal stands and is answered whatever becomes of its comparison.
 */
export async function compareRefused(
  ctx: Ctx,
  {
    problem,
    arrived,
  }: { problem: Problem; arrived: Omit<Arrived, 'order' | 'partner'> & { partner?: Partner } },
): Promise<void> {
  const { document, partner, exchangeId } = arrived;
  const { payload } = document;
  if (payload.kind !== 'OrderRequest' || !partner || !isOfContent(problem)) return;
  // The workbench's virtual buyer is answered and leaves nothing behind.
  if (isTrialPayload(ctx.services.config.key, document.payloadId)) return;
  const order = { document, order: payload, partner, exchangeId };
  try {
    await write(ctx, (tx) => compare(tx, order, { purchaseOrderId: undefined, problem }));
  } catch (error) {
    ctx.services.log.warn({ exchangeId, err: error }, 'refused order not compared');
  }
}
