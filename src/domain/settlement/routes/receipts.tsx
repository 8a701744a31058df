import { z } from 'zod';
import { fromDecimal, type Locale, Problem, say } from '../../../base/index.ts';
import {
  formOf,
  signedIn,
  validate,
  type Web,
  type WebContext,
  web,
} from '../../../platform/http/index.ts';
import { type Ctx, read, type TxCtx } from '../../../platform/index.ts';
import { LinkButton, typedDecimal } from '../../../ui/index.ts';
import { organisation, page } from '../../parties/index.ts';
import { allocate, explainDebit, proposeAgain, unallocate } from '../commands/index.ts';
import { MatchProposal } from '../entities.ts';
import { ReceiptPage } from '../pages/receipt-page.tsx';
import { ReceiptsPage, StatementProgress, StatementsPage } from '../pages/receipts-page.tsx';
import { openItems } from '../queries/open-items.ts';
import {
  bankStatements,
  buyersLike,
  receipt,
  receiptFigures,
  receiptFilters,
  receipts,
} from '../queries/receipts.ts';

const HERE = '/operator/reconciliation';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Open invoices in the manual form: a page, not a ledger. */
const FORM_ITEMS_MAX = 200;

function readDesk<T>(c: WebContext, fn: (tx: TxCtx) => Promise<T>): Promise<T> {
  const ctx = signedIn(c);
  ctx.require('finance.read');
  return read(ctx, fn);
}

function canPost(c: WebContext): boolean {
  return signedIn(c).actor.permissions.has('finance.post');
}

function uuidOf(text: string | undefined): string | undefined {
  return text && UUID.test(text) ? text : undefined;
}

function entryId(c: WebContext): string {
  const id = uuidOf(c.req.param('id'));
  if (!id) throw new Problem('not_found', { what: 'bank entry', id: c.req.param('id') });
  return id;
}

async function listPage(c: WebContext): Promise<Response> {
  const locale = c.get('locale');
  const t = say(locale);
  const filter = receiptFilters.find((one) => one === c.req.query('show')) ?? 'open';
  const text = c.req.query('q')?.trim().slice(0, 100) || undefined;
  const statementId = uuidOf(c.req.query('statement'));
  const after = c.req.query('after');
  const found = await readDesk(c, async (tx) => ({
    figures: await receiptFigures(tx),
    list: await receipts(tx, { filter, text, statementId, after }),
    statement: statementId ? (await bankStatements(tx, { id: statementId })).rows[0] : undefined,
  }));
  const query = new URLSearchParams({
    show: filter,
    ...(text ? { q: text } : {}),
    ...(statementId ? { statement: statementId } : {}),
  }).toString();
  return page(
    c,
    {
      title: t('Receipts', 'Encaissements'),
      actions: (
        <>
          <LinkButton href={`${HERE}/remittances`}>
            {t('Remittance advices', 'Avis de paiement')}
          </LinkButton>
          <LinkButton href={`${HERE}/statements`}>
            {t('Bank statements', 'Relevés bancaires')}
          </LinkButton>
        </>
      ),
    },
    <ReceiptsPage
      locale={locale}
      figures={found.figures}
      rows={found.list.rows}
      filter={filter}
      text={text}
      statement={found.statement}
      nextHref={
        found.list.next
          ? `${HERE}?${query}&after=${encodeURIComponent(found.list.next)}`
          : undefined
      }
      firstHref={after ? `${HERE}?${query}` : undefined}
      canPost={canPost(c)}
    />,
  );
}

async function statementsPage(c: WebContext): Promise<Response> {
  const locale = c.get('locale');
  const t = say(locale);
  const after = c.req.query('after');
  const { rows, next } = await readDesk(c, (tx) => bankStatements(tx, { after }));
  const title = t('Bank statements', 'Relevés bancaires');
  return page(
    c,
    {
      title,
      breadcrumbs: [{ label: t('Receipts', 'Encaissements'), href: HERE }, { label: title }],
    },
    <StatementsPage
      locale={locale}
      rows={rows}
      nextHref={next ? `${HERE}/statements?after=${encodeURIComponent(next)}` : undefined}
      firstHref={after ? `${HERE}/statements` : undefined}
      canPost={canPost(c)}
    />,
  );
}

/** Shows an entry; with a refusal, the same page with what went wrong at its top. */
async function entryPage(c: WebContext, problem?: Problem): Promise<Response> {
  const locale = c.get('locale');
  const t = say(locale);
  const id = entryId(c);
  const text = c.req.query('q')?.trim().slice(0, 100) || undefined;
  const found = await readDesk(c, async (tx) => {
    const view = await receipt(tx, id);
    const buyerId =
      uuidOf(c.req.query('buyer')) ?? view.entry.buyerId ?? view.proposals[0]?.buyerId;
    const buyer = buyerId ? await organisation(tx, buyerId) : undefined;
    return {
      view,
      buyer: buyer ? { id: buyer.id, name: buyer.tradingName } : undefined,
      items: buyer
        ? await openItems(tx, {
            currency: view.entry.currency,
            buyerId: buyer.id,
            max: FORM_ITEMS_MAX,
          })
        : [],
      found: text ? await buyersLike(tx, text) : [],
    };
  });
  if (problem) c.status(problem.entry.http as 400);
  const title = found.view.entry.counterpartyName ?? t('Bank entry', 'Écriture bancaire');
  return page(
    c,
    {
      title,
      breadcrumbs: [{ label: t('Receipts', 'Encaissements'), href: HERE }, { label: title }],
      ...(problem ? { flash: [{ tone: 'error' as const, text: problem.text(locale) }] } : {}),
    },
    <ReceiptPage
      locale={locale}
      nonce={c.get('nonce')}
      text={text}
      canPost={canPost(c)}
      {...found}
    />,
  );
}

