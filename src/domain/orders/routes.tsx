import type { Child } from 'hono/jsx';
import {
  type Decimal,
  type Locale,
  Problem,
  parsePlainDate,
  plainDateIn,
  say,
} from '../../base/index.ts';
import { formOf, signedIn, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { type Ctx, read } from '../../platform/index.ts';
import { Stack, typedDecimal } from '../../ui/index.ts';
import { page } from '../parties/index.ts';
import { recordAnswer, recordDespatch } from './commands/index.ts';
import { OrderList, OrderTabs, PAGE_ROWS, SellerOrderList, stateFilter } from './pages/lists.tsx';
import { OrderPage } from './pages/order.tsx';
import { receiptForms } from './pages/receipts.tsx';
import { SellerOrderPage } from './pages/seller.tsx';
import { PurchaseBadge } from './pages/words.tsx';
import {
  cursorOf,
  orderRows,
  orderView,
  partView,
  sellerOrderRows,
  stateCounts,
} from './queries/index.ts';
import { cancelReceipt, closeShipment, type ReceiptRef, recordReceipt } from './receipts/index.ts';
import { changeRoutes } from './routes-changes.tsx';
import type { AnswerLine } from './rules.ts';

type Form = Readonly<Record<string, string>>;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The id in the address; what is no id names nothing. */
function idOf(c: WebContext): string {
  const id = c.req.param('id') ?? '';
  if (!UUID.test(id)) throw new Problem('not_found', { what: 'order', id });
  return id;
}

/** Text fields of a form; the first value where a name is repeated. */
async function textsOf(c: WebContext): Promise<Form> {
  const form = await formOf(c);
  return Object.fromEntries(
    Object.entries(form).flatMap(([name, value]) => {
      const first = Array.isArray(value) ? value[0] : value;
      return typeof first === 'string' ? [[name, first.trim()]] : [];
    }),
  );
}

/** The quantities `q-<line>` of a form, as people type them in their language. */
function quantitiesOf(form: Form, locale: Locale): { lineNumber: number; quantity: Decimal }[] {
  return Object.entries(form).flatMap(([name, text]) => {
    const line = /^q-(\d{1,9})$/.exec(name)?.[1];
    if (!line) return [];
    // The fields are filled by us with a dot, which both notations must accept.
    const quantity = typedDecimal(text === '' ? '0' : text, locale);
    if (!quantity) throw new Problem('base.decimal_invalid', { value: text });
    return [{ lineNumber: Number(line), quantity }];
  });
}

function dayOf(text: string | undefined): Temporal.PlainDate | undefined {
  return text ? parsePlainDate(text) : undefined;
}

async function orderList(
  c: WebContext,
  { path, show }: { path: string; show: 'own' | 'all' },
): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const text = c.req.query('q');
  const after = cursorOf(c.req.query('after'));
  const { rows, counts } = await read(ctx, async (tx) => ({
    rows: await orderRows(tx, { after, limit: PAGE_ROWS + 1, text }),
    counts: await stateCounts(tx, { table: 'purchase_order', days: 90 }),
  }));
  const locale = c.get('locale');
  const title = say(locale)('Orders', 'Commandes');
  const search = {
    action: path,
    value: text,
    label: say(locale)('Order number', 'Numéro de commande'),
  };
  return page(
    c,
    { title, search },
    <Stack>
      <OrderTabs ctx={ctx} locale={locale} path={path} />
      <OrderList
        locale={locale}
        path={path}
        rows={rows}
        counts={counts}
        text={text}
        after={after ? 'later' : 'first'}
        show={show}
      />
    </Stack>,
  );
}

/** What modules above have to say over an order's page. */
export type OrderNotices = (
  ctx: Ctx,
  at: { purchaseOrderId: string; audience: 'buyer' | 'operator'; locale: Locale },
) => Promise<Child>;

/** How a receipt is taken back with all that modules above made of it. */
export type TakeBack = (ctx: Ctx, receipt: ReceiptRef) => Promise<unknown>;

type OrderPlace = {
  readonly path: '/buyer/orders' | '/operator/orders';
  readonly takeBack: TakeBack;
  readonly notices?: OrderNotices | undefined;
};
/** A form that was refused, with what was typed into it. */
type RefusedReceipt = { readonly problem: Problem; readonly typed: Form };

