import { z } from 'zod';
import { say } from '../../../base/index.ts';
import { formOf, validate, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { BulkProgress, type Ctx, read } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import { hrefWith, idIn, queryOf, reader } from '../routes/support.ts';
import { dismissDelivery, renewDelivery, replayDelivery, replayPartner } from './commands.ts';
import { DELIVERIES, DeliveriesPage } from './pages.tsx';
import { deadLettersByPartner, deliveries, deliveryFilters, partnerName } from './queries.ts';

const uuid = z.uuid().optional().catch(undefined);
const query = z.object({
  /** Empty: every state; absent: what waits for a person. */
  state: z.enum(['', ...deliveryFilters]).catch('dead'),
  partner: uuid,
  q: z.string().trim().max(100).optional().catch(undefined),
  after: uuid,
  work: uuid,
});

function manager(c: WebContext): Ctx {
  return reader(c, { audience: 'operator', permission: 'job.manage' });
}

async function list(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const { state, partner, q, after, work } = queryOf(c, query);
  const found = await read(ctx, async (tx) => ({
    partners: await deadLettersByPartner(tx),
    work: work
      ? await tx.em.findOne(BulkProgress, { id: work })
      : await tx.em.findOne(
          BulkProgress,
          { kind: 'replay', state: 'running' },
          { orderBy: { startedAt: 'desc' } },
        ),
    ...(await deliveries(tx, { state: state || undefined, partnerId: partner, q, after })),
  }));
  const kept = { state, partner, q };
  return page(
    c,
    { title: say(c.get('locale'))('Jobs and messages', 'Tâches et messages') },
    <DeliveriesPage
      locale={c.get('locale')}
      {...kept}
      state={state || undefined}
      partners={found.partners}
      work={found.work ?? undefined}
      rows={found.rows}
      nextHref={found.next ? hrefWith(DELIVERIES, { ...kept, after: found.next }) : undefined}
      firstHref={after ? hrefWith(DELIVERIES, kept) : undefined}
    />,
  );
}

/** Outgoing documents that wait for a person, with a second chance for each and for a partner's all. */
export function deliveryRoutes(): Web {
  return web()
    .get(DELIVERIES, list)
    .post(`${DELIVERIES}/:id/replay`, async (c) => {
      await replayDelivery(manager(c), { deliveryId: idIn(c, 'delivery') });
      return c.redirect(`${DELIVERIES}?done=saved`, 303);
    })
    .post(`${DELIVERIES}/:id/renew`, async (c) => {
      await renewDelivery(manager(c), { deliveryId: idIn(c, 'delivery') });
      return c.redirect(`${DELIVERIES}?done=saved`, 303);
    })
    .post(`${DELIVERIES}/:id/dismiss`, async (c) => {
      const { reason } = validate(z.object({ reason: z.string().max(500) }), await formOf(c));
      await dismissDelivery(manager(c), { deliveryId: idIn(c, 'delivery'), reason });
      return c.redirect(`${DELIVERIES}?done=saved`, 303);
    })
    .post(`${DELIVERIES}/partners/:id/replay`, async (c) => {
      const ctx = manager(c);
      const partnerId = idIn(c, 'partner');
      const name = await read(ctx, (tx) => partnerName(tx, partnerId));
      const { progressId } = await replayPartner(ctx, { partnerId, partnerName: name });
      return c.redirect(`${DELIVERIES}?work=${progressId}`, 303);
    });
}
