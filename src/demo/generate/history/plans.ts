import type { DemoOrder } from '../types.ts';

/** How one buyer orders. */
export type BuyerPlan = {
  readonly key: string;
  readonly channel: DemoOrder['channel'];
  readonly orders: number;
  /** Age in days of the first order. */
  readonly sinceDays: number;
  readonly number: (sequence: number) => string;
  readonly requesters: readonly string[];
  readonly approver: string;
  readonly costCentres: readonly string[];
  readonly places: readonly string[];
  /** Seller numbers and how often each is chosen. */
  readonly sellers: readonly (readonly [number: number, weight: number])[];
  /** What a line is worth, in euro. */
  readonly lineEuro: readonly [number, number];
  /** The first so many orders are paid before shipment. */
  readonly prepaid: number;
};

const padded = (sequence: number, length: number) => String(sequence).padStart(length, '0');

/** About 120 orders over eight months. */
export const plans: readonly BuyerPlan[] = [
  {
    key: 'ferrand',
    channel: 'cxml',
    orders: 46,
    sinceDays: 243,
    number: (sequence) => `45000${padded(71_200 + sequence * 7, 5)}`,
    requesters: ['camille.durand@ferrand.demo.test', 'karim.benali@ferrand.demo.test'],
    approver: 'helene.roussel@ferrand.demo.test',
    costCentres: ['4100', '4200', '4500', '6100', '7000'],
    places: ['FR-VEN', 'FR-VEN', 'FR-ROA', 'FR-SIE'],
    sellers: [
      [2, 34],
      [3, 24],
      [4, 16],
      [6, 12],
      [1, 10],
      [7, 4],
    ],
    lineEuro: [40, 420],
    prepaid: 0,
  },
  {
    key: 'saint-brendan',
    channel: 'cxml',
    orders: 36,
    sinceDays: 240,
    number: (sequence) => `SB-PO-${padded(10_340 + sequence * 3, 6)}`,
    requesters: ['aoife.brennan@saint-brendan.demo.test', 'yann.legoff@saint-brendan.demo.test'],
    approver: 'niamh.kelleher@saint-brendan.demo.test',
    costCentres: ['HOSP-LAB', 'HOSP-WARDS', 'COL-RENNES', 'FACILITIES'],
    places: ['RNS-H1', 'RNS-H1', 'RNS-C1', 'VAN-H2'],
    sellers: [
      [3, 36],
      [1, 28],
      [7, 14],
      [8, 12],
      [4, 6],
      [5, 4],
    ],
    lineEuro: [30, 360],
    prepaid: 0,
  },
  {
    key: 'ostwerk',
    channel: 'oci',
    orders: 8,
    sinceDays: 74,
    number: (sequence) => `47${padded(118_000 + sequence, 8)}`,
    requesters: ['jonas.richter@ostwerk.demo.test'],
    approver: 'katrin.vogel@ostwerk.demo.test',
    costCentres: ['10-200', '10-310'],
    places: ['H2', 'ET'],
    sellers: [
      [6, 50],
      [2, 25],
      [4, 15],
      [3, 10],
    ],
    lineEuro: [50, 300],
    prepaid: 1,
  },
  {
    key: 'morvan',
    channel: 'page',
    orders: 30,
    sinceDays: 238,
    number: (sequence) => `AMM-${padded(sequence, 4)}`,
    requesters: ['buyer@demo.test'],
    approver: 'approver@demo.test',
    costCentres: ['TOL', 'SOU', 'MON', 'ADM'],
    places: ['SAU', 'SAU', 'AVA'],
    sellers: [
      [1, 24],
      [2, 26],
      [8, 22],
      [3, 10],
      [6, 8],
      [5, 6],
      [4, 4],
    ],
    lineEuro: [15, 190],
    prepaid: 0,
  },
];
