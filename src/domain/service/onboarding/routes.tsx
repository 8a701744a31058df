import { Problem, say } from '../../../base/index.ts';
import { formOf, validate, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../../platform/index.ts';
import { activateMandate, signMandate } from '../../invoicing/index.ts';
import {
  addCredential,
  changeUser,
  createConnection,
  createOrganisation,
  editOrganisation,
  faultsOf,
  inviteAgain,
  inviteUser,
  issueApiKey,
  keepCostCentre,
  keepDeliveryAddress,
  type Organisation,
  type OrganisationFacts,
  organisation,
  page,
  removeCredential,
  setOrganisationState,
} from '../../parties/index.ts';
import { idIn, reader } from '../routes/support.ts';
import type { Suite } from './connection-panels.tsx';
import {
  connectionForm,
  costCentreForm,
  credentialForm,
  editForm,
  inviteForm,
  mandateForm,
  organisationForm,
  placeForm,
  stateForm,
  userForm,
} from './forms.ts';
import { type Faults, OrganisationForm } from './organisation-form.tsx';

const HERE = '/operator/partners';

function manager(c: WebContext): Ctx {
  return reader(c, { audience: 'operator', permission: 'partner.manage' });
}

function blank(kind: OrganisationFacts['kind']): OrganisationFacts {
  return organisationForm.parse({ kind, country: 'FR' });
}

function factsOf(one: Organisation): OrganisationFacts {
  const text = (value: string | null | undefined): string => value ?? '';
  return {
    kind: one.kind,
    legalName: one.legalName,
    tradingName: one.tradingName,
    registrationNumber: text(one.registrationNumber),
    establishmentNumber: text(one.establishmentNumber),
    vatId: text(one.vatId),
    vatRegime: one.vatRegime,
    legalForm: text(one.legalForm),
    register: text(one.register),
    gln: text(one.gln),
    street: one.address.street,
    postalCode: one.address.postalCode,
    city: one.address.city,
    country: one.country,
    locale: one.locale,
    email: text(one.email),
    iban: text(one.iban),
    bic: text(one.bic),
    commissionBp: one.commissionBp,
    paymentDays: one.paymentDays,
  };
}

type Shown = { readonly facts: OrganisationFacts; readonly faults: Faults };

function newTitle(c: WebContext, kind: OrganisationFacts['kind']): string {
  const t = say(c.get('locale'));
  return kind === 'buyer' ? t('New buyer', 'Nouvel acheteur') : t('New seller', 'Nouveau vendeur');
}

function newPage(c: WebContext, { facts, faults }: Shown): Promise<Response> {
  const locale = c.get('locale');
  const title = newTitle(c, facts.kind);
  if (Object.keys(faults).length > 0) c.status(422);
  return page(
    c,
    {
      title,
      breadcrumbs: [
        { label: say(locale)('Partners', 'Partenaires'), href: `${HERE}/kinds/${facts.kind}` },
        { label: title },
      ],
    },
    <OrganisationForm
      locale={locale}
      facts={facts}
      faults={faults}
      action={`${HERE}/new`}
      cancelHref={`${HERE}/kinds/${facts.kind}`}
    />,
  );
}

function editPage(
  c: WebContext,
  { id, version, facts, faults }: Shown & { id: string; version: number },
): Promise<Response> {
  const locale = c.get('locale');
  const t = say(locale);
  if (Object.keys(faults).length > 0) c.status(422);
  return page(
    c,
    {
      title: t('Change the facts', 'Modifier les informations'),
      breadcrumbs: [
        { label: t('Partners', 'Partenaires'), href: `${HERE}/kinds/${facts.kind}` },
        { label: facts.tradingName, href: `${HERE}/${id}` },
        { label: t('Facts', 'Informations') },
      ],
    },
    <OrganisationForm
      locale={locale}
      facts={facts}
      faults={faults}
      version={version}
      action={`${HERE}/${id}/facts`}
      cancelHref={`${HERE}/${id}`}
    />,
  );
}

async function createPosted(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const facts = validate(organisationForm, await formOf(c));
  if (facts.kind === 'operator') throw new Problem('access.denied', { permission: 'operator' });
  const faults = faultsOf(facts);
  if (Object.keys(faults).length > 0) return newPage(c, { facts, faults });
  const { organisationId } = await createOrganisation(ctx, facts);
  return c.redirect(`${HERE}/${organisationId}?done=saved`, 303);
}

async function editPosted(c: WebContext): Promise<Response> {
  const ctx = manager(c);
  const id = idIn(c, 'organisation');
  const form = await formOf(c);
  const facts = validate(organisationForm, form);
  const { version } = validate(editForm, form);
  const faults = faultsOf(facts);
  if (Object.keys(faults).length > 0) return editPage(c, { id, version, facts, faults });
  await editOrganisation(ctx, { organisationId: id, version, facts });
  return c.redirect(`${HERE}/${id}?done=saved`, 303);
}

/** Posts that change one thing of an organisation and come back to its page. */
function done(c: WebContext, organisationId: string, anchor: string): Response {
  return c.redirect(`${HERE}/${organisationId}?done=saved#${anchor}`, 303);
}

/** What is shown once travels in the answer itself, never in an address. */
type ShowOnce = (
  c: WebContext,
  organisationId: string,
  shown: { link?: string; apiKey?: string },
) => Promise<Response>;

type OnboardingProviders = {
  readonly showOnce: ShowOnce;
  /** The suites that a buyer's connection may be, with what each speaks. */
  readonly suites: (tx: TxCtx) => Promise<readonly Suite[]>;
};

function people(showOnce: ShowOnce): Web {
  return web()
    .post(`${HERE}/:id/people`, async (c) => {
      const organisationId = idIn(c, 'organisation');
      const { approvalLimit, ...person } = validate(inviteForm, await formOf(c));
      const invited = { organisationId, ...person, approvalLimitMinor: approvalLimit };
      const { link } = await inviteUser(manager(c), invited);
      return showOnce(c, organisationId, { link });
    })
    .post(`${HERE}/people/:id`, async (c) => {
      const form = validate(userForm, await formOf(c));
      const { organisationId } = await changeUser(manager(c), {
        userId: idIn(c, 'person'),
        ...form,
      });
      return done(c, organisationId, 'people');
    })
    .post(`${HERE}/people/:id/invite`, async (c) => {
      const { organisationId, link } = await inviteAgain(manager(c), { userId: idIn(c, 'person') });
      return link === undefined
        ? done(c, organisationId, 'people')
        : showOnce(c, organisationId, { link });
    });
}

function connections({ showOnce, suites }: OnboardingProviders): Web {
  const connection = `${HERE}/connections/:id`;
  return web()
    .post(`${HERE}/:id/connections`, async (c) => {
      const organisationId = idIn(c, 'organisation');
      const form = validate(connectionForm, await formOf(c));
      const ctx = manager(c);
      const suite = (await read(ctx, suites)).find(({ id }) => id === form.profile);
      if (!suite) throw new Problem('not_found', { what: 'suite', id: form.profile });
      const protocol = form.protocol ?? suite.protocol;
      const { connectionId } = await createConnection(ctx, { ...form, organisationId, protocol });
      return done(c, organisationId, `connection-${connectionId}`);
    })
    .post(`${connection}/identities`, async (c) => {
      const connectionId = idIn(c, 'connection');
      const form = validate(credentialForm, await formOf(c));
      const { organisationId } = await addCredential(manager(c), { connectionId, ...form });
      return done(c, organisationId, `connection-${connectionId}`);
    })
    .post(`${connection}/identities/remove`, async (c) => {
      const connectionId = idIn(c, 'connection');
      const form = validate(credentialForm, await formOf(c));
      const { organisationId } = await removeCredential(manager(c), { connectionId, ...form });
      return done(c, organisationId, `connection-${connectionId}`);
    })
    .post(`${connection}/api-key`, async (c) => {
      const { organisationId, apiKey } = await issueApiKey(manager(c), {
        connectionId: idIn(c, 'connection'),
      });
      return showOnce(c, organisationId, { apiKey });
    });
}

/**
 * Entering partners: organisations, their people, places, cost centres, connections and a seller's mandate.
 * `showOnce` answers with the partner's page and what is shown this once.
 */
export function onboardingRoutes({ showOnce, suites }: OnboardingProviders): Web {
  return web()
    .get(`${HERE}/new`, (c) => {
      manager(c);
      return newPage(c, {
        facts: blank(c.req.query('kind') === 'seller' ? 'seller' : 'buyer'),
        faults: {},
      });
    })
    .post(`${HERE}/new`, createPosted)
    .get(`${HERE}/:id/facts`, async (c) => {
      const id = idIn(c, 'organisation');
      const found = await read(manager(c), (tx) => organisation(tx, id));
      return editPage(c, { id, version: found.version, facts: factsOf(found), faults: {} });
    })
    .post(`${HERE}/:id/facts`, editPosted)
    .post(`${HERE}/:id/state`, async (c) => {
      const organisationId = idIn(c, 'organisation');
      const { state } = validate(stateForm, await formOf(c));
      await setOrganisationState(manager(c), { organisationId, state });
      return done(c, organisationId, 'facts');
    })
    .post(`${HERE}/:id/places`, async (c) => {
      const organisationId = idIn(c, 'organisation');
      const place = validate(placeForm, await formOf(c));
      await keepDeliveryAddress(manager(c), { organisationId, place });
      return done(c, organisationId, 'places');
    })
    .post(`${HERE}/:id/cost-centres`, async (c) => {
      const organisationId = idIn(c, 'organisation');
      const centre = validate(costCentreForm, await formOf(c));
      await keepCostCentre(manager(c), { organisationId, ...centre });
      return done(c, organisationId, 'places');
    })
    .post(`${HERE}/:id/mandate`, async (c) => {
      const sellerId = idIn(c, 'organisation');
      const { signedOn, series } = validate(mandateForm, await formOf(c));
      const ctx = manager(c);
      await signMandate(ctx, { sellerId, series, signedOn: Temporal.PlainDate.from(signedOn) });
      await activateMandate(ctx, { sellerId });
      return done(c, sellerId, 'mandate');
    })
    .route('/', people(showOnce))
    .route('/', connections({ showOnce, suites }));
}
