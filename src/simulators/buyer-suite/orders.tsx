import { buildResponse, parseCxml, secretsMatch } from '../../../punchout/index.ts';
import { cxmlTimestamp, Decimal, Problem, uuidv7 } from '../../base/index.ts';
import { formText } from '../shared/page.tsx';
import { postTo, type simulatorApp } from '../shared/server.ts';
import { orderRequest, receiptRequest } from './documents.ts';
import { OrderPage } from './order-page.tsx';
import type { Kept, Later, PlacedOrder, Suited } from './state.ts';
import { SUITES } from './suites.ts';

const XML = 'text/xml; charset=UTF-8';

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Whether an answer is a cXML Status of success. */
function isTaken(answer: string): boolean {
  return /<Status[^>]*\bcode="2\d\d"/.test(answer);
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
    changes: [],
  };
  state.orders.push(order);
  return order;
}

/** The next version of an order: its quantities changed, or the whole withdrawn. */
async function changeOrder(
  { options, now }: Suited,
  {
    order,
    type,
    quantities,
  }: { order: PlacedOrder; type: 'update' | 'delete'; quantities: readonly Decimal[] },
): Promise<void> {
  const before = order.changes.filter((one) => one.isTaken).at(-1);
  const version = (before?.version ?? 1) + 1;
  const at = now();
  const { content, payloadId } = orderRequest({
    cart: order.cart,
    orderId: order.id,
    change: {
      type,
      version,
      quantities,
      previousPayloadId: before?.payloadId ?? order.ref.payloadId ?? '',
    },
    now: at,
  });
  const answer = await postTo(`${options.comptoirUrl}/cxml`, {
    body: content,
    headers: { 'content-type': XML },
  });
  order.changes.push({
    type,
    version,
    payloadId,
    raw: text(content),
    answer: answer.text,
    isTaken: isTaken(answer.text),
    at,
  });
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
      (one) =>
        one.id === ref?.orderId ||
        [one.ref, ...one.changes].some(({ payloadId }) => payloadId === ref?.payloadId),
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
  if (payload.kind === 'InvoiceDetailRequest') {
    return keep(payload.orders[0]?.order, {
      kind: payload.kind,
      summary: `${payload.purpose} ${payload.invoiceId}: ${payload.summary.due?.value.toString(2) ?? '–'} ${payload.summary.subtotal.currency}`,
      notice: undefined,
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

/** Orders of the suite: new, changed, withdrawn; what Comptoir says about them; the receipt of goods. */
export function ordering(suited: Suited, app: ReturnType<typeof simulatorApp>): void {
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
  app.post('/orders/:id/change', async (c) => {
    const order = state.orders.find((one) => one.id === c.req.param('id'));
    if (!order) return c.text('There is no such order.', 404);
    const field = await formText(c.req);
    const quantities = order.cart.message.items.map(
      ({ quantity }, at) => Decimal.tryParse(field(`quantity-${at + 1}`)) ?? quantity,
    );
    const type = field('type') === 'delete' ? 'delete' : 'update';
    await changeOrder(suited, { order, type, quantities });
    return c.redirect(`/orders/${order.id}`, 303);
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
