import { Problem, randomToken } from '../../base/index.ts';
import {
  type Actor,
  audit,
  type Ctx,
  contextFor,
  lookupHash,
  micros,
  passwordMatches,
  permissionsOf,
  privileged,
  read,
  rowsGiven,
  type Services,
  type Statement,
  systemContext,
  type TxCtx,
  write,
  writeStatement,
} from '../../platform/index.ts';
import { LoginSession, Organisation, SignInAttempt, UserAccount } from './entities.ts';

const SESSION_HOURS = 12;
/** A hash of no password, so that an unknown address takes as long as a wrong password. */
const DECOY = 'argon2id.AAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA';

const FAILURES_MAX = 10;
const WINDOW_MINUTES = 15;

/** Refuses an address with ten wrong passwords within a quarter of an hour (`request.rate_limited`). */
async function refuseGuessing(tx: TxCtx, addressHash: string): Promise<void> {
  const attempt = await tx.em.findOne(SignInAttempt, { addressHash });
  if (!attempt || attempt.failures < FAILURES_MAX) return;
  const seconds = Math.ceil(tx.now().until(attempt.resetAt).total('seconds'));
  if (seconds > 0) throw new Problem('request.rate_limited', { seconds });
}

/** One statement, so that guesses at once are all counted. */
async function countFailure(ctx: Ctx, addressHash: string): Promise<void> {
  await write(ctx, (tx) => {
    const now = tx.now();
    const resetAt = now.add({ minutes: WINDOW_MINUTES }).toString();
    return tx.em.execute(
      `insert into sign_in_attempt as a (address_hash, failures, reset_at) values (?, 1, ?)
       on conflict (address_hash) do update set
         failures = case when a.reset_at <= ?::timestamptz then 1 else a.failures + 1 end,
         reset_at = case when a.reset_at <= ?::timestamptz then excluded.reset_at else a.reset_at end`,
      [addressHash, resetAt, now.toString(), now.toString()],
    );
  });
}

/**
 * Signs a person in. Returns the token for the cookie; only its keyed hash is kept. Unknown address, wrong
 * password and closed account are refused alike (`access.login_failed`); the eleventh guess in a quarter of
 * an hour is refused before the password is looked at.
 */
export async function signIn(
  ctx: Ctx,
  { email, password }: { email: string; password: string },
): Promise<string> {
  const address = email.trim().toLowerCase();
  const addressHash = lookupHash(ctx.services.config.key, `sign-in ${address}`);
  const user = await read(ctx, async (tx) => {
    await refuseGuessing(tx, addressHash);
    return tx.em.findOne(UserAccount, { email: address });
  });
  const matches = await passwordMatches(user?.passwordHash ?? DECOY, password);
  if (!user?.passwordHash || !user.active || !matches) {
    await countFailure(ctx, addressHash);
    throw new Problem('access.login_failed');
  }
  const token = randomToken();
  await write(ctx, async (tx) => {
    await tx.em.nativeDelete(SignInAttempt, { addressHash });
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
  await write(ctx, (tx) =>
    tx.em.nativeDelete(LoginSession, { tokenHash: lookupHash(tx.services.config.key, token) }),
  );
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
    const session = await tx.em.findOne(LoginSession, {
      tokenHash: lookupHash(services.config.key, token),
    });
    if (!session || Temporal.Instant.compare(session.expiresAt, tx.now()) <= 0) return undefined;
    const user = await tx.em.findOne(UserAccount, { id: session.userId, active: true });
    const organisation =
      user && (await tx.em.findOne(Organisation, { id: user.organisationId, active: true }));
    if (!user || !organisation) return undefined;
    return contextFor(services, {
      actor: actorOf(user, organisation),
      locale: user.locale,
      requestId,
    });
  });
}

type NamedPerson = {
  readonly organisationId: string;
  readonly email: string;
  readonly name: string;
  readonly locale: 'en' | 'fr';
};

/**
 * The addresses under which a buyer's person may be kept: the plain one, and the one kept apart by the
 * buyer's id, because another organisation holds the plain one.
 */
export function punchOutAddresses({
  organisationId,
  email,
}: Pick<NamedPerson, 'organisationId' | 'email'>): readonly [plain: string, own: string] {
  const plain = email.trim().toLowerCase();
  return [plain, `${plain}#${organisationId}`];
}

const persons = rowsGiven([
  'id:uuid',
  'organisation_id:uuid',
  'plain',
  'own',
  'name',
  'locale',
  'at:timestamptz',
]);
const PUNCH_OUT_USER = {
  name: 'user_account.punch_out',
  text: `insert into user_account (id, organisation_id, email, name, roles, locale, active, created_at)
    select id, organisation_id,
      case when exists (select from user_account taken where taken.email = given.plain) then own else plain end,
      name, array['requester'], locale, true, at
    from ${persons.given}
    where not exists (select from user_account known
      where known.organisation_id = given.organisation_id and known.email in (given.plain, given.own))
    on conflict (email) do nothing`,
  columns: persons.columns,
} as const;

/**
 * `ensurePunchOutUser` as a statement: makes the account unless it is there. Two at once wait for one
 * another on the address. It makes nothing in one case: another organisation takes the plain address at the
 * same moment.
 */
export function punchOutUserStatement(ctx: Ctx, person: NamedPerson): Statement {
  const { organisationId, name, locale } = person;
  const row = [
    ctx.newId(),
    organisationId,
    ...punchOutAddresses(person),
    name,
    locale,
    micros(ctx.now()),
  ];
  return { ...PUNCH_OUT_USER, rows: [row] };
}

/**
 * The account of a person whom a buyer's suite names: found by e-mail address (or suite name) within that
 * buyer, created without a password otherwise; also when several visits of a new person begin at once. A
 * person of another organisation is never taken over: the address is then kept apart by the buyer's id.
 */
export async function ensurePunchOutUser(tx: TxCtx, person: NamedPerson): Promise<UserAccount> {
  const { organisationId } = person;
  return privileged(tx, async (inner) => {
    const known = { organisationId, email: { $in: [...punchOutAddresses(person)] } };
    const found = await inner.em.findOne(UserAccount, known);
    if (found) return found;
    await writeStatement(inner, punchOutUserStatement(inner, person));
    const made = await inner.em.findOne(UserAccount, known);
    if (made) return made;
    // Another organisation took the plain address meanwhile: now that is seen, and ours is kept apart.
    await writeStatement(inner, punchOutUserStatement(inner, person));
    return inner.em.findOneOrFail(UserAccount, known);
  });
}
