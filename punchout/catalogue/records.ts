/** One record of a CSV-like file; `line` is where it begins. */
export type CsvRecord = { readonly line: number; readonly fields: readonly string[] };

export type RecordSplitter = {
  /** Complete records in the text so far; a record may go on over lines inside quotes. */
  readonly push: (text: string) => CsvRecord[];
  /** What is left at the end of the file. */
  readonly end: () => CsvRecord[];
};

/** Longer than any item of a catalogue: beyond it a quote was opened and never closed. */
const RECORD_CHARS_MAX = 200_000;

type Taken = { readonly fields: string[]; readonly next: number; readonly lines: number };

function endOfLine(text: string, from: number): { end: number; next: number } | undefined {
  const newline = text.indexOf('\n', from);
  if (newline < 0) return undefined;
  return { end: text[newline - 1] === '\r' ? newline - 1 : newline, next: newline + 1 };
}

/** One quoted field from its opening quote: value and the place after its closing quote, or nothing yet. */
function quoted(text: string, from: number): { value: string; after: number } | undefined {
  let value = '';
  let at = from + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    // Whether a quote at the very end closes or is doubled shows with the next character only.
    if (quote < 0 || quote + 1 >= text.length) return undefined;
    value += text.slice(at, quote);
    if (text[quote + 1] !== '"') return { value, after: quote + 1 };
    value += '"';
    at = quote + 2;
  }
}

/** A record with quotes in it, from `from`; undefined while it is not whole. */
function takeQuoted(text: string, from: number, delimiter: string): Taken | undefined {
  const fields: string[] = [];
  let at = from;
  for (;;) {
    let value = '';
    if (text[at] === '"') {
      const part = quoted(text, at);
      if (!part) return undefined;
      value = part.value;
      at = part.after;
    }
    // The rest of a field without quotes; after a closing quote it is text that somebody forgot to quote.
    let end = at;
    while (end < text.length && text[end] !== delimiter && text[end] !== '\n') end += 1;
    if (end >= text.length) return undefined;
    value += text.slice(at, end);
    const last = text[end] === '\n';
    fields.push(last ? value.replace(/\r$/, '') : value);
    at = end + 1;
    if (!last) continue;
    let lines = 0;
    for (let seen = text.indexOf('\n', from); seen >= 0 && seen < at; ) {
      lines += 1;
      seen = text.indexOf('\n', seen + 1);
    }
    return { fields, next: at, lines };
  }
}

/**
 * Splits text into records as it arrives: fields by the delimiter, quoted with doubled quotes inside (RFC
 * 4180), a quote inside an unquoted field being itself. A quote that is never closed costs its own line
 * (`unclosed`), not the rest of the file.
 */
export function recordSplitter({
  delimiter,
  firstLine,
  unclosed,
}: {
  delimiter: string;
  firstLine: number;
  unclosed: (line: number) => void;
}): RecordSplitter {
  let rest = '';
  let line = firstLine;
  const take = (from: number): Taken | undefined => {
    const eol = endOfLine(rest, from);
    if (!eol) return undefined;
    const plain = rest.slice(from, eol.end);
    if (!plain.includes('"')) return { fields: plain.split(delimiter), next: eol.next, lines: 1 };
    const record = takeQuoted(rest, from, delimiter);
    if (record) return record;
    if (rest.length - from <= RECORD_CHARS_MAX) return undefined;
    unclosed(line);
    return { fields: [], next: eol.next, lines: 1 };
  };
  const drain = (): CsvRecord[] => {
    const records: CsvRecord[] = [];
    let from = 0;
    for (let taken = take(from); taken; taken = take(from)) {
      if (taken.fields.length > 0) records.push({ line, fields: taken.fields });
      from = taken.next;
      line += taken.lines;
    }
    rest = rest.slice(from);
    return records;
  };
  return {
    push: (text) => {
      rest += text;
      return drain();
    },
    end: () => {
      const records: CsvRecord[] = [];
      if (rest !== '' && !rest.endsWith('\n')) rest += '\n';
      records.push(...drain());
      while (rest !== '') {
        unclosed(line);
        rest = rest.slice(rest.indexOf('\n') + 1);
        line += 1;
        records.push(...drain());
      }
      return records;
    },
  };
}
