import { csrf } from 'hono/csrf';
import { area, partiesRoutes, session } from './domain/parties/index.ts';
import { asProblem, limitBody, machineHeaders, pageHeaders, problemJson, punchOutHeaders, requestContext, type Web, type WebContext, web } from './platform/http/index.ts';
import { type JobList, type Services, sendMail } from './platform/index.ts';
import { ErrorPage, readAsset } from './ui/index.ts';
import { type Problem, say } from './base/index.ts';

/** Which jobs hear of which event. Upward calls between modules exist only here. */
export const subscriptions: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([]);

/** Every job of the product by name. */
export const jobs: JobList = {
  'mail.send': sendMail,
};

const PAGE_BODY_MAX = 1_000_000;

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

function pages(): Web {
  const app = web();
  app.use(pageHeaders(), limitBody(PAGE_BODY_MAX), session(), csrf());
  app.use('/buyer/*', area('buyer'));
  app.use('/seller/*', area('seller'));
  app.use('/operator/*', area('operator'));
  app.route('/', partiesRoutes());
  return app;
}

/** The whole product as one Hono app. Doors and modules are mounted here and nowhere else. */
export function createApp(services: Services): Web {
  const app = web();
  app.use(requestContext(services));
  app.get('/healthz', (c) => c.json({ status: 'ok' }));
  app.get('/readyz', async (c) => {
    const up = await services.orm.isConnected();
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
  app.route('/', pages());
  app.onError((error, c) => {
    const problem = asProblem(error, c);
    const machine = /^\/(cxml|edi|as2|api)(\/|$)/.test(c.req.path) || !(c.req.header('accept') ?? '').includes('text/html');
    return machine ? problemJson(problem, c) : errorPage(c, problem);
  });
  return app;
}

export { machineHeaders, punchOutHeaders };
