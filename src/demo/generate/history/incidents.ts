import { Decimal, type Text } from '../../../base/index.ts';
import type { Random } from '../random.ts';
import type { DemoIncident, DemoOrderLine } from '../types.ts';
import { addWorkingDays, hasCome } from './calendar.ts';
import { totalsOf } from './prices.ts';

const KINDS = [
  'damaged',
  'damaged',
  'damaged',
  'missing',
  'missing',
  'wrong_item',
  'wrong_item',
  'late',
] as const;

const MESSAGES: Readonly<Record<DemoIncident['kind'], readonly Text[]>> = {
  damaged: [
    {
      en: 'The packaging was crushed and part of the goods is damaged.',
      fr: 'L’emballage est arrivé écrasé, une partie de la marchandise est abîmée.',
    },
    {
      en: 'Broken on arrival, photos sent to the carrier.',
      fr: 'Cassé à l’arrivée, photos transmises au transporteur.',
    },
  ],
  missing: [
    {
      en: 'The delivery note shows the full quantity, but the parcel holds less.',
      fr: 'Le bon de livraison indique la quantité complète, mais le colis en contient moins.',
    },
  ],
  wrong_item: [
    {
      en: 'We received another size than the one ordered.',
      fr: 'Nous avons reçu une autre taille que celle commandée.',
    },
    {
      en: 'The reference on the box is not the one of our order.',
      fr: 'La référence sur la boîte n’est pas celle de notre commande.',
    },
  ],
  late: [
    {
      en: 'Delivered after the promised date, the line stood still for a day.',
      fr: 'Livré après la date promise, la ligne est restée arrêtée une journée.',
    },
  ],
};

/** Something wrong with a delivery: open while fresh, then credited, replaced or turned down. */
export function incidentOn(
  lines: readonly DemoOrderLine[],
  when: {
    receivedOn: Temporal.PlainDate;
    today: Temporal.PlainDate;
    orderKey: string;
    random: Random;
  },
): DemoIncident | undefined {
  const { random, today } = when;
  // Fresh deliveries have more, so that there is always something open to look at.
  const fresh = hasCome(today.subtract({ days: 16 }), when.receivedOn);
  if (!random.chance(fresh ? 450 : 80)) return undefined;
  const line = random.pick(lines);
  const kind = random.pick(KINDS);
  const openedOn = addWorkingDays(when.receivedOn, random.int(0, 2));
  const closedOn = addWorkingDays(openedOn, random.int(6, 14));
  if (!hasCome(openedOn, today)) return undefined;
  const half = line.quantity.div(Decimal.of(2), { scale: 0, rounding: 'down' });
  const quantity = kind === 'late' || half.isZero() ? line.quantity : half;
  const incident = {
    kind,
    linePosition: line.position,
    quantity,
    openedOn,
    message: random.pick(MESSAGES[kind]),
  };
  if (!hasCome(closedOn, today)) return { ...incident, outcome: 'open' };
  if (kind === 'late') return { ...incident, outcome: 'rejected', closedOn };
  if (random.chance(350)) return { ...incident, outcome: 'replaced', closedOn };
  return {
    ...incident,
    outcome: 'credited',
    closedOn,
    creditNote: {
      key: `CN-${when.orderKey}`,
      issuedOn: closedOn,
      expected: totalsOf([{ ...line, quantity }]),
    },
  };
}
