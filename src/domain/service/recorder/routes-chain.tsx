import { z } from 'zod';
import { Problem, say } from '../../../base/index.ts';
import type { WebContext } from '../../../platform/http/index.ts';
import { type Ctx, read } from '../../../platform/index.ts';
import { Alert, LinkButton, Pager, Stack } from '../../../ui/index.ts';
import { page } from '../../parties/index.ts';
import { threadRoots } from '../entities.ts';
import { hrefWith, idIn, queryOf, reader } from '../routes/support.ts';
import { type Audience, linkHref } from '../rules/index.ts';
import { type Chain, type ChainKey, chainPage } from './chain.ts';
import { ChainPanel } from './pages-chain.tsx';
import { threadOf } from './thread.ts';
import type { ThreadRoot } from './types.ts';
import { rootWords } from './words.ts';

/** Lines on a page: each has its picture and its table. */
const LINES_SHOWN = 20;
const chainQuery = z.object({
  /** One line by its auxiliary id. */
  line: z.string().max(255).optional().catch(undefined),
  after: z
    .string()
    .regex(/^(asked:)?[0-9a-f-]{36}$|^asked:$/)
    .optional()
    .catch(undefined),
});

export function recorderTitle(c: WebContext): string {
  return say(c.get('locale'))('Flight recorder', 'Enregistreur de vol');
}

/** The root in an address: a kind and an id; anything else names nothing. */
export function rootIn(c: WebContext): ThreadRoot {
  const kind = z.enum(threadRoots).safeParse(c.req.param('kind'));
  const id = idIn(c, 'thread');
  if (!kind.success) throw new Problem('not_found', { what: 'thread', id });
  return { kind: kind.data, id };
}

/** Whether the records of a root have lines. */
const hasLines = ({ kind }: ThreadRoot): boolean =>
  kind === 'request' || kind === 'order' || kind === 'part';

function chainKeyOf({ kind, id }: ThreadRoot): ChainKey {
  if (kind === 'request') return { requisitionId: id };
  return kind === 'order' ? { purchaseOrderId: id } : { sellerOrderId: id };
}

/** Every line's chain of a root, a page of lines in memory at a time. */
export async function* everyChain(ctx: Ctx, root: ThreadRoot): AsyncGenerator<Chain> {
  if (!hasLines(root)) return;
  for (let after: string | undefined; ; ) {
    const from = after;
    const { chains, next } = await read(ctx, (tx) =>
      chainPage(tx, chainKeyOf(root), { after: from }),
    );
    yield* chains;
    if (!next) return;
    after = next;
  }
}

/** `GET …/chain`: each line's way, or that of the one line whose auxiliary id is asked for. */
export async function chainsPage(c: WebContext, audience: Audience): Promise<Response> {
  const ctx = reader(c, { audience, permission: 'exchange.read' });
  const root = rootIn(c);
  const locale = c.get('locale');
  const t = say(locale);
  const { line, after } = queryOf(c, chainQuery);
  const found = await read(ctx, async (tx) => {
    const thread = await threadOf(tx, root);
    if (!hasLines(root)) return { thread, chains: [], next: undefined };
    const key = line ? { auxiliaryId: line } : chainKeyOf(root);
    return { thread, ...(await chainPage(tx, key, { after, limit: LINES_SHOWN })) };
  });
  const base = `/${audience}/recorder`;
  const home = `${base}/${root.kind}/${root.id}`;
  const here = `${home}/chain`;
  const label = `${rootWords[root.kind][locale]} ${found.thread.label}`;
  const title = line
    ? t('The chain of one line', 'La chaîne d’une ligne')
    : t('The chain of each line', 'La chaîne de chaque ligne');
  return page(
    c,
    {
      title,
      breadcrumbs: [
        { label: recorderTitle(c), href: base },
        { label, href: home },
        { label: title },
      ],
      ...(line
        ? {
            actions: <LinkButton href={here}>{t('All lines', 'Toutes les lignes')}</LinkButton>,
          }
        : {}),
    },
    <Stack>
      {found.chains.map((chain) => (
        <ChainPanel
          chain={chain}
          audience={audience}
          locale={locale}
          hrefOf={(link) =>
            link.type === 'exchange'
              ? `/${audience}/exchanges/${link.id}`
              : linkHref(link, audience)
          }
        />
      ))}
      {found.chains.length === 0 ? (
        <Alert tone="info">
          {t('This thread has no line yet.', 'Ce fil n’a pas encore de ligne.')}
        </Alert>
      ) : null}
      <Pager
        locale={locale}
        subject={title}
        nextHref={found.next && hrefWith(here, { line, after: found.next })}
        firstHref={after ? hrefWith(here, { line }) : undefined}
      />
    </Stack>,
  );
}
