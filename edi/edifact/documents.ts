import { currencyExponent, Decimal, fromDecimal, type Money } from '../../src/base/index.ts';
import type {
  DespatchAdviceDocument,
  DespatchLine,
  OrderDocument,
  OrderLine,
  OrderResponseDocument,
  OrderResponseLine,
  ResponseLineAction,
  TradeParty,
} from '../messages.ts';
import * as codes from './codes.ts';
import {
  type AmountItem,
  byQualifier,
  type DatedItem,
  type LineDraft,
  type MessageDraft,
  type NoteItem,
} from './draft.ts';
import type { FaultLog } from './faults.ts';
import { joinText } from './values.ts';

const { QUALIFIERS } = codes;
const PIECE = 'C62';
/** Messages whose CNT 2 counts LIN; others count what they list. */
const COUNTED: ReadonlySet<string> = new Set(['ORDERS', 'ORDRSP', 'ORDCHG', 'DESADV', 'INVOIC']);

/** The document's own date: DTM 137, else the order or invoice date. */
export function documentDate(draft: MessageDraft): Temporal.PlainDate | undefined {
  return dateBy(draft.dates, QUALIFIERS.documentDate);
}

/** The party of a role, `buyer` or `seller`; the first when there are several. */
export function partyOf(draft: MessageDraft, role: string): TradeParty | undefined {
  return draft.parties.find(({ qualifier }) => codes.PARTY_ROLES[qualifier] === role)?.party;
}

/** Free text descriptions first, then additional ones; a coded kind (IMD C) only when nothing else. */
export function descriptionOf(line: LineDraft): string | undefined {
  for (const kind of ['F', 'E', 'A', 'B', 'C', '']) {
    const texts = line.descriptions.filter((each) => each.kind === kind).map(({ text }) => text);
    if (texts.length > 0) return joinText(texts, 70);
  }
  return line.descriptions[0]?.text;
}

function dateBy(
  dates: readonly DatedItem[],
  wanted: readonly string[],
): Temporal.PlainDate | undefined {
  return byQualifier(
    dates.filter(({ date }) => date !== undefined),
    wanted,
  )?.date;
}

function noteText(notes: readonly NoteItem[]): string | undefined {
  const texts = notes.map(({ text }) => text);
  return texts.length > 0 ? texts.join('\n') : undefined;
}

/** An amount in its own or the document's currency, half up to the cent; undefined without currency. */
function moneyOf(
  item: AmountItem | undefined,
  { draft, faults }: { draft: MessageDraft; faults: FaultLog },
): Money | undefined {
  const currency = item?.currency ?? draft.currency;
  if (!item?.value || !currency) return undefined;
  const place = { element: 1, component: item.currency ? 3 : 2 };
  if (!/^[A-Z]{3}$/.test(currency)) {
    const value = { value: currency, expected: '6345' };
    faults.add('edi.code_unknown', item.segment, { ...place, ...value });
    return undefined;
  }
  const amount = fromDecimal(item.value, currency, 'half_up');
  const digits = currencyExponent(currency);
  if (!item.value.equals(item.value.round(digits, 'half_up'))) {
    const value = { value: item.value.toString(), expected: currency };
    faults.add('edi.amount_digits', item.segment, { ...place, ...value });
  }
  return amount;
}

type Context = { draft: MessageDraft; faults: FaultLog };

function wantNumber({ draft, faults }: Context): string {
  if (draft.number === '') {
    faults.add('edi.element_missing', draft.place, { element: 2, component: 1, expected: '1004' });
  }
  return draft.number;
}

const DATE_UNKNOWN = Temporal.PlainDate.from('1970-01-01');

function wantDate({ draft, faults }: Context): Temporal.PlainDate {
  const date = documentDate(draft);
  const isThere = byQualifier(draft.dates, QUALIFIERS.documentDate) !== undefined;
  if (!isThere) faults.add('edi.element_missing', draft.place, { expected: 'DTM 137' });
  return date ?? DATE_UNKNOWN;
}

function wantQuantity(
  line: LineDraft,
  wanted: readonly string[],
  faults: FaultLog,
): { quantity: Decimal; unit: string } {
  const item = byQualifier(line.quantities, wanted);
  if (!item) faults.add('edi.element_missing', line.segment, { expected: `QTY ${wanted[0]}` });
  else if (!item.value && item.segment.get(1, 2).trim() === '') {
    faults.add('edi.element_missing', item.segment, { element: 1, component: 2, expected: '6060' });
  }
  return { quantity: item?.value ?? Decimal.zero, unit: item?.unit ?? PIECE };
}

