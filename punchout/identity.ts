import type { Contact, PunchOutSetupRequest } from './cxml/index.ts';

/** Which extrinsics name the user, most telling first; compared without case. */
export type IdentityExtrinsics = {
  readonly email: readonly string[];
  readonly uniqueName: readonly string[];
  readonly fullName: readonly string[];
  readonly firstName: readonly string[];
  readonly lastName: readonly string[];
};

/** What suites are known to send; no extrinsic is guaranteed (punch-out reference §1). */
export const commonIdentityExtrinsics: IdentityExtrinsics = {
  email: ['UserEmail', 'Email'],
  uniqueName: ['UniqueName', 'UniqueUsername', 'User'],
  fullName: ['UserFullName', 'UserPrintableName'],
  firstName: ['FirstName'],
  lastName: ['LastName'],
};

/**
 * The person behind a punch-out. `key` is what a returning user is recognised by within one buyer:
 * the e-mail address in lower case, else the suite's own user name as written.
 */
export type PunchOutUser = {
  readonly key: { readonly by: 'email' | 'unique_name'; readonly value: string } | undefined;
  readonly email: string | undefined;
  readonly uniqueName: string | undefined;
  readonly name: string | undefined;
};

function emailIn(text: string | undefined): string | undefined {
  const trimmed = text?.trim();
  return trimmed !== undefined && /^[^\s@]+@[^\s@]+$/.test(trimmed) ? trimmed : undefined;
}

/** The end user among the contacts, else the first that has an address. */
function userContact(contacts: readonly Contact[]): Contact | undefined {
  return (
    contacts.find(({ role }) => role?.toLowerCase() === 'enduser') ??
    contacts.find(({ email }) => emailIn(email) !== undefined) ??
    contacts[0]
  );
}

/**
 * Who the user of a setup request is, by any of the places suites use: e-mail from an extrinsic, a
 * Contact or the ShipTo; then the unique name. All undefined when nobody is named: the caller decides
 * whether a shared session will do.
 */
export function userOf(
  setup: Pick<PunchOutSetupRequest, 'extrinsics' | 'contacts' | 'shipTo'>,
  names: IdentityExtrinsics = commonIdentityExtrinsics,
): PunchOutUser {
  const values = new Map<string, string>();
  for (const { name, value } of setup.extrinsics) {
    const key = name.trim().toLowerCase();
    if (value !== '' && !values.has(key)) values.set(key, value);
  }
  const first = (wanted: readonly string[]): string | undefined =>
    wanted.flatMap((name) => values.get(name.toLowerCase()) ?? [])[0];
  const emails = names.email.flatMap((name) => emailIn(values.get(name.toLowerCase())) ?? []);
  const contact = userContact(setup.contacts);
  const email = emails[0] ?? emailIn(contact?.email) ?? emailIn(setup.shipTo?.email);
  const uniqueName = first(names.uniqueName);
  const parts = [first(names.firstName), first(names.lastName)].filter(
    (part) => part !== undefined,
  );
  const composed = parts.length > 0 ? parts.join(' ') : undefined;
  const name = first(names.fullName) ?? composed ?? (contact?.name || undefined);
  return { key: keyOf({ email, uniqueName }), email, uniqueName, name };
}

function keyOf(found: {
  email: string | undefined;
  uniqueName: string | undefined;
}): PunchOutUser['key'] {
  if (found.email !== undefined) return { by: 'email', value: found.email.toLowerCase() };
  if (found.uniqueName !== undefined) return { by: 'unique_name', value: found.uniqueName };
  return undefined;
}
