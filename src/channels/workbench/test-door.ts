import { Problem } from '../../base/index.ts';
import { keepWorkbenchTest, type Workbench } from '../../domain/parties/index.ts';
import { decodeDocument } from '../../domain/service/index.ts';
import type { WebContext } from '../../platform/http/index.ts';
import { maskSecrets } from '../../platform/index.ts';
import { examine } from './examine.ts';
import type { Opened } from './open.ts';
import { type Finding, outcomeOf, type Report } from './report.ts';

const KEPT_CHARACTERS_MAX = 200 * 1024;
const PASTED = 'text/plain; charset=UTF-8';

export type Tried = {
  readonly id: string;
  readonly report: Report;
};

/** Name and value a line, the password behind bars whatever the profile calls its field. */
function fieldLines({ fields }: Opened, passwordField: string | undefined): string {
  return fields
    .map(({ name, value }) => {
      const secret = name.toUpperCase() === passwordField?.toUpperCase();
      return `${name}=${secret ? '••••••••' : value}`;
    })
    .join('\n');
}

function shownText(
  opened: Opened | undefined,
  { bytes, contentType, passwordField }: Sent & { passwordField: string | undefined },
): string {
  if (opened && opened.fields.length > 0) return maskSecrets(fieldLines(opened, passwordField));
  const source = opened ?? { bytes, contentType };
  const text = decodeDocument(source.bytes, source.contentType)?.text ?? '';
  // As the gate counts lines: it drops a mark and blanks before the document.
  return maskSecrets(text.replace(/^[\uFEFF\s]+/, '')).slice(0, KEPT_CHARACTERS_MAX);
}

type Sent = { readonly bytes: Uint8Array; readonly contentType: string };

/** Tests a document and keeps the verdict, with the document's masked text, among the link's last twenty. */
export async function tryDocument(
  workbench: Workbench,
  sent: Sent & { readonly source: 'page' | 'post' },
): Promise<Tried> {
  const { report, opened } = await examine(workbench, sent);
  const { profileOverlay } = workbench.connection;
  const oci = profileOverlay.oci as { passwordField?: string } | undefined;
  const id = await keepWorkbenchTest(workbench, {
    source: sent.source,
    kind: report.kind,
    outcome: outcomeOf(report),
    sizeBytes: sent.bytes.byteLength,
    document: shownText(opened, { ...sent, passwordField: oci?.passwordField }),
    report: report as unknown as Record<string, unknown>,
  });
  return { id, report };
}

/** Pasted text has no bytes of its own: what its declaration says of them is no longer true. */
function pasted(text: string): Sent {
  const plain = text.replace(
    /^(\s*<\?xml[^>]*?encoding\s*=\s*["'])[^"']*(["'])/,
    (_, before: string, after: string) => `${before}UTF-8${after}`,
  );
  return { bytes: Buffer.from(plain, 'utf8'), contentType: PASTED };
}

/** What was sent: a file or pasted text of the page's form, or the body of a POST as it is. */
export async function sentDocument(
  c: WebContext,
): Promise<Sent & { readonly source: 'page' | 'post' }> {
  const contentType = c.req.header('content-type') ?? '';
  if (!/^multipart\/form-data/i.test(contentType)) {
    const bytes = new Uint8Array(await c.req.arrayBuffer());
    if (bytes.byteLength === 0) throw new Problem('workbench.empty');
    return { bytes, contentType, source: 'post' };
  }
  const { file, document } = await c.req.parseBody();
  if (file instanceof File && file.size > 0) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    return { bytes, contentType: '', source: 'page' };
  }
  if (typeof document === 'string' && document.trim() !== '')
    return { ...pasted(document), source: 'page' };
  throw new Problem('workbench.empty');
}

function line(finding: Finding): string {
  const at = finding.line === undefined ? '' : `line ${finding.line}: `;
  const where = finding.path ? ` [${finding.path}]` : '';
  const fix = finding.fix ? ` → ${finding.fix.en}` : '';
  return `  ${finding.severity}: ${at}${finding.title.en}${where}${fix}`;
}

/** The verdict for a terminal. */
export function plainReport(report: Report): string {
  const parts = [
    `${report.kind ?? report.form}: ${outcomeOf(report)}`,
    ...(report.gate.length > 0 ? ['gate', ...report.gate.map(line)] : []),
    ...report.models.flatMap(({ dtd, version, why, violations, findings }) => [
      `${dtd}.dtd ${version} (${why}): ${violations === 0 ? 'valid' : `${violations} departures`}`,
      ...findings.map(line),
    ]),
    ...(report.advisories.length > 0 ? ['advice', ...report.advisories.map(line)] : []),
    ...(report.answer ? [`answer: ${report.answer.code} ${report.answer.text}`] : []),
    ...(report.answerProved
      ? [`with the right secret: ${report.answerProved.code} ${report.answerProved.text}`]
      : []),
  ];
  return `${parts.join('\n')}\n`;
}
