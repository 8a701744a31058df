import { Decimal } from '../../../base/index.ts';
import type { QuantityLine } from '../rules.ts';

export type Arrival = {
  readonly quantity: Decimal;
  readonly receivedQuantity: Decimal;
  readonly refusedQuantity: Decimal;
  readonly missingQuantity: Decimal;
};

/** What of a shipment's line is still under way: neither received, nor refused, nor given up. */
export function underway(line: Arrival): Decimal {
  return line.quantity
    .sub(line.receivedQuantity)
    .sub(line.refusedQuantity)
    .sub(line.missingQuantity);
}

export type OpenLine = {
  readonly quantity: Decimal;
  readonly confirmedQuantity?: Decimal | null | undefined;
  readonly receivedQuantity: Decimal;
  readonly refusedQuantity: Decimal;
  readonly missingQuantity: Decimal;
};

/** What of an order line is still to come: confirmed, or unanswered ordered, less all that is settled of it. */
export function stillToCome(line: OpenLine): Decimal {
  return underway({ ...line, quantity: line.confirmedQuantity ?? line.quantity });
}

export type ShipmentState = 'under_way' | 'part_received' | 'received' | 'closed_short';

/** Where a shipment stands: `closed_short` when some of it was refused or never came. */
export function shipmentState(lines: readonly Arrival[]): ShipmentState {
  const isOpen = lines.some((line) => !underway(line).isZero());
  const isShort = lines.some(
    (line) => !line.refusedQuantity.isZero() || !line.missingQuantity.isZero(),
  );
  if (!isOpen) return isShort ? 'closed_short' : 'received';
  const isBegun = isShort || lines.some((line) => !line.receivedQuantity.isZero());
  return isBegun ? 'part_received' : 'under_way';
}

/** Takes of what is wanted as much as there is room for, by line, and leaves the rest in `wanted`. */
export function takeFrom(
  wanted: Map<number, Decimal>,
  room: readonly QuantityLine[],
): QuantityLine[] {
  return room.flatMap(({ lineNumber, quantity: most }) => {
    const asked = wanted.get(lineNumber) ?? Decimal.zero;
    const quantity = asked.compare(most) > 0 ? most : asked;
    if (quantity.isZero()) return [];
    wanted.set(lineNumber, asked.sub(quantity));
    return [{ lineNumber, quantity }];
  });
}

/** The first of our own numbers, `<despatch>/<n>`, that is free: a buyer may have given one of these itself. */
export function nextReceiptNumber(despatch: string, taken: readonly string[]): string {
  const known = new Set(taken);
  let next = taken.length + 1;
  while (known.has(`${despatch}/${next}`)) next += 1;
  return `${despatch}/${next}`;
}
