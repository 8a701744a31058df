import {
  buildPingResponse,
  type CxmlDocument,
  connectionProfile,
  type MimePart,
  requireSignature,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import type { Partner } from '../../domain/parties/index.ts';
import {
  asProblem,
  clientAddress,
  doorContext,
  failureCounter,
  machineAnswer,
  machineHeaders,
  unprovedAllowance,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import {
  actingFor,
  answerBytes,
  atOneMoment,
  type Ctx,
  type ExchangeLink,
  type ExchangeOutcome,
  enterExchange,
  enteredStatement,
  noteExchange,
  permissionsOf,
  type TxCtx,
  writeOnce,
  writeOnceGathered,
} from '../../platform/index.ts';
import { type Answer, envelope, profileAnswer, statusAnswer, text } from './answer.ts';
import { arrive, opened } from './arrive.ts';
import type { Body } from './body.ts';
import { takeUpload } from './catalogue-in.ts';
import { takeCopy } from './copy-in.ts';
import { compareRefused } from './differ.ts';
import { takeConfirmation, takeShipNotice } from './fulfilment-in.ts';
import { type Guard, proved } from './guard.ts';
import { bodyOf } from './http-body.ts';
import { refuseLongKeys, refuseManyNames, threadKeys } from './keys.ts';
import { takeOrder } from './order-in.ts';
import { notePing } from './ping.ts';
import { takeReceipt } from './receipt-in.ts';
import { takeRemittance } from './remittance-in.ts';
import { isUtf8, type Reply, replyOf, xmlAnswer } from './reply.ts';
import { setUpTogether, setUpVisit } from './setup.ts';
import { takeStatusUpdate } from './status-in.ts';
import { tryDocument } from './trial.ts';
import { admit, type Proven } from './unproved.ts';

export type Incoming = {
  readonly document: CxmlDocument;
  readonly partner: Partner;
  readonly exchangeId: string;
  /** Of what was said: the document and what is attached to it. */
  readonly hash: string;
  readonly attachments?: readonly MimePart[];
};

/** One document of a known partner → one command → the answer. Runs inside the document's transaction. */
export async function dispatch(
  tx: TxCtx,
  { document, partner, exchangeId, attachments = [] }: Incoming,
): Promise<Answer> {
  const { payload } = document;
  const done = (links: readonly ExchangeLink[], keys: readonly string[] = []): Answer => ({
    xml: statusAnswer(tx, { code: 200, detail: '' }),
    links,
    keys,
  });
  const trial = await tryDocument(tx, { document, partner });
  if (trial) return trial;
  switch (payload.kind) {
    case 'ProfileRequest':
      return { xml: profileAnswer(tx), links: [], keys: [] };
    case 'PunchOutSetupRequest':
      return setUpVisit(tx, { document, setup: payload, partner, exchangeId });
    case 'OrderRequest':
      return takeOrder(tx, { document, order: payload, partner, exchangeId, attachments });
    case 'CopyRequest':
      return takeCopy(tx, { copy: payload, document, partner, attachments });
    case 'CatalogUploadRequest':
      return takeUpload(tx, { upload: payload, document, partner, exchangeId, attachments });
    case 'ConfirmationRequest':
      return done(await takeConfirmation(tx, { confirmation: payload, partner }));
    case 'ShipNoticeRequest':
      return done(await takeShipNotice(tx, { notice: payload, partner }));
    case 'ReceiptRequest': {
      const taken = await takeReceipt(tx, { receipt: payload, partner, exchangeId });
      return { ...done(taken.links), advisories: taken.advisories };
    }
    case 'StatusUpdateRequest': {
      const taken = await takeStatusUpdate(tx, { update: payload, document, partner, exchangeId });
      return { ...done(taken.links, taken.keys), advisories: taken.advisories };
    }
    case 'PaymentRemittanceRequest': {
      const taken = await takeRemittance(tx, { advice: payload, partner, exchangeId });
      return { ...done(taken.links, taken.keys), advisories: taken.advisories };
    }
    default:
      throw new Problem('cxml.not_implemented', {
        element: payload.kind === 'Unknown' ? payload.element : payload.kind,
      });
  }
}

/** The partner's own context: its rows, the rights of its side. */
export function partnerContext(ctx: Ctx, { organisation, connection }: Partner): Ctx {
  return actingFor(ctx, {
    organisationId: organisation.id,
    kind: organisation.kind === 'seller' ? 'seller' : 'buyer',
    name: `cXML ${connection.name}`,
    permissions: permissionsOf(organisation.kind === 'seller' ? ['order_desk'] : ['requester']),
  });
}

/** The same payloadID with the same bytes gets the same answer; with other bytes a 409 (guide, «payloadID»). */
async function answerOnce(ctx: Ctx, incoming: Incoming): Promise<Answer> {
  const { document, partner, hash } = incoming;
  const key = keyOf(document);
  const kept = await writeOnce<KeptAnswer>(
    partnerContext(ctx, partner),
    { key, input: hash },
    async (tx) => asJson(await dispatch(tx, incoming)),
  );
  if ('xml' in kept) return kept;
  return { ...kept, xml: text(await answerBytes(ctx, kept.answered)) };
}

/** What is kept under a payloadID: the answer, or the exchange that has its bytes. */
type KeptAnswer =
  | ReturnType<typeof asJson>
  | (ReturnType<typeof besidesXml> & { readonly answered: string });

function keyOf({ payloadId }: CxmlDocument): string {
  return `cxml:${payloadId}`;
}

function asJson(answer: Answer) {
  return { xml: answer.xml, ...besidesXml(answer) };
}

function besidesXml({ links, keys, advisories = [], refusal }: Answer) {
  return {
    ...(refusal ? { refusal: { ...refusal } } : {}),
    links: links.map((link) => ({ ...link })),
    keys: [...keys],
    advisories: advisories.map((note) => ({ ...note })),
  };
}

function accepted(
  known: ExchangeOutcome,
  { answer, reply }: { answer: Answer; reply: Reply },
): ExchangeOutcome {
  return {
    ...known,
    state: answer.refusal ? 'refused' : 'accepted',
    errors: answer.refusal ? [answer.refusal] : [],
    links: answer.links,
    keys: [...(known.keys ?? []), ...answer.keys],
    advisories: [...(known.advisories ?? []), ...(answer.advisories ?? [])],
    answer: reply,
  };
}

/**
 * A setup whose every write is known beforehand: payloadID, visit, answer and the exchange's end in one
 * transaction and one round trip. Undefined when the ordinary way must be gone: another kind of document,
 * lines to restore, or a payloadID that was here before.
 */
async function answerTogether(
  ctx: Ctx,
  { incoming, known }: { incoming: Incoming; known: ExchangeOutcome },
): Promise<Reply | undefined> {
  const { document, partner, exchangeId, hash } = incoming;
  const { payload } = document;
  if (payload.kind !== 'PunchOutSetupRequest') return undefined;
  const moment = atOneMoment(ctx);
  const acting = { ...partnerContext(ctx, partner), now: moment.now };
  const setup = setUpTogether(acting, { document, setup: payload, partner, exchangeId });
  if (!setup) return undefined;
  const { answer, statements } = setup;
  const reply = replyOf(answer.xml, partner);
  const end = enteredStatement(moment, exchangeId, {
    ...accepted(known, { answer, reply }),
    state: 'accepted',
    answer: reply,
  });
  // The answer's bytes lie beside the exchange: once is enough, unless they are in another encoding.
  const result = isUtf8(reply) ? { ...besidesXml(answer), answered: exchangeId } : asJson(answer);
  const written = await writeOnceGathered(acting, { key: keyOf(document), input: hash, result }, [
    ...statements,
    end,
  ]);
  return written === 'written' ? reply : undefined;
}

/** Where the partner's profile wants signatures. Refuses like `requireSignature`. */
function requireSigned(ctx: Ctx, { body, partner }: { body: Body; partner: Partner }): void {
  const { policy, certificates } = connectionProfile(partner.connection).signature;
  if (policy === 'none') return;
  const { content, contentType } = body;
  requireSignature(content, { contentType, certificates, now: ctx.now() });
}

/** Refuses (`request.unproved_flood`, 560) what an address sends unproved beyond its allowance; nothing is stored. */
function admitCxml(
  ctx: Ctx,
  { bytes, contentType, guard }: { bytes: Uint8Array; contentType: string; guard: Guard },
): Promise<Proven> {
  const prove = async () => {
    const { document } = await opened(bytes, contentType);
    refuseManyNames(document);
    await proved(ctx, { document, guard, named: undefined });
  };
  const { unproved: allowance, from } = guard;
  return admit(ctx, { allowance, from, bytes: bytes.byteLength, prove });
}

/**
 * Takes one cXML document: stored raw first, then its sender proved, carried out once, answered.
 * The answer is always a cXML document, in the encoding of the partner's profile once the partner is known;
 * refusals carry their Status code and say the place and the fix.
 */
export async function takeCxml(
  ctx: Ctx,
  {
    bytes,
    contentType,
    problemOf,
    guard,
  }: {
    bytes: Uint8Array;
    contentType: string;
    problemOf: (error: unknown) => Problem;
    guard?: Guard | undefined;
  },
): Promise<Reply> {
  const proven = guard && (await admitCxml(ctx, { bytes, contentType, guard }));
  const { exchangeId, entered, early, named } = await arrive(ctx, { bytes, contentType });
  let known: ExchangeOutcome = {};
  let arrived: Incoming | undefined;
  try {
    const { body, document } = early ?? (await opened(bytes, contentType));
    refuseLongKeys(document);
    refuseManyNames(document);
    known = read(document);
    const { partner, notes } = await proved(ctx, { document, guard, named });
    proven?.();
    known = {
      ...known,
      partnerId: partner.organisation.id,
      connectionId: partner.connection.id,
      advisories: [...(known.advisories ?? []), ...notes],
    };
    requireSigned(ctx, { body, partner });
    const { hash, attachments } = body;
    const incoming = { document, partner, exchangeId, hash, attachments };
    arrived = incoming;
    if (!entered) {
      const together = await answerTogether(ctx, { incoming, known });
      if (together !== undefined) return together;
      await enterExchange(ctx, exchangeId);
    }
    const answer = await answerOnce(ctx, incoming);
    const reply = replyOf(answer.xml, partner);
    await noteExchange(ctx, exchangeId, accepted(known, { answer, reply }));
    return reply;
  } catch (error) {
    const problem = problemOf(error);
    const xml = statusAnswer(ctx, { code: problem.entry.cxml, detail: problem.text('en') });
    const reply = replyOf(xml, arrived?.partner);
    if (!entered) await enterExchange(ctx, exchangeId);
    await noteExchange(ctx, exchangeId, {
      ...known,
      state: 'refused',
      errors: [{ code: problem.code, message: problem.text('en'), ...lineOf(problem) }],
      answer: reply,
    });
    if (arrived) await compareRefused(ctx, { problem, arrived });
    return reply;
  }
}

/** What the exchange says of a document once it could be read. */
function read(document: CxmlDocument): ExchangeOutcome {
  const { payload, payloadId, advisories } = document;
  return {
    keys: threadKeys(document),
    kind: payload.kind === 'Unknown' ? payload.element : payload.kind,
    documentKey: payloadId,
    advisories: advisories.map(({ code, line, element, message }) => ({
      code,
      line,
      element,
      message,
    })),
  };
}

function lineOf(problem: Problem): { line?: number; element?: string } {
  const { line, element } = problem.params;
  return {
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof element === 'string' ? { element } : {}),
  };
}

/**
 * `POST /cxml` and the ping `GET /cxml`: HTTP 200 with a cXML Status whatever happens, never HTML; also for other
 * methods and for paths below.
 */
export function cxmlDoor(): Web {
  const app = web();
  const attempts = failureCounter({ failuresMax: 20, windowMinutes: 15 });
  const unproved = unprovedAllowance();
  app.use('/cxml', machineHeaders());
  app.get('/cxml', async (c) => {
    const ctx = doorContext(c, 'cxml');
    const answer = text(buildPingResponse(envelope(ctx)));
    const from = c.req.query('from');
    // The ping says that the door is open, whatever becomes of the note.
    if (from) {
      await notePing(ctx, { from, answer }).catch((error: unknown) => {
        ctx.services.log.warn({ requestId: ctx.requestId, err: error }, 'ping not noted');
      });
    }
    return xmlAnswer(answer);
  });
  app.post('/cxml', async (c: WebContext) => {
    const ctx = doorContext(c, 'cxml');
    const problemOf = (error: unknown): Problem => asProblem(error, c);
    try {
      const bytes = await bodyOf(c);
      const contentType = c.req.header('content-type') ?? 'text/xml';
      const guard = { attempts, unproved, from: clientAddress(c) };
      const reply = await takeCxml(ctx, { bytes, contentType, problemOf, guard });
      const headers = { 'content-type': reply.contentType };
      return machineAnswer(c, { content: reply.content, headers });
    } catch (error) {
      const problem = problemOf(error);
      // Of an oversized body something may be left unread: the connection carries nothing after it.
      const rest: Record<string, string> =
        problem.code === 'xml.size' ? { connection: 'close' } : {};
      const detail = problem.text('en');
      return xmlAnswer(statusAnswer(ctx, { code: problem.entry.cxml, detail }), rest);
    }
  });
  const elsewhere = (c: WebContext): Response => {
    const problem = new Problem('cxml.endpoint', { method: c.req.method, path: c.req.path });
    const detail = problem.text('en');
    return xmlAnswer(statusAnswer(doorContext(c, 'cxml'), { code: problem.entry.cxml, detail }));
  };
  app.all('/cxml', elsewhere);
  app.all('/cxml/*', elsewhere);
  return app;
}
