import { type CxmlDocument, parseCxml, parseCxmlInSlices } from '../../../punchout/index.ts';
import { type PartnersNamed, partnersAsked, partnersSeen } from '../../domain/parties/index.ts';
import { type Ctx, recordAndLook, recordExchange } from '../../platform/index.ts';
import { identitiesOf } from './authenticate.ts';
import { type Body, openBody } from './body.ts';

/** A body opened and its document read. */
export type Opened = { readonly body: Body; readonly document: CxmlDocument };

/** What is known of a document once it is stored. */
export type Arrival = {
  readonly exchangeId: string;
  /** The document, when it could be read on its way to the store. */
  readonly early?: Opened | undefined;
  /** The partners that it names, as they were when it was stored. */
  readonly named?: PartnersNamed | undefined;
};

/** Above this a document is read in slices, so that other answers do not wait for it. */
const SLICED_ABOVE_BYTES = 256_000;
/** Up to this a document is read before it is stored, so that one round trip stores it and looks up its sender. */
const EARLY_BYTES = 64_000;

/** Opens a body and reads its document. Refuses like `openBody` and `parseCxml`. */
export async function opened(bytes: Uint8Array, contentType: string): Promise<Opened> {
  const body = openBody(bytes, contentType);
  const { content } = body;
  const read = content.byteLength > SLICED_ABOVE_BYTES ? parseCxmlInSlices : parseCxml;
  return { body, document: await read(content, { contentType: body.contentType }) };
}

/** A document read before it is stored. What is wrong with it is said once it is, by `opened`. */
function openedEarly(bytes: Uint8Array, contentType: string): Opened | undefined {
  if (bytes.byteLength > EARLY_BYTES) return undefined;
  try {
    const body = openBody(bytes, contentType);
    return { body, document: parseCxml(body.content, { contentType: body.contentType }) };
  } catch {
    return undefined;
  }
}

/**
 * Stores what came in as it came, committed when this returns, whatever it is. Most documents can be read on
 * the way: then the same round trip looks up the partners they name, and nothing is judged before it is back.
 */
export async function arrive(
  ctx: Ctx,
  { bytes, contentType }: { bytes: Uint8Array; contentType: string },
): Promise<Arrival> {
  const document = { direction: 'in', channel: 'cxml', content: bytes, contentType } as const;
  const early = openedEarly(bytes, contentType);
  const header = early?.document.header;
  if (!header) return { exchangeId: await recordExchange(ctx, document), early };
  const look = partnersAsked(identitiesOf(header));
  const { id, rows } = await recordAndLook(ctx, { document, look });
  return { exchangeId: id, early, named: partnersSeen(rows) };
}