function priceOf(line: LineDraft): Pick<OrderLine, 'unitPrice' | 'priceBasis'> {
  const price = byQualifier(line.prices, QUALIFIERS.price);
  return { unitPrice: price?.value, priceBasis: price?.value && price.basis };
}

function products(line: LineDraft): Pick<OrderLine, 'sellerSku' | 'buyerSku' | 'gtin'> {
  return { sellerSku: line.sellerSku, buyerSku: line.buyerSku, gtin: line.gtin };
}

function referenceOf(
  items: MessageDraft['references'],
  wanted: readonly string[],
): string | undefined {
  return byQualifier(
    items.filter(({ number }) => number !== ''),
    wanted,
  )?.number;
}

function positionOf(line: LineDraft, index: number): string {
  return line.position === '' ? String(index + 1) : line.position;
}

/** CNT 2 against the LIN counted, and amounts without currency: the checks all documents share. */
export function checkDraft({ draft, faults }: Context): void {
  const said = draft.counts.find(({ qualifier }) => qualifier === '2');
  const counted = draft.lines.length;
  const isCounted = COUNTED.has(draft.message.type) || counted > 0;
  if (isCounted && said?.value && !said.value.equals(Decimal.of(counted))) {
    const value = { value: said.value.toString(), expected: counted };
    faults.add('edi.line_count', said.segment, { element: 1, component: 2, ...value });
  }
  const amounts = [...draft.amounts, ...draft.lines.flatMap((line) => line.amounts)];
  const bare = draft.currency === undefined ? amounts.find((each) => !each.currency) : undefined;
  if (bare) faults.add('edi.currency_missing', bare.segment, { element: 1, component: 3 });
}

/** ORDERS as an order. What is missing is a fault; a quantity that cannot be read is zero. */
export function orderDocument(context: Context): OrderDocument {
  const { draft, faults } = context;
  const line = (each: LineDraft, index: number): OrderLine => ({
    position: positionOf(each, index),
    ...products(each),
    description: descriptionOf(each),
    ...wantQuantity(each, QUALIFIERS.ordered, faults),
    ...priceOf(each),
    lineNet: moneyOf(byQualifier(each.amounts, QUALIFIERS.lineAmount), context),
    requestedDate: dateBy(each.dates, QUALIFIERS.requestedDate),
    note: noteText(each.notes),
    auxiliaryId: referenceOf(each.references, QUALIFIERS.auxiliaryId),
  });
  return {
    number: wantNumber(context),
    date: wantDate(context),
    kind: codes.ORDER_KINDS[draft.kind] ?? 'order',
    currency: draft.currency,
    requestedDate: dateBy(draft.dates, QUALIFIERS.requestedDate),
    contractNumber: referenceOf(draft.references, QUALIFIERS.contract),
    buyerOrderNumber: referenceOf(draft.references, QUALIFIERS.orderReference),
    buyer: partyOf(draft, 'buyer'),
    seller: partyOf(draft, 'seller'),
    delivery: partyOf(draft, 'delivery'),
    invoicee: partyOf(draft, 'invoicee'),
    ultimateConsignee: partyOf(draft, 'ultimate_consignee'),
    notes: draft.notes.map(({ text }) => text),
    lines: draft.lines.map(line),
    linesNet: moneyOf(byQualifier(draft.amounts, ['79']), context),
    total: moneyOf(byQualifier(draft.amounts, ['86']), context),
  };
}

/** The header's action; where 1225 only says «original», what the lines agree on. */
function responseAction({ draft, faults }: Context): OrderResponseDocument['action'] {
  const action =
    codes.RESPONSE_ACTIONS[draft.functionCode] ?? codes.RESPONSE_TYPES[draft.responseType];
  if (action) return action;
  const lines = new Set(draft.lines.map((line) => codes.LINE_ACTIONS[line.action]));
  if (lines.size > 0 && !lines.has(undefined)) {
    const [only] = lines;
    return lines.size === 1 && (only === 'accepted' || only === 'rejected') ? only : 'changed';
  }
  const value = draft.functionCode;
  const code = value === '' ? 'edi.element_missing' : 'edi.code_unknown';
  faults.add(code, draft.place, { element: 3, value, expected: '1225' });
  return 'changed';
}

