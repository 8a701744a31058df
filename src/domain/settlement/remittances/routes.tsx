import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import { signedIn, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { read, type TxCtx } from '../../../platform/index.ts';
import { page } from '../../parties/index.ts';
import { REMITTANCES, RemittancePage, RemittancesPage } from './pages.tsx';
import { adviceDetail, adviceStandings, advices } from './queries.ts';

const uuid = z.uuid();

function readDesk<T>(c: WebContext, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  const ctx = signedIn(c);
  ctx.require('finance.read');
  return read(ctx, fn);
}

function trail(c: WebContext): { label: string; href: string }[] {
  const t = say(c.get('locale'));
  return [
    { label: t('Receipts', 'Encaissements'), href: '/operator/reconciliation' },
    { label: t('Remittance advices', 'Avis de paiement'), href: REMITTANCES },
  ];
}

async function list(c: WebContext): Promise<Response> {
  const standing = adviceStandings.find((one) => one === c.req.query('show'));
  const asked = uuid.safeParse(c.req.query('after'));
  const after = asked.success ? asked.data : undefined;
  const { rows, next } = await readDesk(c, (tx) => advices(tx, { standing, after }));
  const here = `${REMITTANCES}${standing ? `?show=${standing}` : ''}`;
  const [receipts, current] = trail(c);
  return page(
    c,
    {
      title: current?.label ?? '',
      breadcrumbs: [...(receipts ? [receipts] : []), { label: current?.label ?? '' }],
    },
    <RemittancesPage
      locale={c.get('locale')}
      standing={standing}
      rows={rows}
      nextHref={next ? `${here}${standing ? '&' : '?'}after=${next}` : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}

async function one(c: WebContext): Promise<Response> {
  const id = uuid.safeParse(c.req.param('id'));
  if (!id.success)
    throw new Problem('not_found', { what: 'remittance advice', id: c.req.param('id') });
  const { advice, lines } = await readDesk(c, (tx) => adviceDetail(tx, id.data));
  const t = say(c.get('locale'));
  return page(
    c,
    {
      title: `${t('Remittance advice', 'Avis de paiement')} ${advice.number}`,
      breadcrumbs: [...trail(c), { label: advice.number }],
    },
    <RemittancePage locale={c.get('locale')} advice={advice} lines={lines} />,
  );
}

/** Buyers' remittance advices, for the operator's finance. */
export function remittanceRoutes(): Web {
  return web().get(REMITTANCES, list).get(`${REMITTANCES}/:id`, one);
}
