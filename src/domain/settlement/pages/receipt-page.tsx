import { type Locale, say } from '../../../base/index.ts';
import {
  ActionForm,
  Alert,
  Button,
  type Column,
  Columns,
  DataTable,
  DateText,
  DefinitionList,
  HiddenFields,
  Panel,
  Stack,
  StateBadge,
  TextField,
} from '../../../ui/index.ts';
import type { Evidence, MatchProposal } from '../entities.ts';
import type { AllocationView, ReceiptView } from '../queries/receipts.ts';
import { ExplainForm, ManualForm } from './manual-form.tsx';
import type { ReceiptPageProps } from './receipt-props.ts';
import { Amount, kindText, ReceiptState } from './words.tsx';

/** One bank entry: what the bank says, what it may pay and why, what it pays already. */
export function ReceiptPage(props: ReceiptPageProps) {
  const { locale, view, canPost } = props;
  const t = say(locale);
  const { entry } = view;
  const isOpen = entry.unallocatedMinor > 0n && entry.bookedAs === 'unapplied_cash';
  return (
    <Stack>
      <Columns layout="main-side">
        <Payment locale={locale} view={view} />
        {isOpen ? (
          <Panel id="next" title={t('What to do', 'Que faire')}>
            <p>
              {view.proposals.length > 0
                ? t(
                    'Confirm a proposal, or allocate by hand below.',
                    'Confirmez une proposition ou affectez à la main ci-dessous.',
                  )
                : t(
                    'No proposal: allocate by hand below.',
                    'Aucune proposition : affectez à la main ci-dessous.',
                  )}
            </p>
            {canPost ? (
              <ActionForm action={`/operator/reconciliation/${entry.id}/look-again`}>
                {t('Look again', 'Chercher à nouveau')}
              </ActionForm>
            ) : null}
          </Panel>
        ) : null}
      </Columns>
      {isOpen && view.proposals.length > 0 ? <Proposals {...props} /> : null}
      {view.allocations.length > 0 ? <Matches {...props} /> : null}
      {isOpen && canPost ? <ManualForm {...props} /> : null}
      {entry.bookedAs === 'suspense' && canPost ? <ExplainForm {...props} /> : null}
    </Stack>
  );
}

function Payment({ locale, view }: { locale: Locale; view: ReceiptView }) {
  const t = say(locale);
  const { entry } = view;
  return (
    <Panel id="payment" title={t('The payment', 'Le paiement')}>
      <DefinitionList
        items={[
          {
            term: t('Amount', 'Montant'),
            value: <Amount minor={entry.amountMinor} currency={entry.currency} locale={locale} />,
          },
          {
            term: t('Not allocated', 'Non affecté'),
            value: (
              <Amount minor={entry.unallocatedMinor} currency={entry.currency} locale={locale} />
            ),
          },
          { term: t('State', 'État'), value: <ReceiptState state={entry.state} locale={locale} /> },
          {
            term: t('Booked', 'Comptabilisé'),
            value: <DateText value={entry.bookedOn} locale={locale} />,
          },
          { term: t('From', 'De'), value: entry.counterpartyName },
          {
            term: t('Account', 'Compte'),
            value: entry.counterpartyIban ? (
              <code>{entry.counterpartyIban.replace(/(.{4})(?=.)/g, '$1 ')}</code>
            ) : (
              ''
            ),
          },
          {
            term: t('Buyer', 'Acheteur'),
            value: view.buyerName ?? t('not known yet', 'pas encore connu'),
          },
          { term: t('Reference', 'Référence'), value: entry.structuredReference },
          { term: 'EndToEndId', value: entry.endToEndId },
          {
            term: t('Text', 'Libellé'),
            value: <span class="whitespace-pre-wrap">{entry.remittanceText}</span>,
          },
        ]}
      />
    </Panel>
  );
}

function EvidenceList({ evidence, locale }: { evidence: readonly Evidence[]; locale: Locale }) {
  return (
    <ul class="stack">
      {evidence.map((piece) => (
        <li>
          <StateBadge
            tone={piece.weight < 0 ? 'warning' : piece.weight >= 20 ? 'success' : 'neutral'}
            text={piece.weight > 0 ? `+${piece.weight}` : String(piece.weight)}
          />{' '}
          {piece[locale]}
        </li>
      ))}
    </ul>
  );
}

function Proposals({ locale, view, canPost }: ReceiptPageProps) {
  const t = say(locale);
  const [best, second] = view.proposals;
  return (
    <section aria-label={t('Proposals', 'Propositions')}>
      <Stack>
        {best && second ? (
          <Alert tone={best.score - second.score < 10 ? 'warning' : 'info'}>
            {t(
              `${view.proposals.length - 1} ${view.proposals.length > 2 ? 'rivals' : 'rival'}; the best leads by ${best.score - second.score} points.`,
              `${view.proposals.length - 1} ${view.proposals.length > 2 ? 'rivales' : 'rivale'} ; la meilleure devance de ${best.score - second.score} points.`,
            )}
          </Alert>
        ) : null}
        <Columns layout={view.proposals.length > 2 ? 'three' : 'two'}>
          {view.proposals.map((proposal) => (
            <ProposalCard locale={locale} proposal={proposal} view={view} canPost={canPost} />
          ))}
        </Columns>
      </Stack>
    </section>
  );
}

