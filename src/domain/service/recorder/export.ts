import { formatInstant, formatMoney, type Locale } from '../../../base/index.ts';
import type { TxCtx } from '../../../platform/index.ts';
import { exchangeBytes } from '../queries/index.ts';
import { decodeDocument } from '../rules/index.ts';
import type { Chain } from './chain.ts';
import { maskedAddress } from './events.ts';
import type { Thread } from './thread.ts';
import type { ThreadEvent } from './types.ts';
import { kindWords, laneText, stateWords } from './words.ts';

/** How a text leaves: `maskAccounts` for people with a login, `maskStrictly` for others. */
export type Mask = (text: string) => string;

/** A cell that no spreadsheet takes for a formula (ASVS 1.2.10), quoted as RFC 4180 wants it. */
export function csvCell(text: string): string {
  const guarded = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n;]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

function eventCells(event: ThreadEvent, { thread, locale, mask }: Written): string[] {
  const { facts } = thread;
  return [
    event.at.toString(),
    kindWords[event.kind][locale],
    laneText(event.from, facts, locale),
    laneText(event.to, facts, locale),
    stateWords[event.state].text[locale],
    mask(event.title[locale]),
    mask(event.detail?.[locale] ?? ''),
    event.amount ? formatMoney(event.amount, 'en').replace(/[^\d.,-]/g, '') : '',
    event.amount?.currency ?? '',
    event.id,
  ];
}

type Written = { readonly thread: Thread; readonly locale: Locale; readonly mask: Mask };

const HEADINGS = {
  en: ['at', 'kind', 'from', 'to', 'state', 'what', 'detail', 'amount', 'currency', 'id'],
  fr: ['date', 'nature', 'de', 'à', 'état', 'objet', 'détail', 'montant', 'devise', 'id'],
} as const;

/** The time line as CSV (RFC 4180, UTF-8 with mark so that spreadsheets read it as such). */
export function timelineCsv(written: Written): string {
  const rows = [
    [...HEADINGS[written.locale]],
    ...written.thread.events.map((event) => eventCells(event, written)),
  ];
  return `\uFEFF${rows.map((row) => row.map(csvCell).join(',')).join('\r\n')}\r\n`;
}

/** Bytes of one document in an export at most: 2 MB. */
const DOCUMENT_BYTES_MAX = 2_000_000;

/** A document and its answer as masked text; what is no text says so. */
export async function maskedDocument(
  tx: TxCtx,
  { exchangeId, mask }: { exchangeId: string; mask: Mask },
): Promise<{ document: string; answer: string | undefined }> {
  const textOf = async (part: 'document' | 'answer'): Promise<string | undefined> => {
    const file = await exchangeBytes(tx, { exchangeId, part, bytesMax: DOCUMENT_BYTES_MAX });
    if (!file) return undefined;
    const decoded = decodeDocument(file.content, file.contentType);
    return decoded ? mask(decoded.text) : `(${file.contentType}, ${file.sizeBytes} bytes)`;
  };
  return { document: (await textOf('document')) ?? '', answer: await textOf('answer') };
}

function plain(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_, one: unknown) => (typeof one === 'bigint' ? one.toString() : one)),
  );
}

/** A message's text, masked; undefined where the reader does not see it. */
export async function maskedMail(
  tx: TxCtx,
  { mailId, mask }: { mailId: string; mask: Mask },
): Promise<string | undefined> {
  const [row] = await tx.em.execute<{ text: string }[]>(
    'select text from outgoing_mail where id = ?',
    [mailId],
  );
  return row && mask(row.text);
}

type Bundle = Written & {
  /** Page by page, so that an order of any length is whole and no more than a page is in memory. */
  readonly chains: () => AsyncIterable<Chain>;
  /** Reads one document of the thread, masked. */
  readonly read: (exchangeId: string) => Promise<{ document: string; answer: string | undefined }>;
  /** Reads one message of the thread, masked. */
  readonly readMail: (mailId: string) => Promise<string | undefined>;
};

