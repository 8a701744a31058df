import type { InspectTotalName } from '../document.ts';
import type { OrderDocument, OrderResponseDocument, ResponseLineAction } from '../messages.ts';

/** NAD 3035 to the trade's word. An unlisted qualifier keeps its code in lower case. */
export const PARTY_ROLES: Readonly<Record<string, string>> = {
  BY: 'buyer',
  SU: 'seller',
  SE: 'seller',
  DP: 'delivery',
  ST: 'delivery',
  CN: 'delivery',
  IV: 'invoicee',
  BT: 'invoicee',
  UC: 'ultimate_consignee',
  UD: 'ultimate_consignee',
  PE: 'payee',
  PR: 'payer',
  II: 'invoicer',
  SF: 'ship_from',
  CA: 'carrier',
  LC: 'tax_representative',
};

/** RFF 1153 to the trade's word. An unlisted qualifier keeps its code. */
export const REFERENCE_TYPES: Readonly<Record<string, string>> = {
  ON: 'order',
  VN: 'seller_order',
  CT: 'contract',
  DQ: 'delivery_note',
  AAK: 'despatch_advice',
  IV: 'invoice',
  OI: 'original_invoice',
  PQ: 'payment',
  PL: 'price_list',
  PD: 'promotion',
  CR: 'customer_reference',
  CN: 'consignment',
  AAS: 'transport_document',
  ACW: 'message',
  LI: 'line',
  ALO: 'receipt',
  ABO: 'originator',
  AEP: 'project',
};

/** The qualifiers a value is looked for under, best first. */
export const QUALIFIERS = {
  documentDate: ['137', '3', '4'],
  requestedDate: ['2', '63', '64', '69', '10'],
  promisedDate: ['69', '67', '17', '2', '64', '63'],
  despatchDate: ['11', '110', '10'],
  expectedDate: ['17', '132', '69', '67', '35', '2'],
  ordered: ['21', '1'],
  confirmed: ['113', '12', '21'],
  backorder: ['83'],
  despatched: ['12', '1', '46', '21'],
  invoiced: ['47', '12', '46', '21', '1'],
  price: ['AAA', 'NTP', 'AAB', 'CAL', 'INV', 'AAE', 'AAF'],
  lineAmount: ['203', '66', '128'],
  orderReference: ['ON', 'OP', 'ACW'],
  contract: ['CT'],
  auxiliaryId: ['ABO'],
  tracking: ['CN', 'AAS', 'BM'],
  reason: ['AAO', 'ACB', 'LIN', 'AAI', 'PUR', 'ZZZ', 'OSI'],
} as const satisfies Record<string, readonly string[]>;

/** MOA 5025 of the summary to the total it states, best first. */
export const TOTALS: Readonly<Record<InspectTotalName, readonly string[]>> = {
  lines: ['79'],
  charges: ['259', '131'],
  allowances: ['260'],
  taxable: ['125', '389'],
  tax: ['176', '124', '150'],
  total: ['388', '77', '86', '39'],
  prepaid: ['113'],
  payable: ['9'],
};

/** LIN and PIA 7143 to the product number it carries. */
export const ITEM_NUMBERS: Readonly<Record<string, 'gtin' | 'sellerSku' | 'buyerSku'>> = {
  EN: 'gtin',
  SRV: 'gtin',
  UP: 'gtin',
  GT: 'gtin',
  EAN: 'gtin',
  SA: 'sellerSku',
  VN: 'sellerSku',
  BP: 'buyerSku',
  IN: 'buyerSku',
};

/** Units that senders use and recommendation 20 does not have, or not any more. */
export const UNIT_ALIASES: Readonly<Record<string, string>> = {
  PCE: 'C62',
  PCS: 'C62',
  PC: 'C62',
  STK: 'C62',
  ST: 'C62',
  UNT: 'C62',
};

/** How a unit is written in D.96A documents, which know PCE for a piece. */
export const UNITS_WRITTEN: Readonly<Record<string, string>> = { C62: 'PCE' };

/** BGM 1001 of an order. */
export const ORDER_KINDS: Readonly<Record<string, OrderDocument['kind']>> = {
  '220': 'order',
  '221': 'blanket',
  '224': 'rush',
};

/** BGM 1225 of an ORDRSP (Annex of the EANCOM guide: 4 change, 27 not accepted, 29 accepted). */
export const RESPONSE_ACTIONS: Readonly<Record<string, OrderResponseDocument['action']>> = {
  '29': 'accepted',
  '27': 'rejected',
  '4': 'changed',
};

/** BGM 4343 or 1225 variants that some senders use instead. */
export const RESPONSE_TYPES: Readonly<Record<string, OrderResponseDocument['action']>> = {
  AP: 'accepted',
  AC: 'changed',
  RE: 'rejected',
};

/**
 * LIN 1229 of an ORDRSP: 5 accepted, 6 accepted with amendment, 24 the same without need of
 * confirmation, 3 changed, 7 not accepted, 2 deleted, 10 not found, 4 no action (as ordered).
 */
export const LINE_ACTIONS: Readonly<Record<string, ResponseLineAction>> = {
  '5': 'accepted',
  '4': 'accepted',
  '11': 'accepted',
  '6': 'changed',
  '24': 'changed',
  '3': 'changed',
  '1': 'changed',
  '7': 'rejected',
  '2': 'rejected',
  '10': 'rejected',
};

export const LINE_ACTION_CODES: Readonly<Record<ResponseLineAction, string>> = {
  accepted: '5',
  changed: '6',
  rejected: '7',
  backordered: '6',
};

/** `inspect` type of a message, before BGM 1001 refines it. */
export const MESSAGE_TYPES: Readonly<Record<string, string>> = {
  ORDERS: 'order',
  ORDCHG: 'order_change',
  ORDRSP: 'order_response',
  DESADV: 'despatch_advice',
  INVOIC: 'invoice',
  PRICAT: 'catalogue',
  INVRPT: 'stock_report',
  REMADV: 'remittance_advice',
  CONTRL: 'control',
  APERAK: 'application_error',
};

/** BGM 1001 codes of credit notes: 381, self-billed 261, 81, 83, 296 (factored), 308, 396. */
export const CREDIT_NOTES: readonly string[] = [
  '381',
  '261',
  '81',
  '83',
  '296',
  '308',
  '396',
  '420',
  '458',
];
