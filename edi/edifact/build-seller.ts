import { Decimal } from '../../src/base/index.ts';
import type {
  DespatchAdviceDocument,
  DespatchLine,
  OrderResponseDocument,
  OrderResponseLine,
} from '../messages.ts';
import * as part from './build.ts';
import * as codes from './codes.ts';
import {
  cutShort,
  type Envelope,
  type WrittenSegment,
  writeInterchange,
  writtenSyntax,
} from './write.ts';

function quantities(line: OrderResponseLine): WrittenSegment[] {
  const unit = part.unitWritten(line.unit);
  const qualifier = line.action === 'accepted' ? '21' : '113';
  const quantity = line.action === 'rejected' ? Decimal.zero : line.quantity;
  const out: WrittenSegment[] = [];
  if (quantity) out.push(['QTY', [qualifier, quantity, unit]]);
  if (line.backorderQuantity) out.push(['QTY', ['83', line.backorderQuantity, unit]]);
  return out;
}

function responseLine(line: OrderResponseLine, carry: part.Carry): WrittenSegment[] {
  return [
    ...part.lin(line, codes.LINE_ACTION_CODES[line.action]),
    ...quantities(line),
    ...part.dtm('69', line.promisedDate),
    ...part.ftx('AAO', line.reason, { carry, max: 5 }),
    ...part.pri(line),
    ...part.rff('LI', line.position),
  ];
}

/**
 * ORDRSP D.96A with EAN005: the seller's answer. Header 29, 27 or 4; lines 5, 6 or 7; a backordered
 * line is 6 with QTY 113 now and QTY 83 later.
 */
export function buildOrdrsp(response: OrderResponseDocument, envelope: Envelope): Uint8Array {
  part.requireDocument('ORDRSP', { number: response.number });
  const carry = part.carryIn(writtenSyntax(envelope).identifier);
  const action = Object.entries(codes.RESPONSE_ACTIONS).find(
    ([, each]) => each === response.action,
  );
  const currency: WrittenSegment[] = response.currency
    ? [['CUX', ['2', response.currency, '9']]]
    : [];
  const segments: WrittenSegment[] = [
    ['BGM', '231', response.number, action?.[0]],
    ...part.dtm('137', response.date),
    ...part.dtm('69', response.promisedDate),
    ...response.notes.flatMap((note) => part.ftx('AAI', note, { carry, max: 20 })).slice(0, 99),
    ...part.rff('ON', response.orderNumber),
    ...part.nad('BY', response.buyer, carry),
    ...part.nad('SU', response.seller, carry),
    ...currency,
    ...response.lines.flatMap((line) => responseLine(line, carry)),
    ['UNS', 'S'],
    ['CNT', ['2', Decimal.of(response.lines.length)]],
  ];
  const name = {
    type: 'ORDRSP',
    version: 'D',
    release: '96A',
    agency: 'UN',
    association: 'EAN005',
  };
  return writeInterchange(envelope, [{ ...name, segments }]);
}

function despatchLine(
  line: DespatchLine,
  notice: { orderNumber: string | undefined; carry: part.Carry },
): WrittenSegment[] {
  const order = line.orderNumber ?? notice.orderNumber;
  const reference = order ? part.rff('ON', order, line.orderLine) : part.rff('LI', line.orderLine);
  return [
    ...part.lin(line),
    ...part.imd(line.description, notice.carry),
    ['QTY', ['12', line.quantity, part.unitWritten(line.unit)]],
    ...reference,
  ];
}

/** Each package with its lines, then the lines of no package: one CPS each. */
function consignment(despatch: DespatchAdviceDocument): {
  sscc: string | undefined;
  kind: string | undefined;
  lines: DespatchLine[];
}[] {
  const packages = despatch.packages.map(({ sscc, kind }) => ({
    sscc,
    kind,
    lines: despatch.lines.filter((line) => sscc !== undefined && line.packageSscc === sscc),
  }));
  const placed = new Set(packages.flatMap(({ lines }) => lines));
  const named = new Map<string, DespatchLine[]>();
  const loose: DespatchLine[] = [];
  for (const line of despatch.lines.filter((each) => !placed.has(each))) {
    if (line.packageSscc === undefined) loose.push(line);
    else named.set(line.packageSscc, [...(named.get(line.packageSscc) ?? []), line]);
  }
  const rest = [...named].map(([sscc, lines]) => ({ sscc, kind: undefined, lines }));
  const all = [...packages, ...rest];
  return loose.length > 0 ? [...all, { sscc: undefined, kind: undefined, lines: loose }] : all;
}

function consignmentSegments(
  despatch: DespatchAdviceDocument,
  carry: part.Carry,
): WrittenSegment[] {
  const { orderNumber } = despatch;
  return consignment(despatch).flatMap(({ sscc, kind, lines }, index): WrittenSegment[] => {
    const marks: WrittenSegment[] = sscc
      ? [
          ['PCI', '33E'],
          ['GIN', 'BJ', sscc],
        ]
      : [];
    const pack: WrittenSegment[] =
      sscc || kind ? [['PAC', '1', undefined, kind ?? 'PK'], ...marks] : [];
    return [
      ['CPS', String(index + 1)],
      ...pack,
      ...lines.flatMap((line) => despatchLine(line, { orderNumber, carry })),
    ];
  });
}

/**
 * DESADV D.96A with EAN005: BGM 351, order and tracking number (RFF CN), carrier in TDT 20, one CPS for
 * each package with its SSCC and lines. Refuses a notice without number or lines.
 */
export function buildDesadv(despatch: DespatchAdviceDocument, envelope: Envelope): Uint8Array {
  part.requireDocument('DESADV', despatch);
  const carry = part.carryIn(writtenSyntax(envelope).identifier);
  const carrier = cutShort(carry(despatch.carrier ?? ''), 35);
  const transport: WrittenSegment[] = carrier
    ? [['TDT', '20', undefined, undefined, undefined, [undefined, undefined, undefined, carrier]]]
    : [];
  const segments: WrittenSegment[] = [
    ['BGM', '351', despatch.number, '9'],
    ...part.dtm('137', despatch.date),
    ...part.dtm('11', despatch.despatchDate),
    ...part.dtm('17', despatch.expectedDate),
    ...part.rff('ON', despatch.orderNumber),
    ...part.rff('CN', despatch.trackingNumber),
    ...part.nad('BY', despatch.buyer, carry),
    ...part.nad('SU', despatch.seller, carry),
    ...part.nad('DP', despatch.delivery, carry),
    ...transport,
    ...consignmentSegments(despatch, carry),
    ['CNT', ['2', Decimal.of(despatch.lines.length)]],
  ];
  const name = {
    type: 'DESADV',
    version: 'D',
    release: '96A',
    agency: 'UN',
    association: 'EAN005',
  };
  return writeInterchange(envelope, [{ ...name, segments }]);
}
