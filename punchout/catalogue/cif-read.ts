import { Problem } from '../../src/base/index.ts';
import { cifColumns, DEFAULT_FIELDS, fieldKey, valuesOf } from './cif-fields.ts';
import type {
  CatalogueEnd,
  CatalogueHeader,
  CatalogueIssue,
  CatalogueReader,
  CatalogueSink,
} from './model.ts';
import { type CsvRecord, type RecordSplitter, recordSplitter } from './records.ts';

const HEADER_BYTES_MAX = 64_000;

/** Java's and the web's names of charsets; a CIF names the former. */
function decoderOf(charset: string | undefined, sample: Uint8Array): TextDecoder {
  if (sample[0] === 0xef && sample[1] === 0xbb && sample[2] === 0xbf)
    return new TextDecoder('utf-8');
  const label = charset?.trim().toLowerCase().replaceAll('_', '-') ?? '';
  if (label === '') return new TextDecoder(isUtf8(sample) ? 'utf-8' : 'windows-1252');
  const known = /^(iso-?)?8859-(\d+)$/.exec(label)?.[2];
  try {
    return new TextDecoder(known ? `iso-8859-${known}` : label === 'utf8' ? 'utf-8' : label);
  } catch {
    throw new Problem('catalogue_file.charset', { charset: charset ?? '' });
  }
}

/** A sample may end inside a character. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true });
    return true;
  } catch {
    return false;
  }
}

type HeaderLine = { readonly key: string; readonly value: string };

/** `KEY: value`; a spreadsheet writes `KEY:,value,,,`. */
function headerLine(line: string): HeaderLine | undefined {
  const match = /^\s*"?([A-Za-z_ ]+?)\s*:"?(.*)$/.exec(line);
  if (!match) return undefined;
  const key = (match[1] ?? '').trim().toUpperCase().replaceAll(' ', '_');
  const value = (match[2] ?? '').replace(/^[\s,;"]+/, '').replace(/[\s,;"]+$/, '');
  return { key, value };
}

function flag(value: string | undefined): boolean {
  return /^(t|true|y|yes|1)$/i.test(value ?? '');
}

type Head = {
  readonly values: ReadonlyMap<string, string>;
  readonly fieldNames: readonly string[];
  readonly delimiter: ',' | '\t';
};

function namesIn(text: string, delimiter: string): string[] {
  return text.split(delimiter).map((name) => name.replaceAll('"', '').trim());
}

/** The header's lines; the field names may stand in FIELDNAMES or, from a spreadsheet, on a line of their own. */
function readHead(lines: readonly string[]): Head {
  const values = new Map<string, string>();
  let names: string | undefined;
  for (const line of lines.slice(1)) {
    const found = headerLine(line);
    if (found && found.key === 'FIELDNAMES') names = line.slice(line.indexOf(':') + 1);
    else if (found) values.set(found.key, found.value);
    else if (/supplier part id/i.test(line)) names = line;
  }
  const delimiter = names?.includes('\t') && !names.includes(',') ? '\t' : ',';
  const listed = namesIn(names ?? '', delimiter).filter(
    (name, at, all) =>
      // A spreadsheet's empty columns at both ends are none.
      name !== '' || all.slice(at).some((later) => later !== ''),
  );
  while (listed[0] === '') listed.shift();
  return { values, delimiter, fieldNames: listed.length > 0 ? listed : DEFAULT_FIELDS };
}

function headerOf({ values, fieldNames }: Head): CatalogueHeader {
  const count = values.get('ITEMCOUNT');
  return {
    format: 'cif',
    loadMode: /^i/i.test(values.get('LOADMODE') ?? '') ? 'incremental' : 'full',
    supplierIds: [],
    currency: values.get('CURRENCY') || undefined,
    codeFormat: values.get('CODEFORMAT') || undefined,
    units: flag(values.get('UNUOM')) ? 'un' : 'ansi',
    itemCount: count && /^\d{1,9}$/.test(count) ? Number(count) : undefined,
    timestamp: values.get('TIMESTAMP') || undefined,
    comments: values.get('COMMENTS') || undefined,
    fieldNames,
  };
}

