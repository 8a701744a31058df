import { connectionProfile, inEncoding, xmlContentType } from '../../../punchout/index.ts';
import type { Partner } from '../../domain/parties/index.ts';

const UTF8 = { documentEncoding: 'UTF-8' } as const;

/** An answer as it goes over the wire. */
export type Reply = { readonly content: Uint8Array<ArrayBuffer>; readonly contentType: string };

/** An answer's bytes, in the encoding of the partner's profile; in UTF-8 for those we do not know. */
export function replyOf(xml: string, partner?: Partner): Reply {
  const encoded = partner ? connectionProfile(partner.connection) : UTF8;
  return {
    content: inEncoding(Buffer.from(xml), encoded) as Uint8Array<ArrayBuffer>,
    contentType: xmlContentType(encoded),
  };
}

/** Whether the bytes are the text in UTF-8. */
export function isUtf8({ contentType }: Reply): boolean {
  return /charset=utf-8/i.test(contentType);
}

/**
 * An answer to nobody in particular. HTTP 200 whatever the Status inside says: anything else counts as transient
 * (cXML guide, «Status»).
 */
export function xmlAnswer(xml: string, headers: Readonly<Record<string, string>> = {}): Response {
  const { content, contentType } = replyOf(xml);
  return new Response(content, {
    status: 200,
    headers: { 'content-type': contentType, ...headers },
  });
}
