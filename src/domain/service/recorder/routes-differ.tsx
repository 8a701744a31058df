import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import { formOf, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import {
  acknowledgeComparison,
  comparisons,
  comparisonView,
  openDifferences,
} from '../../purchasing/index.ts';
import { cursorOf, readCursor } from '../queries/paging.ts';
import { hrefWith, idIn, queryOf, reader } from '../routes/support.ts';
import { DifferActions, DifferencesPage, DifferPage } from './pages-differ.tsx';

type Side = 'operator' | 'buyer';
const listQuery = z.object({
  show: z.enum(['open', 'refused', 'all']).catch('open'),
  after: z.string().optional().catch(undefined),
});
const oneQuery = z.object({ show: z.enum(['differences', 'all']).catch('differences') });

const titleOf = (c: WebContext): string =>
  say(c.get('locale'))('Orders beside their baskets', 'Commandes et paniers');

async function list(c: WebContext, audience: Side): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const here = `/${audience}/differences`;
  const { show, after } = queryOf(c, listQuery);
  const cursor = readCursor(after);
  const found = await read(ctx, async (tx) => ({
    ...(await comparisons(tx, { show, after: cursor })),
    open: await openDifferences(tx),
  }));
  const { next } = found;
  return page(
    c,
    {
      title: titleOf(c),
      breadcrumbs: [
        { label: say(c.get('locale'))('Orders', 'Commandes'), href: `/${audience}/orders` },
        { label: titleOf(c) },
      ],
    },
    <DifferencesPage
      locale={c.get('locale')}
      here={here}
      show={show}
      open={found.open}
      rows={found.rows}
      audience={audience}
      nextHref={
        next
          ? hrefWith(here, {
              show,
              after: cursorOf({ at: Temporal.Instant.from(next.at), id: next.id }),
            })
          : undefined
      }
      firstHref={cursor ? hrefWith(here, { show }) : undefined}
    />,
  );
}

async function one(c: WebContext, audience: Side): Promise<Response> {
  const ctx = reader(c, {
    audience,
    permission: audience === 'buyer' ? 'order.read' : 'exchange.read',
  });
  const id = idIn(c, 'comparison');
  const locale = c.get('locale');
  const t = say(locale);
  const view = await read(ctx, (tx) => comparisonView(tx, id));
  const here = `/${audience}/differences/${id}`;
  const title = t(
    `Order ${view.comparison.orderNumber} beside its basket`,
    `Commande ${view.comparison.orderNumber} et son panier`,
  );
  const mayOpen = ctx.actor.permissions.has('exchange.read');
  return page(
    c,
    {
      title,
      subtitle: view.buyerName,
      breadcrumbs: [
        ...(mayOpen ? [{ label: titleOf(c), href: `/${audience}/differences` }] : []),
        { label: view.comparison.orderNumber },
      ],
      ...(mayOpen
        ? { actions: <DifferActions view={view} locale={locale} audience={audience} /> }
        : {}),
    },
    <DifferPage
      view={view}
      locale={locale}
      here={here}
      show={queryOf(c, oneQuery).show}
      mayAcknowledge={
        audience === 'operator' && ctx.actor.permissions.has('exchange.manage') ? 'yes' : 'no'
      }
    />,
  );
}

async function acknowledge(c: WebContext): Promise<Response> {
  const ctx = reader(c, { audience: 'operator', permission: 'exchange.manage' });
  const comparisonId = idIn(c, 'comparison');
  const { note } = await formOf(c);
  if (typeof note !== 'string' || note.length > 1_000)
    throw new Problem('purchasing.acknowledgement_note');
  await acknowledgeComparison(ctx, { comparisonId, note });
  return c.redirect(`/operator/differences/${comparisonId}?done=saved`, 303);
}

/** Orders beside the baskets they were taken from: the operator's all, a buyer's own. */
export function differRoutes(): Web {
  return web()
    .get('/operator/differences', (c) => list(c, 'operator'))
    .get('/operator/differences/:id', (c) => one(c, 'operator'))
    .post('/operator/differences/:id/acknowledge', acknowledge)
    .get('/buyer/differences', (c) => list(c, 'buyer'))
    .get('/buyer/differences/:id', (c) => one(c, 'buyer'));
}
