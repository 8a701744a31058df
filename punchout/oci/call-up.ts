import { Problem } from '../../src/base/index.ts';
import { type OciCharset, type OciField, ociCharset, readFormFields } from './form.ts';

/** What the catalogue is asked to do; without one the user shops. */
export type OciFunction = 'DETAIL' | 'VALIDATE' | 'BACKGROUND_SEARCH' | 'SOURCING';

/** Where the items go: `action` without its query, whose parts travel as hidden fields. */
export type OciHook = { readonly action: string; readonly hiddenFields: readonly OciField[] };

export type OciCallUp = {
  readonly username: string;
  readonly password: string;
  readonly hook: OciHook;
  readonly function: OciFunction | undefined;
  readonly productId: string | undefined;
  readonly quantity: string | undefined;
  readonly searchString: string | undefined;
  readonly vendor: string | undefined;
  /** The frame to post into (`~TARGET` or `returntarget`). */
  readonly target: string | undefined;
  readonly okCode: string | undefined;
  readonly caller: string | undefined;
  readonly ociVersion: string | undefined;
  readonly language: string | undefined;
  /** What the calling system says it reads (`http_content_charset`); otherwise the profile decides. */
  readonly charset: OciCharset | undefined;
  /**
   * What goes back beside the items: HOOK_URL's own query, and the three parameters that an ITS-based SAP
   * system needs to see again (`~OkCode`, `~TARGET`, `~CALLER`; OCI 4.0, «Return»), names as written.
   */
  readonly returnFields: readonly OciField[];
  /** Every other parameter, names as written. */
  readonly others: readonly OciField[];
};

export type OciScheme = 'https' | 'http' | 'sapevent';

export type OciCallUpRules = {
  /** Accepted schemes of HOOK_URL; `http` and `sapevent` (SAP GUI) only where a profile says so. */
  readonly schemes: readonly OciScheme[];
  /** Each buyer's call structure names its own login parameters. */
  readonly usernameField: string;
  readonly passwordField: string;
};

export const defaultOciRules: OciCallUpRules = {
  schemes: ['https'],
  usernameField: 'USERNAME',
  passwordField: 'PASSWORD',
};

const FUNCTIONS: readonly OciFunction[] = ['DETAIL', 'VALIDATE', 'BACKGROUND_SEARCH', 'SOURCING'];

function refuseHook(reason: string): never {
  throw new Problem('oci.hook_url', { reason });
}

/**
 * The hook as a form: a browser drops the query of a form's action on GET and some gateways on POST, so
 * its parameters become hidden fields. Refuses schemes not allowed, credentials in the address, and what
 * is no address at all (`oci.hook_url`). Nothing is ever fetched from it.
 */
export function ociHook(text: string, schemes: readonly OciScheme[]): OciHook {
  const trimmed = text.trim();
  if (/^sapevent:/i.test(trimmed)) {
    if (!schemes.includes('sapevent')) refuseHook('SAPEVENT addresses are not allowed here');
    return { action: trimmed, hiddenFields: [] };
  }
  const url = URL.parse(trimmed);
  if (!url) return refuseHook('it is not an absolute address');
  const scheme = url.protocol.replace(/:$/, '');
  if (scheme !== 'https' && !(scheme === 'http' && schemes.includes('http'))) {
    refuseHook('only https is allowed');
  }
  if (url.username !== '' || url.password !== '') refuseHook('it holds credentials');
  // Not `searchParams`: a system without Unicode escapes its letters as Latin-1.
  const hiddenFields = readFormFields(Buffer.from(url.search.slice(1), 'latin1'));
  url.search = '';
  url.hash = '';
  return { action: url.href, hiddenFields };
}

function functionOf(text: string | undefined): OciFunction | undefined {
  if (text === undefined) return undefined;
  const found = FUNCTIONS.find((one) => one === text.toUpperCase());
  if (!found) {
    throw new Problem('oci.function_unknown', { name: text, known: FUNCTIONS.join(', ') });
  }
  return found;
}

