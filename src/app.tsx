import { csrf } from 'hono/csrf';
import { Problem, say } from './base/index.ts';
import { bankDoor, bankUpload, painFile } from './channels/bank/index.ts';
import {
  catalogueFileJobs,
  catalogueFileRoutes,
  catalogueFileSubscriptions,
} from './channels/catalogue-files/index.ts';
import { cxmlCart, cxmlDoor } from './channels/cxml/index.ts';
import { ediDoor, ediJobs } from './channels/edi/index.ts';
import { insurerCover, insurerJobs } from './channels/insurer/index.ts';
import { ociCart, ociDoor } from './channels/oci/index.ts';
import {
  outboundJobs,
  outboundSchedule,
  outboundSubscriptions,
} from './channels/outbound/index.ts';
import { cartPreview, profileRoutes, suiteChoices } from './channels/profiles/index.ts';
import { replayer } from './channels/recorder/index.ts';
import { play, workbenchDesk, workbenchRoutes } from './channels/workbench/index.ts';
import { catalogueRoutes } from './domain/catalogue/index.ts';
import { creditJobs, creditRoutes } from './domain/credit/index.ts';
import { invoicingJobs, invoicingRoutes, takeReceiptBack } from './domain/invoicing/index.ts';
import { ledgerRoutes } from './domain/ledger/index.ts';
import { ordersJobs, ordersRoutes } from './domain/orders/index.ts';
import { area, partiesRoutes, session } from './domain/parties/index.ts';
import {
  comparisonJobs,
  deskRoutes,
  purchasingJobs,
  visitRoutes,
} from './domain/purchasing/index.ts';
import {
  differRoutes,
  orderNotices,
  recorderRoutes,
  serviceJobs,
  serviceRoutes,
  shareRoutes,
} from './domain/service/index.ts';
import { settlementJobs, settlementRoutes } from './domain/settlement/index.ts';
import {
  asProblem,
  databaseAnswers,
  limitBody,
  linkHeaders,
  machineHeaders,
  metrics,
  pageHeaders,
  problemJson,
  punchOutHeaders,
  requestContext,
  signedIn,
  type Web,
  type WebContext,
  web,
} from './platform/http/index.ts';
import {
  enterLeftBehind,
  type JobList,
  type Schedule,
  type Services,
  sendMail,
} from './platform/index.ts';
import { ErrorPage, readAsset } from './ui/index.ts';

/** Which job hears of which event. Upward calls between modules exist only here. */
const hears: readonly (readonly [event: string, job: string])[] = [
  ...outboundSubscriptions,
  ...catalogueFileSubscriptions,
  ['prepayment.received', 'orders.release_prepaid'],
  ['order.changed', 'settlement.release_covered'],
  ['order.differs', 'purchasing.tell_differences'],
  ['shipment.received', 'invoicing.issueForShipment'],
  ['invoice.issued', 'settlement.open_payable'],
  ['invoice.issued', 'settlement.apply_prepayment'],
  ['remittance.received', 'settlement.match_advice'],
  ['invoice.paid', 'invoicing.settleCreditNotes'],
  ['invoice.paid', 'settlement.release_payable'],
];

export const subscriptions: ReadonlyMap<string, readonly string[]> = new Map(
  [...Map.groupBy(hears, ([event]) => event)].map(([event, pairs]) => [
    event,
    pairs.map(([, job]) => job),
  ]),
);

/** Every job of the product by name. */
export const jobs: JobList = {
  'mail.send': sendMail,
  'exchange.enter_left_behind': async (ctx) => void (await enterLeftBehind(ctx)),
  ...ediJobs,
  ...outboundJobs,
  ...insurerJobs,
  'workbench.play': play,
  ...creditJobs(insurerCover),
  ...catalogueFileJobs,
  ...ordersJobs,
  ...comparisonJobs,
  ...purchasingJobs,
  ...invoicingJobs,
  ...settlementJobs,
  ...serviceJobs,
};

/** What runs by the clock, in UTC: early morning in Paris for the daily work. */
export const schedule: readonly Schedule[] = [
  ...outboundSchedule,
  { at: '0 3 * * *', job: 'invoicing.statementDue' },
  { at: '*/15 * * * *', job: 'credit.expireHolds' },
  { at: '*/30 * * * *', job: 'credit.redecideBlind' },
  { at: '*/10 * * * *', job: 'purchasing.expire_visits' },
  { at: '*/2 * * * *', job: 'exchange.enter_left_behind' },
];

const PAGE_BODY_MAX = 1_000_000;
const UPLOAD_MAX = 50_000_000;
const UPLOADS: readonly string[] = ['/operator/bank-statements', '/seller/catalogue-files'];

