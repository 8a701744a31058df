import { LockMode } from '@mikro-orm/core';
import {
  currencyExponent,
  Decimal,
  formatMoney,
  lineNet,
  Problem,
  plainDateIn,
} from '../../../base/index.ts';
import { audit, emit, type TxCtx } from '../../../platform/index.ts';
import { FrameOrder } from '../entities.ts';
import type { FrameLine, LineChange } from '../particulars.ts';
import type { OrderLineInput } from './place.ts';

export type FrameInput = {
  readonly buyerId: string;
  readonly number: string;
  readonly orderVersion: number;
  readonly payloadId: string;
  readonly agreementId?: string | undefined;
  readonly connectionId?: string | undefined;
  readonly currency: string;
  /** Net of VAT over all releases. */
  readonly maximumMinor?: bigint | undefined;
  readonly minimumMinor?: bigint | undefined;
  readonly effectiveOn?: Temporal.PlainDate | undefined;
  readonly expiresOn?: Temporal.PlainDate | undefined;
  readonly lines: readonly FrameLine[];
  readonly comments?: string | undefined;
  readonly orderedBy: string;
};

/** Keeps a blanket order: limits for later releases. Nothing is sent to a seller and nothing is held. */
export async function placeFrame(tx: TxCtx, input: FrameInput): Promise<string> {
  const frame = tx.em.create(FrameOrder, {
    id: tx.newId(),
    state: 'open',
    ...termsOf(input),
    buyerId: input.buyerId,
    number: input.number,
    connectionId: input.connectionId ?? null,
    orderedAt: tx.now(),
  });
  await tx.em.flush();
  await audit(tx, {
    action: 'frame_order.placed',
    subject: `frame_order:${frame.id}`,
    detail: { number: input.number },
  });
  await emit(tx, 'frame_order.placed', { frameOrderId: frame.id });
  return frame.id;
}

function termsOf(input: FrameInput) {
  return {
    orderVersion: input.orderVersion,
    payloadId: input.payloadId,
    agreementId: input.agreementId ?? null,
    currency: input.currency,
    maximumMinor: input.maximumMinor ?? null,
    minimumMinor: input.minimumMinor ?? null,
    effectiveOn: input.effectiveOn ?? null,
    expiresOn: input.expiresOn ?? null,
    lines: [...input.lines],
    comments: input.comments ?? null,
    orderedBy: input.orderedBy,
  };
}

/** Releases wait for one another here, so that two at once never draw the same room. */
async function lockFrame(tx: TxCtx, id: string): Promise<FrameOrder> {
  await tx.em.flush();
  const frame = await tx.em.findOne(
    FrameOrder,
    { id },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!frame) throw new Problem('not_found', { what: 'blanket order', id });
  return frame;
}

export type Drawn = {
  readonly netMinor: bigint;
  readonly lines: ReadonlyMap<number, { readonly netMinor: bigint; readonly quantity: Decimal }>;
};

/**
 * What the living releases of a blanket order draw, net of VAT, one of them left out where named. What a seller does
 * not deliver of a line draws nothing: only what is confirmed counts or, unanswered, what is ordered.
 */
export async function drawnOf(
  tx: TxCtx,
  { frameOrderId, except }: { frameOrderId: string; except?: string | undefined },
): Promise<Drawn> {
  const { currency } = await tx.em.findOneOrFail(FrameOrder, { id: frameOrderId });
  const rows = await tx.em.execute<{ line: number | null; net: string; quantity: string }[]>(
    `select l.agreement_line as line, sum(coalesce(l.confirmed_quantity, l.quantity))::text as quantity,
            sum(case when l.confirmed_quantity is null or l.confirmed_quantity = l.quantity then l.net_minor
                     else round(l.unit_price * l.confirmed_quantity * ?::numeric)::bigint end)::text as net
       from order_line l
       join purchase_order o on o.id = l.purchase_order_id
       join seller_order s on s.id = l.seller_order_id
      where o.frame_order_id = ? and o.state <> 'cancelled' and s.state not in ('refused', 'cancelled')
        and (?::uuid is null or o.id <> ?::uuid)
      group by l.agreement_line`,
    [String(10 ** currencyExponent(currency)), frameOrderId, except ?? null, except ?? null],
  );
  return {
    netMinor: rows.reduce((sum, row) => sum + BigInt(row.net), 0n),
    lines: new Map(
      rows.flatMap((row) =>
        row.line === null
          ? []
          : [
              [
                row.line,
                { netMinor: BigInt(row.net), quantity: Decimal.parse(row.quantity) },
              ] as const,
            ],
      ),
    ),
  };
}

