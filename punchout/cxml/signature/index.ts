import { createHash, verify, X509Certificate } from 'node:crypto';
import { Problem } from '../../../src/base/index.ts';
import { child, children, readXml, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import { canonical, NO_SCOPE, type Scope, scopeIn } from './canonical.ts';

const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';
const ENVELOPED = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature';
/** SHA-1 is none of them: whoever can be asked to sign can be asked for more. */
const DIGESTS: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmlenc#sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#sha384': 'sha384',
  'http://www.w3.org/2001/04/xmlenc#sha512': 'sha512',
};
const SIGNATURES: Readonly<Record<string, string>> = {
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha384': 'sha384',
  'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512': 'sha512',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256': 'sha256',
  'http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384': 'sha384',
};

function unacceptable(reason: string): Problem {
  return new Problem('cxml.signature_unacceptable', { reason });
}

function failed(reason: string): Problem {
  return new Problem('cxml.signature_invalid', { reason });
}

function part(node: XmlNode | undefined, name: string): XmlNode {
  const found = child(node, name);
  if (!found) throw unacceptable(`${name} is missing`);
  return found;
}

function algorithmOf(node: XmlNode, known: Readonly<Record<string, string>>): string {
  const name = node.attrs.Algorithm ?? '';
  const found = Object.hasOwn(known, name) ? known[name] : undefined;
  if (found === undefined) throw unacceptable(`${node.local} ${name || 'without Algorithm'}`);
  return found;
}

/** Every element with the namespaces around it. */
function* walked(
  node: XmlNode,
  scope: Scope = NO_SCOPE,
): Generator<{ node: XmlNode; scope: Scope }> {
  yield { node, scope };
  const inside = scopeIn(node, scope);
  for (const below of children(node)) yield* walked(below, inside);
}

function prefixes(method: XmlNode): ReadonlySet<string> {
  const list = child(method, 'InclusiveNamespaces')?.attrs.PrefixList ?? '';
  const named = list.split(/\s+/).filter((one) => one !== '');
  return new Set(named.map((one) => (one === '#default' ? '' : one)));
}

function base64(node: XmlNode): Buffer {
  return Buffer.from(textOf(node).replace(/\s/g, ''), 'base64');
}

type Signed = { readonly root: XmlNode; readonly signature: XmlNode };

/** The element that a reference names, once its digest is proved. Only what is returned here is signed. */
function provedElement(reference: XmlNode, { root, signature }: Signed): XmlNode {
  const uri = reference.attrs.URI;
  const named = [...walked(root)].filter(({ node }) =>
    uri === ''
      ? node === root
      : uri !== undefined && [node.attrs.Id, node.attrs.ID, node.attrs.id].includes(uri.slice(1)),
  );
  const [found] = named;
  if (uri === undefined || (uri !== '' && !uri.startsWith('#')) || !found || named.length > 1)
    throw unacceptable(`the reference “${uri ?? ''}” names no element, or several`);
  const transforms = children(child(reference, 'Transforms') ?? reference, 'Transform');
  const names = transforms.map(({ attrs }) => attrs.Algorithm);
  if (names.at(-1) !== EXCLUSIVE || !names.slice(0, -1).every((name) => name === ENVELOPED))
    throw unacceptable(`the reference “${uri}” is not canonicalised exclusively`);
  const last = transforms.at(-1);
  const text = canonical(found.node, {
    scope: found.scope,
    rendered: new Map(),
    inclusive: last ? prefixes(last) : new Set(),
    without: names.includes(ENVELOPED) ? signature : undefined,
  });
  const method = algorithmOf(part(reference, 'DigestMethod'), DIGESTS);
  const digest = createHash(method).update(text, 'utf8').digest();
  if (!digest.equals(base64(part(reference, 'DigestValue'))))
    throw failed(`the digest of “${uri}” is another`);
  return found.node;
}

