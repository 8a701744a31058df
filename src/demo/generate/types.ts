import type { Decimal, Locale, Text } from '../../base/index.ts';
import type { DemoOrder, DemoPayment } from './history/types.ts';

export type * from './history/types.ts';

/** UN/ECE Recommendation 20 and 21 unit codes the demo sells in. */
export type DemoUnit =
  | 'C62'
  | 'BX'
  | 'PK'
  | 'PR'
  | 'MTR'
  | 'KGM'
  | 'LTR'
  | 'RO'
  | 'SET'
  | 'CT'
  | 'RM'
  | 'BO';

/** The shop window's departments: each groups several categories, and sellers choose among them. */
export type DepartmentKey =
  | 'fastening'
  | 'tools'
  | 'safety'
  | 'cleaning'
  | 'electrical'
  | 'office'
  | 'packaging'
  | 'transmission'
  | 'fluid'
  | 'chemicals'
  | 'lab'
  | 'care'
  | 'storage'
  | 'signage'
  | 'breakroom'
  | 'it';

export type DemoDepartment = { readonly key: DepartmentKey; readonly name: Text };

export type DemoCategory = {
  /** Eight digits of the UNSPSC. */
  readonly unspsc: string;
  readonly department: DepartmentKey;
  readonly name: Text;
  /** Purchasing class: C is frequent and cheap, A is rare and routed to approval. */
  readonly class: 'A' | 'B' | 'C';
};

export type DemoAddress = {
  readonly name: string;
  readonly street: string;
  readonly extra?: string;
  readonly postalCode: string;
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
};

export type DemoBankAccount = {
  readonly iban: string;
  readonly bic: string;
  readonly purpose: Text;
};

/** What kind of VAT a party declares at home. */
export type VatRegime = 'standard' | 'franchise';

export type DemoOrganisation = {
  readonly id: string;
  /** A short stable name: `operator`, `ferrand`, `seller-1`… */
  readonly key: string;
  readonly kind: 'operator' | 'buyer' | 'seller';
  readonly legalName: string;
  readonly tradingName: string;
  readonly activity: Text;
  /** French parties only. */
  readonly siren?: string;
  readonly siret?: string;
  readonly vatId?: string;
  readonly legalForm: string;
  /** The legal form and capital as an invoice must print them. */
  readonly capitalText: string;
  /** The entry in the trade register as an invoice must print it. */
  readonly registerText: string;
  readonly address: DemoAddress;
  readonly country: string;
  readonly locale: Locale;
  readonly currency: 'EUR';
  readonly email: string;
  readonly gln: string;
  readonly duns?: string;
  readonly incorporatedOn: string;
  readonly employees: number;
  readonly accounts: readonly DemoBankAccount[];
};

export type DemoSellerTerms = {
  readonly sellerId: string;
  /** 1 to 8, as in the API key. */
  readonly number: number;
  /** The operator's commission, basis points of the net sale. */
  readonly commissionBp: number;
  readonly vatRegime: VatRegime;
  /** The sentence an invoice without VAT must carry. */
  readonly vatMention?: Text;
  readonly departments: readonly DepartmentKey[];
  /** Free delivery from this net amount, and the flat charge below it, in cents. */
  readonly freeShippingFromMinor: bigint;
  readonly shippingMinor: bigint;
};

export type DemoRole =
  | 'requester'
  | 'approver'
  | 'purchasing_admin'
  | 'integrator'
  | 'seller_catalogue'
  | 'seller_orders'
  | 'seller_accounting'
  | 'seller_manager'
  | 'finance'
  | 'credit'
  | 'service'
  | 'compliance'
  | 'admin';

export type DemoUser = {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  readonly name: string;
  readonly roles: readonly DemoRole[];
  readonly organisationId: string;
  readonly locale: Locale;
  /** Gross amount in cents that this person may approve alone; absent for those who approve nothing. */
  readonly approvalLimitMinor?: bigint;
  /** E-mail of the person to whom requests go next. */
  readonly managerEmail?: string;
};

export type DemoCostCentre = {
  readonly buyerId: string;
  readonly code: string;
  readonly name: Text;
  /** E-mail of the person answerable for the budget, when that person is a user. */
  readonly ownerEmail?: string;
  readonly yearlyBudgetMinor: bigint;
};

export type DemoDeliveryAddress = {
  readonly id: string;
  readonly buyerId: string;
  /** The buyer's own code of the place (cXML `addressID`). */
  readonly code: string;
  readonly address: DemoAddress;
  readonly contact: string;
  readonly instructions?: Text;
};

export type DemoCredential = { readonly domain: string; readonly identity: string };

export type DemoBuyerConnection =
  | {
      readonly buyerId: string;
      readonly protocol: 'cxml';
      readonly profile: 'ariba' | 'coupa';
      readonly credential: DemoCredential;
      readonly sharedSecret: string;
      readonly deploymentMode: 'test';
      /** Where carts may be posted; left open, because the simulator's port is not known here. */
      readonly browserFormPostOrigin: undefined;
    }
  | {
      readonly buyerId: string;
      readonly protocol: 'oci';
      readonly profile: 'sap-oci';
      /** The connection's name in `/oci/:connection`. */
      readonly path: string;
      readonly username: string;
      readonly password: string;
      readonly deploymentMode: 'test';
      readonly browserFormPostOrigin: undefined;
    };

