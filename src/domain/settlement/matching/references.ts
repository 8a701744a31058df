import type { Evidence } from '../entities.ts';
import {
  byNumbers,
  byOrder,
  byPaymentReference,
  bySlip,
  byStatementReference,
  bySuffix,
} from './evidence.ts';
import { type ItemIndex, openOf, stillOpen } from './item-index.ts';
import type { Payer } from './payer.ts';
import {
  compact,
  isCreditorReference,
  isOneSlipAway,
  referenceStretches,
  shapeOf,
  type Token,
  tokensOf,
} from './text.ts';
import type { OpenItem, Payment } from './types.ts';

/** How sure a reference is: a structured one, a whole number in the text, an order, or a guess at a number. */
export type Strength = 'structured' | 'number' | 'order' | 'guess';

export type ReferenceSet = {
  readonly strength: Strength;
  readonly items: readonly OpenItem[];
  readonly evidence: readonly Evidence[];
  /** The set is everything that one statement asks for. */
  readonly isStatement: boolean;
};

export type References = {
  /** What the payment names, surest first; sets may overlap. */
  readonly sets: readonly ReferenceSet[];
  /** A reference that looks like ours and is not open: the payment may be for something paid already. */
  readonly unknown?: string | undefined;
};

const SURE_NUMBER_LENGTH_MIN = 5;
const GUESS_ITEMS_MAX = 500;

function unique(items: readonly OpenItem[]): OpenItem[] {
  return [...new Set(items)];
}

/** Texts in which a number may stand; the payer's own end-to-end id comes last. */
function textsOf(payment: Payment): string[] {
  return [
    payment.structuredReference ?? '',
    ...(payment.documentNumbers ?? []),
    payment.text,
    payment.endToEndId ?? '',
  ];
}

/** Word positions of the n-th text begin at n times this, so that words of two texts never join. */
const TEXT_STRIDE = 1000;

function structured(
  index: ItemIndex,
  payment: Payment,
): { invoices: [OpenItem, string][]; statements: [readonly OpenItem[], string][] } {
  const invoices: [OpenItem, string][] = [];
  const statements: [readonly OpenItem[], string][] = [];
  const seen = new Set<string>();
  const fields = [payment.structuredReference, payment.endToEndId].map((field) =>
    compact(field ?? ''),
  );
  for (const key of [...fields, ...textsOf(payment).flatMap(referenceStretches)]) {
    if (key === '' || seen.has(key)) continue;
    seen.add(key);
    for (const item of stillOpen(index, index.byReference.get(key) ?? [], payment.currency))
      invoices.push([item, key]);
    const listed = stillOpen(index, index.byStatement.get(key) ?? [], payment.currency);
    if (listed.length > 0) statements.push([listed, key]);
  }
  return { invoices, statements };
}

/** Numbers written whole, and the short endings that continue a list: `AAA-123, 124 and 125`. */
function numbersIn(
  index: ItemIndex,
  payment: Payment,
): { whole: OpenItem[]; endings: OpenItem[]; tokens: Token[]; read: Set<number> } {
  const whole: OpenItem[] = [];
  const endings: OpenItem[] = [];
  const all: Token[] = [];
  const read = new Set<number>();
  let base = 0;
  for (const text of textsOf(payment)) {
    let last: string | undefined;
    let lastEnd = -1;
    const tokens = tokensOf(text).map((token) => ({
      ...token,
      from: token.from + base,
      to: token.to + base,
    }));
    // Of two readings that begin at one word, the longer comes first.
    for (const token of tokens.sort((a, b) => a.from - b.from || b.to - a.to)) {
      if (token.from <= lastEnd) continue;
      const found = stillOpen(index, index.byNumber.get(token.text) ?? [], payment.currency);
      if (found.length > 0 && token.text.length >= SURE_NUMBER_LENGTH_MIN) {
        whole.push(...found);
        [last, lastEnd] = [token.text, token.to];
        for (let at = token.from; at <= token.to; at += 1) read.add(at);
      } else if (
        last &&
        token.from === token.to &&
        /^\d{2,}$/.test(token.text) &&
        token.text.length < last.length
      ) {
        const continued = last.slice(0, -token.text.length) + token.text;
        const more = stillOpen(index, index.byNumber.get(continued) ?? [], payment.currency);
        if (more.length > 0) read.add(token.from);
        endings.push(...more);
      }
    }
    all.push(...tokens);
    base += TEXT_STRIDE;
  }
  return { whole: unique(whole), endings: unique(endings), tokens: all, read };
}

/** Endings and slips of the keyboard, among one buyer's items only. */
function guesses(
  index: ItemIndex,
  payment: Payment,
  tokens: readonly Token[],
  buyerId: string,
): { item: OpenItem; evidence: Evidence }[] {
  const items = stillOpen(index, index.byBuyer.get(buyerId) ?? [], payment.currency).slice(
    0,
    GUESS_ITEMS_MAX,
  );
  const found = new Map<OpenItem, Evidence>();
  for (const item of items) {
    const number = compact(item.number);
    for (const { text } of tokens) {
      if (index.closedNumbers.has(text)) continue;
      const isEnding =
        text.length >= 4 &&
        text.length < number.length &&
        /^\d+$/.test(text) &&
        number.endsWith(text);
      if (isEnding) found.set(item, bySuffix([item.number]));
      else if (number.length >= 6 && isOneSlipAway(text, number) && !found.has(item))
        found.set(item, bySlip(text, item.number));
    }
  }
  return [...found].map(([item, evidence]) => ({ item, evidence }));
}

