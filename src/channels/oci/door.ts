import { encodeOciItems, type OciFunction, type SuiteProfile } from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import {
  isPostable,
  openVisit,
  startVisit,
  type VisitStart,
} from '../../domain/purchasing/index.ts';
import {
  type Allowance,
  type Attempts,
  clientAddress,
  doorContext,
  failureCounter,
  limitBody,
  unprovedAllowance,
  type Web,
  type WebContext,
  web,
} from '../../platform/http/index.ts';
import {
  actingFor,
  type Ctx,
  noteExchange,
  permissionsOf,
  read,
  recordExchange,
  write,
} from '../../platform/index.ts';
import { formPostNotes } from '../cxml/setup.ts';
import { admit, type Proven } from '../cxml/unproved.ts';
import { backgroundSearch, charsetOf, detailedProduct, validateProduct } from './functions.ts';
import { type OciReply, ociNote, replyPage } from './reply.tsx';
import { localeOf, type OciCaller, type OciRequest, ociCaller, readOciRequest } from './request.ts';
import { sellerOfVendor } from './vendor.ts';

/** A call-up is a form of some fields. */
const BODY_MAX = 1_000_000;

type Called = { readonly caller: OciCaller; readonly exchangeId: string };

/** The buyer's own sight and rights, in the language of its pages. */
function buyerContext(ctx: Ctx, caller: OciCaller): Ctx {
  const acting = actingFor(ctx, {
    organisationId: caller.buyer.id,
    kind: 'buyer',
    name: `OCI ${caller.connection.name}`,
    permissions: permissionsOf(['requester']),
  });
  return { ...acting, locale: localeOf(caller) };
}

/** What the returned basket's form needs beside its fields; kept with the visit. */
function returnForm({ callUp, profile }: OciCaller) {
  return {
    charset: charsetOf({ callUp, profile }),
    ...(callUp.target ? { target: callUp.target } : {}),
  };
}

function suiteName({ id, label }: SuiteProfile): string {
  return id === 'generic' ? '' : label;
}

function visitAsked({ caller, exchangeId }: Called): VisitStart {
  const { callUp, connection, buyer, profile, action } = caller;
  return {
    connectionId: connection.id,
    buyerId: buyer.id,
    protocol: 'oci',
    // DETAIL only shows; SAP's own basket is changed by VALIDATE or a new call-up.
    operation: callUp.function === 'DETAIL' ? 'inspect' : 'create',
    user: { email: `oci@${connection.name}`, name: buyer.tradingName },
    buyerCookie: '',
    setupPayloadId: exchangeId,
    parties: { returnForm: returnForm(caller) },
    browserFormPost: action,
    formFields: callUp.returnFields,
    locale: localeOf(caller),
    deploymentMode: connection.deploymentMode,
    startAt: undefined,
    suite: suiteName(profile),
    frame: profile.frame,
    items: [],
    exchangeId,
  };
}

/** SOURCING's results: the words, and the seller that VENDOR named. */
function shopPage(asked: { q: string | undefined; seller: string | undefined }): string {
  const query = Object.entries(asked).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
  );
  return `/shop?${query.join('&')}`;
}

/** The path inside the visit that a call-up opens at, or nothing: the catalogue's first page. */
async function firstPage(ctx: Ctx, caller: OciCaller): Promise<string | undefined> {
  const { callUp, buyer, profile } = caller;
  if (callUp.function === 'DETAIL') {
    const asked = { callUp, profile, buyerId: buyer.id };
    const productId = await read(buyerContext(ctx, caller), (tx) => detailedProduct(tx, asked));
    return `/products/${productId}`;
  }
  if (callUp.function !== 'SOURCING') return undefined;
  const seller = await read(buyerContext(ctx, caller), (tx) =>
    sellerOfVendor(tx, { vendor: callUp.vendor, profile }),
  );
  if (callUp.searchString === undefined && !seller)
    throw new Problem('oci.field_missing', { field: 'SEARCHSTRING' });
  return shopPage({ q: callUp.searchString, seller: seller?.id });
}

/** A call-up by a person → a visit; the address to go to. */
async function beginVisit(ctx: Ctx, called: Called): Promise<string> {
  const { caller, exchangeId } = called;
  const page = await firstPage(ctx, caller);
  const { startToken } = await write(ctx, async (tx) => {
    const begun = await startVisit(tx, visitAsked(called));
    await noteExchange(tx, exchangeId, {
      state: 'accepted',
      partnerId: caller.buyer.id,
      connectionId: caller.connection.id,
      advisories: formPostNotes(caller.action, 'HOOK_URL'),
      links: [
        {
          type: 'punch_out_session',
          id: begun.sessionId,
          label: caller.callUp.function ?? 'create',
        },
      ],
    });
    return begun;
  });
  if (page === undefined) return `/p/${startToken}/start`;
  return `/p/${await openVisit(ctx, startToken)}${page}`;
}

const DIRECT = { VALIDATE: validateProduct, BACKGROUND_SEARCH: backgroundSearch } as const;

function isDirect(name: OciFunction | undefined): name is keyof typeof DIRECT {
  return name !== undefined && Object.hasOwn(DIRECT, name);
}

