import { say } from '../../../base/index.ts';
import type { WorkbenchTestRow } from '../../../domain/parties/index.ts';
import {
  Button,
  Code,
  Columns,
  DataTable,
  DateText,
  Panel,
  Stack,
  StateBadge,
} from '../../../ui/index.ts';
import type { Place } from './frame.tsx';
import { outcomeWords } from './report.tsx';

/** What was tried, newest first; the same list stands on the operator's page. */
export function TestList(props: {
  locale: Place['locale'];
  rows: readonly WorkbenchTestRow[];
  href: (id: string) => string;
}) {
  const { locale, rows, href } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('The last twenty tests', 'Les vingt derniers essais')}
      rows={rows}
      rowHref={(row) => href(row.id)}
      empty={{
        title: t('Nothing tried yet', 'Rien d’essayé pour l’instant'),
        text: t(
          'Paste a document, and its verdict stands here.',
          'Collez un document : son verdict apparaîtra ici.',
        ),
      }}
      columns={[
        {
          key: 'kind',
          label: t('Document', 'Document'),
          cell: (row) => row.kind ?? t('Unread document', 'Document non lu'),
        },
        {
          key: 'outcome',
          label: t('Verdict', 'Verdict'),
          cell: (row) => {
            const { text, tone } = outcomeWords(row.outcome, locale);
            return <StateBadge text={text} tone={tone} />;
          },
        },
        {
          key: 'source',
          label: t('By', 'Par'),
          cell: (row) => (row.source === 'page' ? t('page', 'page') : t('POST', 'POST')),
        },
        {
          key: 'size',
          label: t('Bytes', 'Octets'),
          align: 'number',
          cell: (row) => row.sizeBytes.toLocaleString(locale),
        },
        {
          key: 'at',
          label: t('When', 'Date'),
          align: 'end',
          cell: (row) => <DateText value={row.at} locale={locale} />,
        },
      ]}
    />
  );
}

function DocumentForm({ place }: { place: Place }) {
  const { base, locale } = place;
  const t = say(locale);
  return (
    <form
      method="post"
      action={`${base}/test`}
      enctype="multipart/form-data"
      class="panel form-stack"
    >
      <div class="field">
        <label class="field-label" for="document">
          {t('Paste a document', 'Collez un document')}
        </label>
        <textarea
          id="document"
          name="document"
          class="textarea w-full font-mono text-[0.75rem]"
          rows={16}
          spellcheck={false}
          autocomplete="off"
          placeholder={'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE cXML SYSTEM …>'}
        />
        <p class="field-hint">
          {t(
            'Any cXML, alone, in parts or in a cxml-base64 field; OCI fields as an address or one pair a line. At most 2 MB. Leave the shared secret out if you like: it is masked before anything is kept.',
            'Tout cXML, seul, en parties ou dans un champ cxml-base64 ; champs OCI sous forme d’adresse ou une paire par ligne. 2 Mo au plus. Le secret partagé peut manquer : il est masqué avant tout enregistrement.',
          )}
        </p>
      </div>
      <div class="field">
        <label class="field-label" for="file">
          {t(
            'or choose a file, in any charset',
            'ou choisissez un fichier, quel que soit son charset',
          )}
        </label>
        <input id="file" name="file" type="file" class="file-input w-full" />
      </div>
      <div class="form-actions">
        <Button kind="primary">{t('Test the document', 'Tester le document')}</Button>
      </div>
    </form>
  );
}

/** Paste, choose a file, or post: one form and one command line. */
export function TesterPage(props: {
  place: Place;
  tests: readonly WorkbenchTestRow[];
  publicUrl: string;
}) {
  const { place, tests, publicUrl } = props;
  const { base, locale } = place;
  const t = say(locale);
  return (
    <Stack>
      <Columns layout="main-side">
        <DocumentForm place={place} />
        <Panel id="post" title={t('From your own system', 'Depuis votre système')}>
          <Stack>
            <p>
              {t(
                'The same verdict for a program: post the document’s bytes to this link.',
                'Le même verdict pour un programme : envoyez les octets du document à ce lien.',
              )}
            </p>
            <Code
              locale={locale}
              id="curl"
              title="curl"
              text={`curl --data-binary @setup.xml \\\n  -H 'Content-Type: text/xml' \\\n  -H 'Accept: application/json' \\\n  ${publicUrl}${base}/test`}
            />
            <p class="field-hint">
              {t(
                'Without Accept: application/json the answer is plain text.',
                'Sans Accept: application/json, la réponse est en texte simple.',
              )}
            </p>
          </Stack>
        </Panel>
      </Columns>
      <TestList locale={locale} rows={tests} href={(id) => `${base}/tests/${id}`} />
    </Stack>
  );
}
