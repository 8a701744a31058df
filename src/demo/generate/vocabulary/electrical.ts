import { axis, BAG, BOX, colours, type Family, PACK, packs, sizes, value } from './family.ts';

const tone = axis('Colour temperature', 'Température de couleur', [
  value('27', '2700 K', '2700 K'),
  value('30', '3000 K', '3000 K'),
  value('40', '4000 K', '4000 K'),
  value('65', '6500 K', '6500 K', 1020),
]);

/** Lighting, wiring, batteries. */
export const electrical: readonly Family[] = [
  {
    key: 'led-bulb',
    code: 'LB',
    unspsc: '39101600',
    name: {
      en: 'LED bulb {base}, {power} W, {tone}, {finish}',
      fr: 'Ampoule LED {base}, {power} W, {tone}, {finish}',
    },
    description: {
      en: 'LED lamp {base}, {power} W, {tone}, {finish}, CRI 80, 15,000 h, energy class E or better.',
      fr: 'Lampe LED {base}, {power} W, {tone}, {finish}, IRC 80, 15 000 h, classe énergétique E ou mieux.',
    },
    keywords: { en: 'lamp, light, bulb', fr: 'lampe, éclairage, ampoule' },
    unit: 'C62',
    priceCents: 310,
    axes: {
      base: axis('Base', 'Culot', [
        value('E27', 'E27', 'E27'),
        value('E14', 'E14', 'E14', 950),
        value('B22', 'B22', 'B22', 1050),
        value('GU10', 'GU10', 'GU10', 1100),
      ]),
      power: axis('Power', 'Puissance', sizes([4, 6, 8, 10, 14], { from: 750, to: 1900 })),
      tone,
      finish: axis('Finish', 'Finition', [
        value('FR', 'frosted', 'dépolie'),
        value('CL', 'clear', 'claire', 1050),
      ]),
    },
    minimumQuantity: '5',
    quantityStep: '5',
    ecoCents: 17,
  },
  {
    key: 'led-tube',
    code: 'LT',
    unspsc: '39101701',
    name: {
      en: 'LED tube T8 {length} mm, {power} W, {tone}',
      fr: 'Tube LED T8 {length} mm, {power} W, {tone}',
    },
    description: {
      en: 'LED tube {length} mm, {power} W, {tone}, glass with safety film, direct mains or magnetic ballast with starter.',
      fr: 'Tube LED {length} mm, {power} W, {tone}, verre avec film de sécurité, secteur direct ou ballast ferromagnétique avec starter.',
    },
    keywords: {
      en: 'fluorescent replacement, strip light',
      fr: 'néon, remplacement fluorescent, réglette',
    },
    unit: 'C62',
    priceCents: 740,
    axes: {
      length: axis('Length', 'Longueur', sizes([600, 1200, 1500], { from: 800, to: 1500 })),
      power: axis('Power', 'Puissance', sizes([8, 14, 18, 22], { from: 900, to: 1350 })),
      tone,
    },
    exists: ({ length, power }) => (length === '600' ? Number(power) < 15 : Number(power) > 10),
    ecoCents: 20,
  },
  {
    key: 'torch',
    code: 'FT',
    unspsc: '39111702',
    name: { en: 'LED {type}, {flux} lm', fr: 'Lampe LED {type}, {flux} lm' },
    description: {
      en: 'LED {type}, {flux} lm, aluminium body, IP54, shock-proof to one metre.',
      fr: 'Lampe LED {type}, {flux} lm, corps aluminium, IP54, résistante à une chute d’un mètre.',
    },
    keywords: { en: 'flashlight, headlamp', fr: 'torche, frontale, baladeuse' },
    unit: 'C62',
    priceCents: 1990,
    axes: {
      type: axis('Type', 'Type', [
        value('PK', 'pocket torch', 'torche de poche', 700),
        value('HD', 'head torch', 'frontale'),
        value('IN', 'inspection light', 'baladeuse', 1300),
        value('AX', 'ATEX torch', 'torche ATEX', 3200),
      ]),
      flux: axis('Flux', 'Flux', sizes([150, 300, 500, 1000], { from: 800, to: 1900 })),
    },
    ecoCents: 8,
  },
  {
    key: 'cable-tie',
    code: 'CT',
    unspsc: '39121703',
    name: {
      en: 'Cable tie {size} mm, {material}, {colour}, {pack}',
      fr: 'Collier de câblage {size} mm, {material}, coloris {colour}, {pack}',
    },
    description: {
      en: 'Cable tie {size} mm, {material}, {colour}, halogen-free, UL 94 V-2, −40 to +85 °C.',
      fr: 'Collier de serrage {size} mm, {material}, coloris {colour}, sans halogène, UL 94 V-2, −40 à +85 °C.',
    },
    keywords: { en: 'zip tie, tie wrap', fr: 'collier, attache-câble, serre-câble' },
    unit: 'PK',
    priceCents: 340,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(
          [
            '2.5 × 100',
            '2.5 × 160',
            '3.6 × 200',
            '3.6 × 290',
            '4.8 × 200',
            '4.8 × 300',
            '4.8 × 370',
            '7.6 × 380',
          ],
          { from: 500, to: 3600 },
        ),
      ),
      material: axis('Material', 'Matière', [
        value('PA', 'polyamide 6.6', 'polyamide 6.6'),
        value('UV', 'UV-stabilised polyamide', 'polyamide anti-UV', 1200),
      ]),
      colour: colours('BK', 'WH', 'BL'),
      pack: axis('Pack', 'Conditionnement', packs('PK', BAG, [100, 1000])),
    },
  },
  {
    key: 'breaker',
    code: 'MB',
    unspsc: '39121603',
    name: {
      en: 'Circuit breaker {poles}, {rating} A, curve {curve}, {icu} kA',
      fr: 'Disjoncteur {poles}, {rating} A, courbe {curve}, {icu} kA',
    },
    description: {
      en: 'Modular circuit breaker {poles}, {rating} A, curve {curve}, breaking capacity {icu} kA, EN 60898-1, DIN rail.',
      fr: 'Disjoncteur modulaire {poles}, {rating} A, courbe {curve}, pouvoir de coupure {icu} kA, EN 60898-1, sur rail DIN.',
    },
    keywords: { en: 'MCB, protection, DIN rail', fr: 'protection, tableau électrique, modulaire' },
    unit: 'C62',
    priceCents: 890,
    axes: {
      poles: axis('Poles', 'Pôles', [
        value('1N', '1P+N', '1P+N'),
        value('2P', '2P', '2P', 2100),
        value('3P', '3P', '3P', 3400),
        value('4P', '4P', '4P', 4600),
      ]),
      rating: axis(
        'Rating',
        'Calibre',
        sizes([6, 10, 16, 20, 25, 32, 40, 63], { from: 900, to: 1900 }),
      ),
      curve: axis('Curve', 'Courbe', [value('C', 'C', 'C'), value('D', 'D', 'D', 1250)]),
      icu: axis(
        'Breaking capacity',
        'Pouvoir de coupure',
        sizes([6, 10], { from: 1000, to: 1350 }),
      ),
    },
  },
  {
    key: 'terminal-block',
    code: 'TB',
    unspsc: '39121410',
    name: {
      en: 'Terminal block {section} mm², {system}, {colour}, {pack}',
      fr: 'Borne de raccordement {section} mm², {system}, coloris {colour}, {pack}',
    },
    description: {
      en: 'Through terminal {section} mm², {system} connection, for 35 mm DIN rail, 800 V.',
      fr: 'Borne de passage {section} mm², connexion {system}, pour rail DIN 35 mm, 800 V.',
    },
    keywords: { en: 'DIN rail, connector', fr: 'bornier, rail DIN, connexion' },
    unit: 'BX',
    priceCents: 4200,
    axes: {
      section: axis('Section', 'Section', sizes([2.5, 4, 6, 10, 16], { from: 700, to: 2300 })),
      system: axis('Connection', 'Connexion', [
        value('SC', 'screw', 'à vis'),
        value('PI', 'push-in', 'enfichable', 1150),
      ]),
      colour: colours('GY', 'BL', 'GN'),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [50])),
    },
  },
  {
    key: 'cable-lug',
    code: 'CL',
    unspsc: '39121405',
    name: { en: '{type} {section} mm², {pack}', fr: '{type} {section} mm², {pack}' },
    description: {
      en: '{type} for conductors of {section} mm², tinned copper, for crimping.',
      fr: '{type} pour conducteurs de {section} mm², cuivre étamé, à sertir.',
    },
    keywords: { en: 'lug, ferrule, crimp', fr: 'cosse, embout, sertissage' },
    unit: 'PK',
    priceCents: 880,
    axes: {
      type: axis('Type', 'Type', [
        value('RG', 'Ring terminal', 'Cosse à œil'),
        value('FK', 'Fork terminal', 'Cosse à fourche', 1020),
        value('FL', 'Bootlace ferrule', 'Embout de câblage', 600),
        value('BT', 'Butt splice', 'Manchon bout à bout', 1100),
      ]),
      section: axis(
        'Section',
        'Section',
        sizes([0.75, 1.5, 2.5, 4, 6, 10], { from: 700, to: 1900 }),
      ),
      pack: axis('Pack', 'Conditionnement', packs('PK', BAG, [50, 100])),
    },
  },
  {
    key: 'insulating-tape',
    code: 'IT',
    unspsc: '31201502',
    name: {
      en: 'PVC insulating tape {width} mm × {length} m, {colour}',
      fr: 'Ruban isolant PVC {width} mm × {length} m, coloris {colour}',
    },
    description: {
      en: 'Self-extinguishing PVC tape {width} mm × {length} m, {colour}, 0.15 mm, EN 60454-3-1.',
      fr: 'Ruban PVC autoextinguible {width} mm × {length} m, coloris {colour}, 0,15 mm, EN 60454-3-1.',
    },
    keywords: { en: 'electrical tape', fr: 'adhésif électricien, isolation' },
    unit: 'RO',
    priceCents: 95,
    axes: {
      width: axis('Width', 'Largeur', sizes([15, 19, 25], { from: 850, to: 1350 })),
      length: axis('Length', 'Longueur', sizes([10, 20, 25], { from: 800, to: 1700 })),
      colour: colours('BK', 'WH', 'BL', 'RD', 'GN', 'YE', 'GY', 'BR'),
    },
    minimumQuantity: '10',
    quantityStep: '10',
  },
  {
    key: 'cable-metre',
    code: 'CM',
    unspsc: '26121613',
    name: {
      en: 'Cable {type} {section} mm², by the metre',
      fr: 'Câble {type} {section} mm², au mètre',
    },
    description: {
      en: 'Flexible or rigid cable {type} {section} mm², copper, cut to length by the half metre, with a length certificate.',
      fr: 'Câble souple ou rigide {type} {section} mm², cuivre, coupé à la longueur au demi-mètre, avec attestation de métrage.',
    },
    keywords: { en: 'wire, power cable, cut length', fr: 'fil électrique, câble au mètre, coupe' },
    unit: 'MTR',
    priceCents: 128,
    axes: {
      type: axis('Type', 'Type', [
        value('R2V', 'U-1000 R2V', 'U-1000 R2V'),
        value('H07', 'H07RN-F', 'H07RN-F', 1500),
        value('H05', 'H05VV-F', 'H05VV-F', 950),
      ]),
      section: axis(
        'Section',
        'Section',
        sizes(['2 × 1.5', '3G1.5', '3G2.5', '4G2.5', '5G1.5', '5G2.5', '5G4', '5G6'], {
          from: 650,
          to: 5200,
        }),
      ),
    },
    minimumQuantity: '5',
    quantityStep: '0.5',
  },
  {
    key: 'extension-cord',
    code: 'EC',
    unspsc: '26121536',
    name: { en: '{type}, {length} m', fr: '{type}, {length} m' },
    description: {
      en: '{type}, {length} m, 16 A 250 V, child-proof sockets, CE.',
      fr: '{type}, {length} m, 16 A 250 V, socles à éclips, CE.',
    },
    keywords: {
      en: 'power strip, extension lead, reel',
      fr: 'multiprise, prolongateur, enrouleur',
    },
    unit: 'C62',
    priceCents: 990,
    axes: {
      type: axis('Type', 'Type', [
        value('P3', 'Power strip, 3 sockets', 'Bloc multiprise 3 prises', 800),
        value(
          'P6',
          'Power strip, 6 sockets with switch',
          'Bloc multiprise 6 prises à interrupteur',
          1300,
        ),
        value('EX', 'Extension lead 3G1.5', 'Prolongateur 3G1,5'),
        value(
          'XR',
          'Site extension lead H07RN-F 3G2.5',
          'Prolongateur de chantier H07RN-F 3G2,5',
          2900,
        ),
      ]),
      length: axis('Length', 'Longueur', sizes([1.5, 3, 5, 10, 25], { from: 800, to: 3600 })),
    },
    exists: ({ type, length }) =>
      type?.startsWith('P') ? Number(length) !== 25 && length !== '10' : length !== '15',
    ecoCents: 6,
  },
  {
    key: 'alkaline-battery',
    code: 'AB',
    unspsc: '26111702',
    name: {
      en: 'Alkaline battery {size}, {grade}, {pack}',
      fr: 'Pile alcaline {size}, {grade}, {pack}',
    },
    description: {
      en: 'Alkaline cells {size}, {grade}, leak-proof, 10 years of shelf life, mercury-free.',
      fr: 'Piles alcalines {size}, {grade}, anti-fuite, conservation 10 ans, sans mercure.',
    },
    keywords: { en: 'battery, cell, AA, AAA', fr: 'pile, LR6, LR03, AA, AAA' },
    unit: 'BX',
    priceCents: 890,
    axes: {
      size: axis('Size', 'Format', [
        value('AA', 'AA (LR6)', 'AA (LR6)'),
        value('AAA', 'AAA (LR03)', 'AAA (LR03)', 980),
        value('C', 'C (LR14)', 'C (LR14)', 2300),
        value('D', 'D (LR20)', 'D (LR20)', 2900),
        value('9V', '9 V (6LR61)', '9 V (6LR61)', 3800),
      ]),
      grade: axis('Range', 'Gamme', [
        value('ST', 'standard', 'standard'),
        value('IN', 'industrial', 'industrielle', 1200),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [20, 40, 100])),
    },
    ecoCents: 12,
  },
  {
    key: 'rechargeable-battery',
    code: 'RC',
    unspsc: '26111701',
    name: {
      en: 'NiMH rechargeable battery {size}, {capacity} mAh, {pack}',
      fr: 'Pile rechargeable NiMH {size}, {capacity} mAh, {pack}',
    },
    description: {
      en: 'Low self-discharge NiMH cells {size}, {capacity} mAh, up to 1,000 charges, supplied charged.',
      fr: 'Accus NiMH {size} à faible autodécharge, {capacity} mAh, jusqu’à 1 000 charges, livrés chargés.',
    },
    keywords: { en: 'accumulator, battery', fr: 'accu, batterie' },
    unit: 'PK',
    priceCents: 1190,
    axes: {
      size: axis('Size', 'Format', [value('AA', 'AA', 'AA'), value('AAA', 'AAA', 'AAA', 850)]),
      capacity: axis(
        'Capacity',
        'Capacité',
        sizes([800, 1000, 2000, 2500], { from: 800, to: 1350 }),
      ),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [4, 8])),
    },
    ecoCents: 4,
  },
];
