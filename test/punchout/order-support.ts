import { existsSync, readFileSync } from 'node:fs';

/** A fixture beside the checkout, or undefined with a word that it is not there. */
export function readFixture(path: string): Buffer | undefined {
  const file = `../shared/fixtures/${path}`;
  if (existsSync(file)) return readFileSync(file);
  console.warn(`${file} is not beside this checkout`);
  return undefined;
}
