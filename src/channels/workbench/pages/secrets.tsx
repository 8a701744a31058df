import { Problem, say } from '../../../base/index.ts';
import { ActionForm, Alert, Panel, Stack } from '../../../ui/index.ts';
import { Copyable } from './copyable.tsx';
import type { Place } from './frame.tsx';

type SecretProps = {
  readonly place: Place;
  /** Short marks of the secrets in force, the first one first. */
  readonly marks: readonly string[];
  /** A secret made by the request before: shown this once. */
  readonly fresh?: string | undefined;
};

function SecretActions({ place, marks }: Omit<SecretProps, 'fresh'>) {
  const { base, locale } = place;
  const t = say(locale);
  const action = `${base}/secret`;
  if (place.workbench.connection.deploymentMode === 'production') {
    return <Alert tone="info">{new Problem('workbench.secret_production').text(locale)}</Alert>;
  }
  return (
    <div class="form-actions">
      {marks.length < 2 ? (
        <ActionForm action={action} kind="primary">
          {t('Create a new secret', 'Créer un nouveau secret')}
        </ActionForm>
      ) : (
        <>
          <ActionForm action={`${action}/first`}>
            {t('Make the second the first', 'Passer le second en premier')}
          </ActionForm>
          <ActionForm
            action={`${action}/drop`}
            kind="danger"
            confirm={t(
              'The second secret will open nothing any more. Go on?',
              'Le second secret n’ouvrira plus rien. Continuer ?',
            )}
          >
            {t('Drop the second', 'Retirer le second')}
          </ActionForm>
        </>
      )}
    </div>
  );
}

/** The secrets in force by their marks, and the steps of a change-over. */
export function Secrets({ place, marks, fresh }: SecretProps) {
  const { locale } = place;
  const t = say(locale);
  return (
    <Panel id="secret" title={t('Shared secret', 'Secret partagé')}>
      <Stack>
        {fresh ? (
          <Alert
            tone="warning"
            title={t(
              'Your new secret, shown this once',
              'Votre nouveau secret, affiché une seule fois',
            )}
          >
            <p>
              <Copyable locale={locale} id="fresh-secret" text={fresh} />
            </p>
            <p>
              {t(
                'Put it into your system now. It is in force at once, beside the earlier one.',
                'Placez-le dans votre système maintenant. Il est en vigueur aussitôt, à côté de l’ancien.',
              )}
            </p>
          </Alert>
        ) : null}
        {marks.length === 0 ? (
          <p>{t('No secret is in force yet.', 'Aucun secret n’est encore en vigueur.')}</p>
        ) : (
          <ol class="grid gap-1">
            {marks.map((mark, at) => (
              <li>
                <strong>{at === 0 ? t('First', 'Premier') : t('Second', 'Second')}</strong>{' '}
                <code aria-label={t('mark', 'marque')}>{mark}</code>{' '}
                <span class="muted">
                  {at === 0
                    ? t(
                        'also in documents we send you',
                        'aussi dans les documents que nous vous envoyons',
                      )
                    : t('accepted beside the first', 'accepté à côté du premier')}
                </span>
              </li>
            ))}
          </ol>
        )}
        <p class="field-hint">
          {t(
            'Secrets are never shown again; the mark only tells them apart. To change over: create, put it into your system, make it the first, drop the old one.',
            'Un secret n’est jamais réaffiché ; la marque permet seulement de les distinguer. Pour basculer : créez, installez, passez-le en premier, retirez l’ancien.',
          )}
        </p>
        <SecretActions place={place} marks={marks} />
      </Stack>
    </Panel>
  );
}
