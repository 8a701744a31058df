import {
  buildResponse,
  type PunchOutOperation,
  parseCxml,
  readBrowserPost,
  secretsMatch,
} from '../../../punchout/index.ts';
import { cxmlTimestamp, Problem, randomToken, uuidv7 } from '../../base/index.ts';
import { formText } from '../shared/page.tsx';
import { type Listening, listen, postTo, type Simulator, simulatorApp } from '../shared/server.ts';
import { orderRequest, receiptRequest, setupRequest } from './documents.ts';
import { ociCallUp, ociCart } from './oci.ts';
import { CartPage, Framed, Home, LeaveFrame, OrderPage, Refused } from './pages.tsx';
import type { Kept, Later, PlacedOrder, State } from './state.ts';
import { SUITES, type Suite } from './suites.ts';

const XML = 'text/xml; charset=UTF-8';

export type BuyerSuiteOptions = Listening & {
  readonly comptoirUrl: string;
  /** The address browsers and Comptoir reach the suite at; its own when absent. */
  readonly publicUrl?: string | undefined;
  readonly now?: (() => Temporal.Instant) | undefined;
};
export type BuyerSuiteSimulator = Simulator & {
  readonly carts: readonly Kept[];
  readonly orders: readonly PlacedOrder[];
};

type Suited = {
  readonly options: BuyerSuiteOptions;
  readonly state: State;
  readonly now: () => Temporal.Instant;
  readonly ownUrl: () => string;
};
type Started = { readonly startPage: string } | { readonly answer: string; readonly sent: string };

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Whether an answer is a cXML Status of success. */
function isTaken(answer: string): boolean {
  return /<Status[^>]*\bcode="2\d\d"/.test(answer);
}

function suiteOf(id: string): Suite | undefined {
  return SUITES.find((one) => one.id === id);
}

async function start(
  suited: Suited,
  {
    suite,
    operation,
    cart,
    field,
  }: {
    suite: Suite;
    operation: PunchOutOperation;
    cart: Kept | undefined;
    field: (name: string) => string;
  },
): Promise<Started> {
  const { options, state, now, ownUrl } = suited;
  const returnUrl = `${ownUrl()}/return/${suite.id}`;
  if (suite.oci) {
    const { comptoirUrl } = options;
    return {
      startPage: ociCallUp({ ...suite, oci: suite.oci }, { comptoirUrl, returnUrl, field }),
    };
  }
  const cookie = randomToken(128);
  state.cookies.set(cookie, suite);
  const sent = setupRequest({
    suite,
    operation,
    cookie,
    returnUrl,
    items: cart?.message.items ?? [],
    now: now(),
  });
  const answer = await postTo(`${options.comptoirUrl}/cxml`, {
    body: sent,
    headers: { 'content-type': XML },
  });
  try {
    const { payload } = parseCxml(Buffer.from(answer.text), { contentType: XML });
    if (payload.kind === 'PunchOutSetupResponse') return { startPage: payload.startPage };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
  }
  return { answer: answer.text, sent: text(sent) };
}

/** The BrowserFormPost endpoint: what a browser posts back, cXML or OCI. */
function keepCart(
  { state, now }: Suited,
  { suite, fields }: { suite: Suite; fields: readonly (readonly [string, string])[] },
): Kept {
  const id = String(state.carts.length + 1);
  const common = { id, suite, at: now() };
  if (suite.protocol === 'oci') {
    const message = ociCart(fields);
    const kept = {
      ...common,
      message,
      isCancelled: message.items.length === 0,
      raw: fields.map(([name, value]) => `${name} = ${value}`).join('\n'),
    };
    state.carts.push(kept);
    return kept;
  }
  const bytes = readBrowserPost(fields);
  const { payload, messageStatus } = parseCxml(bytes);
  if (payload.kind !== 'PunchOutOrderMessage')
    throw new Problem('cxml.not_implemented', { element: payload.kind });
  const kept = {
    ...common,
    message: payload,
    isCancelled: messageStatus?.code === 204,
    raw: text(bytes),
  };
  state.carts.push(kept);
  return kept;
}

