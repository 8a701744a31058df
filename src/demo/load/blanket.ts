import {
  buildOrderRequest,
  type Content,
  type ItemIn,
  type ItemOut,
  type OrderRequest,
} from '../../../punchout/index.ts';
import { Decimal } from '../../base/index.ts';
import { issueInvoice } from '../../domain/invoicing/index.ts';
import {
  FrameOrder,
  markSellerOrderSent,
  orderLines,
  PurchaseOrder,
  recordAnswer,
  recordDespatch,
  recordReceipt,
  SellerOrder,
  Shipment,
} from '../../domain/orders/index.ts';
import { openPayable } from '../../domain/settlement/index.ts';
import { type Ctx, read, type Services } from '../../platform/index.ts';
import { basketOf, place, type Suite, send, suiteOf, type Wanted, XML } from './suite.ts';

const FRAME = '4600000031';
const AGREEMENT = 'FER-2026-EPI';
const OFFERS = 3;
/** Articles that this buyer ordered before, so that they are still for sale to it. */
async function wantedOf(ctx: Ctx, buyerId: string): Promise<Wanted[]> {
  return read(ctx, async (tx) => {
    const rows = await tx.em.execute<{ id: string; quantity: string }[]>(
      `select o.id, trim_scale(greatest(o.minimum_quantity, o.quantity_step) * 2)::text as quantity
         from offer o where o.active and exists (select 1 from order_line l where l.offer_id = o.id and l.buyer_id = ?)
        order by o.unit_price desc, o.id limit ?`,
      [buyerId, OFFERS],
    );
    return rows.map(({ id, quantity }) => ({ offerId: id, quantity }));
  });
}

const eur = (text: string) => ({ value: Decimal.parse(text), currency: 'EUR' });

function orderOf(number: string, over: Partial<Content<OrderRequest>>): Content<OrderRequest> {
  return {
    orderId: number,
    orderDate: '',
    type: 'new',
    contacts: [],
    paymentTerms: [],
    comments: [],
    extrinsics: [],
    shipTo: place,
    billTo: { ...place, addressId: 'SIEGE' },
    total: eur('0'),
    items: [],
    ...over,
  };
}

const bare = { supplierIds: [], distributions: [], scheduleLines: [], contacts: [], comments: [] };

async function placeBlanket(suite: Suite, today: Temporal.PlainDate): Promise<void> {
  const blanket = (
    text: string,
    limits: Pick<NonNullable<ItemOut['blanket']>, 'maximumAmount'>,
  ) => ({
    descriptions: [{ text, lang: 'fr' }],
    classifications: [],
    extrinsics: [],
    ...limits,
  });
  suite.go(today.subtract({ days: 60 }));
  const envelope = suite.envelope('blanket-1');
  const body = buildOrderRequest(
    envelope,
    orderOf(FRAME, {
      orderDate: envelope.timestamp,
      orderType: 'blanket',
      agreementId: AGREEMENT,
      effectiveDate: today.subtract({ days: 60 }).toString(),
      expirationDate: today.add({ days: 305 }).toString(),
      total: eur('12000'),
      comments: [{ text: 'Accord annuel, appels selon besoin.', attachments: [] }],
      items: [
        {
          ...bare,
          lineNumber: 10,
          quantity: Decimal.one,
          itemId: { supplierPartId: 'EPI' },
          blanket: blanket('Équipements de protection et consommables', {
            maximumAmount: eur('8000'),
          }),
        },
        {
          ...bare,
          lineNumber: 20,
          quantity: Decimal.one,
          itemId: { supplierPartId: 'OUTILLAGE' },
          blanket: blanket('Outillage à main', { maximumAmount: eur('4000') }),
        },
      ],
    }),
    { version: '1.2.071' },
  );
  await send(suite, { body });
}

/** Two cost objects share each line: 60 and 40 percent of its net amount, the rest of a cent on the second. */
function accountingOf(item: ItemIn) {
  const net = item.detail.unitPrice.value.mul(item.quantity).round(2, 'half_up');
  const first = net.mul(Decimal.parse('0.6')).round(2, 'half_up');
  const share = (charge: Decimal, id: string, description: string) => ({
    name: 'DistributionCharge',
    segments: [
      { type: 'Centre de coût', id, description },
      { type: 'Compte général', id: '606800', description: 'Autres fournitures' },
    ],
    charge: { value: charge, currency: 'EUR' },
  });
  return [share(first, '4500', 'Maintenance'), share(net.sub(first), '4100', 'Atelier')];
}

const FILES = [
  {
    id: 'quai@ariba.demo',
    name: 'acces-quai-2.txt',
    content:
      'Livraison au quai 2, de 7 h à 15 h.\nBadge visiteur à l’accueil, chaussures de sécurité obligatoires.\n',
  },
  {
    id: 'budget@ariba.demo',
    name: 'note-budget.txt',
    content: 'Imputation validée par le contrôle de gestion : 60 % maintenance, 40 % atelier.\n',
  },
];

/** The document and its files as one multipart body. */
function withFiles(document: Uint8Array): { body: Uint8Array; type: string } {
  const part = (head: readonly string[], content: Uint8Array | string) => [
    Buffer.from(`--demo-part\r\n${head.join('\r\n')}\r\n\r\n`),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ];
  return {
    type: 'multipart/related; boundary="demo-part"; type="text/xml"; start="<order@ariba.demo>"',
    body: Buffer.concat([
      ...part([`Content-Type: ${XML}`, 'Content-ID: <order@ariba.demo>'], document),
      ...FILES.flatMap(({ id, name, content }) =>
        part(
          [`Content-Type: text/plain; charset=UTF-8; name="${name}"`, `Content-ID: <${id}>`],
          content,
        ),
      ),
      Buffer.from('--demo-part--\r\n'),
    ]),
  };
}