/** VALIDATE and BACKGROUND_SEARCH: worked out and posted back at once; the reply is logged as a basket is. */
async function answerAtOnce(
  ctx: Ctx,
  { caller, exchangeId, name }: Called & { name: keyof typeof DIRECT },
): Promise<OciReply> {
  const { callUp, buyer, connection, profile, action } = caller;
  if (!isPostable(action, ctx.services.config))
    throw new Problem('oci.hook_url', { reason: 'items are posted over https only' });
  const charset = charsetOf(caller);
  const asked = { callUp, profile, buyerId: buyer.id };
  const { items, notes, log } = await read(buyerContext(ctx, caller), (tx) =>
    DIRECT[name](tx, asked),
  );
  const encoded = encodeOciItems(items, { charset });
  const fields = [...callUp.returnFields, ...encoded.fields];
  const advisories = [...notes, ...log, ...encoded.notes.map(ociNote)];
  const content = Buffer.from(
    new URLSearchParams(fields.map((field) => [field.name, field.value])).toString(),
  );
  await write(ctx, async (tx) => {
    const replyId = await recordExchange(tx, {
      direction: 'out',
      channel: 'oci',
      kind: `OCI ${name}`,
      contentType: 'application/x-www-form-urlencoded',
      partnerId: buyer.id,
      connectionId: connection.id,
      state: 'sent',
      content,
    });
    if (advisories.length > 0) await noteExchange(tx, replyId, { advisories });
    await noteExchange(tx, exchangeId, {
      state: 'accepted',
      partnerId: buyer.id,
      connectionId: connection.id,
      kind: `OCI ${name}`,
      links: [{ type: 'exchange', id: replyId, label: 'reply' }],
    });
  });
  return {
    action,
    fields,
    charset,
    target: callUp.target,
    ancestors: profile.frame.ancestors,
    locale: localeOf(caller),
    buyerName: buyer.tradingName,
    items: items.length,
    notes,
  };
}

async function carryOut(
  c: WebContext,
  {
    ctx,
    name,
    request,
    exchangeId,
    proven,
  }: {
    ctx: Ctx;
    name: string;
    request: OciRequest;
    exchangeId: string;
    proven: Proven;
  },
): Promise<Response> {
  const caller = await read(ctx, (tx) => ociCaller(tx, { name, fields: request.fields }));
  proven();
  const called = { caller, exchangeId };
  const wanted = caller.callUp.function;
  if (isDirect(wanted)) return replyPage(c, await answerAtOnce(ctx, { ...called, name: wanted }));
  return c.redirect(await beginVisit(ctx, called), 303);
}

/** The caller, with a wrong password counted although nothing is stored of the call-up. */
async function callerOf(
  ctx: Ctx,
  {
    name,
    fields,
    attempts,
    keys,
  }: { name: string; fields: OciRequest['fields']; attempts: Attempts; keys: readonly string[] },
): Promise<OciCaller> {
  try {
    return await read(ctx, (tx) => ociCaller(tx, { name, fields }));
  } catch (error) {
    if (error instanceof Problem && error.code === 'oci.unauthorized')
      attempts.failed(keys, ctx.now());
    throw error;
  }
}

async function takeCallUp(
  c: WebContext,
  { attempts, unproved }: { attempts: Attempts; unproved: Allowance },
): Promise<Response> {
  const ctx = doorContext(c, 'oci');
  const name = c.req.param('connection') ?? '';
  const from = clientAddress(c);
  const keys = [`${from}|${name}`];
  attempts.refuse(keys, ctx.now());
  const request = await readOciRequest(c);
  const proven = await admit(ctx, {
    allowance: unproved,
    from,
    bytes: request.raw.byteLength,
    prove: () => callerOf(ctx, { name, fields: request.fields, attempts, keys }),
  });
  const exchangeId = await recordExchange(ctx, {
    direction: 'in',
    channel: 'oci',
    kind: 'OCI call-up',
    content: request.raw,
    contentType: request.contentType,
  });
  try {
    return await carryOut(c, { ctx, name, request, exchangeId, proven });
  } catch (error) {
    if (error instanceof Problem) {
      if (error.code === 'oci.unauthorized') attempts.failed(keys, ctx.now());
      await noteExchange(ctx, exchangeId, {
        state: 'refused',
        errors: [{ code: error.code, message: error.text('en') }],
      });
    }
    throw error;
  }
}

/**
 * `GET` and `POST /oci/:connection`: the call-up of SAP's Open Catalog Interface (4.0, functions of 5.0). A
 * catalogue call, DETAIL and SOURCING lead a person into the shop; VALIDATE and BACKGROUND_SEARCH answer with
 * the form to HOOK_URL itself.
 */
export function ociDoor(): Web {
  const app = web();
  const attempts = failureCounter({ failuresMax: 20, windowMinutes: 15 });
  const unproved = unprovedAllowance();
  app.on(['GET', 'POST'], '/oci/:connection', limitBody(BODY_MAX), (c) =>
    takeCallUp(c, { attempts, unproved }),
  );
  return app;
}
