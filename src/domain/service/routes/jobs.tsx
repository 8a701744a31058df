import { Problem, say } from '../../../base/index.ts';
import { type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import { resendMail, retryJob } from '../commands/index.ts';
import { EventsPage, JobsPage, MailsPage } from '../pages/jobs.tsx';
import { jobCounts, jobs, mails, outboxEvents, readCursor } from '../queries/index.ts';
import { jobId, jobQuery } from '../schemas.ts';
import { hrefWith, idIn, queryOf, reader } from './support.ts';

const HERE = '/operator/jobs';

function manager(c: WebContext): Ctx {
  return reader(c, { audience: 'operator', permission: 'job.manage' });
}

function headOf(c: WebContext): { title: string } {
  return { title: say(c.get('locale'))('Jobs and messages', 'Tâches et messages') };
}

async function jobList(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const { state, after } = queryOf(c, jobQuery);
  const found = await read(ctx, async (tx) => ({
    counts: await jobCounts(tx),
    ...(await jobs(tx, { state, after })),
  }));
  return page(
    c,
    headOf(c),
    <JobsPage
      locale={c.get('locale')}
      state={state}
      counts={found.counts}
      rows={found.rows}
      nextHref={found.next ? hrefWith(HERE, { state, after: found.next }) : undefined}
      firstHref={after ? hrefWith(HERE, { state }) : undefined}
    />,
  );
}

async function mailList(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const after = readCursor(c.req.query('after'));
  const found = await read(ctx, (tx) => mails(tx, { after }));
  const here = `${HERE}/mails`;
  return page(
    c,
    headOf(c),
    <MailsPage
      locale={c.get('locale')}
      rows={found.rows}
      nextHref={found.next ? hrefWith(here, { after: found.next }) : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}

async function eventList(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const after = readCursor(c.req.query('after'));
  const found = await read(ctx, (tx) => outboxEvents(tx, { after }));
  const here = `${HERE}/events`;
  return page(
    c,
    headOf(c),
    <EventsPage
      locale={c.get('locale')}
      rows={found.rows}
      nextHref={found.next ? hrefWith(here, { after: found.next }) : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}

/** Jobs, messages and events, with a second chance for what failed. */
export function jobRoutes(): Web {
  return web()
    .get(HERE, jobList)
    .get(`${HERE}/mails`, mailList)
    .get(`${HERE}/events`, eventList)
    .post(`${HERE}/:id/retry`, async (c) => {
      const id = jobId.safeParse(c.req.param('id'));
      if (!id.success) throw new Problem('not_found', { what: 'job', id: c.req.param('id') });
      await retryJob(manager(c), { jobId: id.data });
      return c.redirect(`${HERE}?done=saved`, 303);
    })
    .post(`${HERE}/mails/:id/resend`, async (c) => {
      await resendMail(manager(c), { mailId: idIn(c, 'message') });
      return c.redirect(`${HERE}/mails?done=saved`, 303);
    });
}
