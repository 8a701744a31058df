import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import {
  buildConfirmationRequest,
  buildInvoiceDetailRequest,
  buildOrderRequest,
  buildPunchOutOrderMessage,
  buildReceiptRequest,
  buildSetupRequest,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  type CxmlDocument,
  type DtdName,
  parseCxml,
  type RequestEnvelope,
} from '../../punchout/index.ts';
import { cart, envelope, order, setup } from './arbitraries.ts';
import { confirmation, invoice, receipt, shipNotice, statusUpdate } from './arbitraries-later.ts';

const dtds = '../shared/fixtures/schema/cxml';
const withDtds = existsSync(dtds);
if (!withDtds) console.warn('the cXML DTDs are not beside this checkout: libxml2 is not asked');

/** As JSON says it: decimals by value, absent and undefined alike. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

const validators = new Map<string, DtdValidator>();

function libxmlErrors(document: Uint8Array, file: `${string}/${DtdName}`): string {
  if (!withDtds) return '';
  const validator =
    validators.get(file) ??
    new DtdValidator(XmlDtd.fromBuffer(readFileSync(`${dtds}/${file}.dtd`)));
  validators.set(file, validator);
  using parsed = XmlDocument.fromBuffer(document);
  try {
    validator.validate(parsed);
    return '';
  } catch (error) {
    return String(error);
  }
}

type Case<T> = {
  readonly content: fc.Arbitrary<T>;
  readonly build: (envelope: RequestEnvelope, content: T) => Uint8Array;
  readonly dtd: `${string}/${DtdName}`;
};

function survives<T extends object>({ content, build, dtd }: Case<T>): void {
  fc.assert(
    fc.property(envelope, content, (around, given) => {
      const document = build(around, given);
      const { payload, advisories, ...read }: CxmlDocument = parseCxml(document);
      const { kind: _, ...back } = payload;
      expect(plain(back)).toEqual(plain(given));
      expect(advisories).toEqual([]);
      expect(read.payloadId).toBe(around.payloadId);
      expect(read.timestamp).toBe(around.timestamp);
      expect(read.deploymentMode).toBe(around.deploymentMode);
      expect(libxmlErrors(document, dtd)).toBe('');
    }),
    { numRuns: 60 },
  );
}

describe('what is written reads back the same and satisfies the DTD', () => {
  it('for a setup request at 1.2.014', () => {
    survives({ content: setup, build: buildSetupRequest, dtd: '1.2.014/cXML' });
  });

  it('for a cart at 1.2.014', () => {
    survives({ content: cart, build: buildPunchOutOrderMessage, dtd: '1.2.014/cXML' });
  });

  it('for an order at 1.2.014', () => {
    survives({ content: order, build: buildOrderRequest, dtd: '1.2.014/cXML' });
  });

  it('for a confirmation pinned to 1.2.020', () => {
    survives({ content: confirmation, build: buildConfirmationRequest, dtd: '1.2.050/Fulfill' });
  });

  it('for a ship notice pinned to 1.2.020', () => {
    survives({ content: shipNotice, build: buildShipNoticeRequest, dtd: '1.2.050/Fulfill' });
  });

  it('for a ship notice to a suite that pins 1.2.014, older than any Fulfill.dtd held', () => {
    survives({
      content: shipNotice,
      build: (around, content) => buildShipNoticeRequest(around, content, { version: '1.2.014' }),
      dtd: '1.2.050/Fulfill',
    });
  });

  it('for a receipt pinned to 1.2.020', () => {
    survives({ content: receipt, build: buildReceiptRequest, dtd: '1.2.050/Fulfill' });
  });

  it('for an invoice at 1.2.020', () => {
    survives({ content: invoice, build: buildInvoiceDetailRequest, dtd: '1.2.020/InvoiceDetail' });
  });

  it('for a status update at 1.2.014', () => {
    survives({ content: statusUpdate, build: buildStatusUpdateRequest, dtd: '1.2.014/cXML' });
  });

  it('for a cart on the newest DTD, which only ever grew', () => {
    survives({
      content: cart,
      build: (around, content) =>
        buildPunchOutOrderMessage(around, content, { version: '1.2.071' }),
      dtd: '1.2.071/cXML',
    });
  });
});
