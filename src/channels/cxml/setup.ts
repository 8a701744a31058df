import {
  buildSetupResponse,
  type Content,
  type CxmlDocument,
  type PunchOutSetupRequest,
  resolveProfile,
  userOf,
} from '../../../punchout/index.ts';
import { localeFrom, Problem } from '../../base/index.ts';
import { startVisit, type VisitStart, visitStatements } from '../../domain/purchasing/index.ts';
import type { Ctx, Statement, TxCtx } from '../../platform/index.ts';
import { type Answer, envelope, text } from './answer.ts';
import type { Partner } from './authenticate.ts';

/**
 * Checks where a cart may be posted: https without user information; plain http on loopback where the
 * installation allows it for tests, and anywhere for a connection in test mode (suites are set up with
 * placeholders first); and only the partner's own origin once that is locked.
 */
export function checkFormPost(
  url: string,
  {
    lockedOrigin,
    allowLoopback,
    deploymentMode = 'production',
    code = 'cxml.form_post_url',
  }: {
    lockedOrigin: string | null | undefined;
    allowLoopback: boolean;
    deploymentMode?: 'test' | 'production';
    code?: 'cxml.form_post_url' | 'oci.hook_url';
  },
): string {
  const parsed = URL.parse(url);
  const refuse = (reason: string): never => {
    throw new Problem(code, { reason });
  };
  if (!parsed) return refuse(`“${url}” is not an absolute address`);
  const plain = (isLoopback(parsed) && allowLoopback) || deploymentMode === 'test';
  if (parsed.protocol !== 'https:' && !(parsed.protocol === 'http:' && plain)) {
    return refuse('only https is allowed');
  }
  if (parsed.username || parsed.password) return refuse('it holds a user name');
  if (lockedOrigin && parsed.origin !== lockedOrigin)
    return refuse(`this connection returns to ${lockedOrigin}`);
  return parsed.href;
}

/** Where this setup's cart goes; plain http is noted on the exchange, for production will refuse it. */
async function formPostOf(
  tx: TxCtx,
  {
    setup,
    partner,
    exchangeId,
  }: { setup: PunchOutSetupRequest; partner: Partner; exchangeId: string },
): Promise<string | undefined> {
  if (setup.browserFormPost === undefined) return undefined;
  const { connection } = partner;
  const url = checkFormPost(setup.browserFormPost.trim(), {
    lockedOrigin: connection.formPostOrigin,
    allowLoopback: tx.services.config.allowLoopbackHttp,
    deploymentMode: connection.deploymentMode,
  });
  if (!url.startsWith('https:') && !isLoopback(new URL(url))) {
    const message = `BrowserFormPost ${url} is plain http: accepted in test mode, refused in production. Use https.`;
    await noteExchange(tx, exchangeId, {
      advisories: [{ code: 'form_post_http', element: 'BrowserFormPost', message }],
    });
  }
  return url;
}

/** `SelectedItem` as a place in the shop: the part number, when one was named. */
function startAt(setup: Content<PunchOutSetupRequest>): string | undefined {
  const part = setup.selectedItem?.supplierPartId.trim();
  return part ? part : undefined;
}

export type Setup = {
  readonly document: CxmlDocument;
  readonly setup: PunchOutSetupRequest;
  readonly partner: Partner;
  readonly exchangeId: string;
};

/** What a PunchOutSetupRequest asks for. No named user is no obstacle: the visit is then the connection's own. */
function visitAsked(ctx: Ctx, { document, setup, partner, exchangeId }: Setup): VisitStart {
  if (setup.operation === 'source')
    throw new Problem('cxml.not_implemented', { element: 'operation="source"' });
  const { connection, organisation } = partner;
  const { config } = ctx.services;
  const profile = resolveProfile(connection.profile, connection.profileOverlay as never);
  const user = userOf(setup, profile.identity);
  const email = user.email ?? `${user.uniqueName ?? 'shared'}@${connection.name}`;
  return {
    connectionId: connection.id,
    buyerId: organisation.id,
    protocol: 'cxml',
    operation: setup.operation,
    user: { email, name: user.name ?? user.uniqueName ?? email },
    buyerCookie: setup.buyerCookie,
    setupPayloadId: document.payloadId,
    parties: {
      from: withoutSecrets(document.header?.from),
      to: withoutSecrets(document.header?.to),
    },
    browserFormPost:
      setup.browserFormPost === undefined
        ? undefined
        : checkFormPost(setup.browserFormPost.trim(), {
            lockedOrigin: connection.formPostOrigin,
            allowLoopback: config.allowLoopbackHttp,
          }),
    locale: document.lang ? localeFrom(document.lang) : organisation.locale,
    deploymentMode: connection.deploymentMode === 'test' ? 'test' : document.deploymentMode,
    startAt: startAt(setup),
    items: setup.items.map((item) => ({
      auxiliaryId: item.itemId.supplierPartAuxiliaryId,
      quantity: item.quantity,
    })),
    exchangeId,
  };
}

/** The answer with the StartPage address: unique, ten minutes, once. */
function setupAnswer(
  ctx: Ctx,
  { setup, partner }: Setup,
  started: { sessionId: string; startToken: string },
): Answer {
  const { profile, profileOverlay } = partner.connection;
  const version = resolveProfile(profile, profileOverlay as never).versions.PunchOutSetupResponse;
  const startPage = `${ctx.services.config.publicUrl}/p/${started.startToken}/start`;
  const bytes = buildSetupResponse(envelope(ctx), { startPage }, version ? { version } : {});
  return {
    xml: text(bytes),
    links: [{ type: 'punch_out_session', id: started.sessionId, label: setup.operation }],
    keys: [setup.buyerCookie],
  };
}

/** PunchOutSetupRequest → a visit. `source` is not served (450). */
export async function setUpVisit(tx: TxCtx, asked: Setup): Promise<Answer> {
  return setupAnswer(tx, asked, await startVisit(tx, visitAsked(tx, asked)));
}

/**
 * The same as statements with the answer they will have earned: nearly all setups are such that nothing
 * needs to be read before it is written. Undefined for those that bring lines to restore.
 */
export function setUpTogether(
  ctx: Ctx,
  asked: Setup,
): { answer: Answer; statements: readonly Statement[] } | undefined {
  if (asked.setup.operation !== 'create') return undefined;
  const begun = visitStatements(ctx, visitAsked(ctx, asked));
  return { answer: setupAnswer(ctx, asked, begun), statements: begun.statements };
}

function withoutSecrets(
  party:
    | { credentials: readonly { domain: string; identity: string; type?: string | undefined }[] }
    | undefined,
) {
  return (party?.credentials ?? []).map(({ domain, identity, type }) => ({
    domain,
    identity,
    ...(type ? { type } : {}),
  }));
}