/** The pinned certificate that the signature brings with it. */
function certificateOf(
  signature: XmlNode,
  { certificates, now }: { certificates: readonly string[]; now: Temporal.Instant },
): X509Certificate {
  const data = children(part(signature, 'KeyInfo'), 'X509Data');
  const encoded = data.flatMap((one) => children(one, 'X509Certificate'))[0];
  if (!encoded) throw unacceptable('KeyInfo holds no X509Certificate');
  let certificate: X509Certificate;
  try {
    certificate = new X509Certificate(base64(encoded));
  } catch {
    throw unacceptable('the X509Certificate cannot be read');
  }
  const plain = (text: string): string => text.replaceAll(':', '').toLowerCase();
  const own = plain(certificate.fingerprint256);
  if (!certificates.some((pinned) => plain(pinned) === own))
    throw unacceptable(`the certificate ${own} is not the one agreed`);
  const at = now.epochMilliseconds;
  if (at < Date.parse(certificate.validFrom) || at > Date.parse(certificate.validTo))
    throw unacceptable(
      `the certificate is valid from ${certificate.validFrom} to ${certificate.validTo}`,
    );
  return certificate;
}

function requireValue({ root, signature }: Signed, certificate: X509Certificate): void {
  const info = part(signature, 'SignedInfo');
  const canonicalisation = part(info, 'CanonicalizationMethod');
  if (canonicalisation.attrs.Algorithm !== EXCLUSIVE)
    throw unacceptable(`CanonicalizationMethod ${canonicalisation.attrs.Algorithm ?? ''}`);
  const hash = algorithmOf(part(info, 'SignatureMethod'), SIGNATURES);
  const scope = scopeIn(signature, scopeIn(root, NO_SCOPE));
  const inclusive = prefixes(canonicalisation);
  const text = canonical(info, { scope, rendered: new Map(), inclusive, without: undefined });
  const key = { key: certificate.publicKey, dsaEncoding: 'ieee-p1363' } as const;
  if (!verify(hash, Buffer.from(text, 'utf8'), key, base64(part(signature, 'SignatureValue'))))
    throw failed('SignatureValue is not of this certificate and SignedInfo');
}

/** What is read of the document must be what is signed: all of it, or its payload and its payloadID. */
function requireCover(root: XmlNode, signed: readonly XmlNode[]): void {
  if (signed.includes(root)) return;
  const body = children(root).find(({ local }) => /^(Request|Message|Response)$/.test(local));
  if (!body || !signed.includes(body)) throw unacceptable('the payload is not signed');
  const info = signed.find(({ local }) => local === 'cXMLSignedInfo');
  if (info?.attrs.payloadID?.trim() !== root.attrs.payloadID?.trim())
    throw unacceptable('the payloadID is not signed (cXMLSignedInfo)');
}

/**
 * Proves the `ds:Signature` of a document whose partner's policy wants one (cXML guide, «Digital Signatures»;
 * XML Signature 1.1): exclusive canonicalisation, SHA-2 with RSA or ECDSA, by a certificate that is pinned by
 * its SHA-256 fingerprint and brought in KeyInfo. Inclusive canonicalisation, SHA-1 and XAdES properties as
 * proof are not served. Refuses 475 (`cxml.signature_required`), 476 (`cxml.signature_invalid`) and 477
 * (`cxml.signature_unacceptable`).
 */
export function requireSignature(
  bytes: Uint8Array,
  policy: {
    readonly contentType?: string | undefined;
    readonly certificates: readonly string[];
    readonly now: Temporal.Instant;
  },
): void {
  const { root } = readXml(bytes, { contentType: policy.contentType });
  const signature = child(root, 'Signature');
  if (!signature) throw new Problem('cxml.signature_required', {});
  const signed = { root, signature };
  requireValue(signed, certificateOf(signature, policy));
  const references = children(part(signature, 'SignedInfo'), 'Reference');
  requireCover(
    root,
    references.map((reference) => provedElement(reference, signed)),
  );
}
