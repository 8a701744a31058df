import {
  type Money,
  money,
  moneyText,
  Problem,
  parseMoney,
  type Rounding,
  splitMoney,
} from '../../base/index.ts';
import { Badge, Table } from '../shared/page.tsx';
import type { Transfer } from './account.ts';

const EXACT: Rounding = 'exact';
/** A payer who groups invoices names so many of them. */
const SEVERAL = 3;

/** Something that a payer owes: a statement of invoices, or an order to be paid in advance. */
export type Due = {
  readonly number: string;
  readonly kind: 'statement' | 'order';
  readonly payer: string;
  readonly iban: string;
  /** What is still open. */
  readonly amount: Money;
  /** Creditor reference (RF) that the document asks for. */
  readonly reference: string;
  /** Its open invoices, oldest first. */
  readonly invoices: readonly { readonly number: string; readonly amount: Money }[];
};

type Way = {
  readonly name: string;
  readonly label: string;
  readonly make: (transfer: Transfer, due?: Due) => Transfer;
};

/** A reference as a hurried clerk types it: two neighbouring characters changed over. */
function mistyped(text: string): string {
  const at = text.search(/(\w)(?!\1)\w\W*$/);
  return at < 0
    ? 'FACTURE 0000'
    : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

function half(amount: Money): Money {
  return splitMoney(amount, [1n, 1n])[0] ?? amount;
}

function several(transfer: Transfer, due: Due | undefined): Transfer {
  if (!due || due.invoices.length === 0) {
    const text = transfer.text
      .split(/[\s,;]+/)
      .filter(Boolean)
      .join(' ');
    return { ...transfer, text };
  }
  const chosen = due.invoices.slice(0, SEVERAL);
  const minor = chosen.reduce((sum, one) => sum + one.amount.minor, 0n);
  return {
    ...transfer,
    amount: money(minor, due.amount.currency),
    text: chosen.map((one) => one.number).join(' '),
  };
}

/** How payers pay. */
const WAYS: readonly Way[] = [
  { name: 'whole', label: 'Whole', make: (transfer) => transfer },
  {
    name: 'half',
    label: 'Half',
    make: (transfer) => ({ ...transfer, amount: half(transfer.amount) }),
  },
  { name: 'several', label: 'Several in one', make: several },
  {
    name: 'wrong',
    label: 'Wrong reference',
    make: (transfer) => ({ ...transfer, text: mistyped(transfer.text) }),
  },
];

/** The transfer by which a due is paid this way. */
export function payDue(due: Due, way: string): Transfer {
  const transfer: Transfer = {
    payer: due.payer,
    iban: due.iban,
    amount: due.amount,
    text: due.reference,
    reference: '',
  };
  return WAYS.find((one) => one.name === way)?.make(transfer, due) ?? transfer;
}

/** Several invoices are typed as lines «number amount»; their sum is then the amount. */
function amountOf(field: (name: string) => string, text: string): Money {
  const typed = field('amount').replace(',', '.').replace(/\s/g, '');
  if (typed !== '') return parseMoney(typed, 'EUR', EXACT);
  const lines = [...text.matchAll(/(\d+[.,]\d{2})\s*$/gm)].map(([, amount = '0']) =>
    parseMoney(amount.replace(',', '.'), 'EUR', EXACT),
  );
  if (lines.length === 0)
    throw new Problem('request.invalid', {
      path: 'amount',
      reason: 'give an amount, or lines «number amount»',
    });
  return money(
    lines.reduce((sum, one) => sum + one.minor, 0n),
    'EUR',
  );
}

/** The transfer of the form. Refuses an amount that cannot be read or is not above zero. */
export function transferOf(field: (name: string) => string): Transfer {
  const given = field('text');
  const amount = amountOf(field, given);
  if (amount.minor <= 0n)
    throw new Problem('request.invalid', { path: 'amount', reason: 'must be above zero' });
  const text = field('amount') === '' ? given.replace(/\s+\d+[.,]\d{2}\s*$/gm, '') : given;
  const transfer = {
    payer: field('payer') || 'Unknown payer',
    iban: field('iban').replace(/\s/g, ''),
    amount,
    text,
    reference: field('reference'),
  };
  return WAYS.find((one) => one.name === field('preset'))?.make(transfer) ?? transfer;
}

/**
 * What is to be paid at the moment, with a button for each way of paying it; `paid` are the references that
 * the next statement will name.
 */
export function DueTable({ dues, paid }: { dues: readonly Due[]; paid: ReadonlySet<string> }) {
  return (
    <section>
      <h2>To be paid</h2>
      <Table
        empty="Nothing is open: statements and orders to be paid in advance appear here."
        rows={dues}
        columns={[
          {
            head: 'Document',
            cell: (due) => (
              <>
                <span class="nowrap">{due.number}</span>
                <br />
                <span class="quiet">
                  {due.kind === 'order' ? 'order, in advance' : `${due.invoices.length} open`}
                </span>
              </>
            ),
          },
          {
            head: 'Payer',
            cell: (due) => (
              <>
                {due.payer}
                <br />
                <code class="quiet">{due.reference}</code>
              </>
            ),
          },
          {
            head: 'Open',
            numeric: true,
            cell: (due) => (
              <>
                {`${moneyText(due.amount)} ${due.amount.currency}`}
                {paid.has(due.reference) ? (
                  <>
                    <br />
                    <Badge tone="good">on its way</Badge>
                  </>
                ) : null}
              </>
            ),
          },
          {
            head: 'Pay',
            cell: (due) => (
              <form method="post" action="/dues" class="row tight">
                <input type="hidden" name="reference" value={due.reference} />
                {WAYS.filter((way) => way.name !== 'several' || due.invoices.length > 1).map(
                  (way) => (
                    <button
                      name="preset"
                      value={way.name}
                      class={way.name === 'whole' ? 'main' : ''}
                    >
                      {way.label}
                    </button>
                  ),
                )}
              </form>
            ),
          },
        ]}
      />
    </section>
  );
}

/** A transfer as one types it, for what is not in the table. */
export function TransferForm() {
  return (
    <section>
      <h2>Another transfer</h2>
      <form method="post" action="/transfers">
        <div class="row">
          <label>
            Payer
            <input name="payer" required />
          </label>
          <label>
            IBAN of the payer
            <input name="iban" size={30} />
          </label>
          <label>
            Amount due, EUR
            <input name="amount" inputmode="decimal" placeholder="1234.56" />
          </label>
          <label>
            Payer’s reference
            <input name="reference" maxlength={35} />
          </label>
        </div>
        <label>
          Text or RF reference (for several invoices one «number amount» a line, and no amount
          above)
          <textarea name="text" rows={3} />
        </label>
        <div class="row">
          {WAYS.map((way) => (
            <button name="preset" value={way.name} class={way.name === 'whole' ? 'main' : ''}>
              {way.label}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}
