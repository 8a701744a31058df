import {
  type ApplicationErrorDocument,
  buildAperak,
  buildContrl,
  type ControlDocument,
  controlOf,
  type ReadInterchange,
} from '../../../edi/edifact/index.ts';
import { Problem, plainDateIn } from '../../base/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  Exchange,
  type ExchangeNote,
  enqueue,
  type JobPayload,
  noteExchange,
  read,
  recordExchange,
  type TxCtx,
} from '../../platform/index.ts';
import { deliver, interchangeReference, judgeHttp, ownEdiIdentity } from '../outbound/index.ts';

const ZONE = 'Europe/Paris';

/** A message that was read but could not be carried out, and why. */
export type Refusal = {
  readonly documentNumber: string;
  readonly orderNumber: string | undefined;
  readonly problem: Problem;
};

/** The CONTRL of an interchange that is refused whole, before its messages are looked at. */
function wholeRefusal(
  { reference, sender, receiver }: ReadInterchange,
  problem: Problem,
): ControlDocument {
  return {
    interchangeReference: reference,
    sender,
    receiver,
    action: 'rejected',
    error: problem.entry.edi ?? 18,
    serviceSegment: 'UNB',
    messages: [],
  };
}

/** Whether anything in it may be acknowledged: a CONTRL never is (ISO 9735-4), nor what names no sender. */
function canBeAnswered({ messages, sender, reference }: ReadInterchange): boolean {
  const onlyControl = messages.length > 0 && messages.every(({ type }) => type === 'CONTRL');
  return !onlyControl && sender.id !== '' && reference !== '';
}

type Out = { readonly interchange: ReadInterchange; readonly connection: TradingConnection };

async function send(
  tx: TxCtx,
  {
    connection,
    kind,
    content,
    reference,
    keys,
  }: {
    connection: TradingConnection;
    kind: string;
    content: Uint8Array;
    reference: string;
    keys: string[];
  },
): Promise<string> {
  const exchangeId = await recordExchange(tx, {
    direction: 'out',
    channel: 'edi',
    kind,
    content,
    contentType: 'application/EDIFACT',
    partnerId: connection.organisationId,
    documentKey: reference,
    keys,
  });
  if (connection.outboundUrl)
    await enqueue(tx, 'edi.send', { exchangeId, connectionId: connection.id });
  else
    await noteExchange(tx, exchangeId, {
      advisories: [
        {
          code: 'channel.identity_missing',
          message: 'The connection has no outbound address: the document waits here.',
        },
      ],
    });
  return exchangeId;
}

async function envelopeFor(tx: TxCtx, { interchange, connection }: Out, reference: string) {
  const { test, syntax } = interchange;
  const own = await ownEdiIdentity(tx);
  return {
    sender: own,
    receiver: {
      id: interchange.sender.id || (connection.ediIdentity ?? ''),
      qualifier: interchange.sender.qualifier || undefined,
    },
    reference,
    preparedAt: tx.now().toZonedDateTimeISO(ZONE).toPlainDateTime(),
    test,
    ...(syntax.version >= 4
      ? { syntax: { identifier: 'UNOC' as const, version: 4 as const } }
      : {}),
  };
}

/**
 * Writes the CONTRL of an interchange, when its sender asks for one or something was wrong with it. Stored
 * as an outbound exchange and sent to the partner's address if there is one. Gives its bytes, for the trace
 * of what it answers; undefined when none is due.
 */
export async function acknowledge(
  tx: TxCtx,
  {
    interchange,
    connection,
    refusal,
    isFaulty,
  }: Out & { refusal: Problem | undefined; isFaulty: boolean },
): Promise<Uint8Array | undefined> {
  const due = interchange.acknowledgementAsked || isFaulty;
  if (!due || !canBeAnswered(interchange)) return undefined;
  const control = refusal ? wholeRefusal(interchange, refusal) : controlOf(interchange);
  const reference = interchangeReference();
  const content = buildContrl(
    control,
    await envelopeFor(tx, { interchange, connection }, reference),
  );
  await send(tx, { connection, kind: 'CONTRL', content, reference, keys: [interchange.reference] });
  return content;
}

