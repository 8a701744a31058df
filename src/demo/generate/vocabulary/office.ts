import { axis, BOX, colours, type Family, PACK, packs, sizes, value } from './family.ts';

const pens = (...counts: number[]) => axis('Pack', 'Conditionnement', packs('BX', BOX, counts));

/** Paper, writing, filing, and the small things around a computer. */
export const office: readonly Family[] = [
  {
    key: 'copy-paper',
    code: 'PA',
    unspsc: '14111507',
    name: {
      en: 'Copy paper {format}, {weight} g/m², {grade}, ream of 500',
      fr: 'Papier copieur {format}, {weight} g/m², {grade}, ramette de 500',
    },
    description: {
      en: 'Paper {format}, {weight} g/m², {grade}, for laser and inkjet printers, ISO 9706, 500 sheets.',
      fr: 'Papier {format}, {weight} g/m², {grade}, pour imprimantes laser et jet d’encre, ISO 9706, 500 feuilles.',
    },
    keywords: { en: 'ream, printer paper, A4', fr: 'ramette, papier blanc, A4, impression' },
    unit: 'RM',
    priceCents: 465,
    axes: {
      format: axis('Format', 'Format', [
        value('A4', 'A4', 'A4'),
        value('A3', 'A3', 'A3', 2050),
        value('A5', 'A5', 'A5', 620),
      ]),
      weight: axis(
        'Weight',
        'Grammage',
        sizes([75, 80, 90, 100, 120, 160], { from: 940, to: 2500 }),
      ),
      grade: axis('Grade', 'Qualité', [
        value('RE', '100 % recycled', '100 % recyclé', 1060),
        value('ST', 'white', 'blanc'),
        value('PR', 'extra white', 'extra-blanc', 1180),
      ]),
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'ball-pen',
    code: 'BP',
    unspsc: '44121704',
    name: {
      en: 'Ball point pen {type}, {tip} mm tip, {colour}, {pack}',
      fr: 'Stylo à bille {type}, pointe {tip} mm, coloris {colour}, {pack}',
    },
    description: {
      en: 'Ball point pen {type}, {tip} mm tip, document-proof ink, {colour}, ISO 12757-2.',
      fr: 'Stylo à bille {type}, pointe {tip} mm, encre indélébile, coloris {colour}, ISO 12757-2.',
    },
    keywords: { en: 'pen, biro, writing', fr: 'stylo, écriture' },
    unit: 'BX',
    priceCents: 1150,
    axes: {
      type: axis('Type', 'Type', [
        value('CP', 'with cap', 'à capuchon', 450),
        value('RT', 'retractable', 'rétractable'),
        value('GL', 'gel ink, retractable', 'encre gel, rétractable', 1700),
      ]),
      tip: axis('Tip', 'Pointe', sizes([0.5, 0.7, 1], { from: 1050, to: 1000 })),
      colour: colours('BL', 'BK', 'RD', 'GN'),
      pack: pens(12, 50),
    },
  },
  {
    key: 'marker',
    code: 'MK',
    unspsc: '44121708',
    name: {
      en: '{type} marker, {tip} tip, {colour}, {pack}',
      fr: 'Marqueur {type}, pointe {tip}, coloris {colour}, {pack}',
    },
    description: {
      en: '{type} marker, {tip} tip, {colour} ink, low odour, may stay uncapped for two days.',
      fr: 'Marqueur {type}, pointe {tip}, encre coloris {colour}, peu odorante, supporte deux jours sans capuchon.',
    },
    keywords: { en: 'felt pen, whiteboard', fr: 'feutre, tableau blanc, marquage' },
    unit: 'BX',
    priceCents: 1090,
    axes: {
      type: axis('Type', 'Type', [
        value('PM', 'Permanent', 'permanent'),
        value('WB', 'Whiteboard', 'pour tableau blanc', 1050),
        value('PT', 'Paint', 'peinture', 2100),
      ]),
      tip: axis('Tip', 'Pointe', [
        value('RD', 'round', 'ogive'),
        value('CH', 'chisel', 'biseautée', 1030),
      ]),
      colour: colours('BK', 'BL', 'RD', 'GN'),
      pack: pens(10),
    },
  },
  {
    key: 'highlighter',
    code: 'HL',
    unspsc: '44121716',
    name: {
      en: 'Highlighter, {body}, {colour}, {pack}',
      fr: 'Surligneur, {body}, coloris {colour}, {pack}',
    },
    description: {
      en: 'Highlighter with {body}, chisel tip 2–5 mm, {colour}, water-based ink.',
      fr: 'Surligneur à {body}, pointe biseautée 2–5 mm, coloris {colour}, encre à base d’eau.',
    },
    keywords: { en: 'fluorescent marker', fr: 'fluo, feutre' },
    unit: 'BX',
    priceCents: 720,
    axes: {
      body: axis('Body', 'Corps', [
        value('FL', 'flat body', 'corps plat'),
        value('PN', 'pen body', 'corps stylo', 900),
      ]),
      colour: colours('YE', 'PK', 'GN', 'OR', 'BL', 'VT'),
      pack: pens(10),
    },
  },
  {
    key: 'notebook',
    code: 'NB',
    unspsc: '14111514',
    name: {
      en: '{type} {format}, {ruling}, {pages} pages',
      fr: '{type} {format}, {ruling}, {pages} pages',
    },
    description: {
      en: '{type} {format}, {ruling}, {pages} pages of 90 g/m² paper from certified forests.',
      fr: '{type} {format}, {ruling}, {pages} pages, papier 90 g/m² issu de forêts certifiées.',
    },
    keywords: { en: 'pad, writing paper', fr: 'bloc-notes, cahier, papeterie' },
    unit: 'C62',
    priceCents: 320,
    axes: {
      type: axis('Type', 'Type', [
        value('SP', 'Spiral notebook', 'Cahier à spirale'),
        value('PD', 'Writing pad', 'Bloc de bureau', 700),
        value('HC', 'Hardback notebook', 'Carnet à couverture rigide', 2100),
      ]),
      format: axis('Format', 'Format', sizes(['A6', 'A5', 'A4'], { from: 650, to: 1200 })),
      ruling: axis('Ruling', 'Réglure', [
        value('SQ', '5 × 5 squared', 'quadrillé 5 × 5'),
        value('LN', 'lined', 'ligné'),
        value('PL', 'plain', 'uni'),
      ]),
      pages: axis('Pages', 'Pages', sizes([100, 160, 200], { from: 900, to: 1500 })),
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'envelope',
    code: 'EN',
    unspsc: '44121506',
    name: {
      en: 'Envelopes {format}, {window}, {weight} g/m², {pack}',
      fr: 'Enveloppes {format}, {window}, {weight} g/m², {pack}',
    },
    description: {
      en: 'White envelopes {format}, {window}, {weight} g/m², self-sealing with protective strip.',
      fr: 'Enveloppes blanches {format}, {window}, {weight} g/m², autocollantes à bande protectrice.',
    },
    keywords: { en: 'mail, post', fr: 'courrier, pli, affranchissement' },
    unit: 'BX',
    priceCents: 2190,
    axes: {
      format: axis(
        'Format',
        'Format',
        sizes(['DL 110 × 220', 'C5 162 × 229', 'C4 229 × 324'], { from: 800, to: 2300 }),
      ),
      window: axis('Window', 'Fenêtre', [
        value('NW', 'without window', 'sans fenêtre'),
        value('W35', '35 mm window', 'fenêtre 35 mm', 1060),
        value('W45', '45 mm window', 'fenêtre 45 mm', 1060),
      ]),
      weight: axis('Weight', 'Grammage', sizes([80, 90], { from: 1000, to: 1100 })),
      pack: pens(500),
    },
  },
  {
    key: 'binder',
    code: 'BI',
    unspsc: '44122003',
    name: {
      en: 'Lever arch file {format}, {spine} mm spine, {colour}',
      fr: 'Classeur à levier {format}, dos {spine} mm, coloris {colour}',
    },
    description: {
      en: 'Lever arch file {format}, {spine} mm spine, {colour} polypropylene cover, metal edges, label pocket.',
      fr: 'Classeur à levier {format}, dos de {spine} mm, couverture polypropylène coloris {colour}, arêtes métal, porte-étiquette.',
    },
    keywords: { en: 'file, archive, ring binder', fr: 'rangement, archive, classement' },
    unit: 'C62',
    priceCents: 285,
    axes: {
      format: axis('Format', 'Format', [
        value('A4', 'A4', 'A4'),
        value('A4M', 'A4 maxi', 'A4 maxi', 1120),
      ]),
      spine: axis('Spine', 'Dos', sizes([50, 80], { from: 1000, to: 1050 })),
      colour: colours('BK', 'BL', 'RD', 'GN', 'YE', 'GY', 'WH', 'OR'),
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'folder',
    code: 'FO',
    unspsc: '44122011',
    name: {
      en: '{type}, {weight} g/m², {colour}, {pack}',
      fr: '{type}, {weight} g/m², coloris {colour}, {pack}',
    },
    description: {
      en: '{type} 24 × 32 cm, recycled card {weight} g/m², {colour}.',
      fr: '{type} 24 × 32 cm, carte recyclée {weight} g/m², coloris {colour}.',
    },
    keywords: { en: 'file, document folder', fr: 'dossier, classement, chemise' },
    unit: 'PK',
    priceCents: 1290,
    axes: {
      type: axis('Type', 'Type', [
        value('SF', 'Square cut folders', 'Sous-chemises', 600),
        value('FF', 'Document folders', 'Chemises'),
        value('3F', 'Three-flap folders', 'Chemises à trois rabats', 2600),
      ]),
      weight: axis('Weight', 'Grammage', sizes([80, 180, 250], { from: 800, to: 1300 })),
      colour: colours('YE', 'BL', 'GN', 'OR', 'GY'),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [100])),
    },
  },
  {
    key: 'sheet-protector',
    code: 'SP',
    unspsc: '44122002',
    name: {
      en: 'Punched pockets {format}, {finish}, {micron} µm, {pack}',
      fr: 'Pochettes perforées {format}, {finish}, {micron} µm, {pack}',
    },
    description: {
      en: 'Polypropylene pockets {format}, {finish}, {micron} µm, eleven holes, copy-safe.',
      fr: 'Pochettes en polypropylène {format}, {finish}, {micron} µm, onze trous, sans transfert d’encre.',
    },
    keywords: { en: 'plastic pocket, sleeve', fr: 'pochette plastique, perforée' },
    unit: 'PK',
    priceCents: 590,
    axes: {
      format: axis('Format', 'Format', [value('A4', 'A4', 'A4'), value('A5', 'A5', 'A5', 900)]),
      finish: axis('Finish', 'Finition', [
        value('GR', 'grained', 'grainées'),
        value('SM', 'smooth', 'lisses', 1150),
      ]),
      micron: axis('Thickness', 'Épaisseur', sizes([45, 60, 90], { from: 850, to: 1500 })),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [100])),
    },
  },
  {
    key: 'scissors',
    code: 'SC',
    unspsc: '44121618',
    name: { en: 'Scissors {length} cm, {kind}', fr: 'Ciseaux {length} cm, {kind}' },
    description: {
      en: 'Stainless steel scissors {length} cm, {kind}, soft-grip handles.',
      fr: 'Ciseaux en acier inoxydable {length} cm, {kind}, anneaux souples.',
    },
    keywords: { en: 'cutting, shears', fr: 'coupe, bureau' },
    unit: 'C62',
    priceCents: 410,
    axes: {
      length: axis('Length', 'Longueur', sizes([13, 17, 21, 25], { from: 700, to: 1500 })),
      kind: axis('Type', 'Type', [
        value('RH', 'right-handed', 'droitier'),
        value('LH', 'left-handed', 'gaucher', 1100),
      ]),
    },
  },
  {
    key: 'stapler',
    code: 'ST',
    unspsc: '44121615',
    name: { en: '{type} stapler, {sheets} sheets', fr: 'Agrafeuse {type}, {sheets} feuilles' },
    description: {
      en: '{type} stapler, up to {sheets} sheets of 80 g/m², metal mechanism, ten-year guarantee.',
      fr: 'Agrafeuse {type}, jusqu’à {sheets} feuilles de 80 g/m², mécanisme métal, garantie dix ans.',
    },
    keywords: { en: 'staples, desk', fr: 'agrafes, bureau' },
    unit: 'C62',
    priceCents: 1290,
    axes: {
      type: axis('Type', 'Type', [
        value('DK', 'Desk', 'de bureau'),
        value('PL', 'Plier', 'pince', 1200),
        value('HD', 'Heavy-duty', 'grande capacité', 2900),
      ]),
      sheets: axis('Sheets', 'Feuilles', sizes([20, 30, 60, 120], { from: 800, to: 2300 })),
    },
    exists: ({ type, sheets }) => (type === 'HD' ? Number(sheets) >= 60 : Number(sheets) < 60),
  },
  {
    key: 'task-chair',
    code: 'CH',
    unspsc: '56112102',
    name: {
      en: 'Task chair, {mechanism}, {arms}, {colour}',
      fr: 'Siège de bureau, {mechanism}, {arms}, coloris {colour}',
    },
    description: {
      en: 'Task chair with {mechanism}, {arms}, mesh back with lumbar support, EN 1335, five-star base on castors.',
      fr: 'Siège à {mechanism}, {arms}, dossier résille avec soutien lombaire, EN 1335, piètement cinq branches à roulettes.',
    },
    keywords: { en: 'office chair, seating, ergonomics', fr: 'fauteuil, chaise, ergonomie' },
    unit: 'C62',
    priceCents: 17900,
    axes: {
      mechanism: axis('Mechanism', 'Mécanisme', [
        value('PC', 'permanent contact mechanism', 'mécanisme contact permanent', 800),
        value('SY', 'synchronous mechanism', 'mécanisme synchrone', 1200),
      ]),
      arms: axis('Armrests', 'Accoudoirs', [
        value('NA', 'without armrests', 'sans accoudoirs', 900),
        value('2D', '2D armrests', 'accoudoirs 2D'),
        value('4D', '4D armrests', 'accoudoirs 4D', 1200),
      ]),
      colour: colours('BK', 'GY', 'BL'),
    },
    ecoCents: 140,
  },
];
