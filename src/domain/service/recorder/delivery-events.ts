import { unitText } from '../../../base/index.ts';
import { brought, record, told } from './record-events.ts';
import type { Facts, ReceiptFact, ThreadEvent, Words } from './types.ts';

const RECEIPTS: Readonly<Record<ReceiptFact['kind'], Words>> = {
  received: { en: 'Received', fr: 'Reçu' },
  refused: { en: 'Refused at the door', fr: 'Refusé à la livraison' },
  missing: { en: 'Given up as missing', fr: 'Déclaré manquant' },
};

function despatches(facts: Facts): ThreadEvent[] {
  return facts.shipments.flatMap((shipment) =>
    told(facts, { kinds: ['shipment'], type: 'shipment', id: shipment.id })
      ? []
      : [
          record({
            id: `shipment:${shipment.id}`,
            at: shipment.at,
            kind: 'shipment',
            from: `seller:${shipment.sellerId}`,
            to: 'comptoir',
            title: { en: `Despatched ${shipment.number}`, fr: `Expédié ${shipment.number}` },
          }),
        ],
  );
}

/** Receipts that came without a document, and what was taken back of any. */
function receipts(facts: Facts): ThreadEvent[] {
  const numbers = new Map(facts.shipments.map(({ id, number }) => [id, number]));
  const known = new Set(facts.receipts.map(({ shipmentId }) => shipmentId));
  const stated = facts.receipts.flatMap((one): ThreadEvent[] => {
    const words = RECEIPTS[one.kind];
    const what = numbers.get(one.shipmentId ?? '') ?? one.number;
    const title = { en: `${words.en} ${what}`, fr: `${words.fr} ${what}` };
    // One receipt of a shipment may come by a document and the next by hand: each is told for itself.
    const isTold = brought(facts, one.exchangeId);
    const place = { kind: 'receipt', from: 'suite', to: 'comptoir' } as const;
    const came = record({
      ...place,
      id: `receipt:${one.id}`,
      at: one.at,
      state: one.kind === 'received' ? 'done' : 'alert',
      title,
    });
    const back = one.cancelledAt
      ? [
          record({
            ...place,
            id: `receipt-cancelled:${one.id}`,
            at: one.cancelledAt,
            state: 'alert',
            title: { en: `Receipt of ${what} taken back`, fr: `Réception de ${what} annulée` },
          }),
        ]
      : [];
    return [...(isTold ? [] : [came]), ...back];
  });
  // A shipment that was received whole before receipts were rows of their own.
  const whole = facts.shipments.flatMap((shipment) =>
    !shipment.receivedAt ||
    known.has(shipment.id) ||
    told(facts, { kinds: ['receipt'], type: 'shipment', id: shipment.id })
      ? []
      : [
          record({
            id: `received:${shipment.id}`,
            at: shipment.receivedAt,
            kind: 'receipt',
            from: 'suite',
            to: 'comptoir',
            title: { en: `Received ${shipment.number}`, fr: `Reçu ${shipment.number}` },
          }),
        ],
  );
  return [...stated, ...whole];
}

function returns(facts: Facts): ThreadEvent[] {
  return facts.returns.map((one) => {
    const of = (locale: 'en' | 'fr'): string =>
      `${one.quantity.toString()} ${unitText(one.unit, locale, one.quantity)}`;
    return record({
      id: `return:${one.id}`,
      at: one.at,
      kind: 'return',
      from: 'suite',
      to: `seller:${one.sellerId}`,
      state: one.state === 'open' ? 'waiting' : one.state === 'dismissed' ? 'refused' : 'done',
      title: {
        en: `Line ${one.line} sent back: ${of('en')}`,
        fr: `Ligne ${one.line} retournée : ${of('fr')}`,
      },
    });
  });
}

/** Despatches, receipts and returns that no document of the reader told. Pure. */
export function deliveryEvents(facts: Facts): ThreadEvent[] {
  return [...despatches(facts), ...receipts(facts), ...returns(facts)];
}
