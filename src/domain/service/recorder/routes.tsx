import { renderToString } from 'hono/jsx/dom/server';
import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import { formOf, type Web, type WebContext, web } from '../../../platform/http/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { LinkButton } from '../../../ui/index.ts';
import { page } from '../../parties/index.ts';
import { hrefWith, idIn, queryOf, reader } from '../routes/support.ts';
import { type Audience, linkHref } from '../rules/index.ts';
import { recordId } from '../schemas.ts';
import { maskedDocument, maskedMail, threadHtml, threadJson, timelineCsv } from './export.ts';
import { auxiliaryIdsIn, findThreads, recentThreads } from './find.ts';
import { maskAccounts } from './masking.ts';
import type { ShareChoice } from './pages-links.tsx';
import { SearchPage } from './pages-search.tsx';
import { type EventGroup, eventGroups, ThreadPage } from './pages-thread.tsx';
import { ThreadPicture } from './picture.tsx';
import type { Replayer } from './replay.ts';
import { chainsPage, everyChain, recorderTitle, rootIn } from './routes-chain.tsx';
import { replayPage } from './routes-replay.tsx';
import { revokeShare, type ShareSight, sharesOf, shareThread } from './share.ts';
import { type Thread, threadOf } from './thread.ts';
import type { ThreadEvent } from './types.ts';
import { rootWords } from './words.ts';

const AUDIENCES: readonly Audience[] = ['operator', 'buyer', 'seller'];
const searchQuery = z.object({
  q: z.string().trim().max(1_000).optional().catch(undefined),
  after: recordId.optional().catch(undefined),
});
const groupNames = Object.keys(eventGroups) as [EventGroup, ...EventGroup[]];
export const threadQuery = z
  .object({
    show: z.enum(groupNames).optional().catch(undefined),
    /** The event before the page. */
    after: z.string().max(100).optional().catch(undefined),
  })
  .transform(({ show, after }) => ({ group: show, after }));
const shareForm = z.object({
  days: z.enum(['1', '7', '30']).transform((days) => Number(days) as 1 | 7 | 30),
  sight: z.string().max(60).default('own'),
});

async function search(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const here = `/${audience}/recorder`;
  const { q, after } = queryOf(c, searchQuery);
  const wanted = q ? q : undefined;
  const found = await read(ctx, async (tx) =>
    wanted
      ? { rows: await findThreads(tx, wanted), next: undefined }
      : recentThreads(tx, { after }),
  );
  const [only, ...more] = found.rows;
  if (wanted && only && more.length === 0) {
    const to = `${here}/${only.kind}/${only.id}`;
    const [line] = only.found === 'auxiliary_id' ? auxiliaryIdsIn(wanted) : [];
    return c.redirect(line ? hrefWith(`${to}/chain`, { line }) : to, 303);
  }
  return page(
    c,
    {
      title: recorderTitle(c),
      subtitle: say(c.get('locale'))(
        'The whole way of one purchase, from the visit to the payout',
        'Tout le parcours d’un achat, de la visite au reversement',
      ),
    },
    <SearchPage
      locale={c.get('locale')}
      audience={audience}
      here={here}
      q={wanted}
      rows={found.rows}
      nextHref={found.next ? hrefWith(here, { after: found.next }) : undefined}
      firstHref={after ? here : undefined}
    />,
  );
}

/** Where an event leads: its document first, else its record's own page. */
function hrefFor(audience: Audience, event: ThreadEvent): string | undefined {
  if (event.exchangeId) return `/${audience}/exchanges/${event.exchangeId}`;
  if (event.record?.type === 'order_comparison')
    return audience === 'seller' ? undefined : `/${audience}/differences/${event.record.id}`;
  return event.record && linkHref(event.record, audience);
}

function choicesOf(
  thread: Thread,
  { audience, locale }: { audience: Audience; locale: 'en' | 'fr' },
): ShareChoice[] {
  if (audience !== 'operator') return [];
  const t = say(locale);
  return [
    { value: 'buyer', label: t('What the buyer sees', 'Ce que voit l’acheteur') },
    ...thread.facts.parts.map((part) => ({
      value: `part:${part.id}`,
      label: t(
        `What ${part.sellerName} sees (${part.number})`,
        `Ce que voit ${part.sellerName} (${part.number})`,
      ),
    })),
    { value: 'own', label: t('Everything', 'Tout') },
  ];
}

async function threadPage(
  c: WebContext,
  { audience, newLink }: { audience: Audience; newLink?: string },
): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const root = rootIn(c);
  const locale = c.get('locale');
  const t = say(locale);
  const found = await read(ctx, async (tx) => {
    const thread = await threadOf(tx, root);
    const ids = [root.id, ...thread.facts.parts.map(({ id }) => id)];
    return { thread, shares: await sharesOf(tx, ids) };
  });
  const base = `/${audience}/recorder`;
  const here = `${base}/${root.kind}/${root.id}`;
  const title = `${rootWords[root.kind][locale]} ${found.thread.label}`;
  return page(
    c,
    {
      title,
      breadcrumbs: [{ label: recorderTitle(c), href: base }, { label: title }],
      ...(found.thread.facts.buyerName ? { subtitle: found.thread.facts.buyerName } : {}),
      ...(root.kind === 'request' || root.kind === 'order' || root.kind === 'part'
        ? {
            actions: (
              <LinkButton href={`${here}/chain`}>
                {t('The chain of each line', 'La chaîne de chaque ligne')}
              </LinkButton>
            ),
          }
        : {}),
    },
    <ThreadPage
      locale={locale}
      thread={found.thread}
      here={here}
      base={base}
      {...queryOf(c, threadQuery)}
      links={{ eventHref: (event) => hrefFor(audience, event) }}
      shares={found.shares}
      choices={choicesOf(found.thread, { audience, locale })}
      newLink={newLink}
      now={ctx.now()}
    />,
  );
}

