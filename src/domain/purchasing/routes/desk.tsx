import { z } from 'zod';
import { type Problem, say } from '../../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../../platform/index.ts';
import { TermsDecision } from '../../credit/index.ts';
import { PurchaseOrder } from '../../orders/index.ts';
import {
  costCentres,
  deliveryAddresses,
  organisations,
  page,
  UserAccount,
} from '../../parties/index.ts';
import {
  approveRequisition,
  orderedLines,
  ownBasket,
  rejectRequisition,
  submitRequisition,
} from '../commands/index.ts';
import { Approval, type Requisition } from '../entities.ts';
import { BasketPage, SubmitForm } from '../pages/basket.tsx';
import type { ShopPlace } from '../pages/place.ts';
import { RequestList, RequestPage, type RequestPageProps } from '../pages/requests.tsx';
import { basketSize, basketView, requisition, requisitions } from '../queries.ts';
import { approvalRefusal } from '../rules.ts';
import { pathOf, shopRoutes } from './shop.tsx';

async function deskPlace(c: WebContext): Promise<ShopPlace> {
  const ctx = signedIn(c);
  const basketId = await ownBasket(ctx);
  const lines = await read(ctx, (tx) => basketSize(tx, basketId));
  const locale = c.get('locale');
  const t = say(locale);
  return {
    base: '/buyer',
    here: pathOf(c),
    kind: 'desk',
    ctx: { ...ctx, locale },
    locale,
    buyerId: ctx.actor.organisationId ?? '',
    basketId,
    basketLines: lines,
    readOnly: false,
    render: (at, frame, body) =>
      page(
        at,
        {
          title: frame.title,
          search: {
            action: '/buyer/shop',
            value: frame.query,
            label: t('Search the catalogue', 'Chercher dans le catalogue'),
          },
          ...(frame.breadcrumbs ? { breadcrumbs: frame.breadcrumbs } : {}),
          flash: frame.notice ? [frame.notice] : [],
        },
        body,
      ),
  };
}

/** The refusal that approving would meet, shown beforehand: the amount is above this approver's limit. */
async function aboveLimit(
  tx: TxCtx,
  { ctx, request, locale }: { ctx: Ctx; request: Requisition; locale: 'en' | 'fr' },
): Promise<Problem | undefined> {
  const { userId } = ctx.actor;
  const approver = userId ? await tx.em.findOne(UserAccount, { id: userId }) : null;
  return approvalRefusal({
    grossMinor: request.netMinor + request.vatMinor,
    limitMinor: approver?.approvalLimitMinor,
    currency: request.currency,
    locale,
  });
}

async function requestPageProps(
  tx: TxCtx,
  { ctx, id, locale }: { ctx: Ctx; id: string; locale: 'en' | 'fr' },
): Promise<RequestPageProps> {
  const { request, lines } = await requisition(tx, id);
  const sellers = await organisations(
    tx,
    lines.map((line) => line.sellerId),
  );
  const order = await tx.em.findOne(PurchaseOrder, { requisitionId: id });
  const decisions = await tx.em.find(
    TermsDecision,
    { subject: `requisition:${id}` },
    { orderBy: { decidedAt: 'desc' }, limit: 1 },
  );
  return {
    request,
    lines,
    sellerNames: new Map([...sellers].map(([key, one]) => [key, one.tradingName])),
    approvals: await tx.em.find(Approval, { requisitionId: id }, { orderBy: { decidedAt: 'asc' } }),
    decision: decisions[0] ?? null,
    order: order ? { id: order.id, number: order.number } : undefined,
    ordered: await orderedLines(tx, id),
    mayDecide:
      request.requesterId === ctx.actor.userId
        ? 'own_request'
        : ctx.actor.permissions.has('requisition.approve')
          ? 'yes'
          : 'no',
    aboveLimit: await aboveLimit(tx, { ctx, request, locale }),
    locale,
  };
}

