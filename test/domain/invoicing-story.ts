import { inflateSync } from 'node:zlib';
import { type Invoice, issueInvoice } from '../../src/domain/invoicing/index.ts';
import {
  type OrderInput,
  type OrderLineInput,
  recordDespatch,
  recordReceipt,
} from '../../src/domain/orders/index.ts';
import type { TestDatabase } from '../support/database.ts';
import { id } from '../support/world.ts';
import { orderStory } from './orders-story.ts';

type Row = Omit<Pick<Invoice, 'id' | 'number' | 'state'>, never> & {
  net: string;
  vat: string;
  gross: string;
  open: string;
  due_on: string;
  issued_on: string;
  commission_net: string;
  commission_vat: string;
  payment_reference: string;
};

/** What stories of invoices do again and again, on a test file's own database. */
export function invoiceStory(db: TestDatabase) {
  const story = orderStory(db);
  let despatches = 0;

  /** Places an order, ships and receives it whole or as told; the ids of its shipments, by seller. */
  const deliver = async (
    number: string,
    lines: readonly OrderLineInput[],
    {
      order,
      received,
    }: { order?: Partial<OrderInput>; received?: readonly [number, string][] } = {},
  ): Promise<string[]> => {
    const { sellerOrderIds } = await story.place(number, lines, order);
    const shipmentIds: string[] = [];
    for (const sellerOrderId of sellerOrderIds) {
      despatches += 1;
      const { shipmentId } = await recordDespatch(story.system(), {
        sellerOrderId,
        number: `D-${despatches}`,
        shippedOn: story.day('2026-03-01'),
      });
      await recordReceipt(story.system(), {
        shipmentId,
        receivedBy: 'Ana',
        ...(received
          ? {
              lines: received.map(([lineNumber, quantity]) => ({
                lineNumber,
                quantity: story.d(quantity),
              })),
            }
          : {}),
      });
      shipmentIds.push(shipmentId);
    }
    return shipmentIds;
  };

  const invoiceRow = async (invoiceId: string): Promise<Row> => {
    const rows = await db.query<Row>(
      `select id, number, state, net_minor::text as net, vat_minor::text as vat, gross_minor::text as gross,
              open_minor::text as open, due_on::text as due_on, issued_on::text as issued_on, payment_reference,
              commission_net_minor::text as commission_net, commission_vat_minor::text as commission_vat
       from invoice where id = ?`,
      [invoiceId],
    );
    if (!rows[0]) throw new Error(`no invoice ${invoiceId}`);
    return rows[0];
  };

  /** One shipment of one seller, invoiced. */
  const invoiced = async (
    number: string,
    lines: readonly OrderLineInput[],
    order: Partial<OrderInput> = {},
  ): Promise<Row> => {
    const [shipmentId = ''] = await deliver(number, lines, { order });
    const { invoiceId } = await issueInvoice(story.system(), { shipmentId });
    return invoiceRow(invoiceId);
  };

  const file = async (column: 'ubl_file_id' | 'pdf_file_id', invoiceId: string) => {
    const rows = await db.query<{ name: string; content: Buffer; organisation_id: string }>(
      `select f.name, f.content, f.organisation_id from stored_file f join invoice i on i.${column} = f.id where i.id = ?`,
      [invoiceId],
    );
    if (!rows[0]) throw new Error('no file');
    return { ...rows[0], content: Buffer.from(rows[0].content) };
  };

  const balance = async (kind: string, party?: string): Promise<bigint> => {
    const rows = await db.query<{ balance: string }>(
      'select balance_minor::text as balance from ledger_account where kind = ? and party_id is not distinct from ?',
      [kind, party ? id(party) : null],
    );
    return BigInt(rows[0]?.balance ?? '0');
  };

  return { ...story, deliver, invoiceRow, invoiced, file, balance };
}

/** The text of a PDF of the standard fonts: streams inflated, shown strings put together. */
export function pdfText(content: Buffer): string {
  const raw = content.toString('latin1');
  const texts: string[] = [];
  for (const match of raw.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)) {
    let stream: string;
    try {
      stream = inflateSync(Buffer.from(match[1] ?? '', 'latin1')).toString('latin1');
    } catch {
      continue;
    }
    for (const shown of stream.matchAll(/\[([^\]]*)\]\s*TJ/g)) {
      const hex = [...(shown[1] ?? '').matchAll(/<([0-9a-f]*)>/gi)].map((one) => one[1]).join('');
      texts.push(Buffer.from(hex, 'hex').toString('latin1'));
    }
  }
  return texts.join('\n');
}
