import { plainDateIn, say } from '../../../base/index.ts';
import { type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import { openDifferences } from '../../purchasing/index.ts';
import { deadLetterCount } from '../deliveries/queries.ts';
import { AuditPage } from '../pages/audit.tsx';
import { DashboardPage } from '../pages/dashboard.tsx';
import {
  auditRecords,
  exchangeFigures,
  exchanges,
  exchangesPerDay,
  firstStepsOf,
  health,
  jobCounts,
  readCursor,
  subjectNames,
} from '../queries/index.ts';
import { auditQuery } from '../schemas.ts';
import { hrefWith, queryOf, reader } from './support.ts';

const CHART_DAYS = 14;
const REFUSED_SHOWN = 8;

async function dashboard(c: WebContext): Promise<Response> {
  const ctx = reader(c, { audience: 'operator', permission: 'exchange.read' });
  const may = ctx.actor.permissions;
  const locale = c.get('locale');
  const today = plainDateIn(ctx.now());
  const found = await read(ctx, async (tx) => ({
    exchanges: await exchangeFigures(tx, today),
    health: await health(tx, today),
    jobs: may.has('job.manage') ? await jobCounts(tx) : undefined,
    deadLetters: may.has('job.manage') ? await deadLetterCount(tx) : undefined,
    differences: await openDifferences(tx),
    firstSteps: may.has('partner.manage') ? await firstStepsOf(tx) : undefined,
    days: await exchangesPerDay(tx, { until: today, days: CHART_DAYS }),
    refused: (await exchanges(tx, { filter: { state: 'faulty' }, limit: REFUSED_SHOWN })).rows,
  }));
  return page(
    c,
    {
      title: say(locale)('The marketplace today', 'La place de marché aujourd’hui'),
    },
    <DashboardPage
      locale={locale}
      today={today.toString()}
      firstSteps={found.firstSteps}
      figures={{
        refusedToday: found.exchanges.refused,
        waiting: found.exchanges.waiting,
        differences: found.differences,
        jobsFailed: found.jobs?.failed,
        deadLetters: found.deadLetters,
        mailsWaiting: may.has('job.manage') ? found.health.mailsWaiting : undefined,
        bankEntriesOpen: may.has('finance.read') ? found.health.bankEntriesOpen : undefined,
        ordersToday: may.has('order.read') ? found.health.ordersOn : undefined,
      }}
      days={found.days}
      refused={found.refused}
    />,
  );
}

async function auditList(c: WebContext): Promise<Response> {
  const ctx = reader(c, { audience: 'operator', permission: 'audit.read' });
  const { after, subject, actor } = queryOf(c, auditQuery);
  const cursor = readCursor(after);
  const found = await read(ctx, async (tx) => {
    const { rows, next } = await auditRecords(tx, { subject, actor, after: cursor });
    const subjects = [
      ...rows.map((row) => row.subject),
      ...(subject?.includes(':') ? [subject] : []),
    ];
    return { rows, next, names: await subjectNames(tx, subjects) };
  });
  const here = '/operator/audit';
  return page(
    c,
    { title: say(c.get('locale'))('Audit', 'Journal d’audit') },
    <AuditPage
      locale={c.get('locale')}
      subject={subject}
      actor={actor}
      rows={found.rows}
      names={found.names}
      nextHref={found.next ? hrefWith(here, { subject, actor, after: found.next }) : undefined}
      firstHref={cursor ? hrefWith(here, { subject, actor }) : undefined}
    />,
  );
}

/** The operator's first page and the audit. */
export function deskRoutes(): Web {
  return web().get('/operator', dashboard).get('/operator/audit', auditList);
}
