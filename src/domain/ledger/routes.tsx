import { Problem, say } from '../../base/index.ts';
import { signedIn, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { read, type TxCtx } from '../../platform/index.ts';
import { MoneyText } from '../../ui/index.ts';
import { page } from '../parties/index.ts';
import { type AccountKind, accountKinds } from './entities.ts';
import { accountNames } from './names.ts';
import { AccountPage, KindPage, LedgerPage, TransactionPage } from './pages.tsx';
import {
  account,
  accountStatement,
  balances,
  ledgerCurrencies,
  ledgerTransaction,
  ringFenceProof,
  trialBalance,
} from './queries.ts';

const KIND_PAGE_SIZE = 100;

/** Reads for somebody who may see the books (`finance.read`). */
function readBooks<T>(c: WebContext, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  const ctx = signedIn(c);
  ctx.require('finance.read');
  return read(ctx, fn);
}

function idOf(c: WebContext, what: string): string {
  const id = c.req.param('id') ?? '';
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new Problem('not_found', { what, id });
  return id;
}

function crumbs(c: WebContext, ...more: { label: string; href?: string }[]) {
  return [
    { label: say(c.get('locale'))('Ledger', 'Comptabilité'), href: '/operator/ledger' },
    ...more,
  ];
}

/** The operator's books: balances, accounts, transactions, ring-fence proof. */
export function ledgerRoutes(): Web {
  return web()
    .get('/operator/ledger', async (c) => {
      const locale = c.get('locale');
      const found = await readBooks(c, async (tx) => {
        const proofs = [];
        for (const currency of await ledgerCurrencies(tx))
          proofs.push(await ringFenceProof(tx, currency));
        return { lines: await trialBalance(tx), proofs };
      });
      return page(
        c,
        { title: say(locale)('Ledger', 'Comptabilité') },
        <LedgerPage locale={locale} {...found} />,
      );
    })
    .get('/operator/ledger/kinds/:kind', async (c) => {
      const locale = c.get('locale');
      const kind = accountKinds.find((one) => one === c.req.param('kind'));
      if (!kind) throw new Problem('not_found', { what: 'account kind', id: c.req.param('kind') });
      return kindPage(c, kind, locale);
    })
    .get('/operator/ledger/accounts/:id', accountPage)
    .get('/operator/ledger/transactions/:id', async (c) => {
      const locale = c.get('locale');
      const transaction = await readBooks(c, (tx) =>
        ledgerTransaction(tx, idOf(c, 'ledger transaction')),
      );
      return page(
        c,
        { title: transaction.label, breadcrumbs: crumbs(c, { label: transaction.label }) },
        <TransactionPage locale={locale} transaction={transaction} />,
      );
    });
}

async function kindPage(c: WebContext, kind: AccountKind, locale: 'en' | 'fr'): Promise<Response> {
  const currency = c.req.query('currency');
  const after = c.req.query('after');
  const accounts = await readBooks(c, (tx) =>
    balances(tx, {
      kind,
      ...(currency ? { currency } : {}),
      ...(after && /^[0-9a-f-]{36}$/i.test(after) ? { after } : {}),
      limit: KIND_PAGE_SIZE,
    }),
  );
  const last = accounts.length === KIND_PAGE_SIZE ? accounts.at(-1) : undefined;
  const nextHref = last
    ? `/operator/ledger/kinds/${kind}?after=${last.accountId}${currency ? `&currency=${encodeURIComponent(currency)}` : ''}`
    : undefined;
  const title = accountNames[kind][locale];
  return page(
    c,
    { title, breadcrumbs: crumbs(c, { label: title }) },
    <KindPage locale={locale} kind={kind} accounts={accounts} nextHref={nextHref} />,
  );
}

async function accountPage(c: WebContext): Promise<Response> {
  const locale = c.get('locale');
  const accountId = idOf(c, 'ledger account');
  const after = c.req.query('after');
  const found = await readBooks(c, async (tx) => ({
    account: await account(tx, accountId),
    ...(await accountStatement(tx, { accountId, after })),
  }));
  const name = accountNames[found.account.kind][locale];
  const title = found.account.partyName ? `${name} · ${found.account.partyName}` : name;
  const here = `/operator/ledger/accounts/${accountId}`;
  return page(
    c,
    {
      title,
      breadcrumbs: crumbs(
        c,
        {
          label: name,
          href: `/operator/ledger/kinds/${found.account.kind}?currency=${found.account.currency}`,
        },
        { label: title },
      ),
      titleBadge: (
        <MoneyText
          amount={{ minor: found.account.balanceMinor, currency: found.account.currency }}
          locale={locale}
        />
      ),
    },
    <AccountPage
      locale={locale}
      account={found.account}
      lines={found.lines}
      nextHref={found.next ? `${here}?after=${encodeURIComponent(found.next)}` : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}