async function orderPage(
  c: WebContext,
  { path, notices }: OrderPlace,
  refused?: RefusedReceipt,
): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const view = await read(ctx, (tx) => orderView(tx, idOf(c)));
  const locale = c.get('locale');
  const t = say(locale);
  const title = t(`Order ${view.purchase.number}`, `Commande ${view.purchase.number}`);
  const badge = <PurchaseBadge state={view.purchase.state} locale={locale} />;
  const breadcrumbs = [
    { label: t('Orders', 'Commandes'), href: path },
    { label: view.purchase.number },
  ];
  if (refused) c.status(refused.problem.entry.http as 422);
  return page(
    c,
    {
      title,
      titleBadge: badge,
      breadcrumbs,
      ...(refused
        ? { flash: [{ tone: 'error' as const, text: refused.problem.text(locale) }] }
        : {}),
    },
    <Stack>
      {
        await notices?.(ctx, {
          purchaseOrderId: view.purchase.id,
          audience: path === '/buyer/orders' ? 'buyer' : 'operator',
          locale,
        })
      }
      <OrderPage
        view={view}
        locale={locale}
        forms={receiptForms(ctx, { path, view, typed: refused?.typed })}
        path={path}
      />
    </Stack>,
  );
}

async function sellerList(c: WebContext): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const path = '/seller/orders';
  const text = c.req.query('q');
  const state = stateFilter(c.req.query('state'));
  const after = cursorOf(c.req.query('after'));
  const { rows, counts } = await read(ctx, async (tx) => ({
    rows: await sellerOrderRows(tx, { after, limit: PAGE_ROWS + 1, text, state }),
    counts: await stateCounts(tx, { table: 'seller_order', days: 90 }),
  }));
  const locale = c.get('locale');
  const search = {
    action: path,
    value: text,
    label: say(locale)('Order number', 'Numéro de commande'),
  };
  return page(
    c,
    { title: say(locale)('Orders', 'Commandes'), search },
    <SellerOrderList
      locale={locale}
      path={path}
      rows={rows}
      counts={counts}
      text={text}
      state={state}
      after={after ? 'later' : 'first'}
    />,
  );
}

type Refused = {
  readonly refused: 'answer' | 'despatch';
  readonly problem: Problem;
  readonly typed: Form;
};

async function sellerPage(c: WebContext, after?: Refused): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const view = await read(ctx, (tx) => partView(tx, idOf(c)));
  const locale = c.get('locale');
  const t = say(locale);
  const forms = ctx.actor.permissions.has('seller_order.manage') ? 'shown' : 'hidden';
  const breadcrumbs = [
    { label: t('Orders', 'Commandes'), href: '/seller/orders' },
    { label: view.order.number },
  ];
  if (after) c.status(after.problem.entry.http as 422);
  return page(
    c,
    { title: t(`Order ${view.order.number}`, `Commande ${view.order.number}`), breadcrumbs },
    <SellerOrderPage
      view={view}
      locale={locale}
      today={plainDateIn(ctx.now())}
      forms={forms}
      {...(after
        ? { problem: after.problem.text(locale), typed: after.typed, refused: after.refused }
        : {})}
    />,
  );
}

function answersOf(
  form: Form,
  { locale, lines }: { locale: Locale; lines: ReadonlyMap<number, Decimal> },
): AnswerLine[] {
  return quantitiesOf(form, locale).map(({ lineNumber, quantity }) => {
    const promisedOn = dayOf(form[`on-${lineNumber}`]);
    const reason = form[`why-${lineNumber}`];
    const whole = lines.get(lineNumber)?.equals(quantity);
    return {
      lineNumber,
      quantity,
      action: quantity.isZero() ? 'refused' : whole ? 'accepted' : 'changed',
      ...(promisedOn ? { promisedOn } : {}),
      ...(reason ? { reason } : {}),
    };
  });
}

/** Runs a form's command; a refusal shows the page again with what was typed. */
async function submit(
  c: WebContext,
  refused: Refused['refused'],
  run: (ctx: Ctx, form: Form) => Promise<unknown>,
): Promise<Response> {
  const form = await textsOf(c);
  try {
    await run(signedIn(c), form);
  } catch (problem) {
    if (!(problem instanceof Problem) || ['access.denied', 'not_found'].includes(problem.code))
      throw problem;
    return sellerPage(c, { refused, problem, typed: form });
  }
  return c.redirect(`/seller/orders/${idOf(c)}?done=saved`, 303);
}

async function answer(c: WebContext): Promise<Response> {
  return submit(c, 'answer', async (ctx, form) => {
    const { lines } = await read(ctx, (tx) => partView(tx, idOf(c)));
    const ordered = new Map(
      lines.map((line) => [line.lineNumber, line.confirmedQuantity ?? line.quantity]),
    );
    await recordAnswer(ctx, {
      sellerOrderId: idOf(c),
      ...(form.reference ? { sellerReference: form.reference } : {}),
      lines: answersOf(form, { locale: c.get('locale'), lines: ordered }),
    });
  });
}