/** A row whose bytes are not of the charset that the file names: what could not be read stands as U+FFFD. */
function strangeCharacters(line: number): CatalogueIssue {
  return {
    line,
    field: 'CHARSET',
    severity: 'warning',
    code: 'cif.characters',
    message: {
      en: 'The row has characters that are not of the file’s CHARSET; they are lost.',
      fr: 'La ligne contient des caractères étrangers au CHARSET du fichier ; ils sont perdus.',
    },
    fix: {
      en: 'Write in CHARSET the encoding that the file is saved in, then send it again.',
      fr: 'Indiquez dans CHARSET le codage réel du fichier, puis renvoyez-le.',
    },
  };
}

type Body = {
  readonly head: Head;
  readonly header: CatalogueHeader;
  readonly decoder: TextDecoder;
  readonly splitter: RecordSplitter;
};

/** Where DATA begins, as the offset of the first byte after its line; undefined while it has not come. */
function dataStart(bytes: Uint8Array): { end: number; lines: string[] } | undefined {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
  const match = /(^|\n)"?DATA"?[ \t,;]*\r?\n/.exec(text);
  if (!match) return undefined;
  const end = match.index + match[0].length;
  return { end, lines: text.slice(0, end).split(/\r?\n/) };
}

function saysCharset(lines: readonly string[]): boolean {
  return lines.some((line) => headerLine(line)?.key === 'CHARSET');
}

