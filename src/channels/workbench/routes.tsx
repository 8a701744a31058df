import { connectionProfile } from '../../../punchout/index.ts';
import { Problem, say } from '../../base/index.ts';
import {
  addOwnSecret,
  dropSecondSecret,
  operatorOrganisation,
  putSecondSecretFirst,
  secretMarks,
  TradingConnection,
  takeReturnedForm,
  workbenchTest,
  workbenchTests,
} from '../../domain/parties/index.ts';
import {
  asProblem,
  doorContext,
  formOf,
  limitBody,
  linkHeaders,
  pageHeaders,
  problemJson,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { asSystem, read } from '../../platform/index.ts';
import { Alert, Page } from '../../ui/index.ts';
import { COSTS, placeOf } from './access.ts';
import { buyerRoutes } from './buyer/routes.tsx';
import { checklistOf } from './checklist.ts';
import { connectionDocument, connectionDocuments } from './documents.ts';
import { exampleOf } from './example.ts';
import { knownOf } from './known.ts';
import { ChecklistPage } from './pages/checklist.tsx';
import { DocumentPage, DocumentsPage } from './pages/documents.tsx';
import { type Place, workbenchPage } from './pages/frame.tsx';
import { OverviewPage } from './pages/overview.tsx';
import { ReportView } from './pages/report.tsx';
import { TesterPage } from './pages/tester.tsx';
import { outcomeOf, type Report } from './report.ts';
import { plainReport, sentDocument, tryDocument } from './test-door.ts';

const BODY_MAX = 3_000_000;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function idIn(c: WebContext, what: string): string {
  const id = c.req.param('id') ?? '';
  if (!UUID.test(id)) throw new Problem('not_found', { what, id });
  return id;
}

async function overview(
  c: WebContext,
  { place, fresh }: { place: Place; fresh?: string },
): Promise<Response> {
  const { workbench } = place;
  const { ctx, connection } = workbench;
  const { publicUrl } = ctx.services.config;
  const known = await knownOf(workbench);
  const { operator, current } = await read(asSystem(ctx), async (tx) => ({
    operator: await operatorOrganisation(tx),
    current: await tx.em.findOneOrFail(TradingConnection, { id: connection.id }),
  }));
  const profile = connectionProfile(connection);
  return workbenchPage(
    c,
    { place, tab: 'overview' },
    <OverviewPage
      place={place}
      publicUrl={publicUrl}
      profile={profile}
      theirs={known.theirs}
      ours={known.ours}
      marks={secretMarks({ ctx, connection: current })}
      fresh={fresh}
      contact={{ name: operator.tradingName, email: operator.email ?? undefined }}
      example={exampleOf(workbench, { ...known, profile })}
    />,
  );
}

/** The secret's rotation: each step one button, the secret itself on one page, once. */
function secretRoutes(app: Web): void {
  app.post('/workbench/:token/secret', async (c) => {
    const place = await placeOf(c, { cost: COSTS.secret, use: 'secret created' });
    const fresh = await addOwnSecret(place.workbench);
    return overview(c, { place, fresh });
  });
  app.post('/workbench/:token/secret/first', async (c) => {
    const place = await placeOf(c, { cost: COSTS.secret, use: 'second secret made first' });
    await putSecondSecretFirst(place.workbench);
    return c.redirect(`${place.base}#secret`, 303);
  });
  app.post('/workbench/:token/secret/drop', async (c) => {
    const place = await placeOf(c, { cost: COSTS.secret, use: 'second secret dropped' });
    await dropSecondSecret(place.workbench);
    return c.redirect(`${place.base}#secret`, 303);
  });
}

function wants(c: WebContext): 'json' | 'page' | 'text' {
  const accept = c.req.header('accept') ?? '';
  if (/json/i.test(accept)) return 'json';
  return accept.includes('text/html') ? 'page' : 'text';
}

function testerRoutes(app: Web): void {
  app.get('/workbench/:token/tester', async (c) => {
    const place = await placeOf(c, { use: 'tester' });
    const { ctx, linkId } = place.workbench;
    const tests = await read(ctx, (tx) => workbenchTests(tx, { linkId }));
    return workbenchPage(
      c,
      { place, tab: 'tester' },
      <TesterPage place={place} tests={tests} publicUrl={ctx.services.config.publicUrl} />,
    );
  });
  app.post('/workbench/:token/test', async (c) => {
    const place = await placeOf(c, { cost: COSTS.test, use: 'test' });
    const { id, report } = await tryDocument(place.workbench, await sentDocument(c));
    const answer = wants(c);
    if (answer === 'json') {
      const url = `${place.workbench.ctx.services.config.publicUrl}${place.base}/tests/${id}`;
      return c.json({ outcome: outcomeOf(report), ...report, url });
    }
    if (answer === 'text') return c.text(plainReport(report));
    return c.redirect(`${place.base}/tests/${id}`, 303);
  });
  app.get('/workbench/:token/tests/:id', async (c) => {
    const place = await placeOf(c, { use: 'test report' });
    const { ctx, connection } = place.workbench;
    const id = idIn(c, 'test');
    const test = await read(ctx, (tx) => workbenchTest(tx, { id, connectionId: connection.id }));
    const t = say(place.locale);
    return workbenchPage(
      c,
      {
        place,
        tab: 'tester',
        title: t(`Test of ${test.kind ?? 'a document'}`, `Essai : ${test.kind ?? 'un document'}`),
      },
      <ReportView
        locale={place.locale}
        report={test.report as unknown as Report}
        source={test.document}
      />,
    );
  });
}

function documentRoutes(app: Web): void {
  app.get('/workbench/:token/documents', async (c) => {
    const place = await placeOf(c, { use: 'documents' });
    const { ctx, connection } = place.workbench;
    const asked = c.req.query('after') ?? '';
    const after = UUID.test(asked) ? asked : undefined;
    const { rows, next } = await read(ctx, (tx) =>
      connectionDocuments(tx, { connectionId: connection.id, after }),
    );
    const here = `${place.base}/documents`;
    return workbenchPage(
      c,
      { place, tab: 'documents' },
      <DocumentsPage
        place={place}
        rows={rows}
        nextHref={next ? `${here}?after=${next}` : undefined}
        firstHref={after ? here : undefined}
      />,
    );
  });
  app.get('/workbench/:token/documents/:id', async (c) => {
    const id = idIn(c, 'document');
    const place = await placeOf(c, { use: `document ${id}` });
    const { ctx, connection } = place.workbench;
    const shown = await read(ctx, (tx) => connectionDocument(tx, { connection, id }));
    return workbenchPage(
      c,
      { place, tab: 'documents', title: shown.exchange.kind ?? 'Document' },
      <DocumentPage place={place} shown={shown} />,
    );
  });
  app.get('/workbench/:token/checklist', async (c) => {
    const place = await placeOf(c, { use: 'checklist' });
    const { ctx, connection, organisation } = place.workbench;
    const checklist = await checklistOf(asSystem(ctx), { connection, organisation });
    return workbenchPage(
      c,
      { place, tab: 'checklist' },
      <ChecklistPage
        locale={place.locale}
        checklist={checklist}
        evidenceHref={(id) => `${place.base}/documents/${id}`}
      />,
    );
  });
}

/** The other language, kept by a cookie of these pages alone. */
function language(c: WebContext): Response {
  const to = c.req.query('to') === 'fr' ? 'fr' : 'en';
  const at = c.req.query('at') ?? '';
  const tail = /^\/[\w/-]*$/.test(at) ? at : '';
  const token = c.req.param('token') ?? '';
  if (!/^[\w-]{1,100}$/.test(token)) throw new Problem('workbench.unknown');
  c.header('set-cookie', `lang=${to}; Path=/workbench; Max-Age=31536000; SameSite=Lax; HttpOnly`);
  return c.redirect(`/workbench/${token}${tail}`, 303);
}

/** One page for a link that opens nothing, whatever the reason; other refusals in words, with the way back. */
function refused(error: unknown, c: WebContext): Response | Promise<Response> {
  const problem = asProblem(error, c);
  const locale = c.get('locale');
  const t = say(locale);
  if (wants(c) !== 'page') return problemJson(problem, c);
  c.status(problem.entry.http as 400);
  const gone = problem.code === 'workbench.unknown';
  const base = `/workbench/${c.req.path.split('/')[2] ?? ''}`;
  return c.html(
    <Page
      locale={locale}
      audience="public"
      title={
        gone
          ? t('This link opens nothing', 'Ce lien n’ouvre rien')
          : t('That did not work', 'Cela n’a pas fonctionné')
      }
      homeHref={gone ? '#main' : base}
      nonce={c.get('nonce')}
    >
      <Alert tone={gone ? 'info' : 'error'}>{problem.text(locale)}</Alert>
      {gone ? null : (
        <p class="mt-4">
          <a class="btn btn-primary" href={base}>
            {t('Back to the workbench', 'Retour à l’atelier')}
          </a>
        </p>
      )}
    </Page>,
  );
}

/**
 * `/workbench/:token`: what a link shows of one connection. No session, no cookie but the language's, and no
 * form guard by origin: the path is the key, as in a punch-out.
 */
export function workbenchRoutes(): Web {
  const app = web();
  app.use('/workbench/*', linkHeaders(), pageHeaders(), limitBody(BODY_MAX));
  app.post('/workbench/return/:token', async (c) => {
    const form = await formOf(c);
    const fields = Object.entries(form).flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).flatMap((one) =>
        typeof one === 'string' ? [{ name, value: one }] : [],
      ),
    );
    const token = c.req.param('token');
    await takeReturnedForm(doorContext(c, 'workbench'), { token, fields });
    return c.text('The basket has come back.');
  });
  app.get('/workbench/:token', async (c) => {
    const place = await placeOf(c, { use: 'overview' });
    return overview(c, { place });
  });
  app.get('/workbench/:token/language', language);
  secretRoutes(app);
  testerRoutes(app);
  documentRoutes(app);
  buyerRoutes(app);
  // Whoever holds a link has no home page here: an unknown address leads back to the workbench.
  app.get('/workbench/:token/*', async (c) => {
    await placeOf(c, { use: undefined });
    throw new Problem('not_found', { what: 'page', id: c.req.path.split('/').slice(3).join('/') });
  });
  app.onError((error, c) => refused(error, c as WebContext));
  return app;
}
