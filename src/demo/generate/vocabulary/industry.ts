import { axis, BAG, BOX, type Family, packs, sizes, value } from './family.ts';

/** Drives, fluids, adhesives and lubricants for maintenance workshops. */
export const industry: readonly Family[] = [
  {
    key: 'ball-bearing',
    code: 'BB',
    unspsc: '31171504',
    name: {
      en: 'Deep groove ball bearing {series}, {seal}, clearance {clearance}',
      fr: 'Roulement à billes {series}, {seal}, jeu {clearance}',
    },
    description: {
      en: 'Single-row deep groove ball bearing {series}, {seal}, internal clearance {clearance}, ISO 15. Keep in its packing until fitted.',
      fr: 'Roulement rigide à une rangée de billes {series}, {seal}, jeu interne {clearance}, ISO 15. À conserver dans son emballage jusqu’au montage.',
    },
    keywords: { en: 'bearing, rotation, maintenance', fr: 'roulement, maintenance, rotation' },
    unit: 'C62',
    priceCents: 290,
    axes: {
      series: axis(
        'Series',
        'Série',
        sizes(
          [
            6000, 6001, 6002, 6003, 6004, 6005, 6006, 6200, 6201, 6202, 6203, 6204, 6205, 6206,
            6207, 6208, 6304, 6305, 6306, 6308,
          ],
          { from: 600, to: 6200 },
        ),
      ),
      seal: axis('Seal', 'Étanchéité', [
        value('2RS', 'rubber-sealed 2RS', 'étanche 2RS', 1080),
        value('ZZ', 'shielded ZZ', 'flasques ZZ'),
      ]),
      clearance: axis('Clearance', 'Jeu', [value('CN', 'CN', 'CN'), value('C3', 'C3', 'C3', 1040)]),
    },
  },
  {
    key: 'pillow-block',
    code: 'UCP',
    unspsc: '31171511',
    name: { en: '{type} bearing unit, {bore} mm shaft', fr: 'Palier {type}, arbre {bore} mm' },
    description: {
      en: '{type} bearing unit with insert bearing for {bore} mm shaft, cast iron housing, grease nipple.',
      fr: 'Palier {type} avec roulement insert pour arbre de {bore} mm, corps en fonte, graisseur.',
    },
    keywords: { en: 'plummer block, housing', fr: 'palier, support, roulement insert' },
    unit: 'C62',
    priceCents: 1090,
    axes: {
      type: axis('Type', 'Type', [
        value('P', 'Pillow block', 'à semelle'),
        value('F', 'Four-bolt flange', 'applique carrée', 1080),
        value('FL', 'Two-bolt flange', 'applique ovale', 1030),
      ]),
      bore: axis(
        'Bore',
        'Alésage',
        sizes([12, 15, 17, 20, 25, 30, 35, 40, 45, 50], { from: 800, to: 2900 }),
      ),
    },
  },
  {
    key: 'v-belt',
    code: 'VB',
    unspsc: '26111801',
    name: {
      en: 'V-belt {profile}, {length} mm',
      fr: 'Courroie trapézoïdale {profile}, {length} mm',
    },
    description: {
      en: 'Wrapped V-belt {profile}, pitch length {length} mm, oil- and heat-resistant, antistatic ISO 1813.',
      fr: 'Courroie trapézoïdale enveloppée {profile}, longueur primitive {length} mm, résistante à l’huile et à la chaleur, antistatique ISO 1813.',
    },
    keywords: { en: 'drive belt, transmission', fr: 'transmission, courroie' },
    unit: 'C62',
    priceCents: 690,
    axes: {
      profile: axis(
        'Profile',
        'Profil',
        sizes(['SPZ', 'SPA', 'SPB', 'SPC'], { from: 700, to: 2400 }),
      ),
      length: axis(
        'Length',
        'Longueur',
        sizes([630, 800, 1000, 1250, 1500, 1800, 2000, 2500, 3150], { from: 600, to: 2500 }),
      ),
    },
  },
  {
    key: 'roller-chain',
    code: 'RC',
    unspsc: '31151603',
    name: {
      en: 'Roller chain {pitch}, {rows}, by the metre',
      fr: 'Chaîne à rouleaux {pitch}, {rows}, au mètre',
    },
    description: {
      en: 'Roller chain {pitch}, {rows}, ISO 606, pre-lubricated, cut by the half metre with a connecting link.',
      fr: 'Chaîne à rouleaux {pitch}, {rows}, ISO 606, prélubrifiée, coupée au demi-mètre avec attache rapide.',
    },
    keywords: { en: 'drive chain', fr: 'chaîne de transmission' },
    unit: 'MTR',
    priceCents: 1190,
    axes: {
      pitch: axis(
        'Pitch',
        'Pas',
        sizes(['06B', '08B', '10B', '12B', '16B'], { from: 700, to: 2600 }),
      ),
      rows: axis('Rows', 'Rangs', [
        value('1', 'simplex', 'simple'),
        value('2', 'duplex', 'double', 1900),
      ]),
    },
    minimumQuantity: '1',
    quantityStep: '0.5',
  },
  {
    key: 'hose-metre',
    code: 'HO',
    unspsc: '40142002',
    name: {
      en: 'Compressed air hose Ø {bore} mm, {material}, by the metre',
      fr: 'Tuyau à air comprimé Ø {bore} mm, {material}, au mètre',
    },
    description: {
      en: 'Air hose, inside diameter {bore} mm, {material}, 15 bar, cut to length by 10 cm.',
      fr: 'Tuyau à air, diamètre intérieur {bore} mm, {material}, 15 bar, coupé à la longueur par 10 cm.',
    },
    keywords: { en: 'pneumatic hose, compressor', fr: 'pneumatique, compresseur, flexible' },
    unit: 'MTR',
    priceCents: 210,
    axes: {
      bore: axis('Bore', 'Diamètre', sizes([6, 8, 10, 13, 16, 19], { from: 700, to: 2500 })),
      material: axis('Material', 'Matière', [
        value('PVC', 'reinforced PVC', 'PVC armé', 800),
        value('PU', 'polyurethane', 'polyuréthane'),
        value('EP', 'EPDM rubber', 'caoutchouc EPDM', 1600),
      ]),
    },
    minimumQuantity: '2',
    quantityStep: '0.1',
  },
  {
    key: 'water-hose',
    code: 'WH',
    unspsc: '40142008',
    name: {
      en: 'Water hose Ø {bore} mm, {length} m roll, {grade}',
      fr: 'Tuyau d’eau Ø {bore} mm, rouleau de {length} m, {grade}',
    },
    description: {
      en: 'Hose for water, inside diameter {bore} mm, {grade}, roll of {length} m, UV-resistant, anti-kink.',
      fr: 'Tuyau pour l’eau, diamètre intérieur {bore} mm, {grade}, rouleau de {length} m, anti-UV et anti-torsion.',
    },
    keywords: { en: 'garden hose, washing down', fr: 'arrosage, lavage' },
    unit: 'RO',
    priceCents: 3200,
    axes: {
      bore: axis('Bore', 'Diamètre', sizes([13, 15, 19, 25], { from: 700, to: 2100 })),
      length: axis('Length', 'Longueur', sizes([25, 50], { from: 1000, to: 1880 })),
      grade: axis('Grade', 'Qualité', [
        value('GA', 'garden grade', 'qualité jardin', 800),
        value('FO', 'food grade', 'qualité alimentaire', 1900),
        value('IN', 'industrial grade', 'qualité industrielle', 1300),
      ]),
    },
  },
  {
    key: 'ball-valve',
    code: 'BV',
    unspsc: '40141607',
    name: {
      en: 'Ball valve {size}, {material}, {ends}',
      fr: 'Robinet à boisseau sphérique {size}, {material}, {ends}',
    },
    description: {
      en: 'Full-bore ball valve {size}, {material}, {ends}, lever handle, PN 40, PTFE seats.',
      fr: 'Robinet à passage intégral {size}, {material}, {ends}, poignée levier, PN 40, sièges PTFE.',
    },
    keywords: { en: 'tap, shut-off, plumbing', fr: 'vanne, arrêt, plomberie' },
    unit: 'C62',
    priceCents: 890,
    axes: {
      size: axis('Size', 'Diamètre', [
        value('14', '¼"', '¼"', 700),
        value('38', '⅜"', '⅜"', 750),
        value('12', '½"', '½"'),
        value('34', '¾"', '¾"', 1400),
        value('1', '1"', '1"', 2000),
        value('112', '1½"', '1½"', 3900),
        value('2', '2"', '2"', 5900),
      ]),
      material: axis('Material', 'Matière', [
        value('BR', 'nickel-plated brass', 'laiton nickelé'),
        value('SS', 'stainless steel 316', 'inox 316', 2200),
      ]),
      ends: axis('Ends', 'Raccordement', [
        value('FF', 'female/female', 'femelle/femelle'),
        value('MF', 'male/female', 'mâle/femelle', 1060),
      ]),
    },
  },
  {
    key: 'hose-clamp',
    code: 'HC',
    unspsc: '40141734',
    name: {
      en: 'Worm-drive hose clip {range} mm, {material}, {pack}',
      fr: 'Collier de serrage à vis {range} mm, {material}, {pack}',
    },
    description: {
      en: 'Worm-drive clip, range {range} mm, {material}, band 9 mm, DIN 3017.',
      fr: 'Collier à vis tangente, plage {range} mm, {material}, bande de 9 mm, DIN 3017.',
    },
    keywords: { en: 'clamp, hose clip', fr: 'collier, bride, durite' },
    unit: 'BX',
    priceCents: 1290,
    axes: {
      range: axis(
        'Range',
        'Plage',
        sizes(['8–12', '10–16', '12–22', '16–27', '20–32', '25–40', '32–50', '50–70'], {
          from: 800,
          to: 1700,
        }),
      ),
      material: axis('Material', 'Matière', [
        value('W1', 'zinc-plated steel W1', 'acier zingué W1', 800),
        value('W4', 'stainless steel W4', 'inox W4', 1400),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [25, 50])),
    },
  },
  {
    key: 'air-coupling',
    code: 'AC',
    unspsc: '27131613',
    name: { en: '{type} {size}, {profile} profile', fr: '{type} {size}, profil {profile}' },
    description: {
      en: '{type} {size} for compressed air, {profile} profile, safe venting on disconnection (ISO 4414).',
      fr: '{type} {size} pour air comprimé, profil {profile}, purge de sécurité à la déconnexion (ISO 4414).',
    },
    keywords: { en: 'pneumatic, quick connect', fr: 'pneumatique, raccord rapide' },
    unit: 'C62',
    priceCents: 1450,
    axes: {
      type: axis('Type', 'Type', [
        value('CP', 'Safety coupling', 'Coupleur de sécurité'),
        value('PG', 'Plug', 'Embout', 160),
      ]),
      size: axis('Size', 'Taille', [
        value('14', '¼"', '¼"', 900),
        value('38', '⅜"', '⅜"'),
        value('12', '½"', '½"', 1200),
      ]),
      profile: axis('Profile', 'Profil', [
        value('IS', 'ISO B', 'ISO B'),
        value('EU', 'European', 'européen', 1080),
      ]),
    },
  },
  {
    key: 'o-ring',
    code: 'OR',
    unspsc: '31181506',
    name: {
      en: 'O-ring {bore} × {section} mm, {material}, {pack}',
      fr: 'Joint torique {bore} × {section} mm, {material}, {pack}',
    },
    description: {
      en: 'O-ring, inside diameter {bore} mm, section {section} mm, {material}, ISO 3601 grade N.',
      fr: 'Joint torique, diamètre intérieur {bore} mm, section {section} mm, {material}, ISO 3601 classe N.',
    },
    keywords: { en: 'seal, gasket', fr: 'joint, étanchéité' },
    unit: 'PK',
    priceCents: 240,
    axes: {
      bore: axis(
        'Bore',
        'Diamètre',
        sizes([5, 8, 10, 12, 15, 18, 20, 25, 30, 40], { from: 700, to: 2400 }),
      ),
      section: axis('Section', 'Section', sizes([1.5, 2, 2.5, 3], { from: 850, to: 1400 })),
      material: axis('Material', 'Matière', [
        value('N70', 'NBR 70', 'NBR 70'),
        value('E70', 'EPDM 70', 'EPDM 70', 1400),
        value('V75', 'FKM 75', 'FKM 75', 4100),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', BAG, [10])),
    },
  },
  {
    key: 'panel-filter',
    code: 'AF',
    unspsc: '40161505',
    name: {
      en: 'Ventilation filter {size} mm, {class}',
      fr: 'Filtre de ventilation {size} mm, {class}',
    },
    description: {
      en: 'Pleated panel filter {size} mm, {class}, ISO 16890, cardboard frame, for air handling units.',
      fr: 'Filtre plan plissé {size} mm, {class}, ISO 16890, cadre carton, pour centrales de traitement d’air.',
    },
    keywords: { en: 'HVAC, air handling', fr: 'CTA, climatisation, VMC' },
    unit: 'C62',
    priceCents: 990,
    axes: {
      size: axis(
        'Size',
        'Dimensions',
        sizes(['287 × 592 × 48', '490 × 592 × 48', '592 × 592 × 48', '592 × 592 × 98'], {
          from: 800,
          to: 1700,
        }),
      ),
      class: axis('Class', 'Classe', [
        value('G4', 'Coarse 65 % (G4)', 'Coarse 65 % (G4)', 800),
        value('M5', 'ePM10 50 % (M5)', 'ePM10 50 % (M5)', 1300),
        value('F7', 'ePM1 50 % (F7)', 'ePM1 50 % (F7)', 2200),
      ]),
    },
  },
];
