import type { Decimal } from '../../src/base/index.ts';
import type { TradeParty } from '../messages.ts';
import type { RawMessage } from './envelope.ts';
import type { Segment } from './segment.ts';

export type DatedItem = {
  qualifier: string;
  date: Temporal.PlainDate | undefined;
  segment: Segment;
};
export type QuantityItem = {
  qualifier: string;
  value: Decimal | undefined;
  unit: string | undefined;
  segment: Segment;
};
export type PriceItem = {
  qualifier: string;
  value: Decimal | undefined;
  basis: Decimal | undefined;
  segment: Segment;
};
export type AmountItem = {
  qualifier: string;
  value: Decimal | undefined;
  currency: string | undefined;
  segment: Segment;
};
export type ReferenceItem = { qualifier: string; number: string; line: string };
export type NoteItem = { subject: string; text: string };
export type PartyItem = { qualifier: string; party: TradeParty };
export type PackageItem = { id: string; kind: string | undefined; sscc: string[] };

/** One LIN group, before a document type gives its parts their meaning. */
export type LineDraft = {
  segment: Segment;
  position: string;
  action: string;
  gtin: string | undefined;
  sellerSku: string | undefined;
  buyerSku: string | undefined;
  descriptions: { kind: string; text: string }[];
  quantities: QuantityItem[];
  prices: PriceItem[];
  amounts: AmountItem[];
  dates: DatedItem[];
  references: ReferenceItem[];
  notes: NoteItem[];
  sscc: string | undefined;
  package: PackageItem | undefined;
};

/**
 * What a trade message says, by qualifier: the common ground of ORDERS, ORDRSP, DESADV, INVOIC and
 * their like, in any directory.
 */
export type MessageDraft = {
  message: RawMessage;
  /** BGM, or UNH when there is none: where a fault of the whole document is placed. */
  place: Segment;
  /** BGM 1001, 1004, 1225 and 4343. */
  kind: string;
  number: string;
  functionCode: string;
  responseType: string;
  currency: string | undefined;
  dates: DatedItem[];
  references: ReferenceItem[];
  notes: NoteItem[];
  parties: PartyItem[];
  lines: LineDraft[];
  packages: PackageItem[];
  amounts: AmountItem[];
  taxAmounts: AmountItem[];
  counts: { qualifier: string; value: Decimal | undefined; segment: Segment }[];
  carrier: string | undefined;
  conveyance: string | undefined;
  errors: { code: string; texts: string[]; references: ReferenceItem[] }[];
};

type Qualified = { readonly qualifier: string };

/** The item whose qualifier comes first in the list of wanted ones. */
export function byQualifier<T extends Qualified>(
  items: readonly T[],
  wanted: readonly string[],
): T | undefined {
  for (const qualifier of wanted) {
    const found = items.find((item) => item.qualifier === qualifier);
    if (found) return found;
  }
  return undefined;
}
