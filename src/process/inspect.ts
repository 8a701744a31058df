import { isValid, parseUbl, type Violation, validateInvoice } from '../../edi/einvoice/index.ts';
import {
  type InspectError,
  type Inspection,
  inspectCamt,
  inspectEdifact,
  inspectUbl,
} from '../../edi/index.ts';
import { Problem } from '../base/index.ts';
import { canonical, type InspectedFile, refusal } from './inspect/canonical.ts';
import { inspectCatalogue } from './inspect/catalogue.ts';
import { inspectCxmlFile } from './inspect/cxml.ts';
import {
  type Detected,
  detectFormat,
  INSPECT_FORMATS,
  type InspectFormat,
} from './inspect/detect.ts';
import { fileBytes, fileError } from './inspect/read-file.ts';
import { plain, readable } from './inspect/table.ts';

const READ = 0;
const REFUSED = 1;
const USAGE = 2;

const READERS: Readonly<Record<InspectFormat, (bytes: Uint8Array) => Inspection>> = {
  cxml: inspectCxmlFile,
  edifact: inspectEdifact,
  ubl: inspectUblFile,
  camt: inspectCamt,
  cif: inspectCatalogue,
  index: inspectCatalogue,
};

/** A broken rule of EN 16931 does not keep an invoice from being read: `validate-invoice` judges it. */
function inspectUblFile(bytes: Uint8Array): Inspection {
  const { documents, errors } = inspectUbl(bytes);
  const isRule = ({ code }: InspectError): boolean => /^(BR|UBL)-/.test(code);
  return {
    documents,
    errors: errors.map((error) => (isRule(error) ? { ...error, severity: 'warning' } : error)),
  };
}

const NAMES =
  'cXML, EDIFACT, UBL invoices and credit notes, camt.052, camt.053 and camt.054, CIF and cXML Index catalogues';

function unknown({ root, because }: Extract<Detected, { format: 'unknown' }>): Inspection {
  if (because) return { documents: [], errors: [refusal(because)] };
  const found = root === undefined ? '' : ` Its root element is “${root}”.`;
  const error = fileError('inspect.format_unknown', {
    message: `The content is none of the formats that are read.${found}`,
    fix: `Send one of: ${NAMES} (${INSPECT_FORMATS.join(', ')}).`,
  });
  return { documents: [], errors: [{ ...error, line: 1, segment: root ?? null }] };
}

function inspection(bytes: Uint8Array): {
  format: InspectedFile['format'];
  inspection: Inspection;
} {
  const detected = detectFormat(bytes);
  if (detected.format === 'unknown') return { format: 'unknown', inspection: unknown(detected) };
  try {
    return { format: detected.format, inspection: READERS[detected.format](bytes) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { format: detected.format, inspection: { documents: [], errors: [refusal(error)] } };
  }
}

/** One file in the canonical shape, whatever happens to it. */
export async function inspectFile(file: string): Promise<InspectedFile> {
  const bytes = await fileBytes(file);
  if (!(bytes instanceof Uint8Array)) {
    return canonical(file, { format: 'unknown', inspection: { documents: [], errors: [bytes] } });
  }
  return canonical(file, inspection(bytes));
}

function usage(command: string): number {
  process.stderr.write(`comptoir ${command}: name at least one file.\n`);
  return USAGE;
}

/**
 * `comptoir inspect FILE…`: decodes each file by its content and prints it, as one canonical JSON line
 * or as a table. Answers the exit code: 0 when all were read, 1 when any has an error (warnings do not
 * count), 2 without a file. One bad file does not stop the others.
 */
export async function inspectCommand(
  files: readonly string[],
  { json }: { json: boolean },
): Promise<number> {
  if (files.length === 0) return usage('inspect');
  let code = READ;
  for (const file of files) {
    const inspected = await inspectFile(file);
    process.stdout.write(json ? `${JSON.stringify(inspected)}\n` : readable(inspected));
    if (inspected.errors.some(({ severity }) => severity === 'error')) code = REFUSED;
  }
  return code;
}

/** One invoice against the rules, as `comptoir validate-invoice --json` prints it. */
export type ValidatedFile = {
  readonly file: string;
  readonly valid: boolean;
  readonly violations: readonly Violation[];
};

/** A file that cannot be read as an invoice breaks one rule: the refusal's code. */
function violationsIn(bytes: Uint8Array): readonly Violation[] {
  const detected = detectFormat(bytes);
  const refused = detected.format === 'unknown' ? unknown(detected).errors[0] : undefined;
  if (refused) return [violation(refused)];
  try {
    const { model, errors, violations } = parseUbl(bytes);
    return [...errors.map(violation), ...violations, ...validateInvoice(model)];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [violation(refusal(error))];
  }
}

function violation({ code, severity, line, segment, message }: InspectError): Violation {
  const place = [segment, line === null ? null : `line ${line}`].filter((one) => one !== null);
  return { rule: code, severity, path: place.join(', '), message };
}

async function validateFile(file: string): Promise<ValidatedFile> {
  const bytes = await fileBytes(file);
  const found = bytes instanceof Uint8Array ? violationsIn(bytes) : [violation(bytes)];
  const violations = found.map(({ rule, severity, path, message }) => ({
    rule,
    severity,
    path,
    message,
  }));
  return { file, valid: isValid(violations), violations };
}

/**
 * `comptoir validate-invoice FILE…`: EN 16931 and, where they apply, the French rules. Answers the exit
 * code: 0 when all are valid (warnings do not count), 1 when any is not, 2 without a file.
 */
export async function validateInvoiceCommand(
  files: readonly string[],
  { json }: { json: boolean },
): Promise<number> {
  if (files.length === 0) return usage('validate-invoice');
  let code = READ;
  for (const file of files) {
    const { valid, violations } = await validateFile(file);
    if (!valid) code = REFUSED;
    if (json) {
      process.stdout.write(`${JSON.stringify({ file, valid, violations })}\n`);
      continue;
    }
    const lines = violations.map(
      ({ rule, severity, path, message }) => `  ${severity} ${rule} (${path}): ${message}`,
    );
    process.stdout.write(
      `${[`${file}: ${valid ? 'valid' : 'not valid'}`, ...lines].map(plain).join('\n')}\n`,
    );
  }
  return code;
}
