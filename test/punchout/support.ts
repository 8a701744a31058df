import { type CxmlDocument, type Payload, parseCxml } from '../../punchout/index.ts';
import { Problem } from '../../src/base/index.ts';

export const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const HEADER = `<Header>
<From><Credential domain="NetworkId"><Identity>AN01</Identity></Credential></From>
<To><Credential domain="DUNS"><Identity>012345678</Identity></Credential></To>
<Sender><Credential domain="NetworkId"><Identity>AN01</Identity><SharedSecret>s3cret</SharedSecret></Credential><UserAgent>Suite 1</UserAgent></Sender>
</Header>`;

/** A document whose body begins on line 7. */
export function documentWith(body: string, header = HEADER): Uint8Array {
  return bytes(
    `<cXML payloadID="1@buyer" timestamp="2026-11-21T10:00:00+01:00">\n${header}\n${body}</cXML>`,
  );
}

export function read(body: string): CxmlDocument {
  return parseCxml(documentWith(body));
}

export function payloadOf<K extends Payload['kind']>(
  document: CxmlDocument,
  kind: K,
): Extract<Payload, { kind: K }> {
  const { payload } = document;
  if (payload.kind !== kind) throw new Error(`read ${payload.kind} instead of ${kind}`);
  return payload as Extract<Payload, { kind: K }>;
}

/** The refusal as `code line element` or `code`, or `accepted`. */
export function refusal(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { line, element } = error.params;
    const placed = typeof line === 'number' && typeof element === 'string';
    return placed ? `${error.code} ${line} ${element}` : error.code;
  }
  return 'accepted';
}

/** The sentence a refusal says in English, or `accepted`. */
export function sentence(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return error.text('en');
  }
  return 'accepted';
}

export const envelope = {
  payloadId: '2@comptoir',
  timestamp: '2026-11-21T10:00:00+01:00',
  header: {
    from: { credentials: [{ domain: 'DUNS', identity: '012345678' }] },
    to: { credentials: [{ domain: 'NetworkId', identity: 'AN01' }] },
    sender: {
      credentials: [{ domain: 'DUNS', identity: '012345678', sharedSecret: 'never-shown' }],
      userAgent: 'Comptoir',
    },
  },
} as const;
