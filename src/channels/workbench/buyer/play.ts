import { connectionProfile } from '../../../../punchout/index.ts';
import { Problem, type Text } from '../../../base/index.ts';
import {
  noteWorkbenchRun,
  secretsOf,
  TradingConnection,
  type WorkbenchRun,
  workbenchRun,
} from '../../../domain/parties/index.ts';
import { type Ctx, type JobPayload, read } from '../../../platform/index.ts';
import { knownOf } from '../known.ts';
import { cxmlScenes } from './cxml-scenes.ts';
import { ociScenes } from './oci-scenes.ts';
import { type Stage, type StepRecord, Stopped } from './stage.ts';

type Scene = (stage: Stage) => Promise<void>;

/** What can be played over a protocol, in its order. */
export function scenesOf(protocol: string): Readonly<Record<string, Scene>> {
  return protocol === 'oci' ? ociScenes : cxmlScenes;
}

/** What a scene needs to have been played before. */
const NEEDS: Readonly<Record<string, readonly string[]>> = {
  edit: ['create'],
  inspect: ['create'],
  cancel: ['create'],
  order: ['create'],
  change: ['create', 'order'],
  later: ['create', 'order'],
  functions: ['callup'],
};

/** A plan of scenes that can be played: what was asked for and what it needs, in order; all when nothing was. */
export function planOf(protocol: string, asked: readonly string[]): string[] {
  const all = Object.keys(scenesOf(protocol));
  const known = asked.filter((name) => all.includes(name));
  if (known.length === 0) return all;
  const wanted = new Set(known.flatMap((name) => [name, ...(NEEDS[name] ?? [])]));
  return all.filter((name) => wanted.has(name));
}

async function stageOf(ctx: Ctx, run: WorkbenchRun): Promise<Stage> {
  const connection = await read(ctx, (tx) =>
    tx.em.findOneOrFail(TradingConnection, { id: run.connectionId }),
  );
  // Looked at again: it may have gone into production while the job waited.
  if (connection.deploymentMode !== 'test') throw new Problem('workbench.run_production');
  const known = await knownOf({ ctx, connection });
  const [secret] = secretsOf(ctx, connection);
  const [theirs = { domain: '', identity: '' }] = known.theirs;
  const [ours = { domain: '', identity: '' }] = known.ours;
  const named = connection.protocol === 'oci' || (theirs.identity !== '' && ours.identity !== '');
  if (secret === undefined || !named)
    throw new Problem('channel.identity_missing', {
      connection: connection.name,
      what: secret === undefined ? 'shared secret' : 'cXML credential',
    });
  return {
    ctx: { ...ctx, locale: run.locale },
    runId: run.id,
    connection,
    profile: connectionProfile(connection),
    theirs,
    ours,
    secret,
    base: ctx.services.config.publicUrl,
    steps: [],
  };
}

function failed(scene: string, verdict: Text): StepRecord {
  return {
    scene,
    title: { en: 'Not played', fr: 'Non joué' },
    outcome: 'failed',
    verdict,
    ms: 0,
  };
}

/** One scene; a fault of ours is logged and shown without detail, the other scenes go on. */
async function playScene(
  stage: Stage,
  { name, scene }: { name: string; scene: Scene },
): Promise<void> {
  const before = stage.steps.length;
  try {
    await scene(stage);
  } catch (error) {
    const last = stage.steps.at(-1);
    // A step that stopped has written itself down.
    if (stage.steps.length > before && last?.outcome === 'failed' && error instanceof Stopped)
      return;
    if (error instanceof Stopped) stage.steps.push(failed(name, error.text));
    else {
      const { requestId, services } = stage.ctx;
      services.log.error({ requestId, err: error, scene: name }, 'virtual buyer stopped');
      const text =
        error instanceof Problem ? error : new Problem('internal', { request_id: requestId });
      stage.steps.push(failed(name, { en: text.text('en'), fr: text.text('fr') }));
    }
  }
}

/**
 * Job `workbench.play {runId}`: the virtual buyer plays its plan against our own doors over real HTTP, writing each
 * step down as it goes. Played once: a run that began is not begun again. It creates visits and baskets in test
 * mode; its orders are judged and let fall (`isTrialPayload`), so no seller, exposure or ledger hears of them.
 */
export async function play(ctx: Ctx, payload: JobPayload): Promise<void> {
  const runId = String(payload.runId);
  const run = await read(ctx, (tx) => workbenchRun(tx, { id: runId }));
  if (run.state !== 'queued') return;
  await noteWorkbenchRun(ctx, runId, { state: 'running' });
  const steps: StepRecord[] = [];
  try {
    const stage = await stageOf(ctx, run);
    const scenes = scenesOf(stage.connection.protocol);
    for (const name of run.plan) {
      const scene = scenes[name];
      if (scene) await playScene(stage, { name, scene });
    }
    steps.push(...stage.steps);
    await noteWorkbenchRun(ctx, runId, {
      state: 'finished',
      steps: steps.map((one) => ({ ...one })),
    });
  } catch (error) {
    const { requestId } = ctx;
    const problem =
      error instanceof Problem ? error : new Problem('internal', { request_id: requestId });
    const reason = { en: problem.text('en'), fr: problem.text('fr') };
    const stopped = [{ ...failed('start', reason) }];
    await noteWorkbenchRun(ctx, runId, { state: 'stopped', steps: stopped });
    if (!(error instanceof Problem)) throw error;
  }
}
