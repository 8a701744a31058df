import { describe, expect, it } from 'vitest';
import { acceptInvoice, parseUbl, ruleSetsFor, validateInvoice } from '../../edi/einvoice/index.ts';
import { parseCxml, validateCxml } from '../../punchout/index.ts';
import { subscriptions } from '../../src/app.tsx';
import { formatMoney } from '../../src/base/index.ts';
import { lineAuxiliaryId } from '../../src/domain/invoicing/index.ts';
import { type Chain, chainOf } from '../../src/domain/service/index.ts';
import { read, systemContext } from '../../src/platform/index.ts';
import { testDatabase } from '../support/database.ts';
import { type Cart, everything } from './everything.ts';

/** One auxiliary id from basket to remittance: every step over real HTTP, every quantity and cent. */
const db = testDatabase({ start: '2026-03-02T09:00:00Z', subscriptions });
const story = everything(db);
let cart: Cart;
let paper = '';

const chain = (): Promise<Chain> =>
  read(systemContext(story.product.services(), 'test'), (tx) =>
    chainOf(tx, { auxiliaryId: paper }),
  );
const steps = ({ links }: Chain): string[] =>
  links.map(
    ({ stage, quantity, amount, state }) =>
      `${stage} ${quantity?.toString() ?? '–'} ${amount ? formatMoney(amount, 'en') : '–'} ${state ?? '–'}`,
  );
const open = ({ open: left }: Chain) => ({
  toConfirm: left?.toConfirm.toString(),
  toShip: left?.toShip.toString(),
  toReceive: left?.toReceive.toString(),
  toInvoice: left?.toInvoice.toString(),
  toPay: left?.toPay?.minor,
  toPayOut: left?.toPayOut?.minor,
});
const NOTHING = { toConfirm: '0', toShip: '0', toReceive: '0', toInvoice: '0' };

