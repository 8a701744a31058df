import { axis, type Family, sizes, value } from './family.ts';

/** Measuring and controlled tightening. */
export const measuring: readonly Family[] = [
  {
    key: 'tape-measure',
    code: 'TM',
    unspsc: '27111801',
    name: {
      en: 'Tape measure {length} m × {width} mm, accuracy class {class}',
      fr: 'Mètre à ruban {length} m × {width} mm, classe de précision {class}',
    },
    description: {
      en: 'Pocket tape {length} m with nylon-coated blade {width} mm wide, EC class {class}, shock-proof case and belt clip.',
      fr: 'Mètre de poche {length} m, ruban de {width} mm revêtu nylon, classe CE {class}, boîtier antichoc et clip de ceinture.',
    },
    keywords: { en: 'measuring tape, rule', fr: 'mètre, ruban, mesure' },
    unit: 'C62',
    priceCents: 780,
    axes: {
      length: axis('Length', 'Longueur', sizes([3, 5, 8, 10], { from: 700, to: 2000 })),
      width: axis('Width', 'Largeur', sizes([16, 19, 25], { from: 900, to: 1200 })),
      class: axis('Class', 'Classe', [value('II', 'II', 'II'), value('I', 'I', 'I', 1600)]),
    },
  },
  {
    key: 'caliper',
    code: 'VC',
    unspsc: '41111621',
    name: {
      en: '{type} caliper {range} mm',
      fr: 'Pied à coulisse {type} {range} mm',
    },
    description: {
      en: '{type} caliper, measuring range 0–{range} mm, hardened stainless steel, DIN 862, with case and test report.',
      fr: 'Pied à coulisse {type}, capacité 0–{range} mm, inox trempé, DIN 862, avec étui et relevé de contrôle.',
    },
    keywords: { en: 'vernier, measuring', fr: 'métrologie, mesure, vernier' },
    unit: 'C62',
    priceCents: 4900,
    axes: {
      type: axis('Type', 'Type', [
        value('VN', 'Vernier', 'à vernier', 600),
        value('DG', 'Digital', 'numérique', 1000),
        value('IP', 'Digital IP67', 'numérique IP67', 2100),
      ]),
      range: axis('Range', 'Capacité', sizes([150, 200, 300], { from: 900, to: 2200 })),
    },
    ecoCents: 5,
  },
  {
    key: 'torque-wrench',
    code: 'TW',
    unspsc: '27111715',
    name: {
      en: 'Torque wrench {range} N·m, {drive} drive',
      fr: 'Clé dynamométrique {range} N·m, carré {drive}',
    },
    description: {
      en: 'Click-type torque wrench {range} N·m, {drive} square drive, ±3 % to ISO 6789, calibration certificate included.',
      fr: 'Clé dynamométrique à déclenchement {range} N·m, carré {drive}, ±3 % selon ISO 6789, certificat d’étalonnage fourni.',
    },
    keywords: { en: 'torque, tightening', fr: 'couple, serrage contrôlé' },
    unit: 'C62',
    priceCents: 13900,
    axes: {
      range: axis(
        'Range',
        'Capacité',
        sizes(['2–10', '5–25', '20–100', '40–200', '60–300'], { from: 850, to: 1600 }),
      ),
      drive: axis('Drive', 'Carré', [
        value('14', '¼"', '¼"', 900),
        value('38', '⅜"', '⅜"'),
        value('12', '½"', '½"', 1100),
      ]),
    },
    exists: ({ range, drive }) =>
      drive === '14'
        ? range === '210' || range === '525'
        : drive === '38'
          ? range !== '60300'
          : range !== '210',
  },
];
