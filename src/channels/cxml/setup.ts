import {
  bookingOf,
  buildSetupResponse,
  type Content,
  type CxmlDocument,
  connectionProfile,
  type PunchOutSetupRequest,
  userOf,
  withoutEcoLines,
} from '../../../punchout/index.ts';
import { localeFrom, Problem } from '../../base/index.ts';
import {
  isLoopback,
  startVisit,
  type VisitStart,
  visitStatements,
} from '../../domain/purchasing/index.ts';
import type { Ctx, ExchangeNote, Statement, TxCtx } from '../../platform/index.ts';
import { profileLink } from '../profiles/index.ts';
import { type Answer, envelope, text } from './answer.ts';
import type { Partner } from './authenticate.ts';

/**
 * Checks the address that a cart is to go to: https without user information; plain http on loopback where the
 * installation allows it for tests; and only the partner's own origin once that is locked. A connection in test
 * mode may name plain http anywhere, for suites are set up with placeholders first: the visit opens, and the
 * page that would post there refuses (`isPostable`).
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
  // A host may hold signs that end a directive in the policy of the page that posts to it.
  if (!/^[\w.-]+$|^\[[\da-f:.]+\]$/i.test(parsed.hostname)) return refuse('its host is no name');
  if (lockedOrigin && parsed.origin !== lockedOrigin)
    return refuse(`this connection returns to ${lockedOrigin}`);
  return parsed.href;
}

export type Setup = {
  readonly document: CxmlDocument;
  readonly setup: PunchOutSetupRequest;
  readonly partner: Partner;
  readonly exchangeId: string;
};

/** Where this setup's cart goes. */
function formPostOf(ctx: Ctx, { setup, partner }: Setup): string | undefined {
  if (setup.browserFormPost === undefined) return undefined;
  const { connection } = partner;
  return checkFormPost(setup.browserFormPost.trim(), {
    lockedOrigin: connection.formPostOrigin,
    allowLoopback: ctx.services.config.allowLoopbackHttp,
    deploymentMode: connection.deploymentMode,
  });
}

/** No address, or plain http, is noted on the exchange: no basket is posted; production refuses plain http. */
export function formPostNotes(
  url: string | undefined,
  element: 'BrowserFormPost' | 'HOOK_URL' = 'BrowserFormPost',
): ExchangeNote[] {
  if (url === undefined) {
    const message = `The setup names no ${element}: the visit opens, but nothing of it can go back. Send the address that takes the basket.`;
    return [{ code: 'form_post_missing', element, message }];
  }
  if (!url.startsWith('http:') || isLoopback(new URL(url))) return [];
  const message = `${element} ${url} is plain http: the visit opens in test mode, but no basket is posted there, and production refuses it. Use https.`;
  return [{ code: 'form_post_http', element, message }];
}

const SELECTED_MAX = 200;

/** `SelectedItem` as a place in the shop: part number or category, and auxiliary id; none is the whole store. */
function selected({
  selectedItem,
}: Content<PunchOutSetupRequest>): Pick<VisitStart, 'startAt' | 'startAuxiliaryId'> {
  const named = (text: string | undefined): string | undefined =>
    text?.trim().slice(0, SELECTED_MAX) || undefined;
  return {
    startAt: named(selectedItem?.supplierPartId),
    startAuxiliaryId: named(selectedItem?.supplierPartAuxiliaryId),
  };
}

/** What a PunchOutSetupRequest asks for. No named user is no obstacle: the visit is then the connection's own. */
function visitAsked(ctx: Ctx, asked: Setup): VisitStart {
  const { document, setup, partner, exchangeId } = asked;
  if (setup.operation === 'source')
    throw new Problem('cxml.not_implemented', { element: 'operation="source"' });
  const { connection, organisation } = partner;
  if (organisation.kind !== 'buyer') throw new Problem('cxml.unauthorized');
  const profile = connectionProfile(connection);
  const user = userOf(setup, profile.identity);
  const email = (user.email ?? `${user.uniqueName ?? 'shared'}@${connection.name}`).slice(0, 254);
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
      ...bookingOf(setup.extrinsics, profile),
    },
    browserFormPost: formPostOf(ctx, asked),
    locale: document.lang ? localeFrom(document.lang) : organisation.locale,
    deploymentMode: connection.deploymentMode === 'test' ? 'test' : document.deploymentMode,
    ...selected(setup),
    // «generic» is our word, not one that the person knows.
    suite: profile.id === 'generic' ? '' : profile.label,
    frame: profile.frame,
    operationAllowed: profile.return.operationAllowed,
    // The éco-participation comes again with the line it belongs to.
    items: withoutEcoLines(setup.items).map((item) => ({
      auxiliaryId: item.itemId.supplierPartAuxiliaryId,
      quantity: item.quantity,
      sku: item.itemId.supplierPartId.trim(),
      description: item.detail?.descriptions[0]?.text,
    })),
    exchangeId,
  };
}

/** The answer with the StartPage address: unique, ten minutes, once. */
function setupAnswer(
  ctx: Ctx,
  { setup, partner }: Setup,
  { start, begun }: { start: VisitStart; begun: { sessionId: string; startToken: string } },
): Answer {
  const version = connectionProfile(partner.connection).versions.PunchOutSetupResponse;
  const startPage = `${ctx.services.config.publicUrl}/p/${begun.startToken}/start`;
  const bytes = buildSetupResponse(envelope(ctx), { startPage }, version ? { version } : {});
  return {
    xml: text(bytes),
    links: [
      { type: 'punch_out_session', id: begun.sessionId, label: setup.operation },
      profileLink(partner.connection),
    ],
    keys: [setup.buyerCookie],
    advisories: formPostNotes(start.browserFormPost),
  };
}

/** PunchOutSetupRequest → a visit. `source` is not served (450). */
export async function setUpVisit(tx: TxCtx, asked: Setup): Promise<Answer> {
  const start = visitAsked(tx, asked);
  return setupAnswer(tx, asked, { start, begun: await startVisit(tx, start) });
}

/** A setup that brings no lines: all that is written for it is known beforehand. */
export function isPlainSetup(payload: CxmlDocument['payload']): boolean {
  return payload.kind === 'PunchOutSetupRequest' && payload.operation === 'create';
}

/**
 * The same as statements with the answer they will have earned: nearly all setups are such that nothing
 * needs to be read before it is written. Undefined for those that bring lines to restore.
 */
export function setUpTogether(
  ctx: Ctx,
  asked: Setup,
): { answer: Answer; statements: readonly Statement[] } | undefined {
  if (!isPlainSetup(asked.setup)) return undefined;
  const start = visitAsked(ctx, asked);
  const begun = visitStatements(ctx, start);
  return { answer: setupAnswer(ctx, asked, { start, begun }), statements: begun.statements };
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
