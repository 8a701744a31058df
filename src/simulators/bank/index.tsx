import type { Context } from 'hono';
import type { EntryDraft } from '../../../edi/bank/index.ts';
import { groupsOfFour, type Money, money, moneyText, Problem } from '../../base/index.ts';
import { Badge, formText, Page, Raw, Table } from '../shared/page.tsx';
import { type Listening, listen, postTo, type Simulator, simulatorApp } from '../shared/server.ts';
import { type Account, type AccountHolder, openAccount } from './account.ts';
import { type Due, DueTable, payDue, TransferForm, transferOf } from './dues.tsx';

export type { AccountHolder } from './account.ts';
export type { Due } from './dues.tsx';

const NAME = 'Bank';

export type BankOptions = Listening & {
  readonly comptoirUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly account?: AccountHolder | undefined;
  readonly opening?: Money | undefined;
  /** What payers owe at the moment, offered on the page to be paid. */
  readonly dues?: (() => Promise<readonly Due[]>) | undefined;
  readonly now?: (() => Temporal.Instant) | undefined;
};
export type BankSimulator = Simulator & { readonly account: Account };

const DEMO_ACCOUNT: AccountHolder = {
  iban: 'FR7630006000011234567890189',
  bic: 'AGRIFRPPXXX',
  owner: 'Comptoir',
};

/** What a movement says: its text, or its creditor reference. */
function textOf({ details: [detail] }: EntryDraft): string {
  return (
    detail?.remittance.unstructured[0] ?? detail?.remittance.structured[0]?.creditorReference ?? ''
  );
}

type Shown = {
  readonly account: Account;
  readonly dues: readonly Due[];
  readonly problem?: string;
};

function Home({ account, dues, problem }: Shown) {
  const euros = (value: Money) => `${moneyText(value)} ${value.currency}`;
  return (
    <Page simulator={NAME} title={`Account ${groupsOfFour(account.holder.iban)}`}>
      {problem ? (
        <p role="alert">
          <Badge tone="bad">Refused</Badge> {problem}
        </p>
      ) : null}
      <p>
        {account.holder.owner} · balance <strong>{euros(account.balance())}</strong>
      </p>
      <DueTable dues={dues} paid={new Set(account.pending().map(textOf))} />
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
              cell: textOf,
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
        <h2>Payment orders (pain.001)</h2>
        <form method="post" action="/payments/upload" enctype="multipart/form-data" class="row">
          <label>
            File of Comptoir’s payouts
            <input type="file" name="file" accept=".xml,application/xml" required />
          </label>
          <button>Execute</button>
        </form>
        <p class="quiet">Each payment is booked as a debit on the next statement.</p>
      </section>
      <TransferForm />
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
                <>
                  <Badge tone={one.delivery.startsWith('2') ? 'good' : 'plain'}>
                    {one.delivery.startsWith('2') ? 'taken' : 'not taken'}
                  </Badge>{' '}
                  <small class="quiet">{one.delivery}</small>
                </>
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
  return answer.status === 0 ? 'no answer' : `${answer.status} ${answer.text.slice(0, 200)}`;
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
  const page = async (problem?: Problem) => (
    <Home
      account={account}
      dues={(await options.dues?.()) ?? []}
      {...(problem ? { problem: problem.text('en') } : {})}
    />
  );
  /** Does what a form asks; a refusal shows the page with its reason. */
  const act = async (c: Context, work: () => Promise<void>): Promise<Response> => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      return c.html(await page(error), 422);
    }
    return c.redirect('/', 303);
  };
  app.get('/', async (c) => c.html(await page()));
  app.post('/transfers', (c) =>
    act(c, async () => account.credit(transferOf(await formText(c.req)))),
  );
  app.post('/dues', (c) =>
    act(c, async () => {
      const field = await formText(c.req);
      const due = (await options.dues?.())?.find((one) => one.reference === field('reference'));
      if (!due) throw new Problem('not_found', { what: 'due', id: field('reference') });
      account.credit(payDue(due, field('preset')));
    }),
  );
  app.post('/payments/upload', (c) =>
    act(c, async () => {
      const file = (await c.req.formData()).get('file');
      if (!(file instanceof File) || file.size === 0)
        throw new Problem('request.invalid', { path: 'file', reason: 'choose a pain.001 file' });
      account.debit(new Uint8Array(await file.arrayBuffer()));
    }),
  );
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
