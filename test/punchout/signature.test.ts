import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, NO_SCOPE } from '../../punchout/cxml/signature/canonical.ts';
import { buildOrderRequest, buildSetupRequest, requireSignature } from '../../punchout/index.ts';
import { Problem } from '../../src/base/index.ts';
import { readXml } from '../../src/base/xml/index.ts';
import { envelope, order, setup } from './arbitraries.ts';
import { canonicalByLibxml, fingerprint, type Signing, signed } from './signed.ts';

const plain = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE cXML SYSTEM "http://xml.cxml.org/schemas/cXML/1.2.020/cXML.dtd">
<cXML payloadID="1@suite" timestamp="2027-03-01T10:00:00+01:00" xml:lang="fr">
  <Header><From><Credential domain="NetworkId"><Identity>A</Identity></Credential></From></Header>
  <Request deploymentMode="test" Id="cXMLData"><ProfileRequest/></Request>
</cXML>`;
const NOW = Temporal.Instant.from('2027-03-01T09:00:00Z');

function verdict(
  document: string,
  {
    certificates = [fingerprint],
    now = NOW,
  }: { certificates?: string[]; now?: Temporal.Instant } = {},
): string {
  try {
    requireSignature(Buffer.from(document, 'utf8'), { certificates, now });
    return 'proved';
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return `${error.entry.cxml} ${typeof error.params.reason === 'string' ? error.params.reason : ''}`.trim();
  }
}

const info =
  '<cXMLSignedInfo Id="cXMLSignedInfo" signatureVersion="1.0" payloadID="1@suite"></cXMLSignedInfo>';
const guide: Signing = {
  over: [
    ['#cXMLSignedInfo', '//cXMLSignedInfo'],
    ['#cXMLData', '/cXML/Request'],
  ],
  object: info,
};

describe('our exclusive canonical form', () => {
  const same = (text: string): void => {
    const ours = canonical(readXml(Buffer.from(text, 'utf8')).root, {
      scope: NO_SCOPE,
      rendered: new Map(),
      inclusive: new Set(),
      without: undefined,
    });
    expect(ours).toBe(canonicalByLibxml(text, '/*'));
  };

  it('is libxml2’s for whatever we write', () => {
    fc.assert(
      fc.property(envelope, setup, order, (around, visit, bought) => {
        same(Buffer.from(buildSetupRequest(around, visit)).toString('utf8'));
        same(Buffer.from(buildOrderRequest(around, bought)).toString('utf8'));
      }),
      { numRuns: 40 },
    );
  });

  it.each([
    '<a xmlns="urn:1"><b xmlns=""><c/></b><b/></a>',
    '<p:a xmlns:p="urn:1" xmlns:q="urn:2" p:z="1" q:y="2" x="3" xml:lang="fr"><q:b xmlns:q="urn:3"/><q:b/></p:a>',
    '<a b="&#9;&#10;&#13;&quot;&lt;&amp;" a=\'"\'>&#13;&gt;<![CDATA[<x>&]]><!-- no --> é </a>',
    '<a xmlns:u="urn:u"><b u:a="1"><u:c/></b><b><u:c/></b></a>',
  ])('is libxml2’s for %s', (text) => {
    same(text);
  });
});

describe('a signature that a policy wants', () => {
  it.each([
    ['over the whole document', signed(plain), 'proved'],
    ['over Request and cXMLSignedInfo, as the guide has it', signed(plain, guide), 'proved'],
    ['that is absent', plain, '475'],
    [
      'over a document that was changed since',
      signed(plain).replace('deploymentMode="test"', 'deploymentMode="production"'),
      '476 the digest of “” is another',
    ],
    [
      'over a Request that was changed since',
      signed(plain, guide).replace('<ProfileRequest/>', '<ProfileRequest> </ProfileRequest>'),
      '476 the digest of “#cXMLData” is another',
    ],
    [
      'whose own words were changed since',
      signed(plain).replace('<ds:DigestValue>', '<ds:DigestValue> '),
      '476 SignatureValue is not of this certificate and SignedInfo',
    ],
    [
      'under another payloadID',
      signed(plain, guide).replace(
        'payloadID="1@suite" timestamp',
        'payloadID="2@suite" timestamp',
      ),
      '477 the payloadID is not signed (cXMLSignedInfo)',
    ],
    [
      'over the Header only',
      signed(plain.replace('<Header>', '<Header Id="h">'), { over: [['#h', '/cXML/Header']] }),
      '477 the payload is not signed',
    ],
    [
      'that is moved to where nobody reads, an evil twin in its place',
      signed(plain, guide).replace(
        /<Request[\s\S]*<\/Request>/,
        (one) => `<Request><Evil/></Request><Kept>${one}</Kept>`,
      ),
      '477 the payload is not signed',
    ],
    [
      'beside a second element of the same Id',
      signed(plain, guide).replace('<Header>', '<Header Id="cXMLData">'),
      '477 the reference “#cXMLData” names no element, or several',
    ],
    [
      'of an address elsewhere',
      signed(plain, { over: [['http://elsewhere/x', '/cXML']] }),
      '477 the reference “http://elsewhere/x” names no element, or several',
    ],
    [
      'by SHA-1',
      signed(plain, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' }),
      '477 DigestMethod http://www.w3.org/2000/09/xmldsig#sha1',
    ],
    [
      'canonicalised inclusively',
      signed(plain, { canonicalisation: 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315' }),
      '477 CanonicalizationMethod http://www.w3.org/TR/2001/REC-xml-c14n-20010315',
    ],
    [
      'without its certificate',
      signed(plain).replace(/<ds:KeyInfo>.*<\/ds:KeyInfo>/, '<ds:KeyInfo/>'),
      '477 KeyInfo holds no X509Certificate',
    ],
    ['that is empty', plain.replace('</cXML>', '<ds:Signature/></cXML>'), '477 KeyInfo is missing'],
  ])('%s: %s', (_, document, expected) => {
    expect(verdict(document)).toBe(expected);
  });

  it('is by the certificate agreed, while it is valid', () => {
    const document = signed(plain);
    expect(verdict(document, { certificates: [] })).toMatch(
      /^477 the certificate [0-9a-f]{64} is not the one/,
    );
    expect(verdict(document, { certificates: ['00'.repeat(32), fingerprint.toLowerCase()] })).toBe(
      'proved',
    );
    const early = Temporal.Instant.from('2026-11-01T00:00:00Z');
    expect(verdict(document, { now: early })).toMatch(/^477 the certificate is valid from/);
  });
});
