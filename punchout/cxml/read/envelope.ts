import { child, children, textOf, type XmlNode } from '../../../src/base/xml/index.ts';
import type {
  Credential,
  CredentialMacClaim,
  DeploymentMode,
  Header,
  Party,
  PathNode,
  Status,
} from '../model/index.ts';
import {
  advise,
  attr,
  deepText,
  misbuilt,
  type Reading,
  requireAttr,
  requireChild,
} from './reading.ts';

function readMac(node: XmlNode | undefined): CredentialMacClaim | undefined {
  if (!node) return undefined;
  return {
    type: requireAttr(node, 'type'),
    algorithm: requireAttr(node, 'algorithm'),
    creationDate: requireAttr(node, 'creationDate'),
    expirationDate: requireAttr(node, 'expirationDate'),
    value: textOf(node),
  };
}

function readCredential(node: XmlNode): Credential {
  const secret = child(node, 'SharedSecret');
  return {
    domain: requireAttr(node, 'domain'),
    identity: deepText(requireChild(node, 'Identity')).trim(),
    type: attr(node, 'type'),
    sharedSecret: secret && (deepText(secret).trim() || undefined),
    mac: readMac(child(node, 'CredentialMac')),
  };
}

function readParty(node: XmlNode): Party {
  const credentials = children(node, 'Credential').map(readCredential);
  if (credentials.length === 0) throw misbuilt(node, 'Credential is missing');
  return { credentials };
}

/** UserAgent stands last in Sender; the guide's own samples put it inside Credential. */
function readUserAgent(sender: XmlNode, reading: Reading): string | undefined {
  const own = child(sender, 'UserAgent');
  if (own) return textOf(own) || undefined;
  const inside = children(sender, 'Credential').flatMap(
    (node) => child(node, 'UserAgent') ?? [],
  )[0];
  if (inside) {
    advise(reading, inside, { code: 'placement', message: 'UserAgent belongs after Credential' });
    return textOf(inside) || undefined;
  }
  advise(reading, sender, { code: 'missing', message: 'UserAgent is missing' });
  return undefined;
}

/** `Path`: every party a line or document went through, the buyer first. */
export function readPath(parent: XmlNode): readonly PathNode[] | undefined {
  const path = child(parent, 'Path');
  if (!path) return undefined;
  return children(path, 'Node').map((node) => ({
    type: attr(node, 'type') ?? 'copy',
    credentials: children(node, 'Credential').map(readCredential),
  }));
}

export function readHeader(node: XmlNode, reading: Reading): Header {
  const sender = requireChild(node, 'Sender');
  return {
    from: readParty(requireChild(node, 'From')),
    to: readParty(requireChild(node, 'To')),
    sender: { ...readParty(sender), userAgent: readUserAgent(sender, reading) },
    path: readPath(node),
    originalPayloadId: attr(child(node, 'OriginalDocument'), 'payloadID'),
  };
}

/**
 * production unless the document says test. Suites write other words (`tester`, seen at BirchStreet):
 * what begins with «test» is a test, anything else is taken seriously as production.
 */
export function readDeploymentMode(node: XmlNode, reading: Reading): DeploymentMode {
  const text = attr(node, 'deploymentMode');
  if (text === undefined || text === 'production') return 'production';
  if (text === 'test') return 'test';
  const mode = text.toLowerCase().startsWith('test') ? 'test' : 'production';
  advise(reading, node, {
    code: 'deployment_mode',
    message: `deploymentMode “${text}” read as ${mode}`,
  });
  return mode;
}

/** A `Status`; a code that is no three-digit number is refused as structure. */
export function readStatus(node: XmlNode): Status {
  const code = requireAttr(node, 'code');
  if (!/^[1-9]\d{2}$/.test(code)) throw misbuilt(node, `“${code}” is not a status code`);
  return {
    code: Number(code),
    text: attr(node, 'text') ?? '',
    detail: textOf(node) || undefined,
    lang: attr(node, 'xml:lang'),
  };
}
