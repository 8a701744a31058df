import { type BasketLine, type ShapeBasket } from '../../../punchout/index.ts';
import { Decimal, type Locale } from '../../base/index.ts';

type Sample = Pick<BasketLine, 'sku' | 'description' | 'unit' | 'unspsc'> & {
  readonly quantity: string;
  readonly unitPrice: string;
  readonly eco?: bigint;
};

/** Goods that show what suites differ in: a fine price, a long name, a fraction, a package, a levy. */
const SAMPLES: Readonly<Record<Locale, readonly Sample[]>> = {
  en: [
    {
      sku: 'SCREW-M8',
      description: 'Hex screw M8 x 40, zinc plated',
      unit: 'C62',
      unspsc: '31161500',
      quantity: '1000',
      unitPrice: '0.1234',
    },
    {
      sku: 'CABLE-3G15',
      description:
        'Flexible rubber cable H07RN-F 3G1.5 mm², black, oil and weather resistant, cut to length by the metre',
      unit: 'MTR',
      unspsc: '26121600',
      quantity: '12.5',
      unitPrice: '1.2345',
    },
    {
      sku: 'GLOVE-9',
      description: 'Nitrile gloves, size 9, box of 100',
      unit: 'XBX',
      unspsc: '46181504',
      quantity: '4',
      unitPrice: '8.90',
    },
    {
      sku: 'LAMP-LED',
      description: 'LED desk lamp',
      unit: 'H87',
      unspsc: '39111500',
      quantity: '3',
      unitPrice: '42.00',
      eco: 25n,
    },
    {
      sku: 'PARTS',
      description: 'Spare parts set',
      unit: 'SET',
      unspsc: '27110000',
      quantity: '1',
      unitPrice: '125.00',
    },
  ],
  fr: [
    {
      sku: 'VIS-M8',
      description: 'Vis hexagonale M8 x 40, zinguée',
      unit: 'C62',
      unspsc: '31161500',
      quantity: '1000',
      unitPrice: '0.1234',
    },
    {
      sku: 'CABLE-3G15',
      description:
        'Câble souple caoutchouc H07RN-F 3G1,5 mm², noir, résistant aux huiles et intempéries, coupé au mètre',
      unit: 'MTR',
      unspsc: '26121600',
      quantity: '12.5',
      unitPrice: '1.2345',
    },
    {
      sku: 'GANT-9',
      description: 'Gants nitrile, taille 9, boîte de 100',
      unit: 'XBX',
      unspsc: '46181504',
      quantity: '4',
      unitPrice: '8.90',
    },
    {
      sku: 'LAMPE-LED',
      description: 'Lampe de bureau LED',
      unit: 'H87',
      unspsc: '39111500',
      quantity: '3',
      unitPrice: '42.00',
      eco: 25n,
    },
    {
      sku: 'PIECES',
      description: 'Jeu de pièces détachées',
      unit: 'SET',
      unspsc: '27110000',
      quantity: '1',
      unitPrice: '125.00',
    },
  ],
};

/** The basket that the editor tries a profile on. */
export function sampleBasket(locale: Locale): ShapeBasket {
  return {
    currency: 'EUR',
    number: 'DA-2026-00001',
    costCentre: 'CC-100',
    businessUnit: 'Lyon',
    lines: SAMPLES[locale].map(({ eco = 0n, quantity, unitPrice, ...sample }, at) => ({
      ...sample,
      position: at + 1,
      auxiliaryId: `SAMPLE${String(at + 1).padStart(26, '0')}`,
      manufacturer: 'Alpha',
      manufacturerPartId: `M-${at + 1}`,
      gtin: '4006381333931',
      quantity: Decimal.parse(quantity),
      unitPrice: Decimal.parse(unitPrice),
      priceSource: 'list',
      vatRateBp: 2000,
      leadDays: 2,
      ecoContributionMinor: eco,
      seller: {
        id: 'sample-seller',
        name: 'Alpha',
        vatId: 'FR83404833048',
        gln: '3012345678902',
        registrationNumber: '404833048',
      },
    })),
  };
}