/** Writes one APERAK for each message that was refused for reasons of business, each naming its document. */
export async function reportRefusals(
  tx: TxCtx,
  { interchange, connection, refusals }: Out & { refusals: readonly Refusal[] },
): Promise<void> {
  if (interchange.sender.id === '') return;
  for (const { documentNumber, orderNumber, problem } of refusals) {
    const reference = interchangeReference();
    const report: ApplicationErrorDocument = {
      number: reference,
      date: plainDateIn(tx.now()),
      accepted: false,
      ...(documentNumber ? { documentNumber: documentNumber.slice(0, 35) } : {}),
      errors: [
        {
          code: String(problem.entry.edi ?? 18),
          text: problem.text('en'),
          references: orderNumber ? [{ type: 'ON', number: orderNumber.slice(0, 35) }] : [],
        },
      ],
    };
    const content = buildAperak(
      report,
      await envelopeFor(tx, { interchange, connection }, reference),
    );
    await send(tx, {
      connection,
      kind: 'APERAK',
      content,
      reference,
      keys: [interchange.reference, documentNumber, orderNumber ?? ''].filter(Boolean),
    });
  }
}

type Said = {
  readonly by: 'documentKey' | 'keys';
  readonly reference: string;
  readonly isAccepted: boolean;
  readonly notes: readonly ExchangeNote[];
  readonly type: string;
};

/**
 * Writes a partner's CONTRL or APERAK on the document of ours that it answers: `accepted`, or `refused` with
 * what the partner says is wrong. Refuses (`channel.answered_unknown`) an answer to nothing we sent.
 */
export async function noteAnswer(
  tx: TxCtx,
  { partnerId, said }: { partnerId: string; said: Said },
): Promise<string> {
  const named =
    said.by === 'documentKey'
      ? { documentKey: said.reference }
      : { keys: { $contains: [said.reference] } };
  const ours = said.reference
    ? await tx.em.findOne(
        Exchange,
        {
          direction: 'out',
          channel: 'edi',
          partnerId,
          kind: { $nin: ['CONTRL', 'APERAK'] },
          ...named,
        },
        { orderBy: { id: 'desc' } },
      )
    : null;
  if (!ours)
    throw new Problem('channel.answered_unknown', {
      type: said.type,
      reference: said.reference || '–',
    });
  await noteExchange(tx, ours.id, {
    state: said.isAccepted ? 'accepted' : 'refused',
    errors: said.notes,
  });
  return ours.id;
}

/** A CONTRL as what it says of our interchange. */
export function saidByControl(control: ControlDocument): Said {
  const rejected = control.messages.filter(({ action }) => action === 'rejected');
  const isAccepted = control.action !== 'rejected' && rejected.length === 0;
  const notes = [
    ...(control.action === 'rejected'
      ? [
          {
            code: 'CONTRL 4',
            message: `Interchange rejected, error ${control.error ?? 18}`,
            ...(control.serviceSegment ? { element: control.serviceSegment } : {}),
          },
        ]
      : []),
    ...rejected.flatMap(({ reference, type, error, segments }) => [
      {
        code: 'CONTRL 4',
        message: `Message ${reference} (${type}) rejected, error ${error ?? 18}`,
      },
      ...segments.flatMap(({ position, error: fault, elements }) =>
        elements.length === 0
          ? [
              {
                code: `0085 ${fault ?? 18}`,
                message: `Segment ${position} of message ${reference}`,
              },
            ]
          : elements.map((one) => ({
              code: `0085 ${one.error}`,
              message: `Segment ${position} of message ${reference}`,
              element: [one.element, one.component].filter(Boolean).join('.'),
            })),
      ),
    ]),
  ];
  return {
    by: 'documentKey',
    reference: control.interchangeReference,
    isAccepted,
    notes,
    type: 'CONTRL',
  };
}

/** An APERAK as what it says of the order it names. */
export function saidByReport(report: ApplicationErrorDocument): Said {
  const named =
    report.documentNumber ??
    report.errors.flatMap(({ references }) => references).find(({ type }) => type === 'ON')?.number;
  const notes = report.errors.map(({ code, text }) => ({
    code: `APERAK ${code}`,
    message: text || `Error ${code}`,
  }));
  return {
    by: 'keys',
    reference: named ?? '',
    isAccepted: report.accepted,
    notes: report.accepted ? [] : notes,
    type: 'APERAK',
  };
}

/** Job `edi.send`: posts a stored CONTRL or APERAK to the partner's address. */
export async function sendAnswer(ctx: Ctx, payload: JobPayload): Promise<void> {
  const connection = await read(ctx, (tx) =>
    tx.em.findOne(TradingConnection, { id: String(payload.connectionId) }),
  );
  if (!connection?.outboundUrl) return;
  await deliver(ctx, {
    exchangeId: String(payload.exchangeId),
    url: connection.outboundUrl,
    judge: judgeHttp,
  });
}
