import type { TradeParty } from '../messages.ts';
import { ITEM_NUMBERS, UNIT_ALIASES } from './codes.ts';
import type { LineDraft, MessageDraft, PackageItem } from './draft.ts';
import type { RawMessage } from './envelope.ts';
import type { FaultLog } from './faults.ts';
import type { Segment } from './segment.ts';
import * as values from './values.ts';

/** Segments that open a group, so that what follows belongs to them and not to the line or header. */
const TRIGGERS: ReadonlySet<string> = new Set(
  'ALC AJT APR CCI CPS CUX DGS EQD ERC LIN LOC NAD PAC PAT PCI PRI PYT QVR RCS RFF SCC SGP STG TAX TDT TOD'.split(
    ' ',
  ),
);

/** Groups of a line whose quantities, dates and amounts are not the line's own. */
const ASIDE: ReadonlySet<string> = new Set(
  'ALC EQD LOC PAC PCI QVR SCC SGP STG TAX TDT'.split(' '),
);
const PARTY_GROUPS: ReadonlySet<string> = new Set('NAD RFF'.split(' '));

type State = {
  draft: MessageDraft;
  faults: FaultLog;
  line: LineDraft | undefined;
  party: { -readonly [K in keyof TradeParty]: TradeParty[K] } | undefined;
  package: PackageItem | undefined;
  isSummary: boolean;
  /** The group the position is in, by its first segment. */
  group: string;
};

type Reader = (segment: Segment, state: State) => void;

const filled = (text: string): string | undefined => text.trim() || undefined;

function bgm(segment: Segment, { draft }: State): void {
  draft.place = segment;
  draft.kind = segment.get(1, 1).trim();
  draft.number = segment.get(2, 1).trim();
  draft.functionCode = segment.get(3).trim();
  draft.responseType = segment.get(4).trim();
}

function dtm(segment: Segment, { draft, line, group, faults }: State): void {
  const qualifier = segment.get(1, 1).trim();
  const date = values.dateOf(segment, faults);
  if (group === 'RFF') return;
  if (line && ASIDE.has(group) && group !== 'SCC') return;
  (line?.dates ?? draft.dates).push({ qualifier, date, segment });
}

function ftx(segment: Segment, { draft, line, group }: State): void {
  const text = values.joinText(segment.components(4), 70);
  const note = { subject: segment.get(1).trim(), text: text || segment.get(3, 1).trim() };
  if (note.text === '') return;
  const error = group === 'ERC' || (group === 'RFF' && draft.errors.length > 0);
  if (error) draft.errors.at(-1)?.texts.push(note.text);
  else (line?.notes ?? draft.notes).push(note);
}

function rff(segment: Segment, { draft, line, party, ...state }: State): void {
  const reference = {
    qualifier: segment.get(1, 1).trim(),
    number: segment.get(1, 2).trim(),
    line: segment.get(1, 3).trim(),
  };
  const error = draft.errors.at(-1);
  if (error) error.references.push(reference);
  else if (line) {
    if (state.group !== 'PCI') line.references.push(reference);
  } else if (party) {
    if (reference.qualifier === 'VA') party.vatId ??= filled(reference.number);
    else if (reference.qualifier === 'GN' || reference.qualifier === 'XA') {
      party.id ??= filled(reference.number);
    }
  } else draft.references.push(reference);
}

/** ICD scheme 0088 is GS1's, as the European invoice binding writes it. */
function isGln(segment: Segment): boolean {
  return segment.get(2, 3).trim() === '9' || segment.get(2, 2).trim() === '0088';
}

