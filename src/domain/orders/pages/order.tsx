import { groupsOfFour, isCreditorReference, type Locale, say } from '../../../base/index.ts';
import {
  Alert,
  DateText,
  DefinitionList,
  KeyFigures,
  MoneyText,
  Panel,
  Stack,
  Steps,
} from '../../../ui/index.ts';
import type { OrderView, PartView } from '../queries/index.ts';
import { prepaymentReference } from '../rules.ts';
import { Attachments, History } from './changes.tsx';
import { Particulars } from './particulars.tsx';
import { addressText, LinesTable, nameOf } from './parts.tsx';
import { type ReceiptForms, WaitingReceipts } from './receipts.tsx';
import { ShipmentPanel } from './shipment.tsx';
import { SellerBadge, stepsOf } from './words.tsx';

function Part({
  part,
  locale,
  forms,
}: {
  part: PartView;
  locale: Locale;
  forms: ReceiptForms | undefined;
}) {
  const t = say(locale);
  const { order } = part;
  return (
    <Panel
      id={`part-${order.number.replaceAll(/[^\w-]/g, '-')}`}
      title={`${nameOf(part.seller)} · ${order.number}`}
      actions={<SellerBadge state={order.state} locale={locale} />}
    >
      <Stack>
        <Steps
          locale={locale}
          label={t(`Progress of ${order.number}`, `Avancement de ${order.number}`)}
          steps={stepsOf(order.state, locale)}
        />
        <LinesTable
          locale={locale}
          lines={part.lines}
          caption={t(`Lines of ${order.number}`, `Lignes de ${order.number}`)}
          state={order.state}
        />
        <WaitingReceipts
          receipts={part.receipts}
          state={order.state}
          locale={locale}
          forms={forms}
        />
        {part.shipments.map((view) => (
          <ShipmentPanel
            view={view}
            receipts={part.receipts.filter(
              ({ receipt }) => receipt.shipmentId === view.shipment.id,
            )}
            locale={locale}
            forms={forms}
          />
        ))}
      </Stack>
    </Panel>
  );
}

/** What to pay, to whom and with which reference, while an order waits for its money. */
function Prepayment({ view, locale }: { view: OrderView; locale: Locale }) {
  const t = say(locale);
  const { purchase, payee } = view;
  if (!payee) return null;
  const amount = { minor: purchase.netMinor + purchase.vatMinor, currency: purchase.currency };
  return (
    <Panel id="prepayment" title={t('To be paid in advance', 'À payer d’avance')}>
      <Stack>
        <Alert tone="warning">
          {t(
            'The order goes to the sellers as soon as the whole amount has arrived with this reference.',
            'La commande part chez les vendeurs dès que le montant total est arrivé avec cette référence.',
          )}
        </Alert>
        <DefinitionList
          items={[
            {
              term: t('Amount', 'Montant'),
              value: (
                <strong>
                  <MoneyText amount={amount} locale={locale} />
                </strong>
              ),
            },
            {
              term: t('Reference', 'Référence'),
              value: <strong class="num">{paymentReference(purchase)}</strong>,
            },
            { term: t('Payable to', 'Bénéficiaire'), value: payee.legalName },
            {
              term: 'IBAN',
              value: payee.iban ? <span class="num">{groupsOfFour(payee.iban)}</span> : undefined,
            },
            { term: 'BIC', value: payee.bic ?? undefined },
          ]}
        />
      </Stack>
    </Panel>
  );
}

/** In groups of four when it is a creditor reference; a bare number stays as it is. */
function paymentReference(purchase: { number: string; buyerId: string }): string {
  const reference = prepaymentReference(purchase);
  return isCreditorReference(reference) ? groupsOfFour(reference) : reference;
}

const TERMS = {
  prepay: { en: 'Paid in advance', fr: 'Paiement d’avance' },
  short: { en: 'Short terms', fr: 'Délai court' },
  full: { en: 'Contract terms', fr: 'Conditions du contrat' },
} as const;

/** A whole order: its figures, and each seller's part with lines and shipments. */
export function OrderPage({
  view,
  locale,
  forms,
  path,
}: {
  view: OrderView;
  locale: Locale;
  /** Absent: shipments are only shown. */
  forms?: ReceiptForms | undefined;
  /** Where this page stands: `/buyer/orders` or `/operator/orders`. */
  path: string;
}) {
  const t = say(locale);
  const { purchase, parts } = view;
  const amount = (minor: bigint) => (
    <MoneyText amount={{ minor, currency: purchase.currency }} locale={locale} />
  );
  return (
    <Stack>
      <KeyFigures
        figures={[
          { label: t('Net', 'HT'), value: amount(purchase.netMinor) },
          { label: t('VAT', 'TVA'), value: amount(purchase.vatMinor) },
          {
            label: t('Total incl. VAT', 'Total TTC'),
            value: amount(purchase.netMinor + purchase.vatMinor),
          },
          { label: t('Sellers', 'Vendeurs'), value: parts.length },
        ]}
      />
      <Prepayment view={view} locale={locale} />
      <Panel title={t('Order', 'Commande')} id="order">
        <DefinitionList
          items={[
            { term: t('Buyer', 'Acheteur'), value: nameOf(view.buyer) },
            { term: t('Ordered by', 'Passée par'), value: purchase.orderedBy },
            {
              term: t('Ordered', 'Passée le'),
              value: <DateText value={purchase.orderedAt} locale={locale} />,
            },
            {
              term: t('Terms', 'Conditions'),
              value: `${TERMS[purchase.termsOutcome][locale]}${purchase.paymentDays > 0 ? `, ${purchase.paymentDays} ${t('days', 'jours')}` : ''}`,
            },
            { term: t('Deliver to', 'Livrer à'), value: addressText(purchase.shipTo) },
            { term: t('Bill to', 'Facturer à'), value: addressText(purchase.billTo) },
            { term: t('Comments', 'Remarques'), value: purchase.comments ?? undefined },
          ]}
        />
      </Panel>
      {parts.map((part) => (
        <Part part={part} locale={locale} forms={forms} />
      ))}
      <Attachments files={view.attachments} base={`${path}/${purchase.id}`} locale={locale} />
      <Particulars
        purchase={purchase}
        lines={parts.flatMap((part) => part.lines)}
        path={path}
        locale={locale}
      />
      <History versions={view.versions} locale={locale} />
    </Stack>
  );
}
