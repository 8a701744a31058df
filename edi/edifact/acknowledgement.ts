import { Problem } from '../../src/base/index.ts';
import type { MessageDraft } from './draft.ts';
import type { Partner, RawMessage } from './envelope.ts';
import type { Fault } from './faults.ts';
import type { ReadInterchange } from './read.ts';

/** 0083: 4 rejected, 7 acknowledged (this level; lower ones when not rejected), 8 received. */
export type ControlAction = 'rejected' | 'acknowledged' | 'received';

export const CONTROL_ACTIONS: Readonly<Record<string, ControlAction>> = {
  '4': 'rejected',
  '7': 'acknowledged',
  '8': 'received',
};

/** One reported fault: 0085 code, the place in the segment and, for UCM, the service segment. */
export type ControlSegment = {
  /** 0096, UNH being 1. */
  readonly position: number;
  readonly error?: number | undefined;
  /** Element and component from 1, as in `Fault`; 0098 counts the tag too. */
  readonly elements: readonly {
    readonly error: number;
    readonly element: number;
    readonly component?: number | undefined;
  }[];
};

export type ControlMessage = {
  readonly reference: string;
  readonly type: string;
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association: string;
  readonly action: ControlAction;
  readonly error?: number | undefined;
  /** 0013, the service segment in fault. */
  readonly serviceSegment?: string | undefined;
  readonly segments: readonly ControlSegment[];
};

/** CONTRL: what became of an interchange at the level of syntax (ISO 9735-4). */
export type ControlDocument = {
  readonly interchangeReference: string;
  /** Sender and receiver of the interchange that is answered. */
  readonly sender: Partner;
  readonly receiver: Partner;
  readonly action: ControlAction;
  readonly error?: number | undefined;
  readonly serviceSegment?: string | undefined;
  readonly messages: readonly ControlMessage[];
};

/** APERAK: what became of a message at the level of business. No errors means accepted. */
export type ApplicationErrorDocument = {
  readonly number: string;
  readonly date: Temporal.PlainDate | undefined;
  /** 1225: 9 original, 27 not accepted, 29 accepted, 34 … when given. */
  readonly accepted: boolean;
  /** The number of the document that is answered (RFF ACW, ON, IV, AAK). */
  readonly documentNumber?: string | undefined;
  readonly errors: readonly {
    readonly code: string;
    readonly text: string;
    readonly references: readonly { readonly type: string; readonly number: string }[];
  }[];
};

const isSyntax = (fault: Fault): boolean =>
  fault.severity === 'error' && fault.level !== 'business';

function controlSegments(faults: readonly Fault[]): ControlSegment[] {
  const positions = [...new Set(faults.map(({ segment }) => segment))].sort((a, b) => a - b);
  return positions.map((position) => {
    const here = faults.filter(({ segment }) => segment === position);
    const whole = here.find(({ element }) => element === undefined);
    const elements = here.flatMap(({ element, component, syntaxError }) =>
      element === undefined ? [] : [{ error: syntaxError, element, component }],
    );
    return { position, error: whole?.syntaxError, elements };
  });
}

/**
 * The CONTRL that answers an interchange: 4 with the faults of a message or of the interchange, 7 for
 * what is in order. Faults of business are APERAK's. UCM, UCS and UCD are written for rejected messages
 * only. Refuses an interchange that holds nothing but CONTRL (`edi.contrl_of_contrl`).
 */
export function controlOf(interchange: ReadInterchange): ControlDocument {
  const { reference, sender, receiver } = interchange;
  const messages = interchange.messages.filter(({ type }) => type !== 'CONTRL');
  if (messages.length === 0 && interchange.messages.length > 0) {
    throw new Problem('edi.contrl_of_contrl', { reference });
  }
  const whole = interchange.errors.find(isSyntax);
  const rejected = messages.filter(({ errors }) => errors.some(isSyntax));
  return {
    interchangeReference: reference,
    sender,
    receiver,
    action: whole ? 'rejected' : 'acknowledged',
    error: whole?.syntaxError,
    serviceSegment: whole?.tag || undefined,
    messages: rejected.map(({ errors, ...message }) => {
      const faults = errors.filter(isSyntax);
      const service = faults.find(({ level, tag }) => level === 'message' && /^UN[HT]$/.test(tag));
      const inside = faults.filter((fault) => fault !== service && fault.segment > 0);
      return {
        reference: message.reference,
        type: message.type,
        version: message.version,
        release: message.release,
        agency: message.agency,
        association: message.association,
        action: 'rejected',
        error: service?.syntaxError,
        serviceSegment: service?.tag,
        segments: controlSegments(inside),
      };
    }),
  };
}

