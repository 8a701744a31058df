import {
  type Fault,
  type ReadInterchange,
  type ReadMessage,
  readEdifact,
} from '../../../edi/edifact/index.ts';
import { Problem } from '../../base/index.ts';
import { organisation, TradingConnection } from '../../domain/parties/index.ts';
import {
  actingFor,
  type Ctx,
  Exchange,
  type ExchangeLink,
  type ExchangeNote,
  type JobPayload,
  noteExchange,
  permissionsOf,
  read,
  readFile,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import {
  acknowledge,
  noteAnswer,
  type Refusal,
  reportRefusals,
  saidByControl,
  saidByReport,
} from './acknowledge.ts';
import { connectionKey, inboxKey, type Verdict, verdictsOf } from './intake.ts';
import { applyMessage } from './translate.ts';

type Source = {
  readonly exchangeId: string;
  readonly connection: TradingConnection;
  readonly party: Ctx;
};
type Applied = { readonly links: readonly ExchangeLink[]; readonly keys: readonly string[] };
type Outcome = {
  readonly interchange: ReadInterchange;
  readonly verdict: Verdict;
  /** Why nothing of it was looked at. */
  readonly refusal: Problem | undefined;
  readonly applied: readonly Applied[];
  readonly refusals: readonly Refusal[];
};

const NOTES_MAX = 200;
const EARLIER_MAX = 50;

function noteOf({ code, message, line, tag, element, component, fix }: Fault): ExchangeNote {
  const place =
    element === undefined ? tag : `${tag} ${[element, component].filter(Boolean).join('.')}`;
  return { code, message, line, ...(place ? { element: place } : {}), fix };
}

const isError = (fault: Fault): boolean => fault.severity === 'error';
const isSyntaxError = (fault: Fault): boolean => isError(fault) && fault.level !== 'business';

/** Error 23 when UNB names somebody else than the connection whose key was used. */
function senderRefusal(
  interchange: ReadInterchange,
  identity: string | undefined,
): Problem | undefined {
  const sender = interchange.sender.id;
  if (identity === undefined || sender === identity) return undefined;
  return new Problem('channel.sender_unknown', { sender: sender || '–', expected: identity });
}

function refusalOf(
  interchange: ReadInterchange,
  { verdict, identity }: { verdict: Verdict; identity: string | undefined },
): Problem | undefined {
  if (verdict.kind === 'reused')
    return new Problem('channel.interchange_reused', {
      reference: interchange.reference,
      exchange: verdict.exchange,
    });
  return senderRefusal(interchange, identity);
}

function documentNumber({ content, draft }: ReadMessage): string {
  if (content.kind === 'order_response') return content.response.number;
  if (content.kind === 'despatch_advice') return content.despatch.number;
  return draft?.number ?? '';
}

function orderNumber({ content }: ReadMessage): string | undefined {
  if (content.kind === 'order_response') return content.response.orderNumber;
  return content.kind === 'despatch_advice' ? content.despatch.orderNumber : undefined;
}

/** One message in its own transaction, once for each exchange: a repeated job finds it done. */
async function applyOnce(
  source: Source,
  { message, name }: { message: ReadMessage; name: string },
): Promise<Applied> {
  const { exchangeId, connection, party } = source;
  const { content } = message;
  const done = await writeOnce(
    party,
    { key: `edi:${exchangeId}:${name}`, input: message.reference },
    async (tx) => {
      if (content.kind === 'control' || content.kind === 'application_error') {
        const said =
          content.kind === 'control'
            ? saidByControl(content.control)
            : saidByReport(content.report);
        const answered = await noteAnswer(tx, { partnerId: connection.organisationId, said });
        return {
          links: [{ type: 'exchange', id: answered, label: said.reference }],
          keys: [said.reference],
        };
      }
      const { links, keys } = await applyMessage(tx, {
        message,
        sellerId: connection.organisationId,
      });
      return { links: links.map((link) => ({ ...link })), keys: [...keys] };
    },
  );
  return done;
}

async function applyInterchange(
  source: Source,
  { interchange, verdict, at }: { interchange: ReadInterchange; verdict: Verdict; at: number },
): Promise<Outcome> {
  const seller = await read(source.party, (tx) =>
    organisation(tx, source.connection.organisationId),
  );
  const identity = source.connection.ediIdentity ?? seller.gln ?? undefined;
  const refusal = refusalOf(interchange, { verdict, identity });
  const nothing = { interchange, verdict, refusal, applied: [], refusals: [] };
  if (refusal || verdict.kind !== 'new' || interchange.errors.some(isSyntaxError)) return nothing;
  const applied: Applied[] = [];
  const refusals: Refusal[] = [];
  for (const [index, message] of interchange.messages.entries()) {
    if (message.errors.some(isError)) {
      refusals.push(...businessFaults(message));
      continue;
    }
    try {
      applied.push(await applyOnce(source, { message, name: `${at}.${index}` }));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      refusals.push({
        documentNumber: documentNumber(message),
        orderNumber: orderNumber(message),
        problem: error,
      });
    }
  }
  return { interchange, verdict, refusal, applied, refusals };
}

/** Faults that a CONTRL has no word for: a message in order by syntax whose content cannot be used. */
function businessFaults(message: ReadMessage): Refusal[] {
  if (message.errors.some(isSyntaxError)) return [];
  const [fault] = message.errors.filter(isError);
  if (!fault) return [];
  const place = `${fault.tag} (segment ${fault.segment}, line ${fault.line})`;
  const problem = new Problem(fault.code, { ...fault, place });
  return [{ documentNumber: documentNumber(message), orderNumber: orderNumber(message), problem }];
}

function isFaulty({ interchange, refusal, refusals }: Outcome): boolean {
  const faults = [...interchange.errors, ...interchange.messages.flatMap(({ errors }) => errors)];
  return refusal !== undefined || refusals.length > 0 || faults.some(isError);
}

/** A message of answers only gets no APERAK: two systems would complain of one another for ever. */
function isAnswer({ messages }: ReadInterchange): boolean {
  return (
    messages.length > 0 && messages.every(({ type }) => type === 'CONTRL' || type === 'APERAK')
  );
}

function stateOf(outcomes: readonly Outcome[]): 'accepted' | 'refused' | 'duplicate' {
  if (outcomes.length > 0 && outcomes.every(({ verdict }) => verdict.kind === 'resent'))
    return 'duplicate';
  const hasApplied = outcomes.some(({ applied }) => applied.length > 0);
  const isClean =
    outcomes.length > 0 &&
    outcomes.every((outcome) => outcome.verdict.kind === 'resent' || !isFaulty(outcome));
  return hasApplied || isClean ? 'accepted' : 'refused';
}

function problemNote(problem: Problem): ExchangeNote {
  return { code: problem.code, message: problem.text('en') };
}

/** A fault of business is told once, with its place; the APERAK's reason repeats it. */
function notesOf(
  outcomes: readonly Outcome[],
  faults: readonly Fault[],
): { errors: ExchangeNote[]; advisories: ExchangeNote[] } {
  const codes = new Set(faults.map(({ code }) => code as string));
  const refused = outcomes.flatMap(({ refusal, refusals }) => [
    ...(refusal ? [refusal] : []),
    ...refusals.map(({ problem }) => problem),
  ]);
  const resent = outcomes.flatMap(({ verdict, interchange }) =>
    verdict.kind === 'resent'
      ? [
          {
            code: 'edi.resent',
            message: `Interchange ${interchange.reference} was taken before (exchange ${verdict.exchange}); nothing was applied again.`,
          },
        ]
      : [],
  );
  return {
    errors: [
      ...faults.filter(isError).map(noteOf),
      ...refused.filter(({ code }) => !codes.has(code)).map(problemNote),
    ].slice(0, NOTES_MAX),
    advisories: [...resent, ...faults.filter((fault) => !isError(fault)).map(noteOf)].slice(
      0,
      NOTES_MAX,
    ),
  };
}

/** An interchange refused whole for its syntax frees its reference: the mended one may carry it again. */
async function freeReferences(
  tx: TxCtx,
  outcomes: readonly Outcome[],
  organisationId: string,
): Promise<void> {
  for (const { interchange, verdict } of outcomes) {
    if (verdict.kind !== 'new' || !interchange.errors.some(isSyntaxError)) continue;
    const { sender, reference, test } = interchange;
    const key = inboxKey(organisationId, {
      sender: sender.id,
      qualifier: sender.qualifier,
      reference,
      test,
      hash: '',
    });
    await tx.em.execute('delete from idempotency_key where key = ?', [`system:${key}`]);
  }
}

async function conclude(
  ctx: Ctx,
  {
    source,
    outcomes,
    faults,
  }: { source: Source; outcomes: readonly Outcome[]; faults: readonly Fault[] },
): Promise<void> {
  const { exchangeId, connection } = source;
  await writeOnce(ctx, { key: `edi:${exchangeId}:concluded`, input: exchangeId }, async (tx) => {
    const answers: Uint8Array[] = [];
    for (const outcome of outcomes) {
      const { interchange, refusal, refusals } = outcome;
      const contrl = await acknowledge(tx, {
        interchange,
        connection,
        refusal,
        isFaulty: isFaulty(outcome),
      });
      if (contrl) answers.push(contrl);
      if (!isAnswer(interchange)) await reportRefusals(tx, { interchange, connection, refusals });
    }
    const applied = outcomes.flatMap((outcome) => outcome.applied);
    const kinds = [
      ...new Set(
        outcomes.flatMap(({ interchange }) => interchange.messages.map(({ type }) => type)),
      ),
    ].filter(Boolean);
    await noteExchange(tx, exchangeId, {
      state: stateOf(outcomes),
      ...(kinds.length > 0 ? { kind: kinds.slice(0, 5).join(', ') } : {}),
      links: applied.flatMap(({ links }) => links),
      keys: applied.flatMap(({ keys }) => keys),
      ...notesOf(outcomes, faults),
      ...(answers.length > 0
        ? { answer: { content: Buffer.concat(answers), contentType: 'application/EDIFACT' } }
        : {}),
    });
    await freeReferences(tx, outcomes, connection.organisationId);
    return true;
  });
}

async function processOne(
  ctx: Ctx,
  { exchangeId, connection }: { exchangeId: string; connection: TradingConnection },
): Promise<void> {
  const { organisationId } = connection;
  const { bytes, verdicts } = await read(ctx, async (tx) => {
    const exchange = await tx.em.findOneOrFail(Exchange, { id: exchangeId });
    const { content } = await readFile(tx, exchange.fileId);
    return {
      bytes: content,
      verdicts: await verdictsOf(tx, { bytes: content, exchangeId, organisationId }),
    };
  });
  const party = actingFor(ctx, {
    organisationId,
    kind: 'seller',
    name: `EDI ${connection.name}`,
    permissions: permissionsOf(['order_desk']),
  });
  const source = { exchangeId, connection, party };
  const reading = readEdifact(bytes);
  const outcomes: Outcome[] = [];
  for (const [at, interchange] of reading.interchanges.entries()) {
    const verdict = verdicts[at] ?? { kind: 'new' };
    outcomes.push(await applyInterchange(source, { interchange, verdict, at }));
  }
  // Without an UNB every other fault is noise: the file is something else.
  const strange = reading.errors.filter(({ code }) => code === 'edi.no_interchange');
  await conclude(ctx, {
    source,
    outcomes,
    faults: strange.length > 0 ? strange : reading.errors,
  });
}

/**
 * What the same connection sent before and nobody has worked off yet, oldest first: with several workers a
 * despatch must not overtake the answer before it. A named queue of the job runner would do, but between two
 * of its jobs it may sleep for a whole polling interval.
 */
async function earlier(
  ctx: Ctx,
  { exchangeId, connection }: { exchangeId: string; connection: TradingConnection },
): Promise<string[]> {
  const waiting = await read(ctx, (tx) =>
    tx.em.find(
      Exchange,
      {
        id: { $lt: exchangeId },
        direction: 'in',
        channel: 'edi',
        state: 'received',
        keys: { $contains: [connectionKey(connection.id)] },
      },
      { orderBy: { id: 'asc' }, limit: EARLIER_MAX },
    ),
  );
  return waiting.map(({ id }) => id);
}

/**
 * Job `edi.process {exchangeId, connectionId}`: reads a stored file, carries its messages out one
 * transaction each under the seller's own sight, answers with CONTRL and APERAK, and writes the outcome on
 * the exchange. What is wrong with one message does not stop the others; an interchange whose envelope is
 * wrong, whose sender is somebody else (23) or whose reference was reused (26) is refused whole. Works off
 * what the connection sent before, first. Safe to repeat, and two at once apply everything once.
 */
export async function processDocument(ctx: Ctx, payload: JobPayload): Promise<void> {
  const exchangeId = String(payload.exchangeId);
  const connection = await read(ctx, (tx) =>
    tx.em.findOneOrFail(TradingConnection, { id: String(payload.connectionId) }),
  );
  for (const id of await earlier(ctx, { exchangeId, connection })) {
    await processOne(ctx, { exchangeId: id, connection }).catch((error: unknown) => {
      // Its own job tells of it and tries again; it does not hold up what came later.
      ctx.services.log.warn({ exchangeId: id, err: error }, 'earlier document not worked off');
    });
  }
  await processOne(ctx, { exchangeId, connection });
}
