import { sha256Hex } from '../base/index.ts';
import type { Ctx, TxCtx } from './context.ts';
import { Exchange, type ExchangeLink, type ExchangeNote, type exchangeStates } from './entities.ts';
import { storeFile } from './files.ts';
import { privileged, write } from './write.ts';

export type ExchangeState = (typeof exchangeStates)[number];

/**
 * Stores a document raw, in a transaction of its own, before anybody judges it. Returns the exchange's
 * id; from here on nothing that came in can be lost.
 */
export async function recordExchange(
  ctx: Ctx,
  document: {
    direction: 'in' | 'out';
    channel: string;
    content: Uint8Array;
    contentType: string;
    kind?: string;
    partnerId?: string;
    documentKey?: string;
    keys?: string[];
    state?: ExchangeState;
  },
): Promise<string> {
  return write(ctx, async (tx) => {
    const id = tx.newId();
    const fileId = await storeFile(tx, {
      name: `${document.channel}-${id}`,
      contentType: document.contentType,
      content: document.content,
      organisationId: document.partnerId,
    });
    await privileged(tx, async ({ em }) => {
      em.create(Exchange, {
        id,
        direction: document.direction,
        channel: document.channel,
        kind: document.kind ?? null,
        partnerId: document.partnerId ?? null,
        state: document.state ?? (document.direction === 'in' ? 'received' : 'queued'),
        documentKey: document.documentKey ?? null,
        keys: document.keys ?? [],
        contentType: document.contentType,
        sizeBytes: document.content.byteLength,
        sha256: sha256Hex(document.content),
        fileId,
        requestId: tx.requestId,
        at: tx.now(),
      });
      await em.flush();
    });
    return id;
  });
}

export type ExchangeOutcome = {
  readonly state?: ExchangeState;
  readonly kind?: string;
  readonly partnerId?: string;
  readonly documentKey?: string;
  readonly keys?: readonly string[];
  readonly errors?: readonly ExchangeNote[];
  readonly advisories?: readonly ExchangeNote[];
  readonly links?: readonly ExchangeLink[];
  readonly answer?: { content: Uint8Array; contentType: string };
  readonly attempts?: number;
};

/** Adds to an exchange what became of it; lists are appended, the rest is set. */
export async function noteExchange(ctx: Ctx | TxCtx, id: string, outcome: ExchangeOutcome): Promise<void> {
  await write(ctx, (tx) =>
    privileged(tx, async (inner) => {
      const record = await inner.em.findOneOrFail(Exchange, { id });
      const { state, kind, partnerId, documentKey, attempts } = outcome;
      inner.em.assign(record, {
        ...(state ? { state } : {}),
        ...(kind ? { kind } : {}),
        ...(partnerId ? { partnerId } : {}),
        ...(documentKey ? { documentKey } : {}),
        ...(attempts !== undefined ? { attempts } : {}),
        keys: [...new Set([...record.keys, ...(outcome.keys ?? [])])],
        errors: [...record.errors, ...(outcome.errors ?? [])],
        advisories: [...record.advisories, ...(outcome.advisories ?? [])],
        links: [...record.links, ...(outcome.links ?? [])],
      });
      if (state && state !== 'received' && state !== 'queued') record.finishedAt = inner.now();
      if (outcome.answer) {
        record.answerFileId = await storeFile(inner, {
          name: `answer-${id}`,
          ...outcome.answer,
          organisationId: record.partnerId ?? undefined,
        });
      }
      await inner.em.flush();
    }),
  );
}

const SECRETS: readonly { pattern: RegExp; replacement: string }[] = [
  { pattern: /(<(?:\w+:)?SharedSecret[^>]*>)[\s\S]*?(<\/)/gi, replacement: '$1••••••••$2' },
  { pattern: /(<(?:\w+:)?CredentialMac[^>]*>)[\s\S]*?(<\/)/gi, replacement: '$1••••••••$2' },
  { pattern: /((?:password|passwort|secret|token|api[_-]?key)=)[^&\s"'<]+/gi, replacement: '$1••••••••' },
  { pattern: /("(?:password|secret|apiKey|token|sharedSecret)"\s*:\s*")[^"]*/gi, replacement: '$1••••••••' },
];

/** A document's text with shared secrets, passwords and message codes masked, for pages and exports. */
export function maskSecrets(text: string): string {
  return SECRETS.reduce((masked, { pattern, replacement }) => masked.replace(pattern, replacement), text);
}
