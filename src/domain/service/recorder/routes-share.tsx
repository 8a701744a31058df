import { Problem, say } from '../../../base/index.ts';
import {
  type Attempts,
  doorContext,
  failureCounter,
  linkHeaders,
  pageHeaders,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { read } from '../../../platform/index.ts';
import { publicPage } from '../../parties/index.ts';
import { exchange } from '../queries/index.ts';
import { idIn, queryOf } from '../routes/support.ts';
import { maskedDocument } from './export.ts';
import { maskStrictly } from './masking.ts';
import { SharedDocument, SharedPage } from './pages-shared.tsx';
import { threadQuery } from './routes.tsx';
import { type OpenedShare, openShare } from './share.ts';
import { type Thread, threadOf } from './thread.ts';
import type { ThreadEvent, Words } from './types.ts';
import { rootWords } from './words.ts';

/** Reading a thread costs dozens of look-ups: as many pages a minute as a person turns, for each link. */
const PAGES_MAX = 60;

async function opening(c: WebContext, pages: Attempts): Promise<OpenedShare> {
  const token = c.req.param('token') ?? '';
  if (!/^[\w-]{20,64}$/.test(token)) throw new Problem('service.share_closed');
  const opened = await openShare(doorContext(c, 'share'), token);
  const [now, keys] = [opened.ctx.now(), [opened.share.id]];
  pages.refuse(keys, now);
  pages.failed(keys, now);
  return opened;
}

const strict = (words: Words): Words => ({
  en: maskStrictly(words.en),
  fr: maskStrictly(words.fr),
});

/** Events without the people in them. */
function anonymous(event: ThreadEvent): ThreadEvent {
  if (event.kind === 'approval')
    return {
      ...event,
      title:
        event.state === 'refused'
          ? { en: 'Rejected', fr: 'Refusée' }
          : { en: 'Approved', fr: 'Approuvée' },
      detail: undefined,
    };
  const hidden = event.kind === 'mail' || event.kind === 'comparison' || event.kind === 'action';
  return {
    ...event,
    title: strict(event.title),
    detail: hidden || !event.detail ? undefined : strict(event.detail),
  };
}

function anonymousThread(thread: Thread): Thread {
  return {
    ...thread,
    label: maskStrictly(thread.label),
    events: thread.events.map(anonymous),
  };
}

async function sharedThread(c: WebContext, pages: Attempts): Promise<Response> {
  const { ctx, share } = await opening(c, pages);
  const thread = await read(ctx, (tx) => threadOf(tx, { kind: share.rootKind, id: share.rootId }));
  const locale = c.get('locale');
  const shown = anonymousThread(thread);
  return publicPage(
    c,
    { title: `${rootWords[share.rootKind][locale]} ${shown.label}` },
    <SharedPage
      thread={shown}
      share={share}
      here={`/share/${c.req.param('token')}`}
      {...queryOf(c, threadQuery)}
      locale={locale}
    />,
  );
}

async function sharedDocument(c: WebContext, pages: Attempts): Promise<Response> {
  const { ctx, share } = await opening(c, pages);
  const exchangeId = idIn(c, 'document');
  const found = await read(ctx, async (tx) => {
    const thread = await threadOf(tx, { kind: share.rootKind, id: share.rootId });
    // The link opens this thread's documents and no other, whatever else its sight could reach.
    if (!thread.facts.documents.some(({ id }) => id === exchangeId))
      throw new Problem('service.share_closed');
    return {
      record: await exchange(tx, exchangeId),
      texts: await maskedDocument(tx, { exchangeId, mask: maskStrictly }),
    };
  });
  const locale = c.get('locale');
  const { record } = found;
  const notesOf = (notes: typeof record.errors, tone: 'error' | 'warning') =>
    notes
      .slice(0, 50)
      .map((note) => ({ message: maskStrictly(note.message), line: note.line, tone }));
  return publicPage(
    c,
    { title: record.kind ?? say(locale)('Document', 'Document') },
    <SharedDocument
      locale={locale}
      here={`/share/${c.req.param('token')}`}
      texts={found.texts}
      notes={[...notesOf(record.errors, 'error'), ...notesOf(record.advisories, 'warning')]}
    />,
  );
}

/** `GET /share/:token`: one thread without a login, read only. Unknown, expired and revoked look the same. */
export function shareRoutes(): Web {
  const app = web();
  // What is counted here is every page, not failures: the link was good.
  const pages = failureCounter({ failuresMax: PAGES_MAX, windowMinutes: 1 });
  app.use('/share/*', linkHeaders(), pageHeaders());
  app.get('/share/:token', (c) => sharedThread(c, pages));
  app.get('/share/:token/documents/:id', (c) => sharedDocument(c, pages));
  return app;
}
