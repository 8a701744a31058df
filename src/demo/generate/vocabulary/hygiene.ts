import { axis, BOX, type Family, PACK, packs, sizes, value } from './family.ts';

/** Paper, soap and washroom supplies. */
export const hygiene: readonly Family[] = [
  {
    key: 'hand-towel',
    code: 'HT',
    unspsc: '14111703',
    name: {
      en: 'Paper towels, {fold}, {ply}-ply, {grade}',
      fr: 'Essuie-mains, {fold}, {ply} plis, {grade}',
    },
    description: {
      en: 'Paper towels {fold}, {ply}-ply, {grade}, suitable for food contact. Carton of 20 packs or 6 rolls.',
      fr: 'Essuie-mains {fold}, {ply} plis, {grade}, aptes au contact alimentaire. Carton de 20 paquets ou 6 rouleaux.',
    },
    keywords: { en: 'hand drying, tissue', fr: 'papier, séchage des mains, ouate' },
    unit: 'CT',
    priceCents: 2890,
    axes: {
      fold: axis('Format', 'Format', [
        value('V', 'V-fold', 'pliage V'),
        value('Z', 'Z-fold', 'pliage Z', 1050),
        value('CF', 'centrefeed roll', 'bobine à dévidage central', 900),
        value('AU', 'roll for dispenser', 'rouleau pour distributeur', 1150),
      ]),
      ply: axis('Plies', 'Plis', sizes([2, 3], { from: 1000, to: 1250 })),
      grade: axis('Grade', 'Qualité', [
        value('RE', 'recycled', 'recyclé', 900),
        value('PU', 'pure pulp', 'pure ouate', 1150),
      ]),
    },
  },
  {
    key: 'toilet-paper',
    code: 'TP',
    unspsc: '14111704',
    name: {
      en: 'Toilet paper, {format}, {ply}-ply, {grade}',
      fr: 'Papier toilette, {format}, {ply} plis, {grade}',
    },
    description: {
      en: 'Toilet tissue {format}, {ply}-ply, {grade}, breaks up quickly in water.',
      fr: 'Papier toilette {format}, {ply} plis, {grade}, délitage rapide dans l’eau.',
    },
    keywords: { en: 'bathroom tissue, toilet roll', fr: 'papier hygiénique, PQ, sanitaires' },
    unit: 'CT',
    priceCents: 2290,
    axes: {
      format: axis('Format', 'Format', [
        value('96', '96 small rolls', '96 petits rouleaux', 1250),
        value('MJ', '12 mini jumbo rolls', '12 rouleaux mini jumbo'),
        value('MX', '6 maxi jumbo rolls', '6 rouleaux maxi jumbo', 1050),
      ]),
      ply: axis('Plies', 'Plis', sizes([2, 3], { from: 1000, to: 1300 })),
      grade: axis('Grade', 'Qualité', [
        value('RE', 'recycled', 'recyclé', 900),
        value('PU', 'pure pulp', 'pure ouate', 1150),
      ]),
    },
  },
  {
    key: 'hand-soap',
    code: 'HS',
    unspsc: '53131608',
    name: { en: '{type}, {size}', fr: '{type}, {size}' },
    description: {
      en: '{type}, {size}, dermatologically tested, pH 5.5, biodegradable.',
      fr: '{type}, {size}, testé dermatologiquement, pH 5,5, biodégradable.',
    },
    keywords: { en: 'soap, hand cleaning', fr: 'savon, lavage des mains, hygiène' },
    unit: 'BO',
    priceCents: 490,
    axes: {
      type: axis('Type', 'Type', [
        value('CR', 'Hand soap, cream', 'Savon crème pour les mains'),
        value('FO', 'Hand soap, foam', 'Savon mousse pour les mains', 1250),
        value('WS', 'Workshop soap with micro-beads', 'Savon d’atelier microbilles', 1700),
        value('HG', 'Hydro-alcoholic gel', 'Gel hydroalcoolique', 1400),
      ]),
      size: axis('Size', 'Contenance', sizes(['500 ml', '1 l', '5 l'], { from: 900, to: 4300 })),
    },
  },
  {
    key: 'feminine-care',
    code: 'FH',
    unspsc: '53131615',
    name: { en: '{type}, organic cotton, {pack}', fr: '{type}, coton biologique, {pack}' },
    description: {
      en: '{type} in organic cotton, individually wrapped, for washroom dispensers.',
      fr: '{type} en coton biologique, emballage individuel, pour distributeurs sanitaires.',
    },
    keywords: { en: 'period products, washroom', fr: 'protections périodiques, sanitaires' },
    unit: 'BX',
    priceCents: 1190,
    axes: {
      type: axis('Type', 'Type', [
        value('PD', 'Day pads', 'Serviettes hygiéniques jour'),
        value('PN', 'Night pads', 'Serviettes hygiéniques nuit', 1200),
        value('TR', 'Regular tampons', 'Tampons normaux', 950),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [100, 400])),
    },
    frenchVatRateBp: 550,
  },
  {
    key: 'sponge',
    code: 'SP',
    unspsc: '47131603',
    name: { en: 'Scouring sponge {kind}, {pack}', fr: 'Éponge à récurer {kind}, {pack}' },
    description: {
      en: 'Sponge with {kind} pad, holds water well, handy 14 × 9 cm shape.',
      fr: 'Éponge avec tampon {kind}, bonne rétention d’eau, format 14 × 9 cm.',
    },
    keywords: { en: 'scourer, washing up', fr: 'grattoir, vaisselle' },
    unit: 'PK',
    priceCents: 560,
    axes: {
      kind: axis('Pad', 'Tampon', [
        value('GN', 'abrasive', 'abrasif'),
        value('WH', 'non-scratch', 'doux', 1080),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [10, 50])),
    },
  },
];
