import {
  bytesInBody,
  type Comments,
  cidOf,
  defaultMimeLimits,
  isContentId,
  type MimeFile,
} from '../../../punchout/index.ts';
import { sha256Hex } from '../../base/index.ts';
import {
  attachmentFile,
  type OrderAttachment,
  type SellerOrderDocument,
  sellerAttachments,
} from '../../domain/orders/index.ts';
import type { TxCtx } from '../../platform/index.ts';
import { MULTIPART_MAX } from '../cxml/body.ts';

/** For the document itself, which may have 2 MB, and the borders between the parts. */
const DOCUMENT_RESERVE = 2_100_000;

/** The files of a seller's part as its document carries them. */
export type PartFiles = {
  readonly files: readonly MimeFile[];
  /** What the order's Comments say of them; the line's under its number. */
  readonly comments: readonly Comments[];
  readonly lineComments: ReadonlyMap<number, readonly Comments[]>;
};

const none: PartFiles = { files: [], comments: [], lineComments: new Map() };

function sizeText(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * Files under their Content-IDs: the same bytes once, other bytes under an id of their own. `add` gives the id under
 * which a file goes, undefined when it does not fit any more.
 */
function parcel() {
  const files: MimeFile[] = [];
  const known = new Map<string, string>();
  let bytes = 0;
  const add = (
    file: Omit<MimeFile, 'contentId'>,
    { wanted, own }: { wanted: string | null | undefined; own: string },
  ): string | undefined => {
    const key = `${sha256Hex(file.content)} ${file.name}`;
    const there = known.get(key);
    if (there !== undefined) return there;
    const size = bytesInBody(file);
    // One part is the document's.
    const full = files.length >= defaultMimeLimits.partsMax - 1;
    if (full || bytes + size > MULTIPART_MAX - DOCUMENT_RESERVE) return undefined;
    const taken = files.some(({ contentId }) => contentId === wanted);
    const contentId = wanted && isContentId(wanted) && !taken ? wanted : own;
    known.set(key, contentId);
    bytes += size;
    files.push({ ...file, contentId });
    return contentId;
  };
  return { files, add };
}

function commentFor(
  tx: TxCtx,
  { file, contentId, orderId }: { file: OrderAttachment; contentId?: string; orderId: string },
): Comments {
  if (contentId !== undefined) return { text: '', attachments: [cidOf(contentId)] };
  const page = `${tx.services.config.publicUrl}/seller/orders/${orderId}`;
  return {
    text: `File ${file.name} (${sizeText(file.sizeBytes)}) is too large to come with this document: ${page}`,
    attachments: [],
  };
}

/**
 * The files that a buyer sent for this seller, of its part and of the whole order, under the Content-IDs that the
 * buyer gave them (cXML guide, «Attachment»); none that the buyer keeps to itself. Our own limits at the door hold on
 * the way out too (10 MB a file, 50 parts, 16 MB in all): what goes beyond is named with the page to fetch it from.
 */
export async function filesForSeller(
  tx: TxCtx,
  { order }: SellerOrderDocument,
): Promise<PartFiles> {
  const among = await sellerAttachments(tx, order.id);
  if (among.length === 0) return none;
  const packed = parcel();
  const comments: Comments[] = [];
  const lineComments = new Map<number, Comments[]>();
  for (const file of among) {
    const fits = file.sizeBytes <= defaultMimeLimits.attachmentBytesMax;
    const stored = fits ? await attachmentFile(tx, { among, id: file.id }) : undefined;
    const contentId =
      stored &&
      packed.add(
        { name: file.name, contentType: file.contentType, content: stored.content },
        { wanted: file.contentId, own: `${file.id}@comptoir` },
      );
    const comment = commentFor(tx, {
      file,
      orderId: order.id,
      ...(contentId === undefined ? {} : { contentId }),
    });
    if (typeof file.lineNumber !== 'number') comments.push(comment);
    else lineComments.set(file.lineNumber, [...(lineComments.get(file.lineNumber) ?? []), comment]);
  }
  return { files: packed.files, comments, lineComments };
}
