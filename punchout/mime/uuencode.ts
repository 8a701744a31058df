const LINE = /\r?\n/;
const BEGIN = /^begin(?:-base64)? [0-7]{3,4} /;
const SPACE = 0x20;

/** Six bits of a sign: from blank to `_`; a grave accent stands for blank, which relays strip. -1: no sign of it. */
function bitsOf(code: number): number {
  return code < SPACE || code > 0x60 ? -1 : (code - SPACE) & 0x3f;
}

/** One line's bytes (its first sign says how many), or undefined when it holds what none may. */
function bytesOfLine(line: string): Buffer | undefined {
  const size = bitsOf(line.charCodeAt(0));
  if (size < 0) return undefined;
  const bytes = Buffer.alloc(Math.ceil(size / 3) * 3);
  for (let group = 0; group * 3 < size; group += 1) {
    let word = 0;
    for (let place = 1; place <= 4; place += 1) {
      const at = group * 4 + place;
      // Blanks at the end of a line may be gone: they are zeros.
      const bits = at < line.length ? bitsOf(line.charCodeAt(at)) : 0;
      if (bits < 0) return undefined;
      word = (word << 6) | bits;
    }
    bytes.writeUIntBE(word, group * 3, 3);
  }
  return bytes.subarray(0, size);
}

/**
 * Bytes from uuencode (IEEE Std 1003.1, «uuencode», historical algorithm), as old gateways write attachments, or
 * what is wrong with it.
 */
export function fromUuencode(content: Buffer): Buffer | string {
  const lines = content.toString('latin1').split(LINE);
  const start = lines.findIndex((line) => BEGIN.test(line));
  if (start < 0) return 'has no begin line';
  if (lines[start]?.startsWith('begin-base64')) return 'is of its base64 kind';
  const parts: Buffer[] = [];
  for (const [place, line] of lines.slice(start + 1).entries()) {
    if (line.trimEnd() === 'end') return Buffer.concat(parts);
    const bytes = line === '' ? Buffer.alloc(0) : bytesOfLine(line);
    if (!bytes) return `has a sign in line ${start + place + 2} that uuencode has not`;
    parts.push(bytes);
  }
  return 'has no end line';
}
