import { axis, CARTON, colours, type Family, PACK, packs, sizes, value } from './family.ts';

/** Packing and dispatch. */
export const packaging: readonly Family[] = [
  {
    key: 'carton',
    code: 'BX',
    unspsc: '24112501',
    name: {
      en: 'Cardboard box {size} mm, {wall}, {pack}',
      fr: 'Caisse américaine {size} mm, {wall}, {pack}',
    },
    description: {
      en: 'Slotted box {size} mm inside, {wall} corrugated board from recycled fibre, delivered flat.',
      fr: 'Caisse à rabats, dimensions intérieures {size} mm, carton {wall} en fibres recyclées, livrée à plat.',
    },
    keywords: { en: 'box, carton, parcel, packaging', fr: 'carton, boîte, colis, emballage' },
    unit: 'PK',
    priceCents: 1490,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(
          [
            '200 × 150 × 100',
            '250 × 200 × 150',
            '310 × 215 × 180',
            '350 × 250 × 250',
            '400 × 300 × 200',
            '400 × 300 × 300',
            '500 × 400 × 300',
            '600 × 400 × 400',
          ],
          { from: 500, to: 3600 },
        ),
      ),
      wall: axis('Wall', 'Cannelure', [
        value('SW', 'single-wall', 'simple cannelure'),
        value('DW', 'double-wall', 'double cannelure', 1650),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', { en: 'bundle', fr: 'paquet' }, [20, 50])),
    },
  },
  {
    key: 'packing-tape',
    code: 'PT',
    unspsc: '31201517',
    name: {
      en: 'Packing tape {width} mm × {length} m, {material}, {colour}, {pack}',
      fr: 'Ruban adhésif d’emballage {width} mm × {length} m, {material}, coloris {colour}, {pack}',
    },
    description: {
      en: 'Packing tape {width} mm × {length} m, {material}, {colour}. Unwinds quietly, holds parcels up to 25 kg.',
      fr: 'Ruban adhésif {width} mm × {length} m, {material}, coloris {colour}. Déroulage silencieux, colis jusqu’à 25 kg.',
    },
    keywords: { en: 'adhesive tape, parcel tape', fr: 'ruban, adhésif, colis, fermeture' },
    unit: 'CT',
    priceCents: 4300,
    axes: {
      width: axis('Width', 'Largeur', sizes([48, 75], { from: 1000, to: 1500 })),
      length: axis('Length', 'Longueur', sizes([66, 100], { from: 1000, to: 1450 })),
      material: axis('Material', 'Matière', [
        value('PP', 'polypropylene', 'polypropylène'),
        value('PV', 'PVC', 'PVC', 1500),
        value('KR', 'kraft paper', 'papier kraft', 1800),
      ]),
      colour: colours('BR', 'CL', 'WH'),
      pack: axis('Pack', 'Conditionnement', packs('CT', CARTON, [36])),
    },
    exists: ({ material, colour }) => material !== 'KR' || colour === 'BR',
  },
  {
    key: 'stretch-film',
    code: 'SF',
    unspsc: '24141501',
    name: {
      en: 'Stretch film {use}, {micron} µm, {colour}',
      fr: 'Film étirable {use}, {micron} µm, coloris {colour}',
    },
    description: {
      en: 'Stretch film {use}, {micron} µm, {colour}, with 30 % recycled content, for pallets.',
      fr: 'Film étirable {use}, {micron} µm, coloris {colour}, 30 % de matière recyclée, pour palettes.',
    },
    keywords: { en: 'pallet wrap', fr: 'palettisation, filmage, palette' },
    unit: 'RO',
    priceCents: 890,
    axes: {
      use: axis('Use', 'Usage', [
        value('HA', 'for hand use 450 mm × 270 m', 'manuel 450 mm × 270 m'),
        value('MA', 'for machine 500 mm × 1500 m', 'machine 500 mm × 1500 m', 4300),
      ]),
      micron: axis('Thickness', 'Épaisseur', sizes([12, 17, 20, 23], { from: 800, to: 1350 })),
      colour: colours('CL', 'BK', 'WH'),
    },
    minimumQuantity: '6',
    quantityStep: '6',
  },
  {
    key: 'bubble-wrap',
    code: 'BW',
    unspsc: '24141601',
    name: {
      en: 'Bubble wrap {width} cm × {length} m, {bubble}',
      fr: 'Film à bulles {width} cm × {length} m, {bubble}',
    },
    description: {
      en: 'Cushioning film {width} cm × {length} m, {bubble}, 50 % recycled polyethylene.',
      fr: 'Film de calage {width} cm × {length} m, {bubble}, polyéthylène recyclé à 50 %.',
    },
    keywords: { en: 'cushioning, protection', fr: 'calage, protection, bulles' },
    unit: 'RO',
    priceCents: 2290,
    axes: {
      width: axis('Width', 'Largeur', sizes([50, 100, 150], { from: 600, to: 1600 })),
      length: axis('Length', 'Longueur', sizes([50, 100, 150], { from: 700, to: 1700 })),
      bubble: axis('Bubbles', 'Bulles', [
        value('10', '10 mm bubbles', 'bulles 10 mm'),
        value('30', '30 mm bubbles', 'bulles 30 mm', 1350),
      ]),
    },
  },
  {
    key: 'zip-bag',
    code: 'ZB',
    unspsc: '24111503',
    name: {
      en: 'Grip-seal bags {size} mm, {kind}, {pack}',
      fr: 'Sachets à fermeture par pression {size} mm, {kind}, {pack}',
    },
    description: {
      en: 'Polyethylene bags {size} mm, {kind}, 50 µm, food safe.',
      fr: 'Sachets polyéthylène {size} mm, {kind}, 50 µm, aptes au contact alimentaire.',
    },
    keywords: { en: 'zip bag, small parts', fr: 'sachet zip, petites pièces' },
    unit: 'PK',
    priceCents: 390,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(
          ['40 × 60', '60 × 80', '80 × 120', '100 × 150', '120 × 180', '160 × 220', '230 × 320'],
          { from: 400, to: 3900 },
        ),
      ),
      kind: axis('Type', 'Type', [
        value('PL', 'plain', 'neutres'),
        value('WR', 'with write-on panel', 'à bandes d’écriture', 1120),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [100, 1000])),
    },
  },
  {
    key: 'padded-mailer',
    code: 'PM',
    unspsc: '44121503',
    name: {
      en: 'Padded mailers {size} mm, {padding}, {pack}',
      fr: 'Pochettes matelassées {size} mm, {padding}, {pack}',
    },
    description: {
      en: 'Kraft mailers {size} mm with {padding}, self-sealing strip.',
      fr: 'Pochettes kraft {size} mm à {padding}, fermeture autocollante.',
    },
    keywords: { en: 'bubble envelope, shipping', fr: 'enveloppe à bulles, expédition' },
    unit: 'CT',
    priceCents: 2190,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(['120 × 215', '150 × 215', '180 × 265', '230 × 340', '300 × 445'], {
          from: 700,
          to: 2300,
        }),
      ),
      padding: axis('Padding', 'Rembourrage', [
        value('BU', 'bubble lining', 'bulles'),
        value('PA', 'paper padding', 'rembourrage papier', 1250),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('CT', CARTON, [100])),
    },
  },
  {
    key: 'thermal-label',
    code: 'TL',
    unspsc: '55121612',
    name: {
      en: 'Labels {size} mm, {print}, {adhesive} adhesive, roll of 1,000',
      fr: 'Étiquettes {size} mm, {print}, colle {adhesive}, rouleau de 1 000',
    },
    description: {
      en: 'White labels {size} mm, {print}, {adhesive} adhesive, 76 mm core, for shipping and stock.',
      fr: 'Étiquettes blanches {size} mm, {print}, colle {adhesive}, mandrin 76 mm, pour expédition et stock.',
    },
    keywords: { en: 'shipping label, barcode', fr: 'étiquette, code-barres, expédition' },
    unit: 'RO',
    priceCents: 890,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(['50 × 25', '76 × 51', '100 × 50', '100 × 150', '102 × 210'], {
          from: 500,
          to: 2600,
        }),
      ),
      print: axis('Printing', 'Impression', [
        value('DT', 'direct thermal', 'thermique direct'),
        value('TT', 'thermal transfer', 'transfert thermique', 900),
      ]),
      adhesive: axis('Adhesive', 'Colle', [
        value('PE', 'permanent', 'permanente'),
        value('RE', 'removable', 'repositionnable', 1200),
      ]),
    },
  },
  {
    key: 'strapping',
    code: 'SR',
    unspsc: '31151507',
    name: { en: '{type} {width} mm, {length} m', fr: '{type} {width} mm, {length} m' },
    description: {
      en: '{type}, {width} mm wide, {length} m on a core, for parcels and pallets.',
      fr: '{type}, largeur {width} mm, {length} m sur mandrin, pour colis et palettes.',
    },
    keywords: { en: 'strap, banding, string', fr: 'cerclage, feuillard, lien' },
    unit: 'RO',
    priceCents: 2690,
    axes: {
      type: axis('Type', 'Type', [
        value('PP', 'Polypropylene strapping', 'Feuillard polypropylène'),
        value('PE', 'Polyester strapping', 'Feuillard polyester', 1900),
        value('TX', 'Woven textile strapping', 'Feuillard textile', 1600),
      ]),
      width: axis('Width', 'Largeur', sizes([9, 12, 16, 19], { from: 850, to: 1500 })),
      length: axis('Length', 'Longueur', sizes([500, 1000, 2000], { from: 700, to: 1900 })),
    },
  },
];