describe('one auxiliary id, basket to remittance', () => {
  it('is given in the basket, and waits for the order', async () => {
    cart = await story.basket('every-cookie');
    paper = cart.items[0]?.itemId.supplierPartAuxiliaryId ?? '';
    expect(paper).toMatch(/^[\w-]{32}$/);
    const asked = await chain();
    expect(steps(asked)).toEqual(['basket 10 €42.00 –', 'request 10 €42.00 returned']);
    expect(asked.open).toBeUndefined();
  });

  it('is in the order and in the seller’s; all of it is to be confirmed and shipped', async () => {
    await story.order(cart, 'PO-EVERY');
    expect(steps(await chain()).slice(2)).toEqual([
      'order 10 €42.00 released',
      'split 10 €42.00 sent',
    ]);
    expect(open(await chain())).toMatchObject({ ...NOTHING, toConfirm: '10', toShip: '10' });
    const [toSeller] = story.sent('/cxml/b').map(({ bytes }) => parseCxml(bytes).payload);
    expect(
      toSeller?.kind === 'OrderRequest' &&
        toSeller.items.map(({ itemId }) => itemId.supplierPartAuxiliaryId),
    ).toEqual([paper]);
  });

  it('is confirmed, shipped and received: what is left moves on step by step', async () => {
    await story.fulfil('PO-EVERY');
    expect(open(await chain())).toMatchObject({ ...NOTHING, toReceive: '10' });
    db.clock.set('2026-03-05T09:00:00Z');
    const [first, second] = cart.items;
    if (!first || !second) throw new Error('no lines');
    await story.receive('PO-EVERY', {
      receiptId: 'GR-1',
      items: [
        [1, first, '10'],
        [2, second, '5'],
      ],
      type: 'received',
    });
    expect(steps(await chain()).slice(4)).toEqual([
      'confirmation 10 – accepted',
      'shipment 10 – –',
      'receipt 10 – received',
      'invoice 10 €50.40 issued',
      'payout – €44.35 pending',
    ]);
    expect(open(await chain())).toEqual({ ...NOTHING, toPay: 5040n, toPayOut: 4435n });
  });

  it('comes back in part: two boxes, credited to the cent', async () => {
    const [first] = cart.items;
    if (!first) throw new Error('no lines');
    db.clock.set('2026-03-06T09:00:00Z');
    await story.receive('PO-EVERY', {
      receiptId: 'GR-2',
      items: [[1, first, '2']],
      type: 'returned',
    });
    await story.creditReturns();
    const back = steps(await chain()).filter((step) => /^(return|credit_note)/.test(step));
    expect(back).toEqual(['return 2 – credited', 'credit_note 2 €10.08 paid']);
    // 50.40 − 10.08 to pay; 44.35 less what two boxes had brought: 8.40 − 0.84 − 0.17 + 1.68.
    expect(open(await chain())).toEqual({ ...NOTHING, toPay: 4032n, toPayOut: 3548n });
  });

  it('is stated, advised, paid and paid out', async () => {
    db.clock.set('2026-03-10T09:00:00Z');
    await story.state();
    db.clock.set('2026-03-18T09:00:00Z');
    await story.say('BBB-2026-00001', 'reconciled');
    await story.advise('AV-1', { 'BBB-2026-00001': '40.32', 'CCC-2026-00001': '14.40' });
    db.clock.set('2026-03-20T09:00:00Z');
    await story.pay(4032n + 1440n, 'PAY-AV-1');
    await story.say('BBB-2026-00001', 'paid');
    const whole = await chain();
    expect(steps(whole)).toEqual([
      'basket 10 €42.00 –',
      'request 10 €42.00 ordered',
      'order 10 €42.00 closed',
      'split 10 €42.00 received',
      'confirmation 10 – accepted',
      'shipment 10 – –',
      'receipt 10 – received',
      'return 2 – credited',
      'invoice 10 €50.40 paid',
      'credit_note 2 €10.08 paid',
      'statement – €50.40 –',
      'statement – -€10.08 –',
      'payment – €40.32 paid',
      'remittance – €40.32 matched',
      'payout – €44.35 sent',
      'payout – -€8.87 sent',
    ]);
    expect(whole.links.find(({ stage }) => stage === 'remittance')?.number).toBe('AV-1');
    expect(open(whole)).toMatchObject({ ...NOTHING, toPay: 0n });
  });

  it('stands in every document of ours about the line, each valid at its version', async () => {
    const told = story.sent('/cxml/acme').map(({ bytes }) => ({ bytes, ...parseCxml(bytes) }));
    for (const { bytes, payload } of told) {
      const [, version = '', dtd = ''] =
        /cXML\/([\d.]+)\/(\w+)\.dtd/.exec(bytes.toString('utf8')) ?? [];
      // Of Fulfill.dtd the oldest that there is here is 1.2.050.
      const pinned = dtd === 'Fulfill' ? '1.2.050' : version;
      expect(
        validateCxml(bytes, { version: pinned, dtd: dtd as 'Fulfill' | 'InvoiceDetail' }),
        payload.kind,
      ).toEqual([]);
    }
    const about = told.filter(({ bytes }) => bytes.toString('utf8').includes(paper));
    expect(about.map(({ payload }) => payload.kind)).toEqual([
      'ConfirmationRequest',
      'ShipNoticeRequest',
      'InvoiceDetailRequest',
      'InvoiceDetailRequest',
    ]);
    const files = await db.query<{ number: string; content: Buffer }>(
      `select i.number, f.content from invoice i join stored_file f on f.id = i.ubl_file_id where i.number like 'BBB%' order by i.number`,
    );
    const legal = files.map(({ content }) => acceptInvoice(parseUbl(content).model));
    expect(legal.map(({ typeCode, lines }) => [typeCode, lines.map(lineAuxiliaryId)])).toEqual([
      ['380', [paper]],
      ['381', [paper]],
    ]);
    for (const invoice of legal)
      expect(
        validateInvoice(invoice, ruleSetsFor(invoice)).filter((one) => one.severity === 'error'),
      ).toEqual([]);
  });

  it('leads each reader to what is theirs', async () => {
    const operator = await story.signIn('operator@comptoir.test');
    const asked = await operator.get(
      `/operator/recorder?q=${encodeURIComponent(`<SupplierPartAuxiliaryID>${paper}</SupplierPartAuxiliaryID>`)}`,
    );
    const to = asked.headers.get('location') ?? '';
    expect(to).toMatch(new RegExp(`/operator/recorder/order/[0-9a-f-]{36}/chain\\?line=${paper}$`));
    const page = await operator.text(to);
    for (const text of ['Payout', 'AV-1', 'ST-2026-00001', 'Credit note', '€44.35'])
      expect(page).toContain(text);
    const seller = await story.signIn('desk@gamma.test');
    const glove = cart.items[1]?.itemId.supplierPartAuxiliaryId ?? '';
    const own = await seller.text(`/seller/recorder?q=${glove}`);
    expect(own).toContain('Payout');
    for (const text of ['AV-1', 'ST-2026-00001', 'BBB-2026-00001', 'Bureau Beta'])
      expect(own).not.toContain(text);
    expect(await seller.text(`/seller/recorder?q=${paper}`)).toContain('Nothing bears');
    await db.query(
      `update user_account set roles = '{buyer_admin}' where email = 'buyer@acme.test'`,
    );
    const buyer = await story.signIn('buyer@acme.test');
    const theirs = await buyer.text(`/buyer/recorder?q=${paper}`);
    expect(theirs).toContain('AV-1');
    for (const text of ['Payout', '€44.35', '€8.87']) expect(theirs).not.toContain(text);
  });
});
