import { z } from 'zod';
import { Problem, say } from '../../base/index.ts';
import {
  createWorkbenchLink,
  extendWorkbenchLink,
  LINK_DAYS_MAX,
  Organisation,
  page,
  revokeWorkbenchLink,
  TradingConnection,
  type WorkbenchLink,
  workbenchLinks,
  workbenchTest,
  workbenchTests,
} from '../../domain/parties/index.ts';
import { editConnection } from '../../domain/service/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import { asSystem, type Ctx, read } from '../../platform/index.ts';
import { workbenchUrl } from './access.ts';
import { checklistOf } from './checklist.ts';
import { DeskPage } from './pages/desk.tsx';
import { ReportView } from './pages/report.tsx';
import type { Report } from './report.ts';

const BASE = '/operator/partners/connections/:id/workbench';
const linkForm = z.object({
  label: z.string().trim().min(1).max(200),
  days: z.coerce.number().int().min(1).max(LINK_DAYS_MAX),
});
const daysForm = linkForm.pick({ days: true });
const uuid = z.uuid();

function manager(c: WebContext): Ctx {
  const ctx = signedIn(c);
  ctx.require('partner.manage');
  if (ctx.actor.scope !== 'operator')
    throw new Problem('access.denied', { permission: 'operator' });
  return ctx;
}

function idIn(c: WebContext, { name, what }: { name: string; what: string }): string {
  const parsed = uuid.safeParse(c.req.param(name));
  if (!parsed.success) throw new Problem('not_found', { what, id: c.req.param(name) ?? '' });
  return parsed.data;
}

type Subject = {
  readonly connection: TradingConnection;
  readonly organisation: Organisation;
  readonly links: readonly WorkbenchLink[];
};

async function subjectOf(ctx: Ctx, connectionId: string): Promise<Subject> {
  return read(ctx, async (tx) => {
    const connection = await tx.em.findOne(TradingConnection, { id: connectionId });
    if (!connection) throw new Problem('not_found', { what: 'connection', id: connectionId });
    return {
      connection,
      organisation: await tx.em.findOneOrFail(Organisation, { id: connection.organisationId }),
      links: await workbenchLinks(tx, connectionId),
    };
  });
}

function hereOf(connectionId: string): string {
  return `/operator/partners/connections/${connectionId}/workbench`;
}

function crumbs(c: WebContext, { organisation, connection }: Subject) {
  const t = say(c.get('locale'));
  return [
    { label: t('Partners', 'Partenaires'), href: '/operator/partners' },
    { label: organisation.tradingName, href: `/operator/partners/${organisation.id}` },
    { label: `${t('Workbench', 'Atelier')} ${connection.name}`, href: hereOf(connection.id) },
  ];
}

async function desk(
  c: WebContext,
  { ctx, connectionId, fresh }: { ctx: Ctx; connectionId: string; fresh?: string },
): Promise<Response> {
  const locale = c.get('locale');
  const subject = await subjectOf(ctx, connectionId);
  const tests = await read(ctx, (tx) => workbenchTests(tx, { connectionId }));
  const checklist = await checklistOf(asSystem(ctx), subject);
  const title = say(locale)(
    `Workbench of ${subject.connection.name}`,
    `Atelier : ${subject.connection.name}`,
  );
  return page(
    c,
    { title, breadcrumbs: crumbs(c, subject), subtitle: subject.organisation.tradingName },
    <DeskPage
      locale={locale}
      here={hereOf(connectionId)}
      now={ctx.now()}
      checklist={checklist}
      tests={tests}
      fresh={fresh}
      {...subject}
    />,
  );
}

/** Production only with every must ticked, looked at again at the moment of the switch. */
async function goLive(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const connectionId = idIn(c, { name: 'id', what: 'connection' });
  const { connection, organisation } = await subjectOf(ctx, connectionId);
  const { open } = await checklistOf(asSystem(ctx), { connection, organisation });
  if (open.length > 0) {
    const names = open.map(({ title }) => title[c.get('locale')]).join('; ');
    throw new Problem('workbench.not_ready', { open: names });
  }
  await editConnection(ctx, {
    connectionId,
    version: connection.version,
    outboundUrl: connection.outboundUrl ?? '',
    deploymentMode: 'production',
  });
  return c.redirect(`${hereOf(connectionId)}?done=saved`, 303);
}

async function test(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const connectionId = idIn(c, { name: 'id', what: 'connection' });
  const id = idIn(c, { name: 'test', what: 'test' });
  const subject = await subjectOf(ctx, connectionId);
  const found = await read(ctx, (tx) => workbenchTest(tx, { id, connectionId }));
  const locale = c.get('locale');
  const title = say(locale)(
    `Test of ${found.kind ?? 'a document'}`,
    `Essai : ${found.kind ?? 'un document'}`,
  );
  return page(
    c,
    { title, breadcrumbs: [...crumbs(c, subject), { label: title }] },
    <ReportView
      locale={locale}
      report={found.report as unknown as Report}
      source={found.document}
    />,
  );
}

/** The operator's side: links made, extended and withdrawn, the same checklist and tests, the switch to production. */
export function workbenchDesk(): Web {
  const app = web();
  app.get(BASE, (c) => {
    const ctx = manager(c);
    return desk(c, { ctx, connectionId: idIn(c, { name: 'id', what: 'connection' }) });
  });
  app.post(`${BASE}/links`, async (c) => {
    const ctx = manager(c);
    const connectionId = idIn(c, { name: 'id', what: 'connection' });
    const form = validate(linkForm, await formOf(c));
    const { token } = await createWorkbenchLink(ctx, { connectionId, ...form });
    // Shown on this answer and never again, so there is no redirect to lose it on.
    const fresh = workbenchUrl(ctx.services.config.publicUrl, token);
    return desk(c, { ctx, connectionId, fresh });
  });
  app.post(`${BASE}/links/:link/revoke`, async (c) => {
    const linkId = idIn(c, { name: 'link', what: 'link' });
    const { connectionId } = await revokeWorkbenchLink(manager(c), { linkId });
    return c.redirect(`${hereOf(connectionId)}?done=saved`, 303);
  });
  app.post(`${BASE}/links/:link/extend`, async (c) => {
    const linkId = idIn(c, { name: 'link', what: 'link' });
    const { days } = validate(daysForm, await formOf(c));
    const { connectionId } = await extendWorkbenchLink(manager(c), { linkId, days });
    return c.redirect(`${hereOf(connectionId)}?done=saved`, 303);
  });
  app.post(`${BASE}/production`, goLive);
  app.get(`${BASE}/tests/:test`, test);
  return app;
}
