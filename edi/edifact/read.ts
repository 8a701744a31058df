import type { DespatchAdviceDocument, OrderDocument, OrderResponseDocument } from '../messages.ts';
import {
  type ApplicationErrorDocument,
  applicationErrorDocument,
  type ControlDocument,
  controlDocument,
} from './acknowledgement.ts';
import { collect } from './collect.ts';
import { grammarOf } from './directory.ts';
import {
  checkDraft,
  despatchAdviceDocument,
  orderDocument,
  orderResponseDocument,
} from './documents.ts';
import type { MessageDraft } from './draft.ts';
import { EnvelopeWalker, type InterchangeHeader, type RawMessage } from './envelope.ts';
import { type Fault, FaultLog } from './faults.ts';
import { GrammarCursor } from './grammar.ts';
import type { Segment } from './segment.ts';
import { TOKEN_LIMITS, Tokenizer, type TokenLimits } from './tokenizer.ts';

/** What a message says, by its type. `other` covers INVOIC and messages known in general only. */
export type MessageContent =
  | { readonly kind: 'order'; readonly order: OrderDocument }
  | { readonly kind: 'order_response'; readonly response: OrderResponseDocument }
  | { readonly kind: 'despatch_advice'; readonly despatch: DespatchAdviceDocument }
  | { readonly kind: 'control'; readonly control: ControlDocument }
  | { readonly kind: 'application_error'; readonly report: ApplicationErrorDocument }
  | { readonly kind: 'other' };

/** A message with what was found wrong in it: apply it only when no error is among them. */
export type ReadMessage = Omit<RawMessage, 'segments' | 'syntax'> & {
  readonly content: MessageContent;
  readonly draft: MessageDraft | undefined;
  readonly segmentCount: number;
  readonly errors: readonly Fault[];
};

export type ReadInterchange = InterchangeHeader & {
  readonly messages: readonly ReadMessage[];
  /** Faults of the envelope; those of a message are with the message. */
  readonly errors: readonly Fault[];
};

export type EdifactReading = {
  readonly interchanges: readonly ReadInterchange[];
  /** All faults of the file, in the order they were found. */
  readonly errors: readonly Fault[];
};

export type ReadEvents = {
  opened?: (header: InterchangeHeader) => void;
  message?: (message: ReadMessage) => void;
  /** The envelope's own faults, once the interchange is over. */
  closed?: (faults: readonly Fault[]) => void;
};

/** ORDERS and the answers to it are read in full; INVOIC for its essentials. */
const KNOWN: ReadonlySet<string> = new Set([
  'ORDERS',
  'ORDRSP',
  'DESADV',
  'INVOIC',
  'CONTRL',
  'APERAK',
]);

function contentOf(draft: MessageDraft, faults: FaultLog): MessageContent {
  const context = { draft, faults };
  switch (draft.message.type) {
    case 'ORDERS':
      return { kind: 'order', order: orderDocument(context) };
    case 'ORDRSP':
      return { kind: 'order_response', response: orderResponseDocument(context) };
    case 'DESADV':
      return { kind: 'despatch_advice', despatch: despatchAdviceDocument(context) };
    case 'APERAK':
      return { kind: 'application_error', report: applicationErrorDocument(draft) };
    default:
      return { kind: 'other' };
  }
}

function interpret(message: RawMessage, faults: FaultLog): Pick<ReadMessage, 'content' | 'draft'> {
  if (message.type === 'CONTRL') {
    return { content: { kind: 'control', control: controlDocument(message) }, draft: undefined };
  }
  const unh = message.segments[0];
  if (unh && message.type !== '' && !KNOWN.has(message.type)) {
    faults.add('edi.message_unknown', unh, { element: 2, component: 1, value: message.type });
  }
  const table = grammarOf(message);
  if (table) {
    const cursor = new GrammarCursor(table, faults);
    for (const segment of message.segments) cursor.next(segment);
  }
  const draft = collect(message, faults);
  if (!draft) return { content: { kind: 'other' }, draft };
  checkDraft({ draft, faults });
  return { content: contentOf(draft, faults), draft };
}

/** One reading in progress: bytes in, messages out. */
class Reading {
  readonly tokenizer: Tokenizer;
  readonly faults = new FaultLog();
  private readonly events: ReadEvents;
  private readonly walker: EnvelopeWalker;
  private owned = new Set<Fault>();
  private openedAt = 0;

  constructor(events: ReadEvents, limits: TokenLimits) {
    this.events = events;
    this.walker = new EnvelopeWalker({
      faults: this.faults,
      opened: (header) => {
        this.openedAt = this.faults.faults.length;
        this.owned = new Set();
        events.opened?.(header);
      },
      message: (message, since) => this.message(message, since),
      closed: () => this.closed(),
    });
    this.tokenizer = new Tokenizer(
      {
        segment: (segment: Segment) => this.walker.segment(segment),
        fault: (code, place, detail) => this.faults.add(code, place, detail),
      },
      limits,
    );
  }

  finish(): void {
    this.tokenizer.finish();
    this.walker.finish();
  }

  private message(raw: RawMessage, since: number): void {
    const { segments, syntax: _, ...header } = raw;
    const read = interpret(raw, this.faults);
    const errors = this.faults.since(since);
    for (const fault of errors) this.owned.add(fault);
    this.events.message?.({ ...header, ...read, segmentCount: segments.length, errors });
  }

  private closed(): void {
    const own = this.faults.since(this.openedAt).filter((fault) => !this.owned.has(fault));
    this.events.closed?.(own);
  }
}

type Mutable = { header: InterchangeHeader; messages: ReadMessage[]; errors: readonly Fault[] };

function gathering(): { events: ReadEvents; interchanges: () => ReadInterchange[] } {
  const all: Mutable[] = [];
  return {
    events: {
      opened: (header) => all.push({ header, messages: [], errors: [] }),
      message: (message) => all.at(-1)?.messages.push(message),
      closed: (errors) => {
        const last = all.at(-1);
        if (last) last.errors = errors;
      },
    },
    interchanges: () => all.map(({ header, ...rest }) => ({ ...header, ...rest })),
  };
}

type Source = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/**
 * Reads EDIFACT as it arrives and gives each message when its UNT is there, so that a file of any size
 * needs the memory of its largest message. Never refuses: faults go with the message or the interchange;
 * the answer is all of them, at most 1,000.
 */
export async function streamEdifact(
  source: Source,
  events: ReadEvents,
  limits: TokenLimits = TOKEN_LIMITS,
): Promise<readonly Fault[]> {
  const reading = new Reading(events, limits);
  for await (const chunk of source) {
    reading.tokenizer.push(chunk);
    if (reading.tokenizer.isStopped) break;
  }
  reading.finish();
  return reading.faults.faults;
}

/**
 * Reads one EDIFACT file: interchanges, their messages as typed documents, and every fault with its
 * place and remedy. Never throws on content. A stream gives a promise.
 */
export function readEdifact(source: Uint8Array): EdifactReading;
export function readEdifact(source: AsyncIterable<Uint8Array>): Promise<EdifactReading>;
export function readEdifact(
  source: Uint8Array | AsyncIterable<Uint8Array>,
): EdifactReading | Promise<EdifactReading> {
  const { events, interchanges } = gathering();
  if (!(source instanceof Uint8Array)) {
    const reading = streamEdifact(source, events);
    return reading.then((errors) => ({ interchanges: interchanges(), errors }));
  }
  const reading = new Reading(events, TOKEN_LIMITS);
  reading.tokenizer.push(source);
  reading.finish();
  return { interchanges: interchanges(), errors: reading.faults.faults };
}