function nad(segment: Segment, state: State): void {
  if (state.line) return;
  const id = filled(segment.get(2, 1));
  const isGs1 = id !== undefined && isGln(segment);
  if (isGs1 && !values.isGs1Number(id, values.GLN_LENGTHS)) {
    state.faults.add('edi.gln_check', segment, { element: 2, component: 1, value: id });
  }
  const free = segment.components(3).map((part) => part.trim());
  const name = values.joinText(segment.components(4), 35) || free[0];
  const street = values.joinText(segment.components(5), 35) || free.slice(1).join(' ').trim();
  const party = {
    gln: isGs1 ? id : undefined,
    id: isGs1 ? undefined : id,
    name: filled(name ?? ''),
    street: filled(street),
    city: filled(segment.get(6)),
    postalCode: filled(segment.get(8)),
    country: filled(segment.get(9)),
  };
  state.party = party;
  state.draft.parties.push({ qualifier: segment.get(1).trim(), party });
}

function cta(segment: Segment, { party }: State): void {
  const name = filled(segment.get(2, 2)) ?? filled(segment.get(2, 1));
  if (party && name) party.contact = { ...party.contact, name };
}

function com(segment: Segment, { party }: State): void {
  const value = filled(segment.get(1, 1));
  const kind = segment.get(1, 2).trim();
  if (!party || !value) return;
  if (kind === 'EM') party.contact = { ...party.contact, email: value };
  else if (kind === 'TE' || kind === 'AL') party.contact = { ...party.contact, phone: value };
}

function cux(segment: Segment, { draft, line }: State): void {
  for (const element of [1, 2]) {
    const usage = segment.get(element, 1).trim();
    const currency = filled(segment.get(element, 2))?.toUpperCase();
    if (!currency || line) continue;
    if (usage === '2' || draft.currency === undefined) draft.currency = currency;
    if (usage === '2') return;
  }
}

function itemNumber(segment: Segment, at: values.At, { line, faults }: State): void {
  const value = filled(segment.get(at.element, at.component));
  const code = segment.get(at.element, at.component + 1).trim();
  if (!line || value === undefined) return;
  const isBareGtin = code === '' && values.isGs1Number(value, values.GTIN_LENGTHS);
  const field = isBareGtin ? 'gtin' : ITEM_NUMBERS[code];
  if (!field) return;
  if (field === 'gtin') values.checkGtin(segment, { ...at, value }, faults);
  line[field] ??= value;
}

function lin(segment: Segment, state: State): void {
  const { draft } = state;
  state.party = undefined;
  state.line = {
    segment,
    position: segment.get(1).trim(),
    action: segment.get(2).trim(),
    gtin: undefined,
    sellerSku: undefined,
    buyerSku: undefined,
    descriptions: [],
    quantities: [],
    prices: [],
    amounts: [],
    dates: [],
    references: [],
    notes: [],
    sscc: undefined,
    package: state.package,
  };
  draft.lines.push(state.line);
  itemNumber(segment, { element: 3, component: 1 }, state);
}

/** 4347 product number function: 4 is a substitute, which is not the number of this product. */
function pia(segment: Segment, state: State): void {
  if (segment.get(1).trim() === '4') return;
  for (let element = 2; element <= 6; element += 1)
    itemNumber(segment, { element, component: 1 }, state);
}

function imd(segment: Segment, { line }: State): void {
  const text = values.joinText([segment.get(3, 4), segment.get(3, 5)], 35);
  if (line && text !== '') line.descriptions.push({ kind: segment.get(1).trim(), text });
}

function unit(code: string): string | undefined {
  const known = filled(code)?.toUpperCase();
  return known === undefined ? undefined : (UNIT_ALIASES[known] ?? known);
}

function qty(segment: Segment, { line, group, faults }: State): void {
  const value = values.numberAt(segment, { element: 1, component: 2 }, faults);
  if (!line || ASIDE.has(group)) return;
  const qualifier = segment.get(1, 1).trim();
  line.quantities.push({ qualifier, value, unit: unit(segment.get(1, 3)), segment });
}

function pri(segment: Segment, { line, faults }: State): void {
  const value = values.numberAt(segment, { element: 1, component: 2 }, faults);
  const basis = values.numberAt(segment, { element: 1, component: 5 }, faults);
  line?.prices.push({ qualifier: segment.get(1, 1).trim(), value, basis, segment });
}

