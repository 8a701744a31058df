import { beforeAll, describe, expect, it } from 'vitest';
import { readEdifact } from '../../edi/edifact/index.ts';
import { buildResponse, parseCxml } from '../../punchout/index.ts';
import { issueCreditNote, issueInvoice, issueStatement } from '../../src/domain/invoicing/index.ts';
import { recordAnswer, recordDespatch, recordReceipt } from '../../src/domain/orders/index.ts';
import { systemContext } from '../../src/platform/index.ts';
import { hasFixtures, schema } from '../edi/einvoice/xsd.ts';
import { testDatabase } from '../support/database.ts';
import { id, smallWorld } from '../support/world.ts';
import { d, day, jobs, partnerServer, subscriptions } from './edi-support.ts';
import { suiteStory } from './orders-support.ts';

if (!hasFixtures) process.stderr.write('no UBL schemas: ../shared/fixtures is absent\n');
const db = testDatabase({ subscriptions });
beforeAll(() => smallWorld(db.services()));
const story = suiteStory(db);
const ctx = () => systemContext(db.services(), 'test');

const taken = () =>
  new Response(
    Buffer.from(
      buildResponse(
        { payloadId: '1@partner', timestamp: '2026-03-02T10:00:00+01:00' },
        { code: 200, text: '' },
      ),
    ),
    { headers: { 'content-type': 'text/xml' } },
  );

