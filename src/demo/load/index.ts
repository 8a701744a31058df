import { Presets, SingleBar } from 'cli-progress';
import { plainDateIn, uuidFromName } from '../../base/index.ts';
import { Organisation, TradingConnection } from '../../domain/parties/index.ts';
import {
  BulkProgress,
  type Ctx,
  read,
  type Services,
  systemContext,
  write,
} from '../../platform/index.ts';
import { type DemoData, generateDemo } from '../generate/index.ts';
import type { Simulators } from '../simulators.ts';
import { loadBlanketOrder } from './blanket.ts';
import { loadCatalogue } from './catalogue.ts';
import { loadHistory } from './history.ts';
import { loadParties } from './parties.ts';
import { loadSuites } from './suites.ts';

const SEED = 7;
const STEPS = ['parties', 'catalogue', 'history'] as const;
type Step = (typeof STEPS)[number];

/** How many steps a filled database has behind it. */
export const DEMO_STEPS = STEPS.length;

/** The steps that are done; one that was broken off cannot go on, its past is half lived. */
async function finishedSteps(ctx: Ctx): Promise<Set<string>> {
  return read(ctx, async (tx) => {
    const rows = await tx.em.find(BulkProgress, { kind: 'demo', state: 'finished' });
    return new Set(rows.map((row) => row.subject));
  });
}

async function finish(ctx: Ctx, step: Step): Promise<void> {
  await write(ctx, async (tx) => {
    const at = tx.now();
    tx.em.create(BulkProgress, {
      id: uuidFromName(`demo/step/${step}`),
      kind: 'demo',
      subject: step,
      state: 'finished',
      startedAt: at,
      updatedAt: at,
    });
  });
}

function bar(label: string, total: number): { update: (done: number) => void; stop: () => void } {
  if (!process.stdout.isTTY) return { update: () => undefined, stop: () => undefined };
  const shown = new SingleBar(
    { format: `  ${label} {bar} {value}/{total}`, hideCursor: true },
    Presets.shades_classic,
  );
  shown.start(total, 0);
  return { update: (done) => shown.update(done), stop: () => shown.stop() };
}

async function run(
  step: Step,
  { services, ctx, demo }: { services: Services; ctx: Ctx; demo: DemoData },
): Promise<void> {
  if (step === 'parties') {
    await write(ctx, (tx) => loadParties(tx, demo));
    return;
  }
  if (step === 'catalogue') {
    const total = [...demo.products].length;
    const progress = bar('products', total);
    await loadCatalogue(ctx, { demo, progress: progress.update });
    progress.stop();
    return;
  }
  const progress = bar('history ', demo.orders.length + demo.payments.length);
  await loadHistory(services, { demo, progress: progress.update });
  progress.stop();
}

/** Where the simulators are this time: partners' addresses follow them. */
async function connectSimulators(ctx: Ctx, simulators: Simulators): Promise<void> {
  await write(ctx, async (tx) => {
    const connections = await tx.em.find(TradingConnection, {});
    const kinds = new Map((await tx.em.find(Organisation, {})).map((one) => [one.id, one.kind]));
    for (const connection of connections) {
      const kind = kinds.get(connection.organisationId);
      if (kind === 'buyer' && connection.protocol === 'cxml')
        connection.outboundUrl = `${simulators.buyerSuiteUrl}/cxml`;
      if (kind === 'seller' && connection.protocol === 'edifact')
        connection.outboundUrl = `${simulators.sellerUrl}/edi/${connection.name}`;
      if (kind === 'seller' && connection.protocol === 'cxml')
        connection.outboundUrl = `${simulators.sellerUrl}/cxml/${connection.name}`;
    }
  });
}

/** Fills an empty database with the demo, once, step by step, and points the partners at the simulators. */
export async function fillDatabase(
  services: Services,
  { simulators, say }: { simulators: Simulators; say: (line: string) => void },
): Promise<void> {
  const ctx = systemContext(services, 'demo');
  const done = await finishedSteps(ctx);
  const missing = STEPS.filter((step) => !done.has(step));
  if (missing.length > 0) {
    say('  filling the database with demo data (about a minute, the first time only)');
    const demo = generateDemo({ seed: SEED, today: plainDateIn(services.clock.now()) });
    for (const step of missing) {
      await run(step, { services, ctx, demo });
      await finish(ctx, step);
      say(`  ${step} ready`);
    }
  }
  await write(ctx, loadSuites);
  await loadBlanketOrder(services);
  await connectSimulators(ctx, simulators);
}
