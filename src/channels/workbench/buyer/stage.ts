import type { PunchOutOrderMessage, SuiteProfile } from '../../../../punchout/index.ts';
import { Problem, randomToken, type Text } from '../../../base/index.ts';
import {
  noteWorkbenchRun,
  type TradingConnection,
  type WorkbenchField,
  workbenchRun,
} from '../../../domain/parties/index.ts';
import { trialReturnBase } from '../../../domain/purchasing/index.ts';
import { type Ctx, maskSecrets, read } from '../../../platform/index.ts';

const SHOWN_MAX = 20_000;
const ANSWER_MAX = 2_000_000;
const TIMEOUT_MS = 20_000;
const REDIRECTS_MAX = 5;

/** One thing the virtual buyer did, and how it went. Sent and answered stand masked. */
export type StepRecord = {
  readonly scene: string;
  readonly title: Text;
  readonly outcome: 'passed' | 'noticed' | 'failed';
  readonly verdict: Text;
  readonly sent?: string;
  readonly got?: string;
  readonly ms: number;
};

export type Names = { readonly domain: string; readonly identity: string };

/** What the scenes share. */
export type Stage = {
  readonly ctx: Ctx;
  readonly runId: string;
  readonly connection: TradingConnection;
  readonly profile: SuiteProfile;
  readonly theirs: Names;
  readonly ours: Names;
  readonly secret: string;
  readonly base: string;
  readonly steps: StepRecord[];
  cart?: PunchOutOrderMessage;
  /** EXT_PRODUCT_ID of the first item that came back over OCI. */
  ociItem?: string | undefined;
  order?: { readonly id: string; readonly date: string; readonly payloadId: string };
};

/** A step that cannot go on; the scene ends, the others may still play. */
export class Stopped extends Error {
  readonly text: Text;
  readonly seen: Pick<StepRecord, 'sent' | 'got'>;
  constructor(text: Text, seen: Pick<StepRecord, 'sent' | 'got'> = {}) {
    super(text.en);
    this.text = text;
    this.seen = seen;
  }
}

type Done = {
  readonly verdict: Text;
  readonly outcome?: StepRecord['outcome'];
  readonly sent?: string | undefined;
  readonly got?: string | undefined;
};

function shown(text: string): string {
  return maskSecrets(text).slice(0, SHOWN_MAX);
}

/** Plays one step and writes it down before the next begins. Rethrows what ends the scene. */
export async function step<T>(
  stage: Stage,
  { scene, title }: { scene: string; title: Text },
  work: () => Promise<Done & { readonly value: T }>,
): Promise<T> {
  const started = performance.now();
  const note = async (record: Omit<StepRecord, 'scene' | 'title' | 'ms'>): Promise<void> => {
    const ms = Math.round(performance.now() - started);
    stage.steps.push({ scene, title, ms, ...record });
    await noteWorkbenchRun(stage.ctx, stage.runId, {
      steps: stage.steps.map((one) => ({ ...one })),
    });
  };
  try {
    const { verdict, outcome = 'passed', sent, got, value } = await work();
    await note({
      outcome,
      verdict,
      ...(sent === undefined ? {} : { sent: shown(sent) }),
      ...(got === undefined ? {} : { got: shown(got) }),
    });
    return value;
  } catch (error) {
    if (!(error instanceof Stopped) && !(error instanceof Problem)) throw error;
    const verdict =
      error instanceof Stopped ? error.text : { en: error.text('en'), fr: error.text('fr') };
    const seen = error instanceof Stopped ? error.seen : {};
    await note({
      outcome: 'failed',
      verdict,
      ...(seen.sent === undefined ? {} : { sent: shown(seen.sent) }),
      ...(seen.got === undefined ? {} : { got: shown(seen.got) }),
    });
    throw error instanceof Stopped ? error : new Stopped(verdict);
  }
}

export type Answered = { readonly status: number; readonly text: string; readonly url: string };

async function textOf(response: Response): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    size += part.byteLength;
    if (size > ANSWER_MAX) break;
  }
  return Buffer.concat(parts).toString('utf8');
}

/** Only ourselves are ever asked: an address elsewhere is not followed. */
function refuseElsewhere({ base }: Stage, url: string): void {
  if (URL.parse(url)?.origin === URL.parse(base)?.origin) return;
  throw new Stopped({
    en: `The address ${url} is not ours: the virtual buyer does not follow it.`,
    fr: `L’adresse ${url} n’est pas la nôtre : l’acheteur virtuel ne la suit pas.`,
  });
}

/** One request to ourselves over real HTTP, redirects followed by hand. */
export async function ask(
  stage: Stage,
  url: string,
  init: { method?: 'GET' | 'POST'; body?: Uint8Array | string; contentType?: string } = {},
): Promise<Answered> {
  let at = new URL(url, stage.base).href;
  let { method = 'GET', body } = init;
  for (let turn = 0; turn <= REDIRECTS_MAX; turn += 1) {
    refuseElsewhere(stage, at);
    let response: Response;
    try {
      response = await fetch(at, {
        method,
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          ...(method === 'POST'
            ? { 'content-type': init.contentType ?? 'application/x-www-form-urlencoded' }
            : {}),
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : Buffer.from(body) }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new Stopped({
        en: `${new URL(at).origin} does not answer: ${reason}`,
        fr: `${new URL(at).origin} ne répond pas : ${reason}`,
      });
    }
    const next = response.headers.get('location');
    if (response.status < 300 || response.status >= 400 || !next)
      return { status: response.status, text: await textOf(response), url: at };
    at = new URL(next, at).href;
    method = 'GET';
    body = undefined;
  }
  throw new Stopped({ en: 'The address leads in circles.', fr: 'L’adresse tourne en rond.' });
}

/** A return address of this run alone, for one basket. */
export async function freshReturn(stage: Stage): Promise<string> {
  const token = randomToken();
  await noteWorkbenchRun(stage.ctx, stage.runId, { returnToken: token, returned: null });
  return `${trialReturnBase(stage.ctx.services.config)}${token}`;
}

/** What came back at the return address. */
export async function returnedForm(stage: Stage): Promise<readonly WorkbenchField[]> {
  const run = await read(stage.ctx, (tx) => workbenchRun(tx, { id: stage.runId }));
  if (!run.returned) {
    throw new Stopped({
      en: 'Nothing came back at the return address.',
      fr: 'Rien n’est revenu à l’adresse de retour.',
    });
  }
  return run.returned;
}
