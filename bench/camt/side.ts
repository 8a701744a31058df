import { createReadStream, readFileSync } from 'node:fs';
import { XMLParser } from 'fast-xml-parser';
import { camtEvents } from '../../edi/bank/index.ts';
import { report } from '../support/child.ts';

// Run by the workload camt-read: side.ts SIDE FILE WARM-UP-FILE.
const [side, file = '', warmFile = ''] = process.argv.slice(2);

async function entries(path: string): Promise<number> {
  let count = 0;
  for await (const event of camtEvents(createReadStream(path))) {
    if (event.type === 'entry') count += 1;
    if (event.type === 'end' && event.errors[0]) throw new Error(event.errors[0].message);
  }
  return count;
}

type Parsed = { Document: { BkToCstmrStmt: { Stmt: { Ntry: unknown[] } } } };

/** The bare tree, every value left as text: no amounts, no balances, no dates. */
function tree(path: string): number {
  const parser = new XMLParser({ ignoreAttributes: false, parseTagValue: false });
  const parsed = parser.parse(readFileSync(path)) as Parsed;
  return parsed.Document.BkToCstmrStmt.Stmt.Ntry.length;
}

const read = side === 'ours' ? entries : tree;
await report({ warm: () => read(warmFile), read: () => read(file) });
