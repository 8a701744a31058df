import {
  contentModel,
  type DtdName,
  type ExplainedViolation,
  explainTree,
  knownVersions,
  modelForWriting,
  nearestVersion,
} from '../../../punchout/content-model/index.ts';
import {
  defaultVersion,
  dtdOf,
  type PayloadKind,
  type SuiteProfile,
} from '../../../punchout/index.ts';
import type { Text } from '../../base/index.ts';
import { children, type XmlDocument, type XmlNode } from '../../base/xml/index.ts';
import type { Finding, ModelVerdict } from './report.ts';

const SHOWN_MAX = 100;
const DTDS: readonly DtdName[] = ['cXML', 'Fulfill', 'InvoiceDetail', 'PaymentRemittance'];

/** The payload's element: the first in Request, Message or Response that is no Status. */
export function payloadNode(root: XmlNode): XmlNode | undefined {
  const body = children(root).find(({ local }) => /^(Request|Message|Response)$/.test(local));
  if (!body) return undefined;
  const inside = children(body);
  return inside.find(({ local }) => local !== 'Status') ?? inside[0];
}

/** Version and DTD file that a document names in its DOCTYPE or, by the old attribute, in its root. */
function named({ root, doctype }: XmlDocument): { version?: string; dtd?: DtdName } {
  const version = /cXML\/(\d+(?:\.\d+)+)\//i.exec(doctype ?? '')?.[1] ?? root.attrs.version;
  const file = /([A-Za-z]+)\.dtd/.exec(doctype ?? '')?.[1];
  const dtd = DTDS.find((one) => one.toLowerCase() === file?.toLowerCase());
  return { ...(version ? { version } : {}), ...(dtd ? { dtd } : {}) };
}

/** The version that this partner's profile pins for a kind of document, or the codec's own. */
export function pinnedVersion(profile: SuiteProfile, kind: string): string {
  const { versions } = profile;
  const pinned = versions[kind as keyof typeof versions];
  if (pinned) return pinned;
  // A suite's set-up and its answer are of one version (the published matrices name them together).
  if (kind === 'PunchOutSetupRequest' && versions.PunchOutSetupResponse)
    return versions.PunchOutSetupResponse;
  return defaultVersion(kind as PayloadKind);
}

/** The first version whose DTD knows an element. */
function knownFrom(dtd: DtdName, element: string): string | undefined {
  return knownVersions(dtd).find((version) => contentModel(dtd, version).has(element));
}

function list(names: readonly string[], locale: 'en' | 'fr'): string {
  const or = locale === 'en' ? ' or ' : ' ou ';
  const shown = names.slice(0, 12);
  const text = shown.join(', ').replace(/, ([^,]*)$/, `${or}$1`);
  return names.length > shown.length ? `${text} …` : text;
}

function titleOf(fault: ExplainedViolation): Text {
  const { element, attribute = '', expected } = fault;
  switch (fault.rule) {
    case 'attribute_missing':
      return { en: `<${element}> has no ${attribute}`, fr: `<${element}> n’a pas de ${attribute}` };
    case 'attribute_undeclared':
      return {
        en: `<${element}> may not have ${attribute}`,
        fr: `<${element}> ne peut pas avoir ${attribute}`,
      };
    case 'attribute_value':
      return {
        en: `${attribute} of <${element}> has a value that is not allowed`,
        fr: `${attribute} de <${element}> a une valeur non permise`,
      };
    case 'element_undeclared':
      return {
        en: `<${element}> does not exist in this version`,
        fr: `<${element}> n’existe pas dans cette version`,
      };
    case 'text':
      return { en: `Text inside <${element}>`, fr: `Texte à l’intérieur de <${element}>` };
    case 'incomplete':
      return {
        en: `<${element}> ends too early: ${list(expected, 'en')} is missing`,
        fr: `<${element}> se termine trop tôt : il manque ${list(expected, 'fr')}`,
      };
    case 'place':
      return {
        en: `<${element}> may not stand here`,
        fr: `<${element}> ne peut pas se trouver ici`,
      };
  }
}

