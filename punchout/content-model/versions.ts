import { Problem } from '../../src/base/index.ts';
import { type Model, parseModel } from './grammar.ts';
import { cxml12014 } from './tables/cxml-1-2-014.ts';
import { cxml12020 } from './tables/cxml-1-2-020.ts';
import { cxml12050 } from './tables/cxml-1-2-050.ts';
import { cxml12071 } from './tables/cxml-1-2-071.ts';
import { fulfill12050 } from './tables/fulfill-1-2-050.ts';
import { fulfill12071 } from './tables/fulfill-1-2-071.ts';
import { invoice12020 } from './tables/invoice-1-2-020.ts';
import { invoice12037 } from './tables/invoice-1-2-037.ts';
import { invoice12071 } from './tables/invoice-1-2-071.ts';
import { remittance12071 } from './tables/remittance-1-2-071.ts';
import { shared12050 } from './tables/shared-1-2-050.ts';
import { shared12071 } from './tables/shared-1-2-071.ts';

/** The cXML DTD files a document may name; each has its own payloads. */
export type DtdName = 'cXML' | 'Fulfill' | 'InvoiceDetail' | 'PaymentRemittance';

export type AttributeModel = {
  readonly required: 'yes' | 'no';
  /** The values of an enumeration; undefined for any text. */
  readonly choices: readonly string[] | undefined;
};

export type ElementModel = {
  /** The content specification as the DTD writes it, without white space. */
  readonly source: string;
  readonly content: Model;
  readonly attributes: ReadonlyMap<string, AttributeModel>;
};

/** All elements of one DTD file of one version. */
export type ContentModel = ReadonlyMap<string, ElementModel>;

const LAYERS_050 = [cxml12014, cxml12020, shared12050];
const LAYERS_071 = [...LAYERS_050, shared12071];

/** Each table is what it adds to those before it, as the DTDs themselves grew. */
const LAYERS: Readonly<Record<DtdName, readonly (readonly [string, readonly string[]])[]>> = {
  cXML: [
    ['1.2.014', [cxml12014]],
    ['1.2.020', [cxml12014, cxml12020]],
    ['1.2.050', [...LAYERS_050, cxml12050]],
    ['1.2.071', [...LAYERS_071, cxml12050, cxml12071]],
  ],
  Fulfill: [
    ['1.2.050', [...LAYERS_050, fulfill12050]],
    ['1.2.071', [...LAYERS_071, fulfill12050, fulfill12071]],
  ],
  InvoiceDetail: [
    ['1.2.020', [cxml12014, cxml12020, invoice12020]],
    ['1.2.037', [cxml12014, cxml12020, invoice12020, invoice12037]],
    ['1.2.071', [...LAYERS_071, invoice12020, invoice12037, invoice12071]],
  ],
  PaymentRemittance: [['1.2.071', [...LAYERS_071, remittance12071]]],
};

function parseAttributes(text: string): ReadonlyMap<string, AttributeModel> {
  const attributes = new Map<string, AttributeModel>();
  for (const part of text.split(' ').filter((one) => one !== '')) {
    const [name = '', choices] = part.replace(/!$/, '').split('=');
    attributes.set(name, {
      required: part.endsWith('!') ? 'yes' : 'no',
      choices: choices?.split('|'),
    });
  }
  return attributes;
}

function parseTable(layers: readonly string[]): ContentModel {
  const model = new Map<string, ElementModel>();
  for (const line of layers.flatMap((layer) => layer.trim().split('\n'))) {
    const [, name = '', content = '', attributes = ''] = /^(\S+) (\S+) \|(.*)$/.exec(line) ?? [];
    model.set(name, {
      source: content,
      content: parseModel(content),
      attributes: parseAttributes(attributes),
    });
  }
  return model;
}

const parsed = new Map<string, ContentModel>();

/** 1.2.014 → 1002014: versions compare as numbers, whatever their padding. */
function rank(version: string): number {
  const [major = 0, minor = 0, patch = 0] = version.split('.').map(Number);
  return major * 1_000_000 + minor * 1_000 + patch;
}

/** The versions whose content models are held, oldest first. */
export function knownVersions(dtd: DtdName): readonly string[] {
  return LAYERS[dtd].map(([version]) => version);
}

/** The content model of exactly that DTD. Refuses others with `cxml.version_unknown`. */
export function contentModel(dtd: DtdName, version: string): ContentModel {
  const layers = LAYERS[dtd].find(([known]) => known === version)?.[1];
  if (!layers) {
    throw new Problem('cxml.version_unknown', {
      version,
      dtd,
      known: knownVersions(dtd).join(', '),
    });
  }
  const key = `${dtd} ${version}`;
  const model = parsed.get(key) ?? parseTable(layers);
  parsed.set(key, model);
  return model;
}

/**
 * The newest held version not newer than the one asked for, else the oldest held. DTDs only ever grow,
 * so a document of an older model is valid under any newer DTD.
 */
export function nearestVersion(dtd: DtdName, version: string): string {
  const known = knownVersions(dtd);
  return known.findLast((one) => rank(one) <= rank(version)) ?? known[0] ?? version;
}

const forWriting = new Map<string, ContentModel>();

/**
 * The model that a document for a partner pinned to `version` must fit. Fulfill.dtd is held from 1.2.050
 * on; a partner pinned lower gets it with the shared elements (items, tax, contacts) as they were then.
 */
export function modelForWriting(dtd: DtdName, version: string): ContentModel {
  const held = forWriting.get(`${dtd} ${version}`) ?? fittingModel(dtd, version);
  forWriting.set(`${dtd} ${version}`, held);
  return held;
}

function fittingModel(dtd: DtdName, version: string): ContentModel {
  const nearest = contentModel(dtd, nearestVersion(dtd, version));
  if (rank(nearestVersion(dtd, version)) <= rank(version) || dtd === 'cXML') return nearest;
  const envelope = new Set(['cXML', 'Request', 'Message', 'Response']);
  const older = [...contentModel('cXML', nearestVersion('cXML', version))];
  return new Map([
    ...nearest,
    ...older.filter(([name]) => nearest.has(name) && !envelope.has(name)),
  ]);
}
