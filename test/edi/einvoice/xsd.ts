import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { XmlDocument, XsdValidator } from 'libxml2-wasm';
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs';

/** Third-party documents and schemas; absent from a plain checkout. */
export const fixtures = resolve(import.meta.dirname, '../../../../shared/fixtures');
export const hasFixtures = existsSync(fixtures);

export type Validate = (xml: string) => readonly string[];

/** A validator for one schema of the fixtures: the messages, none when valid. */
export function schema(path: string): Validate {
  xmlRegisterFsInputProviders();
  const url = join(fixtures, 'schema', path);
  const xsd = XmlDocument.fromBuffer(readFileSync(url), { url });
  const validator = XsdValidator.fromDoc(xsd);
  return (xml) => {
    const document = XmlDocument.fromString(xml);
    try {
      validator.validate(document);
      return [];
    } catch (error) {
      return [String(error)];
    } finally {
      document.dispose();
    }
  };
}
