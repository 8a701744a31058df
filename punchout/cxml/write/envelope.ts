import { Problem } from '../../../src/base/index.ts';
import { el, elText, type XmlOut, type XmlPart } from '../../../src/base/xml/index.ts';
import type {
  Credential,
  DeploymentMode,
  Envelope,
  Header,
  Party,
  PathNode,
  Status,
} from '../model/index.ts';
import { statusText } from '../status.ts';

/** What a Request needs beside its payload. */
export type RequestEnvelope = Envelope & {
  readonly header: Header;
  readonly deploymentMode?: DeploymentMode | undefined;
};

/** What a Message needs; `inReplyTo` is the payloadID of the setup request. */
export type MessageEnvelope = RequestEnvelope & { readonly inReplyTo?: string | undefined };

/** Which secrets a header may carry: none where the document passes through a browser. */
type Secrets = 'written' | 'never';

function credential(one: Credential, secrets: Secrets): XmlOut {
  const { mac } = one;
  return el(
    'Credential',
    { domain: one.domain, type: one.type },
    el('Identity', {}, one.identity),
    secrets === 'written' &&
      (mac
        ? el(
            'CredentialMac',
            {
              type: mac.type,
              algorithm: mac.algorithm,
              creationDate: mac.creationDate,
              expirationDate: mac.expirationDate,
            },
            mac.value,
          )
        : elText('SharedSecret', one.sharedSecret)),
  );
}

function party(name: string, { credentials }: Party, secrets: Secrets, ...rest: XmlPart[]): XmlOut {
  return el(
    name,
    {},
    credentials.map((one) => credential(one, secrets)),
    rest,
  );
}

/** A `Path`, without secrets: every later party reads it. */
export function pathPart(path: readonly PathNode[] | undefined): XmlOut | undefined {
  if (!path || path.length === 0) return undefined;
  const node = ({ type, credentials }: PathNode): XmlOut =>
    el(
      'Node',
      { type },
      credentials.map((one) => credential(one, 'never')),
    );
  return el('Path', {}, path.map(node));
}

function headerPart(header: Header, secrets: Secrets): XmlOut {
  const path = pathPart(header.path);
  const original = header.originalPayloadId;
  const userAgent = el('UserAgent', {}, header.sender.userAgent ?? 'Comptoir');
  return el(
    'Header',
    {},
    party('From', header.from, secrets),
    party('To', header.to, secrets),
    party('Sender', header.sender, secrets, userAgent),
    // The DTD wants both or neither.
    path && original !== undefined && [path, el('OriginalDocument', { payloadID: original })],
  );
}

function document(envelope: Envelope, ...parts: XmlPart[]): XmlOut {
  if (!/T.+[+-]\d{2}:\d{2}$/.test(envelope.timestamp)) {
    const reason = `timestamp “${envelope.timestamp}” has no numeric offset`;
    throw new Problem('cxml.unwritable', { reason });
  }
  const { payloadId, timestamp, lang } = envelope;
  return el('cXML', { payloadID: payloadId, timestamp, 'xml:lang': lang }, parts);
}

export function statusPart(status: Status): XmlOut {
  return el(
    'Status',
    {
      code: status.code,
      text: status.text === '' ? statusText(status.code) : status.text,
      'xml:lang': status.lang,
    },
    status.detail,
  );
}

/** A document that opens an exchange with us or by us, server to server. */
export function requestDocument(envelope: RequestEnvelope, payload: XmlOut): XmlOut {
  const { header, deploymentMode } = envelope;
  return document(
    envelope,
    headerPart(header, 'written'),
    el('Request', { deploymentMode }, payload),
  );
}

/** A cart: it goes through the user's browser, so no secret and no MAC is ever written. */
export function messageDocument(
  envelope: MessageEnvelope,
  { status, payload }: { status?: Status | undefined; payload: XmlOut },
): XmlOut {
  const { header, deploymentMode, inReplyTo } = envelope;
  return document(
    envelope,
    headerPart(header, 'never'),
    el('Message', { deploymentMode, inReplyTo }, status && statusPart(status), payload),
  );
}

/** An answer on the same connection: no header. No payload stands beside a status that is no success. */
export function responseDocument(
  envelope: Envelope,
  { status, payload }: { status: Status; payload?: XmlOut | undefined },
): XmlOut {
  const success = status.code >= 200 && status.code <= 299;
  return document(envelope, el('Response', {}, statusPart(status), success && payload));
}
