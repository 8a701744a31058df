import type {
  ApplicationErrorDocument,
  ControlAction,
  ControlDocument,
  ControlMessage,
} from './acknowledgement.ts';
import { CONTROL_ACTIONS } from './acknowledgement.ts';
import * as part from './build.ts';
import { type Envelope, type WrittenSegment, writeInterchange, writtenSyntax } from './write.ts';

function actionCode(action: ControlAction): string {
  return Object.entries(CONTROL_ACTIONS).find(([, each]) => each === action)?.[0] ?? '4';
}

const digits = (value: number | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

function messageSegments(message: ControlMessage): WrittenSegment[] {
  const { type, version, release, agency, association } = message;
  const name = [type, version, release, agency, association];
  const out: WrittenSegment[] = [
    [
      'UCM',
      message.reference,
      name,
      actionCode(message.action),
      digits(message.error),
      message.serviceSegment,
    ],
  ];
  for (const { position, error, elements } of message.segments) {
    out.push(['UCS', String(position), digits(error)]);
    for (const each of elements) {
      out.push(['UCD', String(each.error), [String(each.element + 1), digits(each.component)]]);
    }
  }
  return out;
}

/**
 * CONTRL (ISO 9735-4): `CONTRL:D:3:UN` in syntax 3, `CONTRL:4:1:UN` in syntax 4. UCI answers the
 * interchange, UCM each message named, UCS and UCD the places. Use `controlOf` to make the document.
 */
export function buildContrl(control: ControlDocument, envelope: Envelope): Uint8Array {
  const { sender, receiver } = control;
  const segments: WrittenSegment[] = [
    [
      'UCI',
      control.interchangeReference,
      [sender.id, sender.qualifier],
      [receiver.id, receiver.qualifier],
      actionCode(control.action),
      digits(control.error),
      control.serviceSegment,
    ],
    ...control.messages.flatMap(messageSegments),
  ];
  const isV4 = writtenSyntax(envelope).version === 4;
  const name = isV4
    ? { type: 'CONTRL', version: '4', release: '1', agency: 'UN' }
    : { type: 'CONTRL', version: 'D', release: '3', agency: 'UN' };
  return writeInterchange(envelope, [{ ...name, segments }]);
}

/**
 * APERAK D.96A: accepts (29) or refuses (27) a message for reasons of business, each reason as ERC, FTX
 * AAO and RFF. The answered document's number is RFF ACW.
 */
export function buildAperak(report: ApplicationErrorDocument, envelope: Envelope): Uint8Array {
  part.requireDocument('APERAK', { number: report.number });
  const carry = part.carryIn(writtenSyntax(envelope).identifier);
  const segments: WrittenSegment[] = [
    ['BGM', '305', report.number, report.accepted ? '29' : '27'],
    ...part.dtm('137', report.date),
    ...part.rff('ACW', report.documentNumber),
    ...report.errors
      .slice(0, 999)
      .flatMap(({ code, text, references }): WrittenSegment[] => [
        ['ERC', code],
        ...part.ftx('AAO', text, { carry, max: 1 }),
        ...references.slice(0, 1).flatMap(({ type, number }) => part.rff(type, number)),
      ]),
  ];
  const name = { type: 'APERAK', version: 'D', release: '96A', agency: 'UN' };
  return writeInterchange(envelope, [{ ...name, segments }]);
}
