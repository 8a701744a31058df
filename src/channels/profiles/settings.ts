import { extrinsicSources, ignorableFields } from '../../../punchout/index.ts';
import type { Locale } from '../../base/index.ts';

type Words = Readonly<Record<Locale, string>>;

/** How a setting is typed: lists one a line, maps `name = value` a line. */
export type SettingKind = 'choice' | 'flag' | 'number' | 'text' | 'list' | 'map';

export type Setting = {
  /** Its place in the profile: `units.map`. */
  readonly path: string;
  readonly kind: SettingKind;
  readonly label: Words;
  readonly hint?: Words;
  readonly choices?: readonly (readonly [value: string, en: string, fr: string])[];
};

export type SettingGroup = {
  readonly id: string;
  readonly title: Words;
  readonly settings: readonly Setting[];
};

type Labels = readonly [path: string, en: string, fr: string];

function each(kind: SettingKind, labels: readonly Labels[]): Setting[] {
  return labels.map(([path, en, fr]) => ({ path, kind, label: { en, fr } }));
}

function choice(
  [path, en, fr]: Labels,
  choices: readonly (readonly [value: string, en: string, fr: string])[],
): Setting {
  return { path, kind: 'choice', label: { en, fr }, choices };
}

const UNIT_MAP: Words = {
  en: 'Our code = their word, one a line: C62 = EA',
  fr: 'Notre code = leur mot, un par ligne : C62 = EA',
};
const ONE_A_LINE: Words = { en: 'One a line', fr: 'Un par ligne' };

const DOCUMENTS: SettingGroup = {
  id: 'documents',
  title: { en: 'Documents', fr: 'Documents' },
  settings: [
    choice(
      ['formPost', 'Basket’s hidden field', 'Champ caché du panier'],
      [
        ['base64', 'base64', 'base64'],
        ['urlencoded', 'the document itself', 'le document lui-même'],
      ],
    ),
    choice(
      ['documentEncoding', 'Encoding', 'Encodage'],
      [
        ['UTF-8', 'UTF-8', 'UTF-8'],
        ['US-ASCII', 'US-ASCII, letters as references', 'US-ASCII, lettres en références'],
        ['ISO-8859-1', 'ISO-8859-1', 'ISO-8859-1'],
        ['ISO-8859-15', 'ISO-8859-15', 'ISO-8859-15'],
      ],
    ),
    ...each(
      'text',
      [
        'PunchOutSetupResponse',
        'PunchOutOrderMessage',
        'OrderRequest',
        'ConfirmationRequest',
        'ShipNoticeRequest',
        'InvoiceDetailRequest',
      ].map((kind) => [`versions.${kind}`, `cXML version of ${kind}`, `Version cXML de ${kind}`]),
    ),
    choice(
      ['documents.confirmation', 'Confirmations', 'Confirmations'],
      [
        ['lines', 'line by line', 'ligne par ligne'],
        ['header', 'by the header where one word says it', 'par l’en-tête quand un mot suffit'],
      ],
    ),
    choice(
      ['documents.invoices', 'Invoices', 'Factures'],
      [
        ['each', 'each', 'chacune'],
        ['per_statement', 'one for each statement', 'une par relevé'],
        ['none', 'none', 'aucune'],
      ],
    ),
    choice(
      ['documents.invoicePdf', 'Invoice as PDF', 'Facture en PDF'],
      [
        ['omitted', 'not sent along', 'non jointe'],
        ['attached', 'attached to the document', 'jointe au document'],
      ],
    ),
  ],
};

const LINES: SettingGroup = {
  id: 'lines',
  title: { en: 'Texts and codes', fr: 'Textes et codes' },
  settings: [
    ...each('number', [
      ['lengths.description', 'Description, characters', 'Désignation, caractères'],
      ['lengths.shortName', 'Short name, characters', 'Nom court, caractères'],
      ['lengths.longText', 'Long text (OCI), characters', 'Texte long (OCI), caractères'],
      ['lengths.supplierPartId', 'Part number, characters', 'Référence, caractères'],
      [
        'lengths.supplierPartAuxiliaryId',
        'Line reference, characters',
        'Référence de ligne, caractères',
      ],
      [
        'lengths.manufacturerPartId',
        'Manufacturer’s number, characters',
        'Référence fabricant, caractères',
      ],
      ['lengths.manufacturerName', 'Manufacturer, characters', 'Fabricant, caractères'],
      ['lengths.unit', 'Unit, characters', 'Unité, caractères'],
      ['lengths.classification', 'Class, characters', 'Classe, caractères'],
    ]),
    ...each('text', [
      ['forbidden.supplierPartId.characters', 'Not in part numbers', 'Interdits dans la référence'],
      [
        'forbidden.supplierPartId.replacement',
        '… become (empty: refuse)',
        '… deviennent (vide : refus)',
      ],
      ['forbidden.description.characters', 'Not in descriptions', 'Interdits dans la désignation'],
      [
        'forbidden.description.replacement',
        '… become (empty: refuse)',
        '… deviennent (vide : refus)',
      ],
    ]),
    {
      path: 'ignores',
      kind: 'list',
      label: { en: 'Fields left unread', fr: 'Champs non lus' },
      hint: { en: ignorableFields.join(', '), fr: ignorableFields.join(', ') },
    },
  ],
};

