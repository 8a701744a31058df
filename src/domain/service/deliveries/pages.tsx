import { counted, type Locale, say, type Text } from '../../../base/index.ts';
import { type BulkProgress, maskSecrets } from '../../../platform/index.ts';
import {
  ActionForm,
  type Column,
  DataTable,
  DateText,
  Disclosure,
  Form,
  FormActions,
  Panel,
  Stack,
  StateBadge,
  TextField,
  type Tone,
} from '../../../ui/index.ts';
import { WorkProgress } from '../pages/exchanges.tsx';
import { Filter } from '../pages/filter.tsx';
import { WorkTabs } from '../pages/jobs.tsx';
import { shortened } from '../pages/words.ts';
import type { DeadLetters, DeliveryFilter, DeliveryRow } from './queries.ts';

export const DELIVERIES = '/operator/jobs/deliveries';

const STATES: Readonly<Record<DeliveryFilter, { text: Text; tone: Tone }>> = {
  dead: { text: { en: 'given up', fr: 'en échec' }, tone: 'error' },
  waiting: { text: { en: 'waiting', fr: 'en attente' }, tone: 'info' },
  dismissed: { text: { en: 'dismissed', fr: 'abandonné' }, tone: 'neutral' },
  sent: { text: { en: 'sent', fr: 'envoyé' }, tone: 'success' },
};

function Answer({ row, locale }: { row: DeliveryRow; locale: Locale }) {
  const t = say(locale);
  if (row.state === 'dismissed')
    return (
      <>
        {row.dismissReason} <small class="muted">{row.dismissedBy}</small>
      </>
    );
  const answer = maskSecrets(row.lastAnswer ?? '');
  if (answer === '') return <span class="muted">{t('none yet', 'aucune à ce jour')}</span>;
  const line = shortened(answer, 110);
  return line === answer ? <>{answer}</> : <span title={answer}>{line}</span>;
}

function columns(locale: Locale): Column<DeliveryRow>[] {
  const t = say(locale);
  return [
    {
      key: 'document',
      label: t('Document', 'Document'),
      cell: (row) => (
        <>
          {row.kind}
          <br />
          <small class="muted">{row.subject}</small>
        </>
      ),
    },
    { key: 'partner', label: t('Partner', 'Partenaire'), cell: (row) => row.partnerName },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (row) => (
        <StateBadge text={STATES[row.state].text[locale]} tone={STATES[row.state].tone} />
      ),
    },
    {
      key: 'attempts',
      label: t('Attempts', 'Tentatives'),
      align: 'number',
      cell: (row) =>
        row.attemptsTotal > row.attempts
          ? t(
              `${row.attempts} (${row.attemptsTotal} in all)`,
              `${row.attempts} (${row.attemptsTotal} en tout)`,
            )
          : row.attempts,
    },
    {
      key: 'answer',
      label: t('Last answer', 'Dernière réponse'),
      cell: (row) => <Answer row={row} locale={locale} />,
    },
    {
      key: 'behind',
      label: t('Held behind it', 'Retenus derrière'),
      align: 'number',
      cell: (row) => row.behind,
    },
    {
      key: 'when',
      label: t('Since, or next attempt', 'Depuis, ou prochaine tentative'),
      cell: (row) => <DateText value={row.settledAt ?? row.nextAt} locale={locale} />,
    },
    {
      key: 'act',
      label: t('Decide', 'Décider'),
      heading: 'hidden',
      align: 'end',
      cell: (row) => (row.state === 'dead' ? <Decision row={row} locale={locale} /> : ''),
    },
  ];
}

/** The same bytes again, or never: with the reason, for the audit. */
function Decision({ row, locale }: { row: DeliveryRow; locale: Locale }) {
  const t = say(locale);
  const here = `${DELIVERIES}/${row.id}`;
  return (
    <div class="flex flex-col items-end gap-2">
      <ActionForm
        action={`${here}/replay`}
        size="sm"
        kind="primary"
        label={t(`Replay ${row.kind} ${row.subject}`, `Renvoyer ${row.kind} ${row.subject}`)}
      >
        {t('Replay', 'Renvoyer')}
      </ActionForm>
      {row.renewable ? (
        <ActionForm
          action={`${here}/renew`}
          size="sm"
          kind="quiet"
          label={t(`Write ${row.subject} anew`, `Réécrire ${row.subject}`)}
        >
          {t('Write anew', 'Réécrire')}
        </ActionForm>
      ) : null}
      <Disclosure summary={t('Dismiss', 'Abandonner')}>
        <Form action={`${here}/dismiss`} frame="none">
          <TextField
            locale={locale}
            id={`reason-${row.id}`}
            name="reason"
            label={t('Why it is given up', 'Pourquoi il est abandonné')}
            maxlength={500}
            required
          />
          <FormActions
            locale={locale}
            submit={t('Dismiss this document', 'Abandonner ce document')}
          />
        </Form>
      </Disclosure>
    </div>
  );
}

