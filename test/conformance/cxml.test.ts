import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { DtdValidator, XmlDocument, XmlDtd } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { contentModel, type DtdName, knownVersions } from '../../punchout/content-model/index.ts';
import { inspectCxml, parseCxml, validateCxml } from '../../punchout/index.ts';
import { Problem } from '../../src/base/index.ts';

const fixtures = '../shared/fixtures';
const documents = `${fixtures}/cxml`;
const dtds = `${fixtures}/schema/cxml`;
const present = existsSync(documents) && existsSync(dtds);
if (!present) console.warn('skipped: the third-party cXML documents are not beside this checkout');

/** What each third-party document is: its payload, or the refusal and its place. */
const VERDICTS: Readonly<Record<string, string>> = {
  'DPassarelli-6-mils/OrderResponse-400.xml': 'Response',
  'DPassarelli-6-mils/OrderResponse.xml': 'Response',
  'DPassarelli-6-mils/PunchOutOrderMessage.xml': 'PunchOutOrderMessage',
  'DPassarelli-6-mils/PunchOutSetupResponse-400.xml': 'Response',
  'DPassarelli-6-mils/PunchOutSetupResponse.xml': 'PunchOutSetupResponse',
  'FriendsOfCXML-cxml-php/builder/order_request.xml': 'OrderRequest',
  'FriendsOfCXML-cxml-php/builder/poom.xml': 'PunchOutOrderMessage',
  'FriendsOfCXML-cxml-php/handling/quote_request.xml': 'Unknown QuoteMessage',
  'FriendsOfCXML-cxml-php/samples/CatalogUploadRequest.xml': 'CatalogUploadRequest',
  'FriendsOfCXML-cxml-php/samples/OrderRequest.xml': 'OrderRequest',
  'FriendsOfCXML-cxml-php/samples/ProductActivityMessage.xml': 'Unknown ProductActivityMessage',
  'FriendsOfCXML-cxml-php/samples/PunchOutSetupRequest.xml': 'PunchOutSetupRequest',
  'FriendsOfCXML-cxml-php/samples/PunchoutOrderMessage.xml': 'PunchOutOrderMessage',
  'FriendsOfCXML-cxml-php/samples/PunchoutOrderMessageAdvancedPricing.xml': 'PunchOutOrderMessage',
  'FriendsOfCXML-cxml-php/samples/QuoteMessage.xml': 'Unknown QuoteMessage',
  'FriendsOfCXML-cxml-php/samples/simple-profile-request.xml': 'ProfileRequest',
  'PurchasingPlatform-cxml/punchout_order_message_global_industrial_single_item.xml':
    'PunchOutOrderMessage',
  'PurchasingPlatform-cxml/punchout_setup_request.xml': 'PunchOutSetupRequest',
  'PurchasingPlatform-cxml/punchout_setup_response.xml': 'PunchOutSetupResponse',
  'hscheffknecht-cxml/sample-PunchOutSetupRequest.xml': 'PunchOutSetupRequest',
  'hscheffknecht-cxml/sample-PunchOutSetupResponse.xml': 'PunchOutSetupResponse',
  'officeluv-cxml/document_node_with_unknown_attribute.xml': 'Response',
  'officeluv-cxml/envelope.xml': 'CatalogUploadRequest',
  'officeluv-cxml/envelope2.xml': 'CopyRequest',
  'officeluv-cxml/invoice_backed_and_unbacked_by_pos.xml': 'InvoiceDetailRequest',
  'officeluv-cxml/invoice_taxes_at_line_multiple_taxes.xml':
    'cxml.invalid 49 InvoiceDetailRequestHeader@invoiceDate',
  'officeluv-cxml/invoice_taxes_at_total.xml': 'InvoiceDetailRequest',
  'officeluv-cxml/item_in.xml': 'cxml.structure 1 ItemIn',
  'officeluv-cxml/order_request.xml': 'OrderRequest',
  'officeluv-cxml/punch_out_setup_request_doc.xml': 'PunchOutSetupRequest',
  'officeluv-cxml/response_status_200.xml': 'PunchOutSetupResponse',
  'officeluv-cxml/response_status_400.xml': 'Response',
  'vphantom-Business-cXML/garbage-request.xml': 'Unknown GarbageRequest',
  'vphantom-Business-cXML/garbage-response.xml': 'Unknown GarbageResponse',
  'vphantom-Business-cXML/ping-response.xml': 'Response',
  'vphantom-Business-cXML/profile-request.xml': 'ProfileRequest',
  'vphantom-Business-cXML/profile-response.xml': 'ProfileResponse',
  'vphantom-Business-cXML/profile2-request.xml': 'ProfileRequest',
  'vphantom-Business-cXML/punchoutorder-message.xml': 'PunchOutOrderMessage',
  'vphantom-Business-cXML/punchoutorder2-message.xml': 'PunchOutOrderMessage',
  'vphantom-Business-cXML/punchoutorder3-message.xml': 'PunchOutOrderMessage',
  'vphantom-Business-cXML/punchoutorder4-message.xml': 'PunchOutOrderMessage',
  'vphantom-Business-cXML/punchoutsetup1-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup1-response.xml': 'PunchOutSetupResponse',
  'vphantom-Business-cXML/punchoutsetup2-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup2-response.xml': 'PunchOutSetupResponse',
  'vphantom-Business-cXML/punchoutsetup3-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup4-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup5-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup6-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup7-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/punchoutsetup8-request.xml': 'PunchOutSetupRequest',
  'vphantom-Business-cXML/unauthorized-response.xml': 'Response',
  'vphantom-Business-cXML/unknown-response.xml': 'Response',
};

