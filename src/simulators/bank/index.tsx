import {
  type Money,
  money,
  moneyText,
  Problem,
  parseMoney,
  type Rounding,
  splitMoney,
} from '../../base/index.ts';
import { Badge, formText, Page, Raw, Table } from '../shared/page.tsx';
import { type Listening, listen, postTo, type Simulator, simulatorApp } from '../shared/server.ts';
import { type Account, type AccountHolder, openAccount, type Transfer } from './account.ts';

const EXACT: Rounding = 'exact';
const NAME = 'Bank';

export type BankOptions = Listening & {
  readonly comptoirUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly account?: AccountHolder | undefined;
  readonly opening?: Money | undefined;
  readonly now?: (() => Temporal.Instant) | undefined;
};
export type BankSimulator = Simulator & { readonly account: Account };

const DEMO_ACCOUNT: AccountHolder = {
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPPXXX',
  owner: 'Comptoir',
};

type Preset = {
  readonly name: string;
  readonly label: string;
  readonly make: (transfer: Transfer) => Transfer;
};

/** A reference as a hurried clerk types it: two neighbouring characters changed over. */
function mistyped(text: string): string {
  const at = text.search(/(\w)(?!\1)\w\W*$/);
  return at < 0
    ? 'FACTURE 0000'
    : text.slice(0, at) + (text[at + 1] ?? '') + (text[at] ?? '') + text.slice(at + 2);
}

/** How payers pay: the form's amount and text are those of what is due. */
const PRESETS: readonly Preset[] = [
  { name: 'whole', label: 'Pay this statement whole', make: (transfer) => transfer },
  {
    name: 'half',
    label: 'Pay half of this',
    make: (transfer) => ({
      ...transfer,
      amount: splitMoney(transfer.amount, [1n, 1n])[0] ?? transfer.amount,
    }),
  },
  {
    name: 'several',
    label: 'Several invoices in one',
    make: (transfer) => ({
      ...transfer,
      text: transfer.text
        .split(/[\s,;]+/)
        .filter(Boolean)
        .join(' '),
    }),
  },
  {
    name: 'wrong',
    label: 'Wrong reference',
    make: (transfer) => ({ ...transfer, text: mistyped(transfer.text) }),
  },
];

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

function transferOf(field: (name: string) => string): Transfer {
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
  return PRESETS.find((one) => one.name === field('preset'))?.make(transfer) ?? transfer;
}

function TransferForm() {
  return (
    <section>
      <h2>Add an incoming transfer</h2>
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
          {PRESETS.map((preset) => (
            <button name="preset" value={preset.name} class={preset.name === 'whole' ? 'main' : ''}>
              {preset.label}
            </button>
          ))}
        </div>
      </form>
    </section>
  );
}

function Home({ account, problem }: { account: Account; problem?: string }) {
  const euros = (value: Money) => `${moneyText(value)} ${value.currency}`;
  return (
    <Page simulator={NAME} title={`Account ${account.holder.iban}`}>
      {problem ? (
        <p role="alert">
          <Badge tone="bad">Refused</Badge> {problem}
        </p>
      ) : null}
      <p>
        {account.holder.owner} · balance <strong>{euros(account.balance())}</strong>
      </p>
      <TransferForm />
      <section>
        <h2>On the next statement</h2>
        <Table
          empty="No movement since the last statement."
          rows={account.pending()}
          columns={[
            { head: 'Reference', cell: (entry) => entry.reference },
            {
              head: 'Party',
              cell: (entry) =>
                entry.details[0]?.debtor?.name ?? entry.details[0]?.creditor?.name ?? '–',
            },
            {
              head: 'Text',
              cell: (entry) =>
                entry.details[0]?.remittance.unstructured[0] ??
                entry.details[0]?.remittance.structured[0]?.creditorReference ??
                '',
            },
            {
              head: 'Amount',
              numeric: true,
              cell: (entry) => `${entry.creditDebit === 'DBIT' ? '−' : ''}${euros(entry.amount)}`,
            },
          ]}
        />
        <form method="post" action="/statements" class="row">
          <button class="main">Issue statement (camt.053) and send it</button>
        </form>
      </section>
      <section>
        <h2>Statements issued</h2>
        <Table
          empty="None yet."
          rows={account.issued.toReversed()}
          columns={[
            {
              head: 'Number',
              cell: (one) => <a href={`/statements/${one.number}`}>camt.053 no. {one.number}</a>,
            },
            { head: 'Entries', numeric: true, cell: (one) => one.entries },
            { head: 'Closing balance', numeric: true, cell: (one) => euros(one.closing) },
            {
              head: 'Delivery',
              cell: (one) => (
                <Badge tone={one.delivery.startsWith('2') ? 'good' : 'plain'}>{one.delivery}</Badge>
              ),
            },
          ]}
        />
        {account.issued.length > 0 ? (
          <Raw title="Latest statement" text={account.issued.at(-1)?.camt ?? ''} />
        ) : null}
      </section>
    </Page>
  );
}

async function deliverStatement(
  camt: string,
  { comptoirUrl, apiKey }: BankOptions,
): Promise<string> {
  if (!comptoirUrl) return 'not sent';
  const headers = {
    'content-type': 'application/xml',
    ...(apiKey ? { authorization: `Bearer ${apiKey}` } : {}),
  };
  const answer = await postTo(`${comptoirUrl}/api/v1/bank-statements`, { body: camt, headers });
  return answer.status === 0 ? 'no answer' : `${answer.status} ${answer.text.slice(0, 120)}`;
}

/**
 * A bank with one account: its page adds transfers and issues camt.053.001.08 statements, which it posts to
 * `<comptoir>/api/v1/bank-statements` with the API key; `POST /payments` takes a pain.001, compares its
 * control sums, and books each payment as a debit on the next statement.
 */
export async function startBankSimulator(options: BankOptions): Promise<BankSimulator> {
  const {
    account: holder = DEMO_ACCOUNT,
    opening = money(0n, 'EUR'),
    now = () => Temporal.Now.instant(),
  } = options;
  const account = openAccount({ holder, opening, now });
  const app = simulatorApp();
  app.get('/', (c) => c.html(<Home account={account} />));
  app.post('/transfers', async (c) => {
    try {
      account.credit(transferOf(await formText(c.req)));
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return c.html(<Home account={account} problem={error.text('en')} />, 422);
    }
    return c.redirect('/', 303);
  });
  app.post('/statements', async (c) => {
    const issued = account.issue();
    issued.delivery = await deliverStatement(issued.camt, options);
    return c.redirect('/', 303);
  });
  app.get('/statements/:number', (c) => {
    const found = account.issued.find((one) => String(one.number) === c.req.param('number'));
    if (!found) return c.text('There is no such statement.', 404);
    return c.body(found.camt, 200, {
      'content-type': 'application/xml; charset=utf-8',
      'content-disposition': `attachment; filename="camt053-${found.number}.xml"`,
    });
  });
  app.post('/payments', async (c) => {
    try {
      return c.json({ accepted: account.debit(new Uint8Array(await c.req.arrayBuffer())) }, 202);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return c.json({ error: error.text('en') }, 422);
    }
  });
  const running = await listen(app, options);
  return { ...running, account };
}
