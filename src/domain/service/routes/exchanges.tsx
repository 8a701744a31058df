import { Problem, plainDateIn, say } from '../../../base/index.ts';
import { type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { organisations, page } from '../../parties/index.ts';
import { downloadDocument } from '../commands/index.ts';
import { ExchangeActions, ExchangePage, ExchangeSubtitle } from '../pages/exchange.tsx';
import { ExchangeState, ExchangesPage, WorkProgress } from '../pages/exchanges.tsx';
import {
  exchange,
  exchangeBytes,
  exchangeFigures,
  exchanges,
  linkTargets,
  readCursor,
  runningWork,
  work,
} from '../queries/index.ts';
import { type Audience, SHOWN_BYTES_MAX } from '../rules/index.ts';
import { exchangePageQuery, exchangeQuery } from '../schemas.ts';
import { hrefWith, idIn, queryOf, reader } from './support.ts';

const AUDIENCES: readonly Audience[] = ['operator', 'buyer', 'seller'];
/** Read for a page: more than is shown, so that a secret at the cut is still recognised. */
const READ_BYTES_MAX = 2 * SHOWN_BYTES_MAX;

function titleOf(c: WebContext): string {
  return say(c.get('locale'))('Documents', 'Échanges');
}

async function list(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const locale = c.get('locale');
  const here = `/${audience}/exchanges`;
  const { after, ...asked } = queryOf(c, exchangeQuery);
  const filter = audience === 'operator' ? asked : { ...asked, partner: undefined };
  const today = plainDateIn(ctx.now());
  const cursor = readCursor(after);
  const found = await read(ctx, async (tx) => ({
    figures: await exchangeFigures(tx, today),
    running: await runningWork(tx),
    ...(await exchanges(tx, { filter, after: cursor })),
  }));
  return page(
    c,
    { title: titleOf(c) },
    <ExchangesPage
      locale={locale}
      audience={audience}
      here={here}
      today={today.toString()}
      filter={filter}
      figures={found.figures}
      running={found.running}
      rows={found.rows}
      nextHref={found.next ? hrefWith(here, { ...filter, after: found.next }) : undefined}
      firstHref={cursor ? hrefWith(here, filter) : undefined}
    />,
  );
}

async function one(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const locale = c.get('locale');
  const exchangeId = idIn(c, 'document');
  const { view, line } = queryOf(c, exchangePageQuery);
  const found = await read(ctx, async (tx) => {
    const record = await exchange(tx, exchangeId);
    const names = record.partnerId
      ? await organisations(tx, [record.partnerId])
      : new Map<string, never>();
    return {
      exchange: record,
      partnerName: record.partnerId ? names.get(record.partnerId)?.tradingName : undefined,
      links: await linkTargets(tx, { links: record.links, audience }),
      document: await exchangeBytes(tx, { exchangeId, part: 'document', bytesMax: READ_BYTES_MAX }),
      answer: await exchangeBytes(tx, { exchangeId, part: 'answer', bytesMax: READ_BYTES_MAX }),
    };
  });
  const here = `/${audience}/exchanges/${exchangeId}`;
  const download = ctx.actor.permissions.has('exchange.manage') ? 'raw' : 'masked';
  const title = found.exchange.kind ?? say(locale)('Unread document', 'Document non lu');
  return page(
    c,
    {
      title,
      breadcrumbs: [{ label: titleOf(c), href: `/${audience}/exchanges` }, { label: title }],
      titleBadge: <ExchangeState state={found.exchange.state} locale={locale} />,
      subtitle: (
        <ExchangeSubtitle
          locale={locale}
          exchange={found.exchange}
          partnerName={found.partnerName}
        />
      ),
      actions: <ExchangeActions locale={locale} here={here} download={download} />,
    },
    <ExchangePage
      locale={locale}
      audience={audience}
      here={here}
      view={view}
      line={line}
      download={download}
      {...found}
    />,
  );
}

async function file(
  c: WebContext,
  { audience, part }: { audience: Audience; part: 'document' | 'answer' },
): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const exchangeId = idIn(c, 'document');
  const found = await downloadDocument(ctx, { exchangeId, part });
  if (!found) throw new Problem('not_found', { what: part, id: exchangeId });
  return c.body(new Uint8Array(found.bytes), 200, {
    'content-type': found.contentType,
    'content-disposition': `attachment; filename="${found.fileName}"`,
  });
}

async function progress(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const found = await read(ctx, (tx) => work(tx, idIn(c, 'progress')));
  return c.html(
    <WorkProgress locale={c.get('locale')} here={`/${audience}/exchanges`} work={found} />,
  );
}

/** The log of documents for each area: the same pages, the reader's own rows. */
export function exchangeRoutes(): Web {
  const app = web();
  for (const audience of AUDIENCES) {
    const here = `/${audience}/exchanges`;
    app.get(here, (c) => list(c, audience));
    app.get(`${here}/work/:id`, (c) => progress(c, audience));
    app.get(`${here}/:id`, (c) => one(c, audience));
    app.get(`${here}/:id/document`, (c) => file(c, { audience, part: 'document' }));
    app.get(`${here}/:id/answer`, (c) => file(c, { audience, part: 'answer' }));
  }
  return app;
}
