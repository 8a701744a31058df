import { type Locale, Problem, randomToken } from '../../../base/index.ts';
import {
  audit,
  type Ctx,
  hashPassword,
  lookupHash,
  queueMail,
  read,
  type TxCtx,
  write,
} from '../../../platform/index.ts';
import {
  LoginSession,
  Organisation,
  PasswordLink,
  SignInAttempt,
  UserAccount,
} from '../entities.ts';
import { invitationMail, resetMail } from './mails.ts';
import { requireMarketplace } from './organisations.ts';
import { checkPassword, checkRoles, isEmail } from './rules.ts';

const INVITATION_HOURS = 72;
const RESET_HOURS = 2;
/** Links for one person within a quarter of an hour: more is somebody's game with a mailbox. */
const RESETS_MAX = 3;

/** A link by which its holder sets the person's password once; earlier unused ones end. */
async function newLink(
  tx: TxCtx,
  { userId, purpose }: { userId: string; purpose: 'invitation' | 'reset' },
): Promise<string> {
  const token = randomToken();
  const hours = purpose === 'invitation' ? INVITATION_HOURS : RESET_HOURS;
  await tx.em.nativeUpdate(
    PasswordLink,
    { userId, usedAt: null, expiresAt: { $gt: tx.now() } },
    { expiresAt: tx.now() },
  );
  tx.em.create(PasswordLink, {
    id: tx.newId(),
    userId,
    purpose,
    tokenHash: lookupHash(tx.services.config.key, `password ${token}`),
    createdAt: tx.now(),
    expiresAt: tx.now().add({ hours }),
    usedAt: null,
  });
  await tx.em.flush();
  return `${tx.services.config.publicUrl}/password/${token}`;
}

export type Invitation = {
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly roles: readonly string[];
  readonly locale: Locale;
  /** What an approver may approve alone, cents; absent: nothing is set. */
  readonly approvalLimitMinor?: bigint | undefined;
};

/**
 * Makes a person's account and mails the link with which the password is set, good for 72 hours. Refuses an
 * address that is none (`parties.field`), one that is in use (`parties.email_taken`) and roles of another
 * kind of organisation (`parties.roles`). Answers with the link, for an installation without mail.
 */
export async function inviteUser(
  ctx: Ctx,
  { organisationId, roles, locale, ...person }: Invitation,
): Promise<{ userId: string; link: string }> {
  requireMarketplace(ctx);
  const email = person.email.trim().toLowerCase();
  const name = person.name.trim();
  if (!isEmail(email)) throw new Problem('parties.field', { field: 'email', fault: 'email' });
  if (name === '') throw new Problem('parties.field', { field: 'name', fault: 'required' });
  return write(ctx, async (tx) => {
    const organisation = await tx.em.findOne(Organisation, { id: organisationId });
    if (!organisation) throw new Problem('not_found', { what: 'organisation', id: organisationId });
    const held = checkRoles(organisation.kind, roles);
    if (await tx.em.findOne(UserAccount, { email }))
      throw new Problem('parties.email_taken', { email });
    const userId = tx.newId();
    tx.em.create(UserAccount, {
      id: userId,
      organisationId,
      email,
      name,
      passwordHash: null,
      roles: held,
      locale,
      approvalLimitMinor: person.approvalLimitMinor ?? null,
      createdAt: tx.now(),
    });
    await tx.em.flush();
    const link = await newLink(tx, { userId, purpose: 'invitation' });
    const mail = invitationMail({
      name,
      organisation: organisation.tradingName,
      link,
      hours: INVITATION_HOURS,
    });
    await queueMail(tx, { to: email, organisationId, ...mail[locale] });
    await audit(tx, {
      action: 'user.invited',
      subject: `user_account:${userId}`,
      detail: { organisationId, email, roles: held },
    });
    return { userId, link };
  });
}

async function personOf(tx: TxCtx, userId: string): Promise<UserAccount> {
  const user = await tx.em.findOne(UserAccount, { id: userId });
  if (!user) throw new Problem('not_found', { what: 'person', id: userId });
  return user;
}

/**
 * Sends a person's invitation again; the earlier link ends. Answers with the link only while the account has no
 * password: later it is the person's own, and a colleague who could read the link could sign in as them.
 */
export async function inviteAgain(
  ctx: Ctx,
  { userId }: { userId: string },
): Promise<{ organisationId: string; link?: string }> {
  requireMarketplace(ctx);
  return write(ctx, async (tx) => {
    const user = await personOf(tx, userId);
    if (!user.active) throw new Problem('parties.closed', { name: user.name });
    const { organisationId, email, name, locale } = user;
    const organisation = await tx.em.findOneOrFail(Organisation, { id: organisationId });
    const link = await newLink(tx, { userId, purpose: 'invitation' });
    const mail = invitationMail({
      name,
      organisation: organisation.tradingName,
      link,
      hours: INVITATION_HOURS,
    });
    await queueMail(tx, { to: email, organisationId, ...mail[locale] });
    await audit(tx, { action: 'user.invited_again', subject: `user_account:${userId}` });
    return { organisationId, ...(user.passwordHash ? {} : { link }) };
  });
}

