import { axis, BOX, clothing, colours, type Family, PACK, packs, sizes, value } from './family.ts';

/** Personal protective equipment. */
export const safety: readonly Family[] = [
  {
    key: 'handling-glove',
    code: 'HG',
    unspsc: '46181504',
    name: {
      en: 'Handling gloves, {coating} on {liner}, size {size}',
      fr: 'Gants de manutention, enduction {coating} sur {liner}, taille {size}',
    },
    description: {
      en: 'Seamless knitted gloves, {liner} liner with {coating} palm coating, EN 388. Good grip in dry and slightly oily work. Sold by the pair.',
      fr: 'Gants tricotés sans couture, support {liner}, paume enduite {coating}, EN 388. Bonne préhension en milieu sec ou légèrement gras. Vendus à la paire.',
    },
    keywords: { en: 'gloves, PPE, EN 388, grip', fr: 'gants, EPI, EN 388, manutention' },
    unit: 'PR',
    priceCents: 185,
    axes: {
      coating: axis('Coating', 'Enduction', [
        value('PU', 'polyurethane', 'polyuréthane', 900),
        value('NI', 'nitrile foam', 'mousse de nitrile', 1200),
        value('LX', 'crinkle latex', 'latex crêpé', 1000),
      ]),
      liner: axis('Liner', 'Support', [
        value('PE', 'polyester', 'polyester', 850),
        value('NY', 'nylon', 'nylon', 1000),
        value('BB', 'bamboo viscose', 'viscose de bambou', 1400),
      ]),
      size: axis('Size', 'Taille', sizes([6, 7, 8, 9, 10, 11], { from: 1000, to: 1000 })),
    },
    minimumQuantity: '10',
    quantityStep: '10',
  },
  {
    key: 'cut-glove',
    code: 'CG',
    unspsc: '46181504',
    name: {
      en: 'Cut-resistant gloves level {level}, {coating} coating, size {size}',
      fr: 'Gants anti-coupures niveau {level}, enduction {coating}, taille {size}',
    },
    description: {
      en: 'Gloves in high-tenacity fibre, ISO 13997 cut level {level}, {coating} palm. For sheet metal, glass and blades.',
      fr: 'Gants en fibre haute ténacité, niveau de coupure {level} selon ISO 13997, paume {coating}. Pour la tôle, le verre et les lames.',
    },
    keywords: { en: 'cut protection, PPE', fr: 'coupure, EPI, tôlerie' },
    unit: 'PR',
    priceCents: 690,
    axes: {
      level: axis('Cut level', 'Niveau', sizes(['B', 'C', 'D', 'F'], { from: 700, to: 1900 })),
      coating: axis('Coating', 'Enduction', [
        value('PU', 'polyurethane', 'polyuréthane'),
        value('NI', 'sandy nitrile', 'nitrile sablé', 1180),
      ]),
      size: axis('Size', 'Taille', sizes([7, 8, 9, 10, 11], { from: 1000, to: 1000 })),
    },
  },
  {
    key: 'chemical-glove',
    code: 'XG',
    unspsc: '46181504',
    name: {
      en: 'Chemical protection gloves, {material}, {length} cm, size {size}',
      fr: 'Gants de protection chimique, {material}, {length} cm, taille {size}',
    },
    description: {
      en: 'Long gauntlets in {material}, {length} cm, EN ISO 374-1 type A, textured palm. Check the resistance table before use.',
      fr: 'Gants longs en {material}, {length} cm, EN ISO 374-1 type A, paume texturée. Consulter le tableau de résistance avant usage.',
    },
    keywords: { en: 'chemical, acid, solvent', fr: 'chimie, acide, solvant, EPI' },
    unit: 'PR',
    priceCents: 420,
    axes: {
      material: axis('Material', 'Matière', [
        value('NI', 'flocked nitrile', 'nitrile floqué'),
        value('NE', 'neoprene', 'néoprène', 1500),
        value('BU', 'butyl rubber', 'butyle', 5200),
      ]),
      length: axis('Length', 'Longueur', sizes([32, 38, 46], { from: 950, to: 1450 })),
      size: axis('Size', 'Taille', sizes([7, 8, 9, 10], { from: 1000, to: 1000 })),
    },
  },
  {
    key: 'safety-glasses',
    code: 'SG',
    unspsc: '46181802',
    name: {
      en: 'Safety glasses {lens}, {model}',
      fr: 'Lunettes de protection {lens}, {model}',
    },
    description: {
      en: 'Safety spectacles {model}, polycarbonate lens {lens}, anti-scratch and anti-fog, EN 166 1F, 26 g.',
      fr: 'Lunettes à branches {model}, oculaire polycarbonate {lens}, antirayures et antibuée, EN 166 1F, 26 g.',
    },
    keywords: { en: 'eyewear, PPE, EN 166', fr: 'lunettes, EPI, EN 166, yeux' },
    unit: 'C62',
    priceCents: 490,
    axes: {
      lens: axis('Lens', 'Oculaire', [
        value('CL', 'clear', 'incolore'),
        value('GY', 'grey', 'fumé', 1080),
        value('YE', 'yellow', 'jaune', 1080),
        value('IO', 'indoor-outdoor', 'intérieur-extérieur', 1300),
      ]),
      model: axis('Model', 'Modèle', [
        value('LT', 'frameless', 'sans monture', 800),
        value('SP', 'sport frame', 'monture sport'),
        value('OT', 'over-glasses', 'surlunettes', 1100),
        value('AD', 'adjustable temples', 'branches réglables', 1400),
      ]),
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'goggles',
    code: 'GG',
    unspsc: '46181804',
    name: {
      en: 'Safety goggles, {vent}, {lens} lens',
      fr: 'Lunettes-masque, {vent}, oculaire {lens}',
    },
    description: {
      en: 'Wide-vision goggles, {vent}, {lens} lens, elastic headband, worn over prescription glasses, EN 166 3-4-9.',
      fr: 'Lunettes-masque panoramiques, {vent}, oculaire {lens}, bandeau élastique, portables sur lunettes de vue, EN 166 3-4-9.',
    },
    keywords: { en: 'goggles, splash, dust', fr: 'masque, projections, poussière' },
    unit: 'C62',
    priceCents: 870,
    axes: {
      vent: axis('Vents', 'Aération', [
        value('IV', 'indirect vents', 'aération indirecte'),
        value('NV', 'unvented', 'sans aération', 1100),
      ]),
      lens: axis('Lens', 'Oculaire', [
        value('PC', 'polycarbonate', 'polycarbonate'),
        value('AC', 'acetate', 'acétate', 1350),
      ]),
    },
  },
  {
    key: 'helmet',
    code: 'SH',
    unspsc: '46181701',
    name: {
      en: 'Safety helmet, {harness}, {vent}, {colour}',
      fr: 'Casque de chantier, {harness}, {vent}, coloris {colour}',
    },
    description: {
      en: 'Safety helmet in ABS, {harness}, {vent}, 52–64 cm, EN 397. Service life four years from first use.',
      fr: 'Casque de protection en ABS, {harness}, {vent}, tour de tête 52–64 cm, EN 397. Durée d’usage quatre ans après la mise en service.',
    },
    keywords: { en: 'hard hat, head protection', fr: 'casque, tête, BTP' },
    unit: 'C62',
    priceCents: 990,
    axes: {
      harness: axis('Harness', 'Serrage', [
        value('PL', 'pin-lock harness', 'serrage à crans', 850),
        value('RT', 'ratchet harness', 'serrage à crémaillère', 1200),
      ]),
      vent: axis('Vents', 'Aération', [
        value('V', 'vented', 'ventilé'),
        value('E', 'unvented, 440 V', 'non ventilé, 440 V', 1060),
      ]),
      colour: colours('WH', 'YE', 'BL', 'RD', 'GN', 'OR'),
    },
  },
  {
    key: 'ear-plugs',
    code: 'EP',
    unspsc: '46181901',
    name: {
      en: 'Ear plugs {type}, SNR {snr} dB, {pack}',
      fr: 'Bouchons d’oreilles {type}, SNR {snr} dB, {pack}',
    },
    description: {
      en: 'Ear plugs {type}, attenuation SNR {snr} dB, EN 352-2, in hygienic pairs; {pack} pairs.',
      fr: 'Bouchons d’oreilles {type}, atténuation SNR {snr} dB, EN 352-2, par paires sous sachet ; {pack} paires.',
    },
    keywords: { en: 'hearing protection, noise', fr: 'bruit, audition, protection auditive' },
    unit: 'BX',
    priceCents: 2400,
    axes: {
      type: axis('Type', 'Type', [
        value('FO', 'foam', 'en mousse'),
        value('FC', 'foam, corded', 'en mousse avec cordelette', 1900),
        value('RE', 'reusable, corded', 'réutilisables avec cordelette', 3200),
      ]),
      snr: axis('SNR', 'SNR', sizes([28, 33, 37], { from: 950, to: 1080 })),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [50, 200])),
    },
  },
  {
    key: 'ear-muffs',
    code: 'EM',
    unspsc: '46181902',
    name: { en: 'Ear muffs {mount}, SNR {snr} dB', fr: 'Casque antibruit {mount}, SNR {snr} dB' },
    description: {
      en: 'Ear muffs {mount}, attenuation SNR {snr} dB, EN 352, soft replaceable cushions.',
      fr: 'Casque antibruit {mount}, atténuation SNR {snr} dB, EN 352, coussinets souples remplaçables.',
    },
    keywords: { en: 'hearing protection, noise', fr: 'bruit, coquilles, protection auditive' },
    unit: 'C62',
    priceCents: 1590,
    axes: {
      mount: axis('Mount', 'Fixation', [
        value('HB', 'with headband', 'à serre-tête'),
        value('FD', 'folding', 'pliable', 1150),
        value('HM', 'helmet-mounted', 'à monter sur casque', 1250),
        value('EL', 'electronic', 'électronique', 5400),
      ]),
      snr: axis('SNR', 'SNR', sizes([25, 28, 31, 35], { from: 800, to: 1500 })),
    },
  },
  {
    key: 'dust-mask',
    code: 'DM',
    unspsc: '46182001',
    name: {
      en: '{class} dust mask, {shape}, {pack}',
      fr: 'Masque antipoussière {class}, {shape}, {pack}',
    },
    description: {
      en: 'Filtering half mask {class} NR D, {shape}, EN 149, adjustable nose clip, low breathing resistance.',
      fr: 'Demi-masque filtrant {class} NR D, {shape}, EN 149, barrette nasale ajustable, faible résistance respiratoire.',
    },
    keywords: { en: 'respirator, FFP2, mask', fr: 'masque, FFP2, respiratoire, poussière' },
    unit: 'BX',
    priceCents: 1490,
    axes: {
      class: axis('Class', 'Classe', sizes(['FFP1', 'FFP2', 'FFP3'], { from: 700, to: 2300 })),
      shape: axis('Shape', 'Forme', [
        value('MD', 'moulded', 'coque'),
        value('MV', 'moulded with valve', 'coque à soupape', 1300),
        value('FV', 'folding with valve', 'pliable à soupape', 1400),
        value('FO', 'folding', 'pliable', 1100),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [10, 20])),
    },
  },
  {
    key: 'harness',
    code: 'FH',
    unspsc: '46182306',
    name: {
      en: 'Fall-arrest harness, {points} attachment points, size {size}',
      fr: 'Harnais antichute, {points} points d’accrochage, taille {size}',
    },
    description: {
      en: 'Full body harness with {points} attachment points, quick-release buckles, EN 361. Yearly inspection required.',
      fr: 'Harnais complet à {points} points d’accrochage, boucles automatiques, EN 361. Vérification annuelle obligatoire.',
    },
    keywords: { en: 'fall protection, work at height', fr: 'travail en hauteur, chute, EPI' },
    unit: 'C62',
    priceCents: 7900,
    axes: {
      points: axis('Points', 'Points', sizes([1, 2, 4], { from: 700, to: 2100 })),
      size: clothing('S/M', 'L/XL', 'XXL'),
    },
  },
  {
    key: 'half-mask-filter',
    code: 'RF',
    unspsc: '46182001',
    name: {
      en: 'Mask filter {class}, bayonet, {pack}',
      fr: 'Filtre pour masque {class}, baïonnette, {pack}',
    },
    description: {
      en: 'Filter cartridges {class} for half and full masks with bayonet fitting, EN 14387. Shelf life five years.',
      fr: 'Cartouches filtrantes {class} pour demi-masques et masques complets à baïonnette, EN 14387. Conservation cinq ans.',
    },
    keywords: { en: 'cartridge, gas filter', fr: 'cartouche, gaz, vapeurs' },
    unit: 'PK',
    priceCents: 1890,
    axes: {
      class: axis('Class', 'Classe', [
        value('P3', 'P3 R', 'P3 R', 700),
        value('A1', 'A1', 'A1', 900),
        value('A2P3', 'A2P3', 'A2P3', 1500),
        value('ABEK1', 'ABEK1', 'ABEK1', 1200),
        value('ABEK1P3', 'ABEK1P3', 'ABEK1P3', 1700),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [2, 8])),
    },
  },
];
