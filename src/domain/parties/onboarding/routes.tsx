import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import {
  clientAddress,
  doorContext,
  failureCounter,
  formOf,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { Alert, Form, FormActions, LinkButton, Stack, TextField } from '../../../ui/index.ts';
import { publicPage } from '../shell.tsx';
import { passwordLinkFor, requestPasswordReset, setPassword } from './people.ts';
import { PASSWORD_CHARACTERS_MIN } from './rules.ts';

function ForgottenPage({ c, done }: { c: WebContext; done?: true }) {
  const locale = c.get('locale');
  const t = say(locale);
  if (done) {
    return (
      <Stack>
        <Alert tone="success">
          {t(
            'If the address has an account, a message is on its way. The link in it works for two hours.',
            'Si cette adresse a un compte, un message est en route. Son lien fonctionne pendant deux heures.',
          )}
        </Alert>
        <div>
          <LinkButton href="/login">{t('Back to sign-in', 'Retour à la connexion')}</LinkButton>
        </div>
      </Stack>
    );
  }
  return (
    <Form action="/login/forgotten">
      <TextField
        locale={locale}
        name="email"
        type="email"
        label={t('E-mail address', 'Adresse e-mail')}
        hint={t(
          'We send you a link with which you choose a new password.',
          'Nous vous envoyons un lien pour choisir un nouveau mot de passe.',
        )}
        autocomplete="username"
        required
      />
      <FormActions
        locale={locale}
        submit={t('Send the link', 'Envoyer le lien')}
        cancelHref="/login"
      />
    </Form>
  );
}

function PasswordForm(props: {
  c: WebContext;
  token: string;
  person: { name: string; email: string };
  problem?: Problem | undefined;
}) {
  const locale = props.c.get('locale');
  const t = say(locale);
  return (
    <Form action={`/password/${props.token}`}>
      <p>
        {t(`For ${props.person.name}, who signs in as `, `Pour ${props.person.name}, connexion : `)}
        <strong>{props.person.email}</strong>
      </p>
      <TextField
        locale={locale}
        name="password"
        type="password"
        label={t('New password', 'Nouveau mot de passe')}
        hint={t(
          `At least ${PASSWORD_CHARACTERS_MIN} characters. A few words you remember are better than signs you do not.`,
          `Au moins ${PASSWORD_CHARACTERS_MIN} caractères. Quelques mots retenus valent mieux que des signes oubliés.`,
        )}
        error={props.problem?.text(locale)}
        autocomplete="new-password"
        required
      />
      <FormActions locale={locale} submit={t('Set the password', 'Définir le mot de passe')} />
    </Form>
  );
}

function spent(c: WebContext): Response | Promise<Response> {
  const t = say(c.get('locale'));
  c.status(410);
  return publicPage(
    c,
    { title: t('This link is no longer good', 'Ce lien n’est plus valable'), width: 'narrow' },
    <Stack>
      <Alert tone="warning">{new Problem('parties.password_link').text(c.get('locale'))}</Alert>
      <div>
        <LinkButton href="/login/forgotten" kind="primary">
          {t('Ask for a new link', 'Demander un nouveau lien')}
        </LinkButton>
      </div>
    </Stack>,
  );
}

async function passwordPage(c: WebContext, problem?: Problem): Promise<Response> {
  const token = c.req.param('token') ?? '';
  const person = await passwordLinkFor(doorContext(c, 'password'), token);
  c.header('referrer-policy', 'no-referrer');
  if (!person) return spent(c);
  if (!c.req.query('lang')) c.set('locale', person.locale);
  if (problem) c.status(problem.entry.http as 422);
  return publicPage(
    c,
    {
      title: say(c.get('locale'))('Choose your password', 'Choisissez votre mot de passe'),
      width: 'narrow',
    },
    <PasswordForm c={c} token={token} person={person} problem={problem} />,
  );
}

/** Asked for from one address within a quarter of an hour: an office's, not a list of mailboxes. */
const ASKED_MAX = 20;

/** Pages for people without a session: the forgotten password, and the link that sets one. */
export function passwordRoutes(): Web {
  const title = (c: WebContext): string =>
    say(c.get('locale'))('Forgotten password', 'Mot de passe oublié');
  // Every question counts, whatever comes of it: the answer says nothing either way.
  const asked = failureCounter({ failuresMax: ASKED_MAX, windowMinutes: 15 });
  return web()
    .get('/login/forgotten', (c) =>
      publicPage(c, { title: title(c), width: 'narrow' }, <ForgottenPage c={c} />),
    )
    .post('/login/forgotten', async (c) => {
      const { email } = validate(z.object({ email: z.string().max(254) }), await formOf(c));
      const ctx = doorContext(c, 'password');
      asked.refuse([clientAddress(c)], ctx.now());
      asked.failed([clientAddress(c)], ctx.now());
      await requestPasswordReset(ctx, { email });
      return publicPage(c, { title: title(c), width: 'narrow' }, <ForgottenPage c={c} done />);
    })
    .get('/password/:token', (c) => passwordPage(c))
    .post('/password/:token', async (c) => {
      const { password } = validate(z.object({ password: z.string().max(1000) }), await formOf(c));
      try {
        await setPassword(doorContext(c, 'password'), { token: c.req.param('token'), password });
      } catch (error) {
        if (error instanceof Problem && error.code === 'parties.password')
          return passwordPage(c, error);
        if (error instanceof Problem && error.code === 'parties.password_link') return spent(c);
        throw error;
      }
      return c.redirect('/login?password=set', 303);
    });
}
