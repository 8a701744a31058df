import type { Decimal, Money } from '../src/base/index.ts';

/** A party of a seller document. `gln` is a GS1 number; `id` any other number, in its own scheme. */
export type TradeParty = {
  readonly gln?: string | undefined;
  readonly id?: string | undefined;
  readonly name?: string | undefined;
  readonly street?: string | undefined;
  readonly postalCode?: string | undefined;
  readonly city?: string | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly country?: string | undefined;
  readonly vatId?: string | undefined;
  readonly contact?:
    | {
        readonly name?: string | undefined;
        readonly phone?: string | undefined;
        readonly email?: string | undefined;
      }
    | undefined;
};

export type OrderLine = {
  readonly position: string;
  readonly sellerSku?: string | undefined;
  readonly buyerSku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity: Decimal;
  /** UN/ECE recommendation 20, `C62` for a piece. */
  readonly unit: string;
  /** Net price of `priceBasis` units, exclusive of tax. */
  readonly unitPrice?: Decimal | undefined;
  /** Units the price is for; one when absent. */
  readonly priceBasis?: Decimal | undefined;
  readonly lineNet?: Money | undefined;
  readonly requestedDate?: Temporal.PlainDate | undefined;
  readonly note?: string | undefined;
  /** The marketplace's own reference of the line, the same from basket to remittance. */
  readonly auxiliaryId?: string | undefined;
};

/** A purchase order from the marketplace to one seller, in no format of its own. */
export type OrderDocument = {
  readonly number: string;
  readonly date: Temporal.PlainDate;
  readonly kind: 'order' | 'blanket' | 'rush';
  readonly currency?: string | undefined;
  readonly requestedDate?: Temporal.PlainDate | undefined;
  readonly contractNumber?: string | undefined;
  /** The buyer's own order number, when the marketplace's is `number`. */
  readonly buyerOrderNumber?: string | undefined;
  readonly buyer?: TradeParty | undefined;
  readonly seller?: TradeParty | undefined;
  readonly delivery?: TradeParty | undefined;
  readonly invoicee?: TradeParty | undefined;
  readonly ultimateConsignee?: TradeParty | undefined;
  readonly notes: readonly string[];
  readonly lines: readonly OrderLine[];
  readonly linesNet?: Money | undefined;
  readonly total?: Money | undefined;
};

export type ResponseLineAction = 'accepted' | 'changed' | 'rejected' | 'backordered';

export type OrderResponseLine = {
  /** The position of the order's line that is answered. */
  readonly position: string;
  readonly sellerSku?: string | undefined;
  readonly buyerSku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly action: ResponseLineAction;
  /** What will be delivered now; zero when rejected. Absent when the seller repeats no quantity. */
  readonly quantity?: Decimal | undefined;
  readonly backorderQuantity?: Decimal | undefined;
  readonly unit?: string | undefined;
  readonly unitPrice?: Decimal | undefined;
  readonly priceBasis?: Decimal | undefined;
  readonly promisedDate?: Temporal.PlainDate | undefined;
  readonly reason?: string | undefined;
};

/** The seller's answer to an order. `action` is of the whole order; lines say the rest. */
export type OrderResponseDocument = {
  readonly number: string;
  readonly date: Temporal.PlainDate;
  readonly orderNumber?: string | undefined;
  readonly action: 'accepted' | 'changed' | 'rejected';
  readonly currency?: string | undefined;
  readonly promisedDate?: Temporal.PlainDate | undefined;
  readonly buyer?: TradeParty | undefined;
  readonly seller?: TradeParty | undefined;
  readonly notes: readonly string[];
  readonly lines: readonly OrderResponseLine[];
};

export type DespatchLine = {
  readonly position: string;
  readonly sellerSku?: string | undefined;
  readonly buyerSku?: string | undefined;
  readonly gtin?: string | undefined;
  readonly description?: string | undefined;
  readonly quantity: Decimal;
  readonly unit: string;
  /** The position of the order's line. */
  readonly orderLine?: string | undefined;
  /** The order of this line, when the notice gathers several orders. */
  readonly orderNumber?: string | undefined;
  /** The GS1 serial shipping container code of the package that holds the line. */
  readonly packageSscc?: string | undefined;
};

/** A despatch advice (ship notice) of one consignment. */
export type DespatchAdviceDocument = {
  readonly number: string;
  readonly date: Temporal.PlainDate;
  readonly orderNumber?: string | undefined;
  readonly despatchDate?: Temporal.PlainDate | undefined;
  readonly expectedDate?: Temporal.PlainDate | undefined;
  readonly carrier?: string | undefined;
  readonly trackingNumber?: string | undefined;
  readonly buyer?: TradeParty | undefined;
  readonly seller?: TradeParty | undefined;
  readonly delivery?: TradeParty | undefined;
  readonly packages: readonly {
    readonly sscc?: string | undefined;
    readonly kind?: string | undefined;
  }[];
  readonly lines: readonly DespatchLine[];
};