function ordersIn(
  index: ItemIndex,
  payment: Payment,
  tokens: readonly Token[],
): { items: OpenItem[]; order: string | undefined } {
  const items: OpenItem[] = [];
  let order: string | undefined;
  for (const { text } of tokens) {
    const found = stillOpen(index, index.byOrder.get(text) ?? [], payment.currency);
    if (found.length > 0) order ??= found[0]?.purchaseOrderNumber;
    items.push(...found);
  }
  return { items: unique(items), order };
}

/** A reference of ours by its looks (check digits, or the shape of an invoice number) that nothing open bears. */
function unknownIn(
  index: ItemIndex,
  payment: Payment,
  { tokens, read }: { tokens: readonly Token[]; read: ReadonlySet<number> },
): string | undefined {
  for (const field of [payment.structuredReference ?? '', ...(payment.documentNumbers ?? [])]) {
    const key = compact(field);
    if (isCreditorReference(key) && !index.byReference.has(key) && !index.byStatement.has(key))
      return field;
  }
  const endToEnd = (textsOf(payment).length - 1) * TEXT_STRIDE;
  for (const { text, from, to } of tokens) {
    if (from >= endToEnd || overlaps({ text, from, to }, read) || index.byOrder.has(text)) continue;
    if (index.closedNumbers.has(text)) return text;
    if (text.length >= 10 && isCreditorReference(text) && !hasKnownStretch(index, text))
      return text;
    const looksLikeOurs = /[A-Z]/.test(text) || text.length >= 8;
    if (looksLikeOurs && index.shapes.has(shapeOf(text)) && openNumber(index, text) === undefined)
      return text;
  }
  return undefined;
}

/** Whether a token uses a word that another number was already read from. */
function overlaps(token: Token, read: ReadonlySet<number>): boolean {
  for (let at = token.from; at <= token.to; at += 1) if (read.has(at)) return true;
  return false;
}

function hasKnownStretch(index: ItemIndex, text: string): boolean {
  return referenceStretches(text).some(
    (part) => index.byReference.has(part) || index.byStatement.has(part),
  );
}

function openNumber(index: ItemIndex, number: string): OpenItem | undefined {
  return (index.byNumber.get(number) ?? []).find((item) => openOf(index, item) > 0n);
}

/** Everything of ours that a payment names, in the order of how sure it is. */
export function referencesOf(index: ItemIndex, payment: Payment, payer: Payer): References {
  const { invoices, statements } = structured(index, payment);
  const { whole, endings, tokens, read } = numbersIn(index, payment);
  const own = (items: readonly OpenItem[]): OpenItem[] => {
    const ours = items.filter((item) => item.buyerId === payer.buyerId);
    return ours.length > 0 ? ours : [...items];
  };
  const sets: ReferenceSet[] = [];
  const add = (set: Omit<ReferenceSet, 'isStatement'> & { isStatement?: boolean }): void => {
    if (set.items.length > 0) sets.push({ isStatement: false, ...set, items: unique(set.items) });
  };
  const invoiceEvidence = invoices.map(([item, key]) => byPaymentReference(key, item.number));
  const named = own(whole);
  const numberEvidence = named.length > 0 ? [byNumbers(named.map((item) => item.number))] : [];
  add({ strength: 'structured', items: invoices.map(([item]) => item), evidence: invoiceEvidence });
  for (const [items, key] of statements) {
    add({
      strength: 'structured',
      items,
      evidence: [byStatementReference(key, items.length)],
      isStatement: true,
    });
  }
  add({ strength: 'number', items: named, evidence: numberEvidence });
  const continued = own(endings);
  if (continued.length > 0) {
    add({
      strength: 'number',
      items: [...named, ...continued],
      evidence: [...numberEvidence, bySuffix(continued.map((item) => item.number))],
    });
  }
  if (invoices.length > 0 && named.length > 0) {
    add({
      strength: 'structured',
      items: [...invoices.map(([item]) => item), ...named],
      evidence: [...invoiceEvidence, ...numberEvidence],
    });
  }
  const orders = ordersIn(index, payment, tokens);
  if (orders.order)
    add({ strength: 'order', items: own(orders.items), evidence: [byOrder(orders.order)] });
  const guessed = payer.buyerId
    ? guesses(
        index,
        payment,
        tokens.filter((token) => !overlaps(token, read)),
        payer.buyerId,
      )
    : [];
  for (const guess of guessed.slice(0, 20))
    add({ strength: 'guess', items: [guess.item], evidence: [guess.evidence] });
  if (guessed.length + named.length > 1 && guessed.length > 0 && guessed.length <= 20) {
    const items = [...named, ...guessed.map((guess) => guess.item)];
    add({
      strength: 'guess',
      items,
      evidence: [...numberEvidence, ...guessed.slice(0, 3).map((guess) => guess.evidence)],
    });
  }
  return { sets, unknown: unknownIn(index, payment, { tokens, read }) };
}