function refuseWithoutHeader(lines: readonly string[]): void {
  const first = (lines[0] ?? '').replace(/^(\u00EF\u00BB\u00BF)?\s*"?/, '');
  if (!/^CIF_I_V\d/.test(first))
    throw new Problem('catalogue_file.header', {
      line: 1,
      reason: `it begins with “${first.slice(0, 40)}”, a CIF with CIF_I_V3.0`,
    });
}

/**
 * Reads a CIF 3.0 (or 2.1) catalogue as its bytes arrive: header, then one item a record, then ENDOFDATA.
 * Tolerates what spreadsheets leave (tabs, commas after header values, empty columns). Tells of each row that
 * has too many or too few fields, of an ITEMCOUNT that does not agree, and of a missing ENDOFDATA. Refuses what
 * is no CIF (`catalogue_file.header`) and a charset nobody knows (`catalogue_file.charset`).
 */
export function cifReader(sink: CatalogueSink): CatalogueReader {
  let waiting: Uint8Array = new Uint8Array();
  let body: Body | undefined;
  let items = 0;
  let isEnded = false;

  const row = ({ line, fields }: CsvRecord, { head, header }: Body): void => {
    if (isEnded || fields.every((field) => field.trim() === '')) return;
    if (/^ENDOFDATA$/i.test(fields[0]?.trim() ?? '')) {
      isEnded = true;
      return;
    }
    items += 1;
    const extra = fields.slice(head.fieldNames.length).some((field) => field.trim() !== '');
    if (extra || fields.length < Math.min(head.fieldNames.length, 6)) {
      sink.issue({
        line,
        field: '',
        severity: 'error',
        code: 'cif.fields',
        message: {
          en: `The row has ${fields.length} fields, FIELDNAMES lists ${head.fieldNames.length}.`,
          fr: `La ligne a ${fields.length} champs, FIELDNAMES en cite ${head.fieldNames.length}.`,
        },
        fix: {
          en: 'Put a value that contains a comma in quotation marks; double those inside it.',
          fr: 'Mettez entre guillemets une valeur qui contient une virgule ; doublez ceux qu’elle contient.',
        },
      });
      return;
    }
    if (fields.some((field) => field.includes('\uFFFD'))) sink.issue(strangeCharacters(line));
    sink.item(valuesOf(cifColumns(head.fieldNames), { line, fields, header }));
  };

  const begin = (end: number, lines: readonly string[]): void => {
    refuseWithoutHeader(lines);
    const head = readHead(lines);
    const header = headerOf(head);
    for (const name of ['Supplier Part ID', 'Unit Price'])
      if (!head.fieldNames.some((one) => fieldKey(one) === fieldKey(name)))
        throw new Problem('catalogue_file.header', {
          line: 1,
          reason: `FIELDNAMES does not list “${name}”`,
        });
    body = {
      head,
      header,
      decoder: decoderOf(head.values.get('CHARSET'), waiting),
      splitter: recordSplitter({
        delimiter: head.delimiter,
        firstLine: lines.length,
        unclosed: (line) =>
          sink.issue({
            line,
            field: '',
            severity: 'error',
            code: 'cif.quote',
            message: {
              en: 'A quotation mark is opened and not closed; the row is left out.',
              fr: 'Un guillemet est ouvert et jamais fermé ; la ligne est écartée.',
            },
            fix: {
              en: 'Close it, or double it where it belongs to the text.',
              fr: 'Fermez-le, ou doublez-le s’il fait partie du texte.',
            },
          }),
      }),
    };
    sink.header(header);
    const rest = waiting.subarray(end);
    waiting = new Uint8Array();
    feed(body, rest);
  };

  const feed = (into: Body, bytes: Uint8Array): void => {
    for (const record of into.splitter.push(into.decoder.decode(bytes, { stream: true })))
      row(record, into);
  };

  return {
    write: (bytes) => {
      if (body) return feed(body, bytes);
      waiting = Buffer.concat([waiting, bytes]);
      const start = dataStart(waiting);
      // Without CHARSET the bytes themselves decide, so there must be enough of them.
      if (start && (saysCharset(start.lines) || waiting.byteLength >= HEADER_BYTES_MAX))
        return begin(start.end, start.lines);
      if (!start && waiting.byteLength > HEADER_BYTES_MAX) refuseLate(waiting);
      return undefined;
    },
    end: () => {
      const start = body ? undefined : dataStart(waiting);
      if (start) begin(start.end, start.lines);
      if (!body) refuseLate(waiting);
      const whole = body as Body;
      for (const record of whole.splitter.push(whole.decoder.decode())) row(record, whole);
      for (const record of whole.splitter.end()) row(record, whole);
      return ending(sink, { items, isEnded, header: whole.header });
    },
  };
}

function refuseLate(bytes: Uint8Array): never {
  const text = Buffer.from(bytes.subarray(0, 1000)).toString('latin1');
  refuseWithoutHeader(text.split(/\r?\n/));
  throw new Problem('catalogue_file.header', { line: 1, reason: 'the line DATA is missing' });
}

function ending(
  sink: CatalogueSink,
  { items, isEnded, header }: { items: number; isEnded: boolean; header: CatalogueHeader },
): CatalogueEnd {
  const { itemCount } = header;
  if (!isEnded)
    sink.issue({
      line: 0,
      field: 'ENDOFDATA',
      severity: 'error',
      code: 'cif.truncated',
      message: {
        en: 'The file ends without ENDOFDATA: its end is missing.',
        fr: 'Le fichier se termine sans ENDOFDATA : sa fin manque.',
      },
      fix: { en: 'Send the whole file again.', fr: 'Renvoyez le fichier entier.' },
    });
  const agrees = itemCount === undefined || itemCount === items;
  if (!agrees)
    sink.issue({
      line: 0,
      field: 'ITEMCOUNT',
      severity: 'warning',
      code: 'cif.item_count',
      message: {
        en: `ITEMCOUNT says ${itemCount}, the file has ${items} rows.`,
        fr: `ITEMCOUNT annonce ${itemCount}, le fichier a ${items} lignes.`,
      },
      fix: {
        en: 'Write the number of rows, or leave ITEMCOUNT out.',
        fr: 'Indiquez le nombre de lignes, ou omettez ITEMCOUNT.',
      },
    });
  return { items, isWhole: isEnded && agrees };
}
