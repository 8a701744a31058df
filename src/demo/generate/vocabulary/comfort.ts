import { axis, CARTON, colours, type Family, packs, sizes, value } from './family.ts';

const board = axis('Support', 'Support', [
  value('PV', 'rigid PVC', 'PVC rigide'),
  value('VI', 'self-adhesive vinyl', 'vinyle adhésif', 600),
  value('AL', 'aluminium', 'aluminium', 1700),
]);

/** Signs and marking, break room. */
export const comfort: readonly Family[] = [
  {
    key: 'safety-sign',
    code: 'SN',
    unspsc: '55121704',
    name: {
      en: 'Sign “{message}”, {size} mm, {board}',
      fr: 'Panneau « {message} », {size} mm, {board}',
    },
    description: {
      en: 'Safety sign “{message}” to EN ISO 7010, {size} mm, {board}, readable from ten metres.',
      fr: 'Panneau de sécurité « {message} » selon EN ISO 7010, {size} mm, {board}, lisible à dix mètres.',
    },
    keywords: {
      en: 'pictogram, warning, obligation',
      fr: 'pictogramme, danger, obligation, signalétique',
    },
    unit: 'C62',
    priceCents: 590,
    axes: {
      message: axis('Message', 'Message', [
        value('W001', 'General danger', 'Danger général'),
        value('W012', 'Electricity', 'Danger électrique'),
        value('W014', 'Forklift trucks', 'Véhicules de manutention'),
        value('P002', 'No smoking', 'Interdiction de fumer'),
        value('P004', 'No pedestrians', 'Interdit aux piétons'),
        value('M003', 'Wear ear protection', 'Protection auditive obligatoire'),
        value('M004', 'Wear eye protection', 'Protection des yeux obligatoire'),
        value('M009', 'Wear protective gloves', 'Gants de protection obligatoires'),
        value('M014', 'Wear a helmet', 'Casque obligatoire'),
        value('E002', 'Emergency exit', 'Sortie de secours'),
        value('E003', 'First aid', 'Premiers secours'),
        value('F001', 'Fire extinguisher', 'Extincteur'),
      ]),
      size: axis(
        'Size',
        'Format',
        sizes(['100 × 100', '200 × 200', '300 × 300'], { from: 600, to: 2100 }),
      ),
      board,
    },
  },
  {
    key: 'info-plate',
    code: 'IP',
    unspsc: '55121718',
    name: {
      en: 'Door plate “{message}”, {size} mm, {board}',
      fr: 'Plaque de porte « {message} », {size} mm, {board}',
    },
    description: {
      en: 'Information plate “{message}”, {size} mm, {board}, raised lettering on request, double-sided tape supplied.',
      fr: 'Plaque d’information « {message} », {size} mm, {board}, relief sur demande, adhésif double face fourni.',
    },
    keywords: { en: 'door sign, office', fr: 'signalétique, bureau, porte' },
    unit: 'C62',
    priceCents: 790,
    axes: {
      message: axis('Message', 'Message', [
        value('REC', 'Reception', 'Accueil'),
        value('MTG', 'Meeting room', 'Salle de réunion'),
        value('WCM', 'Toilets, men', 'Toilettes hommes'),
        value('WCW', 'Toilets, women', 'Toilettes femmes'),
        value('WCA', 'Accessible toilets', 'Toilettes accessibles'),
        value('PRV', 'Private', 'Privé'),
        value('STO', 'Store room', 'Magasin'),
        value('LIF', 'Lift', 'Ascenseur'),
      ]),
      size: axis('Size', 'Format', sizes(['150 × 50', '200 × 100'], { from: 800, to: 1400 })),
      board,
    },
  },
  {
    key: 'equipment-tag',
    code: 'TG',
    unspsc: '55121717',
    name: {
      en: 'Engraved tag {size} mm, {colour}, {holes}',
      fr: 'Étiquette gravée {size} mm, coloris {colour}, {holes}',
    },
    description: {
      en: 'Two-layer laminate tag {size} mm, {colour}, engraved to your list, {holes}. Made to order.',
      fr: 'Étiquette en stratifié bicouche {size} mm, coloris {colour}, gravée selon votre liste, {holes}. Fabrication à la demande.',
    },
    keywords: { en: 'marking, cable tag, valve tag', fr: 'repérage, vanne, tableau électrique' },
    unit: 'C62',
    priceCents: 340,
    axes: {
      size: axis(
        'Size',
        'Format',
        sizes(['50 × 20', '70 × 30', '100 × 40'], { from: 800, to: 1600 }),
      ),
      colour: colours('WH', 'BK', 'YE', 'RD', 'BL', 'GN'),
      holes: axis('Fixing', 'Fixation', [
        value('H2', 'two holes', 'deux trous'),
        value('AD', 'self-adhesive', 'adhésive', 1050),
      ]),
    },
    minimumQuantity: '10',
  },
  {
    key: 'floor-tape',
    code: 'FT',
    unspsc: '31201520',
    name: {
      en: 'Floor marking tape {width} mm × 33 m, {colour}',
      fr: 'Ruban de marquage au sol {width} mm × 33 m, coloris {colour}',
    },
    description: {
      en: 'PVC marking tape {width} mm × 33 m, {colour}, withstands forklift traffic, 0.18 mm.',
      fr: 'Ruban PVC {width} mm × 33 m, coloris {colour}, résiste au passage des chariots, 0,18 mm.',
    },
    keywords: { en: 'aisle, warehouse, 5S', fr: 'allée, entrepôt, 5S' },
    unit: 'RO',
    priceCents: 590,
    axes: {
      width: axis('Width', 'Largeur', sizes([50, 75, 100], { from: 900, to: 1900 })),
      colour: colours('YE', 'WH', 'RD', 'BL', 'GN', 'BK'),
    },
  },
  {
    key: 'coffee',
    code: 'CF',
    unspsc: '50201706',
    name: { en: 'Coffee {form}, {origin}, {weight}', fr: 'Café {form}, {origin}, {weight}' },
    description: {
      en: 'Coffee {form}, {origin}, slow roasted in Europe, {weight}, fair-trade certified.',
      fr: 'Café {form}, {origin}, torréfaction lente en Europe, {weight}, certifié commerce équitable.',
    },
    keywords: {
      en: 'capsule, espresso, beans, break room',
      fr: 'capsule, dosette, expresso, grains, pause',
    },
    unit: 'PK',
    priceCents: 1390,
    axes: {
      form: axis('Form', 'Forme', [
        value('BE', 'in beans', 'en grains'),
        value('GD', 'ground', 'moulu', 950),
        value('CP', 'in compostable capsules', 'en capsules compostables', 2300),
      ]),
      origin: axis('Origin', 'Origine', [
        value('AR', '100 % arabica', '100 % arabica', 1150),
        value('BL', 'house blend', 'assemblage maison'),
        value('CO', 'Colombia', 'Colombie', 1250),
        value('DE', 'decaffeinated', 'décaféiné', 1200),
      ]),
      weight: axis('Weight', 'Poids', sizes(['250 g', '500 g', '1 kg'], { from: 400, to: 1300 })),
    },
    frenchVatRateBp: 550,
  },
  {
    key: 'tea',
    code: 'TE',
    unspsc: '50201713',
    name: { en: '{kind}, {pack} tea bags', fr: '{kind}, {pack} sachets' },
    description: {
      en: '{kind}, organic, {pack} tea bags individually wrapped.',
      fr: '{kind}, issu de l’agriculture biologique, {pack} sachets fraîcheur.',
    },
    keywords: { en: 'tea, infusion, hot drink', fr: 'thé, infusion, tisane, boisson chaude' },
    unit: 'BX',
    priceCents: 590,
    axes: {
      kind: axis('Kind', 'Variété', [
        value('EB', 'English breakfast tea', 'Thé English breakfast'),
        value('EG', 'Earl Grey tea', 'Thé Earl Grey'),
        value('GM', 'Green tea with mint', 'Thé vert à la menthe'),
        value('VE', 'Verbena infusion', 'Infusion de verveine', 1080),
        value('RB', 'Rooibos', 'Rooibos', 1100),
      ]),
      pack: axis('Pack', 'Conditionnement', [
        { ...value('25', '25', '25'), pack: { pieces: 25, unit: 'BX' } },
        { ...value('100', '100', '100', 3500), pack: { pieces: 100, unit: 'BX' } },
      ]),
    },
    frenchVatRateBp: 550,
  },
  {
    key: 'sugar',
    code: 'SU',
    unspsc: '50161509',
    name: { en: '{kind} sugar, {form}', fr: 'Sucre {kind}, {form}' },
    description: {
      en: '{kind} sugar, {form}, for coffee corners and vending machines.',
      fr: 'Sucre {kind}, {form}, pour coin café et distributeurs.',
    },
    keywords: { en: 'sticks, cubes', fr: 'bûchettes, morceaux' },
    unit: 'BX',
    priceCents: 1190,
    axes: {
      kind: axis('Kind', 'Variété', [
        value('WH', 'White', 'blanc'),
        value('CA', 'Cane', 'de canne', 1250),
      ]),
      form: axis('Form', 'Forme', [
        value('ST', '500 sticks of 4 g', '500 bûchettes de 4 g'),
        value('CU', '1 kg of cubes', '1 kg en morceaux', 300),
        value('WR', '5 kg of wrapped cubes', '5 kg de morceaux enveloppés', 1500),
      ]),
    },
    frenchVatRateBp: 550,
  },
  {
    key: 'water',
    code: 'WA',
    unspsc: '50202310',
    name: { en: '{kind} spring water {size}, {pack}', fr: 'Eau de source {kind} {size}, {pack}' },
    description: {
      en: '{kind} spring water in {size} bottles of recycled PET, {pack}.',
      fr: 'Eau de source {kind} en bouteilles de {size}, PET recyclé, {pack}.',
    },
    keywords: { en: 'bottle, drink', fr: 'bouteille, boisson' },
    unit: 'CT',
    priceCents: 490,
    axes: {
      kind: axis('Kind', 'Variété', [
        value('ST', 'Still', 'plate'),
        value('SP', 'Sparkling', 'gazeuse', 1250),
      ]),
      size: axis('Size', 'Contenance', sizes(['33 cl', '50 cl', '1.5 l'], { from: 900, to: 1300 })),
      pack: axis('Pack', 'Conditionnement', packs('CT', CARTON, [12, 24])),
    },
    frenchVatRateBp: 550,
  },
  {
    key: 'cup',
    code: 'CU',
    unspsc: '48101905',
    name: { en: '{kind} cups {size} cl, {pack}', fr: 'Gobelets {kind} {size} cl, {pack}' },
    description: {
      en: '{kind} cups {size} cl for hot and cold drinks, {pack}.',
      fr: 'Gobelets {kind} {size} cl pour boissons chaudes et froides, {pack}.',
    },
    keywords: { en: 'paper cup, vending', fr: 'gobelet carton, distributeur' },
    unit: 'CT',
    priceCents: 3900,
    axes: {
      kind: axis('Kind', 'Matière', [
        value('PA', 'Paper', 'en carton'),
        value('BA', 'Bagasse', 'en bagasse', 1300),
        value('RE', 'Reusable', 'réutilisables', 4200),
      ]),
      size: axis('Size', 'Contenance', sizes([10, 18, 25, 35], { from: 700, to: 1500 })),
      pack: axis('Pack', 'Conditionnement', packs('CT', CARTON, [1000])),
    },
  },
];