const PRICES: SettingGroup = {
  id: 'prices',
  title: { en: 'Prices and quantities', fr: 'Prix et quantités' },
  settings: [
    ...each('number', [
      ['priceDecimalsMax', 'Decimals of a unit price', 'Décimales du prix unitaire'],
      ['quantityDecimalsMax', 'Decimals of a quantity', 'Décimales d’une quantité'],
    ]),
    choice(
      ['priceBasis', 'Price per 10, 100 … units', 'Prix pour 10, 100 … unités'],
      [
        ['written', 'written where it is needed', 'écrit si nécessaire'],
        ['unread', 'not read: never written', 'non lu : jamais écrit'],
      ],
    ),
    ...each('flag', [
      ['recomputesTotal', 'Adds the lines up itself', 'Refait la somme des lignes'],
    ]),
  ],
};

const UNITS: SettingGroup = {
  id: 'units',
  title: { en: 'Units and classes', fr: 'Unités et classes' },
  settings: [
    {
      path: 'units.map',
      kind: 'map',
      label: { en: 'Words for units', fr: 'Mots des unités' },
      hint: UNIT_MAP,
    },
    {
      path: 'units.accepted',
      kind: 'list',
      label: { en: 'Units it accepts', fr: 'Unités acceptées' },
      hint: { en: 'One a line; none: any', fr: 'Une par ligne ; vide : toutes' },
    },
    choice(
      ['units.unknown', 'Another unit', 'Une autre unité'],
      [
        ['send', 'is sent as it is', 'part telle quelle'],
        ['refuse', 'stops the basket', 'bloque le panier'],
        ['default', 'is booked as the default', 'devient l’unité par défaut'],
      ],
    ),
    ...each('text', [
      ['units.default', 'Default unit', 'Unité par défaut'],
      ['classification.domain', 'Class domain', 'Domaine de classe'],
    ]),
    ...each('number', [['classification.digits', 'Digits of a class', 'Chiffres de la classe']]),
    {
      path: 'classification.map',
      kind: 'map',
      label: { en: 'Their classes', fr: 'Leurs classes' },
      hint: {
        en: 'Our class or its beginning = theirs, one a line',
        fr: 'Notre classe ou son début = la leur, une par ligne',
      },
    },
    ...each('text', [['classification.fallback', 'Class of last resort', 'Classe de repli']]),
  ],
};

const PARTIES: SettingGroup = {
  id: 'parties',
  title: { en: 'Persons, sellers, details', fr: 'Personnes, vendeurs, précisions' },
  settings: [
    ...each('list', [
      ['identity.email', 'E-mail is in', 'E-mail dans'],
      ['identity.uniqueName', 'User name is in', 'Nom d’utilisateur dans'],
      ['identity.fullName', 'Full name is in', 'Nom complet dans'],
      ['extrinsics.setup.costCentre', 'Cost centre is in', 'Centre de coûts dans'],
      ['extrinsics.setup.businessUnit', 'Business unit is in', 'Entité dans'],
    ]).map((setting) => ({ ...setting, hint: ONE_A_LINE })),
    {
      path: 'extrinsics.item',
      kind: 'map',
      label: { en: 'Details written on each line', fr: 'Précisions écrites sur chaque ligne' },
      hint: {
        en: `Name = source, one a line. Sources: ${extrinsicSources.join(', ')}`,
        fr: `Nom = source, une par ligne. Sources : ${extrinsicSources.join(', ')}`,
      },
    },
    choice(
      ['multiSeller', 'Supplier', 'Fournisseur'],
      [
        ['marketplace', 'the marketplace for all lines', 'la place de marché pour tout'],
        ['supplier_per_line', 'each line its seller', 'le vendeur sur chaque ligne'],
        [
          'route',
          'each line its seller, orders routed by us',
          'le vendeur sur chaque ligne, commandes acheminées par nous',
        ],
      ],
    ),
    ...each('text', [
      ['supplierId.domain', 'Domain of seller numbers', 'Domaine des numéros vendeurs'],
    ]),
    choice(
      ['supplierId.number', 'Seller’s number', 'Numéro du vendeur'],
      [
        ['vat_id', 'VAT id', 'n° TVA'],
        ['gln', 'GLN', 'GLN'],
        ['registration', 'registration number', 'SIREN'],
        ['own', 'the buyer’s own (below)', 'celui de l’acheteur (ci-dessous)'],
      ],
    ),
    {
      path: 'supplierId.own',
      kind: 'map',
      label: { en: 'Buyer’s own numbers', fr: 'Numéros de l’acheteur' },
      hint: {
        en: 'Registration number, VAT id or GLN = their number or DUNS',
        fr: 'SIREN, n° TVA ou GLN = leur numéro ou DUNS',
      },
    },
  ],
};

