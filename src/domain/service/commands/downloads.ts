import { Problem } from '../../../base/index.ts';
import { audit, type Ctx, maskSecrets, write } from '../../../platform/index.ts';
import { exchange, exchangeBytes } from '../queries/index.ts';
import { decodeDocument } from '../rules/index.ts';

export type Download = {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Uint8Array;
};

const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/xml/i, 'xml'],
  [/json/i, 'json'],
  [/edifact|edi/i, 'edi'],
  [/pdf/i, 'pdf'],
  [/csv/i, 'csv'],
];

function fileName({
  channel,
  kind,
  contentType,
  id,
}: {
  channel: string;
  kind: string | null | undefined;
  contentType: string;
  id: string;
}): string {
  const words = [channel, kind ?? 'document', id.slice(-12)].map((word) =>
    word.replace(/[^\w.-]+/g, '-'),
  );
  const ending = ENDINGS.find(([pattern]) => pattern.test(contentType))?.[1] ?? 'txt';
  return `${words.join('_')}.${ending}`;
}

/**
 * The document or the answer of an exchange as a file. Who holds `exchange.manage` gets the bytes as they came,
 * which may hold secrets, so it is audited; others get the text with secrets masked, and no file that is not
 * text (`service.binary_masked`). Undefined when the exchange has no such part.
 */
export async function downloadDocument(
  ctx: Ctx,
  { exchangeId, part }: { exchangeId: string; part: 'document' | 'answer' },
): Promise<Download | undefined> {
  ctx.require('exchange.read');
  return write(ctx, async (tx) => {
    const file = await exchangeBytes(tx, { exchangeId, part });
    if (!file) return undefined;
    const { channel, kind, id } = await exchange(tx, exchangeId);
    const name = fileName({
      channel,
      kind: part === 'answer' ? `${kind ?? 'document'}-answer` : kind,
      contentType: file.contentType,
      id,
    });
    if (ctx.actor.permissions.has('exchange.manage')) {
      await audit(tx, {
        action: 'exchange.downloaded',
        subject: `exchange:${exchangeId}`,
        detail: { part },
      });
      // Never a type that a browser would run.
      return { fileName: name, contentType: 'application/octet-stream', bytes: file.content };
    }
    const decoded = decodeDocument(file.content, file.contentType);
    if (!decoded) throw new Problem('service.binary_masked');
    return {
      fileName: name,
      contentType: 'text/plain; charset=utf-8',
      bytes: Buffer.from(maskSecrets(decoded.text)),
    };
  });
}
