import { say } from '../../../base/index.ts';
import type { WebContext } from '../../../platform/http/index.ts';
import { type Ctx, maskSecrets } from '../../../platform/index.ts';
import { Alert, Code, Stack } from '../../../ui/index.ts';
import { page } from '../../parties/index.ts';
import { idIn } from '../routes/support.ts';
import type { Replayer } from './replay.ts';

/** A document put through its door again: first as a rehearsal of which nothing remains, then for real. */
export async function replayPage(
  c: WebContext,
  { ctx, replayer, mode }: { ctx: Ctx; replayer: Replayer; mode: 'rehearse' | 'replay' },
): Promise<Response> {
  const exchangeId = idIn(c, 'document');
  const locale = c.get('locale');
  const t = say(locale);
  const { direction, outcome, answer } = await replayer[mode](ctx, exchangeId);
  const words = {
    answered: t('It is taken', 'Il est accepté'),
    refused: t('It is refused', 'Il est refusé'),
    queued: t('It goes to the other side', 'Il part vers l’autre partie'),
  };
  const dry = mode === 'rehearse';
  const title = dry ? t('Replay: a rehearsal', 'Rejouer : répétition') : t('Replayed', 'Rejoué');
  return page(
    c,
    {
      title,
      breadcrumbs: [
        { label: t('Documents', 'Échanges'), href: '/operator/exchanges' },
        { label: exchangeId.slice(-12), href: `/operator/exchanges/${exchangeId}` },
        { label: title },
      ],
    },
    <Stack>
      <Alert
        tone={outcome === 'refused' ? 'warning' : dry ? 'info' : 'success'}
        title={words[outcome]}
      >
        <p>
          {dry
            ? direction === 'in'
              ? t(
                  'This is what would be answered now; nothing of it was kept. A document that was carried out before gets its first answer again and has no second effect. The partner does not hear of a replay.',
                  'Voici ce qui serait répondu maintenant ; rien n’en a été conservé. Un document déjà exécuté reçoit sa première réponse et n’a pas de second effet. Le partenaire n’est pas informé.',
                )
              : t(
                  'The same bytes would be posted under the same payloadID.',
                  'Les mêmes octets seraient envoyés sous le même payloadID.',
                )
            : t(
                'The replay stands in the audit and in the thread.',
                'L’opération figure dans l’audit et dans le fil.',
              )}
        </p>
      </Alert>
      {answer ? (
        <Code
          locale={locale}
          id="answer"
          title={t('Answer', 'Réponse')}
          text={maskSecrets(answer)}
        />
      ) : null}
      {dry ? (
        <form method="post" action={`/operator/recorder/replay/${exchangeId}`}>
          <button
            class="btn btn-danger"
            type="submit"
            data-confirm={t('Replay this document for real?', 'Rejouer réellement ce document ?')}
          >
            {t('Replay for real', 'Rejouer réellement')}
          </button>
        </form>
      ) : null}
    </Stack>,
  );
}
