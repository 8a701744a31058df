import {
  buildPingResponse,
  buildProfileResponse,
  buildResponse,
  buildSetupResponse,
  type CxmlDocument,
  type Envelope,
  type PayloadKind,
  parseCxml,
  resolveProfile,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, Problem, sha256Hex } from '../../base/index.ts';
import {
  asProblem,
  doorContext,
  machineHeaders,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import {
  actingFor,
  type Ctx,
  type ExchangeLink,
  noteExchange,
  permissionsOf,
  recordExchange,
  type TxCtx,
  write,
  writeOnce,
} from '../../platform/index.ts';
import { authenticate, type Partner } from './authenticate.ts';
import { takeConfirmation, takeReceipt, takeShipNotice } from './fulfilment-in.ts';
import { takeOrder } from './order-in.ts';
import { setUpVisit } from './setup.ts';

const CONTENT_TYPE = 'text/xml; charset=UTF-8';
const BODY_MAX = 2_000_000;
/** What the ProfileResponse lists, with the options suites ask for (cXML guide, «Profile transaction»). */
const SERVED: readonly PayloadKind[] = [
  'PunchOutSetupRequest',
  'OrderRequest',
  'ConfirmationRequest',
  'ShipNoticeRequest',
  'ReceiptRequest',
  'ProfileRequest',
];

type Answer = {
  readonly xml: string;
  readonly links: readonly ExchangeLink[];
  readonly keys: readonly string[];
};

function envelope(ctx: Ctx): Envelope {
  return { payloadId: `${ctx.newId()}@comptoir`, timestamp: cxmlTimestamp(ctx.now()) };
}

function statusAnswer(ctx: Ctx, { code, detail }: { code: number; detail: string }): string {
  return text(buildResponse(envelope(ctx), { code, text: '', detail, lang: 'en' }));
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

function profileAnswer(ctx: Ctx): string {
  const url = `${ctx.services.config.publicUrl}/cxml`;
  const orderOptions = [
    { name: 'attachments', value: 'No' },
    { name: 'changes', value: 'No' },
  ];
  return text(
    buildProfileResponse(envelope(ctx), {
      effectiveDate: cxmlTimestamp(ctx.now()),
      options: [],
      transactions: SERVED.map((requestName) => ({
        requestName,
        url,
        options: requestName === 'OrderRequest' ? orderOptions : [],
      })),
    }),
  );
}

type Incoming = {
  readonly document: CxmlDocument;
  readonly partner: Partner;
  readonly exchangeId: string;
};

/** One document of a known partner → one command → the answer. Runs inside the document's transaction. */
async function dispatch(tx: TxCtx, { document, partner, exchangeId }: Incoming): Promise<Answer> {
  const { payload } = document;
  const done = (links: readonly ExchangeLink[], keys: readonly string[] = []): Answer => ({
    xml: statusAnswer(tx, { code: 200, detail: '' }),
    links,
    keys,
  });
  switch (payload.kind) {
    case 'ProfileRequest':
      return { xml: profileAnswer(tx), links: [], keys: [] };
    case 'PunchOutSetupRequest': {
      const visit = await setUpVisit(tx, { document, setup: payload, partner, exchangeId });
      const version = resolveProfile(
        partner.connection.profile,
        partner.connection.profileOverlay as never,
      ).versions.PunchOutSetupResponse;
      return {
        xml: text(
          buildSetupResponse(
            envelope(tx),
            { startPage: visit.startPage },
            version ? { version } : {},
          ),
        ),
        links: [{ type: 'punch_out_session', id: visit.sessionId, label: payload.operation }],
        keys: [payload.buyerCookie],
      };
    }
    case 'OrderRequest': {
      const result = await takeOrder(tx, { document, order: payload, partner });
      return done(
        [{ type: 'purchase_order', id: result.purchaseOrderId, label: payload.orderId }],
        [payload.orderId],
      );
    }
    case 'ConfirmationRequest':
      return done(await takeConfirmation(tx, { confirmation: payload, partner }));
    case 'ShipNoticeRequest':
      return done(await takeShipNotice(tx, { notice: payload, partner }));
    case 'ReceiptRequest':
      return done(await takeReceipt(tx, { receipt: payload, partner }));
    default:
      throw new Problem('cxml.not_implemented', {
        element: payload.kind === 'Unknown' ? payload.element : payload.kind,
      });
  }
}

/** The partner's own context: its rows, the rights of its side. */
function partnerContext(ctx: Ctx, { organisation, connection }: Partner): Ctx {
  return actingFor(ctx, {
    organisationId: organisation.id,
    kind: organisation.kind === 'seller' ? 'seller' : 'buyer',
    name: `cXML ${connection.name}`,
    permissions: permissionsOf(organisation.kind === 'seller' ? ['order_desk'] : ['requester']),
  });
}

async function answerOnce(ctx: Ctx, incoming: Incoming & { hash: string }): Promise<Answer> {
  const { document, partner, hash } = incoming;
  // The same payloadID with the same bytes gets the same answer; with other bytes a 409 (guide, «payloadID»).
  const key = `cxml:${document.payloadId}`;
  const stored = await writeOnce(partnerContext(ctx, partner), { key, input: hash }, async (tx) => {
    const answer = await dispatch(tx, incoming);
    return {
      xml: answer.xml,
      links: answer.links.map((link) => ({ ...link })),
      keys: [...answer.keys],
    };
  });
  return stored;
}

/**
 * Takes one cXML document: stored raw first, then parsed, its sender proved, carried out once, answered.
 * The answer is always a cXML document; refusals carry their Status code and say the place and the fix.
 */
export async function takeCxml(
  ctx: Ctx,
  {
    bytes,
    contentType,
    problemOf,
  }: { bytes: Uint8Array; contentType: string; problemOf: (error: unknown) => Problem },
): Promise<string> {
  const exchangeId = await recordExchange(ctx, {
    direction: 'in',
    channel: 'cxml',
    content: bytes,
    contentType,
  });
  try {
    const document = parseCxml(bytes, { contentType });
    await noteExchange(ctx, exchangeId, {
      kind: document.payload.kind === 'Unknown' ? document.payload.element : document.payload.kind,
      documentKey: document.payloadId,
      advisories: document.advisories.map(({ code, line, element, message }) => ({
        code,
        line,
        element,
        message,
      })),
    });
    const partner = await write(ctx, (tx) => authenticate(tx, document));
    await noteExchange(ctx, exchangeId, { partnerId: partner.organisation.id });
    const answer = await answerOnce(ctx, { document, partner, exchangeId, hash: sha256Hex(bytes) });
    await noteExchange(ctx, exchangeId, {
      state: 'accepted',
      links: answer.links,
      keys: answer.keys,
      answer: { content: Buffer.from(answer.xml), contentType: CONTENT_TYPE },
    });
    return answer.xml;
  } catch (error) {
    const problem = problemOf(error);
    const xml = statusAnswer(ctx, { code: problem.entry.cxml, detail: problem.text('en') });
    await noteExchange(ctx, exchangeId, {
      state: 'refused',
      errors: [{ code: problem.code, message: problem.text('en'), ...lineOf(problem) }],
      answer: { content: Buffer.from(xml), contentType: CONTENT_TYPE },
    });
    return xml;
  }
}

function lineOf(problem: Problem): { line?: number; element?: string } {
  const { line, element } = problem.params;
  return {
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof element === 'string' ? { element } : {}),
  };
}

function xmlAnswer(xml: string): Response {
  return new Response(xml, { status: 200, headers: { 'content-type': CONTENT_TYPE } });
}

/** `POST /cxml` and the ping `GET /cxml`: HTTP 200 with a cXML Status whatever happens, never HTML. */
export function cxmlDoor(): Web {
  const app = web();
  app.use('/cxml', machineHeaders());
  app.get('/cxml', (c) => xmlAnswer(text(buildPingResponse(envelope(doorContext(c, 'cxml'))))));
  app.post('/cxml', async (c: WebContext) => {
    const ctx = doorContext(c, 'cxml');
    const problemOf = (error: unknown): Problem => asProblem(error, c);
    try {
      const declared = Number(c.req.header('content-length') ?? 0);
      if (declared > BODY_MAX)
        throw new Problem('xml.size', { size_bytes: declared, max_bytes: BODY_MAX });
      const bytes = new Uint8Array(await c.req.arrayBuffer());
      const contentType = c.req.header('content-type') ?? 'text/xml';
      return xmlAnswer(await takeCxml(ctx, { bytes, contentType, problemOf }));
    } catch (error) {
      const problem = problemOf(error);
      return xmlAnswer(statusAnswer(ctx, { code: problem.entry.cxml, detail: problem.text('en') }));
    }
  });
  return app;
}