async function despatch(c: WebContext): Promise<Response> {
  return submit(c, 'despatch', async (ctx, form) => {
    if (!form.number)
      throw new Problem('request.invalid', {
        path: 'number',
        reason: say(c.get('locale'))(
          'give the despatch a number',
          'donnez un numéro à l’expédition',
        ),
      });
    const expectedOn = dayOf(form.expectedOn);
    await recordDespatch(ctx, {
      sellerOrderId: idOf(c),
      number: form.number,
      shippedOn: dayOf(form.shippedOn) ?? plainDateIn(ctx.now()),
      ...(expectedOn ? { expectedOn } : {}),
      ...(form.carrier ? { carrier: form.carrier } : {}),
      ...(form.tracking ? { trackingNumber: form.tracking } : {}),
      lines: quantitiesOf(form, c.get('locale')),
    });
  });
}

function shipmentOf({ shipment = '' }: Form): string {
  if (!UUID.test(shipment)) throw new Problem('not_found', { what: 'shipment', id: shipment });
  return shipment;
}

/** Runs a command on one of the order's shipments; a refusal shows the order's page again with what was typed. */
async function onShipment(
  c: WebContext,
  place: OrderPlace,
  run: (ctx: Ctx, form: Form) => Promise<unknown>,
): Promise<Response> {
  const form = await textsOf(c);
  try {
    await run(signedIn(c), form);
  } catch (problem) {
    if (!(problem instanceof Problem) || ['access.denied', 'not_found'].includes(problem.code))
      throw problem;
    return orderPage(c, place, { problem, typed: form });
  }
  return c.redirect(`${place.path}/${idOf(c)}?done=saved`, 303);
}

async function receipt(c: WebContext, place: OrderPlace): Promise<Response> {
  return onShipment(c, place, (ctx, form) =>
    recordReceipt(ctx, {
      shipmentId: shipmentOf(form),
      receivedBy: ctx.actor.name,
      ...(form.receipt ? { number: form.receipt } : {}),
      lines: quantitiesOf(form, c.get('locale')),
    }),
  );
}

/** The receipt of a number is taken back: it should not have been. */
async function takingBack(c: WebContext, place: OrderPlace): Promise<Response> {
  return onShipment(c, place, (ctx, form) =>
    place.takeBack(ctx, {
      purchaseOrderId: idOf(c),
      number: form.receipt ?? '',
      by: ctx.actor.name,
    }),
  );
}

async function closing(c: WebContext, place: OrderPlace): Promise<Response> {
  return onShipment(c, place, async (ctx, form) => {
    const { outcome } = form;
    if (outcome !== 'arrived' && outcome !== 'missing')
      throw new Problem('request.invalid', { path: 'outcome', reason: `“${outcome ?? ''}”` });
    await closeShipment(ctx, { shipmentId: shipmentOf(form), outcome, by: ctx.actor.name });
  });
}

/**
 * Order lists and pages of the three areas, with the buyer's receipt, the closing of a shipment and the taking back of
 * a receipt by the buyer or the operator, and the seller's answer and despatch.
 */
export function ordersRoutes({
  notices,
  takeBack = cancelReceipt,
}: {
  notices?: OrderNotices;
  takeBack?: TakeBack;
} = {}): Web {
  const buyer: OrderPlace = { path: '/buyer/orders', takeBack, notices };
  const operator: OrderPlace = { path: '/operator/orders', takeBack, notices };
  return web()
    .route('/', changeRoutes())
    .get('/buyer/orders', (c) => orderList(c, { path: '/buyer/orders', show: 'own' }))
    .get('/buyer/orders/:id', (c) => orderPage(c, buyer))
    .post('/buyer/orders/:id/receipts', (c) => receipt(c, buyer))
    .post('/buyer/orders/:id/receipts/take-back', (c) => takingBack(c, buyer))
    .post('/buyer/orders/:id/shipments/close', (c) => closing(c, buyer))
    .get('/seller/orders', sellerList)
    .get('/seller/orders/:id', (c) => sellerPage(c))
    .post('/seller/orders/:id/answer', answer)
    .post('/seller/orders/:id/despatch', despatch)
    .get('/operator/orders', (c) => orderList(c, { path: '/operator/orders', show: 'all' }))
    .get('/operator/orders/:id', (c) => orderPage(c, operator))
    .post('/operator/orders/:id/receipts/take-back', (c) => takingBack(c, operator))
    .post('/operator/orders/:id/shipments/close', (c) => closing(c, operator));
}