function checkPeriod(tx: TxCtx, frame: FrameOrder): void {
  const day = plainDateIn(tx.now());
  const early = frame.effectiveOn && Temporal.PlainDate.compare(day, frame.effectiveOn) < 0;
  const late = frame.expiresOn && Temporal.PlainDate.compare(day, frame.expiresOn) > 0;
  if (!early && !late) return;
  throw new Problem('orders.frame_period', {
    frame: frame.number,
    from: frame.effectiveOn?.toString() ?? '…',
    to: frame.expiresOn?.toString() ?? '…',
    day: day.toString(),
  });
}

/**
 * A release draws on its blanket order: within its days (the last included), its maximum over all living
 * releases, and its lines' own limits where a line names one (`agreementItemNumber`). The whole release is
 * refused with the first limit it breaks (`orders.frame_closed`, `orders.frame_period`, `orders.frame_currency`,
 * `orders.frame_exceeded`). Locks the blanket order. `except`: the release that is being changed.
 */
export async function drawFrame(
  tx: TxCtx,
  {
    frameOrderId,
    lines,
    currency,
    except,
  }: {
    frameOrderId: string;
    lines: readonly OrderLineInput[];
    currency: string;
    except?: string | undefined;
  },
): Promise<void> {
  const frame = await lockFrame(tx, frameOrderId);
  if (frame.state !== 'open')
    throw new Problem('orders.frame_closed', { frame: frame.number, state: frame.state });
  checkPeriod(tx, frame);
  const text = (minor: bigint): string => formatMoney({ minor, currency }, tx.locale);
  const net = (some: readonly OrderLineInput[]): bigint =>
    some.reduce((sum, one) => sum + lineNet(one.unitPrice, one.quantity, currency).minor, 0n);
  const asked = net(lines);
  refuseCurrency(frame, { currency, asked: text(asked) });
  const drawn = await drawnOf(tx, { frameOrderId, except });
  const refuse = (what: string, values: { limit: string; drawn: string; asked: string }): never => {
    throw new Problem('orders.frame_exceeded', { frame: frame.number, what, ...values });
  };
  const limit = frame.maximumMinor ?? null;
  if (limit !== null && drawn.netMinor + asked > limit) {
    refuse('total', { limit: text(limit), drawn: text(drawn.netMinor), asked: text(asked) });
  }
  for (const of of frame.lines) {
    const own = lines.filter((line) => line.agreementLine === of.lineNumber);
    if (own.length === 0) continue;
    const before = drawn.lines.get(of.lineNumber);
    const what = `line ${of.lineNumber}`;
    const most = of.maximumMinor === undefined ? undefined : BigInt(of.maximumMinor);
    const already = before?.netMinor ?? 0n;
    if (most !== undefined && already + net(own) > most)
      refuse(what, { limit: text(most), drawn: text(already), asked: text(net(own)) });
    const quantity = own.reduce((sum, line) => sum.add(line.quantity), Decimal.zero);
    const had = before?.quantity ?? Decimal.zero;
    if (
      of.maximumQuantity !== undefined &&
      had.add(quantity).compare(Decimal.parse(of.maximumQuantity)) > 0
    ) {
      refuse(what, {
        limit: of.maximumQuantity,
        drawn: had.toString(),
        asked: quantity.toString(),
      });
    }
  }
}

