import {
  CATALOGUE_FILE_BYTES_MAX,
  type CatalogUploadRequest,
  type CxmlDocument,
  type MimePart,
  partOf,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { catalogueNamed } from '../../domain/catalogue/index.ts';
import { TradingConnection } from '../../domain/parties/index.ts';
import type { ExchangeNote, TxCtx } from '../../platform/index.ts';
import { judgeCatalogue, takeCatalogue, uploadKey } from '../catalogue-files/index.ts';
import { type Answer, statusAnswer } from './answer.ts';
import type { Partner } from './authenticate.ts';

const NAME_MAX = 200;
const MAIL = /^[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+$/;

type Upload = {
  readonly upload: CatalogUploadRequest;
  readonly document: Pick<CxmlDocument, 'deploymentMode'>;
  readonly partner: Partner;
  readonly exchangeId: string;
  readonly attachments: readonly MimePart[];
};

/** Who hears what becomes of it: cXML wants a way before anything is taken (462). */
async function checkNotification(
  tx: TxCtx,
  { upload: { email, urlPost }, partner }: Upload,
): Promise<void> {
  const refuse = (reason: string): never => {
    throw new Problem('catalogue_upload.notification', { reason });
  };
  if (email !== undefined && !MAIL.test(email)) refuse(`“${email}” is no e-mail address`);
  if (email !== undefined) return;
  if (urlPost !== 'yes') refuse('it names no way to tell what became of the catalogue');
  const connection = await tx.em.findOne(TradingConnection, { id: partner.connection.id });
  if (!connection?.outboundUrl) refuse('no address for documents is known of this connection');
}

/** The one attached file. Refuses none or several (464), a name or a size that is not taken (469, 468). */
function fileOf({ upload, attachments }: Upload): MimePart {
  const refuse = (reason: string): never => {
    throw new Problem('catalogue_upload.attachment', { reason });
  };
  const [url, ...more] = upload.attachments;
  if (url === undefined) return refuse('it names no file');
  if (more.length > 0 || attachments.length > 1) return refuse('there is more than one file');
  const part = partOf(attachments, url);
  if (!part) return refuse(`no part of the body has the Content-ID of ${url}`);
  const size = part.content.byteLength;
  if (size > CATALOGUE_FILE_BYTES_MAX)
    throw new Problem('catalogue_upload.size', {
      size_bytes: size,
      max_bytes: CATALOGUE_FILE_BYTES_MAX,
    });
  const name = part.name ?? '';
  if (/\.\w+$/.test(name) && !/\.(cif|xml|zip)$/i.test(name))
    throw new Problem('catalogue_upload.extension', { name });
  const [a, b] = part.content;
  if (/\.zip$/i.test(name) || (a === 0x50 && b === 0x4b))
    throw new Problem('catalogue_upload.format', { reason: 'it is a zip archive' });
  return part;
}

/** New under a name that is free, an update under one that is known (465, 466). */
async function checkName(tx: TxCtx, { upload, partner }: Upload): Promise<string> {
  const name = upload.catalogName.slice(0, NAME_MAX);
  const known = await catalogueNamed(tx, { sellerId: partner.organisation.id, name });
  if (upload.operation === 'new' && known)
    throw new Problem('catalogue_upload.name_known', { name });
  if (upload.operation === 'update' && !known)
    throw new Problem('catalogue_upload.name_unknown', { name });
  return name;
}

/** What the catalogue intake refuses, under the Status that cXML has for it. */
function translated(error: unknown): unknown {
  if (!(error instanceof Problem)) return error;
  if (error.code === 'catalogue_file.busy')
    return new Problem('catalogue_upload.busy', { file: error.params.file ?? '' });
  if (/^(catalogue_file|xml)\./.test(error.code))
    return new Problem('catalogue_upload.format', { reason: error.text('en').replace(/\.$/, '') });
  return error;
}

function isTest(tx: TxCtx, { document, partner }: Upload): boolean {
  return (
    tx.services.config.mode === 'production' &&
    (partner.connection.deploymentMode === 'test' || document.deploymentMode === 'test')
  );
}

/**
 * CatalogUploadRequest of a seller (cXML guide, «Catalog Upload Transaction»): the attached CIF 3.0 or cXML Index,
 * stored raw, is read by the same job as a file from the seller's page; answered 201, and what became of it is
 * told by mail or StatusUpdateRequest. The same bytes as the last file are that file: 200. In test mode a catalogue
 * is judged and not taken. Refuses buyers (403), and by the codes 461 to 469 and 561 as
 * `src/base/problems/catalogue-uploads.ts` says them.
 */
export async function takeUpload(tx: TxCtx, incoming: Upload): Promise<Answer> {
  tx.require('offer.manage');
  const { upload, partner, exchangeId } = incoming;
  await checkNotification(tx, incoming);
  const part = fileOf(incoming);
  const odd = upload.commodities.find((code) => !/^\d{2,8}$/.test(code));
  if (odd !== undefined) throw new Problem('catalogue_upload.commodity', { code: odd });
  const name = await checkName(tx, incoming);
  const advisories: ExchangeNote[] =
    upload.autoPublish === 'yes'
      ? []
      : [{ code: 'catalogue_published', message: 'What it offers is on sale once it is read.' }];
  const answer = (code: number, detail: string, links: Answer['links'] = []): Answer => ({
    xml: statusAnswer(tx, { code, detail }),
    links,
    keys: [name],
    advisories,
  });
  try {
    if (isTest(tx, incoming)) {
      judgeCatalogue(tx, part.content);
      return answer(200, 'A test: the catalogue can be read; nothing of it was taken.');
    }
    const taken = await takeCatalogue(tx, {
      sellerId: partner.organisation.id,
      bytes: part.content,
      contentType: part.contentType,
      fileName: name,
      keys: [uploadKey(exchangeId)],
    });
    const link = { type: 'catalogue_file', id: taken.fileId, label: name };
    return taken.state === 'duplicate'
      ? answer(200, 'The same catalogue as the last: nothing changes.', [link])
      : answer(201, '', [link]);
  } catch (error) {
    throw translated(error);
  }
}
