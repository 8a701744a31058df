import { z } from 'zod';
import { Problem, plainDateIn, say } from '../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../platform/index.ts';
import { LinkButton } from '../../ui/index.ts';
import { operatorOrganisation, page } from '../parties/index.ts';
import { invoiceStatuses, returnsOfInvoice } from './buyer/index.ts';
import { returnRoutes } from './buyer/routes.tsx';
import { contestInvoice, issueStatement } from './commands/index.ts';
import {
  type Area,
  BuyerStatementsPage,
  Files,
  InvoicePage,
  OperatorStatementsPage,
  SellerInvoicesPage,
  StatementPage,
} from './pages/index.ts';
import {
  buyerFigures,
  documentFile,
  type FileContent,
  type InvoiceFilter,
  invoiceDetail,
  invoiceFilters,
  pendingBuyers,
  sellerInvoiceFigures,
  sellerInvoices,
  statementDetail,
  statements,
} from './queries/index.ts';

const PAGE_SIZE = 50;
const PENDING_MAX = 200;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Reads for somebody who may see invoices. */
function readInvoices<T>(c: WebContext, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  const ctx = signedIn(c);
  ctx.require('invoice.read');
  return read(ctx, fn);
}

function idOf(c: WebContext, what: string): string {
  const id = c.req.param('id') ?? '';
  if (!UUID.test(id)) throw new Problem('not_found', { what, id });
  return id;
}

function afterOf(c: WebContext): string | undefined {
  const after = c.req.query('after');
  return after && UUID.test(after) ? after : undefined;
}

function ownId(ctx: Ctx): string {
  return ctx.actor.organisationId ?? '';
}

function shown(c: WebContext) {
  return { locale: c.get('locale'), today: plainDateIn(signedIn(c).now()) };
}

function words(c: WebContext) {
  const t = say(c.get('locale'));
  return { statements: t('Statements', 'Relevés'), invoices: t('Invoices', 'Factures') };
}

/** Sends a stored file as a download; nothing of it is ever run by the browser. */
function download(c: WebContext, file: FileContent): Response {
  const name = file.name.replace(/[^A-Za-z0-9._-]/g, '_');
  c.header('content-type', file.contentType);
  c.header('content-disposition', `attachment; filename="${name}"`);
  return c.body(new Uint8Array(file.content));
}

async function buyerStatementsPage(c: WebContext): Promise<Response> {
  const after = afterOf(c);
  const here = '/buyer/statements';
  const found = await readInvoices(c, async (tx) => ({
    ...(await statements(tx, { after, limit: PAGE_SIZE })),
    figures: await buyerFigures(tx, { buyerId: ownId(tx), today: plainDateIn(tx.now()) }),
  }));
  return page(
    c,
    { title: words(c).statements },
    <BuyerStatementsPage
      {...shown(c)}
      rows={found.rows}
      figures={found.figures}
      nextHref={found.next && `${here}?after=${found.next}`}
      firstHref={after && here}
    />,
  );
}

async function operatorStatementsPage(c: WebContext): Promise<Response> {
  const after = afterOf(c);
  const here = '/operator/statements';
  const found = await readInvoices(c, async (tx) => ({
    ...(await statements(tx, { after, limit: PAGE_SIZE })),
    pending: await pendingBuyers(tx, { limit: PENDING_MAX }),
  }));
  return page(
    c,
    {
      title: words(c).statements,
      actions: (
        <LinkButton href="/operator/returns">
          {say(c.get('locale'))('Returned goods', 'Retours')}
        </LinkButton>
      ),
    },
    <OperatorStatementsPage
      {...shown(c)}
      pending={found.pending}
      rows={found.rows}
      mayIssue={signedIn(c).actor.permissions.has('finance.post') ? 'yes' : 'no'}
      nextHref={found.next && `${here}?after=${found.next}`}
      firstHref={after && here}
    />,
  );
}

async function statementPage(c: WebContext, audience: 'buyer' | 'operator'): Promise<Response> {
  const detail = await readInvoices(c, (tx) => statementDetail(tx, idOf(c, 'statement')));
  const { number, pdfFileId } = detail.statement;
  const title = `${say(c.get('locale'))('Statement', 'Relevé')} ${number}`;
  return page(
    c,
    {
      title,
      breadcrumbs: [
        { label: words(c).statements, href: `/${audience}/statements` },
        { label: number },
      ],
      actions: pdfFileId ? (
        <LinkButton kind="quiet" icon="download" href={`/${audience}/files/${pdfFileId}`} download>
          PDF
        </LinkButton>
      ) : undefined,
    },
    <StatementPage {...shown(c)} detail={detail} audience={audience} />,
  );
}

