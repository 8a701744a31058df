import { type CxmlDocument, type Payload, parseCxml } from '../../../../punchout/index.ts';
import { Problem, type Text } from '../../../base/index.ts';
import { type Answered, ask, type Stage, Stopped } from './stage.ts';

const XML = 'text/xml; charset=UTF-8';

/** An answer of ours, which is always cXML. */
export function read(text: string): CxmlDocument {
  try {
    return parseCxml(Buffer.from(text), { contentType: XML });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new Stopped(
      {
        en: `The answer is no cXML: ${error.text('en')}`,
        fr: `La réponse n’est pas du cXML : ${error.text('fr')}`,
      },
      { got: text },
    );
  }
}

export type Exchanged = { readonly sent: string; readonly got: string; readonly payload: Payload };

/** Posts a document to the door and reads the answer. */
export async function post(stage: Stage, document: Uint8Array | string): Promise<Exchanged> {
  const sent = typeof document === 'string' ? document : Buffer.from(document).toString('utf8');
  const answer: Answered = await ask(stage, '/cxml', {
    method: 'POST',
    body: document,
    contentType: XML,
  });
  return { sent, got: answer.text, payload: read(answer.text).payload };
}

/** Status and its text of an answer; 0 where it has none. */
export function statusOf({ payload }: Exchanged): { code: number; text: string } {
  if (!('status' in payload) || typeof payload.status === 'string')
    return { code: 0, text: payload.kind };
  const { code, text, detail } = payload.status;
  return { code, text: (detail ?? text).trim() };
}

/** The step's verdict: the Status that was wanted, or what came instead. */
export function expectStatus(
  exchanged: Exchanged,
  { wanted, means }: { wanted: readonly number[]; means: Text },
): { verdict: Text; sent: string; got: string; value: undefined } {
  const { code, text } = statusOf(exchanged);
  const { sent, got } = exchanged;
  if (!wanted.includes(code)) {
    throw new Stopped(
      {
        en: `Status ${code} instead of ${wanted.join(' or ')}: ${text}`,
        fr: `Status ${code} au lieu de ${wanted.join(' ou ')} : ${text}`,
      },
      { sent, got },
    );
  }
  const verdict = {
    en: `Status ${code}: ${means.en}`,
    fr: `Status ${code} : ${means.fr}`,
  };
  return { verdict, sent, got, value: undefined };
}