/** User name and password of a call-up, for the proof that comes before anything else is judged. */
export function ociLogin(
  fields: Iterable<readonly [string, string]>,
  rules: Pick<OciCallUpRules, 'usernameField' | 'passwordField'>,
): { username: string; password: string } {
  const found = new Map<string, string>();
  for (const [name, value] of fields) {
    const key = name.trim().toUpperCase();
    if (!found.has(key)) found.set(key, value.trim());
  }
  const need = (field: string): string => {
    const value = found.get(field.toUpperCase());
    if (!value) throw new Problem('oci.field_missing', { field });
    return value;
  };
  return { username: need(rules.usernameField), password: need(rules.passwordField) };
}

const ECHOED = ['~OKCODE', '~TARGET', '~CALLER'];

/** HOOK_URL's fields, then the echoed ones that it does not hold itself. */
function fieldsToReturn(hook: OciHook, given: ReadonlyMap<string, OciField>): OciField[] {
  const held = new Set(hook.hiddenFields.map(({ name }) => name.toUpperCase()));
  const echoed = ECHOED.flatMap((name) => (held.has(name) ? [] : (given.get(name) ?? [])));
  return [...hook.hiddenFields, ...echoed];
}

/**
 * The frame the reply is posted into, from `~TARGET` or `returntarget`: one of HTML's own words or a frame's
 * name; anything else is no frame.
 */
function frameName(text: string | undefined): string | undefined {
  return text !== undefined && /^(_(self|top|parent|blank)|[A-Za-z][\w.-]{0,63})$/i.test(text)
    ? text
    : undefined;
}

/**
 * Reads the parameters a buyer's SAP system calls the catalogue with (OCI 4.0, functions of 5.0), from a
 * query or a form; names without case, the first of repeated ones counts. Refuses a missing user name,
 * password or HOOK_URL (`oci.field_missing`), an unknown FUNCTION (`oci.function_unknown`) and a HOOK_URL that is not allowed (`oci.hook_url`).
 */
export function parseOciCallUp(
  fields: Iterable<readonly [string, string]>,
  rules: OciCallUpRules = defaultOciRules,
): OciCallUp {
  const left = new Map<string, OciField>();
  for (const [name, value] of fields) {
    const key = name.trim().toUpperCase();
    if (!left.has(key)) left.set(key, { name, value });
  }
  const given = new Map(left);
  const take = (...names: readonly string[]): string | undefined => {
    const values = names.map((name) => {
      const field = left.get(name.toUpperCase());
      left.delete(name.toUpperCase());
      return field?.value.trim();
    });
    return values.find((value) => value !== undefined && value !== '');
  };
  const need = (field: string): string => {
    const value = take(field);
    if (value === undefined) throw new Problem('oci.field_missing', { field });
    return value;
  };
  const [username, password] = [need(rules.usernameField), need(rules.passwordField)];
  const hook = ociHook(need('HOOK_URL'), rules.schemes);
  const returnFields = fieldsToReturn(hook, given);
  return {
    username,
    password,
    hook,
    returnFields,
    function: functionOf(take('FUNCTION')),
    productId: take('PRODUCTID'),
    quantity: take('QUANTITY'),
    searchString: take('SEARCHSTRING'),
    vendor: take('VENDOR'),
    target: frameName(take('~TARGET', 'returntarget')),
    okCode: take('~OkCode'),
    caller: take('~CALLER'),
    ociVersion: take('OCI_VERSION', 'OPI_VERSION'),
    language: take('sap-language', 'LANGUAGE'),
    charset: ociCharset(
      take('http_content_charset', '~http_content_charset') ??
        returnFields.find(({ name }) => /^~?http_content_charset$/i.test(name))?.value,
    ),
    others: [...left.values()],
  };
}
