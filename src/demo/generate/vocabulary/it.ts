import { axis, colours, type Family, sizes, value } from './family.ts';

/** The small things around a computer. */
export const it: readonly Family[] = [
  {
    key: 'mouse',
    code: 'MS',
    unspsc: '43211708',
    name: { en: '{link} mouse, {shape}, {colour}', fr: 'Souris {link}, {shape}, coloris {colour}' },
    description: {
      en: '{link} optical mouse, {shape}, silent buttons, recycled plastic body.',
      fr: 'Souris optique {link}, {shape}, boutons silencieux, coque en plastique recyclé.',
    },
    keywords: { en: 'pointing device, computer', fr: 'périphérique, ordinateur' },
    unit: 'C62',
    priceCents: 1490,
    axes: {
      link: axis('Link', 'Liaison', [
        value('US', 'USB', 'USB', 600),
        value('RF', 'Wireless', 'sans fil'),
        value('BT', 'Bluetooth', 'Bluetooth', 1300),
      ]),
      shape: axis('Shape', 'Forme', [
        value('AM', 'ambidextrous', 'ambidextre'),
        value('RH', 'right-handed', 'droitier', 1150),
        value('VE', 'vertical', 'verticale', 2200),
      ]),
      colour: colours('BK', 'WH', 'GY'),
    },
    ecoCents: 2,
  },
  {
    key: 'keyboard',
    code: 'KB',
    unspsc: '43211706',
    name: { en: '{link} keyboard {layout}, {size}', fr: 'Clavier {link} {layout}, {size}' },
    description: {
      en: '{link} keyboard, {layout} layout, {size}, spill-resistant, 10 million keystrokes.',
      fr: 'Clavier {link}, disposition {layout}, {size}, résistant aux éclaboussures, 10 millions de frappes.',
    },
    keywords: { en: 'input device, computer', fr: 'périphérique, ordinateur' },
    unit: 'C62',
    priceCents: 2490,
    axes: {
      link: axis('Link', 'Liaison', [
        value('US', 'USB', 'USB', 700),
        value('RF', 'Wireless', 'sans fil'),
      ]),
      layout: axis(
        'Layout',
        'Disposition',
        sizes(['AZERTY', 'QWERTY', 'QWERTZ'], { from: 1000, to: 1000 }),
      ),
      size: axis('Size', 'Format', [
        value('FL', 'with number pad', 'avec pavé numérique'),
        value('CO', 'compact', 'compact', 1100),
      ]),
    },
    ecoCents: 4,
  },
  {
    key: 'network-cable',
    code: 'NC',
    unspsc: '26121609',
    name: {
      en: 'Patch cord {category}, {length} m, {colour}',
      fr: 'Cordon réseau {category}, {length} m, coloris {colour}',
    },
    description: {
      en: 'RJ45 patch cord {category}, {length} m, {colour}, snagless boots, halogen-free sheath, 100 % tested.',
      fr: 'Cordon RJ45 {category}, {length} m, coloris {colour}, capots anti-accroche, gaine sans halogène, testé à 100 %.',
    },
    keywords: { en: 'ethernet, RJ45, LAN', fr: 'ethernet, RJ45, brassage' },
    unit: 'C62',
    priceCents: 340,
    axes: {
      category: axis('Category', 'Catégorie', [
        value('5E', 'Cat 5e U/UTP', 'Cat 5e U/UTP', 700),
        value('6', 'Cat 6 U/UTP', 'Cat 6 U/UTP'),
        value('6A', 'Cat 6A S/FTP', 'Cat 6A S/FTP', 1500),
      ]),
      length: axis('Length', 'Longueur', sizes([0.5, 1, 2, 3, 5, 10, 20], { from: 600, to: 4100 })),
      colour: colours('GY', 'BL', 'RD', 'GN', 'YE', 'BK'),
    },
  },
  {
    key: 'usb-key',
    code: 'UK',
    unspsc: '43202005',
    name: { en: 'USB drive {capacity} GB, {kind}', fr: 'Clé USB {capacity} Go, {kind}' },
    description: {
      en: 'USB 3.2 drive {capacity} GB, {kind}, five-year guarantee.',
      fr: 'Clé USB 3.2 de {capacity} Go, {kind}, garantie cinq ans.',
    },
    keywords: { en: 'flash drive, memory stick', fr: 'mémoire, stockage' },
    unit: 'C62',
    priceCents: 890,
    axes: {
      capacity: axis(
        'Capacity',
        'Capacité',
        sizes([16, 32, 64, 128, 256], { from: 650, to: 3400 }),
      ),
      kind: axis('Type', 'Type', [
        value('CA', 'type A with cap', 'type A à capuchon'),
        value('AC', 'type A and C', 'type A et C', 1300),
        value('SE', 'hardware-encrypted', 'chiffrement matériel', 6800),
      ]),
    },
    ecoCents: 2,
  },
  {
    key: 'toner',
    code: 'TN',
    unspsc: '44103103',
    name: {
      en: 'Toner cartridge {model}, {colour}, {pages} pages',
      fr: 'Cartouche de toner {model}, coloris {colour}, {pages} pages',
    },
    description: {
      en: 'Remanufactured toner for laser printers of series {model}, {colour}, {pages} pages at 5 % coverage (ISO/IEC 19798).',
      fr: 'Toner reconditionné pour imprimantes laser de la série {model}, coloris {colour}, {pages} pages à 5 % de couverture (ISO/IEC 19798).',
    },
    keywords: { en: 'laser printer, cartridge, ink', fr: 'imprimante laser, encre, consommable' },
    unit: 'C62',
    priceCents: 5400,
    axes: {
      model: axis(
        'Printer',
        'Imprimante',
        sizes(['LX-200', 'LX-310', 'LX-450', 'PM-12', 'PM-20', 'PM-35'], { from: 800, to: 1900 }),
      ),
      colour: axis('Colour', 'Coloris', [
        value('BK', 'black', 'noir'),
        value('CY', 'cyan', 'cyan', 1200),
        value('MG', 'magenta', 'magenta', 1200),
        value('YE', 'yellow', 'jaune', 1200),
      ]),
      pages: axis('Yield', 'Capacité', sizes([1500, 3000, 6000], { from: 800, to: 1900 })),
    },
  },
];
