import { Problem } from '../../src/base/index.ts';

/** What the catalogue is asked to do; without one the user shops. */
export type OciFunction = 'DETAIL' | 'VALIDATE' | 'BACKGROUND_SEARCH' | 'SOURCING';

export type OciField = { readonly name: string; readonly value: string };

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
  const hiddenFields = [...url.searchParams].map(([name, value]) => ({ name, value }));
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
  return {
    username: need(rules.usernameField),
    password: need(rules.passwordField),
    hook: ociHook(need('HOOK_URL'), rules.schemes),
    function: functionOf(take('FUNCTION')),
    productId: take('PRODUCTID'),
    quantity: take('QUANTITY'),
    searchString: take('SEARCHSTRING'),
    vendor: take('VENDOR'),
    target: take('~TARGET', 'returntarget'),
    okCode: take('~OkCode'),
    caller: take('~CALLER'),
    ociVersion: take('OCI_VERSION', 'OPI_VERSION'),
    language: take('sap-language', 'LANGUAGE'),
    others: [...left.values()],
  };
}