function verdict(bytes: Uint8Array): string {
  try {
    const document = parseCxml(bytes);
    inspectCxml(document);
    const { payload } = document;
    return payload.kind === 'Unknown' ? `Unknown ${payload.element}` : payload.kind;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.code} ${String(error.params.line)} ${String(error.params.element)}`;
  }
}

type Declared = { content: string; attributes: Record<string, string> };

function declarations(text: string): ReadonlyMap<string, Declared> {
  const bare = text.replace(/<!--[\s\S]*?-->/g, '');
  const entities = new Map<string, string>();
  const entity = /<!ENTITY\s+%\s+(\S+)\s+(["'])([\s\S]*?)\2\s*>/g;
  for (const [, name = '', , value = ''] of bare.matchAll(entity)) {
    if (!entities.has(name)) entities.set(name, value);
  }
  let body = bare.replace(/<!ENTITY\s+%[\s\S]*?>/g, '');
  while (/%[\w.-]+;/.test(body)) {
    body = body.replace(/%([\w.-]+);/g, (_, name: string) => entities.get(name) ?? '');
  }
  const found = new Map<string, Declared>();
  for (const [, name = '', content = ''] of body.matchAll(/<!ELEMENT\s+(\S+)\s+([\s\S]*?)>/g)) {
    found.set(name, { content: content.replace(/\s/g, ''), attributes: {} });
  }
  const attribute =
    /([\w:.-]+)\s+(\([^)]*\)|[A-Z]+)\s+(#REQUIRED|#IMPLIED|(?:#FIXED\s+)?["'][^"']*["'])/g;
  for (const [, name = '', list = ''] of body.matchAll(/<!ATTLIST\s+(\S+)\s+([\s\S]*?)>/g)) {
    const attributes = found.get(name)?.attributes;
    for (const [, key = '', type = '', use] of list.matchAll(attribute)) {
      const choices = type.startsWith('(') ? type.replace(/[\s()]/g, '') : 'text';
      if (attributes && !(key in attributes)) {
        attributes[key] = `${choices} ${use === '#REQUIRED' ? 'required' : 'optional'}`;
      }
    }
  }
  return found;
}

function names(content: string): string[] {
  return (content.match(/[^(),|?*+#\s]+/g) ?? []).filter((name) => name !== 'PCDATA').sort();
}

const held = (['cXML', 'Fulfill', 'InvoiceDetail', 'PaymentRemittance'] as const).flatMap((dtd) =>
  knownVersions(dtd).map((version): [DtdName, string] => [dtd, version]),
);

describe.skipIf(!present)('third-party cXML documents', () => {
  const files = present
    ? readdirSync(documents, { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.xml'))
        .sort()
    : [];

  it('are all in the table of verdicts', () => {
    expect(files).toEqual(Object.keys(VERDICTS).sort());
  });

  it.each(files)('%s is what the table says', (file) => {
    expect(verdict(readFileSync(`${documents}/${file}`))).toBe(VERDICTS[file]);
  });

  it.each(files)('%s gets the same verdict on the 1.2.071 DTD as from libxml2', (file) => {
    const bytes = readFileSync(`${documents}/${file}`);
    const dtd = bytes.includes('<InvoiceDetailRequest>') ? 'InvoiceDetail' : 'cXML';
    const ours = validateCxml(bytes, { version: '1.2.071', dtd });
    expect(ours.length === 0).toBe(libxmlVerdict(bytes, dtd) === 'valid');
  });
});

function libxmlVerdict(bytes: Uint8Array, dtd: DtdName): string {
  const model = XmlDtd.fromBuffer(readFileSync(`${dtds}/1.2.071/${dtd}.dtd`));
  using validator = new DtdValidator(model);
  using document = XmlDocument.fromString(Buffer.from(bytes).toString('utf8').trimStart());
  try {
    validator.validate(document);
    return 'valid';
  } catch {
    return 'invalid';
  }
}

/** Damage a real document as partners do: an element, attribute or text lost, emptied or replaced. */
function damaged(text: string, { at, how }: { at: number; how: number }): string {
  const places = [
    ...text.matchAll(/<(\w+)[^<>]*\/?>(?:[^<]*<\/\1>)?|[\w:]+="[^"]*"|>[^<\s][^<]*</g),
  ];
  const place = places[at % places.length];
  if (!place) return text;
  const [found] = place;
  const value = ['', '-1', '1e3', 'x'.repeat(300), '\u00A0'][how % 5] ?? '';
  let changed = '';
  if (found.includes('="') && !found.startsWith('<')) {
    changed = how % 6 === 5 ? '' : found.replace(/"[^"]*"/, `"${value}"`);
  } else if (found.startsWith('>')) changed = `>${value}<`;
  return text.slice(0, place.index) + changed + text.slice(place.index + found.length);
}

describe.skipIf(!present)('a damaged document', () => {
  it('is read or refused by name, never a crash', () => {
    const texts = Object.keys(VERDICTS).map((file) => readFileSync(`${documents}/${file}`, 'utf8'));
    const damage = fc.record({ at: fc.nat(5000), how: fc.nat(30) });
    fc.assert(
      fc.property(
        fc.constantFrom(...texts),
        fc.array(damage, { minLength: 1, maxLength: 4 }),
        (text, blows) => {
          const bytes = Buffer.from(blows.reduce(damaged, text), 'utf8');
          expect(verdict(bytes)).toMatch(/./);
        },
      ),
      { numRuns: 1500 },
    );
  });
});

describe.skipIf(!present)('our content models', () => {
  it.each(held)('agree with %s.dtd %s, element by element', (dtd, version) => {
    const declared = declarations(readFileSync(`${dtds}/${version}/${dtd}.dtd`, 'utf8'));
    const model = contentModel(dtd, version);
    expect(declared.size).toBeGreaterThan(200);
    for (const [name, { content, attributes }] of declared) {
      if (/^(ds|xades):/.test(name)) continue;
      const element = model.get(name);
      expect(element, name).toBeDefined();
      expect(element?.source, name).toBe(content);
      const ours = [...(element?.attributes ?? [])].map(([key, { choices, required }]) => [
        key,
        `${choices?.join('|') ?? 'text'} ${required === 'yes' ? 'required' : 'optional'}`,
      ]);
      expect(Object.fromEntries(ours), name).toEqual(attributes);
    }
  });

  it.each(held)('of %s.dtd %s declare every element they mention', (dtd, version) => {
    const model = contentModel(dtd, version);
    const declared = declarations(readFileSync(`${dtds}/${version}/${dtd}.dtd`, 'utf8'));
    for (const [name, { source }] of model) {
      if (!declared.has(name) || source === 'ANY' || source === 'EMPTY') continue;
      for (const child of names(source)) {
        expect(model.has(child) || child.startsWith('ds:'), `${child} in ${name}`).toBe(true);
      }
    }
  });
});