function ProposalCard({
  locale,
  proposal,
  view,
  canPost,
}: {
  locale: Locale;
  proposal: MatchProposal;
  view: ReceiptView;
  canPost: boolean;
}) {
  const t = say(locale);
  const { currency } = view.entry;
  const used = proposal.allocations.reduce((sum, share) => sum + BigInt(share.amountMinor), 0n);
  return (
    <Panel
      id={`proposal-${proposal.rank}`}
      title={`${proposal.rank}. ${kindText(proposal.kind, locale)}`}
      actions={
        <StateBadge tone="info" text={t(`${proposal.score} points`, `${proposal.score} points`)} />
      }
    >
      <Stack>
        <p>{view.buyers.get(proposal.buyerId)}</p>
        <DataTable
          locale={locale}
          caption={t('Invoices', 'Factures')}
          captionView="hidden"
          columns={shareColumns({ locale, currency })}
          rows={proposal.allocations}
          totals={[
            {
              label: t('Allocated', 'Affecté'),
              cells: { amount: <Amount minor={used} currency={currency} locale={locale} /> },
            },
            {
              label: t('Stays unapplied', 'Reste non affecté'),
              cells: {
                amount: (
                  <Amount
                    minor={view.entry.unallocatedMinor - used}
                    currency={currency}
                    locale={locale}
                  />
                ),
              },
            },
          ]}
        />
        <EvidenceList evidence={proposal.evidence} locale={locale} />
        {canPost ? (
          <form method="post" action={`/operator/reconciliation/${view.entry.id}/confirm`}>
            <HiddenFields values={{ proposal: proposal.id }} />
            <button
              type="submit"
              class={proposal.rank === 1 ? 'btn btn-primary' : 'btn btn-quiet'}
              accesskey={String(proposal.rank)}
            >
              {t(`Confirm proposal ${proposal.rank}`, `Confirmer la proposition ${proposal.rank}`)}
            </button>
          </form>
        ) : null}
      </Stack>
    </Panel>
  );
}

function Matches(props: ReceiptPageProps) {
  const { locale, view, canPost } = props;
  const t = say(locale);
  const { entry, allocations } = view;
  const active = allocations.filter((one) => !one.reversedAt);
  const [first] = active;
  return (
    <Panel id="matches" title={t('What it pays', 'Ce qu’il règle')}>
      <Stack>
        <DataTable
          locale={locale}
          caption={t('Matches', 'Rapprochements')}
          captionView="hidden"
          columns={matchColumns(props)}
          rows={allocations}
        />
        {first && first.evidence.length > 0 ? (
          <EvidenceList evidence={first.evidence} locale={locale} />
        ) : null}
        {canPost && first ? (
          <form method="post" action={`/operator/reconciliation/${entry.id}/reverse`} class="stack">
            <TextField
              locale={locale}
              name="reason"
              label={t('Reason for reversing', 'Motif de l’annulation')}
              required
              maxlength={500}
            />
            <div class="form-actions">
              <Button
                kind="danger"
                confirm={t(
                  'Reverse this match? The invoices are open again.',
                  'Annuler ce rapprochement ? Les factures redeviennent ouvertes.',
                )}
              >
                {t('Reverse the match', 'Annuler le rapprochement')}
              </Button>
            </div>
          </form>
        ) : null}
      </Stack>
    </Panel>
  );
}

function matchColumns({ locale, view: { entry } }: ReceiptPageProps): Column<AllocationView>[] {
  const t = say(locale);
  return [
    {
      key: 'number',
      label: t('Invoice', 'Facture'),
      cell: (one: AllocationView) => one.number,
    },
    { key: 'seller', label: t('Seller', 'Vendeur'), cell: (one) => one.sellerName },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (one) => (
        <Amount
          minor={one.isCreditNote ? -one.amountMinor : one.amountMinor}
          currency={entry.currency}
          locale={locale}
        />
      ),
    },
    {
      key: 'lost',
      label: t('Written off', 'Écart'),
      align: 'number',
      cell: (one) =>
        one.writeOffMinor > 0n ? (
          <Amount minor={one.writeOffMinor} currency={entry.currency} locale={locale} />
        ) : (
          ''
        ),
    },
    {
      key: 'how',
      label: t('How', 'Comment'),
      cell: (one) => (one.method === 'auto' ? t('automatic', 'automatique') : one.createdBy),
    },
    {
      key: 'state',
      label: t('State', 'État'),
      cell: (one) =>
        one.reversedAt ? (
          <StateBadge
            tone="warning"
            text={t(
              `reversed by ${one.reversedBy ?? ''}: ${one.reason ?? ''}`,
              `annulé par ${one.reversedBy ?? ''} : ${one.reason ?? ''}`,
            )}
          />
        ) : (
          <StateBadge tone="success" text={t('in force', 'en vigueur')} />
        ),
    },
    {
      key: 'ledger',
      label: t('Ledger', 'Comptabilité'),
      cell: (one) => (
        <a href={`/operator/ledger/transactions/${one.ledgerTransactionId}`}>
          {t('entries', 'écritures')}
        </a>
      ),
    },
  ];
}

function shareColumns({
  locale,
  currency,
}: {
  locale: Locale;
  currency: string;
}): Column<MatchProposal['allocations'][number]>[] {
  const t = say(locale);
  return [
    {
      key: 'number',
      label: t('Invoice', 'Facture'),
      cell: (share: MatchProposal['allocations'][number]) => share.number,
    },
    {
      key: 'amount',
      label: t('Amount', 'Montant'),
      align: 'number',
      cell: (share) => (
        <Amount minor={BigInt(share.amountMinor)} currency={currency} locale={locale} />
      ),
    },
  ];
}
