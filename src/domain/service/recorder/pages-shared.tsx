import { formatInstant, type Locale, say } from '../../../base/index.ts';
import { Alert, Code, LinkButton, Stack } from '../../../ui/index.ts';
import type { ThreadShare } from '../entities.ts';
import { type ThreadAsk, ThreadView } from './pages-thread.tsx';
import type { Thread } from './thread.ts';

/** A thread for a reader without a login: read only, masked strictly. */
export function SharedPage({
  thread,
  share,
  here,
  group,
  after,
  locale,
}: ThreadAsk & {
  thread: Thread;
  share: ThreadShare;
  here: string;
  locale: Locale;
}) {
  const t = say(locale);
  const until = formatInstant(share.expiresAt, locale);
  return (
    <Stack>
      <Alert tone="info">
        {t(
          `Shown by link until ${until}. Names, addresses, accounts and secrets are masked; nothing can be changed here.`,
          `Affiché par lien jusqu’au ${until}. Noms, adresses, comptes et secrets sont masqués ; rien ne peut être modifié ici.`,
        )}
      </Alert>
      <ThreadView
        thread={thread}
        here={here}
        group={group}
        after={after}
        locale={locale}
        links={{
          eventHref: ({ exchangeId }) => exchangeId && `${here}/documents/${exchangeId}`,
        }}
      />
    </Stack>
  );
}

/** One masked document with what was wrong with it, and the answer to it. */
export function SharedDocument({
  locale,
  here,
  texts,
  notes,
}: {
  locale: Locale;
  here: string;
  texts: { document: string; answer: string | undefined };
  notes: readonly {
    readonly message: string;
    readonly line: number | undefined;
    readonly tone: 'error' | 'warning';
  }[];
}) {
  const t = say(locale);
  return (
    <Stack>
      <div>
        <LinkButton href={here} icon="chevronLeft">
          {t('Back to the thread', 'Retour au fil')}
        </LinkButton>
      </div>
      {notes.map((note) => (
        <Alert tone={note.tone}>
          {note.line ? `${t('Line', 'Ligne')} ${note.line}: ` : ''}
          {note.message}
        </Alert>
      ))}
      <Code
        locale={locale}
        id="document"
        title={t('Document, masked', 'Document masqué')}
        text={texts.document}
      />
      {texts.answer === undefined ? null : (
        <Code
          locale={locale}
          id="answer"
          title={t('Answer, masked', 'Réponse masquée')}
          text={texts.answer}
        />
      )}
    </Stack>
  );
}
