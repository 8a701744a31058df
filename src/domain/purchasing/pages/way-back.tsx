import type { Child } from 'hono/jsx';
import { type Locale, say } from '../../../base/index.ts';
import { ActionForm, Alert, Button, Stack } from '../../../ui/index.ts';
import type { CartForm } from '../cart.ts';
import type { Over } from '../commands/index.ts';
import type { BroughtLine } from '../entities.ts';
import type { ShopPlace } from './place.ts';

type Voice = { readonly locale: Locale };

/**
 * The form that carries a basket or a 204 to the suite: it sends itself by our own script, and its button is in
 * sight for browsers that do not.
 */
export function WayBack({ form, locale }: Voice & { form: CartForm }) {
  const t = say(locale);
  return (
    <Stack>
      <p>
        {t(
          'Your browser is taking you back. If nothing happens, press the button.',
          'Votre navigateur vous ramène. Si rien ne se passe, appuyez sur le bouton.',
        )}
      </p>
      <form
        method="post"
        action={form.action}
        target={form.target ?? '_self'}
        accept-charset={form.charset}
        data-auto-submit
        id="return-form"
      >
        {form.fields.map(({ name, value }) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Button kind="primary">
          {t('Back to my purchasing system', 'Revenir à mon outil d’achat')}
        </Button>
      </form>
      <div data-return-blocked hidden>
        <Alert
          tone="warning"
          title={t('Your browser stopped on the way', 'Votre navigateur s’est arrêté en chemin')}
        >
          {t(
            'Your purchasing system has probably taken the basket, but sends you on to an address that this connection does not list. Look for the basket there first. Whoever looks after the connection should add that address to its frame origins.',
            'Votre outil d’achat a sans doute reçu le panier, mais vous renvoie vers une adresse que cette connexion ne connaît pas. Cherchez-y d’abord le panier. Le responsable de la connexion doit ajouter cette adresse à ses origines de cadre.',
          )}
        </Alert>
      </div>
    </Stack>
  );
}

/** Why a visit does not open, and what to do about it. */
export function overText(over: Over | 'unknown', locale: Locale): { title: string; text: string } {
  const t = say(locale);
  const again = t(
    'Go back to your purchasing system and start again from there.',
    'Revenez à votre outil d’achat et relancez la visite depuis celui-ci.',
  );
  const texts: Record<Over | 'unknown', { title: string; text: string }> = {
    unknown: {
      title: t('This address opens no visit', 'Cette adresse n’ouvre aucune visite'),
      text: t(
        `It is not complete, or the visit is long over. ${again}`,
        `Elle est incomplète, ou la visite est terminée depuis longtemps. ${again}`,
      ),
    },
    start_expired: {
      title: t('This visit was not opened in time', 'Cette visite n’a pas été ouverte à temps'),
      text: t(
        `A start address holds for ten minutes. ${again}`,
        `Une adresse de départ est valable dix minutes. ${again}`,
      ),
    },
    start_used: {
      title: t('This start address was already used', 'Cette adresse de départ a déjà servi'),
      text: t(
        `It opens one visit, once; that visit may still be open in another window. ${again}`,
        `Elle n’ouvre qu’une visite, une seule fois ; celle-ci est peut-être encore ouverte dans une autre fenêtre. ${again}`,
      ),
    },
    idle: {
      title: t('Your visit has ended', 'Votre visite est terminée'),
      text: t(
        `Nothing happened for eight hours, or it has lasted a whole day. Its basket was not sent, and nothing in your purchasing system was changed. ${again}`,
        `Il ne s’est rien passé pendant huit heures, ou elle a duré une journée entière. Son panier n’a pas été envoyé, et rien n’a changé dans votre outil d’achat. ${again}`,
      ),
    },
    returned: {
      title: t('Your basket has gone back', 'Votre panier est reparti'),
      text: t(
        'You go on in your purchasing system. Send it once more only if it did not arrive there.',
        'La suite se passe dans votre outil d’achat. Renvoyez-le seulement s’il n’y est pas arrivé.',
      ),
    },
    cancelled: {
      title: t('You have left the shop', 'Vous avez quitté la boutique'),
      text: t(
        'Nothing in your purchasing system was changed.',
        'Rien n’a changé dans votre outil d’achat.',
      ),
    },
    closed: {
      title: t('Your visit has ended', 'Votre visite est terminée'),
      text: t(
        'Your access to the shop was closed. Ask your purchasing department.',
        'Votre accès à la boutique a été fermé. Adressez-vous à votre service achats.',
      ),
    },
  };
  return texts[over];
}

/** A visit that does not open: in words, with the way back to the suite where it is known. */
export function OverPage({
  over,
  base,
  hasWayBack,
  locale,
}: Voice & { over: Over | 'unknown'; base: string; hasWayBack: boolean }) {
  const t = say(locale);
  return (
    <Stack>
      <Alert tone="info">{overText(over, locale).text}</Alert>
      {hasWayBack ? (
        <div>
          {over === 'returned' ? (
            <ActionForm action={`${base}/return`}>
              {t('Send the basket again', 'Renvoyer le panier')}
            </ActionForm>
          ) : (
            <ActionForm action={`${base}/leave`} kind="primary">
              {t('Back to my purchasing system', 'Revenir à mon outil d’achat')}
            </ActionForm>
          )}
        </div>
      ) : null}
    </Stack>
  );
}

/** In a frame of a suite that wants its own window: the shop is one press away. */
export function OwnWindowPage({ href, locale }: Voice & { href: string }) {
  const t = say(locale);
  return (
    <Stack>
      <p>
        {t(
          'Your purchasing system opens the shop in a window of its own.',
          'Votre outil d’achat ouvre la boutique dans une fenêtre à part.',
        )}
      </p>
      <p>
        <a class="btn btn-primary" href={href} target="_blank" rel="noopener">
          {t('Open the shop in a new window', 'Ouvrir la boutique dans une nouvelle fenêtre')}
        </a>
      </p>
    </Stack>
  );
}

function BroughtList({ lines, locale }: Voice & { lines: readonly BroughtLine[] }): Child {
  const noQuantity = say(locale)('no quantity to restore', 'aucune quantité à reprendre');
  return (
    <ul class="list-disc ps-5">
      {lines.map((line) => (
        <li>
          {line.quantity} × {line.description ? `${line.description} · ` : ''}
          <span class="muted">
            {line.sku}
            {line.outcome === 'no_quantity' ? ` · ${noQuantity}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** What an edit or inspect brought and the shop could not put into the basket. */
export function NotRestored({
  brought,
  operation,
  locale,
}: Voice & { brought: readonly BroughtLine[]; operation: 'create' | 'edit' | 'inspect' }) {
  const t = say(locale);
  const left = brought.filter((line) => line.outcome !== 'restored');
  if (left.length === 0) return null;
  return (
    <Alert
      tone="warning"
      title={t(
        left.length === 1 ? 'One line was not restored' : `${left.length} lines were not restored`,
        left.length === 1
          ? 'Une ligne n’a pas été restaurée'
          : `${left.length} lignes n’ont pas été restaurées`,
      )}
    >
      <BroughtList lines={left} locale={locale} />
      <p class="mt-2">
        {left.some(({ outcome }) => outcome === 'unknown')
          ? t(
              'They did not come from this shop, or no longer carry its reference.',
              'Elles ne viennent pas de cette boutique, ou n’en portent plus la référence.',
            )
          : ''}{' '}
        {operation === 'edit'
          ? t(
              'If you return the basket, your purchasing system removes them from the request: add what you still need.',
              'Si vous renvoyez le panier, votre outil d’achat les retire de la demande : ajoutez ce qu’il vous faut encore.',
            )
          : ''}
      </p>
    </Alert>
  );
}

/** Before an emptied basket goes back: which lines that deletes over there, and both ways on. */
export function EmptiedPage({
  place,
  brought,
}: {
  place: ShopPlace;
  brought: readonly BroughtLine[];
}) {
  const t = say(place.locale);
  const count = brought.length;
  return (
    <Stack>
      <Alert
        tone="warning"
        title={t(
          count === 1
            ? 'The line of your purchase request will be deleted'
            : `The ${count} lines of your purchase request will be deleted`,
          count === 1
            ? 'La ligne de votre demande d’achat sera supprimée'
            : `Les ${count} lignes de votre demande d’achat seront supprimées`,
        )}
      >
        <p>
          {t(
            'Your basket is empty. If you return it, your purchasing system deletes these existing lines:',
            'Votre panier est vide. Si vous le renvoyez, votre outil d’achat supprime ces lignes existantes :',
          )}
        </p>
        <BroughtList lines={brought} locale={place.locale} />
      </Alert>
      <div class="flex flex-wrap gap-2">
        <ActionForm action={`${place.base}/cancel`} kind="primary">
          {t('Keep the lines and go back', 'Garder les lignes et revenir')}
        </ActionForm>
        <ActionForm action={`${place.base}/return`} kind="danger" hidden={{ empty: 'confirmed' }}>
          {t('Delete the lines and return', 'Supprimer les lignes et revenir')}
        </ActionForm>
        <a class="btn btn-plain" href={`${place.base}/basket`}>
          {t('Back to the basket', 'Retour au panier')}
        </a>
      </div>
    </Stack>
  );
}
