import { type Locale, say } from '../../base/index.ts';
import type { CatalogueFileState, FileView } from '../../domain/catalogue/index.ts';
import { Alert, DataTable, DateText, Progress, StateBadge } from '../../ui/index.ts';

export type Voice = { readonly locale: Locale };
/** Where the pages live: the seller's side reads in, the buyer's and the operator's write out. */
export type Side = { readonly base: string; readonly direction: 'in' | 'out' };

/** A whole number in the reader's notation. */
export const count = (value: number, locale: Locale): string =>
  new Intl.NumberFormat(locale).format(value);

const STATES: Readonly<
  Record<
    CatalogueFileState,
    { tone: 'info' | 'success' | 'warning' | 'error'; en: string; fr: string }
  >
> = {
  running: { tone: 'info', en: 'In progress', fr: 'En cours' },
  confirming: { tone: 'warning', en: 'Waits for you', fr: 'Attend votre accord' },
  withdrawing: { tone: 'info', en: 'Withdrawing offers', fr: 'Retrait en cours' },
  finished: { tone: 'success', en: 'Done', fr: 'Terminé' },
  refused: { tone: 'error', en: 'Refused', fr: 'Refusé' },
};

export function FileState({ view, locale }: Voice & { view: FileView }) {
  const { tone, ...text } = STATES[view.file.state];
  return <StateBadge tone={tone} text={text[locale]} />;
}

function formatName({ file }: FileView): string {
  return file.format === 'cif' ? 'CIF 3.0' : 'cXML Index';
}

function modeName({ file }: FileView, locale: Locale): string {
  const t = say(locale);
  const mode =
    file.loadMode === 'full' ? t('full', 'complet') : t('changes only', 'modifications seules');
  return file.content === 'level_2' ? `${mode}, ${t('level 2', 'niveau 2')}` : mode;
}

/** How far the work is; replaces itself while it runs. */
export function FileProgress({ view, side, locale }: Voice & { view: FileView; side: Side }) {
  const t = say(locale);
  const { file, progress } = view;
  const running = file.state === 'running' || file.state === 'withdrawing';
  const state = running ? 'running' : file.state === 'refused' ? 'failed' : 'done';
  const done = side.direction === 'in' ? file.rowsDone : progress.done;
  return (
    <Progress
      locale={locale}
      id={`catalogue-${file.id}`}
      label={
        side.direction === 'in'
          ? t('Reading the file', 'Lecture du fichier')
          : t('Writing the files', 'Écriture des fichiers')
      }
      done={progress.done}
      {...(progress.total === null ? {} : { total: Math.max(progress.total, progress.done) })}
      detail={
        side.direction === 'in'
          ? t(
              `${count(done, locale)} rows read; progress in bytes`,
              `${count(done, locale)} lignes lues ; avancement en octets`,
            )
          : t('offers looked at', 'offres examinées')
      }
      state={state}
      pollHref={`${side.base}/${file.id}/progress`}
    />
  );
}

/** The list of a side, with the form above it. */
export function FilesList({
  locale,
  side,
  files,
  next,
  after,
}: Voice & {
  side: Side;
  files: readonly FileView[];
  next: string | undefined;
  after: string | undefined;
}) {
  const t = say(locale);
  const isIn = side.direction === 'in';
  return (
    <DataTable
      locale={locale}
      caption={
        isIn ? t('Files received', 'Fichiers reçus') : t('Catalogues written', 'Catalogues écrits')
      }
      rows={files}
      rowHref={(view) => `${side.base}/${view.file.id}`}
      columns={[
        { key: 'file', label: t('File', 'Fichier'), cell: (view) => view.file.fileName },
        ...(isIn
          ? []
          : [
              {
                key: 'buyer',
                label: t('Buyer', 'Acheteur'),
                cell: (view: FileView) => view.organisationName,
              },
            ]),
        {
          key: 'format',
          label: t('Format', 'Format'),
          cell: (view) => `${formatName(view)}, ${modeName(view, locale)}`,
        },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: (view) => <FileState view={view} locale={locale} />,
        },
        {
          key: 'rows',
          label: isIn ? t('Rows', 'Lignes') : t('Items', 'Articles'),
          align: 'number',
          cell: (view) => count(isIn ? view.file.rowsDone : view.file.added, locale),
        },
        {
          key: 'refused',
          label: isIn ? t('Refused', 'Refusées') : t('Files', 'Fichiers'),
          align: 'number',
          cell: (view) => count(isIn ? view.file.refused : view.file.files, locale),
        },
        {
          key: 'at',
          label: t('Since', 'Depuis'),
          cell: (view) => <DateText value={view.file.createdAt} locale={locale} />,
        },
      ]}
      empty={{
        title: isIn ? t('No file yet', 'Aucun fichier') : t('No catalogue yet', 'Aucun catalogue'),
        text: isIn
          ? t(
              'Send your first catalogue with the form above.',
              'Envoyez votre premier catalogue avec le formulaire ci-dessus.',
            )
          : t(
              'A punch-out connection and a format make one; it is downloaded here.',
              'Une connexion punch-out et un format en font un ; il se télécharge ici.',
            ),
        picture: 'document',
      }}
      nextHref={next ? `${side.base}?after=${next}` : undefined}
      firstHref={after ? side.base : undefined}
    />
  );
}

/** Why a file was refused, or did less than a whole one. */
export function Problems({ view, locale }: Voice & { view: FileView }) {
  const t = say(locale);
  const { problem } = view.file;
  if (!problem) return null;
  return (
    <Alert tone={view.file.state === 'refused' ? 'error' : 'warning'}>
      {problem === 'not_whole'
        ? t(
            'The file does not end where it says, so nothing it leaves out was withdrawn. Send it whole again.',
            'Le fichier ne se termine pas là où il le dit : rien de ce qu’il ne cite pas n’a été retiré. Renvoyez-le entier.',
          )
        : problem}
    </Alert>
  );
}
