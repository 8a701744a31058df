import { Problem, say } from '../../../base/index.ts';
import { formOf, validate, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../../platform/index.ts';
import { mandateOf } from '../../invoicing/index.ts';
import {
  costCentres,
  deliveryAddresses,
  type OrganisationKind,
  page,
} from '../../parties/index.ts';
import {
  addSecret,
  editConnection,
  promoteSecret,
  resetFormPostOrigin,
  SECRET_CHARACTERS_MIN,
  setConnectionState,
  withdrawSecret,
} from '../commands/index.ts';
import type { Suite } from '../onboarding/connection-panels.tsx';
import { onboardingRoutes } from '../onboarding/routes.tsx';
import { ActiveBadge, PartnerActions, PartnerPage, PartnersPage } from '../pages/partners.tsx';
import { organisationKindWords } from '../pages/words.ts';
import { partner, partners, recordTimeline } from '../queries/index.ts';
import {
  connectionForm,
  partnerKind,
  partnerQuery,
  recordId,
  secretForm,
  stateForm,
} from '../schemas.ts';
import { hrefWith, idIn, queryOf, reader } from './support.ts';

const HERE = '/operator/partners';
const HISTORY_SHOWN = 30;

function manager(c: WebContext): Ctx {
  return reader(c, { audience: 'operator', permission: 'partner.manage' });
}

async function list(
  c: WebContext,
  kind: OrganisationKind,
  { suites }: PartnerProviders,
): Promise<Response> {
  const ctx = manager(c);
  const { q, after, name } = queryOf(c, partnerQuery);
  const cursor =
    name && after && recordId.safeParse(after).success ? { name, id: after } : undefined;
  const { found, known } = await read(ctx, async (tx) => ({
    found: await partners(tx, { kind, q, after: cursor }),
    known: await suites(tx),
  }));
  const here = `${HERE}/kinds/${kind}`;
  return page(
    c,
    { title: say(c.get('locale'))('Partners', 'Partenaires') },
    <PartnersPage
      locale={c.get('locale')}
      suites={known}
      kind={kind}
      q={q}
      rows={found.rows}
      nextHref={
        found.next ? hrefWith(here, { q, name: found.next.name, after: found.next.id }) : undefined
      }
      firstHref={cursor ? hrefWith(here, { q }) : undefined}
    />,
  );
}

type ShownOnce = { link?: string; apiKey?: string };

/** What an operator's page needs of other rooms: the suites a buyer may be connected as. */
export type PartnerProviders = {
  readonly suites: (tx: TxCtx) => Promise<readonly Suite[]>;
};

async function one(
  c: WebContext,
  { id, shown = {}, suites }: { id: string; shown?: ShownOnce } & PartnerProviders,
): Promise<Response> {
  const ctx = manager(c);
  const locale = c.get('locale');
  const found = await read(ctx, async (tx) => {
    const view = await partner(tx, id);
    const subjects = [
      `organisation:${id}`,
      ...view.connections.map((connection) => `trading_connection:${connection.id}`),
    ];
    const history = ctx.actor.permissions.has('audit.read')
      ? await recordTimeline(tx, { subjects })
      : [];
    const { kind } = view.organisation;
    return {
      partner: view,
      history: history.slice(-HISTORY_SHOWN).reverse(),
      places: kind === 'buyer' ? await deliveryAddresses(tx, id) : [],
      centres: kind === 'buyer' ? await costCentres(tx, id) : [],
      mandate: kind === 'seller' ? await mandateOf(tx, id) : undefined,
      suites: await suites(tx),
    };
  });
  const { organisation } = found.partner;
  const title = organisation.tradingName;
  return page(
    c,
    {
      title,
      titleBadge: <ActiveBadge active={organisation.active} locale={locale} />,
      breadcrumbs: [
        { label: say(locale)('Partners', 'Partenaires'), href: HERE },
        {
          label: organisationKindWords[organisation.kind][locale],
          href: `${HERE}/kinds/${organisation.kind}`,
        },
        { label: title },
      ],
      actions: <PartnerActions locale={locale} organisation={organisation} />,
    },
    <PartnerPage locale={locale} secretLeast={SECRET_CHARACTERS_MIN} shown={shown} {...found} />,
  );
}

type Change = (
  ctx: Ctx,
  connectionId: string,
  form: Record<string, unknown>,
) => Promise<{ organisationId: string }>;

function changes(c: WebContext, fn: Change): Promise<Response> {
  const ctx = manager(c);
  const connectionId = idIn(c, 'connection');
  return formOf(c)
    .then((form) => fn(ctx, connectionId, form))
    .then(({ organisationId }) =>
      c.redirect(`${HERE}/${organisationId}?done=saved#connection-${connectionId}`, 303),
    );
}

/** Organisations and their connections; each form posts to one command. */
export function partnerRoutes(providers: PartnerProviders): Web {
  const connection = `${HERE}/connections/:id`;
  return web()
    .get(HERE, (c) => list(c, 'buyer', providers))
    .get(`${HERE}/kinds/:kind`, (c) => {
      const kind = partnerKind.safeParse(c.req.param('kind'));
      if (!kind.success) throw new Problem('not_found', { what: 'kind', id: c.req.param('kind') });
      return list(c, kind.data, providers);
    })
    .route(
      '/',
      onboardingRoutes({
        showOnce: (c, id, shown) => one(c, { id, shown, ...providers }),
        ...providers,
      }),
    )
    .get(`${HERE}/:id`, (c) => one(c, { id: idIn(c, 'organisation'), ...providers }))
    .post(connection, (c) =>
      changes(c, (ctx, connectionId, form) =>
        editConnection(ctx, { connectionId, ...validate(connectionForm, form) }),
      ),
    )
    .post(`${connection}/state`, (c) =>
      changes(c, (ctx, connectionId, form) =>
        setConnectionState(ctx, { connectionId, ...validate(stateForm, form) }),
      ),
    )
    .post(`${connection}/origin`, (c) =>
      changes(c, (ctx, connectionId) => resetFormPostOrigin(ctx, { connectionId })),
    )
    .post(`${connection}/secret`, (c) =>
      changes(c, (ctx, connectionId, form) =>
        addSecret(ctx, { connectionId, ...validate(secretForm, form) }),
      ),
    )
    .post(`${connection}/secret/promote`, (c) =>
      changes(c, (ctx, connectionId) => promoteSecret(ctx, { connectionId })),
    )
    .post(`${connection}/secret/withdraw`, (c) =>
      changes(c, (ctx, connectionId) => withdrawSecret(ctx, { connectionId })),
    );
}
