import { Problem, say } from '../../base/index.ts';
import {
  catalogueFile,
  catalogueFileErrors,
  catalogueFiles,
  decideLeaving,
  prepareCatalogueFiles,
} from '../../domain/catalogue/index.ts';
import { organisations, page, TradingConnection } from '../../domain/parties/index.ts';
import { formOf, signedIn, type Web, type WebContext, web } from '../../platform/http/index.ts';
import { type Ctx, Exchange, read, readFile, type TxCtx } from '../../platform/index.ts';
import { Stack } from '../../ui/index.ts';
import { takeCatalogue } from './intake.ts';
import { FileProgress, FilesList, type Side } from './pages.tsx';
import { FileInPage, UploadForm } from './pages-in.tsx';
import { AskForm, type Choice, FileOutPage, numbered } from './pages-out.tsx';

const PAGE = 30;
const ERRORS_PAGE = 100;
const REPORT_PAGE = 1_000;
const FILES_MAX = 1_000;
const CONNECTIONS_MAX = 200;

function titleOf(c: WebContext): string {
  return say(c.get('locale'))('Catalogue files', 'Fichiers catalogue');
}

function afterOf(c: WebContext): string | undefined {
  const after = c.req.query('after');
  return after && /^([0-9]{1,9}~)?[0-9a-f-]{36}$/i.test(after) ? after : undefined;
}

function sellerOf(c: WebContext): { ctx: Ctx; sellerId: string } {
  const ctx = signedIn(c);
  ctx.require('offer.manage');
  return { ctx, sellerId: ctx.actor.organisationId ?? '' };
}

async function listIn(c: WebContext, error?: string): Promise<Response> {
  const { ctx } = sellerOf(c);
  const locale = c.get('locale');
  const after = afterOf(c);
  const found = await read(ctx, (tx) =>
    catalogueFiles(tx, { direction: 'in', after, limit: PAGE }),
  );
  return page(
    c,
    {
      title: titleOf(c),
      breadcrumbs: [
        { label: say(locale)('Offers', 'Offres'), href: '/seller/offers' },
        { label: titleOf(c) },
      ],
    },
    <Stack>
      <UploadForm locale={locale} side={SELLER} error={error} />
      <FilesList
        locale={locale}
        side={SELLER}
        files={found.files}
        next={found.next}
        after={after}
      />
    </Stack>,
  );
}

async function upload(c: WebContext): Promise<Response> {
  const { ctx, sellerId } = sellerOf(c);
  const { file } = await formOf(c);
  const locale = c.get('locale');
  if (!(file instanceof File) || file.size === 0) {
    c.status(422);
    return listIn(c, say(locale)('Choose a file.', 'Choisissez un fichier.'));
  }
  try {
    const taken = await takeCatalogue(ctx, {
      sellerId,
      bytes: new Uint8Array(await file.arrayBuffer()),
      contentType: file.type || 'application/octet-stream',
      fileName: file.name.slice(0, 200) || 'catalogue',
    });
    return c.redirect(`/seller/catalogue-files/${taken.fileId}?done=${taken.state}`, 303);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    c.status(error.entry.http as 422);
    return listIn(c, error.text(locale));
  }
}

async function showIn(c: WebContext, fileId: string): Promise<Response> {
  const { ctx } = sellerOf(c);
  const locale = c.get('locale');
  const t = say(locale);
  const after = afterOf(c);
  const { view, found } = await read(ctx, async (tx) => ({
    view: await catalogueFile(tx, { fileId, direction: 'in' }),
    found: await catalogueFileErrors(tx, { fileId, after, limit: ERRORS_PAGE }),
  }));
  const again = c.req.query('done') === 'duplicate';
  return page(
    c,
    {
      title: view.file.fileName,
      breadcrumbs: [{ label: titleOf(c), href: SELLER.base }, { label: view.file.fileName }],
      ...(again
        ? {
            flash: [
              {
                tone: 'info' as const,
                text: t(
                  'This is the file you sent last: it has been taken already.',
                  'C’est votre dernier fichier : il a déjà été repris.',
                ),
              },
            ],
          }
        : {}),
    },
    <FileInPage
      locale={locale}
      side={SELLER}
      view={view}
      errors={found.errors}
      next={found.next}
      after={after}
    />,
  );
}

