import {
  type CatalogueHeader,
  type CatalogueIssue,
  catalogueReader,
  checkItem,
} from '../../../punchout/catalogue/index.ts';
import { plainDateIn } from '../../base/index.ts';
import type { Finding } from './report.ts';

const SHOWN_MAX = 200;
const SLICE_BYTES = 65_536;

function findingOf({ line, field, severity, message, fix }: CatalogueIssue): Finding {
  return { severity, line, path: field, title: message, fix };
}

/**
 * A catalogue file (CIF 3.0 or a cXML Index) as the import would judge it, item by item; nothing is imported. The
 * reader's refusals pass through.
 */
export async function checkCatalogue(
  bytes: Uint8Array,
  { now }: { now: Temporal.Instant },
): Promise<Finding[]> {
  const found: CatalogueIssue[] = [];
  const note = (issues: readonly CatalogueIssue[]): void => {
    if (found.length < SHOWN_MAX) found.push(...issues.slice(0, SHOWN_MAX - found.length));
  };
  const today = plainDateIn(now);
  let header: CatalogueHeader | undefined;
  let refused = 0;
  const reader = catalogueReader(bytes, {
    header: (read) => {
      header = read;
    },
    item: (item) => {
      if (!header) return;
      const verdict = checkItem(item, { header, today, currency: header.currency ?? 'EUR' });
      if (verdict.kind === 'refused') refused += 1;
      if (verdict.kind !== 'delete') note(verdict.issues);
    },
    issue: (issue) => note([issue]),
  });
  for (let from = 0; from < bytes.byteLength; from += SLICE_BYTES) {
    reader.write(bytes.subarray(from, from + SLICE_BYTES));
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  const { items, isWhole } = reader.end();
  const whole: Finding = {
    severity: isWhole ? 'info' : 'error',
    title: isWhole
      ? {
          en: `${items} items, ${refused} of them would be refused`,
          fr: `${items} articles, dont ${refused} seraient refusés`,
        }
      : {
          en: `The file ends too early, after ${items} items`,
          fr: `Le fichier se termine trop tôt, après ${items} articles`,
        },
  };
  return [whole, ...found.map(findingOf)];
}
