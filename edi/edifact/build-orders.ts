import { Decimal } from '../../src/base/index.ts';
import type { OrderDocument, OrderLine } from '../messages.ts';
import * as part from './build.ts';
import * as codes from './codes.ts';
import { type Envelope, type WrittenSegment, writeInterchange, writtenSyntax } from './write.ts';

function lineSegments(line: OrderLine, carry: part.Carry): WrittenSegment[] {
  return [
    ...part.lin(line),
    ...part.imd(line.description, carry),
    ['QTY', ['21', line.quantity, part.unitWritten(line.unit)]],
    ...part.dtm('2', line.requestedDate),
    ...part.moa('203', line.lineNet),
    ...part.ftx('LIN', line.note, { carry, max: 5 }),
    ...part.pri(line),
    ...part.rff('LI', line.position),
    // ABO: the originator's reference.
    ...part.rff('ABO', line.auxiliaryId?.slice(0, 35)),
  ];
}

function orderSegments(order: OrderDocument, carry: part.Carry): WrittenSegment[] {
  const kind =
    Object.entries(codes.ORDER_KINDS).find(([, each]) => each === order.kind)?.[0] ?? '220';
  const currency: WrittenSegment[] = order.currency ? [['CUX', ['2', order.currency, '9']]] : [];
  return [
    ['BGM', kind, order.number, '9'],
    ...part.dtm('137', order.date),
    ...part.dtm('2', order.requestedDate),
    ...order.notes.flatMap((note) => part.ftx('PUR', note, { carry, max: 20 })).slice(0, 99),
    ...part.rff('ON', order.buyerOrderNumber),
    ...part.rff('CT', order.contractNumber),
    ...part.nad('BY', order.buyer, carry),
    ...part.nad('SU', order.seller, carry),
    ...part.nad('DP', order.delivery, carry),
    ...part.nad('IV', order.invoicee, carry),
    ...part.nad('UC', order.ultimateConsignee, carry),
    ...currency,
    ...order.lines.flatMap((line) => lineSegments(line, carry)),
    ['UNS', 'S'],
    ...part.moa('79', order.linesNet),
    ...part.moa('86', order.total),
    ['CNT', ['2', Decimal.of(order.lines.length)]],
  ];
}

/**
 * ORDERS D.96A with EAN008: one order, marketplace to seller. A piece (C62) is written PCE; texts are
 * cut to the directory's lengths; the order's position is repeated as RFF LI, our reference of the line as RFF ABO. Refuses an order without
 * number or lines (`edi.message_empty`).
 */
export function buildOrders(order: OrderDocument, envelope: Envelope): Uint8Array {
  part.requireDocument('ORDERS', order);
  const carry = part.carryIn(writtenSyntax(envelope).identifier);
  const name = {
    type: 'ORDERS',
    version: 'D',
    release: '96A',
    agency: 'UN',
    association: 'EAN008',
  };
  return writeInterchange(envelope, [{ ...name, segments: orderSegments(order, carry) }]);
}
