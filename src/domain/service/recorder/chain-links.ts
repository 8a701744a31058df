import { Decimal, type Money } from '../../../base/index.ts';

export const chainStages = [
  'basket',
  'request',
  'approval',
  'order',
  'split',
  'confirmation',
  'shipment',
  'receipt',
  'return',
  'invoice',
  'credit_note',
  'statement',
  'payment',
  'remittance',
  'payout',
] as const;
export type ChainStage = (typeof chainStages)[number];

/** One step of a line's way, with its document, day, quantity and money where the step has them. */
export type ChainLink = {
  readonly stage: ChainStage;
  readonly type: string;
  readonly id: string;
  readonly number: string;
  readonly at: Temporal.Instant | undefined;
  readonly on: Temporal.PlainDate | undefined;
  readonly quantity: Decimal | undefined;
  readonly unit: string | undefined;
  /** This line's part, exact cents: net up to the split, VAT included from the invoice on. */
  readonly amount: Money | undefined;
  readonly state: string | undefined;
};

export type Row = Record<string, string | null>;

export const quantityOf = (text: string | null | undefined): Decimal | undefined =>
  text ? Decimal.parse(text) : undefined;

/** A link with what its step has. */
export function link(
  draft: Pick<ChainLink, 'stage' | 'type' | 'id' | 'number'> & Partial<ChainLink>,
): ChainLink {
  return {
    at: undefined,
    on: undefined,
    quantity: undefined,
    unit: undefined,
    amount: undefined,
    state: undefined,
    ...draft,
  };
}

/** What of a line is still to be done at each step; money with VAT, the line's own share to the cent. */
export type ChainOpen = {
  readonly toConfirm: Decimal;
  readonly toShip: Decimal;
  readonly toReceive: Decimal;
  readonly toInvoice: Decimal;
  /** Of its invoices, less what credit notes still have for others. */
  readonly toPay: Money | undefined;
  /** To its seller; the buyer's sight has none. */
  readonly toPayOut: Money | undefined;
  readonly unit: string | undefined;
};

export type Draft = {
  sku: string;
  description: string;
  auxiliaryId: string | undefined;
  links: ChainLink[];
  open: ChainOpen | undefined;
};
