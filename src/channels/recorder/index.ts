import { parseCxml } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { decodeXml } from '../../base/xml/index.ts';
import { markSellerOrderSent } from '../../domain/orders/index.ts';
import { outboundConnection, TradingConnection } from '../../domain/parties/index.ts';
import {
  exchangeBytes,
  exchange as exchangeOf,
  OutgoingDelivery,
  type Replayed,
  type Replayer,
  replayDelivery,
} from '../../domain/service/index.ts';
import {
  asSystem,
  audit,
  type Ctx,
  type Exchange,
  enqueue,
  noteExchange,
  read,
  type TxCtx,
  write,
  writeOnce,
} from '../../platform/index.ts';
import { statusAnswer } from '../cxml/answer.ts';
import { authenticate } from '../cxml/authenticate.ts';
import { openBody } from '../cxml/body.ts';
import { dispatch, partnerContext, takeCxml } from '../cxml/door.ts';
import { judgeCxml, judgeHttp, post } from '../outbound/index.ts';

type Stored = {
  readonly exchange: Exchange;
  readonly content: Buffer;
  readonly contentType: string;
};

/** Documents that a person's browser carried: there is nobody to post them to. */
const BROWSER_BORNE: readonly string[] = ['PunchOutOrderMessage', 'OCI cart', 'OCI call-up'];

function refuse(reason: string): never {
  throw new Problem('service.replay_kind', { reason });
}

async function stored(tx: TxCtx, exchangeId: string): Promise<Stored> {
  const exchange = await exchangeOf(tx, exchangeId);
  const file = await exchangeBytes(tx, { exchangeId, part: 'document' });
  if (!file) return refuse('its bytes are not kept');
  if (BROWSER_BORNE.includes(exchange.kind ?? ''))
    return refuse('it went through a person’s browser');
  return { exchange, content: file.content, contentType: file.contentType };
}