/**
 * Changes what a person may do, or closes the account: its browsers are signed out in the same transaction.
 * Nobody closes the account they act with (`parties.own_account`).
 */
export async function changeUser(
  ctx: Ctx,
  {
    userId,
    roles,
    state,
  }: { userId: string; roles: readonly string[]; state: 'active' | 'inactive' },
): Promise<{ organisationId: string }> {
  requireMarketplace(ctx);
  return write(ctx, async (tx) => {
    const user = await personOf(tx, userId);
    const { organisationId } = user;
    const organisation = await tx.em.findOneOrFail(Organisation, { id: organisationId });
    const own = tx.actor.userId === userId;
    const held = checkRoles(organisation.kind, roles);
    if (own && (state === 'inactive' || !held.includes('operator')))
      throw new Problem('parties.own_account');
    const before = { roles: user.roles, active: user.active };
    tx.em.assign(user, { roles: held, active: state === 'active' });
    if (state === 'inactive') await tx.em.nativeDelete(LoginSession, { userId });
    await audit(tx, {
      action: 'user.changed',
      subject: `user_account:${userId}`,
      detail: { organisationId, before, after: { roles: held, active: state === 'active' } },
    });
    return { organisationId };
  });
}

/**
 * Somebody forgot a password: mails a link good for two hours when the address has an open account that was
 * invited or has a password (people who come by punch-out only have none and get none), at most
 * three in a quarter of an hour. Says nothing either way, so that no address can be tried out.
 */
export async function requestPasswordReset(ctx: Ctx, { email }: { email: string }): Promise<void> {
  await write(ctx, async (tx) => {
    const user = await tx.em.findOne(UserAccount, {
      email: email.trim().toLowerCase(),
      active: true,
    });
    const organisation =
      user && (await tx.em.findOne(Organisation, { id: user.organisationId, active: true }));
    if (!user || !organisation) return;
    const { id: userId } = user;
    const invited = await tx.em.count(PasswordLink, { userId, purpose: 'invitation' });
    if (user.passwordHash === null && invited === 0) return;
    const recent = await tx.em.count(PasswordLink, {
      userId: user.id,
      createdAt: { $gt: tx.now().subtract({ minutes: 15 }) },
    });
    if (recent >= RESETS_MAX) return;
    const link = await newLink(tx, { userId: user.id, purpose: 'reset' });
    const mail = resetMail({ name: user.name, link, hours: RESET_HOURS });
    await queueMail(tx, {
      to: user.email,
      organisationId: user.organisationId,
      ...mail[user.locale],
    });
    await audit(tx, { action: 'user.password_reset_asked', subject: `user_account:${user.id}` });
  });
}

/** Whom a password link is for; undefined when it is unknown, used, over, or its account closed. */
export async function passwordLinkFor(
  ctx: Ctx,
  token: string,
): Promise<{ name: string; email: string; locale: Locale } | undefined> {
  return read(ctx, async (tx) => {
    const found = await openLink(tx, token);
    return found && { name: found.user.name, email: found.user.email, locale: found.user.locale };
  });
}

async function openLink(
  tx: TxCtx,
  token: string,
): Promise<{ link: PasswordLink; user: UserAccount } | undefined> {
  const tokenHash = lookupHash(tx.services.config.key, `password ${token}`);
  const link = await tx.em.findOne(PasswordLink, {
    tokenHash,
    usedAt: null,
    expiresAt: { $gt: tx.now() },
  });
  const user = link && (await tx.em.findOne(UserAccount, { id: link.userId, active: true }));
  return link && user ? { link, user } : undefined;
}

/**
 * Sets the password of a link's person. The link is spent, every browser of the person is signed out and
 * failed guesses are forgotten, in one transaction. Refuses a link that is not good (`parties.password_link`)
 * and a weak password (`parties.password`).
 */
export async function setPassword(
  ctx: Ctx,
  { token, password }: { token: string; password: string },
): Promise<{ email: string }> {
  const person = await passwordLinkFor(ctx, token);
  if (!person) throw new Problem('parties.password_link');
  checkPassword(password, person);
  const passwordHash = await hashPassword(password);
  return write(ctx, async (tx) => {
    const found = await openLink(tx, token);
    if (!found) throw new Problem('parties.password_link');
    const { link, user } = found;
    link.usedAt = tx.now();
    user.passwordHash = passwordHash;
    await tx.em.nativeDelete(LoginSession, { userId: user.id });
    await tx.em.nativeDelete(SignInAttempt, {
      addressHash: lookupHash(tx.services.config.key, `sign-in ${user.email}`),
    });
    await audit(tx, {
      action: 'user.password_set',
      subject: `user_account:${user.id}`,
      detail: { by: link.purpose },
    });
    return { email: user.email };
  });
}
