import type { MiddlewareHandler } from 'hono';
import { z } from 'zod';
import { Problem, say } from '../../base/index.ts';
import {
  asProblem,
  cookieOf,
  doorContext,
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  type WebEnv,
  web,
} from '../../platform/http/index.ts';
import { Alert, FormActions, LinkButton, TextField } from '../../ui/index.ts';
import { sessionContext, signIn, signOut } from './commands.ts';
import { passwordRoutes } from './onboarding/routes.tsx';
import { publicPage } from './shell.tsx';

const COOKIE = 'comptoir_session';
const TWELVE_HOURS_S = 43_200;

function setCookie(
  c: WebContext,
  { name, value, maxAge }: { name: string; value: string; maxAge: number },
): void {
  const secure = c.get('services').config.publicUrl.startsWith('https:') ? '; Secure' : '';
  const flags = name === COOKIE ? '; HttpOnly' : '';
  c.header(
    'set-cookie',
    `${name}=${encodeURIComponent(value)}; Path=/; SameSite=Lax; Max-Age=${maxAge}${flags}${secure}`,
    {
      append: true,
    },
  );
}

/** Puts the signed-in person's context on the request; does not refuse anybody. */
export function session(): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const token = cookieOf(c, COOKIE);
    if (token) {
      const ctx = await sessionContext(c.get('services'), { token, requestId: c.get('requestId') });
      c.set('ctx', ctx);
      if (ctx && !cookieOf(c, 'lang') && !c.req.query('lang')) c.set('locale', ctx.locale);
    }
    await next();
  };
}

/** Refuses who is not signed in, or belongs to another kind of organisation than the area's. */
export function area(kind: 'buyer' | 'seller' | 'operator'): MiddlewareHandler<WebEnv> {
  return async (c, next) => {
    const ctx = signedIn(c);
    if (ctx.actor.organisationKind !== kind)
      throw new Problem('access.denied', { permission: kind });
    await next();
  };
}

/** A path on this site to come back to; anything else becomes the home page. */
function safePath(path: string | undefined): string {
  return path && /^\/(?![/\\])[^\s\\]*$/.test(path) ? path : '/home';
}

const HOMES = {
  buyer: '/buyer/shop',
  seller: '/seller/orders',
  operator: '/operator/reconciliation',
} as const;

function LoginForm({
  c,
  next,
  problem,
  email,
}: {
  c: WebContext;
  next: string;
  problem?: Problem;
  email?: string;
}) {
  const locale = c.get('locale');
  const t = say(locale);
  return (
    <form method="post" action="/login" class="panel stack max-w-md">
      {problem ? <Alert tone="error">{problem.text(locale)}</Alert> : null}
      {c.req.query('password') === 'set' ? (
        <Alert tone="success">
          {t(
            'Your password is set. Sign in with it.',
            'Votre mot de passe est défini. Connectez-vous avec lui.',
          )}
        </Alert>
      ) : null}
      <input type="hidden" name="next" value={next} />
      <TextField
        locale={locale}
        name="email"
        type="email"
        label={t('E-mail address', 'Adresse e-mail')}
        autocomplete="username"
        required
        value={email ?? ''}
      />
      <TextField
        locale={locale}
        name="password"
        type="password"
        label={t('Password', 'Mot de passe')}
        autocomplete="current-password"
        required
      />
      <FormActions locale={locale} submit={t('Sign in', 'Se connecter')}>
        <LinkButton kind="plain" href="/login/forgotten">
          {t('Forgot your password?', 'Mot de passe oublié ?')}
        </LinkButton>
      </FormActions>
    </form>
  );
}

/** Sign-in, sign-out, language and the way home. */
export function partiesRoutes(): Web {
  return web()
    .route('/', passwordRoutes())
    .get('/login', (c) =>
      publicPage(
        c,
        { title: say(c.get('locale'))('Sign in', 'Connexion'), width: 'narrow' },
        <LoginForm c={c} next={safePath(c.req.query('next'))} />,
      ),
    )
    .post('/login', async (c) => {
      const form = validate(
        z.object({
          email: z.string().max(254),
          password: z.string().max(1000),
          next: z.string().optional(),
        }),
        await formOf(c),
      );
      try {
        const token = await signIn(doorContext(c, 'login'), form);
        setCookie(c, { name: COOKIE, value: token, maxAge: TWELVE_HOURS_S });
      } catch (error) {
        const problem = asProblem(error, c);
        if (problem.code !== 'access.login_failed' && problem.code !== 'request.rate_limited')
          throw error;
        c.status(problem.entry.http as 401);
        return publicPage(
          c,
          { title: say(c.get('locale'))('Sign in', 'Connexion'), width: 'narrow' },
          <LoginForm c={c} next={safePath(form.next)} problem={problem} email={form.email} />,
        );
      }
      return c.redirect(safePath(form.next), 303);
    })
    .post('/logout', async (c) => {
      const token = cookieOf(c, COOKIE);
      if (token) await signOut(doorContext(c, 'login'), token);
      setCookie(c, { name: COOKIE, value: '', maxAge: 0 });
      return c.redirect('/login', 303);
    })
    .get('/home', (c) => {
      const actor = c.get('ctx')?.actor;
      const kind = actor?.organisationKind;
      // Who runs the marketplace sees the day first; who keeps its money, the receipts.
      if (kind === 'operator' && actor?.permissions.has('partner.manage'))
        return c.redirect('/operator', 303);
      return c.redirect(kind ? HOMES[kind] : '/login', 303);
    })
    .get('/language', (c) => {
      const to = c.req.query('to') === 'fr' ? 'fr' : 'en';
      setCookie(c, { name: 'lang', value: to, maxAge: 31_536_000 });
      return c.redirect(safePath(c.req.query('back')), 303);
    });
}
