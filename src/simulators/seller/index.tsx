import { readEdifact } from '../../../edi/edifact/index.ts';
import { buildResponse, isMultipart, parseCxml, readMultipart } from '../../../punchout/index.ts';
import { cxmlTimestamp, Problem, uuidv7 } from '../../base/index.ts';
import { Badge, clock, formText, Page, Raw, Table } from '../shared/page.tsx';
import { type Listening, listen, postTo, type Simulator, simulatorApp } from '../shared/server.ts';
import {
  ANSWERS,
  type Answer,
  answerTo,
  cxmlOrder,
  type Document,
  despatchOf,
  ediOrder,
  type ReceivedOrder,
  type SellerParty,
} from './orders.ts';

export type { SellerParty } from './orders.ts';

const NAME = 'Sellers';
const KEPT_MAX = 200;
const LABELS: Readonly<Record<Answer, string>> = {
  accept: 'Accept',
  date: 'Change the date',
  backorder: 'Half now, half later',
  refuse: 'Refuse',
};

export type SellerOptions = Listening & {
  readonly comptoirUrl: string;
  readonly sellers?: readonly SellerParty[] | undefined;
  /** How new orders are answered until the page says otherwise; `wait` leaves them to the buttons. */
  readonly answer?: Answer | 'wait' | undefined;
  /** From answer to despatch, default 2 s. */
  readonly despatchAfterMs?: number | undefined;
  readonly now?: (() => Temporal.Instant) | undefined;
};

export type SellerSimulator = Simulator & {
  readonly orders: readonly ReceivedOrder[];
  readonly notices: readonly string[];
};

type State = {
  answer: Answer | 'wait';
  readonly orders: ReceivedOrder[];
  readonly notices: string[];
};

/** A seller that nobody configured: its key is the demo's. */
function partyOf(key: string, known: readonly SellerParty[]): SellerParty {
  return (
    known.find((one) => one.key === key) ?? {
      key,
      name: `Seller ${key}`,
      apiKey: `demo-seller-${key}`,
      credential: {
        domain: 'NetworkID',
        identity: `AN0300000000${key}-T`,
        secret: `demo-seller-${key}-secret`,
      },
    }
  );
}

/** Orders in, answers out. Timers are kept, so that stopping ends them all. */
class Desk {
  readonly state: State;
  private readonly options: SellerOptions;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(options: SellerOptions) {
    this.options = options;
    this.state = { answer: options.answer ?? 'accept', orders: [], notices: [] };
  }

  now(): Temporal.Instant {
    return (this.options.now ?? Temporal.Now.instant)();
  }

  /** Keeps an order and answers it a moment later, when the request that brought it is over. */
  take(order: ReceivedOrder): void {
    this.state.orders.unshift(order);
    this.state.orders.splice(KEPT_MAX);
    const { answer } = this.state;
    if (answer !== 'wait') this.later(0, () => this.answer(order, answer));
  }

  async answer(order: ReceivedOrder, answer: Answer): Promise<void> {
    order.answer = answer;
    await this.send(order, answerTo(order, { answer, now: this.now() }));
    if (answer !== 'refuse')
      this.later(this.options.despatchAfterMs ?? 2000, () => this.despatch(order));
  }

  async despatch(order: ReceivedOrder): Promise<void> {
    const document = despatchOf(order, { answer: order.answer ?? 'accept', now: this.now() });
    if (document) await this.send(order, document);
  }

  stop(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private later(delayMs: number, work: () => Promise<void>): void {
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      work().catch((error: unknown) => this.state.notices.unshift(String(error)));
    }, delayMs);
    this.timers.add(timer);
  }

  private async send(order: ReceivedOrder, { kind, content }: Document): Promise<void> {
    const { comptoirUrl } = this.options;
    const answer =
      order.protocol === 'edi'
        ? await postTo(`${comptoirUrl}/edi`, {
            body: content,
            headers: {
              'content-type': 'application/EDIFACT',
              authorization: `Bearer ${order.seller.apiKey}`,
            },
          })
        : await postTo(`${comptoirUrl}/cxml`, {
            body: content,
            headers: { 'content-type': 'text/xml; charset=UTF-8' },
          });
    order.log.push({
      kind,
      at: this.now(),
      status: answer.status,
      answer: answer.text,
      text: Buffer.from(content).toString(order.protocol === 'edi' ? 'latin1' : 'utf8'),
    });
  }
}

function isGood({ status, answer }: { status: number; answer: string }): boolean {
  const code = Number(/<Status[^>]*\bcode="(\d+)"/.exec(answer)?.[1] ?? status);
  return code >= 200 && code < 300;
}

function OrderCard({ order }: { order: ReceivedOrder }) {
  return (
    <section>
      <h2>
        {order.number} · {order.seller.name}{' '}
        <Badge tone="plain">{order.protocol === 'edi' ? 'EDIFACT' : 'cXML'}</Badge>
      </h2>
      <Table
        empty="No lines."
        rows={order.lines}
        columns={[
          { head: 'Line', numeric: true, cell: (line) => line.number },
          { head: 'Part', cell: (line) => line.sku },
          { head: 'Description', cell: (line) => line.description },
          {
            head: 'Quantity',
            numeric: true,
            cell: (line) => `${line.quantity.toString()} ${line.unit}`,
          },
        ]}
      />
      <form method="post" action={`/orders/${order.id}`} class="row">
        {ANSWERS.map((answer) => (
          <button name="do" value={answer} class={answer === order.answer ? 'main' : ''}>
            {LABELS[answer]}
          </button>
        ))}
        <button name="do" value="despatch">
          Despatch now
        </button>
      </form>
      <Raw title={`Received at ${clock(order.receivedAt)}`} text={order.raw} />
      {order.log.map((sent) => (
        <>
          <p>
            <Badge tone={isGood(sent) ? 'good' : 'bad'}>{sent.status || 'no answer'}</Badge>{' '}
            {sent.kind} sent at {clock(sent.at)}
          </p>
          <Raw title={sent.kind} text={`${sent.text}\n\n${sent.answer}`} />
        </>
      ))}
    </section>
  );
}