function maskedEvent(event: ThreadEvent, mask: Mask): unknown {
  const words = (text: { en: string; fr: string } | undefined) =>
    text && { en: mask(text.en), fr: mask(text.fr) };
  return plain({ ...event, title: words(event.title), detail: words(event.detail) });
}

/** The thread as JSON, piece by piece: a document at a time is in memory. Amounts in minor units as text. */
export async function* threadJson(bundle: Bundle): AsyncGenerator<string> {
  const { thread, chains, mask, read, readMail } = bundle;
  const events = thread.events.map((event) => maskedEvent(event, mask));
  yield `{"format":"comptoir-thread-1","root":${JSON.stringify(thread.root)},"label":${JSON.stringify(mask(thread.label))},"cut":${JSON.stringify(thread.facts.cut)},\n`;
  yield `"waits":${JSON.stringify(plain(thread.waits))},\n"chains":[`;
  let before = '\n';
  for await (const chain of chains()) {
    yield before + JSON.stringify(plain(chain));
    before = ',\n';
  }
  yield '\n],\n"events":[\n';
  yield events.map((event) => JSON.stringify(event)).join(',\n');
  yield '\n],\n"documents":[\n';
  for (const [at, document] of thread.facts.documents.entries()) {
    const { links: _, firstError, ...known } = document;
    const texts = await read(document.id);
    yield (at > 0 ? ',\n' : '') +
      JSON.stringify(plain({ ...known, error: firstError && mask(firstError), ...texts }));
  }
  yield '\n],\n"mails":[\n';
  for (const [at, mail] of thread.facts.mails.entries()) {
    const known = {
      ...mail,
      recipient: maskedAddress(mail.recipient),
      subject: mask(mail.subject),
    };
    yield (at > 0 ? ',\n' : '') +
      JSON.stringify(plain({ ...known, text: await readMail(mail.id) }));
  }
  yield '\n]}\n';
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function html(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign);
}

const STYLE =
  'body{font:14px/1.45 system-ui,sans-serif;margin:2rem;color:#1a2436}table{border-collapse:collapse;width:100%}' +
  'td,th{border:1px solid #dfe4ec;padding:.3rem .5rem;text-align:left;vertical-align:top}pre{background:#f4f6f9;' +
  'padding:.75rem;overflow:auto;white-space:pre-wrap;word-break:break-word}.refused{color:#b3261e}svg{max-width:100%}';

/** The thread as one self-contained page without script, piece by piece; `picture` is the drawn time line. */
export async function* threadHtml(
  bundle: Bundle & { readonly picture: string },
): AsyncGenerator<string> {
  const { thread, locale, mask, read, readMail } = bundle;
  const label = html(mask(thread.label));
  yield `<!DOCTYPE html><html lang="${locale}"><head><meta charset="utf-8"><meta name="referrer" content="no-referrer">`;
  yield `<title>${label}</title><style>${STYLE}</style></head><body><h1>${label}</h1>`;
  yield bundle.picture;
  yield `<table><thead><tr>${HEADINGS[locale].map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>`;
  for (const event of thread.events) {
    const cells = eventCells(event, bundle).map((cell) => `<td>${html(cell)}</td>`);
    yield `<tr${event.state === 'refused' ? ' class="refused"' : ''}>${cells.join('')}</tr>`;
  }
  yield '</tbody></table>';
  for (const document of thread.facts.documents) {
    const texts = await read(document.id);
    const at = formatInstant(document.at, locale);
    yield `<section><h2 id="${document.id}">${html(document.kind || document.channel)} · ${at}</h2><pre>${html(texts.document)}</pre>`;
    if (texts.answer !== undefined) yield `<h3>→</h3><pre>${html(texts.answer)}</pre>`;
    yield '</section>';
  }
  for (const mail of thread.facts.mails) {
    const at = formatInstant(mail.at, locale);
    yield `<section><h2 id="mail-${mail.id}">✉ ${html(mask(mail.subject))} · ${at}</h2>`;
    yield `<p>${html(maskedAddress(mail.recipient))}</p><pre>${html((await readMail(mail.id)) ?? '')}</pre></section>`;
  }
  yield '</body></html>\n';
}
