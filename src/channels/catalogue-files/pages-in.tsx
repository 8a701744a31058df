import { say } from '../../base/index.ts';
import type { CatalogueFileError, FileView } from '../../domain/catalogue/index.ts';
import {
  ActionForm,
  Alert,
  Button,
  DataTable,
  FileField,
  KeyFigures,
  LinkButton,
  Panel,
  Stack,
  StateBadge,
} from '../../ui/index.ts';
import { count, FileProgress, Problems, type Side, type Voice } from './pages.tsx';

/** The form by which a seller sends a catalogue. */
export function UploadForm({
  locale,
  side,
  error,
}: Voice & { side: Side; error: string | undefined }) {
  const t = say(locale);
  return (
    <Panel title={t('Send a catalogue', 'Envoyer un catalogue')}>
      <form method="post" action={side.base} enctype="multipart/form-data" class="stack">
        <FileField
          locale={locale}
          name="file"
          label={t('Catalogue file', 'Fichier catalogue')}
          hint={t(
            'CIF 3.0 or cXML Index, at most 50 MB. New and changed items are taken at once; a full file also withdraws what it does not name.',
            'CIF 3.0 ou Index cXML, 50 Mo au plus. Les articles nouveaux et modifiés sont repris aussitôt ; un fichier complet retire aussi ce qu’il ne cite pas.',
          )}
          error={error}
          required
        />
        <div class="form-actions">
          <Button kind="primary">{t('Send the file', 'Envoyer le fichier')}</Button>
        </div>
      </form>
    </Panel>
  );
}

/** What a full file would withdraw, before it does. */
function Leaving({ view, side, locale }: Voice & { view: FileView; side: Side }) {
  const t = say(locale);
  const { file } = view;
  if (file.state !== 'confirming') return null;
  const leaving = count(file.leaving ?? 0, locale);
  const active = count(file.activeBefore ?? 0, locale);
  return (
    <Alert
      tone="warning"
      title={t(
        `The file leaves out ${leaving} of your ${active} active offers`,
        `Le fichier ne cite pas ${leaving} de vos ${active} offres actives`,
      )}
    >
      <p class="mb-3">
        {t(
          'A full catalogue withdraws what it does not name. That is much: is it meant?',
          'Un catalogue complet retire ce qu’il ne cite pas. C’est beaucoup : est-ce voulu ?',
        )}
      </p>
      <div class="flex flex-wrap gap-2">
        <ActionForm action={`${side.base}/${file.id}/withdraw`} kind="danger">
          {t(`Withdraw the ${leaving} offers`, `Retirer les ${leaving} offres`)}
        </ActionForm>
        <ActionForm action={`${side.base}/${file.id}/keep`} kind="primary">
          {t('Keep them', 'Les garder')}
        </ActionForm>
      </div>
    </Alert>
  );
}

/** A file that came in: how far, what it did, what was wrong. */
export function FileInPage({
  locale,
  side,
  view,
  errors,
  next,
  after,
}: Voice & {
  side: Side;
  view: FileView;
  errors: readonly CatalogueFileError[];
  next: string | undefined;
  after: string | undefined;
}) {
  const t = say(locale);
  const { file } = view;
  const here = `${side.base}/${file.id}`;
  return (
    <Stack>
      <Leaving view={view} side={side} locale={locale} />
      <Problems view={view} locale={locale} />
      <FileProgress view={view} side={side} locale={locale} />
      <KeyFigures
        figures={[
          { label: t('New', 'Nouvelles'), value: count(file.added, locale) },
          { label: t('Changed', 'Modifiées'), value: count(file.changed, locale) },
          { label: t('Unchanged', 'Inchangées'), value: count(file.unchanged, locale) },
          { label: t('Withdrawn', 'Retirées'), value: count(file.removed, locale) },
          {
            label: t('Refused', 'Refusées'),
            value: count(file.refused, locale),
            note: t('rows', 'lignes'),
          },
        ]}
      />
      {side.base.startsWith('/seller/') && file.added + file.changed + file.removed > 0 ? (
        <p>
          <LinkButton href={`/seller/offers?file=${file.id}`}>
            {t('See the offers it touched', 'Voir les offres concernées')}
          </LinkButton>
        </p>
      ) : null}
      <DataTable
        locale={locale}
        caption={t('What to mend', 'À corriger')}
        rows={errors}
        columns={[
          {
            key: 'line',
            label: t('Line', 'Ligne'),
            align: 'number',
            cell: (error) => error.line || '–',
          },
          { key: 'sku', label: t('Article', 'Article'), cell: (error) => error.sku || '–' },
          { key: 'field', label: t('Field', 'Champ'), cell: (error) => error.field || '–' },
          {
            key: 'message',
            label: t('What is wrong', 'Problème'),
            cell: (error) => (
              <>
                <StateBadge
                  tone={error.severity === 'error' ? 'error' : 'warning'}
                  text={
                    error.severity === 'error' ? t('refused', 'refusée') : t('remark', 'remarque')
                  }
                />{' '}
                {error.message}
              </>
            ),
          },
          { key: 'fix', label: t('Mending', 'Correction'), cell: (error) => error.fix },
        ]}
        empty={{ title: t('Nothing to mend', 'Rien à corriger'), picture: 'done' }}
        nextHref={next ? `${here}?after=${next}` : undefined}
        firstHref={after ? here : undefined}
      />
      {errors.length > 0 ? (
        <p>
          <LinkButton href={`${here}/report.csv`}>
            {t('Download the report', 'Télécharger le rapport')}
          </LinkButton>
        </p>
      ) : null}
    </Stack>
  );
}
