import { axis, BAG, BOX, type Family, packs, sizes, value } from './family.ts';

const threads = ['M3', 'M4', 'M5', 'M6', 'M8', 'M10', 'M12', 'M16', 'M20'];
const boltLengths = [10, 12, 16, 20, 25, 30, 35, 40, 50, 60, 70, 80, 100, 120];

const thread = axis('Thread', 'Filetage', sizes(threads, { from: 500, to: 4200 }));
const length = axis('Length', 'Longueur', sizes(boltLengths, { from: 700, to: 2600 }));
const metal = axis('Material', 'Matière', [
  value('ZN88', 'zinc-plated steel 8.8', 'acier zingué classe 8.8', 1000),
  value('A2', 'A2 stainless steel', 'inox A2', 1900),
  value('A4', 'A4 stainless steel', 'inox A4', 2700),
]);
const plainMetal = axis('Material', 'Matière', [
  value('ZN', 'zinc-plated steel', 'acier zingué', 1000),
  value('A2', 'A2 stainless steel', 'inox A2', 1800),
  value('A4', 'A4 stainless steel', 'inox A4', 2500),
]);
const boxes = axis('Pack', 'Conditionnement', packs('BX', BOX, [50, 200]));
const manyBoxes = axis('Pack', 'Conditionnement', packs('BX', BOX, [100, 500]));

const LENGTH_RANGE: Readonly<Record<string, readonly [number, number]>> = {
  M3: [10, 30],
  M4: [10, 40],
  M5: [10, 60],
  M6: [10, 80],
  M8: [16, 100],
  M10: [20, 120],
  M12: [25, 120],
  M16: [35, 120],
  M20: [50, 120],
};

/** Screws are made in lengths that suit their diameter. */
function lengthSuits(codes: Readonly<Record<string, string>>): boolean {
  const [from, to] = LENGTH_RANGE[codes['thread'] ?? ''] ?? [0, 999];
  const asked = Number(codes['length']);
  return asked >= from && asked <= to;
}

const threadOnly = (from: number, to: number) =>
  axis('Thread', 'Filetage', sizes(threads, { from, to }));

