import type { FaultCode, FaultDetail, FaultLog, Place } from './faults.ts';
import type { Segment, Syntax } from './segment.ts';

/** An interchange partner: S002/S003, identification and its qualifier (14 = GLN). */
export type Partner = { readonly id: string; readonly qualifier: string };

/** The header of an interchange as UNB says it. */
export type InterchangeHeader = {
  readonly sender: Partner;
  readonly receiver: Partner;
  /** 0020. */
  readonly reference: string;
  /** Local date and time of preparation, undefined when it cannot be read. */
  readonly preparedAt: Temporal.PlainDateTime | undefined;
  /** 0035. */
  readonly test: boolean;
  /** 0031: the sender asks for a CONTRL. */
  readonly acknowledgementAsked: boolean;
  /** 0026. */
  readonly applicationReference: string;
  readonly syntax: { readonly identifier: string; readonly version: number };
};

/** The header of a message as UNH says it, with its segments, UNH and UNT included. */
export type RawMessage = {
  /** 0062. */
  readonly reference: string;
  /** 0065: ORDERS, ORDRSP … */
  readonly type: string;
  /** 0052, 0054, 0051, 0057: D, 96A, UN, EAN008. */
  readonly version: string;
  readonly release: string;
  readonly agency: string;
  readonly association: string;
  readonly segments: readonly Segment[];
  readonly syntax: Syntax;
};

export type EnvelopeSink = {
  readonly faults: FaultLog;
  opened: (header: InterchangeHeader) => void;
  /** A message, whole or cut off; faults added from `since` on are its own. */
  message: (message: RawMessage, since: number) => void;
  closed: () => void;
};

/** Segments kept for one message: ORDERS allows 200,000 lines of several segments. */
export const MESSAGE_SEGMENTS_MAX = 2_000_000;

type Open = {
  unb: Segment | undefined;
  reference: string;
  messages: number;
  packages: number;
  groups: number;
  references: Set<string>;
};
type OpenGroup = { ung: Segment; reference: string; version: string; messages: number };
type OpenMessage = { segments: Segment[]; reference: string; since: number };

function partner(unb: Segment, element: number): Partner {
  return { id: unb.get(element, 1).trim(), qualifier: unb.get(element, 2).trim() };
}

