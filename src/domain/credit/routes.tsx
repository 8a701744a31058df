import { z } from 'zod';
import { fromDecimal, Problem, say } from '../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { read } from '../../platform/index.ts';
import { typedDecimal } from '../../ui/index.ts';
import { organisation, page } from '../parties/index.ts';
import { setCreditLimit } from './commands/index.ts';
import { BUYERS_PAGE, CreditBuyer, CreditList, DECISIONS_PAGE } from './pages.tsx';
import { creditAccount, creditRows, creditTotals, decisionsOf } from './queries.ts';

const ID = z.uuid();
const PATH = '/operator/credit';

function idOf(c: WebContext): string {
  const parsed = ID.safeParse(c.req.param('id'));
  if (!parsed.success) throw new Problem('not_found', { what: 'buyer', id: c.req.param('id') });
  return parsed.data;
}

/** `<account id>~<name>`; what cannot be read means the first page. */
function cursorOf(text: string | undefined): { name: string; id: string } | undefined {
  const match = /^([0-9a-f-]{36})~(.*)$/.exec(text ?? '');
  return match?.[1] ? { id: match[1], name: match[2] ?? '' } : undefined;
}

async function list(c: WebContext): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('credit.decide');
  const after = cursorOf(c.req.query('after'));
  const { rows, totals } = await read(ctx, async (tx) => ({
    rows: await creditRows(tx, { after, limit: BUYERS_PAGE + 1 }),
    totals: await creditTotals(tx),
  }));
  const last = rows.length > BUYERS_PAGE ? rows[BUYERS_PAGE - 1] : undefined;
  const locale = c.get('locale');
  return page(
    c,
    { title: say(locale)('Credit', 'Crédit') },
    <CreditList
      locale={locale}
      rows={rows.slice(0, BUYERS_PAGE)}
      totals={totals}
      nextHref={last && `${PATH}?after=${encodeURIComponent(`${last.accountId}~${last.name}`)}`}
      firstHref={after ? PATH : undefined}
    />,
  );
}

async function buyerPage(
  c: WebContext,
  refused?: { problem: Problem; typed: string },
): Promise<Response> {
  const ctx = signedIn(c);
  ctx.require('credit.decide');
  const buyerId = idOf(c);
  const after = ID.safeParse(c.req.query('after')).data;
  const { buyer, account, decisions } = await read(ctx, async (tx) => ({
    buyer: await organisation(tx, buyerId),
    account: await creditAccount(tx, buyerId),
    decisions: await decisionsOf(tx, { buyerId, after, limit: DECISIONS_PAGE + 1 }),
  }));
  if (buyer.kind !== 'buyer') throw new Problem('not_found', { what: 'buyer', id: buyerId });
  const last = decisions.length > DECISIONS_PAGE ? decisions[DECISIONS_PAGE - 1] : undefined;
  const locale = c.get('locale');
  if (refused) c.status(refused.problem.entry.http as 422);
  const breadcrumbs = [
    { label: say(locale)('Credit', 'Crédit'), href: PATH },
    { label: buyer.tradingName },
  ];
  return page(
    c,
    { title: buyer.tradingName, breadcrumbs },
    <CreditBuyer
      locale={locale}
      buyer={buyer}
      account={account}
      decisions={decisions.slice(0, DECISIONS_PAGE)}
      nextHref={last && `${PATH}/${buyerId}?after=${last.id}`}
      problem={refused?.problem.text(locale)}
      typed={refused?.typed}
    />,
  );
}

const limitForm = z.object({
  limit: z.string().max(40),
  terms: z.enum(['open', 'stopped']),
  reason: z.string().trim().min(1).max(300),
});

async function changeLimit(c: WebContext): Promise<Response> {
  const ctx = signedIn(c);
  const buyerId = idOf(c);
  const form = await formOf(c);
  try {
    const { limit, terms, reason } = validate(limitForm, form);
    const amount = typedDecimal(limit, c.get('locale'));
    if (!amount) throw new Problem('base.decimal_invalid', { value: limit });
    const { currency } = await read(ctx, (tx) => organisation(tx, buyerId));
    await setCreditLimit(ctx, {
      buyerId,
      limit: fromDecimal(amount, currency, 'exact'),
      terms,
      reason,
    });
  } catch (problem) {
    if (!(problem instanceof Problem) || ['access.denied', 'not_found'].includes(problem.code))
      throw problem;
    return buyerPage(c, { problem, typed: typeof form.limit === 'string' ? form.limit : '' });
  }
  return c.redirect(`${PATH}/${buyerId}?done=saved`, 303);
}

/** The credit manager's pages: buyers, one buyer with its decisions, and the change of a limit. */
export function creditRoutes(): Web {
  return web()
    .get(PATH, list)
    .get(`${PATH}/:id`, (c) => buyerPage(c))
    .post(`${PATH}/:id/limit`, changeLimit);
}
