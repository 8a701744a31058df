import { axis, BOX, clothing, colours, type Family, PACK, packs, sizes, value } from './family.ts';

/** First aid and laboratory. */
export const care: readonly Family[] = [
  {
    key: 'exam-glove',
    code: 'EG',
    unspsc: '42132203',
    name: {
      en: 'Examination gloves, {material}, {colour}, size {size}, {pack}',
      fr: 'Gants d’examen, {material}, coloris {colour}, taille {size}, {pack}',
    },
    description: {
      en: 'Disposable powder-free gloves, {material}, EN 455 and EN ISO 374-5, AQL 1.5, size {size}.',
      fr: 'Gants jetables non poudrés, {material}, EN 455 et EN ISO 374-5, NQA 1,5, taille {size}.',
    },
    keywords: { en: 'disposable gloves, laboratory', fr: 'gants jetables, laboratoire, soins' },
    unit: 'BX',
    priceCents: 560,
    axes: {
      material: axis('Material', 'Matière', [
        value('NI', 'nitrile', 'nitrile'),
        value('LX', 'latex', 'latex', 1050),
        value('VI', 'vinyl', 'vinyle', 700),
      ]),
      colour: colours('BL', 'BK', 'WH'),
      size: clothing('XS', 'S', 'M', 'L', 'XL'),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [100, 200])),
    },
  },
  {
    key: 'beaker',
    code: 'BK',
    unspsc: '41121803',
    name: { en: 'Beaker {volume} ml, {material}', fr: 'Bécher {volume} ml, {material}' },
    description: {
      en: 'Graduated beaker {volume} ml, {material}, low form with spout, ISO 3819.',
      fr: 'Bécher gradué {volume} ml, {material}, forme basse avec bec, ISO 3819.',
    },
    keywords: { en: 'labware, glassware', fr: 'verrerie, laboratoire' },
    unit: 'C62',
    priceCents: 490,
    axes: {
      volume: axis(
        'Volume',
        'Volume',
        sizes([50, 100, 250, 400, 600, 1000, 2000], { from: 700, to: 3600 }),
      ),
      material: axis('Material', 'Matière', [
        value('BG', 'borosilicate glass 3.3', 'verre borosilicaté 3.3'),
        value('PP', 'polypropylene', 'polypropylène', 700),
      ]),
    },
  },
  {
    key: 'flask',
    code: 'FK',
    unspsc: '41121804',
    name: { en: '{type} {volume} ml, {neck}', fr: '{type} {volume} ml, {neck}' },
    description: {
      en: '{type} {volume} ml, {neck}, borosilicate glass 3.3, white graduation.',
      fr: '{type} {volume} ml, {neck}, verre borosilicaté 3.3, graduation blanche.',
    },
    keywords: { en: 'labware, glassware, erlenmeyer', fr: 'verrerie, laboratoire, erlenmeyer' },
    unit: 'C62',
    priceCents: 690,
    axes: {
      type: axis('Type', 'Type', [
        value('ER', 'Erlenmeyer flask', 'Fiole erlenmeyer'),
        value('VO', 'Volumetric flask', 'Fiole jaugée', 2300),
        value('RB', 'Round-bottom flask', 'Ballon à fond rond', 1500),
      ]),
      volume: axis('Volume', 'Volume', sizes([50, 100, 250, 500, 1000], { from: 750, to: 2600 })),
      neck: axis('Neck', 'Col', [
        value('NN', 'narrow neck', 'col étroit'),
        value('WN', 'wide neck', 'col large', 1050),
      ]),
    },
    exists: ({ type, neck }) => type === 'ER' || neck === 'NN',
  },
  {
    key: 'pipette-tip',
    code: 'TI',
    unspsc: '41121607',
    name: {
      en: 'Pipette tips {range} µl, {kind}, {pack}',
      fr: 'Pointes de pipette {range} µl, {kind}, {pack}',
    },
    description: {
      en: 'Universal tips {range} µl, {kind}, polypropylene free of DNase and RNase.',
      fr: 'Pointes universelles {range} µl, {kind}, polypropylène exempt de DNase et RNase.',
    },
    keywords: { en: 'pipetting, consumable', fr: 'pipetage, consommable' },
    unit: 'PK',
    priceCents: 1490,
    axes: {
      range: axis(
        'Range',
        'Volume',
        sizes(['0.1–10', '2–200', '50–1000', '500–5000'], { from: 900, to: 1700 }),
      ),
      kind: axis('Type', 'Type', [
        value('BU', 'in bulk', 'en vrac', 700),
        value('RK', 'racked', 'en portoir', 1600),
        value('FS', 'filtered and sterile', 'à filtre, stériles', 3600),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [960])),
    },
  },
  {
    key: 'lab-coat',
    code: 'LC',
    unspsc: '46181532',
    name: {
      en: 'Lab coat, {cloth}, {cut}, size {size}',
      fr: 'Blouse de laboratoire, {cloth}, {cut}, taille {size}',
    },
    description: {
      en: 'White lab coat, {cloth}, {cut}, press studs, three pockets, washable at 60 °C.',
      fr: 'Blouse blanche, {cloth}, {cut}, boutons-pression, trois poches, lavable à 60 °C.',
    },
    keywords: { en: 'coat, chemistry', fr: 'blouse, chimie, vêtement' },
    unit: 'C62',
    priceCents: 2190,
    axes: {
      cloth: axis('Cloth', 'Étoffe', [
        value('CO', 'cotton 220 g/m²', 'coton 220 g/m²', 1150),
        value('PC', 'polycotton 195 g/m²', 'polycoton 195 g/m²'),
      ]),
      cut: axis('Cut', 'Coupe', [
        value('M', 'men’s cut', 'coupe homme'),
        value('W', 'women’s cut', 'coupe femme'),
      ]),
      size: clothing('XS', 'S', 'M', 'L', 'XL', 'XXL'),
    },
  },
  {
    key: 'filter-paper',
    code: 'FP',
    unspsc: '40161803',
    name: {
      en: 'Filter paper Ø {diameter} mm, {speed}, {pack}',
      fr: 'Papier-filtre Ø {diameter} mm, {speed}, {pack}',
    },
    description: {
      en: 'Qualitative filter paper Ø {diameter} mm, {speed} filtration, 80 g/m².',
      fr: 'Papier-filtre qualitatif Ø {diameter} mm, {speed}, 80 g/m².',
    },
    keywords: { en: 'filtration, laboratory', fr: 'filtration, laboratoire' },
    unit: 'BX',
    priceCents: 890,
    axes: {
      diameter: axis(
        'Diameter',
        'Diamètre',
        sizes([55, 90, 110, 125, 150, 185], { from: 700, to: 2300 }),
      ),
      speed: axis('Speed', 'Vitesse', [
        value('FA', 'fast', 'filtration rapide'),
        value('MD', 'medium', 'filtration moyenne'),
        value('SL', 'slow', 'filtration lente', 1080),
      ]),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [100])),
    },
  },
  {
    key: 'first-aid-kit',
    code: 'FA',
    unspsc: '42172001',
    name: {
      en: 'First aid kit {use}, {people} people',
      fr: 'Trousse de secours {use}, {people} personnes',
    },
    description: {
      en: 'First aid kit {use}, for {people} people, contents list inside the lid, wall bracket supplied.',
      fr: 'Trousse de secours {use}, pour {people} personnes, liste du contenu dans le couvercle, support mural fourni.',
    },
    keywords: { en: 'emergency, rescue, medical', fr: 'pharmacie, secourisme, urgence' },
    unit: 'SET',
    priceCents: 2990,
    axes: {
      use: axis('Use', 'Usage', [
        value('OF', 'for offices', 'bureau', 900),
        value('WS', 'for workshops', 'atelier'),
        value('VH', 'for vehicles', 'véhicule', 700),
        value('KI', 'for kitchens', 'cuisine', 1050),
      ]),
      people: axis('People', 'Personnes', sizes([4, 10, 20, 50], { from: 700, to: 2600 })),
    },
  },
  {
    key: 'plasters',
    code: 'PB',
    unspsc: '42311505',
    name: { en: 'Plasters {type}, {size} mm, {pack}', fr: 'Pansements {type}, {size} mm, {pack}' },
    description: {
      en: 'Adhesive plasters {type}, {size} mm, hypoallergenic, individually wrapped.',
      fr: 'Pansements adhésifs {type}, {size} mm, hypoallergéniques, sous emballage individuel.',
    },
    keywords: { en: 'bandage, dressing, wound', fr: 'pansement, plaie, soins' },
    unit: 'BX',
    priceCents: 490,
    axes: {
      type: axis('Type', 'Type', [
        value('FB', 'fabric', 'textiles'),
        value('WP', 'waterproof', 'imperméables', 1100),
        value('BD', 'blue detectable', 'bleus détectables', 1500),
      ]),
      size: axis(
        'Size',
        'Dimensions',
        sizes(['25 × 72', '38 × 72', '60 × 100'], { from: 900, to: 1600 }),
      ),
      pack: axis('Pack', 'Conditionnement', packs('BX', BOX, [50, 100])),
    },
  },
  {
    key: 'rescue-blanket',
    code: 'RB',
    unspsc: '42171701',
    name: {
      en: 'Rescue blanket {size} cm, {weight} g, {pack}',
      fr: 'Couverture de survie {size} cm, {weight} g, {pack}',
    },
    description: {
      en: 'Gold and silver rescue blanket {size} cm, {weight} g, against cold and heat.',
      fr: 'Couverture de survie or et argent {size} cm, {weight} g, contre le froid et la chaleur.',
    },
    keywords: { en: 'emergency blanket', fr: 'secours, isotherme' },
    unit: 'PK',
    priceCents: 990,
    axes: {
      size: axis('Size', 'Dimensions', sizes(['160 × 210', '160 × 220'], { from: 1000, to: 1080 })),
      weight: axis('Weight', 'Poids', sizes([60, 220], { from: 1000, to: 3200 })),
      pack: axis('Pack', 'Conditionnement', packs('PK', PACK, [10, 50])),
    },
  },
  {
    key: 'eye-wash',
    code: 'EW',
    unspsc: '46181810',
    name: { en: 'Eye wash {kind}, {size}', fr: 'Solution de lavage oculaire {kind}, {size}' },
    description: {
      en: 'Sterile eye wash {kind}, {size}, EN 15154-4, shelf life three years.',
      fr: 'Solution stérile de lavage oculaire {kind}, {size}, EN 15154-4, conservation trois ans.',
    },
    keywords: { en: 'eyes, splash, emergency', fr: 'yeux, projection, urgence' },
    unit: 'BO',
    priceCents: 1090,
    axes: {
      kind: axis('Type', 'Type', [
        value('SA', 'saline 0.9 %', 'saline 0,9 %'),
        value('PH', 'phosphate buffer', 'tampon phosphate', 1500),
      ]),
      size: axis('Size', 'Contenance', sizes(['200 ml', '500 ml', '1 l'], { from: 900, to: 1700 })),
    },
  },
  {
    key: 'extinguisher',
    code: 'EX',
    unspsc: '46191601',
    name: { en: 'Fire extinguisher, {agent}, {size}', fr: 'Extincteur, {agent}, {size}' },
    description: {
      en: 'Portable extinguisher, {agent}, {size}, EN 3, wall bracket and instruction sheet. Yearly inspection required.',
      fr: 'Extincteur portatif, {agent}, {size}, EN 3, support mural et notice. Vérification annuelle obligatoire.',
    },
    keywords: { en: 'fire safety', fr: 'incendie, sécurité' },
    unit: 'C62',
    priceCents: 4900,
    axes: {
      agent: axis('Agent', 'Agent', [
        value('WA', 'water with additive', 'eau avec additif'),
        value('PO', 'ABC powder', 'poudre ABC', 900),
        value('CO', 'carbon dioxide', 'dioxyde de carbone', 1500),
      ]),
      size: axis('Size', 'Charge', [
        value('2', '2 kg', '2 kg', 800),
        value('6', '6 kg', '6 kg', 1200),
        value('9', '9 kg', '9 kg', 1700),
      ]),
    },
    exists: ({ agent, size }) => agent !== 'CO' || size === '2',
  },
];
