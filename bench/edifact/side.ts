import { createReadStream, readFileSync } from 'node:fs';
import { streamEdifact, Tokenizer } from '../../edi/edifact/index.ts';
import { report } from '../support/child.ts';
import { peer } from '../support/peers.ts';

// Run by the workloads edifact-tokens and edifact-read: side.ts SIDE FILE WARM-UP-FILE.
const [side, file = '', warmFile = ''] = process.argv.slice(2);

type Parser = {
  encoding: (level: string) => void;
  on: (event: string, hear: () => void) => void;
  write: (text: string) => void;
  end: () => void;
};
type Reader = { parse: (text: string) => { name: string }[] };

const CHUNK_BYTES = 65_536;

function tokens(path: string): number {
  let count = 0;
  const tokenizer = new Tokenizer({
    segment: () => (count += 1),
    fault: (code) => {
      throw new Error(code);
    },
  });
  const bytes = readFileSync(path);
  for (let at = 0; at < bytes.byteLength; at += CHUNK_BYTES)
    tokenizer.push(bytes.subarray(at, at + CHUNK_BYTES));
  tokenizer.finish();
  return count;
}

/** The whole way: segments, grammar, formats, typed documents; message by message. */
async function documents(path: string): Promise<number> {
  let segments = 2;
  const faults = await streamEdifact(createReadStream(path), {
    message: (message) => void (segments += message.segmentCount),
  });
  const first = faults[0];
  if (first) throw new Error(first.message);
  return segments;
}

function parserEvents(path: string): number {
  const parser = new (peer<new () => Parser>('edifact/parser.js'))();
  let count = 0;
  parser.encoding('UNOC');
  parser.on('closesegment', () => {
    count += 1;
  });
  parser.write(readFileSync(path, 'latin1'));
  parser.end();
  return count;
}

function readerSegments(path: string): number {
  return new (peer<new () => Reader>('edifact/reader.js'))().parse(readFileSync(path, 'latin1'))
    .length;
}

const sides: Readonly<Record<string, (path: string) => number | Promise<number>>> = {
  'ours-tokens': tokens,
  'ours-documents': documents,
  'peer-parser': parserEvents,
  'peer-reader': readerSegments,
};
const read = sides[side ?? ''];
if (!read) throw new Error(`no side ${side}`);
await report({ warm: () => read(warmFile), read: () => read(file) });
