import { axis, colours, type Family, sizes, value } from './family.ts';

/** Adhesives, sealants, lubricants. */
export const chemicals: readonly Family[] = [
  {
    key: 'instant-glue',
    code: 'CA',
    unspsc: '31201610',
    name: {
      en: 'Cyanoacrylate adhesive {viscosity}, {size} g',
      fr: 'Colle cyanoacrylate {viscosity}, {size} g',
    },
    description: {
      en: 'Instant adhesive {viscosity}, {size} g, for rubber, plastics and metals, sets in 5 to 20 s. Keep between 2 and 8 °C.',
      fr: 'Colle instantanée {viscosity}, {size} g, pour caoutchouc, plastiques et métaux, prise en 5 à 20 s. À conserver entre 2 et 8 °C.',
    },
    keywords: { en: 'super glue, instant adhesive', fr: 'colle rapide, colle forte' },
    unit: 'C62',
    priceCents: 690,
    axes: {
      viscosity: axis('Viscosity', 'Viscosité', [
        value('LO', 'low viscosity', 'fluide'),
        value('MD', 'medium viscosity', 'viscosité moyenne'),
        value('GL', 'gel', 'gel', 1150),
      ]),
      size: axis('Size', 'Contenance', sizes([3, 20, 50, 500], { from: 400, to: 9800 })),
    },
  },
  {
    key: 'epoxy',
    code: 'EX',
    unspsc: '31201610',
    name: {
      en: 'Two-part epoxy adhesive, {time} min, {size} ml',
      fr: 'Colle époxy bicomposant, {time} min, {size} ml',
    },
    description: {
      en: 'Structural epoxy adhesive, working time {time} min, {size} ml, shear strength 20 MPa on steel.',
      fr: 'Colle structurale époxy, temps de travail {time} min, {size} ml, résistance au cisaillement 20 MPa sur acier.',
    },
    keywords: { en: 'structural adhesive, resin', fr: 'résine, collage structural' },
    unit: 'C62',
    priceCents: 1490,
    axes: {
      time: axis('Working time', 'Temps de travail', sizes([5, 30, 90], { from: 950, to: 1200 })),
      size: axis('Size', 'Contenance', sizes([24, 50, 400], { from: 700, to: 5200 })),
    },
  },
  {
    key: 'sealant',
    code: 'SE',
    unspsc: '31201606',
    name: {
      en: '{type} sealant {size} ml, {colour}',
      fr: 'Mastic {type} {size} ml, coloris {colour}',
    },
    description: {
      en: '{type} sealant in a {size} ml cartridge, {colour}, ISO 11600, indoors and outdoors.',
      fr: 'Mastic {type} en cartouche de {size} ml, coloris {colour}, ISO 11600, intérieur et extérieur.',
    },
    keywords: { en: 'silicone, cartridge, joint', fr: 'silicone, cartouche, joint' },
    unit: 'C62',
    priceCents: 590,
    axes: {
      type: axis('Type', 'Type', [
        value('SN', 'Neutral silicone', 'silicone neutre'),
        value('SS', 'Sanitary silicone', 'silicone sanitaire', 1050),
        value('PU', 'Polyurethane', 'polyuréthane', 1150),
        value('MS', 'MS polymer', 'MS polymère', 1450),
        value('AC', 'Acrylic', 'acrylique', 550),
      ]),
      size: axis('Size', 'Contenance', sizes([290, 310, 600], { from: 1000, to: 1700 })),
      colour: colours('CL', 'WH', 'GY', 'BK', 'BR'),
    },
  },
  {
    key: 'threadlocker',
    code: 'TH',
    unspsc: '31201612',
    name: { en: 'Threadlocker {strength}, {size} ml', fr: 'Frein-filet {strength}, {size} ml' },
    description: {
      en: 'Anaerobic threadlocker {strength}, {size} ml, for threads up to M36, −55 to +150 °C.',
      fr: 'Frein-filet anaérobie {strength}, {size} ml, pour filetages jusqu’à M36, −55 à +150 °C.',
    },
    keywords: { en: 'anaerobic, locking', fr: 'anaérobie, freinage, blocage' },
    unit: 'C62',
    priceCents: 1190,
    axes: {
      strength: axis('Strength', 'Résistance', [
        value('LO', 'low strength', 'faible résistance'),
        value('MD', 'medium strength', 'résistance moyenne'),
        value('HI', 'high strength', 'forte résistance', 1080),
      ]),
      size: axis('Size', 'Contenance', sizes([10, 24, 50, 250], { from: 700, to: 6900 })),
    },
  },
  {
    key: 'spray-lubricant',
    code: 'SL',
    unspsc: '15121514',
    name: { en: '{type} spray {size} ml', fr: '{type} en aérosol {size} ml' },
    description: {
      en: '{type} spray {size} ml, works in every position, with extension tube. Flammable aerosol.',
      fr: '{type} en aérosol de {size} ml, utilisable dans toutes les positions, avec tube prolongateur. Aérosol inflammable.',
    },
    keywords: { en: 'aerosol, penetrating oil', fr: 'bombe, dégrippant, aérosol' },
    unit: 'C62',
    priceCents: 620,
    axes: {
      type: axis('Type', 'Type', [
        value('MF', 'Multi-purpose lubricant', 'Lubrifiant multifonction'),
        value('PO', 'Penetrating oil', 'Dégrippant', 950),
        value('SI', 'Silicone lubricant', 'Lubrifiant silicone', 1050),
        value('PT', 'PTFE dry lubricant', 'Lubrifiant sec PTFE', 1400),
        value('FG', 'Food-grade lubricant H1', 'Lubrifiant alimentaire H1', 1700),
        value('CH', 'Chain lubricant', 'Lubrifiant pour chaînes', 1150),
      ]),
      size: axis('Size', 'Contenance', sizes([250, 400, 500], { from: 800, to: 1150 })),
    },
  },
  {
    key: 'grease',
    code: 'GR',
    unspsc: '15121902',
    name: { en: '{type} grease NLGI 2, {size}', fr: 'Graisse {type} NLGI 2, {size}' },
    description: {
      en: '{type} grease NLGI 2, {size}, for plain and rolling bearings, −20 to +140 °C.',
      fr: 'Graisse {type} NLGI 2, {size}, pour paliers lisses et roulements, −20 à +140 °C.',
    },
    keywords: { en: 'lubrication, cartridge', fr: 'lubrification, cartouche, graissage' },
    unit: 'C62',
    priceCents: 590,
    axes: {
      type: axis('Type', 'Type', [
        value('LI', 'Lithium', 'au lithium'),
        value('MO', 'Molybdenum disulphide', 'au bisulfure de molybdène', 1250),
        value('FG', 'Food-grade', 'alimentaire', 2100),
        value('HT', 'High-temperature', 'haute température', 2400),
      ]),
      size: axis('Size', 'Contenance', [
        value('400', '400 g cartridge', 'cartouche 400 g'),
        value('1K', '1 kg tin', 'pot 1 kg', 1900),
        value('5K', '5 kg pail', 'seau 5 kg', 8200),
      ]),
    },
  },
  {
    key: 'hydraulic-oil',
    code: 'HY',
    unspsc: '15121504',
    name: {
      en: 'Hydraulic oil {grade}, {class}, by the litre',
      fr: 'Huile hydraulique {grade}, {class}, au litre',
    },
    description: {
      en: 'Hydraulic oil {grade}, {class}, ISO 11158, delivered in cans of 20 l, priced by the litre.',
      fr: 'Huile hydraulique {grade}, {class}, ISO 11158, livrée en bidons de 20 l, prix au litre.',
    },
    keywords: { en: 'oil, hydraulics, ISO VG', fr: 'huile, hydraulique, ISO VG' },
    unit: 'LTR',
    priceCents: 345,
    axes: {
      grade: axis(
        'Viscosity',
        'Viscosité',
        sizes(['ISO VG 22', 'ISO VG 32', 'ISO VG 46', 'ISO VG 68', 'ISO VG 100'], {
          from: 1000,
          to: 1060,
        }),
      ),
      class: axis('Class', 'Classe', [
        value('HM', 'HM', 'HM'),
        value('HV', 'HV', 'HV', 1150),
        value('BIO', 'biodegradable HEES', 'biodégradable HEES', 2600),
      ]),
    },
    minimumQuantity: '20',
    quantityStep: '20',
  },
  {
    key: 'degreaser',
    code: 'DG',
    unspsc: '47131821',
    name: { en: '{type} degreaser, {size}', fr: 'Dégraissant {type}, {size}' },
    description: {
      en: '{type} degreaser, {size}, for parts, machines and floors. Read the safety data sheet.',
      fr: 'Dégraissant {type}, {size}, pour pièces, machines et sols. Lire la fiche de données de sécurité.',
    },
    keywords: { en: 'cleaner, parts washer', fr: 'nettoyant, fontaine, atelier' },
    unit: 'C62',
    priceCents: 790,
    axes: {
      type: axis('Type', 'Type', [
        value('AL', 'Alkaline', 'alcalin'),
        value('SO', 'Solvent-based', 'solvanté', 1300),
        value('VG', 'Plant-based', 'végétal', 1500),
      ]),
      size: axis(
        'Size',
        'Contenance',
        sizes(['500 ml', '1 l', '5 l', '20 l'], { from: 700, to: 9600 }),
      ),
    },
  },
];
