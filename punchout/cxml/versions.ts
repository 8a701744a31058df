import type { DtdName } from '../content-model/index.ts';
import type { PayloadKind } from './model/index.ts';

const DTDS: Partial<Record<PayloadKind, DtdName>> = {
  ConfirmationRequest: 'Fulfill',
  ShipNoticeRequest: 'Fulfill',
  ReceiptRequest: 'Fulfill',
  InvoiceDetailRequest: 'InvoiceDetail',
  PaymentRemittanceRequest: 'PaymentRemittance',
};

const DEFAULT_VERSIONS: Readonly<Record<DtdName, string>> = {
  cXML: '1.2.014',
  Fulfill: '1.2.020',
  InvoiceDetail: '1.2.020',
  PaymentRemittance: '1.2.071',
};

/** The DTD file that a kind of document belongs to. */
export function dtdOf(kind: PayloadKind): DtdName {
  return DTDS[kind] ?? 'cXML';
}

/** The version written when a partner pins none: the oldest that every suite reads. */
export function defaultVersion(kind: PayloadKind): string {
  return DEFAULT_VERSIONS[dtdOf(kind)];
}

/** The system identifier a document names; nobody fetches it. */
export function dtdUrl({ dtd, version }: { dtd: DtdName; version: string }): string {
  return `http://xml.cxml.org/schemas/cXML/${version}/${dtd}.dtd`;
}