const integer = (text: string): number | undefined => {
  const value = Number.parseInt(text, 10);
  return Number.isNaN(value) ? undefined : value;
};

type Mutable = {
  messages: (Omit<ControlMessage, 'segments'> & {
    segments: (Omit<ControlSegment, 'elements'> & {
      elements: { error: number; element: number; component?: number | undefined }[];
    })[];
  })[];
};

function controlAction(code: string): ControlAction {
  return CONTROL_ACTIONS[code.trim()] ?? 'rejected';
}

/** CONTRL read back. An action code other than 7 and 8 counts as a rejection. */
export function controlDocument(message: RawMessage): ControlDocument {
  const uci = message.segments.find(({ tag }) => tag === 'UCI');
  const { messages }: Mutable = { messages: [] };
  for (const segment of message.segments) {
    const get = (element: number, component = 1): string => segment.get(element, component).trim();
    if (segment.tag === 'UCM') {
      messages.push({
        reference: get(1),
        type: get(2, 1),
        version: get(2, 2),
        release: get(2, 3),
        agency: get(2, 4),
        association: get(2, 5),
        action: controlAction(get(3)),
        error: integer(get(4)),
        serviceSegment: get(5) || undefined,
        segments: [],
      });
    } else if (segment.tag === 'UCS') {
      const position = integer(get(1)) ?? 0;
      messages.at(-1)?.segments.push({ position, error: integer(get(2)), elements: [] });
    } else if (segment.tag === 'UCD') {
      const element = (integer(get(2, 1)) ?? 1) - 1;
      const error = integer(get(1)) ?? 18;
      messages
        .at(-1)
        ?.segments.at(-1)
        ?.elements.push({ error, element, component: integer(get(2, 2)) });
    }
  }
  const part = (element: number): Partner => ({
    id: uci?.get(element, 1).trim() ?? '',
    qualifier: uci?.get(element, 2).trim() ?? '',
  });
  return {
    interchangeReference: uci?.get(1).trim() ?? '',
    sender: part(2),
    receiver: part(3),
    action: controlAction(uci?.get(4) ?? ''),
    error: integer(uci?.get(5) ?? ''),
    serviceSegment: uci?.get(6).trim() || undefined,
    messages,
  };
}

const DOCUMENT_REFERENCES = ['ACW', 'ON', 'IV', 'AAK', 'DQ', 'VN', 'TN'];
/** ERC 9321 values that senders use to say that there was no error. */
const NO_ERROR = ['1', '0', '000'];
/** 1225: 27 not accepted. BGM 1001 may be 27 too, where it means something else. */
const NOT_ACCEPTED = '27';

/** APERAK read back. It accepts when 1225 is not 27 and no error code is reported. */
export function applicationErrorDocument(draft: MessageDraft): ApplicationErrorDocument {
  const errors = draft.errors.map(({ code, texts, references }) => ({
    code,
    text: texts.join('\n'),
    references: references.map(({ qualifier, number }) => ({ type: qualifier, number })),
  }));
  const isRefused = draft.functionCode === NOT_ACCEPTED;
  const reference = DOCUMENT_REFERENCES.flatMap((wanted) =>
    draft.references.filter(({ qualifier }) => qualifier === wanted),
  )[0];
  return {
    number: draft.number,
    date: draft.dates.find(({ qualifier }) => qualifier === '137')?.date,
    accepted: !isRefused && errors.every(({ code }) => NO_ERROR.includes(code)),
    documentNumber: reference?.number || undefined,
    errors,
  };
}