describe('the auxiliary id of a basket’s line', () => {
  it('stands beside it in every later document: to each seller by its own protocol, and to the suite', async () => {
    const partner = await partnerServer(taken);
    await db.query(
      `update trading_connection set outbound_url = ? where protocol in ('cxml', 'edifact')`,
      [partner.url],
    );
    const [bolt, paper] = await story.basket([
      ['bolt', '500'],
      ['paper', '10'],
    ]);
    if (!bolt || !paper) throw new Error('no basket');
    const placed = await story.send(
      story.order('PO-CHAIN', [
        { quote: bolt, line: 10 },
        { quote: paper, line: 20 },
      ]),
    );
    expect(placed).toMatchObject({ status: 200 });
    await db.runJobs(jobs);

    const [toA, toB] = await story.parts('PO-CHAIN');
    const orders = partner.received.map(({ body }) => body);
    const edifact = readEdifact(Buffer.from(orders.find((body) => body.startsWith('UNA')) ?? ''));
    const read = edifact.interchanges[0]?.messages[0]?.content;
    if (read?.kind !== 'order') throw new Error('no ORDERS');
    expect(read.order.lines.map((line) => line.auxiliaryId)).toEqual([bolt.aux]);
    const cxml = parseCxml(
      Buffer.from(orders.find((body) => body.includes('<OrderRequest>')) ?? ''),
    ).payload;
    if (cxml.kind !== 'OrderRequest') throw new Error('no OrderRequest');
    expect(cxml.items.map(({ itemId }) => itemId.supplierPartAuxiliaryId)).toEqual([paper.aux]);

    partner.received.length = 0;
    for (const [part, line, quantity] of [
      [toA, 10, '500'],
      [toB, 20, '10'],
    ] as const) {
      const sellerOrderId = part?.id ?? '';
      await recordAnswer(ctx(), {
        sellerOrderId,
        lines: [{ lineNumber: line, action: 'accepted', quantity: d(quantity) }],
      });
      const { shipmentId } = await recordDespatch(ctx(), {
        sellerOrderId,
        number: `LS-${line}`,
        shippedOn: day('2026-03-02'),
      });
      await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
      await issueInvoice(ctx(), { shipmentId });
    }
    await db.runJobs(jobs);
    const said = partner.received
      .map(({ body }) => parseCxml(Buffer.from(body)).payload)
      .flatMap((payload): (readonly [string, string | undefined])[] => {
        switch (payload.kind) {
          case 'ConfirmationRequest':
            return payload.items
              .flatMap(({ statuses }) => statuses)
              .map(({ extrinsics }) => [payload.kind, extrinsics[0]?.value] as const);
          case 'ShipNoticeRequest':
            return payload.portions
              .flatMap(({ items }) => items)
              .map(({ itemId }) => [payload.kind, itemId?.supplierPartAuxiliaryId] as const);
          case 'InvoiceDetailRequest':
            return payload.orders
              .flatMap(({ lines }) => lines)
              .map(({ itemId }) => [payload.kind, itemId?.supplierPartAuxiliaryId] as const);
          default:
            return [];
        }
      });
    const each = (kind: string) => [
      [kind, bolt.aux],
      [kind, paper.aux],
    ];
    const sorted = (rows: readonly (readonly unknown[])[]) => rows.map(String).sort();
    expect(sorted(said)).toEqual(
      sorted([
        ...each('ConfirmationRequest'),
        ...each('ShipNoticeRequest'),
        ...each('InvoiceDetailRequest'),
      ]),
    );
  });

  it('stands also in documents that name no line: a header confirmation, a statement’s invoice, a credit of all', async () => {
    const partner = await partnerServer(taken);
    await db.query(
      `update trading_connection set outbound_url = ?, profile = 'generic', profile_overlay = ?::jsonb where name = 'acme-cxml'`,
      [
        partner.url,
        JSON.stringify({ documents: { confirmation: 'header', invoices: 'per_statement' } }),
      ],
    );
    const [paper] = await story.basket([['paper', '10']]);
    if (!paper) throw new Error('no basket');
    const order = story.order('PO-HEAD', [{ quote: paper, line: 10 }]);
    expect(await story.send(order)).toMatchObject({ status: 200 });
    const [part] = await story.parts('PO-HEAD');
    const sellerOrderId = part?.id ?? '';
    await recordAnswer(ctx(), {
      sellerOrderId,
      lines: [{ lineNumber: 10, action: 'accepted', quantity: d('10') }],
    });
    const { shipmentId } = await recordDespatch(ctx(), {
      sellerOrderId,
      number: 'LS-HEAD',
      shippedOn: day('2026-03-02'),
    });
    await recordReceipt(ctx(), { shipmentId, receivedBy: 'Quai 1' });
    const { invoiceId } = await issueInvoice(ctx(), { shipmentId });
    await issueStatement(ctx(), { buyerId: id('acme') });
    await issueCreditNote(ctx(), { invoiceId, reason: 'Tout repris' });
    await db.runJobs(jobs);
    const own = (payload: ReturnType<typeof parseCxml>['payload']) => {
      if (payload.kind === 'ConfirmationRequest') return [payload.type, payload.extrinsics];
      if (payload.kind !== 'InvoiceDetailRequest') return [];
      const part = payload.orders.find(({ order: { orderId } }) => orderId === 'PO-HEAD');
      return [payload.purpose, part?.summary?.extrinsics];
    };
    const said = partner.received
      .map(({ body }) => own(parseCxml(Buffer.from(body)).payload))
      .filter(([, extrinsics]) => extrinsics !== undefined);
    const ids = [{ name: 'SupplierPartAuxiliaryIDs', value: paper.aux }];
    expect(said).toEqual([
      ['accept', ids],
      ['standard', ids],
      ['creditMemo', ids],
    ]);
  });

  it('stands in each line of the legal documents', async () => {
    const files = await db.query<{ content: Buffer }>(
      `select f.content from invoice i join stored_file f on f.id = i.ubl_file_id order by i.number`,
    );
    expect(files.length).toBe(4);
    for (const { content } of files) {
      const xml = Buffer.from(content).toString('utf8');
      expect(xml).toMatch(
        /<cac:AdditionalItemProperty>\s*<cbc:Name>SupplierPartAuxiliaryID<\/cbc:Name>\s*<cbc:Value>[\w-]{32}<\/cbc:Value>/,
      );
    }
  });

  it.skipIf(!hasFixtures)('and the schemas of the standard take them', async () => {
    const files = await db.query<{ content: Buffer; type_code: string }>(
      `select f.content, i.type_code from invoice i join stored_file f on f.id = i.ubl_file_id order by i.number`,
    );
    for (const { content, type_code } of files) {
      const name = type_code === '381' ? 'CreditNote' : 'Invoice';
      const validate = schema(`ubl-2.1/maindoc/UBL-${name}-2.1.xsd`);
      expect(validate(Buffer.from(content).toString('utf8')), name).toEqual([]);
    }
  });
});
