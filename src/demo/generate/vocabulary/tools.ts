import { axis, BOX, type Family, PACK, packs, sizes, value } from './family.ts';

/** Hand tools, cutting tools and abrasives. */
export const tools: readonly Family[] = [
  {
    key: 'screwdriver',
    code: 'SD',
    unspsc: '27111701',
    name: {
      en: 'Screwdriver {tip}, blade {blade} mm, {grip}',
      fr: 'Tournevis {tip}, lame {blade} mm, {grip}',
    },
    description: {
      en: 'Screwdriver {tip} with chrome-vanadium blade of {blade} mm and {grip}. Magnetic, black-finished tip.',
      fr: 'Tournevis {tip} à lame chrome-vanadium de {blade} mm et {grip}. Pointe brunie, aimantée.',
    },
    keywords: { en: 'driver, hand tool, VDE', fr: 'outil à main, isolé, VDE' },
    unit: 'C62',
    priceCents: 620,
    axes: {
      tip: axis('Tip', 'Empreinte', [
        value('SL4', 'slotted 4 mm', 'plat 4 mm', 850),
        value('SL55', 'slotted 5.5 mm', 'plat 5,5 mm', 950),
        value('SL65', 'slotted 6.5 mm', 'plat 6,5 mm', 1050),
        value('PH1', 'Phillips PH1', 'Phillips PH1', 950),
        value('PH2', 'Phillips PH2', 'Phillips PH2', 1000),
        value('PZ1', 'Pozidriv PZ1', 'Pozidriv PZ1', 970),
        value('PZ2', 'Pozidriv PZ2', 'Pozidriv PZ2', 1030),
        value('T15', 'six-lobe T15', 'six lobes T15', 1050),
        value('T20', 'six-lobe T20', 'six lobes T20', 1080),
      ]),
      blade: axis('Blade', 'Lame', sizes([75, 100, 125, 150], { from: 900, to: 1250 })),
      grip: axis('Handle', 'Manche', [
        value('2K', 'two-component handle', 'manche bi-matière'),
        value('VDE', '1000 V insulated handle', 'manche isolé 1000 V', 1550),
      ]),
    },
  },
  {
    key: 'combination-wrench',
    code: 'CW',
    unspsc: '27111713',
    name: {
      en: 'Combination wrench {size} mm, {type}',
      fr: 'Clé mixte {size} mm, {type}',
    },
    description: {
      en: 'Combination wrench {size} mm, {type}, drop-forged chrome-vanadium steel, matt chrome finish, ring end offset by 15°.',
      fr: 'Clé mixte {size} mm, {type}, acier chrome-vanadium forgé, chromé mat, œil déporté de 15°.',
    },
    keywords: { en: 'spanner, wrench, ring', fr: 'clé plate, clé à œil, serrage' },
    unit: 'C62',
    priceCents: 740,
    axes: {
      size: axis(
        'Size',
        'Ouverture',
        sizes([6, 7, 8, 10, 11, 12, 13, 14, 16, 17, 18, 19, 21, 22, 24, 27, 30, 32], {
          from: 600,
          to: 4100,
        }),
      ),
      type: axis('Type', 'Type', [
        value('ST', 'standard', 'standard'),
        value('RT', 'with 72-tooth ratchet', 'à cliquet 72 dents', 2100),
      ]),
    },
  },
  {
    key: 'hex-key-set',
    code: 'HK',
    unspsc: '27111710',
    name: {
      en: 'Hex key set, {count} pieces, {tip}',
      fr: 'Jeu de clés mâles six pans, {count} pièces, {tip}',
    },
    description: {
      en: 'Set of {count} hex keys, {tip}, in a folding holder marked by size.',
      fr: 'Jeu de {count} clés six pans, {tip}, dans un support repliable repéré par taille.',
    },
    keywords: { en: 'allen keys', fr: 'clés allen, clés BTR' },
    unit: 'SET',
    priceCents: 1180,
    axes: {
      count: axis('Pieces', 'Pièces', sizes([7, 9, 13], { from: 850, to: 1500 })),
      tip: axis('Tip', 'Embout', [
        value('SH', 'short arm', 'série courte'),
        value('LG', 'long arm', 'série longue', 1200),
        value('BL', 'long arm with ball end', 'série longue à tête sphérique', 1450),
      ]),
    },
  },
  {
    key: 'hammer',
    code: 'HM',
    unspsc: '27111602',
    name: {
      en: '{type} hammer {weight} g, {handle}',
      fr: 'Marteau {type} {weight} g, {handle}',
    },
    description: {
      en: '{type} hammer, head {weight} g, {handle}. Head secured by a ring wedge, faces hardened separately.',
      fr: 'Marteau {type}, tête de {weight} g, {handle}. Tête calée par coin annulaire, surfaces de frappe trempées.',
    },
    keywords: { en: 'hammer, striking tool', fr: 'frappe, massette' },
    unit: 'C62',
    priceCents: 1320,
    axes: {
      type: axis('Type', 'Type', [
        value('EN', 'Engineer’s', 'rivoir'),
        value('CL', 'Claw', 'de coffreur', 1250),
        value('SM', 'Soft-face', 'à embouts interchangeables', 1500),
      ]),
      weight: axis('Weight', 'Poids', sizes([300, 500, 800], { from: 850, to: 1350 })),
      handle: axis('Handle', 'Manche', [
        value('HI', 'hickory handle', 'manche en hickory'),
        value('FG', 'three-component handle', 'manche tri-matière', 1300),
      ]),
    },
  },
  {
    key: 'cutting-pliers',
    code: 'CP',
    unspsc: '27111511',
    name: {
      en: '{type} {length} mm, {grip}',
      fr: '{type} {length} mm, {grip}',
    },
    description: {
      en: '{type}, length {length} mm, induction-hardened cutting edges for soft and hard wire, {grip}.',
      fr: '{type}, longueur {length} mm, tranchants trempés par induction pour fil doux et dur, {grip}.',
    },
    keywords: { en: 'pliers, cutters, wire', fr: 'pince, coupe, fil, électricien' },
    unit: 'C62',
    priceCents: 1690,
    axes: {
      type: axis('Type', 'Type', [
        value('DG', 'Diagonal cutting pliers', 'Pince coupante diagonale'),
        value('CB', 'Combination pliers', 'Pince universelle', 950),
        value('EN', 'End cutting nippers', 'Pince coupante devant', 1050),
      ]),
      length: axis('Length', 'Longueur', sizes([140, 160, 180, 200], { from: 900, to: 1250 })),
      grip: axis('Handle', 'Gaines', [
        value('DP', 'dipped handles', 'gaines PVC'),
        value('2K', 'two-component handles', 'gaines bi-matière', 1200),
        value('VDE', '1000 V insulated handles', 'gaines isolées 1000 V', 1600),
      ]),
    },
  },
  {
    key: 'twist-drill',
    code: 'TD338',
    unspsc: '27112801',
    name: {
      en: 'Twist drill {diameter} mm, {material}, DIN 338, {pack}',
      fr: 'Foret hélicoïdal {diameter} mm, {material}, DIN 338, {pack}',
    },
    description: {
      en: 'Jobber drill {diameter} mm, {material}, 135° split point, self-centring. For steel, cast iron and non-ferrous metals.',
      fr: 'Foret série courte {diameter} mm, {material}, affûtage en croix 135°, autocentrant. Pour acier, fonte et métaux non ferreux.',
    },
    keywords: { en: 'drill bit, HSS, metal', fr: 'mèche, foret métal, perçage' },
    unit: 'PK',
    priceCents: 890,
    axes: {
      diameter: axis(
        'Diameter',
        'Diamètre',
        sizes([1, 1.5, 2, 2.5, 3, 3.3, 4, 4.2, 5, 6, 6.8, 8, 8.5, 10, 10.2, 12, 13], {
          from: 500,
          to: 4200,
        }),
      ),
      material: axis('Material', 'Matière', [
        value('HSS', 'HSS-G', 'HSS rectifié'),
        value('CO5', 'HSS-E cobalt 5 %', 'HSS-E cobalt 5 %', 1900),
        value('TIN', 'HSS titanium nitride coated', 'HSS revêtu TiN', 1500),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [5, 10])),
    },
  },
  {
    key: 'driver-bit',
    code: 'DB',
    unspsc: '27112814',
    name: {
      en: 'Screwdriver bit {tip}, {length} mm, {pack}',
      fr: 'Embout de vissage {tip}, {length} mm, {pack}',
    },
    description: {
      en: 'Torsion bit {tip}, length {length} mm, ¼" hexagon shank, for power drivers.',
      fr: 'Embout torsion {tip}, longueur {length} mm, emmanchement six pans ¼", pour visseuse.',
    },
    keywords: { en: 'bit, insert bit', fr: 'embout, visseuse, vissage' },
    unit: 'PK',
    priceCents: 640,
    axes: {
      tip: axis(
        'Tip',
        'Empreinte',
        sizes(
          ['PH1', 'PH2', 'PH3', 'PZ1', 'PZ2', 'PZ3', 'T10', 'T15', 'T20', 'T25', 'T30', 'T40'],
          { from: 900, to: 1200 },
        ),
      ),
      length: axis('Length', 'Longueur', sizes([25, 50, 89], { from: 800, to: 1900 })),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [10])),
    },
  },
  {
    key: 'hacksaw-blade',
    code: 'SB',
    unspsc: '27112802',
    name: {
      en: '{type}, {teeth} TPI, {pack}',
      fr: '{type}, {teeth} dents par pouce, {pack}',
    },
    description: {
      en: '{type}, bi-metal, {teeth} teeth per inch. Flexible back, cobalt steel teeth.',
      fr: '{type}, bimétal, {teeth} dents par pouce. Dos souple, denture en acier au cobalt.',
    },
    keywords: { en: 'saw, cutting metal', fr: 'scie à métaux, coupe, sabre' },
    unit: 'PK',
    priceCents: 1120,
    axes: {
      type: axis('Type', 'Type', [
        value('HS300', 'Hacksaw blade 300 mm', 'Lame de scie à métaux 300 mm', 800),
        value('RS150', 'Reciprocating saw blade 150 mm', 'Lame de scie sabre 150 mm', 1300),
        value('RS225', 'Reciprocating saw blade 225 mm', 'Lame de scie sabre 225 mm', 1700),
        value('JS075', 'Jigsaw blade 75 mm', 'Lame de scie sauteuse 75 mm', 900),
      ]),
      teeth: axis('Teeth', 'Denture', sizes([14, 18, 24, 32], { from: 1000, to: 1050 })),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [5, 10])),
    },
  },
  {
    key: 'abrasive-sheet',
    code: 'AS',
    unspsc: '31191501',
    name: {
      en: 'Abrasive sheet 230 × 280 mm, {kind}, grit {grit}, {pack}',
      fr: 'Feuille abrasive 230 × 280 mm, {kind}, grain {grit}, {pack}',
    },
    description: {
      en: 'Sheet {kind}, grit P{grit}, 230 × 280 mm, for hand sanding and finishing.',
      fr: 'Feuille {kind}, grain P{grit}, 230 × 280 mm, pour ponçage à la main et finition.',
    },
    keywords: { en: 'sandpaper, sanding', fr: 'papier de verre, ponçage, toile émeri' },
    unit: 'PK',
    priceCents: 1480,
    axes: {
      kind: axis('Type', 'Type', [
        value('CD', 'corundum on paper', 'corindon sur papier', 800),
        value('CL', 'corundum on cloth', 'corindon sur toile', 1300),
        value('WD', 'silicon carbide waterproof', 'carbure de silicium imperméable', 1150),
      ]),
      grit: axis(
        'Grit',
        'Grain',
        sizes([40, 60, 80, 120, 180, 240, 320, 400], { from: 1080, to: 940 }),
      ),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [25, 50])),
    },
  },
  {
    key: 'cutting-disc',
    code: 'CD',
    unspsc: '31191506',
    name: {
      en: '{use} disc Ø {diameter} mm for {metal}, {pack}',
      fr: 'Disque {use} Ø {diameter} mm pour {metal}, {pack}',
    },
    description: {
      en: '{use} disc Ø {diameter} mm, bore 22.23 mm, for {metal}, EN 12413. Expiry date on the ring.',
      fr: 'Disque {use} Ø {diameter} mm, alésage 22,23 mm, pour {metal}, EN 12413. Date de péremption sur la bague.',
    },
    keywords: { en: 'angle grinder, cutting, grinding', fr: 'meuleuse, tronçonnage, meulage' },
    unit: 'BX',
    priceCents: 2450,
    axes: {
      use: axis('Use', 'Usage', [
        value('CUT', 'Cutting', 'à tronçonner', 900),
        value('GRD', 'Grinding', 'à ébarber', 1400),
        value('FLP', 'Flap', 'à lamelles', 2200),
      ]),
      diameter: axis('Diameter', 'Diamètre', sizes([115, 125, 180, 230], { from: 800, to: 2100 })),
      metal: axis('Material', 'Matériau', [
        value('ST', 'steel', 'acier'),
        value('IX', 'stainless steel', 'inox', 1150),
        value('AL', 'aluminium', 'aluminium', 1250),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [10, 25])),
    },
  },
  {
    key: 'utility-knife',
    code: 'UK',
    unspsc: '27111503',
    name: {
      en: 'Utility knife {blade} mm, {kind}',
      fr: 'Cutter {blade} mm, {kind}',
    },
    description: {
      en: 'Utility knife for {blade} mm blades, {kind}, metal guide, three blades supplied.',
      fr: 'Cutter pour lames de {blade} mm, {kind}, guide métallique, livré avec trois lames.',
    },
    keywords: {
      en: 'cutter, box cutter, safety knife',
      fr: 'couteau, couteau de sécurité, lame sécable',
    },
    unit: 'C62',
    priceCents: 520,
    axes: {
      blade: axis('Blade', 'Lame', sizes([9, 18, 25], { from: 600, to: 1400 })),
      kind: axis('Type', 'Type', [
        value('SN', 'snap-off blade', 'lame sécable'),
        value('RT', 'self-retracting blade', 'lame autorétractable', 1800),
        value('RB', 'rubber-coated grip', 'poignée caoutchoutée', 1250),
      ]),
    },
  },
];
