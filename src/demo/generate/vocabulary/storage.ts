import { axis, colours, type Family, sizes, value } from './family.ts';

/** Shelves, bins, trucks, lifting. */
export const storage: readonly Family[] = [
  {
    key: 'shelving-bay',
    code: 'SV',
    unspsc: '24102004',
    name: {
      en: 'Shelving bay {size} cm, {levels} shelves, {load} kg per shelf',
      fr: 'Rayonnage {size} cm, {levels} tablettes, {load} kg par tablette',
    },
    description: {
      en: 'Boltless galvanised shelving {size} cm (H × W × D), {levels} shelves of {load} kg, feet and wall fixings included.',
      fr: 'Rayonnage galvanisé sans boulon {size} cm (H × L × P), {levels} tablettes de {load} kg, pieds et fixations murales compris.',
    },
    keywords: { en: 'rack, shelf, storage', fr: 'étagère, rack, stockage' },
    unit: 'C62',
    priceCents: 9900,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(
          [
            '200 × 100 × 40',
            '200 × 100 × 60',
            '200 × 125 × 50',
            '250 × 100 × 60',
            '250 × 125 × 60',
          ],
          { from: 900, to: 1500 },
        ),
      ),
      levels: axis('Shelves', 'Tablettes', sizes([4, 5, 6], { from: 900, to: 1300 })),
      load: axis('Load', 'Charge', sizes([100, 150, 250], { from: 850, to: 1600 })),
    },
  },
  {
    key: 'open-front-bin',
    code: 'OB',
    unspsc: '24112003',
    name: {
      en: 'Open-front bin {volume} l, {colour}',
      fr: 'Bac à bec {volume} l, coloris {colour}',
    },
    description: {
      en: 'Stackable open-front bin {volume} l, {colour} polypropylene, label slot, hangs on louvred panels.',
      fr: 'Bac à bec gerbable {volume} l, polypropylène coloris {colour}, porte-étiquette, se suspend aux panneaux perforés.',
    },
    keywords: {
      en: 'picking bin, small parts, kanban',
      fr: 'bac de rangement, petites pièces, kanban',
    },
    unit: 'C62',
    priceCents: 390,
    axes: {
      volume: axis('Volume', 'Volume', sizes([1, 3, 4, 10, 12, 28], { from: 400, to: 3900 })),
      colour: colours('BL', 'RD', 'GN', 'YE', 'GY'),
    },
    minimumQuantity: '4',
    quantityStep: '4',
  },
  {
    key: 'euro-container',
    code: 'EU',
    unspsc: '24112003',
    name: {
      en: 'Euro container {size} mm, {sides}, {colour}',
      fr: 'Bac norme Europe {size} mm, {sides}, coloris {colour}',
    },
    description: {
      en: 'Stacking container {size} mm, {sides}, food-grade polypropylene, fits 600 × 400 modules.',
      fr: 'Bac gerbable {size} mm, {sides}, polypropylène alimentaire, au module 600 × 400.',
    },
    keywords: { en: 'crate, tote, container', fr: 'caisse plastique, bac navette' },
    unit: 'C62',
    priceCents: 1190,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(
          [
            '400 × 300 × 120',
            '400 × 300 × 220',
            '600 × 400 × 120',
            '600 × 400 × 220',
            '600 × 400 × 320',
          ],
          { from: 600, to: 1900 },
        ),
      ),
      sides: axis('Sides', 'Parois', [
        value('SO', 'solid sides', 'parois pleines'),
        value('PE', 'perforated sides', 'parois ajourées', 1050),
      ]),
      colour: colours('GY', 'BL', 'GN'),
    },
  },
  {
    key: 'hand-truck',
    code: 'HT',
    unspsc: '24101504',
    name: {
      en: 'Hand truck {load} kg, {frame}, {wheels}',
      fr: 'Diable {load} kg, {frame}, {wheels}',
    },
    description: {
      en: 'Hand truck for {load} kg, {frame}, {wheels}, guarded handles.',
      fr: 'Diable pour {load} kg, {frame}, {wheels}, poignées à protège-mains.',
    },
    keywords: { en: 'sack truck, trolley', fr: 'chariot, manutention' },
    unit: 'C62',
    priceCents: 8900,
    axes: {
      load: axis('Load', 'Charge', sizes([150, 200, 250, 300], { from: 800, to: 1500 })),
      frame: axis('Frame', 'Châssis', [
        value('ST', 'steel frame', 'châssis acier'),
        value('AL', 'aluminium frame', 'châssis aluminium', 1450),
        value('FO', 'folding frame', 'châssis pliant', 1250),
      ]),
      wheels: axis('Wheels', 'Roues', [
        value('PN', 'pneumatic tyres', 'roues gonflables'),
        value('PF', 'puncture-proof tyres', 'roues increvables', 1120),
      ]),
    },
  },
  {
    key: 'sling',
    code: 'SL',
    unspsc: '24101611',
    name: { en: '{type} sling {load} t, {length} m', fr: 'Élingue {type} {load} t, {length} m' },
    description: {
      en: '{type} polyester sling, working load {load} t, effective length {length} m, EN 1492, factor 7, colour by load.',
      fr: 'Élingue polyester {type}, charge maximale d’utilisation {load} t, longueur utile {length} m, EN 1492, coefficient 7, couleur selon la charge.',
    },
    keywords: { en: 'lifting, webbing', fr: 'levage, sangle' },
    unit: 'C62',
    priceCents: 1290,
    axes: {
      type: axis('Type', 'Type', [
        value('FL', 'Flat webbing', 'plate'),
        value('RD', 'Round', 'ronde', 1100),
      ]),
      load: axis('Load', 'Charge', sizes([1, 2, 3, 5], { from: 600, to: 2600 })),
      length: axis('Length', 'Longueur', sizes([1, 2, 3, 4, 6], { from: 600, to: 2300 })),
    },
  },
  {
    key: 'chain-hoist',
    code: 'CH',
    unspsc: '24101602',
    name: {
      en: 'Electric chain hoist {load} kg, {height} m lift, {supply}',
      fr: 'Palan électrique à chaîne {load} kg, levée {height} m, {supply}',
    },
    description: {
      en: 'Electric chain hoist, {load} kg, {height} m lift, {supply}, two speeds, limit switches, EN 14492-2. Commissioning report required.',
      fr: 'Palan électrique à chaîne, {load} kg, hauteur de levée {height} m, {supply}, deux vitesses, fins de course, EN 14492-2. Vérification de mise en service obligatoire.',
    },
    keywords: { en: 'lifting, crane', fr: 'levage, pont, potence' },
    unit: 'C62',
    priceCents: 149000,
    axes: {
      load: axis('Load', 'Charge', sizes([250, 500, 1000, 2000], { from: 800, to: 1900 })),
      height: axis('Lift', 'Levée', sizes([3, 6], { from: 1000, to: 1120 })),
      supply: axis('Supply', 'Alimentation', [
        value('1P', '230 V', '230 V', 950),
        value('3P', '400 V three-phase', '400 V triphasé'),
      ]),
    },
    ecoCents: 210,
  },
  {
    key: 'stepladder',
    code: 'LA',
    unspsc: '30191501',
    name: { en: '{type}, {steps} steps', fr: '{type}, {steps} marches' },
    description: {
      en: '{type} with {steps} steps, aluminium, non-slip feet, EN 131, 150 kg.',
      fr: '{type} à {steps} marches, aluminium, patins antidérapants, EN 131, 150 kg.',
    },
    keywords: { en: 'ladder, step', fr: 'escabeau, échelle, marchepied' },
    unit: 'C62',
    priceCents: 6900,
    axes: {
      type: axis('Type', 'Type', [
        value('SS', 'Stepladder', 'Escabeau'),
        value(
          'PS',
          'Platform stepladder with guardrail',
          'Plate-forme individuelle à garde-corps',
          3200,
        ),
        value('DS', 'Double-sided stepladder', 'Escabeau double accès', 1400),
      ]),
      steps: axis('Steps', 'Marches', sizes([3, 4, 5, 6, 8], { from: 700, to: 1900 })),
    },
  },
];