/** A cell that a spreadsheet must not take for a formula (OWASP ASVS 1.2.10). */
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** The whole report, page by page as it is sent. */
function report(ctx: Ctx, fileId: string): ReadableStream<Uint8Array> {
  let after: string | undefined;
  let isFirst = true;
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (stream) => {
      const { errors, next } = await read(ctx, (tx) =>
        catalogueFileErrors(tx, { fileId, after, limit: REPORT_PAGE }),
      );
      const head = isFirst ? '\uFEFFline,article,field,severity,code,message,fix\r\n' : '';
      const rows = errors.map(({ line, sku, field, severity, code, message, fix }) =>
        [line, sku, field, severity, code, message, fix].map(cell).join(','),
      );
      stream.enqueue(encoder.encode(head + rows.map((row) => `${row}\r\n`).join('')));
      isFirst = false;
      after = next;
      if (!next) stream.close();
    },
  });
}

async function sendReport(c: WebContext, fileId: string): Promise<Response> {
  const { ctx } = sellerOf(c);
  await read(ctx, (tx) => catalogueFile(tx, { fileId, direction: 'in' }));
  return new Response(report(ctx, fileId), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="catalogue-${fileId}.csv"`,
    },
  });
}

async function progressOf(
  c: WebContext,
  { side, fileId }: { side: Side; fileId: string },
): Promise<Response> {
  const view = await read(signedIn(c), (tx) =>
    catalogueFile(tx, { fileId, direction: side.direction }),
  );
  return c.html(<FileProgress view={view} side={side} locale={c.get('locale')} />);
}

const SELLER: Side = { base: '/seller/catalogue-files', direction: 'in' };
const OUT: readonly Side[] = [
  { base: '/operator/catalogue-files', direction: 'out' },
  { base: '/buyer/catalogue-files', direction: 'out' },
];

function staffOf(c: WebContext): Ctx {
  const ctx = signedIn(c);
  ctx.require('partner.manage');
  return ctx;
}

async function buyersConnections(tx: TxCtx): Promise<Choice[]> {
  const found = await tx.em.find(
    TradingConnection,
    { protocol: { $in: ['cxml', 'oci'] }, active: true },
    { orderBy: { name: 'asc' }, limit: CONNECTIONS_MAX },
  );
  const owners = await organisations(
    tx,
    found.map((one) => one.organisationId),
  );
  return found.flatMap((one) => {
    const owner = owners.get(one.organisationId);
    return owner?.kind === 'buyer'
      ? [{ id: one.id, label: `${owner.tradingName} · ${one.name}` }]
      : [];
  });
}

async function listOut(c: WebContext, side: Side, error?: string): Promise<Response> {
  const ctx = staffOf(c);
  const locale = c.get('locale');
  const after = afterOf(c);
  const { found, connections } = await read(ctx, async (tx) => ({
    found: await catalogueFiles(tx, { direction: 'out', after, limit: PAGE }),
    connections: await buyersConnections(tx),
  }));
  return page(
    c,
    { title: titleOf(c) },
    <Stack>
      <AskForm locale={locale} side={side} connections={connections} error={error} />
      <FilesList locale={locale} side={side} files={found.files} next={found.next} after={after} />
    </Stack>,
  );
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function dayOf(value: string): Temporal.PlainDate | undefined {
  if (value === '') return undefined;
  try {
    return Temporal.PlainDate.from(value);
  } catch {
    throw new Problem('request.invalid', { path: 'since', reason: `“${value}” is no day` });
  }
}

async function ask(c: WebContext, side: Side): Promise<Response> {
  const ctx = staffOf(c);
  const form = await formOf(c);
  const connectionId = text(form.connection);
  if (!/^[0-9a-f-]{36}$/i.test(connectionId))
    throw new Problem('not_found', { what: 'connection', id: connectionId });
  try {
    const { fileId } = await prepareCatalogueFiles(ctx, {
      connectionId,
      format: text(form.format) === 'index' ? 'index' : 'cif',
      content: text(form.content) === 'level_2' ? 'level_2' : 'priced',
      since: dayOf(text(form.since)),
    });
    return c.redirect(`${side.base}/${fileId}`, 303);
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'request.invalid') throw error;
    c.status(422);
    return listOut(c, side, error.text(c.get('locale')));
  }
}

/** The files of a catalogue in the order they were written, by the exchange log. */
async function writtenFiles(tx: TxCtx, fileId: string): Promise<Exchange[]> {
  return tx.em.find(
    Exchange,
    { documentKey: fileId, channel: 'catalogue', direction: 'out' },
    { orderBy: { id: 'asc' }, limit: FILES_MAX },
  );
}

async function showOut(
  c: WebContext,
  { side, fileId }: { side: Side; fileId: string },
): Promise<Response> {
  const ctx = staffOf(c);
  const { view, files } = await read(ctx, async (tx) => ({
    view: await catalogueFile(tx, { fileId, direction: 'out' }),
    files: await writtenFiles(tx, fileId),
  }));
  return page(
    c,
    {
      title: `${view.organisationName} · ${view.file.fileName}`,
      breadcrumbs: [{ label: titleOf(c), href: side.base }, { label: view.file.fileName }],
    },
    <FileOutPage
      locale={c.get('locale')}
      side={side}
      view={view}
      files={files.map((one, at) => ({ number: at + 1, sizeBytes: one.sizeBytes }))}
    />,
  );
}

async function download(
  c: WebContext,
  { fileId, number }: { fileId: string; number: number },
): Promise<Response> {
  const ctx = staffOf(c);
  const { name, file } = await read(ctx, async (tx) => {
    const { file: asked } = await catalogueFile(tx, { fileId, direction: 'out' });
    const written = (await writtenFiles(tx, fileId))[number - 1];
    if (!written) throw new Problem('not_found', { what: 'file', id: String(number) });
    return { name: numbered(asked.fileName, number), file: await readFile(tx, written.fileId) };
  });
  return new Response(new Uint8Array(file.content), {
    headers: {
      'content-type': file.contentType,
      'content-disposition': `attachment; filename="${name.replace(/[^\w.-]/g, '_')}"`,
    },
  });
}

/** Catalogue files: `/seller/catalogue-files` in, `/operator/…` and `/buyer/catalogue-files` out. */
export function catalogueFileRoutes(): Web {
  const app = web();
  app.get(SELLER.base, (c) => listIn(c));
  app.post(SELLER.base, upload);
  app.get(`${SELLER.base}/:id`, (c) => showIn(c, c.req.param('id')));
  app.get(`${SELLER.base}/:id/report.csv`, (c) => sendReport(c, c.req.param('id')));
  app.get(`${SELLER.base}/:id/progress`, (c) =>
    progressOf(c, { side: SELLER, fileId: c.req.param('id') }),
  );
  for (const decision of ['withdraw', 'keep'] as const)
    app.post(`${SELLER.base}/:id/${decision}`, async (c) => {
      const { ctx } = sellerOf(c);
      await decideLeaving(ctx, { fileId: c.req.param('id') ?? '', decision });
      return c.redirect(`${SELLER.base}/${c.req.param('id')}`, 303);
    });
  for (const side of OUT) {
    app.get(side.base, (c) => listOut(c, side));
    app.post(side.base, (c) => ask(c, side));
    app.get(`${side.base}/:id`, (c) => showOut(c, { side, fileId: c.req.param('id') ?? '' }));
    app.get(`${side.base}/:id/progress`, (c) =>
      progressOf(c, { side, fileId: c.req.param('id') ?? '' }),
    );
    app.get(`${side.base}/:id/files/:number`, (c) =>
      download(c, { fileId: c.req.param('id') ?? '', number: Number(c.req.param('number')) }),
    );
  }
  return app;
}