async function sendOrder({ options, state, now }: Suited, cart: Kept): Promise<PlacedOrder> {
  const at = now();
  const stamp = at
    .toZonedDateTimeISO('Europe/Paris')
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })
    .replace(/\D/g, '');
  const id = `PO-${stamp}-${state.orders.length + 1}`;
  const { content, payloadId, orderDate } = orderRequest({ cart, orderId: id, now: at });
  const answer = await postTo(`${options.comptoirUrl}/cxml`, {
    body: content,
    headers: { 'content-type': XML },
  });
  const order: PlacedOrder = {
    id,
    cart,
    ref: { orderId: id, orderDate, payloadId },
    raw: text(content),
    answer: answer.text,
    isTaken: isTaken(answer.text),
    received: [],
  };
  state.orders.push(order);
  return order;
}

/** A document of Comptoir on one of our orders: kept with it. Answers the Status code. */
function takeLater(
  { state, now }: Suited,
  { bytes, contentType }: { bytes: Uint8Array; contentType: string | undefined },
): { code: number; detail: string } {
  const document = parseCxml(bytes, contentType ? { contentType } : {});
  const given = document.header?.sender.credentials[0]?.sharedSecret ?? '';
  if (
    !secretsMatch(
      given,
      SUITES.map((suite) => suite.secret),
    )
  )
    return { code: 401, detail: 'The shared secret is not ours.' };
  const { payload } = document;
  const keep = (
    ref: PlacedOrder['ref'] | undefined,
    later: Pick<Later, 'kind' | 'summary' | 'notice'>,
  ): { code: number; detail: string } => {
    const order = state.orders.find(
      (one) => one.ref.payloadId === ref?.payloadId || one.id === ref?.orderId,
    );
    if (!order) return { code: 417, detail: `There is no order ${ref?.orderId ?? '–'} here.` };
    order.received.push({ ...later, raw: text(bytes), at: now(), receipt: undefined });
    return { code: 200, detail: '' };
  };
  if (payload.kind === 'ConfirmationRequest') {
    const said = payload.items.flatMap((item) =>
      item.statuses.map(
        (status) => `line ${item.lineNumber}: ${status.quantity.toString()} ${status.type}`,
      ),
    );
    return keep(payload.order, { kind: payload.kind, summary: said.join(', '), notice: undefined });
  }
  if (payload.kind === 'ShipNoticeRequest') {
    return keep(payload.portions[0]?.order, {
      kind: payload.kind,
      summary: `despatch ${payload.shipmentId}`,
      notice: payload,
    });
  }
  return { code: 450, detail: payload.kind };
}

async function receive(
  { options, now }: Suited,
  { order, later }: { order: PlacedOrder; later: Later },
): Promise<void> {
  if (!later.notice) return;
  const content = receiptRequest({
    suite: order.cart.suite,
    items: order.cart.message.items,
    order: order.ref,
    notice: later.notice,
    now: now(),
  });
  const answer = await postTo(`${options.comptoirUrl}/cxml`, {
    body: content,
    headers: { 'content-type': XML },
  });
  later.receipt = { isTaken: isTaken(answer.text), answer: answer.text };
}

