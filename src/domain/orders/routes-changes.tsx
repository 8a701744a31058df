import { Problem, say } from '../../base/index.ts';
import { formOf, signedIn, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { read, type TxCtx } from '../../platform/index.ts';
import { Stack } from '../../ui/index.ts';
import { page } from '../parties/index.ts';
import { confirmRevisions } from './commands/index.ts';
import type { OrderAttachment } from './entities.ts';
import { FrameBadge, FrameList, FramePage } from './pages/frame.tsx';
import { OrderTabs, PAGE_ROWS } from './pages/lists.tsx';
import { frameOrders, frameView } from './queries/frames.ts';
import { attachmentFile, cursorOf, orderAttachments, sellerAttachments } from './queries/index.ts';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function idOf(c: WebContext, name = 'id'): string {
  const id = c.req.param(name) ?? '';
  if (!UUID.test(id)) throw new Problem('not_found', { what: 'order', id });
  return id;
}

/** Sends a file that came with an order as a download; nothing of it is ever run by the browser. */
async function attachment(
  c: WebContext,
  among: (tx: TxCtx, id: string) => Promise<OrderAttachment[]>,
): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const file = await read(ctx, async (tx) =>
    attachmentFile(tx, { among: await among(tx, idOf(c)), id: idOf(c, 'file') }),
  );
  const plain = file.name.replace(/[^A-Za-z0-9._-]/g, '_');
  const safe = /^[\w.+-]+\/[\w.+-]+$/.test(file.contentType) ? file.contentType : '';
  c.header('content-type', safe || 'application/octet-stream');
  c.header('x-content-type-options', 'nosniff');
  c.header(
    'content-disposition',
    `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.name)}`,
  );
  return c.body(new Uint8Array(file.content));
}

async function readChanges(c: WebContext): Promise<Response> {
  const { revision } = await formOf(c);
  await confirmRevisions(signedIn(c), {
    sellerOrderId: idOf(c),
    revision: Number(typeof revision === 'string' ? revision : 0) || 0,
  });
  return c.redirect(`/seller/orders/${idOf(c)}?done=saved`, 303);
}

async function frameListPage(c: WebContext, path: string): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const after = cursorOf(c.req.query('after'));
  const rows = await read(ctx, (tx) => frameOrders(tx, { after, limit: PAGE_ROWS + 1 }));
  const locale = c.get('locale');
  const title = say(locale)('Blanket orders', 'Commandes ouvertes');
  return page(
    c,
    { title },
    <Stack>
      <OrderTabs ctx={ctx} locale={locale} path={path} />
      <FrameList rows={rows} path={path} locale={locale} after={after ? 'later' : 'first'} />
    </Stack>,
  );
}

async function framePage(
  c: WebContext,
  { path, orders }: { path: string; orders: string },
): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('order.read');
  const view = await read(ctx, (tx) => frameView(tx, idOf(c)));
  const locale = c.get('locale');
  const t = say(locale);
  const { number, state } = view.frame;
  return page(
    c,
    {
      title: t(`Blanket order ${number}`, `Commande ouverte ${number}`),
      titleBadge: <FrameBadge state={state} locale={locale} />,
      breadcrumbs: [
        { label: t('Blanket orders', 'Commandes ouvertes'), href: path },
        { label: number },
      ],
    },
    <FramePage view={view} orders={orders} locale={locale} />,
  );
}

/** Attachments, changes that sellers have read, and blanket orders, in the three areas. */
export function changeRoutes(): Web {
  const app = web();
  for (const area of ['buyer', 'operator']) {
    const path = `/${area}/blanket-orders`;
    const orders = `/${area}/orders`;
    app.get(path, (c) => frameListPage(c, path));
    app.get(`${path}/:id`, (c) => framePage(c, { path, orders }));
    app.get(`${orders}/:id/attachments/:file`, (c) => attachment(c, orderAttachments));
  }
  app.get('/seller/orders/:id/attachments/:file', (c) => attachment(c, sellerAttachments));
  app.post('/seller/orders/:id/changes', readChanges);
  return app;
}
