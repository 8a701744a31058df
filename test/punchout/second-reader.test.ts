import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Parser } from 'xml2js';
import {
  buildConfirmationRequest,
  buildInvoiceDetailRequest,
  buildOrderRequest,
  buildPunchOutOrderMessage,
  buildReceiptRequest,
  buildSetupRequest,
  buildShipNoticeRequest,
  buildStatusUpdateRequest,
  type RequestEnvelope,
} from '../../punchout/index.ts';
import { children, readXml, textOf, type XmlNode } from '../../src/base/xml/index.ts';
import { cart, envelope, order, setup } from './arbitraries.ts';
import { confirmation, invoice, receipt, shipNotice, statusUpdate } from './arbitraries-later.ts';

type Read = { name: string; attrs: Record<string, string>; text: string; inside: Read[] };
type Theirs = {
  '#name': string;
  $?: Record<string, string>;
  _?: string;
  $$?: Theirs[];
};

/** As a reader that shares no code with us has it: xml2js, which integrators use on such documents. */
async function theirs(bytes: Uint8Array): Promise<Read> {
  const parser = new Parser({
    explicitRoot: false,
    explicitChildren: true,
    preserveChildrenOrder: true,
  });
  const read = (node: Theirs): Read => ({
    name: node['#name'],
    attrs: { ...node.$ },
    text: (node._ ?? '').trim(),
    inside: (node.$$ ?? []).map(read),
  });
  return read((await parser.parseStringPromise(Buffer.from(bytes).toString('utf8'))) as Theirs);
}

function ours(node: XmlNode): Read {
  return {
    name: node.name,
    attrs: { ...node.attrs },
    text: textOf(node),
    inside: children(node).map(ours),
  };
}

/** Space between elements is layout. */
function compact(read: Read): Read {
  return {
    ...read,
    text: read.text.replace(/\s+/g, ' '),
    inside: read.inside.map(compact),
  };
}

const written = <T>(
  content: fc.Arbitrary<T>,
  build: (around: RequestEnvelope, given: T) => Uint8Array,
): fc.Arbitrary<Uint8Array> =>
  fc.tuple(envelope, content).map(([around, given]) => build(around, given));

describe('what our writer writes, another reader reads alike', () => {
  it.each([
    ['a setup', written(setup, buildSetupRequest)],
    ['a cart', written(cart, buildPunchOutOrderMessage)],
    [
      'an order',
      written(order, (around, given) => buildOrderRequest(around, given, { version: '1.2.071' })),
    ],
    ['a confirmation', written(confirmation, buildConfirmationRequest)],
    ['a ship notice', written(shipNotice, buildShipNoticeRequest)],
    ['a receipt', written(receipt, buildReceiptRequest)],
    ['an invoice', written(invoice, buildInvoiceDetailRequest)],
    ['a status', written(statusUpdate, buildStatusUpdateRequest)],
  ])('%s', async (_, documents) => {
    await fc.assert(
      fc.asyncProperty(documents, async (bytes) => {
        expect(compact(await theirs(bytes))).toEqual(compact(ours(readXml(bytes).root)));
      }),
      { numRuns: 40 },
    );
  });
});