/** Screws, nuts, washers and small hardware. */
export const fastening: readonly Family[] = [
  {
    key: 'hex-bolt',
    code: 'HB933',
    unspsc: '31161620',
    name: {
      en: 'Hex bolt {thread} × {length} mm, {material}, DIN 933, {pack}',
      fr: 'Vis à tête hexagonale {thread} × {length} mm, {material}, DIN 933, {pack}',
    },
    description: {
      en: 'Fully threaded hexagon head bolt {thread}, {length} mm under the head, {material}. For mechanical assembly with a nut or in a tapped hole. Batch number on every {pack}.',
      fr: 'Vis à tête hexagonale entièrement filetée {thread}, longueur sous tête {length} mm, {material}. Pour assemblage mécanique avec écrou ou dans un trou taraudé. Numéro de lot sur chaque conditionnement.',
    },
    keywords: {
      en: 'bolt, set screw, ISO 4017, fixing',
      fr: 'boulon, vis TH, vis métaux, ISO 4017, fixation',
    },
    unit: 'BX',
    priceCents: 620,
    axes: { thread, length, material: metal, pack: boxes },
    exists: lengthSuits,
  },
  {
    key: 'socket-cap-screw',
    code: 'SC912',
    unspsc: '31161501',
    name: {
      en: 'Socket head cap screw {thread} × {length} mm, {material}, DIN 912',
      fr: 'Vis à tête cylindrique six pans creux {thread} × {length} mm, {material}, DIN 912',
    },
    description: {
      en: 'Hexagon socket head cap screw {thread} × {length} mm, {material}, for flush fitting in a counterbore. Sold in a {pack}.',
      fr: 'Vis CHC {thread} × {length} mm, {material}, pour montage noyé dans un lamage. Vendue en {pack}.',
    },
    keywords: {
      en: 'allen screw, SHCS, ISO 4762',
      fr: 'vis CHC, vis à tête creuse, BTR, ISO 4762',
    },
    unit: 'BX',
    priceCents: 780,
    axes: {
      thread,
      length,
      material: metal,
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [100])),
    },
    exists: lengthSuits,
  },
  {
    key: 'pan-head-screw',
    code: 'PH7045',
    unspsc: '31161504',
    name: {
      en: 'Pan head machine screw {thread} × {length} mm, {drive}, {material}, {pack}',
      fr: 'Vis à métaux tête cylindrique bombée {thread} × {length} mm, {drive}, {material}, {pack}',
    },
    description: {
      en: 'Machine screw with pan head, {drive} recess, thread {thread}, {material}, ISO 7045. For sheet metal, housings and switchgear.',
      fr: 'Vis à métaux à tête cylindrique bombée, empreinte {drive}, filetage {thread}, {material}, ISO 7045. Pour tôlerie, boîtiers et appareillage.',
    },
    keywords: { en: 'machine screw, panel screw', fr: 'vis mécanique, vis TCB, visserie' },
    unit: 'BX',
    priceCents: 410,
    axes: {
      thread: axis('Thread', 'Filetage', sizes(['M3', 'M4', 'M5', 'M6'], { from: 800, to: 1600 })),
      length: axis(
        'Length',
        'Longueur',
        sizes([8, 10, 12, 16, 20, 25, 30], { from: 800, to: 1500 }),
      ),
      drive: axis('Drive', 'Empreinte', [
        value('PZ', 'Pozidriv', 'Pozidriv'),
        value('TX', 'six-lobe', 'six lobes', 1120),
      ]),
      material: plainMetal,
      pack: manyBoxes,
    },
  },
  {
    key: 'wood-screw',
    code: 'WS',
    unspsc: '31161508',
    name: {
      en: 'Chipboard screw {diameter} × {length} mm, countersunk, six-lobe, {finish}, {pack}',
      fr: 'Vis à bois agglo {diameter} × {length} mm, tête fraisée, six lobes, {finish}, {pack}',
    },
    description: {
      en: 'Countersunk screw for wood and chipboard, {diameter} × {length} mm, {finish}, with cutting point: no pilot hole in softwood.',
      fr: 'Vis à tête fraisée pour bois et aggloméré, {diameter} × {length} mm, {finish}, pointe autoforeuse : pas de pré-perçage dans le bois tendre.',
    },
    keywords: { en: 'screw, timber, carpentry, torx', fr: 'vis bois, menuiserie, charpente, torx' },
    unit: 'BX',
    priceCents: 540,
    axes: {
      diameter: axis(
        'Diameter',
        'Diamètre',
        sizes([3, 3.5, 4, 4.5, 5, 6], { from: 700, to: 1800 }),
      ),
      length: axis(
        'Length',
        'Longueur',
        sizes([16, 20, 25, 30, 40, 50, 60, 80, 100], { from: 700, to: 2400 }),
      ),
      finish: axis('Finish', 'Finition', [
        value('YZ', 'yellow zinc-plated', 'zingué jaune'),
        value('A2', 'A2 stainless steel', 'inox A2', 2100),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [200])),
    },
  },
  {
    key: 'hex-nut',
    code: 'HN934',
    unspsc: '31161727',
    name: {
      en: 'Hex nut {thread}, {material}, DIN 934, {pack}',
      fr: 'Écrou hexagonal {thread}, {material}, DIN 934, {pack}',
    },
    description: {
      en: 'Standard hexagon nut {thread}, {material}, height 0.8 d. Fits DIN 933 bolts and DIN 976 threaded rods.',
      fr: 'Écrou hexagonal standard {thread}, {material}, hauteur 0,8 d. Pour vis DIN 933 et tiges filetées DIN 976.',
    },
    keywords: { en: 'nut, ISO 4032', fr: 'écrou HU, ISO 4032, boulonnerie' },
    unit: 'BX',
    priceCents: 390,
    axes: { thread: threadOnly(600, 5200), material: metal, pack: manyBoxes },
  },
  {
    key: 'lock-nut',
    code: 'LN985',
    unspsc: '31161716',
    name: {
      en: 'Self-locking nut {thread} with nylon insert, {material}, DIN 985, {pack}',
      fr: 'Écrou frein {thread} à bague nylon, {material}, DIN 985, {pack}',
    },
    description: {
      en: 'Prevailing torque nut {thread}, {material}, with nylon insert against vibration. Use once for safety-relevant joints.',
      fr: 'Écrou autofreiné {thread}, {material}, bague nylon contre le desserrage par vibration. Usage unique pour les assemblages de sécurité.',
    },
    keywords: { en: 'stop nut', fr: 'écrou indesserrable' },
    unit: 'BX',
    priceCents: 520,
    axes: { thread: threadOnly(600, 4800), material: plainMetal, pack: manyBoxes },
  },
  {
    key: 'flat-washer',
    code: 'FW125',
    unspsc: '31161807',
    name: {
      en: '{width} washer {thread}, {material}, {pack}',
      fr: 'Rondelle {width} {thread}, {material}, {pack}',
    },
    description: {
      en: '{width} washer for {thread} screws, {material}. Spreads the load and protects the surface.',
      fr: 'Rondelle {width} pour vis {thread}, {material}. Répartit la charge et protège la surface.',
    },
    keywords: { en: 'washer, DIN 125, DIN 9021', fr: 'rondelle, DIN 125, DIN 9021' },
    unit: 'BX',
    priceCents: 260,
    axes: {
      width: axis('Shape', 'Forme', [
        value('A', 'Flat', 'plate', 1000),
        value('L', 'Large flat', 'plate large', 1600),
      ]),
      thread: threadOnly(600, 4000),
      material: plainMetal,
      pack: manyBoxes,
    },
  },
  {
    key: 'spring-washer',
    code: 'SW127',
    unspsc: '31161801',
    name: {
      en: 'Spring lock washer {thread}, {material}, DIN 127 B, {pack}',
      fr: 'Rondelle Grower {thread}, {material}, DIN 127 B, {pack}',
    },
    description: {
      en: 'Split spring washer for {thread} screws, {material}, keeps tension in lightly loaded joints.',
      fr: 'Rondelle élastique fendue pour vis {thread}, {material}, maintient la tension des assemblages peu chargés.',
    },
    keywords: { en: 'split washer', fr: 'rondelle élastique, rondelle fendue' },
    unit: 'BX',
    priceCents: 290,
    axes: { thread: threadOnly(600, 3800), material: plainMetal, pack: manyBoxes },
  },
  {
    key: 'threaded-rod',
    code: 'TR976',
    unspsc: '31161618',
    name: {
      en: 'Threaded rod {thread} × {length} m, {material}, DIN 976',
      fr: 'Tige filetée {thread} × {length} m, {material}, DIN 976',
    },
    description: {
      en: 'Fully threaded rod {thread}, {length} m, {material}, for suspensions, anchoring and pipe supports. Cut to length on site.',
      fr: 'Tige entièrement filetée {thread}, {length} m, {material}, pour suspensions, scellements et supportage. À couper sur place.',
    },
    keywords: { en: 'stud, all-thread', fr: 'tige, goujon, suspente' },
    unit: 'C62',
    priceCents: 240,
    axes: {
      thread: axis(
        'Thread',
        'Filetage',
        sizes(['M5', 'M6', 'M8', 'M10', 'M12', 'M16', 'M20'], { from: 600, to: 5400 }),
      ),
      length: axis('Length', 'Longueur', sizes([1, 2], { from: 1000, to: 1950 })),
      material: metal,
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'expansion-anchor',
    code: 'EA',
    unspsc: '31161607',
    name: {
      en: 'Through-bolt anchor {thread} × {length} mm, {material}, {pack}',
      fr: 'Goujon d’ancrage {thread} × {length} mm, {material}, {pack}',
    },
    description: {
      en: 'Expansion anchor {thread} × {length} mm for cracked and non-cracked concrete, {material}, nut and washer fitted.',
      fr: 'Cheville à expansion {thread} × {length} mm pour béton fissuré ou non, {material}, livrée avec écrou et rondelle.',
    },
    keywords: {
      en: 'anchor, concrete, wedge anchor',
      fr: 'cheville métallique, béton, scellement',
    },
    unit: 'BX',
    priceCents: 2150,
    axes: {
      thread: axis(
        'Thread',
        'Filetage',
        sizes(['M8', 'M10', 'M12', 'M16'], { from: 700, to: 2100 }),
      ),
      length: axis('Length', 'Longueur', sizes([75, 95, 115, 145], { from: 900, to: 1500 })),
      material: plainMetal,
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [25, 50])),
    },
  },
  {
    key: 'butt-hinge',
    code: 'BH',
    unspsc: '31162403',
    name: {
      en: 'Butt hinge {size} mm, {material}',
      fr: 'Charnière plate {size} mm, {material}',
    },
    description: {
      en: 'Butt hinge with fixed pin, {size} mm, {material}, countersunk holes. For doors, hatches and machine guards.',
      fr: 'Charnière à broche fixe, {size} mm, {material}, trous fraisés. Pour portes, trappes et carters de machine.',
    },
    keywords: { en: 'hinge, door, hatch', fr: 'paumelle, porte, trappe' },
    unit: 'C62',
    priceCents: 310,
    axes: {
      size: axis(
        'Size',
        'Taille',
        sizes(['40 × 40', '50 × 40', '60 × 60', '80 × 60', '100 × 80', '120 × 80'], {
          from: 700,
          to: 2300,
        }),
      ),
      material: axis('Material', 'Matière', [
        value('ZN', 'zinc-plated steel', 'acier zingué'),
        value('A2', 'A2 stainless steel', 'inox A2', 2200),
        value('BS', 'brass', 'laiton', 1900),
      ]),
    },
  },
  {
    key: 'padlock',
    code: 'PL',
    unspsc: '46171501',
    name: {
      en: 'Padlock {width} mm, {body}, {keying}',
      fr: 'Cadenas {width} mm, {body}, {keying}',
    },
    description: {
      en: 'Padlock with {body}, width {width} mm, hardened shackle, {keying}. Two keys supplied.',
      fr: 'Cadenas en {body}, largeur {width} mm, anse en acier cémenté, {keying}. Livré avec deux clés.',
    },
    keywords: { en: 'lock, security, lockout', fr: 'serrure, sécurité, consignation' },
    unit: 'C62',
    priceCents: 890,
    axes: {
      width: axis('Width', 'Largeur', sizes([30, 40, 50, 60], { from: 700, to: 1900 })),
      body: axis('Body', 'Corps', [
        value('BR', 'solid brass body', 'laiton massif'),
        value('AL', 'anodised aluminium body', 'aluminium anodisé', 1150),
        value('ST', 'laminated steel body', 'acier laminé', 1300),
      ]),
      keying: axis('Keying', 'Clés', [
        value('KD', 'keyed different', 'clés différentes'),
        value('KA', 'keyed alike', 'clés identiques', 1080),
      ]),
    },
  },
  {
    key: 'wall-plug',
    code: 'WP',
    unspsc: '31161607',
    name: {
      en: 'Universal wall plug {size} mm, nylon, {pack}',
      fr: 'Cheville universelle {size} mm, nylon, {pack}',
    },
    description: {
      en: 'Four-way expansion plug {size} mm in nylon, for solid and hollow walls. Screw not included.',
      fr: 'Cheville à quatre expansions {size} mm en nylon, pour matériaux pleins et creux. Vis non fournie.',
    },
    keywords: { en: 'plug, wall fixing', fr: 'cheville nylon, fixation murale, tampon' },
    unit: 'PK',
    priceCents: 480,
    axes: {
      size: axis(
        'Size',
        'Taille',
        sizes(['5 × 25', '6 × 30', '8 × 40', '10 × 50', '12 × 60'], { from: 700, to: 2200 }),
      ),
      pack: axis('Pack', 'Conditionnement', packs('PK', BAG, [50, 100, 200])),
    },
  },
];