function shopping(suited: Suited, app: ReturnType<typeof simulatorApp>): void {
  const { state, options } = suited;
  app.get('/', (c) => c.html(<Home state={state} comptoirUrl={options.comptoirUrl} />));
  app.post('/start/:suite', async (c) => {
    const suite = suiteOf(c.req.param('suite'));
    if (!suite) return c.text('There is no such suite.', 404);
    const field = await formText(c.req);
    const operation =
      (['edit', 'inspect'] as const).find((one) => one === field('operation')) ?? 'create';
    const cart = state.carts.find((one) => one.id === field('cart'));
    const started = await start(suited, { suite, operation, cart, field });
    if ('answer' in started)
      return c.html(<Refused title="The punch-out was refused" {...started} />, 502);
    if (field('where') === 'window') return c.redirect(started.startPage, 303);
    return c.html(<Framed startPage={started.startPage} label={suite.label} />);
  });
  app.post('/return/:suite', async (c) => {
    const suite = suiteOf(c.req.param('suite'));
    if (!suite) return c.text('There is no such suite.', 404);
    const form = await c.req.formData();
    const fields = [...form.entries()].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as const] : [],
    );
    try {
      const href = `/carts/${keepCart(suited, { suite, fields }).id}`;
      if (c.req.header('sec-fetch-dest') === 'iframe') return c.html(<LeaveFrame href={href} />);
      return c.redirect(href, 303);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return c.html(
        <Refused
          title="The cart cannot be read"
          answer={error.text('en')}
          sent={fields.map(([name, value]) => `${name} = ${value}`).join('\n')}
        />,
        422,
      );
    }
  });
  app.get('/carts/:id', (c) => {
    const cart = state.carts.find((one) => one.id === c.req.param('id'));
    return cart ? c.html(<CartPage cart={cart} />) : c.text('There is no such cart.', 404);
  });
}

function ordering(suited: Suited, app: ReturnType<typeof simulatorApp>): void {
  const { state, now } = suited;
  app.post('/carts/:id/order', async (c) => {
    const cart = state.carts.find((one) => one.id === c.req.param('id'));
    if (!cart || cart.suite.protocol !== 'cxml' || cart.message.items.length === 0)
      return c.text('There is nothing to order in this cart.', 404);
    return c.redirect(`/orders/${(await sendOrder(suited, cart)).id}`, 303);
  });
  app.get('/orders/:id', (c) => {
    const order = state.orders.find((one) => one.id === c.req.param('id'));
    return order ? c.html(<OrderPage order={order} />) : c.text('There is no such order.', 404);
  });
  app.post('/orders/:id/receive', async (c) => {
    const order = state.orders.find((one) => one.id === c.req.param('id'));
    const later = order?.received[Number((await formText(c.req))('at'))];
    if (!order || !later?.notice) return c.text('There is no such ship notice.', 404);
    await receive(suited, { order, later });
    return c.redirect(`/orders/${order.id}`, 303);
  });
  app.post('/cxml', async (c) => {
    let answer = { code: 406, detail: '' };
    try {
      answer = takeLater(suited, {
        bytes: new Uint8Array(await c.req.arrayBuffer()),
        contentType: c.req.header('content-type'),
      });
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      answer = { code: 406, detail: error.text('en') };
    }
    const envelope = {
      payloadId: `${uuidv7(Date.now())}@suite.simulator`,
      timestamp: cxmlTimestamp(now()),
    };
    return c.body(Buffer.from(buildResponse(envelope, { ...answer, text: '', lang: 'en' })), 200, {
      'content-type': XML,
    });
  });
}

/**
 * A buyer's suite in three styles (Ariba, Coupa, SAP OCI). Its pages really send PunchOutSetupRequest,
 * OrderRequest and ReceiptRequest to `<comptoir>/cxml`, or open the OCI call-up; `POST /return/:suite` is
 * its BrowserFormPost, `POST /cxml` takes confirmations and ship notices and proves their shared secret.
 */
export async function startBuyerSuiteSimulator(
  options: BuyerSuiteOptions,
): Promise<BuyerSuiteSimulator> {
  const state: State = { carts: [], orders: [], cookies: new Map() };
  let url = options.publicUrl ?? '';
  const suited: Suited = {
    options,
    state,
    now: options.now ?? (() => Temporal.Now.instant()),
    ownUrl: () => url,
  };
  const app = simulatorApp();
  shopping(suited, app);
  ordering(suited, app);
  const running = await listen(app, options);
  url ||= running.url;
  return { ...running, carts: state.carts, orders: state.orders };
}
