import {
  buildStatusUpdateRequest,
  type CatalogUploadRequest,
  connectionProfile,
  parseCxml,
  type Status,
} from '../../../punchout/index.ts';
import { type Locale, say } from '../../base/index.ts';
import { type CatalogueFile, catalogueFile } from '../../domain/catalogue/index.ts';
import { organisation, TradingConnection } from '../../domain/parties/index.ts';
import {
  type Ctx,
  Exchange,
  type JobPayload,
  queueMail,
  read,
  readFile,
  type TxCtx,
  writeOnce,
} from '../../platform/index.ts';
import { openBody } from '../cxml/body.ts';
import { envelopeFor, keep } from '../outbound/target.ts';
import { uploadKey } from './intake.ts';

/** The job that says what became of a CatalogUploadRequest. */
export const TELL_UPLOAD_JOB = 'catalogue.tell_upload';

type Upload = { readonly exchange: Exchange; readonly request: CatalogUploadRequest };

/** The CatalogUploadRequest that a file came in; undefined for one from a page or the EDI door. */
async function uploadOf(tx: TxCtx, { exchangeId }: CatalogueFile): Promise<Upload | undefined> {
  const own = exchangeId ? await tx.em.findOne(Exchange, { id: exchangeId }) : null;
  const head = uploadKey('');
  const id = own?.keys.find((key) => key.startsWith(head))?.slice(head.length);
  const exchange = id ? await tx.em.findOne(Exchange, { id }) : null;
  if (!exchange) return undefined;
  const file = await readFile(tx, exchange.fileId);
  const body = openBody(file.content, file.contentType);
  const { payload } = parseCxml(body.content, { contentType: body.contentType });
  return payload.kind === 'CatalogUploadRequest' ? { exchange, request: payload } : undefined;
}

/** What became of a file in a sentence, with the numbers of rows. */
function sentence(file: CatalogueFile, locale: Locale): string {
  const t = say(locale);
  const { added, changed, unchanged, removed, refused, leaving } = file;
  if (file.state === 'refused')
    return t(
      `It could not be read: ${file.problem ?? ''}`,
      `Il n’a pas pu être lu : ${file.problem ?? ''}`,
    );
  const counts = t(
    `${added} added, ${changed} changed, ${unchanged} unchanged, ${removed} withdrawn, ${refused} refused.`,
    `${added} ajoutées, ${changed} modifiées, ${unchanged} inchangées, ${removed} retirées, ${refused} refusées.`,
  );
  if (file.state !== 'confirming') return counts;
  const open = t(
    `It does not name ${leaving ?? 0} offers that are on sale: say on your page whether they are withdrawn.`,
    `Il ne cite pas ${leaving ?? 0} offres en vente : indiquez sur votre page si elles sont retirées.`,
  );
  return `${counts} ${open}`;
}

/** 200 when every row was taken, 470 with errors, 201 while a person's word is waited for (cXML guide, «Status»). */
function statusOf(file: CatalogueFile): Status {
  const code =
    file.state === 'confirming' ? 201 : file.state === 'refused' || file.refused > 0 ? 470 : 200;
  return { code, text: '', detail: sentence(file, 'en'), lang: 'en' };
}

async function post(
  tx: TxCtx,
  { file, upload }: { file: CatalogueFile; upload: Upload },
): Promise<void> {
  const { connectionId, documentKey } = upload.exchange;
  const connection = connectionId
    ? await tx.em.findOne(TradingConnection, { id: connectionId, active: true })
    : null;
  if (!connection?.outboundUrl || connection.protocol !== 'cxml') return;
  const envelope = await envelopeFor(tx, connection);
  const { versions } = connectionProfile(connection);
  const content = buildStatusUpdateRequest(
    envelope,
    { documentPayloadId: documentKey ?? undefined, status: statusOf(file), extrinsics: [] },
    versions.OrderRequest ? { version: versions.OrderRequest } : {},
  );
  await keep(tx, {
    connection,
    buyerId: file.organisationId,
    kind: 'StatusUpdateRequest',
    subject: file.fileName,
    content,
    payloadId: envelope.payloadId,
    purchaseOrders: [],
    keys: [file.fileName, ...(documentKey ? [documentKey] : [])],
  });
}

async function mail(tx: TxCtx, { file, to }: { file: CatalogueFile; to: string }): Promise<void> {
  const { locale } = await organisation(tx, file.organisationId);
  const t = say(locale);
  const link = `${tx.services.config.publicUrl}/seller/catalogue-files/${file.id}`;
  await queueMail(tx, {
    to,
    organisationId: file.organisationId,
    subject: t(`Catalogue ${file.fileName}`, `Catalogue ${file.fileName}`),
    text: `${sentence(file, locale)}\n\n${t('Row by row', 'Ligne par ligne')} :\n${link}\n`,
  });
}

/**
 * Job `catalogue.tell_upload {fileId}`, when a file is read and on `offers.loaded`: what became of a
 * CatalogUploadRequest goes where its Notification says, by mail and as a StatusUpdateRequest in the row of outgoing
 * documents; once for each state. A file that came another way is told on its page alone.
 */
export async function tellUpload(ctx: Ctx, payload: JobPayload): Promise<void> {
  const fileId = String(payload.fileId);
  const { file } = await read(ctx, (tx) => catalogueFile(tx, { fileId, direction: 'in' }));
  const { state } = file;
  if (state === 'running' || state === 'withdrawing') return;
  await writeOnce(
    ctx,
    { key: `catalogue_upload:${fileId}:${state}`, input: fileId },
    async (tx) => {
      const upload = await uploadOf(tx, file);
      if (!upload) return null;
      const { email, urlPost } = upload.request;
      if (email) await mail(tx, { file, to: email });
      if (urlPost === 'yes') await post(tx, { file, upload });
      return null;
    },
  );
}
