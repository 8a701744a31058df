import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import { RETURNS, ReturnsPage } from './pages.tsx';
import { creditReturn, dismissReturn, goodsReturns } from './returns.ts';

const uuid = z.uuid();
const states = ['open', 'credited', 'dismissed'] as const;

/** The operator's people alone: the list holds every buyer's returns. */
function desk(c: WebContext): Ctx {
  const ctx = signedIn(c);
  if (ctx.actor.organisationKind !== 'operator')
    throw new Problem('access.denied', { permission: 'operator' });
  ctx.require('invoice.read');
  return ctx;
}

function returnId(c: WebContext): string {
  const id = uuid.safeParse(c.req.param('id'));
  if (!id.success) throw new Problem('not_found', { what: 'return', id: c.req.param('id') ?? '' });
  return id.data;
}

async function list(c: WebContext): Promise<Response> {
  const ctx = desk(c);
  const state = states.find((one) => one === c.req.query('show')) ?? 'open';
  const asked = uuid.safeParse(c.req.query('after'));
  const after = asked.success ? asked.data : undefined;
  const { rows, next } = await read(ctx, (tx) => goodsReturns(tx, { state, after }));
  const here = `${RETURNS}?show=${state}`;
  return page(
    c,
    { title: say(c.get('locale'))('Returned goods', 'Retours de marchandises') },
    <ReturnsPage
      rows={rows}
      locale={c.get('locale')}
      state={state}
      may={ctx.actor.permissions.has('finance.post') ? 'decide' : 'look'}
      nextHref={next ? `${here}&after=${next}` : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}

/** Returned goods, for the operator to credit or to leave. */
export function returnRoutes(): Web {
  return web()
    .get(RETURNS, list)
    .post(`${RETURNS}/:id/credit`, async (c) => {
      await creditReturn(desk(c), { returnId: returnId(c) });
      return c.redirect(`${RETURNS}?done=saved`, 303);
    })
    .post(`${RETURNS}/:id/dismiss`, async (c) => {
      const { reason } = validate(z.object({ reason: z.string().max(500) }), await formOf(c));
      await dismissReturn(desk(c), { returnId: returnId(c), reason });
      return c.redirect(`${RETURNS}?done=saved`, 303);
    });
}
