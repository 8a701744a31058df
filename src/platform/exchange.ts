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
export async function noteExchange(
  ctx: Ctx | TxCtx,
  id: string,
  outcome: ExchangeOutcome,
): Promise<void> {
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

const MASK = '••••••••';
const SECRET_ELEMENTS = 'SharedSecret|CredentialMac|Password|ApiKey';
const SECRET_NAMES = String.raw`(?:[\w-]{0,30}(?:pass(?:word|wort|wd|phrase)?|pwd|kennwort|secret|token|api[_-]?key))`;

/**
 * Where secrets stand: what goes before, the secret, both captured. The parts of a pattern are bounded,
 * so that a hostile document costs no more than its length.
 */
const SECRETS: readonly RegExp[] = [
  // An element, up to its own end tag; without one (damaged, cut off) up to the next tag.
  new RegExp(
    String.raw`(<((?:[\w.-]{1,40}:)?(?:${SECRET_ELEMENTS}))(?:\s[^>]{0,500})?(?<!\/)>)([\s\S]{0,2000}?(?=<\/\2\s{0,9}>)|(?:<!\[CDATA\[)?[^<]*)`,
    'gi',
  ),
  // The same written inside another document: with entities, or percent-encoded in a form.
  new RegExp(
    String.raw`(&lt;((?:[\w.-]{1,40}:)?(?:${SECRET_ELEMENTS}))(?:\s(?:(?!&gt;).){0,500})?&gt;)((?:(?!&lt;)[\s\S]){0,2000})`,
    'gi',
  ),
  new RegExp(
    String.raw`(%3C((?:[\w.-]{1,40}(?:%3A|:))?(?:${SECRET_ELEMENTS}))(?:(?!%3E)[^&\s]){0,500}%3E)((?:(?!%3C)[^&\s]){0,2000})`,
    'gi',
  ),
  // Fields of forms, queries and JSON.
  new RegExp(String.raw`((${SECRET_NAMES})=)([^&\s"'<]+)`, 'gi'),
  new RegExp(String.raw`("(${SECRET_NAMES})"\s{0,9}:\s{0,9}")((?:[^"\\]|\\.)*)`, 'gi'),
  // HTTP headers; the scheme may be read.
  /((authorization|x-api-key)["']?[ \t]{0,9}[:=][ \t]{0,9}["']?(?:(?:basic|bearer|digest)[ \t]+)?)([^\r\n"'<&]+)/gi,
  // Start and session addresses of a punch-out: whoever holds one is inside.
  /((\/|%2F|\\\/)p(?:\/|%2F|\\\/))([\w-]{16,})/gi,
  // User information in an address.
  /(:\/\/([^\s:@/"'<>]{0,200}):)([^\s@/"'<>]{1,200})(?=@)/g,
];

/**
 * A document's text with shared secrets, passwords, message codes, keys, authorization headers and the
 * tokens of punch-out addresses masked, for pages and exports. Line breaks inside a secret stay, so that
 * line numbers of faults remain true.
 */
export function maskSecrets(text: string): string {
  return SECRETS.reduce(
    (masked, pattern) =>
      masked.replace(pattern, (whole: string, before: string, _: string, secret: string) =>
        secret.trim() === '' ? whole : before + MASK + secret.replace(/[^\r\n]+/g, ''),
      ),
    text,
  );
}
