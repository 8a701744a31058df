import {
  formatQuantity,
  type Locale,
  money,
  say,
  type Text,
  unitText,
} from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  DataTable,
  DateText,
  Disclosure,
  Form,
  FormActions,
  MoneyText,
  Panel,
  Stack,
  StateBadge,
  Tabs,
  TextField,
  Timeline,
  type Tone,
} from '../../../ui/index.ts';
import type { Invoice } from '../entities.ts';
import type { GoodsReturn, InvoiceStatus, InvoiceStatusType, ReturnState } from './entities.ts';

export const RETURNS = '/operator/returns';

const STATUSES: Readonly<Record<InvoiceStatusType, { text: Text; tone: Tone }>> = {
  processing: { text: { en: 'is being processed', fr: 'en cours de traitement' }, tone: 'info' },
  canceled: {
    text: { en: 'cancelled in the suite', fr: 'annulée dans la suite' },
    tone: 'warning',
  },
  reconciled: { text: { en: 'reconciled', fr: 'rapprochée de la commande' }, tone: 'success' },
  rejected: { text: { en: 'rejected', fr: 'rejetée' }, tone: 'error' },
  paying: { text: { en: 'being paid', fr: 'mise en paiement' }, tone: 'info' },
  paid: { text: { en: 'paid, it says', fr: 'payée, selon l’acheteur' }, tone: 'success' },
};

/** What the buyer's system said of an invoice, newest first; nothing when it said nothing. */
export function BuyerSays({
  statuses,
  locale,
}: {
  statuses: readonly InvoiceStatus[];
  locale: Locale;
}) {
  const t = say(locale);
  if (statuses.length === 0) return null;
  return (
    <Panel
      id="buyer-says"
      title={t('What the buyer’s system says', 'Ce que dit le système de l’acheteur')}
    >
      <Timeline
        label={t('Statuses', 'Statuts')}
        entries={statuses.map((one) => ({
          when: <DateText value={one.saidAt} locale={locale} />,
          title: STATUSES[one.status].text[locale],
          tone: STATUSES[one.status].tone,
          detail: (
            <>
              {typeof one.partialMinor === 'bigint' ? (
                <>
                  {t('Part of it: ', 'Dont : ')}
                  <MoneyText amount={money(one.partialMinor, one.currency)} locale={locale} />{' '}
                </>
              ) : null}
              {one.comment ?? ''}
            </>
          ),
        }))}
      />
    </Panel>
  );
}

/** The buyer's system refused it; what the seller may say against it is another matter. */
export function Rejected({ invoice, locale }: { invoice: Invoice; locale: Locale }) {
  if (!invoice.contestedAt || invoice.contestedBy !== 'buyer') return null;
  return (
    <Alert
      tone="warning"
      title={say(locale)('The buyer rejected this document.', 'L’acheteur a rejeté ce document.')}
    >
      <DateText value={invoice.contestedAt} locale={locale} /> · {invoice.contestReason}
    </Alert>
  );
}

const STATES: Readonly<Record<ReturnState, { text: Text; tone: Tone }>> = {
  open: { text: { en: 'to decide', fr: 'à traiter' }, tone: 'warning' },
  refused: { text: { en: 'sent away', fr: 'refusé' }, tone: 'neutral' },
  credited: { text: { en: 'credited', fr: 'crédité' }, tone: 'success' },
  dismissed: { text: { en: 'not credited', fr: 'non crédité' }, tone: 'neutral' },
};

function Decision({ back, locale }: { back: GoodsReturn; locale: Locale }) {
  const t = say(locale);
  return (
    <div class="flex flex-col items-end gap-2">
      <ActionForm
        action={`${RETURNS}/${back.id}/credit`}
        size="sm"
        kind="primary"
        confirm={t('Issue the credit note for this return?', 'Émettre l’avoir pour ce retour ?')}
        label={t(`Credit line ${back.lineNumber}`, `Créditer la ligne ${back.lineNumber}`)}
      >
        {t('Issue credit note', 'Émettre l’avoir')}
      </ActionForm>
      <Disclosure summary={t('Do not credit', 'Ne pas créditer')}>
        <Form action={`${RETURNS}/${back.id}/dismiss`} frame="none">
          <TextField
            locale={locale}
            id={`reason-${back.id}`}
            name="reason"
            label={t('Why not', 'Pour quel motif')}
            maxlength={500}
            required
          />
          <FormActions locale={locale} submit={t('Leave it', 'Classer')} />
        </Form>
      </Disclosure>
    </div>
  );
}