async function releaseOf(
  suite: Suite,
  { number, wanted, reduced }: { number: string; wanted: readonly Wanted[]; reduced: number },
): Promise<void> {
  const basket = await basketOf(suite, { cookie: `demo-${number}`, wanted });
  const items = basket.map((item, at) => ({
    ...bare,
    lineNumber: at + 1,
    // The approver asked for less of the first line than the basket held: the comparison shows it.
    quantity:
      at < reduced
        ? item.quantity.div(Decimal.parse('2'), { scale: 0, rounding: 'half_up' })
        : item.quantity,
    itemId: item.itemId,
    supplierIds: item.supplierIds,
    detail: item.detail,
    distributions: at < reduced ? [] : accountingOf(item),
    agreementItemNumber: at === basket.length - 1 ? 20 : 10,
  }));
  const total = items.reduce(
    (sum, item) => sum.add(item.detail.unitPrice.value.mul(item.quantity).round(2, 'half_up')),
    Decimal.zero,
  );
  const envelope = suite.envelope(`release-${number}`);
  const document = buildOrderRequest(
    envelope,
    orderOf(number, {
      orderDate: envelope.timestamp,
      orderType: 'release',
      agreementId: AGREEMENT,
      total: { value: total, currency: 'EUR' },
      comments: [
        {
          text: 'Voir la consigne d’accès jointe.',
          attachments: FILES.map(({ id }) => `cid:${id}`),
          internal: FILES.slice(1).map(({ id }) => `cid:${id}`),
        },
      ],
      extrinsics: [
        { name: 'requisitionNumber', value: `DA-${number.slice(-4)}` },
        { name: 'purchasingGroup', value: 'Services généraux Lyon' },
      ],
      items,
    }),
    { version: '1.2.071' },
  );
  await send(suite, withFiles(document));
}

type Part = {
  readonly id: string;
  readonly own: string;
  readonly quantities: readonly { lineNumber: number; quantity: Decimal }[];
};

/** The sellers say yes to a release, the day after it came. */
async function confirmed(
  suite: Suite,
  { number, on }: { number: string; on: Temporal.PlainDate },
): Promise<readonly Part[]> {
  const { ctx } = suite;
  const parts = await read(ctx, async (tx) => {
    const order = await tx.em.findOneOrFail(PurchaseOrder, { number });
    const found = await tx.em.find(SellerOrder, { purchaseOrderId: order.id });
    return Promise.all(
      found.map(async ({ id, number: own }) => ({
        id,
        own,
        quantities: (await orderLines(tx, id)).map(({ lineNumber, quantity }) => ({
          lineNumber,
          quantity,
        })),
      })),
    );
  });
  suite.go(on);
  for (const { id, quantities } of parts) {
    await markSellerOrderSent(ctx, { sellerOrderId: id });
    const lines = quantities.map((line) => ({ ...line, action: 'accepted' as const }));
    await recordAnswer(ctx, { sellerOrderId: id, lines });
  }
  return parts;
}

/** What the sellers did with a release: all of it confirmed and despatched on the days after, and received now. */
async function deliver(
  suite: Suite,
  { number, from }: { number: string; from: Temporal.PlainDate },
): Promise<void> {
  const { ctx } = suite;
  for (const { id, own, quantities } of await confirmed(suite, {
    number,
    on: from.add({ days: 1 }),
  })) {
    suite.go(from.add({ days: 2 }));
    await recordDespatch(ctx, {
      sellerOrderId: id,
      number: `BL-${own}`.slice(0, 35),
      lines: quantities,
      shippedOn: from.add({ days: 2 }),
    });
    // Invoice numbers follow the days, so what is invoiced last is invoiced now.
    suite.go();
    const shipmentId = await read(ctx, async (tx) => {
      const shipment = await tx.em.findOneOrFail(Shipment, { sellerOrderId: id });
      return shipment.id;
    });
    await recordReceipt(ctx, { shipmentId, receivedBy: 'karim.benali@ferrand.demo.test' });
    const { invoiceId } = await issueInvoice(ctx, { shipmentId });
    await openPayable(ctx, { invoiceId });
  }
}

/**
 * A buyer's blanket order with two releases, one delivered and one just confirmed, with accounting and attached
 * files: sent by its suite through the doors, on past days. Does nothing where they are already.
 */
export async function loadBlanketOrder(services: Services): Promise<void> {
  const suite = suiteOf(services);
  if (!suite) return;
  const { ctx } = suite;
  const known = await read(ctx, (tx) => tx.em.findOne(FrameOrder, { number: FRAME }));
  if (known) return;
  const today = ctx.now().toZonedDateTimeISO('Europe/Paris').toPlainDate();
  const wanted = await wantedOf(ctx, suite.buyerId);
  await placeBlanket(suite, today);
  suite.go(today.subtract({ days: 6 }));
  await releaseOf(suite, { number: '4600000131', wanted, reduced: 0 });
  await deliver(suite, { number: '4600000131', from: today.subtract({ days: 6 }) });
  suite.go(today.subtract({ days: 1 }));
  await releaseOf(suite, { number: '4600000132', wanted, reduced: 1 });
  await confirmed(suite, { number: '4600000132', on: today.subtract({ days: 1 }) });
}
