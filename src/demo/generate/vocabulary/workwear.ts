import { axis, clothing, colours, type Family, sizes, value } from './family.ts';

/** Work clothing and footwear. */
export const workwear: readonly Family[] = [
  {
    key: 'hi-vis-vest',
    code: 'HV',
    unspsc: '46181507',
    name: {
      en: 'Hi-vis vest {closing}, {colour}, size {size}',
      fr: 'Gilet haute visibilité {closing}, coloris {colour}, taille {size}',
    },
    description: {
      en: 'High-visibility vest {closing}, two reflective bands and braces, EN ISO 20471 class 2, washable 25 times.',
      fr: 'Gilet de signalisation {closing}, deux bandes rétroréfléchissantes et bretelles, EN ISO 20471 classe 2, lavable 25 fois.',
    },
    keywords: {
      en: 'reflective, visibility, waistcoat',
      fr: 'gilet jaune, réfléchissant, visibilité',
    },
    unit: 'C62',
    priceCents: 340,
    axes: {
      closing: axis('Closing', 'Fermeture', [
        value('VE', 'with touch fastener', 'à fermeture auto-agrippante'),
        value('ZP', 'with zip and pockets', 'à glissière et poches', 2100),
      ]),
      colour: colours('HY', 'HO'),
      size: clothing('S', 'M', 'L', 'XL', 'XXL', '3XL'),
    },
  },
  {
    key: 'work-trousers',
    code: 'WT',
    unspsc: '46181527',
    name: {
      en: 'Work trousers {cut}, {colour}, size {size}',
      fr: 'Pantalon de travail {cut}, coloris {colour}, taille {size}',
    },
    description: {
      en: 'Work trousers {cut}, polycotton 245 g/m², reinforced knees with pad pockets, tool and rule pockets.',
      fr: 'Pantalon de travail {cut}, polycoton 245 g/m², genoux renforcés avec poches genouillères, poches à outils et à mètre.',
    },
    keywords: { en: 'trousers, workwear', fr: 'vêtement de travail, pantalon multipoches' },
    unit: 'C62',
    priceCents: 3290,
    axes: {
      cut: axis('Cut', 'Coupe', [
        value('ST', 'standard', 'standard'),
        value('SX', 'stretch', 'stretch', 1350),
        value('WM', 'women’s cut', 'coupe femme', 1050),
      ]),
      colour: colours('NV', 'GY', 'BK'),
      size: axis(
        'Size',
        'Taille',
        sizes([36, 38, 40, 42, 44, 46, 48, 50, 52, 54], { from: 1000, to: 1000 }),
      ),
    },
  },
  {
    key: 'coverall',
    code: 'CO',
    unspsc: '46181503',
    name: {
      en: 'Disposable coverall {type}, {colour}, size {size}',
      fr: 'Combinaison jetable {type}, coloris {colour}, taille {size}',
    },
    description: {
      en: 'Hooded coverall {type}, breathable non-woven, elasticated wrists and ankles, antistatic to EN 1149-5.',
      fr: 'Combinaison à capuche {type}, non-tissé respirant, poignets et chevilles élastiqués, antistatique selon EN 1149-5.',
    },
    keywords: {
      en: 'overall, disposable, dust, asbestos',
      fr: 'combinaison, usage unique, poussière, peinture',
    },
    unit: 'C62',
    priceCents: 430,
    axes: {
      type: axis('Type', 'Type', [
        value('56', 'type 5/6', 'type 5/6'),
        value('456', 'type 4/5/6 with taped seams', 'type 4/5/6 à coutures étanchées', 1900),
      ]),
      colour: colours('WH', 'BL'),
      size: clothing('M', 'L', 'XL', 'XXL', '3XL'),
    },
    minimumQuantity: '5',
    quantityStep: '5',
  },
  {
    key: 'safety-shoe',
    code: 'SS',
    unspsc: '46181605',
    name: {
      en: 'Safety {model} {class}, size {size}',
      fr: 'Chaussures de sécurité {model} {class}, pointure {size}',
    },
    description: {
      en: 'Safety {model} {class} SRC, composite toe cap 200 J, flexible anti-perforation insole, metal-free. The pair.',
      fr: 'Chaussures de sécurité {model} {class} SRC, embout composite 200 J, semelle anti-perforation souple, sans métal. La paire.',
    },
    keywords: { en: 'boots, footwear, PPE', fr: 'chaussures, EPI, bottes, pieds' },
    unit: 'PR',
    priceCents: 4690,
    axes: {
      model: axis('Model', 'Modèle', [
        value('LO', 'low shoes', 'basses'),
        value('HI', 'ankle boots', 'montantes', 1120),
        value('TR', 'trainers', 'type basket', 1250),
      ]),
      class: axis('Class', 'Classe', [value('S1P', 'S1P', 'S1P'), value('S3', 'S3', 'S3', 1180)]),
      size: axis(
        'Size',
        'Pointure',
        sizes([36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47], { from: 1000, to: 1000 }),
      ),
    },
  },
];
