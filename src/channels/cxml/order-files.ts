import {
  type Comments,
  type MimePart,
  type OrderRequest,
  partOf,
} from '../../../punchout/index.ts';
import type { OrderFile } from '../../domain/orders/index.ts';
import type { ExchangeNote } from '../../platform/index.ts';
import { lineNumberOf } from './order-lines.ts';

type Named = { readonly url: string; readonly internal: boolean; readonly lineNumber?: number };

function named(comments: readonly Comments[], lineNumber?: number): Named[] {
  return comments.flatMap((one) =>
    one.attachments.map((url) => ({
      url,
      internal: one.internal?.includes(url) === true,
      ...(lineNumber === undefined ? {} : { lineNumber }),
    })),
  );
}

function fileOf(part: MimePart, rest: Pick<OrderFile, 'lineNumber' | 'visibility'>): OrderFile {
  return {
    name: part.name ?? part.contentId ?? 'attachment',
    contentType: part.contentType.split(';')[0]?.trim().toLowerCase() || 'application/octet-stream',
    content: part.content,
    contentId: part.contentId,
    ...rest,
  };
}

export type OrderFiles = {
  readonly files: readonly OrderFile[];
  readonly notes: readonly ExchangeNote[];
};

/**
 * The files that an order's comments name (cXML guide, «Attachment»), of the whole order or of one line. One
 * that has no part in the body is an advisory, and so is an address elsewhere, which nobody fetches. A part
 * that no comment names stays with the order, for the buyer only.
 */
export function orderFiles(order: OrderRequest, parts: readonly MimePart[]): OrderFiles {
  const wanted = [
    ...named(order.comments),
    ...order.items.flatMap((item, at) => named(item.comments, lineNumberOf(item, at))),
  ];
  const used = new Set<MimePart>();
  const notes: ExchangeNote[] = [];
  const files = wanted.flatMap(({ url, internal, lineNumber }): OrderFile[] => {
    const part = partOf(parts, url);
    if (!part) {
      const elsewhere = /^https?:/i.test(url.trim());
      notes.push({
        code: elsewhere ? 'attachment_elsewhere' : 'attachment_missing',
        message: elsewhere
          ? `Attachment ${url} is an address elsewhere; it is not fetched. Send the file with the document.`
          : `Attachment ${url}: no part of the body has that Content-ID`,
        element:
          lineNumber === undefined
            ? 'OrderRequestHeader/Comments'
            : `ItemOut ${lineNumber}/Comments`,
      });
      return [];
    }
    used.add(part);
    return [fileOf(part, { lineNumber, visibility: internal ? 'internal' : 'supplier' })];
  });
  const rest = parts.filter((part) => !used.has(part));
  for (const part of rest) {
    const message = `${part.name ?? part.contentId ?? 'a part'} is named by no Comments: kept with the order, not shown to sellers`;
    notes.push({ code: 'attachment_unnamed', message });
  }
  return {
    files: [
      ...files,
      ...rest.map((part) => fileOf(part, { lineNumber: undefined, visibility: 'internal' })),
    ],
    notes,
  };
}