const RETURN: SettingGroup = {
  id: 'return',
  title: { en: 'Return, window, retries', fr: 'Retour, fenêtre, relances' },
  settings: [
    {
      ...choice(
        ['return.quoteStatus', 'quoteStatus of the basket', 'quoteStatus du panier'],
        [
          ['final', 'final: the price binds us', 'final : le prix nous engage'],
          ['pending', 'pending: the suite waits', 'pending : l’outil attend'],
        ],
      ),
      hint: {
        en: 'Every returned price is binding for 30 days: no basket of ours awaits a quote, so this alone decides. Pending only where the suite is to hold each basket back.',
        fr: 'Chaque prix renvoyé engage 30 jours : aucun panier n’attend de devis chez nous, ce réglage décide donc seul. Pending seulement si l’outil doit retenir chaque panier.',
      },
    },
    choice(
      ['return.operationAllowed', 'Later the suite may', 'Ensuite l’outil peut'],
      [
        ['edit', 'edit and inspect', 'modifier et consulter'],
        ['inspect', 'inspect', 'consulter'],
        ['create', 'neither', 'ni l’un ni l’autre'],
      ],
    ),
    ...(
      [
        ['return.headerTax', 'Tax in the header', 'Taxe dans l’en-tête'],
        ['return.headerShipping', 'Shipping in the header', 'Port dans l’en-tête'],
      ] as const
    ).map((labels) =>
      choice(labels, [
        ['written', 'written', 'écrit'],
        ['omitted', 'left out', 'omis'],
      ]),
    ),
    choice(
      ['return.ecoContribution', 'Eco-contribution', 'Éco-participation'],
      [
        ['own_line', 'a line of its own', 'sur sa propre ligne'],
        ['in_price', 'in the price', 'dans le prix'],
      ],
    ),
    choice(
      ['return.preview', 'Show before the basket leaves', 'Montrer avant l’envoi'],
      [
        ['changes', 'every change', 'tout changement'],
        ['losses', 'losses only', 'les pertes seulement'],
        ['never', 'refusals only', 'les refus seulement'],
      ],
    ),
    choice(
      ['frame.open', 'The shop opens', 'La boutique s’ouvre'],
      [
        ['either', 'in a frame or a window', 'dans un cadre ou une fenêtre'],
        ['embedded', 'in the suite’s frame', 'dans le cadre de l’outil'],
        ['top', 'in its own window', 'dans sa propre fenêtre'],
      ],
    ),
    {
      path: 'frame.ancestors',
      kind: 'list',
      label: { en: 'Origins of the suite', fr: 'Origines de l’outil' },
      hint: { en: 'https://host, one a line', fr: 'https://hôte, une par ligne' },
    },
    ...each('number', [
      ['retry.attemptsMax', 'Attempts', 'Tentatives'],
      ['retry.firstDelaySeconds', 'First wait, seconds', 'Première attente, secondes'],
      ['retry.factor', 'Each wait times', 'Chaque attente fois'],
      ['retry.jitter', 'Jitter, 0 to 1', 'Gigue, 0 à 1'],
      ['retry.timeoutSeconds', 'Answer within, seconds', 'Réponse sous, secondes'],
    ]),
  ],
};

const OCI: SettingGroup = {
  id: 'oci',
  title: { en: 'OCI call-up', fr: 'Appel OCI' },
  settings: [
    ...each('text', [
      ['oci.usernameField', 'Field of the user name', 'Champ de l’utilisateur'],
      ['oci.passwordField', 'Field of the password', 'Champ du mot de passe'],
    ]),
    choice(
      ['oci.charset', 'Charset of the form', 'Jeu de caractères'],
      [
        ['UTF-8', 'UTF-8', 'UTF-8'],
        ['ISO-8859-1', 'ISO-8859-1', 'ISO-8859-1'],
      ],
    ),
    {
      path: 'oci.schemes',
      kind: 'list',
      label: { en: 'Schemes of HOOK_URL', fr: 'Schémas de HOOK_URL' },
      hint: {
        en: 'https, http (opens the shop in test; nothing is posted to it off loopback), sapevent',
        fr: 'https, http (ouvre la boutique en test ; rien n’y est envoyé hors boucle locale), sapevent',
      },
    },
  ],
};

/** The profile's settings as a form shows them; what is not here is edited as JSON. */
export function settingGroups(protocol: 'cxml' | 'oci'): readonly SettingGroup[] {
  const common = [DOCUMENTS, LINES, PRICES, UNITS, PARTIES, RETURN];
  return protocol === 'oci' ? [...common, OCI] : common;
}
