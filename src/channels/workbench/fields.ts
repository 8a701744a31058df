import type { SuiteProfile } from '../../../punchout/index.ts';
import { unitText } from '../../base/index.ts';
import { textOf, type XmlNode } from '../../base/xml/index.ts';
import type { Finding } from './report.ts';

type Length = keyof SuiteProfile['lengths'];
type Forbidden = keyof SuiteProfile['forbidden'];

/** Which of a profile's settings speaks of which element of a line. */
const FIELDS: Readonly<Record<string, Length>> = {
  SupplierPartID: 'supplierPartId',
  SupplierPartAuxiliaryID: 'supplierPartAuxiliaryId',
  Description: 'description',
  ShortName: 'shortName',
  ManufacturerPartID: 'manufacturerPartId',
  ManufacturerName: 'manufacturerName',
};

type Place = { readonly node: XmlNode; readonly path: string };

function aboutLength({ node, path }: Place, profile: SuiteProfile): Finding[] {
  const field = FIELDS[node.local];
  const most = field && profile.lengths[field];
  const text = textOf(node);
  if (!most || text.length <= most) return [];
  return [
    {
      severity: 'warning',
      line: node.line,
      path,
      title: {
        en: `${node.local} has ${text.length} characters, this suite keeps ${most}`,
        fr: `${node.local} a ${text.length} caractères, cette suite en garde ${most}`,
      },
      fix: {
        en: `Shorten it to ${most}; identifiers that are longer are refused, texts are cut.`,
        fr: `Réduisez-le à ${most} ; un identifiant plus long est refusé, un texte est coupé.`,
      },
    },
  ];
}

function aboutCharacters({ node, path }: Place, profile: SuiteProfile): Finding[] {
  const field = FIELDS[node.local];
  const rule =
    field && field in profile.forbidden ? profile.forbidden[field as Forbidden] : undefined;
  if (!rule) return [];
  const found = [
    ...new Set(Array.from(textOf(node)).filter((one) => rule.characters.includes(one))),
  ];
  if (found.length === 0) return [];
  const shown = found.map((one) => `“${one}”`).join(', ');
  return [
    {
      severity: 'warning',
      line: node.line,
      path,
      title: {
        en: `${node.local} holds ${shown}, which this suite rejects`,
        fr: `${node.local} contient ${shown}, que cette suite rejette`,
      },
      fix: {
        en: `Leave these characters out: ${rule.characters}`,
        fr: `Supprimez ces caractères : ${rule.characters}`,
      },
    },
  ];
}

/** A unit by its code in our tables: one we have no word for comes back as it is. */
function isKnownUnit(code: string): boolean {
  return unitText(code, 'en') !== code || unitText(code, 'fr') !== code;
}

function aboutUnit({ node, path }: Place, { units }: SuiteProfile): Finding[] {
  const unit = textOf(node);
  const known = new Set([...Object.values(units.map), ...units.accepted]);
  if (unit === '' || known.has(unit)) return [];
  const translated = units.map[unit];
  if (translated !== undefined) {
    return [
      {
        severity: 'warning',
        line: node.line,
        path,
        title: {
          en: `Unit ${unit}: this suite’s own word for it is ${translated}`,
          fr: `Unité ${unit} : le mot de cette suite est ${translated}`,
        },
        fix: {
          en: 'Give the line back with the unit that the basket had.',
          fr: 'Renvoyez la ligne avec l’unité qu’avait le panier.',
        },
      },
    ];
  }
  if (units.accepted.length === 0 && isKnownUnit(unit)) return [];
  return [
    {
      severity: 'warning',
      line: node.line,
      path,
      title: {
        en: `Unit ${unit} is not in this connection’s unit map`,
        fr: `L’unité ${unit} n’est pas dans la table des unités de cette connexion`,
      },
      fix: {
        en: 'Use a UN/CEFACT code (C62, KGM, MTR …), or have the marketplace map your word.',
        fr: 'Utilisez un code UN/CEFACT (C62, KGM, MTR …), ou faites traduire votre mot par la place de marché.',
      },
    },
  ];
}

function aboutClass({ node, path }: Place, { classification }: SuiteProfile): Finding[] {
  const domain = node.attrs.domain?.trim() ?? '';
  const value = textOf(node);
  const { digits, domain: wanted } = classification;
  if (domain.toLowerCase() !== wanted.toLowerCase()) return [];
  if (new RegExp(`^\\d{${digits}}$`).test(value) || value === classification.fallback) return [];
  return [
    {
      severity: 'warning',
      line: node.line,
      path,
      title: {
        en: `${domain} “${value.slice(0, 40)}” does not have ${digits} digits`,
        fr: `${domain} « ${value.slice(0, 40)} » n’a pas ${digits} chiffres`,
      },
      fix: {
        en: `Write the ${digits}-digit code, without dots.`,
        fr: `Écrivez le code à ${digits} chiffres, sans points.`,
      },
    },
  ];
}

const FOUND_MAX = 200;

/** The fields of a document's lines against the profile: units, classes, lengths, characters; with their lines. */
export function adviseFields(root: XmlNode, profile: SuiteProfile): Finding[] {
  const found: Finding[] = [];
  const open: Place[] = [{ node: root, path: root.local }];
  for (let place = open.pop(); place && found.length < FOUND_MAX; place = open.pop()) {
    const { node, path } = place;
    if (node.local === 'UnitOfMeasure') found.push(...aboutUnit(place, profile));
    if (node.local === 'Classification') found.push(...aboutClass(place, profile));
    found.push(...aboutLength(place, profile), ...aboutCharacters(place, profile));
    // One by one: an element may have more children than a call may have arguments.
    for (const part of node.content.toReversed())
      if (typeof part !== 'string') open.push({ node: part, path: `${path}/${part.local}` });
  }
  return found;
}
