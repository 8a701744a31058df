import {
  buildConfirmationRequest,
  type Comments,
  type ConfirmationItem,
  type ConfirmationStatus,
  type ConfirmationType,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import { cxmlTimestamp } from '../../base/index.ts';
import {
  OrderLine,
  type SellerOrderDocument,
  sellerOrderDocument,
} from '../../domain/orders/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import { routedBack } from './route.ts';
import { AUXILIARY_IDS, dayText, envelopeFor, keep, keyOf, targetOf, unitWord } from './target.ts';

const NOTHING = { contacts: [], comments: [], extrinsics: [] } as const;

/** What a seller said of a line, as far as the header's choice looks at it. */
export type Answered = {
  readonly answer: string | null | undefined;
  /** The whole ordered quantity is confirmed, at the ordered price. */
  readonly share: 'whole' | 'part' | 'nothing' | 'unanswered';
  /** A promised day can be said by line alone: a header has none. */
  readonly promise: 'day' | 'none';
};

/**
 * The header's word (cXML guide, «ConfirmationHeader»). `detail` speaks of the lines it names and leaves the rest
 * of the order alone: that is all one of several sellers may say. A seller that has the whole order and has
 * answered every line may say `allDetail`, and by the header alone where the profile allows: `accept`,
 * `reject` or `backordered` when it holds for each line, `except` when some lines are accepted as ordered.
 */
export function confirmationType(
  lines: readonly Answered[],
  { speaksFor, style }: { speaksFor: 'whole_order' | 'its_lines'; style: 'lines' | 'header' },
): ConfirmationType {
  const answered = lines.every(({ share }) => share !== 'unanswered');
  if (speaksFor === 'its_lines' || !answered || lines.length === 0) return 'detail';
  if (style === 'lines') return 'allDetail';
  const accepted = lines.filter(isPlain).length;
  if (accepted === lines.length) return 'accept';
  if (lines.every(({ share }) => share === 'nothing')) return 'reject';
  const isLate = ({ answer, share, promise }: Answered): boolean =>
    answer === 'backordered' && share === 'whole' && promise === 'none';
  if (lines.every(isLate)) return 'backordered';
  return accepted > 0 ? 'except' : 'allDetail';
}

/** Accepted as ordered: the header's `accept` or `except` says it already. */
function isPlain({ answer, share, promise }: Answered): boolean {
  return (
    share === 'whole' && promise === 'none' && answer !== 'backordered' && answer !== 'changed'
  );
}

function answeredOf(line: OrderLine): Answered {
  const confirmed = line.confirmedQuantity;
  const said = { answer: line.answer, promise: line.confirmedOn ? 'day' : 'none' } as const;
  if (!confirmed) return { ...said, share: 'unanswered' };
  if (confirmed.isZero()) return { ...said, share: 'nothing' };
  return { ...said, share: confirmed.equals(line.quantity) ? 'whole' : 'part' };
}

function statuses(line: OrderLine, unit: string): ConfirmationStatus[] {
  const confirmed = line.confirmedQuantity;
  if (!confirmed) return [];
  const common = {
    unit,
    // A ConfirmationItem has no ItemID: this is where a DTD lets the line's own id stand.
    extrinsics: line.auxiliaryId
      ? [{ name: 'SupplierPartAuxiliaryID', value: line.auxiliaryId }]
      : [],
    comments: line.answerReason ? [{ text: line.answerReason, attachments: [], lang: 'en' }] : [],
  };
  const deliveryDate = dayText(line.confirmedOn);
  const whole = confirmed.equals(line.quantity);
  const type =
    line.answer === 'backordered'
      ? 'backordered'
      : whole && line.answer !== 'changed'
        ? 'accept'
        : 'detail';
  const kept: ConfirmationStatus[] = confirmed.isZero()
    ? []
    : [{ ...common, type, quantity: confirmed, deliveryDate }];
  // The parts of a line sum to what was ordered (cXML guide, «ConfirmationItem»).
  return whole
    ? kept
    : [...kept, { ...common, type: 'reject', quantity: line.quantity.sub(confirmed) }];
}

/** One item for each answered line; what the header says already is not said again. */
function confirmationItems(
  lines: readonly OrderLine[],
  { type, profile }: { type: ConfirmationType; profile: SuiteProfile },
): ConfirmationItem[] {
  if (type === 'accept' || type === 'reject' || type === 'backordered') return [];
  return lines.flatMap((line) => {
    if (type === 'except' && isPlain(answeredOf(line))) return [];
    const unit = unitWord(profile, line.unit);
    const said = statuses(line, unit);
    if (said.length === 0) return [];
    return [{ lineNumber: line.lineNumber, quantity: line.quantity, unit, statuses: said }];
  });
}

/** The basket's ids of the lines that the header speaks for without naming them. */
function headerExtrinsics(lines: readonly OrderLine[], items: readonly ConfirmationItem[]) {
  const named = new Set(items.map(({ lineNumber }) => lineNumber));
  const ids = lines.flatMap(({ lineNumber, auxiliaryId }) =>
    auxiliaryId && !named.has(lineNumber) ? [auxiliaryId] : [],
  );
  return ids.length > 0 ? [{ name: AUXILIARY_IDS, value: ids.join(' ') }] : [];
}

/** Why the whole order is refused or late: the header's comment, where no line says it. */
function headerComments(lines: readonly OrderLine[], type: ConfirmationType): Comments[] {
  if (type !== 'reject' && type !== 'backordered') return [];
  const reasons = [...new Set(lines.flatMap(({ answerReason }) => answerReason ?? []))];
  return reasons.length > 0 ? [{ text: reasons.join('\n'), attachments: [], lang: 'en' }] : [];
}

/** The confirmation that a seller's later answer replaces, whatever became of its delivery. */
async function earlierConfirmation(
  tx: TxCtx,
  { order }: SellerOrderDocument,
): Promise<Exchange | null> {
  return tx.em.findOne(
    Exchange,
    {
      direction: 'out',
      partnerId: order.buyerId,
      kind: 'ConfirmationRequest',
      keys: { $contains: [order.number] },
      state: { $ne: 'failed' },
    },
    { orderBy: { id: 'desc' } },
  );
}

async function confirm(tx: TxCtx, sellerOrderId: string): Promise<string> {
  const outgoing = await sellerOrderDocument(tx, sellerOrderId);
  const target = await targetOf(tx, outgoing);
  const answered = outgoing.lines.filter(({ confirmedQuantity }) => confirmedQuantity);
  if (!target || answered.length === 0) return '';
  const { profile } = target;
  const ordered = await tx.em.count(OrderLine, { purchaseOrderId: outgoing.purchase.id });
  const type = confirmationType(outgoing.lines.map(answeredOf), {
    speaksFor: ordered === outgoing.lines.length ? 'whole_order' : 'its_lines',
    style: profile.documents.confirmation,
  });
  const envelope = await routedBack(tx, {
    envelope: await envelopeFor(tx, target.connection),
    profile,
    kind: 'ConfirmationRequest',
    outgoing,
  });
  const earlier = await earlierConfirmation(tx, outgoing);
  const { order, purchase } = outgoing;
  const items = confirmationItems(answered, { type, profile });
  const content = buildConfirmationRequest(
    envelope,
    {
      ...NOTHING,
      // One for each seller's part of the order: later words of this seller replace only its own.
      confirmId: order.number,
      type,
      operation: earlier ? 'update' : 'new',
      ...(earlier?.documentKey ? { previousPayloadId: earlier.documentKey } : {}),
      noticeDate: cxmlTimestamp(tx.now()),
      order: target.order,
      comments: headerComments(answered, type),
      extrinsics: headerExtrinsics(answered, items),
      items,
    },
    { version: profile.versions.ConfirmationRequest },
  );
  return keep(tx, {
    connection: target.connection,
    buyerId: order.buyerId,
    kind: 'ConfirmationRequest',
    subject: order.number,
    content,
    payloadId: envelope.payloadId,
    purchaseOrders: [purchase],
    keys: [order.number],
  });
}

/**
 * Job `buyer.send_confirmation`, on `seller_order.answered {sellerOrderId}`: tells the buyer's suite, at the
 * version its profile pins, what the seller said of each line. A later answer goes as an update that names
 * the confirmation before it.
 */
export async function sendConfirmation(ctx: Ctx, payload: JobPayload): Promise<void> {
  const sellerOrderId = String(payload.sellerOrderId);
  await writeOnce(ctx, keyOf(payload, `confirmation:${sellerOrderId}`), (tx) =>
    confirm(tx, sellerOrderId),
  );
}