/** Runs a clerk's action; a refusal of the business comes back on the entry's page. */
async function act(c: WebContext, fn: (ctx: Ctx) => Promise<unknown>): Promise<Response> {
  try {
    await fn(signedIn(c));
  } catch (error) {
    const isBusiness =
      error instanceof Problem && /^(settlement|base|concurrency|request)\./.test(error.code);
    if (!isBusiness) throw error;
    return entryPage(c, error);
  }
  return c.redirect(`${HERE}/${entryId(c)}?done=saved`, 303);
}

/** `1 234,50` as cents; empty is nothing; what cannot be read is refused with its field. */
function centsOf(text: string, at: { locale: Locale; currency: string; field: string }): bigint {
  if (text.trim() === '') return 0n;
  const amount = typedDecimal(text, at.locale);
  if (!amount) throw new Problem('request.invalid', { path: at.field, reason: `“${text}”` });
  return fromDecimal(amount, at.currency, 'exact').minor;
}

async function allocateTyped(c: WebContext, ctx: Ctx): Promise<void> {
  const form = await formOf(c);
  const { version } = validate(z.object({ version: z.coerce.number().int() }), form);
  const bankEntryId = entryId(c);
  const currency = await read(ctx, async (tx) => (await receipt(tx, bankEntryId)).entry.currency);
  const allocations = Object.entries(form).flatMap(([name, value]) => {
    const invoiceId = name.startsWith('amount_') ? uuidOf(name.slice('amount_'.length)) : undefined;
    if (!invoiceId || typeof value !== 'string') return [];
    const amountMinor = centsOf(value, { locale: c.get('locale'), currency, field: name });
    return amountMinor === 0n ? [] : [{ invoiceId, amountMinor }];
  });
  const evidence = [
    {
      code: 'by_hand',
      weight: 0,
      en: `Allocated by ${ctx.actor.name}.`,
      fr: `Affecté par ${ctx.actor.name}.`,
    },
  ];
  await allocate(ctx, { bankEntryId, allocations, version, method: 'manual', evidence });
}

async function confirmProposal(c: WebContext, ctx: Ctx): Promise<void> {
  const { proposal: id } = validate(z.object({ proposal: z.uuid() }), await formOf(c));
  const bankEntryId = entryId(c);
  const proposal = await read(ctx, (tx) => tx.em.findOne(MatchProposal, { id, bankEntryId }));
  if (!proposal) throw new Problem('concurrency.changed');
  await allocate(ctx, {
    bankEntryId,
    method: 'manual',
    evidence: proposal.evidence,
    adviceId: proposal.adviceId ?? undefined,
    allocations: proposal.allocations.map((share) => {
      const amount = BigInt(share.amountMinor);
      return {
        invoiceId: share.invoiceId,
        amountMinor: amount < 0n ? -amount : amount,
        writeOffMinor: BigInt(share.writeOffMinor),
      };
    }),
  });
}

/** Reconciliation: the list, an entry, what a clerk does with it, imported statements. */
export function receiptRoutes(): Web {
  return web()
    .get(HERE, listPage)
    .get(`${HERE}/statements`, statementsPage)
    .get(`${HERE}/statements/:id/progress`, async (c) => {
      const { rows } = await readDesk(c, (tx) => bankStatements(tx, { id: entryId(c) }));
      if (!rows[0])
        throw new Problem('not_found', { what: 'bank statement', id: c.req.param('id') });
      return c.html(<StatementProgress locale={c.get('locale')} statement={rows[0]} />);
    })
    .get(`${HERE}/:id`, (c) => entryPage(c))
    .post(`${HERE}/:id/confirm`, (c) => act(c, (ctx) => confirmProposal(c, ctx)))
    .post(`${HERE}/:id/allocate`, (c) => act(c, (ctx) => allocateTyped(c, ctx)))
    .post(`${HERE}/:id/look-again`, (c) =>
      act(c, (ctx) => proposeAgain(ctx, { bankEntryId: entryId(c) })),
    )
    .post(`${HERE}/:id/reverse`, (c) =>
      act(c, async (ctx) => {
        const { reason } = validate(z.object({ reason: z.string().max(500) }), await formOf(c));
        await unallocate(ctx, { bankEntryId: entryId(c), reason });
        await proposeAgain(ctx, { bankEntryId: entryId(c) });
      }),
    )
    .post(`${HERE}/:id/explain`, (c) =>
      act(c, async (ctx) => {
        const { as } = validate(
          z.object({ as: z.enum(['bank_charges', 'bank_operating']) }),
          await formOf(c),
        );
        await explainDebit(ctx, { bankEntryId: entryId(c), as });
      }),
    );
}