export type DemoSellerConnection = {
  readonly sellerId: string;
  readonly format: 'edifact' | 'cxml' | 'page';
  readonly apiKey: string;
  readonly gln: string;
  readonly credential?: DemoCredential;
  readonly sharedSecret?: string;
};

export type DemoPriceBreak = { readonly fromQuantity: Decimal; readonly unitPrice: Decimal };

export type VatCategory = 'S' | 'E' | 'K' | 'AE' | 'G' | 'O';

export type DemoVat = {
  readonly category: VatCategory;
  readonly rateBp: number;
  /** VATEX code of the exemption (EN 16931, BT-121). */
  readonly exemptionCode?: string;
};

export type DemoOffer = {
  readonly id: string;
  readonly sellerId: string;
  readonly sellerSku: string;
  /** Net price in euro of one `unit`, eco-contribution included, VAT not. */
  readonly unitPrice: Decimal;
  readonly unit: DemoUnit;
  /** Pieces (metres, litres) in one `unit`. */
  readonly packQuantity: number;
  readonly minimumQuantity: Decimal;
  readonly quantityStep: Decimal;
  /** Rising quantities, falling prices. */
  readonly priceBreaks: readonly DemoPriceBreak[];
  readonly stock: number;
  /** Working days to delivery in France. */
  readonly leadDays: number;
  /** VAT towards a buyer in France; `demoVat` answers for other countries. */
  readonly vatRateBp: number;
  readonly vatCategory: VatCategory;
  /** Part of `unitPrice` that must be shown apart, in euro. */
  readonly ecoContribution?: Decimal;
};

export type DemoProduct = {
  readonly id: string;
  readonly gtin13: string;
  /** Variants of one thing share this key. */
  readonly groupKey: string;
  readonly name: Text;
  readonly description: Text;
  readonly keywords: { readonly en: readonly string[]; readonly fr: readonly string[] };
  readonly manufacturer: string;
  readonly mpn: string;
  readonly unspsc: string;
  /** The axes that tell the variants of a group apart. */
  readonly variant: readonly { readonly axis: Text; readonly value: Text }[];
  readonly originCountry: string;
  /** The French rate of these goods: 2000 or 550 basis points. */
  readonly frenchVatRateBp: number;
  readonly offers: readonly DemoOffer[];
};

export type DemoContractTerm =
  | {
      readonly kind: 'discount';
      /** Absent: the whole of the seller's range. */
      readonly unspsc?: string;
      readonly discountBp: number;
    }
  | { readonly kind: 'fixed'; readonly sellerSku: string; readonly unitPrice: Decimal };

export type DemoContract = {
  readonly id: string;
  readonly number: string;
  readonly buyerId: string;
  readonly sellerId: string;
  readonly title: Text;
  readonly validFrom: Temporal.PlainDate;
  /** The last day on which the prices hold. */
  readonly validTo: Temporal.PlainDate;
  readonly status: 'offered' | 'accepted' | 'refused';
  readonly acceptedOn?: Temporal.PlainDate;
  readonly terms: readonly DemoContractTerm[];
};

export type DemoAssortment = {
  readonly buyerId: string;
  readonly sellerIds: readonly string[];
  /** Absent: every department. */
  readonly departments?: readonly DepartmentKey[];
  readonly excludedCategories: readonly string[];
};

export type PaymentTerms = {
  readonly days: number;
  /** `net`: days from issue. `then_end_of_month`: days from issue, then to the end of that month. */
  readonly kind: 'net' | 'then_end_of_month';
};

export type DemoCoverDecision = {
  readonly insurer: string;
  readonly reference: string;
  readonly decidedOn: Temporal.PlainDate;
  readonly effectiveFrom: Temporal.PlainDate;
  readonly outcome: 'approved' | 'partly' | 'refused' | 'reduced';
  readonly requestedMinor: bigint;
  readonly approvedMinor: bigint;
  readonly insuredBp: number;
  readonly reason: Text;
};

export type DemoCreditAccount = {
  readonly buyerId: string;
  readonly archetype: 'good' | 'late' | 'mixed' | 'new';
  readonly terms: PaymentTerms;
  readonly limitMinor: bigint;
  /** 1 is best, 10 is worst. */
  readonly insurerGrade: number;
  /** Oldest first; the last is in force once it takes effect. */
  readonly cover: readonly DemoCoverDecision[];
  readonly note: Text;
};

export type DemoData = {
  readonly seed: number;
  readonly today: Temporal.PlainDate;
  readonly organisations: readonly DemoOrganisation[];
  readonly sellerTerms: readonly DemoSellerTerms[];
  readonly users: readonly DemoUser[];
  readonly costCentres: readonly DemoCostCentre[];
  readonly deliveryAddresses: readonly DemoDeliveryAddress[];
  readonly buyerConnections: readonly DemoBuyerConnection[];
  readonly sellerConnections: readonly DemoSellerConnection[];
  readonly departments: readonly DemoDepartment[];
  readonly categories: readonly DemoCategory[];
  /** Made while it is read, the same at each reading; holds exactly the offers asked for. */
  readonly products: Iterable<DemoProduct>;
  readonly contracts: readonly DemoContract[];
  readonly assortments: readonly DemoAssortment[];
  readonly creditAccounts: readonly DemoCreditAccount[];
  /** Oldest first. */
  readonly orders: readonly DemoOrder[];
  readonly payments: readonly DemoPayment[];
};
