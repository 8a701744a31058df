import {
  type Content,
  type CxmlDocument,
  type PunchOutSetupRequest,
  resolveProfile,
  userOf,
} from '../../../punchout/index.ts';
import { localeFrom, Problem } from '../../base/index.ts';
import { startVisit } from '../../domain/purchasing/index.ts';
import { noteExchange, type TxCtx } from '../../platform/index.ts';
import type { Partner } from './authenticate.ts';

function isLoopback({ hostname }: URL): boolean {
  return ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}

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
  }: {
    lockedOrigin: string | null | undefined;
    allowLoopback: boolean;
    deploymentMode?: 'test' | 'production';
  },
): string {
  const parsed = URL.parse(url);
  const refuse = (reason: string): never => {
    throw new Problem('cxml.form_post_url', { reason });
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

/**
 * PunchOutSetupRequest → a visit. Returns the StartPage address: unique, ten minutes, once. `source` is not
 * served (450). No named user is no obstacle: the visit is then the connection's own.
 */
export async function setUpVisit(
  tx: TxCtx,
  {
    document,
    setup,
    partner,
    exchangeId,
  }: { document: CxmlDocument; setup: PunchOutSetupRequest; partner: Partner; exchangeId: string },
): Promise<{ startPage: string; sessionId: string }> {
  if (setup.operation === 'source')
    throw new Problem('cxml.not_implemented', { element: 'operation="source"' });
  const { connection, organisation } = partner;
  const profile = resolveProfile(connection.profile, connection.profileOverlay as never);
  const user = userOf(setup, profile.identity);
  const email = user.email ?? `${user.uniqueName ?? 'shared'}@${connection.name}`;
  const started = await startVisit(tx, {
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
    browserFormPost: await formPostOf(tx, { setup, partner, exchangeId }),
    locale: document.lang ? localeFrom(document.lang) : organisation.locale,
    deploymentMode: connection.deploymentMode === 'test' ? 'test' : document.deploymentMode,
    startAt: startAt(setup),
    items: setup.items.map((item) => ({
      auxiliaryId: item.itemId.supplierPartAuxiliaryId,
      quantity: item.quantity,
    })),
    exchangeId,
  });
  return {
    startPage: `${tx.services.config.publicUrl}/p/${started.startToken}/start`,
    sessionId: started.sessionId,
  };
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