/** A line's limits too may not fall below what its releases have drawn. */
function refuseBelow(
  { number }: FrameOrder,
  {
    lines,
    drawn,
    text,
  }: { lines: readonly FrameLine[]; drawn: Drawn; text: (minor: bigint) => string },
): void {
  for (const { lineNumber, maximumMinor, maximumQuantity } of lines) {
    const had = drawn.lines.get(lineNumber);
    if (!had) continue;
    const at = { frame: number, what: `line ${lineNumber}` };
    if (maximumMinor !== undefined && BigInt(maximumMinor) < had.netMinor) {
      const values = { drawn: text(had.netMinor), limit: text(BigInt(maximumMinor)) };
      throw new Problem('orders.frame_below', { ...at, ...values });
    }
    if (maximumQuantity !== undefined && Decimal.parse(maximumQuantity).compare(had.quantity) < 0) {
      const values = { drawn: had.quantity.toString(), limit: maximumQuantity };
      throw new Problem('orders.frame_below', { ...at, ...values });
    }
  }
}

/** Amounts of two currencies are never added up. */
function refuseCurrency(
  { number, currency: own }: FrameOrder,
  { currency, asked }: { currency: string; asked: string },
): void {
  if (currency === own) return;
  throw new Problem('orders.frame_currency', { frame: number, currency: own, asked });
}

/**
 * New limits and days of a blanket order; never below what is drawn already, of the whole or of a line
 * (`orders.frame_below`), nor in another currency than what is drawn (`orders.frame_currency`).
 */
export async function changeFrame(
  tx: TxCtx,
  { id, input }: { id: string; input: FrameInput },
): Promise<LineChange[]> {
  const frame = await lockFrame(tx, id);
  if (frame.state !== 'open')
    throw new Problem('orders.frame_closed', { frame: frame.number, state: frame.state });
  const { currency } = input;
  const text = (minor: bigint | null | undefined): string =>
    minor === null || minor === undefined ? '–' : formatMoney({ minor, currency }, tx.locale);
  const drawn = await drawnOf(tx, { frameOrderId: id });
  if (input.maximumMinor !== undefined && input.maximumMinor < drawn.netMinor) {
    throw new Problem('orders.frame_below', {
      frame: frame.number,
      what: 'total',
      drawn: text(drawn.netMinor),
      limit: text(input.maximumMinor),
    });
  }
  if (drawn.netMinor > 0n) refuseCurrency(frame, { currency, asked: currency });
  refuseBelow(frame, { lines: input.lines, drawn, text });
  const period = (from: Temporal.PlainDate | null | undefined, to: typeof from): string =>
    `${from?.toString() ?? '…'} – ${to?.toString() ?? '…'}`;
  const pairs = [
    ['limit', text(frame.maximumMinor), text(input.maximumMinor)],
    [
      'period',
      period(frame.effectiveOn, frame.expiresOn),
      period(input.effectiveOn, input.expiresOn),
    ],
  ] as const;
  Object.assign(frame, termsOf(input));
  await tx.em.flush();
  await audit(tx, {
    action: 'frame_order.changed',
    subject: `frame_order:${id}`,
    detail: { number: frame.number, version: input.orderVersion },
  });
  return pairs.flatMap(([field, from, to]) => (from === to ? [] : [{ field, from, to }]));
}

/** Nothing is released from it any more; what was released stands. Again: nothing changes. */
export async function cancelFrame(
  tx: TxCtx,
  { id, orderVersion, payloadId }: { id: string; orderVersion: number; payloadId: string },
): Promise<void> {
  const frame = await lockFrame(tx, id);
  if (frame.state === 'cancelled') return;
  frame.state = 'cancelled';
  frame.orderVersion = orderVersion;
  frame.payloadId = payloadId;
  await tx.em.flush();
  await audit(tx, {
    action: 'frame_order.cancelled',
    subject: `frame_order:${id}`,
    detail: { number: frame.number },
  });
}

/** The blanket order that a release names: by a payloadID of its documents, its number or its agreement's. */
export async function frameNamed(
  tx: TxCtx,
  { buyerId, agreementId }: { buyerId: string; agreementId: string },
): Promise<FrameOrder | null> {
  return tx.em.findOne(
    FrameOrder,
    { buyerId, $or: [{ number: agreementId }, { agreementId }] },
    { orderBy: { orderedAt: 'desc', id: 'desc' } },
  );
}
