import { Problem } from '../../../src/base/index.ts';
import {
  child,
  children,
  readXml,
  readXmlInSlices,
  type XmlDocument,
  type XmlNode,
} from '../../../src/base/xml/index.ts';
import { cxmlInstant } from '../dates.ts';
import type { CxmlDocument, Header, Party } from '../model/index.ts';
import { readDeploymentMode, readHeader, readStatus } from './envelope.ts';
import { readPayload, readResponse } from './payload.ts';
import { advise, attr, misbuilt, type Reading } from './reading.ts';

function versionOf(root: XmlNode, doctype: string | undefined): string | undefined {
  return /cXML\/(\d+(?:\.\d+)+)\//i.exec(doctype ?? '')?.[1] ?? attr(root, 'version');
}

function bodyOf(root: XmlNode): XmlNode {
  const bodies = children(root).filter(({ local }) => /^(Request|Message|Response)$/.test(local));
  const [body] = bodies;
  if (!body) throw misbuilt(root, 'Request, Message or Response is missing');
  if (bodies.length > 1) throw misbuilt(root, 'more than one Request, Message or Response');
  return body;
}

/** A cart passes through the user's browser: a secret in it is public and proves nothing. */
function withoutSecrets(
  header: Header | undefined,
  body: XmlNode,
  reading: Reading,
): Header | undefined {
  if (!header || !child(body, 'PunchOutOrderMessage')) return header;
  const strip = <P extends Party>(party: P): P => {
    if (party.credentials.some(({ sharedSecret }) => sharedSecret !== undefined)) {
      advise(reading, body, {
        code: 'secret_in_browser_message',
        message: 'a SharedSecret in a message that passed through a browser is dropped',
      });
    }
    return {
      ...party,
      credentials: party.credentials.map((one) => ({ ...one, sharedSecret: undefined })),
    };
  };
  return {
    ...header,
    from: strip(header.from),
    to: strip(header.to),
    sender: strip(header.sender),
  };
}

function readEnvelope(root: XmlNode, reading: Reading) {
  const payloadId = attr(root, 'payloadID');
  if (payloadId === undefined) throw misbuilt(root, 'payloadID is missing');
  const timestamp = root.attrs.timestamp ?? '';
  if (!cxmlInstant(timestamp) || /z$/i.test(timestamp.trim())) {
    const message = `timestamp “${timestamp}” is not ISO 8601 with a numeric offset`;
    advise(reading, root, { code: 'timestamp', message });
  }
  return { payloadId, timestamp, lang: attr(root, 'xml:lang') };
}

/**
 * Reads any cXML 1.0–1.2 document tolerantly: element order, unknown elements and attributes, odd
 * timestamps and the DOCTYPE's version never refuse it; oddities come back as advisories. Refusals: the
 * XML gate's (`xml.*`), `cxml.structure` (status 406: no payload can be made out) and `cxml.invalid`
 * (status 400: a value that money or identity rests on cannot be used), both with line and element. A
 * payload nobody serves is `Unknown`, for the caller to answer 450.
 */
export function parseCxml(
  bytes: Uint8Array,
  { contentType }: { contentType?: string | undefined } = {},
): CxmlDocument {
  return interpret(readXml(bytes, { contentType }));
}

/** The same for a door: the gate lets other requests pass between its slices. */
export async function parseCxmlInSlices(
  bytes: Uint8Array,
  { contentType }: { contentType?: string | undefined } = {},
): Promise<CxmlDocument> {
  return interpret(await readXmlInSlices(bytes, { contentType }));
}

function interpret({ root, doctype, warnings }: XmlDocument): CxmlDocument {
  if (root.local !== 'cXML') {
    const reason = 'the root element is not cXML';
    throw new Problem('cxml.structure', { line: root.line, element: root.local, reason });
  }
  const reading: Reading = { advisories: [] };
  for (const message of warnings) advise(reading, root, { code: 'encoding', message });
  const envelope = readEnvelope(root, reading);
  const body = bodyOf(root);
  const headerNode = child(root, 'Header');
  if (!headerNode && body.local !== 'Response') throw misbuilt(root, 'Header is missing');
  const header = headerNode && withoutSecrets(readHeader(headerNode, reading), body, reading);
  const statusNode = body.local === 'Message' ? child(body, 'Status') : undefined;
  return {
    ...envelope,
    version: versionOf(root, doctype),
    header,
    inReplyTo: attr(body, 'inReplyTo'),
    deploymentMode: readDeploymentMode(body, reading),
    messageStatus: statusNode && readStatus(statusNode),
    payload: body.local === 'Response' ? readResponse(body, reading) : readPayload(body, reading),
    advisories: reading.advisories,
  };
}