function Home({ state }: { state: State }) {
  return (
    <Page simulator={NAME} title="Orders at the sellers">
      <section>
        <h2>New orders</h2>
        <form method="post" action="/mode" class="row">
          {[...ANSWERS, 'wait' as const].map((mode) => (
            <button
              name="mode"
              value={mode}
              class={mode === state.answer ? 'main' : ''}
              aria-pressed={mode === state.answer ? 'true' : 'false'}
            >
              {mode === 'wait' ? 'Leave to me' : LABELS[mode]}
            </button>
          ))}
        </form>
      </section>
      {state.orders.length === 0 ? (
        <p class="empty">No order has come in yet.</p>
      ) : (
        state.orders.map((order) => <OrderCard order={order} />)
      )}
      {state.notices.map((notice) => (
        <Raw title="Notice from Comptoir" text={notice} />
      ))}
    </Page>
  );
}

function takeEdi(
  desk: Desk,
  { bytes, seller }: { bytes: Uint8Array; seller: SellerParty },
): { status: 202 | 422; text: string } {
  const reading = readEdifact(bytes);
  const fatal = reading.errors.find(({ severity }) => severity === 'error');
  if (fatal) return { status: 422, text: `${fatal.message} ${fatal.fix}` };
  const raw = Buffer.from(bytes)
    .toString('latin1')
    .replaceAll("'", "'\n")
    .replace(/\n\s*\n/g, '\n');
  for (const { messages, ...header } of reading.interchanges) {
    for (const { content } of messages) {
      const order = ediOrder({ content, header, seller, raw, now: desk.now() });
      if (order) desk.take(order);
      else desk.state.notices.unshift(raw);
    }
  }
  return { status: 202, text: 'accepted' };
}

function takeCxml(
  desk: Desk,
  {
    bytes,
    seller,
    contentType,
  }: { bytes: Uint8Array; seller: SellerParty; contentType: string | undefined },
): number {
  // Files that come with an order are the order desk's; the system reads the order.
  const body = isMultipart(contentType ?? '')
    ? readMultipart(bytes, contentType ?? '').document
    : { content: bytes, contentType };
  const document = parseCxml(
    body.content,
    body.contentType ? { contentType: body.contentType } : {},
  );
  const { payload } = document;
  if (payload.kind !== 'OrderRequest') return 450;
  const order = cxmlOrder({
    document,
    order: payload,
    seller,
    raw: Buffer.from(body.content).toString('utf8'),
    now: desk.now(),
  });
  if (!order) return 401;
  desk.take(order);
  return 200;
}

/**
 * Sellers with systems of their own: `POST /edi/:seller` takes ORDERS, `POST /cxml/:seller` takes OrderRequest;
 * the answer (ORDRSP, ConfirmationRequest) and, after a delay, the despatch (DESADV, ShipNoticeRequest) are
 * posted to Comptoir with the seller's key or credential. The page shows all and can answer otherwise.
 */
export async function startSellerSimulator(options: SellerOptions): Promise<SellerSimulator> {
  const desk = new Desk(options);
  const app = simulatorApp();
  const known = options.sellers ?? [];
  app.get('/', (c) => c.html(<Home state={desk.state} />));
  app.post('/mode', async (c) => {
    const wanted = (await formText(c.req))('mode');
    desk.state.answer = ANSWERS.find((one) => one === wanted) ?? 'wait';
    return c.redirect('/', 303);
  });
  app.post('/orders/:id', async (c) => {
    const order = desk.state.orders.find((one) => one.id === c.req.param('id'));
    if (!order) return c.text('There is no such order.', 404);
    const wanted = (await formText(c.req))('do');
    const answer = ANSWERS.find((one) => one === wanted);
    if (answer) await desk.answer(order, answer);
    else await desk.despatch(order);
    return c.redirect('/', 303);
  });
  app.post('/edi/:seller', async (c) => {
    const taken = takeEdi(desk, {
      bytes: new Uint8Array(await c.req.arrayBuffer()),
      seller: partyOf(c.req.param('seller'), known),
    });
    return c.text(taken.text, taken.status);
  });
  app.post('/cxml/:seller', async (c) => {
    let code = 406;
    let detail = '';
    try {
      code = takeCxml(desk, {
        bytes: new Uint8Array(await c.req.arrayBuffer()),
        seller: partyOf(c.req.param('seller'), known),
        contentType: c.req.header('content-type'),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      detail = error.text('en');
    }
    const envelope = {
      payloadId: `${uuidv7(Date.now())}@seller.simulator`,
      timestamp: cxmlTimestamp(desk.now()),
    };
    return c.body(
      Buffer.from(buildResponse(envelope, { code, text: '', detail, lang: 'en' })),
      200,
      { 'content-type': 'text/xml; charset=UTF-8' },
    );
  });
  const running = await listen(app, options, () => desk.stop());
  return { ...running, orders: desk.state.orders, notices: desk.state.notices };
}
