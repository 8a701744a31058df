import { Decimal } from '../../src/base/index.ts';
import type {
  InspectDocument,
  Inspection,
  InspectLine,
  InspectParty,
  InspectReference,
  InspectTotalName,
} from '../document.ts';
import type { TradeParty } from '../messages.ts';
import type { ControlDocument } from './acknowledgement.ts';
import * as codes from './codes.ts';
import { descriptionOf, documentDate } from './documents.ts';
import { byQualifier, type LineDraft, type MessageDraft } from './draft.ts';
import { inspectError } from './faults.ts';
import { type ReadMessage, readEdifact } from './read.ts';

const { QUALIFIERS } = codes;

const QUANTITY_OF: Readonly<Record<string, readonly string[]>> = {
  ORDERS: QUALIFIERS.ordered,
  ORDRSP: QUALIFIERS.confirmed,
  DESADV: QUALIFIERS.despatched,
  INVOIC: QUALIFIERS.invoiced,
};

const orNull = (text: string | undefined): string | null => text || null;

function inspectParty(party: TradeParty): InspectParty {
  return {
    gln: orNull(party.gln),
    id: orNull(party.id),
    name: orNull(party.name),
    street: orNull(party.street),
    postalCode: orNull(party.postalCode),
    city: orNull(party.city),
    country: orNull(party.country),
    vatId: orNull(party.vatId),
  };
}

function perUnit(value: Decimal, basis: Decimal | undefined): string {
  if (!basis || basis.isZero() || basis.equals(Decimal.one)) return value.toString();
  return value.div(basis, { scale: 10, rounding: 'half_up' }).toString();
}

function inspectLine(line: LineDraft, type: string): InspectLine {
  const wanted = QUANTITY_OF[type] ?? [];
  const quantity = byQualifier(line.quantities, wanted) ?? line.quantities[0];
  const price = byQualifier(line.prices, QUALIFIERS.price) ?? line.prices[0];
  const amount = byQualifier(line.amounts, QUALIFIERS.lineAmount);
  return {
    position: orNull(line.position),
    sellerSku: orNull(line.sellerSku),
    buyerSku: orNull(line.buyerSku),
    gtin: orNull(line.gtin),
    description: orNull(descriptionOf(line)),
    quantity: quantity?.value?.toString() ?? null,
    unit: orNull(quantity?.unit),
    unitPrice: price?.value ? perUnit(price.value, price.basis) : null,
    lineTotal: amount?.value?.toString() ?? null,
  };
}

function totalsOf(draft: MessageDraft): InspectDocument['totals'] {
  const totals: Partial<Record<InspectTotalName, string>> = {};
  for (const [name, wanted] of Object.entries(codes.TOTALS)) {
    const value = byQualifier(draft.amounts, wanted)?.value;
    if (value) totals[name as InspectTotalName] = value.toString();
  }
  // Tax by rate is in the TAX groups: with no total of its own, the groups are added up.
  for (const [name, qualifier] of [
    ['taxable', '125'],
    ['tax', '124'],
  ] as const) {
    const parts = draft.taxAmounts.filter((each) => each.qualifier === qualifier && each.value);
    if (totals[name] !== undefined || parts.length === 0) continue;
    const sum = parts.reduce((total, { value }) => total.add(value ?? Decimal.zero), Decimal.zero);
    totals[name] = sum.toString();
  }
  return totals;
}

function typeOf(draft: MessageDraft): string {
  const { type } = draft.message;
  if (type === 'INVOIC' && codes.CREDIT_NOTES.includes(draft.kind)) return 'credit_note';
  return codes.MESSAGE_TYPES[type] ?? type;
}

function inspectReferences(draft: MessageDraft): InspectReference[] {
  const lines = draft.lines.flatMap((line) =>
    line.references.filter(({ number }) => number !== ''),
  );
  const orders = lines.filter(({ qualifier }) => qualifier === 'ON');
  const seen = new Map<string, InspectReference>();
  for (const { qualifier, number } of [...draft.references, ...orders]) {
    if (number === '') continue;
    const type = codes.REFERENCE_TYPES[qualifier] ?? qualifier;
    seen.set(`${type}\n${number}`, { type, number });
  }
  return [...seen.values()];
}

function inspectDraft(draft: MessageDraft): InspectDocument {
  const parties: Record<string, InspectParty> = {};
  for (const { qualifier, party } of draft.parties) {
    const role = codes.PARTY_ROLES[qualifier] ?? qualifier.toLowerCase();
    parties[role] ??= inspectParty(party);
  }
  const amounts = [...draft.amounts, ...draft.lines.flatMap(({ amounts }) => amounts)];
  const currency = draft.currency ?? amounts.find((each) => each.currency)?.currency;
  return {
    type: typeOf(draft),
    number: orNull(draft.number),
    date: documentDate(draft)?.toString() ?? null,
    currency: orNull(currency),
    parties,
    references: inspectReferences(draft),
    lines: draft.lines.map((line) => inspectLine(line, draft.message.type)),
    totals: totalsOf(draft),
  };
}

function inspectControl(message: ReadMessage, control: ControlDocument): InspectDocument {
  return {
    type: 'control',
    number: orNull(message.reference),
    date: null,
    currency: null,
    parties: {},
    references: [
      { type: 'interchange', number: control.interchangeReference },
      ...control.messages.map(({ reference }) => ({ type: 'message', number: reference })),
    ],
    lines: [],
    totals: {},
  };
}

/** The canonical view of an EDIFACT file: one document for each message, and all faults. */
export function inspectEdifact(bytes: Uint8Array): Inspection {
  const { interchanges, errors } = readEdifact(bytes);
  const messages = interchanges.flatMap((interchange) => interchange.messages);
  const documents = messages.flatMap((message): InspectDocument[] => {
    if (message.content.kind === 'control')
      return [inspectControl(message, message.content.control)];
    return message.draft ? [inspectDraft(message.draft)] : [];
  });
  return { documents, errors: errors.map(inspectError) };
}