async function listPage(
  c: WebContext,
  { queue }: { queue: 'approvals' | 'all' },
): Promise<Response> {
  const ctx = signedIn(c);
  const locale = c.get('locale');
  const t = say(locale);
  const { rows, next } = await read(ctx, (tx) =>
    requisitions(tx, {
      buyerId: ctx.actor.organisationId ?? '',
      ...(queue === 'approvals' ? { states: ['submitted'] } : {}),
      after: c.req.query('after'),
    }),
  );
  const base = queue === 'approvals' ? '/buyer/approvals' : '/buyer/requisitions';
  const empty =
    queue === 'approvals'
      ? {
          title: t('Nothing waits for you', 'Rien ne vous attend'),
          text: t(
            'Requests of your colleagues appear here.',
            'Les demandes de vos collègues apparaissent ici.',
          ),
        }
      : {
          title: t('No request yet', 'Aucune demande'),
          text: t('Fill a basket and submit it.', 'Remplissez un panier et soumettez-le.'),
        };
  return page(
    c,
    {
      title:
        queue === 'approvals'
          ? t('Approvals', 'Approbations')
          : t('Purchase requests', 'Demandes d’achat'),
    },
    <RequestList rows={rows} next={next} locale={locale} base={base} empty={empty} />,
  );
}

const submitSchema = z.object({
  basketId: z.uuid(),
  costCentre: z.string().min(1).max(50),
  deliveryAddressId: z.uuid(),
  justification: z.string().max(500).optional(),
});
const decisionSchema = z.object({
  decision: z.enum(['approved', 'rejected']),
  contentHash: z.string().length(64),
  comment: z.string().max(500).optional(),
});

/** The signed-in buyer's shop, basket, requests and approvals, under `/buyer`. */
export function deskRoutes(): Web {
  const app = web();
  app.get('/basket', async (c) => {
    const place = await deskPlace(c);
    const { view, centres, places } = await read(place.ctx, async (tx) => ({
      view: await basketView(tx, { basketId: place.basketId, locale: place.locale }),
      centres: await costCentres(tx, place.buyerId),
      places: await deliveryAddresses(tx, place.buyerId),
    }));
    return place.render(
      c,
      { title: say(place.locale)('Basket', 'Panier'), current: 'basket' },
      <BasketPage
        place={place}
        view={view}
        wayOut={<SubmitForm place={place} view={view} centres={centres} places={places} />}
      />,
    );
  });
  app.get('/requisitions', (c) => listPage(c, { queue: 'all' }));
  app.get('/approvals', (c) => {
    signedIn(c).require('requisition.approve');
    return listPage(c, { queue: 'approvals' });
  });
  app.post('/requisitions', async (c) => {
    const input = validate(submitSchema, await formOf(c));
    const { justification, ...rest } = input;
    const { requisitionId } = await submitRequisition(
      { ...signedIn(c), locale: c.get('locale') },
      { ...rest, ...(justification ? { justification } : {}) },
    );
    return c.redirect(`/buyer/requisitions/${requisitionId}`, 303);
  });
  app.get('/requisitions/:id', async (c) => {
    const ctx = signedIn(c);
    const locale = c.get('locale');
    const props = await read(ctx, (tx) =>
      requestPageProps(tx, { ctx, id: c.req.param('id'), locale }),
    );
    const t = say(locale);
    const title = t(`Request ${props.request.number}`, `Demande ${props.request.number}`);
    return page(
      c,
      {
        title,
        breadcrumbs: [
          { label: t('Purchase requests', 'Demandes d’achat'), href: '/buyer/requisitions' },
          { label: props.request.number },
        ],
      },
      <RequestPage {...props} />,
    );
  });
  app.post('/requisitions/:id/decision', async (c) => {
    const { decision, contentHash, comment } = validate(decisionSchema, await formOf(c));
    const input = {
      requisitionId: c.req.param('id'),
      contentHash,
      ...(comment ? { comment } : {}),
    };
    const ctx = { ...signedIn(c), locale: c.get('locale') };
    if (decision === 'approved') await approveRequisition(ctx, input);
    else await rejectRequisition(ctx, input);
    return c.redirect(`/buyer/requisitions/${input.requisitionId}`, 303);
  });
  app.route('/', shopRoutes(deskPlace));
  return app;
}
