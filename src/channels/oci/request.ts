import {
  connectionProfile,
  type OciCallUp,
  type OciCallUpRules,
  ociCharset,
  ociLogin,
  parseOciCallUp,
  readFormFields,
  type SuiteProfile,
  secretsMatch,
} from '../../../punchout/index.ts';
import { localeFrom, Problem } from '../../base/index.ts';
import {
  type Organisation,
  organisation,
  secretsOf,
  TradingConnection,
} from '../../domain/parties/index.ts';
import type { WebContext } from '../../platform/http/index.ts';
import type { Ctx, TxCtx } from '../../platform/index.ts';
import { checkFormPost } from '../cxml/setup.ts';

export type OciFields = readonly (readonly [string, string])[];

/** A call-up as it came: the bytes for the log, and its fields, those of the query first. */
export type OciRequest = {
  readonly raw: Uint8Array;
  readonly contentType: string;
  readonly fields: OciFields;
};

const FORM = 'application/x-www-form-urlencoded';

function pairs(bytes: Uint8Array, charset?: ReturnType<typeof ociCharset>): [string, string][] {
  return readFormFields(bytes, charset).map(({ name, value }) => [name, value]);
}

async function multipart(bytes: Uint8Array, contentType: string): Promise<[string, string][]> {
  try {
    const answer = new Response(Buffer.from(bytes), { headers: { 'content-type': contentType } });
    return [...(await answer.formData()).entries()].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, value] as [string, string]] : [],
    );
  } catch {
    throw new Problem('request.invalid', { path: 'body', reason: 'it is no form' });
  }
}

/**
 * The fields of a call-up by GET or POST, in whatever order: those of the query first, then the form's. A form
 * is read in the charset it names; systems without Unicode name none and are recognised by their bytes.
 */
export async function readOciRequest(c: WebContext): Promise<OciRequest> {
  const query = Buffer.from(new URL(c.req.url).search.slice(1), 'latin1');
  if (c.req.method === 'GET') return { raw: query, contentType: FORM, fields: pairs(query) };
  const body = new Uint8Array(await c.req.arrayBuffer());
  const contentType = c.req.header('content-type') ?? FORM;
  if (/^multipart\/form-data/i.test(contentType)) {
    const posted = await multipart(body, contentType);
    return { raw: body, contentType, fields: [...pairs(query), ...posted] };
  }
  const named = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1];
  const both =
    query.length > 0 && body.length > 0 ? [query, Buffer.from('&'), body] : [query, body];
  return {
    raw: Buffer.concat(both),
    contentType: FORM,
    fields: [...pairs(query), ...pairs(body, ociCharset(named))],
  };
}

/** Who calls, over which connection, and what for. */
export type OciCaller = {
  readonly callUp: OciCallUp;
  readonly connection: TradingConnection;
  readonly buyer: Organisation;
  readonly profile: SuiteProfile;
  /** Where items are posted, checked; HOOK_URL's own fields are in `callUp.returnFields`. */
  readonly action: string;
};

const NOBODY = 'no connection has this secret';

/** Unknown connection, wrong user, wrong password and a closed buyer are one answer, and take as long. */
async function prove(
  tx: TxCtx,
  {
    name,
    connection,
    login,
  }: {
    name: string;
    connection: TradingConnection | null;
    login: { username: string; password: string };
  },
): Promise<{ connection: TradingConnection; buyer: Organisation }> {
  const secrets = connection ? secretsOf(tx, connection) : [NOBODY];
  const isUser = secretsMatch(login.username, [connection?.name ?? name]);
  const isProved = secretsMatch(login.password, secrets);
  if (!connection?.active || !isUser || !isProved) throw new Problem('oci.unauthorized');
  const buyer = await organisation(tx, connection.organisationId);
  if (buyer.kind !== 'buyer' || !buyer.active) throw new Problem('oci.unauthorized');
  return { connection, buyer };
}

function hookOf(
  ctx: Ctx,
  { callUp, connection, profile }: Pick<OciCaller, 'callUp' | 'connection' | 'profile'>,
): string {
  // SAP GUI takes the form itself; which installation may do so is the profile's word.
  if (/^sapevent:/i.test(callUp.hook.action)) return callUp.hook.action;
  return checkFormPost(callUp.hook.action, {
    lockedOrigin: connection.formPostOrigin,
    allowLoopback: ctx.services.config.allowLoopbackHttp,
    // As for cXML: a placeholder while the connection is under test. No items are posted there.
    deploymentMode:
      profile.oci?.schemes.includes('http') && connection.deploymentMode === 'test'
        ? 'test'
        : 'production',
    code: 'oci.hook_url',
  });
}

/**
 * The caller behind the fields. The proof comes first: what is wrong with HOOK_URL or FUNCTION is told to
 * partners only. Refusals: `oci.field_missing`, `oci.unauthorized`, `oci.hook_url`, `oci.function_unknown`.
 */
export async function ociCaller(
  tx: TxCtx,
  { name, fields }: { name: string; fields: OciFields },
): Promise<OciCaller> {
  const found = await tx.em.findOne(TradingConnection, { protocol: 'oci', name });
  const profile = connectionProfile(found ?? { profile: 'sap-oci', profileOverlay: {} });
  const schemes = profile.oci?.schemes ?? ['https'];
  const rules: OciCallUpRules = {
    schemes: tx.services.config.allowLoopbackHttp ? [...schemes, 'http'] : schemes,
    usernameField: profile.oci?.usernameField ?? 'USERNAME',
    passwordField: profile.oci?.passwordField ?? 'PASSWORD',
  };
  const login = ociLogin(fields, rules);
  const { connection, buyer } = await prove(tx, { name, connection: found, login });
  const callUp = parseOciCallUp(fields, rules);
  const action = hookOf(tx, { callUp, connection, profile });
  return { callUp, connection, buyer, profile, action };
}

/** The language of the pages: SAP's own one-letter keys too (`F`, `E`); otherwise the buyer's. */
export function localeOf({ callUp, buyer }: Pick<OciCaller, 'callUp' | 'buyer'>) {
  const asked = callUp.language?.toLowerCase();
  if (!asked) return buyer.locale;
  return localeFrom(asked === 'f' ? 'fr' : asked === 'e' ? 'en' : asked);
}
