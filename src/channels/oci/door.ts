import {
  type OciCallUp,
  parseOciCallUp,
  resolveProfile,
  secretsMatch,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { organisation, secretsOf, TradingConnection } from '../../domain/parties/index.ts';
import { startVisit } from '../../domain/purchasing/index.ts';
import { doorContext, formOf, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { type Ctx, noteExchange, recordExchange, type TxCtx, write } from '../../platform/index.ts';
import { checkFormPost } from '../cxml/setup.ts';

async function connectionFor(
  tx: TxCtx,
  { name, callUp }: { name: string; callUp: OciCallUp },
): Promise<TradingConnection> {
  const connection = await tx.em.findOne(TradingConnection, {
    protocol: 'oci',
    name,
    active: true,
  });
  // Unknown connection, wrong user and wrong password are one answer.
  if (
    !connection ||
    callUp.username !== name ||
    !secretsMatch(callUp.password, secretsOf(tx, connection))
  ) {
    throw new Problem('cxml.unauthorized');
  }
  return connection;
}

/** An OCI call-up → a visit. Returns the start address. Functions other than the catalogue are not served yet. */
async function callUpVisit(
  ctx: Ctx,
  { name, fields, exchangeId }: { name: string; fields: [string, string][]; exchangeId: string },
): Promise<string> {
  return write(ctx, async (tx) => {
    const known = await tx.em.findOne(TradingConnection, { protocol: 'oci', name });
    const profile = resolveProfile(known?.profile ?? 'sap-oci', known?.profileOverlay as never);
    const { config } = tx.services;
    const schemes = profile.oci?.schemes ?? ['https'];
    const callUp = parseOciCallUp(fields, {
      schemes: config.allowLoopbackHttp ? [...schemes, 'http'] : schemes,
      usernameField: profile.oci?.usernameField ?? 'USERNAME',
      passwordField: profile.oci?.passwordField ?? 'PASSWORD',
    });
    const connection = await connectionFor(tx, { name, callUp });
    if (callUp.function)
      throw new Problem('cxml.not_implemented', { element: `OCI function ${callUp.function}` });
    const buyer = await organisation(tx, connection.organisationId);
    if (buyer.kind !== 'buyer' || !buyer.active) throw new Problem('cxml.unauthorized');
    const { startToken, sessionId } = await startVisit(tx, {
      connectionId: connection.id,
      buyerId: buyer.id,
      protocol: 'oci',
      operation: 'create',
      user: { email: `oci@${connection.name}`, name: buyer.tradingName },
      buyerCookie: '',
      setupPayloadId: exchangeId,
      parties: {},
      browserFormPost: /^sapevent:/i.test(callUp.hook.action)
        ? callUp.hook.action
        : checkFormPost(callUp.hook.action, {
            lockedOrigin: connection.formPostOrigin,
            allowLoopback: config.allowLoopbackHttp,
            code: 'oci.hook_url',
          }),
      formFields: Object.fromEntries(
        callUp.hook.hiddenFields.map((field) => [field.name, field.value]),
      ),
      locale: buyer.locale,
      deploymentMode: connection.deploymentMode,
      startAt: undefined,
      items: [],
      exchangeId,
    });
    await noteExchange(tx, exchangeId, {
      state: 'accepted',
      partnerId: buyer.id,
      connectionId: connection.id,
      links: [{ type: 'punch_out_session', id: sessionId, label: 'create' }],
    });
    return startToken;
  });
}

/** A field's text; a file or a list has none. */
function single(value: string | File | (string | File)[]): string {
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' ? first : '';
}

async function takeCallUp(c: WebContext, fields: [string, string][]): Promise<Response> {
  const ctx = doorContext(c, 'oci');
  const name = c.req.param('connection') ?? '';
  const raw = new URLSearchParams(fields).toString();
  const exchangeId = await recordExchange(ctx, {
    direction: 'in',
    channel: 'oci',
    kind: 'OCI call-up',
    content: Buffer.from(raw),
    contentType: 'application/x-www-form-urlencoded',
  });
  try {
    const startToken = await callUpVisit(ctx, { name, fields, exchangeId });
    return c.redirect(`/p/${startToken}/start`, 303);
  } catch (error) {
    if (error instanceof Problem) {
      await noteExchange(ctx, exchangeId, {
        state: 'refused',
        errors: [{ code: error.code, message: error.text('en') }],
      });
    }
    throw error;
  }
}

/** `GET` and `POST /oci/:connection`: the call-up of SAP's Open Catalog Interface (OCI 4.0). */
export function ociDoor(): Web {
  const app = web();
  app.get('/oci/:connection', (c) => takeCallUp(c, [...new URL(c.req.url).searchParams.entries()]));
  app.post('/oci/:connection', async (c) => {
    const form = await formOf(c);
    const query = [...new URL(c.req.url).searchParams.entries()] as [string, string][];
    const posted = Object.entries(form).map(([key, value]): [string, string] => [
      key,
      single(value),
    ]);
    return takeCallUp(c, [...query, ...posted]);
  });
  return app;
}