async function sellerInvoicesPage(c: WebContext): Promise<Response> {
  const after = afterOf(c);
  const wanted = c.req.query('filter');
  const filter: InvoiceFilter = invoiceFilters.find((one) => one === wanted) ?? 'all';
  const number = (c.req.query('number') ?? '').slice(0, 35);
  const { locale, today } = shown(c);
  const found = await readInvoices(c, async (tx) => {
    const sellerId = ownId(tx);
    const ask = { sellerId, filter, number, after, limit: PAGE_SIZE, today };
    return {
      ...(await sellerInvoices(tx, ask)),
      figures: await sellerInvoiceFigures(tx, { sellerId, today }),
    };
  });
  const here = `/seller/invoices?${new URLSearchParams({ filter, number }).toString()}`;
  return page(
    c,
    { title: words(c).invoices },
    <SellerInvoicesPage
      locale={locale}
      today={today}
      rows={found.rows}
      figures={found.figures}
      filter={filter}
      number={number}
      nextHref={found.next && `${here}&after=${found.next}`}
      firstHref={after && here}
    />,
  );
}

async function invoicePage(c: WebContext, area: Area): Promise<Response> {
  const { detail, iban, statuses, returns } = await readInvoices(c, async (tx) => ({
    detail: await invoiceDetail(tx, idOf(c, 'invoice')),
    statuses: await invoiceStatuses(tx, idOf(c, 'invoice')),
    returns: await returnsOfInvoice(tx, idOf(c, 'invoice')),
    iban: (await operatorOrganisation(tx)).iban ?? undefined,
  }));
  const t = say(c.get('locale'));
  const { row, invoice } = detail;
  const parent =
    area === 'seller'
      ? { label: words(c).invoices, href: '/seller/invoices' }
      : {
          label: words(c).statements,
          href: invoice.statementId
            ? `/${area}/statements/${invoice.statementId}`
            : `/${area}/statements`,
        };
  return page(
    c,
    {
      title: `${row.isCreditNote ? t('Credit note', 'Avoir') : t('Invoice', 'Facture')} ${row.number}`,
      breadcrumbs: [parent, { label: row.number }],
      actions: <Files row={row} area={area} locale={c.get('locale')} />,
    },
    <InvoicePage
      {...shown(c)}
      detail={detail}
      area={area}
      iban={iban}
      statuses={statuses}
      returns={returns}
      may={signedIn(c).actor.permissions.has('finance.post') ? 'decide' : 'look'}
    />,
  );
}

/** Statements, invoices and their files, for buyers, sellers and the operator. */
export function invoicingRoutes(): Web {
  const app = web()
    .route('/', returnRoutes())
    .get('/buyer/statements', buyerStatementsPage)
    .get('/buyer/statements/:id', (c) => statementPage(c, 'buyer'))
    .get('/buyer/invoices/:id', (c) => invoicePage(c, 'buyer'))
    .get('/seller/invoices', sellerInvoicesPage)
    .get('/seller/invoices/:id', (c) => invoicePage(c, 'seller'))
    .get('/operator/statements', operatorStatementsPage)
    .get('/operator/statements/:id', (c) => statementPage(c, 'operator'))
    .get('/operator/invoices/:id', (c) => invoicePage(c, 'operator'))
    .post('/seller/invoices/:id/contest', async (c) => {
      const invoiceId = idOf(c, 'invoice');
      const reasonField = z.string().trim().min(1).max(1000);
      const { reason } = validate(z.object({ reason: reasonField }), await formOf(c));
      await contestInvoice(signedIn(c), { invoiceId, reason });
      return c.redirect(`/seller/invoices/${invoiceId}?done=saved`, 303);
    })
    .post('/operator/statements', async (c) => {
      const { buyerId } = validate(z.object({ buyerId: z.uuid() }), await formOf(c));
      const { statementId } = await issueStatement(signedIn(c), { buyerId });
      return c.redirect(`/operator/statements/${statementId}`, 303);
    });
  for (const area of ['buyer', 'seller', 'operator'] as const) {
    app.get(`/${area}/files/:id`, async (c) => {
      const id = idOf(c, 'file');
      return download(c, await readInvoices(c, (tx) => documentFile(tx, id)));
    });
  }
  return app;
}