function errorPage(c: WebContext, problem: Problem): Response | Promise<Response> {
  if (problem.code === 'access.unauthenticated') {
    return c.redirect(`/login?next=${encodeURIComponent(c.req.path)}`, 303);
  }
  c.status(problem.entry.http as 400);
  return c.html(
    <ErrorPage
      locale={c.get('locale')}
      status={problem.entry.http}
      title={say(c.get('locale'))('That did not work', 'Cela n’a pas fonctionné')}
      message={problem.text(c.get('locale'))}
      requestId={c.get('requestId')}
      nonce={c.get('nonce')}
    />,
  );
}

const MACHINE_DOORS = /^\/(cxml|edi|as2|api)(\/|$)/;

/** A refusal as its reader wants it: a page for browsers, problem+json for machines. */
function refuse(c: WebContext, problem: Problem): Response | Promise<Response> {
  const machine =
    MACHINE_DOORS.test(c.req.path) || !(c.req.header('accept') ?? '').includes('text/html');
  return machine ? problemJson(problem, c) : errorPage(c, problem);
}

/** Punch-out pages and call-ups: framed by suites, so with headers of their own and no cookie. */
function visits(): Web {
  const app = web();
  app.use('/p/*', punchOutHeaders(), limitBody(PAGE_BODY_MAX));
  app.use('/oci/*', punchOutHeaders(), limitBody(PAGE_BODY_MAX));
  app.route('/', ociDoor());
  app.route(
    '/p',
    visitRoutes({ encoders: { cxml: cxmlCart, oci: ociCart }, previewer: cartPreview }),
  );
  return app;
}

function pages(home: Web | undefined): Web {
  const app = web();
  // A machine at a wrong address hears so, not that its form came from another site.
  app.use(async (c, next) => {
    if (MACHINE_DOORS.test(c.req.path))
      throw new Problem('not_found', { what: 'page', id: c.req.path });
    await next();
  });
  app.use('/password/*', linkHeaders());
  app.use(pageHeaders(), session(), csrf());
  // Who uploads is known before a byte of it is read.
  for (const path of UPLOADS) {
    app.use(path, async (c, next) => {
      signedIn(c);
      await next();
    });
    app.use(path, limitBody(UPLOAD_MAX));
  }
  app.use(async (c, next) =>
    UPLOADS.includes(c.req.path) ? next() : limitBody(PAGE_BODY_MAX)(c, next),
  );
  if (home) app.route('/', home);
  else app.get('/', (c) => c.redirect('/home', 303));
  app.use('/buyer/*', area('buyer'));
  app.use('/seller/*', area('seller'));
  app.use('/operator', area('operator'));
  app.use('/operator/*', area('operator'));
  app.route('/', partiesRoutes());
  app.route('/buyer', deskRoutes());
  app.route('/', catalogueRoutes());
  app.route('/', creditRoutes());
  app.route('/', ordersRoutes({ notices: orderNotices, takeBack: takeReceiptBack }));
  app.route('/', ledgerRoutes());
  app.route('/', invoicingRoutes());
  app.route('/', settlementRoutes({ paymentFile: painFile }));
  app.route('/', workbenchDesk());
  app.route('/', profileRoutes());
  app.route('/', serviceRoutes({ suites: suiteChoices }));
  app.route('/', recorderRoutes({ replayer }));
  app.route('/', differRoutes());
  app.route('/', bankUpload());
  app.route('/', catalogueFileRoutes());
  return app;
}

/** The whole product as one Hono app; `home` answers `/` (the demo's tour). Everything is mounted here. */
export function createApp(services: Services, { home }: { home?: Web } = {}): Web {
  const app = web();
  const measured = metrics(services);
  app.use(requestContext(services), measured.count);
  for (const path of ['/healthz', '/readyz', '/metrics']) app.use(path, machineHeaders());
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/metrics', measured.page);
  app.get('/readyz', async (c) => {
    const up = await databaseAnswers(services);
    return c.json({ status: up ? 'ready' : 'database unavailable' }, up ? 200 : 503);
  });
  app.get('/assets/:file', (c) => {
    const asset = readAsset(c.req.param('file'), c.req.header('accept-encoding'));
    if (!asset) return c.notFound();
    return new Response(asset.bytes, {
      headers: {
        'content-type': asset.contentType,
        'cache-control': asset.cacheControl,
        ...(asset.encoding ? { 'content-encoding': asset.encoding, vary: 'accept-encoding' } : {}),
      },
    });
  });
  app.route('/', cxmlDoor());
  app.route('/', ediDoor());
  app.route('/', bankDoor());
  app.route('/', visits());
  app.route('/', shareRoutes());
  app.route('/', workbenchRoutes());
  app.route('/', pages(home));
  app.onError((error, c) => refuse(c, asProblem(error, c)));
  app.notFound((c) => refuse(c, new Problem('not_found', { what: 'page', id: c.req.path })));
  return app;
}