function moa(segment: Segment, { draft, line, group, isSummary, faults }: State): void {
  const value = values.numberAt(segment, { element: 1, component: 2 }, faults);
  const currency = filled(segment.get(1, 3))?.toUpperCase();
  const amount = { qualifier: segment.get(1, 1).trim(), value, currency, segment };
  if (group === 'TAX') {
    if (!line && isSummary) draft.taxAmounts.push(amount);
  } else if (!ASIDE.has(group)) (line?.amounts ?? draft.amounts).push(amount);
}

/** 7405: BJ is the serial shipping container code; AW its older name. */
function gin(segment: Segment, { line, faults, ...state }: State): void {
  if (!['BJ', 'AW'].includes(segment.get(1).trim())) return;
  for (let element = 2; element <= 6; element += 1) {
    const value = filled(segment.get(element, 1));
    if (!value) continue;
    if (!values.isGs1Number(value, values.SSCC_LENGTHS)) {
      faults.add('edi.sscc_check', segment, { element, component: 1, value });
    }
    if (line) line.sscc ??= value;
    else state.package?.sscc.push(value);
  }
}

function cps(segment: Segment, state: State): void {
  state.line = undefined;
  state.party = undefined;
  state.package = { id: segment.get(1).trim(), kind: undefined, sscc: [] };
  state.draft.packages.push(state.package);
}

function pac(segment: Segment, { line, package: current }: State): void {
  if (!line && current) current.kind ??= filled(segment.get(3, 1));
}

function tdt(segment: Segment, { draft, line }: State): void {
  if (line) return;
  draft.carrier ??= filled(segment.get(5, 4)) ?? filled(segment.get(5, 1));
  draft.conveyance ??= filled(segment.get(2));
}

function cnt(segment: Segment, { draft, faults }: State): void {
  const value = values.numberAt(segment, { element: 1, component: 2 }, faults);
  draft.counts.push({ qualifier: segment.get(1, 1).trim(), value, segment });
}

function uns(segment: Segment, state: State): void {
  state.party = undefined;
  if (segment.get(1).trim() !== 'S') return;
  state.line = undefined;
  state.isSummary = true;
}

function erc(segment: Segment, { draft }: State): void {
  draft.errors.push({ code: segment.get(1, 1).trim(), texts: [], references: [] });
}

const READERS: Readonly<Record<string, Reader>> = {
  BGM: bgm,
  DTM: dtm,
  FTX: ftx,
  RFF: rff,
  NAD: nad,
  CTA: cta,
  COM: com,
  CUX: cux,
  LIN: lin,
  PIA: pia,
  IMD: imd,
  QTY: qty,
  PRI: pri,
  MOA: moa,
  GIN: gin,
  CPS: cps,
  PAC: pac,
  TDT: tdt,
  CNT: cnt,
  UNS: uns,
  ERC: erc,
};

/** Gathers what a message says. Values that cannot be read are faults and stay undefined. */
export function collect(message: RawMessage, faults: FaultLog): MessageDraft | undefined {
  const unh = message.segments[0];
  if (!unh) return undefined;
  const draft: MessageDraft = {
    message,
    place: unh,
    kind: '',
    number: '',
    functionCode: '',
    responseType: '',
    currency: undefined,
    dates: [],
    references: [],
    notes: [],
    parties: [],
    lines: [],
    packages: [],
    amounts: [],
    taxAmounts: [],
    counts: [],
    carrier: undefined,
    conveyance: undefined,
    errors: [],
  };
  const state: State = {
    draft,
    faults,
    line: undefined,
    party: undefined,
    package: undefined,
    isSummary: false,
    group: '',
  };
  for (const segment of message.segments) {
    const { tag } = segment;
    if (tag === 'UNS') state.group = '';
    if (TRIGGERS.has(tag)) state.group = tag;
    if (TRIGGERS.has(tag) && !PARTY_GROUPS.has(tag)) state.party = undefined;
    READERS[tag]?.(segment, state);
  }
  return draft;
}