/** Thrown so that everything a rehearsal did is rolled back. */
class Rehearsed extends Error {
  readonly xml: string;
  constructor(xml: string) {
    super('rehearsed');
    this.xml = xml;
  }
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** An inbound cXML document through its door in one transaction that is then rolled back. */
async function rehearseCxml(ctx: Ctx, { exchange, content, contentType }: Stored): Promise<string> {
  try {
    const body = openBody(content, contentType);
    const document = parseCxml(body.content, { contentType: body.contentType });
    const partner = await authenticate(ctx, document);
    const { hash, attachments } = body;
    const incoming = { document, partner, exchangeId: exchange.id, hash, attachments };
    await write(partnerContext(ctx, partner), async (tx) => {
      const key = { key: `cxml:${document.payloadId}`, input: incoming.hash };
      // A payloadID that was carried out has its answer kept: that is what would be answered.
      const { xml } = await writeOnce(tx, key, async (inner) => {
        const answer = await dispatch(inner as TxCtx, incoming);
        return { xml: answer.xml };
      });
      await tx.em.flush();
      throw new Rehearsed(xml);
    });
    return '';
  } catch (error) {
    if (error instanceof Rehearsed) return error.xml;
    const problem = problemOf(error);
    return statusAnswer(ctx, { code: problem.entry.cxml, detail: problem.text('en') });
  }
}

const isRefusal = (xml: string): boolean => !/<Status[^>]*\scode="2\d\d"/.test(xml);

function inbound(xml: string): Replayed {
  return { direction: 'in', outcome: isRefusal(xml) ? 'refused' : 'answered', answer: xml };
}

type Target = { readonly url: string; readonly connection: TradingConnection };

async function targetOf(tx: TxCtx, exchange: Exchange): Promise<Target> {
  const own = exchange.connectionId
    ? await tx.em.findOne(TradingConnection, { id: exchange.connectionId, active: true })
    : null;
  const connection =
    own ?? (exchange.partnerId ? await outboundConnection(tx, exchange.partnerId) : null);
  if (!connection?.outboundUrl) return refuse('its partner has no address for documents');
  return { connection, url: connection.outboundUrl };
}

/** Posts stored bytes once more, as they are, and writes the answer down. */
async function postAgain(ctx: Ctx, { exchange, content, contentType }: Stored): Promise<Replayed> {
  const { url, connection } = await read(ctx, (tx) => targetOf(tx, exchange));
  const answer = await post(ctx, url, { content, contentType });
  const verdict = (connection.protocol === 'cxml' ? judgeCxml : judgeHttp)(answer);
  const taken = verdict.outcome === 'taken';
  await write(asSystem(ctx), async (tx) => {
    await noteExchange(tx, exchange.id, {
      attempts: exchange.attempts + 1,
      ...(taken ? { state: 'sent' as const } : {}),
      ...(answer.content.byteLength > 0
        ? { answer: { content: answer.content, contentType: answer.contentType } }
        : {}),
      ...(verdict.outcome === 'taken'
        ? {}
        : { errors: [{ code: 'channel.refused', message: verdict.detail }] }),
    });
    if (taken) await markSent(tx, exchange);
  });
  return {
    direction: 'out',
    outcome: taken ? 'answered' : 'refused',
    answer: Buffer.from(answer.content).toString('utf8') || `HTTP ${answer.status}`,
  };
}

/** A seller's order that had not got through is on its way now. */
async function markSent(tx: TxCtx, { keys, partnerId, kind }: Exchange): Promise<void> {
  if (kind !== 'ORDERS' && kind !== 'OrderRequest') return;
  const marks = keys.map(() => '?').join(', ') || 'null';
  const [waiting] = await tx.em.execute<{ id: string }[]>(
    `select id from seller_order where seller_id = ? and number in (${marks}) and state = 'to_send'`,
    [partnerId, ...keys],
  );
  if (waiting) await markSellerOrderSent(tx, { sellerOrderId: waiting.id });
}

async function replayOut(ctx: Ctx, found: Stored): Promise<Replayed> {
  const { exchange } = found;
  const delivery = await read(ctx, (tx) =>
    tx.em.findOne(OutgoingDelivery, { exchangeId: exchange.id }),
  );
  if (delivery?.state === 'dead') {
    await replayDelivery(ctx, { deliveryId: delivery.id });
    return { direction: 'out', outcome: 'queued', answer: '' };
  }
  if (exchange.state === 'queued') return refuse('it waits to be sent and goes by itself');
  return postAgain(ctx, found);
}

async function replayIn(ctx: Ctx, { exchange, content, contentType }: Stored): Promise<Replayed> {
  if (exchange.channel === 'cxml') {
    const reply = await takeCxml(asSystem(ctx), { bytes: content, contentType, problemOf });
    return inbound(decodeXml(reply.content, reply.contentType).text);
  }
  const connectionId = exchange.keys.find((key) => key.startsWith('connection:'))?.slice(11);
  if (exchange.channel !== 'edi' || !connectionId)
    return refuse('its door takes a document once only');
  if (exchange.state !== 'received')
    return refuse(
      'it was worked off and answered; the partner sends it again under a new reference',
    );
  await write(asSystem(ctx), (tx) =>
    enqueue(tx, 'edi.process', { exchangeId: exchange.id, connectionId }),
  );
  return { direction: 'in', outcome: 'queued', answer: '' };
}

/**
 * Puts documents through their door again, for the operator. Inbound cXML comes in as if the suite had sent it
 * once more: the payloadID has its effect once, and a document that was refused gets another chance. Outbound
 * documents are posted byte for byte under their payloadID; one that was given up goes back into its row. Needs
 * `exchange.manage`; audited. Refuses `service.replay_kind` for what cannot be replayed.
 */
export const replayer: Replayer = {
  rehearse: async (ctx, exchangeId) => {
    ctx.require('exchange.manage');
    const found = await read(ctx, (tx) => stored(tx, exchangeId));
    if (found.exchange.direction === 'out') {
      const { url } = await read(ctx, (tx) => targetOf(tx, found.exchange));
      return { direction: 'out', outcome: 'queued', answer: `POST ${new URL(url).origin}` };
    }
    if (found.exchange.channel !== 'cxml')
      return { direction: 'in', outcome: 'queued', answer: '' };
    return inbound(await rehearseCxml(asSystem(ctx), found));
  },
  replay: async (ctx, exchangeId) => {
    ctx.require('exchange.manage');
    const found = await read(ctx, (tx) => stored(tx, exchangeId));
    const replayed =
      found.exchange.direction === 'in' ? await replayIn(ctx, found) : await replayOut(ctx, found);
    await write(ctx, (tx) =>
      audit(tx, {
        action: 'exchange.replayed',
        subject: `exchange:${exchangeId}`,
        detail: { direction: replayed.direction, outcome: replayed.outcome },
      }),
    );
    return replayed;
  },
};
