import { type CxmlDocument, parseCxml, parseCxmlInSlices } from '../../../punchout/index.ts';
import { type PartnersNamed, partnersAsked, partnersSeen } from '../../domain/parties/index.ts';
import { arriveAndLook, type Ctx, recordAndLook, recordExchange } from '../../platform/index.ts';
import { identitiesOf } from './authenticate.ts';
import { type Body, openBody } from './body.ts';
import { isPlainSetup } from './setup.ts';

/** A body opened and its document read. */
export type Opened = { readonly body: Body; readonly document: CxmlDocument };

/** What is known of a document once it is stored. */
export type Arrival = {
  readonly exchangeId: string;
  /** Whether it is in the exchange log, where any other outcome than the expected one is noted. */
  readonly entered: boolean;
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
 * the way: then the same round trip looks up the partners they name, and nothing is judged before it is back. A
 * setup that brings no lines goes into the exchange log with its outcome, milliseconds later.
 */
export async function arrive(
  ctx: Ctx,
  { bytes, contentType }: { bytes: Uint8Array; contentType: string },
): Promise<Arrival> {
  const early = openedEarly(bytes, contentType);
  const sha256 = early?.body.content === bytes ? early.body.hash : undefined;
  const from = { direction: 'in', channel: 'cxml' } as const;
  const document = { ...from, content: bytes, sha256, contentType };
  const header = early?.document.header;
  if (!early || !header)
    return { exchangeId: await recordExchange(ctx, document), entered: true, early };
  const entered = !isPlainSetup(early.document.payload);
  const store = entered ? recordAndLook : arriveAndLook;
  const { id, rows } = await store(ctx, { document, look: partnersAsked(identitiesOf(header)) });
  return { exchangeId: id, entered, early, named: partnersSeen(rows) };
}
