import { closeSync, openSync, writeSync } from 'node:fs';
import { randomNumbers } from '../support/random.ts';

const WORDS = [
  'Hex',
  'bolt',
  'zinc',
  'plated',
  'washer',
  'cable',
  'glove',
  'paper',
  'M8',
  'anti-slip',
  'grey',
  'box',
];
const LINES_MIN = 20;
const LINES_SPAN = 41;
/** Share of descriptions that hold a released character. */
const RELEASED = 0.08;

function gtin(body: string): string {
  const sum = Array.from(body)
    .reverse()
    .reduce((total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 3 : 1), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** One ORDERS D.96A with 20 to 60 lines of eight segments, correct in all its counts. */
function order(number: number, random: () => number): { text: string; segments: number } {
  const pick = (): string => WORDS[Math.floor(random() * WORDS.length)] ?? '';
  const lines = LINES_MIN + Math.floor(random() * LINES_SPAN);
  const head = [
    `UNH+${number}+ORDERS:D:96A:UN:EAN008`,
    `BGM+220+PO-${number}+9`,
    'DTM+137:20261121:102',
    'DTM+2:20261130:102',
    `NAD+BY+${gtin('301234567890')}::9++Acme Industrie+1 rue du Test+Lyon++69001+FR`,
    `NAD+SU+${gtin('401234567890')}::9`,
    'CUX+2:EUR:9',
  ];
  const body = Array.from({ length: lines }, (_, at) => {
    const text =
      `${pick()} ${pick()} ${pick()} ${random() < RELEASED ? '1?+1 l?’' : pick()}`.replace(
        '’',
        "'",
      );
    const quantity = 1 + Math.floor(random() * 500);
    const price = 10 + Math.floor(random() * 9_000);
    const net = ((quantity * price) / 100).toFixed(2);
    return [
      `LIN+${at + 1}++${gtin(`301234${String(Math.floor(random() * 1e6)).padStart(6, '0')}`)}:EN`,
      `PIA+1+SKU-${Math.floor(random() * 1e5)}:SA`,
      `IMD+F++:::${text}`,
      `QTY+21:${quantity}:PCE`,
      'DTM+2:20261130:102',
      `MOA+203:${net}`,
      `PRI+AAA:${(price / 100).toFixed(2)}`,
      `RFF+LI:${at + 1}`,
    ];
  }).flat();
  const all = [...head, ...body, 'UNS+S', `CNT+2:${lines}`];
  return { text: `${all.join("'")}'UNT+${all.length + 1}+${number}'`, segments: all.length + 1 };
}

/** Writes one interchange of about that many bytes; the same seed gives the same bytes. Returns its segments. */
export function writeOrdersFile(
  path: string,
  { sizeBytes, seed }: { sizeBytes: number; seed: number },
): number {
  const random = randomNumbers(seed);
  const file = openSync(path, 'w');
  let written = writeSync(
    file,
    "UNA:+.? 'UNB+UNOC:3+3012345678917:14+4012345678901:14+261121:1000+1'",
  );
  let segments = 1;
  let messages = 0;
  while (written < sizeBytes) {
    messages += 1;
    const { text, segments: more } = order(messages, random);
    written += writeSync(file, text, null, 'latin1');
    segments += more;
  }
  writeSync(file, `UNZ+${messages}+1'`);
  closeSync(file);
  return segments + 1;
}
