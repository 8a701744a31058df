import {
  type CopyRequest,
  type CxmlDocument,
  type MimePart,
  parseCxml,
  partOf,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import {
  type ExchangeNote,
  noteExchange,
  recordExchange,
  type TxCtx,
} from '../../platform/index.ts';
import { type Answer, statusAnswer } from './answer.ts';
import type { Partner } from './authenticate.ts';

function copied(part: MimePart): { document?: CxmlDocument; fault?: ExchangeNote } {
  try {
    return { document: parseCxml(part.content, { contentType: part.contentType }) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { fault: { code: error.code, message: error.text('en') } };
  }
}

/** A document of its own kind in the exchange log, that says it is a copy and was never carried out. */
async function keepCopy(
  tx: TxCtx,
  { part, partner, by }: { part: MimePart; partner: Partner; by: string },
): Promise<void> {
  const { document, fault } = copied(part);
  const payload = document?.payload;
  const kind = payload?.kind === 'Unknown' ? payload.element : payload?.kind;
  const exchangeId = await recordExchange(tx, {
    direction: 'in',
    channel: 'cxml',
    content: part.content,
    contentType: part.contentType,
    partnerId: partner.organisation.id,
    keys: [`copy:${by}`, ...(payload?.kind === 'OrderRequest' ? [payload.orderId] : [])],
    ...(kind ? { kind } : {}),
    ...(document ? { documentKey: document.payloadId } : {}),
  });
  const message = `A copy, sent with ${by}: kept, never acted upon.`;
  await noteExchange(tx, exchangeId, {
    state: 'accepted',
    advisories: [{ code: 'copy', message }, ...(fault ? [fault] : [])],
  });
}

/**
 * CopyRequest: a document that went between others, for our knowledge (cXML guide, «CopyRequest»). Each
 * attached copy is kept as an exchange of its kind, marked as a copy; nothing is ordered, shipped or paid by
 * it. Refuses a copy that is named but not in the body (`cxml.attachment_missing`).
 */
export async function takeCopy(
  tx: TxCtx,
  {
    copy,
    document,
    partner,
    attachments,
  }: {
    copy: CopyRequest;
    document: Pick<CxmlDocument, 'payloadId'>;
    partner: Partner;
    attachments: readonly MimePart[];
  },
): Promise<Answer> {
  for (const url of copy.attachments) {
    const part = partOf(attachments, url);
    if (!part) throw new Problem('cxml.attachment_missing', { element: 'cXMLAttachment', url });
    await keepCopy(tx, { part, partner, by: document.payloadId });
  }
  const advisories = [{ code: 'copy', message: 'A copy: kept, never acted upon.' }];
  return { xml: statusAnswer(tx, { code: 200, detail: '' }), links: [], keys: [], advisories };
}