const documents = (count: number, locale: Locale): string =>
  counted(count, { en: ['document', 'documents'], fr: ['document', 'documents'] }, locale);

function Partners({ partners, locale }: { partners: readonly DeadLetters[]; locale: Locale }) {
  const t = say(locale);
  if (partners.length === 0) return null;
  return (
    <Panel id="partners" title={t('By partner', 'Par partenaire')}>
      <ul class="flex flex-col gap-2">
        {partners.map((one) => (
          <li class="grid grid-cols-[minmax(8rem,1fr)_minmax(10rem,2fr)_auto] items-center gap-3">
            <a class="link" href={`${DELIVERIES}?partner=${one.partnerId}`}>
              {one.partnerName}
            </a>
            <span class="muted">
              {t(`${one.dead} given up`, `${one.dead} en échec`)},{' '}
              {counted(
                one.held,
                { en: ['held behind', 'held behind'], fr: ['retenu derrière', 'retenus derrière'] },
                locale,
              )}
            </span>
            <ActionForm
              action={`${DELIVERIES}/partners/${one.partnerId}/replay`}
              size="sm"
              kind="quiet"
              confirm={t(
                `Send ${documents(one.dead, locale)} to ${one.partnerName} again?`,
                `Renvoyer ${documents(one.dead, locale)} à ${one.partnerName} ?`,
              )}
            >
              {t('Replay all', 'Tout renvoyer')}
            </ActionForm>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

/** Documents that no partner took: what, for whom, why, what waits behind, and what to do. */
export function DeliveriesPage(props: {
  locale: Locale;
  state: DeliveryFilter | undefined;
  partner: string | undefined;
  q: string | undefined;
  partners: readonly DeadLetters[];
  work: BulkProgress | undefined;
  rows: readonly DeliveryRow[];
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, state, partners, work } = props;
  const t = say(locale);
  return (
    <Stack>
      <WorkTabs locale={locale} current="deliveries" />
      {work ? <WorkProgress locale={locale} here="/operator/exchanges" work={work} /> : null}
      <Partners partners={partners} locale={locale} />
      <Filter
        locale={locale}
        action={DELIVERIES}
        controls={[
          {
            name: 'q',
            label: t('Order or invoice', 'Commande ou facture'),
            value: props.q,
            type: 'search',
            span: 'two',
          },
          {
            name: 'state',
            label: t('State', 'État'),
            value: state,
            choices: Object.entries(STATES).map(([value, word]) => ({
              value,
              label: word.text[locale],
            })),
          },
          {
            name: 'partner',
            label: t('Partner', 'Partenaire'),
            value: props.partner,
            choices: partners.map((one) => ({ value: one.partnerId, label: one.partnerName })),
          },
        ]}
      />
      <DataTable
        locale={locale}
        caption={t('Outgoing documents', 'Documents sortants')}
        captionNote={t('Oldest first', 'Les plus anciens d’abord')}
        columns={columns(locale)}
        rows={props.rows}
        rowHref={(row) => `/operator/exchanges/${row.exchangeId}`}
        rowTone={(row) => (row.state === 'dead' ? 'error' : undefined)}
        nextHref={props.nextHref}
        firstHref={props.firstHref}
        empty={{
          title:
            state === 'dead'
              ? t('Every document was taken', 'Tous les documents ont été pris')
              : t('No document here', 'Aucun document ici'),
          text: t(
            'A document that a partner refuses, or does not take however often it is sent, waits here for a person; later documents of the same order wait behind it.',
            'Un document refusé par un partenaire, ou jamais pris malgré les envois répétés, attend ici une décision ; les documents suivants de la même commande attendent derrière lui.',
          ),
          picture: 'done',
        }}
      />
    </Stack>
  );
}
