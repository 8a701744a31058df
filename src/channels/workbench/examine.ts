import {
  type CxmlDocument,
  connectionProfile,
  parseCxmlInSlices,
} from '../../../punchout/index.ts';
import { Problem } from '../../base/index.ts';
import { child, readXmlInSlices, type XmlDocument, type XmlNode } from '../../base/xml/index.ts';
import type { Workbench } from '../../domain/parties/index.ts';
import { asSystem } from '../../platform/index.ts';
import { advise, proofOf } from './advice.ts';
import { checkCatalogue } from './catalogue-check.ts';
import { modelVerdicts, payloadNode } from './content.ts';
import { adviseFields } from './fields.ts';
import { knownOf } from './known.ts';
import { checkCallUp, checkOciBasket } from './oci-check.ts';
import { type Opened, openDocument } from './open.ts';
import { orderVerdict, refusal, rehearse } from './rehearse.ts';
import type { Finding, Report } from './report.ts';

/** Most of a document that the tester takes: what the door takes. */
export const TEST_BYTES_MAX = 2_000_000;

function faultOf(problem: Problem): Finding {
  const { line, column, element } = problem.params;
  return {
    severity: 'error',
    title: { en: problem.text('en'), fr: problem.text('fr') },
    ...(typeof line === 'number' ? { line } : {}),
    ...(typeof column === 'number' ? { column } : {}),
    ...(typeof element === 'string' ? { path: element } : {}),
  };
}

async function unlessRefused<T>(work: () => Promise<T> | T): Promise<T | Problem> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

/** The line of the element that a path names, or of what it is missing from. */
function placed(finding: Finding, root: XmlNode): Finding {
  if (finding.line !== undefined || finding.path === undefined) return finding;
  let node = root;
  for (const step of finding.path.split('/').slice(1)) {
    const next = child(node, step);
    if (!next) break;
    node = next;
  }
  return { ...finding, line: node.line };
}

/** Lets other requests have their turn between two steps that take long for a long document. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

async function judged(
  workbench: Workbench,
  { document, bytes, tree }: { document: CxmlDocument; bytes: Uint8Array; tree: XmlDocument },
): Promise<Pick<Report, 'advisories' | 'order' | 'answer' | 'answerProved'>> {
  const known = await knownOf(workbench, document.payloadId);
  const proof = proofOf(document, known);
  const advisories = [
    ...advise(document, known, proof).map((one) => placed(one, tree.root)),
    ...adviseFields(tree.root, known.profile),
  ];
  // A document of somebody else is answered nothing here but what the door says to strangers.
  const { connection, organisation, ctx } = workbench;
  const partner = { connection, organisation };
  const system = asSystem(ctx);
  const unauthorized = refusal(new Problem('cxml.unauthorized'));
  if (connection.protocol !== 'cxml') return { advisories, answer: unauthorized };
  const order = proof === 'other' ? undefined : await orderVerdict(system, { document, partner });
  const proved = await rehearse(system, { document, partner, bytes });
  return {
    advisories,
    ...(order ? { order } : {}),
    ...(proof === 'right'
      ? { answer: proved }
      : { answer: unauthorized, ...(proof === 'other' ? {} : { answerProved: proved }) }),
  };
}

async function examineCxml(workbench: Workbench, opened: Opened): Promise<Report> {
  const { form, bytes, contentType } = opened;
  const nothing = { form, gate: [], models: [], advisories: [] };
  const tree = await unlessRefused(() => readXmlInSlices(bytes, { contentType }));
  if (tree instanceof Problem) return { ...nothing, gate: [faultOf(tree)], answer: refusal(tree) };
  await breath();
  const kind = payloadNode(tree.root)?.local;
  const about = {
    form,
    encoding: tree.encoding,
    ...(kind ? { kind } : {}),
    models: modelVerdicts(tree, connectionProfile(workbench.connection)),
  };
  await breath();
  const document = await unlessRefused(() => parseCxmlInSlices(bytes, { contentType }));
  if (document instanceof Problem)
    return { ...nothing, ...about, gate: [faultOf(document)], answer: refusal(document) };
  const verdict = await judged(workbench, { document, bytes, tree });
  if (kind === 'Index') {
    const items = await unlessRefused(() => checkCatalogue(bytes, { now: workbench.ctx.now() }));
    const found = items instanceof Problem ? [faultOf(items)] : items;
    return { ...nothing, ...about, ...verdict, advisories: [...verdict.advisories, ...found] };
  }
  return { ...nothing, ...about, ...verdict };
}

async function examineCatalogue({ ctx }: Workbench, { bytes, form }: Opened): Promise<Report> {
  const about = { form, kind: 'CIF', models: [] };
  const found = await unlessRefused(() => checkCatalogue(bytes, { now: ctx.now() }));
  return found instanceof Problem
    ? { ...about, gate: [faultOf(found)], advisories: [] }
    : { ...about, gate: [], advisories: found };
}

async function examineOci(workbench: Workbench, { form, fields }: Opened): Promise<Report> {
  const known = await knownOf(workbench);
  const nothing = { form, gate: [], models: [] };
  if (form === 'oci_basket') {
    return { ...nothing, kind: 'OCI basket', advisories: checkOciBasket(fields, known) };
  }
  return { ...nothing, kind: 'OCI call-up', ...checkCallUp(fields, known) };
}

/**
 * Everything the tester can say of a document, whatever it is and in whatever it came. Nothing of it is carried
 * out or kept: the order is compared and let fall, the answer rehearsed and rolled back.
 */
export async function examine(
  workbench: Workbench,
  { bytes, contentType }: { bytes: Uint8Array; contentType: string },
): Promise<{ report: Report; opened: Opened | undefined }> {
  workbench.ctx.require('workbench.use');
  if (bytes.byteLength > TEST_BYTES_MAX) {
    throw new Problem('workbench.size', {
      size_bytes: bytes.byteLength,
      max_bytes: TEST_BYTES_MAX,
    });
  }
  const opened = await unlessRefused(() => openDocument(bytes, contentType));
  if (opened instanceof Problem) {
    if (opened.code === 'workbench.empty') throw opened;
    const report = {
      form: 'unknown',
      gate: [faultOf(opened)],
      models: [],
      advisories: [],
    } as const;
    return { report: { ...report, answer: refusal(opened) }, opened: undefined };
  }
  switch (opened.form) {
    case 'oci_call_up':
    case 'oci_basket':
      return { report: await examineOci(workbench, opened), opened };
    case 'cif':
      return { report: await examineCatalogue(workbench, opened), opened };
    case 'unknown': {
      const title = {
        en: 'This is no document that is exchanged over this connection: no cXML, no OCI fields',
        fr: 'Ce n’est pas un document échangé sur cette connexion : ni cXML, ni champs OCI',
      };
      const gate: Finding[] = [{ severity: 'error', title, line: 1 }];
      return { report: { form: opened.form, gate, models: [], advisories: [] }, opened };
    }
    default:
      return { report: await examineCxml(workbench, opened), opened };
  }
}
