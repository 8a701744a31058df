export type Step = { value: string; by: string; least: string; direction: 1n | -1n };

/** Adds exactly, on whole numbers of the smallest digit: 0.1 + 0.2 stays 0.3. Keeps the reader's comma. */
export function stepped({ value, by, least, direction }: Step): string | undefined {
  const comma = value.includes(',');
  const texts = [value.trim() === '' ? '0' : value, by, least].map((text) =>
    text.trim().replace(',', '.'),
  );
  if (texts.some((text) => !/^\d+(\.\d+)?$/.test(text))) return undefined;
  const digits = Math.max(...texts.map((text) => (text.split('.')[1] ?? '').length));
  const [now = 0n, step = 1n, floor = 0n] = texts.map((text) => {
    const [whole = '0', fraction = ''] = text.split('.');
    return BigInt(whole + fraction.padEnd(digits, '0'));
  });
  const moved = now + step * direction;
  return written(moved < floor ? floor : moved, digits).replace('.', comma ? ',' : '.');
}

function written(units: bigint, digits: number): string {
  const text = units.toString().padStart(digits + 1, '0');
  if (digits === 0) return text;
  return `${text.slice(0, -digits)}.${text.slice(-digits)}`.replace(/\.?0+$/, '');
}