/** Reads S004. Two-digit years below 70 are of this century. Undefined when it is no date. */
function preparation(date: string, time: string): Temporal.PlainDateTime | undefined {
  const match = /^(\d\d)?(\d\d)(\d\d)(\d\d)$/.exec(date);
  const clock = /^(\d\d)(\d\d)/.exec(time) ?? ['', '00', '00'];
  if (!match) return undefined;
  const short = Number(match[2]);
  const year = match[1] ? Number(match[1] + match[2]) : short + (short < 70 ? 2000 : 1900);
  const fields = { year, month: Number(match[3]), day: Number(match[4]) };
  try {
    const hours = { hour: Number(clock[1]), minute: Number(clock[2]) };
    return Temporal.PlainDateTime.from({ ...fields, ...hours }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/**
 * Walks interchange, group and message (ISO 9735-1 §7 and 8) and compares what the closing segments
 * say with what was counted: UNT 0074 counts UNH and UNT too, UNE counts messages, UNZ groups or, when
 * there are none, messages and packages. Each difference is a fault; nothing stops the reading. A
 * message outside an interchange is still given.
 */
export class EnvelopeWalker {
  private readonly sink: EnvelopeSink;
  private interchange: Open | undefined;
  private group: OpenGroup | undefined;
  private message: OpenMessage | undefined;
  private last: Place = { offset: 0, line: 1, ordinal: 0, tag: '' };
  private seen = false;

  constructor(sink: EnvelopeSink) {
    this.sink = sink;
  }

  segment(segment: Segment): void {
    this.last = segment;
    switch (segment.tag) {
      case 'UNB':
        return this.openInterchange(segment);
      case 'UNG':
        return this.openGroup(segment);
      case 'UNH':
        return this.openMessage(segment);
      case 'UNT':
        return this.closeMessage(segment);
      case 'UNE':
        return this.closeGroup(segment);
      case 'UNZ':
        return this.closeInterchange(segment);
      case 'UNO':
        if (this.interchange) this.interchange.packages += 1;
        return;
      case 'UNP':
        return;
      default:
        return this.content(segment);
    }
  }

  /** Says that the bytes are over: what is still open is truncated. */
  finish(): void {
    this.abandonMessage();
    this.abandonGroup();
    this.abandonInterchange();
    if (!this.seen) this.fault('edi.no_interchange', this.last);
  }

  private fault(code: FaultCode, place: Place, detail: FaultDetail = {}): void {
    this.sink.faults.add(code, place, detail);
  }

  private compare(
    code: FaultCode,
    place: Place,
    detail: Required<Omit<FaultDetail, 'component'>>,
  ): void {
    const isNumber = typeof detail.expected === 'number';
    const said = isNumber ? Number.parseInt(String(detail.value), 10) : detail.value;
    if (said !== detail.expected) this.fault(code, place, detail);
  }

  private required(
    segment: Segment,
    wanted: readonly [element: number, component: number, name: string][],
  ): void {
    for (const [element, component, name] of wanted) {
      if (segment.get(element, component).trim() !== '') continue;
      this.fault('edi.element_missing', segment, { element, component, expected: name });
    }
  }

  private openInterchange(unb: Segment): void {
    this.abandonMessage();
    this.abandonGroup();
    if (this.interchange) {
      this.fault('edi.unb_repeated', unb, { expected: this.interchange.reference });
      this.abandonInterchange();
    }
    this.seen = true;
    const reference = unb.get(5).trim();
    this.interchange = {
      unb,
      reference,
      messages: 0,
      packages: 0,
      groups: 0,
      references: new Set(),
    };
    const { identifier, version } = unb.syntax;
    const date = unb.get(4, 1).trim();
    this.sink.opened({
      sender: partner(unb, 2),
      receiver: partner(unb, 3),
      reference,
      preparedAt: preparation(date, unb.get(4, 2).trim()),
      test: unb.get(11).trim() === '1',
      acknowledgementAsked: unb.get(9).trim() === '1',
      applicationReference: unb.get(7).trim(),
      syntax: { identifier, version },
    });
    this.required(unb, [
      [1, 1, '0001'],
      [1, 2, '0002'],
      [2, 1, '0004'],
      [3, 1, '0010'],
      [4, 1, '0017'],
      [5, 1, '0020'],
    ]);
    const expected = version >= 4 ? 'CCYYMMDD' : 'YYMMDD';
    const isWrong = date.length !== expected.length || !preparation(date, '');
    if (date !== '' && isWrong) {
      this.fault('edi.header_date', unb, { element: 4, component: 1, value: date, expected });
    }
  }

  private openGroup(ung: Segment): void {
    this.abandonMessage();
    this.abandonGroup();
    if (!this.interchange) this.outside(ung);
    else this.interchange.groups += 1;
    const version = [ung.get(7, 1), ung.get(7, 2)].map((part) => part.trim()).join(':');
    this.group = { ung, reference: ung.get(5).trim(), version, messages: 0 };
  }

  private openMessage(unh: Segment): void {
    this.abandonMessage();
    const since = this.sink.faults.faults.length;
    if (!this.interchange) this.outside(unh);
    const reference = unh.get(1).trim();
    unh.ordinal = 1;
    this.message = { segments: [unh], reference, since };
    if (this.group) this.group.messages += 1;
    const { interchange } = this;
    if (interchange) {
      interchange.messages += 1;
      const isRepeated = reference !== '' && interchange.references.has(reference);
      if (isRepeated) this.fault('edi.reference_repeated', unh, { element: 1, value: reference });
      interchange.references.add(reference);
    }
    this.required(unh, [
      [1, 1, '0062'],
      [2, 1, '0065'],
    ]);
    const version = [unh.get(2, 2), unh.get(2, 3)].map((part) => part.trim()).join(':');
    const announced = this.group?.version ?? ':';
    if (announced !== ':' && version !== ':' && announced !== version) {
      this.fault('edi.group_version', unh, { element: 2, value: version, expected: announced });
    }
  }

  private outside(segment: Segment): void {
    this.seen = true;
    this.fault('edi.outside_interchange', segment);
    this.sink.opened({
      sender: { id: '', qualifier: '' },
      receiver: { id: '', qualifier: '' },
      reference: '',
      preparedAt: undefined,
      test: false,
      acknowledgementAsked: false,
      applicationReference: '',
      syntax: segment.syntax,
    });
    const counts = { messages: 0, packages: 0, groups: 0, references: new Set<string>() };
    this.interchange = { unb: undefined, reference: '', ...counts };
  }

  private content(segment: Segment): void {
    if (!this.message) {
      if (this.interchange) this.fault('edi.outside_message', segment);
      return;
    }
    const { segments } = this.message;
    segment.ordinal = segments.length + 1;
    if (segments.length < MESSAGE_SEGMENTS_MAX) segments.push(segment);
    else if (segments.length === MESSAGE_SEGMENTS_MAX) {
      segments.push(segment);
      this.fault('edi.limit', segment, { expected: MESSAGE_SEGMENTS_MAX });
    }
  }

  private closeMessage(unt: Segment): void {
    const { message } = this;
    if (!message) return this.fault('edi.outside_message', unt);
    unt.ordinal = message.segments.length + 1;
    message.segments.push(unt);
    const expected = message.segments.length;
    this.compare('edi.unt_count', unt, { element: 1, value: unt.get(1).trim(), expected });
    const said = unt.get(2).trim();
    this.compare('edi.unt_reference', unt, {
      element: 2,
      value: said,
      expected: message.reference,
    });
    this.giveMessage(message);
  }

  private giveMessage(message: OpenMessage): void {
    this.message = undefined;
    const unh = message.segments[0];
    if (!unh) return;
    const part = (component: number): string => unh.get(2, component).trim();
    this.sink.message(
      {
        reference: message.reference,
        type: part(1),
        version: part(2),
        release: part(3),
        agency: part(4),
        association: part(5),
        segments: message.segments,
        syntax: unh.syntax,
      },
      message.since,
    );
  }

  private closeGroup(une: Segment): void {
    this.abandonMessage();
    const { group } = this;
    if (!group) return this.fault('edi.outside_interchange', une);
    const value = une.get(1).trim();
    this.compare('edi.une_count', une, { element: 1, value, expected: group.messages });
    const said = une.get(2).trim();
    this.compare('edi.une_reference', une, { element: 2, value: said, expected: group.reference });
    this.group = undefined;
  }

  private closeInterchange(unz: Segment): void {
    this.abandonMessage();
    this.abandonGroup();
    const open = this.interchange;
    if (!open) {
      this.seen = true;
      return this.fault('edi.outside_interchange', unz);
    }
    const value = unz.get(1).trim();
    // Many writers leave packages out of the count, which ISO 9735-8 includes: both are taken.
    const isWithoutPackages = open.packages > 0 && value === String(open.messages);
    const expected = open.groups > 0 ? open.groups : open.messages + open.packages;
    if (!isWithoutPackages) this.compare('edi.unz_count', unz, { element: 1, value, expected });
    if (open.reference !== '') {
      const said = unz.get(2).trim();
      this.compare('edi.unz_reference', unz, { element: 2, value: said, expected: open.reference });
    }
    this.interchange = undefined;
    this.sink.closed();
  }

  private abandonMessage(): void {
    const { message } = this;
    if (!message) return;
    this.fault('edi.unt_missing', this.last, { expected: message.reference });
    this.giveMessage(message);
  }

  private abandonGroup(): void {
    if (!this.group) return;
    this.fault('edi.une_missing', this.last, { expected: this.group.reference });
    this.group = undefined;
  }

  private abandonInterchange(): void {
    if (!this.interchange) return;
    const { reference, unb } = this.interchange;
    if (unb) this.fault('edi.unz_missing', this.last, { expected: reference });
    this.interchange = undefined;
    this.sink.closed();
  }
}