function lineAction(
  line: LineDraft,
  { header, faults }: { header: OrderResponseDocument['action']; faults: FaultLog },
): ResponseLineAction {
  const backorder = byQualifier(line.quantities, QUALIFIERS.backorder)?.value;
  const stated = line.action === '' ? header : codes.LINE_ACTIONS[line.action];
  if (!stated) {
    const value = { value: line.action, expected: '1229' };
    faults.add('edi.code_unknown', line.segment, { element: 2, ...value });
  }
  const isBackordered = backorder !== undefined && !backorder.isZero();
  if (isBackordered && stated !== 'rejected') return 'backordered';
  return stated ?? 'changed';
}

/**
 * ORDRSP as the seller's answer. The line's position is that of the order: RFF LI, else the line part of
 * RFF ON, else LIN 1082. A line without 1229 follows the header; a backorder quantity (QTY 83) makes it
 * backordered; an unknown code reads as changed, so that a person looks.
 */
export function orderResponseDocument(context: Context): OrderResponseDocument {
  const { draft, faults } = context;
  const header = responseAction(context);
  const line = (each: LineDraft, index: number): OrderResponseLine => {
    const action = lineAction(each, { header, faults });
    const confirmed = byQualifier(each.quantities, QUALIFIERS.confirmed);
    return {
      position: orderLineOf(each) ?? positionOf(each, index),
      ...products(each),
      action,
      quantity: action === 'rejected' ? Decimal.zero : confirmed?.value,
      backorderQuantity: byQualifier(each.quantities, QUALIFIERS.backorder)?.value,
      unit: confirmed?.unit,
      ...priceOf(each),
      promisedDate: dateBy(each.dates, QUALIFIERS.promisedDate),
      reason: noteText(each.notes),
    };
  };
  return {
    number: wantNumber(context),
    date: wantDate(context),
    orderNumber: orderNumberOf(draft),
    action: header,
    currency: draft.currency,
    promisedDate: dateBy(draft.dates, QUALIFIERS.promisedDate),
    buyer: partyOf(draft, 'buyer'),
    seller: partyOf(draft, 'seller'),
    notes: draft.notes.map(({ text }) => text),
    lines: draft.lines.map(line),
  };
}

/** The order answered: the header's, else the first that a line names. */
function orderNumberOf(draft: MessageDraft): string | undefined {
  const lines = draft.lines.flatMap(({ references }) => references);
  const own = referenceOf(draft.references, QUALIFIERS.orderReference);
  return own ?? referenceOf(lines, ['ON']);
}

function orderLineOf(line: LineDraft): string | undefined {
  const own = referenceOf(line.references, ['LI']);
  if (own) return own;
  return byQualifier(line.references, QUALIFIERS.orderReference)?.line || undefined;
}

/** DESADV as a despatch advice; a line belongs to the SSCC of its CPS, or to its own when it names one. */
export function despatchAdviceDocument(context: Context): DespatchAdviceDocument {
  const { draft, faults } = context;
  const line = (each: LineDraft, index: number): DespatchLine => ({
    position: positionOf(each, index),
    ...products(each),
    description: descriptionOf(each),
    ...wantQuantity(each, QUALIFIERS.despatched, faults),
    orderLine: orderLineOf(each),
    orderNumber: referenceOf(each.references, QUALIFIERS.orderReference),
    packageSscc: each.sscc ?? each.package?.sscc[0],
  });
  const lines = draft.lines.map(line);
  return {
    number: wantNumber(context),
    date: wantDate(context),
    orderNumber: orderNumberOf(draft),
    despatchDate: dateBy(draft.dates, QUALIFIERS.despatchDate),
    expectedDate: dateBy(draft.dates, QUALIFIERS.expectedDate),
    carrier: draft.carrier,
    trackingNumber: referenceOf(draft.references, QUALIFIERS.tracking) ?? draft.conveyance,
    buyer: partyOf(draft, 'buyer'),
    seller: partyOf(draft, 'seller'),
    delivery: partyOf(draft, 'delivery'),
    packages: draft.packages.flatMap(({ kind, sscc }): DespatchAdviceDocument['packages'] => {
      if (sscc.length > 0) return sscc.map((each) => ({ sscc: each, kind }));
      return kind ? [{ kind }] : [];
    }),
    lines,
  };
}
