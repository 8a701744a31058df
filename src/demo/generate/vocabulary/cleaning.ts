import { axis, CARTON, colours, type Family, PACK, packs, sizes, value } from './family.ts';

const flask = axis('Container', 'Contenant', [
  value('750', '750 ml spray', 'pulvérisateur 750 ml', 1000),
  value('1L', '1 l bottle', 'flacon 1 l', 1150),
  value('5L', '5 l can', 'bidon 5 l', 3900),
  value('20L', '20 l can', 'bidon 20 l', 13200),
]);

const scent = axis('Scent', 'Parfum', [
  value('LE', 'lemon', 'citron'),
  value('PI', 'pine', 'pin'),
  value('NE', 'unscented', 'sans parfum', 1040),
]);

const range = axis('Range', 'Gamme', [
  value('ST', 'standard', 'standard'),
  value('EC', 'eco-labelled', 'écolabel', 1180),
]);

/** Cleaning, hygiene and spill control. */
export const cleaning: readonly Family[] = [
  {
    key: 'multi-cleaner',
    code: 'MC',
    unspsc: '47131805',
    name: {
      en: 'All-purpose cleaner, {range}, {scent}, {flask}',
      fr: 'Nettoyant multi-usages, {range}, {scent}, {flask}',
    },
    description: {
      en: 'Ready-to-use cleaner for washable surfaces, {scent}, {range} formula, {flask}. Leaves no streaks, no rinsing.',
      fr: 'Nettoyant prêt à l’emploi pour surfaces lavables, {scent}, formule {range}, {flask}. Sans traces ni rinçage.',
    },
    keywords: {
      en: 'detergent, surface cleaner',
      fr: 'détergent, dégraissant, surfaces, entretien',
    },
    unit: 'BO',
    priceCents: 390,
    axes: { range, scent, flask },
  },
  {
    key: 'floor-cleaner',
    code: 'FC',
    unspsc: '47131801',
    name: {
      en: 'Neutral floor cleaner, {range}, {scent}, {flask}',
      fr: 'Nettoyant sols neutre, {range}, {scent}, {flask}',
    },
    description: {
      en: 'Concentrated neutral cleaner for protected floors, dose 0.5 %, suitable for scrubber-driers. {flask}.',
      fr: 'Détergent neutre concentré pour sols protégés, dosage 0,5 %, utilisable en autolaveuse. {flask}.',
    },
    keywords: { en: 'floor, scrubber, concentrate', fr: 'sol, autolaveuse, concentré' },
    unit: 'BO',
    priceCents: 420,
    axes: { range, scent, flask },
    exists: ({ flask: container }) => container !== '750',
  },
  {
    key: 'disinfectant',
    code: 'DI',
    unspsc: '47131803',
    name: {
      en: 'Surface disinfectant, {norm}, {flask}',
      fr: 'Désinfectant de surfaces, {norm}, {flask}',
    },
    description: {
      en: 'Bactericidal, yeasticidal and virucidal cleaner for surfaces, {norm}, food contact after rinsing. Use biocides with care.',
      fr: 'Nettoyant bactéricide, levuricide et virucide pour surfaces, {norm}, contact alimentaire après rinçage. Utiliser les biocides avec précaution.',
    },
    keywords: { en: 'biocide, hygiene, virus', fr: 'biocide, hygiène, virucide, bactéricide' },
    unit: 'BO',
    priceCents: 560,
    axes: {
      norm: axis('Standard', 'Norme', [
        value('1276', 'EN 1276', 'EN 1276'),
        value('14476', 'EN 14476', 'EN 14476', 1250),
      ]),
      flask,
    },
  },
  {
    key: 'glass-cleaner',
    code: 'GC',
    unspsc: '47131824',
    name: { en: 'Glass cleaner, {range}, {flask}', fr: 'Nettoyant vitres, {range}, {flask}' },
    description: {
      en: 'Alcohol-based cleaner for glass, mirrors and screens, dries fast without streaks. {flask}.',
      fr: 'Nettoyant à base d’alcool pour vitres, miroirs et écrans, séchage rapide sans traces. {flask}.',
    },
    keywords: { en: 'window, mirror', fr: 'vitre, miroir, carreaux' },
    unit: 'BO',
    priceCents: 360,
    axes: { range, flask },
  },
  {
    key: 'dish-liquid',
    code: 'DL',
    unspsc: '47131810',
    name: { en: '{type}, {range}, {size}', fr: '{type}, {range}, {size}' },
    description: {
      en: '{type}, {size}, {range}. Effective on grease in hot and cold water.',
      fr: '{type}, {size}, {range}. Efficace sur les graisses, à l’eau chaude comme à l’eau froide.',
    },
    keywords: { en: 'dishes, kitchen', fr: 'vaisselle, cuisine, plonge' },
    unit: 'BO',
    priceCents: 480,
    axes: {
      type: axis('Type', 'Type', [
        value('HW', 'Hand dishwashing liquid', 'Liquide vaisselle main'),
        value('MR', 'Dishwasher rinse aid', 'Liquide de rinçage machine', 1300),
        value('ML', 'Dishwasher liquid', 'Liquide de lavage machine', 1500),
      ]),
      range,
      size: axis('Size', 'Contenance', sizes(['1 l', '5 l', '10 l'], { from: 700, to: 5200 })),
    },
  },
  {
    key: 'refuse-bag',
    code: 'RB',
    unspsc: '47121701',
    name: {
      en: 'Refuse bag {volume} l, {thickness} µm, {colour}, {pack}',
      fr: 'Sac-poubelle {volume} l, {thickness} µm, coloris {colour}, {pack}',
    },
    description: {
      en: 'Polyethylene bag {volume} l, {thickness} µm, 80 % recycled, bottom-welded, on perforated rolls.',
      fr: 'Sac polyéthylène {volume} l, {thickness} µm, 80 % recyclé, soudure de fond, en rouleaux prédécoupés.',
    },
    keywords: { en: 'bin liner, waste, rubbish', fr: 'sac, déchets, poubelle, tri' },
    unit: 'CT',
    priceCents: 1890,
    axes: {
      volume: axis('Volume', 'Volume', sizes([30, 50, 100, 130, 160], { from: 600, to: 1900 })),
      thickness: axis('Thickness', 'Épaisseur', sizes([25, 38, 55], { from: 800, to: 1500 })),
      colour: colours('BK', 'BL', 'YE', 'CL'),
      pack: axis('Pack', 'Conditionnement', packs('CT', CARTON, [200])),
    },
  },
  {
    key: 'wipes',
    code: 'WI',
    unspsc: '47131502',
    name: { en: '{type}, {pack}', fr: '{type}, {pack}' },
    description: {
      en: '{type} for wiping, degreasing and polishing in workshops and kitchens. Low lint.',
      fr: '{type} pour essuyer, dégraisser et polir à l’atelier comme en cuisine. Peu pelucheux.',
    },
    keywords: { en: 'cloth, rag, microfibre', fr: 'chiffon, lavette, microfibre, essuyage' },
    unit: 'PK',
    priceCents: 790,
    axes: {
      type: axis('Type', 'Type', [
        value('MFB', 'Microfibre cloths, blue', 'Lavettes microfibre, coloris bleu'),
        value('MFR', 'Microfibre cloths, red', 'Lavettes microfibre, coloris rouge'),
        value('MFG', 'Microfibre cloths, green', 'Lavettes microfibre, coloris vert'),
        value('NWV', 'Non-woven wipes', 'Lavettes non tissées', 800),
        value('IMP', 'Degreasing wet wipes', 'Lingettes dégraissantes imprégnées', 1900),
        value('DIS', 'Disinfecting wet wipes', 'Lingettes désinfectantes', 1500),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [10, 25, 100])),
    },
  },
  {
    key: 'rags',
    code: 'RG',
    unspsc: '47131502',
    name: {
      en: 'Recycled wiping rags, {cloth}, by the kilo',
      fr: 'Chiffons d’essuyage recyclés, {cloth}, au kilo',
    },
    description: {
      en: 'Sorted and cut cotton rags, {cloth}, free of buttons and zips. Delivered in compressed 10 kg bales.',
      fr: 'Chiffons de coton triés et découpés, {cloth}, sans boutons ni fermetures. Livrés en ballots compressés de 10 kg.',
    },
    keywords: { en: 'rags, workshop', fr: 'chiffons, atelier, essuyage' },
    unit: 'KGM',
    priceCents: 265,
    axes: {
      cloth: axis('Cloth', 'Étoffe', [
        value('WT', 'white towelling', 'éponge blanche', 1250),
        value('CJ', 'coloured jersey', 'jersey couleur', 850),
        value('WS', 'white sheeting', 'drap blanc', 1150),
      ]),
    },
    minimumQuantity: '10',
    quantityStep: '10',
  },
  {
    key: 'broom',
    code: 'BM',
    unspsc: '47131604',
    name: { en: '{type} broom {width} cm, {handle}', fr: 'Balai {type} {width} cm, {handle}' },
    description: {
      en: '{type} broom {width} cm wide, {handle}, screw fitting.',
      fr: 'Balai {type} de {width} cm, {handle}, douille à visser.',
    },
    keywords: { en: 'sweeping, brush', fr: 'balayage, brosse, cantonnier' },
    unit: 'C62',
    priceCents: 980,
    axes: {
      type: axis('Bristles', 'Fibres', [
        value('SF', 'Soft indoor', 'doux d’intérieur'),
        value('ST', 'Stiff outdoor', 'dur d’extérieur', 1100),
        value('FD', 'Food-safe', 'alimentaire', 1700),
      ]),
      width: axis('Width', 'Largeur', sizes([30, 40, 60], { from: 900, to: 1500 })),
      handle: axis('Handle', 'Manche', [
        value('WO', 'wooden handle', 'manche en bois'),
        value('AL', 'aluminium handle', 'manche en aluminium', 1350),
      ]),
    },
  },
  {
    key: 'mop-head',
    code: 'MH',
    unspsc: '47131618',
    name: {
      en: 'Flat mop {width} cm, {fibre}, {colour}',
      fr: 'Frange plate {width} cm, {fibre}, coloris {colour}',
    },
    description: {
      en: 'Flat mop {width} cm with pockets, {fibre}, machine washable at 60 °C.',
      fr: 'Frange de lavage à poches {width} cm, {fibre}, lavable en machine à 60 °C.',
    },
    keywords: { en: 'mopping, floor', fr: 'serpillière, mop, lavage à plat' },
    unit: 'C62',
    priceCents: 690,
    axes: {
      width: axis('Width', 'Largeur', sizes([40, 50], { from: 1000, to: 1200 })),
      fibre: axis('Fibre', 'Fibre', [
        value('MF', 'microfibre', 'microfibre', 1150),
        value('CO', 'cotton', 'coton', 900),
      ]),
      colour: colours('BL', 'RD', 'WH', 'GN'),
    },
  },
  {
    key: 'absorbent-granules',
    code: 'AG',
    unspsc: '47131902',
    name: {
      en: 'Absorbent granules, {mineral}, {weight} kg bag',
      fr: 'Absorbant en granulés, {mineral}, sac de {weight} kg',
    },
    description: {
      en: 'Absorbent granules, {mineral}, for oil, fuel and chemicals on workshop floors. Bag of {weight} kg.',
      fr: 'Granulés absorbants, {mineral}, pour huiles, carburants et produits chimiques sur les sols d’atelier. Sac de {weight} kg.',
    },
    keywords: {
      en: 'spill, oil, sepiolite',
      fr: 'déversement, huile, terre de diatomée, sépiolite',
    },
    unit: 'C62',
    priceCents: 1190,
    axes: {
      mineral: axis('Mineral', 'Minéral', [
        value('SE', 'sepiolite', 'sépiolite'),
        value('DI', 'calcined diatomite', 'diatomite calcinée', 1250),
        value('VG', 'plant fibre', 'fibre végétale', 1600),
      ]),
      weight: axis('Weight', 'Poids', sizes([5, 10, 20], { from: 500, to: 1700 })),
    },
  },
  {
    key: 'spill-kit',
    code: 'SK',
    unspsc: '47131905',
    name: { en: 'Spill kit, {liquid}, {volume} l', fr: 'Kit anti-pollution, {liquid}, {volume} l' },
    description: {
      en: 'Emergency kit for {liquid}, absorbs {volume} l: pads, socks, gloves, disposal bags and instructions.',
      fr: 'Kit d’intervention pour {liquid}, capacité d’absorption {volume} l : feuilles, boudins, gants, sacs de récupération et notice.',
    },
    keywords: { en: 'spill, environment, ADR', fr: 'déversement, environnement, ADR' },
    unit: 'SET',
    priceCents: 5900,
    axes: {
      liquid: axis('Liquid', 'Liquide', [
        value('OI', 'oils', 'hydrocarbures'),
        value('UN', 'all liquids', 'tous liquides', 1080),
        value('CH', 'chemicals', 'produits chimiques', 1250),
      ]),
      volume: axis('Volume', 'Capacité', sizes([20, 50, 120, 240], { from: 700, to: 5400 })),
    },
  },
];