/** Goods that buyers say they sent back; the operator's finance may decide. */
export function ReturnsTable(props: {
  rows: readonly GoodsReturn[];
  locale: Locale;
  may: 'decide' | 'look';
  nextHref?: string | undefined;
  firstHref?: string | undefined;
}) {
  const { locale, may } = props;
  const t = say(locale);
  return (
    <DataTable
      locale={locale}
      caption={t('Returned goods', 'Retours de marchandises')}
      rows={props.rows}
      rowTone={(back) => (back.state === 'open' ? 'warning' : undefined)}
      nextHref={props.nextHref}
      firstHref={props.firstHref}
      columns={[
        {
          key: 'order',
          label: t('Order', 'Commande'),
          cell: (back: GoodsReturn) => (
            <>
              {back.purchaseOrderNumber}
              <br />
              <small class="muted">
                {t(`line ${back.lineNumber}`, `ligne ${back.lineNumber}`)} · {back.receiptId}
              </small>
            </>
          ),
        },
        {
          key: 'article',
          label: t('Article', 'Désignation'),
          cell: (back) => (
            <>
              {back.description}
              {back.comment ? (
                <>
                  <br />
                  <small class="muted">{back.comment}</small>
                </>
              ) : null}
            </>
          ),
        },
        {
          key: 'quantity',
          label: t('Sent back', 'Retourné'),
          align: 'number',
          cell: (back) =>
            `${formatQuantity(back.quantity, locale)} ${unitText(back.unit, locale, back.quantity)}`,
        },
        {
          key: 'state',
          label: t('State', 'État'),
          cell: (back) => (
            <>
              <StateBadge text={STATES[back.state].text[locale]} tone={STATES[back.state].tone} />{' '}
              {back.creditNoteId && may === 'decide' ? (
                <a class="link" href={`/operator/invoices/${back.creditNoteId}`}>
                  {t('credit note', 'avoir')}
                </a>
              ) : null}
              <small class="muted">{back.decisionReason ?? ''}</small>
            </>
          ),
        },
        {
          key: 'at',
          label: t('When', 'Date'),
          cell: (back) => <DateText value={back.createdAt} locale={locale} />,
        },
        ...(may === 'decide'
          ? [
              {
                key: 'act',
                label: t('Decide', 'Décider'),
                heading: 'hidden' as const,
                align: 'end' as const,
                cell: (back: GoodsReturn) =>
                  back.state === 'open' ? <Decision back={back} locale={locale} /> : '',
              },
            ]
          : []),
      ]}
      empty={{
        title: t('No return here', 'Aucun retour ici'),
        text: t(
          'When a buyer’s receipt says that goods went back, they stand here until they are credited or left.',
          'Lorsqu’une réception indique un retour de marchandises, il figure ici jusqu’à son avoir ou son classement.',
        ),
        picture: 'done',
      }}
    />
  );
}

/** The operator's list of returns. */
export function ReturnsPage(props: {
  rows: readonly GoodsReturn[];
  locale: Locale;
  state: ReturnState;
  may: 'decide' | 'look';
  nextHref: string | undefined;
  firstHref: string | undefined;
}) {
  const { locale, state } = props;
  return (
    <Stack>
      <Tabs
        label={say(locale)('Returns', 'Retours')}
        items={Object.entries(STATES).map(([value, word]) => ({
          href: `${RETURNS}?show=${value}`,
          label: word.text[locale],
          current: value === state,
        }))}
      />
      <ReturnsTable {...props} />
    </Stack>
  );
}
