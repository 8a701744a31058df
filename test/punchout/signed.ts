import { createHash, createPrivateKey, sign, X509Certificate } from 'node:crypto';
import { XmlC14NMode, XmlDocument, type XmlElement } from 'libxml2-wasm';

// A certificate of nobody's, for tests alone: P-256, self-signed, valid from 22 November 2026.
const KEY =
  'MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgoNzkjPfWra1VgjZZ91Chf9qKMRhkxGKFL2wi8TmFJZChRANCAASblqk3tb/IXpbJBl6NwNvswPHJWZnbHZtgQPONytkJtRsUF4jVpuV7+fWGEomma0bDPLtuy5z9tkaD0Ln9la0i';
const CERTIFICATE =
  'MIIBhjCCASugAwIBAgIUXiTw9zPjCWRNt1asW3R7puW1qjQwCgYIKoZIzj0EAwIwFzEVMBMGA1UEAwwMQWNtZSBzaWduaW5nMCAXDTI2MTEyMjAzMDgzMFoYDzIxMjYxMDI5MDMwODMwWjAXMRUwEwYDVQQDDAxBY21lIHNpZ25pbmcwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASblqk3tb/IXpbJBl6NwNvswPHJWZnbHZtgQPONytkJtRsUF4jVpuV7+fWGEomma0bDPLtuy5z9tkaD0Ln9la0io1MwUTAdBgNVHQ4EFgQUOsu+0H9Pt65iidhKmIm7HrNKdG0wHwYDVR0jBBgwFoAUOsu+0H9Pt65iidhKmIm7HrNKdG0wDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNJADBGAiEA/xq7i0yOXYqCHDclBNj6l14IZm1at9Bg6PLzMuzADQ0CIQC6B8g9+71RXQ5Bvt/1EX2T4fvG2GpCzOrowaOiQy3omQ==';

const key = createPrivateKey({ key: Buffer.from(KEY, 'base64'), format: 'der', type: 'pkcs8' });
/** What a connection pins. */
export const fingerprint = new X509Certificate(Buffer.from(CERTIFICATE, 'base64')).fingerprint256;

const DS = 'http://www.w3.org/2000/09/xmldsig#';
const EXCLUSIVE = 'http://www.w3.org/2001/10/xml-exc-c14n#';

/** Exclusive canonical form of the element at a path, as libxml2 makes it. */
export function canonicalByLibxml(document: string, path: string): string {
  using parsed = XmlDocument.fromString(document);
  const node = parsed.get(path, { ds: DS }) as XmlElement | null;
  if (!node) throw new Error(`nothing at ${path}`);
  return node.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 });
}

export type Signing = {
  /** The elements signed, by reference and path. */
  readonly over?: readonly (readonly [uri: string, path: string])[];
  readonly digest?: string;
  readonly canonicalisation?: string;
  /** What the signature holds beside its own: the guide's cXMLSignedInfo. */
  readonly object?: string;
};

/** Signs a document: the signature is the root's last child, made with libxml2's canonical forms. */
export function signed(
  document: string,
  {
    over = [['', '/cXML']],
    digest = 'http://www.w3.org/2001/04/xmlenc#sha256',
    canonicalisation = EXCLUSIVE,
    object = '',
  }: Signing = {},
): string {
  const around = (inside: string): string =>
    document.replace('</cXML>', `<ds:Signature xmlns:ds="${DS}">${inside}</ds:Signature></cXML>`);
  const held = object && `<ds:Object>${object}</ds:Object>`;
  const references = over.map(([uri, path]) => {
    // The enveloped transform leaves the signature out, so the document without it is what is digested.
    const bare = uri === '' ? document : around(held);
    const value = createHash('sha256').update(canonicalByLibxml(bare, path)).digest('base64');
    const enveloped = uri === '' ? `<ds:Transform Algorithm="${DS}enveloped-signature"/>` : '';
    return (
      `<ds:Reference URI="${uri}"><ds:Transforms>${enveloped}<ds:Transform Algorithm="${EXCLUSIVE}"/></ds:Transforms>` +
      `<ds:DigestMethod Algorithm="${digest}"/><ds:DigestValue>${value}</ds:DigestValue></ds:Reference>`
    );
  });
  const info =
    `<ds:SignedInfo><ds:CanonicalizationMethod Algorithm="${canonicalisation}"/>` +
    '<ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256"/>' +
    `${references.join('')}</ds:SignedInfo>`;
  const canonical = canonicalByLibxml(around(info), '//ds:SignedInfo');
  const value = sign('sha256', Buffer.from(canonical), { key, dsaEncoding: 'ieee-p1363' });
  return around(
    `${info}<ds:SignatureValue>${value.toString('base64')}</ds:SignatureValue>` +
      `<ds:KeyInfo><ds:X509Data><ds:X509Certificate>${CERTIFICATE}</ds:X509Certificate></ds:X509Data></ds:KeyInfo>${held}`,
  );
}
