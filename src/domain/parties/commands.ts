import { Problem, randomToken } from '../../base/index.ts';
import {
  type Actor,
  audit,
  contextFor,
  type Ctx,
  lookupHash,
  passwordMatches,
  permissionsOf,
  privileged,
  read,
  type Services,
  systemContext,
  type TxCtx,
  write,
} from '../../platform/index.ts';
import { LoginSession, Organisation, UserAccount } from './entities.ts';

const SESSION_HOURS = 12;
/** A hash of no password, so that an unknown address takes as long as a wrong password. */
const DECOY = 'argon2id.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

/**
 * Signs a person in. Returns the token for the cookie; only its keyed hash is kept. Unknown address, wrong
 * password and closed account are refused alike (`access.login_failed`).
 */
export async function signIn(ctx: Ctx, { email, password }: { email: string; password: string }): Promise<string> {
  const user = await read(ctx, (tx) => tx.em.findOne(UserAccount, { email: email.trim().toLowerCase() }));
  const matches = await passwordMatches(user?.passwordHash ?? DECOY, password);
  if (!user?.passwordHash || !user.active || !matches) throw new Problem('access.login_failed');
  const token = randomToken();
  await write(ctx, async (tx) => {
    tx.em.create(LoginSession, {
      tokenHash: lookupHash(tx.services.config.key, token),
      userId: user.id,
      csrfToken: randomToken(128),
      createdAt: tx.now(),
      expiresAt: tx.now().add({ hours: SESSION_HOURS }),
    });
    await audit(tx, { action: 'user.signed_in', subject: `user_account:${user.id}` });
  });
  return token;
}

/** Ends a browser's session; an unknown token is no error. */
export async function signOut(ctx: Ctx, token: string): Promise<void> {
  await write(ctx, (tx) => tx.em.nativeDelete(LoginSession, { tokenHash: lookupHash(tx.services.config.key, token) }));
}

/** Who acts when this person does: their organisation's rows, their roles' permissions. */
export function actorOf(user: UserAccount, organisation: Organisation): Actor {
  return {
    name: user.name,
    userId: user.id,
    organisationId: organisation.id,
    organisationKind: organisation.kind,
    scope: organisation.kind === 'operator' ? 'operator' : 'party',
    permissions: permissionsOf(user.roles),
  };
}

/** The context of a signed-in browser, or undefined when its session is unknown, over, or its account closed. */
export async function sessionContext(
  services: Services,
  { token, requestId }: { token: string; requestId: string },
): Promise<Ctx | undefined> {
  const system = systemContext(services, 'session', requestId);
  return read(system, async (tx) => {
    const session = await tx.em.findOne(LoginSession, { tokenHash: lookupHash(services.config.key, token) });
    if (!session || Temporal.Instant.compare(session.expiresAt, tx.now()) <= 0) return undefined;
    const user = await tx.em.findOne(UserAccount, { id: session.userId, active: true });
    const organisation = user && (await tx.em.findOne(Organisation, { id: user.organisationId, active: true }));
    if (!user || !organisation) return undefined;
    return contextFor(services, { actor: actorOf(user, organisation), locale: user.locale, requestId });
  });
}

/**
 * The account of a person whom a buyer's suite names: found by e-mail address (or suite name) within that
 * buyer, created without a password otherwise. A person of another organisation is never taken over: the
 * address is then kept apart by the buyer's id.
 */
export async function ensurePunchOutUser(
  tx: TxCtx,
  { organisationId, email, name, locale }: { organisationId: string; email: string; name: string; locale: 'en' | 'fr' },
): Promise<UserAccount> {
  return privileged(tx, async ({ em }) => {
    const address = email.trim().toLowerCase();
    const own = `${address}#${organisationId}`;
    const found = await em.find(UserAccount, { organisationId, email: { $in: [address, own] } });
    if (found[0]) return found[0];
    const taken = await em.count(UserAccount, { email: address });
    const user = em.create(UserAccount, {
      id: tx.newId(),
      organisationId,
      email: taken > 0 ? own : address,
      name,
      passwordHash: null,
      roles: ['requester'],
      locale,
      active: true,
      createdAt: tx.now(),
    });
    await em.flush();
    return user;
  });
}
