import { say } from '../../base/index.ts';
import type { FileView } from '../../domain/catalogue/index.ts';
import { Alert, Button, DataTable, Panel, SelectField, Stack, TextField } from '../../ui/index.ts';
import { count, FileProgress, Problems, type Side, type Voice } from './pages.tsx';

export type Choice = { readonly id: string; readonly label: string };

/** The form by which a buyer's catalogue is asked for. */
export function AskForm({
  locale,
  side,
  connections,
  error,
}: Voice & { side: Side; connections: readonly Choice[]; error: string | undefined }) {
  const t = say(locale);
  if (connections.length === 0)
    return (
      <Alert tone="info">
        {t(
          'There is no punch-out connection whose prices could be written. The marketplace’s operator sets one up.',
          'Il n’y a aucune connexion punch-out dont les prix pourraient être écrits. L’opérateur de la place de marché en ouvre une.',
        )}
      </Alert>
    );
  return (
    <Panel title={t('Write a catalogue', 'Écrire un catalogue')}>
      <form method="post" action={side.base} class="stack">
        <div class="grid gap-4 md:grid-cols-2">
          <SelectField
            locale={locale}
            name="connection"
            label={t('Connection', 'Connexion')}
            required
            choices={connections.map(({ id, label }) => ({ value: id, label }))}
          />
          <SelectField
            locale={locale}
            name="format"
            label={t('Format', 'Format')}
            required
            choices={[
              { value: 'cif', label: 'CIF 3.0' },
              { value: 'index', label: 'cXML Index' },
            ]}
          />
          <SelectField
            locale={locale}
            name="content"
            label={t('Items', 'Articles')}
            required
            choices={[
              {
                value: 'priced',
                label: t('With this buyer’s prices', 'Avec les prix de cet acheteur'),
              },
              {
                value: 'level_2',
                label: t(
                  'Level 2: found in the suite, bought by punch-out',
                  'Niveau 2 : trouvés dans l’outil, achetés par punch-out',
                ),
              },
            ]}
          />
          <TextField
            locale={locale}
            name="since"
            type="date"
            label={t('Only changes since', 'Seulement les modifications depuis')}
            hint={t('Empty: the whole assortment.', 'Vide : tout l’assortiment.')}
            error={error}
          />
        </div>
        <div class="form-actions">
          <Button kind="primary">{t('Write the files', 'Écrire les fichiers')}</Button>
        </div>
      </form>
    </Panel>
  );
}

export type OutFile = { readonly number: number; readonly sizeBytes: number };

/** A catalogue that goes out: how far, and its numbered files. */
export function FileOutPage({
  locale,
  side,
  view,
  files,
}: Voice & { side: Side; view: FileView; files: readonly OutFile[] }) {
  const t = say(locale);
  const { file } = view;
  return (
    <Stack>
      <Problems view={view} locale={locale} />
      <FileProgress view={view} side={side} locale={locale} />
      <DataTable
        locale={locale}
        caption={t('Files', 'Fichiers')}
        captionNote={t('load them in this order', 'à charger dans cet ordre')}
        rows={files}
        columns={[
          {
            key: 'file',
            label: t('File', 'Fichier'),
            cell: (one) => (
              <a class="link" href={`${side.base}/${file.id}/files/${one.number}`}>
                {numbered(file.fileName, one.number)}
              </a>
            ),
          },
          {
            key: 'size',
            label: t('Size', 'Taille'),
            align: 'number',
            cell: (one) => `${count(Math.ceil(one.sizeBytes / 1000), locale)} ${t('kB', 'ko')}`,
          },
        ]}
        empty={{
          title:
            file.state === 'finished'
              ? t('There is nothing to write', 'Il n’y a rien à écrire')
              : t('No file is ready yet', 'Aucun fichier prêt'),
        }}
      />
    </Stack>
  );
}

/** `acme.cif`, 2 → `acme-2.cif`. */
export function numbered(fileName: string, number: number): string {
  return fileName.replace(/(\.\w+)$/, `-${number}$1`);
}
