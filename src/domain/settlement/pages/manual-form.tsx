import { raw } from 'hono/html';
import { type Locale, money, moneyText, say } from '../../../base/index.ts';
import {
  ActionForm,
  Button,
  DataTable,
  DateText,
  HiddenFields,
  Panel,
  Search,
  Stack,
} from '../../../ui/index.ts';
import type { OpenItem } from '../matching/index.ts';
import type { ReceiptPageProps } from './receipt-props.ts';
import { Amount } from './words.tsx';

/** An amount as the reader would type it. */
function typed(amount: string, locale: Locale): string {
  return locale === 'fr' ? amount.replace('.', ',') : amount;
}

/** Adds up what is typed while it is typed; the server checks again. Numbers in either notation. */
const REMAINDER_SCRIPT = `(() => {
  const form = document.getElementById('manual');
  const out = document.getElementById('remainder');
  if (!form || !out) return;
  const show = new Intl.NumberFormat(document.documentElement.lang, { style: 'currency', currency: out.dataset.currency });
  const french = document.documentElement.lang === 'fr';
  const bare = (text) => text.replace(/[\\s\\u00a0\\u202f]/g, '').replace(french ? ',' : /,/g, french ? '.' : '');
  const cents = (text) => Math.round(Number(bare(text) || '0') * 100);
  const update = () => {
    let left = Number(out.dataset.minor);
    for (const input of form.querySelectorAll('input[data-sign]')) left -= cents(input.value) * Number(input.dataset.sign);
    out.textContent = Number.isFinite(left) ? show.format(left / 100) : '?';
  };
  form.addEventListener('input', update);
  update();
})();`;

/** A buyer's open items with an amount field each, and what would remain of the payment. */
export function ManualForm(props: ReceiptPageProps) {
  const { locale, view, buyer, items, found } = props;
  const t = say(locale);
  const { entry } = view;
  const here = `/operator/reconciliation/${entry.id}`;
  return (
    <Panel
      id="by-hand"
      title={
        buyer
          ? t(`Allocate by hand: ${buyer.name}`, `Affecter à la main : ${buyer.name}`)
          : t('Allocate by hand', 'Affecter à la main')
      }
    >
      <Stack>
        <Search
          locale={locale}
          action={here}
          value={props.text}
          id="buyer-search"
          label={t('Find a buyer by name or invoice', 'Trouver un acheteur par nom ou facture')}
        />
        {found.length > 0 ? (
          <ul class="stack">
            {found.map((one) => (
              <li>
                <a href={`${here}?buyer=${one.id}#by-hand`}>{one.name}</a>
              </li>
            ))}
          </ul>
        ) : null}
        {buyer && items.length > 0 ? (
          <form id="manual" method="post" action={`${here}/allocate`} class="stack">
            <HiddenFields values={{ buyer: buyer.id, version: String(entry.version) }} />
            <OpenItems {...props} />
            <p role="status">
              {t('Remaining: ', 'Reste : ')}
              <strong
                id="remainder"
                data-minor={String(entry.unallocatedMinor)}
                data-currency={entry.currency}
              >
                {moneyText(money(entry.unallocatedMinor, entry.currency))}
              </strong>
            </p>
            <div class="form-actions">
              <Button kind="primary">{t('Allocate these amounts', 'Affecter ces montants')}</Button>
            </div>
            <script nonce={props.nonce}>{raw(REMAINDER_SCRIPT)}</script>
          </form>
        ) : buyer ? (
          <p>
            {t(
              'This buyer has no open invoice in this currency.',
              'Cet acheteur n’a aucune facture ouverte dans cette devise.',
            )}
          </p>
        ) : (
          <p>{t('Search the buyer first.', 'Cherchez d’abord l’acheteur.')}</p>
        )}
      </Stack>
    </Panel>
  );
}

function OpenItems({ locale, items, view }: ReceiptPageProps) {
  const t = say(locale);
  const { currency } = view.entry;
  return (
    <DataTable
      locale={locale}
      caption={t('Open invoices and credit notes', 'Factures et avoirs ouverts')}
      columns={[
        {
          key: 'number',
          label: t('Number', 'Numéro'),
          cell: (item: OpenItem) =>
            item.isCreditNote ? `${item.number} (${t('credit note', 'avoir')})` : item.number,
        },
        { key: 'seller', label: t('Seller', 'Vendeur'), cell: (item) => item.sellerName },
        {
          key: 'due',
          label: t('Due', 'Échéance'),
          cell: (item) => <DateText value={item.dueOn} locale={locale} />,
        },
        {
          key: 'open',
          label: t('Open', 'Ouvert'),
          align: 'number',
          cell: (item) => (
            <Amount
              minor={item.isCreditNote ? -item.openMinor : item.openMinor}
              currency={currency}
              locale={locale}
            />
          ),
        },
        {
          key: 'amount',
          label: t('Allocate', 'Affecter'),
          align: 'number',
          cell: (item) => (
            <input
              class="input text-end"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              name={`amount_${item.invoiceId}`}
              data-sign={item.isCreditNote ? '-1' : '1'}
              placeholder={typed(moneyText(money(item.openMinor, currency)), locale)}
              aria-label={t(`Amount for ${item.number}`, `Montant pour ${item.number}`)}
            />
          ),
        },
      ]}
      rows={items}
    />
  );
}

/** What a debit in suspense was. */
export function ExplainForm({ locale, view }: ReceiptPageProps) {
  const t = say(locale);
  const action = `/operator/reconciliation/${view.entry.id}/explain`;
  return (
    <Panel id="explain" title={t('What was this debit?', 'Qu’est-ce que ce débit ?')}>
      <div class="form-actions">
        <ActionForm action={action} hidden={{ as: 'bank_charges' }}>
          {t('Bank charges', 'Frais bancaires')}
        </ActionForm>
        <ActionForm action={action} hidden={{ as: 'bank_operating' }}>
          {t('Commission moved to our account', 'Commission virée sur notre compte')}
        </ActionForm>
      </div>
    </Panel>
  );
}