function fixOf(fault: ExplainedViolation, dtd: DtdName): Text {
  const { element, attribute = '', expected } = fault;
  switch (fault.rule) {
    case 'attribute_missing':
      return {
        en: `Write <${element} ${attribute}="…">.`,
        fr: `Écrivez <${element} ${attribute}="…">.`,
      };
    case 'attribute_undeclared':
      return {
        en: `Leave ${attribute} out, or carry its value in an Extrinsic.`,
        fr: `Supprimez ${attribute}, ou portez sa valeur dans un Extrinsic.`,
      };
    case 'attribute_value':
      return {
        en: `Write one of ${list(expected, 'en')}.`,
        fr: `Écrivez l’une des valeurs ${list(expected, 'fr')}.`,
      };
    case 'element_undeclared': {
      const from = knownFrom(dtd, element);
      return from
        ? {
            en: `It exists from ${from} on: name that version in the DOCTYPE, or leave it out.`,
            fr: `Il existe à partir de ${from} : citez cette version dans le DOCTYPE, ou supprimez-le.`,
          }
        : {
            en: 'Check the spelling, leave it out, or carry its value in an Extrinsic.',
            fr: 'Vérifiez l’orthographe, supprimez-le, ou portez sa valeur dans un Extrinsic.',
          };
    }
    case 'text':
      return {
        en: 'Put the text into one of its child elements, or remove it.',
        fr: 'Mettez le texte dans un des éléments enfants, ou supprimez-le.',
      };
    case 'incomplete':
      return {
        en: `Add <${expected[0] ?? ''}> before </${element}>.`,
        fr: `Ajoutez <${expected[0] ?? ''}> avant </${element}>.`,
      };
    case 'place':
      return expected.length > 0
        ? {
            en: `Here may stand: ${list(expected, 'en')}. Put the elements in the order of the DTD.`,
            fr: `Peuvent se trouver ici : ${list(expected, 'fr')}. Suivez l’ordre de la DTD.`,
          }
        : {
            en: 'Nothing more may follow here. Move it up to its place in the DTD’s order, or remove it.',
            fr: 'Rien ne peut plus suivre ici. Remontez-le à sa place dans l’ordre de la DTD, ou supprimez-le.',
          };
  }
}

function findingOf(fault: ExplainedViolation, dtd: DtdName): Finding {
  return {
    severity: 'error',
    title: titleOf(fault),
    fix: fixOf(fault, dtd),
    line: fault.line,
    path: fault.attribute ? `${fault.path}/@${fault.attribute}` : fault.path,
    expected: fault.expected,
  };
}

function verdict(
  { root }: XmlDocument,
  { dtd, version, why }: { dtd: DtdName; version: string; why: ModelVerdict['why'] },
): ModelVerdict {
  const model = modelForWriting(dtd, version);
  const faults = explainTree(root, model).sort((a, b) => a.line - b.line);
  const known = knownVersions(dtd);
  const nearest = nearestVersion(dtd, version);
  return {
    dtd,
    version,
    used: known.includes(version) ? version : nearest,
    why,
    violations: faults.length,
    findings: faults.slice(0, SHOWN_MAX).map((fault) => findingOf(fault, dtd)),
  };
}

/**
 * The content-model verdict against the DTD version that the document names and against the one that this
 * partner's profile pins; one verdict where they are the same. A document that names none is held against
 * the pinned one alone. Elements, order, attributes; datatypes are not a DTD's business.
 */
export function modelVerdicts(document: XmlDocument, profile: SuiteProfile): ModelVerdict[] {
  if (document.root.local !== 'cXML') return [];
  const kind = payloadNode(document.root)?.local ?? '';
  const own = named(document);
  const dtd = own.dtd ?? dtdOf(kind as PayloadKind);
  const pinned = pinnedVersion(profile, kind);
  if (own.version === undefined || own.version === pinned) {
    const why = own.version === undefined ? 'pinned' : 'both';
    return [verdict(document, { dtd, version: pinned, why })];
  }
  return [
    verdict(document, { dtd, version: own.version, why: 'named' }),
    verdict(document, { dtd, version: pinned, why: 'pinned' }),
  ];
}