/** A text made piece by piece as the body of an answer. */
export function streamed(
  c: WebContext,
  { pieces, type, name }: { pieces: AsyncGenerator<string>; type: string; name: string },
): Response {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
  });
  return c.body(body, 200, {
    'content-type': type,
    'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`,
  });
}

async function exported(
  c: WebContext,
  { audience, format }: { audience: Audience; format: 'csv' | 'json' | 'html' },
): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const root = rootIn(c);
  const locale = c.get('locale');
  const mask = maskAccounts;
  const thread = await read(ctx, (tx) => threadOf(tx, root));
  const name = `${root.kind}-${thread.label}.${format}`;
  if (format === 'csv')
    return c.body(timelineCsv({ thread, locale, mask }), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]+/g, '-')}"`,
    });
  const bundle = {
    thread,
    chains: () => everyChain(ctx, root),
    locale,
    mask,
    read: (exchangeId: string) => read(ctx, (tx) => maskedDocument(tx, { exchangeId, mask })),
    readMail: (mailId: string) => read(ctx, (tx) => maskedMail(tx, { mailId, mask })),
  };
  if (format === 'json')
    return streamed(c, {
      pieces: threadJson(bundle),
      type: 'application/json; charset=utf-8',
      name,
    });
  const picture = pictureText(thread, locale);
  return streamed(c, {
    pieces: threadHtml({ ...bundle, picture }),
    type: 'text/html; charset=utf-8',
    name,
  });
}

function pictureText(thread: Thread, locale: 'en' | 'fr'): string {
  const events = thread.events.filter(({ kind }) => kind !== 'action');
  return renderToString(
    <ThreadPicture
      thread={thread}
      events={events}
      locale={locale}
      hrefOf={({ exchangeId }) => exchangeId && `#${exchangeId}`}
    />,
  );
}

function sightOf(text: string): ShareSight {
  if (text === 'buyer') return { kind: 'buyer' };
  const part = /^part:(.+)$/.exec(text)?.[1];
  return part && recordId.safeParse(part).success
    ? { kind: 'part', partId: part }
    : { kind: 'own' };
}

async function share(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const root = rootIn(c);
  const form = shareForm.safeParse(await formOf(c));
  if (!form.success) throw new Problem('request.invalid', { path: 'days', reason: '1, 7, 30' });
  const { label } = await read(ctx, (tx) => threadOf(tx, root));
  const { days, sight } = form.data;
  const { token } = await shareThread(ctx, { root, label, days, sight: sightOf(sight) });
  return threadPage(c, { audience, newLink: `${ctx.services.config.publicUrl}/share/${token}` });
}

async function revoke(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const done = await revokeShare(ctx, { shareId: idIn(c, 'link') });
  const { back } = await formOf(c);
  const safe =
    typeof back === 'string' && back.startsWith(`/${audience}/recorder/`) && !back.includes('//');
  const home = `/${audience}/recorder/${done.rootKind}/${done.rootId}`;
  return c.redirect(`${safe ? back : home}?done=saved#share`, 303);
}

/** The flight recorder for each area: the same pages, the reader's own part of each purchase. */
export function recorderRoutes({ replayer }: { replayer: Replayer }): Web {
  const app = web();
  const replays = '/operator/recorder/replay/:id';
  const operator = (c: WebContext): Ctx =>
    reader(c, { audience: 'operator', permission: 'exchange.manage' });
  app.get(replays, (c) => replayPage(c, { ctx: operator(c), replayer, mode: 'rehearse' }));
  app.post(replays, (c) => replayPage(c, { ctx: operator(c), replayer, mode: 'replay' }));
  for (const audience of AUDIENCES) {
    const base = `/${audience}/recorder`;
    const one = `${base}/:kind/:id`;
    app.get(base, (c) => search(c, audience));
    app.post(`${base}/shares/:id/revoke`, (c) => revoke(c, audience));
    app.get(one, (c) => threadPage(c, { audience }));
    app.get(`${one}/chain`, (c) => chainsPage(c, audience));
    app.get(`${one}/timeline.csv`, (c) => exported(c, { audience, format: 'csv' }));
    app.get(`${one}/thread.json`, (c) => exported(c, { audience, format: 'json' }));
    app.get(`${one}/thread.html`, (c) => exported(c, { audience, format: 'html' }));
    app.post(`${one}/shares`, (c) => share(c, audience));
  }
  return app;
}
