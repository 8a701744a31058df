import { z } from 'zod';
import { Problem, parsePlainDate, plainDateIn, say } from '../../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { type Permission, read, readFile, type TxCtx } from '../../../platform/index.ts';
import { LinkButton } from '../../../ui/index.ts';
import { page } from '../../parties/index.ts';
import { bankDayFrom } from '../bank-days.ts';
import {
  confirmPayout,
  markPayoutRunSent,
  type PaymentFileWriter,
  runPayouts,
} from '../commands/index.ts';
import { PayoutRunPage, PayoutsPage, SellerPayoutsPage } from '../pages/payouts-page.tsx';
import { PayoutState } from '../pages/words.tsx';
import { payables, payoutRun, payoutRuns, payouts, sellerBalances } from '../queries/payouts.ts';

const HERE = '/operator/payouts';

function readAs<T>(
  c: WebContext,
  permission: Permission,
  fn: (tx: TxCtx) => Promise<T>,
): Promise<T> {
  const ctx = signedIn(c);
  ctx.require(permission);
  return read(ctx, fn);
}

function canRun(c: WebContext): boolean {
  return signedIn(c).actor.permissions.has('payout.run');
}

function runId(c: WebContext): string {
  const id = c.req.param('id') ?? '';
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Problem('not_found', { what: 'payout run', id });
  return id;
}

async function overview(c: WebContext, problem?: Problem): Promise<Response> {
  const locale = c.get('locale');
  const after = c.req.query('after');
  const found = await readAs(c, 'finance.read', async (tx) => ({
    balances: await sellerBalances(tx),
    list: await payoutRuns(tx, { after }),
  }));
  if (problem) c.status(problem.entry.http as 400);
  return page(
    c,
    {
      title: say(locale)('Payouts', 'Reversements'),
      ...(problem ? { flash: [{ tone: 'error' as const, text: problem.text(locale) }] } : {}),
    },
    <PayoutsPage
      locale={locale}
      balances={found.balances}
      runs={found.list.rows}
      nextHref={
        found.list.next ? `${HERE}?after=${encodeURIComponent(found.list.next)}` : undefined
      }
      executionOn={bankDayFrom(plainDateIn(signedIn(c).now()))}
      canRun={canRun(c)}
    />,
  );
}

async function start(c: WebContext, writer: PaymentFileWriter): Promise<Response> {
  try {
    const { executionOn } = validate(z.object({ executionOn: z.string() }), await formOf(c));
    const run = await runPayouts(signedIn(c), { executionOn: parsePlainDate(executionOn), writer });
    return c.redirect(`${HERE}/${run.payoutRunId}?done=saved`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || !/^(settlement|base|bank)\./.test(error.code)) throw error;
    return overview(c, error);
  }
}

async function runPage(c: WebContext): Promise<Response> {
  const locale = c.get('locale');
  const id = runId(c);
  const after = c.req.query('after');
  const found = await readAs(c, 'finance.read', async (tx) => ({
    run: await payoutRun(tx, id),
    list: await payouts(tx, { runId: id, after }),
  }));
  return page(
    c,
    {
      title: found.run.number,
      titleBadge: <PayoutState state={found.run.state} locale={locale} />,
      breadcrumbs: [
        { label: say(locale)('Payouts', 'Reversements'), href: HERE },
        { label: found.run.number },
      ],
    },
    <PayoutRunPage
      locale={locale}
      run={found.run}
      rows={found.list.rows}
      nextHref={
        found.list.next ? `${HERE}/${id}?after=${encodeURIComponent(found.list.next)}` : undefined
      }
      today={plainDateIn(signedIn(c).now())}
      canRun={canRun(c)}
    />,
  );
}

async function sellerPage(c: WebContext): Promise<Response> {
  const locale = c.get('locale');
  const [after, invoicesAfter] = [c.req.query('after'), c.req.query('invoices')];
  const found = await readAs(c, 'invoice.read', async (tx) => ({
    balances: await sellerBalances(tx),
    payouts: await payouts(tx, { after }),
    payables: await payables(tx, { after: invoicesAfter }),
  }));
  const first = (
    <LinkButton href="/seller/payouts">{say(locale)('First page', 'Première page')}</LinkButton>
  );
  return page(
    c,
    {
      title: say(locale)('Payouts', 'Reversements'),
      ...(after || invoicesAfter ? { actions: first } : {}),
    },
    <SellerPayoutsPage
      locale={locale}
      balances={found.balances}
      payouts={found.payouts.rows}
      payables={found.payables.rows}
      nextHref={
        found.payouts.next
          ? `/seller/payouts?after=${encodeURIComponent(found.payouts.next)}`
          : undefined
      }
      nextPayablesHref={
        found.payables.next
          ? `/seller/payouts?invoices=${encodeURIComponent(found.payables.next)}`
          : undefined
      }
    />,
  );
}

/** Payouts of the operator and of a seller. The writer makes the bank's file of a run. */
export function payoutRoutes({ paymentFile }: { paymentFile: PaymentFileWriter }): Web {
  return web()
    .get(HERE, (c) => overview(c))
    .post(HERE, (c) => start(c, paymentFile))
    .get(`${HERE}/:id`, runPage)
    .get(`${HERE}/:id/file`, async (c) => {
      const file = await readAs(c, 'finance.read', async (tx) =>
        readFile(tx, (await payoutRun(tx, runId(c))).fileId ?? runId(c)),
      );
      const name = file.name.replace(/[^\w.-]/g, '_');
      return new Response(new Uint8Array(file.content), {
        headers: {
          'content-type': file.contentType,
          'content-disposition': `attachment; filename="${name}"`,
        },
      });
    })
    .post(`${HERE}/:id/sent`, async (c) => {
      await markPayoutRunSent(signedIn(c), { payoutRunId: runId(c) });
      return c.redirect(`${HERE}/${runId(c)}?done=saved`, 303);
    })
    .post(`${HERE}/:id/confirm`, async (c) => {
      const { payout, paidOn } = validate(
        z.object({ payout: z.uuid(), paidOn: z.string() }),
        await formOf(c),
      );
      await confirmPayout(signedIn(c), { payoutId: payout, paidOn: parsePlainDate(paidOn) });
      return c.redirect(`${HERE}/${runId(c)}?done=saved`, 303);
    })
    .get('/seller/payouts', sellerPage);
}
