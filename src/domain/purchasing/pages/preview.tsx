import { type Locale, say } from '../../../base/index.ts';
import { ActionForm, LinkButton, Stack } from '../../../ui/index.ts';
import type { CartPreview } from '../preview.ts';
import type { ShopPlace } from './place.ts';

/** `Before it goes to Coupa`. */
export function previewTitle(suite: string, locale: Locale): string {
  const t = say(locale);
  const name = suite || t('your purchasing system', 'votre outil d’achat');
  return t(`Before it goes to ${name}`, `Avant l’envoi vers ${name}`);
}

/** What the suite will make of the basket, and the person's choice: send it so, or go back and change it. */
export function PreviewPage({ place, preview }: { place: ShopPlace; preview: CartPreview }) {
  const t = say(place.locale);
  const isRefused = preview.verdict === 'refused';
  return (
    <Stack>
      <p>
        {isRefused
          ? t(
              'The basket has not left. Change it as said below, then send it again.',
              'Le panier n’est pas parti. Corrigez-le comme indiqué, puis renvoyez-le.',
            )
          : t(
              'The basket has not left yet. Your purchasing system will write some of it otherwise than you see it here.',
              'Le panier n’est pas encore parti. Votre outil d’achat en écrira une partie autrement que vous ne la voyez ici.',
            )}
      </p>
      <div class="flex flex-wrap gap-2">
        {isRefused ? null : (
          <ActionForm action={`${place.base}/return`} kind="primary" hidden={{ preview: 'seen' }}>
            {t('Send it like this', 'Envoyer ainsi')}
          </ActionForm>
        )}
        <LinkButton kind={isRefused ? 'primary' : 'quiet'} href={`${place.base}/basket`}>
          {t('Change the basket', 'Modifier le panier')}
        </LinkButton>
      </div>
      {preview.body}
    </Stack>
  );
}
